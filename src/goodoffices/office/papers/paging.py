"""Long lists, page by page."""

from __future__ import annotations

from typing import TypeVar

from django.core.paginator import Paginator
from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def rows_on_page(rows: QuerySet[Row], size: int, number: int | None) -> tuple[list[Row], int]:
    """Fetch the rows on one page of a list, and count the pages.

    Pages are counted from 1. Beyond the last page the last one is given; None: all rows.
    """
    pages = Paginator(rows, size)
    shown = rows if number is None else pages.get_page(number).object_list
    return list(shown), pages.num_pages
