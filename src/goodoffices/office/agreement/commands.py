"""Sign an agreement, enter what happened to it, say how far it is carried out."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from goodoffices.agreement import (
    ACTS_OF_SIGNERS,
    AgreementText,
    EventKind,
    PowerKind,
    Progress,
    State,
    powers_now,
    refuse_uncountable,
)
from goodoffices.agreement.period import latest_instant
from goodoffices.formats.attachments.signed_pdf import SignedPdf
from goodoffices.formats.ours.moment_fields import read_period
from goodoffices.office.access.acting import acting
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.agreement.readings import (
    VersionPut,
    agreement_now,
    event_of,
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
        "put": put.entry.payload["sha256"],
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
    """That a side signed a text elsewhere. ``pdf``: what a check of its PDF found; None: paper.

    ``is_looked_at``: somebody looked at the pictures of signatures in it.
    """

    version: int
    text: str
    side: str
    on: datetime.date
    how: str
    pdf: SignedPdf | None = None
    is_looked_at: bool = False


def enter_signature(
    view: CaseView, signed: SignedElsewhere, idempotency_key: uuid.UUID | None
) -> None:
    """Enter that a side signed a text elsewhere. Raises `Refused`."""
    how = signed.how.strip()
    if not 0 < len(how) <= MOST_HOW:
        raise Refused(_("Say in a line how and where it was signed."), "how")
    if signed.pdf is not None and not signed.pdf.is_good:
        raise Refused(_("This PDF does not hold: see what is wrong with it."), "pdf")
    if signed.pdf is not None and signed.pdf.pictures and not signed.is_looked_at:
        words = _("Pictures of signatures lie on its pages: say that you looked at them.")
        raise Refused(words, "is_looked_at")
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
        if signed.on > today_in(put.terms.zone):
            raise Refused(_("This day has not come yet."), "on")
        if signed.on < put.at.astimezone(put.terms.zone).date():
            raise Refused(_("Nobody signed it before it was put: look at the day."), "on")
        _refuse_used(put, signed)
        said = {
            "version": put.number,
            "text": text.id,
            "party": signed.side,
            "on": signed.on.isoformat(),
            "how": how,
            "file": "" if signed.pdf is None else signed.pdf.sha256,
            "signers": [] if signed.pdf is None else [one.signer for one in signed.pdf.signatures],
        }
        log = common_log(view.case_id, PARTIES)
        record(log, view.actor, AGREEMENT_SIGNED_ELSEWHERE, act.at, said)


def _refuse_used(put: VersionPut, signed: SignedElsewhere) -> None:
    """Refuse a PDF that counts for as many sides as have signed it already. Raises `Refused`."""
    if signed.pdf is None:
        return
    used = [one for one in put.signatures if one.file == signed.pdf.sha256]
    if len([one for one in used if one.text == signed.text]) >= len(signed.pdf.signatures):
        raise Refused(_("Each signature in this PDF is entered for a side already."), "pdf")


def today_in(zone: ZoneInfo) -> datetime.date:
    """Give the day in a zone."""
    return clock_and_chance.now().astimezone(zone).date()


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

    A party enters what it does itself, of the texts that bind it, from now on: it suspends, takes
    part again, objects, leaves, and ends a text where the terms let it.
    """
    words = entered.words.strip()
    if len(words) > MOST_WORDS:
        raise Refused(_("Write it in at most 4,000 characters."), "words")
    with acting(view, Right.ENTER_EVENTS, idempotency_key) as act:
        put = agreement_now(view)
        if put is None:
            raise Refused(_("There is no agreement yet."))
        event = entered if view.is_mediation else _of_party(view, put, entered, act.at)
        _refuse_event(view, put, event, words)
        if event.kind is EventKind.RESUMED:
            _refuse_nothing_to_resume(put, event)
        said = {
            "version": put.number,
            "event": event.event or clock_and_chance.new_id().hex,
            "what": str(event.kind),
            "at": event.at.written,
            "by": event.by,
            "texts": list(event.texts),
            "period": event.period,
            "words": words,
        }
        _refuse_uncountable(put, said)
        record(common_log(view.case_id, PARTIES), view.actor, AGREEMENT_EVENT, act.at, said)


def _of_party(
    view: CaseView, put: VersionPut, entered: EventEntered, now: datetime.datetime
) -> EventEntered:
    """Make of what a party sent an act of its own, now, on texts that bind it. Raises `Refused`."""
    side = own_side(view)
    if entered.kind not in OWN_EVENTS or entered.event:
        raise Refused(_("The mediation enters this."), "kind")
    if entered.at.day != today_in(put.terms.zone):
        words = _("What a side does counts from when it is entered: choose today.")
        raise Refused(words, "day")
    if not entered.words.strip():
        raise Refused(_("Say in words what your side does, and why."), "words")
    own = [name for name in put.text_ids if side in put.between(name) and put.agreed_at(name)]
    texts = list(entered.texts) or own
    if not texts or not {*texts} <= {*own}:
        raise Refused(_("Your side is not bound by such a text."), "texts")
    if entered.kind is EventKind.TERMINATED:
        _refuse_without_power(put, side, texts, now)
    return replace(entered, at=Moment.at(now), by=side, texts=texts)


