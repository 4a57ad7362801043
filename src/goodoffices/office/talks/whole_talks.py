"""The talks with what stands in other rooms: packages that were released, and calls for answers."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from goodoffices.case import Text
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.record.in_words import entry_sentence
from goodoffices.office.releases.readings import list_packages_put, list_positions
from goodoffices.office.talks.readings import read_talks
from goodoffices.procedure import (
    MEDIATION,
    VOID,
    Carried,
    Happening,
    Item,
    ItemKind,
    Moment,
    Readers,
    Talks,
)
from goodoffices.record import kinds


def whole_talks(view: CaseView) -> Talks:
    """Give the talks as far as she may know them, with the packages released and the calls."""
    read = read_talks(view)
    if not (view.is_mediation or view.is_party):
        return read.talks
    found = list(read.talks.items)
    positions = list_positions(view)
    for entry in list_packages_put(view):
        answers = positions.get((entry.log, entry.number), [])
        answered = Moment.at(answers[-1].at) if answers else None
        at = Moment.at(entry.at)
        found.append(
            Item(
                id=f"release-{entry.log}-{entry.number}",
                kind=ItemKind.PROPOSAL,
                text=Text((("", entry.payload["words"]),)),
                owner=MEDIATION,
                package=entry.payload["package"],
                at=at,
                carried=(Carried(to=entry.payload["to"], at=at, answered=answered),),
                readers=Readers.of(entry.payload["to"]),
            )
        )
    happenings = (*read.talks.happenings, *_calls(view))
    return replace(read.talks, items=tuple(found), happenings=happenings)


def _calls(view: CaseView) -> Iterator[Happening]:
    """List that sides were asked for answers, and what came of it once that is in the record."""
    seen: set[tuple[str, str]] = set()
    for entry in view.entries_of(*kinds.CALL_KINDS):
        of = (entry.kind, str(entry.payload.get("call")))
        if entry.kind not in (kinds.CALL_OPENED.name, kinds.CALL_CLOSED.name) or of in seen:
            continue
        if view.is_mediation and entry.label != MEDIATION:
            continue
        seen.add(of)
        is_result = entry.kind == kinds.CALL_CLOSED.name
        # What was taken back ended before its hour.
        is_at_hour = is_result and entry.payload["result"] != VOID
        time = datetime.datetime.fromisoformat(entry.payload["closes"]) if is_at_hour else entry.at
        yield Happening(
            id=f"{'result' if is_result else 'call'}-{of[1]}",
            text=Text((("", entry_sentence(entry, view.case)),)),
            at=Moment.at(time),
            readers=Readers.of(*entry.payload.get("sides", (view.side.party or MEDIATION,))),
        )
