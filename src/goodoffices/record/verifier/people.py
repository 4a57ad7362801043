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
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_public_key,
)

from goodoffices.record.verifier.reading import (
    ID,
    Checkpoint,
    Departs,
    Invalid,
    read_base64,
    read_canonical,
    write_canonical,
)

#: The kinds of entries that announce a passkey of somebody, and that hold what one signed.
PASSKEY_KIND, SIGNATURE_KIND = "person.key", "person.signature"
STATEMENT_FORMAT = "goodoffices-statement/1"
STATEMENT_TAG, APPROVAL_TAG = b"goodoffices/statement/1\n", b"goodoffices/checkpoint/1\n"
#: The type of a line in which a passkey approves: one that C2SP leaves to everybody, with a name.
PASSKEY_SIGNATURE = b"\xffgoodoffices-passkey/1"
#: Entries of these kinds in one log; characters of their fields; bytes of a key; bits of RSA.
MOST_OF_PEOPLE, MOST_FIELD, MOST_KEY_BYTES, RSA_BITS = 100_000, 8_192, 600, range(2048, 4097)
#: Flags of an authenticator: somebody was there, and it knew who.
PRESENT_AND_VERIFIED = 0x05
#: How keys begin in their DER form: those of P-256 and Ed25519, and from the fifth byte on RSA's.
#: Others are not loaded: some kinds of key take hours to look at.
P256 = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d03010703420004")
ED25519 = bytes.fromhex("302a300506032b6570032100")
RSA = bytes.fromhex("300d06092a864886f70d0101010500")
#: Keys of Ed25519 for which one signature stands for everything (points of small order; the last
#: bit, a sign, is left out).
SMALL_ORDER = {
    bytes.fromhex(one)
    for one in (
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    )
}

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


class PersonalSignatures:
    """What people announced and signed in a log, entry after entry.

    ``signed``: numbers of the acts that are signed; ``passkeys``: by whose and by digest.
    """

    def __init__(self, log: str) -> None:
        self._log = log
        self._count, self._used, self._has_gaps = 0, set[str](), False
        self.signed: list[int] = []
        self.passkeys: dict[tuple[str, str], Passkey] = {}

    def miss(self) -> None:
        """Know that the words of an entry are gone: it may have announced a passkey."""
        self._has_gaps = True

    def take(self, number: int, entry: Mapping[str, Any], before: Mapping[str, Any] | None) -> None:
        """Check the next entry, where it announces a passkey or holds a signature.

        ``before``: the entry before it; None where that was destroyed, or there is none. Raises
        `Departs`.
        """
        if entry["kind"] not in (PASSKEY_KIND, SIGNATURE_KIND):
            return
        self._count += 1
        if self._count > MOST_OF_PEOPLE:
            raise Departs(19, number, f"more than {MOST_OF_PEOPLE:,} entries are of passkeys")
        if entry["kind"] == PASSKEY_KIND:
            passkey = _announced_passkey(number, entry["payload"])
            if (passkey.who, passkey.digest) in self.passkeys:
                raise Departs(19, number, "inserted: the passkey was announced before")
            self.passkeys[passkey.who, passkey.digest] = passkey
        elif self._is_signed(number, entry["payload"], before):
            self.signed.append(number - 1)

    def _is_signed(self, number: int, payload: Any, before: Mapping[str, Any] | None) -> bool:
        """Check a signature; tell whether it shows that the act before it is signed."""
        said = _texts(
            number, payload, 20, {"authenticator", "client", "key", "once", "signature", "who"}
        )
        if not ID.fullmatch(said["once"]) or said["once"] in self._used:
            raise _unsigned(number, "the same signature stands for an earlier act")
        self._used.add(said["once"])
        if number == 1:
            raise _unsigned(number, "no act stands before it")
        passkey = self.passkeys.get((said["who"], said["key"]))
        if passkey is None and not self._has_gaps:
            raise _unsigned(number, "no passkey of hers was announced before")
        if passkey is None or before is None:
            return False
        actor = before["actor"]
        if not isinstance(actor, dict) or actor.get("id") != said["who"]:
            raise _unsigned(number, "the act before it is of somebody else")
        if fault := _fault(said, passkey, _challenge(before, self._log, said["once"])):
            raise _unsigned(number, fault)
        return True


