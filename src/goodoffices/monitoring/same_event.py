"""Which incidents may be one event: candidates by time, place, act and side, each with its reasons.

A sum of weights for what agrees and what does not, after Fellegi and Sunter (1969, A theory for
record linkage): each weight is the logarithm (base 2) of how much oftener it is seen in pairs that
are one event than in others. The weights are few, stand below, and are shown with each candidate.
A candidate is a question to a person; nothing is joined by itself.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from goodoffices.monitoring.incident import Incident
from goodoffices.monitoring.kinds import Fit, Vocabulary, plain_words

#: Pairs with at least this sum are candidates.
LEAST = 2.5
#: Hours and kilometres beyond which pairs are not looked at.
HOURS, KILOMETRES = 72.0, 250.0
#: Days over which one incident is looked up: longer ones are sums of many.
LONGEST_DAYS = 4
#: Incidents of one cell that are compared with one another, at most.
MOST_IN_A_CELL = 400


class Ground(StrEnum):
    """What speaks for or against one event."""

    TIMES_MEET = "times meet"
    TIMES_NEAR = "times near"
    TIMES_APART = "times apart"
    PLACES_MEET = "places meet"
    PLACES_NEAR = "places near"
    PLACES_APART = "places apart"
    ACTS_AGREE = "acts agree"
    ACTS_DIFFER = "acts differ"
    OBJECTS_AGREE = "objects agree"
    OBJECTS_DIFFER = "objects differ"
    ACTORS_AGREE = "actors agree"
    ACTORS_DIFFER = "actors differ"
    WORDS_EQUAL = "words equal"
    WORDS_SHARED = "words shared"
    WORDS_APART = "words apart"


#: The weight of each ground.
WEIGHTS = {
    Ground.TIMES_MEET: 2.0,
    Ground.TIMES_NEAR: 0.5,
    Ground.TIMES_APART: -3.0,
    Ground.PLACES_MEET: 2.0,
    Ground.PLACES_NEAR: 0.5,
    Ground.PLACES_APART: -2.5,
    Ground.ACTS_AGREE: 0.5,
    Ground.ACTS_DIFFER: -1.5,
    Ground.OBJECTS_AGREE: 1.5,
    Ground.OBJECTS_DIFFER: -2.0,
    Ground.ACTORS_AGREE: 0.5,
    Ground.ACTORS_DIFFER: -2.5,
    Ground.WORDS_EQUAL: 8.0,
    Ground.WORDS_SHARED: 2.5,
    Ground.WORDS_APART: -2.0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Two incidents that may be one event, by their ids, and why.

    ``repeats``: their sources count as one: one of them may only repeat the other.
    """

    first: str
    second: str
    grounds: tuple[Ground, ...]
    repeats: bool

    @property
    def weight(self) -> float:
        """Give the sum of the weights."""
        return sum(WEIGHTS[one] for one in self.grounds)


def same_event_candidates(
    incidents: Sequence[Incident], vocabulary: Vocabulary, least: float = LEAST
) -> list[Candidate]:
    """Find pairs of incidents that may be one event, the likeliest first.

    Sums of a day are compared with sums alone. Cost: that of the pairs that share a day, and a
    cell of the map or their words.
    """
    bags = [frozenset(_words(one)) for one in incidents]
    found = []
    for a, b in _pairs(incidents):
        one, other = incidents[a], incidents[b]
        if one.is_total != other.is_total:
            continue
        grounds = tuple(_grounds(one, other, bags[a], bags[b], vocabulary))
        first, second = sorted((one.id, other.id))
        candidate = Candidate(
            first=first,
            second=second,
            grounds=grounds,
            repeats=bool(one.independent_sources & other.independent_sources),
        )
        if candidate.weight >= least:
            found.append(candidate)
    return sorted(found, key=lambda c: (-c.weight, c.first, c.second))


def _pairs(incidents: Sequence[Incident]) -> Iterator[tuple[int, int]]:
    """Give the pairs to look at, each once.

    Those share a day and a cell of two degrees, or a day where one has no place, or all words.
    """
    seen: set[tuple[int, int]] = set()
    for members in (*_by_cell(incidents), *_by_words(incidents)):
        some = members[:MOST_IN_A_CELL]
        for n, a in enumerate(some):
            for b in some[n + 1 :]:
                if (a, b) not in seen:
                    seen.add((a, b))
                    yield a, b


