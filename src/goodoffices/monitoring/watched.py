"""Obligations as incidents are held against them: whose, what act, where, and in which seconds."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from goodoffices.agreement import (
    Agreement,
    Area,
    Cause,
    Life,
    Modality,
    Obligation,
    versions_of,
)
from goodoffices.agreement.period import end_from, end_of_day, instant_of
from goodoffices.monitoring.incident import TimeSpan
from goodoffices.monitoring.kinds import FieldOfWords, Vocabulary
from goodoffices.procedure import Moment

#: Seconds of the first and the last moment that is reckoned with: the years 1 and 9000.
EARLIEST, LATEST = -62_135_596_800, 221_845_392_000
_DAY = datetime.timedelta(days=1)


#: In which field the words of an agreement are read, by its kind; war where it has another or none.
FIELDS = {"labour": FieldOfWords.WORK, "family": FieldOfWords.FAMILY}


class Why(StrEnum):
    """Why nothing is watched, or not surely, for some time."""

    NO_START_SAID = "no start said"
    CONDITION_DISPUTED = "condition disputed"
    WAITS_FOR_STEP = "waits for step"
    PERHAPS_NOT_DUE = "perhaps not due"


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """An obligation, or one reading of it, as incidents are held against it.

    ``reading``: whose reading it is, where the sides read it differently; empty otherwise. ``who``:
    the sides that it binds. ``acts``, ``objects``: kinds that it names; of a duty, what breaks it.
    ``are_acts_read``: they were taken from its words, and nobody listed them. ``areas``: where it
    holds; None: everywhere. ``is_place_unknown``: it holds in an area that nobody drew. ``surely``:
    when it holds; ``perhaps``: when it may, and ``why`` that is not sure. ``but``: an exception in
    words, for a person to judge.
    """

    id: str
    text: str
    reading: str
    who: frozenset[str]
    modality: Modality
    says: str
    acts: frozenset[str]
    objects: frozenset[str]
    are_acts_read: bool
    areas: tuple[Area, ...] | None
    is_place_unknown: bool
    surely: tuple[TimeSpan, ...]
    perhaps: tuple[TimeSpan, ...] = ()
    why: Why | None = None
    but: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Give what tells it from all others: its id and whose reading it is."""
        return self.id, self.reading

    @property
    def name(self) -> str:
        """Name it, with whose reading of it is meant."""
        return self.id + (f" ({self.reading})" if self.reading else "")


def watched_in(
    agreement: Agreement, lives: Sequence[Life], vocabulary: Vocabulary, language: str = "en"
) -> list[Watched]:
    """List the obligations of all texts as incidents are held against them.

    All that is known at the time of the lives counts: what an amendment changed is held against the
    words that were in force when the incident happened.
    """
    areas = {one.id: one for one in agreement.areas}
    return [one for life in lives for one in _of_text(agreement, life, areas, vocabulary, language)]


def _of_text(
    agreement: Agreement,
    life: Life,
    areas: Mapping[str, Area],
    vocabulary: Vocabulary,
    language: str,
) -> Iterator[Watched]:
    surely = _in_force(life)
    perhaps, why = _perhaps_in_force(life)
    for owed, spans in _versions(agreement, life):
        begins, until, waits = _own_times(owed, agreement, life)
        own = [TimeSpan(begins, until)] if begins is not None and begins < until else []
        is_listed = bool(owed.acts)
        words = owed.act.in_language(language)
        field = FIELDS.get(agreement.kind, FieldOfWords.WAR)
        acts = owed.acts or acts_read(owed.modality, words, vocabulary, field)
        read = () if is_listed else tuple(vocabulary.objects.named_in(words, field))
        objects = owed.objects or read
        held = common(common(own, spans), surely)
        due = _surely_due(owed, agreement, life)
        not_due = [] if due is None else without(held, due)
        sure = held if due is None else common(held, due)
        unsure = [*common(common(own, spans), perhaps), *not_due]
        exceptions = (one.in_language(language) for one in (owed.unless, owed.condition) if one)
        yield Watched(
            id=owed.id,
            text=life.text.id,
            reading="",
            who=frozenset({owed.who}),
            modality=owed.modality,
            says=words,
            acts=frozenset(acts),
            objects=frozenset(objects),
            are_acts_read=not is_listed,
            areas=tuple(areas[name] for name in owed.where) if owed.where else None,
            is_place_unknown=False,
            surely=() if waits else tuple(sure),
            perhaps=tuple(held if waits else unsure),
            why=waits or why or (Why.PERHAPS_NOT_DUE if not_due else None),
            but="; ".join(exceptions),
        )


