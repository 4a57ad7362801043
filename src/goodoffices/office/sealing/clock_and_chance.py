"""The office's clock and its source of random numbers: one place for both, so that a test can fix them."""

from __future__ import annotations

import datetime
import os
import uuid


def now() -> datetime.datetime:
    """The time, in UTC."""
    return datetime.datetime.now(datetime.UTC)


def random_bytes(n: int) -> bytes:
    """From the operating system."""
    return os.urandom(n)


def new_id() -> uuid.UUID:
    """A random identifier: it tells neither order nor number."""
    return uuid.UUID(bytes=random_bytes(16), version=4)
