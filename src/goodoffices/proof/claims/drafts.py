"""Checks what is said to help a draft, by plain lists in fractions, from the words.

That is single changes, a path, concessions, contingent terms, an order of steps, and money.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from goodoffices.case import Package
from goodoffices.preferences import crossed_red_lines
from goodoffices.proof.certificate import ClaimedConcession, ClaimedMove, ClaimedStudy
from goodoffices.proof.checking.completeness import Means, Vector
from goodoffices.proof.checking.space import Space
from goodoffices.proof.claims.money import check_money
from goodoffices.proof.verdict import Claim

#: Packages that a search by plain lists may look at, and moves of a path.
MOST_SEEN, LONGEST = 60_000, 6

Evaluate = Callable[[Package], Vector]
#: Whether a vector is efficient; None: not decided.
Efficient = Callable[[Vector], "bool | None"]


class StudyChecker:
    """The study of one draft.

    ``evaluate`` gives a package's utilities. ``efficient`` decides whether such a vector is
    efficient.
    """

    def __init__(
        self, space: Space, draft: Package, means: Means, evaluate: Evaluate, efficient: Efficient
    ) -> None:
        self.space, self.draft, self.means = space, dict(draft), means
        self.evaluate, self.efficient = evaluate, efficient
        self.here = evaluate(draft)

    def claims(self, claimed: ClaimedStudy, name: str) -> list[Claim]:
        """Check all claims of a study; ``name``: that of the draft."""
        if not self.space.is_feasible(self.draft):
            return [
                Claim.refused(
                    f"study of {name}",
                    "the draft is not feasible, and is said to have been studied.",
                )
            ]
        found = [self.changes(claimed, f"changes of {name}"), self.path(claimed, f"path of {name}")]
        found += [
            self.concessions(claimed, f"concessions of {name}"),
            self.order(claimed, f"order of {name}"),
        ]
        if claimed.terms:
            found.append(self.terms(claimed, f"terms of {name}"))
        money = check_money(
            self.space, [self.here], claimed.inducement, claimed.side_payment, f"money for {name}"
        )
        return found if money is None else [*found, money]

    def neighbours(self, package: Package) -> Iterator[tuple[ClaimedMove, dict[str, str]]]:
        """Yield all feasible packages one change away, each with its move."""
        for issue in self.space.case.issues:
            for option in issue.option_ids:
                if option != package[issue.id]:
                    other = {**package, issue.id: option}
                    if self.space.is_feasible(other):
                        yield ClaimedMove(issue.id, option), other

    def changes(self, claimed: ClaimedStudy, name: str) -> Claim:
        """Check that the single changes that cost nobody anything are those named, and no other.

        From each somebody gains and nobody loses.
        """
        true = set()
        for move, package in self.neighbours(self.draft):
            change = [b - a for a, b in zip(self.here, self.evaluate(package), strict=True)]
            if min(change) >= 0 and max(change) > 0:
                true.add(move)
        if set(claimed.moves_for_all) != true:
            return Claim.refused(
                name,
                f"{len(true)} single changes help somebody and cost nobody anything, and others "
                "are named.",
            )
        return Claim.accepted(
            name,
            f"{len(true)} single changes help somebody and cost nobody anything; all were looked "
            "at.",
        )

    def path(self, claimed: ClaimedStudy, name: str) -> Claim:
        """Check that nobody loses on the path, and that it ends at an efficient package.

        It keeps the rules, and no path is shorter.
        """
        if claimed.path is None:
            return Claim.accepted(name, "nothing is said of a path.")
        package, worth = dict(self.draft), self.here
        for number, move in enumerate(claimed.path):
            package = {**package, move.issue: move.option}
            if not self.space.knows(package) or not self.space.is_feasible(package):
                return Claim.refused(
                    name, f"after step {number + 1} a rule is broken or a red line crossed."
                )
            after = self.evaluate(package)
            if any(b < a for a, b in zip(worth, after, strict=True)):
                return Claim.refused(name, f"somebody loses by step {number + 1}.")
            worth = after
        if claimed.path_exists:
            ends = self.efficient(worth)
            if ends is False:
                return Claim.refused(name, "it does not end at an efficient package.")
            if ends is None:
                return Claim.open(name, "whether it ends at an efficient package was not decided.")
        elif claimed.path:
            return Claim.refused(name, "there is said to be no path, and one is given.")
        return self._none_shorter(
            len(claimed.path) - 1 if claimed.path_exists else LONGEST,
            name,
            exists=claimed.path_exists,
        )

    def _none_shorter(self, moves: int, name: str, *, exists: bool) -> Claim:
        """Check that no path of at most so many moves ends at an efficient package."""
        level, seen = [self.draft], {tuple(self.draft.items())}
        for length in range(moves + 1):
            following: list[dict[str, str]] = []
            for package in level:
                worth = self.evaluate(package)
                ends = self.efficient(worth)
                if ends:
                    return Claim.refused(name, f"{length} moves are enough.")
                if ends is None or len(seen) > MOST_SEEN or self.means.seconds_left() <= 0:
                    return Claim.open(
                        name,
                        "whether there is a shorter path was not decided."
                        if exists
                        else "whether there is a path was not decided.",
                    )
                if length < moves:
                    for _, other in self.neighbours(package):
                        key = tuple(other.items())
                        if key not in seen and all(
                            b >= a for a, b in zip(worth, self.evaluate(other), strict=True)
                        ):
                            seen.add(key)
                            following.append(other)
            level = following
        if exists:
            return Claim.accepted(
                name,
                "nobody loses at any step, it ends at an efficient package, and none is shorter.",
            )
        return Claim.accepted(
            name,
            f"packages that can be reached without loss for anybody: {len(seen):,}; none of them "
            "is efficient.",
        )

    def concessions(self, claimed: ClaimedStudy, name: str) -> Claim:
        """Check that each concession has the best rate of its issue.

        No concession that is left out has a better rate than those named of the same pair.
        """
        parties = [one.party for one in self.space.preferences]
        best: dict[tuple[str, str], dict[str, Fraction]] = {}
        rates: dict[tuple[str, str, ClaimedMove], Fraction] = {}
        for move, package in self.neighbours(self.draft):
            change = [b - a for a, b in zip(self.here, self.evaluate(package), strict=True)]
            for i, giver in enumerate(parties):
                for j, taker in enumerate(parties):
                    if change[i] < 0 < change[j]:
                        rate = change[j] / -change[i]
                        rates[giver, taker, move] = rate
                        of_pair = best.setdefault((giver, taker), {})
                        of_pair[move.issue] = max(rate, of_pair.get(move.issue, rate))
        for c in claimed.concessions:
            if rates.get((c.giver, c.taker, c.move)) != c.rate:
                return Claim.refused(
                    name,
                    f"{c.giver} giving way on {c.move.issue} does not bring {c.taker} what is "
                    "said.",
                )
        for pair, of_pair in best.items():
            named = [c for c in claimed.concessions if (c.giver, c.taker) == pair]
            if not _are_the_best(named, of_pair):
                return Claim.refused(
                    name, f"the concessions of {pair[0]} to {pair[1]} are not the best."
                )
        return Claim.accepted(
            name, f"{len(claimed.concessions)} concessions; all single changes were looked at."
        )

    def terms(self, claimed: ClaimedStudy, name: str) -> Claim:
        """Check that each contingent term keeps the rules either way, and that it pays.

        Nobody expects to lose by it, while somebody expects to gain.
        """
        for number, term in enumerate(claimed.terms):
            if not any(term.event in one.expectations for one in self.space.preferences):
                return Claim.refused(
                    name, f"nobody says how likely the event of term {number + 1} is."
                )
            if term.then == term.otherwise:
                return Claim.refused(
                    name, f"term {number + 1} settles the issue the same way whatever happens."
                )
            outcomes = [
                {**self.draft, term.issue: option} for option in (term.then, term.otherwise)
            ]
            if not all(self.space.knows(x) and self.space.is_feasible(x) for x in outcomes):
                return Claim.refused(
                    name, f"an outcome of term {number + 1} breaks a rule or crosses a red line."
                )
            counts = []
            changes = [
                [b - a for a, b in zip(self.here, self.evaluate(x), strict=True)] for x in outcomes
            ]
            if len(term.expected) != len(self.here):
                return Claim.refused(
                    name, f"term {number + 1} does not say what each party expects."
                )
            for one, said, so, otherwise in zip(
                self.space.preferences, term.expected, *changes, strict=True
            ):
                belief = one.expectations.get(term.event)
                expected = None if belief is None else belief * so + (1 - belief) * otherwise
                if said != expected:
                    return Claim.refused(
                        name, f"{one.party} does not expect of term {number + 1} what is said."
                    )
                counts.append(min(so, otherwise) if expected is None else expected)
            if min(counts) < 0 or max(counts) <= 0:
                return Claim.refused(
                    name, f"somebody expects to lose by term {number + 1}, or nobody to gain."
                )
        return Claim.accepted(
            name, f"{len(claimed.terms)} terms; nobody expects to lose by one, somebody to gain."
        )

    def order(self, claimed: ClaimedStudy, name: str) -> Claim:
        """Check that the order of steps is one, or that there is none, as is said."""
        quo = self.space.case.status_quo()
        if claimed.order is None or quo is None:
            refuse = claimed.order is not None
            return (
                Claim.refused(name, "an order is given, and the case has no status quo.")
                if refuse
                else Claim.accepted(name, "nothing is said of it.")
            )
        if not claimed.order_exists and claimed.order:
            return Claim.refused(name, "there is said to be no order, and one is given.")
        changed = [i for i in quo if quo[i] != self.draft[i]]
        fine = self._between(quo)
        if claimed.order_exists:
            if sorted(claimed.order) != sorted(changed):
                return Claim.refused(name, "its steps are not the issues that change.")
            if not fine(self.draft):
                return Claim.refused(
                    name,
                    "when all of it holds somebody has less than a walk-away value asks for, or "
                    "than now.",
                )
            state = dict(quo)
            for number, issue in enumerate(claimed.order):
                state[issue] = self.draft[issue]
                if not fine(state):
                    return Claim.refused(
                        name,
                        f"after step {number + 1} somebody would rather walk away, or a rule is "
                        "broken that held.",
                    )
            return Claim.accepted(
                name, "after each step nobody would rather walk away, and what held still holds."
            )
        if not fine(self.draft):
            return Claim.accepted(
                name,
                "there is none: even when all of it holds somebody has less than a walk-away value "
                "asks for, or than now.",
            )
        return self._no_order(quo, changed, fine, name)

    def _between(self, quo: Package) -> Callable[[Package], bool]:
        start = self.evaluate(quo)
        floors = [
            start[p] if one.exact_walk_away() is None else one.exact_walk_away()
            for p, one in enumerate(self.space.preferences)
        ]
        broken = {(r.kind, r.holder, r.id) for r in self.space.case.broken_by(quo)}
        crossed = {
            (one.party, line.id)
            for one in self.space.preferences
            for line in crossed_red_lines(one, quo)
        }

        def fine(state: Package) -> bool:
            worth = self.evaluate(state)
            now = {
                (one.party, line.id)
                for one in self.space.preferences
                for line in crossed_red_lines(one, state)
            }
            kept = {
                (r.kind, r.holder, r.id) for r in self.space.case.broken_by(state)
            } <= broken and now <= crossed
            return kept and all(f is None or u >= f for u, f in zip(worth, floors, strict=True))

        return fine

    def _no_order(
        self, quo: Package, changed: Sequence[str], fine: Callable[[Package], bool], name: str
    ) -> Claim:
        """Check that the whole package cannot be reached from the status quo."""
        reached: set[frozenset[str]] = {frozenset()}
        level = [frozenset[str]()]
        for _ in changed:
            following = []
            for done in level:
                for issue in changed:
                    more = done | {issue}
                    if issue in done or more in reached:
                        continue
                    if len(reached) > MOST_SEEN or self.means.seconds_left() <= 0:
                        return Claim.open(name, "that there is none was not decided.")
                    if fine({**quo, **{i: self.draft[i] for i in more}}):
                        reached.add(more)
                        following.append(more)
            level = following
        if frozenset(changed) in reached:
            return Claim.refused(name, "there is said to be none, and there is one.")
        return Claim.accepted(
            name,
            f"of the states between, {len(reached):,} can be reached from the status quo, and the "
            "whole package is none of them.",
        )


def _are_the_best(named: Sequence[ClaimedConcession], best: dict[str, Fraction]) -> bool:
    issues = [c.move.issue for c in named]
    if len(set(issues)) < len(issues) or any(best.get(c.move.issue) != c.rate for c in named):
        return False
    left_out = [rate for issue, rate in best.items() if issue not in issues]
    return (
        bool(named)
        and (not left_out or max(left_out) <= min(c.rate for c in named))
        and list(named) == sorted(named, key=lambda c: -c.rate)
    )
