"""The page of two texts side by side: what stands in one alone, for mirror statements above all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from goodoffices.case import Case
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.lazy_words import StrOrPromise
from goodoffices.office.pages.drawing import page
from goodoffices.office.texts.in_words import paragraph_in_words, pieces_shown
from goodoffices.office.texts.pages import found_text
from goodoffices.office.texts.readings import find_text, list_texts
from goodoffices.procedure.text import (
    ChangedWords,
    FactKind,
    MirrorPair,
    MirrorPiece,
    TellingFact,
    statements_compared,
)

#: Paragraphs of two texts that are set side by side: statements are short.
MOST = 400
KINDS: Mapping[FactKind, StrOrPromise] = {
    FactKind.NUMBER: pgettext_lazy("what stands in one text alone", "number"),
    FactKind.DATE: pgettext_lazy("what stands in one text alone", "date"),
    FactKind.DURATION: pgettext_lazy("what stands in one text alone", "duration"),
    FactKind.ACTOR: pgettext_lazy("what stands in one text alone", "name"),
    FactKind.CONDITION: pgettext_lazy("what stands in one text alone", "word of condition"),
    FactKind.MODAL: pgettext_lazy("what stands in one text alone", "modal verb"),
    FactKind.NEGATION: pgettext_lazy("what stands in one text alone", "negation"),
}


@door(read=Right.WRITE_TEXTS)
def text_beside(request: HttpRequest, view: CaseView, text: str) -> HttpResponse:
    """Set another text beside one, paragraph by paragraph, and list what stands in one alone."""
    first = found_text(view, text)
    others = [one for one in list_texts(view) if one.id != first.id]
    asked = request.GET.get("other", "")
    second = find_text(view, asked) if asked else None
    if asked and second is None:
        raise Http404
    found = None
    is_long = second is not None and max(len(first.newest.blocks), len(second.newest.blocks)) > MOST
    if second is not None and not is_long:
        found = statements_compared(
            first.newest.paragraphs,
            second.newest.paragraphs,
            _names_of(view.case),
            _mirrored(view.case),
        )
    return page(
        request,
        view,
        "texts/beside",
        text=first,
        other=second,
        others=others,
        is_long=is_long,
        only=[]
        if found is None or second is None
        else [(first.title, _facts(found.only_first)), (second.title, _facts(found.only_second))],
        pairs=[] if found is None else [_pair(view.case, one) for one in found.pairs],
    )


def _names_of(case: Case) -> dict[str, list[str]]:
    """List the names of the parties in all languages of the case, by their ids."""
    return {one.id: [words for _language, words in one.name.by_language] for one in case.parties}


def _mirrored(case: Case) -> tuple[str, str] | None:
    """Give the two whose names mirror each other: those of a case of two parties."""
    ids = case.party_ids
    return (ids[0], ids[1]) if len(ids) == 2 else None


def _facts(facts: Sequence[TellingFact]) -> list[tuple[StrOrPromise, str, int]]:
    """List facts that are no mirrored names: what each is, its words, its paragraph."""
    return [(KINDS[one.kind], one.words, one.paragraph) for one in facts if not one.is_mirrored]


def _pair(case: Case, pair: MirrorPair) -> tuple[SafeString, SafeString, SafeString]:
    """Write a pair: the first paragraph, the second, and what differs between them."""
    first, second = (
        "" if one is None else paragraph_in_words(case, one) for one in (pair.first, pair.second)
    )
    is_told = pair.first is not None and pair.second is not None and not pair.is_same
    differs = format_html_join("", "{}", ((_piece(one),) for one in pair.pieces)) if is_told else ""
    return format_html("{}", first), format_html("{}", second), format_html("{}", differs)


def _piece(piece: MirrorPiece) -> SafeString:
    shown = pieces_shown([ChangedWords(piece.kind, piece.words, piece.stands_out)])
    return format_html('<span class="quiet">{}</span>', shown) if piece.is_mirrored else shown
