"""Sign an agreement, enter what happened to it, say how far it is carried out."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from goodoffices.agreement import AgreementText, EventKind, Progress, every_obligation
from goodoffices.formats.attachments.signed_pdf import SignedPdf
from goodoffices.formats.ours.moment_fields import read_period
from goodoffices.office.access.acting import acting
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.agreement.readings import (
    VersionPut,
    agreement_now,
    find_version,
    version_to_sign,
)
from goodoffices.office.answers.readings import own_side
from goodoffices.office.models import Log
from goodoffices.office.record.commands import common_log, log_of, record
from goodoffices.office.record.passkeys import Statement, record_statement
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import clock_and_chance
from goodoffices.procedure import MEDIATION, PARTIES, Moment
from goodoffices.record.kinds import (
    AGREEMENT_EVENT,
    AGREEMENT_REPORT,
    AGREEMENT_SIGNED,
    AGREEMENT_SIGNED_ELSEWHERE,
)

#: Characters of words, of evidence, of how somebody signed.
MOST_WORDS, MOST_EVIDENCE, MOST_HOW = 4_000, 1_000, 200
#: What a party enters of its own; the rest is the mediation's to enter.
OWN_EVENTS = (
    EventKind.SUSPENDED,
    EventKind.RESUMED,
    EventKind.OBJECTED,
    EventKind.WITHDRAWN,
    EventKind.TERMINATED,
)


def signature_of(
    view: CaseView, put: VersionPut, text: AgreementText, once: uuid.UUID
) -> Statement:
    """Give the signature of a text as a person gives it."""
    found = put.text(text.id)
    assert found is not None
    said = {
        "version": put.number,
        "text": text.id,
        "party": own_side(view),
        "sha256": found.sha256,
    }
    log = Log.objects.get(pk=common_log(view.case_id, PARTIES).pk)
    return Statement(kind=AGREEMENT_SIGNED, log=log, once=once, payload=said)


def find_text_to_sign(view: CaseView, name: str) -> tuple[VersionPut, AgreementText] | None:
    """Find a text of the newest version, while that waits for signatures; None else."""
    put = version_to_sign(view)
    if put is None or name not in put.text_ids:
        return None
    return put, next(one for one in put.terms.texts if one.id == name)


def sign_text(
    view: CaseView, name: str, *, sha256: str, once: uuid.UUID, signature: str = ""
) -> None:
    """Sign a text for one's side: exactly the bytes that were shown. Raises `Refused`.

    ``sha256``: of what the page showed; ``signature``: of a passkey, where she gave one.
    """
    with acting(view, Right.SIGN, once, while_paused=False) as act:
        found = find_text_to_sign(view, name)
        if found is None or own_side(view) not in found[0].between(name):
            raise Refused(_("There is no such text that waits for a signature of your side."))
        put, text = found
        words = put.text(text.id)
        if words is None or words.sha256 != sha256:
            raise Refused(_("Another version was put meanwhile. Read it first."))
        if own_side(view) in put.signed_by(text.id):
            raise Refused(_("Your side signed this text already."))
        record_statement(view, act, signature_of(view, put, text, once), signature)


@dataclass(frozen=True, kw_only=True)
class SignedElsewhere:
    """That a side signed a text elsewhere. ``pdf``: what a check of its PDF found; None: paper."""

    version: int
    text: str
    side: str
    on: datetime.date
    how: str
    pdf: SignedPdf | None = None


def enter_signature(
    view: CaseView, signed: SignedElsewhere, idempotency_key: uuid.UUID | None
) -> None:
    """Enter that a side signed a text elsewhere. Raises `Refused`."""
    how = signed.how.strip()
    if not 0 < len(how) <= MOST_HOW:
        raise Refused(_("Say in a line how and where it was signed."), "how")
    if signed.pdf is not None and not signed.pdf.is_good:
        raise Refused(_("This PDF does not hold: see what is wrong with it."), "pdf")
    with acting(view, Right.RELEASE, idempotency_key, while_paused=False) as act:
        put = find_version(view, signed.version)
        text = (
            next((one for one in put.terms.texts if one.id == signed.text), None) if put else None
        )
        if put is None or text is None:
            raise Refused(_("There is no such text."), "text")
        if signed.side not in text.between:
            raise Refused(_("This side does not sign this text."), "side")
        if signed.side in put.signed_by(text.id):
            raise Refused(_("This side signed the text already."), "side")
        said = {
            "version": put.number,
            "text": text.id,
            "party": signed.side,
            "on": signed.on.isoformat(),
            "how": how,
            "file": "" if signed.pdf is None else signed.pdf.sha256,
        }
        log = common_log(view.case_id, PARTIES)
        record(log, view.actor, AGREEMENT_SIGNED_ELSEWHERE, act.at, said)


@dataclass(frozen=True, kw_only=True)
class EventEntered:
    """What happened to an agreement. ``event``: of what is awaited, its id; empty for another."""

    kind: EventKind
    event: str
    at: Moment
    by: str
    texts: Sequence[str]
    period: str
    words: str


def enter_event(view: CaseView, entered: EventEntered, idempotency_key: uuid.UUID | None) -> None:
    """Enter what happened to the agreement, for all parties to read. Raises `Refused`.

    A party enters what it does itself: it suspends, takes part again, objects, leaves.
    """
    words = entered.words.strip()
    if len(words) > MOST_WORDS:
        raise Refused(_("Write it in at most 4,000 characters."), "words")
    with acting(view, Right.ENTER_EVENTS, idempotency_key) as act:
        put = agreement_now(view)
        if put is None:
            raise Refused(_("There is no agreement yet."))
        by = entered.by if view.is_mediation else own_side(view)
        _refuse_event(view, put, entered, by, words)
        said = {
            "event": entered.event or clock_and_chance.new_id().hex,
            "what": str(entered.kind),
            "at": entered.at.written,
            "by": by,
            "texts": list(entered.texts),
            "period": entered.period,
            "words": words,
        }
        record(common_log(view.case_id, PARTIES), view.actor, AGREEMENT_EVENT, act.at, said)


def _refuse_event(
    view: CaseView, put: VersionPut, entered: EventEntered, by: str, words: str
) -> None:
    """Refuse an event that cannot be counted. Raises `Refused`."""
    agreement = put.agreement
    if not view.is_mediation and entered.kind not in OWN_EVENTS:
        raise Refused(_("The mediation enters this."), "kind")
    if not {*entered.texts} <= {one.id for one in agreement.texts}:
        raise Refused(_("There is no such text."), "texts")
    if entered.event and entered.event not in agreement.awaited:
        raise Refused(_("There is no such event that is awaited."), "event")
    if entered.event and any(one.id == entered.event for one in agreement.events):
        raise Refused(_("This is entered already."), "event")
    if entered.kind is EventKind.HAPPENED and not (entered.event or words):
        raise Refused(_("Say what happened."), "words")
    if entered.kind in (EventKind.OBJECTED, EventKind.WITHDRAWN) and not by:
        raise Refused(_("Say which side did it."), "by")
    if by and by not in (MEDIATION, *view.case.party_ids, *_third_parties(view)):
        raise Refused(_("There is no such side."), "by")
    if (entered.kind is EventKind.RENEWED) != bool(entered.period):
        raise Refused(_("A renewal is for a period, such as 60 days; nothing else is."), "period")
    if entered.period:
        try:
            read_period(entered.period)
        except ValueError:
            raise Refused(_("Write the period as 30 days or 6 months."), "period") from None


def _third_parties(view: CaseView) -> list[str]:
    return [one.id for one in view.case.third_parties]


@dataclass(frozen=True, kw_only=True)
class ProgressSaid:
    """How far a stipulation is carried out. ``is_for_all``: all parties read it."""

    obligation: str
    occurrence: datetime.date | None
    progress: Progress
    on: datetime.date
    words: str
    evidence: str
    is_for_all: bool


def report_progress(view: CaseView, said: ProgressSaid, idempotency_key: uuid.UUID | None) -> None:
    """Say how far a stipulation is carried out, for one's side. Raises `Refused`.

    A party's word is its claim, and is between it and the mediation unless it tells all parties.
    That of the mediation is a finding, and is its own unless it tells them.
    """
    words, evidence = said.words.strip(), said.evidence.strip()
    if len(words) > MOST_WORDS or len(evidence) > MOST_EVIDENCE:
        raise Refused(_("Write it in fewer characters."), "words")
    with acting(view, Right.REPORT_PROGRESS, idempotency_key) as act:
        put = agreement_now(view)
        owed = {} if put is None else _obligations(put)
        if said.obligation not in owed:
            raise Refused(_("There is no such obligation."))
        if (owed[said.obligation] is None) != (said.occurrence is None):
            raise Refused(_("Say which one of those that come again it is about."))
        needed = Right.RELEASE if view.is_mediation else Right.SIGN
        if said.is_for_all and not view.may(needed):
            raise Refused(_("Only those who speak for your side tell all parties."), "is_for_all")
        payload = {
            "obligation": said.obligation,
            "occurrence": "" if said.occurrence is None else said.occurrence.isoformat(),
            "progress": str(said.progress),
            "party": own_side(view),
            "on": said.on.isoformat(),
            "words": words,
            "evidence": evidence,
        }
        log = common_log(view.case_id, PARTIES) if said.is_for_all else log_of(act.side)
        record(log, view.actor, AGREEMENT_REPORT, act.at, payload)


def _obligations(put: VersionPut) -> dict[str, object]:
    """Give, of each obligation, how it comes again; None where it does not."""
    return {one.id: one.every for text in put.agreement.texts for one in every_obligation(text)}
