"""Checks whether drafts are feasible, efficient or dominated, as is said, and their studies."""

from __future__ import annotations

from collections.abc import Mapping

from goodoffices.case import Package
from goodoffices.proof.checking.completeness import Vector, dominating, shown
from goodoffices.proof.checking.integer_proof import IntegerProof
from goodoffices.proof.claims.answer_ground import AnswerGround
from goodoffices.proof.claims.drafts import StudyChecker
from goodoffices.proof.verdict import Claim


class DraftChecker:
    """A checker of what is said of drafts; ``drafts``: those of the case, by name."""

    def __init__(self, ground: AnswerGround, drafts: Mapping[str, Package]) -> None:
        self.ground, self.certificate, self.known_drafts = ground, ground.certificate, drafts
        self.space, self.means = ground.space, ground.means

    def claims(self) -> list[Claim]:
        """Check what is said of each draft."""
        found = []
        for draft in self.certificate.drafts:
            name = f"draft {draft.name}"
            package = draft.point.package
            if not self.space.knows(package):
                found.append(
                    Claim.refused(name, "it does not settle each issue by an option of the case.")
                )
                continue
            if dict(self.known_drafts.get(draft.name, {})) != dict(package):
                found.append(
                    Claim.refused(name, "the case has no such draft, or it says something else.")
                )
                continue
            vector, feasible = self.ground.vector(package), self.space.is_feasible(package)
            if feasible is not (draft.efficient is not None):
                found.append(
                    Claim.refused(
                        name,
                        f"it is {'feasible' if feasible else 'not feasible'}, and the opposite is "
                        "said.",
                    )
                )
            elif not feasible and draft.dominated_by is not None:
                found.append(
                    Claim.refused(name, "it is not feasible, and a package is said to dominate it.")
                )
            elif not feasible:
                found.append(Claim.accepted(name, "it breaks a rule or crosses a red line."))
            elif draft.efficient and draft.dominated_by is not None:
                found.append(Claim.refused(name, "it is said to be efficient and dominated."))
            elif draft.efficient:
                found.append(self.efficient_draft(name, vector))
            else:
                found.append(self.dominated_draft(name, vector, draft.dominated_by))
            if draft.study is not None:
                study = StudyChecker(
                    self.space, package, self.means, self.ground.vector, self.ground.is_efficient
                )
                found += study.claims(draft.study, draft.name)
        return found

    def efficient_draft(self, name: str, vector: Vector) -> Claim:
        """Check that a draft with these utilities is efficient."""
        answer = dominating(
            self.space,
            IntegerProof(self.space, self.space.rules(), self.means.seconds_left),
            vector,
        )
        if isinstance(answer, tuple):
            return Claim.refused(
                name, f"the package worth {shown(self.space, answer)} dominates it."
            )
        return (
            Claim.open(name, "whether it is efficient was not decided.")
            if answer is None
            else Claim.accepted(name, "it is efficient.")
        )

    def dominated_draft(self, name: str, vector: Vector, package: Package | None) -> Claim:
        """Check that a draft with these utilities is dominated by the package named."""
        if package is not None and self.space.knows(package) and self.space.is_feasible(package):
            other = self.ground.vector(package)
            if other != vector and all(a >= b for a, b in zip(other, vector, strict=True)):
                return Claim.accepted(
                    name,
                    f"it is feasible, and a package worth {shown(self.space, other)} dominates it.",
                )
        return Claim.refused(name, "the package named does not dominate it.")
