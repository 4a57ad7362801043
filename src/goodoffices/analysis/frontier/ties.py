"""How many packages reach a given efficient utility vector, and the first of them.

Two ways. Where totals are taken as typed and no limit on a sum is at work, each part of an
efficient package is itself on the frontier of its part, so the vector is taken apart group by
group, last first, along the sets that the engine kept. Otherwise packages at or above an efficient
vector are counted (they are exactly those that reach it) and listed by a bounded search.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.engine.linked_issues import Group, build_groups
from goodoffices.analysis.engine.partial_sums import Front, binding_floors, rest_after
from goodoffices.analysis.frontier.counting import count_packages
from goodoffices.analysis.problem.coordinates import (
    Coordinate,
    forbidden_conditions,
    limit_coordinates,
    party_coordinate,
)
from goodoffices.analysis.problem.errors import GroupTooLarge
from goodoffices.analysis.problem.limits import Limits
from goodoffices.analysis.problem.problem import Integers, Problem

#: Most packages that are listed.
LISTED = 20
#: Most partial packages that the bounded search opens.
SEARCH_NODES = 20_000


@dataclass(frozen=True)
class TiedPackages:
    """How many packages do equally well, and up to `LISTED` of them as rows of option indices."""

    count: int
    is_exact: bool
    packages: tuple[tuple[int, ...], ...]


def packages_reaching(
    problem: Problem,
    vectors: Sequence[Sequence[int]],
    known: Sequence[tuple[int, ...]],
    limits: Limits | None = None,
) -> TiedPackages:
    """Count the packages whose final totals are one of these efficient vectors.

    ``known`` holds one for each. They are counted by table, and listed by search where there are
    more than the known ones.
    """
    limits = limits or Limits()
    total, exact = 0, True
    listed: list[tuple[int, ...]] = []
    for vector, package in zip(vectors, known, strict=True):
        floors = [
            evaluation.least_raw(int(v))
            for evaluation, v in zip(problem.evaluations, vector, strict=True)
        ]
        count = count_packages(problem, floors, limits, only_exact=True)
        found = [package]
        if (count.lower, count.upper) != (1, 1) and len(listed) < LISTED:
            found = list(_search(problem, floors, limits, LISTED)) or found
        listed += found[: LISTED - len(listed)]
        exact = exact and count.is_exact
        total += count.lower if count.is_exact else max(1, len(found))
    return TiedPackages(total, exact, tuple(listed))


def _search(
    problem: Problem, floors: Sequence[int | None], limits: Limits, most: int
) -> Iterator[tuple[int, ...]]:
    """List packages at or above raw floors, depth first.

    At most so many are listed, within `SEARCH_NODES`.
    """
    coordinates: list[Coordinate] = [
        party_coordinate(problem, p, floor=f) for p, f in enumerate(floors)
    ]
    coordinates += limit_coordinates(problem)
    try:
        groups = build_groups(problem, coordinates, forbidden_conditions(problem), limits)
    except GroupTooLarge:
        return
    if any(not len(g.codes) for g in groups):
        return
    binding = binding_floors(coordinates, groups)
    if binding is None:
        return
    # A floor that every package reaches is left out by starting above it.
    needs = [
        f if f is not None else sum(int(g.values[:, c].min()) for g in groups)
        for c, f in enumerate(binding)
    ]
    dtype = groups[0].values.dtype
    best_rest = [np.array(rest, dtype) for rest in rest_after([g.values for g in groups], np.max)]
    stack: list[tuple[int, Any, tuple[tuple[int, int], ...]]] = [
        (0, np.array([-n for n in needs], dtype), ())
    ]
    nodes = found = 0
    while stack and nodes < SEARCH_NODES and found < most:
        level, surplus, chosen = stack.pop()
        nodes += 1
        if level == len(groups):
            found += 1
            yield _row(problem, groups, chosen)
            continue
        after = surplus + groups[level].values
        possible = np.flatnonzero((after + best_rest[level + 1] >= 0).all(axis=1))
        stack += [
            (level + 1, after[r], (*chosen, (level, int(groups[level].codes[r]))))
            for r in possible[:SEARCH_NODES][::-1]
        ]


def _row(
    problem: Problem, groups: Sequence[Group], chosen: Sequence[tuple[int, int]]
) -> tuple[int, ...]:
    row = [0] * len(problem.allowed)
    for level, code in chosen:
        for j, option in zip(
            groups[level].issues, groups[level].decode(np.array([code]))[0], strict=True
        ):
            row[j] = int(option)
    return tuple(row)


class FrontTies:
    """The packages behind points of a `Front`, counted by taking vectors apart along its levels.

    Only for problems whose totals are taken as typed and that have no limit on a sum (`applies`).
    """

    def __init__(self, problem: Problem, front: Front, limits: Limits | None = None) -> None:
        self.problem, self.front, self.limits = problem, front, limits or Limits()
        coordinates = [party_coordinate(problem, p) for p in range(len(problem.preferences))]
        whole = {
            g.issues: g
            for g in build_groups(problem, coordinates, forbidden_conditions(problem), self.limits)
        }
        self.groups = [whole[g.issues] for g in front.groups]
        self.offset = np.array(problem.offsets, object)
        self.levels = self._levels()

    @staticmethod
    def applies(problem: Problem, front: Front) -> bool:
        """Tell whether parts of efficient packages are efficient parts here.

        All combinations of each part must also have been listed.
        """
        return (
            not problem.sums
            and all(r.is_plain for r in problem.evaluations)
            and all(g.choices is None for g in front.groups)
        )

    def _levels(self) -> list[Integers]:
        """Give the undominated totals after each level, from the back-pointers."""
        values = np.zeros((1, len(self.problem.preferences)), self.front.groups[0].values.dtype)
        levels = [values]
        for group, parent, row in zip(
            self.front.groups, self.front.parents, self.front.rows, strict=True
        ):
            values = values[parent] + group.values[row]
            levels.append(values)
        return levels

    def packages_reaching(self, vectors: Sequence[Sequence[int]]) -> TiedPackages:
        """Count the packages whose totals are one of these vectors.

        The vectors must be points of the front. Exact. Raises `OutOfTime`.
        """
        start = {tuple(int(x) for x in np.array(v, object) - self.offset) for v in vectors}
        steps: list[dict[tuple[int, ...], list[tuple[tuple[int, ...], int, list[int]]]]] = []
        targets = start
        for level in range(len(self.groups) - 1, -1, -1):
            step = self._take_apart(targets, level)
            steps.append(step)
            targets = {before for options in step.values() for before, _, _ in options}
        counts: dict[tuple[int, ...], int] = dict.fromkeys(targets, 1)
        for step in reversed(steps):
            counts = {
                t: sum(n * counts[before] for before, n, _ in options)
                for t, options in step.items()
            }
        listed: list[tuple[int, ...]] = []
        for target in sorted(start, reverse=True):
            for codes in self._list(target, steps, 0):
                if len(listed) == LISTED:
                    break
                listed.append(_row(self.problem, self.groups, codes))
        return TiedPackages(sum(counts[t] for t in start), True, tuple(listed))

    def _take_apart(
        self, targets: set[tuple[int, ...]], level: int
    ) -> dict[tuple[int, ...], list[tuple[tuple[int, ...], int, list[int]]]]:
        """Give for each target what it was before this level.

        That is (vector, how many combinations, first codes).
        """
        self.limits.check_time()
        group, before = self.groups[level], self.levels[level]
        kept = self.front.groups[level].values
        rows: dict[tuple[int, ...], list[int]] = {}
        member = np.isin(_hashes(group.values), _hashes(kept))
        wanted = {tuple(v) for v in kept.tolist()}
        for r in np.flatnonzero(member):
            vector = tuple(group.values[r].tolist())
            if vector in wanted:
                rows.setdefault(vector, []).append(int(group.codes[r]))
        pairs = [
            (t, v, tuple(a - b for a, b in zip(t, v, strict=True))) for t in targets for v in rows
        ]
        candidates = np.array([b for _, _, b in pairs], before.dtype).reshape(
            len(pairs), before.shape[1]
        )
        present = {tuple(v) for v in before[np.isin(_hashes(before), _hashes(candidates))].tolist()}
        found: dict[tuple[int, ...], list[tuple[tuple[int, ...], int, list[int]]]] = {
            t: [] for t in targets
        }
        for target, vector, earlier in pairs:
            if earlier in present:
                found[target].append((earlier, len(rows[vector]), rows[vector][:LISTED]))
        return found

    def _list(
        self,
        target: tuple[int, ...],
        steps: Sequence[dict[Any, list[tuple[tuple[int, ...], int, list[int]]]]],
        depth: int,
    ) -> Iterator[tuple[tuple[int, int], ...]]:
        if depth == len(steps):
            yield ()
            return
        level = len(self.groups) - 1 - depth
        for before, _, codes in steps[depth][target]:
            for rest in self._list(before, steps, depth + 1):
                for code in codes:
                    yield (*rest, (level, code))


def _hashes(rows: Integers) -> npt.NDArray[np.int64]:
    """Give one number for each row; equal rows have equal ones, different rows nearly never."""
    result = np.zeros(len(rows), np.uint64)
    for c in range(rows.shape[1]):
        column = rows[:, c]
        if column.dtype == object:
            column = np.array([int(x) & (2**62 - 1) for x in column], np.int64)
        result = result * np.uint64(0x9E3779B97F4A7C15) + column.astype(np.int64).view(np.uint64)
    return result.view(np.int64)
