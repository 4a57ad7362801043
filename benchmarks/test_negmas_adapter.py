"""`adapters.negmas`: a scenario and its problem say the same.

Run in the benchmark environment: `python -m benchmarks adapter`.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from negmas.inout import Scenario
from negmas.outcomes import make_issue, make_os
from negmas.preferences import (
    HyperRectangleUtilityFunction,
    LinearAdditiveUtilityFunction,
    LinearFun,
    WeightedUtilityFunction,
)
from negmas.preferences.ops import pareto_frontier as their_frontier

from goodoffices import CaseFileError, FormatNotSupported, load
from goodoffices.adapters.negmas import case_from, problem_from, scenario_from
from goodoffices.analysis import compile_case, pareto_frontier
from goodoffices.preferences import utility

ROOT = Path(__file__).parents[1]


def boat() -> Scenario:
    space = make_os(
        [make_issue(["diesel", "electric"], "Engine"), make_issue((2, 6), "Weeks")], name="boat"
    )
    buyer = LinearAdditiveUtilityFunction(
        {
            "Engine": {"diesel": 0.3, "electric": 0.9},
            "Weeks": {w: round(1 - 0.2 * (w - 2), 3) for w in range(2, 7)},
        },
        weights={"Engine": 0.6, "Weeks": 0.4},
        outcome_space=space,
        reserved_value=0.1,
        name="buyer",
    )
    linear = LinearAdditiveUtilityFunction(
        {"Engine": {"diesel": 1.0, "electric": 0.2}, "Weeks": LinearFun(0.15)},
        weights={"Engine": 0.5, "Weeks": 0.5},
        outcome_space=space,
    )
    box = HyperRectangleUtilityFunction(
        outcome_ranges=[{0: ["electric"], 1: (2, 5)}], utilities=[0.4], outcome_space=space
    )
    seller = WeightedUtilityFunction(
        [linear, box], weights=[0.8, 0.2], outcome_space=space, name="seller"
    )
    return Scenario(outcome_space=space, ufuns=(buyer, seller))


def test_two_lines_give_the_exact_frontier():
    scenario = boat()
    problem = problem_from(scenario)
    frontier = pareto_frontier(problem)

    points, _ = their_frontier(scenario.ufuns, issues=scenario.outcome_space.issues)
    ours = {
        tuple(float(problem.as_utility(int(u), p)) for p, u in enumerate(row))
        for row in frontier.utilities
    }
    assert ours == {tuple(round(float(u), 9) for u in point) for point in points}


def test_every_package_is_worth_what_negmas_says():
    scenario = boat()
    case = case_from(scenario)
    for outcome in scenario.outcome_space.enumerate_or_sample():
        package = {"Engine": outcome[0], "Weeks": str(outcome[1])}
        for function, one in zip(scenario.ufuns, case.by_party.values(), strict=True):
            assert float(utility(one, package)) == pytest.approx(float(function(outcome)), abs=1e-9)


def test_there_and_back_nothing_changes():
    first = case_from(boat())
    second = case_from(scenario_from(compile_case(first.case, list(first.by_party.values()))))
    assert second.case.party_ids == first.case.party_ids == ("buyer", "seller")
    for row in product(*(issue.option_ids for issue in first.case.issues)):
        package = dict(zip(first.case.issue_ids, row, strict=True))
        for one, other in zip(first.by_party.values(), second.by_party.values(), strict=True):
            assert utility(one, package) == utility(other, package)
    assert [one.walk_away for one in second.by_party.values()] == [Fraction(1, 10), None]


@pytest.mark.parametrize("folder", ["genius", "negolog", "negmas"])
def test_other_programs_cases_become_scenarios(folder):
    loaded = load(ROOT / "tests/fixtures" / folder)
    scenario = scenario_from(compile_case(loaded.case, loaded.preferences))
    for outcome in scenario.outcome_space.enumerate_or_sample():
        package = {
            issue.id: str(value) for issue, value in zip(loaded.case.issues, outcome, strict=True)
        }
        for function, one in zip(scenario.ufuns, loaded.preferences, strict=True):
            assert float(function(outcome)) == pytest.approx(float(utility(one, package)), abs=1e-9)


def test_negmas_reads_its_own_files_as_we_do():
    """NegMAS's utilities of each outcome are those of our reading, on tests/fixtures/negmas."""
    folder = ROOT / "tests/fixtures/negmas"
    loaded, scenario = load(folder), Scenario.load(folder)
    for outcome in scenario.outcome_space.enumerate_or_sample():
        package = {
            issue.id: str(value) for issue, value in zip(loaded.case.issues, outcome, strict=True)
        }
        for function, one in zip(scenario.ufuns, loaded.preferences, strict=True):
            assert float(function(outcome)) == pytest.approx(float(utility(one, package)), abs=1e-9)


