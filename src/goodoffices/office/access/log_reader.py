"""Opens entries of the record for one side, and checks each against its digest and its place."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from goodoffices.office.access.opened import EntryView
from goodoffices.office.access.side_keys import unwrapped_log_key, wrapped_log_keys
from goodoffices.office.models import Actor, Entry, Log, Side
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import keys
from goodoffices.record import (
    BundleEntry,
    Departure,
    LogBundle,
    MerkleLeaf,
    first_departure,
    is_of_first_format,
    time_as_written,
    wrong_with,
)

#: The name that an account keeps whose name was erased.
ERASED = "somebody whose name was erased"


class Told(NamedTuple):
    """Who acted, by her name and as a person, and what the entry says of it."""

    actor: str
    by: uuid.UUID | None
    payload: Mapping[str, Any]


class LogReader:
    """Reads logs with the keys of one side; keys and names are fetched once."""

    def __init__(self, side: Side) -> None:
        self._side = side
        self._keys: dict[uuid.UUID, bytes] = {}

    def opened(self, row: Entry) -> EntryView:
        """Open an entry, give what it says.

        Where it is not what was entered, only that is said.
        """
        if is_destroyed(row):
            return replace(_untold(row, ""), is_destroyed=True)
        act, wrong = self.act(row)
        if act is None:
            return _untold(row, wrong)
        if is_of_first_format(act):
            told = Told(act["actor"]["name"], None, act["payload"])
        else:
            told = self.told(act["actor"].get("id"), act["payload"])
        return replace(
            _untold(row, ""),
            kind=act["kind"],
            actor=told.actor,
            by=told.by,
            payload=told.payload,
            is_bound=not is_of_first_format(act),
        )

    def act(self, row: Entry) -> tuple[dict[str, Any] | None, str]:
        """Open the act that an entry holds; None where it is not what was entered, with why."""
        try:
            leaf = self.leaf(row)
        except keys.NotOpened:
            return None, _("it cannot be opened where it stands")
        if wrong := wrong_with(leaf, str(row.log_id), row.log.label) or _wrong_beside(row, leaf):
            return None, wrong
        return json.loads(leaf.content), ""

    def told(self, actor: str | None, payload: dict[str, Any]) -> Told:
        """Give what an entry says, with the names of those who are numbers in it.

        ``actor``: the number of who acted; None: the office.
        """
        by, name = self._acting(actor)
        return Told(name, by, self._named(payload))

    def _acting(self, actor: str | None) -> tuple[uuid.UUID | None, str]:
        """Find who acted: her person and her name. None: the office acted."""
        if actor is None:
            return None, _("the office")
        return self._actors.get(actor) or (None, _("somebody whose name was erased"))

    def leaf(self, row: Entry) -> MerkleLeaf:
        """Open an entry, give its bytes with what they are checked against. Raises `NotOpened`."""
        if is_destroyed(row):
            return MerkleLeaf(row.number, b"", b"", bytes(row.digest))
        place = (
            place_of_entry(row.pk, row.log_id, row.number) if row.is_of_log else f"entry {row.pk}"
        )
        outer = self.key_of(row.log) if row.is_of_log else keys.opening_key()
        content = keys.unseal_apart(outer, row.key, row.sealed, f"entry {row.pk}", place)
        return MerkleLeaf(row.number, content, bytes(row.salt), bytes(row.digest))

    def departures(self, rows: QuerySet[Entry]) -> list[tuple[str, Departure]]:
        """Check whole logs, name the first departure of each."""
        found = []
        for log, entries in self._by_log(rows):
            opened: list[tuple[Entry, MerkleLeaf]] = []
            unopened: Departure | None = None
            for row in entries:
                try:
                    opened.append((row, self.leaf(row)))
                except (keys.NotOpened, Refused):
                    unopened = Departure(row.number, _("it cannot be opened where it stands"))
                    break
            departure = (
                first_departure(str(log.pk), log.label, [leaf for __, leaf in opened]) or unopened
            )
            # Those before it are entries as they were entered; the columns beside them may not be.
            sound = (
                opened
                if departure is None
                else [(row, leaf) for row, leaf in opened if row.number < departure.number]
            )
            beside = (
                Departure(row.number, wrong)
                for before, (row, leaf) in zip([None, *sound], sound, strict=False)
                if (wrong := _wrong_beside(row, leaf, None if before is None else before[0]))
            )
            departure = next(beside, departure)
            if departure is not None:
                found.append((log.label, departure))
        return found

    def bundle(self, log: Log, rows: QuerySet[Entry], checkpoints: Iterable[str]) -> LogBundle:
        """Give a whole log, with these entries, as it is taken away. Raises `NotOpened`."""
        leaves = [self.leaf(row) for row in rows.select_related("log").order_by("number")]
        said = b"".join(leaf.content for leaf in leaves).decode()
        return LogBundle(
            log=str(log.pk),
            label=log.label,
            names={actor: name for actor, (__, name) in self._actors.items() if actor in said},
            entries=[
                BundleEntry(leaf.digest, leaf.content or None, leaf.salt or None) for leaf in leaves
            ],
            checkpoints=tuple(checkpoints),
        )

    def _by_log(self, rows: QuerySet[Entry]) -> Iterator[tuple[Log, Iterable[Entry]]]:
        ordered = rows.select_related("log").order_by("log__label", "number")
        return ((log, entries) for log, entries in groupby(ordered, lambda row: row.log))

    def key_of(self, log: Log) -> bytes:
        """Open the key of a log. Raises `NotOpened`, `Refused`."""
        if log.pk not in self._keys:
            self._keys[log.pk] = unwrapped_log_key(log, self._side, self._wrapped)
        return self._keys[log.pk]

    @cached_property
    def _wrapped(self) -> dict[uuid.UUID, bytes]:
        """Find the wrapped keys of the side, at once."""
        return wrapped_log_keys(self._side)

    @cached_property
    def _actors(self) -> dict[str, tuple[uuid.UUID | None, str]]:
        """Find person and name of each actor of the case, by her id."""
        return {
            str(row.pk): (row.person_id, name_of(row))
            for row in Actor.objects.filter(case_id=self._side.case_id)
            if row.key  # Empty where the name was erased.
        }

    @cached_property
    def names(self) -> dict[str, str]:
        """Find the names of the people and sides whom entries name by a number."""
        sides = Side.objects.filter(case_id=self._side.case_id)
        people = {number: name for number, (_person, name) in self._actors.items()}
        return {**people, **{str(side.pk): side.name for side in sides}}

    def name_of_actor(self, actor: str) -> str:
        """Give the name of somebody whom the record names by a number."""
        return self._actors.get(actor, (None, _("somebody whose name was erased")))[1]

    def _named(self, payload: dict[str, object]) -> dict[str, object]:
        """Add to a payload the name of the person or the side that it is about."""
        if "who" in payload:
            return {
                **payload,
                "name": self._actors.get(
                    str(payload["who"]), (None, _("Somebody whose name was erased"))
                )[1],
            }
        if "people" in payload:
            gone = (None, _("Somebody whose name was erased"))
            people = payload["people"]
            assert isinstance(people, list)
            return {**payload, "names": [self._actors.get(str(one), gone)[1] for one in people]}
        if "side" in payload:
            return {
                **payload,
                "name": Side.objects.get(pk=str(payload["side"]), case_id=self._side.case_id).name,
            }
        return payload


def is_destroyed(row: Entry) -> bool:
    """Tell whether the words of an entry are gone.

    That an act of the record says so is looked at where the whole log is checked.
    """
    return not row.key and not row.sealed and not row.salt


def _untold(row: Entry, wrong: str) -> EntryView:
    """Give an entry without what it says, and why that cannot be trusted."""
    return EntryView(
        log=row.log_id,
        label=row.log.label,
        number=row.number,
        at=row.at,
        kind="",
        actor="",
        by=None,
        payload={},
        digest=bytes(row.digest).hex(),
        wrong=wrong,
    )


def _wrong_beside(row: Entry, leaf: MerkleLeaf, before: Entry | None = None) -> str:
    """Say which clear column beside an entry differs from what it says; empty where none does.

    ``before``: the row before it in its log, where that is known. Of words that were destroyed no
    more can be said than that they were not entered before it.
    """
    if before is not None and row.at < before.at:
        return _("the time beside it is before that of the entry before it")
    if leaf.is_destroyed:
        return ""
    act = json.loads(leaf.content)
    if act["at"] != time_as_written(row.at):
        return _("the time beside it was changed")
    return (
        ""
        if keys.kind_tag(row.log_id, act["kind"]) == row.tag
        else _("the mark of its kind was changed")
    )


def place_of_entry(entry: uuid.UUID, log: uuid.UUID, number: int) -> str:
    """Name the place to which a sealed entry is tied."""
    return f"entry {entry} of {log} {number}"


def name_of(row: Actor) -> str:
    """Open the name of an actor."""
    return keys.unseal_apart(keys.opening_key(), row.key, row.sealed, f"actor {row.pk}").decode()
