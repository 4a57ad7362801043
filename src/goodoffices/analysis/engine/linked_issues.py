"""Where linkages are enforced: the groups of issues that they and other conditions tie together.

Each group comes with the combinations that they allow.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.problem.coordinates import Coordinate
from goodoffices.analysis.problem.errors import GroupTooLarge
from goodoffices.analysis.problem.limits import Limits
from goodoffices.analysis.problem.problem import CompiledCondition, Integers, Problem


@dataclass(frozen=True, kw_only=True)
class Group:
    """Issues tied together, and the rows of their allowed combinations.

    ``values`` (rows, coordinates); ``codes`` (rows): the combination as a mixed-radix number over
    ``issues``, each digit a position in ``options``. Where not all combinations were listed,
    ``choices`` holds option indices (combinations, issues), and codes are positions in it.
    """

    issues: tuple[int, ...]
    options: tuple[npt.NDArray[np.int32], ...]
    values: Integers
    codes: npt.NDArray[np.int64]
    choices: npt.NDArray[np.int32] | None = None

    def decode(self, codes: npt.NDArray[np.int64]) -> npt.NDArray[np.int32]:
        """Give option indices (n, issues of the group) of combinations."""
        if self.choices is not None:
            return self.choices[codes]
        shape = tuple(len(o) for o in self.options)
        digits = np.unravel_index(codes, shape)
        return np.stack([o[d] for o, d in zip(self.options, digits, strict=True)], axis=1).astype(
            np.int32
        )

    def taking(self, rows: npt.NDArray[np.intp]) -> Group:
        """Give the same group with some of its rows."""
        return Group(
            issues=self.issues,
            options=self.options,
            values=self.values[rows],
            codes=self.codes[rows],
            choices=self.choices,
        )


def build_groups(
    problem: Problem,
    coordinates: Sequence[Coordinate],
    forbidden: Sequence[CompiledCondition],
    limits: Limits,
) -> list[Group]:
    """List the groups of tied issues with all their allowed rows (dominated ones included).

    Raises `GroupTooLarge` where a group has more combinations than ``limits.group_combinations``.
    """
    groups = []
    for issues in tied_issues(problem, coordinates, forbidden):
        if not can_be_listed(problem, issues, coordinates, limits):
            raise too_large(problem, issues, coordinates, limits)
        groups.append(list_group(problem, issues, coordinates, forbidden))
    return groups


def tied_issues(
    problem: Problem, coordinates: Sequence[Coordinate], forbidden: Sequence[CompiledCondition]
) -> list[tuple[int, ...]]:
    """Split the issues into groups that conditions tie together.

    The conditions are those of the coordinates and forbidden ones.
    """
    return connected_issues(
        len(problem.allowed),
        [*forbidden, *(condition for c in coordinates for condition, _ in c.conditions)],
    )


def can_be_listed(
    problem: Problem, issues: Sequence[int], coordinates: Sequence[Coordinate], limits: Limits
) -> bool:
    """Tell whether all combinations of some issues may be listed."""
    n = n_combinations(problem, issues)
    return n * max(1, len(coordinates)) <= limits.group_cells and (
        len(issues) == 1 or n <= limits.group_combinations
    )


def n_combinations(problem: Problem, issues: Sequence[int]) -> int:
    """Count the combinations of options that some issues have."""
    return math.prod(len(problem.allowed[j]) for j in issues)


def too_large(
    problem: Problem, issues: Sequence[int], coordinates: Sequence[Coordinate], limits: Limits
) -> GroupTooLarge:
    """Give the refusal of a group."""
    n = n_combinations(problem, issues)
    limit = min(limits.group_combinations, limits.group_cells // max(1, len(coordinates)))
    return GroupTooLarge(tuple(problem.case.issue_ids[j] for j in issues), n, limit)


def list_group(
    problem: Problem,
    issues: tuple[int, ...],
    coordinates: Sequence[Coordinate],
    forbidden: Sequence[CompiledCondition],
) -> Group:
    """Give a group with all its allowed combinations."""
    options = tuple(problem.allowed[j] for j in issues)
    return _enumerate_group(issues, options, coordinates, forbidden, problem.contributions[0].dtype)


def connected_issues(
    n_issues: int, conditions: Sequence[CompiledCondition]
) -> list[tuple[int, ...]]:
    """Split the issues into groups that some condition ties together."""
    return connected(range(n_issues), [condition.issues for condition in conditions])


def connected(members: Iterable[int], ties: Iterable[Sequence[int]]) -> list[tuple[int, ...]]:
    """Split members into groups that ties connect, in their order."""
    leader = {j: j for j in members}

    def find(j: int) -> int:
        while leader[j] != j:
            leader[j] = leader[leader[j]]
            j = leader[j]
        return j

    for tie in ties:
        for j in tie[1:]:
            leader[find(j)] = find(tie[0])
    by_leader: dict[int, list[int]] = {}
    for j in leader:
        by_leader.setdefault(find(j), []).append(j)
    return [tuple(found) for found in by_leader.values()]


def _enumerate_group(
    issues: tuple[int, ...],
    options: tuple[npt.NDArray[np.int32], ...],
    coordinates: Sequence[Coordinate],
    forbidden: Sequence[CompiledCondition],
    dtype: Any,
) -> Group:
    shape = tuple(len(o) for o in options)
    axis = {j: a for a, j in enumerate(issues)}

    def along(j: int, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        return values[options[axis[j]]].reshape(
            [-1 if a == axis[j] else 1 for a in range(len(shape))]
        )

    def inside(condition: CompiledCondition) -> npt.NDArray[np.bool_]:
        result = np.ones(shape, bool)
        for j, mask in zip(condition.issues, condition.masks, strict=True):
            result &= along(j, mask)
        return result

    allowed = np.ones(shape, bool)
    for condition in forbidden:
        if not condition.issues:
            allowed[...] = False
        elif condition.issues[0] in axis:
            allowed &= ~inside(condition)
    codes = np.flatnonzero(allowed.ravel())
    columns = np.zeros((len(codes), len(coordinates)), dtype)
    for c, coordinate in enumerate(coordinates):
        grid = np.zeros(shape, dtype)
        for j in issues:
            if j in coordinate.values:
                grid += along(j, coordinate.values[j])
        for condition, points in coordinate.conditions:
            if condition.issues[0] in axis:
                grid[inside(condition)] += points
        columns[:, c] = grid.ravel()[codes]
    return Group(issues=issues, options=options, values=columns, codes=codes.astype(np.int64))
