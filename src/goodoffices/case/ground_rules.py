"""How the sides deal with one another while they talk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from goodoffices.case.text import Text

#: The ground rules that are texts, in the order in which they are read.
GROUND_TEXTS = ("phones", "notes", "press", "speaking", "breaks", "interpreters")


class PartAgreements(StrEnum):
    """What becomes of what is agreed while other things are still open, as the file says it.

    Nothing is agreed until everything is agreed; or what is agreed holds at once.
    """

    NOTHING_UNTIL_EVERYTHING = "nothing until everything"
    EARLY_HARVEST = "early harvest"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundRules:
    """Rules of the room, each None where nobody set it. No analysis hangs on them.

    ``phones``: phones and recording; ``press``: press and posts; ``speaking``: who speaks.
    ``reading_time``: the least whole hours between the circulation of a text and a decision on it;
    ``part_agreements``: whether what is agreed holds before everything is.
    """

    phones: Text | None = None
    notes: Text | None = None
    press: Text | None = None
    speaking: Text | None = None
    breaks: Text | None = None
    interpreters: Text | None = None
    reading_time: int | None = None
    part_agreements: PartAgreements | None = None

    @property
    def texts(self) -> Mapping[str, Text]:
        """List the texts that were set, by the name of their rule."""
        found = {name: getattr(self, name) for name in GROUND_TEXTS}
        return {name: text for name, text in found.items() if text is not None}
