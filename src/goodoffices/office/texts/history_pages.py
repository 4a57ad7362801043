"""The pages of where a text comes from: a phrase through its versions, and what was agreed."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.lazy_words import StrOrPromise
from goodoffices.office.pages.drawing import page
from goodoffices.office.pages.form_page import acted
from goodoffices.office.pages.forms import small_number
from goodoffices.office.refusal import Refused
from goodoffices.office.texts import agreed as agreeing
from goodoffices.office.texts.approved import list_approved
from goodoffices.office.texts.forms import AgreedForm, DropAgreedForm, PhraseForm
from goodoffices.office.texts.in_words import paragraph_in_words, pieces_shown
from goodoffices.office.texts.pages import found_text, place_in_text
from goodoffices.office.texts.readings import TextRead, VersionOfText
from goodoffices.procedure.text import ChangedBesides, WhatBecame, history_of

VERDICTS: Mapping[WhatBecame, StrOrPromise] = {
    WhatBecame.DONE: pgettext_lazy("of an agreed change", "done"),
    WhatBecame.NOT_DONE: pgettext_lazy("of an agreed change", "not done"),
    WhatBecame.DONE_AND_MORE: gettext_lazy("done, and something else is changed in this paragraph"),
}


@door(read=Right.SEE_TEXTS, write=Right.SEE_TEXTS)
def text_origin(request: HttpRequest, view: CaseView, text: str, block: int) -> HttpResponse:
    """Show where a paragraph, or a phrase in it, comes from. The phrase stands in no address."""
    found = found_text(view, text)
    if block >= len(found.newest.paragraphs):
        raise Http404
    form = PhraseForm(request)
    error: Refused | str = ""
    phrase = ""
    if request.method == "POST":
        try:
            phrase = form.read()["phrase"]
        except Refused as refusal:
            form.show(refusal)
            error = refusal
    history = history_of((one.paragraphs for one in reversed(found.versions)), block, phrase)
    versions = found.versions[::-1]
    paragraph = found.newest.paragraphs[block]
    return page(
        request,
        view,
        "texts/origin",
        422 if error else 200,
        text=found,
        place=place_in_text(view, found, block),
        form=form,
        phrase=phrase,
        number=paragraph.number,
        words=paragraph_in_words(view.case, paragraph),
        first=None if history.first is None else versions[history.first],
        bracketed=[versions[back].number for back in history.bracketed],
        steps=[
            _step(view, found, versions[one.back], pieces_shown(one.pieces))
            for one in reversed(history.steps)
        ],
        accepted=list_approved(view, phrase or paragraph.words),
        error=error,
    )


@dataclass(frozen=True, kw_only=True)
class HistoryStepShown:
    """A version in which a paragraph came or was changed, and to whom it went."""

    version: VersionOfText
    words: SafeString
    given_to: list[tuple[str, str, datetime.datetime]]


def _step(
    view: CaseView, text: TextRead, version: VersionOfText, words: SafeString
) -> HistoryStepShown:
    w = wording_for_reader(view.case)
    given = [one for one in text.handed if one.version == version.number]
    return HistoryStepShown(
        version=version,
        words=words,
        given_to=[(w.party(one.to), one.code, one.at) for one in given],
    )


@door(read=Right.WRITE_TEXTS, write=Right.WRITE_TEXTS)
def text_agreed(request: HttpRequest, view: CaseView, text: str) -> HttpResponse:
    """Show the changes that were agreed, held against the version that is current; enter one."""
    found = found_text(view, text)

    def act() -> None:
        sent = AgreedForm(request).read()
        agreeing.agree(
            view,
            found.id,
            paragraph=sent["paragraph"],
            old=sent["old"],
            new=sent["new"],
            words=sent["words"],
            idempotency_key=sent["idempotency_key"],
        )

    drawn = partial(_agreed_drawn, request, view, found)
    if request.method != "POST":
        return drawn()
    done = _("It is entered, and held against each version from here on.")
    return acted(request, view, act, drawn, done=done, leads_to="text_agreed", text=found.id)


@door(write=Right.WRITE_TEXTS)
def drop_agreed(request: HttpRequest, view: CaseView, text: str) -> HttpResponse:
    """Enter that a change is not agreed any more."""
    found = found_text(view, text)

    def act() -> None:
        sent = DropAgreedForm(request).read()
        agreeing.drop_agreed(view, found.id, sent["dropped"], sent["idempotency_key"])

    done = _("It is not held against versions any more.")
    drawn = partial(_agreed_drawn, request, view, found)
    return acted(request, view, act, drawn, done=done, leads_to="text_agreed", text=found.id)


def _agreed_drawn(
    request: HttpRequest, view: CaseView, found: TextRead, error: Refused | str = ""
) -> HttpResponse:
    form = AgreedForm(request, initial={"paragraph": request.GET.get("paragraph", "")})
    if isinstance(error, Refused):
        form.show(error)
    whole = agreeing.read_agreed(view, found)
    context = {
        "text": found,
        "form": form,
        "changes": [(one, VERDICTS[one.judged.verdict]) for one in whole.changes],
        "n_done": sum(one.judged.verdict is WhatBecame.DONE for one in whole.changes),
        "since": whole.since,
        "besides": [_besides(view, found, one) for one in whole.besides],
        "lost": whole.lost,
        "shown": _paragraph_asked(request, found),
        "error": error,
    }
    return page(request, view, "texts/agreed", 422 if error else 200, **context)


def _besides(view: CaseView, found: TextRead, one: ChangedBesides) -> tuple[int, object]:
    """Give the number of a paragraph now, and its words; 0 and what it said where it is gone."""
    if one.place is None:
        return 0, format_html("<del>{}</del>", one.gone)
    paragraph = found.newest.paragraphs[one.place]
    return paragraph.number, paragraph_in_words(view.case, paragraph)


def _paragraph_asked(request: HttpRequest, found: TextRead) -> tuple[int, str] | None:
    """Give the number and the words of the paragraph of which a change is entered."""
    number = small_number(request.GET.get("paragraph", ""))
    paragraphs = (one for one in found.newest.paragraphs if number and one.number == number)
    return next(((one.number, one.words) for one in paragraphs), None)
