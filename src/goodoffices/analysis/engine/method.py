"""Which method an estimate of the work chooses for the frontier, group by group.

It is chosen before anything is computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from goodoffices.analysis.engine.linked_issues import can_be_listed, n_combinations, tied_issues
from goodoffices.analysis.engine.merging import TiedIssues, tied_parts
from goodoffices.analysis.engine.tree_decomposition import elimination_order
from goodoffices.analysis.problem.coordinates import (
    Coordinate,
    forbidden_conditions,
    limit_coordinates,
    party_coordinate,
)
from goodoffices.analysis.problem.limits import Limits
from goodoffices.analysis.problem.problem import CompiledCondition, Problem


class Method(StrEnum):
    """How a group of tied issues is solved; the words of the JSON output."""

    ALONE = "alone"
    LISTED = "listed"
    ELIMINATED = "eliminated"
    INTEGER_PROGRAMS = "integer_programs"


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """A group of issues (positions), the method, and the estimate that chose it.

    - ``combinations``: of all options of the group.
    - ``at_once``: the most that the method looks at in one step; for an elimination after useless
      options are dropped.
    - ``part``: what is then left; None where options are listed, or numbers are too long to drop
      any.
    """

    issues: tuple[int, ...]
    method: Method
    combinations: int
    at_once: int
    part: TiedIssues | None = None


def choose_methods(
    problem: Problem,
    coordinates: Sequence[Coordinate],
    forbidden: Sequence[CompiledCondition],
    limits: Limits,
) -> list[Chosen]:
    """Choose for each group of tied issues how its undominated rows are found.

    Conditions of the coordinates, or forbidden ones, tie issues together.
    """
    found: list[Chosen] = []
    for issues in tied_issues(problem, coordinates, forbidden):
        n = n_combinations(problem, issues)
        if can_be_listed(problem, issues, coordinates, limits):
            found.append(
                Chosen(
                    issues=issues,
                    method=Method.ALONE if len(issues) == 1 else Method.LISTED,
                    combinations=n,
                    at_once=n,
                )
            )
            continue
        if problem.contributions[0].dtype == object:
            found.append(
                Chosen(issues=issues, method=Method.INTEGER_PROGRAMS, combinations=n, at_once=n)
            )
            continue
        for part in tied_parts(problem, issues, coordinates, forbidden):
            members = tuple(part.options)
            cells = elimination_order(part)[1] if part.is_feasible else 0
            method = (
                Method.ELIMINATED if cells <= limits.elimination_cells else Method.INTEGER_PROGRAMS
            )
            found.append(
                Chosen(
                    issues=members,
                    method=method,
                    combinations=n_combinations(problem, members),
                    at_once=cells,
                    part=part,
                )
            )
    return found


def methods_of(problem: Problem, limits: Limits | None = None) -> list[Chosen]:
    """Tell for each group of tied issues how the frontier's combinations are found.

    The groups are then added one after another. Integer programs find one point after another for
    two parties; else they look for single packages, and the answer is one in part.
    """
    coordinates = [
        party_coordinate(problem, p) for p in range(len(problem.preferences))
    ] + limit_coordinates(problem)
    return choose_methods(problem, coordinates, forbidden_conditions(problem), limits or Limits())