def test_what_cannot_be_held_is_refused_by_name():
    strait = load(ROOT / "examples/strait")
    with pytest.raises(FormatNotSupported, match="NegMAS: it holds no r"):
        scenario_from(compile_case(strait.case, strait.preferences))
    space = make_os([make_issue((0.0, 1.0), "x")])
    square = LinearAdditiveUtilityFunction(
        {"x": lambda x: x * x}, outcome_space=space, name="square"
    )
    line = LinearAdditiveUtilityFunction({"x": LinearFun(1.0)}, outcome_space=space, name="line")
    continuous = Scenario(outcome_space=space, ufuns=(line, square))
    with pytest.raises(FormatNotSupported, match="LambdaFun"):
        problem_from(continuous)


def classes_of_functions() -> list[type]:
    """List all utility functions that NegMAS offers."""
    import inspect

    import negmas.preferences as theirs

    found = [getattr(theirs, name) for name in dir(theirs)]
    return [
        one for one in found if inspect.isclass(one) and issubclass(one, theirs.BaseUtilityFunction)
    ]


@pytest.mark.parametrize("kind", classes_of_functions(), ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("seed", range(3))
def test_whatever_function_is_read_is_worth_the_same_and_others_are_refused_by_name(
    kind: type, seed: int
) -> None:
    import random

    random.seed(seed)
    space = make_os(
        [make_issue(["diesel", "electric"], "Engine"), make_issue((2, 6), "Weeks")], name="boat"
    )
    try:
        function = kind.random(outcome_space=space, reserved_value=0.25)
    except Exception:
        pytest.skip(f"NegMAS makes no {kind.__name__} at random")
    if getattr(function, "outcome_space", None) is None:
        function.outcome_space = space
    scenario = Scenario(outcome_space=space, ufuns=(function, boat().ufuns[0]))
    try:
        case = case_from(scenario)
    except (FormatNotSupported, CaseFileError):
        return
    one = next(iter(case.by_party.values()))
    for outcome in space.enumerate_or_sample():
        package = {"Engine": outcome[0], "Weeks": str(outcome[1])}
        assert float(utility(one, package)) == pytest.approx(float(function(outcome)), abs=1e-9)


def test_a_bias_is_added_also_inside_a_weighted_sum() -> None:
    scenario = boat()
    space = scenario.outcome_space
    linear = LinearAdditiveUtilityFunction(
        {"Engine": {"diesel": 0.3, "electric": 0.9}, "Weeks": {w: 0.1 * w for w in range(2, 7)}},
        weights={"Engine": 0.6, "Weeks": 0.4}, bias=0.3, outcome_space=space, name="biased",
    )  # fmt: skip
    for function in (
        linear,
        WeightedUtilityFunction(
            [linear, linear], weights=[0.25, 0.5], outcome_space=space, name="sum"
        ),
    ):
        case = case_from(Scenario(outcome_space=space, ufuns=(function, scenario.ufuns[0])))
        one = next(iter(case.by_party.values()))
        for outcome in space.enumerate_or_sample():
            package = {"Engine": outcome[0], "Weeks": str(outcome[1])}
            assert float(utility(one, package)) == pytest.approx(float(function(outcome)), abs=1e-9)


def test_constraints_are_refused_by_name() -> None:
    scenario = boat()
    scenario.ufuns[0].add_constraint(lambda outcome: True)
    with pytest.raises(FormatNotSupported, match="constraints"):
        problem_from(scenario)
    other = boat()
    other.outcome_space.add_constraint(lambda outcome: outcome[0] == "diesel")
    with pytest.raises(FormatNotSupported, match="constraints"):
        problem_from(other)
