"""The pages of texts: a list, one text with its versions, what changed, copies, criticisms."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.pages.drawing import page
from goodoffices.office.pages.form_page import acted, form_page
from goodoffices.office.pages.forms import small_number
from goodoffices.office.refusal import Refused
from goodoffices.office.texts import commands
from goodoffices.office.texts.approved import list_waiting
from goodoffices.office.texts.edits import list_edits
from goodoffices.office.texts.forms import CriticismForm, HandOutForm, NewTextForm
from goodoffices.office.texts.in_words import brackets_left, changes_shown, paragraphs_shown
from goodoffices.office.texts.readings import TextRead, VersionOfText, find_text, list_texts
from goodoffices.procedure.text import TextPart, parts_of

#: Changed paragraphs that stand on the page of a text itself.
MOST_CHANGES = 20


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
        texts=[(one, brackets_left(one.newest)) for one in list_texts(view)],
    )


@door(read=Right.SEE_TEXTS)
def text(request: HttpRequest, view: CaseView, text: str) -> HttpResponse:
    """Show a text: the version that is current for the reader, what is typed, what changed."""
    return text_drawn(request, view, found_text(view, text))


@door(read=Right.SEE_TEXTS)
def text_changes(request: HttpRequest, view: CaseView, text: str) -> HttpResponse:
    """Show what changed between two versions, word by word."""
    found = found_text(view, text)
    compared = _compared(request, found)
    changes, _count = ([], 0) if compared is None else changes_shown(*compared)
    back_to = None
    if compared is not None and view.may(Right.WRITE_TEXTS) and compared[1] is found.newest:
        back_to = compared[0].number
    return page(
        request,
        view,
        "texts/all_changes",
        text=found,
        compared=compared,
        changes=changes,
        back_to=back_to,
        waiting=list_waiting(view, found.id) if back_to else [],
    )


@door(write=Right.RELEASE)
def hand_out(request: HttpRequest, view: CaseView, text: str) -> HttpResponse:
    """Hand a version out, each party its own copy."""
    found = found_text(view, text)

    def act() -> None:
        sent = HandOutForm(request, view).read()
        key = sent["idempotency_key"]
        commands.hand_out(view, found.id, sent["version"], sent["to"], key)

    done = _("The copies are handed out; the register says under which codes.")
    drawn = partial(text_drawn, request, view, found)
    return acted(request, view, act, drawn, done=done, leads_to="text", text=found.id)


@door(write=Right.GIVE_ITEMS)
def criticise(request: HttpRequest, view: CaseView, text: str) -> HttpResponse:
    """Say something of a place of one's newest copy, to the mediation alone."""
    found = found_text(view, text)

    def act() -> None:
        sent = CriticismForm(request).read()
        key = sent["idempotency_key"]
        commands.criticise(view, found.id, sent["paragraph"], sent["words"], key)

    done = _("The mediation has it. Nobody else reads it.")
    drawn = partial(text_drawn, request, view, found)
    return acted(request, view, act, drawn, done=done, leads_to="text", text=found.id)


def found_text(view: CaseView, text: str) -> TextRead:
    """Find a text that she may know. Raises `Http404`."""
    found = find_text(view, text)
    if found is None:
        raise Http404
    return found


def place_in_text(view: CaseView, text: TextRead, block: int) -> str:
    """Give the address of a paragraph on the page of its text: the part, and the place in it."""
    parts = parts_of(text.newest.paragraphs)
    part = next((one for one in parts if block in one.blocks), parts[-1])
    address = reverse("text", kwargs={"case_id": view.case_id, "text": text.id})
    query = f"?part={part.number}" if len(parts) > 1 else ""
    return f"{address}{query}#b-{block}"


def _compared(request: HttpRequest, found: TextRead) -> tuple[VersionOfText, VersionOfText] | None:
    """Find the two versions that are compared: those that are asked for, or the two newest."""
    asked = [small_number(request.GET.get(name, "")) for name in ("old", "new")]
    newest = [one.number for one in found.versions[-2:]]
    if len(newest) < 2:
        return None
    old, new = (found.version(one or at) for one, at in zip(asked, newest, strict=True))
    return None if old is None or new is None or old is new else (old, new)


def text_drawn(
    request: HttpRequest, view: CaseView, found: TextRead, error: Refused | str = ""
) -> HttpResponse:
    """Draw the page of a text."""
    w = wording_for_reader(view.case)
    versions_of = {one.code: one.version for one in found.handed}
    parts, edits = parts_of(found.newest.paragraphs), list_edits(view, found)
    part = _part_asked(request, parts)
    before = found.versions[-2] if len(found.versions) > 1 else None
    changes, changed = (
        ([], 0) if before is None else changes_shown(before, found.newest, MOST_CHANGES)
    )
    context = {
        "text": found,
        "parts": parts,
        "part": part,
        "paragraphs": paragraphs_shown(view.case, found.newest, part.blocks, edits),
        "n_blocks": len(found.newest.blocks),
        "edits": edits,
        "n_done": sum(one.is_ready_for(found.newest.number) for one in edits),
        "next": commands.next_number(view, found) if view.may(Right.WRITE_TEXTS) else 0,
        "waiting": list_waiting(view, found.id) if view.may(Right.WRITE_TEXTS) else [],
        "compared": None if before is None else (before, found.newest),
        "changes": changes,
        "n_more": changed - len(changes),
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


def _part_asked(request: HttpRequest, parts: list[TextPart]) -> TextPart:
    number = small_number(request.GET.get("part", "")) or 1
    return parts[min(max(number, 1), len(parts)) - 1]
