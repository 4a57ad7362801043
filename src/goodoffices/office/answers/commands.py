"""Ask sides for answers until an hour, and answer."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goodoffices.office.access.acting import acting
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import SideKind
from goodoffices.office.access.rights import Right
from goodoffices.office.answers.after_yes import BEFORE, asked_after
from goodoffices.office.answers.asking import asked_with, text_to_approve
from goodoffices.office.answers.readings import (
    CallRead,
    find_call,
    id_asked,
    own_side,
    parties_asked,
)
from goodoffices.office.answers.rules import RULES, Asks, kept_of
from goodoffices.office.answers.settling import looking_at_all
from goodoffices.office.models import AnswerCall, SealedAnswer, Side
from goodoffices.office.pages.numbers import lazy_number
from goodoffices.office.people.commands import add_side
from goodoffices.office.record.commands import log_of, record
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import clock_and_chance, journal
from goodoffices.procedure import (
    ALL_AGREE,
    ASSESSMENT,
    MEDIATION,
    SEAT,
    STATEMENT,
    GivenAnswer,
    NotTaken,
    Reason,
    Rule,
    WhoSees,
    with_answer,
)
from goodoffices.record.kinds import CALL_ANNOUNCED, CALL_ANSWERED, CALL_OPENED

MOST_WORDS, MOST_CALLS = 4_000, 9
#: How long a call is open, at least and at most.
LEAST_OPEN, MOST_OPEN = datetime.timedelta(minutes=5), datetime.timedelta(days=366)
WORDS = format_lazy(
    gettext_lazy("Say in 1 to {most} characters what is put."), most=lazy_number(MOST_WORDS)
)
TOO_LONG = format_lazy(
    gettext_lazy("Say it in at most {most} characters."), most=lazy_number(MOST_WORDS)
)
WHY_NOT = {
    Reason.NOT_ASKED: gettext_lazy("There is no such question before your side."),
    Reason.CLOSED: gettext_lazy("The hour has passed. Nothing was changed."),
    Reason.NO_CHOICE: gettext_lazy("Choose one of the answers."),
    Reason.STANDS: gettext_lazy("Your answer stands."),
}


@dataclass(frozen=True, kw_only=True)
class WhatIsPut:
    """What is put to sides for an answer, by which rule, and until when.

    ``asks``: what the rule is asked with beside the words (`asking`); ``package``: empty where
    words alone are put; ``parties``: who is asked; for an assessment the mediation, too; ``again``:
    the matter of a call before this one, empty where it is the first on its matter; ``of``: how
    many calls there will be on it, which is announced with the first.
    """

    rule: str
    words: str
    parties: Collection[str]
    closes: datetime.datetime
    asks: Asks = field(default_factory=dict)
    package: Mapping[str, str] = field(default_factory=dict)
    again: str = ""
    of: int = 1


#: Gives what a rule is asked with, of the id of the call.
AsksOf = Callable[[uuid.UUID], Asks]


def open_call(
    view: CaseView,
    put: WhatIsPut,
    idempotency_key: uuid.UUID | None,
    asks_of: AsksOf | None = None,
) -> None:
    """Ask sides for answers until an hour. Raises `Refused`.

    Each reads the same; for an assessment nobody reads who else is asked. ``asks_of``: gives what
    the rule is asked with, within the act, of the id of the call; empty where the rule says.
    """
    words = put.words.strip()
    if not 0 < len(words) <= MOST_WORDS:
        raise Refused(WORDS, "words")
    with acting(view, Right.RELEASE, idempotency_key, while_paused=False) as act:
        call_id = clock_and_chance.new_id()
        if asks_of is not None:
            asks = asks_of(call_id)
        elif put.rule in BEFORE:
            asks, package, parties = asked_after(view, put.rule, put.asks["after"])
            put = replace(put, asks=asks, package=package, parties=parties)
        elif put.rule == "approval":
            asks = text_to_approve(view, put.asks["text"])
        else:
            asks = asked_with(view.case, put.rule, put.asks, put.parties)
        rule = RULES[put.rule](asks)
        sides = _sides_asked(view, put)
        _refuse_hurry(view, put.closes - act.at)
        if not LEAST_OPEN <= put.closes - act.at <= MOST_OPEN:
            raise Refused(_("The hour lies from five minutes to a year from now."), "day")
        asked = [id_asked(side) for side in sides]
        place = _place(view, put, rule, asked, str(call_id))
        kept = {"rule": put.rule, "asks": asks, "sides": asked, **place}
        row = AnswerCall(id=call_id, case_id=view.case_id, closes_at=put.closes)
        row.said = {**kept, "asks": kept_of(asks)}
        row.save(force_insert=True)
        if rule.who_sees is not WhoSees.MEDIATION or rule.tells_result:
            _make_rows(call_id, sides)
        said = {
            **kept,
            "call": str(call_id),
            "words": words,
            "package": dict(put.package),
            "closes": put.closes.isoformat(),
        }
        record(log_of(act.side), view.actor, CALL_OPENED, act.at, said)
        for side in sides:
            if side.kind == SideKind.PARTY:
                own = {**said, "sides": [side.party]} if rule in (ASSESSMENT, SEAT) else said
                record(log_of(side), view.actor, CALL_OPENED, act.at, own)


def _sides_asked(view: CaseView, put: WhatIsPut) -> list[Side]:
    """List the sides that are asked, the mediation last. Raises `Refused`."""
    parties = {*put.parties} - {MEDIATION}
    found = parties_asked(view, parties)
    least = 1 if put.rule in ("assessment", "seat", "statement") else 2
    if len(found) != len(parties) or len({*put.parties}) < least:
        raise Refused(
            _("Name who is asked: two or more, save for an assessment or a seat."), "parties"
        )
    if MEDIATION not in put.parties:
        return found
    if put.rule != "assessment":
        raise Refused(_("The mediation itself gives an assessment alone."), "parties")
    return [*found, view.actor.side]


def _refuse_hurry(view: CaseView, time: datetime.timedelta) -> None:
    """Refuse less time than the ground rules give for reading. Raises `Refused`."""
    hours = view.case.ground_rules.reading_time
    if hours is not None and time < datetime.timedelta(hours=hours):
        words = ngettext(
            "The ground rules give {n} hour between circulation and a decision.",
            "The ground rules give {n} hours between circulation and a decision.",
            hours,
        )
        raise Refused(words.format(n=hours), "day")


def _place(
    view: CaseView, put: WhatIsPut, rule: Rule, sides: list[str], call: str
) -> dict[str, Any]:
    """Say which matter a call is on, and the how-many-th of how many. Raises `Refused`.

    A further call is put to the same sides; of one that is not sealed there is one.
    """
    first = {"matter": call, "number": 1, "of": put.of}
    if not rule.is_sealed:
        if put.again or put.of != 1:
            raise Refused(_("This is asked for once; ask anew for another."), "of")
        return first
    if not put.again:
        if not 1 <= put.of <= MOST_CALLS:
            raise Refused(_("There are from one to nine calls on one matter."), "of")
        return first
    rows = AnswerCall.objects.filter(case_id=view.case_id)
    before = [row for row in rows if row.said.get("matter") == put.again]
    if not before:
        raise Refused(_("There is no such call."), "again")
    newest = max(before, key=lambda row: row.said["number"])
    if newest.closes_at > clock_and_chance.now():
        raise Refused(_("The call before it is still open."), "again")
    if newest.said["number"] >= newest.said["of"]:
        raise Refused(_("All calls that were announced on this matter have been."), "again")
    if newest.said["sides"] != sides or newest.said["rule"] != put.rule:
        words = _("A further call is put to the same sides as the first, by the same rule.")
        raise Refused(words, "parties")
    return {"matter": put.again, "number": newest.said["number"] + 1, "of": newest.said["of"]}


def _make_rows(call: uuid.UUID, sides: Collection[Side]) -> None:
    """Make a row of one size for each side: whether somebody answers changes no count of rows."""
    with looking_at_all(call):
        for side in sides:
            row = SealedAnswer(id=clock_and_chance.new_id(), call_id=call, side=side)
            row.choice = ""
            row.save(force_insert=True)


def give_answer(view: CaseView, call: str, choice: str) -> None:
    """Answer under seal for one's side, or take its answer back (``choice`` empty).

    It is no entry, and nobody else learns of it, or that it was changed. Whoever sends the same
    twice changes nothing; what is sent last counts, whichever page it comes from. Raises `Refused`.
    """
    with acting(view, Right.ANSWER, None) as act:
        found = find_call(view, call)
        if found is None or not found.call.rule.is_sealed:
            raise Refused(WHY_NOT[Reason.NOT_ASKED])
        refuse_answer(view, found, act.at, choice or None)
        seal_answer(view, call, choice)
        journal.ask()


def seal_answer(view: CaseView, call: str, choice: str | Mapping[str, str]) -> None:
    """Write what one's side answers into its row, in the place of what it answered before."""
    row = SealedAnswer.objects.get(call_id=uuid.UUID(call), side_id=view.side.id)
    row.choice = choice
    row.save(update_fields=["choice_sealed"])


