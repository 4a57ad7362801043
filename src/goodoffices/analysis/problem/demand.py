"""A demand: something that a party, a law, a mandate or a third party asks of every package."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from goodoffices.case import Restriction
from goodoffices.preferences import RedLine


class DemandKind(StrEnum):
    """Kinds of demand; the words of the JSON output."""

    WALK_AWAY = "walk_away"
    RED_LINE = "red_line"
    LINKAGE = "linkage"
    BOUND = "bound"
    LIMIT = "limit"


@dataclass(frozen=True, kw_only=True)
class Demand:
    """One demand on every package.

    ``party`` is None where it is nobody's. ``id`` is unique within kind and party.
    """

    kind: DemandKind
    party: str | None
    id: str
    restriction: Restriction | None = None
    red_line: RedLine | None = None
    value: Fraction | None = None
