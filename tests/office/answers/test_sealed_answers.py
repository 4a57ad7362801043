"""Sealed answers: a party's whole view is a function of its own answers and the joint result, whatever was answered, when, and in which order."""

from __future__ import annotations

import datetime
import re
import uuid
from itertools import permutations, product

import pytest
from django.db import connection, transaction

from goodoffices.office.answers import readings, telling
from goodoffices.office.answers.readings import list_calls
from goodoffices.office.answers.settling import look_at_all
from goodoffices.office.answers.telling import tell_where_due
from goodoffices.office.models import AnswerCall, SealedAnswer
from goodoffices.office.sealing import clock_and_chance
from goodoffices.procedure import GivenAnswer
from tests.office import kept_worlds
from tests.office.cast import START, Cast, act
from tests.office.talks.test_rounds import text

#: The hour until which answers are asked for, in minutes after the start.
HOUR = 6 * 60
PUT = {
    "words": "A corridor, and no strikes on ports.",
    "parties": ["northland", "southland"],
    "day": "2026-11-24",
    "time": "15:00",
    "of": "1",
    "rule": "sealed",
}


def ask(cast, sent):
    """The lead of the mediation asks by the rule that is named."""
    return cast.post("mara", f"answers/ask/{sent['rule']}", **sent)


def put(cast, **more) -> str:
    with act("a call", 100):
        answer = ask(cast, {**PUT, **more})
    assert answer.status_code == 302, text(answer)
    with transaction.atomic():
        return list_calls(cast.view("mara"))[0].call.id


def answer(cast, name, call, choice, minute=110, **more):
    with act(f"{name} answers {choice} at {minute}", minute):
        return cast.post(name, "answers/give", call=call, choice=choice, **more)


def read(cast, name, minute):
    with act("somebody looks", minute), transaction.atomic():
        return list_calls(cast.view(name))[0]


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def world() -> Cast:
    return kept_worlds.world("sealed", _with_a_call)


def _with_a_call() -> Cast:
    cast = Cast()
    cast.call = put(cast)
    return cast


#: Pages that a side or the mediation could learn something from.
PAGES = ("", "answers", "timeline", "record", "digest")


def served(cast, name, minute) -> list:
    """What somebody is served on each page, whole."""
    found = []
    for page in PAGES:
        with act(f"{name} looks at {page}", minute):
            shown = cast.get(name, page)
        assert shown.status_code == 200 or name == "olga", (name, page)
        found.append((shown.status_code, sorted(shown.items()), shown.content))
    return found


#: What a side does until the hour: nothing, answers, changes its mind, takes it back.
HISTORIES = {"silent": (), "yes": ("yes",), "no": ("no",), "no, then yes": ("no", "yes"), "yes, then back": ("yes", "")}


def orders(north, south):
    """Every order in time of what both do."""
    every = [("north", one) for one in north] + [("south", one) for one in south]
    for order in dict.fromkeys(permutations(every)):
        if [one for who, one in order if who == "north"] == [*north] and [one for who, one in order if who == "south"] == [*south]:
            yield order


@pytest.mark.slow
@pytest.mark.parametrize("own", [*HISTORIES, "the mediation"])
def test_a_party_s_whole_view_is_a_function_of_its_own_answers_and_the_joint_result(fresh, own):
    """All answers of the other, in every order in time: what South and the mediation are served before and after the hour, byte for byte."""
    known: dict[tuple, set] = {}
    tried = 0
    souths = HISTORIES.values() if own == "the mediation" else [HISTORIES[own]]
    for north, south in product(HISTORIES.values(), souths):
        for order in list(orders(north, south))[: 1 if own == "the mediation" else 3]:
            tried += 1
            fresh()
            cast = world()
            for number, (who, choice) in enumerate(order):
                assert answer(cast, who, cast.call, choice, 110 + number).status_code == 302
            agree = (north[-1:] or ("",))[0] == (south[-1:] or ("",))[0] == "yes"
            for name in ("mara", "olga") if own == "the mediation" else ("south",):
                known.setdefault((name, "before"), set()).add(repr(served(cast, name, HOUR - 1)))
                known.setdefault((name, "at the hour", agree), set()).add(repr(served(cast, name, HOUR)))
            with act("the office tells", HOUR + 2):
                assert tell_where_due(clock_and_chance.now()) == 1
            for name in ("mara", "olga") if own == "the mediation" else ("south",):
                known.setdefault((name, "told", agree), set()).add(repr(served(cast, name, HOUR + 3)))
    assert tried >= 5
    assert [key for key, what in known.items() if len(what) != 1] == []


