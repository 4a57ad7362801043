"""Checks a certificate beside the program, in a thread of its own.

So neither the time limit nor an interruption waits for a claim that takes long.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

from goodoffices.proof.checker import Checking
from goodoffices.proof.verdict import Claim

#: Name of the thread; one that was given up may still be at work when the program ends.
THREAD = "goodoffices-checker"
#: After how many seconds the time is looked at again. And how often it is looked at after its end:
#: meanwhile claims stop by themselves and stay open by name.
POLL_SECONDS, GLANCES_OF_GRACE = 0.05, 20


def checked_in_time(claims: Iterator[Claim], seconds_left: Callable[[], float]) -> Checking:
    """Collect claims until the time ends; those not reached by then are open.

    What checking raises is raised here.
    """
    found: list[Claim] = []
    failed: list[BaseException] = []
    is_whole = threading.Event()

    def check() -> None:
        try:
            for claim in claims:
                found.append(claim)
            is_whole.set()
        except BaseException as failure:  # handed on below
            failed.append(failure)

    thread = threading.Thread(target=check, name=THREAD, daemon=True)
    thread.start()
    left = GLANCES_OF_GRACE
    while thread.is_alive() and left > 0:
        thread.join(POLL_SECONDS)
        left -= seconds_left() <= 0
    if failed:
        raise failed[0]
    in_time = tuple(found)
    if is_whole.is_set():
        return Checking(in_time)
    return Checking(
        (*in_time, Claim.open("time", "the time ended before the other claims were checked."))
    )
