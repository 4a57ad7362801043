"""Read a list of obligations that stands in no agreement file: what was said in public, as data.

Where sides read an obligation differently, each reading with times of its own gets its own answer.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from goodoffices.agreement import Area, AreaShape, Modality, Place, area_faults
from goodoffices.agreement.period import first_instant
from goodoffices.case import Text
from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.documents.json_document import parse_json
from goodoffices.formats.documents.text_file import read_text
from goodoffices.monitoring.incident import TimeSpan
from goodoffices.monitoring.kinds import Vocabulary
from goodoffices.monitoring.watched import (
    EARLIEST,
    LATEST,
    Watched,
    Why,
    acts_read,
    seconds,
)

#: Obligations of one file, corners of a polygon; the kinds of its entries that bind somebody.
MOST_OBLIGATIONS, MOST_CORNERS = 5_000, 100_000
_MODALITIES = {
    "ban": Modality.MUST_NOT,
    "reciprocal_ban": Modality.MUST_NOT,
    "unilateral_interpretation": Modality.MUST_NOT,
    "duty": Modality.MUST,
    "undertaking": Modality.MUST,
    "permission": Modality.MAY,
}
#: What a zone's definition says where it restricts no place.
_NO_AREA = ("not an area", "no zone")


def watched_of_file(
    path: Path, vocabulary: Vocabulary, sides: Mapping[str, str], zone: ZoneInfo
) -> list[Watched]:
    """Read a file of obligations as incidents are held against them. Raises `CaseFileError`.

    Areas are read from the GeoJSON files that the zones name, beside the file.
    """
    shown = path.name
    data = parse_json(read_text(path, shown), shown)
    listed = data.get("obligations") if isinstance(data, dict) else None
    if not isinstance(listed, list) or len(listed) > MOST_OBLIGATIONS:
        raise CaseFileError.one(
            shown, "it has no list of obligations.", "Write it as {obligations: [{id, …}]}."
        )
    reader = _ObligationsReader(path, data, vocabulary, sides, zone)
    return [one for n, found in enumerate(listed, 1) for one in reader.obligation(found, n)]


class _ObligationsReader:
    def __init__(
        self,
        path: Path,
        data: Mapping[str, Any],
        vocabulary: Vocabulary,
        sides: Mapping[str, str],
        zone: ZoneInfo,
    ) -> None:
        self.path, self.vocabulary, self.sides, self.zone = path, vocabulary, sides, zone
        zones = data.get("zones")
        self.zones = {
            str(one["id"]): one
            for one in (zones if isinstance(zones, list) else [])
            if isinstance(one, dict) and "id" in one
        }
        self._areas: dict[str, tuple[Area, ...] | None] = {}

    def fault(self, n: int, words: str, remedy: str) -> CaseFileError:
        return CaseFileError.one(self.path.name, f"obligation {n}: {words}", remedy)

    def obligation(self, found: Any, n: int) -> Iterator[Watched]:
        if not isinstance(found, dict) or not isinstance(found.get("id"), str):
            raise self.fault(n, "it has no id.", "Write one.")
        if found.get("type") not in _MODALITIES:
            # A condition for something to take effect binds nobody to an act.
            return
        actors = found.get("actors")
        if not isinstance(actors, list) or not actors:
            raise self.fault(n, "it names no actors.", "List them.")
        who = frozenset(self.side(str(one)) for one in actors)
        act, thing = str(found.get("act") or ""), found.get("object")
        said = f"{act} {thing}" if isinstance(thing, str) else act
        areas, is_unknown = self.place(found.get("zone"), n)
        acts = frozenset(acts_read(_MODALITIES[found["type"]], act, self.vocabulary))
        objects = frozenset(self.vocabulary.objects.named_in(said))
        for reading, surely, perhaps in self.readings(found, n):
            yield Watched(
                id=found["id"][:64],
                text=self.path.stem,
                reading=reading,
                who=who,
                modality=_MODALITIES[found["type"]],
                says=act,
                acts=acts,
                objects=objects,
                are_acts_read=True,
                areas=areas,
                is_place_unknown=is_unknown,
                surely=surely,
                perhaps=perhaps,
                why=Why.NO_START_SAID if perhaps and not surely else None,
            )

    def side(self, name: str) -> str:
        return self.sides.get(name.casefold(), name.casefold().replace(" ", "-"))

    def readings(
        self, found: Mapping[str, Any], n: int
    ) -> Iterator[tuple[str, tuple[TimeSpan, ...], tuple[TimeSpan, ...]]]:
        """Give the span in which it holds, for each reading that has times of its own."""
        readings = found.get("readings")
        own = [
            one
            for one in (readings if isinstance(readings, list) else [])
            if isinstance(one, dict) and "by" in one and "from" in one
        ]
        if not own:
            yield "", self.span(found.get("from"), found.get("to"), n), ()
        for one in own:
            name, days = str(one["by"]), one.get("length_days")
            if one["from"] is None:
                # Who says no start says no time at which it surely holds.
                yield name, (), self.span(found.get("from"), None, n)
                continue
            end = None if days is None else self.after_days(one["from"], days, n)
            yield name, self.span(one["from"], end, n), ()

    def span(self, begins: Any, until: Any, n: int) -> tuple[TimeSpan, ...]:
        first = EARLIEST if begins is None else seconds(self.instant(begins, n))
        last = LATEST if until is None else seconds(self.instant(until, n))
        if last <= first:
            raise self.fault(n, "it ends before it begins.", "Mend `from` or `to`.")
        return (TimeSpan(first, last),)

    def after_days(self, begins: Any, days: Any, n: int) -> datetime.datetime:
        if not isinstance(days, int) or not 1 <= days <= 36_525:
            raise self.fault(n, "`length_days` is no number of days.", "Write a whole number.")
        start = self.instant(begins, n).astimezone(self.zone).replace(tzinfo=None)
        return first_instant(start + datetime.timedelta(days=days), self.zone)

    def instant(self, written: Any, n: int) -> datetime.datetime:
        if isinstance(written, datetime.datetime):
            return written
        try:
            read = datetime.datetime.fromisoformat(str(written).replace("Z", "+00:00"))
        except ValueError:
            raise self.fault(
                n, f'"{str(written)[:40]}" is no time.', "Write it by ISO 8601."
            ) from None
        return read if read.tzinfo else first_instant(read, self.zone)

    def place(self, name: Any, n: int) -> tuple[tuple[Area, ...] | None, bool]:
        """Give the areas of a zone, and whether it is one that nobody drew."""
        if name is None:
            return None, False
        parts = str(name).split(" outside ")
        zone = self.zones.get(parts[0])
        if zone is None:
            raise self.fault(n, f'there is no zone "{parts[0][:40]}".', "Define it in `zones`.")
        definition = str(zone.get("definition") or "").casefold()
        if zone.get("suggested_geometry") is None:
            return None, not any(words in definition for words in _NO_AREA)
        if parts[0] not in self._areas:
            self._areas[parts[0]] = self.areas(parts[0], str(zone["suggested_geometry"]), n)
        areas = self._areas[parts[0]]
        # What is left out of it is drawn or not: not drawn, nothing in the rest is sure.
        return areas, areas is None or len(parts) > 1

    def areas(self, name: str, written: str, n: int) -> tuple[Area, ...] | None:
        """Read the polygons of a zone from a GeoJSON file beside this one."""
        file, _, feature = written.partition(", feature named ")
        path = (self.path.parent / file).resolve()
        if not path.is_relative_to(self.path.parent.resolve()):
            raise self.fault(n, "its geometry lies in another folder.", "Put it beside the file.")
        data = parse_json(read_text(path, file), file)
        found: list[Area] = []
        for one in data.get("features", []) if isinstance(data, dict) else []:
            if not isinstance(one, dict):
                continue
            named = one.get("properties")
            if feature and (not isinstance(named, dict) or named.get("name") != feature):
                continue
            try:
                found += polygons_of(one.get("geometry"), name, len(found))
            except (TypeError, ValueError, IndexError, OverflowError):
                words = f'a polygon in "{file}" cannot be read.'
                raise self.fault(n, words, "Write it as RFC 7946 has it.") from None
        if not found:
            raise self.fault(n, f'"{file}" holds no polygon for it.', "Look at the feature's name.")
        for area in found:
            if len(area.places) > MOST_CORNERS:
                words = f"its polygon has more than {MOST_CORNERS:,} corners."
                raise self.fault(n, words, "Simplify it.")
            if (wrong := next(area_faults(area.shape, area.places), None)) is not None:
                words = f"its polygon is wrong: {wrong[0].value}, at corner {wrong[1] + 1}."
                raise self.fault(n, words, "Mend it in its file.")
        return tuple(found)


def polygons_of(geometry: Any, name: str, first: int = 0) -> list[Area]:
    """Read a Polygon or MultiPolygon of GeoJSON as areas, with their holes."""
    if not isinstance(geometry, dict):
        return []
    coordinates = geometry.get("coordinates") or []
    parts = {"Polygon": [coordinates], "MultiPolygon": coordinates}
    areas = []
    for number, rings in enumerate(parts.get(str(geometry.get("type")), []), first):
        outer, *holes = ([(float(y), float(x)) for x, y, *_ in ring] for ring in rings)
        areas.append(
            Area(
                id=f"{name}-{number}" if number else name,
                name=Text.of(name),
                shape=AreaShape.POLYGON,
                places=tuple(_open(outer)),
                holes=tuple(tuple(_open(hole)) for hole in holes),
            )
        )
    return areas


def _open(ring: list[Place]) -> list[Place]:
    """Give a ring without its first point again at its end, and without points twice in a row."""
    points = [one for one, _ in itertools.groupby(ring)]
    return points[:-1] if len(points) > 3 and points[0] == points[-1] else points