def assess(view: CaseView, call: str, choice: str, words: str) -> None:
    """Answer for one's side to a call whose answers are entries. Raises `Refused`.

    The last one counts, and what stands already is not entered again. To an assessment it is for
    the mediation alone, and whoever reserves or rejects says why; in a silence procedure all who
    were asked read it at once, and whoever objects says why.
    """
    words = words.strip()
    if len(words) > MOST_WORDS:
        raise Refused(TOO_LONG, "assessment_words")
    with acting(view, Right.ASSESS, None) as act:
        found = find_call(view, call)
        if found is None or found.call.rule.is_sealed or found.call.rule == STATEMENT:
            raise Refused(WHY_NOT[Reason.NOT_ASKED])
        refuse_answer(view, found, act.at, choice)
        rule = found.call.rule
        if rule != SEAT and choice not in ("accept", "agree") and not words:
            raise Refused(_("Say why, and what would have to change."), "assessment_words")
        before = next((one for one in found.given if one.party == own_side(view)), None)
        if before is not None and (before.choice, before.words) == (choice, words):
            return
        said = {"call": call, "party": own_side(view), "choice": choice, "words": words}
        entry = record(log_of(act.side), view.actor, CALL_ANSWERED, act.at, said)
        if rule.tells_result:
            # The result is settled from these, whatever else is locked at the hour.
            seal_answer(view, call, choice)
        if rule.who_sees is WhoSees.EVERYBODY:
            # The others read it at once: from the row, as no side writes into another's log.
            given = {"choice": choice, "words": words, "at": entry.at.isoformat()}
            seal_answer(view, call, given)


