"""Parts that several schemas of results share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

Package = dict[str, str | int | float]


#: A number that stays whole where it is.
Number = int | float
#: What each party gets.
Utilities = dict[str, Number]
#: Under all truths, under some and not others, or under none.
UnderTruths = Literal["always", "perhaps", "never"]


class Out:
    """A mapping in a result: its fields, in their order, are its keys.

    A key that Python keeps for itself ends in a line (`for_`).
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}


@dataclass(frozen=True, kw_only=True)
class ExampleOut(Out):
    """A package with what each party gets."""

    package: Package
    utilities: Utilities


@dataclass(frozen=True, kw_only=True)
class DemandOut(Out):
    """One demand; `party` is null where it is nobody's."""

    kind: Literal["walk_away", "red_line", "linkage", "bound", "limit"]
    party: str | None
    id: str
    text: str


@dataclass(frozen=True, kw_only=True)
class MoneyOut(Out):
    """What each party must receive (below 0: can pay); null where its points are not told in money.

    `total`: what must come from outside.
    """

    money: dict[str, float | None]
    total: float
