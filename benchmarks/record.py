"""Measure the verification of a large log beside the least that any verifier does."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from goodoffices import __version__
from goodoffices.record import (
    EMPTY_HEAD,
    Act,
    BundleEntry,
    LogBundle,
    bundle_bytes,
    canonical_bytes,
    head_after,
    leaf_digest,
)
from goodoffices.record.checkpoint import (
    checkpoint_text,
    origin_of,
    signature_line,
    signed_checkpoint,
    verifier_key,
)
from goodoffices.record.merkle_tree import root_of
from goodoffices.record.verifier.checking import verify

ENTRIES, CHECKPOINTS, LOG = 100_000, 100, str(uuid.UUID(int=5))
#: Seconds that it may take.
WANTED = 10


def run(quick: bool = False) -> None:
    """Measure and print; write it down unless quick."""
    count = ENTRIES // 100 if quick else ENTRIES
    data = _bundle(count)
    least = _seconds(lambda: _read_and_hash(data))
    whole = _seconds(lambda: _verified(data, count))
    text = "\n".join(
        [
            "| entries | MB | read and hashed, s | verified, s | ratio |",
            "|---:|---:|---:|---:|---:|",
            f"| {count:,} | {len(data) / 1e6:.0f} | {least:.2f} | {whole:.2f} "
            f"| {whole / least:.1f} |",
        ]
    )
    print(text)
    if not quick:
        _write(text)


def _bundle(count: int) -> bytes:
    """Write a log with so many entries, of which checkpoints were signed along the way."""
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    head, entries, digests, notes = EMPTY_HEAD, [], [], []
    announced = {"key": verifier_key(origin_of(LOG), key)}
    for number in range(1, count + 1):
        act = Act(
            kind="office.key" if number == 1 else "release.question",
            actor={"id": str(uuid.UUID(int=number % 7)), "functions": ["lead"]},
            at=f"2026-11-{1 + number // 86400:02d}T{number // 3600 % 24:02d}:"
            f"{number // 60 % 60:02d}:{number % 60:02d}Z",
            label="parties",
            payload=announced if number == 1 else {"words": f"What if the {number}th? é"},
            log=LOG,
            number=number,
            previous=head.hex(),
        )
        content, salt = canonical_bytes(act), hashlib.sha256(str(number).encode()).digest()
        digest = leaf_digest(salt, content)
        head = head_after(head, digest)
        entries.append(BundleEntry(digest, content, salt))
        digests.append(digest)
        if number % (count // CHECKPOINTS or 1) == 0:
            text = checkpoint_text(LOG, number, root_of(digests))
            notes.append(signed_checkpoint(text, signature_line(text, origin_of(LOG), key)))
    return bundle_bytes(
        LogBundle(log=LOG, label="parties", names={}, entries=entries, checkpoints=notes)
    )


def _read_and_hash(data: bytes) -> None:
    """Do the least that any verifier does: read each line, and hash each entry."""
    for line in data.splitlines():
        one = json.loads(line)
        if "content" in one:
            json.loads(one["content"])
            hashlib.sha256(b"\x00" + bytes.fromhex(one["salt"]) + one["content"].encode()).digest()


def _verified(data: bytes, count: int) -> None:
    found = verify(data)
    assert (found.verdict, found.complete_up_to) == ("consistent", count)


def _seconds(work: Callable[[], None]) -> float:
    """Give the least of three times."""
    times = []
    for _ in range(3):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


def _write(table: str) -> None:
    text = f"""# How long the verification of a record takes

Made by `python -m benchmarks record`: a log of {ENTRIES:,} entries with {CHECKPOINTS} checkpoints \
is verified by all [rules](record-bundle.md). Beside it the least that any verifier does: each \
line is read as JSON, and each entry hashed. {os.cpu_count()} cores, of which one is used. \
Good Offices {__version__}, Python {platform.python_version()}, {platform.system()} \
{platform.machine()}.

{table}

Wanted: {ENTRIES:,} entries within {WANTED} s.
"""
    (Path(__file__).parents[1] / "docs/reference/measured-record.md").write_text(text)
