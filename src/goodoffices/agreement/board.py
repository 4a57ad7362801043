"""The board: every stipulation one by one, what the mediation found, and what each side claims."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from goodoffices.agreement.agreement import Agreement
from goodoffices.agreement.life import Life
from goodoffices.agreement.obligations import ObligationState, Owed, owed_at
from goodoffices.agreement.period import instant_of
from goodoffices.agreement.progress import Progress, ProgressReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What one side, or the mediation, says last of a stipulation.

    ``since``: the report with which it began to say so, without another word between.
    """

    last: ProgressReport
    since: ProgressReport


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLine:
    """A stipulation, or one occurrence of it, on the board.

    ``finding``: the mediation's; None where it found nothing yet. ``claims``: the last word of each
    side, by its id. The two are never one.
    """

    owed: Owed
    finding: Word | None
    claims: Mapping[str, Word]

    @property
    def found(self) -> Progress | None:
        """Give how far the mediation found it; None where it did not look."""
        return None if self.finding is None else self.finding.last.progress

    @property
    def key(self) -> tuple[str, datetime.date | None]:
        """Give what tells it from other lines: the obligation's id, and the occurrence."""
        return self.owed.obligation.id, self.owed.occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardChange:
    """A line that changed between two days; ``before``: None where it was not there."""

    before: BoardLine | None
    after: BoardLine


def board_at(agreement: Agreement, lives: Sequence[Life]) -> list[BoardLine]:
    """List all stipulations with what is said of each, as known at the time of the lives."""
    if not lives:
        return []
    known_at, zone = lives[0].known_at, agreement.zone
    said: dict[tuple[str, datetime.date | None], dict[str, Word]] = {}
    for one in sorted(agreement.reports, key=lambda one: instant_of(one.at, zone)):
        if instant_of(one.at, zone) > known_at:
            break
        words = said.setdefault((one.obligation, one.occurrence), {})
        before = words.get(one.by)
        goes_on = before is not None and before.last.progress is one.progress
        words[one.by] = Word(last=one, since=before.since if before and goes_on else one)
    lines = []
    for owed in owed_at(agreement, lives):
        words = said.get((owed.obligation.id, owed.occurrence), {})
        found = next((word for word in words.values() if word.last.is_a_finding), None)
        claims = {side: word for side, word in words.items() if not word.last.is_a_finding}
        lines.append(BoardLine(owed=owed, finding=found, claims=claims))
    return lines


def with_tag(lines: Iterable[BoardLine], tag: str) -> list[BoardLine]:
    """Keep the lines with a tag; of an empty tag, all."""
    return [one for one in lines if not tag or tag in one.owed.obligation.tags]


def count_found(lines: Iterable[BoardLine]) -> Counter[Progress | None]:
    """Count how many stipulations are how far, by what the mediation found; None: not looked at.

    Of what is forbidden or allowed nothing can be carried out, so it is not counted.
    """
    return Counter(one.found for one in lines if one.owed.obligation.is_a_duty)


def count_states(lines: Iterable[BoardLine]) -> Counter[ObligationState]:
    """Count how many stipulations stand how: due, kept, overdue and so on."""
    return Counter(one.owed.state for one in lines)


def board_changes(before: Iterable[BoardLine], after: Iterable[BoardLine]) -> list[BoardChange]:
    """List the lines whose state, finding or claims changed between two days."""
    old = {one.key: one for one in before}
    changes = []
    for line in after:
        earlier = old.get(line.key)
        if earlier is None or _facts(earlier) != _facts(line):
            changes.append(BoardChange(before=earlier, after=line))
    return changes


def _facts(line: BoardLine) -> object:
    claims = sorted((side, word.last.progress) for side, word in line.claims.items())
    return line.owed.state, line.found, claims
