"""NegMAS scenarios as a `Problem`, and back: its users get the exact frontier in two lines.

    problem = problem_from(scenario)
    frontier = pareto_frontier(problem)

``problem.package(row)`` names what a row of ``frontier.packages`` settles. Numbers are taken as
Python prints them (0.1 is one tenth), summed exactly, and rounded to 1e-9 at the end. NegMAS itself
is imported only to make a scenario; it is no dependency of Good Offices.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from goodoffices.analysis import Problem, compile_case
from goodoffices.case import Case, Issue
from goodoffices.formats.documents.errors import FormatNotSupported
from goodoffices.formats.others.imported_case import ImportedCase
from goodoffices.formats.others.negmas import read_negmas
from goodoffices.preferences import Preferences

TARGET = "NegMAS"


def problem_from(scenario: Any) -> Problem:
    """Make a `Problem` of a NegMAS ``Scenario``, its parties named after their utility functions.

    Raises `FormatNotSupported` by name for what cannot be held (continuous issues, other
    functions), and `CaseFileError` for a scenario that does not fit together.
    """
    opened = case_from(scenario)
    return compile_case(opened.case, list(opened.by_party.values()))


def case_from(scenario: Any) -> ImportedCase:
    """Make the same before it is compiled: a case, and one reading of each party."""
    from negmas.serialization import serialize

    def plain(thing: Any) -> Any:
        _refuse_constraints(thing)
        return _as_typed(
            _with_biases(
                thing,
                serialize(
                    thing,
                    python_class_identifier="type",
                    shorten_type_field=True,
                    add_type_field=True,
                ),
            )
        )

    space = scenario.outcome_space
    names = [str(function.name or f"party{k}") for k, function in enumerate(scenario.ufuns, 1)]
    names = [f"{name}-{k}" if names.count(name) > 1 else name for k, name in enumerate(names, 1)]
    functions = [
        (f"{name}.yml", plain(function))
        for name, function in zip(names, scenario.ufuns, strict=True)
    ]
    name = str(space.name or "scenario")
    return read_negmas([(f"{name}.yml", plain(space)), *functions], name)


def _parts_of(function: Any) -> list[Any]:
    """List the functions that a function is made of.

    They are those of a weighted sum, and the one that is discounted.
    """
    inner = getattr(function, "ufun", None)
    parts = (
        getattr(function, "values", None)
        if type(function).__name__ == "WeightedUtilityFunction"
        else None
    )
    return [*(parts or []), *([] if inner is None else [inner])]


def _refuse_constraints(thing: Any) -> None:
    """Refuse a space or a function that holds constraints. Raises `FormatNotSupported`.

    Constraints are code, which says what is worth nothing, or is no outcome.
    """
    if getattr(thing, "constraints", None):
        raise FormatNotSupported(
            TARGET,
            f"constraints of {thing.name or type(thing).__name__} are code and are not read.",
        )
    for part in _parts_of(thing):
        _refuse_constraints(part)


def _with_biases(function: Any, data: dict[str, Any]) -> dict[str, Any]:
    """Add constants to serialised functions, where NegMAS leaves them out.

    NegMAS 0.16 itself leaves them out of linear additive ones.
    """
    parts = _parts_of(function)
    if parts:
        key = "ufuns" if "ufuns" in data else "ufun"
        given = data[key] if key == "ufuns" else [data[key]]
        whole = [_with_biases(part, one) for part, one in zip(parts, given, strict=True)]
        data = {**data, key: whole if key == "ufuns" else whole[0]}
    bias = getattr(function, "_bias", 0) or 0
    return {**data, "bias": bias} if bias and "bias" not in data else data


def scenario_from(problem: Problem) -> Any:
    """Make a NegMAS ``Scenario`` of a `Problem` without rules and red lines.

    Utilities are floats there. A party without a walk-away value gets a reserved value of minus
    infinity. Raises `FormatNotSupported` for rules, red lines and totals that are cut: NegMAS would
    forget them.
    """
    from negmas.inout import Scenario
    from negmas.outcomes import make_issue, make_os

    case = problem.case
    _refuse_what_would_be_forgotten(case, problem.preferences)
    issues = [
        make_issue([_value(issue, o) for o in issue.option_ids], issue.id) for issue in case.issues
    ]
    space = make_os(issues, name=case.id)
    return Scenario(
        outcome_space=space, ufuns=tuple(_function(case, one, space) for one in problem.preferences)
    )


def _refuse_what_would_be_forgotten(case: Case, preferences: Sequence[Preferences]) -> None:
    if case.restrictions:
        raise FormatNotSupported(
            TARGET, f'it holds no rules, and the case has "{case.restrictions[0].id}".'
        )
    for one in preferences:
        if one.red_lines:
            raise FormatNotSupported(
                TARGET, f'it holds no red lines, and {one.party} has "{one.red_lines[0].id}".'
            )
        if one.numbers.cut is not None:
            raise FormatNotSupported(
                TARGET,
                (
                    f"it does not cut totals, and those of {one.party} are cut at "
                    f"{float(one.numbers.cut):g}."
                ),
            )


def _value(issue: Issue, option: str) -> Any:
    number = issue.option(option).number
    return option if number is None else number if isinstance(number, int) else float(number)


def _function(case: Case, one: Preferences, space: Any) -> Any:
    from negmas.preferences import (
        HyperRectangleUtilityFunction,
        LinearAdditiveUtilityFunction,
        WeightedUtilityFunction,
    )

    walk_away = one.exact_walk_away()
    reserved = float("-inf") if walk_away is None else float(walk_away)
    linear = LinearAdditiveUtilityFunction(
        {
            i.id: {_value(i, o): float(one.exact_score(i.id, o)) for o in i.option_ids}
            for i in case.issues
        },
        weights={i.id: float(one.exact_weight(i.id)) for i in case.issues},
        outcome_space=space,
        reserved_value=reserved,
        name=one.party,
    )
    if not one.interactions:
        return linear
    position = {issue.id: k for k, issue in enumerate(case.issues)}
    boxes = HyperRectangleUtilityFunction(
        # Each value stands in a list of its own.
        # NegMAS takes a plain list of two numbers for the ends of a range.
        outcome_ranges=[
            {
                position[i]: [[_value(case.issue(i), o)] for o in sorted(allowed)]
                for i, allowed in interaction.condition.options
            }
            for interaction in one.interactions
        ],
        utilities=[float(interaction.points) for interaction in one.interactions],
        outcome_space=space,
    )
    return WeightedUtilityFunction(
        [linear, boxes],
        weights=[1.0, 1.0],
        outcome_space=space,
        reserved_value=reserved,
        name=one.party,
    )


def _as_typed(data: Any) -> Any:
    """Give plain data with floats as fractions of what Python prints; infinities as words."""
    if isinstance(data, dict):
        return {str(key): _as_typed(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_as_typed(value) for value in data]
    if isinstance(data, float):
        return Fraction(repr(float(data))) if math.isfinite(data) else str(data)
    return data
