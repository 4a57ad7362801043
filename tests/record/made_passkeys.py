"""A device with a passkey, made up for tests: what it signs, and the entries that stand for it."""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from goodoffices.record.checkpoint import approval_line
from goodoffices.record.statement import approval_of, challenge_of, statement_bytes
from tests.record.made_logs import LOG, Said, key

WHO, ANOTHER, SITE, ONCE = str(uuid.UUID(int=21)), str(uuid.UUID(int=22)), "office.example", str(uuid.UUID(int=31))
#: Ed25519, so that vectors are the same each time.
PASSKEY = key("passkey")
#: A party agrees to a change of the case.
CONSENT = {"agrees": True, "party": "northland", "sha256": 64 * "a"}


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def public(of: Any) -> bytes:
    return of.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def signed(of: Any, message: bytes) -> bytes:
    """What a device signs with a key of its kind."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, padding

    if isinstance(of, ec.EllipticCurvePrivateKey):
        return of.sign(message, ec.ECDSA(hashes.SHA256()))
    return of.sign(message) if isinstance(of, Ed25519PrivateKey) else of.sign(message, padding.PKCS1v15(), hashes.SHA256())


def passkey_entry(of: Any = PASSKEY, who: str = WHO, **changed: Any) -> Said:
    """The entry that announces a passkey."""
    return Said("person.key", {"key": b64(public(of)), "site": SITE, "who": who} | changed)


def act(who: str = WHO, **changed: Any) -> Said:
    """What somebody did."""
    return Said("case.consent", CONSENT | changed, actor={"functions": ["lead"], "id": who})


def assertion(of: Any, challenge: bytes, *, client: dict[str, Any] | None = None, site: str = SITE, flags: int = 5) -> dict[str, str]:
    """What a device makes of a challenge, in base64."""
    asked = {
        "type": "webauthn.get",
        "challenge": base64.urlsafe_b64encode(challenge).decode().rstrip("="),
        "origin": f"https://{SITE}",
        "crossOrigin": False,
    }
    client_data = json.dumps(asked | (client or {})).encode()
    authenticator = hashlib.sha256(site.encode()).digest() + bytes([flags]) + (7).to_bytes(4, "big")
    return {
        "client": b64(client_data),
        "authenticator": b64(authenticator),
        "signature": b64(signed(of, authenticator + hashlib.sha256(client_data).digest())),
    }


def approved(note: str, of: Any = PASSKEY, who: str = WHO, text: str | None = None, **how: Any) -> str:
    """A checkpoint with a line in which somebody approves it (or another text)."""
    body = note.rpartition("\n\n")[0] + "\n"
    return note + approval_line(who, public(of), assertion(of, approval_of(text or body), **how))


def signature_entry(
    of: Any = PASSKEY,
    *,
    client: dict[str, Any] | None = None,
    site: str = SITE,
    flags: int = 5,
    once: str = ONCE,
    log: str = LOG,
    payload: Any = CONSENT,
    **changed: Any,
) -> Said:
    """The entry that holds what a device signed for the act before it."""
    challenge = challenge_of(statement_bytes("case.consent", log, once, payload))
    said = {
        "who": WHO,
        "once": once,
        "key": hashlib.sha256(public(of)).hexdigest(),
        **assertion(of, challenge, client=client, site=site, flags=flags),
    }
    return Said("person.signature", said | changed)
