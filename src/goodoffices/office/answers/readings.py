"""What is read of calls for answers: what was asked, and of the answers what the rule lets see."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import SideKind
from goodoffices.office.access.opened import EntryView
from goodoffices.office.access.sides import label_of_party
from goodoffices.office.answers.rules import Asks, rule_of
from goodoffices.office.answers.settling import looking_at_all, settled
from goodoffices.office.models import AnswerCall, SealedAnswer, Side
from goodoffices.office.sealing import clock_and_chance
from goodoffices.procedure import (
    MEDIATION,
    SEAT,
    CallForAnswers,
    GivenAnswer,
    SeenAnswers,
    WhetherRule,
    WhoSees,
    seen_by,
)
from goodoffices.record.entry_kind import EntryKind
from goodoffices.record.kinds import (
    CALL_ANNOUNCED,
    CALL_ANSWERED,
    CALL_CLOSED,
    CALL_KINDS,
    CALL_OPENED,
    CALL_SHOWN,
    STATEMENT_ANSWERED,
)


@dataclass(frozen=True, kw_only=True)
class AnswerRead:
    """An answer that she may read: who gave it when, in which words."""

    party: str
    choice: str
    words: str
    at: datetime.datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class BetterShown:
    """A better package than the one that is agreed. ``gain``: of her side; empty for others."""

    package: Mapping[str, str]
    gain: str


@dataclass(frozen=True, kw_only=True)
class CallRead:
    """A call for answers as somebody may know it.

    ``rule``: by its name; ``asks``: what it is asked with beside the words; ``seen``: what she sees
    of the answers now; ``given``: the answers that she may read, the newest first; ``told_at``:
    when the result was entered (None: it was not yet); ``number`` of ``of`` calls that were
    announced on the ``matter``; ``announced``: when its hour was announced once more, the newest
    first; ``is_seated``: who would sit down did; ``shown``: the
    better package that all wanted to see.
    """

    call: CallForAnswers
    rule: str
    asks: Asks
    words: str
    package: Mapping[str, str]
    matter: str
    number: int
    of: int
    by: str
    seen: SeenAnswers
    given: tuple[AnswerRead, ...]
    is_closed: bool
    told_at: datetime.datetime | None
    announced: tuple[datetime.datetime, ...]
    shown: BetterShown | None = None
    is_seated: bool = False

    @property
    def is_being_found(self) -> bool:
        """Tell whether its hour has come, and what exists is still being looked for."""
        is_open = self.seen.joint is None and self.told_at is None
        return self.is_closed and is_open and isinstance(self.call.rule, WhetherRule)

    @property
    def is_assessment(self) -> bool:
        """Tell whether the mediation alone sees its answers."""
        return self.call.rule.who_sees is WhoSees.MEDIATION


def list_calls(view: CaseView) -> list[CallRead]:
    """List the calls for answers of which she may know, the newest first; read once a request."""
    if CALL_OPENED not in view.remembered:
        view.remembered[CALL_OPENED] = _list_calls(view)
    found: list[CallRead] = view.remembered[CALL_OPENED]
    return found


def _list_calls(view: CaseView) -> list[CallRead]:
    # In the mediation's own log all sides stand; for an assessment in that of a side itself alone.
    entries = sorted(
        _entries(view, CALL_OPENED),
        key=lambda one: (one.at, one.label == MEDIATION),
    )
    opened = {one.payload["call"]: one for one in entries}
    if not opened:
        return []
    closed = {one.payload["call"]: one for one in _entries(view, CALL_CLOSED)}
    now = clock_and_chance.now()
    rows = {str(row.pk): row for row in AnswerCall.objects.filter(pk__in=opened)}
    newest = sorted(opened.items(), key=lambda one: one[1].at, reverse=True)
    return [_read(view, one, closed.get(call), rows.get(call), now) for call, one in newest]


def asked_before(view: CaseView, rule: str) -> set[str]:
    """Find after which calls something was asked by a rule, whatever was destroyed since."""
    rows = AnswerCall.objects.filter(case_id=view.case_id)
    return {row.said["asks"]["after"] for row in rows if row.said.get("rule") == rule}


def find_call(view: CaseView, call: str) -> CallRead | None:
    """Find a call of which she may know; None where there is none."""
    return next((one for one in list_calls(view) if one.call.id == call), None)


def open_calls(view: CaseView) -> list[CallRead]:
    """List the calls whose hour has not come, and to which her side can answer."""
    own = own_side(view)
    return [one for one in list_calls(view) if not one.is_closed and own in one.call.sides]


def id_asked(side: Side) -> str:
    """Give the id by which a side is asked."""
    return MEDIATION if side.kind == SideKind.MEDIATION else side.party


def parties_asked(view: CaseView, parties: Collection[str]) -> list[Side]:
    """List the sides of parties that are in the talks still, in the order of their places."""
    asked = Side.objects.filter(
        case_id=view.case_id, kind=SideKind.PARTY, party__in=parties, left_at=None
    )
    return list(asked.order_by("place"))


def own_side(view: CaseView) -> str:
    """Give the id by which her side is asked; empty where it never is."""
    return MEDIATION if view.is_mediation else view.side.party


def _read(
    view: CaseView,
    opened: EntryView,
    closed: EntryView | None,
    row: AnswerCall | None,
    now: datetime.datetime,
) -> CallRead:
    """Read a call. ``row``: what is kept of it; None where it is of a case that was deleted."""
    said = opened.payload
    closes = datetime.datetime.fromisoformat(said["closes"])
    call = call_of(said["call"], said, opened.at, closes)
    rule = call.rule
    # What was settled or told stays closed, whatever the clock says.
    is_told = row is None or row.told_at is not None
    is_over = is_told or (row is not None and row.joint_sealed is not None)
    is_closed = is_over or closed is not None or call.is_closed(now)
    given: tuple[AnswerRead, ...] = ()
    if rule.is_sealed:
        # From the hour on nobody needs what a side answered.
        seen = SeenAnswers(own=None, joint=None, each={})
        if not is_closed:
            seen = seen_by(call, own_answer(view, call), own_side(view), now)
    else:
        is_open = rule.who_sees is WhoSees.EVERYBODY and not is_told
        given = answers_to_all(call) if is_open else answers_in_entries(view, call.id)
        seen = seen_by(call, answers_from(given), own_side(view), now)
    if rule.tells_result and not is_closed:
        # What a side took back by leaving does not count, though its entry stands.
        stand = _sides_that_answer(call)
        given = tuple(one for one in given if one.party in stand)
        seen = seen_by(call, answers_from(given), own_side(view), now)
    if is_closed and (rule.is_sealed or rule.tells_result or is_told):
        # Once it was told, what came of it stands in the record alone.
        joint = None if closed is None else closed.payload["result"]
        seen = replace(seen, joint=joint if is_told or closed is not None else settled(call))
    return CallRead(
        call=call,
        rule=said["rule"],
        asks=said["asks"],
        words=said["words"],
        package=said["package"],
        matter=said["matter"],
        number=said["number"],
        of=said["of"],
        by=opened.actor,
        seen=seen,
        given=given,
        is_closed=is_closed,
        told_at=None if closed is None else closed.at,
        shown=_shown(view, call.id),
        is_seated=row is not None and rule == SEAT and bool(row.found),
        announced=tuple(
            one.at for one in _entries(view, CALL_ANNOUNCED) if _is_once(view, one, call.id)
        ),
    )


def _shown(view: CaseView, call: str) -> BetterShown | None:
    """Find the better package that was shown, with the gain of her own side."""
    for one in _entries(view, CALL_SHOWN):
        if _is_once(view, one, call):
            return BetterShown(package=one.payload["package"], gain=one.payload["gain"])
    return None


def _is_once(view: CaseView, entry: EntryView, call: str) -> bool:
    """Tell whether an entry is of a call, counted once where it stands in several logs."""
    own = MEDIATION if view.is_mediation else entry.label
    return bool(entry.payload["call"] == call and entry.label == own)


def call_of(
    call: str, said: Mapping[str, Any], at: datetime.datetime, closes: datetime.datetime
) -> CallForAnswers:
    """Make a call of what is kept of it: its rule and its sides, when it opened and when it closes.

    An entry never stands before the one before it: after a clock that was set back it may be of a
    later time than its act, and than the hour.
    """
    return CallForAnswers(
        id=call,
        sides=tuple(said["sides"]),
        rule=rule_of(said),
        opens=min(at, closes - datetime.timedelta(minutes=1)),
        closes=closes,
    )


def _entries(view: CaseView, kind: EntryKind) -> list[EntryView]:
    """List the entries of a kind, the newest first; all kinds of calls are fetched at once."""
    found = view.entries_of(*CALL_KINDS)
    return [one for one in found if one.kind == kind.name]


def answers_in_entries(view: CaseView, call: str) -> tuple[AnswerRead, ...]:
    """List the answers to a call that stand in entries which she reads, the newest first.

    What was passed on to all who were asked stands in the log of each; it is listed once.
    """
    found: dict[tuple[str, str, str], AnswerRead] = {}
    for one in view.entries_of(*CALL_KINDS):
        if one.kind not in (CALL_ANSWERED.name, STATEMENT_ANSWERED.name):
            continue
        said = _answer_said(one)
        if said["call"] == call and (one.label == _log_of(said["party"]) or not view.is_mediation):
            answer = AnswerRead(
                party=said["party"],
                choice=said["choice"],
                words=said["words"],
                at=one.at,
                by=one.actor,
            )
            found[said["party"], said["choice"], one.digest] = answer
    return tuple(found.values())


def _answer_said(one: EntryView) -> Mapping[str, Any]:
    """Give what an entry answers; an approval of a statement says whether the side agrees."""
    if one.kind == CALL_ANSWERED.name:
        return one.payload
    return {**one.payload, "choice": "approve" if one.payload["agrees"] else "refuse", "words": ""}


def _log_of(party: str) -> str:
    """Give the label of the log in which a side's own answers stand."""
    return MEDIATION if party == MEDIATION else label_of_party(party)


