"""`doubt.acceptability`: shares of truths drawn, with what is certain of them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from goodoffices.analysis import analyse_in_doubt
from goodoffices.analysis.doubt.acceptability import acceptability
from goodoffices.analysis.doubt.drawn_truths import inner_truths_of
from goodoffices.case import Condition
from goodoffices.preferences import Interval, Numbers, RedLine
from tests.analysis.doubt.test_margins import CASE, margins_of, ranked
from tests.cases import preferences_of

F = Fraction
DRAFTS = {f"d{a}{b}": {"a": f"a{a}", "b": f"b{b}"} for a in range(3) for b in range(2)}


def plain(party, a, b, **more):
    return replace(preferences_of(CASE, party, [a, b], numbers=Numbers()), **more)


def shares(parties, drawn=200, seed=7):
    result = analyse_in_doubt(CASE, parties, drafts=DRAFTS)
    found = acceptability(result, seed, drawn)
    names = [result.candidates[k].names[0] for k in found.candidates]
    return dict(zip(names, zip(found.efficient, found.signed, strict=True), strict=True))


def test_of_certain_numbers_each_share_is_all_or_nothing():
    found = shares([plain("p", (0, 10, 20), (0, 0), walk_away=F(5)), plain("q", (20, 10, 0), (0, 5))])
    assert {name: (efficient.share, signed.share) for name, (efficient, signed) in found.items()} == {
        "d00": (0, 0), "d01": (1, 0), "d10": (0, 1), "d11": (1, 1), "d20": (0, 1), "d21": (1, 1),
    }  # fmt: skip


def test_a_score_drawn_evenly_reaches_the_walk_away_value_in_the_share_of_its_interval_above_it():
    wide = plain("p", (0, 0, 0), (0, 0), weights={"a": F(1), "b": F(0)}, walk_away=F(25))
    wide = replace(wide, scores={"a": {"a0": F(0), "a1": Interval(F(0), F(100)), "a2": F(100)}, "b": {"b0": F(0), "b1": F(0)}})
    found = shares([wide], 400)
    assert found["d00"][1].share == 0
    assert found["d20"][1].share == 1
    signed = found["d10"][1]
    assert signed.low < 0.75 < signed.high
    assert signed.high - signed.low < 0.1


def test_what_may_be_a_red_line_is_one_in_about_every_second_truth():
    one = plain("p", (0, 10, 20), (0, 1), possible_red_lines=(RedLine("l", Condition.of({"a": "a2"})),))
    found = shares([one], 400)
    for share in found["d21"]:
        assert share.low < 0.5 < share.high
    # Where the best is refused the next takes its place.
    assert found["d11"][0].share == pytest.approx(1 - found["d21"][0].share)
    assert found["d11"][1].share == 1


def test_a_seed_gives_the_same_shares_again_and_another_one_others():
    one = plain("p", (0, 10, 20), (0, 1), possible_red_lines=(RedLine("l", Condition.of({"a": "a2"})),))
    first, again, other = (shares([one], 60, seed) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_an_interval_that_nothing_contradicts_is_narrower_the_more_is_drawn():
    """Wilson: where all of n truths agree, the share may still be as low as n / (n + z²)."""
    for drawn in (10, 100):
        efficient, _ = shares([plain("p", (0, 10, 20), (0, 1))], drawn)["d21"]
        assert efficient.share == 1
        assert efficient.high == pytest.approx(1)
        assert efficient.low == pytest.approx(drawn / (drawn + 1.959964**2))
        never, _ = shares([plain("p", (0, 10, 20), (0, 1))], drawn)["d00"]
        assert (never.share, never.low) == (0, 0)
        assert never.high == pytest.approx(1 - efficient.low)


def test_truths_drawn_keep_the_rankings():
    """Orders of options hold for weight times score, too."""
    margins = margins_of([ranked()], None)
    mixed = inner_truths_of(margins.truths[0], 50, 3)
    assert len(mixed) == 50
    for one in mixed:
        assert (np.diff(one.worths[0]) >= -1e-6).all()
        assert (np.diff(one.worths[1]) >= -1e-6).all()
        assert one.floor is None
    # They are no single truth again and again.
    assert len({tuple(np.round(one.worths[0], 6)) for one in mixed}) > 25
