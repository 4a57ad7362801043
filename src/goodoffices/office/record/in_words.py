"""Entries of the record in words."""

from __future__ import annotations

from goodoffices.case import Case
from goodoffices.office.access.opened import EntryView
from goodoffices.record.kinds import SENTENCES
from goodoffices.report.wording import Wording


def entry_sentence(entry: EntryView, case: Case) -> str:
    """Say what happened in one sentence, with the names of parties."""
    w = Wording(case)
    words = {
        k: w.party(v) if k in ("party", "to") else v
        for k, v in entry.payload.items()
        if isinstance(v, str)
    }
    sentence = SENTENCES[entry.kind].format(**words)
    if "agrees" in entry.payload:
        sentence += " It agrees." if entry.payload["agrees"] else " It does not agree."
    return f"{sentence} The case is paused." if entry.payload.get("paused") else sentence
