"""What people sign with their passkeys: the statement on the page, and the entries that keep it.

Whoever has no passkey, or asks for none, acts all the same: the office attests the act.
"""

from __future__ import annotations

import base64
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
from fido2.cose import CoseKey
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    UserVerificationRequirement,
)

from goodoffices.office.access.acting import ActNow
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.models import Entry, Log
from goodoffices.office.record.commands import actor_of, record
from goodoffices.office.refusal import Refused
from goodoffices.record.kinds import PASSKEY_ANNOUNCED, SIGNED_BY_PASSKEY, EntryKind
from goodoffices.record.statement import challenge_of, statement_bytes
from goodoffices.record.verifier.entries import Departs, PersonEntry
from goodoffices.record.verifier.people import check_people

#: Characters of what a browser sends of a passkey's signature.
MOST_SENT = 20_000
NOT_SIGNED = (
    "Your device's signature is not one of this statement. "
    "Try again, or answer without signing: the office attests it then."
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


def passkey_options(view: CaseView, statement: Statement) -> dict[str, Any] | None:
    """Give what her browser asks her device for; None where she has no passkey that can sign."""
    credentials = _credentials(view)
    if not credentials:
        return None
    options, _ = get_server().authenticate_begin(
        credentials=credentials,
        user_verification=UserVerificationRequirement.REQUIRED,
        challenge=challenge_of(statement.file),
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
    who = str(actor_of(by.person, by.case_id).pk)
    announced, signed = _read(view, statement, signature, who)
    if not _is_announced(view, statement.log, announced):
        record(statement.log, by, PASSKEY_ANNOUNCED, act.at, announced, is_by_office=True)
    entry = record(statement.log, by, statement.kind, act.at, statement.payload)
    record(statement.log, by, SIGNED_BY_PASSKEY, act.at, signed)
    return entry


def list_signed(view: CaseView) -> set[tuple[uuid.UUID, int]]:
    """List the entries that she may read and that a person signed: each log with the number."""
    return {(one.log, one.number - 1) for one in view.entries_of(SIGNED_BY_PASSKEY)}


def _credentials(view: CaseView) -> list[AttestedCredentialData]:
    return [one for one in get_credentials(view.actor.person) if _public(one.public_key)]


def _read(
    view: CaseView, statement: Statement, signature: str, who: str
) -> tuple[dict[str, str], dict[str, str]]:
    """Check a signature; give what the record says of the passkey, and of the signature.

    What is entered is what the verifier takes, by its own rules. Raises `Refused`.
    """
    server = get_server()
    state = {
        "challenge": websafe_encode(challenge_of(statement.file)),
        "user_verification": UserVerificationRequirement.REQUIRED,
    }
    try:
        sent = json.loads(signature)
        credential = server.authenticate_complete(state, _credentials(view), sent)
        response = AuthenticationResponse.from_dict(sent).response
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Refused(NOT_SIGNED) from None
    key = _public(credential.public_key)
    announced = {"key": _base64(key), "site": str(server.rp.id), "who": who}
    signed = {
        "authenticator": _base64(response.authenticator_data),
        "client": _base64(response.client_data),
        "key": hashlib.sha256(key).hexdigest(),
        "once": str(statement.once),
        "signature": _base64(response.signature),
        "who": who,
    }
    act = {"kind": statement.kind.name, "payload": statement.payload, "actor": {"id": who}}
    entries = (
        PersonEntry(
            number=1, entry={"kind": PASSKEY_ANNOUNCED.name, "payload": announced}, before=None
        ),
        PersonEntry(
            number=3, entry={"kind": SIGNED_BY_PASSKEY.name, "payload": signed}, before=act
        ),
    )
    try:
        check_people(str(statement.log.pk), entries)
    except Departs:
        raise Refused(NOT_SIGNED) from None
    return announced, signed


def _is_announced(view: CaseView, log: Log, announced: Mapping[str, str]) -> bool:
    return any(
        one.log == log.pk and all(one.payload.get(k) == v for k, v in announced.items())
        for one in view.entries_of(PASSKEY_ANNOUNCED)
    )


def _public(key: CoseKey) -> bytes:
    """Write the public key of a passkey in its DER form; empty for a kind that does not sign here.

    The kinds are those of rule 19: P-256, Ed25519, RSA (RFC 9053, RFC 8812).
    """
    public: Any
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
    der: bytes = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return der


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
