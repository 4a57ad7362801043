"""What people sign with their passkeys: statements of acts, and checkpoints that they approve.

Whoever has no passkey, or asks for none, acts all the same: the office attests the act.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from allauth.mfa.webauthn.internal.auth import get_credentials, get_server
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicNumbers
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.utils.translation import gettext_lazy
from fido2.cose import CoseKey
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    UserVerificationRequirement,
)

from goodoffices.office.access.acting import ActNow, acting
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.models import Entry, Log, LogCheckpoint
from goodoffices.office.record.commands import actor_of, record
from goodoffices.office.refusal import Refused
from goodoffices.record.checkpoint import approval_line, text_of_note
from goodoffices.record.entry_kind import EntryKind
from goodoffices.record.kinds import PASSKEY_ANNOUNCED, SIGNED_BY_PASSKEY
from goodoffices.record.statement import approval_of, challenge_of, statement_bytes
from goodoffices.record.verifier.people import PersonalSignatures, check_approvals
from goodoffices.record.verifier.reading import Departs, Invalid, read_checkpoint

#: Characters of what a browser sends of a passkey's signature.
MOST_SENT = 20_000
NOT_SIGNED = gettext_lazy(
    "Your device's signature is not one of what this page asked it to sign. "
    "Try again, or go on without signing."
)
SIGNED_BEFORE = gettext_lazy(
    "This form was signed before. Load the page anew, and sign what it says then."
)
NOT_YOURS = gettext_lazy(
    "Other sides read this log, and would read your name in it. "
    "Only those who speak for their side approve its checkpoints."
)


@dataclass(frozen=True, kw_only=True)
class Statement:
    """An act as a person signs it: in which log, what it says, and an id of this act alone."""

    kind: EntryKind
    log: Log
    once: uuid.UUID
    payload: Mapping[str, Any]

    @property
    def file(self) -> bytes:
        """Give the file that is signed."""
        return statement_bytes(self.kind.name, str(self.log.pk), str(self.once), self.payload)

    @property
    def digest(self) -> str:
        """Give the digest that stands on the screen: 64 hexadecimal digits."""
        return hashlib.sha256(self.file).hexdigest()


def statement_options(view: CaseView, statement: Statement) -> dict[str, Any] | None:
    """Give what her browser asks her device for; None where she has no passkey that can sign."""
    return _options(view, challenge_of(statement.file))


def approval_options(view: CaseView, checkpoint: LogCheckpoint) -> dict[str, Any] | None:
    """Give what her browser asks her device for, to approve a checkpoint; None as above."""
    return _options(view, approval_of(text_of_note(checkpoint.note)))


def _options(view: CaseView, challenge: bytes) -> dict[str, Any] | None:
    credentials = _credentials(view)
    if not credentials:
        return None
    options, _ = get_server().authenticate_begin(
        credentials=credentials,
        user_verification=UserVerificationRequirement.REQUIRED,
        challenge=challenge,
    )
    return dict(options)


def record_statement(
    view: CaseView, act: ActNow, statement: Statement, signature: str = ""
) -> Entry:
    """Enter an act into the record, with her signature where she gave one; give its entry.

    ``signature``: what her browser sent. Raises `Refused` where it is none of this statement.
    """
    by = view.actor
    if not signature:
        return record(statement.log, by, statement.kind, act.at, statement.payload)
    given = _given(view, challenge_of(statement.file), signature)
    signed = {**given.parts, "key": given.digest, "once": str(statement.once), "who": given.who}
    _refuse_what_does_not_verify(statement, given, signed)
    # A verifier takes no second signature of one id, whoever gave the first.
    if any(
        one.log == statement.log.pk and one.payload["once"] == signed["once"]
        for one in view.opened_entries(view.entry_rows(SIGNED_BY_PASSKEY))
        if one.kind
    ):
        raise Refused(SIGNED_BEFORE)
    _announce(view, statement.log, act.at, given)
    entry = record(statement.log, by, statement.kind, act.at, statement.payload)
    record(statement.log, by, SIGNED_BY_PASSKEY, act.at, signed)
    return entry


def may_approve(view: CaseView, checkpoint: LogCheckpoint) -> bool:
    """Tell whether she may approve a checkpoint: it enters her name into the log for its readers.

    In a log that other sides read only those may who speak for theirs.
    """
    return checkpoint.log.side_id == view.side.id or view.may_speak


def approve_checkpoint(
    view: CaseView, checkpoint: LogCheckpoint, signature: str, idempotency_key: uuid.UUID
) -> str:
    """Give a checkpoint with the line in which she approves it; the office keeps no copy of it.

    Her passkey is announced in the log where it was not yet. Raises `Refused`.
    """
    if not may_approve(view, checkpoint):
        raise Refused(NOT_YOURS)
    with acting(view, Right.SEE_RECORD, idempotency_key) as act:
        given = _given(view, approval_of(text_of_note(checkpoint.note)), signature)
        note = checkpoint.note + approval_line(given.who, given.key, given.parts)
        _refuse_what_does_not_approve(note, given)
        _announce(view, checkpoint.log, act.at, given)
        return note


def list_signed(view: CaseView) -> set[tuple[uuid.UUID, int]]:
    """List the entries that she may read and that a person signed: each log with the number."""
    return {(one.log, one.number - 1) for one in view.entries_of(SIGNED_BY_PASSKEY)}


def _credentials(view: CaseView) -> list[AttestedCredentialData]:
    return [one for one in get_credentials(view.actor.person) if _public(one.public_key)]


@dataclass(frozen=True, kw_only=True)
class _Given:
    """What a device gave: for whom, with which key (DER), for which site, and the three parts."""

    who: str
    key: bytes
    site: str
    parts: Mapping[str, str]

    @property
    def digest(self) -> str:
        """Give the digest by which signatures name the key."""
        return hashlib.sha256(self.key).hexdigest()

    @property
    def announced(self) -> dict[str, str]:
        """Give what the record says of the passkey."""
        return {"key": _base64(self.key), "site": self.site, "who": self.who}


def _given(view: CaseView, challenge: bytes, signature: str) -> _Given:
    """Read what her browser sent of a challenge that her device signed. Raises `Refused`."""
    server = get_server()
    state = {
        "challenge": websafe_encode(challenge),
        "user_verification": UserVerificationRequirement.REQUIRED,
    }
    try:
        sent = json.loads(signature)
        credential = server.authenticate_complete(state, _credentials(view), sent)
        response = AuthenticationResponse.from_dict(sent).response
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        raise Refused(NOT_SIGNED) from None
    parts = {
        "authenticator": _base64(response.authenticator_data),
        "client": _base64(response.client_data),
        "signature": _base64(response.signature),
    }
    by = view.actor
    who = str(actor_of(by.person, by.case_id).pk)
    return _Given(who=who, key=_public(credential.public_key), site=str(server.rp.id), parts=parts)


def _refuse_what_does_not_verify(
    statement: Statement, given: _Given, signed: Mapping[str, str]
) -> None:
    """Refuse a signature that the verifier would not take, by its own rules. Raises `Refused`."""
    act = {"kind": statement.kind.name, "payload": statement.payload, "actor": {"id": given.who}}
    announcing = {"kind": PASSKEY_ANNOUNCED.name, "payload": given.announced}
    signing = {"kind": SIGNED_BY_PASSKEY.name, "payload": signed}
    people = PersonalSignatures(str(statement.log.pk))
    try:
        people.take(1, announcing, None)
        people.take(3, signing, act)
    except Departs:
        raise Refused(NOT_SIGNED) from None


def _refuse_what_does_not_approve(note: str, given: _Given) -> None:
    """Refuse a line that the verifier would not take beneath a checkpoint. Raises `Refused`."""
    announcing = {"kind": PASSKEY_ANNOUNCED.name, "payload": given.announced}
    people = PersonalSignatures("")
    try:
        people.take(1, announcing, None)
        approved = check_approvals([read_checkpoint(note)], people.passkeys.values())
    except (Departs, Invalid):
        approved = []
    if not approved:
        raise Refused(NOT_SIGNED)


def _announce(view: CaseView, log: Log, at: datetime.datetime, given: _Given) -> None:
    """Announce a passkey in a log, where it was not yet.

    Raises `Refused` where it was announced for another site: a verifier takes it for that alone.
    """
    sites = {
        one.payload["site"]
        for one in view.entries_of(PASSKEY_ANNOUNCED)
        if one.log == log.pk
        and (one.payload.get("who"), one.payload.get("key")) == (given.who, _base64(given.key))
    }
    if sites - {given.site}:
        raise Refused(NOT_SIGNED)
    if not sites:
        record(log, view.actor, PASSKEY_ANNOUNCED, at, given.announced, is_by_office=True)


def _public(key: CoseKey) -> bytes:
    """Write the public key of a passkey in its DER form; empty for a kind that does not sign here.

    The kinds are those of rule 19: P-256, Ed25519, RSA (RFC 9053, RFC 8812).
    """
    public: Any
    try:
        if key.ALGORITHM == -7 and key[-1] == 1:
            x, y = (int.from_bytes(key[part], "big") for part in (-2, -3))
            public = EllipticCurvePublicNumbers(x, y, SECP256R1()).public_key()
        elif key.ALGORITHM == -8 and key[-1] == 6:
            public = Ed25519PublicKey.from_public_bytes(key[-2])
        elif key.ALGORITHM == -257:
            n, e = (int.from_bytes(key[part], "big") for part in (-1, -2))
            public = RSAPublicNumbers(e, n).public_key()
        else:
            return b""
    except (ValueError, KeyError):
        return b""
    der: bytes = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return der


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
