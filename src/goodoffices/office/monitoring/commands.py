"""Report an incident, tell all parties of it, look into it, answer, find: each one entry."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.agreement.coordinates import Place
from goodoffices.agreement.period import end_from
from goodoffices.formats.monitoring.library import vocabulary_of
from goodoffices.monitoring.day import AnsweredIncident
from goodoffices.monitoring.decisions import SaidSame
from goodoffices.monitoring.findings import FOUND, Status
from goodoffices.office.access.acting import acting
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.agreement.readings import VersionPut, agreement_now
from goodoffices.office.answers.readings import own_side
from goodoffices.office.monitoring.readings import (
    KnownIncident,
    can_answer,
    incidents_known,
    may_find,
)
from goodoffices.office.record.commands import common_log, log_of, record
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import clock_and_chance
from goodoffices.procedure import MEDIATION, PARTIES, Moment
from goodoffices.record.kinds import (
    INCIDENT_ANSWERED,
    INCIDENT_FOUND,
    INCIDENT_INQUIRY,
    INCIDENT_JOINED,
    INCIDENT_PARTED,
    INCIDENT_REPORTED,
)

#: Characters of words, of a place, of evidence; metres to which a place is known, at most.
MOST_WORDS, MOST_PLACE, MOST_EVIDENCE, MOST_METRES = 4_000, 200, 1_000, 1_000_000
#: Days that an accused side has where the agreement says none.
DAYS_TO_ANSWER = 7


@dataclass(frozen=True, kw_only=True)
class IncidentSaid:
    """An incident as somebody reports it. ``spot``: degrees; ``within``: metres, known to which."""

    act: str
    objects: tuple[str, ...]
    actor: str
    begins: datetime.datetime
    until: datetime.datetime
    place: str
    spot: Place | None
    within: int
    words: str
    is_for_all: bool


def report_incident(view: CaseView, said: IncidentSaid, idempotency_key: uuid.UUID | None) -> str:
    """Report an incident for one's side; give its id. Raises `Refused`.

    It is between the side and the mediation unless somebody who speaks for it tells all parties.
    """
    words, place = said.words.strip(), said.place.strip()
    name = clock_and_chance.new_id().hex
    with acting(view, Right.REPORT_PROGRESS, idempotency_key) as act:
        _agreement(view)
        _refuse_incident(view, said, words)
        _refuse_telling(view, is_for_all=said.is_for_all)
        payload: dict[str, Any] = {
            "incident": name,
            "party": own_side(view),
            "act": said.act,
            "objects": list(said.objects),
            "actor": said.actor,
            "begins": said.begins.isoformat(),
            "until": said.until.isoformat(),
            "place": place[:MOST_PLACE],
            "latitude": "" if said.spot is None else f"{said.spot[0]:.6f}",
            "longitude": "" if said.spot is None else f"{said.spot[1]:.6f}",
            "within": "" if said.spot is None else str(said.within),
            "words": words,
        }
        log = common_log(view.case_id, PARTIES) if said.is_for_all else log_of(act.side)
        record(log, view.actor, INCIDENT_REPORTED, act.at, payload)
    return name


def _agreement(view: CaseView) -> VersionPut:
    put = agreement_now(view)
    if put is None:
        raise Refused(_("There is no agreement yet."))
    return put


def _refuse_incident(view: CaseView, said: IncidentSaid, words: str) -> None:
    """Refuse an incident that cannot be. Raises `Refused`."""
    vocabulary = vocabulary_of()
    if not 0 < len(words) <= MOST_WORDS:
        raise Refused(_("Say in words what happened, in at most 4,000 characters."), "words")
    if said.act not in vocabulary.acts.by_id:
        raise Refused(_("Choose what was done."), "act")
    if not {*said.objects} <= {*vocabulary.objects.by_id}:
        raise Refused(_("Choose what it was done to."), "objects")
    sides = {*view.case.party_ids, *(one.id for one in view.case.third_parties), ""}
    if said.actor not in sides:
        raise Refused(_("Choose a side, or that it is not known."), "actor")
    # By the clock of the world: where clocks are set back or on, their own order says nothing.
    if int(said.until.timestamp()) <= int(said.begins.timestamp()):
        raise Refused(_("It ends before it begins."), "until")
    if said.begins > clock_and_chance.now():
        raise Refused(_("This has not happened yet."), "day")
    if not 0 <= said.within <= MOST_METRES:
        raise Refused(_("Say to how many metres the place is known, up to 1,000,000."), "within")


def _refuse_telling(view: CaseView, *, is_for_all: bool) -> None:
    needed = Right.RELEASE if view.is_mediation else Right.SIGN
    if is_for_all and not view.may(needed):
        raise Refused(_("Only those who speak for your side tell all parties."), "is_for_all")


def can_publish(view: CaseView, one: KnownIncident) -> bool:
    """Tell whether she may tell all parties of an incident: it is her side's, and not told yet."""
    needed = Right.RELEASE if view.is_mediation else Right.SIGN
    own = own_side(view)
    was_told = one.is_for_all or bool(one.entered.inquiries or one.entered.replies)
    return not was_told and one.reports[0].side == own and view.may(needed)


