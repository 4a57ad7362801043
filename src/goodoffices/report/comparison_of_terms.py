"""What a draft takes over from an earlier agreement, in words."""

from __future__ import annotations

from goodoffices.agreement import Agreement, TermsCompared, compare_terms
from goodoffices.report.agreement_document import agreement_paragraphs
from goodoffices.report.terms_in_words import TermWords
from goodoffices.report.wording import Wording


def compared_in_words(
    earlier: Agreement, later: Agreement, w: Wording
) -> list[tuple[str, list[str]]]:
    """Say what is new, changed, left out and taken over: headings, each with its terms.

    Clocks, definitions, seats and places are compared by what the texts say of them.
    """
    said_before, said_now = _frame(earlier, w), _frame(later, w)
    found: TermsCompared = compare_terms(earlier, later)
    old, now = TermWords(earlier, w), TermWords(later, w)
    parts = [
        (w._("New"), [now.term(one) for one in found.new]),
        (
            w._("Changed"),
            [
                w._("{now} (before: {before})").format(now=now.term(one), before=old.term(was))
                for was, one in found.changed
            ],
        ),
        (w._("Left out"), [old.term(one) for one in found.left_out]),
        (
            w._("Outcomes, clocks, definitions, seats and places: said now, and not before"),
            [one for one in said_now if one not in said_before],
        ),
        (
            w._("Outcomes, clocks, definitions, seats and places: said before, and no longer"),
            [one for one in said_before if one not in said_now],
        ),
        (w._("Taken over as it was"), [now.term(one) for one in found.same]),
    ]
    return [(heading, terms) for heading, terms in parts if terms]


def _frame(agreement: Agreement, w: Wording) -> list[str]:
    """List what the texts of an agreement say beside their articles, obligations and powers."""
    return [
        paragraph.words
        for text in agreement.texts
        for paragraph in agreement_paragraphs(w.case, agreement, text, w.language)
        if not paragraph.term and not paragraph.is_heading
    ]
