"""What is read of notes: those of one's own side, page by page."""

from __future__ import annotations

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.opened import PaperView
from goodoffices.office.access.paper_heads import NoteHead
from goodoffices.office.models import Paper
from goodoffices.office.papers.paging import rows_on_page

#: How many notes stand on a page.
NOTES_ON_A_PAGE = 20


def read_note_page(view: CaseView, number: int | None) -> tuple[list[PaperView[NoteHead]], int]:
    """Open the notes on one page of their list, the newest first, and count the pages.

    Pages are counted from 1; None: all of them.
    """
    rows: list[Paper]
    rows, page_count = rows_on_page(view.paper_rows(NoteHead), NOTES_ON_A_PAGE, number)
    return [view.opened_once(row, (NoteHead,)) for row in rows], page_count