def publish_incident(view: CaseView, name: str, idempotency_key: uuid.UUID | None) -> None:
    """Tell all parties of an incident that one's side reported, word for word. Raises `Refused`."""
    right = Right.RELEASE if view.is_mediation else Right.SIGN
    with acting(view, right, idempotency_key) as act:
        one = incidents_known(view, _agreement(view)).find(name)
        if one is None or not can_publish(view, one):
            raise Refused(_("There is no such report of your side that is not told yet."))
        log = common_log(view.case_id, PARTIES)
        record(log, view.actor, INCIDENT_REPORTED, act.at, _payload_of(view, name))


def _payload_of(view: CaseView, name: str) -> Mapping[str, Any]:
    entries = view.entries_of(INCIDENT_REPORTED)
    return next(one.payload for one in entries if one.kind and one.payload["incident"] == name)


def answer_until(put: VersionPut, now: datetime.datetime) -> datetime.datetime:
    """Give until when an accused side may answer, by the agreement, counted from now."""
    within = put.terms.answer_within
    if within is None:
        return now + datetime.timedelta(days=DAYS_TO_ANSWER)
    return end_from(Moment.at(now), within, put.terms.zone).after


def open_inquiry(view: CaseView, name: str, idempotency_key: uuid.UUID | None) -> None:
    """Begin to look into an incident that all parties know. Raises `Refused`."""
    with acting(view, Right.RELEASE, idempotency_key, while_paused=False) as act:
        one = incidents_known(view, _agreement(view)).find(name)
        if one is None or not one.is_for_all:
            raise Refused(_("All parties have to know of it before it is looked into."))
        if not one.answered.alleging:
            raise Refused(_("Nothing is alleged here that the agreement forbids."))
        if one.entered.inquiries:
            raise Refused(_("It is looked into already."))
        said = {"incident": one.id, "answer_by": answer_until(one.put, act.at).isoformat()}
        record(common_log(view.case_id, PARTIES), view.actor, INCIDENT_INQUIRY, act.at, said)


def answer_incident(
    view: CaseView, name: str, words: str, idempotency_key: uuid.UUID | None
) -> None:
    """Answer to an allegation for one's side; all parties read it. Raises `Refused`."""
    words = words.strip()
    if not 0 < len(words) <= MOST_WORDS:
        raise Refused(_("Write the answer, in at most 4,000 characters."), "words")
    with acting(view, Right.SIGN, idempotency_key) as act:
        put = _agreement(view)
        one = incidents_known(view, put).find(name)
        if one is None or not can_answer(view, one):
            raise Refused(_("Nothing waits for an answer of your side here."))
        said = {"incident": one.id, "party": own_side(view), "words": words}
        record(common_log(view.case_id, PARTIES), view.actor, INCIDENT_ANSWERED, act.at, said)


@dataclass(frozen=True, kw_only=True)
class FindingSaid:
    """What a finder finds of an incident, for one obligation."""

    obligation: str
    found: str
    words: str
    evidence: str
    sha256: str


