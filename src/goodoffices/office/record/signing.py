"""Signs checkpoints of logs: at each full hour those that grew, each with the key announced in it.

What somebody signed with her passkey is signed for at once.

Who reads a log learns from its checkpoints nothing but of that log: whether one is signed hangs on
its own entries, on the hour, and on whether somebody of the mediation can open the log.
"""

from __future__ import annotations

import datetime
import logging
import uuid
from collections.abc import Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import DatabaseError, transaction

from goodoffices.office.access.acting import one_at_a_time
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import SideKind
from goodoffices.office.access.rights import Right
from goodoffices.office.models import Entry, Log, LogCheckpoint, LogKey, Side, SigningKey
from goodoffices.office.record.commands import record
from goodoffices.office.refusal import Refused
from goodoffices.office.row_security import set_row_security
from goodoffices.office.sealing import clock_and_chance, keys
from goodoffices.record import destroyed_numbers, wrong_with
from goodoffices.record.checkpoint import (
    checkpoint_text,
    origin_of,
    signature_line,
    signed_checkpoint,
    verifier_key,
)
from goodoffices.record.kinds import KEY_ANNOUNCED
from goodoffices.record.merkle_tree import root_of
from goodoffices.record.verifier.checking import is_signed
from goodoffices.record.verifier.reading import Invalid, read_checkpoint, read_key

logger = logging.getLogger("goodoffices.office")


def sign_where_due(now: datetime.datetime) -> int:
    """Sign a checkpoint of each log that grew before this hour began; count them.

    A log of which nobody of the mediation can read, or that is not what was signed before, is left
    until it is put right; how many there are is said in the office's own output.
    """
    hour = now.replace(minute=0, second=0, microsecond=0)
    signed = waiting = 0
    # A log without a key is one of a case that was deleted.
    readable = LogKey.objects.values("log")
    for log in Log.objects.filter(pk__in=readable).select_related("side").order_by("pk"):
        try:
            signed += _sign_if_due(log, hour, now)
        except (Refused, keys.NotOpened, DatabaseError):
            waiting += 1
    if waiting:
        logger.warning("%d logs of the record could not be signed at %s", waiting, hour)
    return signed


def sign_after(view: CaseView, now: datetime.datetime) -> None:
    """Sign a checkpoint of her side's log, after an act of hers that is not to wait for the hour.

    Where it cannot be signed, the next full hour says so.
    """
    log = Log.objects.select_related("side").get(side_id=view.side.id)
    try:
        _sign_if_due(log, now + datetime.timedelta.resolution, now)
    except (Refused, keys.NotOpened, DatabaseError):
        logger.warning("a log of the record could not be signed after an act at %s", now)
    # The log was signed with what the mediation reads; the page goes on with what she reads.
    view.visible_rows.set_row_security()


def _sign_if_due(log: Log, hour: datetime.datetime, now: datetime.datetime) -> bool:
    """Sign a checkpoint of a log, where it has entries of before the hour that none covers.

    Raises `Refused` where the log is not what was entered, or not what was signed before: the
    office does not sign over that.
    """
    with one_at_a_time(log.case_id):
        set_row_security({"office.logs": str(log.pk)})
        before = LogCheckpoint.objects.filter(log=log).order_by("-size").first()
        covered = 0 if before is None else before.size
        if not Entry.objects.filter(log=log, number__gt=covered, at__lt=hour).exists():
            return False
        view = _mediation(log)
        rows = Entry.objects.filter(log=log).select_related("log").order_by("number")
        digests = [bytes(digest) for digest in rows.values_list("digest", flat=True)]
        if before is not None and (not is_sound(before) or not stands_for(before, digests)):
            raise Refused("The log is not what was signed before.")
        leaves = [view.log_reader.leaf(row) for row in rows.filter(number__gt=covered)]
        gone = destroyed_numbers(leaves)
        for leaf in leaves:
            if leaf.is_destroyed and leaf.number in gone:
                continue
            if wrong_with(leaf, str(log.pk), log.label):
                raise Refused("The log is not what was entered.")
        key = _key_now(now)
        if before is None or before.key_id != key.pk:
            digests.append(_announce(view, log, key, now))
        signers = [key] if before is None or before.key_id == key.pk else [before.key, key]
        _sign(log, digests, signers, now)
        return True


def is_sound(checkpoint: LogCheckpoint) -> bool:
    """Tell whether a checkpoint is one that the office signed, with the size beside it."""
    try:
        read = read_checkpoint(checkpoint.note)
        origin = origin_of(str(checkpoint.log_id))
        key = read_key(verifier_key(origin, _private(checkpoint.key)))
    except (Invalid, keys.NotOpened):
        return False
    return (read.origin, read.size) == (origin, checkpoint.size) and is_signed(read, key) is True


def stands_for(checkpoint: LogCheckpoint, digests: Sequence[bytes]) -> bool:
    """Tell whether a checkpoint stands for the first entries of a log, by their digests."""
    size = checkpoint.size
    return len(digests) >= size and read_checkpoint(checkpoint.note).root == root_of(digests[:size])


def _mediation(log: Log) -> CaseView:
    """Open a log's case as somebody of the mediation who reads the record. Raises `Refused`."""
    mediation = Side.objects.get(case_id=log.case_id, kind=SideKind.MEDIATION)
    view = CaseView.for_side(mediation.pk, Right.SEE_RECORD)
    if view is None:
        raise Refused("Nobody of the mediation is left who reads the record.")
    return view


def _announce(view: CaseView, log: Log, key: SigningKey, now: datetime.datetime) -> bytes:
    """Enter into a log with which key it is signed from here on, and give the entry's digest.

    Raises `Refused`, `NotOpened`.
    """
    public = verifier_key(origin_of(str(log.pk)), _private(key))
    entry = record(log, view.actor, KEY_ANNOUNCED, now, {"key": public}, is_by_office=True)
    return bytes(entry.digest)


def _sign(
    log: Log, digests: Sequence[bytes], signers: Sequence[SigningKey], now: datetime.datetime
) -> None:
    """Sign the whole log as it is now with these keys, the last of which signs it from here on."""
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


def signing_key_now() -> uuid.UUID:
    """Give the id of the key with which the office signs now."""
    return _key_now(clock_and_chance.now()).pk


def signing_key(key: uuid.UUID) -> Ed25519PrivateKey:
    """Give a key of the office by its id."""
    return _private(SigningKey.objects.get(pk=key))


def begin_signing_key(now: datetime.datetime) -> SigningKey:
    """Make a new key, with which the office signs from here on.

    Each log announces it, and the first checkpoint after that is signed by the key before it, too.
    """
    with transaction.atomic():
        key_id = clock_and_chance.new_id()
        sealed = keys.seal(_sealing_key(), clock_and_chance.random_bytes(32), _place(key_id))
        last = SigningKey.objects.order_by("-begun_at").first()
        # The clock may have been set back: the key that is made last is the one that signs.
        after = now if last is None else max(now, last.begun_at + datetime.timedelta.resolution)
        return SigningKey.objects.create(id=key_id, sealed=sealed, begun_at=after)


def _private(key: SigningKey) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(
        keys.unseal(_sealing_key(), key.sealed, _place(key.pk))
    )


def _sealing_key() -> bytes:
    return keys.derived(keys.opening_key(), "signing keys")


def _place(key_id: uuid.UUID) -> str:
    return f"signing key {key_id}"
