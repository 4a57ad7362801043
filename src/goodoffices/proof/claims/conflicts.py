"""Checks that demands said to conflict cannot be met together, and that each is needed."""

from __future__ import annotations

from goodoffices.proof.certificate import ClaimedConflict
from goodoffices.proof.checking.completeness import Means
from goodoffices.proof.checking.integer_proof import IntegerProof
from goodoffices.proof.checking.space import Space
from goodoffices.proof.checking.summing import first_meeting
from goodoffices.proof.verdict import Claim


class ConflictChecker:
    """A checker of conflict sets, which asks the integer program and else adds up the issues."""

    def __init__(self, space: Space, means: Means) -> None:
        self.space, self.means = space, means

    def claims(self, conflict: ClaimedConflict, suffix: str) -> list[Claim]:
        """Check that the demands cannot be met together; without any one of them the others can."""
        name = "conflict" + suffix
        if not set(conflict.demands) <= set(self.space.demands()):
            return [Claim.refused(name, "a demand is named that the case has not.")]
        if not conflict.demands or len(set(conflict.demands)) < len(conflict.demands):
            return [Claim.refused(name, "no demand is named, or one twice.")]
        rules = self.space.rules(conflict.demands)
        answer = IntegerProof(self.space, rules, self.means.seconds_left).find([])
        how = "an integer program proves it"
        if not answer.impossible and answer.package is None:
            fits, package = first_meeting(self.space, rules, self.means.seconds_left)
            how = "adding up the issues shows it"
            if not fits:
                return [
                    Claim.open(name, "whether the demands can be met together was not decided."),
                    self.minimal(conflict, suffix),
                ]
        else:
            package = None if answer.package is None else self.space.package(answer.package)
        if package is not None:
            return [
                Claim.refused(name, "a package meets all the demands that are said to conflict."),
                self.minimal(conflict, suffix),
            ]
        n = len(conflict.demands)
        return [
            Claim.accepted(name, f"no package meets the {n} demands together; {how}."),
            self.minimal(conflict, suffix),
        ]

    def minimal(self, conflict: ClaimedConflict, suffix: str) -> Claim:
        """Check that each demand of a conflict is needed: some package meets all the others."""
        claim = "minimal" + suffix
        if len(conflict.without) != len(conflict.demands):
            return Claim.refused(claim, "there is not one package for each demand.")
        for left_out, package in zip(conflict.demands, conflict.without, strict=True):
            others = [d for d in conflict.demands if d != left_out]
            name = f"{left_out.kind} {left_out.id}"
            if not self.space.knows(package):
                return Claim.refused(
                    claim,
                    f"the package without {name} does not settle each issue by an option of the "
                    "case.",
                )
            if len(others) != len(conflict.demands) - 1 or not all(
                self.space.meets(package, d) for d in others
            ):
                return Claim.refused(
                    claim, f"the package without {name} does not meet the other demands."
                )
        return Claim.accepted(
            claim, f"{len(conflict.demands)} packages each meet all demands but one."
        )
