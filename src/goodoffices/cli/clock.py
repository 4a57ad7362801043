"""How long an analysis may still take, and what the first Ctrl-C does to that."""

from __future__ import annotations

import signal
import threading
import time
from types import FrameType, TracebackType
from typing import Any

import click

#: Seconds that are left for an answer in part after an interruption.
GRACE_SECONDS = 1.0


class Clock:
    """The time that an analysis may still take, and what Ctrl-C does to it.

    Within the block, a first Ctrl-C asks for what is known so far; a second one ends the program.
    """

    def __init__(self, limit: float | None) -> None:
        self.ends = float("inf") if limit is None else time.monotonic() + limit
        self.is_interrupted = False
        self._before: Any = None

    def seconds_left(self) -> float:
        """Tell how long may still be taken; below 0 where the time is over."""
        return self.ends - time.monotonic()

    def interrupted(self) -> bool:
        """Tell whether the user has asked for what is known so far."""
        return self.is_interrupted

    def __enter__(self) -> Clock:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._interrupt)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        if self.is_interrupted:
            raise KeyboardInterrupt
        self.is_interrupted = True
        self.ends = min(self.ends, time.monotonic() + GRACE_SECONDS)
        click.echo(
            (
                "Interrupted: what is known follows within a few seconds. "
                "Press Ctrl-C again to end at once."
            ),
            err=True,
        )
