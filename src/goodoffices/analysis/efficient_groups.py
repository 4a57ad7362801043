"""Each group of tied issues by its undominated rows, by the method that an estimate of the work chooses.

Small groups are listed. Of larger ones useless options are dropped (`merging`), and what is still tied is
eliminated issue by issue along a tree decomposition (`tree`) where no step looks at too many combinations; else, for two coordinates,
found point by point with integer programs (`epsilon_constraint`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from goodoffices.analysis.dominance import undominated
from goodoffices.analysis.epsilon_constraint import can_be_programmed, efficient_by_programs
from goodoffices.analysis.errors import FrontierTooLarge, GroupTooLarge
from goodoffices.analysis.groups import Coordinate, Group, Limits, can_be_listed, list_group, tied_issues, too_large
from goodoffices.analysis.merging import Tied, tied_parts
from goodoffices.analysis.problem import Box, Problem
from goodoffices.analysis.tree import TooManyRows, efficient_by_elimination, elimination_order


def efficient_groups(problem: Problem, coordinates: Sequence[Coordinate], forbidden: Sequence[Box], limits: Limits) -> list[Group]:
    """The groups of tied issues with their undominated rows. Exact. Raises `GroupTooLarge`."""
    groups: list[Group] = []
    for issues in tied_issues(problem, coordinates, forbidden):
        if can_be_listed(problem, issues, coordinates, limits):
            group = list_group(problem, issues, coordinates, forbidden)
            groups.append(group.taking(undominated(group.values)))
            continue
        if problem.contributions[0].dtype == object:
            raise too_large(problem, issues, coordinates, limits)
        groups += [_eliminated(problem, part, limits) for part in tied_parts(problem, issues, coordinates, forbidden)]
    return groups


def _eliminated(problem: Problem, part: Tied, limits: Limits) -> Group:
    issues = tuple(part.options)
    if not part.is_feasible:
        nothing = np.zeros((0, len(part.constant)), part.constant.dtype)
        return Group(issues, (), nothing, np.empty(0, np.int64), np.zeros((0, len(issues)), np.int32))
    names = tuple(problem.case.issue_ids[j] for j in issues)
    _, cells = elimination_order(part)
    if cells > limits.elimination_cells:
        if not can_be_programmed(part):
            raise GroupTooLarge(names, cells, limits.elimination_cells)
        values, choices = efficient_by_programs(part, limits)
    else:
        try:
            values, choices = efficient_by_elimination(part, limits)
        except TooManyRows as grown:
            raise FrontierTooLarge(names[-1], grown.n_rows, limits.partial_packages, too_slow=grown.too_slow) from None
    return Group(issues, (), values, np.arange(len(values), dtype=np.int64), choices)
