"""What a hostile reader tried on answers: one side named twice, words that were destroyed or erased, two workers, a seat taken twice."""

from __future__ import annotations

import uuid

import pytest
from django.db import transaction

from goodoffices.office.answers import telling
from goodoffices.office.answers.settling import look_at_all
from goodoffices.office.answers.telling import tell_where_due
from goodoffices.office.cases.readings import read_open_change
from goodoffices.office.computing import pool
from goodoffices.office.models import AnswerCall, SealedAnswer
from goodoffices.office.sealing import clock_and_chance
from goodoffices.record.kinds import CALL_CLOSED
from tests.office.answers.test_after_yes import WHETHER, agreed_world, all_say
from tests.office.answers.test_after_yes import call as call_after
from tests.office.answers.test_other_rules import give, put, ranks, sent_for
from tests.office.answers.test_sealed_answers import HOUR, PUT, answer, ask, read
from tests.office.cast import Cast, act
from tests.office.talks.test_rounds import text


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def told(minute, name="told") -> int:
    with act(f"{name} {minute}", minute):
        return tell_where_due(clock_and_chance.now())


@pytest.mark.parametrize("rule", ["sealed", "ranking", "silence"])
def test_one_party_named_twice_is_one_party_and_its_answer_would_be_the_result(cast, rule):
    with act("twice", 100):
        refused = ask(cast, {**sent_for(cast, rule), "parties": ["northland", "northland"]})
    assert (refused.status_code, AnswerCall.objects.count()) == (422, 0)


def test_a_ranking_shows_nothing_of_one_side_where_the_other_is_known_to_be_away(cast):
    call = put(cast, "ranking")
    give(cast, "north", call, ranks("3", "1", "2"))
    with act("south leaves at once", 130):
        cast.post("south", "people/leave-now", sure="yes")
    for name in ("mara", "north"):
        assert read(cast, name, HOUR).seen.joint == ""


def test_an_assessment_with_other_words_is_entered_and_the_same_once_more_is_not(cast):
    call = put(cast, "assessment")
    key = str(uuid.uuid4())
    for words in ("Too few days.", "Too few days.", "Sixty days."):
        with act(f"assessment {words}", 110):
            sent = {"assessed": call, "assessment": "reject", "assessment_words": words, "idempotency_key": key}
            assert cast.post("north", "answers/assess", **sent).status_code == 302
    assert [one.words for one in read(cast, "mara", 120).given] == ["Sixty days.", "Too few days."]


def destroyed(cast, kind, minute) -> None:
    """The words of all entries of a kind are destroyed."""
    with act("what there is", minute), transaction.atomic():
        places = [(one.label, one.number) for one in cast.view("mara").entries_of() if one.kind == kind]
    assert places
    for label, number in places:
        with act(f"{label} {number} is destroyed", minute):
            assert cast.post("mara", f"record/readers/{label}/{number}", why="It named a place.", sure="yes").status_code == 302


def test_an_objection_whose_words_are_destroyed_is_shown_to_nobody(cast):
    call = put(cast, "silence")
    with act("an objection", 110):
        sent = {"assessed": call, "assessment": "object", "assessment_words": "The harbour at night."}
        assert cast.post("north", "answers/assess", **sent).status_code == 302
    assert told(HOUR + 1) == 1
    with act("told", HOUR + 2):
        assert "The harbour at night." in text(cast.get("south", "answers"))
    destroyed(cast, "call.answer", HOUR + 3)
    with act("destroyed", HOUR + 4):
        for name in ("north", "south", "mara"):
            assert "The harbour at night." not in text(cast.get(name, "answers"))
    with transaction.atomic():
        look_at_all(uuid.UUID(call))
        assert SealedAnswer.objects.count() == 0


def test_a_result_that_is_destroyed_is_not_read_from_elsewhere(cast):
    call = put(cast, "sealed")
    for name in ("north", "south"):
        answer(cast, name, call, "yes")
    assert told(HOUR + 1) == 1
    destroyed(cast, "call.close", HOUR + 2)
    for name in ("north", "south", "mara"):
        assert read(cast, name, HOUR + 3).seen.joint is None
    with act("destroyed", HOUR + 3):
        assert "what came of it was destroyed" in text(cast.get("north", "answers"))
    assert AnswerCall.objects.get().joint is None


