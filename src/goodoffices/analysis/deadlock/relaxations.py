"""What would open an agreement where none is possible: the smallest relaxations. Exact.

They say the fewest demands that must move, how far, and which packages come near. Bounds of law or
of the mandate are never proposed.

Sets of demands are compared by their number; amounts only within one kind, such as points of one
party's walk-away value. The fewest demands are a smallest set that hits every conflict. A set that
does not open an agreement shows a conflict that was not known (implicit hitting sets: Reiter 1987).

References
----------
R. Reiter (1987), A theory of diagnosis from first principles, Artificial Intelligence 32(1), 57-95.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.deadlock.all_conflicts import Questions, TooManyQuestions
from goodoffices.analysis.deadlock.minimal_conflict import Conflict, shrunk
from goodoffices.analysis.engine.dominance import undominated
from goodoffices.analysis.engine.elimination import efficient_totals
from goodoffices.analysis.frontier.frontier import Frontier
from goodoffices.analysis.problem.coordinates import (
    Coordinate,
    demand_coordinates,
    forbidden_conditions,
    limit_coordinates,
    party_coordinate,
)
from goodoffices.analysis.problem.demand import DemandKind
from goodoffices.analysis.problem.errors import FrontierTooLarge, GroupTooLarge, OutOfTime
from goodoffices.analysis.problem.limits import Limits
from goodoffices.analysis.problem.problem import Evaluation, Integers, Problem
from goodoffices.case.linkages_and_limits import SumLimit

#: Relaxations and near-agreements that are named.
MOST_RELAXATIONS, MOST_NEAR = 10, 3


@dataclass(frozen=True)
class Change:
    """One demand that moves: from a value to another, on the scale of the source.

    Both values are None where it is given up.
    """

    demand: int
    from_: Fraction | None
    to: Fraction | None


@dataclass(frozen=True, kw_only=True)
class Relaxation:
    """Demands that move, and a package (option indices) that this opens.

    ``least``: exactly one amount moves, and no package opens with less of it. Of several amounts a
    smaller one would need another to be larger.
    ``is_nearest``: False where finding the smallest move would take too long, and any package that
    opens is named.
    """

    changes: tuple[Change, ...]
    package: tuple[int, ...]
    utilities: tuple[int, ...]
    least: bool
    is_nearest: bool = True


@dataclass(frozen=True, kw_only=True)
class Relaxations:
    """The smallest relaxations by number of demands.

    - ``fewest``: that number. None where it was not found out, or no demand that may be moved helps
      (``impossible``).
    - ``complete``: no other has as few.
    - ``conflicts``: minimal conflicts that prove that fewer do not do.
    """

    found: tuple[Relaxation, ...]
    fewest: int | None
    complete: bool
    impossible: bool
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True)
class NearAgreement:
    """A feasible package and what each party lacks to its walk-away value there.

    No other package is nearer for one party and no farther for another.
    """

    package: tuple[int, ...]
    utilities: tuple[int, ...]
    shortfalls: tuple[Fraction, ...]


def smallest_relaxations(
    problem: Problem, known: Sequence[Conflict], limits: Limits, most: int = MOST_RELAXATIONS
) -> Relaxations:
    """Find the fewest demands that must move for an agreement to be possible.

    ``known``: at least one minimal conflict.
    """
    questions, conflicts = Questions(problem, limits), list(known)
    everything = frozenset(range(len(problem.demands)))
    fixed = frozenset(d for d in everything if problem.demands[d].kind is DemandKind.BOUND)
    opened: dict[frozenset[int], npt.NDArray[np.int32]] = {}
    size = 1
    try:
        while True:
            if any(fixed.issuperset(c.demands) for c in conflicts):
                return Relaxations(
                    found=(),
                    fewest=None,
                    complete=True,
                    impossible=True,
                    conflicts=tuple(conflicts),
                )
            untried = _untried(conflicts, fixed, opened, size)
            if not untried:
                if opened:
                    break
                size += 1
                continue
            for some in untried:
                package = questions.meets(everything - some)
                if package is None:
                    conflicts.append(shrunk(problem, sorted(everything - some), questions.meets))
                    break
                opened[some] = package
                if len(opened) > most:
                    break
            if len(opened) > most:
                break
    except TooManyQuestions:
        # What was opened at this size is not known to be all; nor, without any, that this size is
        # the smallest that does.
        found = [_relaxation(problem, s, package, limits) for s, package in opened.items()]
        return Relaxations(
            found=tuple(found),
            fewest=size if opened else None,
            complete=False,
            impossible=False,
            conflicts=tuple(conflicts),
        )
    found = [_relaxation(problem, s, package, limits) for s, package in list(opened.items())[:most]]
    return Relaxations(
        found=tuple(sorted(found, key=_in_order)),
        fewest=size,
        complete=len(opened) <= most,
        impossible=False,
        conflicts=tuple(conflicts),
    )


def _untried(
    conflicts: Sequence[Conflict],
    fixed: frozenset[int],
    opened: Collection[frozenset[int]],
    size: int,
) -> list[frozenset[int]]:
    """List the sets of demands that hit every conflict and were not seen to open an agreement."""
    return [
        s
        for s in hitting_sets([frozenset(c.demands) - fixed for c in conflicts], size)
        if s not in opened
    ]


def hitting_sets(sets: Sequence[frozenset[int]], size: int) -> Iterator[frozenset[int]]:
    """List all sets that share a member with each of some sets (hitting sets).

    They have at most ``size`` members, each of them needed.
    """
    seen: set[frozenset[int]] = set()

    def extended(chosen: frozenset[int]) -> Iterator[frozenset[int]]:
        missed = next((s for s in sets if not s & chosen), None)
        if missed is None:
            if chosen not in seen and all(any(s & chosen == {d} for s in sets) for d in chosen):
                seen.add(chosen)
                yield chosen
        elif len(chosen) < size:
            for member in sorted(missed):
                yield from extended(chosen | {member})

    yield from extended(frozenset())


def _in_order(relaxation: Relaxation) -> tuple[int, ...]:
    return tuple(c.demand for c in relaxation.changes)


def _relaxation(
    problem: Problem, moved: Collection[int], package: npt.NDArray[np.int32], limits: Limits
) -> Relaxation:
    """Find how far demands must move, and a package that this opens.

    It is the package given where a better one would take too long to find.
    """
    with_amounts = [d for d in sorted(moved) if _amount_of(problem, d) is not None]
    exact = True
    try:
        package = _nearest(problem, moved, with_amounts, limits)
    except (FrontierTooLarge, GroupTooLarge, OutOfTime):
        exact = False
    row = package[None, :]
    changes = []
    for demand in sorted(moved):
        limit = _amount_of(problem, demand)
        changes.append(
            Change(demand, limit, None if limit is None else _reached(problem, demand, row))
        )
    utilities = tuple(int(u) for u in problem.utilities(row)[0])
    return Relaxation(
        changes=tuple(changes),
        package=tuple(int(i) for i in package),
        utilities=utilities,
        least=exact and len(with_amounts) == 1,
        is_nearest=exact,
    )


def _amount_of(problem: Problem, demand: int) -> Fraction | None:
    """Give what a demand asks for as an amount, where it is one.

    A sum between two limits is one only where one side is open.
    """
    one = problem.demands[demand]
    if one.kind is DemandKind.WALK_AWAY:
        p = problem.walk_away_demand.index(demand)
        floor = problem.walk_away[p]
        return None if floor is None else problem.as_utility(floor, p)
    shape = None if one.restriction is None else one.restriction.shape
    if not isinstance(shape, SumLimit) or (shape.at_least is None) == (shape.at_most is None):
        return None
    return shape.at_least if shape.at_most is None else shape.at_most


def _reached(problem: Problem, demand: int, row: npt.NDArray[np.int32]) -> Fraction:
    one = problem.demands[demand]
    if one.kind is DemandKind.WALK_AWAY:
        p = problem.walk_away_demand.index(demand)
        return problem.as_utility(int(problem.utilities(row)[0, p]), p)
    assert one.restriction is not None
    assert isinstance(one.restriction.shape, SumLimit)
    return one.restriction.shape.total(problem.package(row[0]))


def _nearest(
    problem: Problem, moved: Collection[int], with_amounts: Sequence[int], limits: Limits
) -> npt.NDArray[np.int32]:
    """Find a package that keeps all other demands and moves the amounts least.

    No package that keeps them dominates it in the amounts.
    """
    kept = [d for d in range(len(problem.demands)) if d not in moved]
    floors = demand_coordinates(problem, kept)
    assert floors is not None
    amounts = [c for d in with_amounts for c in _coordinates_of(problem, d)]
    forbidden = forbidden_conditions(problem, kept)
    if amounts:
        front = efficient_totals(problem, [*amounts, *floors], forbidden, limits)
        evaluations = [_evaluation_of(problem, d) for d in with_amounts]
        values = _read(front.values[:, : len(amounts)], evaluations)
        least = values[_least_moved(values, amounts)]
        # A total that is cut or rounded may be reached by less than the one found: its least is
        # asked for.
        floors += [
            _with_floor(c, int(v) if r is None else r.least_raw(int(v)) or 0)
            for c, v, r in zip(amounts, least, evaluations, strict=True)
        ]
    parties = [party_coordinate(problem, p) for p in range(len(problem.preferences))]
    front = efficient_totals(problem, [*parties, *floors], forbidden, limits)
    values = _read(front.values[:, : len(parties)], problem.evaluations)
    chosen: npt.NDArray[np.int32] = front.packages()[_least_moved(values, parties)]
    return chosen


def _evaluation_of(problem: Problem, demand: int) -> Evaluation | None:
    """Tell how a demand's amount is read where it is a party's utility.

    None for a sum, which is taken as it is.
    """
    if problem.demands[demand].kind is not DemandKind.WALK_AWAY:
        return None
    return problem.evaluations[problem.walk_away_demand.index(demand)]


def _read(raw: Integers, evaluations: Sequence[Evaluation | None]) -> Integers:
    """Read totals column by column.

    Only what is left of a difference after cutting and rounding counts.
    """
    columns = [
        raw[:, c] if evaluation is None else evaluation.final(raw[:, c])
        for c, evaluation in enumerate(evaluations)
    ]
    return np.stack([c.astype(object) for c in columns], axis=1)


def _coordinates_of(problem: Problem, demand: int) -> list[Coordinate]:
    """Give a demand's amount as something of which more is better."""
    if problem.demands[demand].kind is DemandKind.WALK_AWAY:
        return [party_coordinate(problem, problem.walk_away_demand.index(demand))]
    return [
        Coordinate(values=c.values, conditions=c.conditions, offset=c.offset)
        for c in limit_coordinates(problem, [demand])
    ]


