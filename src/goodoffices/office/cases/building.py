"""Building a case by forms, or its text; then putting it to the parties.

Issues, options, linkages and bounds are changed by forms. The text is checked as one types. Parties
then answer with their consents.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from goodoffices.case import Case, Issue
from goodoffices.formats.ours.edited_text import EditRefused
from goodoffices.office.access.acting import doing_once
from goodoffices.office.access.case_identity import digest_of
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.cases import changing
from goodoffices.office.cases.case_forms import MOST_OPTIONS, edited, first_mistake
from goodoffices.office.cases.forms import ChangeTakenBackForm, PuttingForm
from goodoffices.office.cases.readings import read_case_draft, read_open_change
from goodoffices.office.computing.effects_of_change import what_it_does
from goodoffices.office.computing.texts import case_or_faults
from goodoffices.office.languages import reader_language, wording_for_reader
from goodoffices.office.lazy_words import StrOrPromise
from goodoffices.office.pages.drawing import page
from goodoffices.office.pages.form_data import FormData, form_data_of
from goodoffices.office.papers.case_texts import texts_for_analysis
from goodoffices.office.people.readings import list_people_of_parties
from goodoffices.office.refusal import Refused
from goodoffices.report.case_differences import rule_meaning, what_differs
from goodoffices.report.wording import Wording

#: Faults that are shown, options of a limit of what is paid, with their amounts.
MOST_FAULTS, COSTS = 12, 6
#: The rules that are added on a page of their own.
HOWS: tuple[tuple[str, StrOrPromise], ...] = (
    ("is", pgettext_lazy("option, in: this only if that is exactly this", "exactly")),
    ("at_least", pgettext_lazy("option, in: this only if that is exactly this", "at least")),
    ("at_most", pgettext_lazy("option, in: this only if that is exactly this", "at most")),
)
ADDED: Mapping[str, StrOrPromise] = {
    "linkage": gettext_lazy("A linkage, as a sentence"),
    "bound": gettext_lazy("A bound of law or mandate"),
    "limit": gettext_lazy("A limit of a third party"),
    "payment": gettext_lazy("What a third party pays"),
}


@door(read=Right.BUILD_CASE, write=Right.BUILD_CASE)
def build(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show the case as the mediation works on it, and change it.

    Each form changes one thing. A draft may hold mistakes, which are named.
    """
    text = read_case_draft(view) or view.case_text
    error: Exception | str = ""
    stands = digest_of(text)
    sent = form_data_of(request)
    if request.method == "POST":
        try:
            if sent.get("step") == "undo":
                return _undone(request, view, sent.get("based_on") == stands)
            new = view.compute(edited, sent, text, reader_language())
            if sent.get("step") not in ("text", "check"):
                refuse_new_mistake(view, text, new)
            if sent.get("step") == "text" and sent.get("based_on", stands) != stands:
                overtaken = _(
                    "Somebody of your side changed the draft meanwhile. Below is your text; what "
                    "it would replace is the draft as it stands now."
                )
                return page(
                    request,
                    view,
                    "cases/build",
                    409,
                    error=overtaken,
                    stands=stands,
                    typed={},
                    **_drawn(request, view, new),
                )
            text = new
            if sent.get("step") != "check":
                changing.keep_draft(view, text)
                return _kept(request, view, sent)
        except (EditRefused, Refused) as refusal:
            error = refusal
    adding = request.GET.get("add", "")
    if adding in ADDED:
        return _rule_page(request, view, text, adding, error, sent)
    return page(
        request,
        view,
        "cases/build",
        422 if error else 200,
        error=error,
        typed=_typed(sent) if error else {},
        stands=stands,
        **_drawn(request, view, text),
    )


def _undone(request: HttpRequest, view: CaseView, is_as_seen: bool) -> HttpResponse:
    """Take the last change of the draft back. Raises `Refused` where somebody made a newer one."""
    if not is_as_seen:
        raise Refused(
            _("Somebody of your side changed the draft meanwhile. Look at it before you undo that.")
        )
    changing.undo_draft(view)
    messages.success(request, _("The last change of the draft was undone."))
    return redirect("build", case_id=view.case_id)


def _rule_page(
    request: HttpRequest,
    view: CaseView,
    text: str,
    adding: str,
    error: Exception | str,
    sent: FormData,
) -> HttpResponse:
    """Show the form of a rule that is added, with what was typed and what is wrong with it."""
    options, amounts = ((sent.getlist(name) + [""] * COSTS)[:COSTS] for name in ("costly", "cost"))
    costs = list(zip(range(1, COSTS + 1), options, amounts, strict=True))
    context = {
        "adding": adding,
        "adding_words": ADDED[adding],
        "error": error,
        "typed": _typed(sent) if error else {},
        "costs": costs,
        "hows": HOWS,
    }
    return page(
        request,
        view,
        "cases/build_rule",
        422 if error else 200,
        **context,
        **_choices_in(view, text),
    )


