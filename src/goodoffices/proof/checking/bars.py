"""What a package must reach so that it is as good as another for a party, and to be better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.proof.checking.quantity import AtLeast, Quantity


@dataclass(frozen=True)
class Bars:
    """What a package's lead must reach to be 0 or more, and to be more.

    Each is a list of which all must hold.
    """

    equal: tuple[AtLeast, ...]
    better: tuple[AtLeast, ...]

    @staticmethod
    def of(quantities: Sequence[Quantity], strict: Sequence[bool] | None = None) -> Bars:
        """Set the bars at 0, and at the least above 0, for each quantity.

        Where a lead is below its ``strict`` quantity, 0 is not enough for it to be 0.
        """
        of_each = strict or [False] * len(quantities)
        return Bars(
            tuple(AtLeast(q, int(s)) for q, s in zip(quantities, of_each, strict=True)),
            tuple(AtLeast(q, 1) for q in quantities),
        )
