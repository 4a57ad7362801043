"""Answer questions about what a party wants.

It is done for one's own side, or as an estimate of the mediation's. It is saved at each step.
Nothing of it counts before it is given.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from goodoffices.case import Case
from goodoffices.formats.ours.answers_file import Remark, Transcript, answers_to, with_answer
from goodoffices.office.access.acting import acting
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import PaperKind
from goodoffices.office.access.paper_heads import AnswersHead, EstimateHead
from goodoffices.office.access.rights import Right
from goodoffices.office.computing.interview_model import model_meant, next_asked
from goodoffices.office.computing.texts import certain_readings
from goodoffices.office.lazy_words import StrOrPromise
from goodoffices.office.models import Side
from goodoffices.office.papers.case_texts import texts_of
from goodoffices.office.papers.papers import (
    delete_papers,
    put_paper,
    refuse_odd_name,
    rewrite_paper,
)
from goodoffices.office.people.readings import list_second_readers
from goodoffices.office.preferences.commands import estimate, give_preferences
from goodoffices.office.preferences.interview import Interview, kept_state
from goodoffices.office.preferences.readings import read_own_preferences
from goodoffices.office.refusal import Refused
from goodoffices.office.releases.readings import list_questions_put
from goodoffices.office.sealing import clock_and_chance
from goodoffices.preferences import Answers, Asked, Given, Preferences, Question
from goodoffices.preferences.which_reading import OWN_WORD

#: Characters of a remark.
MOST_REMARK = 500
#: How sure somebody can be of an estimate, each with its word.
CONFIDENCES: Mapping[str, StrOrPromise] = {
    "low": pgettext_lazy("how sure somebody is", "low"),
    "medium": pgettext_lazy("how sure somebody is", "medium"),
    "high": pgettext_lazy("how sure somebody is", "high"),
}
#: What is said of an estimate that does not say on what it rests.
GROUNDS_EXPECTED = gettext_lazy("An estimate says how sure its author is, and why.")


class MovedOn(Exception):
    """Somebody of the side answered meanwhile.

    The question that the form was made for is not the one that stands.
    """


def own_interview(view: CaseView) -> Interview:
    """Open the interview of a party about itself; a new one where there is none.

    It hangs on the public case, its own answers and what was openly put to it.
    """
    for paper in view.papers(AnswersHead):
        if paper.head.party == view.side.party:
            return _with_what_was_put(view, Interview.of_paper(paper, view))
    transcript = Transcript(
        party=view.side.party,
        reading=OWN_WORD,
        kind="stated",
        author="",
        date=clock_and_chance.now().date(),
        confidence="",
        reason="",
    )
    return _with_what_was_put(
        view,
        Interview(
            paper=None, transcript=transcript, next=view.compute(next_asked, view.case, transcript)
        ),
    )


def _with_what_was_put(view: CaseView, interview: Interview) -> Interview:
    """Ask now what the mediation put to the side since its last answer."""
    asked = Answers(view.case, interview.transcript.answers).asked()
    put = next(
        (question for question, _ in list_questions_put(view) if question.key not in asked), None
    )
    return interview if put is None else replace(interview, next=put)


def interview_of(view: CaseView, paper: uuid.UUID) -> Interview | None:
    """Open an interview of the mediation's about a party."""
    found = view.paper(AnswersHead, paper)
    return None if found is None else Interview.of_paper(found, view)


def begin_estimate(
    view: CaseView,
    party: str,
    reading: str,
    confidence: str,
    reason: str,
    idempotency_key: uuid.UUID | None,
) -> uuid.UUID:
    """Begin to estimate a party in a named reading; its author is who begins. Raises `Refused`."""
    refuse_odd_name(reading, "reading", "reading-asked")
    if confidence not in CONFIDENCES or not reason.strip():
        raise Refused(GROUNDS_EXPECTED, "reason")
    refuse_unanswerable(view.case)
    author = view.actor.person.name
    transcript = Transcript(
        party=party,
        reading=reading,
        kind="estimate",
        author=author,
        date=clock_and_chance.now().date(),
        confidence=confidence,
        reason=reason.strip()[:MOST_REMARK],
    )
    interview = Interview(
        paper=None,
        transcript=transcript,
        next=view.compute(next_asked, view.case, transcript),
        by=author,
    )
    with acting(view, Right.ESTIMATE, idempotency_key) as act:
        for paper in view.papers(AnswersHead):
            if (paper.head.party, paper.head.reading) == (party, reading):
                raise Refused(
                    _(
                        "There are answers for the reading “{reading}” already. "
                        "Go on there, or name another."
                    ).format(reading=reading),
                    "reading-asked",
                )
        return put_paper(act.side, *interview.as_paper(view), act.at, None).pk


def refuse_unanswerable(case: Case) -> None:
    """Check that questions can be asked about every issue of a case. Raises `Refused`."""
    if any(i.of_range for i in case.issues) or any(
        len(i.options) > 26 and not i.is_scale for i in case.issues
    ):
        raise Refused(
            _(
                "Questions are asked of issues with up to 26 options, and of scales; this case has "
                "others. Give a file instead."
            )
        )


