"""Read files of reports with the mappings that know them; what cannot be read is set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from goodoffices.formats.monitoring.library import mapping_for
from goodoffices.formats.monitoring.mapped_reports import MappedReports, NamedPlaces
from goodoffices.formats.monitoring.mapping_checks import columns_named, refuse_missing_columns
from goodoffices.formats.monitoring.mapping_file import MappingFile
from goodoffices.formats.monitoring.rows import SetAside, rows_of
from goodoffices.monitoring.incident import IncidentReport
from goodoffices.monitoring.kinds import Vocabulary


@dataclass(frozen=True, kw_only=True)
class ReadWith:
    """What rows are read with: the user's mappings, kinds, places, names of sides, the zone."""

    mappings: Sequence[MappingFile]
    vocabulary: Vocabulary
    places: NamedPlaces
    sides: Mapping[str, str]
    zone: ZoneInfo


@dataclass(frozen=True, kw_only=True)
class ReportsRead:
    """Reports, and the rows that were set aside.

    ``twice``: reports that were there already. ``no_sides``: who is named as having acted, and is
    no side that is known; of these nobody knows which side acted. How often, by name.
    """

    reports: list[IncidentReport]
    set_aside: list[SetAside]
    twice: int
    no_sides: Mapping[str, int]


def read_reports(paths: Sequence[Path], read_with: ReadWith) -> ReportsRead:
    """Read files of reports. Raises `CaseFileError` where a file is no table that is known.

    A report that stands in two files is taken once: loading again adds nothing.
    """
    reports: dict[str, IncidentReport] = {}
    aside: list[SetAside] = []
    twice, no_sides = 0, Counter[str]()
    for path in paths:
        columns, rows = rows_of(path, path.name)
        mapping = mapping_for(columns, read_with.mappings, path.name)
        if mapping in read_with.mappings:
            refuse_missing_columns(columns_named(mapping), columns, path.name)
        reader = MappedReports(mapping, read_with.vocabulary, read_with.places, read_with.zone)
        for one in reader.read(rows, path.name):
            if isinstance(one, SetAside):
                aside.append(one)
            elif one.id in reports:
                twice += 1
            else:
                reports[one.id] = with_known_sides(one, read_with.sides)
                if one.actor is not None and reports[one.id].actor is None:
                    no_sides[one.actor[:100]] += 1
    return ReportsRead(
        reports=list(reports.values()), set_aside=aside, twice=twice, no_sides=dict(no_sides)
    )


def with_known_sides(report: IncidentReport, sides: Mapping[str, str]) -> IncidentReport:
    """Put the case's own names in the place of other names of its sides.

    Whoever is none of them may be one under another name: then nobody knows who acted.
    """
    if report.actor is None:
        return report
    return replace(report, actor=sides.get(report.actor.casefold()))
