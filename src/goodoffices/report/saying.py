"""How an answer is said, whatever the answer is."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Saying:
    """How an answer is said: from which day, in which language, with which remarks, and how much.

    Ages are counted from the day. The language is one of the case. ``for_party``: what this party
    may be shown, alone. ``is_brief``: on one page. ``all_points``: the whole frontier as data,
    however long.
    """

    today: datetime.date
    language: str | None = None
    for_party: str | None = None
    notes: tuple[str, ...] = ()
    is_brief: bool = False
    all_points: bool = False
