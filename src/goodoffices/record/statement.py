"""What a person signs with her passkey: a short file that says which act, and the challenge for it.

Her device signs a challenge (W3C Web Authentication). It is SHA-256 over a tag and the digest that
stands on her screen, which is the digest of a file that she can take away. So the signature holds
for this digest and no other, whatever else the page showed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from goodoffices.record.entry import canonical

STATEMENT_FORMAT = "goodoffices-statement/1"
#: Keeps a challenge from standing for anything but a statement: a sign-in, a statement of later.
TAG, APPROVAL_TAG = b"goodoffices/statement/1\n", b"goodoffices/checkpoint/1\n"


def statement_bytes(kind: str, log: str, once: str, payload: Mapping[str, Any]) -> bytes:
    """Write the statement of an act: its kind, the log that it goes into, what it says.

    ``once``: an id of this act alone, so that a signature stands for no second one.
    """
    return canonical(
        {
            "format": STATEMENT_FORMAT,
            "kind": kind,
            "log": log,
            "once": once,
            "payload": payload,
        }
    )


def challenge_of(statement: bytes) -> bytes:
    """Give what a device signs for a statement: 32 bytes."""
    return hashlib.sha256(TAG + hashlib.sha256(statement).digest()).digest()


def approval_of(text: str) -> bytes:
    """Give what a device signs that approves a checkpoint, by the checkpoint's text: 32 bytes."""
    return hashlib.sha256(APPROVAL_TAG + hashlib.sha256(text.encode()).digest()).digest()
