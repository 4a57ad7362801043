"""The machine of answers: what a side sees of sealed answers is a function of its own answers and the joint result, in every order."""

from __future__ import annotations

import datetime
from itertools import permutations, product

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from goodoffices.procedure.answer_rules import (
    ASSESSMENT,
    SEALED,
    SILENCE_PROCEDURE,
    AnswerRule,
    BidRule,
    PackagesRule,
    RankingRule,
    Rule,
    WhoSees,
)
from goodoffices.procedure.answers import (
    CallForAnswers,
    GivenAnswer,
    NotTaken,
    Reason,
    answer_of,
    counted,
    joint_result,
    seen_by,
    with_answer,
)
from goodoffices.procedure.readers import MEDIATION

OPENS = datetime.datetime(2026, 3, 28, 23, 0, tzinfo=datetime.UTC)
CLOSES = OPENS + datetime.timedelta(hours=2)
SECOND = datetime.timedelta(seconds=1)
RULES = (SEALED, ASSESSMENT, SILENCE_PROCEDURE)


def call(rule: Rule = SEALED, sides=("a", "b")) -> CallForAnswers:
    return CallForAnswers(id="c", sides=sides, rule=rule, opens=OPENS, closes=CLOSES)


def given(of: CallForAnswers, *events: tuple[str, str | None]) -> tuple[GivenAnswer, ...]:
    """Answers of sides, one second after another."""
    found: tuple[GivenAnswer, ...] = ()
    for number, (side, choice) in enumerate(events):
        found = with_answer(of, found, GivenAnswer(side=side, at=OPENS + number * SECOND, choice=choice))
    return found


def interleavings(histories: dict[str, tuple[str | None, ...]]):
    """Every order in time in which the histories of sides can come together."""
    order = [side for side, history in histories.items() for _ in history]
    for one in set(permutations(order)):
        left = {side: list(history) for side, history in histories.items()}
        yield [(side, left[side].pop(0)) for side in one]


#: What a side does until the hour, by each rule under seal: nothing, answers, changes its mind, takes it back.
SEALED_RULES = {
    "yes or no": (SEALED, ((), ("yes",), ("no",), ("yes", "no"), ("no", "yes"), ("yes", None))),
    "several packages": (PackagesRule(packages=3), ((), ("1,3",), ("2",), ("1", "2,3"), ("1,2,3",), ("1", None))),
    "rankings": (RankingRule(wordings=3, lot=(3, 1, 2)), ((), ("1,2,3",), ("3,2,1",), ("1,1,2", "2,1,3"), ("2,1,2",), ("3,1,2", None))),
    "a blind bid": (BidRule(lowest=0, highest=100, payer="a"), ((), ("40",), ("60",), ("60", "40"), ("100",), ("50", None))),
}


@pytest.mark.parametrize(
    ("name", "sides"),
    [(name, sides) for name in SEALED_RULES for sides in (("a", "b"), ("a", "b", "c")) if (name, len(sides)) != ("a blind bid", 3)],
)
def test_what_a_side_sees_is_a_function_of_its_own_answers_and_the_joint_result_in_every_order(name, sides):
    rule, histories = SEALED_RULES[name]
    of = call(rule, sides)
    histories = histories if len(sides) == 2 else histories[:4]
    seen: dict[tuple, set] = {}
    results = set()
    tried = 0
    for chosen in product(histories, repeat=len(sides)):
        for events in interleavings(dict(zip(sides, chosen, strict=True))):
            tried += 1
            answers = given(of, *events)
            results.add(joint_result(of, answers, CLOSES))
            for now in (OPENS + 30 * SECOND, CLOSES - SECOND, CLOSES, CLOSES + 60 * SECOND):
                for reader in (*sides, MEDIATION):
                    own = chosen[sides.index(reader)] if reader in sides else ()
                    known = (reader, own, now, joint_result(of, answers, now))
                    seen.setdefault(known, set()).add(repr(seen_by(of, answers, reader, now)))
    assert tried > (50 if len(sides) == 2 else 500)
    assert len(results) > 1
    assert {known: what for known, what in seen.items() if len(what) != 1} == {}


def test_before_the_hour_nobody_sees_more_than_her_own_answer():
    of = call()
    for answers in (given(of), given(of, ("b", "yes")), given(of, ("b", "no"), ("b", "yes"))):
        for reader in ("a", MEDIATION):
            seen = seen_by(of, answers, reader, CLOSES - SECOND)
            assert (seen.own, seen.joint, dict(seen.each)) == (None, None, {})


def test_all_say_yes_or_not_all_and_silence_counts_as_no():
    of = call()
    assert joint_result(of, given(of, ("a", "yes"), ("b", "yes")), CLOSES) == "yes"
    for events in ((("a", "yes"),), (("a", "yes"), ("b", "no")), (), (("a", "yes"), ("b", "yes"), ("b", None))):
        assert joint_result(of, given(of, *events), CLOSES) == "no"


def test_an_answer_counts_until_the_last_second_and_not_at_the_hour():
    of = call()
    last = GivenAnswer(side="a", at=CLOSES - datetime.timedelta(microseconds=1), choice="yes")
    assert answer_of(with_answer(of, (), last), "a") == "yes"
    with pytest.raises(NotTaken) as refused:
        with_answer(of, (), GivenAnswer(side="a", at=CLOSES, choice="yes"))
    assert refused.value.why is Reason.CLOSED


