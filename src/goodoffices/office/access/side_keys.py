"""The keys of sides and of logs.

A log has one key, wrapped for each side that reads it. What *leave now* takes away is the wrapping
of one side.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.utils.translation import gettext as _

from goodoffices.office.access.visible_rows import reads_log
from goodoffices.office.models import Log, LogKey, Side
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import keys


def side_key(side: Side) -> bytes:
    """Open the key of a side in its case. Raises `Refused` while it is locked."""
    if side.locked_at is not None:
        raise Refused(_("The papers of this side are locked, until its lead unlocks them."))
    return keys.unseal(keys.opening_key(), side.key, keys.place_of_side(side.id))


def log_key(log: Log, side: Side) -> bytes:
    """Open the key of a log with that of a side that reads it.

    Raises `Refused` while the side is locked, `NotOpened` where it has no wrapping.
    """
    return unwrapped_log_key(log, side, wrapped_log_keys(side))


def wrapped_log_keys(side: Side) -> dict[uuid.UUID, bytes]:
    """Find the wrapped keys of the logs that a side reads, by log."""
    return {row.log_id: bytes(row.key) for row in LogKey.objects.filter(side_id=side.pk)}


def unwrapped_log_key(log: Log, side: Side, wrapped: Mapping[uuid.UUID, bytes]) -> bytes:
    """Open the key of one log of those that a side has wrapped.

    Raises `Refused` while the side is locked, `NotOpened` where it has no wrapping.
    """
    if log.pk not in wrapped:
        raise keys.NotOpened("This side has no key of this log.")
    return keys.unseal(side_key(side), wrapped[log.pk], _place(log.pk, side.pk))


def give_log_keys(case_id: uuid.UUID) -> None:
    """Give each log of a case its key, and each side that reads it its wrapping; within a command.

    A side that is locked gets its own when it is unlocked.
    """
    sides = [side for side in Side.objects.filter(case_id=case_id) if side.locked_at is None]
    held = {(row.log_id, row.side_id) for row in LogKey.objects.filter(log__case_id=case_id)}
    for log in Log.objects.filter(case_id=case_id):
        readers = [side for side in sides if reads_log(side, log)]
        having = [side for side in readers if (log.pk, side.pk) in held]
        lacking = [side for side in readers if (log.pk, side.pk) not in held]
        if not lacking or (not having and any(one == log.pk for one, _ in held)):
            continue
        key = log_key(log, having[0]) if having else keys.new_key()
        for side in lacking:
            LogKey.objects.create(
                log=log, side=side, key=keys.seal(side_key(side), key, _place(log.pk, side.pk))
            )


def _place(log: uuid.UUID, side: uuid.UUID) -> str:
    return f"log {log} key of side {side}"