def _by_cell(incidents: Sequence[Incident]) -> Iterator[list[int]]:
    cells: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    by_day: dict[int, list[int]] = defaultdict(list)
    nowhere: dict[int, list[int]] = defaultdict(list)
    for k, one in enumerate(incidents):
        first = one.happened.begins // 86_400
        last = min((one.happened.until - 1) // 86_400, first + LONGEST_DAYS)
        for day in range(first - 1, last + 2):
            by_day[day].append(k)
            if one.spot is None:
                nowhere[day].append(k)
                continue
            row, column = math.floor(one.spot.latitude / 2), math.floor(one.spot.longitude / 2)
            for r in (row - 1, row, row + 1):
                for c in (column - 1, column, column + 1):
                    cells[day, r, c].append(k)
    yield from cells.values()
    for day, some in nowhere.items():
        for k in some:
            for other in by_day[day]:
                if other != k:
                    yield [min(k, other), max(k, other)]


def _by_words(incidents: Sequence[Incident]) -> Iterator[list[int]]:
    alike: dict[str, list[int]] = defaultdict(list)
    for k, one in enumerate(incidents):
        text = plain_words(" ".join(r.words for r in one.reports))
        if len(text) > 40:
            alike[text].append(k)
    yield from alike.values()


def _words(one: Incident) -> list[str]:
    """List the longer words of an incident's reports, cut at six letters: endings differ."""
    text = plain_words(" ".join(r.words[:2_000] for r in one.reports))
    return [word[:6] for word in text.split() if len(word) > 4]


def _grounds(
    one: Incident,
    other: Incident,
    mine: frozenset[str],
    theirs: frozenset[str],
    vocabulary: Vocabulary,
) -> Iterator[Ground]:
    yield _of_times(one, other)
    if one.spot is not None and other.spot is not None:
        yield _of_places(one, other)
    if one.act and other.act:
        agree = vocabulary.acts.narrower(one.act, other.act) is not None
        yield Ground.ACTS_AGREE if agree else Ground.ACTS_DIFFER
    if one.objects and other.objects:
        fits = vocabulary.objects.fit(one.objects, other.objects)
        back = vocabulary.objects.fit(other.objects, one.objects)
        if max(fits, back) is not Fit.NO:
            yield Ground.OBJECTS_AGREE
        elif not vocabulary.objects.are_related(one.objects, other.objects):
            yield Ground.OBJECTS_DIFFER
    if one.actor is not None and other.actor is not None:
        yield Ground.ACTORS_AGREE if one.actor == other.actor else Ground.ACTORS_DIFFER
    if len(mine) >= 4 and len(theirs) >= 4:
        shared = len(mine & theirs) / min(len(mine), len(theirs))
        if mine == theirs:
            yield Ground.WORDS_EQUAL
        elif shared >= 0.5:
            yield Ground.WORDS_SHARED
        elif shared < 0.15 and _is_cyrillic(mine) == _is_cyrillic(theirs):
            yield Ground.WORDS_APART


def _is_cyrillic(words: frozenset[str]) -> bool:
    """Tell whether most words are written in Cyrillic letters: others share none with these."""
    return sum("\u0400" <= word[0] <= "\u04ff" for word in words) * 2 > len(words)


def _of_times(one: Incident, other: Incident) -> Ground:
    apart = max(one.happened.begins, other.happened.begins) - min(
        one.happened.until, other.happened.until
    )
    if apart < 0:
        return Ground.TIMES_MEET
    return Ground.TIMES_NEAR if apart <= 24 * 3_600 else Ground.TIMES_APART


def _of_places(one: Incident, other: Incident) -> Ground:
    assert one.spot is not None
    assert other.spot is not None
    north = one.spot.latitude - other.spot.latitude
    east = (one.spot.longitude - other.spot.longitude + 180) % 360 - 180
    east *= math.cos(math.radians((one.spot.latitude + other.spot.latitude) / 2))
    far = 111.2 * math.hypot(north, east)
    reach = (one.spot.within + other.spot.within) / 1_000
    if far <= max(reach, 2.0):
        return Ground.PLACES_MEET
    return Ground.PLACES_NEAR if far <= reach + 50 else Ground.PLACES_APART
