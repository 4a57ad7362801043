"""Runs a solver beside the program, so that neither an interruption nor a limit waits for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

Result = TypeVar("Result")

#: Name of the threads in which solvers run; one that was given up may still be at work when the program ends.
THREAD = "goodoffices-solver"
#: How often the time is looked at, and how long a solver may take to stop by itself, in seconds.
GLANCE, GRACE = 0.05, 0.5


@dataclass
class Allowance:
    """Seconds of solving that a search may use up, within the time that everybody has left. Reads no clock: solvers say what they took."""

    seconds: float
    everybody: Callable[[], float]

    def left(self) -> float:
        """How long the next solve may take."""
        return min(self.seconds, self.everybody())

    def spend(self, seconds: float) -> None:
        """Note what a solve took."""
        self.seconds -= seconds


def while_time_lasts(work: Callable[[], Result], seconds_left: Callable[[], float]) -> Result | None:
    """What ``work`` returns, or None where the time ended first. What ``work`` raises is raised here.

    Solvers are given the time, too; this is for those that overrun it, and for an interruption, which shortens it.
    """
    done: list[Result] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as failure:  # handed on below
            failed.append(failure)

    thread = threading.Thread(target=run, name=THREAD, daemon=True)
    thread.start()
    while thread.is_alive() and seconds_left() > -GRACE:
        thread.join(GLANCE)
    if failed:
        raise failed[0]
    return done[0] if done else None