def check_approvals(
    checkpoints: Iterable[Checkpoint], passkeys: Iterable[Passkey]
) -> list[tuple[str, int]]:
    """Check the lines in which people approve checkpoints; list who approved how many entries.

    Lines of passkeys that the log does not announce say nothing. Raises `Departs`.
    """
    by_line: dict[tuple[str, bytes], list[Passkey]] = {}
    for passkey in passkeys:
        by_line.setdefault(passkey.line, []).append(passkey)
    found = set()
    count = 0
    for checkpoint in checkpoints:
        for name, key_id, signed in checkpoint.signatures:
            hers = by_line.get((name, key_id))
            if hers is None:
                continue
            count += 1
            if count > MOST_OF_PEOPLE:
                what = f"more than {MOST_OF_PEOPLE:,} lines approve checkpoints"
                raise Departs(21, max(1, checkpoint.size), what)
            said, challenge = _parts_of_line(signed), _approval(checkpoint.text)
            faults = [_fault(said, passkey, challenge) for passkey in hers]
            if all(faults):
                what = f"re-signed: {checkpoint.size} entries are approved falsely: {faults[0]}"
                raise Departs(21, max(1, checkpoint.size), what)
            found.add((hers[0].who, checkpoint.size))
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


def _unsigned(number: int, why: str) -> Departs:
    return Departs(20, number, f"re-signed: it is no signature of the act before it: {why}")


def _texts(number: int, said: Any, rule: int, keys: set[str]) -> dict[str, str]:
    if not isinstance(said, dict) or set(said) != keys:
        raise Departs(rule, number, f"it has not the parts {', '.join(sorted(keys))}")
    if not all(_is_field(text) for text in said.values()):
        raise Departs(rule, number, f"its parts are texts of up to {MOST_FIELD} characters")
    return said


def _announced_passkey(number: int, payload: Any) -> Passkey:
    """Read the passkey that an entry announces."""
    said = _texts(number, payload, 19, {"key", "site", "who"})
    try:
        encoded = read_base64(said["key"], 0)
        key = _public_key(encoded)
        if key is not None and ID.fullmatch(said["who"]) and said["site"]:
            return Passkey(said["who"], key, said["site"], encoded)
    except Invalid:
        pass
    raise Departs(19, number, "the passkey that it announces is none")


def _public_key(encoded: bytes) -> PublicKey | None:
    """Load a key of a kind that devices have, written in its one form; None for any other."""
    is_ours = encoded.startswith((P256, ED25519)) or encoded[4:19] == RSA
    if not is_ours or len(encoded) > MOST_KEY_BYTES:
        return None
    try:
        key = load_der_public_key(encoded)
        written = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    except (ValueError, UnsupportedAlgorithm):
        return None
    if written != encoded:
        return None
    if isinstance(key, EllipticCurvePublicKey):
        return key if isinstance(key.curve, ec.SECP256R1) else None
    if isinstance(key, RSAPublicKey):
        is_quick = key.key_size in RSA_BITS and key.public_numbers().e == 65537
        return key if is_quick else None
    if not isinstance(key, Ed25519PublicKey):
        return None
    point = key.public_bytes_raw()
    return None if point[:31] + bytes([point[31] & 0x7F]) in SMALL_ORDER else key


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
        # A byte-order mark is no space, so it is refused, too.
        asked = json.loads(
            client.decode("utf-8"), object_pairs_hook=_once_each, parse_constant=_refuse_number
        )
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


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _refuse_number(_: str) -> Any:
    raise ValueError("no number of JSON")


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