def test_the_hour_is_an_instant_whatever_the_clock_of_a_place_does():
    """In the night of 29 March 2026 clocks in Europe go from 2 to 3: an hour named on them is one instant."""
    import zoneinfo

    place = zoneinfo.ZoneInfo("Europe/Oslo")
    closes = datetime.datetime(2026, 3, 29, 3, 30, tzinfo=place)
    of = CallForAnswers(id="c", sides=("a",), rule=SEALED, opens=OPENS, closes=closes)
    assert not of.is_closed(datetime.datetime(2026, 3, 29, 1, 29, 59, tzinfo=datetime.UTC))
    assert of.is_closed(datetime.datetime(2026, 3, 29, 1, 30, tzinfo=datetime.UTC))


def test_what_is_no_answer_is_not_taken():
    of = call()
    stands = AnswerRule(choices=("yes", "no"), agreeing=frozenset({"yes"}), silence="no", may_change=False, who_sees=WhoSees.EVERYBODY)
    for side, choice, why in (("x", "yes", Reason.NOT_ASKED), ("a", "maybe", Reason.NO_CHOICE)):
        with pytest.raises(NotTaken) as refused:
            with_answer(of, (), GivenAnswer(side=side, at=OPENS, choice=choice))
        assert refused.value.why is why
    once = call(stands)
    with pytest.raises(NotTaken) as refused:
        given(once, ("a", "yes"), ("a", "no"))
    assert refused.value.why is Reason.STANDS


def test_the_mediation_sees_assessments_when_they_are_given_and_no_other_side_does():
    of = call(ASSESSMENT)
    answers = given(of, ("a", "reserve"))
    assert dict(seen_by(of, answers, MEDIATION, OPENS + SECOND).each) == {"a": "reserve"}
    for now in (OPENS + SECOND, CLOSES):
        assert (dict(seen_by(of, answers, "b", now).each), seen_by(of, answers, "b", now).joint) == ({}, None)


def test_a_text_is_adopted_by_silence_unless_somebody_objects():
    of = call(SILENCE_PROCEDURE)
    assert joint_result(of, (), CLOSES) == "yes"
    assert joint_result(of, given(of, ("b", "object")), CLOSES) == "no"


@pytest.mark.parametrize(
    "wrong",
    [
        {"choices": ("yes",), "agreeing": frozenset({"yes"}), "silence": "yes", "who_sees": WhoSees.EVERYBODY},
        {"choices": ("yes", "no"), "agreeing": frozenset(), "silence": "no", "who_sees": WhoSees.EVERYBODY},
        {"choices": ("yes", "no"), "agreeing": frozenset({"yes"}), "silence": "?", "who_sees": WhoSees.EVERYBODY},
        {"choices": ("yes", "no"), "agreeing": frozenset({"yes"}), "silence": "no", "who_sees": WhoSees.JOINT_RESULT, "at_once": True},
    ],
)
def test_a_rule_that_could_not_be_kept_is_none(wrong):
    with pytest.raises(ValueError, match=r"a rule names|a joint result"):
        AnswerRule(**wrong)


def test_a_call_closes_after_it_opens_and_its_times_have_a_zone():
    for times in ({"closes": OPENS}, {"closes": CLOSES.replace(tzinfo=None)}, {"sides": ()}, {"sides": ("a", "a")}):
        with pytest.raises(ValueError, match="a call"):
            CallForAnswers(**({"id": "c", "sides": ("a",), "rule": SEALED, "opens": OPENS, "closes": CLOSES} | times))


class Answering(RuleBasedStateMachine):
    """Sides answer, change and fall silent in any order, early and late: what holds, holds at each moment."""

    @initialize(of=st.sampled_from(RULES), sides=st.sampled_from([("a", "b"), ("a", "b", "c")]))
    def put(self, of, sides):
        self.call, self.now, self.given = call(of, sides), OPENS, ()
        self.model: dict[str, str | None] = {}

    @rule(minutes=st.integers(0, 50))
    def time_goes_on(self, minutes):
        self.now += datetime.timedelta(minutes=minutes)

    @rule(side=st.sampled_from("abcx"), choice=st.sampled_from([None, *{c for r in RULES for c in r.choices}, "maybe"]))
    def answers(self, side, choice):
        may = side in self.call.sides and self.now < CLOSES and (choice is None or choice in self.call.rule.choices)
        event = GivenAnswer(side=side, at=self.now, choice=choice)
        if not may:
            with pytest.raises(NotTaken):
                with_answer(self.call, self.given, event)
            return
        self.given = with_answer(self.call, self.given, event)
        self.model[side] = choice

    @invariant()
    def what_counts_is_the_last_answer_or_silence(self):
        if not hasattr(self, "call"):
            return
        silence = self.call.rule.silence
        assert counted(self.call, self.given) == {s: self.model.get(s) or silence for s in self.call.sides}
        joint = joint_result(self.call, self.given, self.now)
        assert (joint is None) is (self.now < CLOSES)

    @invariant()
    def an_answer_is_seen_by_nobody_whom_the_rule_does_not_name(self):
        if not hasattr(self, "call"):
            return
        for reader in (*self.call.sides, MEDIATION):
            seen = seen_by(self.call, self.given, reader, self.now)
            assert seen.own == self.model.get(reader)
            sees = self.call.rule.who_sees
            if sees is WhoSees.JOINT_RESULT or (sees is WhoSees.MEDIATION and reader != MEDIATION):
                assert not seen.each
            else:
                assert dict(seen.each) == {s: c for s, c in self.model.items() if c is not None}


TestAnswering = Answering.TestCase
