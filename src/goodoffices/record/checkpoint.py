"""Checkpoints of a log: its size and its root, signed by the office, cosigned by others.

They are written as C2SP has it: a `tlog-checkpoint` in a `signed-note`, with Ed25519; a
cosignature is a `tlog-cosignature` of version 1. The name of a key of the office is the origin of
the log, so that each log has its own.
"""

from __future__ import annotations

import base64
import hashlib
import struct
from collections.abc import Mapping

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from goodoffices.record.entry import canonical

SIGNATURE, COSIGNATURE = b"\x01", b"\x04"
#: The type of a line that a passkey signs: one that C2SP leaves to everybody, with its own name.
PASSKEY_SIGNATURE = b"\xffgoodoffices-passkey/1"
#: How many groups of five digits are read out, and how many bytes each is taken from.
GROUPS, GROUP_BYTES = 12, 5


def origin_of(log: str) -> str:
    """Name a log in its checkpoints, by its id."""
    return f"goodoffices/log/{log}"


def checkpoint_text(log: str, size: int, root: bytes) -> str:
    """Write what is signed: the log, how many entries it has, and the root over them."""
    return f"{origin_of(log)}\n{size}\n{_base64(root)}\n"


def signed_checkpoint(text: str, *signature_lines: str) -> str:
    """Put a checkpoint and the lines of its signatures together as a note."""
    return f"{text}\n{''.join(signature_lines)}"


def text_of_note(note: str) -> str:
    """Give the text of a checkpoint, which is what is signed, without its signatures."""
    return note.rpartition("\n\n")[0] + "\n"


def signature_line(text: str, name: str, key: Ed25519PrivateKey) -> str:
    """Sign a checkpoint with a key of the office, give the line."""
    return _line(name, _key_id(name, SIGNATURE, key), key.sign(text.encode()))


def cosignature_line(text: str, name: str, key: Ed25519PrivateKey, seconds: int) -> str:
    """Cosign a checkpoint at a time (seconds since 1970), give the line.

    It says: at this time that is the largest checkpoint of the log that I saw, and it goes on from
    those before.
    """
    signed = key.sign(f"cosignature/v1\ntime {seconds}\n{text}".encode())
    return _line(name, _key_id(name, COSIGNATURE, key), struct.pack(">Q", seconds) + signed)


def approval_line(who: str, public: bytes, signed: Mapping[str, str]) -> str:
    """Write the line in which a person approves a checkpoint with her passkey.

    ``who``: her id in the record. ``public``: the passkey's public key, DER. ``signed``: client
    data, authenticator data and signature of the assertion, in base64.
    """
    name = f"goodoffices/person/{who}"
    key_id = hashlib.sha256(name.encode() + b"\n" + PASSKEY_SIGNATURE + public).digest()[:4]
    return _line(name, key_id, canonical(dict(signed)))


def verifier_key(name: str, key: Ed25519PrivateKey, kind: bytes = SIGNATURE) -> str:
    """Write the public half of a key as others need it to verify, with its name and its id."""
    encoded = _base64(kind + key.public_key().public_bytes_raw())
    return f"{name}+{_key_id(name, kind, key).hex()}+{encoded}"


def spoken_digits(text: str) -> tuple[str, ...]:
    """Turn a checkpoint into 12 groups of five digits, to be read out and compared.

    Two checkpoints that differ have other digits but by a chance of one in 10^60.
    """
    digest = hashlib.sha512(b"goodoffices checkpoint\n" + text.encode()).digest()
    return tuple(
        f"{int.from_bytes(digest[n : n + GROUP_BYTES], 'big') % 100_000:05d}"
        for n in range(0, GROUPS * GROUP_BYTES, GROUP_BYTES)
    )


def _key_id(name: str, kind: bytes, key: Ed25519PrivateKey) -> bytes:
    public = key.public_key().public_bytes_raw()
    return hashlib.sha256(name.encode() + b"\n" + kind + public).digest()[:4]


def _line(name: str, key_id: bytes, signed: bytes) -> str:
    return f"— {name} {_base64(key_id + signed)}\n"


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()
