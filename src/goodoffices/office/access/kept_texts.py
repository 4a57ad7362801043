"""Keeps what was opened in memory for a minute at most, for one reader and one state of her logs.

It is a matter of speed alone: whatever is kept is what opening it again would give. What is deleted
or locked is forgotten at once.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db.models import Count, Max, Q

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.sealing import clock_and_chance

T = TypeVar("T")
#: For how long something is kept, and how many things.
LASTS, MOST_KEPT = timedelta(seconds=60), 32
_kept: OrderedDict[Hashable, tuple[datetime, Any]] = OrderedDict()
_lock = threading.Lock()
#: How often all was forgotten: what was being made meanwhile is not kept.
_forgotten = 0


def kept_for_a_minute(key: Hashable, make: Callable[[], T]) -> T:
    """Give what was made for a key within the last minute, or make it and keep it."""
    now = clock_and_chance.now()
    with _lock:
        _forget_until(now)
        if key in _kept:
            found: T = _kept[key][1]
            return found
        began = _forgotten
    made = make()
    with _lock:
        if began == _forgotten:
            _kept[key] = now + LASTS, made
            while len(_kept) > MOST_KEPT:
                _kept.popitem(last=False)
    return made


def forget_texts() -> None:
    """Forget all that was opened."""
    global _forgotten
    with _lock:
        _kept.clear()
        _forgotten += 1


def forget_old_texts() -> None:
    """Forget what was opened a minute ago; called every second."""
    with _lock:
        _forget_until(clock_and_chance.now())


def _forget_until(now: datetime) -> None:
    """Forget what was kept until a moment; the lock is held."""
    for old in [one for one, (until, _made) in _kept.items() if until <= now]:
        del _kept[old]


def state_of_logs(view: CaseView) -> tuple[Hashable, ...]:
    """Say in which state the logs are that she reads: how long each is, and how much is gone."""
    rows = (
        view.entry_rows()
        .order_by()
        .values("log_id")
        .annotate(last=Max("number"), count=Count("pk"), gone=Count("pk", filter=Q(key=b"")))
        .order_by("log_id")
    )
    return tuple((r["log_id"], r["last"], r["count"], r["gone"]) for r in rows)
