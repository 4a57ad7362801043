"""What is added up, and the groups of tied issues whose allowed combinations are listed.

A *coordinate* is anything that is summed over issues and of which more is better: a party's utility,
or room left under a limit. A coordinate may have a *floor*; one that is no objective counts only up to
its floor (`saturated` is as good as more). Issues that conditions tie together form a *group*.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.errors import GroupTooLarge, OutOfTime
from goodoffices.analysis.problem import Box, Integers, Problem


def unlimited() -> float:
    """As long as it takes."""
    return math.inf


def never() -> bool:
    """Nobody has asked."""
    return False


#: What the program takes before it computes anything, solvers included, and what tables at their largest take beyond that (measured).
BASE_MEGABYTES, FULL_MEGABYTES = 330.0, 2_500.0
LEAST_SHARE = 0.005


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes above which the analysis refuses rather than give a wrong or partial answer."""

    partial_packages: int = 2_000_000
    #: Partial packages above which, where limits on sums are at work, those that lead nowhere are dropped by bounds.
    before_bounds: int = 5_000
    group_combinations: int = 1_000_000
    #: Candidate rows filtered at a time.
    block_rows: int = 4_000_000
    #: Numbers that a group's table may hold: combinations times parties and limits.
    group_cells: int = 50_000_000
    #: Combinations that one step of an elimination may look at.
    elimination_cells: int = 20_000_000
    #: Sums of partial packages that may be formed in all.
    sums: int = 300_000_000
    #: Comparisons in four dimensions or more, where filtering is no longer sorting; they weigh more in more dimensions.
    comparisons: int = 450_000_000_000
    #: How many seconds may still be taken; asked between steps.
    seconds_left: Callable[[], float] = unlimited
    #: Whether the zone is counted exactly also where that takes long; else bounds that are certain do.
    counts_exactly: bool = False
    #: Whether the user has asked for what is known so far: listing the frontier then ends, and searches end soon.
    interrupted: Callable[[], bool] = never

    def within_memory(self, megabytes: float) -> Limits:
        """These limits, less where the memory asks for it: tables shrink in proportion, so that all of them together fit (an estimate)."""
        share = min(1.0, max(LEAST_SHARE, (megabytes - BASE_MEGABYTES) / FULL_MEGABYTES))
        return replace(
            self,
            partial_packages=int(self.partial_packages * share),
            group_combinations=int(self.group_combinations * share),
            block_rows=int(self.block_rows * share),
            group_cells=int(self.group_cells * share),
            elimination_cells=int(self.elimination_cells * share),
        )

    def check_time(self) -> None:
        """Raises `OutOfTime` where none is left."""
        if self.seconds_left() <= 0:
            raise OutOfTime("the time limit")


@dataclass(frozen=True)
class Coordinate:
    """Something summed over issues of which more is better.

    ``values[j]`` gives the amount of each option of issue j (missing: 0 for all), ``boxes`` amounts for
    conditions on several issues. ``floor``: the least total that counts, or None. Not ``objective``:
    all totals at or above the floor are equally good.
    """

    values: dict[int, Integers]
    boxes: tuple[tuple[Box, int], ...] = ()
    offset: int = 0
    floor: int | None = None
    objective: bool = True


def party_coordinate(problem: Problem, party: int, *, floor: int | None = None, objective: bool = True, sign: int = 1) -> Coordinate:
    """A party's raw total as a coordinate; ``sign=-1`` to make less of it better."""
    return Coordinate(
        {j: sign * values[:, party] for j, values in enumerate(problem.contributions)},
        tuple((b.box, sign * b.points) for b in problem.bonuses if b.party == party),
        sign * problem.offsets[party],
        floor,
        objective,
    )


def limit_coordinates(problem: Problem, active: Iterable[int] | None = None) -> list[Coordinate]:
    """Room under (and over) each limit on a sum, as coordinates that must reach a floor."""
    wanted = None if active is None else set(active)
    found = []
    for bound in problem.sums:
        if wanted is not None and bound.demand not in wanted:
            continue
        arrays = {j: np.array(a, problem.contributions[0].dtype) for j, a in bound.amounts.items()}
        if bound.upper is not None:
            found.append(Coordinate({j: -a for j, a in arrays.items()}, floor=-bound.upper, objective=False))
        if bound.lower is not None:
            found.append(Coordinate(arrays, floor=bound.lower, objective=False))
    return found


def demand_coordinates(problem: Problem, demands: Collection[int]) -> list[Coordinate] | None:
    """What must be reached for demands to be met: walk-away values and limits among them; None if a walk-away value is beyond any package."""
    floors, _ = problem.raw_floors()
    found = []
    for p, (floor, demand) in enumerate(zip(floors, problem.walk_away_demand, strict=True)):
        if demand in demands and demand is not None:
            if floor is None:
                return None
            found.append(party_coordinate(problem, p, floor=floor, objective=False))
    return found + limit_coordinates(problem, demands)


def forbidden_boxes(problem: Problem, active: Iterable[int] | None = None) -> list[Box]:
    """Boxes that no package may lie in, of all demands or of those named."""
    wanted = None if active is None else set(active)
    return [f.box for f in problem.forbidden if wanted is None or f.demand in wanted]