def announce_again(view: CaseView, call: str, idempotency_key: uuid.UUID | None) -> None:
    """Announce the hour of an open call once more, to all who were asked. Raises `Refused`.

    A deadline with a consequence needs that: it is recorded, the same for each of them, whoever
    has answered.
    """
    with acting(view, Right.RELEASE, idempotency_key, while_paused=False) as act:
        found = find_call(view, call)
        if found is None or found.is_closed or found.call.closes is None:
            raise Refused(_("There is no such call whose hour is to come."))
        said = {"call": call, "closes": found.call.closes.isoformat()}
        asked = parties_asked(view, found.call.sides)
        for log in [log_of(act.side), *map(log_of, asked)]:
            record(log, view.actor, CALL_ANNOUNCED, act.at, said)


def open_seat(view: CaseView, call: str, idempotency_key: uuid.UUID | None) -> None:
    """Let somebody sit down to whom all consented who were asked. Raises `Refused`."""
    found = find_call(view, call)
    if found is None or found.call.rule != SEAT or found.seen.joint != ALL_AGREE:
        raise Refused(_("There is no seat to which all consented."))
    if {*view.case.seats} - {*found.call.sides}:
        raise Refused(_("The case names others now whose consent a seat needs: ask anew."))
    kind, name = SideKind(found.asks["kind"]), found.asks["name"]
    add_side(view, kind, name, idempotency_key, seat=call)


def refuse_answer(
    view: CaseView, found: CallRead, at: datetime.datetime, choice: str | None
) -> None:
    """Refuse an answer that is not taken. Raises `Refused`."""
    if found.is_closed:
        raise Refused(WHY_NOT[Reason.CLOSED])
    given = GivenAnswer(side=own_side(view), at=at, choice=choice)
    try:
        with_answer(found.call, (), given)
    except NotTaken as refusal:
        raise Refused(WHY_NOT[refusal.why]) from None
