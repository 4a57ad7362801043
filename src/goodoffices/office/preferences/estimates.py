"""The team's estimates: files, and the questions that make them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from goodoffices.office.access.acting import AlreadyDone
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.kinds import PaperKind
from goodoffices.office.access.opened import PaperView
from goodoffices.office.access.paper_heads import (
    AnswersHead,
    EstimateHead,
    PreferencesHead,
    ReadingHead,
)
from goodoffices.office.access.rights import Right
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.pages.drawing import page
from goodoffices.office.pages.in_words import wanted_in_words, whose_word
from goodoffices.office.preferences import answers, commands
from goodoffices.office.preferences.forms import (
    BeginningForm,
    EstimateForm,
    RemovalForm,
    RestingForm,
)
from goodoffices.office.preferences.interview import Interview
from goodoffices.office.preferences.readings import chosen_readings, read_preferences_in
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import clock_and_chance
from goodoffices.preferences import Preferences
from goodoffices.preferences.which_reading import readings_that_count


@door(read=Right.ESTIMATE, write=Right.ESTIMATE)
def estimates(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show the team's estimates, and what parties gave; take a file as an estimate."""
    form = EstimateForm(request, view.case)
    if request.method == "POST":
        try:
            sent = form.read()
            commands.estimate(
                view, sent["party"], sent["reading"], sent["text"], sent["idempotency_key"]
            )
        except AlreadyDone:
            pass
        except Refused as refusal:
            return _drawn(request, view, form=form, file_error=refusal)
        return redirect("estimates", case_id=view.case_id)
    return _drawn(request, view, form=form)


@door(write=Right.ESTIMATE)
def begin_estimate(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Begin to answer for a party, in a named reading."""
    beginning = BeginningForm(request, view.case)
    try:
        begun = answers.begin_estimate(view, **beginning.read())
    except AlreadyDone:
        return redirect("estimates", case_id=view.case_id)
    except Refused as refusal:
        beginning.show(refusal)
        return _drawn(request, view, beginning=beginning, name_error=refusal)
    return redirect("estimate_questions", case_id=view.case_id, paper=begun)


@door(read=Right.ESTIMATE, write=Right.ESTIMATE)
def estimate(request: HttpRequest, view: CaseView, paper: uuid.UUID) -> HttpResponse:
    """Show one reading of a party in words.

    It is an estimate of the team, which it can remove, or what the party gave itself.
    """
    found: PaperView[ReadingHead] | None = view.paper(EstimateHead, paper)
    if found is None:
        # What a party gave is for those alone who read what rests on it: others have no such paper.
        found = view.paper(PreferencesHead, paper)
    if found is None:
        raise Http404
    resting, removal = RestingForm(request), RemovalForm(request)
    if resting.is_bound:
        resting.read()
        commands.rest_on(view, paper)
        return redirect("estimate", case_id=view.case_id, paper=paper)
    if request.method == "POST":
        removal.read()
        commands.remove_estimate(view, paper)
        return redirect("estimates", case_id=view.case_id)
    one, outdated = read_preferences_in(view, found)
    context = {
        **_reading(view, found, one),
        "outdated": outdated,
        "shown": None if one is None else wanted_in_words(view.case, one),
        "text": found.text,
        "is_ours": found.kind == PaperKind.ESTIMATE,
        "removal": removal,
    }
    return page(request, view, "preferences/estimate", 200, **context)


def _place(view: CaseView, paper: PaperView[ReadingHead]) -> tuple[int, bool, str]:
    """Give the place of a reading among others: by party as in the case, its own word first.

    Then the name of the reading counts.
    """
    party = paper.head.party
    at = (
        view.case.party_ids.index(party)
        if party in view.case.party_ids
        else len(view.case.party_ids)
    )
    return at, paper.kind != PaperKind.PREFERENCES, paper.head.reading


def _in_use(
    view: CaseView, opened: Sequence[tuple[PaperView[ReadingHead], Preferences | None]]
) -> set[uuid.UUID]:
    """Find the readings on which the next answer rests, by the one rule that there is.

    Of a party of which nothing says which reading counts the first by name does.
    """
    chosen, used = chosen_readings(view), set()
    for party in view.case.parties:
        of_party = {p.head.reading: (p, one) for p, one in opened if p.head.party == party.id}
        if not of_party:
            continue
        counting = readings_that_count(
            {
                reading: None if one is None else one.basis.kind
                for reading, (_, one) in of_party.items()
            },
            default=party.default_reading,
            preferred=chosen.get(party.id),
            party_exists=view.case.real_parties,
        )
        used.add(of_party[min(counting)][0].id)
    return used


def _reading(
    view: CaseView, paper: PaperView[ReadingHead], one: Preferences | None
) -> dict[str, object]:
    """Write one reading in words: its party, its name, whose word it is, what it rests on."""
    w, party = wording_for_reader(view.case), paper.head.party
    return {
        "paper": paper.id,
        "party": w.party(party) if party in view.case.party_ids else party,
        "reading": paper.head.reading,
        "whose": whose_word(paper, one),
        "is_chosen": isinstance(paper.head, EstimateHead) and paper.head.is_chosen,
        "basis": "" if one is None else w.basis(one.basis, clock_and_chance.now().date()),
    }


def _drawn(
    request: HttpRequest,
    view: CaseView,
    *,
    form: EstimateForm | None = None,
    beginning: BeginningForm | None = None,
    file_error: Refused | str = "",
    name_error: Refused | str = "",
) -> HttpResponse:
    """Draw the page, with what was typed into one of its forms and what is wrong with it."""
    w = wording_for_reader(view.case)
    found = view.papers(PreferencesHead, EstimateHead)
    # Of the dated versions of a party's own word the newest counts, and stands here.
    newest = {
        paper.head.file: paper
        for paper in reversed(found)
        if paper.kind != PaperKind.PREFERENCES or view.may(Right.SEE_REPORT)
    }
    ordered = sorted(newest.values(), key=lambda p: _place(view, p))
    opened = [(paper, read_preferences_in(view, paper)[0]) for paper in ordered]
    used = _in_use(view, opened)
    listed = [{**_reading(view, paper, one), "is_used": paper.id in used} for paper, one in opened]
    begun = [Interview.of_paper(paper, view) for paper in view.papers(AnswersHead)]
    interviews = [
        (s.paper, w.party(s.transcript.party), s.transcript.reading, s.count, s.is_given)
        for s in begun
    ]
    context = {
        "readings": listed,
        "interviews": interviews,
        "form": form or EstimateForm(request, view.case),
        "beginning": beginning or BeginningForm(request, view.case),
        "file_error": file_error,
        "name_error": name_error,
    }
    return page(
        request, view, "preferences/estimates", 422 if file_error or name_error else 200, **context
    )
