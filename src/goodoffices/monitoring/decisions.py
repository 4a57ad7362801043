"""What people decided about reports: which are one event, what was asked, answered and found."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from goodoffices.monitoring.findings import Finding, FindingRule, Inquiry, Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A place that was visited on a day, or could not be."""

    place: str
    day: datetime.date
    at: datetime.datetime
    was_reached: bool
    why_not: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidSame:
    """That some incidents (by ids) are one event, or are not."""

    incidents: tuple[str, ...]
    at: datetime.datetime
    by: str
    are_apart: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What people decided, each with the instant at which it was known.

    ``names_of_sides``: the sides by all names that sources have for them, in small letters.
    ``expected``: sources that report every day, by id and name; their silence is shown.
    """

    names_of_sides: Mapping[str, str]
    rule: FindingRule = field(default_factory=FindingRule)
    expected: tuple[tuple[str, str], ...] = ()
    same: tuple[SaidSame, ...] = ()
    inquiries: tuple[Inquiry, ...] = ()
    replies: tuple[Reply, ...] = ()
    findings: tuple[Finding, ...] = ()
    visits: tuple[Visit, ...] = ()

    def joined_at(self, known_at: datetime.datetime) -> list[tuple[str, ...]]:
        """List which incidents are one event by the last word of each time it was said."""
        word: dict[frozenset[str], bool] = {}
        for one in sorted(self.same, key=lambda one: one.at):
            if one.at <= known_at:
                word[frozenset(one.incidents)] = not one.are_apart
        return [tuple(sorted(names)) for names, is_one in word.items() if is_one]
