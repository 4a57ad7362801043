"""The pages of texts: a list, one text with its versions and what changed, copies, criticisms."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from goodoffices.office.access.acting import doing_once
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.pages.drawing import attachment, page
from goodoffices.office.pages.form_page import acted, form_page
from goodoffices.office.pages.forms import small_number
from goodoffices.office.refusal import Refused
from goodoffices.office.texts import commands
from goodoffices.office.texts.forms import CriticismForm, HandOutForm, NewTextForm, VersionForm
from goodoffices.office.texts.in_words import (
    as_plain_text,
    brackets_left,
    changes_shown,
    paragraphs_shown,
)
from goodoffices.office.texts.readings import TextRead, VersionOfText, find_text, list_texts


@door(read=Right.SEE_TEXTS, write=Right.WRITE_TEXTS)
def texts(request: HttpRequest, view: CaseView) -> HttpResponse:
    """List the texts that somebody may know, and begin one."""
    form = NewTextForm(request) if view.may(Right.WRITE_TEXTS) else None

    def act() -> None:
        if form is not None:
            sent = form.read()
            commands.begin_text(view, sent["title"], sent["body"], sent["idempotency_key"])

    return form_page(
        request,
        view,
        "texts/texts",
        form,
        act,
        done=_("It is saved as version 1."),
        leads_to="texts",
        texts=[(one, brackets_left(view.case, one.newest)) for one in list_texts(view)],
    )


@door(read=Right.SEE_TEXTS, write=Right.WRITE_TEXTS)
def text(request: HttpRequest, view: CaseView, text: str) -> HttpResponse:
    """Show a text: its version that is current for the reader, and what changed; save a new one."""
    found = _found(view, text)
    form = VersionForm(request)
    if request.method != "POST":
        return _drawn(request, view, found)
    try:
        sent = form.read()
        body, based_on, key = sent["body"], sent["based_on"], sent["idempotency_key"]
        doing_once(lambda: commands.save_version(view, found.id, body, based_on, key))
    except commands.Clashed as clash:
        return _drawn(request, view, found, clash, clash.body, clash.version)
    except Refused as refusal:
        form.show(refusal)
        return _drawn(request, view, found, refusal, str(form["body"].value() or ""))
    messages.success(request, _("It is saved as the next version."))
    return redirect("text", case_id=view.case_id, text=found.id)


@door(write=Right.RELEASE)
def hand_out(request: HttpRequest, view: CaseView, text: str) -> HttpResponse:
    """Hand a version out, each party its own copy."""
    found = _found(view, text)

    def act() -> None:
        sent = HandOutForm(request, view).read()
        key = sent["idempotency_key"]
        commands.hand_out(view, found.id, sent["version"], sent["to"], key)

    done = _("The copies are handed out; the register says under which codes.")
    drawn = partial(_drawn, request, view, found)
    return acted(request, view, act, drawn, done=done, leads_to="text", text=found.id)


@door(write=Right.GIVE_ITEMS)
def criticise(request: HttpRequest, view: CaseView, text: str) -> HttpResponse:
    """Say something of a place of one's newest copy, to the mediation alone."""
    found = _found(view, text)

    def act() -> None:
        sent = CriticismForm(request).read()
        key = sent["idempotency_key"]
        commands.criticise(view, found.id, sent["paragraph"], sent["words"], key)

    done = _("The mediation has it. Nobody else reads it.")
    drawn = partial(_drawn, request, view, found)
    return acted(request, view, act, drawn, done=done, leads_to="text", text=found.id)


@door(read=Right.SEE_TEXTS)
def text_file(request: HttpRequest, view: CaseView, text: str, number: int) -> HttpResponse:
    """Give a version as plain text, with brackets as brackets."""
    found = _found(view, text)
    version = found.version(number)
    if version is None:
        raise Http404
    content = as_plain_text(view.case, found, version).encode()
    return attachment(content, f"text-{number}.txt")


def _found(view: CaseView, text: str) -> TextRead:
    found = find_text(view, text)
    if found is None:
        raise Http404
    return found


def _compared(request: HttpRequest, found: TextRead) -> tuple[VersionOfText, VersionOfText] | None:
    """Find the two versions that are compared: those that are asked for, or the two newest."""
    asked = [small_number(request.GET.get(name, "")) for name in ("old", "new")]
    last = len(found.versions)
    old, new = (found.version(one or at) for one, at in zip(asked, (last - 1, last), strict=True))
    return None if old is None or new is None or old is new else (old, new)


def _drawn(
    request: HttpRequest,
    view: CaseView,
    found: TextRead,
    error: Refused | str = "",
    typed: str = "",
    based_on: int = 0,
) -> HttpResponse:
    compared, w = _compared(request, found), wording_for_reader(view.case)
    versions_of = {one.code: one.version for one in found.handed}
    context = {
        "text": found,
        "paragraphs": paragraphs_shown(view.case, found.newest),
        "compared": compared,
        "changes": [] if compared is None else changes_shown(view.case, *compared),
        "typed": typed or found.newest.body,
        "based_on": based_on or found.newest.number,
        "hand_form": HandOutForm(request, view) if view.may(Right.RELEASE) else None,
        "criticism_form": CriticismForm(request)
        if view.is_party and view.may(Right.GIVE_ITEMS)
        else None,
        "register": [(one, w.party(one.to)) for one in reversed(found.handed)],
        "said": [
            (one, w.party(one.party), versions_of.get(one.code))
            for one in reversed(found.criticisms)
        ],
        "error": error,
    }
    return page(request, view, "texts/text", 422 if error else 200, **context)
