"""After yes: whether a better package exists is all that is told; it is seen when all want to, and the agreed one stands until all take it."""

from __future__ import annotations

from itertools import product

import pytest
from django.db import transaction

from goodoffices.office.answers.readings import list_calls
from goodoffices.office.answers.telling import tell_where_due
from goodoffices.office.models import AnswerCall
from goodoffices.office.sealing import clock_and_chance
from goodoffices.record.kinds import CALL_SHOWN
from tests.office import kept_worlds
from tests.office.answers.test_sealed_answers import PUT, answer, ask, read, served
from tests.office.cast import Cast, act, stated
from tests.office.talks.test_rounds import text

#: The hours of the yes and of what is asked after it, in minutes after the start.
YES, WHETHER, SEE, TAKE = 120, 180, 240, 300


def clock(minute: int) -> str:
    return f"{9 + minute // 60:02}:{minute % 60:02}"


def call(cast, rule, after, minute, **more) -> str:
    with act(f"a call {rule} {minute}", minute - 50):
        sent = {**PUT, "rule": rule, "time": clock(minute), "after": after, **more}
        answered = ask(cast, sent)
    assert answered.status_code == 302, text(answered)
    with act("the newest", minute - 49), transaction.atomic():
        return list_calls(cast.view("mara"))[0].call.id


def all_say(cast, which, minute, choices=("yes", "yes")) -> None:
    for name, choice in zip(("north", "south"), choices, strict=True):
        if choice:
            assert answer(cast, name, which, choice, minute - 20).status_code == 302


def told(minute) -> int:
    with act(f"the office tells at {minute}", minute + 1):
        return tell_where_due(clock_and_chance.now())


def agreed_world(number: int, words=("north", "south")) -> Cast:
    """A package is agreed: of each issue the option of this number; those named gave their own words."""
    return kept_worlds.world(f"agreed_{number}_{'_'.join(words)}", lambda: _agreed(number, words))


def _agreed(number, words) -> Cast:
    cast = Cast()
    with transaction.atomic():
        cast.case = cast.view("mara").case
    for name in words:
        with act(f"the word of {name}", 10):
            assert cast.post(name, "preferences", text=stated(3, f"{name}land")).status_code == 302
    package = {f"option:{i.id}": i.option_ids[number % len(i.option_ids)] for i in cast.case.issues}
    with act("a draft", 15):
        assert cast.post("mara", "drafts", name="put", **package).status_code == 302
    with act("the yes", 20):
        assert ask(cast, {**PUT, "time": clock(YES), "package": "draft:put"}).status_code == 302
    with act("the newest", 21), transaction.atomic():
        cast.agreed = list_calls(cast.view("mara"))[0].call.id
    all_say(cast, cast.agreed, YES)
    assert told(YES) == 1
    return cast


def test_a_better_package_is_seen_by_each_with_its_own_gain_and_taken_by_all(fresh):
    fresh()
    cast = agreed_world(0)
    which = call(cast, "whether", cast.agreed, WHETHER)
    all_say(cast, which, WHETHER)
    with act("the hour", WHETHER):
        assert "what comes of it is being found" in text(cast.get("north", "answers"))
    assert told(WHETHER) == 1
    with act("told", WHETHER + 2):
        for name in ("north", "south", "mara"):
            page = text(cast.get(name, "answers"))
            assert "A better package exists" in page
            assert "The better package" not in page
    with transaction.atomic():
        found = AnswerCall.objects.get(pk=which).found
    see = call(cast, "see", which, SEE)
    all_say(cast, see, SEE)
    assert told(SEE) == 1
    gains = {}
    with act("shown", SEE + 2):
        for name in ("north", "south"):
            page = text(cast.get(name, "answers"))
            assert "The better package" in page
            with transaction.atomic():
                [entry] = cast.view(name).entries_of(CALL_SHOWN)
            assert entry.payload["package"] == found["package"]
            gains[f"{name}land"] = entry.payload["gain"]
        assert "your side gains" not in text(cast.get("mara", "answers"))
    assert gains == found["gains"]
    take = call(cast, "take", see, TAKE)
    with act("before all take it", TAKE - 30), transaction.atomic():
        assert list_calls(cast.view("north"))[0].package == found["package"]
    all_say(cast, take, TAKE)
    with act("taken", TAKE):
        assert "All take the better package" in text(cast.get("south", "answers"))


