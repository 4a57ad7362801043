"""Write the incidents of a day with their answers as one table with commas (RFC 4180)."""

from __future__ import annotations

import csv
import io

from goodoffices.formats.results.monitoring_json import incident_out
from goodoffices.monitoring.day import DayKnown
from goodoffices.report.wording import Wording

COLUMNS = (
    "incident",
    "begins",
    "until",
    "place",
    "latitude",
    "longitude",
    "within",
    "act",
    "objects",
    "actor",
    "is_total",
    "reports",
    "source",
    "obligation",
    "reading",
    "answer",
    "missing",
    "status",
    "reason",
)
#: What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")


def monitoring_csv(known: DayKnown, w: Wording) -> str:
    """Write a row for each incident and obligation that it is not outside of.

    An incident outside of all has one row. A value that a spreadsheet would take for a formula has
    an apostrophe before it.
    """
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for answered in known.incidents:
        one = incident_out(answered, w)
        spot = ("", "", "")
        if one.spot is not None:
            spot = (str(one.spot.latitude), str(one.spot.longitude), str(one.spot.within))
        first = [
            one.id,
            one.begins,
            one.until,
            one.place,
            *spot,
            one.act,
            " ".join(one.objects),
            one.actor or "",
            "yes" if one.is_total else "",
            " ".join(r.id for r in one.reports),
            one.source,
        ]
        told = [a for a in one.answers if a.answer != "outside"]
        rows = [
            [a.obligation, a.reading, a.answer, " ".join(a.missing), a.status or "", a.reason]
            for a in told
        ] or [["", "", "outside", "", "", ""]]
        for row in rows:
            cells = [_plain(cell) for cell in (*first, *row)]
            cells[4:7] = spot
            table.writerow(cells)
    return out.getvalue()


def _plain(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value
