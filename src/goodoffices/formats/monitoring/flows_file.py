"""Read tables of flows (ships, tonnes, transits) by a mapping, as days and amounts."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.documents.field_types import AtMost, FileModel, Id, Words
from goodoffices.formats.monitoring.library import SHIPPED, read_checked
from goodoffices.formats.monitoring.mapped_reports import Unreadable, check_year, read_number
from goodoffices.formats.monitoring.mapping_checks import refuse_missing_columns
from goodoffices.formats.monitoring.mapping_file import Column, ColumnsIn
from goodoffices.formats.monitoring.rows import SetAside, TableRow, rows_of
from goodoffices.monitoring.indicators import Flow


class FlowIn(FileModel):
    """One flow: the sum of a column, or the number of different values of one."""

    id: Id
    name: Words
    unit: str
    total_of: Column | None = Field(None, description="The column that is summed.")
    number_of: Column | None = Field(None, description="The column whose values are counted once.")


class FlowsFile(FileModel):
    """How the rows of a table are read as flows."""

    format: Literal["goodoffices-flows/1"]
    name: Words
    recognised_by: ColumnsIn
    day: Column
    written: Annotated[list[str], AtMost(20, least=1)] = ["%Y-%m-%d"]
    is_a_list: bool = Field(description="Each row is a thing that passed; else one row is a day.")
    thousands: Literal[",", ".", " ", ""] = Field("", description="What parts off thousands.")
    flows: Annotated[list[FlowIn], AtMost(50, least=1)]


@dataclass(frozen=True, kw_only=True)
class FlowsRead:
    """Flows, with the name of their source and the rows that were set aside."""

    source: str
    flows: list[Flow]
    set_aside: list[SetAside]


@cache
def _shipped() -> tuple[FlowsFile, ...]:
    return tuple(
        read_checked(FlowsFile, path, path.name)
        for path in sorted((SHIPPED / "flows").glob("*.yaml"))
    )


def read_flows(path: Path, own: Sequence[FlowsFile] = ()) -> FlowsRead:
    """Read a table of flows by the mapping that knows it. Raises `CaseFileError`."""
    columns, rows = rows_of(path, path.name)
    mapping = next((m for m in (*own, *_shipped()) if set(m.recognised_by) <= set(columns)), None)
    if mapping is None:
        names = ", ".join(columns[:12])[:300]
        raise CaseFileError.one(
            path.name,
            f"no mapping knows a table with these columns: {names}.",
            "Write one and give it with --mapping.",
        )
    if mapping in own:
        named = [mapping.day, *(x for f in mapping.flows for x in (f.total_of, f.number_of) if x)]
        refuse_missing_columns(named, columns, path.name)
    sums: dict[str, dict[datetime.date, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    things: dict[str, dict[datetime.date, set[str]]] = defaultdict(lambda: defaultdict(set))
    aside, days = [], set()
    for row in rows:
        if isinstance(row, SetAside):
            aside.append(row)
            continue
        try:
            day = _day(row.cells.get(mapping.day, ""), mapping)
            if day in days and not mapping.is_a_list:
                raise Unreadable(f"the day {day} stands twice")
            # All of a row is read before any of it counts.
            amounts = _amounts(row, mapping)
            for flow in mapping.flows:
                cell = row.cells.get(flow.number_of or "", "").strip()
                if flow.id in amounts:
                    sums[flow.id][day] += amounts[flow.id]
                elif cell:
                    things[flow.id][day].add(cell)
            days.add(day)
        except Unreadable as why:
            aside.append(SetAside(file=path.name, row=row.number, reason=str(why)))
    if not days:
        raise CaseFileError.one(path.name, "no row could be read.", "Look at its columns.")
    flows = []
    for flow in mapping.flows:
        counted = {d: Fraction(len(some)) for d, some in things[flow.id].items()}
        flows.append(
            Flow(
                id=flow.id,
                name=flow.name if isinstance(flow.name, str) else next(iter(flow.name.values())),
                unit=flow.unit,
                days=counted or dict(sums[flow.id]),
                first=min(days),
                last=max(days),
                is_a_list=mapping.is_a_list,
            )
        )
    name = mapping.name if isinstance(mapping.name, str) else next(iter(mapping.name.values()))
    return FlowsRead(source=name, flows=flows, set_aside=aside)


def _amounts(row: TableRow, mapping: FlowsFile) -> dict[str, Fraction]:
    """Read what a row adds to each flow that is a sum. Raises `Unreadable`."""
    found = {}
    for flow in mapping.flows:
        cell = row.cells.get(flow.total_of or "", "").strip()
        if flow.total_of is not None and cell:
            cell = cell.replace(mapping.thousands, "") if mapping.thousands else cell
            found[flow.id] = read_number(cell, flow.total_of)
            if found[flow.id] < 0:
                raise Unreadable(f'"{cell[:40]}" is less than nothing ({flow.total_of})')
    return found


def _day(cell: str, mapping: FlowsFile) -> datetime.date:
    for pattern in mapping.written:
        try:
            found = datetime.datetime.strptime(cell.strip()[:40], pattern).date()
        except ValueError:
            continue
        check_year(found.year)
        return found
    raise Unreadable(f'"{cell[:40]}" is no day that can be read')
