"""What people decided about reports: which are one event, what was asked, answered and found."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

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
class Entries:
    """What was entered of allegations, and the rule by which they are found."""

    rule: FindingRule
    inquiries: tuple[Inquiry, ...]
    replies: tuple[Reply, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)
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

    def about(self, reports: Collection[str]) -> Entries:
        """Give what was entered of some reports (by ids)."""
        entered = [one for name in sorted(reports) for one in self._by_report.get(name, ())]
        return Entries(
            rule=self.rule,
            inquiries=tuple(one for one in entered if isinstance(one, Inquiry)),
            replies=tuple(one for one in entered if isinstance(one, Reply)),
            findings=tuple(one for one in entered if isinstance(one, Finding)),
        )

    @cached_property
    def _by_report(self) -> Mapping[str, list[Inquiry | Reply | Finding]]:
        found: dict[str, list[Inquiry | Reply | Finding]] = {}
        entered: list[Inquiry | Reply | Finding] = [*self.inquiries, *self.replies, *self.findings]
        for one in entered:
            found.setdefault(one.incident, []).append(one)
        return found

    def joined_at(self, known_at: datetime.datetime) -> list[tuple[str, ...]]:
        """List which incidents are one event by the last word of each time it was said."""
        word: dict[frozenset[str], bool] = {}
        for one in sorted(self.same, key=lambda one: one.at):
            if one.at <= known_at:
                word[frozenset(one.incidents)] = not one.are_apart
        return [tuple(sorted(names)) for names, is_one in word.items() if is_one]
