"""Work of every kind that a process of the office's own may be asked for, by somebody who means harm."""

from __future__ import annotations

import os
from pathlib import Path


def spin() -> None:
    while True:
        pass


def hog() -> int:
    return len(bytearray(8_000_000_000))


def die() -> None:
    os._exit(7)


def count(file: str, word: str) -> int:
    """How often this was really done."""
    with Path(file).open("a") as target:
        target.write("x")
    return len(word)


def wait_for(file: str) -> str:
    """Until somebody writes the file."""
    while not Path(file).exists():
        pass
    return "done"


def seen_environment() -> list[str]:
    return sorted(name for name in os.environ if name.startswith("GOODOFFICES_KEY"))
