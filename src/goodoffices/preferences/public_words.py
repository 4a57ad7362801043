"""What a party said in public, held against what a reading takes it to want. Nothing is changed by this; a person decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from goodoffices.preferences.model import Position, Preferences, Source
from goodoffices.preferences.scales import lower_end, upper_end


@dataclass(frozen=True)
class Contradiction:
    """A public position and a reading of the same party that cannot both be true: ``better`` was put before ``worse``, and the reading scores it lower for sure."""

    position: Position
    source: Source
    public: str
    reading: str
    better: str
    worse: str


def contradictions(public: Preferences, reading: Preferences) -> Iterator[Contradiction]:
    """The first contradiction of each position with a reading of the same party that has scores."""
    sources = {source.id: source for source in public.sources}
    for position in public.positions:
        row = reading.scores.get(position.issue, {})
        for better, worse in _said(position):
            if better in row and worse in row and upper_end(row[better]) < lower_end(row[worse]):
                yield Contradiction(position, sources[position.source], public.reading, reading.reading, better, worse)
                break


def _said(position: Position) -> Iterator[tuple[str, str]]:
    """What a position puts before what: by its order; what it wants before what it refuses."""
    for before, after in pairwise(position.order):
        for better in before:
            for worse in after:
                yield better, worse
    for better in position.wants:
        for worse in position.refuses:
            yield better, worse
