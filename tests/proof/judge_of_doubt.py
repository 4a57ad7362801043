"""Says what of a certificate in doubt is false: by listing all packages, and all truths at the ends of what files say; see `judge`.

With no rankings the ends tell everything: what one package is worth beyond another is a sum of products, which is greatest at an end of each
number, or as a blank weight outweighs all others. With rankings, truths that are known to keep them contradict what is said, or a linear program does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from itertools import product

from goodoffices.case import Case, Package
from goodoffices.preferences import Interaction, Interval, Preferences, Ranked, Ranking
from goodoffices.proof.certificate import (
    Certificate,
    ClaimedConflict,
    ClaimedDoubt,
    ClaimedGrounds,
    ClaimedStanding,
    ClaimedTruth,
    DemandName,
)
from tests.proof.judge_of_rankings import FUZZY, Program
from tests.reference.brute import Truth

ZERO, HUNDRED = Fraction(0), Fraction(100)
#: Stands for a weight that outweighs all others; nothing in these small cases is as fine.
HUGE = Fraction(10**12)
#: Numbers at whose ends truths are listed: the rest of a truth does not bear on what two packages differ in.
Ends = tuple[Fraction, ...]


def ends(value: Fraction | Interval | None, most: Fraction) -> Ends:
    """The ends of what a file says of a number."""
    return (ZERO, most) if value is None else (value.lower, value.upper) if isinstance(value, Interval) else (value,)


class Party:
    """What one party's numbers may be."""

    def __init__(self, case: Case, one: Preferences, known: Sequence[ClaimedTruth] = ()) -> None:
        self.case, self.one = case, one
        self.as_given = one.numbers.weights_as_given
        self.floors = (ZERO, HUNDRED) if one.walk_away_is_blank else None if one.walk_away is None else ends(one.walk_away, HUNDRED)
        self.certain = not one.unsupported()
        #: TruthsProgram that keep the rankings; of a party without rankings none are needed.
        self.is_ranked = bool(one.rankings) and not self.certain
        self.known = [t for t in known if self.is_ranked and self.allows(t)]
        self.least, self.most = cache(self._least), cache(self._most)

    def ranged(self, issue: str, option: str) -> Ends:
        """The ends of an option's score."""
        return ends(self.one.scores[issue][option], HUNDRED)

    def allows(self, t: ClaimedTruth) -> bool:
        """Whether numbers are within what the file says, and keep its rankings."""
        return (
            t.weights.keys() == self.one.weights.keys()
            and all(_within(t.weights[i], w, None) for i, w in self.one.weights.items())
            and (self.as_given or any(t.weights.values()))
            and self._keeps(t)
        )

    def nears(self, t: ClaimedTruth) -> bool:
        """Whether truths come near to numbers as blank weights grow."""
        if t.weights.keys() != self.one.weights.keys() or not any(t.weights.values()):
            return False
        return all(w >= 0 if self.one.weights[i] is None else w == 0 for i, w in t.weights.items()) and self._keeps(t)

    def _keeps(self, t: ClaimedTruth) -> bool:
        same = t.scores.keys() == self.one.scores.keys() and all(t.scores[i].keys() == row.keys() for i, row in self.one.scores.items())
        if not same or (t.walk_away is None) != (self.floors is None):
            return False
        if not all(_within(t.scores[i][o], s, HUNDRED) for i, row in self.one.scores.items() for o, s in row.items()):
            return False
        if t.walk_away is not None and self.floors is not None and not min(self.floors) <= t.walk_away <= max(self.floors):
            return False
        return all(self._is_in_order(t, ranking) for ranking in self.one.rankings)

    def _is_in_order(self, t: ClaimedTruth, ranking: Ranking) -> bool:
        total = self.total(t)

        def worth(item: object) -> Fraction:
            if ranking.what is Ranked.ISSUES:
                return t.weights[str(item)]
            if ranking.what is Ranked.OPTIONS:
                return t.weights[ranking.issue] * t.scores[ranking.issue][str(item)]
            return self.worth(t, item) if isinstance(item, Mapping) else (t.walk_away or ZERO) * total

        return all(worth(better) + ranking.within * total >= worth(worse) for better, worse in ranking.pairs())

    def total(self, t: ClaimedTruth) -> Fraction:
        """By what sums of weights times scores are divided, in one truth."""
        return Fraction(1) if self.as_given else sum(t.weights.values(), ZERO)

    def worth(self, t: ClaimedTruth, package: Package) -> Fraction:
        """What a package is worth in one truth, times the sum of weights."""
        points = sum((i.points for i in self.one.interactions if self.concerns(i, package)), ZERO)
        return sum((t.weights[i] * t.scores[i][o] for i, o in package.items()), ZERO) + points * self.total(t)

    def concerns(self, interaction: Interaction, package: Package) -> bool:
        """Whether a package, or a part of one, has the points of an interaction."""
        return set(interaction.condition.issues) <= set(package) and interaction.condition.holds(package)

    def lead(self, t: ClaimedTruth, package: Package, over: Package | None) -> Fraction:
        """By how much a package exceeds another in one truth, or the walk-away value; times the sum of weights."""
        return self.worth(t, package) - ((t.walk_away or ZERO) * self.total(t) if over is None else self.worth(t, over))

    def leads(self, package: Package, over: Package | None) -> Iterator[tuple[Fraction, Fraction]]:
        """That lead at all ends, or in all truths that are known, with the sum of weights there."""
        if self.is_ranked:
            yield from ((self.lead(t, package, over), self.total(t)) for t in self.known)
            return
        points = sum(
            (i.points * ((i.condition.holds(package)) - (over is not None and i.condition.holds(over))) for i in self.one.interactions),
            ZERO,
        )
        for floor in (self.floors or (ZERO,)) if over is None else (ZERO,):
            low, high = zip(*(self._difference(i, package, over, floor) for i in self.case.issue_ids), strict=True)
            for of_issues in (low, high):
                for weights in product(*(ends(w, HUGE) for w in self.one.weights.values())):
                    total = Fraction(1) if self.as_given else sum(weights, ZERO)
                    if not total:
                        continue
                    rest = points * total - (floor * total if over is None and self.as_given else ZERO)
                    yield sum((w * d for w, d in zip(weights, of_issues, strict=True)), rest), total

    def _difference(self, issue: str, package: Package, over: Package | None, floor: Fraction) -> tuple[Fraction, Fraction]:
        """The least and the most by which one option exceeds another, or the walk-away value where weights are shares."""
        mine = self.ranged(issue, package[issue])
        if over is None:
            off = ZERO if self.as_given else floor
            return min(mine) - off, max(mine) - off
        other = self.ranged(issue, over[issue])
        return (ZERO, ZERO) if package[issue] == over[issue] else (min(mine) - max(other), max(mine) - min(other))

    # With rankings: what a linear program says, in which what is near to 0 may be on either side.

    @cached_property
    def program(self) -> Program:
        """All truths, and what they come near to."""
        return Program(self)

    def _most(self, package: tuple[str, ...], over: tuple[str, ...] | None) -> float:
        return self.program.most(self._named(package), None if over is None else self._named(over))

    def _least(self, package: tuple[str, ...], over: tuple[str, ...] | None) -> float:
        return self.program.least(self._named(package), None if over is None else self._named(over))

    def _named(self, row: tuple[str, ...]) -> dict[str, str]:
        return dict(zip(self.case.issue_ids, row, strict=True))

    def _row(self, package: Package | None) -> tuple[str, ...] | None:
        return None if package is None else tuple(package[i] for i in self.case.issue_ids)

    # None: not known.

    def ever(self, package: Package, over: Package | None, *, more: bool) -> bool | None:
        """Whether in some truth a package is at least as good as another (``more``: better)."""
        if any(lead > 0 or (lead == 0 and not more) for lead, _ in self.leads(package, over)):
            return True
        if not self.is_ranked:
            return False
        most = self.most(self._row(package), self._row(over))
        return True if most > FUZZY else False if most < -FUZZY else None

    def always(self, package: Package, over: Package | None, *, more: bool) -> bool | None:
        """Whether in every truth a package is at least as good as another (``more``: better)."""
        if any(lead < 0 or (lead == 0 and more) for lead, _ in self.leads(package, over)):
            return False
        if not self.is_ranked:
            return True
        least = self.least(self._row(package), self._row(over))
        return True if least > FUZZY else False if least < -FUZZY else None

    def may_refuse(self, package: Package) -> bool:
        """Whether a package crosses what may be a red line."""
        return any(line.condition.holds(package) for line in self.one.possible_red_lines)

    def accepts(self, package: Package) -> set[str]:
        """In what words it may be said when the party signs a package; more than one where that is not known."""
        if self.floors is None:
            return {"perhaps"} if self.may_refuse(package) else {"always"}
        surely, ever = self.always(package, None, more=False), self.ever(package, None, more=False)
        surely = False if self.may_refuse(package) else surely
        words = {"always"} if surely is not False else set()
        words |= {"never"} if not ever else set()
        return words | ({"perhaps"} if not surely and ever is not False else set())

    def may_regret(self, package: Package, others: Sequence[Package], said: Fraction) -> bool:
        """Whether so much may be the most by which another package exceeds one."""
        if not self.is_ranked:
            return said == max(max((_share(self, y, package) for y in others if y != package), default=ZERO), ZERO)
        known = max((lead / total for y in others for lead, total in self.leads(y, package)), default=ZERO)
        most = max(self.most(self._row(y), self._row(package)) for y in others)
        return said >= known and abs(float(said) - max(0.0, most)) <= FUZZY


