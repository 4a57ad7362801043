"""`Problem`: a case and its parties' preferences compiled to integer arrays.

It is the one form for all algorithms. People write words; algorithms see indices: party p, issue j,
option i of issue j.

A party's numbers are multiplied by ``evaluations[p].scale``, the least common denominator of
everything that can enter its total, so that sums of integers are exact and equal means equal. What
a file's numbers are *read* as (cut, rounded) is a monotone map on totals, applied by
`Problem.evaluate` at the end.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.problem.demand import Demand, DemandKind
from goodoffices.case import Case
from goodoffices.preferences import Preferences

#: Integers, held as int64 where every sum fits and as Python integers (dtype object) where it may
#: not.
Integers = npt.NDArray[Any]
#: Sums up to this fit into int64 with room for one more addition.
INT64_SAFE = 2**62


@dataclass(frozen=True)
class CompiledCondition:
    """A condition by indices: holds where each named issue's option is allowed by its mask."""

    issues: tuple[int, ...]
    masks: tuple[npt.NDArray[np.bool_], ...]

    def holds(self, packages: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
        """Tell for each row of ``packages`` (n, m) whether the condition holds."""
        result = np.ones(len(packages), bool)
        for issue, mask in zip(self.issues, self.masks, strict=True):
            result &= mask[packages[:, issue]]
        return result


@dataclass(frozen=True)
class ForbiddenCondition:
    """A condition that no package may lie in, and the demand that says so."""

    condition: CompiledCondition
    demand: int


@dataclass(frozen=True)
class CompiledInteraction:
    """Points (scaled) that a party puts on a condition of two issues or more."""

    condition: CompiledCondition
    party: int
    points: int


@dataclass(frozen=True)
class SumBound:
    """Amounts (scaled to integers) whose sum stays between ``lower`` and ``upper``.

    None means open.
    """

    amounts: Mapping[int, tuple[int, ...]]
    lower: int | None
    upper: int | None
    demand: int

    def holds(self, packages: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
        """Tell for each row of ``packages`` (n, m) whether the sum stays within its bounds.

        It is summed in Python integers.
        """
        total = np.zeros(len(packages), object)
        for j, amounts in self.amounts.items():
            total += np.array(amounts, object)[packages[:, j]]
        result = np.ones(len(packages), bool)
        if self.lower is not None:
            result &= (total >= self.lower).astype(bool)
        if self.upper is not None:
            result &= (total <= self.upper).astype(bool)
        return result


@dataclass(frozen=True)
class Evaluation:
    """How a scaled total becomes a final one: cut at ``cut``, then rounded half up to ``1/grid``.

    ``scale`` is the denominator of raw totals, ``final_scale`` that of final ones. Monotone.
    """

    scale: int
    cut: int | None
    grid: int | None

    @property
    def is_plain(self) -> bool:
        """Tell whether totals stay as they are."""
        return self.cut is None and self.grid is None

    @property
    def final_scale(self) -> int:
        """Give the denominator of final totals: they are multiples of 1 / final_scale."""
        return self.scale if self.grid is None else self.grid

    def final(self, raw: Integers) -> Integers:
        """Give the final integers of raw ones, element by element."""
        if self.is_plain or not raw.size:
            return raw
        result: Integers = raw
        if self.cut is not None and self.cut < int(raw.max()):
            result = np.minimum(raw if abs(self.cut) < INT64_SAFE else raw.astype(object), self.cut)
        if self.grid is None:
            return result
        largest = max(abs(int(result.max())), abs(int(result.min())))
        if (2 * largest + 1) * self.grid + self.scale >= INT64_SAFE:
            result = result.astype(object)
        rounded: Integers = (2 * self.grid * result + self.scale) // (2 * self.scale)
        return rounded

    def least_raw(self, final: int) -> int | None:
        """Give the smallest raw total that is read as at least ``final``.

        None if the cut is below it.
        """
        raw = (
            final
            if self.grid is None
            else -((-(2 * self.scale * final - self.scale)) // (2 * self.grid))
        )
        return None if self.cut is not None and raw > self.cut else raw


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A case and preferences as arrays.

    ``contributions[j]`` has shape (options of j, parties), scaled by ``evaluations[p].scale``,
    single-issue interactions included. ``offsets[p]`` is what each package gives the party.
    ``walk_away[p]`` is the least *final* total that the party accepts, or None. ``demands`` lists
    everything that somebody or something asks for; `forbidden`, ``sums`` and ``walk_away_demand``
    point into it. ``allowed[j]`` lists the options of issue j that are in play (all, unless a draft
    fixes some).
    """

    case: Case
    preferences: tuple[Preferences, ...]
    contributions: tuple[Integers, ...]
    offsets: tuple[int, ...]
    evaluations: tuple[Evaluation, ...]
    walk_away: tuple[int | None, ...]
    walk_away_demand: tuple[int | None, ...]
    forbidden: tuple[ForbiddenCondition, ...]
    interactions: tuple[CompiledInteraction, ...]
    sums: tuple[SumBound, ...]
    demands: tuple[Demand, ...]
    allowed: tuple[npt.NDArray[np.int32], ...]

    @property
    def party_ids(self) -> tuple[str, ...]:
        """List the ids of the parties, in order."""
        return tuple(p.party for p in self.preferences)

    @cached_property
    def n_packages(self) -> int:
        """Count the packages that can be written down, feasible or not."""
        return math.prod(len(options) for options in self.allowed)

    @cached_property
    def option_index(self) -> tuple[dict[str, int], ...]:
        """Give for each issue the index of each option id."""
        return tuple({o: i for i, o in enumerate(issue.option_ids)} for issue in self.case.issues)

    @property
    def is_exact(self) -> bool:
        """Tell whether utilities are taken exactly as typed.

        Else they are rounded to a stated grid.
        """
        return all(evaluation.grid is None for evaluation in self.evaluations)

    @property
    def epsilon(self) -> Fraction:
        """Tell how far the frontier may lie below that of the continuous case; 0: exact.

        The continuous case is the one which the listed numbers stand for. For each package of that
        case some listed one gives every party at least as much, less this. Where totals are
        rounded, one step of the grid comes on top.
        """
        if not any(issue.of_range for issue in self.case.issues):
            return Fraction(0)
        losses = [
            one.numbers.within + (one.numbers.grid or 0)
            for one in self.preferences
            if one.numbers.within
        ]
        return max(losses, default=Fraction(0))

    def raw_utilities(self, packages: npt.NDArray[np.int32]) -> Integers:
        """Give the raw totals (n, p) of packages (n, m) given as option indices."""
        dtype = self.contributions[0].dtype if self.contributions else np.int64
        total: Integers = np.zeros((len(packages), len(self.preferences)), dtype) + np.array(
            self.offsets, dtype
        )
        for j, values in enumerate(self.contributions):
            total += values[packages[:, j]]
        for interaction in self.interactions:
            total[interaction.condition.holds(packages), interaction.party] += interaction.points
        return total

    def evaluate(self, raw: Integers) -> Integers:
        """Give the final totals (n, p) of raw ones: cut and rounded as each party's file says."""
        columns = [evaluation.final(raw[:, p]) for p, evaluation in enumerate(self.evaluations)]
        dtype = object if any(c.dtype == object for c in columns) else np.int64
        return np.stack([c.astype(dtype) for c in columns], axis=1) if columns else raw

    def utilities(self, packages: npt.NDArray[np.int32]) -> Integers:
        """Give the final totals (n, p) of packages (n, m) given as option indices."""
        return self.evaluate(self.raw_utilities(packages))

    def as_utility(self, final: int, party: int) -> Fraction:
        """Give a final integer total on the scale of the source."""
        return Fraction(int(final), self.evaluations[party].final_scale)

    def indices(self, package: Mapping[str, str]) -> npt.NDArray[np.int32]:
        """Give a package of ids as a row of option indices. Raises KeyError on an unknown id."""
        row = [self.option_index[j][package[issue.id]] for j, issue in enumerate(self.case.issues)]
        return np.array([row], np.int32)

    def package(self, row: Sequence[int] | npt.NDArray[np.int32]) -> dict[str, str]:
        """Give a row of option indices as a package of ids."""
        return {
            issue.id: issue.options[int(i)].id
            for issue, i in zip(self.case.issues, row, strict=True)
        }

    def in_zone(self, final: Integers) -> npt.NDArray[np.bool_]:
        """Tell for rows of final totals whether each is at or above every walk-away value."""
        inside = np.ones(len(final), bool)
        for p, floor in enumerate(self.walk_away):
            if floor is not None:
                inside &= (final[:, p] >= floor).astype(bool)
        return inside

    def short(self, final: Sequence[Any]) -> tuple[int, ...]:
        """List the parties (positions) whom final totals leave below their walk-away values."""
        return tuple(
            p for p, floor in enumerate(self.walk_away) if floor is not None and final[p] < floor
        )

    def keeps_rules(
        self, packages: npt.NDArray[np.int32], but: Collection[int] = ()
    ) -> npt.NDArray[np.bool_]:
        """Tell for each row of ``packages`` (n, m) whether it keeps all rules and red lines.

        ``but``: some demands (positions) that it need not keep.
        """
        result = np.ones(len(packages), bool)
        for forbidden in self.forbidden:
            if forbidden.demand not in but:
                result &= ~forbidden.condition.holds(packages)
        for bound in self.sums:
            if bound.demand not in but:
                result &= bound.holds(packages)
        return result

    def broken_demands(self, row: npt.NDArray[np.int32]) -> tuple[int, ...]:
        """List the demands that a package (1, issues) breaks: walk-away values too.

        They are positions in ``demands``.
        """
        broken = {f.demand for f in self.forbidden if f.condition.holds(row)[0]}
        broken |= {bound.demand for bound in self.sums if not bound.holds(row)[0]}
        final = self.utilities(row)[0]
        for p, (floor, demand) in enumerate(
            zip(self.walk_away, self.walk_away_demand, strict=True)
        ):
            if floor is not None and demand is not None and final[p] < floor:
                broken.add(demand)
        return tuple(sorted(broken))

    def is_feasible(self, row: npt.NDArray[np.int32]) -> bool:
        """Tell whether a package keeps all demands but walk-away values."""
        return all(self.demands[d].kind is DemandKind.WALK_AWAY for d in self.broken_demands(row))

    def raw_floors(self) -> tuple[list[int | None], bool]:
        """Give the least raw totals that reach the walk-away values.

        Also tells whether all can be reached at all.
        """
        floors = [
            None if w is None else r.least_raw(w)
            for r, w in zip(self.evaluations, self.walk_away, strict=True)
        ]
        possible = all(
            f is not None or w is None for f, w in zip(floors, self.walk_away, strict=True)
        )
        return floors, possible

    def fixing(self, choices: Mapping[str, str]) -> Problem:
        """Give the same problem with some issues held at one option each."""
        allowed = list(self.allowed)
        for issue_id, option in choices.items():
            j = self.case.issue_ids.index(issue_id)
            allowed[j] = np.array([self.option_index[j][option]], np.int32)
        return replace(self, allowed=tuple(allowed))
