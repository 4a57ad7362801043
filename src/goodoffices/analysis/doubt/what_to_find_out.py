"""What to ask next where numbers are in doubt: in packages and options, as a person can answer.

Two kinds of question are weighed: whether a party would sign a package, and which of two packages
it would rather have, all else the same. Either answer settles more than the question itself:
whoever signs a package also signs what is better for it whatever the truth, and so on. What each
answer settles of what is open now is counted (`open_statements`). A question is worth what the
answer that settles less does, however it turns out.

Of a party whose walk-away value nobody knows, that is asked first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.doubt.analysis_in_doubt import AnalysisInDoubt
from goodoffices.analysis.doubt.margins import Margins
from goodoffices.analysis.doubt.open_statements import OpenStatements, open_in_all, open_of

#: Candidates that are compared; questions that are named; issues in which two packages that are
#: compared may differ.
COMPARED, NAMED, DIFFER = 60, 4, 3

Pairs = npt.NDArray[np.bool_]


class AskedAbout(StrEnum):
    """What a question asks a party; the words of the JSON output.

    ``otherwise``: what happens if nothing is agreed. ``sign``: whether it would sign a package.
    ``rather``: which of two packages it would rather have.
    """

    OTHERWISE = "otherwise"
    SIGN = "sign"
    RATHER = "rather"


@dataclass(frozen=True, kw_only=True)
class ToFindOut:
    """A question to a party (position).

    ``first``, ``second``: packages (option indices) that it is about. ``settles``: how many open
    statements yes (or the first) settles at least, and how many no (or the second). None for what
    happens otherwise.
    """

    party: int
    asked: AskedAbout
    first: tuple[int, ...] | None = None
    second: tuple[int, ...] | None = None
    settles: tuple[int, int] | None = None


@dataclass(frozen=True)
class WhatToFindOut:
    """The best questions, and how many statements about how many candidates are open now."""

    best: tuple[ToFindOut, ...]
    open_now: int
    candidates: int


def next_questions(result: AnalysisInDoubt, order: Sequence[int] | None = None) -> WhatToFindOut:
    """List the questions whose answers settle most, whichever way they are answered.

    ``order``: of the candidates (positions); the first of them are compared. Cost: one comparison
    of these candidates for each of them and each pair of them.
    """
    places = order if order is not None else range(len(result.candidates))
    chosen = sorted((result.candidates[k] for k in places), key=lambda j: not j.names)[:COMPARED]
    first = tuple(
        ToFindOut(party=p, asked=AskedAbout.OTHERWISE)
        for p, one in enumerate(result.originals)
        if one.walk_away_is_blank and not one.otherwise
    )
    if not chosen:
        return WhatToFindOut(first, 0, 0)
    packages = np.array([j.package for j in chosen], np.int32)
    over = Margins(result.problem, result.truths, None)
    parties = [
        open_of(result.problem, p, doubt, packages, [over.points(p, j.package) for j in chosen])
        for p, doubt in enumerate(result.doubts)
    ]
    asked: list[ToFindOut] = []
    for p, doubt in enumerate(result.doubts):
        if not doubt.is_certain:
            refusable = np.array(
                [doubt.may_be_refused(result.problem.package(row)) for row in packages], bool
            )
            asked += _would_sign(p, parties[p], packages, refusable)
            asked += _would_rather(p, parties, packages)
    found = (*first, *_worth_asking(asked, NAMED - len(first)))
    return WhatToFindOut(found, open_in_all(parties), len(chosen))


def _would_sign(
    p: int,
    of_party: OpenStatements,
    packages: npt.NDArray[np.int32],
    refusable: npt.NDArray[np.bool_],
) -> Iterator[ToFindOut]:
    """Ask of each package whether the party would sign it, where that is open.

    ``refusable``: packages that cross what may be a red line; of them nothing follows.
    """
    undecided = of_party.undecided
    for x in np.flatnonzero(undecided):
        better = undecided & of_party.surely[:, x] & ~refusable
        worse = undecided & of_party.surely[x, :] & ~refusable[x]
        better[x] = worse[x] = True
        yes, no = int(better.sum()), int(worse.sum())
        package = tuple(map(int, packages[x]))
        yield ToFindOut(party=p, asked=AskedAbout.SIGN, first=package, settles=(yes, no))


def _would_rather(
    p: int, parties: Sequence[OpenStatements], packages: npt.NDArray[np.int32]
) -> Iterator[ToFindOut]:
    """Ask of pairs that differ in few issues which one the party would rather have."""
    mine = parties[p]
    others = [one for q, one in enumerate(parties) if q != p]
    all_true = np.ones_like(mine.surely)
    surely = np.logical_and.reduce([one.surely for one in others], initial=True) & all_true
    perhaps = np.logical_and.reduce([one.perhaps for one in others], initial=True) & all_true
    now = _open_pairs(mine.surely, mine.perhaps, surely, perhaps)
    open_both = mine.perhaps & mine.perhaps.T & ~mine.surely & ~mine.surely.T
    differ = (packages[:, None, :] != packages[None, :, :]).sum(axis=2)
    for x, y in np.argwhere(np.triu(open_both & (differ <= DIFFER), 1)):
        settles = tuple(
            now - _open_pairs(*_after(mine, first, second), surely, perhaps)
            for first, second in ((x, y), (y, x))
        )
        one, other = (tuple(map(int, packages[k])) for k in (x, y))
        yield ToFindOut(
            party=p,
            asked=AskedAbout.RATHER,
            first=one,
            second=other,
            settles=(settles[0], settles[1]),
        )


def _after(mine: OpenStatements, better: int, worse: int) -> tuple[Pairs, Pairs]:
    """Give what is sure and what is possible once one package is known to be better."""
    above = mine.surely[:, better]  # at least as good as the better one
    below = mine.surely[worse, :]  # the worse one is at least as good
    surely = mine.surely | (above[:, None] & below[None, :])
    perhaps = mine.perhaps & ~(below[:, None] & above[None, :])
    return surely, perhaps


def _open_pairs(mine_surely: Pairs, mine_perhaps: Pairs, surely: Pairs, perhaps: Pairs) -> int:
    return int(((perhaps & mine_perhaps) & ~(surely & mine_surely)).sum())


def _worth_asking(asked: Sequence[ToFindOut], most: int) -> list[ToFindOut]:
    """Choose the questions worth most; not two about the same issues of the same party."""

    def worth(one: ToFindOut) -> tuple[int, int, int]:
        settles = one.settles or (0, 0)
        return min(settles), sum(settles), -len(_issues(one))

    known: set[tuple[int, tuple[int, ...]]] = set()
    found: list[ToFindOut] = []
    for one in sorted(asked, key=worth, reverse=True):
        about = one.party, _issues(one)
        if len(found) < most and min(one.settles or (0, 0)) > 0 and about not in known:
            known.add(about)
            found.append(one)
    return found


def _issues(one: ToFindOut) -> tuple[int, ...]:
    """List the issues in which two packages differ; none where one is asked about."""
    if one.first is None or one.second is None:
        return ()
    return tuple(j for j, (a, b) in enumerate(zip(one.first, one.second, strict=True)) if a != b)
