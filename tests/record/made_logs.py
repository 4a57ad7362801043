"""Logs made up for tests: of any length, with keys, checkpoints and whatever a malicious office would do to them."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from goodoffices.record.bundle import BundleEntry, LogBundle, bundle_bytes
from goodoffices.record.chain import EMPTY_HEAD, head_after
from goodoffices.record.checkpoint import checkpoint_text, origin_of, signature_line, signed_checkpoint, verifier_key
from goodoffices.record.entry import Act, canonical_bytes, leaf_digest
from goodoffices.record.merkle_tree import root_of

LOG = str(uuid.UUID(int=5))
ORIGIN = origin_of(LOG)


def key(name: str) -> Ed25519PrivateKey:
    """A key that is the same each time."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(name.encode()).digest())


OFFICE, NEXT, OTHER = key("office"), key("next"), key("somebody else")


@dataclass(frozen=True)
class Said:
    """What an entry says beside its place."""

    kind: str = "case.resume"
    payload: Mapping[str, Any] = field(default_factory=dict)
    at: str = ""
    actor: Mapping[str, Any] = field(default_factory=dict)


def announced(of: Ed25519PrivateKey, name: str = ORIGIN) -> Said:
    """The entry that announces a key."""
    return Said("office.key", {"key": verifier_key(name, of)})


def entries_of(
    said: Sequence[Said], change: Callable[[int, Act], Act] = lambda _, act: act, salt: str = "salt", log: str = LOG, label: str = "parties"
) -> list[BundleEntry]:
    """A chain of entries; ``change`` alters one before it is written."""
    head, found = EMPTY_HEAD, []
    for number, one in enumerate(said, 1):
        at = one.at or f"2026-11-29T{10 + number // 3600:02d}:{number // 60 % 60:02d}:{number % 60:02d}Z"
        act = Act(kind=one.kind, actor=one.actor, at=at, label=label, payload=one.payload, log=log, number=number, previous=head.hex())
        content = canonical_bytes(change(number, act))
        its_salt = hashlib.sha256(f"{salt} {number}".encode()).digest()
        digest = leaf_digest(its_salt, content)
        head = head_after(head, digest)
        found.append(BundleEntry(digest, content, its_salt))
    return found


def checkpoint(entries: Sequence[BundleEntry], size: int, *keys: Ed25519PrivateKey, log: str = LOG) -> str:
    """A checkpoint of the first entries, signed by these keys."""
    text = checkpoint_text(log, size, root_of([entry.digest for entry in entries[:size]]))
    return signed_checkpoint(text, *(signature_line(text, origin_of(log), one) for one in keys or (OFFICE,)))


def said_by(count: int, start: int = 2) -> list[Said]:
    """So many entries, the second of which announces the office's key."""
    found = [Said(payload={"words": f"entry é{number}"}) for number in range(1, count + 1)]
    found[start - 1] = announced(OFFICE)
    return found


def bundle_of(entries: Sequence[BundleEntry], checkpoints: Sequence[str] = (), **others: Any) -> LogBundle:
    """A bundle of entries with checkpoints."""
    return replace(LogBundle(log=LOG, label="parties", names={}, entries=entries, checkpoints=checkpoints), **others)


def honest(count: int = 12, sizes: Sequence[int] = (3, 7, 10)) -> LogBundle:
    """What an honest office gives."""
    entries = entries_of(said_by(count))
    return bundle_of(entries, [checkpoint(entries, size) for size in sizes], names={str(uuid.UUID(int=9)): "Ines"})


def written(bundle: LogBundle) -> bytes:
    """Its file."""
    return bundle_bytes(bundle)