def unknown_kinds(watched: Iterable[Watched], vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """List the kinds that obligations name and nobody knows: the obligation's id, and the kind."""
    return [
        (one.id, kind)
        for one in watched
        for named, tree in ((one.acts, vocabulary.acts), (one.objects, vocabulary.objects))
        for kind in sorted(named)
        if kind not in tree.by_id
    ]


def acts_read(
    modality: Modality, words: str, vocabulary: Vocabulary, field: FieldOfWords = FieldOfWords.WAR
) -> tuple[str, ...]:
    """Give the kinds of acts that an obligation is about by its words; those that break a duty."""
    tree = vocabulary.acts
    found = (
        tree.breaking(words, field) if modality is Modality.MUST else tree.named_in(words, field)
    )
    return tuple(found)


def _in_force(life: Life) -> list[TimeSpan]:
    """Give when a text was in force: its periods, without its suspensions, until its end."""
    if life.agreed_at is None:
        return []
    most = LATEST if life.ends_at is None else seconds(life.ends_at)
    agreed = seconds(life.agreed_at)
    whole = [TimeSpan(agreed, most)] if agreed < most else []
    periods = [_span(one.begins, one.until) for one in life.periods]
    stopped = [_span(one.begins, one.until) for one in life.suspensions]
    return without(common(whole, [one for one in periods if one]), [one for one in stopped if one])


def _perhaps_in_force(life: Life) -> tuple[list[TimeSpan], Why | None]:
    """Give when a text may be in force: no start is said, or a condition is disputed."""
    if life.agreed_at is None or life.periods:
        return [], None
    most = LATEST if life.ends_at is None else seconds(life.ends_at)
    span = [TimeSpan(seconds(life.agreed_at), most)] if seconds(life.agreed_at) < most else []
    if life.waits_for:
        # Who named it says that it stands; where nobody else says so, the others may deny it.
        named = {side for one in life.waits_for for side in one.named_by}
        disputed = any(one.denied_by for one in life.waits_for)
        others = set(life.text.between) - named
        return (span, Why.CONDITION_DISPUTED) if disputed or (named and others) else ([], None)
    return (span, Why.NO_START_SAID) if life.cause is Cause.NO_START_SAID else ([], None)


def _versions(agreement: Agreement, life: Life) -> Iterator[tuple[Obligation, list[TimeSpan]]]:
    """Give each obligation of a text as it was worded, with the spans in which it was so."""
    versions = versions_of(life.text, agreement, life.known_at)
    edges = [EARLIEST, *(seconds(begins) for begins, _ in versions if begins is not None), LATEST]
    found: dict[Obligation, list[TimeSpan]] = {}
    for (_, owed), begins, until in zip(versions, edges, edges[1:], strict=False):
        for one in owed if begins < until else ():
            found.setdefault(one, []).append(TimeSpan(begins, until))
    for owed_one, spans in found.items():
        yield owed_one, merged(spans)


def _own_times(
    owed: Obligation, agreement: Agreement, life: Life
) -> tuple[int | None, int, Why | None]:
    """Give from when until when an obligation holds by its own words, and what it waits for."""
    zone = agreement.zone
    start = owed.starts
    if owed.begins_with is not None:
        known = {
            one.id: one.at
            for one in agreement.happenings()
            if instant_of(one.at, zone) <= life.known_at
        }
        if owed.begins_with not in known:
            return None, LATEST, None
        start = known[owed.begins_with]
    begins = EARLIEST if start is None else seconds(instant_of(start, zone))
    until = LATEST
    # The last day for a duty is no end of it: what is late is late until it is done.
    if not owed.is_a_duty and owed.until is not None:
        until = seconds(_end_of(owed.until, zone))
    elif not owed.is_a_duty and owed.within is not None and (from_ := start or life.start):
        until = seconds(end_from(from_, owed.within, zone).after)
    return begins, until, Why.WAITS_FOR_STEP if owed.after else None


def _surely_due(owed: Obligation, agreement: Agreement, life: Life) -> list[TimeSpan] | None:
    """Give when a duty is surely due: not before its last day; None where no day is said.

    What comes again is due until its end but on its exceptions; whether an act outside of these
    breaks it is for a person to judge.
    """
    zone = agreement.zone
    if not owed.is_a_duty:
        return None
    last = None if owed.until is None else seconds(_end_of(owed.until, zone))
    if owed.every is not None:
        days = [end_of_day(day - _DAY, zone).after for day in owed.exceptions]
        ends = [end_of_day(day, zone).after for day in owed.exceptions]
        free = [TimeSpan(seconds(a), seconds(b)) for a, b in zip(days, ends, strict=True)]
        return without([TimeSpan(EARLIEST, LATEST if last is None else last)], free)
    start = owed.starts
    if owed.begins_with is not None:
        start = next((x.at for x in agreement.happenings() if x.id == owed.begins_with), None)
    if last is None and owed.within is not None and (from_ := start or life.start):
        last = seconds(end_from(from_, owed.within, zone).after)
    return None if last is None else [TimeSpan(last, LATEST)]


def _end_of(moment: Moment, zone: ZoneInfo) -> datetime.datetime:
    """Give the end of a day, or a time itself."""
    return end_of_day(moment.day, zone).after if moment.time is None else instant_of(moment, zone)


def seconds(instant: datetime.datetime) -> int:
    """Give the whole second of an instant, counted from 1970 in UTC."""
    since = instant.astimezone(datetime.UTC) - datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
    return since.days * 86_400 + since.seconds


def _span(begins: datetime.datetime, until: datetime.datetime | None) -> TimeSpan | None:
    first, last = seconds(begins), LATEST if until is None else seconds(until)
    return TimeSpan(first, last) if first < last else None


def merged(spans: Iterable[TimeSpan]) -> list[TimeSpan]:
    """Join spans that touch or overlap; give them in order."""
    out: list[TimeSpan] = []
    for one in sorted(spans, key=lambda s: s.begins):
        if out and one.begins <= out[-1].until:
            out[-1] = TimeSpan(out[-1].begins, max(out[-1].until, one.until))
        else:
            out.append(one)
    return out


def common(first: Iterable[TimeSpan], second: Iterable[TimeSpan]) -> list[TimeSpan]:
    """Give the seconds that lie in both of two lists of spans."""
    second = list(second)
    found = ((max(a.begins, b.begins), min(a.until, b.until)) for a in first for b in second)
    return merged(TimeSpan(begins, until) for begins, until in found if begins < until)


def without(spans: Iterable[TimeSpan], less: Iterable[TimeSpan]) -> list[TimeSpan]:
    """Take seconds out of spans."""
    left = merged(spans)
    for cut in less:
        pieces = []
        for one in left:
            for begins, until in ((one.begins, cut.begins), (cut.until, one.until)):
                first, last = max(one.begins, begins), min(one.until, until)
                if first < last:
                    pieces.append(TimeSpan(first, last))
        left = pieces
    return left