def _kept(request: HttpRequest, view: CaseView, sent: FormData) -> HttpResponse:
    """Lead back to the case, to where one was."""
    messages.success(
        request,
        _("Saved in the draft.")
        if read_case_draft(view) is not None
        else _("The draft is dropped: this is the case as it is."),
    )
    place = reverse("build", kwargs={"case_id": view.case_id})
    issue = (
        sent.get("issue") if sent.get("step") == "change_issue" and not sent.get("remove") else ""
    )
    if not issue:
        return redirect(place)
    moved = sent.get("move").partition(":")[2]
    # Where an option was moved its button has the focus again, which a named place would take.
    shown = {"open": issue, **({"moved": moved} if moved else {})}
    return redirect(f"{place}?{urlencode(shown)}{'' if moved else '#open'}")


def _typed(sent: FormData) -> dict[str, Any]:
    """Give what was typed into a form that was not taken."""
    names = (
        "step",
        "issue",
        "name",
        "options",
        "words",
        "source",
        "who",
        "at_most",
        "unit",
        "when",
        "how",
        "then",
        "of",
        "holder",
    )
    return {
        **{name: sent.get(name)[:2000] for name in names},
        "forbidden": sent.getlist("forbidden")[:2],
    }


def refuse_new_mistake(view: CaseView, before: str, after: str) -> None:
    """Refuse a form that would break a sound draft, with what would be wrong. Raises `Refused`.

    In a broken draft no form works.
    """
    here = reader_language()
    faults = view.compute(case_or_faults, after, here)[1]
    if faults and not view.compute(case_or_faults, before, here)[1]:
        mistake = view.compute(first_mistake, after)
        raise Refused(_("This would be a mistake: {mistake}").format(mistake=mistake))


def _drawn(request: HttpRequest, view: CaseView, text: str) -> dict[str, Any]:
    nobody_came = not any(list_people_of_parties(view))
    case, faults = view.compute(case_or_faults, text, reader_language())
    # What is changed stands in the language of the text; what is only said, in the reader's.
    w = Wording(case) if case is not None else None
    told = wording_for_reader(case) if case is not None else None
    return {
        "text": text,
        "is_draft": text != view.case_text,
        "faults": faults[:MOST_FAULTS],
        "more_faults": max(0, len(faults) - MOST_FAULTS),
        "issues": []
        if case is None or w is None
        else [_issue_form(issue, w) for issue in case.issues],
        "rules": []
        if case is None or told is None
        else [(r.id, told.restriction(r), rule_meaning(told, r)) for r in case.restrictions],
        "parties": []
        if case is None or w is None
        else [
            (p, w.party(p), p in case.consent, p in case.pause, p in case.seats)
            for p in case.party_ids
        ],
        "name": "" if w is None else w.case_name(),
        "differs": []
        if case is None or text == view.case_text
        else what_differs(view.case, case, reader_language()),
        "does": []
        if case is None or text == view.case_text
        else view.compute(what_it_does, case, texts_for_analysis(view), reader_language()),
        "change": read_open_change(view),
        "consent": [wording_for_reader(view.case).party(p) for p in view.consenting],
        "nobody_came": nobody_came,
        "putting": PuttingForm(request, is_for_record=nobody_came),
    }


def _issue_form(issue: Issue, w: Wording) -> dict[str, Any]:
    return {
        "id": issue.id,
        "name": w.issue(issue.id),
        "note": w.note(issue.id),
        "is_scale": issue.is_scale,
        "options": [
            (o.id, w.option(issue.id, o.id), o.id == issue.status_quo) for o in issue.options
        ],
        "quo": w.option(issue.id, issue.status_quo)
        if issue.status_quo
        else pgettext("what holds if nothing is agreed", "not said"),
    }


def _choices_in(view: CaseView, text: str) -> dict[str, Any]:
    """List what a rule can name: every option, and the third parties."""
    case = view.compute(case_or_faults, text, reader_language())[0]
    if case is None:
        return {"choices": [], "third_parties": []}
    w = wording_for_reader(case)
    third = [(t.id, w.party(t.id)) for t in case.third_parties]
    return {"choices": _choices(case, w), "third_parties": third}


def _choices(case: Case, w: Wording) -> list[tuple[str, list[tuple[str, str]]]]:
    """List every option under its issue, as values ``issue number.option number``."""
    return [
        (
            w.issue(i.id),
            [(f"{n}.{k}", w.option(i.id, o.id)) for k, o in enumerate(i.options[:MOST_OPTIONS])],
        )
        for n, i in enumerate(case.issues)
    ]


@door(write=Right.PUT_CASE)
def put_case(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Put the draft to the parties, or take back what was put."""
    taking_back = ChangeTakenBackForm(request)
    if taking_back.is_bound:
        taking_back.read()
        changing.take_back_change(view)
        messages.success(request, _("The change was withdrawn. Its text is your draft again."))
    else:
        sent = PuttingForm(request).read()
        doing_once(lambda: changing.put_to_parties(view, sent["words"], sent["idempotency_key"]))
        say_if_it_holds(request, view)
    return redirect(
        "change" if read_open_change(view) is not None else "build", case_id=view.case_id
    )


def say_if_it_holds(request: HttpRequest, view: CaseView) -> None:
    """Say that what was put to the parties holds, where it does."""
    if read_open_change(view) is None:
        messages.success(request, _("The case has changed: what was put holds now."))
