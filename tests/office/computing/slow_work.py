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


class Odd(Exception):
    """Can be pickled and not be read again, as exceptions with fields of their own cannot."""

    def __init__(self, party: str, number: int) -> None:
        super().__init__(f"{party} {number}")


def odd() -> None:
    raise Odd("north", 3)


def raise_one(module: str, name: str) -> None:
    import importlib
    import inspect

    one = getattr(importlib.import_module(module), name)
    if "__init__" not in vars(one):
        raise one("x")
    needed = [p for p in inspect.signature(one).parameters.values() if p.default is p.empty and p.kind is p.POSITIONAL_OR_KEYWORD]
    raise one(*[_some(str(p.annotation)) for p in needed])


def _some(annotation: str) -> object:
    """A value for an argument."""
    return () if "Sequence" in annotation or "tuple" in annotation else 1 if annotation == "int" else "x"
