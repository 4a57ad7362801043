"""Packages beside one another, issue by issue."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from goodoffices.report.content import Table
from goodoffices.report.wording import Wording

#: Packages that stand in one table.
AT_MOST = 4


def side_by_side(
    w: Wording,
    packages: Sequence[Mapping[str, str]],
    labels: Sequence[str],
    caption: str,
    mark: str,
    *,
    but: Container[str] = (),
    more: Sequence[tuple[str, Sequence[str]]] = (),
) -> list[Table]:
    """Make one table for each few packages (by ids); ``labels`` head their columns.

    ``but``: issues that are left out. ``more``: rows that follow the issues, with a cell of each
    package.
    """
    tables = []
    for start in range(0, len(packages), AT_MOST):
        some = packages[start : start + AT_MOST]
        rows = tuple(
            (w.issue(i), *(w.option(i, package[i]) for package in some))
            for i in w.case.issue_ids
            if i not in but
        )
        rows += tuple((heading, *cells[start : start + AT_MOST]) for heading, cells in more)
        tables.append(
            Table(
                caption=caption,
                columns=(w._("Issue"), *labels[start : start + AT_MOST]),
                rows=rows,
                mark=mark,
                mark_heading=w._("basis"),
            )
        )
    return tables
