"""What is read of files: those in one's drawer, and those that came with items."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator

from django.db.models import QuerySet

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.side_keys import side_key
from goodoffices.office.files.storing import (
    OpenedFile,
    opened_content,
    opened_head,
    opened_words,
)
from goodoffices.office.models.files import StoredFile, place_of_file
from goodoffices.office.papers.paging import rows_on_page

#: Files on a page.
FILES_ON_A_PAGE = 50
#: Columns that are not fetched where only what is said of a file is shown.
HEAVY = ("content", "text", "folded")


def visible_files(view: CaseView) -> QuerySet[StoredFile]:
    """Select the files that she may read: of her side's drawer, and of the logs that she reads."""
    if view.is_locked:
        return StoredFile.objects.none()
    return view.visible_rows.files().select_related("side", "log").order_by("-made_at", "id")


def own_files(view: CaseView) -> QuerySet[StoredFile]:
    """Select the files of her side's drawer, the newest first."""
    return visible_files(view).filter(log=None)


def find_own_file(view: CaseView, file: uuid.UUID) -> StoredFile | None:
    """Find a file of her side's drawer; None where there is none."""
    return own_files(view).filter(pk=file).first()


def find_file(view: CaseView, file: uuid.UUID) -> OpenedFile | None:
    """Open what is said of a file that she may read; None where she may not know of it."""
    row = visible_files(view).filter(pk=file).defer(*HEAVY).first()
    return None if row is None else opened_head(view, row)


def read_content(view: CaseView, file: uuid.UUID) -> tuple[str, bytes] | None:
    """Open the name and the bytes of a file that she may read; None where there is none."""
    row = visible_files(view).filter(pk=file).first()
    return None if row is None else (opened_head(view, row).head.name, opened_content(view, row))


def read_files(view: CaseView, number: int | None) -> tuple[list[OpenedFile], int]:
    """Open what is said of the files on one page of the drawer, and count the pages.

    Pages are counted from 1; None: all of them. Files that came with items stand among them.
    """
    found = visible_files(view).defer(*HEAVY)
    rows, page_count = rows_on_page(found, FILES_ON_A_PAGE, number)
    return [opened_head(view, row) for row in rows], page_count


def words_of_files(view: CaseView) -> Iterator[tuple[uuid.UUID, datetime.datetime, str]]:
    """Open the distinct words of each file that she may read, with its id and its time.

    Their order is none. No whole rows are made: a search opens thousands of them.
    """
    if view.is_locked:
        return
    own = side_key(view.actor.side)
    outer = {log.pk: view.log_reader.key_of(log) for log in view.visible_rows.read_logs()}
    rows = visible_files(view).order_by()
    columns = rows.values_list("pk", "side_id", "log_id", "key", "folded", "made_at")
    for file, side, log, key, sealed, made_at in columns.iterator(chunk_size=500):
        above = own if log is None else outer[log]
        yield file, made_at, opened_words(above, place_of_file(file, side, log), key, sealed)


def files_of_entries(view: CaseView) -> dict[tuple[str, int], str]:
    """Find the id of the file that went with each entry, by the entry's log and number."""
    rows = visible_files(view).exclude(log=None).values_list("log__label", "number", "pk")
    return {(label, number): str(file) for label, number, file in rows if number is not None}
