"""Checks what people signed with their passkeys: rules 19 and 20.

An entry announces a passkey of somebody. Another stands after an act of hers, and holds what her
device signed: a challenge over the digest of the act's statement (W3C Web Authentication).
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from goodoffices.record.verifier.entries import PASSKEY_KIND, Departs, PersonEntry
from goodoffices.record.verifier.reading import ID, Invalid, read_base64, write_canonical

STATEMENT_FORMAT = "goodoffices-statement/1"
STATEMENT_TAG = b"goodoffices/statement/1\n"
#: Entries of these kinds in one log; characters of their fields; bits of an RSA key.
MOST_OF_PEOPLE, MOST_FIELD, RSA_BITS = 100_000, 8_192, range(2048, 4097)
#: Flags of an authenticator: somebody was there, and it knew who.
PRESENT_AND_VERIFIED = 0x05

PublicKey = EllipticCurvePublicKey | Ed25519PublicKey | RSAPublicKey


@dataclass(frozen=True)
class Passkey:
    """A passkey that was announced: whose it is (an actor's id), and for which site."""

    who: str
    key: PublicKey
    site: str


def check_people(log: str, entries: Iterable[PersonEntry]) -> list[int]:
    """Check what people signed in a log; list the numbers of the acts that are signed.

    An act that was destroyed is not among them: only its digest is left. Raises `Departs`.
    """
    passkeys: dict[tuple[str, str], Passkey] = {}
    used: set[str] = set()
    signed = []
    for count, one in enumerate(entries, 1):
        if count > MOST_OF_PEOPLE:
            raise Departs(19, one.number, f"more than {MOST_OF_PEOPLE:,} entries are signatures")
        if one.entry["kind"] == PASSKEY_KIND:
            digest, passkey = _announced_passkey(one)
            passkeys[passkey.who, digest] = passkey
            continue
        said = _texts(one, 20, {"authenticator", "client", "key", "once", "signature", "who"})
        passkey_of_hers = passkeys.get((said["who"], said["key"]))
        if passkey_of_hers is None:
            raise _unsigned(one, "no passkey of hers was announced before")
        if said["once"] in used:
            raise _unsigned(one, "the same signature stands for an earlier act")
        used.add(said["once"])
        if one.number == 1:
            raise _unsigned(one, "no act stands before it")
        if one.before is None:
            continue
        actor = one.before["actor"]
        if not isinstance(actor, dict) or actor.get("id") != said["who"]:
            raise _unsigned(one, "the act before it is of somebody else")
        challenge = _challenge(one.before, log, said["once"])
        if fault := _fault(said, passkey_of_hers, challenge):
            raise _unsigned(one, fault)
        signed.append(one.number - 1)
    return signed


def _unsigned(one: PersonEntry, why: str) -> Departs:
    return Departs(20, one.number, f"re-signed: it is no signature of the act before it: {why}")


def _texts(one: PersonEntry, rule: int, keys: set[str]) -> dict[str, str]:
    said = one.entry["payload"]
    if not isinstance(said, dict) or set(said) != keys:
        raise Departs(rule, one.number, f"it has not the parts {', '.join(sorted(keys))}")
    if any(not isinstance(text, str) or len(text) > MOST_FIELD for text in said.values()):
        raise Departs(rule, one.number, f"its parts are texts of up to {MOST_FIELD} characters")
    return said


def _announced_passkey(one: PersonEntry) -> tuple[str, Passkey]:
    """Read a passkey; give the digest by which signatures name it, and the passkey."""
    said = _texts(one, 19, {"key", "site", "who"})
    try:
        encoded = read_base64(said["key"], 0)
        key = load_der_public_key(encoded)
        if ID.fullmatch(said["who"]) and said["site"] and _is_known(key):
            passkey = Passkey(said["who"], key, said["site"])
            return hashlib.sha256(encoded).hexdigest(), passkey
    except (Invalid, ValueError, UnsupportedAlgorithm):
        pass
    raise Departs(19, one.number, "the passkey that it announces is none")


def _is_known(key: object) -> TypeGuard[PublicKey]:
    """Tell whether a key is of a kind that devices have, and quick to check."""
    if isinstance(key, EllipticCurvePublicKey):
        return isinstance(key.curve, ec.SECP256R1)
    if isinstance(key, RSAPublicKey):
        return key.key_size in RSA_BITS and key.public_numbers().e == 65537
    return isinstance(key, Ed25519PublicKey)


def _challenge(act: Mapping[str, Any], log: str, once: str) -> bytes:
    """Give what a device signs for an act: SHA-256 over a tag and its statement's digest."""
    statement = {
        "format": STATEMENT_FORMAT,
        "kind": act["kind"],
        "log": log,
        "once": once,
        "payload": act["payload"],
    }
    written = write_canonical(statement).encode("utf-8")
    return hashlib.sha256(STATEMENT_TAG + hashlib.sha256(written).digest()).digest()


def _fault(said: Mapping[str, str], passkey: Passkey, challenge: bytes) -> str:
    """Say why a signature is none of this challenge by this passkey; empty where it is one."""
    try:
        client, authenticator, signature = (
            read_base64(said[name], 0) for name in ("client", "authenticator", "signature")
        )
        asked = json.loads(client)
    except (Invalid, ValueError, RecursionError):
        return "what the device says cannot be read"
    if not isinstance(asked, dict) or asked.get("type") != "webauthn.get":
        return "it is not what a passkey signs"
    encoded = base64.urlsafe_b64encode(challenge).decode().rstrip("=")
    if asked.get("challenge") != encoded or asked.get("crossOrigin", False) is not False:
        return "the device approved something else"
    if (
        len(authenticator) < 37
        or authenticator[:32] != hashlib.sha256(passkey.site.encode()).digest()
    ):
        return "it was signed for another site"
    if authenticator[32] & PRESENT_AND_VERIFIED != PRESENT_AND_VERIFIED:
        return "the device did not ask who she is"
    message = authenticator + hashlib.sha256(client).digest()
    return (
        "" if _is_signed(passkey.key, signature, message) else "the signature is not of her passkey"
    )


def _is_signed(key: PublicKey, signature: bytes, message: bytes) -> bool:
    try:
        if isinstance(key, EllipticCurvePublicKey):
            key.verify(signature, message, ec.ECDSA(hashes.SHA256()))
        elif isinstance(key, RSAPublicKey):
            key.verify(signature, message, padding.PKCS1v15(), hashes.SHA256())
        else:
            key.verify(signature, message)
    except InvalidSignature:
        return False
    return True