def test_of_what_is_asked_the_row_beside_the_record_keeps_no_words(cast):
    put(cast, "ranking")
    said = AnswerCall.objects.get().said
    assert set(said["asks"]["wordings"]) == {""}
    assert "ports" not in repr(said)


def test_a_name_that_is_erased_stands_in_no_objection(cast):
    call = put(cast, "silence")
    with act("an objection", 110):
        sent = {"assessed": call, "assessment": "object", "assessment_words": "No."}
        assert cast.post("north", "answers/assess", **sent).status_code == 302
    with transaction.atomic():
        look_at_all(uuid.UUID(call))
        kept = [row.choice for row in SealedAnswer.objects.all() if row.choice]
    assert [set(one) for one in kept] == [{"choice", "words", "at"}]


def test_two_workers_enter_a_result_once(cast):
    call = put(cast, "sealed")
    answer(cast, "north", call, "yes")
    row = AnswerCall.objects.get()
    with act("two at once", HOUR + 1):
        assert [telling._tell(row), telling._tell(row)] == [True, False]
    with act("the record", HOUR + 2), transaction.atomic():
        assert len(cast.view("north").entries_of(CALL_CLOSED)) == 1


def test_a_told_silence_stays_told_whatever_the_clock_says(cast):
    put(cast, "silence")
    assert told(HOUR + 1) == 1
    assert read(cast, "north", 120).seen.joint == "yes"


def test_a_busy_office_looks_again_for_a_better_package_and_says_no_to_nobody(fresh):
    fresh()
    cast = agreed_world(0)
    which = call_after(cast, "whether", cast.agreed, WHETHER)
    all_say(cast, which, WHETHER)
    pool._busy[pool.IN_ALL_KEY] = pool.IN_ALL
    try:
        assert told(WHETHER + 1, "busy") == 0
        assert read(cast, "north", WHETHER + 2).is_being_found
    finally:
        del pool._busy[pool.IN_ALL_KEY]
    assert told(WHETHER + 3, "not busy") == 1
    assert read(cast, "north", WHETHER + 4).seen.joint == "yes"


def test_what_was_found_is_kept_no_longer_than_somebody_may_see_it(fresh):
    fresh()
    cast = agreed_world(0)
    which = call_after(cast, "whether", cast.agreed, WHETHER)
    all_say(cast, which, WHETHER, ("yes", "no"))
    assert told(WHETHER + 1) == 1
    with transaction.atomic():
        assert AnswerCall.objects.get(pk=which).found == {}
    fresh()
    cast = agreed_world(0)
    which = call_after(cast, "whether", cast.agreed, WHETHER)
    all_say(cast, which, WHETHER)
    assert told(WHETHER + 1) == 1
    with transaction.atomic():
        assert "package" in AnswerCall.objects.get(pk=which).found
    with act("north withdraws", WHETHER + 5):
        assert cast.post("north", "people/withdraw", sure="yes").status_code == 302
    with transaction.atomic():
        assert AnswerCall.objects.get(pk=which).found == {}


def changed_case(cast, minute) -> None:
    """An issue comes into the case, with the consent of both: what was agreed settles it no more."""
    with act("an issue comes", minute):
        assert cast.post("mara", "build", step="add_issue", name="Flags", options="their own\nnone").status_code == 302
        assert cast.post("mara", "build/put", words="Flags, too.").status_code == 302
        with transaction.atomic():
            change = str(read_open_change(cast.view("mara")).id)
    for name in ("north", "south"):
        with act(f"{name} agrees", minute + 1):
            assert cast.post(name, "change", change=change, agrees="yes").status_code == 302


def test_a_better_package_is_looked_for_no_more_where_the_agreed_one_does_not_fit(fresh):
    fresh()
    cast = agreed_world(0)
    which = call_after(cast, "whether", cast.agreed, WHETHER)
    all_say(cast, which, WHETHER)
    changed_case(cast, WHETHER - 10)
    assert told(WHETHER + 1) == 1
    assert read(cast, "south", WHETHER + 2).seen.joint == "no"
    with act("nothing to ask", WHETHER + 3):
        assert ask(cast, {**PUT, "rule": "see", "time": "18:00", "after": which}).status_code == 422
