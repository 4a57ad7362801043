"""The longest texts that an office takes, in their worst shapes, cost little more to read than ordinary ones."""

from __future__ import annotations

import gc
import re
import time

import pytest

from tests.cli.program import ROOT
from tests.formats.documents.filling import MOST_OPTIONS, MOST_TEXT
from tests.formats.documents.worst_texts import large_case, ordinary_text, read, shapes

#: How many times as much as an ordinary text of the same length a text may cost to read.
MOST_TIMES = 5.0
#: Those that cost most, and those that cost far too much once: read in the fast suite, too.
SLOWEST = {
    "CaseFile.linkages: each its own",
    "PreferencesFile.interactions: each its own",
    "RestrictionIn.exactly_one: each its own",
    "RulesIn.pause: too many",
    "200 interactions beside ranked packages",
    "linkages: amounts per unit",
    "many rankings of issues",
    "one key again and again",
    "ranked packages of many issues",
}
WORST = {worst.name: worst for worst in shapes()}


def times_an_ordinary_text(text: str) -> float:
    """Compare what it costs to read a text with an ordinary one of that length, and give the ratio.

    Both are read in turn, so that a slow or a busy machine is slow for both. The least of a few tries counts.
    """
    ordinary, least = ordinary_text(), [float("inf"), float("inf")]
    # What other tests left in memory is not looked through again by the collector of garbage.
    gc.collect()
    gc.freeze()
    try:
        for _ in range(6):
            for at, each in enumerate((ordinary, text)):
                started = time.process_time()
                read(each)
                least[at] = min(least[at], time.process_time() - started)
            if least[1] < MOST_TIMES * least[0]:
                break
    finally:
        gc.unfreeze()
    return least[1] / least[0]


def test_the_bounds_are_those_of_the_office():
    text = (ROOT / "src/goodoffices/office/computing/texts.py").read_text()
    assert [int(n.replace("_", "")) for n in re.findall(r"^MOST_(?:TEXT, .*|OPTIONS) = ([0-9_]+)", text, re.M)] == [MOST_TEXT, MOST_OPTIONS]
    assert set(WORST) >= SLOWEST
    assert MOST_TEXT - 500 < len(ordinary_text()) <= MOST_TEXT
    assert not read(ordinary_text())


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(SLOWEST))
def test_the_worst_texts_cost_little_more_than_ordinary_ones(name):
    text = WORST[name].made()
    large_case()
    assert len(text) <= MOST_TEXT
    assert times_an_ordinary_text(text) < MOST_TIMES


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(set(WORST) - SLOWEST))
def test_all_other_texts_cost_little_more_than_ordinary_ones(name):
    text = WORST[name].made()
    large_case()
    assert len(text) <= MOST_TEXT
    assert times_an_ordinary_text(text) < MOST_TIMES
