"""What is known of one day: its incidents, what each may break, how far each allegation has come.

All is a function of the day and of the time until which things are known. An incident belongs to
the day on which it was reported first, where it can have happened then; else to the day on which
most of the time lies at which it can have happened, the later one of two alike. Sums of a day or a
night stand apart: they may count what single incidents count, too.
"""

from __future__ import annotations

import datetime
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np

from goodoffices.agreement import Modality
from goodoffices.agreement.period import end_of_day
from goodoffices.monitoring.decisions import Decisions, Visit
from goodoffices.monitoring.findings import AllegationStanding, Status, standing_of
from goodoffices.monitoring.incident import Incident, IncidentReport, incidents_of
from goodoffices.monitoring.kinds import Vocabulary
from goodoffices.monitoring.matching import AnswerKind, MatchAnswer, Matcher
from goodoffices.monitoring.watched import LATEST, Watched, seconds

#: Days before that a trend is compared with, and over which a source is usual or silent.
TREND_DAYS, USUAL_DAYS = 7, 7


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredIncident:
    """An incident of the day with its answers, and how each allegation stands."""

    incident: Incident
    answers: tuple[MatchAnswer, ...]
    standings: Mapping[tuple[str, str], AllegationStanding]

    @property
    def alleging(self) -> tuple[MatchAnswer, ...]:
        """List the answers by which something may be broken."""
        return tuple(one for one in self.answers if one.is_allegation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number of the report, with the incidents that it counts.

    ``about``: ``obligation``, ``place``, ``actor`` or ``source``; ``name``: which. ``answer``: what
    the incidents are to the obligation; None for the others. Allegations and findings are never in
    one figure: ``status`` is one of them.
    """

    about: str
    name: str
    answer: AnswerKind | None
    status: Status
    is_total: bool
    incidents: tuple[str, ...]

    @property
    def value(self) -> int:
        """Give the number of incidents."""
        return len(self.incidents)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCount:
    """How many single incidents of a day may break something, and which sources spoke that day."""

    day: datetime.date
    alleged: int
    sources: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """How many a day lately, and before: with intervals that hold 95 of 100 times for chance alone.

    ``changed``: days on which other sources spoke than in the week before, with who came and went.
    """

    days: tuple[DayCount, ...]
    lately: tuple[float, float, float] | None
    before: tuple[float, float, float] | None
    changed: tuple[tuple[datetime.date, tuple[str, ...], tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayKnown:
    """What is known of a day until a time."""

    day: datetime.date
    known_at: datetime.datetime
    incidents: tuple[AnsweredIncident, ...]
    figures: tuple[Figure, ...]
    silent: tuple[str, ...]
    visits: tuple[Visit, ...]
    trend: Trend
    n_reports: int
    n_nothing: int
    watched: tuple[Watched, ...] = ()


def day_known(
    reports: Sequence[IncidentReport],
    watched_at: Callable[[datetime.datetime], Sequence[Watched]],
    vocabulary: Vocabulary,
    decisions: Decisions,
    when: tuple[datetime.date, datetime.datetime],
    zone: ZoneInfo,
) -> DayKnown:
    """Say what is known of a day until a time, by the reports published until then.

    ``watched_at``: the obligations as they are known at a time; ``when``: the day and the time.
    """
    day, known_at = when
    until = seconds(known_at)
    known = [one for one in reports if one.reported.begins <= until]
    watched = watched_at(known_at)
    matcher = Matcher(watched, vocabulary)
    incidents = incidents_of(known, decisions.joined_at(known_at), vocabulary)
    of_day = [one for one in incidents if day_of(one, zone) == day]
    answered = tuple(answered_now(one, matcher, decisions, known_at) for one in of_day)
    of_the_day = [one for one in known if _day_of_second(one.reported.begins, zone) == day]
    spoke = {one.source.id for one in of_the_day} | {one.source.independent for one in of_the_day}
    return DayKnown(
        day=day,
        known_at=known_at,
        incidents=answered,
        figures=tuple(figures_of(answered)),
        silent=tuple(name for source, name in decisions.expected if source not in spoke),
        visits=tuple(v for v in decisions.visits if v.day == day and v.at <= known_at),
        trend=_trend(incidents, known, matcher, (day, zone)),
        n_reports=len(of_the_day),
        n_nothing=sum(1 for one in of_the_day if one.says_nothing_happened),
        watched=tuple(watched),
    )


def day_of(incident: Incident, zone: ZoneInfo) -> datetime.date:
    """Give the day to which an incident belongs; see the top of this module."""
    span = incident.happened
    first, last = _day_of_second(span.begins, zone), _day_of_second(span.until - 1, zone)
    reported = _day_of_second(incident.first_reported, zone)
    if first <= reported <= last:
        return reported
    if (last - first).days > 1:
        # The days between are whole: the last of them.
        return last - _DAY if seconds(end_of_day(last, zone).after) > span.until else last
    midnight = seconds(end_of_day(first, zone).after)
    return first if midnight - span.begins > span.until - midnight else last


def _day_of_second(second: int, zone: ZoneInfo) -> datetime.date:
    return _day_of_minute(second // 60, zone)


@lru_cache(maxsize=400_000)
def _day_of_minute(minute: int, zone: ZoneInfo) -> datetime.date:
    """Give the day of a minute; clocks are apart from UTC by whole minutes since 1972."""
    since = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
    return (since + datetime.timedelta(minutes=minute)).astimezone(zone).date()


def answered_now(
    incident: Incident, matcher: Matcher, decisions: Decisions, known_at: datetime.datetime
) -> AnsweredIncident:
    """Hold an incident against all obligations, and tell how each allegation stands at a time."""
    answers = tuple(matcher.answers(incident))
    names = {one.id for one in incident.reports}
    entered = decisions.about(names)
    alleged_at = datetime.datetime.fromtimestamp(incident.first_reported, datetime.UTC)
    standings = {
        one.watched.key: standing_of(
            names,
            one.watched.id,
            _accused(incident, one.watched),
            alleged_at,
            entered,
            known_at,
        )
        for one in answers
        if one.is_allegation
    }
    return AnsweredIncident(incident=incident, answers=answers, standings=standings)


def _accused(incident: Incident, watched: Watched) -> tuple[str, ...]:
    """List the sides that have the right of reply: who is named, or all who are bound."""
    return tuple(sorted(watched.who if incident.actor is None else {incident.actor}))


_FigureKey = tuple[str, str, AnswerKind | None, Status, bool]


def figures_of(incidents: Iterable[AnsweredIncident]) -> list[Figure]:
    """Count incidents by obligation, place, side and source, each figure with what it counts."""
    counted: dict[_FigureKey, list[str]] = {}
    key: _FigureKey
    for one in incidents:
        incident = one.incident
        best = Status.ALLEGED
        for answer in one.alleging:
            status = one.standings[answer.watched.key].status
            key = ("obligation", answer.watched.name, answer.kind, status, incident.is_total)
            counted.setdefault(key, []).append(incident.id)
            best = max(best, status, key=_ORDER.index)
        if one.alleging:
            for about, names in (
                ("place", [incident.place or "unknown"]),
                ("actor", [incident.actor or "unknown"]),
                ("source", sorted({r.source.name for r in incident.reports})),
            ):
                for name in names:
                    key = (about, name, None, best, incident.is_total)
                    counted.setdefault(key, []).append(incident.id)
    return [
        Figure(
            about=about,
            name=name,
            answer=answer,
            status=status,
            is_total=is_total,
            incidents=tuple(dict.fromkeys(ids)),
        )
        for (about, name, answer, status, is_total), ids in sorted(
            counted.items(), key=lambda kv: (_ABOUT.index(kv[0][0]), *map(str, kv[0][1:]))
        )
    ]


_DAY = datetime.timedelta(days=1)
_ABOUT = ("obligation", "place", "actor", "source")
_ORDER = tuple(Status)


def _trend(
    incidents: Sequence[Incident],
    reports: Sequence[IncidentReport],
    matcher: Matcher,
    when: tuple[datetime.date, ZoneInfo],
) -> Trend:
    """Count single incidents that may break something, day by day since an obligation held."""
    day, zone = when
    begins = min((s.begins for w in matcher.watched for s in (*w.surely, *w.perhaps)), default=None)
    if begins is None or begins >= LATEST:
        return Trend(days=(), lately=None, before=None, changed=())
    first = max(_day_of_second(max(begins, 0), zone), day - datetime.timedelta(days=400))
    alleging = set()
    forbids = np.array([one.modality is not Modality.MAY for one in matcher.watched], bool)
    for found in matcher.matches(incidents):
        alleging |= set(found.incidents[forbids[found.obligations]].tolist())
    counts = Counter(
        day_of(one, zone) for k, one in enumerate(incidents) if k in alleging and not one.is_total
    )
    spoke: dict[datetime.date, set[str]] = {}
    for one in reports:
        spoke.setdefault(_day_of_second(one.reported.begins, zone), set()).add(one.source.name)
    days = [first + datetime.timedelta(days=k) for k in range((day - first).days + 1)]
    told = tuple(
        DayCount(day=d, alleged=counts[d], sources=frozenset(spoke.get(d, ()))) for d in days
    )
    late, early = told[-TREND_DAYS:], told[:-TREND_DAYS]
    return Trend(
        days=told,
        lately=_rate(late),
        before=_rate(early),
        changed=tuple(_changes(told)),
    )


def _rate(days: Sequence[DayCount]) -> tuple[float, float, float] | None:
    """Give incidents a day, with the interval that chance alone leaves (Garwood 1936)."""
    if not days:
        return None
    n, k = len(days), sum(one.alleged for one in days)
    low = _chi_square(0.025, 2 * k) / 2 if k else 0.0
    return k / n, low / n, _chi_square(0.975, 2 * k + 2) / 2 / n


def _chi_square(p: float, degrees: int) -> float:
    """Give the quantile of chi-square for an even number of degrees, by halving."""
    low, high, terms = 0.0, 10.0 * degrees + 60.0, degrees // 2

    def below(x: float) -> float:
        # For an even number of degrees it is a sum of Poisson terms, here in logarithms.
        half = x / 2
        if half <= 0:
            return 0.0
        logs = [k * math.log(half) - half - math.lgamma(k + 1) for k in range(terms)]
        return 1.0 - math.fsum(map(math.exp, logs))

    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) < p else (low, middle)
    return (low + high) / 2


def _changes(
    days: Sequence[DayCount],
) -> Iterable[tuple[datetime.date, tuple[str, ...], tuple[str, ...]]]:
    """Find days from which on a source spoke for the first time, or was silent for a week."""
    seen: dict[str, datetime.date] = {}
    for one in days:
        came = sorted(name for name in one.sources if name not in seen)
        went = sorted(
            name
            for name, last in seen.items()
            if (one.day - last).days == USUAL_DAYS and name not in one.sources
        )
        back = sorted(
            name
            for name in one.sources
            if name in seen and (one.day - seen[name]).days > USUAL_DAYS
        )
        if (came and seen) or went or back:
            yield one.day, tuple([*came, *back] if seen else back), tuple(went)
        seen |= dict.fromkeys(one.sources, one.day)


def known_by(day: datetime.date, zone: ZoneInfo) -> datetime.datetime:
    """Give the end of a day as the time until which things are known."""
    return end_of_day(day, zone).after - datetime.timedelta(seconds=1)
