"""Checks what is said to hold whatever the truth, where numbers are intervals, blanks or rankings, from what the certificate lists to show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from goodoffices.case import Case, Package
from goodoffices.preferences import Preferences, utility
from goodoffices.proof.certificate import ClaimedConflict, ClaimedDoubt, ClaimedStanding, DemandName
from goodoffices.proof.checking.completeness import Means
from goodoffices.proof.checking.doubtful_party import Bars, DoubtfulParty
from goodoffices.proof.checking.integer_proof import IntegerProof, SolverAnswer
from goodoffices.proof.checking.space import AtLeast, Quantity, Space
from goodoffices.proof.verdict import Claim

ALWAYS, PERHAPS, NEVER = "always", "perhaps", "never"
OF_OTHERS = "what is listed to show it is of other parties."


class _Certain:
    """A party without doubt: its own utility."""

    def __init__(self, case: Case, one: Preferences) -> None:
        self.one, self.alone = one, Space(case, [one])

    def signs(self, package: Package, said: str) -> bool:
        floor = self.one.exact_walk_away()
        return said == (ALWAYS if floor is None or utility(self.one, package) >= floor else NEVER)

    @property
    def has_floor(self) -> bool:
        return self.one.exact_walk_away() is not None

    def may_sign(self, package: Package) -> bool:
        return self.signs(package, ALWAYS)

    def regrets(self, package: Package, others: Sequence[Package], most: Fraction) -> bool:
        return most == max(utility(self.one, other) for other in others) - utility(
            self.one, package
        )

    def leads(self, package: Package, over: Package, *, always: bool) -> tuple[bool, bool]:
        ahead = utility(self.one, package) - utility(self.one, over)
        return ahead >= 0, ahead > 0

    def bars(self, over: Package | None) -> Bars:
        floor = self.one.exact_walk_away() if over is None else utility(self.one, over)
        if floor is None:
            return Bars((), ())
        worth = self.alone.utilities[0]
        never = AtLeast(worth, worth.largest + 1)
        return Bars(
            (self.alone.reaching(0, floor) or never,), (self.alone.exceeding(0, floor) or never,)
        )

    def above(self, over: Package | None, listed: Sequence[int]) -> Bars:
        """Its truth is one, so nothing needs to be listed."""
        return self.bars(over)

    def within(self, over: Package, listed: int | None) -> Bars:
        return self.bars(over)

    def surely(self, listed: Sequence[int]) -> Bars:
        return self.bars(None)


class _InDoubt:
    """A party with doubt, and what the certificate lists of it."""

    def __init__(self, party: DoubtfulParty) -> None:
        self.party, self.one = party, party.one

    @property
    def has_floor(self) -> bool:
        return self.party.floor is not None

    def signs(self, package: Package, said: str) -> bool:
        """Whether it is shown that it signs a package always, perhaps, or never, as is said."""
        refuses = self.party.may_refuse(package)
        if self.party.floor is None:
            return said == (PERHAPS if refuses else ALWAYS)
        lead = self.party.lead(package, None)
        short = {part: -factor for part, factor in lead.items()}
        if said == ALWAYS:
            return not refuses and self.party.is_at_most(short, less=False)
        if said == NEVER:
            return self.party.is_at_most(lead, less=True)
        return self.party.can(lead, be_more=False) and (
            refuses or self.party.can(short, be_more=True)
        )

    def may_sign(self, package: Package) -> bool:
        """Whether it signs a package under some truth, as far as is shown."""
        return self.party.floor is None or self.party.can(
            self.party.lead(package, None), be_more=False
        )

    def regrets(self, package: Package, others: Sequence[Package], most: Fraction) -> bool:
        """Whether another package can exceed this one by so much, and none by more."""
        ahead = [
            self.party.beyond(self.party.lead(other, package), most)
            for other in others
            if other != package
        ]
        never_more = all(self.party.is_at_most(one, less=False) for one in ahead)
        reached = any(self.party.can(one, be_more=False) for one in ahead)
        near = any(self.party.approaches(other, package, most) for other in others)
        return most >= 0 and never_more and (most == 0 or reached or near)

    def leads(self, package: Package, over: Package, *, always: bool) -> tuple[bool, bool]:
        """Whether a package is at least as good as another, and better: in all truths, or in some."""
        lead = self.party.lead(package, over)
        if not always:
            return self.party.can(lead, be_more=False), self.party.can(lead, be_more=True)
        short = {part: -factor for part, factor in lead.items()}
        return self.party.is_at_most(short, less=False), self.party.is_at_most(short, less=True)

    def above(self, over: Package | None, listed: Sequence[int]) -> Bars | None:
        """What a package must reach to lead in some truth, as far as these multipliers tell (none named: the bounds alone); None where they are not listed."""
        known = self.party.multipliers
        if not all(0 <= k < len(known) for k in listed):
            return None
        used = [known[k] for k in listed or (0,)]
        return self._bars(
            over,
            [self.party.above(over, times) for times in used],
            [self.party.is_strict(times) for times in used],
        )

    def within(self, over: Package, listed: int | None) -> Bars | None:
        """What it must reach to lead in one truth; None where that is not listed."""
        return None if listed is None else self._within(over, [listed])

    def _within(self, over: Package | None, listed: Sequence[int]) -> Bars | None:
        known = self.party.truths
        if not all(0 <= k < len(known) for k in listed):
            return None
        return self._bars(over, [self.party.within(over, known[k]) for k in listed])

    def surely(self, listed: Sequence[int]) -> Bars | None:
        """What it must reach to be signed for sure: in these truths, or with no rankings at its least."""
        if self.party.rows:
            return self._within(None, listed)
        return self._bars(None, [self.party.below(None)])

    def _bars(
        self,
        over: Package | None,
        quantities: Sequence[Quantity],
        strict: Sequence[bool] | None = None,
    ) -> Bars:
        return (
            Bars((), ())
            if over is None and self.party.floor is None
            else Bars.of(quantities, strict)
        )


def check_doubt(
    case: Case, preferences: Sequence[Preferences], claimed: ClaimedDoubt, means: Means
) -> Iterator[Claim]:
    """Whether an agreement is possible, and what holds of each package."""
    if any(one.numbers.cut is not None or one.numbers.grid is not None for one in preferences):
        yield Claim.open("truths", "the files hold doubt of a kind that is not decided.")
        return
    doubtful = {one.party for one in preferences if one.unsupported()}
    if not set(claimed.grounds) <= doubtful:
        yield Claim.refused(
            "truths",
            "something is listed of a party that has no numbers in doubt, or of none of the case.",
        )
        return
    parties: list[_Certain | _InDoubt] = []
    for one in preferences:
        if not one.unsupported():
            parties.append(_Certain(case, one))
            continue
        party = DoubtfulParty(case, one)
        if not party.decidable:
            yield Claim.open("truths", "the files hold doubt of a kind that is not decided.")
            return
        grounds = claimed.grounds.get(one.party)
        if grounds is not None and not party.take(
            grounds.multipliers, grounds.truths, grounds.limits
        ):
            yield Claim.refused(
                "truths",
                f"a truth that is listed of {one.party} lies outside the bounds, or breaks a ranking.",
            )
            return
        parties.append(_InDoubt(party))
    space = Space(case, preferences)
    rules = [
        *space.restrictions,
        *(
            DemandName("red_line", one.party, line.id)
            for one in preferences
            for line in one.red_lines
        ),
    ]
    kept = space.rules(rules)
    surely_kept = replace(
        kept,
        forbidden=kept.forbidden
        + space.indexed(line.condition for one in preferences for line in one.possible_red_lines),
    )
    proofs = [IntegerProof(space, some, means.seconds_left) for some in (kept, surely_kept)]
    checker = _Doubting(space, parties, *proofs)
    yield checker.possible(claimed)
    if claimed.conflict is not None:
        yield checker.conflict(claimed, claimed.conflict, means)
    if claimed.regrets:
        yield checker.regrets(claimed)
    for number, standing in enumerate(claimed.candidates):
        yield checker.standing(standing, f"package {number + 1}")
        if means.progress is not None:
            means.progress(number + 1, len(claimed.candidates))


class _Doubting:
    """``proof``: about packages that keep what is surely kept; ``sure_proof``: that cross nothing that may be a red line either."""

    def __init__(
        self,
        space: Space,
        parties: Sequence[_Certain | _InDoubt],
        proof: IntegerProof,
        sure_proof: IntegerProof,
    ) -> None:
        self.space, self.parties, self.proof, self.sure_proof = space, parties, proof, sure_proof

    def possible(self, claimed: ClaimedDoubt) -> Claim:
        """Whether some package can be signed by all: the same one under all truths, under some, under none."""
        example = claimed.example
        if example is not None and (
            not self.space.knows(example) or not self.space.is_feasible(example)
        ):
            return Claim.refused(
                "possible", "the package named breaks a rule or crosses a red line."
            )
        if claimed.possible not in (ALWAYS, PERHAPS, NEVER) or (
            claimed.possible == ALWAYS and any(claimed.bars)
        ):
            return Claim.refused(
                "possible",
                "the answer is none that there is, or something is listed that shows another.",
            )
        if claimed.possible == ALWAYS:
            fine = example is not None and all(p.signs(example, ALWAYS) for p in self.parties)
            return (
                Claim.accepted("possible", "all can sign the package named under all truths.")
                if fine
                else Claim.refused(
                    "possible",
                    "it is not shown that all can sign the package named under all truths.",
                )
            )
        listed = self._of_each(claimed.bars)
        if listed is None:
            return Claim.refused("possible", OF_OTHERS)
        if claimed.possible == PERHAPS:
            if example is None or not all(
                p.signs(example, ALWAYS) or p.signs(example, PERHAPS) for p in self.parties
            ):
                return Claim.refused(
                    "possible", "no truth is shown under which all can sign the package named."
                )
            surely = [p.surely(of_party) for p, of_party in zip(self.parties, listed, strict=True)]
            said = "under some truth all can sign the package named; an integer program proves that there is none for all truths."
            return self._none(
                self.sure_proof,
                surely,
                said,
                "that there is no package that all can sign under all truths is not shown.",
            )
        if example is not None:
            return Claim.refused("possible", "a package is named, and none is said to be possible.")
        perhaps = [
            p.above(None, of_party) for p, of_party in zip(self.parties, listed, strict=True)
        ]
        said = "under no truth is there a package that all can sign; an integer program proves it."
        return self._none(
            self.proof,
            perhaps,
            said,
            "that no package can be signed by all under some truth is not shown.",
        )

    def _of_each(self, listed: Sequence[tuple[int, ...]]) -> Sequence[tuple[int, ...]] | None:
        """What is listed for each party; nothing at all is nothing for each. None where it is not of these parties."""
        of_each = listed or ((),) * len(self.parties)
        return of_each if len(of_each) == len(self.parties) else None

    def _none(
        self, proof: IntegerProof, bars: Sequence[Bars | None], said: str, unshown: str
    ) -> Claim:
        if any(b is None for b in bars):
            return Claim.refused("possible", "what is to show it is not listed.")
        answer = proof.find([bar for b in bars if b is not None for bar in b.equal])
        return _claim(answer, "possible", said, unshown)

    def conflict(self, claimed: ClaimedDoubt, conflict: ClaimedConflict, means: Means) -> Claim:
        """Demands that cannot be met together under any truth, and of which any one may go."""
        known = {
            *self.space.restrictions,
            *(
                DemandName("red_line", o.party, line.id)
                for o in self.space.preferences
                for line in o.red_lines
            ),
        }
        known |= {
            DemandName("walk_away", p.one.party, "walk_away") for p in self.parties if p.has_floor
        }
        demands = conflict.demands
        if (
            not demands
            or not set(demands) <= known
            or len(set(demands)) < len(demands)
            or len(conflict.without) != len(demands)
        ):
            return Claim.refused(
                "conflict", "it names demands that there are not, or not a package for each."
            )
        for demand, package in zip(demands, conflict.without, strict=True):
            if not self.space.knows(package) or not all(
                self._can_meet(package, other) for other in demands if other != demand
            ):
                return Claim.refused(
                    "conflict", "a package that is named is not shown to meet all demands but one."
                )
        listed = self._of_each(claimed.bars)
        if listed is None:
            return Claim.refused("conflict", OF_OTHERS)
        bars = [
            p.above(None, of_party)
            for p, of_party in zip(self.parties, listed, strict=True)
            if DemandName("walk_away", p.one.party, "walk_away") in demands
        ]
        if any(b is None for b in bars):
            return Claim.refused("conflict", "what is to show it is not listed.")
        rules = self.space.rules([d for d in demands if d.kind != "walk_away"])
        answer = IntegerProof(self.space, rules, means.seconds_left).find(
            [bar for b in bars if b is not None for bar in b.equal]
        )
        said = f"no package meets the {len(demands)} demands together under any truth; an integer program proves it. Without any one of them some package meets the rest."
        return _claim(
            answer,
            "conflict",
            said,
            "that no package meets the demands under some truth is not shown.",
        )

    def _can_meet(self, package: Package, demand: DemandName) -> bool:
        """Whether a package meets a demand, under some truth."""
        if demand.kind != "walk_away":
            return self.space.meets(package, demand)
        return all(p.may_sign(package) for p in self.parties if p.one.party == demand.party)

    def regrets(self, claimed: ClaimedDoubt) -> Claim:
        """The most that each party may regret of each package compared: not exceeded in any truth, and reached in one."""
        packages = [r.package for r in claimed.regrets]
        if not all(self.space.knows(x) and self.space.is_feasible(x) for x in packages):
            return Claim.refused(
                "regrets", "a package compared breaks a rule or crosses a red line."
            )
        for number, regret in enumerate(claimed.regrets):
            fitting = len(regret.largest) == len(self.parties)
            if not fitting or not all(
                p.regrets(regret.package, packages, most)
                for p, most in zip(self.parties, regret.largest, strict=True)
            ):
                return Claim.refused(
                    "regrets",
                    f"what may be regretted of package {number + 1} of those compared is not what is said, or is not shown.",
                )
        return Claim.accepted(
            "regrets",
            f"of {len(packages)} packages compared with one another the regrets are not exceeded, and reached or come near to as a blank weight grows.",
        )

    def standing(self, claimed: ClaimedStanding, name: str) -> Claim:
        """Whether a package is efficient under all truths, some, none, and who can sign it."""
        x = claimed.package
        if not self.space.knows(x) or not self.space.is_feasible(x):
            return Claim.refused(
                name, "it breaks a rule or crosses a red line, or names no option of the case."
            )
        if len(claimed.accepted) != len(self.parties) or not all(
            p.signs(x, said) for said, p in zip(claimed.accepted, self.parties, strict=True)
        ):
            return Claim.refused(name, "others can sign it, or under other truths, than is said.")
        if (claimed.rival is not None and claimed.standing not in ("perhaps", "dominated")) or (
            claimed.witness is not None and claimed.standing != "perhaps"
        ):
            return Claim.refused(
                name,
                "a package that dominates it, or a truth that makes it efficient, is named beside another answer.",
            )
        if claimed.standing == "open":
            return Claim.accepted(
                name, "who can sign it is what is said; nothing is said of whether it is efficient."
            )
        may_be_refused = any(
            line.condition.holds(x) for o in self.space.preferences for line in o.possible_red_lines
        )
        is_only_refused = claimed.standing == "perhaps" and may_be_refused and claimed.rival is None
        if claimed.standing == "efficient" and may_be_refused:
            return Claim.refused(
                name, "a party may refuse it, and it is said to be efficient under all truths."
            )
        if claimed.standing == "efficient" or is_only_refused:
            listed = self._of_each(claimed.bars)
            if listed is None:
                return Claim.refused(name, OF_OTHERS)
            bars = [p.above(x, of_party) for p, of_party in zip(self.parties, listed, strict=True)]
            return self._never_dominated(
                bars,
                name,
                "it is efficient under all truths"
                + (" in which no party refuses it" if is_only_refused else ""),
            )
        rival = claimed.rival
        if rival is None or not self.space.knows(rival) or not self.space.is_feasible(rival):
            return Claim.refused(name, "no feasible package is named that dominates it.")
        if claimed.standing == "dominated" and any(
            line.condition.holds(rival)
            for o in self.space.preferences
            for line in o.possible_red_lines
        ):
            return Claim.refused(
                name, "the package that is said to dominate it may be refused by some party."
            )
        leads = [p.leads(rival, x, always=claimed.standing == "dominated") for p in self.parties]
        if not all(equal for equal, _ in leads) or not any(better for _, better in leads):
            return Claim.refused(
                name,
                "the package named is not shown to dominate it under the truths that are said.",
            )
        if claimed.standing == "dominated":
            return Claim.accepted(name, "the package named dominates it under all truths.")
        if (
            claimed.standing != "perhaps"
            or claimed.witness is None
            or len(claimed.witness) != len(self.parties)
        ):
            return Claim.refused(name, "no truth is named under which it is efficient.")
        if any(
            at is not None
            for p, at in zip(self.parties, claimed.witness, strict=True)
            if isinstance(p, _Certain)
        ):
            return Claim.refused(name, "a truth is named of a party that has no numbers in doubt.")
        bars = [p.within(x, at) for p, at in zip(self.parties, claimed.witness, strict=True)]
        return self._never_dominated(
            bars, name, "under one truth it is efficient, under another it is dominated"
        )

    def _never_dominated(self, bars: Sequence[Bars | None], name: str, said: str) -> Claim:
        if any(b is None for b in bars):
            return Claim.refused(name, "what is to show it is not listed.")
        known = [b for b in bars if b is not None]
        equal = [bar for b in known for bar in b.equal]
        if all(len(b.better) <= 1 for b in known):
            answers = [self.proof.find(equal, [[bar for b in known for bar in b.better]])]
        else:
            # Where several sums bound one party's lead, all of them have to be above 0 for it to be better off.
            answers = [self.proof.find([*equal, *b.better]) for b in known]
        worst = next(
            (a for a in answers if a.package is not None),
            next((a for a in answers if not a.impossible), answers[0]),
        )
        return _claim(
            worst,
            name,
            f"{said}; an integer program proves it.",
            "that no package dominates it under the truths that are said is not shown.",
        )


def _claim(answer: SolverAnswer, name: str, said: str, unshown: str) -> Claim:
    if answer.package is not None:
        return Claim.refused(name, unshown)
    return (
        Claim.accepted(name, said)
        if answer.impossible
        else Claim.open(name, "this was not decided.")
    )
