"""Read the rows of a table as reports, by a mapping; what cannot be read is set aside with why."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from zoneinfo import ZoneInfo

from goodoffices.agreement.distances import metres_between
from goodoffices.agreement.period import end_of_day, first_instant
from goodoffices.formats.documents.printable import printable
from goodoffices.formats.monitoring import mapping_file as file
from goodoffices.formats.monitoring.rows import SetAside, TableRow
from goodoffices.monitoring.incident import IncidentReport, ReportSource, SourceKind, Spot, TimeSpan
from goodoffices.monitoring.kinds import KindTree, Vocabulary, plain_words
from goodoffices.monitoring.watched import seconds

#: Years in which something can have happened: others are mistakes of clocks.
FIRST_YEAR, LAST_YEAR = 1990, 2100
#: Letters of a cell that are looked at.
LONGEST_CELL = 100_000


class Unreadable(ValueError):
    """A row that cannot be read; the message says why."""


@dataclass(frozen=True, kw_only=True)
class NamedPlaces:
    """Places that sources name: each with a spot, found by its words."""

    spots: Mapping[str, Spot]

    def found_in(self, text: str) -> tuple[str, Spot] | None:
        """Find the places that a text names; several make one spot that holds them all."""
        plain = plain_words(text)
        found = {name: spot for name, spot in self.spots.items() if f" {name}" in plain}
        names = [n for n in found if not any(n != other and n in other for other in found)]
        if not names:
            return None
        spots = [found[name] for name in names]
        middle = Spot(
            sum(s.latitude for s in spots) / len(spots),
            sum(s.longitude for s in spots) / len(spots),
        )
        reach = max(
            metres_between((middle.latitude, middle.longitude), (s.latitude, s.longitude))
            + s.within
            for s in spots
        )
        return ", ".join(names), Spot(middle.latitude, middle.longitude, reach)


class MappedReports:
    """Reads rows by one mapping."""

    def __init__(
        self, mapping: file.MappingFile, vocabulary: Vocabulary, places: NamedPlaces, zone: ZoneInfo
    ) -> None:
        self.mapping, self.vocabulary, self.places, self.zone = mapping, vocabulary, places, zone
        self._sources: dict[tuple[str, ...], ReportSource] = {}

    def read(
        self, rows: Iterator[TableRow | SetAside], shown: str
    ) -> Iterator[IncidentReport | SetAside]:
        """Read rows as reports. An id that stands a second time is set aside."""
        seen: set[str] = set()
        for row in rows:
            if isinstance(row, SetAside):
                yield row
                continue
            skip = self.mapping.skip_where
            if skip is not None and _contains(row, skip):
                continue
            try:
                report = self.report(row, shown)
            except Unreadable as why:
                yield SetAside(file=shown, row=row.number, reason=printable(str(why)))
                continue
            if report.id in seen:
                reason = f'the id "{report.id}" stands twice'
                yield SetAside(file=shown, row=row.number, reason=printable(reason))
                continue
            seen.add(report.id)
            yield report

    def report(self, row: TableRow, shown: str) -> IncidentReport:
        """Read one row. Raises `Unreadable`."""
        mapping, source = self.mapping, self._source(row)
        reported = self._time(row.cells.get(mapping.reported.column, ""), mapping.reported)
        rule = next((one for one in mapping.rules if _contains(row, one)), None)
        happened = self._happened(row, reported, rule)
        place, spot = self._place(row)
        act = self._kind(row, mapping.act, self.vocabulary.acts)
        actor = self._actor(row)
        if rule is not None:
            act, actor = [rule.act] if rule.act else act, rule.actor or actor
        is_nothing = rule is not None and rule.nothing_happened
        if mapping.must_name_an_act and not act and not is_nothing:
            raise Unreadable("it names no act")
        return IncidentReport(
            id=self._id(row, source),
            source=source,
            reported=reported,
            happened=happened,
            spot=spot,
            place=place,
            act=act[0] if act else "",
            objects=tuple(self._kind(row, mapping.objects, self.vocabulary.objects)),
            actor=actor,
            count=self._count(row),
            is_total=mapping.total or (rule is not None and rule.total),
            says_nothing_happened=is_nothing,
            file=shown,
            row=row.number,
            words=row.cells.get(mapping.words or "", "")[:LONGEST_CELL],
        )

    def _id(self, row: TableRow, source: ReportSource) -> str:
        named = [row.cells.get(column, "").strip() for column in self.mapping.id]
        if self.mapping.id and not any(named):
            raise Unreadable(f'the column "{self.mapping.id[0]}" is empty')
        tail = "-".join(named) if named else f"row-{row.number}"
        return f"{self.mapping.source.id}:{tail}"[:200]

    def _source(self, row: TableRow) -> ReportSource:
        mapping = self.mapping.source
        name = row.cells.get(mapping.column or "", "").strip()[:100]
        kind = row.cells.get(mapping.kind_column or "", "").strip()
        side = row.cells.get(mapping.side_column or "", "").strip()
        group = row.cells.get(mapping.group_column or "", "").strip() or mapping.groups.get(
            name, ""
        )
        key = (name, kind, side, group)
        if key not in self._sources:
            try:
                known = SourceKind(kind) if kind else SourceKind(mapping.kind)
            except ValueError:
                raise Unreadable(f'"{kind[:40]}" is no kind of source') from None
            self._sources[key] = ReportSource(
                id=name or mapping.id,
                name=name or mapping.name,
                kind=known,
                group=group or mapping.group or "",
                side=side or mapping.side,
            )
        return self._sources[key]

    def _time(self, cell: str, how: file.WrittenIn) -> TimeSpan:
        """Read a time as the span of seconds that it can be. Raises `Unreadable`."""
        text = cell.strip()
        if not text:
            raise Unreadable("it says no time")
        for pattern in how.written:
            span = _span_of(text[:40], pattern, how.zone or self.zone)
            if span is not None:
                return span
        raise Unreadable(f'"{text[:40]}" is no time that can be read')

    def _happened(self, row: TableRow, reported: TimeSpan, rule: file.RowRuleIn | None) -> TimeSpan:
        how = self.mapping.happened
        first = row.cells.get(how.begins or "", "").strip()
        last = row.cells.get(how.until or "", "").strip()
        if first or last:
            begins, until = self._time(first or last, how), self._time(last or first, how)
            if until.until <= begins.begins:
                raise Unreadable("it ends before it begins")
            return TimeSpan(begins.begins, until.until)
        hours = how.hours_before_report
        if rule is not None and rule.hours_before_report is not None:
            hours = rule.hours_before_report
        if hours is None and how.begins:
            raise Unreadable("it does not say when it happened")
        if hours is not None:
            before = int(hours * 3_600)
            return TimeSpan(reported.begins - before, reported.until)
        return reported

    def _place(self, row: TableRow) -> tuple[str, Spot | None]:
        how = self.mapping.place
        name = row.cells.get(how.name or "", "").strip()[:200]
        first = row.cells.get(how.latitude or "", "").strip()
        second = row.cells.get(how.longitude or "", "").strip()
        if first and second:
            within = how.within_by.get(row.cells.get(how.within_column or "", "").strip())
            if within is None and how.within_column and not how.within_by:
                written = row.cells.get(how.within_column, "").strip()
                within = read_number(written, "metres") if written else None
            metres = float(within if within is not None else how.within or 0)
            return name, _spot(first, second, metres)
        for column in how.named_in:
            if found := self.places.found_in(row.cells.get(column, "")[:LONGEST_CELL]):
                return name or found[0], found[1]
        return name, None

    def _actor(self, row: TableRow) -> str | None:
        how = self.mapping.actor
        flagged = {
            one.side for one in how.flags if row.cells.get(one.column, "").strip() == one.equals
        }
        if len(flagged) == 1:
            return flagged.pop()
        value = row.cells.get(how.column or "", "").strip()
        if how.column and not how.equals:
            return value or how.otherwise
        return how.equals.get(value, how.otherwise)

    def _kind(self, row: TableRow, how: file.KindFromIn, tree: KindTree) -> list[str]:
        found: dict[str, None] = {}
        if how.column:
            value = row.cells.get(how.column, "")[:LONGEST_CELL]
            parts = value.split(how.split) if how.split else [value]
            for part in (one.strip() for one in parts):
                if part in how.equals:
                    found[how.equals[part]] = None
                elif not how.equals and not how.contains and part:
                    if part not in tree.by_id:
                        raise Unreadable(f'"{part[:40]}" is no kind that is known')
                    found[part] = None
            if not found:
                small = value.casefold()
                found |= {kind: None for word, kind in how.contains.items() if word in small}
        if not found and how.named_in:
            text = row.cells.get(how.named_in, "")[:LONGEST_CELL]
            found |= dict.fromkeys(tree.named_in(text))
        if not found and how.otherwise:
            found[how.otherwise] = None
        return list(found)

    def _count(self, row: TableRow) -> int | None:
        for column in self.mapping.count:
            if cell := row.cells.get(column, "").strip():
                value = read_number(cell, "count")
                if value.denominator != 1 or not 0 <= value <= 10**9:
                    raise Unreadable(f'"{cell[:40]}" is no number of things')
                return int(value)
        return None


def _contains(row: TableRow, rule: file.RowRuleIn) -> bool:
    text = row.cells.get(rule.column, "")[:LONGEST_CELL].casefold()
    return any(word in text for word in rule.contains)


def read_number(cell: str, what: str) -> Fraction:
    """Read a number as tables write it; ``what`` names it. Raises `Unreadable`."""
    plain = cell.replace(",", "") if "." in cell or cell.count(",") > 1 else cell.replace(",", ".")
    if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,20})?([eE]-?[0-9]{1,2})?", plain):
        raise Unreadable(f'"{cell[:40]}" is no number ({what})')
    return Fraction(plain)


def _spot(latitude: str, longitude: str, within: float) -> Spot:
    north, east = (
        float(read_number(latitude, "latitude")),
        float(read_number(longitude, "longitude")),
    )
    if not (math.isfinite(north) and math.isfinite(east)):
        raise Unreadable("its place is no number")
    if abs(north) > 90 >= abs(east) and abs(north) <= 180:
        raise Unreadable("its latitude is beyond 90: its axes seem to be swapped")
    if abs(north) > 90 or abs(east) > 180:
        raise Unreadable("its place lies off the Earth")
    if (north, east) == (0.0, 0.0):
        raise Unreadable("its place is 0, 0: none was given")
    if not 0 <= within <= 3_000_000:
        raise Unreadable("its place is known to no such number of metres")
    return Spot(north, east, within)


def _span_of(text: str, pattern: str, zone: ZoneInfo) -> TimeSpan | None:
    """Read a text by one pattern, as the seconds that it can be; None where it does not fit.

    A day is all its seconds in the zone, a minute its sixty.
    """
    try:
        read = _moment_of(text, pattern)
    except ValueError:
        return None
    if not isinstance(read, datetime.datetime):
        return _day(read, zone)
    check_year(read.year)
    start = read if read.tzinfo else first_instant(read.replace(microsecond=0), zone)
    begins = seconds(start)
    has_seconds = "%S" in pattern or (pattern == "iso" and text.count(":") >= 2)
    return TimeSpan(begins, begins + (1 if has_seconds and read.second else 60))


def _moment_of(text: str, pattern: str) -> datetime.date | datetime.datetime:
    """Read a day or a time by one pattern. Raises ValueError."""
    if pattern == "iso":
        plain = text.replace(" 00:00:00.000", "").replace("Z", "+00:00")
        if len(plain) == len("2025-03-18"):
            return datetime.date.fromisoformat(plain)
        return datetime.datetime.fromisoformat(plain)
    read = datetime.datetime.strptime(text, pattern)
    return read if any(sign in pattern for sign in ("%H", "%I")) else read.date()


def _day(day: datetime.date, zone: ZoneInfo) -> TimeSpan:
    check_year(day.year)
    midnight = datetime.datetime.combine(day, datetime.time())
    return TimeSpan(seconds(first_instant(midnight, zone)), seconds(end_of_day(day, zone).after))


def check_year(year: int) -> None:
    """Refuse a year that is a mistake. Raises `Unreadable`."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unreadable(f"the year {year} is none in which something was watched")


def named_places(files: Sequence[file.PlaceNamesFile]) -> NamedPlaces:
    """Make the places that sources name, from files; a later one goes before an earlier one."""
    spots: dict[str, Spot] = {}
    for one in files:
        for name, place in one.places.items():
            spot = Spot(float(place.at[0]), float(place.at[1]), float(place.within))
            spots |= {plain_words(word).strip(): spot for word in (name, *place.words)}
    return NamedPlaces(spots=spots)
