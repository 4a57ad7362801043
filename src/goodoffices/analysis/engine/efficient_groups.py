"""Each group of tied issues by its undominated rows, by the method that an estimate chooses.

The estimate is one of the work. Small groups are listed. Of larger ones useless options are dropped
(`merging`). What is still tied is eliminated issue by issue along a tree decomposition
(`tree_decomposition`) where no step looks at too many combinations; else, for two coordinates,
found point by point with integer programs (`epsilon_constraint`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from goodoffices.analysis.engine.dominance import undominated
from goodoffices.analysis.engine.epsilon_constraint import can_be_programmed, efficient_by_programs
from goodoffices.analysis.engine.linked_issues import Group, list_group, too_large
from goodoffices.analysis.engine.method import Chosen, Method, choose_methods
from goodoffices.analysis.engine.tree_decomposition import TooManyRows, efficient_by_elimination
from goodoffices.analysis.problem.coordinates import Coordinate
from goodoffices.analysis.problem.errors import FrontierTooLarge, GroupTooLarge
from goodoffices.analysis.problem.limits import Limits
from goodoffices.analysis.problem.problem import CompiledCondition, Problem


def efficient_groups(
    problem: Problem,
    coordinates: Sequence[Coordinate],
    forbidden: Sequence[CompiledCondition],
    limits: Limits,
) -> list[Group]:
    """List the groups of tied issues with their undominated rows. Exact. Raises `GroupTooLarge`."""
    return [
        _solved(problem, chosen, coordinates, forbidden, limits)
        for chosen in choose_methods(problem, coordinates, forbidden, limits)
    ]


def _solved(
    problem: Problem,
    chosen: Chosen,
    coordinates: Sequence[Coordinate],
    forbidden: Sequence[CompiledCondition],
    limits: Limits,
) -> Group:
    issues, part = chosen.issues, chosen.part
    if chosen.method in (Method.ALONE, Method.LISTED):
        group = list_group(problem, issues, coordinates, forbidden)
        return group.taking(undominated(group.values))
    if part is None:
        raise too_large(problem, issues, coordinates, limits)
    if not part.is_feasible:
        nothing = np.zeros((0, len(part.constant)), part.constant.dtype)
        return Group(
            issues=issues,
            options=(),
            values=nothing,
            codes=np.empty(0, np.int64),
            choices=np.zeros((0, len(issues)), np.int32),
        )
    names = tuple(problem.case.issue_ids[j] for j in issues)
    if chosen.method is Method.INTEGER_PROGRAMS:
        if not can_be_programmed(part):
            raise GroupTooLarge(names, chosen.at_once, limits.elimination_cells)
        values, choices = efficient_by_programs(part, limits)
    else:
        try:
            values, choices = efficient_by_elimination(part, limits)
        except TooManyRows as grown:
            raise FrontierTooLarge(
                names[-1], grown.n_rows, limits.partial_packages, too_slow=grown.too_slow
            ) from None
    return Group(
        issues=issues,
        options=(),
        values=values,
        codes=np.arange(len(values), dtype=np.int64),
        choices=choices,
    )