def find_incident(
    view: CaseView, name: str, said: FindingSaid, idempotency_key: uuid.UUID | None
) -> None:
    """Say what one's side finds of an incident, as one of those who find. Raises `Refused`.

    Nothing is found before the accused side answered, or its time is over.
    """
    words, evidence = said.words.strip(), said.evidence.strip()
    if not 0 < len(words) <= MOST_WORDS or len(evidence) > MOST_EVIDENCE:
        raise Refused(_("Say why, in at most 4,000 characters."), "words")
    if said.found not in [str(one) for one in FOUND]:
        raise Refused(_("Choose what is found."), "found")
    if said.sha256 and (len(said.sha256) != 64 or not set(said.sha256) <= set("0123456789abcdef")):
        raise Refused(_("A SHA-256 has 64 digits from 0 to f."), "sha256")
    with acting(view, Right.SIGN, idempotency_key, while_paused=False) as act:
        put = _agreement(view)
        one = incidents_known(view, put).find(name)
        if one is None or not one.is_for_all or not may_find(view, one.put):
            raise Refused(_("Your side finds nothing here."))
        if said.obligation not in one.put.obligations:
            raise Refused(_("There is no such obligation."), "obligation")
        status = answered_status(one.answered, said.obligation)
        if status is None or status in (Status.ALLEGED, Status.UNDER_INQUIRY):
            words_ = _("Nothing is found before the accused side answered, or its time is over.")
            raise Refused(words_)
        payload = {
            "incident": one.id,
            "obligation": said.obligation,
            "party": own_side(view) or MEDIATION,
            "found": said.found,
            "words": words,
            "evidence": evidence,
            "sha256": said.sha256,
        }
        record(common_log(view.case_id, PARTIES), view.actor, INCIDENT_FOUND, act.at, payload)


def join_incidents(
    view: CaseView, name: str, other: str, idempotency_key: uuid.UUID | None
) -> None:
    """Say that two incidents that all parties know are one event. Raises `Refused`."""
    with acting(view, Right.RELEASE, idempotency_key, while_paused=False) as act:
        known = incidents_known(view, _agreement(view))
        one, two = known.find(name), known.find(other)
        if one is None or two is None or not (one.is_for_all and two.is_for_all):
            raise Refused(_("Choose an incident that all parties know."), "other")
        if one.id == two.id:
            raise Refused(_("They are one event already."), "other")
        if _is_answered(one, act.at) or _is_answered(two, act.at):
            # An answer to one report is none to the other: who is accused has a word on each.
            words = _("One of them was answered, or the time to answer is over: they stay apart.")
            raise Refused(words, "other")
        log = common_log(view.case_id, PARTIES)
        said = {"incidents": sorted([one.id, two.id])}
        record(log, view.actor, INCIDENT_JOINED, act.at, said)


def _is_answered(one: KnownIncident, at: datetime.datetime) -> bool:
    entered = one.entered
    is_over = any(each.answer_by and each.answer_by <= at for each in entered.inquiries)
    return bool(entered.replies or entered.findings) or is_over


def part_incidents(view: CaseView, name: str, pair: str, idempotency_key: uuid.UUID | None) -> None:
    """Say that two reports that were joined are not one event. Raises `Refused`.

    ``pair``: their ids, as `pair_of` writes them.
    """
    with acting(view, Right.RELEASE, idempotency_key, while_paused=False) as act:
        one = incidents_known(view, _agreement(view)).find(name)
        joined = [] if one is None else one.joined
        said = next((each for each in joined if pair_of(each) == pair), None)
        if said is None:
            raise Refused(_("These are not joined."), "pair")
        log = common_log(view.case_id, PARTIES)
        record(log, view.actor, INCIDENT_PARTED, act.at, {"incidents": list(said.incidents)})


def pair_of(said: SaidSame) -> str:
    """Write which reports a person said are one event, as forms send it."""
    return "-".join(said.incidents)


def answered_status(answered: AnsweredIncident, obligation: str) -> Status | None:
    """Give how far an allegation has come; None where nothing of the obligation is alleged."""
    found = (one for (name, _of), one in answered.standings.items() if name == obligation)
    return next((one.status for one in found), None)
