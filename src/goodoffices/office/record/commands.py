"""Appends entries to the record, each in the log of those who may read it.

Each is bound to what stands before it.
"""

from __future__ import annotations

import datetime
import json
import uuid
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.office.access.entry_blocks import completes_a_block, write_blocks
from goodoffices.office.access.log_reader import LogReader, place_of_entry
from goodoffices.office.access.side_keys import give_log_keys
from goodoffices.office.models import Actor, Entry, Log, LogKey, Membership, Person, Side
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import clock_and_chance, keys
from goodoffices.record import (
    EMPTY_HEAD,
    Act,
    canonical_bytes,
    head_after,
    head_of,
    is_of_first_format,
    leaf_digest,
    time_as_written,
    wrong_with,
)
from goodoffices.record.entry import SALT_BYTES
from goodoffices.record.entry_kind import EntryKind, LogKind


def record(
    log: Log,
    by: Membership,
    kind: EntryKind,
    at: datetime.datetime,
    payload: Mapping[str, Any],
    *,
    is_by_office: bool = False,
) -> Entry:
    """Append an entry to a log, give it.

    Its time is never before that of the one before it, though the clock was set back. ``payload``:
    holds no name of a person; ``who`` is one as the record names her. ``is_by_office``: who acted
    is for another log, in this one it is the office; ``by`` is still whose keys are used.
    """
    kind.check(payload, LogKind.ALL_PARTIES if log.side_id is None else LogKind.ONE_SIDE)
    # Entries of one log are appended one after another.
    log = Log.objects.select_for_update().get(pk=log.pk)
    last = Entry.objects.filter(log=log).select_related("log").order_by("-number").first()
    at, number = (at, 1) if last is None else (max(at, last.at), last.number + 1)
    who = (
        {}
        if is_by_office
        else {"id": str(actor_of(by.person, by.case_id).pk), "functions": sorted(by.roles)}
    )
    reader = LogReader(Side.objects.get(pk=by.side_id))
    if not LogKey.objects.filter(log=log, side_id=by.side_id).exists():
        give_log_keys(by.case_id)
    head = _head(reader, last)
    act = Act(
        kind=kind.name,
        actor=who,
        at=time_as_written(at),
        label=log.label,
        payload=payload,
        log=str(log.pk),
        number=number,
        previous=head.hex(),
    )
    content, salt = canonical_bytes(act), clock_and_chance.random_bytes(SALT_BYTES)
    entry_id = clock_and_chance.new_id()
    key, sealed = keys.seal_apart(
        reader.key_of(log), content, f"entry {entry_id}", place_of_entry(entry_id, log.pk, number)
    )
    entry = Entry.objects.create(
        id=entry_id,
        log=log,
        number=number,
        at=at,
        tag=keys.kind_tag(log.pk, kind.name),
        is_of_log=True,
        key=key,
        sealed=sealed,
        salt=salt,
        digest=leaf_digest(salt, content),
    )
    if completes_a_block(number):
        write_blocks(log, reader)
    return entry


def _head(reader: LogReader, last: Entry | None) -> bytes:
    """Find the head of a log, with its last entry. Raises `Refused` where that was changed."""
    if last is None:
        return EMPTY_HEAD
    try:
        leaf = reader.leaf(last)
        whole = (
            {} if wrong_with(leaf, str(last.log_id), last.log.label) else json.loads(leaf.content)
        )
    except keys.NotOpened:
        whole = {}
    if not whole:
        raise Refused(
            _(
                "The last entry of the record was changed outside this office, "
                "so nothing can be added to it."
            )
        )
    if not is_of_first_format(whole):
        return head_after(bytes.fromhex(whole["previous"]), bytes(last.digest))
    return head_of(
        bytes(d)
        for d in Entry.objects.filter(log_id=last.log_id)
        .order_by("number")
        .values_list("digest", flat=True)
    )


def actor_of(person: Person, case_id: uuid.UUID) -> Actor:
    """Find how the record of a case names a person, or make it."""
    return Actor.objects.filter(case_id=case_id, person=person).first() or new_actor(
        case_id, person.name, person
    )


def new_actor(case_id: uuid.UUID, name: str, person: Person | None = None) -> Actor:
    """Give somebody a random id in the record of a case.

    ``person``: None while she is only invited.
    """
    actor_id = clock_and_chance.new_id()
    key, sealed = keys.seal_apart(keys.opening_key(), name.encode(), f"actor {actor_id}")
    return Actor.objects.create(id=actor_id, case_id=case_id, person=person, key=key, sealed=sealed)


def log_of(side: Side) -> Log:
    """Find the log of a side: with the mediation, or the mediation's own."""
    return Log.objects.get(case_id=side.case_id, side=side)


def common_log(case_id: uuid.UUID, label: str = "parties") -> Log:
    """Find a log that several sides read."""
    return Log.objects.get(case_id=case_id, side=None, label=label)
