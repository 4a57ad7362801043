"""What the claims of an exact answer rest on: true utilities, and what is proven so far."""

from __future__ import annotations

from fractions import Fraction

from goodoffices.case import Package, package_key
from goodoffices.proof.certificate import Certificate
from goodoffices.proof.checking.completeness import Means, Vector, dominating
from goodoffices.proof.checking.fairness import whole_powers
from goodoffices.proof.checking.integer_proof import IntegerProof
from goodoffices.proof.checking.space import Space


class AnswerGround:
    """A certificate with the true utilities of its packages, and what is proven of its frontier."""

    def __init__(self, certificate: Certificate, space: Space, means: Means) -> None:
        self.certificate, self.space, self.means = certificate, space, means
        self.parties = [one.party for one in space.preferences]
        self.worth: dict[tuple[tuple[str, str], ...], Vector] = {}
        #: True utilities of the points that are feasible, and whether these are proven to be the
        #: whole frontier.
        self.good: list[Vector] = []
        self.whole = False
        self.known: set[Vector] = set()

    def vector(self, package: Package) -> Vector:
        """Give what a package is worth; each package is evaluated once."""
        key = package_key(package)
        if key not in self.worth:
            self.worth[key] = self.space.vector(package)
        return self.worth[key]

    @property
    def powers(self) -> tuple[int, ...] | None:
        """Give entitlements as whole numbers; None where they are no proportion of such."""
        return whole_powers(
            [self.certificate.entitlements.get(party, Fraction(1)) for party in self.parties]
        )

    @property
    def feasible_packages(self) -> list[Package]:
        """List the packages of the points that are feasible."""
        packages = [point.package for point in self.certificate.points]
        return [x for x in packages if self.space.knows(x) and self.space.is_feasible(x)]

    def is_efficient(self, vector: Vector) -> bool | None:
        """Tell whether a feasible package's utilities are efficient; None: it was not decided."""
        if self.whole:
            return vector in self.known
        answer = dominating(
            self.space,
            IntegerProof(self.space, self.space.rules(), self.means.seconds_left),
            vector,
        )
        return False if isinstance(answer, tuple) else None if answer is None else True