def _with_floor(coordinate: Coordinate, floor: int) -> Coordinate:
    return Coordinate(
        values=coordinate.values,
        conditions=coordinate.conditions,
        offset=coordinate.offset,
        floor=floor,
        objective=False,
    )


def _least_moved(values: Integers, coordinates: Sequence[Coordinate]) -> int:
    """Choose the row whose worst place is best, by leximin.

    A place lies between the best here and the worst there can be. This is a choice, since it
    compares amounts of different things.
    """
    spans = []
    for c in coordinates:
        spread = sum(int(v.max()) - int(v.min()) for v in c.values.values()) + sum(
            abs(points) for _, points in c.conditions
        )
        spans.append(max(1, spread))
    best = [int(x) for x in values.max(axis=0)]

    def shares(row: int) -> list[Fraction]:
        return sorted(
            (Fraction(int(v) - b, s) for v, b, s in zip(values[row], best, spans, strict=True))
        )

    return max(
        range(len(values)), key=lambda row: (shares(row), tuple(int(v) for v in values[row]))
    )


def near_agreements(
    problem: Problem, frontier: Frontier, most: int = MOST_NEAR
) -> tuple[tuple[NearAgreement, ...], int]:
    """List packages of the whole frontier that come nearest to all walk-away values.

    Those with the fewest parties short stand first, then those with the smallest greatest
    shortfall. The second result says how many there are in all.
    Shortfalls are compared as shares of what each party's best package on the frontier gives it
    beyond its worst there: a choice.
    """
    if not len(frontier):
        return (), 0
    floors = [
        floor if floor is not None else int(frontier.utilities[:, p].min())
        for p, floor in enumerate(problem.walk_away)
    ]
    # Walk-away values may be longer than any utility.
    lacking = np.maximum(np.array(floors, object) - frontier.utilities, 0)
    rows = undominated(-lacking)
    found = {
        tuple(problem.as_utility(int(s), p) for p, s in enumerate(lacking[row])): int(row)
        for row in rows
    }
    columns = range(len(problem.walk_away))
    spans = [
        problem.as_utility(
            int(frontier.utilities[:, p].max()) - int(frontier.utilities[:, p].min()), p
        )
        or Fraction(1)
        for p in columns
    ]

    def distance(v: tuple[Fraction, ...]) -> tuple[int, list[Fraction]]:
        return sum(s > 0 for s in v), sorted(
            (s / span for s, span in zip(v, spans, strict=True)), reverse=True
        )

    nearest = tuple(
        NearAgreement(
            tuple(frontier.packages[found[v]].tolist()),
            tuple(frontier.utilities[found[v]].tolist()),
            v,
        )
        for v in sorted(found, key=distance)[:most]
    )
    return nearest, len(found)