def others_of(view: CaseView, party: str) -> list[list[Preferences]]:
    """List, for an estimate, the readings of the other parties whose numbers are certain.

    They are as the mediation estimates them. What parties gave is not among them: somebody who may
    estimate, and may not read what parties gave, is asked the same.
    """
    return view.compute(
        certain_readings, view.case, texts_of(view, view.papers(EstimateHead)), party
    )


def answer(view: CaseView, interview: Interview, given: Given, remark: Remark | None) -> Interview:
    """Keep the answer to the question that stands, and ask what comes after it.

    Raises `MovedOn`, `Refused`.
    """
    assert interview.next is not None
    kept = None if remark is None else Remark(remark.confidence, remark.reason[:MOST_REMARK])
    return _go_on(view, interview, with_answer(interview.transcript, interview.next, given, kept))


def take_back(view: CaseView, interview: Interview, name: str) -> Interview:
    """Take an answer back, the last where none is named, so that its question is asked again.

    With it goes whether the order surprises: that is asked again, too.
    """
    answers = interview.transcript.answers
    gone = name or (answers[-1].id if answers else "")
    if gone not in {a.id for a in answers}:
        raise Refused(_("There is no such answer to take back."))
    left = [a for a in answers if a.id != gone and a.question.asked is not Asked.SURPRISE]
    return _go_on(view, interview, answers_to(interview.transcript, left))


def _go_on(view: CaseView, interview: Interview, transcript: Transcript) -> Interview:
    is_own = view.is_party
    put: Sequence[Question] = (
        [question for question, _ in list_questions_put(view)] if is_own else ()
    )
    asked = view.compute(
        next_asked,
        view.case,
        transcript,
        () if is_own else others_of(view, transcript.party),
        tuple(put),
    )
    changed = replace(
        interview, transcript=transcript, next=asked, confirmed_by="", by=view.actor.person.name
    )
    right = Right.GIVE_PREFERENCES if is_own else Right.ESTIMATE
    with acting(view, right, None) as act:
        if interview.paper is not None:
            _still(view, interview)
            rewrite_paper(act.side, interview.paper, *changed.as_paper(view), act.at)
            return changed
        if is_own and any(p.head.party == view.side.party for p in view.papers(AnswersHead)):
            raise MovedOn
        return replace(changed, paper=put_paper(act.side, *changed.as_paper(view), act.at, None).pk)


def confirm(
    view: CaseView, interview: Interview, version: str, idempotency_key: uuid.UUID | None
) -> bool:
    """Confirm that the summary is right, tell whether it was given. Raises `MovedOn`, `Overtaken`.

    Where somebody else of the side may give preferences, it waits for a second person.
    """
    if interview.version != version or interview.paper is None:
        raise MovedOn
    paper, me, now = interview.paper, str(view.actor.person_id), partial(_still, view, interview)

    def mark_as_given() -> None:
        now()
        marked = replace(interview, given=interview.version, confirmed_by="")
        rewrite_paper(_row(view), paper, *marked.as_paper(view), clock_and_chance.now())

    if not view.is_party:
        estimate(
            view,
            interview.transcript.party,
            interview.transcript.reading,
            _model(view, interview),
            idempotency_key,
            mark_as_given,
        )
        return True
    if interview.is_given:
        raise Refused(_("This was given already, and nothing was changed since."))
    if not interview.confirmed_by and list_second_readers(view):
        with acting(view, Right.GIVE_PREFERENCES, idempotency_key) as act:
            now()
            rewrite_paper(
                act.side, paper, *replace(interview, confirmed_by=me).as_paper(view), act.at
            )
        return False
    if interview.confirmed_by == me and list_second_readers(view):
        raise Refused(
            _("You confirmed this; now somebody else of your side reads it and gives it.")
        )
    given = read_own_preferences(view)
    compared = answers_to_packages(interview)
    give_preferences(
        view,
        _model(view, interview),
        given[0].id if given else None,
        idempotency_key,
        mark_as_given,
        compared,
    )
    return True


def answers_to_packages(interview: Interview) -> list[tuple[object, object, object]]:
    """List what was answered where packages were compared: first, second, and which.

    It is given along, so that an answer is seen where the question was put.
    """
    found = [a for a in interview.transcript.answers if a.question.asked is Asked.RATHER]
    return [
        (
            dict(a.question.first or {}),
            None if a.question.second is None else dict(a.question.second),
            a.given,
        )
        for a in found
    ]


def _model(view: CaseView, interview: Interview) -> str:
    return view.compute(model_meant, view.case, interview.transcript)


def _still(view: CaseView, interview: Interview) -> None:
    """Check, within a command, that the interview is as it was when it was read. Raises `MovedOn`.

    It is only compared, never worked out: others wait for the lock.
    """
    found = None if interview.paper is None else view.paper(AnswersHead, interview.paper)
    if found is None or kept_state(found) != interview.kept:
        raise MovedOn


def delete_answers(view: CaseView, interview: Interview) -> None:
    """Delete the answers and their key; preferences that were given stay."""
    with acting(view, Right.GIVE_PREFERENCES if view.is_party else Right.ESTIMATE, None):
        delete_papers(view, PaperKind.ANSWERS, interview.paper)


def _row(view: CaseView) -> Side:
    return Side.objects.get(pk=view.side.id)
