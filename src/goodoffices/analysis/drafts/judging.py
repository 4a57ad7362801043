"""How good a draft is: a whole package, or some options of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.drafts.concessions import Concession, concessions
from goodoffices.analysis.drafts.contingent_terms import ContingentTerm, contingent_terms
from goodoffices.analysis.drafts.improvements import Improvements, improvements, spans_of
from goodoffices.analysis.drafts.order_of_steps import Order, order_of_steps
from goodoffices.analysis.drafts.side_payments import Payments, inducement, side_payment
from goodoffices.analysis.frontier.frontier import Frontier, pareto_frontier
from goodoffices.analysis.problem.errors import FrontierTooLarge, GroupTooLarge, OutOfTime
from goodoffices.analysis.problem.limits import Limits
from goodoffices.analysis.problem.problem import Integers, Problem


@dataclass(frozen=True, kw_only=True)
class DraftStudy:
    """What would make a feasible draft better, and what it would take to carry it out.

    ``inducement``, ``side_payment``: of this package alone, where somebody would rather walk away.
    None where nobody would, or points are not told in money.
    """

    improvements: Improvements
    concessions: tuple[Concession, ...]
    order: Order
    contingent: tuple[ContingentTerm, ...]
    inducement: Payments | None
    side_payment: Payments | None


@dataclass(frozen=True, kw_only=True)
class WholeDraft:
    """A draft that settles every issue.

    - ``utilities``: final totals.
    - ``broken``: demands that it breaks.
    - ``dominated_by``: rows of the frontier that are at least as good for all and better for one,
      the one best for the party that gains least first.
    - ``efficient`` is None for a draft that is not feasible: it is neither efficient nor dominated.
    - ``study``: None where it is not feasible, or the frontier is not whole.
    - ``better``: the row of these that a report shows: the one by which the gains of all grow most
      in the same measure, where `taken` is below 1; else the first in the zone, else the first.
    - ``taken``: how much it takes of what it could give all parties at once: the gains over their
      walk-away values that it gives, as a share of the most by which all of them can grow together
      (M. J. Farrell 1957, The measurement of productive efficiency). 1: no package gives everybody
      more. None where the frontier is not whole, or somebody gains nothing or has no such value.
    """

    package: tuple[int, ...]
    utilities: tuple[int, ...]
    broken: tuple[int, ...]
    efficient: bool | None
    dominated_by: tuple[int, ...]
    better: int | None = None
    study: DraftStudy | None = None
    taken: Fraction | None = None


@dataclass(frozen=True)
class PartialDraft:
    """A draft that leaves issues open.

    - ``frontier``: the efficient ways of completing it (packages that keep its options, compared
      with one another). None where they are too many to list, or time ended.
    - ``in_zone`` and ``efficient`` say which of them lie in the zone, and which nothing outside the
      draft dominates.
    - ``efficient`` is None where the whole frontier is not known.
    """

    choices: Mapping[str, str]
    frontier: Frontier | None
    in_zone: npt.NDArray[np.bool_]
    efficient: npt.NDArray[np.bool_] | None


def judge_draft(
    problem: Problem,
    frontier: Frontier,
    choices: Mapping[str, str],
    limits: Limits | None = None,
    *,
    whole: bool = True,
) -> WholeDraft | PartialDraft:
    """Judge a draft, given by issue and option ids. Exact.

    ``whole``: the frontier holds all efficient packages.
    """
    if len(choices) == len(problem.case.issues):
        draft = _whole(problem, frontier, choices)
        if not whole or draft.efficient is None:
            return draft
        study = _study(problem, frontier, draft, limits or Limits())
        grown = _grown_most(problem, frontier, draft.utilities)
        if grown is None:
            return replace(draft, study=study)
        row, taken = grown
        return replace(draft, study=study, taken=taken, better=row if taken < 1 else draft.better)
    try:
        completed = pareto_frontier(problem.fixing(choices), limits)
    except (FrontierTooLarge, GroupTooLarge, OutOfTime):
        return PartialDraft(dict(choices), None, np.zeros(0, bool), None)
    efficient = None
    if whole:
        known = {tuple(row) for row in frontier.utilities.tolist()}
        efficient = np.array([tuple(row) in known for row in completed.utilities.tolist()], bool)
    return PartialDraft(dict(choices), completed, problem.in_zone(completed.utilities), efficient)


def _whole(problem: Problem, frontier: Frontier, choices: Mapping[str, str]) -> WholeDraft:
    row = problem.indices(choices)
    utilities = problem.utilities(row)[0]
    package = tuple(int(i) for i in row[0])
    totals = tuple(int(u) for u in utilities)
    broken = problem.broken_demands(row)
    if not problem.is_feasible(row):
        return WholeDraft(
            package=package, utilities=totals, broken=broken, efficient=None, dominated_by=()
        )
    better = _dominating(problem, frontier.utilities, utilities)
    in_zone = problem.in_zone(frontier.utilities)
    return WholeDraft(
        package=package,
        utilities=totals,
        broken=broken,
        efficient=not better,
        dominated_by=better,
        better=next((row for row in better if in_zone[row]), better[0] if better else None),
    )


def _study(problem: Problem, frontier: Frontier, draft: WholeDraft, limits: Limits) -> DraftStudy:
    package, alone = draft.package, np.array([draft.utilities], object)
    short = bool(draft.broken)
    return DraftStudy(
        improvements=improvements(problem, frontier, package, limits),
        concessions=concessions(problem, package),
        order=order_of_steps(problem, package),
        contingent=contingent_terms(problem, package, spans_of(problem, frontier)),
        inducement=inducement(problem, alone) if short else None,
        side_payment=side_payment(problem, alone) if short else None,
    )


def _grown_most(
    problem: Problem, frontier: Frontier, utilities: Sequence[int]
) -> tuple[int, Fraction] | None:
    """Find the row by which all gains grow most in the same measure, and what a draft takes of it.

    Of several the one with the greatest sum of growths. See `WholeDraft.taken`.
    """
    floors = problem.walk_away
    gains = [u - f for u, f in zip(utilities, floors, strict=True) if f is not None]
    if len(gains) < len(utilities) or min(gains) <= 0:
        return None

    def growths(row: int) -> list[Fraction]:
        return [
            Fraction(int(u) - int(f or 0), gain)
            for u, f, gain in zip(frontier.utilities[row], floors, gains, strict=True)
        ]

    best = max(range(len(frontier)), key=lambda row: (min(growths(row)), sum(growths(row)), -row))
    return best, 1 / min(growths(best))


def _dominating(problem: Problem, points: Integers, utilities: Integers) -> tuple[int, ...]:
    rows = np.flatnonzero((points >= utilities).all(axis=1) & (points > utilities).any(axis=1))

    def gains(i: int) -> list[float]:
        return sorted(
            (int(points[i, p]) - int(utilities[p])) / r.final_scale
            for p, r in enumerate(problem.evaluations)
        )

    return tuple(sorted((int(i) for i in rows), key=gains, reverse=True))
