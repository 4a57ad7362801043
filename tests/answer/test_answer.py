"""One function answers a case, of the kind that its numbers allow; command line, office and Python give what it gives."""

from __future__ import annotations

import ast
import datetime
import json
from dataclasses import replace

import pytest

from goodoffices import analyse, load
from goodoffices.answer import (
    AnswerAcrossReadings,
    AnswerInDoubt,
    AnswerInPart,
    Binding,
    Combination,
    ExactAnswer,
    KindOfAnswer,
    Positions,
    Wishes,
    WishRefused,
    answer,
    kind_of_answer,
)
from goodoffices.formats.open_case import open_case
from goodoffices.preferences import Interval
from goodoffices.report.saying import Saying
from tests.cases import EXAMPLES
from tests.cli.program import ROOT, goodoffices
from tests.cli.test_doubt import small

TODAY = datetime.date(2026, 11, 23)
SAYING = Saying(today=TODAY)
BINDING = Binding(files=(), steps=100)


def combinations(name):
    opened = open_case(EXAMPLES / name)
    return opened.case, [Combination(row, tuple(opened.preferences(p, r) for p, r in row.items())) for row in opened.combinations()]


def in_doubt(loaded):
    """The same, where the first party's first weight lies between two bounds."""
    first = loaded.preferences[0]
    issue = next(iter(first.weights))
    weight = first.weights[issue]
    doubtful = replace(first, weights={**first.weights, issue: Interval(weight - 1, weight + 1)})
    return replace(loaded, preferences=(doubtful, *loaded.preferences[1:]))


def test_certain_numbers_are_answered_exactly_and_proven():
    given = analyse(load(EXAMPLES / "strait"), Wishes(costs=True))
    assert type(given) is ExactAnswer
    assert given.result.costs is not None
    assert given.certificate(BINDING) is not None
    assert "agreement" in given.report(SAYING).lead


@pytest.mark.slow
def test_numbers_in_doubt_are_answered_from_python_as_at_the_command_line(tmp_path):
    """Python refused intervals that the command line answered."""
    folder = small(tmp_path)
    given = analyse(load(folder))
    assert type(given) is AnswerInDoubt
    assert given.certificate(BINDING) is not None
    printed = goodoffices("analyse", folder, "--json", "--today", str(TODAY)).json
    assert json.loads(json.dumps(given.as_data(SAYING))) == printed


def test_positions_in_words_are_said_and_claim_nothing():
    given = analyse(load(EXAMPLES / "riyadh-2025"))
    assert type(given) is Positions
    assert given.without_numbers == ("ukraine", "russia")
    assert given.certificate(BINDING) is None
    assert given.as_data(SAYING) is None
    assert given.report(SAYING).sections


@pytest.mark.slow
def test_an_answer_in_part_has_no_certificate():
    from goodoffices.analysis import Limits

    given = analyse(
        load(EXAMPLES / "strait"), limits=replace(Limits(), partial_packages=3, elimination_cells=3, group_combinations=3, sums=3)
    )
    assert type(given) is AnswerInPart
    assert given.result.in_part is not None
    assert given.certificate(BINDING) is None


def test_several_combinations_of_readings_are_compared():
    case, rows = combinations("strait")
    given = answer(case, rows)
    assert type(given) is AnswerAcrossReadings
    assert given.as_data(SAYING) == goodoffices("readings", EXAMPLES / "strait", "--json").json
    assert given.certificate(BINDING) is None


@pytest.mark.parametrize("wish", ["costs", "sensitivity", "method", "count"])
def test_a_wish_that_needs_certain_numbers_is_refused_by_its_name(wish):
    with pytest.raises(WishRefused) as refused:
        analyse(in_doubt(load(EXAMPLES / "ferry-strike")), Wishes(**{wish: True}))
    assert refused.value.wish == wish


def test_the_kind_of_an_answer_is_told_before_anything_is_computed():
    certain, words = load(EXAMPLES / "ferry-strike"), load(EXAMPLES / "riyadh-2025")
    assert kind_of_answer(certain.preferences) is KindOfAnswer.CERTAIN
    assert kind_of_answer(in_doubt(certain).preferences) is KindOfAnswer.IN_DOUBT
    assert kind_of_answer(words.preferences) is KindOfAnswer.POSITIONS
    assert kind_of_answer(combinations("strait")[1]) is KindOfAnswer.ACROSS_READINGS


def test_nobody_else_asks_the_analysis_for_a_whole_answer():
    """A second way to an answer is how Python came to refuse what the command line answers."""
    found = []
    for room in ("cli", "office", "adapters", "elicitation", "report", "formats", "api.py"):
        place = ROOT / "src/goodoffices" / room
        for file in [place] if place.is_file() else sorted(place.rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.ImportFrom) and str(node.module).startswith("goodoffices.analysis"):
                    found += [(file.name, a.name) for a in node.names if a.name in ("analyse", "analyse_in_doubt")]
    assert found == []
