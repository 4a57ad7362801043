"""Which method an estimate of the work chooses for the frontier, group by group, before anything is computed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goodoffices.analysis.groups import (
    Limits,
    can_be_listed,
    forbidden_boxes,
    limit_coordinates,
    n_combinations,
    party_coordinate,
    tied_issues,
)
from goodoffices.analysis.merging import tied_parts
from goodoffices.analysis.problem import Problem
from goodoffices.analysis.tree import elimination_order


class Method(StrEnum):
    """How a group of tied issues is solved; the words of the JSON output."""

    ALONE = "alone"
    LISTED = "listed"
    ELIMINATED = "eliminated"
    INTEGER_PROGRAMS = "integer_programs"


@dataclass(frozen=True)
class Chosen:
    """A group of issues (positions), the method, and the estimate that chose it.

    ``combinations``: of all options of the group. ``at_once``: the most that the method looks at in one step; for an elimination
    after useless options are dropped.
    """

    issues: tuple[int, ...]
    method: Method
    combinations: int
    at_once: int


def methods_of(problem: Problem, limits: Limits | None = None) -> tuple[Chosen, ...]:
    """For each group of tied issues how its efficient combinations are found. The groups are then added one after another.

    Groups too dense to eliminate are left to integer programs, and the answer is one in part.
    """
    within = limits or Limits()
    coordinates = [party_coordinate(problem, p) for p in range(len(problem.preferences))] + limit_coordinates(problem)
    forbidden = forbidden_boxes(problem)
    found: list[Chosen] = []
    for issues in tied_issues(problem, coordinates, forbidden):
        n = n_combinations(problem, issues)
        if can_be_listed(problem, issues, coordinates, within):
            found.append(Chosen(issues, Method.ALONE if len(issues) == 1 else Method.LISTED, n, n))
            continue
        if problem.contributions[0].dtype == object:
            found.append(Chosen(issues, Method.INTEGER_PROGRAMS, n, n))
            continue
        for part in tied_parts(problem, issues, coordinates, forbidden):
            members = tuple(part.options)
            cells = elimination_order(part)[1] if part.is_feasible else 0
            method = Method.ELIMINATED if cells <= within.elimination_cells else Method.INTEGER_PROGRAMS
            found.append(Chosen(members, method, n_combinations(problem, members), cells))
    return tuple(found)
