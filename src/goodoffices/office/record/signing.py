"""Signs checkpoints of logs: at each full hour those that grew, each with the key announced in it.

Who reads a log learns from its checkpoints nothing but of that log: whether one is signed hangs on
its own entries and the hour alone.
"""

from __future__ import annotations

import datetime
import uuid
from contextlib import suppress

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction

from goodoffices.office.access.acting import one_at_a_time
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import SideKind
from goodoffices.office.access.rights import Right
from goodoffices.office.models import Entry, Log, LogCheckpoint, Side, SigningKey
from goodoffices.office.record.commands import record
from goodoffices.office.refusal import Refused
from goodoffices.office.row_security import set_row_security
from goodoffices.office.sealing import clock_and_chance, keys
from goodoffices.record.checkpoint import (
    checkpoint_text,
    origin_of,
    signature_line,
    signed_checkpoint,
    verifier_key,
)
from goodoffices.record.kinds import KEY_ANNOUNCED
from goodoffices.record.merkle_tree import root_of


def sign_where_due(now: datetime.datetime) -> int:
    """Sign a checkpoint of each log that grew before this hour began; count them.

    A log of which nobody of the mediation can read is left until somebody can.
    """
    hour = now.replace(minute=0, second=0, microsecond=0)
    signed = 0
    for log in Log.objects.select_related("side").order_by("pk"):
        with suppress(Refused, keys.NotOpened):
            signed += _sign_if_due(log, hour, now)
    return signed


def _sign_if_due(log: Log, hour: datetime.datetime, now: datetime.datetime) -> bool:
    """Sign a checkpoint of a log, where it has entries of before the hour that none covers."""
    with one_at_a_time(log.case_id):
        set_row_security({"office.logs": str(log.pk)})
        before = LogCheckpoint.objects.filter(log=log).order_by("-size").first()
        covered = 0 if before is None else before.size
        if not Entry.objects.filter(log=log, number__gt=covered, at__lt=hour).exists():
            return False
        key = _key_now(now)
        if before is None or before.key_id != key.pk:
            _announce(log, key, now)
        signers = [key] if before is None or before.key_id == key.pk else [before.key, key]
        _sign(log, signers, now)
        return True


def _announce(log: Log, key: SigningKey, now: datetime.datetime) -> None:
    """Enter into a log with which key it is signed from here on. Raises `Refused`, `NotOpened`."""
    mediation = Side.objects.get(case_id=log.case_id, kind=SideKind.MEDIATION)
    view = CaseView.for_side(mediation.pk, Right.SEE_RECORD)
    if view is None:
        raise Refused("Nobody of the mediation is left who reads the record.")
    public = verifier_key(origin_of(str(log.pk)), _private(key))
    record(log, view.actor, KEY_ANNOUNCED, now, {"key": public}, is_by_office=True)


def _sign(log: Log, signers: list[SigningKey], now: datetime.datetime) -> None:
    """Sign the whole log as it is now with these keys, the last of which signs it from here on."""
    digests = [
        bytes(digest)
        for digest in Entry.objects.filter(log=log)
        .order_by("number")
        .values_list("digest", flat=True)
    ]
    text = checkpoint_text(str(log.pk), len(digests), root_of(digests))
    origin = origin_of(str(log.pk))
    lines = [signature_line(text, origin, _private(key)) for key in signers]
    LogCheckpoint.objects.create(
        log=log,
        key=signers[-1],
        size=len(digests),
        at=now,
        note=signed_checkpoint(text, *lines),
    )


def _key_now(now: datetime.datetime) -> SigningKey:
    """Find the key that signs now, or make the first."""
    return SigningKey.objects.order_by("-begun_at", "-pk").first() or begin_signing_key(now)


def begin_signing_key(now: datetime.datetime) -> SigningKey:
    """Make a new key, with which the office signs from here on.

    Each log announces it, and the first checkpoint after that is signed by the key before it, too.
    """
    with transaction.atomic():
        key_id = clock_and_chance.new_id()
        sealed = keys.seal(_sealing_key(), clock_and_chance.random_bytes(32), _place(key_id))
        return SigningKey.objects.create(id=key_id, sealed=sealed, begun_at=now)


def _private(key: SigningKey) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(
        keys.unseal(_sealing_key(), key.sealed, _place(key.pk))
    )


def _sealing_key() -> bytes:
    return keys.derived(keys.opening_key(), "signing keys")


def _place(key_id: uuid.UUID) -> str:
    return f"signing key {key_id}"
