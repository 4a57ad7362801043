"""From words to arrays: a case and one reading of each party's preferences as a `Problem`.

Nobody else does this.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.problem.demand import Demand, DemandKind
from goodoffices.analysis.problem.errors import NotSupported
from goodoffices.analysis.problem.problem import (
    INT64_SAFE,
    CompiledCondition,
    CompiledInteraction,
    Evaluation,
    ForbiddenCondition,
    Problem,
    SumBound,
)
from goodoffices.case import (
    Case,
    Condition,
    CountLimit,
    ForbiddenTogether,
    OnlyIf,
    RestrictionKind,
    SumLimit,
)
from goodoffices.preferences import Preferences

#: Longest common denominator of a party's numbers, in bits.
MOST_SCALE_BITS = 10_000
#: Weights times scores, and points, lie nearer to 0: floating point narrows choices, and ends at
#: 10^308.
LARGEST = 10**100


def compile_case(case: Case, preferences: Sequence[Preferences]) -> Problem:
    """Compile a case and one reading of each party's preferences to a `Problem`.

    ``preferences`` stand in the order in which results list the parties. Raises `NotSupported`
    where a file has no numbers, or intervals or blanks: these are never replaced by a midpoint.
    """
    for one in preferences:
        if not one.has_numbers:
            raise NotSupported(
                f"{one.party}: the reading {one.reading!r} holds positions in words "
                "and no numbers to analyse. Name a reading that has them: --reading NAME."
            )
        if names := one.unsupported():
            raise NotSupported(
                f"{one.party} ({one.reading}): the analysis cannot use these yet: "
                f"{'; '.join(names)}. "
                "Write one number for each, in a reading of its own, to analyse it."
            )
    _check_continuous(case, preferences)
    return _Compiler(case, tuple(preferences)).problem()


def _check_continuous(case: Case, preferences: Sequence[Preferences]) -> None:
    """Check that no rule and no combination names a continuous issue.

    Numbers listed for such an issue stand for its range only then.
    """
    ranges = {issue.id for issue in case.issues if issue.of_range}
    named = {issue for restriction in case.restrictions for issue in restriction.shape.issues}
    for one in preferences:
        named |= {issue for line in one.red_lines for issue in line.condition.issues}
        named |= {
            issue for interaction in one.interactions for issue in interaction.condition.issues
        }
    if both := sorted(ranges & named):
        raise NotSupported(
            f"the issue {both[0]!r} is continuous, and a rule, a red line or points on "
            "combinations name it: the numbers listed then do not "
            "stand for its range. Leave `continuous` out to take the numbers as all there are."
        )


def compiled_conditions(case: Case, conditions: Iterable[Condition]) -> list[CompiledCondition]:
    """Give conditions by indices, without those that nothing can satisfy."""
    compiler = _Compiler(case, ())
    return [
        compiled
        for condition in conditions
        if (compiled := compiler._condition(condition)) is not None
    ]


class _Compiler:
    """Collects demands and arrays while it walks through a case once."""

    def __init__(self, case: Case, preferences: tuple[Preferences, ...]) -> None:
        self.case, self.preferences = case, preferences
        self.position = {issue.id: j for j, issue in enumerate(case.issues)}
        self.demands: list[Demand] = []
        self.forbidden: list[ForbiddenCondition] = []
        self.sums: list[SumBound] = []

    def problem(self) -> Problem:
        worth = [
            [[one.contribution(i.id, o.id) for o in i.options] for i in self.case.issues]
            for one in self.preferences
        ]
        evaluations = tuple(
            self._evaluation(one, worth[p]) for p, one in enumerate(self.preferences)
        )
        values = [
            [
                [int(worth[p][j][i] * e.scale) for p, e in enumerate(evaluations)]
                for i in range(len(issue.options))
            ]
            for j, issue in enumerate(self.case.issues)
        ]
        offsets = [0] * len(self.preferences)
        interactions: list[CompiledInteraction] = []
        for p, (one, evaluation) in enumerate(zip(self.preferences, evaluations, strict=True)):
            for interaction in one.interactions:
                condition = self._condition(interaction.condition)
                points = int(interaction.points * evaluation.scale)
                if condition is None:
                    continue
                if not condition.issues:
                    offsets[p] += points
                elif len(condition.issues) == 1:
                    for i in np.flatnonzero(condition.masks[0]):
                        values[condition.issues[0]][i][p] += points
                else:
                    interactions.append(CompiledInteraction(condition, p, points))
        self._restrictions()
        walk_away, walk_away_demand = self._party_demands(evaluations)
        largest = max(
            (self._largest(values, offsets, interactions, p) for p in range(len(self.preferences))),
            default=0,
        )
        largest = max(
            [largest, *(sum(max(map(abs, a)) for a in s.amounts.values()) for s in self.sums)]
        )
        dtype: Any = np.int64 if largest < INT64_SAFE else object
        return Problem(
            case=self.case,
            preferences=self.preferences,
            contributions=tuple(
                np.array(v, dtype=dtype).reshape(len(v), len(self.preferences)) for v in values
            ),
            offsets=tuple(offsets),
            evaluations=evaluations,
            walk_away=walk_away,
            walk_away_demand=walk_away_demand,
            forbidden=tuple(self.forbidden),
            interactions=tuple(interactions),
            sums=tuple(self.sums),
            demands=tuple(self.demands),
            allowed=tuple(np.arange(len(i.options), dtype=np.int32) for i in self.case.issues),
        )

    @staticmethod
    def _largest(
        values: list[list[list[int]]],
        offsets: list[int],
        interactions: list[CompiledInteraction],
        p: int,
    ) -> int:
        return (
            sum(max(abs(row[p]) for row in v) for v in values)
            + abs(offsets[p])
            + sum(abs(b.points) for b in interactions if b.party == p)
        )

    @staticmethod
    def _evaluation(one: Preferences, worth: list[list[Fraction]]) -> Evaluation:
        numbers = [number for of_issue in worth for number in of_issue]
        numbers += [interaction.points for interaction in one.interactions]
        cut = one.numbers.cut
        if cut is not None:
            numbers.append(cut)
        walk_away = one.exact_walk_away()
        grid = None if one.numbers.grid is None else int(1 / one.numbers.grid)
        if walk_away is not None and grid is None:
            numbers.append(walk_away)
        if any(abs(n) > LARGEST for n in numbers):
            raise NotSupported(
                f"{one.party}: a number is beyond 10^100. Write utilities on a smaller scale."
            )
        scale = math.lcm(*(n.denominator for n in numbers))
        if scale.bit_length() > MOST_SCALE_BITS:
            raise NotSupported(
                f"{one.party}: the fractions have no common denominator of reasonable length. "
                "Write them with fewer digits."
            )
        return Evaluation(scale, None if cut is None else int(cut * scale), grid)

    def _condition(
        self, condition: Condition, *, and_not: tuple[str, frozenset[str]] | None = None
    ) -> CompiledCondition | None:
        """Give a condition by indices, less issues that it leaves free.

        None if nothing can satisfy it.
        """
        masks: dict[int, npt.NDArray[np.bool_]] = {}
        parts = [(issue, allowed, True) for issue, allowed in condition.options]
        if and_not is not None:
            parts.append((*and_not, False))
        for issue_id, options, inside in parts:
            j = self.position[issue_id]
            mask = np.array([(o in options) is inside for o in self.case.issues[j].option_ids])
            masks[j] = masks[j] & mask if j in masks else mask
        if any(not mask.any() for mask in masks.values()):
            return None
        kept = sorted(j for j, mask in masks.items() if not mask.all())
        return CompiledCondition(tuple(kept), tuple(masks[j] for j in kept))

    def _forbid(self, condition: CompiledCondition | None, demand: int) -> None:
        if condition is not None:
            self.forbidden.append(ForbiddenCondition(condition, demand))

    def _restrictions(self) -> None:
        for restriction in self.case.restrictions:
            kind = {
                RestrictionKind.LINKAGE: DemandKind.LINKAGE,
                RestrictionKind.BOUND: DemandKind.BOUND,
                RestrictionKind.LIMIT: DemandKind.LIMIT,
            }[restriction.kind]
            number = len(self.demands)
            self.demands.append(
                Demand(
                    kind=kind, party=restriction.holder, id=restriction.id, restriction=restriction
                )
            )
            shape = restriction.shape
            if isinstance(shape, ForbiddenTogether):
                self._forbid(self._condition(shape.condition), number)
            elif isinstance(shape, OnlyIf):
                for part in shape.then.options:
                    self._forbid(self._condition(shape.when, and_not=part), number)
            else:
                self.sums.append(
                    self._sum(shape.as_sum() if isinstance(shape, CountLimit) else shape, number)
                )

    def _sum(self, limit: SumLimit, demand: int) -> SumBound:
        numbers = [amount for _, amounts in limit.amounts for _, amount in amounts]
        numbers += [bound for bound in (limit.at_least, limit.at_most) if bound is not None]
        scale = math.lcm(*(n.denominator for n in numbers))
        scaled = {}
        for issue_id, amounts in limit.amounts:
            j, of_option = self.position[issue_id], dict(amounts)
            scaled[j] = tuple(
                int(of_option.get(o, Fraction(0)) * scale) for o in self.case.issues[j].option_ids
            )
        lower, upper = (
            None if b is None else int(b * scale) for b in (limit.at_least, limit.at_most)
        )
        return SumBound(scaled, lower, upper, demand)

    def _party_demands(
        self, evaluations: tuple[Evaluation, ...]
    ) -> tuple[tuple[int | None, ...], tuple[int | None, ...]]:
        for one in self.preferences:
            for line in one.red_lines:
                self._forbid(self._condition(line.condition), len(self.demands))
                self.demands.append(
                    Demand(kind=DemandKind.RED_LINE, party=one.party, id=line.id, red_line=line)
                )
        floors: list[int | None] = []
        numbers: list[int | None] = []
        for one, evaluation in zip(self.preferences, evaluations, strict=True):
            value = one.exact_walk_away()
            floors.append(None if value is None else int(value * evaluation.final_scale))
            numbers.append(None if value is None else len(self.demands))
            if value is not None:
                self.demands.append(
                    Demand(kind=DemandKind.WALK_AWAY, party=one.party, id="walk_away", value=value)
                )
        return tuple(floors), tuple(numbers)
