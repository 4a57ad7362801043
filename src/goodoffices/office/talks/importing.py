"""Enters the talks that come with the files of a case into the record of that case."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from goodoffices.office.access.acting import ActNow
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.sides import label_of_party
from goodoffices.office.models import Log
from goodoffices.office.talks import payloads
from goodoffices.office.talks.commands import kind_and_payload
from goodoffices.office.talks.entering import enter, enter_public, new_number
from goodoffices.procedure import (
    MEDIATION,
    OBSERVERS,
    PARTIES,
    PUBLIC,
    Deadline,
    Happening,
    Item,
    NextStep,
    Readers,
    Round,
    Talks,
)
from goodoffices.record import kinds
from goodoffices.record.entry_kind import EntryKind


def enter_talks(view: CaseView, act: ActNow, talks: Talks) -> None:
    """Enter all of the talks, each thing into the logs of its readers, within a command.

    Whoever opens the case enters them: the record says that they came with its files. Each thing
    gets an id that says nothing, and stands without its track where somebody reads it who may not
    know of that.
    """
    logs = _Logs(view)
    logs.knowing = {one.id: {log.label for log in logs.of(one.readers)} for one in talks.tracks}
    for track in talks.tracks:
        enter(view, act, kinds.TRACK_OPENED, payloads.track_payload(track), logs.of(track.readers))
    for held in talks.rounds:
        _enter_round(view, act, held, logs)
    things: tuple[Happening | Deadline | NextStep, ...] = (
        *talks.happenings,
        *talks.deadlines,
        *talks.next_steps,
    )
    for thing in things:
        thing = replace(thing, id=new_number())
        kind, said = kind_and_payload(thing)
        logs.enter(act, kind, said, logs.of(thing.readers))
        if isinstance(thing, NextStep) and thing.done is not None:
            done = {"step": thing.id, "on": thing.done.isoformat()}
            enter(view, act, kinds.STEP_DONE, done, logs.of(thing.readers))
    for item in talks.items:
        _enter_item(view, act, item, logs)


class _Logs:
    """The logs of a case, by who reads them; ``knowing``: which of them hold a track."""

    def __init__(self, view: CaseView) -> None:
        self.view = view
        self.knowing: Mapping[str, Collection[str]] = {}
        self.by_label = {log.label: log for log in Log.objects.filter(case_id=view.case_id)}

    def of(self, readers: Readers, *, has_own: bool = True) -> list[Log]:
        """Find the logs for some readers: one that all read, or each party's; and our own."""
        own = [self.by_label[MEDIATION]] if has_own else []
        wide = next((one for one in (PUBLIC, OBSERVERS, PARTIES) if one in readers.labels), None)
        if wide in (PUBLIC, OBSERVERS):
            return [*own, self.by_label[str(wide)]]
        if wide == PARTIES:
            return [*own, self.by_label[PARTIES]]
        return [*own, *self.of_parties(sorted(readers.labels))]

    def enter(
        self, act: ActNow, kind: EntryKind, said: Mapping[str, Any], logs: Iterable[Log]
    ) -> None:
        """Enter a thing, without its track in logs whose readers may not know of that."""
        for log in logs:
            is_told = self.knows(log, said["track"])
            enter(self.view, act, kind, said if is_told else {**said, "track": ""}, [log])

    def knows(self, log: Log, track: str) -> bool:
        """Tell whether all who read a log may know of a track."""
        held = self.knowing.get(track, ())
        is_wide = PUBLIC in held or (PARTIES in held and log.label != PUBLIC)
        return not track or log.label in held or is_wide

    def of_parties(self, parties: Iterable[str]) -> list[Log]:
        """Find the logs that parties share with the mediation."""
        labels = map(label_of_party, parties)
        return [self.by_label[label] for label in labels if label in self.by_label]


def _enter_round(view: CaseView, act: ActNow, held: Round, logs: _Logs) -> None:
    held = replace(held, id=new_number())
    logs.enter(act, kinds.ROUND_HELD, payloads.round_payload(held), logs.of(held.readers))
    if held.agenda is not None or held.decided is not None:
        said = payloads.outcome_payload(held, ())
        enter(view, act, kinds.ROUND_OUTCOME, said, logs.of(held.outcome_readers))
    enter_public(view, act, held, held.may_be_said)


def _enter_item(view: CaseView, act: ActNow, item: Item, logs: _Logs) -> None:
    """Enter an item where its owner has it, and where it was carried to."""
    own = logs.by_label[MEDIATION]
    holders = [own] if item.owner == MEDIATION else logs.of_parties([item.owner])
    item = replace(item, id=new_number())
    logs.enter(act, kinds.ITEM_GIVEN, payloads.item_payload(item), holders)
    for one in item.carried:
        number = new_number()
        owner = MEDIATION if item.kind.hides_its_owner else item.owner
        # A track may say whose a hypothetical or a non-paper is.
        track = None if item.kind.hides_its_owner else item.track
        given = payloads.item_payload(replace(item, id=number, owner=owner, at=one.at, track=track))
        theirs = logs.of_parties([one.to])
        logs.enter(act, kinds.ITEM_CARRIED, given, theirs)
        passed = {"item": item.id, "to": one.to, "as": number, "at": one.at.written}
        enter(view, act, kinds.ITEM_PASSED, passed, [own])
        if item.owner != MEDIATION:
            enter(view, act, kinds.ITEM_PASSED, {**passed, "as": ""}, holders)
            enter(view, act, kinds.ITEM_ALLOWED, {"item": item.id, "to": [one.to]}, holders)
        if one.answered is not None:
            said = {"item": number, "text": "", "at": one.answered.written}
            enter(view, act, kinds.ITEM_ANSWERED, said, theirs)
