"""Who knew what, when: of an entry who could read it, and of a person what she could read by a day.

It holds as far as acts are recorded. What somebody reads here tells her of nobody whom she does not
know, and of no entry that she does not read herself.
"""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.opened import EntryView, PersonLine
from goodoffices.office.access.rights import Right, has
from goodoffices.office.access.visible_rows import reads_log
from goodoffices.office.models import Log, Membership, Side
from goodoffices.record.kinds import ENTRY_DESTROYED

#: Entries of one person that stand on a page.
MOST_SHOWN = 100


@dataclass(frozen=True, kw_only=True)
class CouldRead:
    """Somebody who could read an entry: from when until when, and by which act.

    ``until``: None where she still can. ``is_by_joining``: she came to a side that reads it;
    otherwise it was entered while she stood there.
    """

    name: str
    side: str
    since: datetime.datetime
    until: datetime.datetime | None
    is_by_joining: bool


@dataclass(frozen=True, kw_only=True)
class EntryReaders:
    """Who could read an entry, as far as the one who asks may know.

    ``unnamed``: sides that read it, of which she knows nobody. ``destruction``: the act by which
    its words were destroyed; None where they were not.
    """

    entry: EntryView
    destruction: EntryView | None
    people: tuple[CouldRead, ...]
    unnamed: tuple[str, ...]


def find_readers(view: CaseView, label: str, number: int) -> EntryReaders | None:
    """Find who could read an entry of the record; None where she who asks cannot."""
    row = view.entry_rows().filter(log__label=label, number=number).first()
    if row is None:
        return None
    sides = [
        side
        for side in Side.objects.filter(case_id=view.case_id).order_by("place")
        if reads_log(side, row.log)
    ]
    destruction = _find_destruction(view, row.log, number)
    end = None if destruction is None else destruction.at
    people = []
    for member in _members(view):
        if any(member.side_id == side.id for side in sides):
            found = _could_read(member, row.log, row.at, end)
            people += [found] if found else []
    known = {member.side_id for member in _members(view)}
    return EntryReaders(
        entry=view.opened_entries([row])[0],
        destruction=destruction,
        people=tuple(sorted(people, key=lambda one: (one.since, one.side, one.name))),
        unnamed=tuple(side.called for side in sides if side.id not in known),
    )


def _find_destruction(view: CaseView, log: Log, number: int) -> EntryView | None:
    """Find the act by which the words of an entry were destroyed; None where they were not."""
    return next(
        (
            act
            for act in view.entries_of(ENTRY_DESTROYED)
            if act.log == log.pk and number in act.payload.get("entries", ())
        ),
        None,
    )


def find_person(view: CaseView, membership: uuid.UUID) -> PersonLine | None:
    """Find somebody whom she who asks may know, by her membership."""
    found = next((one for one in _members(view) if one.id == membership), None)
    return (
        None
        if found is None
        else PersonLine(
            membership=found.id,
            side_id=found.side_id,
            side=found.side.called,
            name=found.person.name,
            roles=tuple(found.roles),
            since=found.since,
            ended_at=found.ended_at,
        )
    )


def list_what_she_could_read(
    view: CaseView, person: PersonLine, end: datetime.datetime
) -> tuple[list[EntryView], int]:
    """List the newest entries that somebody could read by a time, and count all of them.

    It lists those alone that she who asks reads, too, and of them at most `MOST_SHOWN`.
    """
    member = next((one for one in _members(view) if one.id == person.membership), None)
    if member is None or member.since > end:
        return [], 0
    rows = [
        row
        for row in view.entry_rows().filter(at__lte=end)
        if reads_log(member.side, row.log) and _could_read(member, row.log, row.at)
    ]
    return view.opened_entries(rows[:MOST_SHOWN]), len(rows)


def _members(view: CaseView) -> list[Membership]:
    """List the memberships that she may know, of those who read the record.

    Of other sides than her own these are the ones that last.
    """
    rows = view.visible_rows.memberships().filter(case_id=view.case_id)
    return [
        member
        for member in rows.select_related("person", "side")
        if (member.ended_at is None or member.side_id == view.side.id)
        and has(Right.SEE_RECORD, member.side.kind, member.roles)
    ]


def _could_read(
    member: Membership,
    log: Log,
    at: datetime.datetime,
    destroyed_at: datetime.datetime | None = None,
) -> CouldRead | None:
    """Say from when until when somebody could read an entry; None where at no time.

    A side that withdrew reads on in its own log, and no longer in those that it shares.
    """
    ends = [member.ended_at, member.side.left_at if log.side_id is None else None, destroyed_at]
    until = min((end for end in ends if end is not None), default=None)
    since = max(at, member.since)
    if until is not None and until < since:
        return None
    return CouldRead(
        name=member.person.name,
        side=member.side.called,
        since=since,
        until=until,
        is_by_joining=member.since > at,
    )
