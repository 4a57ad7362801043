"""Log-rolls: pairs of issues on which two parties set their priorities the other way round.

On each of two issues the parties want different options. In a log-roll each party has its way on
the issue that matters more to it. Against the reverse exchange both gain; against meeting halfway
on both issues each gains half of that. Interactions and other parties are left out of the sums
(other parties' changes are listed).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from goodoffices.analysis.engine.feasible_package import package_meeting
from goodoffices.analysis.problem.demand import DemandKind
from goodoffices.analysis.problem.errors import AnalysisError, OutOfTime
from goodoffices.analysis.problem.limits import Limits
from goodoffices.analysis.problem.problem import Problem

#: Log-rolls that a result lists.
LISTED = 5
#: Candidates whose feasibility is looked into.
TRIED = 40


@dataclass(frozen=True, kw_only=True)
class LogRoll:
    """``parties[0]`` has its way on ``issues[0]``, ``parties[1]`` on ``issues[1]``.

    ``options``: what is then agreed on the two issues; ``reverse``: what the other way round would
    be. ``gains``: each of the two parties' points over the reverse exchange. ``others``: the same
    for all other parties, by position.
    """

    parties: tuple[int, int]
    issues: tuple[int, int]
    options: tuple[int, int]
    reverse: tuple[int, int]
    gains: tuple[Fraction, Fraction]
    others: tuple[tuple[int, Fraction], ...]


def log_rolls(problem: Problem, limits: Limits | None = None) -> tuple[LogRoll, ...]:
    """List the best log-rolls that some feasible package contains: greatest smaller gain first.

    Cost: a constant number of feasibility questions, and one step for each pair of issues and
    parties.
    """
    n = len(problem.preferences)
    candidates = [
        roll for a in range(n) for b in range(a + 1, n) for roll in _between(problem, a, b)
    ]
    candidates.sort(key=lambda r: (-min(r.gains), -sum(r.gains), r.parties, r.issues))
    hard = [
        d for d, demand in enumerate(problem.demands) if demand.kind is not DemandKind.WALK_AWAY
    ]
    found: list[LogRoll] = []
    for roll in candidates[:TRIED]:
        if len(found) == LISTED:
            break
        choices = {
            problem.case.issues[j].id: problem.case.issues[j].options[o].id
            for j, o in zip(roll.issues, roll.options, strict=True)
        }
        try:
            feasible = (
                package_meeting(problem.fixing(choices), hard, limits or Limits()) is not None
            )
        except OutOfTime:
            raise
        except AnalysisError:
            feasible = False
        if feasible:
            found.append(roll)
    return tuple(found)


def log_rolls_in(problem: Problem, package: Sequence[int]) -> tuple[LogRoll, ...]:
    """List the log-rolls that a package contains: those that cost no other party anything first.

    Then the greatest smaller gain is first. Each issue is named once. Cost: one step for each pair
    of issues and parties.
    """
    n = len(problem.preferences)
    held = [
        roll for a in range(n) for b in range(a + 1, n) for roll in _between(problem, a, b, package)
    ]
    held.sort(
        key=lambda r: (any(change < 0 for _, change in r.others), -min(r.gains), -sum(r.gains))
    )
    found: list[LogRoll] = []
    for roll in held:
        if not {*roll.issues} & {j for one in found for j in one.issues}:
            found.append(roll)
    return tuple(found[:LISTED])


def _between(
    problem: Problem, a: int, b: int, package: Sequence[int] | None = None
) -> list[LogRoll]:
    """List the log-rolls between two parties, those of one package where one is given."""
    scales = [r.scale for r in problem.evaluations]
    best: list[tuple[int, int]] = []
    ranges: list[tuple[Fraction, Fraction]] = []
    for j, values in enumerate(problem.contributions):
        rows = [(int(values[o, a]), int(values[o, b]), int(o)) for o in problem.allowed[j]]
        best_a = max(rows, key=lambda r: (r[0], r[1], -r[2]))
        best_b = max(rows, key=lambda r: (r[1], r[0], -r[2]))
        best.append((best_a[2], best_b[2]))
        ranges.append(
            (Fraction(best_a[0] - best_b[0], scales[a]), Fraction(best_b[1] - best_a[1], scales[b]))
        )
    rough = np.array([[float(x), float(y)] for x, y in ranges]).reshape(len(ranges), 2)
    gain_a = rough[:, None, 0] - rough[None, :, 0]
    gain_b = rough[None, :, 1] - rough[:, None, 1]
    both = np.minimum(gain_a, gain_b)
    order = np.argsort(-both, axis=None, kind="stable")
    order = order[: TRIED * 2] if package is None else order
    rolls = []
    for i, j in zip(*np.unravel_index(order, both.shape), strict=True):
        gains = (ranges[i][0] - ranges[j][0], ranges[j][1] - ranges[i][1])
        if i == j or min(gains) <= 0 or min(*ranges[i], *ranges[j]) <= 0:
            continue
        options, reverse = (best[i][0], best[j][1]), (best[i][1], best[j][0])
        if package is not None and options != (int(package[i]), int(package[j])):
            continue
        others = []
        for p in range(len(problem.preferences)):
            if p not in (a, b):
                change = sum(
                    int(problem.contributions[k][o, p]) - int(problem.contributions[k][r, p])
                    for k, o, r in zip((i, j), options, reverse, strict=True)
                )
                others.append((p, Fraction(change, scales[p])))
        rolls.append(
            LogRoll(
                parties=(a, b),
                issues=(int(i), int(j)),
                options=options,
                reverse=reverse,
                gains=gains,
                others=tuple(others),
            )
        )
    return rolls
