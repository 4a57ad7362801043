"""Two people change one text: what each changed is kept, and where both did is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.procedure.text.matching import steps_between


@dataclass(frozen=True, slots=True)
class Clash:
    """A place that both changed. ``place``: of the merged text, from 0."""

    place: int
    base: tuple[str, ...]
    theirs: tuple[str, ...]
    ours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """The paragraphs with the changes of both; at a clash theirs, then ours."""

    paragraphs: tuple[str, ...]
    clashes: tuple[Clash, ...]


def merged(base: Sequence[str], theirs: Sequence[str], ours: Sequence[str]) -> Merged:
    """Merge two texts that were made of one base, paragraph by paragraph (diff3).

    What one of them changed is taken; what both changed in the same way is taken once.
    """
    in_theirs, in_ours = _kept(base, theirs), _kept(base, ours)
    found: list[str] = []
    clashes: list[Clash] = []
    start, t, o = 0, 0, 0
    stops = [k for k in range(len(base)) if k in in_theirs and k in in_ours]
    for stop in (*stops, None):
        t_end = len(theirs) if stop is None else in_theirs[stop]
        o_end = len(ours) if stop is None else in_ours[stop]
        b_end = len(base) if stop is None else stop
        was, one, other = tuple(base[start:b_end]), tuple(theirs[t:t_end]), tuple(ours[o:o_end])
        if one in (was, other):
            found += other
        elif other == was:
            found += one
        else:
            clashes.append(Clash(len(found), was, one, other))
            found += (*one, *other)
        if stop is not None:
            found.append(base[stop])
            start, t, o = stop + 1, t_end + 1, o_end + 1
    return Merged(tuple(found), tuple(clashes))


def _kept(base: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Find which paragraphs of the base stay, and where they stand now."""
    return {
        k: m
        for step in steps_between(base, new)
        if step.is_same
        for k, m in zip(step.old, step.new, strict=True)
    }
