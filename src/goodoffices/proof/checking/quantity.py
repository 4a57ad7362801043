"""What is summed over a package, in integers: quantities, bounds on them, and rules.

Issues and options are positions in the case's lists.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: A condition by positions: for each issue that it names, the options that satisfy it.
IndexedCondition = tuple[tuple[int, frozenset[int]], ...]


@dataclass(frozen=True)
class Quantity:
    """An integer summed over a package.

    It is ``constant``, plus an amount for each option, plus points for each condition that holds.
    The number meant is the integer divided by ``scale``.
    """

    scale: int
    amounts: Mapping[int, tuple[int, ...]]
    conditions: tuple[tuple[IndexedCondition, int], ...] = ()
    constant: int = 0

    def of(self, row: Sequence[int]) -> int:
        """Sum up the quantity of a package, given by positions of options."""
        total = self.constant + sum(amounts[row[j]] for j, amounts in self.amounts.items())
        return total + sum(
            points
            for condition, points in self.conditions
            if all(row[j] in allowed for j, allowed in condition)
        )

    @property
    def largest(self) -> int:
        """Give a number such that no package has a quantity further from 0."""
        return (
            abs(self.constant)
            + sum(max(map(abs, a)) for a in self.amounts.values())
            + sum(abs(points) for _, points in self.conditions)
        )

    def negated(self) -> Quantity:
        """Give the same quantity with the opposite sign."""
        amounts = {j: tuple(-a for a in row) for j, row in self.amounts.items()}
        return Quantity(
            self.scale,
            amounts,
            tuple((condition, -points) for condition, points in self.conditions),
            -self.constant,
        )


@dataclass(frozen=True)
class AtLeast:
    """A quantity that must reach an integer bound."""

    quantity: Quantity
    bound: int

    @property
    def near(self) -> int:
        """Give an equal bound that is no longer than the quantity itself.

        A bound that all packages reach, or none, may be of any length.
        """
        return min(max(self.bound, -self.quantity.largest), self.quantity.largest + 1)

    def holds(self, row: Sequence[int]) -> bool:
        """Tell whether a package reaches it."""
        return self.quantity.of(row) >= self.bound


@dataclass(frozen=True)
class Rules:
    """What a set of demands asks of a package.

    These are conditions that it may not lie in, and quantities that it must reach. ``impossible``:
    a demand that no package can meet whatever it holds (a walk-away value above the cut).
    """

    forbidden: tuple[IndexedCondition, ...] = ()
    reached: tuple[AtLeast, ...] = ()
    impossible: bool = False
