"""Destroys the words of an entry: its key, its salt and its bytes go, its digest stays.

So every log and every checkpoint verifies as before, and who destroyed what, and why, is an entry.
"""

from __future__ import annotations

import uuid

from goodoffices.office.access.acting import acting
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.models import Entry
from goodoffices.office.record.commands import record
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import journal
from goodoffices.record.kinds import ENTRY_DESTROYED, NEVER_DESTROYED, SIGNED_BY_PASSKEY

#: Kinds of which nothing is destroyed by itself, by their names.
_KEPT = frozenset(kind.name for kind in NEVER_DESTROYED)
KEPT = (
    "This entry stays: without it the log could not be verified, "
    "and it says nothing of what people said."
)


def may_be_destroyed(kind: str) -> bool:
    """Tell whether the words of an entry of this kind may be destroyed."""
    return bool(kind) and kind not in _KEPT


def destroy_entry(
    view: CaseView, label: str, number: int, why: str, idempotency_key: uuid.UUID
) -> None:
    """Destroy the words of an entry, and of the signature under it, which would tell them.

    Raises `Refused`.
    """
    with acting(view, Right.DESTROY_ENTRY, idempotency_key) as act:
        rows = {
            row.number: row
            for row in view.entry_rows().filter(log__label=label, number__in=(number, number + 1))
        }
        if number not in rows:
            raise Refused("There is no such entry.")
        entry, *after = view.opened_entries(row for _, row in sorted(rows.items()))
        if entry.is_destroyed:
            raise Refused("The words of this entry were destroyed before.")
        if entry.wrong:
            raise Refused(f"This entry cannot be trusted: {entry.wrong}. It is left as it is.")
        if not may_be_destroyed(entry.kind):
            raise Refused(KEPT)
        gone = [number, *(one.number for one in after if one.kind == SIGNED_BY_PASSKEY.name)]
        log = rows[number].log
        record(log, view.actor, ENTRY_DESTROYED, act.at, {"entries": gone, "why": why})
        Entry.objects.filter(log=log, number__in=gone).update(key=b"", sealed=b"", salt=b"", tag="")
        journal.ask()
