"""Contingent terms: an issue settled one way if an event happens and another if not. Exact.

They help where parties expect different things. Each party weighs the two outcomes by its own
probability (``expectations``). A party that gives the event none must not lose in either. Such a
term is a bet between the parties; that each expects to gain says nothing of who will be right
(Raiffa 1982, chapter 13, on differing probabilities).

References
----------
H. Raiffa (1982), The Art and Science of Negotiation, Harvard University Press.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from goodoffices.analysis.drafts.improvements import Move, single_moves
from goodoffices.analysis.engine.dominance import undominated
from goodoffices.analysis.problem.problem import Problem

#: Terms that are listed, and options of one issue that are paired.
LISTED, MOST_OPTIONS = 5, 140


@dataclass(frozen=True, kw_only=True)
class ContingentTerm:
    """If ``event`` happens the issue is settled by ``then``, else by ``otherwise`` (options).

    - ``if_so`` and ``if_not``: what that changes for each party, on the scale of the source,
      against the draft.
    - ``expected``: weighed by the party's own probability, None where it gives none.
    - ``in_zone``: in both outcomes nobody would rather walk away.
    - ``outside``: who would, if the event happens and if not.
    """

    event: str
    issue: int
    then: int
    otherwise: int
    if_so: tuple[Fraction, ...]
    if_not: tuple[Fraction, ...]
    expected: tuple[Fraction | None, ...]
    in_zone: bool
    outside: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())

    @property
    def counts(self) -> tuple[Fraction, ...]:
        """Give what the term is worth to each party: what it expects.

        Where it expects nothing it is the worse outcome.
        """
        return tuple(
            min(a, b) if e is None else e
            for a, b, e in zip(self.if_so, self.if_not, self.expected, strict=True)
        )


def contingent_terms(
    problem: Problem, package: Sequence[int], spans: Sequence[int]
) -> tuple[ContingentTerm, ...]:
    """List the best terms for a feasible draft on one issue each.

    In such a term nobody expects to lose, somebody to gain, and no fixed option does as well for
    all.

    Those whose outcomes both lie in the zone come first, then by the smallest gain as a share of
    ``spans`` (final totals), then by the sum of these. Events on which no two parties differ bring
    none.
    """
    events = sorted({event for one in problem.preferences for event in one.expectations})
    differing = [
        e
        for e in events
        if len({one.expectations[e] for one in problem.preferences if e in one.expectations}) > 1
    ]
    if not differing:
        return ()
    scales = [
        Fraction(span, evaluation.final_scale)
        for span, evaluation in zip(spans, problem.evaluations, strict=True)
    ]
    found = [term for event in differing for term in _terms(problem, package, event)]

    def worth(term: ContingentTerm) -> tuple[bool, Fraction, Fraction]:
        shares = [c / s for c, s in zip(term.counts, scales, strict=True)]
        return term.in_zone, min(shares), sum(shares, Fraction(0))

    return tuple(sorted(found, key=worth, reverse=True)[:LISTED])


def _terms(problem: Problem, package: Sequence[int], event: str) -> Iterator[ContingentTerm]:
    beliefs = [one.expectations.get(event) for one in problem.preferences]
    moves = single_moves(problem, package)
    start = problem.utilities(np.array([package], np.int32))[0]
    for issue in sorted({m.issue for m in moves}):
        stays = Move(issue, int(package[issue]), (0,) * len(beliefs))
        options = _worth_pairing([stays, *(m for m in moves if m.issue == issue)])
        changes = [tuple(problem.as_utility(c, p) for p, c in enumerate(m.change)) for m in options]
        outside = [
            problem.short([int(u) + c for u, c in zip(start, m.change, strict=True)])
            for m in options
        ]
        for a, then in enumerate(options):
            for b, otherwise in enumerate(options):
                if a == b:
                    continue
                expected = tuple(
                    None if q is None else q * x + (1 - q) * y
                    for q, x, y in zip(beliefs, changes[a], changes[b], strict=True)
                )
                term = ContingentTerm(
                    event=event,
                    issue=issue,
                    then=then.option,
                    otherwise=otherwise.option,
                    if_so=changes[a],
                    if_not=changes[b],
                    expected=expected,
                    in_zone=not (outside[a] or outside[b]),
                    outside=(outside[a], outside[b]),
                )
                if (
                    min(term.counts) >= 0
                    and max(term.counts) > 0
                    and not any(_does_as_well(fixed, term) for fixed in changes)
                ):
                    yield term


def _worth_pairing(options: list[Move]) -> list[Move]:
    """List the options that no other of the issue dominates.

    A term with a dominated one can be bettered by the other.
    """
    rows = undominated(np.array([m.change for m in options], object))
    return [options[int(r)] for r in sorted(rows)][:MOST_OPTIONS]


def _does_as_well(fixed: Sequence[Fraction], term: ContingentTerm) -> bool:
    """Tell whether one option for both outcomes gives everybody at least as much."""
    needed = (
        max(a, b) if e is None else e
        for a, b, e in zip(term.if_so, term.if_not, term.expected, strict=True)
    )
    return all(x >= n for x, n in zip(fixed, needed, strict=True))
