"""What is read of an agreement: versions, signatures, events, reports, as one reader may know them.

All is made of entries that she reads. A side's report that only the mediation reads changes nothing
for another side.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from goodoffices.agreement import (
    Agreement,
    AgreementEvent,
    EventKind,
    Life,
    Obligation,
    Progress,
    ProgressReport,
    every_obligation,
    life_of,
)
from goodoffices.case import Text
from goodoffices.formats.ours.agreement_reader import AGREEMENT
from goodoffices.formats.ours.moment_fields import read_period
from goodoffices.office.access.case_identity import digest_of
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.opened import EntryView
from goodoffices.office.access.rights import Right
from goodoffices.office.answers.readings import own_side
from goodoffices.office.computing.agreement_texts import PutDocument, PutText, agreement_from
from goodoffices.office.computing.texts import read_public_case
from goodoffices.office.languages import reader_language
from goodoffices.office.texts.bodies import read_body
from goodoffices.procedure import Moment
from goodoffices.record.kinds import (
    AGREEMENT_DRAFTED,
    AGREEMENT_EVENT,
    AGREEMENT_PUT,
    AGREEMENT_REPORT,
    AGREEMENT_SIGNED,
    AGREEMENT_SIGNED_ELSEWHERE,
)


@dataclass(frozen=True, kw_only=True)
class DraftOfTerms:
    """A draft of the terms, as the mediation saved it: the text of its file."""

    version: int
    title: str
    at: datetime.datetime
    by: str
    structure: str


@dataclass(frozen=True, kw_only=True)
class Signature:
    """A side's signature of a text. ``how``: of one that was given elsewhere; else empty.

    ``entry``: log and number; ``on``: the day of one that was given elsewhere; ``file``: the digest
    of its PDF.
    """

    text: str
    side: str
    at: datetime.datetime
    by: str
    entry: tuple[uuid.UUID, int]
    how: str = ""
    on: str = ""
    file: str = ""

    @property
    def moment(self) -> Moment:
        """Give when the side signed, as exactly as that is known."""
        return Moment.read(self.on) if self.on else Moment.at(self.at)


@dataclass(frozen=True, kw_only=True)
class VersionPut:
    """A version that lies before all parties. ``signatures``: the earliest first."""

    view: CaseView
    number: int
    title: str
    at: datetime.datetime
    entry: EntryView
    signatures: tuple[Signature, ...]

    @cached_property
    def document(self) -> PutDocument:
        """Open what was put. Raises `NotOpened` where it is gone or was changed."""
        entry = self.entry
        written = read_body(self.view, entry.log, entry.number, entry.payload["sha256"])
        return PutDocument.read(written)

    @cached_property
    def terms(self) -> Agreement:
        """Read its terms, as they were put."""
        document, language = self.document, reader_language()
        # What was put is read by the case as it was: that can change, and words that are signed do
        # not.
        is_same = digest_of(document.case) == self.view.case_digest
        case = self.view.case if is_same else read_public_case(document.case)
        return self.view.read(agreement_from, document.structure, case, language)

    def text(self, name: str) -> PutText | None:
        """Find one of its texts; None where there is none of that id."""
        return self.document.texts.get(name)

    @property
    def text_ids(self) -> list[str]:
        """List the ids of its texts, as its entry names them: nothing is opened for that."""
        return list(self.entry.payload["texts"])

    def between(self, text: str) -> list[str]:
        """List the sides that sign a text, as its entry names them."""
        found: list[str] = self.entry.payload["texts"][text]["between"]
        return found

    def signed_by(self, text: str) -> dict[str, Signature]:
        """List who signed a text, each with the first signature."""
        between = self.between(text)
        found: dict[str, Signature] = {}
        for one in self.signatures:
            if one.text == text and one.side in between:
                found.setdefault(one.side, one)
        return found

    def agreed_at(self, text: str) -> Moment | None:
        """Give when the last of its sides signed a text; None while one has not."""
        signed = self.signed_by(text)
        if not set(self.between(text)) <= set(signed):
            return None
        return max((one.moment for one in signed.values()), key=lambda one: one.sort_key)

    def waits_for(self, text: str, side: str) -> bool:
        """Tell whether a text waits for the signature of a side."""
        is_open = self.agreed_at(text) is None and side in self.between(text)
        return is_open and side not in self.signed_by(text)

    @property
    def is_agreed(self) -> bool:
        """Tell whether all its texts are agreed."""
        return all(self.agreed_at(one) is not None for one in self.text_ids)

    def was_agreed_by(self, at: datetime.datetime) -> bool:
        """Tell whether the office knew at a time that all its texts are agreed."""
        return all(
            set(self.between(text))
            <= {one.side for one in self.signatures if one.text == text and one.at <= at}
            for text in self.text_ids
        )

    @cached_property
    def agreement(self) -> Agreement:
        """Give its terms with what happened and what was said since, as this reader knows it."""
        terms = self.terms
        texts = tuple(replace(one, agreed=self.agreed_at(one.id)) for one in terms.texts)
        return replace(
            terms, texts=texts, events=tuple(_events(self)), reports=tuple(_reports(self))
        )

    @cached_property
    def obligations(self) -> dict[str, Obligation]:
        """Give all its obligations, with those of its amendments, by their ids."""
        texts = self.terms.texts
        return {one.id: one for text in texts for one in every_obligation(text)}

    def lives(self, at: datetime.datetime) -> list[Life]:
        """Compute the lives of its texts as they are known at an instant."""
        return [life_of(one, self.agreement, at) for one in self.agreement.texts]


def list_versions(view: CaseView) -> list[VersionPut]:
    """List the versions that were put to all parties, the newest first."""
    if "agreement versions" not in view.remembered:
        view.remembered["agreement versions"] = list(_versions(view))
    found: list[VersionPut] = view.remembered["agreement versions"]
    return found


def _versions(view: CaseView) -> Iterable[VersionPut]:
    kinds = (AGREEMENT_PUT, AGREEMENT_SIGNED, AGREEMENT_SIGNED_ELSEWHERE)
    entries = [one for one in view.entries_of(*kinds) if one.kind]
    signed: dict[int, list[Signature]] = {}
    for one in reversed(entries):
        if one.kind != AGREEMENT_PUT.name:
            signed.setdefault(one.payload["version"], []).append(_signature(one))
    for one in entries:
        if one.kind == AGREEMENT_PUT.name:
            number = one.payload["version"]
            yield VersionPut(
                view=view,
                number=number,
                title=one.payload["title"],
                at=one.at,
                entry=one,
                signatures=tuple(signed.get(number, ())),
            )


def _signature(one: EntryView) -> Signature:
    said = one.payload
    return Signature(
        text=said["text"],
        side=said["party"],
        at=one.at,
        by=one.actor,
        entry=(one.log, one.number),
        how=said.get("how", ""),
        on=said.get("on", ""),
        file=said.get("file", ""),
    )


def agreement_now(view: CaseView) -> VersionPut | None:
    """Give the version that counts: the newest that all signed, else the newest that was put."""
    versions = list_versions(view)
    agreed = (one for one in versions if one.is_agreed)
    return next(agreed, versions[0] if versions else None)


def agreement_at(view: CaseView, at: datetime.datetime) -> VersionPut | None:
    """Give the version that counted at a time: the newest that was agreed by then.

    Before the first agreement it is the one that was agreed first; where none is, the newest.
    """
    versions = list_versions(view)
    agreed = [one for one in versions if one.is_agreed]
    then = next((one for one in agreed if one.was_agreed_by(at)), None)
    return then or (agreed[-1] if agreed else agreement_now(view))


def version_to_sign(view: CaseView) -> VersionPut | None:
    """Give the newest version where it is not agreed yet; None where nothing waits."""
    versions = list_versions(view)
    return versions[0] if versions and not versions[0].is_agreed else None


def has_text_to_sign(view: CaseView) -> bool:
    """Tell whether a text waits for the signature of her side. Nothing is opened for that."""
    put, side = version_to_sign(view), own_side(view)
    return put is not None and any(put.waits_for(name, side) for name in put.text_ids)


def find_version(view: CaseView, number: int) -> VersionPut | None:
    """Find a version by its number; None where there is none."""
    return next((one for one in list_versions(view) if one.number == number), None)


def newest_draft(view: CaseView) -> DraftOfTerms | None:
    """Open the draft that the mediation works on; None where there is none, or for a party."""
    entry = next((one for one in view.entries_of(AGREEMENT_DRAFTED) if one.kind), None)
    if entry is None:
        return None
    said = entry.payload
    return DraftOfTerms(
        version=said["version"],
        title=said["title"],
        at=entry.at,
        by=entry.actor,
        structure=read_body(view, entry.log, entry.number, said["sha256"]),
    )


def terms_to_export(view: CaseView) -> dict[str, str]:
    """Give the file of the terms that she may take away: the draft, or what was put to all."""
    draft = newest_draft(view) if view.may(Right.DRAFT_AGREEMENT) else None
    put = agreement_now(view) if draft is None and view.may(Right.SEE_AGREEMENT) else None
    if draft is not None:
        return {AGREEMENT: draft.structure}
    return {} if put is None else {AGREEMENT: put.document.structure}


def _events(put: VersionPut) -> Iterable[AgreementEvent]:
    """Give the events that were entered, the earliest first.

    What ended, suspended or renewed an earlier version did not do so to a later one. What the terms
    wait for has happened, whichever version lay there when it did.
    """
    texts = set(put.text_ids)
    for one in reversed(put.view.entries_of(AGREEMENT_EVENT)):
        said = one.payload
        if not one.kind or said["version"] > put.number:
            continue
        if said["version"] < put.number and said["event"] not in put.terms.awaited:
            continue
        about = tuple(name for name in said["texts"] if name in texts)
        if said["texts"] and not about:
            continue
        yield event_of(said, about)


def event_of(said: Mapping[str, Any], texts: tuple[str, ...]) -> AgreementEvent:
    """Make an event of what its entry says. ``texts``: those that it is about; none: all."""
    return AgreementEvent(
        id=said["event"],
        kind=EventKind(said["what"]),
        at=Moment.read(said["at"]),
        by=said["by"] or None,
        texts=texts,
        period=read_period(said["period"]) if said["period"] else None,
        words=_words(said),
    )


def _reports(put: VersionPut) -> Iterable[ProgressReport]:
    """Give the reports that she may know, the earliest first.

    One of an earlier version counts where the obligation says the same in both.
    """
    owed = put.obligations
    for one in reversed(put.view.entries_of(AGREEMENT_REPORT)):
        if not one.kind or one.payload["obligation"] not in owed:
            continue
        name, number = one.payload["obligation"], one.payload["version"]
        earlier = None if number == put.number else find_version(put.view, number)
        if number == put.number or (earlier and earlier.obligations.get(name) == owed[name]):
            yield report_of(one)


def report_of(one: EntryView) -> ProgressReport:
    """Make a report of its entry."""
    said = one.payload
    day = said["occurrence"]
    return ProgressReport(
        id=f"{one.label}.{one.number}",
        obligation=said["obligation"],
        progress=Progress(said["progress"]),
        by=said["party"],
        at=Moment.read(said["on"]),
        occurrence=datetime.date.fromisoformat(day) if day else None,
        words=_words(said),
        evidence=Text((("", said["evidence"]),)) if said["evidence"] else None,
    )


def _words(said: Mapping[str, Any]) -> Text | None:
    return Text((("", said["words"]),)) if said["words"] else None
