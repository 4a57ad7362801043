"""Checks what is said to hold whatever the truth, where numbers are in doubt.

These are intervals, blanks or rankings. The checker goes from what the certificate lists to show
it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from goodoffices.case import Case, Package
from goodoffices.preferences import Preferences
from goodoffices.proof.certificate import ClaimedConflict, ClaimedDoubt, DemandName
from goodoffices.proof.checking.bars import Bars
from goodoffices.proof.checking.completeness import Means
from goodoffices.proof.checking.doubtful_party import DoubtfulParty
from goodoffices.proof.checking.integer_proof import IntegerProof, claim_of_none
from goodoffices.proof.checking.space import Space
from goodoffices.proof.claims.doubt_of_parties import (
    ALWAYS,
    NEVER,
    OF_OTHERS,
    PERHAPS,
    AnyParty,
    PartyWithDoubt,
    PartyWithoutDoubt,
    of_each,
)
from goodoffices.proof.claims.standing import StandingChecker
from goodoffices.proof.verdict import Claim


def check_doubt(
    case: Case, preferences: Sequence[Preferences], claimed: ClaimedDoubt, means: Means
) -> Iterator[Claim]:
    """Check whether an agreement is possible, and what holds of each package."""
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
    parties: list[AnyParty] = []
    for one in preferences:
        if not one.unsupported():
            parties.append(PartyWithoutDoubt(case, one))
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
                f"a truth that is listed of {one.party} lies outside the bounds, or breaks a "
                "ranking.",
            )
            return
        parties.append(PartyWithDoubt(party))
    space = Space(case, preferences)
    proof, sure_proof = _proofs(space, preferences, means)
    checker = DoubtChecker(space, parties, proof, sure_proof)
    standings = StandingChecker(space, parties, proof)
    yield checker.possible(claimed)
    if claimed.conflict is not None:
        yield checker.conflict(claimed, claimed.conflict, means)
    if claimed.regrets:
        yield checker.regrets(claimed)
    for number, standing in enumerate(claimed.candidates):
        yield standings.claim(standing, f"package {number + 1}")
        if means.progress is not None:
            means.progress(number + 1, len(claimed.candidates))


def _proofs(
    space: Space, preferences: Sequence[Preferences], means: Means
) -> tuple[IntegerProof, IntegerProof]:
    """Make integer programs over packages that keep what is surely kept.

    The second is over packages that cross nothing that may be a red line either.
    """
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
    return (
        IntegerProof(space, kept, means.seconds_left),
        IntegerProof(space, surely_kept, means.seconds_left),
    )


class DoubtChecker:
    """A checker of what holds of all packages together.

    ``proof``: about packages that keep what is surely kept. ``sure_proof``: about those that cross
    nothing that may be a red line either.
    """

    def __init__(
        self,
        space: Space,
        parties: Sequence[AnyParty],
        proof: IntegerProof,
        sure_proof: IntegerProof,
    ) -> None:
        self.space, self.parties, self.proof, self.sure_proof = space, parties, proof, sure_proof

    def possible(self, claimed: ClaimedDoubt) -> Claim:
        """Check whether some package can be signed by all.

        It is the same one under all truths, or one under some truth; or there is none under any.
        """
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
            return self._always(example)
        listed = of_each(claimed.bars, self.parties)
        if listed is None:
            return Claim.refused("possible", OF_OTHERS)
        if claimed.possible == PERHAPS:
            return self._perhaps(example, listed)
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

    def _always(self, example: Package | None) -> Claim:
        """Check that all can sign the package named under all truths."""
        fine = example is not None and all(p.signs(example, ALWAYS) for p in self.parties)
        return (
            Claim.accepted("possible", "all can sign the package named under all truths.")
            if fine
            else Claim.refused(
                "possible",
                "it is not shown that all can sign the package named under all truths.",
            )
        )

    def _perhaps(self, example: Package | None, listed: Sequence[tuple[int, ...]]) -> Claim:
        """Check that all can sign the package named under some truth, and none under all truths."""
        if example is None or not all(
            p.signs(example, ALWAYS) or p.signs(example, PERHAPS) for p in self.parties
        ):
            return Claim.refused(
                "possible", "no truth is shown under which all can sign the package named."
            )
        surely = [p.surely(of_party) for p, of_party in zip(self.parties, listed, strict=True)]
        said = (
            "under some truth all can sign the package named; an integer program proves that there "
            "is none for all truths."
        )
        return self._none(
            self.sure_proof,
            surely,
            said,
            "that there is no package that all can sign under all truths is not shown.",
        )

    def _none(
        self, proof: IntegerProof, bars: Sequence[Bars | None], said: str, unshown: str
    ) -> Claim:
        if any(b is None for b in bars):
            return Claim.refused("possible", "what is to show it is not listed.")
        answer = proof.find([bar for b in bars if b is not None for bar in b.equal])
        return claim_of_none(answer, "possible", said, unshown)

    def conflict(self, claimed: ClaimedDoubt, conflict: ClaimedConflict, means: Means) -> Claim:
        """Check that demands cannot be met together under any truth, and that any one may go."""
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
        listed = of_each(claimed.bars, self.parties)
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
        said = (
            f"no package meets the {len(demands)} demands together under any truth; an integer "
            "program proves it. Without any one of them some package meets the rest."
        )
        return claim_of_none(
            answer,
            "conflict",
            said,
            "that no package meets the demands under some truth is not shown.",
        )

    def _can_meet(self, package: Package, demand: DemandName) -> bool:
        """Tell whether a package meets a demand, under some truth."""
        if demand.kind != "walk_away":
            return self.space.meets(package, demand)
        return all(p.may_sign(package) for p in self.parties if p.one.party == demand.party)

    def regrets(self, claimed: ClaimedDoubt) -> Claim:
        """Check the most that each party may regret of each package compared.

        It is not exceeded in any truth, and reached in one.
        """
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
                    f"what may be regretted of package {number + 1} of those compared is not what "
                    "is said, or is not shown.",
                )
        return Claim.accepted(
            "regrets",
            f"of {len(packages)} packages compared with one another the regrets are not exceeded, "
            "and reached or come near to as a blank weight grows.",
        )
