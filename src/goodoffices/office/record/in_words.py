"""Entries of the record in words."""

from __future__ import annotations

import uuid
from collections.abc import Container

from goodoffices.case import Case
from goodoffices.office.access.opened import EntryView
from goodoffices.record.kinds import SENTENCES, SIGNED_KINDS
from goodoffices.report.wording import Wording

#: What a party says of a package, in words.
POSITIONS = {
    "yes": "could live with it",
    "if": "could live with it if something changes",
    "no": "could not live with it",
}


def entry_sentence(entry: EntryView, case: Case) -> str:
    """Say what happened in one sentence, with the names of parties."""
    w = Wording(case)
    words = {
        k: w.party(str(v)) if k in ("party", "to") else str(v)
        for k, v in entry.payload.items()
        if isinstance(v, str | int)
    }
    if "position" in entry.payload:
        words["position"] = POSITIONS[entry.payload["position"]]
    if "entries" in entry.payload:
        words["entries"] = " and ".join(str(number) for number in entry.payload["entries"])
    sentence = SENTENCES[entry.kind].format(**words)
    if "position" in entry.payload and entry.payload["words"]:
        sentence += f" “{entry.payload['words']}”"
    if "agrees" in entry.payload:
        sentence += " It agrees." if entry.payload["agrees"] else " It does not agree."
    return f"{sentence} The case is paused." if entry.payload.get("paused") else sentence


def how_attested(entry: EntryView, signed: Container[tuple[uuid.UUID, int]]) -> str:
    """Say whether a person signed an act, or the office attests it; empty where none is signed.

    ``signed``: log and number of each act that was signed. A refusal is never signed.
    """
    if (entry.log, entry.number) in signed:
        return "signed with a passkey"
    is_signable = any(entry.kind == kind.name for kind in SIGNED_KINDS)
    return "attested by the office" if is_signable and entry.payload.get("agrees", True) else ""
