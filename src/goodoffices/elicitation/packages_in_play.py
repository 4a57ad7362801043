"""Packages whose order matters: those still in play.

They are those that a party itself would look at first, or those still in play between all. For a
party itself they come from the public case and its own answers alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.frontier.frontier import pareto_frontier
from goodoffices.analysis.problem.compiling import compile_case
from goodoffices.analysis.problem.errors import AnalysisError
from goodoffices.analysis.problem.limits import Limits
from goodoffices.analysis.problem.problem import Problem
from goodoffices.case import Case
from goodoffices.elicitation.fit import Fitted
from goodoffices.preferences import Preferences

#: Packages that are drawn to choose among, those that are kept: the best by the middle of what is
#: known, and some below.
DRAWN, BEST, BELOW = 4_000, 10, 4
#: Combinations of the others' readings that are looked at, and packages kept of all of them.
MOST_COMBINATIONS, MOST_IN_PLAY = 16, 14

Rows = npt.NDArray[np.int32]


@dataclass(frozen=True)
class InPlay:
    """Packages in play, for one party.

    ``problem``: the party's own, by the middle of what is known. ``packages``: option indices, the
    best by that middle first.
    """

    problem: Problem
    packages: Rows


def own_packages(case: Case, fitted: Fitted, seed: int = 0) -> InPlay:
    """Find the packages that the party would put first, and a few spread below.

    They are feasible by the public rules and its own red lines.
    """
    problem = _by_points(compile_case(case, [fitted.middle()]), fitted)
    pool = _pool(problem, seed)
    if not len(pool):
        return InPlay(problem, pool)
    order = np.argsort(-problem.raw_utilities(pool)[:, 0].astype(float), kind="stable")
    below = (
        order[BEST:][np.linspace(0, len(order) - BEST - 1, BELOW).round().astype(int)]
        if len(order) > BEST + BELOW
        else order[BEST:]
    )
    return InPlay(problem, pool[np.concatenate([order[:BEST], below]).astype(int)])


def packages_between_all(
    case: Case, fitted: Fitted, others: Sequence[Sequence[Preferences]], limits: Limits
) -> InPlay:
    """Find the efficient packages in the zone, over combinations of the others' readings.

    Where there are none, these are the party's own ones. ``others``: for each other party its
    readings with certain numbers, at least one.
    """
    middle = fitted.middle()
    own = compile_case(case, [middle])
    found: dict[tuple[int, ...], None] = {}
    share = max(2, MOST_IN_PLAY // min(MOST_COMBINATIONS, math.prod(map(len, others))))
    for chosen in islice(product(*others), MOST_COMBINATIONS):
        problem = _by_points(compile_case(case, [middle, *chosen]), fitted)
        try:
            frontier = pareto_frontier(problem, limits)
        except AnalysisError:
            continue
        inside = frontier.packages[problem.in_zone(frontier.utilities)]
        rows = inside if len(inside) else frontier.packages
        for k in (
            np.unique(np.linspace(0, len(rows) - 1, share).round().astype(int)) if len(rows) else ()
        ):
            found.setdefault(tuple(int(i) for i in rows[k]))
    if not found:
        return own_packages(case, fitted)
    packages = np.array(list(found)[:MOST_IN_PLAY], np.int32)
    return InPlay(
        own, packages[np.argsort(-own.raw_utilities(packages)[:, 0].astype(float), kind="stable")]
    )


def _by_points(problem: Problem, fitted: Fitted) -> Problem:
    """Keep of the problem only options that are asked for.

    Of what lies between two numbers of a scale nothing was said, so it is not ordered.
    """
    allowed = [
        np.array([issue.option_ids.index(o) for o in fitted.answers.points(issue.id)], np.int32)
        for issue in problem.case.issues
    ]
    return replace(problem, allowed=tuple(allowed))


def _pool(problem: Problem, seed: int) -> Rows:
    """Gather packages to choose among: all feasible ones where they are few.

    Where they are many, some are drawn at random, and the best for the party are added that can be
    had by changing one issue after another, with their neighbours.
    """
    sizes = [len(options) for options in problem.allowed]
    if problem.n_packages <= DRAWN:
        places = np.unravel_index(np.arange(problem.n_packages), sizes)
        drawn = np.stack(
            [options[k] for options, k in zip(problem.allowed, places, strict=True)], axis=1
        )
        return drawn[problem.keeps_rules(drawn)]
    random = np.random.default_rng(seed)
    drawn = np.stack([random.choice(options, DRAWN) for options in problem.allowed], axis=1).astype(
        np.int32
    )
    pool = drawn[problem.keeps_rules(drawn)]
    best = (
        pool[np.argsort(-problem.raw_utilities(pool)[:, 0].astype(float), kind="stable")[:5]]
        if len(pool)
        else pool
    )
    near = [_better(problem, row) for row in best]
    around = [_neighbours(problem, row) for row in near]
    everything = np.concatenate([pool, *[row[None, :] for row in near], *around]) if near else pool
    return np.unique(everything, axis=0)


def _neighbours(problem: Problem, row: Rows) -> Rows:
    """List the feasible packages that differ from one in a single issue."""
    found = []
    for j, options in enumerate(problem.allowed):
        changed = np.repeat(row[None, :], len(options), axis=0)
        changed[:, j] = options
        found.append(changed)
    rows = np.concatenate(found)
    return rows[problem.keeps_rules(rows)]


def _better(problem: Problem, row: Rows) -> Rows:
    while True:
        near = _neighbours(problem, row)
        worth = problem.raw_utilities(near)[:, 0]
        best = int(np.argmax(worth.astype(float)))
        if worth[best] <= problem.raw_utilities(row[None, :])[0, 0]:
            return row
        row = near[best]
