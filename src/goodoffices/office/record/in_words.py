"""Entries of the record in words."""

from __future__ import annotations

from goodoffices.case import Case
from goodoffices.office.access.opened import EntryView
from goodoffices.report.wording import Wording

SENTENCES = {
    "case.open": "The case was opened.",
    "case.resume": "The case was taken up again.",
    "side.add": "The side {name} takes part.",
    "person.invite": "{name} was invited.",
    "person.revoke": "An invitation was taken back.",
    "person.join": "{name} joined.",
    "person.end": "{name} left.",
    "party.withdraw": "{party} withdrew from the talks.",
    "preferences.give": "Preferences of {party} were given. (What they say is not in the record; the digest of the text is.)",
    "case.propose": "A change of the case was put to the parties: “{words}”",
    "case.consent": "{party} answered to a change of the case.",
    "case.take_back": "The change of the case was taken back.",
    "case.change": "The case changed.",
    "release.question": "A question was put to {to}: “{words}”",
    "release.package": "A package was released to {to}: “{words}”",
}


def entry_sentence(entry: EntryView, case: Case) -> str:
    """What happened, in one sentence, with the names of parties."""
    w = Wording(case)
    words = {k: w.party(v) if k in ("party", "to") else v for k, v in entry.payload.items() if isinstance(v, str)}
    sentence = SENTENCES[entry.kind].format(**words)
    if "agrees" in entry.payload:
        sentence += " It agrees." if entry.payload["agrees"] else " It does not agree."
    return f"{sentence} The case is paused." if entry.payload.get("paused") else sentence
