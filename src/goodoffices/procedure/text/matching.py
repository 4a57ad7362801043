"""Which parts of two lists are the same: what stands alike at both ends, then what lies between.

The longest blocks in common are looked for as in difflib of Python. In long lists, what is
repeated very often begins no block: else the cost would be the product of both lengths.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

#: Entries of a list from which on what is repeated very often begins no block.
LONG = 2_000


class Stretch(NamedTuple):
    """A stretch of both lists that is the same, or where one stands in the place of the other."""

    is_same: bool
    old: range
    new: range


def steps_between(old: Sequence[str], new: Sequence[str]) -> list[Stretch]:
    """List the stretches of two lists in order, each place of both in one of them."""
    shortest = min(len(old), len(new))
    head = next((k for k in range(shortest) if old[k] != new[k]), shortest)
    rest = shortest - head
    tail = next((k for k in range(rest) if old[-1 - k] != new[-1 - k]), rest)
    before, after = old[head : len(old) - tail], new[head : len(new) - tail]
    matcher = SequenceMatcher(None, before, after, autojunk=max(len(before), len(after)) > LONG)
    found = [Stretch(True, range(head), range(head))] if head else []
    found += [
        Stretch(tag == "equal", range(head + i, head + j), range(head + m, head + n))
        for tag, i, j, m, n in matcher.get_opcodes()
    ]
    if tail:
        ends = range(len(old) - tail, len(old)), range(len(new) - tail, len(new))
        found.append(Stretch(True, *ends))
    return found
