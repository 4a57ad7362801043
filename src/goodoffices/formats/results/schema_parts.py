"""Parts that several schemas of results share."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Package = dict[str, str | int | float]


Utilities = dict[str, float]


class Out(BaseModel):
    """A mapping in a result."""

    model_config = ConfigDict(extra="forbid")


class ExampleOut(Out):
    """A package with what each party gets."""

    package: Package
    utilities: Utilities


class DemandOut(Out):
    """One demand; `party` is null where it is nobody's."""

    kind: Literal["walk_away", "red_line", "linkage", "bound", "limit"]
    party: str | None
    id: str
    text: str


class MoneyOut(Out):
    """What each party must receive (below 0: can pay); null where its points are not told in money. `total`: what must come from outside."""

    money: dict[str, float | None]
    total: float
