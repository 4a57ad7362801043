"""Counts how often a property comes to its assertion: one that seldom does, passes on whatever the program says."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec

P = ParamSpec("P")
_count: ContextVar[list[int] | None] = ContextVar("_count", default=None)


def reached() -> None:
    """Say that an example came to the assertion; said right before it, or after all of them."""
    count = _count.get()
    assert count is not None, "put @reaches(...) above @given(...)"
    count[0] += 1


def reaches(least: int) -> Callable[[Callable[P, Any]], Callable[P, None]]:
    """Let a property fail where fewer than ``least`` of its examples came to the assertion. Stands above `given`."""

    def counted(test: Callable[P, Any]) -> Callable[P, None]:
        @wraps(test)
        def run(*arguments: P.args, **named: P.kwargs) -> None:
            count = [0]
            token = _count.set(count)
            try:
                test(*arguments, **named)
            finally:
                _count.reset(token)
            assert count[0] >= least, f"{count[0]} examples came to the assertion, of at least {least}: the rest proved nothing"

        return run

    return counted
