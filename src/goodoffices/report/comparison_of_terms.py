"""What a draft takes over from an earlier agreement, in words."""

from __future__ import annotations

from goodoffices.agreement import Agreement, TermsCompared, compare_terms
from goodoffices.report.terms_in_words import TermWords
from goodoffices.report.wording import Wording


def compared_in_words(
    earlier: Agreement, later: Agreement, w: Wording
) -> list[tuple[str, list[str]]]:
    """Say what is new, changed, left out and taken over: headings, each with its terms."""
    found: TermsCompared = compare_terms(earlier, later)
    old, now = TermWords(earlier, w), TermWords(later, w)
    parts = [
        (w._("New"), [now.term(one) for one in found.new]),
        (w._("Changed"), [now.term(one) for one in found.changed]),
        (w._("Left out"), [old.term(one) for one in found.left_out]),
        (w._("Taken over as it was"), [now.term(one) for one in found.same]),
    ]
    return [(heading, terms) for heading, terms in parts if terms]