def _share(party: Party, better: Package, worse: Package) -> Fraction:
    """The most by which a package exceeds another in points: at ends, or where one blank weight is all there is."""
    blank = [i for i, w in party.one.weights.items() if w is None]
    alone = [party._difference(i, better, worse, ZERO)[1] for i in blank]
    finite = [lead / total for lead, total in party.leads(better, worse) if total < HUGE]
    return max([*alone, *finite])


def _within(x: Fraction, value: Fraction | Interval | None, most: Fraction | None) -> bool:
    low, high = (ZERO, most) if value is None else (value.lower, value.upper) if isinstance(value, Interval) else (value, value)
    return low <= x and (high is None or x <= high)


@dataclass
class JudgeOfDoubt:
    """Everything that is so of a case in doubt. ``known``: by party, truths that may be some of its own; those that are not are left out."""

    case: Case
    preferences: tuple[Preferences, ...]
    known: Mapping[str, Sequence[ClaimedTruth]]

    def __post_init__(self) -> None:
        self.parties = [Party(self.case, one, self.known.get(one.party, ())) for one in self.preferences]
        self.feasible = _feasible(self.case, self.preferences)
        self.rules = {DemandName(r.kind.value, r.holder, r.id): r.shape.allows for r in self.case.restrictions}
        for one in self.preferences:
            for line in one.red_lines:
                self.rules[DemandName("red_line", one.party, line.id)] = lambda x, c=line.condition: not c.holds(x)
        self.floors = {DemandName("walk_away", p.one.party, "walk_away"): p for p in self.parties if p.floors is not None}

    def falsehoods(self, certificate: Certificate) -> set[str]:
        """The kinds of claims of which at least one is false."""
        claimed = certificate.doubt
        assert claimed is not None
        found = {"possible"} if not self._is_possible(claimed) else set()
        found |= {"candidates: " + kind for c in claimed.candidates for kind in self._of_standing(claimed, c)}
        found |= {"grounds" for party, g in claimed.grounds.items() if not self._are_grounds(party, g)}
        found |= {"conflict"} if claimed.conflict is not None and not self._conflicts(claimed.conflict) else set()
        packages = [dict(r.package) for r in claimed.regrets]
        found |= {"regrets" for r in claimed.regrets if not self._are_regrets(r.package, packages, r.largest)}
        return found

    def _fits(self, package: Package | None) -> bool:
        return package is not None and dict(package) in self.feasible

    def _is_possible(self, claimed: ClaimedDoubt) -> bool:
        """Whether what is said of an agreement may be so."""
        ways = [[p.accepts(x) for p in self.parties] for x in self.feasible]
        surely = [all(words == {"always"} for words in of_each) for of_each in ways]
        maybe_surely = [all("always" in words for words in of_each) for of_each in ways]
        ever = [all("never" not in words for words in of_each) for of_each in ways]
        maybe_ever = [all(words != {"never"} for words in of_each) for of_each in ways]
        x = claimed.example
        if x is not None and not self._fits(x):
            return False
        at = None if x is None else self.feasible.index(dict(x))
        if claimed.possible == "always":
            return any(maybe_surely) if at is None else maybe_surely[at]
        if claimed.possible == "perhaps":
            return not any(surely) and (any(maybe_ever) if at is None else maybe_ever[at])
        return claimed.possible == "never" and at is None and not any(ever)

    def _of_standing(self, claimed: ClaimedDoubt, c: ClaimedStanding) -> set[str]:
        """Which fields say something false."""
        x = dict(c.package)
        if not self._fits(x):
            return {"package"}
        found = {"accepted" for words, p in zip(c.accepted, self.parties, strict=False) if words not in p.accepts(x)}
        refused = self._may_be_refused(x)
        if c.standing == "efficient" and (refused or any(self._dominates(y, x, always=False) for y in self.feasible)):
            found.add("efficient")
        if c.standing == "perhaps" and any(self._dominates(y, x, always=True) for y in self.feasible):
            found.add("perhaps")
        never = all(self._dominates(y, x, always=False) is False for y in self.feasible)
        if (c.standing == "perhaps" and never and not refused) or (c.standing == "dominated" and never):
            found.add("perhaps" if c.standing == "perhaps" else "dominated")
        if c.standing not in ("efficient", "perhaps", "dominated", "open"):
            found.add("standing")
        if c.rival is not None:
            y = dict(c.rival)
            if not self._fits(y) or self._dominates(y, x, always=c.standing == "dominated") is False:
                found.add("rival")
        if c.witness is not None and self._is_dominated_under(claimed, x, c.witness):
            found.add("witness")
        return found

    def _may_be_refused(self, package: Package) -> bool:
        """Whether some party may have a red line that a package crosses."""
        return any(p.may_refuse(package) for p in self.parties)

    def _dominates(self, y: Package, x: Package, *, always: bool) -> bool | None:
        """Whether a package dominates another in every truth, or in some; None where that is not known."""
        if always and self._may_be_refused(y):
            return False
        ask = [(p.always if always else p.ever) for p in self.parties]
        equal, more = [a(y, x, more=False) for a in ask], [a(y, x, more=True) for a in ask]
        if any(e is False for e in equal) or all(m is False for m in more):
            return False
        return True if all(equal) and any(more) else None

    def _is_dominated_under(self, claimed: ClaimedDoubt, x: Package, witness: Sequence[int | None]) -> bool:
        """Whether a package is dominated under truths that are named; where one is not there, nothing is said."""
        truths = []
        for p, at in zip(self.parties, witness, strict=False):
            listed = claimed.grounds[p.one.party].truths if p.one.party in claimed.grounds else ()
            if p.certain:
                truths.append(_own(p.one))
            elif at is None or not 0 <= at < len(listed) or not p.allows(listed[at]):
                return False
            else:
                truths.append(listed[at])
        if len(truths) != len(self.parties):
            return False
        leads = [[p.lead(t, y, x) for p, t in zip(self.parties, truths, strict=True)] for y in self.feasible if not self._may_be_refused(y)]
        return any(min(of_each) >= 0 and max(of_each) > 0 for of_each in leads)

    def _are_grounds(self, party: str, g: ClaimedGrounds) -> bool:
        """Whether what is listed of a party may be its numbers, or is come near to."""
        p = next((p for p in self.parties if p.one.party == party), None)
        return p is not None and all(map(p.allows, g.truths)) and all(map(p.nears, g.limits))

    def _conflicts(self, c: ClaimedConflict) -> bool:
        """Whether no package meets all demands under any truth, and those named meet all but one under some."""
        if not set(c.demands) <= {*self.rules, *self.floors}:
            return False
        every = _feasible(self.case, ())
        if any(all(self._meets(x, d) for d in c.demands) for x in every):
            return False
        return all(
            dict(x) in every and all(self._meets(x, d) is not False for d in c.demands if d != left_out)
            for left_out, x in zip(c.demands, c.without, strict=False)
        )

    def _meets(self, package: Package, demand: DemandName) -> bool | None:
        if demand in self.rules:
            return self.rules[demand](package)
        return self.floors[demand].ever(package, None, more=False)

    def _are_regrets(self, package: Package, others: Sequence[Package], largest: Sequence[Fraction]) -> bool:
        if not all(map(self._fits, others)):
            return False
        return all(p.may_regret(dict(package), others, said) for p, said in zip(self.parties, largest, strict=False))


def _feasible(case: Case, preferences: Sequence[Preferences]) -> list[dict[str, str]]:
    """All packages that keep the rules of the case and these parties' red lines; with no parties, all packages there are."""
    packages = Truth(case, ()).all
    return [
        x
        for x in packages
        if not preferences or not (case.broken_by(x) or any(line.condition.holds(x) for o in preferences for line in o.red_lines))
    ]


def _own(one: Preferences) -> ClaimedTruth:
    """The numbers of a party without doubt."""
    weights = {i: w for i, w in one.weights.items() if isinstance(w, Fraction)}
    scores = {i: {o: s for o, s in row.items() if isinstance(s, Fraction)} for i, row in one.scores.items()}
    return ClaimedTruth(weights, scores, one.exact_walk_away())
