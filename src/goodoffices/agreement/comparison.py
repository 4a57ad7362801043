"""What one agreement's terms take over from another's: the same, changed, new, left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goodoffices.agreement.agreement import Agreement
from goodoffices.agreement.amendments import every_obligation
from goodoffices.agreement.terms import Article, Obligation, Power

Term = Article | Obligation | Power


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsCompared:
    """Terms of two agreements, by their ids.

    ``same``, ``new``: of the later one, in its order; ``changed``: each as it was and as it is;
    ``left_out``: of the earlier one.
    """

    same: tuple[Term, ...]
    changed: tuple[tuple[Term, Term], ...]
    new: tuple[Term, ...]
    left_out: tuple[Term, ...]


def compare_terms(earlier: Agreement, later: Agreement) -> TermsCompared:
    """Say what a later agreement takes over from an earlier one: articles, obligations, powers."""
    old, now = _terms(earlier), _terms(later)
    both = [(name, one) for name, one in now.items() if name in old]
    return TermsCompared(
        same=tuple(one for name, one in both if old[name] == one),
        changed=tuple((old[name], one) for name, one in both if old[name] != one),
        new=tuple(one for name, one in now.items() if name not in old),
        left_out=tuple(one for name, one in old.items() if name not in now),
    )


def _terms(agreement: Agreement) -> Mapping[tuple[str, str], Term]:
    """Give the terms of an agreement by what they are and their ids."""
    found: dict[tuple[str, str], Term] = {}
    for article in agreement.articles:
        found["article", article.id] = article
    for text in agreement.texts:
        for owed in every_obligation(text):
            found["obligation", owed.id] = owed
        for power in text.powers:
            found["power", power.id] = power
    return found
