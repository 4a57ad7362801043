"""Reports of what is said to have happened, and incidents: what one or more reports are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from goodoffices.monitoring.kinds import Vocabulary


class SourceKind(StrEnum):
    """What a source is."""

    PARTY = "party"
    MEDIA = "media"
    OBSERVER = "observer"
    SENSOR = "sensor"
    RESEARCH = "research"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSource:
    """Who reports. ``group``: sources that repeat one another share it and count as one.

    ``side``: the side whose word it is; None where it is nobody's.
    """

    id: str
    name: str
    kind: SourceKind
    group: str = ""
    side: str | None = None

    @property
    def independent(self) -> str:
        """Give what it counts as: its group, or itself."""
        return self.group or self.id


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """From a second until before another, counted from 1970 in UTC. It has at least one second."""

    begins: int
    until: int

    def __post_init__(self) -> None:
        """Refuse a span without a second in it."""
        if self.until <= self.begins:
            raise ValueError("a span of time ends before it begins")

    def touches(self, other: TimeSpan) -> bool:
        """Tell whether two spans have a second in common."""
        return self.begins < other.until and other.begins < self.until


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the Earth (WGS 84) that is known to so many metres; 0: exactly."""

    latitude: float
    longitude: float
    within: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentReport:
    """What one source says once.

    ``id``: of the row or form; unique. ``reported``: when it was published. ``happened``: when, as
    far as it says. ``spot``: None where no place is known; ``place``: what the source calls it.
    ``act``: a kind of act; empty where it says none. ``objects``: kinds of what it was done to;
    none: not known. ``actor``: the side that it says did it; None: not known. ``count``: of how
    many it speaks. ``is_total``: it sums up a day or a night, and is no single event.
    ``says_nothing_happened``: politics, a look back, a denial.
    """

    id: str
    source: ReportSource
    reported: TimeSpan
    happened: TimeSpan
    spot: Spot | None = None
    place: str = ""
    act: str = ""
    objects: tuple[str, ...] = ()
    actor: str | None = None
    count: int | None = None
    is_total: bool = False
    says_nothing_happened: bool = False
    file: str = ""
    row: int = 0
    words: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Something that is said to have happened, once, by one or several reports.

    ``actor``: None where nobody or not everybody who names one names the same. ``disputed``: what
    the reports contradict one another in: ``time``, ``place``, ``act``, ``actor``.
    """

    id: str
    reports: tuple[IncidentReport, ...]
    happened: TimeSpan
    spot: Spot | None
    place: str
    act: str
    objects: tuple[str, ...]
    actor: str | None
    disputed: tuple[str, ...] = ()

    @property
    def first_reported(self) -> int:
        """Give the second at which it was published first."""
        return min(one.reported.begins for one in self.reports)

    @property
    def is_total(self) -> bool:
        """Tell whether it only sums up others."""
        return all(one.is_total for one in self.reports)

    @property
    def independent_sources(self) -> frozenset[str]:
        """Give the sources that do not repeat one another."""
        return frozenset(one.source.independent for one in self.reports)

    @property
    def said_by(self) -> frozenset[str]:
        """Give the sides whose word it is."""
        return frozenset(one.source.side for one in self.reports if one.source.side is not None)


def incident_of(reports: Sequence[IncidentReport], vocabulary: Vocabulary) -> Incident:
    """Make one incident of reports that a person, or one alone, says are about the same.

    The time is what all spans have in common; where they have nothing, all that they cover. The
    place is the one known best. Where kinds of acts or sides differ, nothing is said of them.
    """
    if len(reports) == 1:
        return _of_one(reports[0])
    first = min(reports, key=lambda one: (one.reported.begins, one.id))
    disputed = []
    begins = max(one.happened.begins for one in reports)
    until = min(one.happened.until for one in reports)
    if until <= begins:
        disputed.append("time")
        begins = min(one.happened.begins for one in reports)
        until = max(one.happened.until for one in reports)
    act = first.act
    for one in reports:
        narrower = vocabulary.acts.narrower(act, one.act) if act and one.act else act or one.act
        if narrower is None:
            disputed.append("act")
            act = ""
            break
        act = narrower
    actors = {one.actor for one in reports if one.actor is not None}
    if len(actors) > 1:
        disputed.append("actor")
    spots = [one for one in reports if one.spot is not None]
    best = min(spots, key=lambda one: (one.spot.within if one.spot else 0.0, one.id), default=None)
    objects = dict.fromkeys(kind for one in reports for kind in one.objects)
    return Incident(
        id=first.id,
        reports=tuple(sorted(reports, key=lambda one: (one.reported.begins, one.id))),
        happened=TimeSpan(begins, until),
        spot=None if best is None else best.spot,
        place=next((one.place for one in (best, *reports) if one is not None and one.place), ""),
        act=act,
        objects=tuple(objects),
        actor=actors.pop() if len(actors) == 1 else None,
        disputed=tuple(disputed),
    )


def _of_one(report: IncidentReport) -> Incident:
    """Make an incident of the one report that there is of it."""
    return Incident(
        id=report.id,
        reports=(report,),
        happened=report.happened,
        spot=report.spot,
        place=report.place,
        act=report.act,
        objects=report.objects,
        actor=report.actor,
    )


def incidents_of(
    reports: Sequence[IncidentReport], joined: Sequence[Sequence[str]], vocabulary: Vocabulary
) -> list[Incident]:
    """Make incidents of reports: those that a person joined (by ids) are one, each other its own.

    What says that nothing happened is none. Ids that are not there are passed over.
    """
    told = {one.id: one for one in reports if not one.says_nothing_happened}
    group_of: dict[str, list[str]] = {}
    for names in joined:
        there = [name for name in dict.fromkeys(names) if name in told]
        merged = list(dict.fromkeys(x for name in there for x in group_of.get(name, [name])))
        for name in merged:
            group_of[name] = merged
    made: list[Incident] = []
    seen: set[str] = set()
    for name, report in told.items():
        if name not in group_of:
            made.append(_of_one(report))
        elif name not in seen:
            seen |= set(group_of[name])
            made.append(incident_of([told[other] for other in group_of[name]], vocabulary))
    return sorted(made, key=lambda one: (one.happened.begins, one.id))
