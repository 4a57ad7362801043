"""What is read of joint statements and of lines to take."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.answers.readings import CallRead, list_calls
from goodoffices.office.models import Log
from goodoffices.office.record.passkeys import Statement
from goodoffices.office.statements.publishing import list_public
from goodoffices.procedure import ALL_AGREE, MEDIATION
from goodoffices.record.kinds import LINES_AGREED, LINES_PUT, STATEMENT_ANSWERED
from goodoffices.record.publication import Publication


def list_statements(view: CaseView) -> list[CallRead]:
    """List the statements that were put to her side, or for the mediation all, the newest first."""
    if not view.may(Right.SEE_ITEMS):
        return []
    return [one for one in list_calls(view) if one.rule == "statement"]


def find_statement(view: CaseView, call: str) -> CallRead | None:
    """Find a statement that was put to her side; None where there is none."""
    return next((one for one in list_statements(view) if one.call.id == call), None)


def is_public(one: CallRead) -> bool:
    """Tell whether a statement is public now."""
    return one.is_closed and one.seen.joint == ALL_AGREE


def find_published(view: CaseView, statement: str) -> Publication | None:
    """Find a statement of the case that is public now; everybody in the case reads it."""
    public = (one.statement for one in list_public(view))
    return next((one for one in public if one.id == statement), None)


def approval_of(view: CaseView, found: CallRead, once: uuid.UUID) -> Statement:
    """Give the approval of a statement as a person signs it."""
    said = {
        "call": found.call.id,
        "party": view.side.party,
        "agrees": True,
        "sha256": found.asks["sha256"],
    }
    log = Log.objects.get(case_id=view.case_id, side_id=view.side.id)
    return Statement(kind=STATEMENT_ANSWERED, log=log, once=once, payload=said)


@dataclass(frozen=True, kw_only=True)
class LinesRead:
    """Lines to take of one side. ``agrees``: what it answered last; None: nothing yet."""

    id: str
    party: str
    round: str
    words: str
    at: datetime.datetime
    by: str
    agrees: bool | None
    answered_at: datetime.datetime | None


def list_lines(view: CaseView) -> list[LinesRead]:
    """List the lines to take that she may know: of her side, or for the mediation of each."""
    entries = [one for one in view.entries_of(LINES_PUT, LINES_AGREED) if one.kind]
    answers = {}
    for one in reversed(entries):
        if one.kind == LINES_AGREED.name:
            answers[one.payload["lines"]] = one
    found = []
    for one in entries:
        if one.kind != LINES_PUT.name or one.label == MEDIATION:
            continue
        answer = answers.get(one.payload["lines"])
        found.append(
            LinesRead(
                id=one.payload["lines"],
                party=one.label.removeprefix("party:"),
                round=one.payload["round"],
                words=one.payload["words"],
                at=one.at,
                by=one.actor,
                agrees=None if answer is None else answer.payload["agrees"],
                answered_at=None if answer is None else answer.at,
            )
        )
    return found


def find_lines(view: CaseView, lines: str) -> LinesRead | None:
    """Find lines to take by their id; None where she may not know of them."""
    return next((one for one in list_lines(view) if one.id == lines), None)
