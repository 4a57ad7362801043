"""Write indicators as JSON: flows by week, and the days of the agreement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from goodoffices.formats.monitoring.rows import SetAside
from goodoffices.monitoring.indicators import DateOfAgreement, Flow, weeks_of


def indicators_data(
    case: str,
    flows: Sequence[tuple[str, Flow]],
    dates: Sequence[DateOfAgreement],
    set_aside: Sequence[SetAside],
) -> dict[str, Any]:
    """Write flows, each with its source, and days as plain data; a week not known is null."""
    return {
        "format": "goodoffices-indicators/1",
        "case": case,
        "dates": [
            {"day": d.day.isoformat(), "kind": d.kind, "text": d.text, "words": d.words}
            for d in dates
        ],
        "flows": [
            {
                "id": flow.id,
                "source": source,
                "unit": flow.unit,
                "weeks": [
                    {
                        "monday": x.monday.isoformat(),
                        "total": float(x.total) if x.known_days else None,
                        "known_days": x.known_days,
                    }
                    for x in weeks_of(flow)
                ],
            }
            for source, flow in flows
        ],
        "set_aside": [
            {"file": row.file, "row": row.row, "reason": row.reason} for row in set_aside
        ],
    }
