"""Small incidents, obligations and kinds for tests."""

from __future__ import annotations

from goodoffices.agreement import Area, AreaShape, Modality
from goodoffices.case import Text
from goodoffices.monitoring.incident import Incident, IncidentReport, ReportSource, SourceKind, Spot, TimeSpan
from goodoffices.monitoring.kinds import Kind, KindTree, Vocabulary
from goodoffices.monitoring.watched import Watched

ACTS = {"attack": "", "drone": "attack", "shelling": "attack", "mortar": "shelling", "pay": "", "late-pay": "pay"}
OBJECTS = {"energy": "", "power": "energy", "dam": "power", "ship": ""}


def tree(kinds: dict[str, str]) -> KindTree:
    return KindTree(tuple(Kind(id=one, name=Text.of(one), under=under) for one, under in kinds.items()))


VOCABULARY = Vocabulary(acts=tree(ACTS), objects=tree(OBJECTS))
PAPER = ReportSource(id="paper", name="A paper", kind=SourceKind.MEDIA)


def report(name="r1", source=PAPER, begins=0, until=3600, reported=3600, **more) -> IncidentReport:
    return IncidentReport(id=name, source=source, reported=TimeSpan(reported, reported + 60), happened=TimeSpan(begins, until), **more)


def incident(name="i1", begins=0, until=3600, spot=None, act="attack", objects=(), actor=None) -> Incident:
    one = report(name, begins=begins, until=until, spot=spot, act=act, objects=tuple(objects), actor=actor)
    return Incident(
        id=name, reports=(one,), happened=one.happened, spot=spot, place="", act=act, objects=tuple(objects), actor=actor
    )  # fmt: skip


def watched(name="o1", **more) -> Watched:
    known = {
        "text": "t",
        "reading": "",
        "who": frozenset({"a"}),
        "modality": Modality.MUST_NOT,
        "says": "attack",
        "acts": frozenset({"attack"}),
        "objects": frozenset(),
        "are_acts_read": False,
        "areas": None,
        "is_place_unknown": False,
        "surely": (TimeSpan(0, 10**6),),
    }
    return Watched(id=name, **(known | more))


def polygon(name, places, holes=()) -> Area:
    return Area(id=name, name=Text.of(name), shape=AreaShape.POLYGON, places=tuple(places), holes=tuple(map(tuple, holes)))


def disc(name, latitude, longitude, radius) -> Area:
    return Area(id=name, name=Text.of(name), shape=AreaShape.POINT, places=((latitude, longitude),), radius=radius)


def spot(latitude, longitude, within=0.0) -> Spot:
    return Spot(latitude, longitude, within)
