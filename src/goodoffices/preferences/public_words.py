"""What a party said in public, held against what a reading takes it to want.

Nothing is changed by this; a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from goodoffices.preferences.model import Position, Preferences, Source
from goodoffices.preferences.scales import Value, lower_end, upper_end


@dataclass(frozen=True, kw_only=True)
class Contradiction:
    """A public position and a reading of the same party that cannot both be true.

    In public ``better`` was put before ``worse``, and the reading scores it lower for sure.
    """

    position: Position
    source: Source
    public: str
    reading: str
    better: str
    worse: str


def contradictions(public: Preferences, reading: Preferences) -> Iterator[Contradiction]:
    """Find the first contradiction of each position with a reading of the same party.

    The reading must have scores.
    """
    sources = {source.id: source for source in public.sources}
    for position in public.positions:
        row = reading.scores.get(position.issue, {})
        for before, after in _said(position):
            if pair := _contradicted(before, after, row):
                better, worse = pair
                yield Contradiction(
                    position=position,
                    source=sources[position.source],
                    public=public.reading,
                    reading=reading.reading,
                    better=better,
                    worse=worse,
                )
                break


def _said(position: Position) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Yield what a position puts before what.

    That is by its order, neighbours first; and what it wants stands before what it refuses. Those
    further apart count by themselves where what lies between them is not known.
    """
    order = position.order
    yield from pairwise(order)
    for place, before in enumerate(order):
        yield from ((before, after) for after in order[place + 2 :])
    yield position.wants, position.refuses


def _contradicted(
    before: Sequence[str], after: Sequence[str], row: Mapping[str, Value]
) -> tuple[str, str] | None:
    """Find a pair that a position and the scores of a reading put in opposite orders.

    It is the first of the options ``before`` that scores less for sure than one ``after``, and the
    first of these.
    """
    known = [option for option in after if option in row]
    highest = max((lower_end(row[option]) for option in known), default=None)
    better = next(
        (o for o in before if highest is not None and o in row and upper_end(row[o]) < highest),
        None,
    )
    return (
        None
        if better is None
        else (better, next(o for o in known if upper_end(row[better]) < lower_end(row[o])))
    )