@dataclass(frozen=True)
class Group:
    """Issues tied together, and the rows of their allowed combinations.

    ``values`` (rows, coordinates); ``codes`` (rows): the combination as a mixed-radix number over
    ``issues``, each digit a position in ``options``. Where not all combinations were listed, ``choices`` holds
    option indices (combinations, issues), and codes are positions in it.
    """

    issues: tuple[int, ...]
    options: tuple[npt.NDArray[np.int32], ...]
    values: Integers
    codes: npt.NDArray[np.int64]
    choices: npt.NDArray[np.int32] | None = None

    def decode(self, codes: npt.NDArray[np.int64]) -> npt.NDArray[np.int32]:
        """Option indices (n, issues of the group) of combinations."""
        if self.choices is not None:
            return self.choices[codes]
        shape = tuple(len(o) for o in self.options)
        digits = np.unravel_index(codes, shape)
        return np.stack([o[d] for o, d in zip(self.options, digits, strict=True)], axis=1).astype(np.int32)

    def taking(self, rows: npt.NDArray[np.intp]) -> Group:
        """The same group with some of its rows."""
        return Group(self.issues, self.options, self.values[rows], self.codes[rows], self.choices)


def build_groups(problem: Problem, coordinates: Sequence[Coordinate], forbidden: Sequence[Box], limits: Limits) -> list[Group]:
    """The groups of tied issues with all their allowed rows (dominated ones included).

    Raises `GroupTooLarge` where a group has more combinations than ``limits.group_combinations``.
    """
    groups = []
    for issues in tied_issues(problem, coordinates, forbidden):
        if not can_be_listed(problem, issues, coordinates, limits):
            raise too_large(problem, issues, coordinates, limits)
        groups.append(list_group(problem, issues, coordinates, forbidden))
    return groups


def tied_issues(problem: Problem, coordinates: Sequence[Coordinate], forbidden: Sequence[Box]) -> list[tuple[int, ...]]:
    """The issues, split into those that boxes of the coordinates or forbidden ones tie together."""
    return connected_issues(len(problem.allowed), [*forbidden, *(box for c in coordinates for box, _ in c.boxes)])


def can_be_listed(problem: Problem, issues: Sequence[int], coordinates: Sequence[Coordinate], limits: Limits) -> bool:
    """Whether all combinations of some issues may be listed."""
    n = n_combinations(problem, issues)
    return n * max(1, len(coordinates)) <= limits.group_cells and (len(issues) == 1 or n <= limits.group_combinations)


def n_combinations(problem: Problem, issues: Sequence[int]) -> int:
    """How many combinations of options some issues have."""
    return math.prod(len(problem.allowed[j]) for j in issues)


def too_large(problem: Problem, issues: Sequence[int], coordinates: Sequence[Coordinate], limits: Limits) -> GroupTooLarge:
    """The refusal of a group."""
    n = n_combinations(problem, issues)
    limit = min(limits.group_combinations, limits.group_cells // max(1, len(coordinates)))
    return GroupTooLarge(tuple(problem.case.issue_ids[j] for j in issues), n, limit)


def list_group(problem: Problem, issues: tuple[int, ...], coordinates: Sequence[Coordinate], forbidden: Sequence[Box]) -> Group:
    """A group with all its allowed combinations."""
    options = tuple(problem.allowed[j] for j in issues)
    return _enumerate_group(issues, options, coordinates, forbidden, problem.contributions[0].dtype)


def connected_issues(n_issues: int, boxes: Sequence[Box]) -> list[tuple[int, ...]]:
    """The issues, split into those that some box ties together."""
    return connected(range(n_issues), [box.issues for box in boxes])


def connected(members: Iterable[int], ties: Iterable[Sequence[int]]) -> list[tuple[int, ...]]:
    """Members split into those that ties connect, in their order."""
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
    forbidden: Sequence[Box],
    dtype: Any,
) -> Group:
    shape = tuple(len(o) for o in options)
    axis = {j: a for a, j in enumerate(issues)}

    def along(j: int, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        return values[options[axis[j]]].reshape([-1 if a == axis[j] else 1 for a in range(len(shape))])

    def inside(box: Box) -> npt.NDArray[np.bool_]:
        result = np.ones(shape, bool)
        for j, mask in zip(box.issues, box.masks, strict=True):
            result &= along(j, mask)
        return result

    allowed = np.ones(shape, bool)
    for box in forbidden:
        if not box.issues:
            allowed[...] = False
        elif box.issues[0] in axis:
            allowed &= ~inside(box)
    codes = np.flatnonzero(allowed.ravel())
    columns = np.zeros((len(codes), len(coordinates)), dtype)
    for c, coordinate in enumerate(coordinates):
        grid = np.zeros(shape, dtype)
        for j in issues:
            if j in coordinate.values:
                grid += along(j, coordinate.values[j])
        for box, points in coordinate.boxes:
            if box.issues[0] in axis:
                grid[inside(box)] += points
        columns[:, c] = grid.ravel()[codes]
    return Group(issues, options, columns, codes.astype(np.int64))