def answers_to_all(call: CallForAnswers) -> tuple[AnswerRead, ...]:
    """List the answers to a call whose rule lets all who were asked read them, the newest first."""
    with looking_at_all(uuid.UUID(call.id)):
        rows = SealedAnswer.objects.filter(call_id=uuid.UUID(call.id)).select_related("side")
        found = [(row.side.party, row.choice) for row in rows]
    given = [
        AnswerRead(
            party=party,
            choice=said["choice"],
            words=said["words"],
            at=datetime.datetime.fromisoformat(said["at"]),
            # Names stand in the record, where they can be erased.
            by="",
        )
        for party, said in found
        if said
    ]
    return tuple(sorted(given, key=lambda one: (one.at, one.party), reverse=True))


def _sides_that_answer(call: CallForAnswers) -> set[str]:
    """Find the sides whose answer would count now."""
    with looking_at_all(uuid.UUID(call.id)):
        rows = SealedAnswer.objects.filter(call_id=uuid.UUID(call.id)).select_related("side")
        return {row.side.party for row in rows if row.choice}


def answers_from(given: Sequence[AnswerRead]) -> tuple[GivenAnswer, ...]:
    """Give answers as the machine takes them, the earliest first."""
    return tuple(
        GivenAnswer(side=one.party, at=one.at, choice=one.choice) for one in reversed(given)
    )


def own_answer(view: CaseView, call: CallForAnswers) -> tuple[GivenAnswer, ...]:
    """Open what her own side answered; nothing of any other side is looked at."""
    if view.side.party not in call.sides or view.is_locked:
        return ()
    row = SealedAnswer.objects.filter(call_id=uuid.UUID(call.id), side_id=view.side.id).first()
    if row is None or not row.choice:
        return ()
    # When it was given is kept nowhere.
    return (GivenAnswer(side=view.side.party, at=call.opens, choice=row.choice),)
