"""The office's clock and its source of random numbers.

There is one place for both, so that a test can fix them.
"""

from __future__ import annotations

import datetime
import os
import uuid


def now() -> datetime.datetime:
    """Tell the time, in UTC."""
    return datetime.datetime.now(datetime.UTC)


def random_bytes(n: int) -> bytes:
    """Draw random bytes from the operating system."""
    return os.urandom(n)


def new_id() -> uuid.UUID:
    """Draw a random identifier: it tells neither order nor number."""
    return uuid.UUID(bytes=random_bytes(16), version=4)
