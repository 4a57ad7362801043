"""Checks whether one package is efficient under all truths, and who can sign it."""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.proof.certificate import ClaimedStanding
from goodoffices.proof.checking.bars import Bars
from goodoffices.proof.checking.integer_proof import IntegerProof, claim_of_none
from goodoffices.proof.checking.space import Space
from goodoffices.proof.claims.doubt_of_parties import (
    OF_OTHERS,
    AnyParty,
    PartyWithoutDoubt,
    of_each,
)
from goodoffices.proof.verdict import Claim


class StandingChecker:
    """A checker of one package after another, whether it is efficient and who can sign it.

    ``proof``: about packages that keep what is surely kept.
    """

    def __init__(self, space: Space, parties: Sequence[AnyParty], proof: IntegerProof) -> None:
        self.space, self.parties, self.proof = space, parties, proof

    def claim(self, claimed: ClaimedStanding, name: str) -> Claim:
        """Check who can sign a package, and under which truths it is efficient: all, some, none."""
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
                "a package that dominates it, or a truth that makes it efficient, is named beside "
                "another answer.",
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
            listed = of_each(claimed.bars, self.parties)
            if listed is None:
                return Claim.refused(name, OF_OTHERS)
            bars = [p.above(x, of_party) for p, of_party in zip(self.parties, listed, strict=True)]
            return self._never_dominated(
                bars,
                name,
                "it is efficient under all truths"
                + (" in which no party refuses it" if is_only_refused else ""),
            )
        return self._dominated(claimed, name)

    def _dominated(self, claimed: ClaimedStanding, name: str) -> Claim:
        """Check that the package named dominates it under all truths, or under some of them.

        Where it does under some, a truth is named under which this one is efficient.
        """
        x = claimed.package
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
            if isinstance(p, PartyWithoutDoubt)
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
            # Where several sums bound one party's lead, all of them have to be above 0 for it to be
            # better off.
            answers = [self.proof.find([*equal, *b.better]) for b in known]
        worst = next(
            (a for a in answers if a.package is not None),
            next((a for a in answers if not a.impossible), answers[0]),
        )
        return claim_of_none(
            worst,
            name,
            f"{said}; an integer program proves it.",
            "that no package dominates it under the truths that are said is not shown.",
        )
