"""What the result of sealed answers tells: each thing that is said to be certain is, on larger questions of the same kind, too."""

from __future__ import annotations

from itertools import product

import pytest

from goodoffices.procedure.answer_rules import NONE, SEALED, BidRule, PackagesRule, RankingRule, accepted_in, all_rankings, all_sets
from goodoffices.procedure.what_is_told import Fact, what_is_told


def told(rule, sides):
    return {one.row: one for one in what_is_told(rule, sides)}


def test_of_two_who_said_yes_knows_the_other_and_who_said_no_learns_nothing():
    found = told(SEALED, 2)
    assert found["yes", "no"].facts == {Fact.NOT_ALL_OTHERS_AGREED}
    assert (found["no", "no"].facts, found["no", "no"].least_left, found["no", "no"].of) == (frozenset(), 2, 2)
    assert found["yes", "yes"].facts == {Fact.ALL_OTHERS_AGREED}
    assert told(SEALED, 3)["yes", "no"].most_left == 3


@pytest.mark.parametrize("sides", [2, 3])
def test_who_accepted_a_package_before_the_revealed_one_learns_that_not_all_did(sides):
    """What three packages tell holds of four, in every world."""
    rule, found, tried = PackagesRule(packages=4), told(PackagesRule(packages=4), sides), 0
    for answers in product(all_sets(4), repeat=sides):
        joint = rule.joint(dict(zip("abc", answers, strict=False)))
        for number in range(1, 5):
            ours = "accepted" if number in accepted_in(answers[0]) else "not accepted"
            place = (
                "none is revealed"
                if joint == NONE
                else "it is revealed"
                if int(joint) == number
                else "before the revealed"
                if number < int(joint)
                else "after the revealed"
            )
            by_all = all(number in accepted_in(one) for one in answers[1:])
            facts = found[ours, place].facts
            tried += bool(facts)
            assert not (Fact.ALL_OTHERS_ACCEPTED_IT in facts and not by_all)
            assert not (Fact.NOT_ALL_OTHERS_ACCEPTED_IT in facts and by_all)
    assert tried > 100
    assert found["accepted", "before the revealed"].facts == {Fact.NOT_ALL_OTHERS_ACCEPTED_IT}
    assert {row: one.facts for row, one in found.items() if row[0] == "not accepted"} == {
        row: frozenset() for row in found if row[0] == "not accepted"
    }


def test_of_an_elected_wording_that_we_did_not_rank_first_we_know_that_others_ranked_otherwise():
    """What three wordings tell holds of four, in every world of two sides."""
    rule, found, tried = RankingRule(wordings=4, lot=(4, 2, 1, 3)), told(RankingRule(wordings=4, lot=(4, 2, 1, 3)), 2), 0
    for own, other in product(all_rankings(4), repeat=2):
        rank = own.split(",")[int(rule.joint({"a": own, "b": other})) - 1]
        first = [k for k, one in enumerate(own.split(",")) if one == "1"]
        if rank != "1":
            tried += 1
            assert any(other.split(",")[k] != "1" for k in first)
    assert tried > 100
    assert found["ranked", "1"].facts == frozenset()
    assert found["ranked", "2"].facts == {Fact.NOT_ALL_RANKED_IT_FIRST, Fact.NOT_ALL_RANKED_ALIKE}


def test_of_a_ranking_without_a_result_who_ranked_knows_that_others_did_not_and_who_did_not_learns_nothing():
    found = told(RankingRule(wordings=3, lot=(1, 2, 3)), 2)
    assert found["ranked", "none"].facts == {Fact.NOT_ALL_OTHERS_RANKED}
    silent = found["silent", "none"]
    assert (silent.facts, silent.least_left) == (frozenset(), silent.of)


def test_of_a_settled_bid_each_can_compute_the_other_figure():
    found = told(BidRule(lowest=1_000, highest=9_000, payer="a"), 2)
    for who in ("pays", "is paid"):
        assert (found[who, "settled"].facts, found[who, "settled"].most_left) == ({Fact.FIGURE}, 1)
        assert found[who, "not settled"].facts == {Fact.BEYOND_OURS}


def test_a_bid_settles_in_the_middle_and_silence_settles_nothing():
    rule = BidRule(lowest=0, highest=10**15, payer="a")
    assert rule.joint({"a": "900", "b": "700"}) == "800"
    assert rule.joint({"b": "700", "a": "705"}) == "702.5"
    assert rule.joint({"a": str(10**15), "b": str(10**15 - 1)}) == "999999999999999.5"
    for answers in ({"a": "700", "b": "900"}, {"a": "", "b": "900"}, {"a": "700", "b": ""}):
        assert rule.joint(answers) == NONE


@pytest.mark.parametrize(
    ("rule", "takes", "not_"),
    [
        (PackagesRule(packages=3), ("", "1", "1,3", "1,2,3"), ("3,1", "0", "4", "1,1", "1,", "x", "１", " 1")),
        (RankingRule(wordings=2, lot=(1, 2)), ("1,1", "2,1", "2,2"), ("", "1", "1,3", "0,1", "1,2,1", "a,b", "１,2")),
        (BidRule(lowest=10, highest=200, payer="a"), ("10", "200"), ("", "9", "201", "010", "1e2", "-10", "10.5", "１０")),
    ],
)
def test_an_answer_is_taken_in_one_writing_alone(rule, takes, not_):
    assert [one for one in takes if not rule.takes(one)] == []
    assert [one for one in not_ if rule.takes(one)] == []


def test_a_rule_that_could_not_be_kept_is_none():
    for made in (
        lambda: PackagesRule(packages=1),
        lambda: PackagesRule(packages=10),
        lambda: RankingRule(wordings=3, lot=(1, 2)),
        lambda: RankingRule(wordings=7, lot=(1, 2, 3, 4, 5, 6, 7)),
        lambda: BidRule(lowest=5, highest=5, payer="a"),
        lambda: BidRule(lowest=-1, highest=5, payer="a"),
    ):
        with pytest.raises(ValueError, match=r"packages|lot|wordings|amount"):
            made()
