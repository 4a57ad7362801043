"""What a cosigner remembers: the last checkpoint of each log that she cosigned, beside her key.

What is remembered only grows, so she does not vouch for two logs of one name, whatever is put
before her and however often.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from goodoffices.record.verifier.reading import Checkpoint

MOST_BYTES = 1 << 24


class Memory:
    """The checkpoints that were cosigned with one key, by the origins of their logs."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._notes = _read(file)

    def last(self, origin: str) -> Checkpoint | None:
        """Give the last checkpoint of a log that was cosigned; None where there is none."""
        return _checkpoint(self.file, self._notes[origin]) if origin in self._notes else None

    def keep(self, checkpoint: Checkpoint) -> None:
        """Remember a checkpoint, before anybody gets its cosignature."""
        self._notes[checkpoint.origin] = _as_kept(checkpoint)
        text = json.dumps(self._notes, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
        if len(text.encode()) > MOST_BYTES:
            raise click.UsageError(
                f"{self.file} would have more than {MOST_BYTES:,} bytes. Use another key for more."
            )
        new = self.file.with_name(self.file.name + ".new")
        try:
            with open(
                os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
            ) as opened:
                opened.write(text)
                opened.flush()
                os.fsync(opened.fileno())
            new.replace(self.file)
            folder = os.open(self.file.parent, os.O_RDONLY)
            os.fsync(folder)
            os.close(folder)
        except OSError as fault:
            raise click.UsageError(
                f"{self.file} cannot be written: {fault.strerror}. Without it nothing is cosigned."
            ) from None


@contextmanager
def memory_beside(key_file: Path) -> Iterator[Memory]:
    """Open what was cosigned with a key, for one at a time.

    It lies beside the key itself, wherever a link leads to that from.
    """
    key_file = key_file.resolve()
    with key_file.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield Memory(key_file.with_name(key_file.name + ".cosigned"))


def _as_kept(checkpoint: Checkpoint) -> str:
    """Give a checkpoint with one signature of the office: others' lines may be of any length."""
    lines = checkpoint.note.rpartition("\n\n")[2].splitlines(keepends=True)
    own = f"— {checkpoint.origin} "
    signed = next((line for line in lines if line.startswith(own)), lines[0])
    return f"{checkpoint.text}\n{signed}"


def _read(file: Path) -> dict[str, str]:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise ValueError
        notes = json.loads(file.read_text(encoding="utf-8"))
        if not isinstance(notes, dict) or not all(isinstance(n, str) for n in notes.values()):
            raise ValueError
    except FileNotFoundError:
        return {}
    except OSError as fault:
        raise click.UsageError(f"{file} cannot be read: {fault.strerror}.") from None
    except (ValueError, RecursionError):
        raise _damaged(file) from None
    return notes


def _checkpoint(file: Path, note: str) -> Checkpoint:
    from goodoffices.record.verifier.reading import Invalid, read_checkpoint

    try:
        return read_checkpoint(note)
    except Invalid:
        raise _damaged(file) from None


def _damaged(file: Path) -> click.UsageError:
    return click.UsageError(
        f"{file} is damaged: it remembers what you cosigned. Put a copy of it back."
    )