@pytest.mark.slow
def test_a_leaky_twin_that_shows_who_answered_is_found(fresh, monkeypatch):
    """The same comparison finds a twin in which a side is shown the result of the moment."""

    def every_answer(view, call):
        look_at_all(uuid.UUID(call.id))
        rows = SealedAnswer.objects.filter(call_id=uuid.UUID(call.id)).select_related("side")
        return tuple(GivenAnswer(side=row.side.party, at=call.opens, choice=row.choice or None) for row in rows)

    monkeypatch.setattr(readings, "own_answer", every_answer)
    real = readings.seen_by
    monkeypatch.setattr(readings, "seen_by", lambda call, given, reader, now: real(call, given, "southland", now))
    seen = []
    for choice in ("yes", "no"):
        fresh()
        cast = world()
        answer(cast, "south", cast.call, choice)
        seen.append(served(cast, "north", 120))
    assert seen[0] != seen[1]


def test_all_learn_at_the_hour_and_not_before_that_all_said_yes(cast):
    call = put(cast)
    assert "Sealed yes or no, open until" in text(cast.get("north", "answers"))
    for name in ("north", "south"):
        assert answer(cast, name, call, "yes").status_code == 302
    for name in ("north", "south", "mara"):
        assert read(cast, name, HOUR - 1).seen.joint is None
    for name in ("north", "south", "mara"):
        assert read(cast, name, HOUR).seen.joint == "yes"
    with act("the page", HOUR):
        assert "All said yes" in text(cast.get("south", "answers"))
    assert "sealed answer" not in text(cast.get("olga", "record")).lower()


def test_not_all_said_yes_says_nothing_more_and_silence_looks_the_same(fresh):
    seen = []
    for choice in ("no", "yes, then back", None):
        fresh()
        cast = world()
        answer(cast, "north", cast.call, "yes")
        for one in {"no": ("no",), "yes, then back": ("yes", ""), None: ()}[choice]:
            answer(cast, "south", cast.call, one)
        assert read(cast, "north", HOUR).seen.joint == "no"
        seen.append(served(cast, "north", HOUR))
    assert seen[0] == seen[1] == seen[2]


def test_an_answer_leaves_no_entry_no_time_and_a_row_of_one_size(cast):
    call = put(cast)
    with transaction.atomic():
        before = cast.view("north").entry_rows().count()

    def rows():
        with transaction.atomic(), connection.cursor() as cursor:
            look_at_all(uuid.UUID(call))
            cursor.execute("select * from office_sealedanswer order by id")
            return cursor.fetchall()

    at_first = rows()
    sizes = {len(bytes(one)) for row in at_first for one in row if isinstance(one, bytes | memoryview)}
    for choice in ("yes", "no", "yes", ""):
        assert answer(cast, "north", call, choice).status_code == 302
        now = rows()
        assert len(now) == len(at_first) == 2
        assert {len(bytes(one)) for row in now for one in row if isinstance(one, bytes | memoryview)} == sizes
        assert not any(isinstance(one, datetime.datetime) for row in now for one in row)
    with transaction.atomic():
        assert cast.view("north").entry_rows().count() == before


def test_the_result_is_entered_with_both_times_and_the_answers_are_deleted(cast):
    call = put(cast)
    for name in ("north", "south"):
        answer(cast, name, call, "yes")
    with act("the office was down over the hour", HOUR + 90):
        assert tell_where_due(clock_and_chance.now()) == 1
        assert tell_where_due(clock_and_chance.now()) == 0
    for name in ("north", "south", "mara"):
        told = read(cast, name, HOUR + 91)
        assert (told.seen.joint, told.told_at) == ("yes", START + datetime.timedelta(minutes=HOUR + 90))
        assert told.call.closes == START + datetime.timedelta(minutes=HOUR)
        with act("the record", HOUR + 91):
            assert "All said yes." in text(cast.get(name, "record"))
    with transaction.atomic():
        look_at_all(uuid.UUID(call))
        assert SealedAnswer.objects.count() == 0


def test_an_answer_counts_in_the_last_second_and_not_at_the_hour(cast):
    call = put(cast)
    answer(cast, "south", call, "yes")
    assert answer(cast, "north", call, "yes", HOUR - 1 / 60).status_code == 302
    late = answer(cast, "north", call, "no", HOUR)
    assert (late.status_code, "The hour has passed" in text(late)) == (422, True)
    assert read(cast, "north", HOUR).seen.joint == "yes"


def test_a_clock_that_is_set_back_opens_nothing_again(cast):
    call = put(cast)
    answer(cast, "north", call, "yes")
    with act("told", HOUR + 1):
        tell_where_due(clock_and_chance.now())
    assert answer(cast, "south", call, "yes", 120).status_code == 422
    assert (read(cast, "north", 120).seen.joint, read(cast, "north", 120).is_closed) == ("no", True)


def test_what_is_sent_last_counts_whichever_page_it_comes_from(cast):
    """Sent twice it changes nothing; yes, no and yes from one page and its Back button is a yes."""
    call = put(cast)
    key = str(uuid.uuid4())
    for minute in (110, 111):
        assert answer(cast, "north", call, "yes", minute, idempotency_key=key).status_code == 302
    answer(cast, "north", call, "no", 112, idempotency_key=key)
    assert read(cast, "north", 120).seen.own == "no"
    assert answer(cast, "north", call, "yes", 113, idempotency_key=key).status_code == 302
    assert read(cast, "north", 120).seen.own == "yes"