def _refuse_without_power(
    put: VersionPut, side: str, texts: Sequence[str], now: datetime.datetime
) -> None:
    """Refuse an end that the terms do not let a side make alone. Raises `Refused`."""
    can = {
        one.text.id
        for one in powers_now(put.agreement, put.lives(now))
        if one.power.kind is PowerKind.TERMINATE
        and one.is_usable
        and side in one.power.who
        and not one.power.together
    }
    if not {*texts} <= can:
        words = _("The terms do not let your side end this text alone. It can leave it.")
        raise Refused(words, "kind")


def _refuse_uncountable(put: VersionPut, said: Mapping[str, Any]) -> None:
    """Refuse an event after which hours would be counted from a day. Raises `Refused`."""
    event = event_of(said, tuple(said["texts"]))
    agreement = put.agreement
    try:
        refuse_uncountable(replace(agreement, events=(*agreement.events, event)))
    except ValueError:
        words = _("The terms count hours from this: write the hour, or a period of days.")
        raise Refused(words, "time") from None


def _refuse_event(view: CaseView, put: VersionPut, entered: EventEntered, words: str) -> None:
    """Refuse an event that cannot be counted. Raises `Refused`."""
    agreement, kind = put.agreement, entered.kind
    if entered.at.day > today_in(agreement.zone):
        raise Refused(_("This day has not come yet."), "day")
    if not {*entered.texts} <= {*put.text_ids}:
        raise Refused(_("There is no such text."), "texts")
    if entered.event and (kind is not EventKind.HAPPENED or entered.event not in agreement.awaited):
        raise Refused(_("There is no such event that is awaited."), "event")
    if entered.event and any(one.id == entered.event for one in agreement.events):
        raise Refused(_("This is entered already."), "event")
    if kind is EventKind.HAPPENED and not (entered.event or words):
        raise Refused(_("Say what happened."), "words")
    about = entered.texts or put.text_ids
    if kind is not EventKind.HAPPENED and not all(put.agreed_at(name) for name in about):
        raise Refused(
            _("This text is not agreed yet, so nothing of this can happen to it."), "kind"
        )
    if kind in (EventKind.OBJECTED, EventKind.WITHDRAWN) and not entered.by:
        raise Refused(_("Say which side did it."), "by")
    sides = (MEDIATION, *view.case.party_ids, *_third_parties(view))
    if entered.by and entered.by not in sides:
        raise Refused(_("There is no such side."), "by")
    signers = {side for name in about for side in put.between(name)}
    if entered.by and kind in ACTS_OF_SIGNERS and entered.by not in signers:
        raise Refused(_("This side does not sign such a text."), "by")
    if (kind is EventKind.RENEWED) != bool(entered.period):
        raise Refused(_("A renewal is for a period, such as 60 days; nothing else is."), "period")
    if entered.period:
        try:
            read_period(entered.period)
        except ValueError:
            raise Refused(_("Write the period as 30 days or 6 months."), "period") from None


def _refuse_nothing_to_resume(put: VersionPut, event: EventEntered) -> None:
    """Refuse to take up again what this side did not suspend. Raises `Refused`."""
    known_at = latest_instant(event.at, put.terms.zone)
    lives = [one for one in put.lives(known_at) if not event.texts or one.text.id in event.texts]
    if not any(one.state is State.SUSPENDED for one in lives):
        raise Refused(_("It is not suspended then, so nothing is taken up again."), "kind")
    if event.by and not any(event.by in one.suspended_by for one in lives):
        words = _("Each side takes up again what it suspended itself: choose the side that did.")
        raise Refused(words, "by")


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
        owed = None if put is None else put.obligations.get(said.obligation)
        if put is None or owed is None:
            raise Refused(_("There is no such obligation."))
        if said.on > today_in(put.terms.zone):
            raise Refused(_("This day has not come yet."), "on")
        if (owed.every is None) != (said.occurrence is None):
            raise Refused(_("Say which one of those that come again it is about."))
        needed = Right.RELEASE if view.is_mediation else Right.SIGN
        if said.is_for_all and not view.may(needed):
            raise Refused(_("Only those who speak for your side tell all parties."), "is_for_all")
        payload = {
            "version": put.number,
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
