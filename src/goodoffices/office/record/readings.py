"""What is read of the record: its entries, whether these are what was entered, its logs."""

from __future__ import annotations

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.opened import (
    EntryView,
)
from goodoffices.office.models import Entry
from goodoffices.office.papers.paging import rows_on_page
from goodoffices.record import Departure, LogFile

#: How many entries stand on a page of the record.
ENTRIES_ON_A_PAGE = 100


def read_entry_page(view: CaseView, number: int | None) -> tuple[list[EntryView], int]:
    """Open the entries on one page of the record, the newest first, and count the pages.

    Pages are counted from 1; None: all of them.
    """
    rows: list[Entry]
    rows, page_count = rows_on_page(view.entry_rows(), ENTRIES_ON_A_PAGE, number)
    return view.opened_entries(rows), page_count


def find_departures(view: CaseView) -> list[tuple[str, Departure]]:
    """Check the logs that she reads, whole.

    Of each that is not what was entered it gives the log's label and the first place where it
    is not.
    """
    return [] if view.is_locked else view.log_reader.departures(view.visible_rows.entries())


def name_logs(view: CaseView) -> dict[str, str]:
    """List the logs that she reads in words, by their labels."""
    common = {
        "parties": "all parties and the mediation",
        "observers": "parties, observers and the mediation",
        "public": "everybody in the case",
    }
    found = {}
    for log in view.visible_rows.read_logs().select_related("side"):
        own = (
            "the mediation alone"
            if log.label == "mediation"
            else f"{log.side.name} and the mediation"
            if log.side is not None
            else ""
        )
        found[log.label] = own or common[log.label]
    return found


def read_log_heads(view: CaseView) -> list[tuple[str, int, str]]:
    """Give the head of each log that she reads, with its label and its number of entries.

    The head stands for all entries of the log.
    """
    return [] if view.is_locked else view.log_reader.heads(view.visible_rows.entries())


def read_log_files(view: CaseView) -> list[LogFile]:
    """List the logs that she reads, each with what is needed to check it elsewhere."""
    return (
        []
        if view.is_locked
        else view.log_reader.files(view.visible_rows.read_logs(), view.visible_rows.entries())
    )
