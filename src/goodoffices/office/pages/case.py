"""The pages of one case: its front, what the record keeps, preferences, notes, the record."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from goodoffices.office import archive, journal
from goodoffices.office.case_view import CaseView, Leaf
from goodoffices.office.commands import papers, people
from goodoffices.office.commands.act import AlreadyDone, doing_once
from goodoffices.office.desk import desk_of
from goodoffices.office.door import door
from goodoffices.office.kinds import PaperKind
from goodoffices.office.pages.drawing import page, released
from goodoffices.office.pages.forms import (
    form_id,
    leaf_number,
    optional_uuid,
    text_in,
    text_or_file,
    uuid_in,
)
from goodoffices.office.refusal import Refused
from goodoffices.office.rights import Right
from goodoffices.office.spoken import entry_sentence, wanted_in_words
from goodoffices.record import log_file_text
from goodoffices.report.wording import Wording

#: Up to how many leaves of the record are checked whole each time that it is shown.
CHECKED_UNASKED = 5


@door(Right.SEE_CASE)
def case(request: HttpRequest, view: CaseView) -> HttpResponse:
    """The front page of a case, for one's side."""
    w = Wording(view.case)
    issues = [(w.issue(i.id), [(w.option(i.id, o), o == i.status_quo) for o in i.option_ids]) for i in view.case.issues]
    rules = [w.restriction(r) for r in view.case.restrictions]
    given = view.own_preferences() if view.is_party else []
    is_fitting = not given or not view.unfitting(given[0])
    change = view.open_change()
    context = {"issues": issues, "rules": rules, "releases": released(view), "given": given, "is_fitting": is_fitting, "change": change}
    context["new_since"] = view.new_since(given[0]) if given else []
    if view.has_withdrawn and not view.is_locked:
        return page(request, view, "withdrawn", 200, releases=[])
    if view.is_mediation and not view.is_locked:
        return page(request, view, "desk", 200, desk=desk_of(view, change), **context)
    waiting = view.waits_for_me() if not view.is_locked else []
    return page(request, view, "case", 200, waiting=waiting, waits_for_others=bool(not waiting and view.waits_for_others()), **context)


@door(Right.SEE_CASE)
def export(request: HttpRequest, view: CaseView) -> HttpResponse:
    """The case folder as a ZIP, as far as one's side may take it away."""
    answer = HttpResponse(archive.packed(view.texts_to_export()), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{view.case.id}.zip"'
    return answer


@door(Right.SEE_CASE, methods=("GET", "POST"))
def told(request: HttpRequest, view: CaseView) -> HttpResponse:
    """What the record keeps, before a person's first entry."""
    if request.method == "POST":
        people.be_told(view)
        asked_for = request.GET.get("next", "")
        return redirect(asked_for if asked_for in ("questions", "change") and view.is_party else "case", case_id=view.case_id)
    return page(request, view, "told")


@door(Right.SEE_OWN_PREFERENCES, methods=("GET", "POST"))
def preferences(request: HttpRequest, view: CaseView) -> HttpResponse:
    """A party's own preferences: what it gave, and giving others."""
    words: Refused | str = ""
    typed = ""
    if request.method == "POST":
        view.require(Right.GIVE_PREFERENCES)
        try:
            if request.POST.get("step") in ("drop", "give"):
                _second_look(request, view)
            else:
                typed = text_or_file(request, "text", "file")
                _give(request, view, typed)
            return redirect("preferences", case_id=view.case_id)
        except AlreadyDone:
            return redirect("preferences", case_id=view.case_id)
        except papers.Overtaken as overtaken:
            return page(request, view, "merge", status=409, theirs=overtaken.theirs, yours=typed)
        except Refused as refusal:
            words = refusal
    given = view.own_preferences()
    one, outdated = view.preferences_in(given[0]) if given else (None, "")
    shown = None if one is None else wanted_in_words(view.case, one)
    context: dict[str, object] = {
        "given": given,
        "shown": shown,
        "outdated": outdated,
        "words": words,
        "typed": typed,
        "new_since": view.new_since(given[0]) if given else [],
    }
    pending = view.papers(PaperKind.PENDING)
    context |= {"pending": pending[0] if pending else None, "second": view.second_readers(), "me": str(view.actor.person_id)}
    return page(request, view, "preferences", 422 if words else 200, **context)


def _second_look(request: HttpRequest, view: CaseView) -> None:
    """What waits for a second person is given, or withdrawn. Raises `Refused`, `Overtaken`, `AlreadyDone`."""
    if request.POST["step"] == "drop":
        papers.drop_pending(view)
    else:
        papers.give_pending(view, uuid_in(request, "pending"), form_id(request))
        messages.success(request, "This was given to the mediation.")


def _give(request: HttpRequest, view: CaseView, typed: str) -> None:
    """A text is given, or put before a second person where there is one. Raises `Refused`, `Overtaken`, `AlreadyDone`."""
    if view.second_readers():
        papers.put_before_second(view, typed, optional_uuid(request, "based_on"), form_id(request))
        messages.success(request, "It waits for a second person of your side. The mediation has nothing new yet.")
    else:
        papers.give_preferences(view, typed, optional_uuid(request, "based_on"), form_id(request))
        messages.success(request, "This was given to the mediation.")


@door(Right.KEEP_NOTES, methods=("GET", "POST"))
def notes(request: HttpRequest, view: CaseView) -> HttpResponse:
    """The side's notes."""
    if request.method == "POST":
        doing_once(lambda: papers.note(view, text_in(request, "text"), form_id(request)))
        return redirect("notes", case_id=view.case_id)
    number = leaf_number(request)
    found, leaves = view.leaf(Leaf.NOTES, number)
    return page(request, view, "notes", notes=found, leaves=leaves, number=number)


@door(Right.KEEP_NOTES, methods=("POST",))
def delete_note(request: HttpRequest, view: CaseView) -> HttpResponse:
    """A note and its key go."""
    papers.delete_note(view, uuid_in(request, "note"))
    left = (
        ""
        if journal.is_empty()
        else " Something still reads the office's files (a backup, for example); the office goes on until no copy is left in its journal."
    )
    messages.success(request, f"The note is deleted, with its key.{left}")
    return redirect("notes", case_id=view.case_id)


@door(Right.SEE_RECORD)
def record(request: HttpRequest, view: CaseView) -> HttpResponse:
    """What the record holds that one may read, and what of it is not what was entered."""
    number = leaf_number(request)
    found, leaves = view.leaf(Leaf.RECORD, number)
    names = view.log_names
    entries = [(entry, "" if entry.wrong else entry_sentence(entry, view.case), names.get(entry.label, entry.label)) for entry in found]
    # A long record is checked whole when somebody asks for it: each entry is opened.
    is_checked = leaves <= CHECKED_UNASKED or request.GET.get("check") == "all"
    departures = view.departures() if is_checked else []
    return page(
        request,
        view,
        "record",
        entries=entries,
        leaves=leaves,
        number=number,
        is_checked=is_checked,
        departures=[(names.get(label, label), departure) for label, departure in departures],
        heads=[(label, names.get(label, label), count, head) for label, count, head in view.heads()],
    )


@door(Right.SEE_RECORD)
def record_file(request: HttpRequest, view: CaseView, label: str) -> HttpResponse:
    """One log with what is needed to check it elsewhere."""
    file = next((file for file in view.log_files() if file.label == label), None)
    if file is None:
        raise Http404
    answer = HttpResponse(log_file_text(file), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="record-{label.replace(":", "-")}.json"'
    return answer
