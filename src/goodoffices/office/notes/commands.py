"""Keep a note for one's own side, and delete it."""

from __future__ import annotations

import uuid

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from goodoffices.office.access.acting import acting
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import PaperKind
from goodoffices.office.access.paper_heads import NoteHead
from goodoffices.office.access.rights import Right
from goodoffices.office.pages.numbers import lazy_number
from goodoffices.office.papers.papers import RETENTION, delete_papers, put_paper
from goodoffices.office.refusal import Refused

MOST_NOTE = 20_000


#: What is said of a note that is empty or too long.
LENGTH = format_lazy(
    gettext_lazy("A note has from 1 to {most} characters."), most=lazy_number(MOST_NOTE)
)


def note(view: CaseView, text: str, idempotency_key: uuid.UUID | None) -> None:
    """Keep a note of one's side: a working paper, in no log, gone after `RETENTION`."""
    if not text.strip() or len(text) > MOST_NOTE:
        raise Refused(LENGTH)
    with acting(view, Right.KEEP_NOTES, idempotency_key) as act:
        put_paper(
            act.side,
            NoteHead(by=view.actor.person.name),
            text,
            act.at,
            RETENTION,
        )


def delete_note(view: CaseView, note_id: uuid.UUID) -> None:
    """Delete a note and its key."""
    with acting(view, Right.KEEP_NOTES, None):
        delete_papers(view, PaperKind.NOTE, note_id)
