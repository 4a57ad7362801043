"""The talks as somebody may know them: for the mediation all, for a side what it was let know.

They are made of the entries that she reads, and of nothing else. Entries that cannot be trusted are
left out; the record names them.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.utils.translation import get_language

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.entry_blocks import TrustedEntry, trusted_entries
from goodoffices.office.access.kept_texts import kept_for_a_minute, state_of_logs
from goodoffices.office.access.sides import reader_of
from goodoffices.office.talks import payloads
from goodoffices.procedure import (
    MEDIATION,
    PUBLIC,
    Carried,
    Item,
    Moment,
    NextStep,
    Readers,
    Round,
    Talks,
    Track,
)
from goodoffices.record import kinds
from goodoffices.record.entry_kind import EntryKind

#: The kinds of entries of which the talks are made.
KINDS = (
    kinds.TRACK_OPENED,
    kinds.ROUND_HELD,
    kinds.ROUND_OUTCOME,
    kinds.ROUND_PEOPLE,
    kinds.ROUND_PUBLIC,
    kinds.EVENT_ENTERED,
    kinds.DEADLINE_SET,
    kinds.STEP_SET,
    kinds.STEP_DONE,
    kinds.TALKS_MENDED,
    kinds.ITEM_GIVEN,
    kinds.ITEM_ALLOWED,
    kinds.ITEM_CARRIED,
    kinds.ITEM_PASSED,
    kinds.ITEM_ANSWERED,
    kinds.POSITION_TAKEN,
)


class EnteredThing(NamedTuple):
    """How a thing of the talks stands in the record.

    ``by``: who entered it; ``numbers``: the number of its entry in each log that holds it, by the
    log's label; ``said``: what the newest says; ``mended``: why it was mended, the newest last.
    """

    by: str
    at: datetime.datetime
    kind: str
    numbers: Mapping[str, int]
    said: Mapping[str, Any]
    mended: tuple[str, ...] = ()

    @property
    def readers(self) -> list[str]:
        """List who reads its entries, beside the mediation."""
        return [reader_of(label) for label in self.numbers if label != MEDIATION]


@dataclass(frozen=True, kw_only=True)
class TalksRead:
    """The talks, and how each thing of them stands in the record.

    ``entered``: the things by the kinds of their entries, and by their ids.

    ``allowed``: of each item of a party to which parties its owner lets it go further; ``passed``:
    of each item under which ids it went to whom; ``answers``: what was answered, by the item's id
    with the party that answered; ``people``: of each round who took part, by name, for the
    mediation.
    """

    talks: Talks
    entered: Mapping[str, Mapping[str, EnteredThing]]
    allowed: Mapping[str, tuple[str, ...]]
    passed: Mapping[str, tuple[tuple[str, str], ...]]
    answers: Mapping[str, str]
    files: Mapping[str, Mapping[str, Any]]
    people: Mapping[str, tuple[str, ...]]

    def entered_thing(self, kind: str, thing: str) -> EnteredThing | None:
        """Find how a thing stands in the record; None where there is none of that kind and id."""
        return self.entered.get(kind, {}).get(thing)

    def labels_of(self, kind: EntryKind, thing: str) -> tuple[str, ...]:
        """List the labels of the logs that hold a thing."""
        found = self.entered_thing(kind.name, thing)
        return () if found is None else tuple(found.numbers)


def read_talks(view: CaseView) -> TalksRead:
    """Read the talks as far as she may know them."""
    if KINDS not in view.remembered:
        key = ("talks", view.side.id, get_language(), view.case_digest, state_of_logs(view))
        view.remembered[KINDS] = kept_for_a_minute(key, lambda: _read(view))
    found: TalksRead = view.remembered[KINDS]
    return found


def _read(view: CaseView) -> TalksRead:
    """Make the talks of the entries that she reads."""
    # What was entered at once stands in the order of the mediation's own log.
    entries = sorted(
        trusted_entries(view, *KINDS),
        key=lambda one: (one.at, one.label != MEDIATION, one.number),
    )
    return _Reading(view, entries).talks_read()


#: The key of a thing in the payload of an entry.
KEY_OF = {
    kinds.TRACK_OPENED.name: "track",
    kinds.ROUND_HELD.name: "round",
    kinds.ROUND_OUTCOME.name: "round",
    kinds.ROUND_PEOPLE.name: "round",
    kinds.ROUND_PUBLIC.name: "round",
    kinds.EVENT_ENTERED.name: "id",
    kinds.DEADLINE_SET.name: "id",
    kinds.STEP_SET.name: "id",
    kinds.STEP_DONE.name: "step",
    kinds.ITEM_GIVEN.name: "item",
    kinds.ITEM_CARRIED.name: "item",
    kinds.ITEM_ANSWERED.name: "item",
}


class _Reading:
    """Makes the talks of entries, the oldest first."""

    def __init__(self, view: CaseView, entries: Sequence[TrustedEntry]) -> None:
        self.view = view
        self.entered: dict[str, dict[str, EnteredThing]] = {}
        self.lists: dict[str, list[TrustedEntry]] = {}
        mends = _mends(entries)
        for entry in entries:
            if entry.kind in KEY_OF:
                self._note(entry, mends.get((entry.label, entry.number), ()))
            else:
                self.lists.setdefault(entry.kind, []).append(entry)

    def _note(self, entry: TrustedEntry, mends: Sequence[Mapping[str, Any]]) -> None:
        things = self.entered.setdefault(entry.kind, {})
        thing = str(entry.payload[KEY_OF[entry.kind]])
        before = things.get(thing)
        if before is None and not mends:
            # Nearly all are entered once and never mended.
            numbers = {entry.label: entry.number}
            things[thing] = EnteredThing(entry.actor, entry.at, entry.kind, numbers, entry.payload)
            return
        if before is not None and MEDIATION in before.numbers:
            # In the logs of sides that have left nothing is mended any more: our own log counts.
            said, mended = before.said, before.mended
        else:
            said = mends[-1]["content"] if mends else entry.payload
            mended = tuple(one["why"] for one in mends)
        things[thing] = EnteredThing(
            by=entry.actor if before is None else before.by,
            at=entry.at if before is None else before.at,
            kind=entry.kind,
            numbers={entry.label: entry.number}
            if before is None
            else {**before.numbers, entry.label: entry.number},
            said=said,
            mended=mended,
        )

    def talks_read(self) -> TalksRead:
        """Give the talks."""
        allowed: dict[str, tuple[str, ...]] = {}
        for entry in self.lists.get(kinds.ITEM_ALLOWED.name, ()):
            said = entry.payload
            allowed[said["item"]] = tuple(
                dict.fromkeys((*allowed.get(said["item"], ()), *said["to"]))
            )
        passed: dict[str, tuple[tuple[str, str], ...]] = {}
        for entry in self.lists.get(kinds.ITEM_PASSED.name, ()):
            said = entry.payload
            if said["as"] or not self.view.is_mediation:
                before = passed.get(said["item"], ())
                passed[said["item"]] = (*before, (said["to"], said["as"]))
        rounds = tuple(self.rounds())
        return TalksRead(
            talks=Talks(
                parties=self.view.case.party_ids,
                tracks=tuple(self.tracks()),
                rounds=rounds,
                items=tuple(self.items()),
                happenings=tuple(self.each(kinds.EVENT_ENTERED, payloads.event_from)),
                deadlines=tuple(self.each(kinds.DEADLINE_SET, payloads.deadline_from)),
                next_steps=tuple(self.steps(rounds)),
            ),
            entered=self.entered,
            allowed=allowed,
            passed=passed,
            answers={thing: one.said["text"] for thing, one in self.of_kind(kinds.ITEM_ANSWERED)},
            files={
                thing: one.said["file"]
                for kind in (kinds.ITEM_GIVEN, kinds.ITEM_CARRIED)
                for thing, one in self.of_kind(kind)
                if one.said["file"]
            },
            people={
                thing: tuple(one.said.get("names", ()))
                for thing, one in self.of_kind(kinds.ROUND_PEOPLE)
            },
        )

    def of_kind(self, kind: EntryKind) -> Iterable[tuple[str, EnteredThing]]:
        """List the things of a kind by their ids, the earliest entered first."""
        return self.entered.get(kind.name, {}).items()

    def each(
        self, kind: EntryKind, read: Callable[[Mapping[str, Any], Readers], Any]
    ) -> Iterator[Any]:
        """Read the things of a kind."""
        return (read(one.said, _readers(one)) for _, one in self.of_kind(kind))

    def tracks(self) -> Iterator[Track]:
        return self.each(kinds.TRACK_OPENED, payloads.track_from)

    def rounds(self) -> Iterator[Round]:
        """List the rounds with what came of them, and those of which the public alone knows."""
        public = dict(self.of_kind(kinds.ROUND_PUBLIC))
        outcomes = dict(self.of_kind(kinds.ROUND_OUTCOME))
        for thing, one in self.of_kind(kinds.ROUND_HELD):
            held = payloads.round_from(one.said, _readers(one))
            if (outcome := outcomes.get(thing)) is not None:
                held = replace(
                    held,
                    agenda=payloads.text_or_none(outcome.said.get("agenda")),
                    decided=payloads.text_or_none(outcome.said["decided"]),
                    outcome_readers=_readers(outcome),
                )
            if thing in public:
                held = replace(held, may_be_said=payloads.may_be_said_from(public.pop(thing).said))
            yield held
        for thing, one in public.items():
            yield Round(
                id=thing,
                track=None,
                begins=Moment.read(one.said["began"]),
                ends=Moment.read(one.said["ended"]) if one.said["ended"] else None,
                readers=Readers.of(PUBLIC),
                may_be_said=payloads.may_be_said_from(one.said),
            )

    def steps(self, rounds: Sequence[Round]) -> Iterator[NextStep]:
        """List next steps, those of rounds, too, each with the day on which it was done."""
        done = {
            thing: datetime.date.fromisoformat(one.said["on"])
            for thing, one in self.of_kind(kinds.STEP_DONE)
        }
        tracks = {one.id: one.track for one in rounds}
        found = [
            *self.each(kinds.STEP_SET, payloads.step_from),
            *(
                step
                for thing, one in self.of_kind(kinds.ROUND_OUTCOME)
                for step in payloads.steps_from(one.said, tracks.get(thing), _readers(one))
            ),
        ]
        return (replace(one, done=done.get(one.id)) for one in found)

    def first_positions(self) -> dict[str, Moment]:
        """Find when a party first took a position on an item that was carried to it, by its id."""
        carried = {
            (label, number): thing
            for thing, one in self.of_kind(kinds.ITEM_CARRIED)
            for label, number in one.numbers.items()
        }
        found: dict[str, Moment] = {}
        for entry in self.lists.get(kinds.POSITION_TAKEN.name, ()):
            thing = carried.get((entry.label, entry.payload["put"]))
            if thing is not None:
                found.setdefault(thing, Moment.at(entry.at))
        return found

    def items(self) -> Iterator[Item]:
        """List items: her own and what was carried to her; for the mediation all, each once."""
        answered = self.first_positions() | {
            thing: Moment.read(one.said["at"]) for thing, one in self.of_kind(kinds.ITEM_ANSWERED)
        }
        passed: dict[str, list[Carried]] = {}
        for entry in self.lists.get(kinds.ITEM_PASSED.name, ()):
            said = entry.payload
            if self.view.is_mediation and not said["as"]:
                continue
            passed.setdefault(said["item"], []).append(
                Carried(
                    to=said["to"], at=Moment.read(said["at"]), answered=answered.get(said["as"])
                )
            )
        for thing, one in self.of_kind(kinds.ITEM_GIVEN):
            carried = tuple(passed.get(thing, ()))
            readers = Readers.of(payloads.owner_in(one.said), *(c.to for c in carried))
            yield payloads.item_from(one.said, readers, carried)
        if not self.view.is_mediation:
            for thing, one in self.of_kind(kinds.ITEM_CARRIED):
                at = Moment.read(one.said["at"])
                mine = Carried(to=self.view.side.party, at=at, answered=answered.get(thing))
                yield payloads.item_from(one.said, _readers(one), (mine,))


def _mends(entries: Sequence[TrustedEntry]) -> dict[tuple[str, int], list[Mapping[str, Any]]]:
    """Find what mends each entry, by its log and number, the newest last."""
    found: dict[tuple[str, int], list[Mapping[str, Any]]] = {}
    for entry in entries:
        if entry.kind == kinds.TALKS_MENDED.name:
            found.setdefault((entry.label, entry.payload["entry"]), []).append(entry.payload)
    return found


def _readers(one: EnteredThing) -> Readers:
    return Readers.of(*one.readers)
