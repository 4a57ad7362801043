"""Whether what is said to help a draft is so; see `judge`."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import permutations
from typing import TYPE_CHECKING

from goodoffices.case import Package
from goodoffices.preferences import crossed_red_lines
from goodoffices.proof.certificate import ClaimedConcession, ClaimedMove, ClaimedStudy, ClaimedTerm
from tests.reference.brute import Vector

if TYPE_CHECKING:
    from tests.proof.judge import Judge

ZERO = Fraction(0)
LONGEST = 6


def falsehoods(judge: Judge, draft: Package, study: ClaimedStudy) -> set[str]:
    """The kinds of claims of a study of which at least one is false; the draft is feasible."""
    found = {kind for kind, wrong in _of_study(judge, draft, study) if wrong}
    for name, said, need in (("inducement", study.inducement, judge.inducement), ("side_payment", study.side_payment, judge.side_payment)):
        told = need(judge.worth(draft))
        if said is not None and (told is None or told[1] != said):
            found.add(f"study {name}")
    return found


def _of_study(judge: Judge, draft: Package, study: ClaimedStudy) -> Iterator[tuple[str, bool]]:
    gaining = {move for move, change in changes(judge, draft) if min(change) >= 0 and max(change) > 0}
    yield "moves_for_all", set(study.moves_for_all) != gaining
    yield "path", study.path is not None and not _is_path(judge, draft, study.path, exists=study.path_exists)
    yield "concessions", not _are_best(judge, draft, study.concessions)
    yield "order", study.order is not None and not _is_order(judge, draft, study.order, exists=study.order_exists)
    yield "terms", not all(_is_term(judge, draft, term) for term in study.terms)


def changes(judge: Judge, package: Package) -> Iterator[tuple[ClaimedMove, Vector]]:
    """All feasible single changes of a package, and what each changes for each party."""
    for issue in judge.case.issues:
        for option in issue.option_ids:
            other = {**package, issue.id: option}
            if option != package[issue.id] and judge.feasible(other):
                yield ClaimedMove(issue.id, option), tuple(b - a for a, b in zip(judge.worth(package), judge.worth(other), strict=True))


def shortest(judge: Judge, draft: Package) -> int | None:
    """How many changes the shortest way to an efficient package takes on which nobody loses; None: more than six, or there is none."""
    level, seen = [dict(draft)], {judge.key(draft)}
    for length in range(LONGEST + 1):
        if any(judge.worth(x) in judge.efficient for x in level):
            return length
        following = []
        for x in level:
            for move, change in changes(judge, x):
                other = {**x, move.issue: move.option}
                if min(change) >= 0 and judge.key(other) not in seen:
                    seen.add(judge.key(other))
                    following.append(other)
        level = following
    return None


def _is_path(judge: Judge, draft: Package, path: tuple[ClaimedMove, ...], *, exists: bool) -> bool:
    if not exists:
        return not path and shortest(judge, draft) is None
    package = dict(draft)
    for move in path:
        after = {**package, move.issue: move.option}
        if not judge.feasible(after) or any(b < a for a, b in zip(judge.worth(package), judge.worth(after), strict=True)):
            return False
        package = after
    return judge.worth(package) in judge.efficient and len(path) == shortest(judge, draft)


def _are_best(judge: Judge, draft: Package, claimed: tuple[ClaimedConcession, ...]) -> bool:
    """Whether each brings what is said, the best of each pair come first, and no better one is left out."""
    every = list(changes(judge, draft))
    for giver in judge.parties:
        for taker in judge.parties:
            i, k = judge.parties.index(giver), judge.parties.index(taker)
            rates = {move: c[k] / -c[i] for move, c in every if c[i] < 0 < c[k]}
            best = {issue: max(r for m, r in rates.items() if m.issue == issue) for issue in {m.issue for m in rates}}
            named = [c for c in claimed if (c.giver, c.taker) == (giver, taker)]
            if any(rates.get(c.move) != c.rate or best[c.move.issue] != c.rate for c in named):
                return False
            left_out = [r for issue, r in best.items() if issue not in {c.move.issue for c in named}]
            order = [c.rate for c in named]
            if order != sorted(order, reverse=True) or (left_out and (not order or max(left_out) > order[-1])):
                return False
    return all(c.giver in judge.parties and c.taker in judge.parties for c in claimed)


def _is_term(judge: Judge, draft: Package, term: ClaimedTerm) -> bool:
    outcomes = [{**draft, term.issue: option} for option in (term.then, term.otherwise)]
    if term.then == term.otherwise or not all(map(judge.feasible, outcomes)):
        return False
    so, not_so = (tuple(b - a for a, b in zip(judge.worth(draft), judge.worth(x), strict=True)) for x in outcomes)
    believed = [one.expectations.get(term.event) for one in judge.preferences]
    if all(b is None for b in believed):
        return False
    expected = [None if b is None else b * x + (1 - b) * y for b, x, y in zip(believed, so, not_so, strict=True)]
    counts = [min(x, y) if e is None else e for e, x, y in zip(expected, so, not_so, strict=True)]
    return list(term.expected) == expected and min(counts) >= 0 and max(counts) > 0


def _is_order(judge: Judge, draft: Package, order: tuple[str, ...], *, exists: bool) -> bool:
    quo = judge.case.status_quo()
    if quo is None:
        return False
    changed = [i for i in judge.case.issue_ids if quo[i] != draft[i]]
    if not exists:
        return not order and not any(_is_walkable(judge, draft, some) for some in permutations(changed))
    return sorted(order) == sorted(changed) and _is_walkable(judge, draft, order)


def _is_walkable(judge: Judge, draft: Package, order: tuple[str, ...]) -> bool:
    """Whether after each step, and when all holds, nobody would rather walk away and nothing is broken that held."""
    quo = judge.case.status_quo() or {}
    floors = [u if f is None else f for f, u in zip(judge.floors, judge.worth(quo), strict=True)]
    held = _broken(judge, quo)
    states = [{**quo, **{i: draft[i] for i in order[: n + 1]}} for n in range(len(order))]
    return all(
        _broken(judge, x) <= held and all(u >= f for u, f in zip(judge.worth(x), floors, strict=True)) for x in [*states, dict(draft)]
    )


def _broken(judge: Judge, package: Package) -> set[tuple[str, str]]:
    rules = {("", r.id) for r in judge.case.restrictions if not r.shape.allows(package)}
    return rules | {(one.party, line.id) for one in judge.preferences for line in crossed_red_lines(one, package)}
