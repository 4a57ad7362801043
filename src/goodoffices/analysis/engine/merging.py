"""Which options of tied issues can matter to the frontier.

Options that no condition tells apart are merged, useless ones dropped.

An option is useless where another of the same issue is worth at least as much to every coordinate
by itself, lies in every condition that brings points, and in no condition that costs points or is
forbidden, unless the first lies there, too. Whatever else a package holds, the other option then
does at least as well.
Conditions that no option left can reach disappear. Those that all options left lie in lose the
issue, which may make more options useless. So this goes on until nothing changes, and the issues
may then fall into parts that nothing ties.

Frontiers and feasibility are not changed by this. Numbers of packages are: they are not counted so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.engine.dominance import undominated
from goodoffices.analysis.engine.linked_issues import connected
from goodoffices.analysis.problem.coordinates import Coordinate
from goodoffices.analysis.problem.problem import CompiledCondition, Integers, Problem

Mask = npt.NDArray[np.bool_]


@dataclass
class Term:
    """A condition over the options left: what it adds to each coordinate.

    None where no package may lie in it.
    """

    masks: dict[int, Mask]
    points: Integers | None


@dataclass
class TiedIssues:
    """Issues that are solved together: options left, what these are worth, and the conditions.

    ``options[j]`` are option indices of the problem. Rows of ``values[j]`` (options left,
    coordinates) and the masks of ``terms`` follow them. ``constant`` is added to every package.
    Empty ``options`` of an issue: nothing is feasible.
    """

    options: dict[int, npt.NDArray[np.int32]]
    values: dict[int, Integers]
    terms: list[Term]
    constant: Integers

    @property
    def is_feasible(self) -> bool:
        """Tell whether each issue has an option left.

        Conditions over several issues may still forbid all packages.
        """
        return all(len(o) for o in self.options.values())


def tied_parts(
    problem: Problem,
    issues: Sequence[int],
    coordinates: Sequence[Coordinate],
    forbidden: Sequence[CompiledCondition],
) -> list[TiedIssues]:
    """Drop useless options of tied issues, and split these into the parts that are still tied."""
    tied = _as_tied(problem, issues, coordinates, forbidden)
    while tied.is_feasible and (_simplified(tied) or _thinned(tied)):
        pass
    return _split(tied)


def _as_tied(
    problem: Problem,
    issues: Sequence[int],
    coordinates: Sequence[Coordinate],
    forbidden: Sequence[CompiledCondition],
) -> TiedIssues:
    dtype: Any = problem.contributions[0].dtype
    options = {j: problem.allowed[j] for j in issues}
    values = {}
    for j in issues:
        columns = [
            c.values[j][options[j]] if j in c.values else np.zeros(len(options[j]), dtype)
            for c in coordinates
        ]
        values[j] = (
            np.stack(columns, axis=1).astype(dtype)
            if columns
            else np.zeros((len(options[j]), 0), dtype)
        )
    terms = []
    for k, coordinate in enumerate(coordinates):
        for condition, points in coordinate.conditions:
            if condition.issues[0] in options:
                worth = np.zeros(len(coordinates), dtype)
                worth[k] = points
                terms.append(Term(_masks(condition, options), worth))
    terms += [
        Term(_masks(condition, options), None)
        for condition in forbidden
        if not condition.issues or condition.issues[0] in options
    ]
    return TiedIssues(options, values, terms, np.zeros(len(coordinates), dtype))


def _masks(
    condition: CompiledCondition, options: dict[int, npt.NDArray[np.int32]]
) -> dict[int, Mask]:
    return {j: mask[options[j]] for j, mask in zip(condition.issues, condition.masks, strict=True)}


def _simplified(tied: TiedIssues) -> bool:
    """Take conditions apart that say less than they seem to; tell whether anything changed."""
    changed, kept = False, []
    for term in tied.terms:
        if any(not mask.any() for mask in term.masks.values()):
            changed = True
            continue
        masks = {j: mask for j, mask in term.masks.items() if not mask.all()}
        changed |= len(masks) < len(term.masks)
        if len(masks) > 1:
            kept.append(Term(masks, term.points))
            continue
        changed = True
        if term.points is None:
            _forbid(tied, masks, kept)
        elif masks:
            ((j, mask),) = masks.items()
            tied.values[j][mask] += term.points
        else:
            tied.constant = tied.constant + term.points
    tied.terms = kept if not changed else [t for t in kept if t.masks]
    return changed


def _forbid(tied: TiedIssues, masks: dict[int, Mask], waiting: list[Term]) -> None:
    """Keep the options that a rule on one issue alone forbids leave.

    Without an issue, everything is forbidden.
    """
    if not masks:
        for j in tied.options:
            _keep(tied, j, np.empty(0, np.intp), waiting)
        return
    ((j, mask),) = masks.items()
    _keep(tied, j, np.flatnonzero(~mask), waiting)


def _keep(
    tied: TiedIssues, j: int, rows: npt.NDArray[np.intp], waiting: Sequence[Term] = ()
) -> None:
    """Let some options of an issue stay."""
    tied.options[j], tied.values[j] = tied.options[j][rows], tied.values[j][rows]
    for term in {id(t): t for t in (*tied.terms, *waiting)}.values():
        if j in term.masks:
            term.masks[j] = term.masks[j][rows]


def _thinned(tied: TiedIssues) -> bool:
    """Drop useless options; tell whether there were any."""
    changed = False
    for j in tied.options:
        columns = [tied.values[j][:, k] for k in range(tied.values[j].shape[1])]
        for term in tied.terms:
            if j in term.masks:
                inside = term.masks[j].astype(np.int64)
                bad = term.points is None or (term.points < 0).any()
                columns.append(-inside if bad else inside)
        rows = undominated(np.stack(columns, axis=1)) if columns else np.zeros(1, np.intp)
        if len(rows) < len(tied.options[j]):
            _keep(tied, j, np.sort(rows))
            changed = True
    return changed


def _split(tied: TiedIssues) -> list[TiedIssues]:
    if not tied.is_feasible:
        return [tied]
    parts = []
    for number, issues in enumerate(
        connected(list(tied.options), [tuple(t.masks) for t in tied.terms])
    ):
        inside = set(issues)
        terms = [t for t in tied.terms if inside & t.masks.keys()]
        constant = tied.constant if number == 0 else np.zeros_like(tied.constant)
        parts.append(
            TiedIssues(
                {j: tied.options[j] for j in issues},
                {j: tied.values[j] for j in issues},
                terms,
                constant,
            )
        )
    return parts
