"""Two people at once: one act at a time in a case, nothing that was acknowledged is lost, and who was overtaken is told. On SQLite and PostgreSQL."""

from __future__ import annotations

import contextlib
import re
import threading
from unittest import mock

import pytest
from django.db import connection, transaction

from goodoffices.office.access.paper_heads import AnswersHead, PendingHead
from goodoffices.office.cases import changing
from goodoffices.office.middleware import OneAtATime
from goodoffices.office.models import CaseChange
from goodoffices.office.preferences import answers, commands
from tests.office.cases.test_building import changed
from tests.office.cast import Cast, stated
from tests.office.preferences.test_questions import answered, preferences_papers, second_person
from tests.office.worlds import answer_next


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def at_once(module, name, *acts):
    """Do two things at once: each waits in a function until the other is there too, or a second has passed; what each was answered."""
    both, real, found = threading.Barrier(len(acts)), getattr(module, name), [None] * len(acts)

    def meeting(*arguments, **named):
        with contextlib.suppress(threading.BrokenBarrierError):
            both.wait(1)
        return real(*arguments, **named)

    def run(k, act):
        try:
            found[k] = act().status_code
        finally:
            connection.close()

    # What two requests of one person would do, were they not answered one after the other.
    alone = mock.patch.object(OneAtATime, "__call__", lambda self, request: self.get_response(request))
    with mock.patch.object(module, name, meeting), alone:
        running = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
        for one in running:
            one.start()
        for one in running:
            one.join(60)
    return sorted(found)


def version_of(cast, name, page="questions"):
    return re.search(r'name="version"\s+value="([^"]*)"', cast.get(name, page).content.decode())[1]


@pytest.mark.slow
def test_of_two_answers_at_once_one_is_taken_and_the_other_is_told(cast):
    second_person(cast)
    answered(cast, "north", "questions", 1)
    version = version_of(cast, "north")
    send = [
        lambda n=n, c=c: cast.post(n, "questions", version=version, given="this", choice=c)
        for n, c in (("north", "scope"), ("nils", "duration"))
    ]
    assert at_once(answers, "rewrite_paper", *send) == [302, 422]


def test_of_two_first_answers_at_once_one_interview_is_made(cast):
    second_person(cast)
    version = version_of(cast, "north")
    assert at_once(
        answers, "put_paper", *(lambda n=n: cast.post(n, "questions", version=version, given="?") for n in ("north", "nils"))
    ) == [302, 422]
    with transaction.atomic():
        assert len(cast.view("north").papers(AnswersHead)) == 1


def test_of_two_files_at_once_one_waits_for_a_second_person_and_the_other_meets_a_merge_page(cast):
    second_person(cast)
    acts = [lambda n=n, w=w: cast.post(n, "preferences", text=stated(w), based_on="") for n, w in (("north", 41), ("nils", 57))]
    assert at_once(commands, "put_paper", *acts) == [302, 409]
    with transaction.atomic():
        assert len(cast.view("north").papers(PendingHead)) == 1
    assert preferences_papers(cast, "mara") == []


def test_a_change_that_both_agree_to_at_once_holds(cast):
    change = str(changed(cast))
    acts = [lambda n=n: cast.post(n, "change", change=change, agrees="yes") for n in ("north", "south")]
    # They meet where each looks whether all agree, and sees of the other what is committed by then.
    assert at_once(changing, "_all_agree", *acts) == [302, 302]
    assert CaseChange.objects.get(pk=change).taken


def test_one_change_at_a_time_lies_before_the_parties(cast):
    with transaction.atomic():
        changing.keep_draft(cast.view("mara"), cast.view("mara").case_text + "\n# again\n")
    at_once(changing, "record", *[lambda: cast.post("mara", "build/put", words="why")] * 2)
    assert CaseChange.objects.filter(ended_at=None).count() == 1


@pytest.mark.slow
def test_what_a_second_person_did_not_read_is_not_given(cast):
    second_person(cast)
    answered(cast, "north", "questions")
    old = version_of(cast, "nils", "questions/summary")
    cast.post("north", "questions/summary", version=old)
    cast.post("north", "questions", back="")
    answer_next(cast, "north", "questions", 1)
    cast.post("north", "questions/summary", version=version_of(cast, "north", "questions/summary"))
    assert cast.post("nils", "questions/summary", version=old).status_code == 409
    assert preferences_papers(cast, "mara") == []


@pytest.mark.slow
def test_an_answer_is_not_lost_when_somebody_confirms_meanwhile(cast):
    second_person(cast)
    answered(cast, "north", "questions")
    version, real = version_of(cast, "north", "questions/summary"), answers.acting
    meanwhile = []

    def later(*arguments, **named):
        if not meanwhile:
            meanwhile.append(True)
            assert answer_next(cast, "nils", "questions").status_code == 302
        return real(*arguments, **named)

    with mock.patch.object(answers, "acting", later):
        assert cast.post("north", "questions/summary", version=version).status_code == 409
    assert "14 answers" in cast.get("north", "questions").content.decode()


@pytest.mark.slow
def test_what_was_given_is_not_given_again(cast):
    second_person(cast)
    answered(cast, "north", "questions")
    version = version_of(cast, "north", "questions/summary")
    for name in ("north", "nils"):
        cast.post(name, "questions/summary", version=version)
    assert "This was given to the mediation" in cast.get("north", "questions/summary").content.decode()
    assert cast.post("north", "questions/summary", version=version).status_code == 409
    assert len(preferences_papers(cast, "mara")) == 1


@pytest.mark.slow
def test_a_number_is_what_people_write_as_one(cast):
    for _ in range(30):
        shown = cast.get("north", "questions").content.decode()
        if re.search(r'data-question="(weight|score)"', shown):
            break
        answer_next(cast, "north", "questions")
    for typed in ("1e-4000", "1e-99999", "9e999999", "1/3", "nan", "٣", "-5", "1" * 5000, "0x10", "1_0"):
        refused = cast.post("north", "questions", version=version_of(cast, "north"), given="this", low=typed)
        assert (refused.status_code, "number from 0 to 100" in refused.content.decode()) == (422, True), typed


def test_after_leave_now_what_the_office_holds_tells_nothing_of_the_record(cast):
    cast.post("north", "people/invite", name="Ivo", side=str(cast.side("northland").pk), role="expert")
    cast.post("north", "people/leave-now")
    cast.sign_in("north")
    assert "Ivo" not in cast.clients["north"].get("/you/my-data.json").content.decode()


def test_a_finished_conversation_goes_on_where_the_case_changed_or_something_was_put(cast):
    from goodoffices.elicitation.conversation import Conversation
    from goodoffices.preferences import Answer, Asked, Question
    from tests.cases import case_of

    case = case_of({"a": 2, "b": 2}, ["n", "s"])
    given = [Answer("a1", Question(asked=Asked.NEVER), ()), Answer("a2", Question(asked=Asked.MATTERS), ("a",))]
    given += [Answer(f"a{k}", Question(asked=Asked.ORDER, issue=i), ((f"{i}1",), (f"{i}0",))) for k, i in enumerate("ab", 3)]
    given += [Answer("a5", Question(asked=Asked.OTHERWISE), None), Answer("a6", Question(asked=Asked.SURPRISE), "no")]
    assert Conversation(case, tuple(given)).next_or_check is None
    put = Question(asked=Asked.RATHER, first={"a": "a1", "b": "b0"})
    assert Conversation(case, tuple(given), put=[put]).next_or_check == put
    assert Conversation(case, tuple(a for a in given if a.question.issue != "b")).next_or_check == Question(asked=Asked.ORDER, issue="b")