@pytest.mark.parametrize(("page", "sent"), [("people/leave-now", {"sure": "yes"}), ("people/withdraw", {"sure": "yes"})])
def test_a_side_that_is_locked_or_withdraws_counts_as_silent_and_looks_the_same(cast, page, sent):
    call = put(cast)
    for name in ("north", "south"):
        answer(cast, name, call, "yes")
    with act("north goes", 130):
        cast.post("north", page, **sent)
    assert read(cast, "south", HOUR - 1).seen.joint is None
    assert read(cast, "south", HOUR).seen.joint == "no"


def test_a_side_that_leaves_after_the_hour_changes_the_result_no_more(cast):
    call = put(cast)
    for name in ("north", "south"):
        answer(cast, name, call, "yes")
    with act("north goes", HOUR + 5):
        cast.post("north", "people/leave-now", sure="yes")
    assert read(cast, "south", HOUR + 6).seen.joint == "yes"
    with act("told", HOUR + 7):
        assert tell_where_due(clock_and_chance.now()) == 1
    assert read(cast, "south", HOUR + 8).seen.joint == "yes"


def test_how_many_calls_there_will_be_is_announced_and_no_more_are_taken(cast):
    first = put(cast, of="2")
    assert "Call 1 of 2 on this matter" in text(cast.get("north", "answers"))
    with act("too early", 200):
        assert cast.post("mara", "answers/ask/sealed", **{**PUT, "again": first}).status_code == 422
    again = {**PUT, "time": "16:00", "again": first}
    with act("the second", HOUR + 10):
        assert cast.post("mara", "answers/ask/sealed", **again).status_code == 302
        assert "Call 2 of 2 on this matter" in text(cast.get("north", "answers"))
    with act("a third", HOUR + 70):
        assert cast.post("mara", "answers/ask/sealed", **{**again, "time": "18:00"}).status_code == 422


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"parties": ["northland"]}, "two or more"),
        ({"day": "2026-11-20"}, "from five minutes to a year"),
        ({"words": " "}, "what is put"),
        ({"of": "0"}, ""),
        ({"time": "25:00"}, "18:00"),
    ],
)
def test_what_cannot_be_put_is_refused_and_nothing_is_made(cast, wrong, said):
    with act("a wrong call", 100):
        shown = ask(cast, {**PUT, **wrong})
    assert (shown.status_code, said in text(shown)) == (422, True)
    assert AnswerCall.objects.count() == 0


def test_who_is_not_asked_or_may_not_answer_does_not(cast):
    call = put(cast)
    assert answer(cast, "olga", call, "yes").status_code == 404
    assert answer(cast, "mara", call, "yes").status_code == 404
    assert answer(cast, "north", str(uuid.uuid4()), "yes").status_code == 422
    assert answer(cast, "north", call, "maybe").status_code == 422
    assert cast.post("north", "answers/ask/sealed", **PUT).status_code == 404
    assert cast.get("north", "answers/ask/sealed").status_code == 404
    assert ask(cast, {**PUT, "rule": "secret"}).status_code == 404


def test_what_the_result_would_tell_stands_on_the_page_before_anybody_answers(cast):
    put(cast)
    page = text(cast.get("north", "answers"))
    assert "of two parties, who said yes knows that the other did not" in page
    assert "Whoever runs this machine could look; no page shows it." in page
    table = page[page.index("What the result would tell") :]
    assert re.search(r"Yes, All said yes that all others said yes 1 of 2 stays possible", table)
    assert re.search(r"Yes, Not all said yes that the other did not say yes 1 of 2 stays possible", table)
    assert re.search(r"No, Not all said yes nothing about the others 2 of 2 stay possible", table)


def test_an_open_call_waits_on_the_page_of_a_side_that_has_not_answered(cast):
    call = put(cast)
    assert "asks your side for an answer, until an hour" in text(cast.get("north"))
    answer(cast, "north", call, "no")
    assert "asks your side for an answer, until an hour" not in text(cast.get("north"))
    assert "asks your side for an answer, until an hour" in text(cast.get("south"))


def test_what_was_told_is_read_though_the_office_died_between_two_steps(cast, monkeypatch):
    """Where entering the result breaks off, nothing of it stands, and the next try does all of it."""
    call = put(cast)
    for name in ("north", "south"):
        answer(cast, name, call, "yes")
    real, done = telling.record, []

    def breaks_off(*args, **named):
        done.append(1)
        if len(done) == 2:
            raise OSError("the power went")
        return real(*args, **named)

    monkeypatch.setattr(telling, "record", breaks_off)
    with act("told", HOUR + 1):
        assert tell_where_due(clock_and_chance.now()) == 0
    monkeypatch.setattr(telling, "record", real)
    assert (read(cast, "north", HOUR + 1).seen.joint, read(cast, "north", HOUR + 1).told_at) == ("yes", None)
    with act("told", HOUR + 2):
        assert tell_where_due(clock_and_chance.now()) == 1
    assert read(cast, "north", HOUR + 3).seen.joint == "yes"
