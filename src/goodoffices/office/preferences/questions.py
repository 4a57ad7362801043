"""One question a page: a party about itself, or the mediation's team about a party.

Then comes a summary to confirm.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.formats.ours.answers_file import Remark
from goodoffices.office.access.acting import AlreadyDone
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.paper_heads import file_of_reading
from goodoffices.office.access.rights import Right
from goodoffices.office.computing.interview_model import (
    InterviewModel,
    is_usable,
    meaning,
    model_meant,
    order_meant,
)
from goodoffices.office.computing.texts import preferences_of
from goodoffices.office.languages import binding_words, wording_for_reader
from goodoffices.office.pages.drawing import page
from goodoffices.office.pages.form_data import form_data_of
from goodoffices.office.pages.forms import OfficeForm
from goodoffices.office.pages.in_words import wanted_in_words
from goodoffices.office.people.readings import (
    list_readers_of_preferences,
    list_second_readers,
)
from goodoffices.office.preferences import answers, commands
from goodoffices.office.preferences.forms import (
    AnswerForm,
    AnswersDeletionForm,
    ConfirmationForm,
    TakingBackForm,
)
from goodoffices.office.preferences.given_answers import given_in
from goodoffices.office.preferences.interview import Interview
from goodoffices.office.preferences.question_forms import (
    asked_in_words,
    question_form,
    so_far,
)
from goodoffices.office.refusal import Refused
from goodoffices.office.releases.readings import list_questions_put
from goodoffices.preferences import Answers, Asked
from goodoffices.report.questions import given_in_words
from goodoffices.report.typed_answers import NotAnAnswer
from goodoffices.report.wording import Wording

#: Packages of the order that are shown, the best first.
SHOWN = 4


@door(read=Right.SEE_OWN_PREFERENCES, write=Right.SEE_OWN_PREFERENCES)
def questions(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show a party's own questions: the one that is asked now, and the answers so far."""
    return _questions(
        request, view, answers.own_interview(view), Right.GIVE_PREFERENCES, "questions"
    )


