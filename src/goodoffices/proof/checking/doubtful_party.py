"""One party whose numbers are in doubt, as the checker sees it.

Its bounds and rankings are read from the words. From these, and from what a certificate lists, it
follows how large a reckoning (see `reckoning`) can be. That is bounded by each issue's extremes,
and more closely when what rankings say to be 0 or more is added, any number of times.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from fractions import Fraction

from goodoffices.case import Case, Package
from goodoffices.preferences import Item, Preferences, Ranked, Ranking
from goodoffices.proof.certificate import ClaimedTruth
from goodoffices.proof.checking.reckoning import (
    NONE,
    ONE,
    WALK_AWAY,
    Part,
    Reckoning,
    Times,
    added,
    range_of,
)


class DoubtfulParty:
    """Bounds and rankings, with the sums and truths that a certificate lists for the party.

    ``decidable``: whether doubt of this kind can be checked.
    """

    def __init__(self, case: Case, one: Preferences) -> None:
        self.case, self.one = case, one
        self.scores = {
            i.id: {o: range_of(one.scores[i.id][o], Fraction(100)) for o in i.option_ids}
            for i in case.issues
        }
        self.floor = (
            (NONE, Fraction(100))
            if one.walk_away_is_blank
            else None
            if one.walk_away is None
            else range_of(one.walk_away, Fraction(100))
        )
        self._take_weights()
        self._take_rankings()
        #: Issues of a blank weight without an upper end where numbers, not proportions, are held
        #: against one another.
        self.outweighing = [] if self.relative else [i for i, w in one.weights.items() if w is None]
        #: Multipliers of the rows, and truths, that the certificate lists; with no rankings the
        #: bounds alone tell everything.
        self.multipliers: list[Times] = [()]
        self.truths: list[ClaimedTruth] = []
        #: Numbers that truths come near to as a blank weight grows, whatever else; no truths.
        self.limits: list[ClaimedTruth] = []

    def _take_weights(self) -> None:
        """Read the bounds of the weights, and whether only their proportions count."""
        one = self.one
        known = [range_of(w, NONE) for w in one.weights.values() if w is not None]
        #: The weights as the file has them; above, None for no end.
        self.given = {
            i: (NONE, None) if w is None else range_of(w, NONE) for i, w in one.weights.items()
        }
        #: Whether only the proportions of weights count.
        self.relative = all(low == 0 for low, _ in known) or (
            bool(one.rankings or one.otherwise) and None in one.weights.values()
        )
        self.relative &= not one.numbers.weights_as_given
        if self.relative:
            self.weights = {
                i: (NONE, Fraction(0 if w is not None and range_of(w, NONE)[1] == 0 else 1))
                for i, w in one.weights.items()
            }
        else:
            fine = math.lcm(
                *(x.denominator for row in self.scores.values() for r in row.values() for x in r),
                *(x.denominator for x in self.floor or ()),
            )
            # More than all known weights together can make of a difference of 200, for a difference
            # of one step.
            unbounded = 1 + 200 * fine * sum((high for _, high in known), NONE)
            self.weights = {i: range_of(w, unbounded) for i, w in one.weights.items()}
        fixed = all(low == high for low, high in self.weights.values())
        self.total = (
            Fraction(1)
            if one.numbers.weights_as_given
            else sum((low for low, _ in self.weights.values()), NONE)
            if fixed
            else None
        )
        self.decidable = any(high for _, high in self.weights.values()) and not (
            one.interactions and self.total is None
        )
        self.decidable &= not (one.numbers.weights_as_given and None in one.weights.values())
        in_doubt = any(outcome.odds[0] < outcome.odds[1] for outcome in one.otherwise)
        self.decidable &= not (one.interactions and in_doubt)

    def _take_rankings(self) -> None:
        """Read what the rankings say, as reckonings that are 0 or more."""
        one = self.one
        #: What rankings say to be 0 or more.
        self.said = (
            [row for ranking in one.rankings for row in self._rows(ranking)] + self._otherwise()
            if self.decidable
            else []
        )
        #: The same, with what is so of proportions.
        self.rows = [*self.said, *self._proportions()] if self.relative else list(self.said)
        #: Positions of those rows that are above 0.
        self.strict: list[int] = []
        counting = (
            next((i for i, (low, _) in self.given.items() if low > 0), None)
            if self.relative
            else None
        )
        if counting is not None:
            self.strict = [len(self.rows)]
            self.rows.append({("weight", counting, ""): Fraction(1)})

    def _otherwise(self) -> list[dict[Part, Fraction]]:
        """Read what outcomes with odds say of a blank walk-away value."""
        if not (self.one.otherwise and self.one.walk_away_is_blank):
            return []
        known: dict[Part, Fraction] = {}
        for outcome in self.one.otherwise:
            if outcome.package is None:
                known = self.beyond(known, -outcome.odds[0] * (outcome.worth or NONE))
            else:
                known = added(known, self.worth(outcome.package), outcome.odds[0])
        floor: dict[Part, Fraction] = {WALK_AWAY: Fraction(1)}
        unknown = 1 - sum((outcome.odds[0] for outcome in self.one.otherwise), NONE)
        return [
            added(floor, known, Fraction(-1)),
            added(self.beyond(known, -100 * unknown), floor, Fraction(-1)),
        ]

    def take(
        self,
        multipliers: Iterable[Times],
        truths: Iterable[ClaimedTruth],
        limits: Iterable[ClaimedTruth] = (),
    ) -> bool:
        """Take over what the certificate lists, and tell whether all of it can be what it says."""
        self.multipliers = [(), *multipliers]
        self.truths, self.limits = list(truths), list(limits)
        fitting = all(
            len(times) == len(self.rows) and all(m >= 0 for m in times)
            for times in self.multipliers[1:]
        )
        return (
            fitting
            and all(map(self.allows, self.truths))
            and all(map(self.allows_limit, self.limits))
        )

    # What a package is worth.

    def worth(self, package: Package) -> dict[Part, Fraction]:
        """Give a package's utility times the sum of weights, as a reckoning."""
        found = {("worth", i, o): Fraction(1) for i, o in package.items()}
        points = sum((i.points for i in self.one.interactions if i.condition.holds(package)), NONE)
        return found | ({ONE: points * self.total} if points and self.total is not None else {})

    def lead(self, package: Package, over: Package | None) -> dict[Part, Fraction]:
        """Give a package's utility less that of another, as a reckoning.

        ``over`` None: less the walk-away value. Both are times the sum of weights.
        """
        if over is None and self.floor is None:
            return {}
        return added(
            self.worth(package),
            {WALK_AWAY: Fraction(1)} if over is None else self.worth(over),
            Fraction(-1),
        )

    def beyond(self, lead: Reckoning, points: Fraction) -> dict[Part, Fraction]:
        """Give by how much a lead exceeds so many points."""
        total = (
            {ONE: self.total}
            if self.total is not None
            else {("weight", i, ""): Fraction(1) for i in self.weights}
        )
        return added(lead, total, -points)

    def _proportions(self) -> list[dict[Part, Fraction]]:
        """Say, as reckonings that are 0 or more, what is so of the proportions of weights.

        Known weights keep their proportions within their bounds, and not all weights are 0.
        """
        known = {i: range_of(w, NONE) for i, w in self.one.weights.items() if w is not None}
        found: list[dict[Part, Fraction]] = []
        # Beside one that is certain the others need not be held against one another.
        sure = next((i for i, (low, high) in known.items() if low == high > 0), None)
        for i, (_, high) in known.items():
            for k, (low, _) in known.items():
                if i != k and low > 0 and high > 0 and (sure is None or sure in (i, k)):
                    found.append({("weight", k, ""): high, ("weight", i, ""): -low})
        return [
            *found,
            {("weight", i, ""): Fraction(1) for i in self.weights} | {ONE: Fraction(-1)},
        ]

    def approaches(self, better: Package, worse: Package, points: Fraction) -> bool:
        """Tell whether a package comes as near as one likes to exceeding another by so many points.

        It does so as a blank weight outweighs all others.
        """
        if any(
            better[i] != worse[i]
            and self.scores[i][better[i]][1] - self.scores[i][worse[i]][0] == points
            for i in self.outweighing
        ):
            return True
        ahead = self.beyond(self.lead(better, worse), points)
        return any(self.value(ahead, limit) >= 0 for limit in self.limits)

    def _rows(self, ranking: Ranking) -> list[dict[Part, Fraction]]:
        found = [
            added(self._ranked(ranking, better), self._ranked(ranking, worse), Fraction(-1))
            for better, worse in ranking.pairs()
        ]
        return [self.beyond(row, -ranking.within) for row in found] if ranking.within else found

    def _ranked(self, ranking: Ranking, item: Item) -> dict[Part, Fraction]:
        if ranking.what is Ranked.ISSUES:
            return {("weight", str(item), ""): Fraction(1)}
        if ranking.what is Ranked.OPTIONS:
            return {("worth", ranking.issue, str(item)): Fraction(1)}
        if item is None or isinstance(item, str):
            return {WALK_AWAY: Fraction(1)}
        if len(item) == len(self.case.issues):
            return self.worth(item)
        inside = [
            i
            for i in self.one.interactions
            if all(issue in item for issue, _ in i.condition.options) and i.condition.holds(item)
        ]
        found = {("worth", i, o): Fraction(1) for i, o in item.items()}
        return found | (
            {ONE: sum((i.points for i in inside), NONE) * self.total}
            if inside and self.total is not None
            else {}
        )

    # What follows.

    def may_refuse(self, package: Package) -> bool:
        """Tell whether a package crosses what may be a red line of the party."""
        return any(line.condition.holds(package) for line in self.one.possible_red_lines)

    def allows(self, truth: ClaimedTruth) -> bool:
        """Tell whether a truth lies within every interval of the file and keeps the rankings."""
        return (
            self._fits(truth)
            and all(
                low <= truth.weights[i] and (high is None or truth.weights[i] <= high)
                for i, (low, high) in self.given.items()
            )
            and (self.total is not None or any(truth.weights.values()))
        )

    def allows_limit(self, limit: ClaimedTruth) -> bool:
        """Tell whether numbers are a limit of truths.

        In a limit only blank weights count. Any truth with as much of these numbers as one likes is
        a truth, too.
        """
        blank = [i for i, (_, high) in self.given.items() if high is None]
        return (
            self.total is None
            and bool(self.truths)
            and self._fits(limit)
            and all(w >= 0 if i in blank else w == 0 for i, w in limit.weights.items())
            and any(limit.weights.values())
        )

    def _fits(self, truth: ClaimedTruth) -> bool:
        """Tell whether numbers are complete, lie within their bounds and keep the rankings.

        They are of all issues and options; scores and walk-away value lie within their intervals.
        """
        if (
            truth.weights.keys() != self.weights.keys()
            or truth.scores.keys() != self.scores.keys()
            or (truth.walk_away is None) != (self.floor is None)
        ):
            return False
        for issue, row in self.scores.items():
            if truth.scores[issue].keys() != row.keys() or not all(
                low <= truth.scores[issue][o] <= high for o, (low, high) in row.items()
            ):
                return False
        if (
            truth.walk_away is not None
            and self.floor is not None
            and not self.floor[0] <= truth.walk_away <= self.floor[1]
        ):
            return False
        return all(self.value(row, truth) >= 0 for row in self.said)

    def value(self, reckoning: Reckoning, truth: ClaimedTruth) -> Fraction:
        """Give the value of a reckoning in one truth."""
        total = sum(truth.weights.values(), NONE) if self.total is None else self.total
        found = NONE
        for (kind, issue, option), factor in reckoning.items():
            if kind == "weight":
                found += factor * truth.weights[issue]
            elif kind == "worth":
                found += factor * truth.weights[issue] * truth.scores[issue][option]
            else:
                found += factor * (1 if kind == "one" else (truth.walk_away or NONE) * total)
        return found

    def is_at_most(self, reckoning: Reckoning, *, less: bool) -> bool:
        """Tell whether some multipliers that are listed show that a reckoning is at most 0.

        It is so in every truth. ``less``: it is below 0.
        """
        for times in self.multipliers:
            bound = self._bound(reckoning, times)
            if bound is not None and (
                bound < 0 or (bound == 0 and (not less or self.is_strict(times)))
            ):
                return True
        return False

    def is_strict(self, times: Times) -> bool:
        """Tell whether multipliers use what is above 0.

        Their bound is then not reached in any truth.
        """
        return any(times[k] > 0 for k in self.strict if k < len(times))

    def can(self, reckoning: Reckoning, *, be_more: bool) -> bool:
        """Tell whether a reckoning is shown to be 0 or more in some truth.

        ``be_more``: above 0. It is shown by a truth, or where there are no rankings by the bounds.
        """
        values = (self.value(reckoning, truth) for truth in self.truths)
        if any(v > 0 or (v == 0 and not be_more) for v in values):
            return True
        if self.rows:
            return False
        bound = self._bound(reckoning, ())
        return bound is None or bound > 0 or (bound == 0 and not be_more)

    def _bound(self, reckoning: Reckoning, times: Times) -> Fraction | None:
        """Give what a reckoning does not exceed.

        None: it has no end, as a blank weight has none.
        """
        held, per_weight, found = self.split(reckoning, times)
        for i in self.weights:
            most = self.most_on_issue(i, held.get(i, {}), per_weight.get(i, NONE))
            if most > 0 and i in self.outweighing:
                return None
            found += most
        return found

    def split(
        self, reckoning: Reckoning, times: Times
    ) -> tuple[dict[str, dict[str, Fraction]], dict[str, Fraction], Fraction]:
        """Add the rows to a reckoning, and split it by issue.

        The result is the factors of worths and of weights by issue, and the rest at its most.
        """
        held: dict[Part, Fraction] = dict(reckoning)
        for row, factor in zip(self.rows, times, strict=False):
            held = added(held, row, factor)
        worths: dict[str, dict[str, Fraction]] = {}
        weights = dict.fromkeys(self.weights, NONE)
        rest = NONE
        for (kind, issue, option), factor in held.items():
            if kind == "worth":
                worths.setdefault(issue, {})[option] = factor
            elif kind == "weight":
                weights[issue] += factor
            elif kind == "one":
                rest += factor
            elif self.floor is not None:
                most = max(factor * end for end in self.floor)
                if self.total is not None:
                    rest += most * self.total
                else:
                    weights = {i: w + most for i, w in weights.items()}
        return worths, weights, rest

    def most_on_issue(
        self, issue: str, worths: Mapping[str, Fraction], per_weight: Fraction
    ) -> Fraction:
        """Give the most that the part of a reckoning on one issue can be."""
        slope = per_weight + sum(
            (max(f * end for end in self.scores[issue][o]) for o, f in worths.items()), NONE
        )
        return max(slope * end for end in self.weights[issue])
