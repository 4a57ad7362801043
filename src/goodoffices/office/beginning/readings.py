"""How the talks begin with each party: its contacts, the texts put to it, and its answers.

They are made of the entries that she reads, and of nothing else: the mediation reads those of all
parties, a party its own. Entries that cannot be trusted are left out; the record names them.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.opened import EntryView
from goodoffices.office.access.sides import label_of_party
from goodoffices.record import canonical
from goodoffices.record.kinds import CONTACT_MADE, TERMS_ANSWERED, TERMS_PUT

#: What is put to a party before the talks, with the names of the parts of its text.
PARTS: Mapping[str, tuple[str, ...]] = {
    "disclosure": ("interests",),
    "agreement": ("scope", "confidentiality", "cost", "leave"),
}


@dataclass(frozen=True, kw_only=True)
class FirstContact:
    """A first contact with a party. ``is_told``: it stands in the log of that party, too."""

    on: datetime.date
    how: str
    by: str
    is_told: bool


@dataclass(frozen=True, kw_only=True)
class TermsAnswer:
    """What a party answered to a text, and when."""

    agrees: bool
    at: datetime.datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class TermsPut:
    """A text that was put to a party, with its answers, the newest first."""

    id: str
    what: str
    text: Mapping[str, str]
    at: datetime.datetime
    by: str
    answers: tuple[TermsAnswer, ...]

    @property
    def sha256(self) -> str:
        """Give the digest that an answer names."""
        return digest_of_terms(self.text)


@dataclass(frozen=True, kw_only=True)
class Beginning:
    """How the talks begin with one party; of contacts and of each text the newest first."""

    party: str
    contacts: tuple[FirstContact, ...]
    put: Mapping[str, tuple[TermsPut, ...]]

    def newest(self, what: str) -> TermsPut | None:
        """Give the text that counts; None where none was put."""
        return self.put[what][0] if self.put[what] else None

    @property
    def unanswered(self) -> list[TermsPut]:
        """List the texts that count and that the party has not answered."""
        newest = (self.newest(what) for what in PARTS)
        return [one for one in newest if one is not None and not one.answers]


def digest_of_terms(text: Mapping[str, str]) -> str:
    """Make the digest that stands for a text: SHA-256 of its canonical JSON, as the record has it.

    It is in hexadecimal digits.
    """
    return hashlib.sha256(canonical(text)).hexdigest()


def read_beginnings(view: CaseView) -> dict[str, Beginning]:
    """Read how the talks begin with each party: for a party with itself alone."""
    entries = [one for one in view.entries_of(CONTACT_MADE, TERMS_PUT, TERMS_ANSWERED) if one.kind]
    parties = [view.side.party] if view.is_party else view.case.party_ids
    return {party: _beginning(party, entries, view.is_mediation) for party in parties}


def list_unanswered_terms(view: CaseView) -> list[TermsPut]:
    """List the texts that were put to her side and that it has not answered."""
    return read_beginnings(view)[view.side.party].unanswered if view.is_party else []


def newest_text(view: CaseView, what: str) -> Mapping[str, str]:
    """Give the text that the mediation put last to any party; empty where it put none."""
    put = [one for each in read_beginnings(view).values() for one in each.put[what]]
    return max(put, key=lambda one: one.at).text if put else {}


def contacts_in(view: CaseView, label: str, party: str) -> Iterator[Mapping[str, Any]]:
    """List what a log says of contacts with a party, the newest first."""
    return (
        one.payload
        for one in view.entries_of(CONTACT_MADE)
        if one.kind and one.label == label and one.payload["party"] == party
    )


def _beginning(party: str, entries: Sequence[EntryView], is_mediation: bool) -> Beginning:
    label = label_of_party(party)
    theirs = [one for one in entries if one.label == label]
    told = [one.payload for one in theirs if one.kind == CONTACT_MADE.name]
    held = [
        one
        for one in entries
        if one.kind == CONTACT_MADE.name
        and one.payload["party"] == party
        and (one.label != label if is_mediation else one.label == label)
    ]
    return Beginning(
        party=party,
        contacts=tuple(
            FirstContact(
                on=datetime.date.fromisoformat(one.payload["on"]),
                how=one.payload["how"],
                by=one.actor,
                is_told=one.payload in told,
            )
            for one in held
        ),
        put={
            what: tuple(
                _terms(one, theirs)
                for one in theirs
                if one.kind == TERMS_PUT.name and one.payload["what"] == what
            )
            for what in PARTS
        },
    )


def _terms(entry: EntryView, theirs: Sequence[EntryView]) -> TermsPut:
    """Read a text with its answers: those that name it, and its digest."""
    said = entry.payload
    named = {"terms": said["terms"], "sha256": digest_of_terms(said["text"])}
    return TermsPut(
        id=said["terms"],
        what=said["what"],
        text=said["text"],
        at=entry.at,
        by=entry.actor,
        answers=tuple(
            TermsAnswer(agrees=one.payload["agrees"], at=one.at, by=one.actor)
            for one in theirs
            if one.kind == TERMS_ANSWERED.name and {k: one.payload[k] for k in named} == named
        ),
    )
