"""What is read of the record: its entries, whether these are what was entered, its logs."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.opened import (
    EntryView,
)
from goodoffices.office.models import Entry, LogCheckpoint
from goodoffices.office.papers.paging import rows_on_page
from goodoffices.office.record.signing import is_sound, stands_for
from goodoffices.record import Departure, LogBundle
from goodoffices.record.checkpoint import spoken_digits, text_of_note

#: How many entries stand on a page of the record.
ENTRIES_ON_A_PAGE = 100


def read_entry_page(view: CaseView, number: int | None) -> tuple[list[EntryView], int]:
    """Open the entries on one page of the record, the newest first, and count the pages.

    Pages are counted from 1; None: all of them.
    """
    rows: list[Entry]
    rows, page_count = rows_on_page(view.entry_rows(), ENTRIES_ON_A_PAGE, number)
    return view.opened_entries(rows), page_count


def find_departures(
    view: CaseView, checkpoints: Iterable[LogCheckpoint]
) -> list[tuple[str, Departure]]:
    """Check the logs that she reads, whole, and against the last checkpoint of each.

    Of each that is not what was entered it gives the log's label and the first place where it
    is not.
    """
    if view.is_locked:
        return []
    found = view.log_reader.departures(view.visible_rows.entries())
    named = {label for label, _departure in found}
    for checkpoint in checkpoints:
        label = checkpoint.log.label
        if label not in named and (departure := _departure_from(view, checkpoint)) is not None:
            found.append((label, departure))
    return found


def _departure_from(view: CaseView, checkpoint: LogCheckpoint) -> Departure | None:
    """Say where a log departs from what the office signed; None where it does not."""
    size = checkpoint.size
    rows = view.visible_rows.entries().filter(log_id=checkpoint.log_id).order_by("number")
    digests = [bytes(digest) for digest in rows.values_list("digest", flat=True)]
    if not is_sound(checkpoint):
        what = _("the checkpoint beside it is none that the office signed")
        return Departure(len(digests), what)
    if len(digests) < size:
        what = ngettext(
            "{n} entry was signed, and those from here on are missing",
            "{n} entries were signed, and those from here on are missing",
            size,
        )
        return Departure(len(digests) + 1, what.format(n=size))
    if not stands_for(checkpoint, digests):
        what = ngettext(
            "the first entry is not the one that was signed",
            "the first {n} entries are not those that were signed",
            size,
        )
        return Departure(1, what.format(n=size))
    return None


def find_last_checkpoints(view: CaseView) -> list[LogCheckpoint]:
    """Find the last checkpoint of each log that she reads."""
    mine = view.visible_rows.checkpoints()
    last = dict(mine.values_list("log").annotate(Max("size")))
    rows = mine.filter(size__in=set(last.values())).select_related("log", "key")
    return [row for row in rows.order_by("log__label") if last[row.log_id] == row.size]


def find_checkpoint(view: CaseView, label: str, size: int | None = None) -> LogCheckpoint | None:
    """Find a checkpoint of a log that she reads: of a size, or the last; None where there is none.

    Nothing is found while her side's papers are locked.
    """
    if view.is_locked:
        return None
    found = view.visible_rows.checkpoints().filter(log__label=label).select_related("log")
    return (found if size is None else found.filter(size=size)).order_by("-size").first()


def name_logs(view: CaseView) -> dict[str, str]:
    """List the logs that she reads in words, by their labels."""
    common = {
        "parties": _("all parties and the mediation"),
        "observers": _("parties, observers and the mediation"),
        "public": _("everybody in the case"),
    }
    found = {}
    for log in view.visible_rows.read_logs().select_related("side"):
        own = (
            _("the mediation alone")
            if log.label == "mediation"
            else _("{side} and the mediation").format(side=log.side.called)
            if log.side is not None
            else ""
        )
        found[log.label] = own or common[log.label]
    return found


@dataclass(frozen=True, kw_only=True)
class LogState:
    """How far a log has come, for one of its readers.

    ``size``: of the last checkpoint; ``digits``: how that is read out; ``note``: the checkpoint.
    They are empty where none was signed yet.
    """

    label: str
    readers: str
    entries: int
    size: int = 0
    at: datetime.datetime | None = None
    note: str = ""
    digits: tuple[str, ...] = ()


def read_logs(
    view: CaseView, names: Mapping[str, str], checkpoints: Iterable[LogCheckpoint]
) -> list[LogState]:
    """Say of each log that she reads how many entries it has, with its last checkpoint.

    ``names``: the logs in words, by label (`name_logs`).
    """
    if view.is_locked:
        return []
    counts = Counter(view.visible_rows.entries().order_by().values_list("log__label", flat=True))
    last = {row.log.label: row for row in checkpoints}
    found = []
    for label, count in sorted(counts.items()):
        state = LogState(label=label, readers=names.get(label, label), entries=count)
        if row := last.get(label):
            digits = spoken_digits(text_of_note(row.note))
            state = replace(state, size=row.size, at=row.at, note=row.note, digits=digits)
        found.append(state)
    return found


def read_bundle_of(view: CaseView, label: str) -> LogBundle | None:
    """Give a log that she reads with what it takes to check it elsewhere; None where there is none.

    Raises `NotOpened`.
    """
    log = None if view.is_locked else view.visible_rows.read_logs().filter(label=label).first()
    if log is None:
        return None
    notes = view.visible_rows.checkpoints().filter(log=log).order_by("size")
    return view.log_reader.bundle(
        log, view.visible_rows.entries().filter(log=log), notes.values_list("note", flat=True)
    )
