"""How the sides deal with one another while they talk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goodoffices.case.text import Text

#: The ground rules that are texts, in the order in which they are read.
GROUND_TEXTS = ("phones", "notes", "press", "speaking", "breaks", "interpreters")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundRules:
    """Rules of the room, each None where nobody set it. No analysis hangs on them.

    ``phones``: phones and recording; ``press``: press and posts; ``speaking``: who speaks.
    ``reading_time``: the least whole hours between the circulation of a text and a decision on it.
    """

    phones: Text | None = None
    notes: Text | None = None
    press: Text | None = None
    speaking: Text | None = None
    breaks: Text | None = None
    interpreters: Text | None = None
    reading_time: int | None = None

    @property
    def texts(self) -> Mapping[str, Text]:
        """List the texts that were set, by the name of their rule."""
        found = {name: getattr(self, name) for name in GROUND_TEXTS}
        return {name: text for name, text in found.items() if text is not None}
