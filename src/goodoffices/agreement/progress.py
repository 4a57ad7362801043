"""How far a stipulation is carried out, as somebody says: claims, confirmations, findings.

A side's claim and the mediation's finding are never one thing: each is kept with who said it.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from goodoffices.case import Text
from goodoffices.procedure import MEDIATION, Moment, PublicSource


class Progress(StrEnum):
    """How far something is carried out, from the least on; blocked stands apart."""

    NOT_BEGUN = "not begun"
    BEGUN = "begun"
    ON_THE_WAY = "on the way"
    DONE = "done"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressReport:
    """What somebody said of how far an obligation is carried out, and when.

    ``occurrence``: which one, of an obligation that comes again: the day on which it begins.
    ``evidence``: where it can be seen, in words.
    """

    id: str
    obligation: str
    progress: Progress
    by: str
    at: Moment
    occurrence: datetime.date | None = None
    words: Text | None = None
    evidence: Text | None = None
    source: PublicSource | None = None

    @property
    def is_a_finding(self) -> bool:
        """Tell whether the mediation found it; what a side says is its claim."""
        return self.by == MEDIATION
