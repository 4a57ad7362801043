"""The timeline of the talks for one reader, and what is open and due on a day.

It is made of the part of the talks that the reader may read (`part_for`), and of nothing else.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from goodoffices.procedure.moment import Moment, days_between
from goodoffices.procedure.part_for_reader import part_for
from goodoffices.procedure.readers import MEDIATION, PUBLIC
from goodoffices.procedure.talks import (
    Carried,
    Deadline,
    Happening,
    Item,
    ItemKind,
    NextStep,
    Rival,
    Round,
    Talks,
)

#: What can lie with a party until it answers.
ASKS_FOR_AN_ANSWER = (
    ItemKind.PROPOSAL,
    ItemKind.NON_PAPER,
    ItemKind.QUESTION,
    ItemKind.HYPOTHETICAL,
)


class TimelineEvent(NamedTuple):
    """One line of a timeline.

    ``kind``: ``round``, ``deadline``, ``event``, a kind of item, or ``answer``. ``of``: the thing
    itself, as far as the reader may read it. ``party``: to whom an item was carried, or who
    answered; empty elsewhere.
    """

    at: Moment
    kind: str
    of: Round | Item | Deadline | Happening
    until: Moment | None = None
    party: str = ""
    rivals: tuple[Rival, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenProposal:
    """An item that lies with a party, as plain fact.

    ``days``: since it was carried there; None where that day is not known. ``agreed_days``: agreed
    for an answer; None where none were.
    """

    item: Item
    party: str
    since: Moment
    days: int | None
    agreed_days: int | None


def timeline(talks: Talks, reader: str = MEDIATION) -> list[TimelineEvent]:
    """List what happened and what is set, as far as a reader may know, the earliest first.

    ``reader``: ``mediation``, a party's id, ``observers`` or ``public``. Time: linear, and a sort.
    """
    part = part_for(talks, reader)
    found = [
        *(
            TimelineEvent(at=r.begins, until=r.ends, kind="round", of=r, rivals=r.rivals)
            for r in part.rounds
        ),
        *(one for item in part.items for one in _events_of(item)),
        *(
            TimelineEvent(at=h.at, until=h.until, kind="event", of=h, rivals=h.rivals)
            for h in part.happenings
        ),
        *(TimelineEvent(at=d.at, kind="deadline", of=d) for d in part.deadlines),
    ]
    return sorted(found, key=_order)


def _order(event: TimelineEvent) -> tuple[object, ...]:
    """Give what lines of a timeline are ordered by.

    What is answered stands before its answer, of which perhaps the day alone is known.
    """
    at = event.at.sort_key
    if event.kind == "answer" and isinstance(event.of, Item):
        at = max(at, *(one.at.sort_key for one in event.of.carried if one.to == event.party))
    return at, event.kind == "answer", event.kind, event.of.id, event.party


def _events_of(item: Item) -> Iterator[TimelineEvent]:
    """List when an item was made, carried and answered."""
    kind = str(item.kind)
    if all(one.at != item.at for one in item.carried):
        yield TimelineEvent(at=item.at, kind=kind, of=item, rivals=item.rivals)
    for one in item.carried:
        rivals = item.rivals if one.at == item.at else ()
        yield TimelineEvent(at=one.at, kind=kind, of=item, party=one.to, rivals=rivals)
        if one.answered is not None:
            yield TimelineEvent(at=one.answered, kind="answer", of=item, party=one.to)


def unanswered(item: Item) -> list[Carried]:
    """List where an item lies that asks for an answer and has none."""
    if item.kind not in ASKS_FOR_AN_ANSWER:
        return []
    return [one for one in item.carried if one.answered is None]


def open_proposals(
    talks: Talks, today: datetime.date, reader: str = MEDIATION
) -> list[OpenProposal]:
    """List what lies with a party that has not answered, the oldest first.

    A party is told of what lies with itself alone. What somebody alleges about delay is no part of
    it.
    """
    public = {item.id for item in talks.items if PUBLIC in item.readers.labels}
    found = [
        OpenProposal(
            item=item,
            party=one.to,
            since=one.at,
            days=days_between(one.at, today),
            agreed_days=item.agreed_days,
        )
        for item in part_for(talks, reader).items
        for one in unanswered(item)
        if reader in (MEDIATION, one.to) or item.id in public
    ]
    return sorted(found, key=lambda one: (one.since.sort_key, one.item.id, one.party))


def next_steps(talks: Talks, reader: str = MEDIATION) -> list[NextStep]:
    """List the next steps that a reader may know: planned ones by day, then what is not planned.

    Those that are done come last.
    """
    return sorted(
        part_for(talks, reader).next_steps,
        key=lambda one: (
            one.done is not None,
            not one.is_planned,
            one.due or datetime.date.max,
            one.id,
        ),
    )


def is_overdue(step: NextStep, today: datetime.date) -> bool:
    """Tell whether a next step should have been done before today, and nobody said that it was."""
    return step.is_planned and step.done is None and step.due is not None and step.due < today
