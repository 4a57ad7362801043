"""The pages on which a team writes: a paragraph that one person holds, undone, made a version."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.pages.drawing import page
from goodoffices.office.pages.form_page import acted
from goodoffices.office.pages.shown_pages import BY_SCRIPT
from goodoffices.office.refusal import Refused
from goodoffices.office.texts import commands
from goodoffices.office.texts.bodies import digest_of_text
from goodoffices.office.texts.edits import (
    EditRead,
    SavedMeanwhile,
    Typed,
    in_the_way,
    list_edits,
    save_edit,
    undo_edit,
)
from goodoffices.office.texts.forms import EditForm, GoBackForm, TypingForm, VersionForm
from goodoffices.office.texts.in_words import paragraphs_shown, words_compared
from goodoffices.office.texts.pages import found_text, place_in_text, text_drawn
from goodoffices.office.texts.readings import TextRead, VersionOfText
from goodoffices.procedure.text import Edit


@door(read=Right.TYPE_TEXTS, write=Right.TYPE_TEXTS)
def type_text(
    request: HttpRequest, view: CaseView, text: str, version: int, start: int, count: int
) -> HttpResponse:
    """Type in the place of some paragraphs of a version; what is typed is saved as one goes."""
    found = found_text(view, text)
    base = found.version(version)
    if base is None or not 0 <= start <= start + count <= len(base.blocks):
        raise Http404
    place = _Place(found, base, start, count)
    there = next((one for one in list_edits(view, found) if place.is_of(one)), None)
    if request.method != "POST":
        return _drawn(request, view, place, there, _in_the_way(view, place, there))
    form = TypingForm(request)
    is_by_script = request.headers.get("X-Requested-With") == BY_SCRIPT
    try:
        sent = form.read()
        typed = Typed(
            version=version,
            start=start,
            count=count,
            words=sent["words"],
            seen=sent["seen"],
            is_done=sent["step"] == "done",
            takes_over=sent["takes_over"] == "yes",
            instead=sent["instead"],
        )
        saved = save_edit(view, text, typed)
        if saved.is_done and saved.clash is not None:
            raise Refused(_("It is saved, and another version changed the same place: see both."))
    except SavedMeanwhile as clash:
        if is_by_script:
            return _told(request, _("Press “Save what is typed” to see both."), clash.theirs, 409)
        return _drawn(request, view, place, clash.theirs, clash, form["words"].value() or "", 409)
    except Refused as refusal:
        if is_by_script:
            return _told(request, str(refusal), there, 422)
        form.show(refusal)
        there = next((one for one in list_edits(view, found) if place.is_of(one)), None)
        return _drawn(request, view, place, there, refusal, form["words"].value() or "", 422)
    if is_by_script:
        return _told(request, "", saved, 200)
    if not saved.is_done:
        messages.success(request, _("What you typed is saved. Others see that you hold it."))
        edit = saved.edit
        where = (view.case_id, text, saved.version, edit.start, edit.count)
        return redirect("type_text", *where)
    messages.success(request, _("It goes into the next version."))
    return redirect(place_in_text(view, found, saved.edit.start))


def _in_the_way(view: CaseView, place: _Place, there: EditRead | None) -> Refused | str:
    """Say before somebody types that others changed a part of the same place."""
    if there is not None or place.base is not place.text.newest:
        return ""
    here = Edit(place.start, place.count, "")
    edits = (one for one in list_edits(view, place.text) if one.clash is None)
    return next((Refused(in_the_way(one)) for one in edits if one.edit.touches(here)), "")


class _Place:
    """Some paragraphs of a version in which somebody types."""

    def __init__(self, text: TextRead, base: VersionOfText, start: int, count: int) -> None:
        self.text, self.base, self.start, self.count = text, base, start, count
        self.words = "\n\n".join(base.blocks[start : start + count])

    def is_of(self, edit: EditRead) -> bool:
        """Tell whether something is typed in this place."""
        here = (self.base.number, self.start, self.count)
        return (edit.version, edit.edit.start, edit.edit.count) == here

    @property
    def is_whole(self) -> bool:
        """Tell whether it is the whole text."""
        return self.count == len(self.base.blocks)


def _told(request: HttpRequest, error: str, there: EditRead | None, status: int) -> HttpResponse:
    """Tell a script what became of what it sent."""
    context = {"error": error, "seen": "" if there is None else there.words_digest}
    return render(request, "office/texts/typed.html", context, status=status)


def _drawn(
    request: HttpRequest,
    view: CaseView,
    place: _Place,
    there: EditRead | None,
    error: Refused | str = "",
    typed: str | None = None,
    status: int = 200,
) -> HttpResponse:
    clash = None if there is None else there.clash
    newest = place.text.newest
    saved = place.words if there is None else there.edit.words
    words = saved if typed is None else typed
    at = (place.base.number, place.start, place.count)
    if there is not None and clash is not None:
        # It goes on in the newest version, in the place of what stands there now.
        at = (newest.number, clash.place, len(clash.theirs))
    theirs = saved if isinstance(error, SavedMeanwhile) else ""
    now = "\n\n".join(clash.theirs) if clash is not None else ""
    is_held = there is not None and there.is_held_by_another
    takes_over = isinstance(error, SavedMeanwhile) or request.GET.get("take") == "yes"
    context = {
        "text": place.text,
        "place": place_in_text(view, place.text, place.start),
        "paragraphs": paragraphs_shown(
            view.case, place.base, range(place.start, place.start + place.count)
        )
        if not place.is_whole
        else [],
        "is_whole": place.is_whole,
        "there": there,
        "is_held": is_held and not takes_over,
        "takes_over": "yes" if takes_over else "",
        "at": at,
        "words": words,
        "seen": digest_of_text(saved),
        "is_saved": there is not None and words == saved,
        "is_typed": words != saved,
        "instead": there.id if there is not None and clash is not None else "",
        "theirs": words_compared(theirs, words) if theirs else [],
        "is_clash": clash is not None,
        "now": words_compared(now, words) if clash is not None else [],
        "rows": min(24, 4 + len(words) // 60),
        "error": error,
    }
    return page(request, view, "texts/type", status, **context)


@door(write=Right.TYPE_TEXTS)
def undo_typing(request: HttpRequest, view: CaseView, text: str) -> HttpResponse:
    """Undo what was typed in a place."""
    found = found_text(view, text)

    def act() -> None:
        sent = EditForm(request).read()
        undo_edit(view, found.id, sent["undone"], sent["undone_words"])

    done = _("It is undone: the version stands there as it was.")
    drawn = partial(text_drawn, request, view, found)
    return acted(request, view, act, drawn, done=done, leads_to="text", text=found.id)


@door(write=Right.WRITE_TEXTS)
def make_version(request: HttpRequest, view: CaseView, text: str) -> HttpResponse:
    """Make the next version of what is typed and done."""
    found = found_text(view, text)

    def act() -> None:
        sent = VersionForm(request).read()
        commands.make_version(view, found.id, sent["based_on"], sent["idempotency_key"])

    done = _("It is saved as the next version.")
    drawn = partial(text_drawn, request, view, found)
    return acted(request, view, act, drawn, done=done, leads_to="text", text=found.id)


@door(write=Right.WRITE_TEXTS)
def go_back(request: HttpRequest, view: CaseView, text: str) -> HttpResponse:
    """Make the next version say what an earlier one says."""
    found = found_text(view, text)

    def act() -> None:
        sent = GoBackForm(request).read()
        key = sent["idempotency_key"]
        commands.go_back(view, found.id, sent["back_to"], sent["based_on"], key)

    done = _("The next version says again what that one says; those between stay.")
    drawn = partial(text_drawn, request, view, found)
    return acted(request, view, act, drawn, done=done, leads_to="text", text=found.id)
