"""GeniusWeb's partial orders of bids: held as rankings, so that nothing is said that some utility with this order denies."""

from __future__ import annotations

import json
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.analysis import analyse_in_doubt
from goodoffices.analysis.doubt.signing import Possible
from goodoffices.formats import CaseFileError, FormatNotSupported
from goodoffices.formats.open_case import open_case
from goodoffices.formats.others.geniusweb_order import without_what_follows
from tests.cli.program import goodoffices

DOMAIN = {"name": "jobs", "issuesValues": {"pay": {"values": ["low", "mid", "high"]}, "days": {"values": ["4", "5"]}}}


def bid(pay, days):
    return {"issuevalues": {"pay": pay, "days": days}}


BIDS = [bid("high", "4"), bid("mid", "4"), bid("low", "5"), bid("mid", "5")]
BETTER = [[0, 1], [1, 2], [0, 2], [3, 2]]
TWO = {
    "LinearAdditiveUtilitySpace": {
        "name": "two",
        "domain": DOMAIN,
        "issueUtilities": {
            "pay": {"DiscreteValueSetUtilities": {"valueUtilities": {"low": 1, "mid": 0.5, "high": 0}}},
            "days": {"DiscreteValueSetUtilities": {"valueUtilities": {"4": 0, "5": 1}}},
        },
        "issueWeights": {"pay": 0.6, "days": 0.4},
        "reservationBid": bid("mid", "4"),
    }
}


def written(folder, **order):
    """A folder with one order of bids and one utility space."""
    one = {"name": "one", "domain": DOMAIN, "reservationBid": bid("mid", "5"), **order}
    folder.mkdir(exist_ok=True)
    (folder / "domain.json").write_text(json.dumps(DOMAIN))
    (folder / "one.json").write_text(json.dumps({"DefaultPartialOrdering": one}))
    (folder / "two.json").write_text(json.dumps(TWO))
    return folder


def test_an_order_of_bids_is_held_as_rankings_beside_blanks(tmp_path):
    opened = open_case(written(tmp_path, bids=BIDS, betterlist=BETTER))
    one, two = opened.chosen_preferences({})
    pairs = [(dict(a), b if b is None else dict(b)) for r in one.rankings for a, b in r.pairs() if a is not None]
    at = [b["issuevalues"] for b in BIDS]
    assert pairs == [(at[0], at[1]), (at[1], at[2]), (at[3], at[2]), (at[3], None)]
    assert len(one.unsupported()) == 8
    assert two.unsupported() == []
    assert any("one.json: an order of bids alone." in note for note in opened.notes)


def test_bids_may_stand_as_keys_of_those_that_they_are_better_than(tmp_path):
    better = {json.dumps(BIDS[0]): [BIDS[1], BIDS[2]], json.dumps(BIDS[1]): [BIDS[2]], json.dumps(BIDS[3]): [BIDS[2]]}
    by_name = open_case(written(tmp_path / "a", better=better)).chosen_preferences({})[0]
    by_place = open_case(written(tmp_path / "b", bids=BIDS, betterlist=BETTER)).chosen_preferences({})[0]
    assert {str(r.groups) for r in by_name.rankings} == {str(r.groups) for r in by_place.rankings}


def test_what_follows_from_the_order_is_said_and_nothing_else(tmp_path):
    opened = open_case(written(tmp_path, bids=BIDS, betterlist=BETTER))
    result = analyse_in_doubt(opened.case, opened.chosen_preferences({}))
    by_package = {tuple(result.problem.package(c.package).values()): c for c in result.candidates}
    assert by_package["mid", "5"].accepted == (Possible.ALWAYS, Possible.ALWAYS)
    assert by_package["low", "5"].accepted[0] is not Possible.ALWAYS


def test_converting_keeps_the_order(tmp_path):
    folder = written(tmp_path / "there", bids=BIDS, betterlist=BETTER)
    assert goodoffices("convert", folder, tmp_path / "ours").code == 0
    before, after = (goodoffices("analyse", place, "--json").json for place in (folder, tmp_path / "ours"))
    for key in ("possible", "example", "candidates", "regrets"):
        assert after[key] == before[key]


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ({"bids": BIDS}, "the partial order has no bids or no pairs of them."),
        ({"bids": BIDS, "betterlist": [[0, 4]]}, "there is no bid 4. Places go from 0 to 3."),
        ({"bids": [bid("high", "6"), BIDS[0]], "betterlist": [[0, 1]]}, 'bid 0 leaves issue "days" open, or names no value of it.'),
        ({"better": {"high": [BIDS[0]]}}, "a key of `better` is no bid. Write each bid as JSON."),
    ],
)
def test_what_is_no_order_of_bids_is_said(tmp_path, order, said):
    with pytest.raises(CaseFileError) as caught:
        open_case(written(tmp_path, **order))
    assert said in str(caught.value)


def test_bids_that_are_each_at_least_as_good_as_the_other_are_as_good(tmp_path):
    """GeniusWeb's pairs say *preferred or as good*: all may be worth the same, and the answer holds for that, too."""
    bids = [bid(pay, days) for pay, days in product(("low", "high"), ("4", "5"))]
    opened = open_case(written(tmp_path, bids=bids, betterlist=[[2, 0], [0, 1], [1, 3], [3, 2]]))
    assert len(opened.chosen_preferences({})[0].rankings) == 4 + 2
    assert goodoffices("analyse", tmp_path).code == 0


def test_a_long_order_is_refused_by_name(tmp_path):
    with pytest.raises(FormatNotSupported, match="at most 20,000 are read"):
        open_case(written(tmp_path, bids=BIDS, betterlist=[[0, 1]] * 20_001))


def closure(pairs, n):
    reached = {(a, b) for a, b in pairs if a != b}
    for between in range(n):
        reached |= {(a, b) for a in range(n) for b in range(n) if (a, between) in reached and (between, b) in reached}
    return reached


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=25))
def test_leaving_out_what_follows_says_the_same(pairs):
    pairs = list(dict.fromkeys((a, b) for a, b in pairs if a != b))
    kept = without_what_follows(pairs)
    assert closure(kept, 7) == closure(pairs, 7)
