"""Computes for a page in a process of its own, bounded in time and memory.

For each person one thing is computed at a time. Results are kept by digest.

What a party sends may take long to read, and what she asks may take long to solve. So nothing of it
is done in a thread that serves others: a few warm processes, which know neither key nor database,
do it at low priority. Where an office is not served (the command line, tests) the same is done
here.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import threading
import uuid
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from goodoffices.office.computing.child import die_with_parent, limit
from goodoffices.office.refusal import Refused, TooMuch
from goodoffices.report.languages import gettext_noop

if TYPE_CHECKING:
    from pebble import ProcessPool

T = TypeVar("T")
#: Seconds of computing and of waiting that one thing may take, and bytes that its process may have.
MOST_CPU_SECONDS, MOST_SECONDS, MOST_MEMORY = 10, 30, 3_000_000_000
#: Processes; how much of one person, one side, one case and in all is computed or waits at the same
#: time; seconds that a person's second thing waits for her first.
PROCESSES, OF_A_PERSON, OF_A_SIDE, OF_A_CASE, IN_ALL, PATIENCE = 3, 2, 2, 6, 12, 5
#: Seconds that handing a result over may take.
HANDING_OVER = 60
#: Results that are kept, and bytes of one.
MOST_KEPT, MOST_BYTES_KEPT = 128, 1_000_000
#: Modules that the processes have imported before they are asked for anything.
WARM = (
    "goodoffices.report.case_differences",
    "goodoffices.formats.ours.new_issues",
    "goodoffices.office.papers.archive",
    "goodoffices.office.cases.case_forms",
    "goodoffices.office.computing.effects_of_change",
    "goodoffices.office.computing.texts",
    "goodoffices.office.computing.what_a_release_tells",
    "goodoffices.office.computing.interview_model",
    "goodoffices.office.computing.worth",
    "goodoffices.office.computing.better_package",
)

#: What opens the office or its database.
SECRETS = (
    "GOODOFFICES_KEY",
    "GOODOFFICES_KEY_FILE",
    "GOODOFFICES_KEY_COMMAND",
    "GOODOFFICES_DATABASE",
    "GOODOFFICES_DATABASE_OWNER",
)

_pool: ProcessPool | None = None
_lock = threading.Lock()
_renewing = threading.Lock()
_busy: Counter[object] = Counter()
_alone: dict[uuid.UUID, threading.Lock] = {}
_kept: OrderedDict[bytes, bytes] = OrderedDict()
#: How often all was forgotten.
_forgotten = 0
IN_ALL_KEY = "in all"


def start() -> None:
    """Take what opens the office out of the environment, and begin the processes."""
    for name in SECRETS:
        os.environ.pop(name, None)
    _begin_pool()


def _begin_pool() -> None:
    """Begin the processes. They are made of a process that has seen no key."""
    global _pool
    import multiprocessing

    from pebble import ProcessPool

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(WARM))
    _pool = ProcessPool(max_workers=PROCESSES, context=context, initializer=_begin)
    _pool.schedule(_nothing)


def stop() -> None:
    """End the processes and forget what was kept."""
    global _pool
    if _pool is not None:
        _pool.stop()  # type: ignore[no-untyped-call]
        _pool.join()
        _pool = None
    forget_computed()


def forget_computed() -> None:
    """Forget all results.

    Where papers are locked, nothing that was made of them stays in memory here.
    """
    global _forgotten
    with _lock:
        _kept.clear()
        _forgotten += 1


def computed(
    person: uuid.UUID,
    side: uuid.UUID | None,
    case: uuid.UUID | None,
    work: Callable[..., T],
    *arguments: Any,
) -> T:
    """Compute something for a person, give what it gives; the same again is not computed again.

    ``work``: a function of a module in `WARM`, that hangs on its arguments alone. Raises what
    ``work`` raises; `TooMuch` where she asks for more at once than the office does for one;
    `Refused` where it takes too long.
    """
    key = hashlib.sha256(pickle.dumps((work.__module__, work.__qualname__, arguments))).digest()
    with _lock:
        found = _kept.get(key)
        if found is not None:
            _kept.move_to_end(key)
    if found is None:
        with _in_line(person, side, case):
            # It may have been computed while this one waited.
            with _lock:
                found, began = _kept.get(key), _forgotten
            found = _outcome(work, arguments) if found is None else found
        with _lock:
            # What was under way when papers were locked is not kept after it.
            if len(found) <= MOST_BYTES_KEPT and began == _forgotten:
                _kept[key] = found
                while len(_kept) > MOST_KEPT:
                    _kept.popitem(last=False)
    outcome, value = pickle.loads(found)  # noqa: S301 (made here)
    if outcome == "raised":
        raise value
    result: T = value
    return result


@contextmanager
def _in_line(person: uuid.UUID, side: uuid.UUID | None, case: uuid.UUID | None) -> Iterator[None]:
    """Wait until nothing else is computed for this person. Raises `TooMuch`."""
    bounds: dict[object, int] = {person: OF_A_PERSON, IN_ALL_KEY: IN_ALL}
    if side is not None:
        bounds[side] = OF_A_SIDE
    if case is not None:
        bounds[case] = OF_A_CASE
    with _lock:
        if any(_busy[who] >= most for who, most in bounds.items()):
            raise TooMuch(
                gettext_noop(
                    "The office is still working on other pages. "
                    "Wait a moment, then load this one again."
                )
            )
        _busy.update(bounds.keys())
        alone = _alone.setdefault(person, threading.Lock())
    try:
        if not alone.acquire(timeout=PATIENCE):
            raise TooMuch(
                gettext_noop(
                    "Another page of yours is still being worked out. "
                    "Wait until it is there, then load this one again."
                )
            )
        try:
            yield
        finally:
            alone.release()
    finally:
        with _lock:
            _busy.subtract(bounds.keys())
            for who in [who for who in bounds if not _busy[who]]:
                del _busy[who]
                if isinstance(who, uuid.UUID):
                    _alone.pop(who, None)


def _outcome(work: Callable[..., Any], arguments: tuple[Any, ...]) -> bytes:
    """Give what a work gave or raised, in bytes that can be read.

    Raises `Refused` where the machine was too busy.
    """
    if _pool is None:
        return _done(work, arguments)
    from concurrent.futures import CancelledError

    from pebble import ProcessExpired

    too_much = Refused(
        gettext_noop(
            "This takes more computing than the office gives one page. Use fewer issues, options "
            "or rankings, or the command line on your own computer."
        )
    )
    pool = _pool
    try:
        found: bytes = pool.schedule(
            _bounded, args=[work, arguments, MOST_CPU_SECONDS], timeout=MOST_SECONDS
        ).result(2 * MOST_SECONDS)
        return found
    except (ProcessExpired, MemoryError):
        # It would take as much the next time.
        return pickle.dumps(("raised", too_much))
    except TimeoutError:
        raise too_much from None
    except (RuntimeError, CancelledError, OSError):
        _renew(pool)
        raise TooMuch(
            gettext_noop("The office could not work this out. Load the page again.")
        ) from None


def _renew(broken: ProcessPool) -> None:
    """Put fresh processes in the place of some that answer no more."""
    with _renewing:
        if _pool is broken:
            broken.stop()  # type: ignore[no-untyped-call]
            _begin_pool()


def _done(work: Callable[..., Any], arguments: tuple[Any, ...]) -> bytes:
    """Do a work, give what it gives or raises in bytes that were tried.

    Not every exception can be read again.
    """
    try:
        return pickle.dumps(("gave", work(*arguments)))
    except Exception as fault:
        try:
            kept = pickle.dumps(("raised", fault))
            pickle.loads(kept)  # noqa: S301 (made here)
            return kept
        except Exception:
            return pickle.dumps(("raised", Refused(str(fault)[:500])))


def _bounded(work: Callable[..., Any], arguments: tuple[Any, ...], cpu_seconds: int) -> bytes:
    """Do a work in one of the processes, in at most so many seconds from now.

    The outcome is bytes before the limit is lifted, so that handing it over cannot be cut off.
    """
    limit(cpu_seconds)
    found = _done(work, arguments)
    limit(HANDING_OVER)
    return found


def _begin() -> None:
    """Prepare one of the processes, before anything is asked of it."""
    die_with_parent()
    limit(MOST_CPU_SECONDS, MOST_MEMORY)
    os.nice(10)


def _nothing() -> None:
    """Do nothing.

    It is asked once at the start, so that the processes are there before somebody waits for them.
    """
