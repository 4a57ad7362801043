"""Which obligation an incident may break: an answer for each, with what is missing and why.

An incident *breaks it if confirmed* where whose, which act, where and when all fit surely; it is
*possible* where something is not known; *outside* where something surely does not fit; *permitted*
where it surely is what an obligation allows. No answer is a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from goodoffices.agreement import Area, Modality
from goodoffices.monitoring.incident import Incident, TimeSpan
from goodoffices.monitoring.kinds import Fit, Vocabulary
from goodoffices.monitoring.watched import EARLIEST, LATEST, Watched, merged
from goodoffices.monitoring.zones import ZoneIndex

#: Incidents that are held against all obligations at once: some megabytes for a thousand of these.
CHUNK = 4_096


class AnswerKind(StrEnum):
    """What an incident is to an obligation; the words of the JSON output."""

    BREACH_IF_CONFIRMED = "breach_if_confirmed"
    POSSIBLE = "possible"
    PERMITTED = "permitted"
    OUTSIDE = "outside"


class Aspect(StrEnum):
    """What has to fit, in the order in which it is told."""

    TIME = "time"
    ACTOR = "actor"
    PLACE = "place"
    ACT = "act"
    EXCEPTION = "exception"


#: The aspects that the arrays below hold, one layer each.
ASPECTS = (Aspect.TIME, Aspect.ACTOR, Aspect.PLACE, Aspect.ACT)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchAnswer:
    """What an incident is to an obligation.

    ``missing``: of a possible breach, what is not known. ``apart``: of what is outside, what surely
    does not fit.
    """

    watched: Watched
    kind: AnswerKind
    missing: tuple[Aspect, ...] = ()
    apart: tuple[Aspect, ...] = ()


@dataclass(frozen=True, slots=True)
class Matches:
    """The pairs that are not outside: positions of incidents and obligations, and the four fits.

    ``fits``: pairs × `ASPECTS`, as `Fit`.
    """

    incidents: npt.NDArray[np.intp]
    obligations: npt.NDArray[np.intp]
    fits: npt.NDArray[np.uint8]


class Matcher:
    """Obligations, compiled so that many incidents are held against all of them at once."""

    def __init__(self, watched: Sequence[Watched], vocabulary: Vocabulary) -> None:
        self.watched, self.vocabulary = tuple(watched), vocabulary
        n = len(self.watched)
        self._sides = {s: k for k, s in enumerate(sorted({s for w in watched for s in w.who}), 2)}
        # TableRow 0: nobody knows whose; row 1: a side that owes nothing here.
        self._by_side = np.zeros((len(self._sides) + 2, n), np.uint8)
        self._by_side[0] = Fit.PERHAPS
        for column, one in enumerate(self.watched):
            for side in one.who:
                self._by_side[self._sides[side], column] = Fit.YES
        clocks = {(w.surely, w.perhaps): 0 for w in self.watched}
        self._clocks = [(_edges(sure), _edges((*sure, *maybe))) for sure, maybe in clocks]
        where = {key: k for k, key in enumerate(clocks)}
        self._clock_of = np.array([where[w.surely, w.perhaps] for w in self.watched], np.intp)
        areas: dict[Area, int] = {}
        for one in self.watched:
            for area in one.areas or ():
                areas.setdefault(area, len(areas))
        self._zones = ZoneIndex(list(areas))
        self._everywhere = np.array(
            [w.areas is None and not w.is_place_unknown for w in self.watched], bool
        )
        self._nowhere_drawn = np.array([w.is_place_unknown for w in self.watched], bool)
        pairs = [(areas[a], k) for k, w in enumerate(self.watched) for a in w.areas or ()]
        self._area_of_pair = np.array([a for a, _ in pairs], np.intp)
        self._column_of_pair = np.array([k for _, k in pairs], np.intp)
        self._by_act: dict[tuple[str, tuple[str, ...]], npt.NDArray[np.uint8]] = {}

    def matches(self, incidents: Sequence[Incident]) -> Iterator[Matches]:
        """Find the pairs that are not outside, some thousands of incidents at a time.

        Cost for each thousand incidents and obligations: a million comparisons of a byte, and the
        pairs of places and areas whose boxes touch.
        """
        for start in range(0, len(incidents), CHUNK):
            layers = self._layers(incidents[start : start + CHUNK])
            rows, columns = np.nonzero(np.minimum.reduce(layers))
            fits = np.stack([layer[rows, columns] for layer in layers], axis=1)
            yield Matches(rows + start, columns, fits)

    def answers(self, incident: Incident) -> list[MatchAnswer]:
        """Give the answer for each obligation, in their order."""
        layers = self._layers([incident])
        return [
            answer_of(one, [Fit(int(layer[0, k])) for layer in layers])
            for k, one in enumerate(self.watched)
        ]

    def _layers(self, incidents: Sequence[Incident]) -> list[npt.NDArray[np.uint8]]:
        sides = [1 if one.actor is not None else 0 for one in incidents]
        for k, one in enumerate(incidents):
            if one.actor in self._sides:
                sides[k] = self._sides[one.actor]
        actors = self._by_side[np.array(sides, np.intp)]
        acts = np.stack([self._acts(one) for one in incidents])
        begins = np.array([one.happened.begins for one in incidents], np.int64)
        until = np.array([one.happened.until for one in incidents], np.int64)
        clocks = np.stack([_time_fits(*c, begins, until) for c in self._clocks], axis=1)
        return [clocks[:, self._clock_of], actors, self._places(incidents), acts]

    def _acts(self, incident: Incident) -> npt.NDArray[np.uint8]:
        key = (incident.act, incident.objects)
        if key not in self._by_act:
            acts, objects = self.vocabulary.acts, self.vocabulary.objects
            found = (incident.act,) if incident.act else ()
            self._by_act[key] = np.array(
                [
                    min(
                        acts.fit(found, one.acts) if one.acts else _unlisted(one),
                        objects.fit(incident.objects, one.objects),
                    )
                    for one in self.watched
                ],
                np.uint8,
            )
        return self._by_act[key]

    def _places(self, incidents: Sequence[Incident]) -> npt.NDArray[np.uint8]:
        found = np.zeros((len(incidents), len(self.watched)), np.uint8)
        found[:, self._nowhere_drawn] = Fit.PERHAPS
        if len(self._column_of_pair):
            known = np.array([k for k, one in enumerate(incidents) if one.spot], np.intp)
            spots = [one.spot for one in incidents if one.spot]
            zones = self._zones.fits(
                np.array([s.latitude for s in spots], float),
                np.array([s.longitude for s in spots], float),
                np.array([s.within for s in spots], float),
            )
            inside = np.full((len(incidents), len(self._zones.areas)), Fit.PERHAPS, np.uint8)
            inside[known] = zones
            if len(np.unique(self._column_of_pair)) == len(self._column_of_pair):
                found[:, self._column_of_pair] = inside[:, self._area_of_pair]
            else:
                for area, column in zip(self._area_of_pair, self._column_of_pair, strict=True):
                    np.maximum(found[:, column], inside[:, area], out=found[:, column])
        found[:, self._everywhere] = Fit.YES
        return found


def _unlisted(watched: Watched) -> Fit:
    """Tell how acts fit an obligation of which nobody knows the kinds of acts.

    A ban may mean any. What breaks a duty is said, or it is not broken by an act.
    """
    return Fit.NO if watched.modality is Modality.MUST else Fit.PERHAPS


def answer_of(watched: Watched, fits: Sequence[Fit]) -> MatchAnswer:
    """Say what four fits (`ASPECTS`) come to."""
    apart = tuple(a for a, fit in zip(ASPECTS, fits, strict=True) if fit is Fit.NO)
    if apart:
        return MatchAnswer(watched=watched, kind=AnswerKind.OUTSIDE, apart=apart)
    missing = tuple(a for a, fit in zip(ASPECTS, fits, strict=True) if fit is Fit.PERHAPS)
    if watched.but and not missing:
        # Whether the exception holds is for a person to judge.
        missing = (Aspect.EXCEPTION,)
    if missing:
        return MatchAnswer(watched=watched, kind=AnswerKind.POSSIBLE, missing=missing)
    is_allowed = watched.modality is Modality.MAY
    kind = AnswerKind.PERMITTED if is_allowed else AnswerKind.BREACH_IF_CONFIRMED
    return MatchAnswer(watched=watched, kind=kind)


_Edges = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]


def _edges(spans: Sequence[TimeSpan]) -> _Edges:
    """Give the beginnings and ends of spans, in order; they do not touch one another."""
    joined = merged(spans) or [TimeSpan(LATEST + 1, LATEST + 2)]
    return (
        np.array([max(s.begins, EARLIEST) for s in joined], np.int64),
        np.array([s.until for s in joined], np.int64),
    )


def _time_fits(
    sure: _Edges,
    perhaps: _Edges,
    begins: npt.NDArray[np.int64],
    until: npt.NDArray[np.int64],
) -> npt.NDArray[np.uint8]:
    """Tell how spans of time lie to those of an obligation."""
    at = np.searchsorted(sure[0], begins, side="right") - 1
    inside = (at >= 0) & (until <= sure[1][at])
    last = np.searchsorted(perhaps[0], until, side="left") - 1
    touches = (last >= 0) & (begins < perhaps[1][last])
    found = np.zeros(len(begins), np.uint8)
    found[touches] = Fit.PERHAPS
    found[inside] = Fit.YES
    return found
