"""Measure matching: many incidents against a thousand obligations with areas, beside GeoPandas.

Both get the same incidents and obligations in memory and answer the same question: which pairs lie
in the same place at the same time, by the same side and kind of act. GeoPandas joins by place and
filters the rest with pandas. Places are exact points, so that both predicates are the same.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Iterator

from goodoffices.agreement import Area, AreaShape, Modality
from goodoffices.case import Text
from goodoffices.monitoring.incident import (
    Incident,
    IncidentReport,
    ReportSource,
    SourceKind,
    Spot,
    TimeSpan,
)
from goodoffices.monitoring.kinds import Kind, KindTree, Vocabulary
from goodoffices.monitoring.matching import CHUNK, Matcher
from goodoffices.monitoring.watched import Watched

N_OBLIGATIONS = 1_000
SIDES, ACTS = ("a", "b", "c"), tuple(f"k{n}" for n in range(10))
_SOURCE = ReportSource(id="s", name="s", kind=SourceKind.MEDIA)


def run(*, quick: bool) -> None:
    """Print seconds, and their ratio to those of the peer in the same run."""
    vocabulary = Vocabulary(
        acts=KindTree(tuple(Kind(id=one, name=Text.of(one)) for one in ACTS)), objects=KindTree(())
    )
    held = obligations()
    matcher = Matcher(held, vocabulary)
    for n in (100_000,) if quick else (100_000, 1_000_000):
        _compare(matcher, held, n)
    one = next(incidents(1, seed=7))
    start = time.perf_counter()
    for _ in range(100):
        matcher.answers(one)
    print(f"one incident, all answers: {(time.perf_counter() - start) * 10:.2f} ms (limit: 10 ms)")


def _compare(matcher: Matcher, held: list[Watched], n: int) -> None:
    before = _peak()
    spent, found = 0.0, 0
    some: list[Incident] = []
    # Incidents are made as they come: a stream, as from a file.
    for k, one in enumerate(incidents(n, seed=1), 1):
        some.append(one)
        if len(some) == CHUNK * 4 or k == n:
            start = time.perf_counter()
            found += sum(len(pairs.incidents) for pairs in matcher.matches(some))
            spent += time.perf_counter() - start
            some = []
    ours = f"{n:>9,} incidents x {len(held):,} obligations: {spent:.2f} s, {found:,} pairs"
    print(f"{ours}, {_peak() - before:.0f} MB more at the peak")
    theirs, pairs = _peer(held, n)
    if theirs is None:
        print("  GeoPandas is not installed: no ratio.")
        return
    print(
        f"  GeoPandas, the same pairs: {theirs:.2f} s, {pairs:,} pairs; ratio {spent / theirs:.2f}"
    )
    if pairs != found:
        sys.exit(f"The two differ: {found} pairs, {pairs} of the peer.")


def incidents(n: int, seed: int) -> Iterator[Incident]:
    """Give random incidents: exact places, an hour each, a side and a kind of act."""
    for k, (latitude, longitude, begins, side, act) in enumerate(_drawn(n, seed)):
        happened = TimeSpan(begins, begins + 3_600)
        report = IncidentReport(id=f"i{k}", source=_SOURCE, reported=happened, happened=happened)
        yield Incident(
            id=report.id,
            reports=(report,),
            happened=happened,
            spot=Spot(latitude, longitude),
            place="",
            act=act,
            objects=(),
            actor=side,
        )


def _drawn(n: int, seed: int) -> Iterator[tuple[float, float, int, str, str]]:
    draw = random.Random(seed)
    for _ in range(n):
        yield (
            draw.uniform(40, 55),
            draw.uniform(20, 45),
            draw.randrange(0, 365 * 24) * 3_600,
            draw.choice(SIDES),
            draw.choice(ACTS),
        )


def obligations() -> list[Watched]:
    """Make obligations, each with a polygon of twelve corners of its own and a time to hold."""
    draw, made = random.Random(2), []
    for k in range(N_OBLIGATIONS):
        latitude, longitude, size = draw.uniform(41, 54), draw.uniform(21, 44), draw.uniform(0.1, 1)
        ring = _ring(latitude, longitude, size, draw)
        area = Area(id=f"z{k}", name=Text.of("z"), shape=AreaShape.POLYGON, places=ring)
        begins = draw.randrange(0, 200 * 24) * 3_600
        made.append(
            Watched(
                id=f"o{k}",
                text="t",
                reading="",
                who=frozenset({draw.choice(SIDES)}),
                modality=Modality.MUST_NOT,
                says="",
                acts=frozenset({draw.choice(ACTS)}),
                objects=frozenset(),
                are_acts_read=False,
                areas=(area,),
                is_place_unknown=False,
                surely=(TimeSpan(begins, begins + 90 * 86_400),),
            )
        )
    return made


def _ring(
    latitude: float, longitude: float, size: float, draw: random.Random
) -> tuple[tuple[float, float], ...]:
    import math

    corners = []
    for n in range(12):
        angle, far = n * math.pi / 6, size * draw.uniform(0.5, 1)
        corners.append((latitude + far * math.sin(angle), longitude + far * math.cos(angle)))
    return tuple(corners)


def _peer(held: list[Watched], n: int) -> tuple[float | None, int]:
    try:
        import geopandas
        import numpy
        import pandas
        import shapely
    except ImportError:
        return None, 0
    drawn = list(zip(*_drawn(n, 1), strict=True))
    table = pandas.DataFrame({"begins": drawn[2], "side": drawn[3], "act": drawn[4]})
    longitude, latitude = numpy.array(drawn[1]), numpy.array(drawn[0])
    areas = pandas.DataFrame(
        {
            "from": [w.surely[0].begins for w in held],
            "to": [w.surely[0].until for w in held],
            "who": [next(iter(w.who)) for w in held],
            "kind": [next(iter(w.acts)) for w in held],
        }
    )
    shapes = [shapely.Polygon([(x, y) for y, x in w.areas[0].places]) for w in held if w.areas]
    zones = geopandas.GeoDataFrame(areas, geometry=shapes)
    start = time.perf_counter()
    points = geopandas.GeoDataFrame(table, geometry=geopandas.points_from_xy(longitude, latitude))
    joined = geopandas.sjoin(points, zones, predicate="intersects")
    # Ours calls a pair that overlaps a span only in part possible: it counts as well.
    kept = joined[
        (joined["side"] == joined["who"])
        & (joined["act"] == joined["kind"])
        & (joined["begins"] + 3_600 > joined["from"])
        & (joined["begins"] < joined["to"])
    ]
    return time.perf_counter() - start, len(kept)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