@door(read=Right.SEE_OWN_PREFERENCES, write=Right.SEE_OWN_PREFERENCES)
def summary(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show what a party's answers say, to confirm and to give."""
    return _summary(
        request, view, answers.own_interview(view), Right.GIVE_PREFERENCES, "preferences"
    )


@door(read=Right.ESTIMATE, write=Right.ESTIMATE)
def estimate_questions(request: HttpRequest, view: CaseView, paper: uuid.UUID) -> HttpResponse:
    """Show questions about a party, answered by the team."""
    return _questions(
        request, view, _interview(view, paper), Right.ESTIMATE, "estimate_questions", paper=paper
    )


@door(read=Right.ESTIMATE, write=Right.ESTIMATE)
def estimate_summary(request: HttpRequest, view: CaseView, paper: uuid.UUID) -> HttpResponse:
    """Show what the team's answers say, to keep as an estimate."""
    return _summary(request, view, _interview(view, paper), Right.ESTIMATE, "estimates")


def _interview(view: CaseView, paper: uuid.UUID) -> Interview:
    found = answers.interview_of(view, paper)
    if found is None:
        raise Http404
    return found


def _questions(
    request: HttpRequest,
    view: CaseView,
    interview: Interview,
    right: Right,
    back: str,
    **named: object,
) -> HttpResponse:
    error = ""
    form = AnswerForm(request)
    if request.method == "POST":
        view.require(right)
        answers.refuse_unanswerable(view.case)
        try:
            if act := _act(request, view, interview, form):
                act()
                return redirect(
                    reverse(back, kwargs={"case_id": view.case_id, **named}) + "#question"
                )
        except answers.MovedOn:
            error = _(
                "Somebody of your side answered meanwhile, or this page was old. "
                "This is what is asked now."
            )
            interview = (
                answers.own_interview(view)
                if view.is_party
                else _interview(view, interview.paper or view.case_id)
            )
        except NotAnAnswer as mistake:
            error = str(mistake)
    return _drawn(request, view, interview, right, form, error)


def _act(
    request: HttpRequest, view: CaseView, interview: Interview, form: AnswerForm
) -> Callable[[], object] | None:
    """Find what a form asks for: to take something back, to delete all, or to answer.

    Raises `MovedOn`, `NotAnAnswer`.
    """
    taking_back, deletion = TakingBackForm(request), AnswersDeletionForm(request)
    if taking_back.is_bound:
        taken_back = _read(taking_back)["back"]
        return lambda: answers.take_back(view, interview, taken_back)
    if deletion.is_bound:
        _read(deletion)
        return lambda: answers.delete_answers(view, interview)
    if interview.next is None:
        return None
    sent = _read(form)
    if sent["version"] != interview.version:
        raise answers.MovedOn
    standing = Answers(view.case, interview.transcript.answers)
    given = given_in(interview.next, form_data_of(request), view.case, standing)
    remark = Remark(sent["sure"], sent["why"]) if sent["sure"] or sent["why"] else None
    return lambda: answers.answer(view, interview, given, remark)


def _read(form: OfficeForm) -> dict[str, Any]:
    """Read a form, with its first fault as what is no answer. Raises `NotAnAnswer`."""
    try:
        return form.read()
    except Refused as refusal:
        raise NotAnAnswer(str(refusal)) from None


def _drawn(
    request: HttpRequest,
    view: CaseView,
    interview: Interview,
    right: Right,
    form: AnswerForm,
    error: str,
) -> HttpResponse:
    case, w = view.case, wording_for_reader(view.case)
    typed = form_data_of(request)
    question = interview.next
    # The order of packages is looked at when it is asked about: it takes longest.
    shows_order = question is not None and question.asked is Asked.SURPRISE
    taken = view.compute(order_meant if shows_order else meaning, case, interview.transcript)
    put = {q.key: said for q, said in list_questions_put(view)} if view.is_party else {}
    listed = [
        (
            a.id,
            asked_in_words(a.question, case, w, taken.answers),
            given_in_words(a.question, a.given, case, w),
            a.id in taken.disagree,
        )
        for a in interview.transcript.answers
    ]
    context: dict[str, Any] = {
        "interview": interview,
        "asked": None
        if question is None
        else question_form(question, case, w, Answers(case, interview.transcript.answers), typed),
        "typed": {
            "choice": typed.getlist("choice"),
            **{name: typed.get(name) for name in ("low", "high", "amount")},
        },
        "form": form,
        "deletion": AnswersDeletionForm(request),
        "order": _order(taken, w),
        "listed": listed,
        "disagreeing": [one for one in listed if one[3]],
        "so_far": so_far(taken.answers, w, len(taken.disagree)),
        "to_usable": interview.to_usable(case),
        "about": w.note(question.issue) if question is not None and question.issue else "",
        "put": "" if question is None else put.get(question.key, ""),
        "error": error,
        "party": w.party(interview.transcript.party),
        "may_answer": view.may(right),
        "is_estimate": not view.is_party,
    }
    return page(request, view, "preferences/questions", status=422 if error else 200, **context)


def _order(thought: InterviewModel, w: Wording) -> list[tuple[int, str, str, str]]:
    """List packages as the answers order them.

    Each row is (number, words, beside, left out). The words of all but the first say what differs
    from it. ``beside``: where each lies against no agreement. The last says what is left out before
    it.
    """
    beside = {
        None: _("open whether better than no agreement"),
        True: _("at least as good as no agreement"),
        False: _("worse than no agreement"),
    }
    ordered = thought.order
    first = ordered[0][0] if ordered else {}
    rows = []
    for n, (package, beats) in enumerate(ordered, 1):
        differs = {i: o for i, o in package.items() if first[i] != o}
        words = (
            w.package_words(package)
            if n == 1
            else w._("as 1, but {package}").format(package=w.package_words(differs))
        )
        rows.append((n, words, beside[beats], ""))
    if len(rows) <= SHOWN + 1:
        return rows
    last = rows[-1]
    between = w._("{first} to {last} lie between").format(first=SHOWN + 1, last=last[0] - 1)
    return [*rows[:SHOWN], (*last[:3], between)]


def _summary(
    request: HttpRequest, view: CaseView, interview: Interview, right: Right, done: str
) -> HttpResponse:
    case, w = view.case, wording_for_reader(view.case)
    error = ""
    if not is_usable(case, interview.transcript):
        return page(
            request,
            view,
            "preferences/summary",
            interview=interview,
            is_estimate=not view.is_party,
            party=w.party(interview.transcript.party),
        )
    if request.method == "POST":
        view.require(right)
        try:
            return _confirmed(request, view, interview, done)
        except (answers.MovedOn, commands.Overtaken):
            error = _("Somebody of your side was faster. Look again at what stands now.")
    thought = view.compute(order_meant, case, interview.transcript)
    text = view.compute(model_meant, case, interview.transcript)
    listed = _answers_in_words(interview, w, thought.answers)
    second = list_second_readers(view) if view.is_party else []
    return page(
        request,
        view,
        "preferences/summary",
        status=409 if error else 200,
        interview=interview,
        so_far=so_far(thought.answers, w, len(thought.disagree)),
        listed=listed,
        left_out=[one for one in listed if one[0] in thought.set_aside],
        order=_order(thought, w) if thought.orders_packages else [],
        none_beats=all(beats is False for _, beats in thought.order),
        error=error,
        party=w.party(interview.transcript.party),
        is_estimate=not view.is_party,
        second=second,
        one_of_second=w.choice_of(second),
        confidence=answers.CONFIDENCES.get(interview.transcript.confidence, ""),
        confirmed_by_me=interview.confirmed_by == str(view.actor.person_id),
        may_answer=view.may(right),
        text=text,
        shown=_as_it_is_given(view, interview, text),
        readers=list_readers_of_preferences(view) if view.is_party else [],
        binding=binding_words(
            case,
            lambda language: [
                f"{asked} {given}"
                for _id, asked, given in _answers_in_words(
                    interview, Wording(case, language), thought.answers
                )
            ],
        ),
    )


def _answers_in_words(
    interview: Interview, w: Wording, held: Answers
) -> list[tuple[str, str, str]]:
    """List the answers: the id of each, what was asked, and what was given."""
    return [
        (
            one.id,
            asked_in_words(one.question, w.case, w, held),
            given_in_words(one.question, one.given, w.case, w),
        )
        for one in interview.transcript.answers
    ]


def _as_it_is_given(view: CaseView, interview: Interview, text: str) -> dict[str, object] | None:
    """Write what answers mean as the page of preferences shows it, once it is given."""
    head, _text = interview.as_paper(view)
    name = file_of_reading(head.party, head.reading)
    one = view.compute(preferences_of, view.case, name, head.party, head.reading, text)[0]
    return None if one is None else wanted_in_words(view.case, one)


def _confirmed(
    request: HttpRequest, view: CaseView, interview: Interview, done: str
) -> HttpResponse:
    """Confirm a summary, and lead on. Raises `MovedOn`, `Overtaken`."""
    sent = ConfirmationForm(request).read()
    try:
        given = answers.confirm(view, interview, sent["version"], sent["idempotency_key"])
        said = (
            _("Kept as an estimate.")
            if not view.is_party
            else _("This was given to the mediation.")
            if given
            else _("You confirmed it. A second person of your side reads it and gives it.")
        )
        messages.success(request, said)
        return redirect(done if given else "summary", case_id=view.case_id)
    except AlreadyDone:
        return redirect(done, case_id=view.case_id)
