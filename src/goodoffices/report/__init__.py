"""What a result says: sentences, tables, charts.

There is one text for one fact, for the terminal and for pages. A name is imported from its module
when it is first asked for, so that a sentence or two load little.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.late_names import late_names

if TYPE_CHECKING:
    from goodoffices.report.content import Chart, Report, Section, Table
    from goodoffices.report.wording import Wording

__all__ = ["Chart", "Report", "Section", "Table", "Wording"]

__getattr__ = late_names(__name__, {**dict.fromkeys(__all__, "content"), "Wording": "wording"})
