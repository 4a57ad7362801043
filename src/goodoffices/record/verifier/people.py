"""Checks what people signed with their passkeys: rules 19 to 21.

An entry announces a passkey of somebody. Another stands after an act of hers, and holds what her
device signed: a challenge over the digest of the act's statement (W3C Web Authentication). A
checkpoint may have lines in which people approve it in the same way.
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
from goodoffices.record.verifier.reading import (
    ID,
    Checkpoint,
    Invalid,
    read_base64,
    read_canonical,
    write_canonical,
)

STATEMENT_FORMAT = "goodoffices-statement/1"
STATEMENT_TAG, APPROVAL_TAG = b"goodoffices/statement/1\n", b"goodoffices/checkpoint/1\n"
#: The type of such a line: one that C2SP leaves to everybody, with a name of its own.
PASSKEY_SIGNATURE = b"\xffgoodoffices-passkey/1"
#: Entries of these kinds in one log; characters of their fields; bits of an RSA key.
MOST_OF_PEOPLE, MOST_FIELD, RSA_BITS = 100_000, 8_192, range(2048, 4097)
#: Flags of an authenticator: somebody was there, and it knew who.
PRESENT_AND_VERIFIED = 0x05

PublicKey = EllipticCurvePublicKey | Ed25519PublicKey | RSAPublicKey


@dataclass(frozen=True)
class Passkey:
    """A passkey that was announced: whose it is (an actor's id), and for which site.

    ``encoded``: its public key in its DER form.
    """

    who: str
    key: PublicKey
    site: str
    encoded: bytes

    @property
    def digest(self) -> str:
        """Give the digest by which signatures name it."""
        return hashlib.sha256(self.encoded).hexdigest()

    @property
    def line(self) -> tuple[str, bytes]:
        """Give the name and the key id under which it stands beneath a checkpoint."""
        name = f"goodoffices/person/{self.who}"
        kind = PASSKEY_SIGNATURE + self.encoded
        return name, hashlib.sha256(name.encode() + b"\n" + kind).digest()[:4]


@dataclass(frozen=True)
class SignedByPeople:
    """What people signed in a log: the numbers of the acts, and the passkeys that it announces."""

    acts: tuple[int, ...]
    passkeys: tuple[Passkey, ...]


def check_people(log: str, entries: Iterable[PersonEntry]) -> SignedByPeople:
    """Check what people signed in a log; give the acts that are signed, and their passkeys.

    An act that was destroyed is not among them: only its digest is left. Raises `Departs`.
    """
    passkeys: dict[tuple[str, str], Passkey] = {}
    used: set[str] = set()
    signed = []
    for count, one in enumerate(entries, 1):
        if count > MOST_OF_PEOPLE:
            raise Departs(19, one.number, f"more than {MOST_OF_PEOPLE:,} entries are signatures")
        if one.entry["kind"] == PASSKEY_KIND:
            passkey = _announced_passkey(one)
            passkeys[passkey.who, passkey.digest] = passkey
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
    return SignedByPeople(tuple(signed), tuple(passkeys.values()))


def check_approvals(
    checkpoints: Iterable[Checkpoint], passkeys: Iterable[Passkey]
) -> list[tuple[str, int]]:
    """Check the lines in which people approve checkpoints; list who approved how many entries.

    Lines of passkeys that the log does not announce say nothing. Raises `Departs`.
    """
    by_line = {passkey.line: passkey for passkey in passkeys}
    found = set()
    count = 0
    for checkpoint in checkpoints:
        for name, key_id, signed in checkpoint.signatures:
            passkey = by_line.get((name, key_id))
            if passkey is None:
                continue
            count += 1
            if count > MOST_OF_PEOPLE:
                what = f"more than {MOST_OF_PEOPLE:,} lines approve checkpoints"
                raise Departs(21, max(1, checkpoint.size), what)
            if fault := _fault(_parts_of_line(signed), passkey, _approval(checkpoint.text)):
                what = f"re-signed: {checkpoint.size} entries are approved falsely: {fault}"
                raise Departs(21, max(1, checkpoint.size), what)
            found.add((passkey.who, checkpoint.size))
    return sorted(found)


def _parts_of_line(signed: bytes) -> dict[str, str]:
    """Read what a device signed from a line; parts that nothing is if it has not the form."""
    parts = ("authenticator", "client", "signature")
    try:
        said = read_canonical(signed.decode("utf-8"), 21, 0)
    except (Invalid, UnicodeDecodeError):
        said = None
    if not isinstance(said, dict) or sorted(said) != list(parts):
        return dict.fromkeys(parts, "!")
    return {part: text if _is_field(text) else "!" for part, text in said.items()}


def _is_field(text: object) -> bool:
    return isinstance(text, str) and len(text) <= MOST_FIELD


def _approval(text: str) -> bytes:
    """Give what a device signs that approves a checkpoint: SHA-256 over a tag and its digest."""
    return hashlib.sha256(APPROVAL_TAG + hashlib.sha256(text.encode()).digest()).digest()


def _unsigned(one: PersonEntry, why: str) -> Departs:
    return Departs(20, one.number, f"re-signed: it is no signature of the act before it: {why}")


def _texts(one: PersonEntry, rule: int, keys: set[str]) -> dict[str, str]:
    said = one.entry["payload"]
    if not isinstance(said, dict) or set(said) != keys:
        raise Departs(rule, one.number, f"it has not the parts {', '.join(sorted(keys))}")
    if not all(_is_field(text) for text in said.values()):
        raise Departs(rule, one.number, f"its parts are texts of up to {MOST_FIELD} characters")
    return said


def _announced_passkey(one: PersonEntry) -> Passkey:
    """Read the passkey that an entry announces."""
    said = _texts(one, 19, {"key", "site", "who"})
    try:
        encoded = read_base64(said["key"], 0)
        key = load_der_public_key(encoded)
        if ID.fullmatch(said["who"]) and said["site"] and _is_known(key):
            return Passkey(said["who"], key, said["site"], encoded)
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
