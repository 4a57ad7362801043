"""Which obligation an incident may break: an answer for each, with what is missing and why.

An incident *breaks it if confirmed* where whose, which act, where and when all fit surely; it is
*possible* where something is not known; *outside* where something surely does not fit; *permitted*
where it surely is what an obligation allows. No answer is a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from goodoffices.agreement import Area, Modality
from goodoffices.monitoring.incident import Incident, Spot, TimeSpan
from goodoffices.monitoring.kinds import Fit, Vocabulary
from goodoffices.monitoring.watched import EARLIEST, LATEST, Watched, merged
from goodoffices.monitoring.zones import Fits, Floats, Positions, ZoneIndex

#: Incidents that are held against all obligations at once.
CHUNK = 16_384


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

    @property
    def is_allegation(self) -> bool:
        """Tell whether it says that something may be broken; nothing breaks a permission."""
        return self.kind is AnswerKind.BREACH_IF_CONFIRMED or (
            self.kind is AnswerKind.POSSIBLE and self.watched.modality is not Modality.MAY
        )


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
        #: The first span of each clock (sure and perhaps; from and until), and who has more.
        self._first_spans = np.array(
            [[[edge[0] for edge in clock[kind]] for clock in self._clocks] for kind in (0, 1)],
            np.int64,
        ).reshape(2, len(self._clocks), 2)
        self._first_spans = self._first_spans.transpose(0, 2, 1)
        self._long_clocks = [
            k
            for k, (sure, maybe) in enumerate(self._clocks)
            if max(len(sure[0]), len(maybe[0])) > 1
        ]
        where = {key: k for k, key in enumerate(clocks)}
        self._clock_of = np.array([where[w.surely, w.perhaps] for w in self.watched], np.intp)
        areas: dict[Area, int] = {}
        for one in self.watched:
            for area in one.areas or ():
                areas.setdefault(area, len(areas))
        self._zones = ZoneIndex(list(areas))
        self._has_areas = np.array([bool(w.areas) for w in self.watched], bool)
        #: What a place that needs no area is: everywhere, or in an area that nobody drew.
        self._elsewhere = np.array(
            [Fit.PERHAPS if w.is_place_unknown else Fit.YES for w in self.watched], np.uint8
        )
        by_area: list[list[int]] = [[] for _ in areas]
        for k, w in enumerate(self.watched):
            for area in w.areas or ():
                by_area[areas[area]].append(k)
        self._columns_of_area = np.array([k for some in by_area for k in some], np.intp)
        self._counts_of_area = np.array([len(some) for some in by_area], np.intp)
        self._begin_of_area = np.cumsum(self._counts_of_area) - self._counts_of_area
        self._by_act: dict[tuple[str, tuple[str, ...]], int] = {}
        self._act_rows: list[Fits] = []
        self._stacked: Fits = np.zeros((0, n), np.uint8)

    def matches(self, incidents: Sequence[Incident]) -> Iterator[Matches]:
        """Find the pairs that are not outside, some thousands of incidents at a time.

        Cost: that of the pairs of which place, side and act may fit.
        """
        for start in range(0, len(incidents), CHUNK):
            some = _Columns.of(incidents[start : start + CHUNK])
            sides, acts = self._sides_of(some), self._acts_of(some)
            rows, columns, places = self._may_be_there(some, sides, acts)
            fits = np.stack(
                [
                    self._times(some, rows, columns),
                    self._by_side[sides[rows], columns],
                    places,
                    self._act_table[acts[rows], columns],
                ],
                axis=1,
            )
            kept = fits.min(axis=1) > Fit.NO
            yield Matches(rows[kept] + start, columns[kept], fits[kept])

    def answers(self, incident: Incident) -> list[MatchAnswer]:
        """Give the answer for each obligation, in their order."""
        one = _Columns.of([incident])
        n = len(self.watched)
        every = np.arange(n)
        nobody = np.zeros(n, np.intp)
        places = self._elsewhere.copy()
        places[self._has_areas] = Fit.PERHAPS if incident.spot is None else Fit.NO
        _, columns, told = self._in_areas(one)
        np.maximum.at(places, columns, told)
        layers = (
            self._times(one, nobody, every),
            self._by_side[self._sides_of(one)[0]],
            places,
            self._act_table_row(one),
        )
        return [
            answer_of(watched, fits)
            for watched, fits in zip(
                self.watched, zip(*(x.tolist() for x in layers), strict=True), strict=True
            )
        ]

    def _act_table_row(self, one: _Columns) -> Fits:
        (row,) = self._acts_of(one)
        found: Fits = self._act_table[row]
        return found

    @property
    def _act_table(self) -> Fits:
        if len(self._act_rows) != len(self._stacked):
            self._stacked = np.stack(self._act_rows)
        return self._stacked

    def _may_be_there(
        self, some: _Columns, sides: Positions, acts: Positions
    ) -> tuple[Positions, Positions, Fits]:
        """Find the pairs of which the place may fit, with how; of others side and act may fit."""
        rows, columns, told = self._in_areas(some)
        # An obligation can hold in several areas: the best fit counts, once.
        keys = rows * len(self.watched) + columns
        order = np.lexsort((-told.astype(np.int16), keys))
        first = np.ones(len(keys), bool)
        first[1:] = keys[order][1:] != keys[order][:-1]
        rows, columns, told = rows[order][first], columns[order][first], told[order][first]
        found = [(rows, columns, told)]
        groups: dict[tuple[int, int, bool], list[int]] = {}
        for k, key in enumerate(
            zip(sides.tolist(), acts.tolist(), some.placed.tolist(), strict=True)
        ):
            groups.setdefault(key, []).append(k)
        for (side, act, is_placed), members in groups.items():
            fits = np.minimum(self._by_side[side], self._act_table[act]) > Fit.NO
            if is_placed:
                fits = fits & ~self._has_areas
            wanted = np.flatnonzero(fits)
            if len(wanted):
                at = np.repeat(np.array(members, np.intp), len(wanted))
                where = np.tile(wanted, len(members))
                place = np.where(self._has_areas[where], Fit.PERHAPS, self._elsewhere[where])
                found.append((at, where, place.astype(np.uint8)))
        return (
            np.concatenate([x for x, _, _ in found]),
            np.concatenate([x for _, x, _ in found]),
            np.concatenate([x for _, _, x in found]),
        )

    def _in_areas(self, some: _Columns) -> tuple[Positions, Positions, Fits]:
        """Find the pairs of placed incidents and obligations whose areas may hold them."""
        if not len(self._columns_of_area) or not some.placed.any():
            return np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0, np.uint8)
        at = np.flatnonzero(some.placed)
        rows, zones, told = self._zones.pairs(*(x[at] for x in some.place))
        counts = self._counts_of_area[zones]
        n = int(counts.sum())
        offsets = np.arange(n) - np.repeat(np.cumsum(counts) - counts, counts)
        columns = self._columns_of_area[np.repeat(self._begin_of_area[zones], counts) + offsets]
        return np.repeat(at[rows], counts), columns, np.repeat(told, counts)

    def _sides_of(self, some: _Columns) -> Positions:
        known = self._sides
        return np.array([0 if s is None else known.get(s, 1) for s in some.actors], np.intp)

    def _acts_of(self, some: _Columns) -> Positions:
        found = self._by_act
        for key in set(some.acts):
            if key not in found:
                found[key] = len(self._act_rows)
                self._act_rows.append(self._act_fits(*key))
        return np.array([found[key] for key in some.acts], np.intp)

    def _act_fits(self, act: str, objects: tuple[str, ...]) -> Fits:
        acts, things = self.vocabulary.acts, self.vocabulary.objects
        done = (act,) if act else ()
        return np.array(
            [
                min(
                    acts.fit(done, one.acts) if one.acts else _unlisted(one),
                    things.fit(objects, one.objects),
                )
                for one in self.watched
            ],
            np.uint8,
        )

    def _times(self, some: _Columns, rows: Positions, columns: Positions) -> Fits:
        """Tell how the times of pairs fit; what holds in several spans is asked clock by clock."""
        clocks = self._clock_of[columns]
        begins, until = some.begins[rows], some.until[rows]
        sure, perhaps = self._first_spans[:, :, clocks]
        found = np.zeros(len(rows), np.uint8)
        found[(perhaps[0] < until) & (begins < perhaps[1])] = Fit.PERHAPS
        found[(sure[0] <= begins) & (until <= sure[1])] = Fit.YES
        for k in self._long_clocks:
            at = np.flatnonzero(clocks == k)
            if len(at):
                found[at] = _time_fits(*self._clocks[k], begins[at], until[at])
        return found


@dataclass(frozen=True, kw_only=True)
class _Columns:
    """Incidents, as columns: what each is asked about."""

    actors: list[str | None]
    acts: list[tuple[str, tuple[str, ...]]]
    begins: npt.NDArray[np.int64]
    until: npt.NDArray[np.int64]
    placed: npt.NDArray[np.bool_]
    place: tuple[Floats, Floats, Floats]

    @classmethod
    def of(cls, incidents: Sequence[Incident]) -> _Columns:
        spots = [one.spot or _NOWHERE for one in incidents]
        spans = [one.happened for one in incidents]
        return cls(
            actors=[one.actor for one in incidents],
            acts=[(one.act, one.objects) for one in incidents],
            begins=np.array([s.begins for s in spans], np.int64),
            until=np.array([s.until for s in spans], np.int64),
            placed=np.array([s is not _NOWHERE for s in spots], bool),
            place=(
                np.array([s.latitude for s in spots], float),
                np.array([s.longitude for s in spots], float),
                np.array([s.within for s in spots], float),
            ),
        )


_NOWHERE = Spot(0.0, 0.0)


def _unlisted(watched: Watched) -> Fit:
    """Tell how acts fit an obligation of which nobody knows the kinds of acts.

    A ban may mean any. What breaks a duty is said, or it is not broken by an act.
    """
    return Fit.NO if watched.modality is Modality.MUST else Fit.PERHAPS


def answer_of(watched: Watched, fits: tuple[int, ...]) -> MatchAnswer:
    """Say what four fits (`ASPECTS`) come to."""
    apart = _which(fits, Fit.NO)
    if apart:
        return MatchAnswer(watched=watched, kind=AnswerKind.OUTSIDE, apart=apart)
    missing = _which(fits, Fit.PERHAPS)
    if watched.but and not missing:
        # Whether the exception holds is for a person to judge.
        missing = (Aspect.EXCEPTION,)
    if missing:
        return MatchAnswer(watched=watched, kind=AnswerKind.POSSIBLE, missing=missing)
    is_allowed = watched.modality is Modality.MAY
    kind = AnswerKind.PERMITTED if is_allowed else AnswerKind.BREACH_IF_CONFIRMED
    return MatchAnswer(watched=watched, kind=kind)


@lru_cache(maxsize=200)
def _which(fits: tuple[int, ...], wanted: Fit) -> tuple[Aspect, ...]:
    return tuple(a for a, fit in zip(ASPECTS, fits, strict=True) if fit == wanted)


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
