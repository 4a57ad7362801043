"""What a result says: sentences, tables, charts; for the terminal and for pages, one text for one fact.

A name is imported from its module when it is first asked for, so that a sentence or two load little.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from goodoffices.report.content import Chart, Report, Section, Table
    from goodoffices.report.wording import Wording

__all__ = ["Chart", "Report", "Section", "Table", "Wording"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{'wording' if name == 'Wording' else 'content'}"), name)