@pytest.mark.slow
@pytest.mark.parametrize("reader", ["south", "mara"])
def test_a_whole_view_is_a_function_of_the_own_answer_and_of_yes_or_no(fresh, reader):
    """A refusal, silence, a missing word and no better package look the same, byte for byte; so does who has given a word."""
    known: dict[tuple, set] = {}
    results = set()
    norths = ("yes", "no", None)
    for north, words in product(norths, [("north", "south"), ("south",)] if reader == "south" else [("north", "south")]):
        for south in ("yes",) if reader == "south" else norths:
            fresh()
            cast = agreed_world(0, words)
            which = call(cast, "whether", cast.agreed, WHETHER)
            all_say(cast, which, WHETHER, (north, south))
            # What South reads of itself is the same whatever North has given: its own word is in its own log.
            known.setdefault(("before", words if reader == "mara" else ""), set()).add(repr(served(cast, reader, WHETHER - 1)))
            known.setdefault(("at the hour", words if reader == "mara" else ""), set()).add(repr(served(cast, reader, WHETHER)))
            assert told(WHETHER) == 1
            joint = read(cast, reader, WHETHER + 2).seen.joint
            results.add(joint)
            known.setdefault(("told", joint), set()).add(repr(served(cast, reader, WHETHER + 2)))
    assert results == {"yes", "no"}
    assert [key for key, what in known.items() if len(what) != 1] == []


def test_where_all_want_to_know_and_somebody_has_no_word_of_its_own_all_learn_no(fresh):
    fresh()
    cast = agreed_world(0, ("north",))
    which = call(cast, "whether", cast.agreed, WHETHER)
    all_say(cast, which, WHETHER)
    assert told(WHETHER) == 1
    assert read(cast, "south", WHETHER + 2).seen.joint == "no"


def test_the_words_count_as_they_stand_at_the_hour_and_not_after_it(fresh):
    """South's word comes a minute too late, though the office looks only then."""
    for late, joint in ((WHETHER + 1, "no"), (WHETHER - 1, "yes")):
        fresh()
        cast = agreed_world(0, ("north",))
        which = call(cast, "whether", cast.agreed, WHETHER)
        all_say(cast, which, WHETHER)
        with act("the word of South", late):
            assert cast.post("south", "preferences", text=stated(3, "southland")).status_code == 302
        assert told(WHETHER + 5) == 1
        assert read(cast, "north", WHETHER + 7).seen.joint == joint, late


def test_it_is_asked_once_for_each_agreed_package_and_in_its_order(fresh):
    fresh()
    cast = agreed_world(0)
    with act("too early", 125):
        assert ask(cast, {**PUT, "rule": "see", "time": clock(SEE), "after": cast.agreed}).status_code == 422
        assert ask(cast, {**PUT, "rule": "whether", "time": clock(SEE), "after": "nothing"}).status_code == 422
    which = call(cast, "whether", cast.agreed, WHETHER)
    with act("once more", 140):
        assert ask(cast, {**PUT, "rule": "whether", "time": clock(SEE), "after": cast.agreed}).status_code == 422
    all_say(cast, which, WHETHER, ("yes", "no"))
    assert told(WHETHER) == 1
    with act("nothing to see", WHETHER + 3):
        assert ask(cast, {**PUT, "rule": "see", "time": clock(SEE), "after": which}).status_code == 422
        assert "see the better package" not in text(cast.get("mara", "answers"))


def test_who_does_not_want_to_see_it_keeps_it_from_all(fresh):
    fresh()
    cast = agreed_world(0)
    which = call(cast, "whether", cast.agreed, WHETHER)
    all_say(cast, which, WHETHER)
    assert told(WHETHER) == 1
    see = call(cast, "see", which, SEE)
    all_say(cast, see, SEE, ("yes", None))
    assert told(SEE) == 1
    with act("not shown", SEE + 2), transaction.atomic():
        for name in ("north", "south", "mara"):
            assert cast.view(name).entries_of(CALL_SHOWN) == []
            assert list_calls(cast.view(name))[0].shown is None


def test_the_page_says_before_anybody_answers_what_the_bare_whether_tells(fresh):
    fresh()
    cast = agreed_world(0)
    call(cast, "whether", cast.agreed, WHETHER)
    with act("before", 140):
        page = text(cast.get("north", "answers"))
    assert "That it exists tells that what you agreed leaves something on the table." in page
    assert "We want to know, we learn: no nothing about the others for certain 3 of 4 stay possible" in page
