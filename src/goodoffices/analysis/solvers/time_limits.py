"""Runs a solver beside the program, so that neither an interruption nor a limit waits for it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Result = TypeVar("Result")

#: Name of the threads in which solvers run; one that was given up may still be at work when the
#: program ends.
THREAD = "goodoffices-solver"
#: How often the time is looked at, and how long a solver may take to stop by itself, in seconds.
POLL_SECONDS, GRACE_SECONDS = 0.05, 0.5


@dataclass
class WorkBudget:
    """Work that a search may use up, in steps that its solver counts.

    It is the same on any machine, however busy. ``seconds_left``: the seconds that all have left.
    """

    work: float
    seconds_left: Callable[[], float]

    def work_left(self) -> float:
        """Tell how much work is left for the next solve; 0 where the time is over."""
        return self.work if self.seconds_left() > 0 else 0.0

    def spend(self, work: float) -> None:
        """Note what a solve took."""
        self.work -= work


def while_time_lasts(
    work: Callable[[], Result], seconds_left: Callable[[], float]
) -> Result | None:
    """Give what ``work`` returns, or None where the time ended first.

    What ``work`` raises is raised here. Solvers are given the time, too; this is for those that
    overrun it, and for an interruption, which shortens it.
    """
    return side_by_side([work], seconds_left)[0]


def side_by_side(
    works: Sequence[Callable[[], Result]], seconds_left: Callable[[], float]
) -> list[Result | None]:
    """Run some works at the same time, and give what each returns.

    None for one that the time ended.
    """
    done: dict[int, Result] = {}
    failed: list[BaseException] = []

    def run(number: int) -> None:
        try:
            done[number] = works[number]()
        except BaseException as failure:  # handed on below
            failed.append(failure)

    threads = [
        threading.Thread(target=run, args=(number,), name=THREAD, daemon=True)
        for number in range(len(works))
    ]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads) and seconds_left() > -GRACE_SECONDS:
        for thread in threads:
            thread.join(POLL_SECONDS)
    if failed:
        raise failed[0]
    return [done.get(number) for number in range(len(works))]
