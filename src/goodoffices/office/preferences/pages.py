"""A party's own preferences: read, given, looked at by a second person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from goodoffices.office.access.acting import AlreadyDone
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.paper_heads import AnswersHead, PendingHead
from goodoffices.office.access.rights import Right
from goodoffices.office.languages import reader_language
from goodoffices.office.pages.drawing import page
from goodoffices.office.pages.in_words import wanted_in_words
from goodoffices.office.papers.case_texts import issues_new_since
from goodoffices.office.people.readings import list_readers_of_preferences, list_second_readers
from goodoffices.office.preferences import commands
from goodoffices.office.preferences.forms import GivingForm, SecondLookForm
from goodoffices.office.preferences.readings import read_own_preferences, read_preferences_in
from goodoffices.office.refusal import Refused
from goodoffices.report.languages import Language


@door(read=Right.SEE_OWN_PREFERENCES, write=Right.SEE_OWN_PREFERENCES)
def preferences(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show a party's own preferences: what it gave; and give others."""
    error: Refused | str = ""
    form, look = GivingForm(request), SecondLookForm(request)
    if request.method == "POST":
        view.require(Right.GIVE_PREFERENCES)
        try:
            if look.is_bound:
                _second_look(request, view, look.read())
            else:
                _give(request, view, form.read())
            return redirect("preferences", case_id=view.case_id)
        except AlreadyDone:
            return redirect("preferences", case_id=view.case_id)
        except commands.Overtaken as overtaken:
            both = {"theirs": overtaken.theirs, "yours": form["text"].value() or ""}
            return page(request, view, "preferences/merge", 409, **both)
        except Refused as refusal:
            error = refusal
    given = read_own_preferences(view)
    one, outdated = read_preferences_in(view, given[0]) if given else (None, "")
    shown = None if one is None else wanted_in_words(view.case, one)
    context: dict[str, object] = {
        "given": given,
        "shown": shown,
        "outdated": outdated,
        "error": error,
        "form": form,
        "readers": list_readers_of_preferences(view),
        "has_answers": not given and bool(view.papers(AnswersHead)),
        "new_since": issues_new_since(view, given[0]) if given else [],
    }
    pending, second = view.papers(PendingHead), list_second_readers(view)
    context |= {
        "pending": pending[0] if pending else None,
        "second": second,
        "one_of_second": Language(reader_language()).choice_of(second),
        "me": str(view.actor.person_id),
    }
    return page(request, view, "preferences/preferences", 422 if error else 200, **context)


def _second_look(request: HttpRequest, view: CaseView, sent: Mapping[str, Any]) -> None:
    """Give what waits for a second person, or withdraw it.

    Raises `Refused`, `Overtaken`, `AlreadyDone`.
    """
    if sent["step"] == "drop":
        commands.drop_pending(view)
    else:
        commands.give_pending(view, sent["pending"], sent["idempotency_key"])
        messages.success(request, _("This was given to the mediation."))


def _give(request: HttpRequest, view: CaseView, sent: Mapping[str, Any]) -> None:
    """Give a text, or put it before a second person where there is one.

    Raises `Refused`, `Overtaken`, `AlreadyDone`.
    """
    given = (view, sent["text"], sent["based_on"], sent["idempotency_key"])
    if list_second_readers(view):
        commands.put_before_second(*given)
        messages.success(
            request,
            _("It waits for a second person of your side. The mediation has nothing new yet."),
        )
    else:
        commands.give_preferences(*given)
        messages.success(request, _("This was given to the mediation."))
