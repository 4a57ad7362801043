"""Write how an agreement stands on a day as JSON: the same facts as its text, for programs."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, Field

from goodoffices.agreement import (
    Agreement,
    Life,
    Owed,
    PowerNow,
    amendments_at,
    owed_at,
    powers_now,
    state_of_all,
    where_they_part,
)
from goodoffices.case import Case
from goodoffices.report.agreement_in_words import cause_words
from goodoffices.report.wording import Wording


class ConditionOut(BaseModel):
    """What must have happened before a text takes effect, and who says so."""

    id: str
    text: str
    met: bool
    named_by: list[str]
    denied_by: list[str]


class ClockOut(BaseModel):
    """The clock of one text.

    `start`: as exactly as it is known; null where it is not. `end`: the last day on which the text
    is in force, or the instant (UTC) at which it ends; null where it has none. `end_is_sure`: false
    where silence renews it then. `version`: 1, and one more for each of the `amendments` in force.
    """

    text: str
    start: str | None
    end: str | None
    end_is_sure: bool
    state: str
    cause: str
    why: str
    version: int
    amendments: list[str]
    conditions: list[ConditionOut]


class ObligationOut(BaseModel):
    """What a side owes, and how that stands.

    `occurrence`: the day on which this one begins, of one that comes again. `due`: the last day for
    it, or the instant (UTC). `waits`: for its text, an event, its start or a step; `waits_for`: the
    ids. `claimed_by`: who says that it is done, while it does not count so.
    """

    id: str
    text: str
    who: str
    modality: str
    act: str
    state: str
    occurrence: str | None
    due: str | None
    waits: str | None
    waits_for: list[str]
    out_of_order: bool
    claimed_by: list[str]


class PowerOut(BaseModel):
    """A power: who may do what to a text, and whether that can be done now."""

    id: str
    text: str
    who: list[str]
    kind: str
    together: bool
    usable: bool
    why_not: str | None


class DifferOut(BaseModel):
    """From when until when texts stand differently, in the agreement's zone; the next, or now."""

    start: str = Field(alias="from")
    until: str | None


class AgreementStatusOut(BaseModel):
    """How an agreement stands at the end of a day, text by text."""

    format: str = "goodoffices-agreement-status/1"
    case: str
    on: str
    zone: str
    state: str
    differ: DifferOut | None
    clocks: list[ClockOut]
    obligations: list[ObligationOut]
    powers: list[PowerOut]


def agreement_status_data(
    case: Case,
    agreement: Agreement,
    lives: Sequence[Life],
    on: datetime.date,
    language: str | None = None,
) -> dict[str, Any]:
    """Write how an agreement stands at the end of a day, as plain data."""
    w = Wording(case, language)
    return {
        "format": "goodoffices-agreement-status/1",
        "case": case.id,
        "on": on.isoformat(),
        "zone": agreement.zone.key,
        "state": state_of_all(lives),
        "differ": _differ(agreement, lives),
        "clocks": [_clock(one, agreement, w) for one in lives],
        "obligations": [_owed(one, w) for one in owed_at(agreement, lives)],
        "powers": [_power(one) for one in powers_now(agreement, lives)],
    }


def _owed(owed: Owed, w: Wording) -> dict[str, Any]:
    obligation = owed.obligation
    return {
        "id": obligation.id,
        "text": owed.text.id,
        "who": obligation.who,
        "modality": obligation.modality,
        "act": w.text(obligation.act),
        "state": owed.state,
        "occurrence": None if owed.occurrence is None else owed.occurrence.isoformat(),
        "due": None if owed.due is None else owed.due.written,
        "waits": owed.waits,
        "waits_for": list(owed.waits_for),
        "out_of_order": owed.is_out_of_order,
        "claimed_by": list(owed.claimed_by),
    }


def _power(found: PowerNow) -> dict[str, Any]:
    return {
        "id": found.power.id,
        "text": found.text.id,
        "who": list(found.power.who),
        "kind": found.power.kind,
        "together": found.power.together,
        "usable": found.is_usable,
        "why_not": found.why_not,
    }


def _differ(agreement: Agreement, lives: Sequence[Life]) -> dict[str, Any] | None:
    span = where_they_part(lives)
    if span is None:
        return None
    start, until = (
        None if one is None else one.astimezone(agreement.zone).isoformat(timespec="minutes")
        for one in (span.begins, span.until)
    )
    return {"from": start, "until": until}


def _clock(life: Life, agreement: Agreement, w: Wording) -> dict[str, Any]:
    amendments = [one.id for one in amendments_at(life.text, agreement, life.known_at)]
    open_ids = {one.id for one in life.waits_for}
    return {
        "text": life.text.id,
        "start": None if life.start is None else life.start.written,
        "end": None if life.end is None else life.end.written,
        "end_is_sure": life.is_end_sure,
        "state": life.state,
        "cause": life.cause,
        "why": cause_words(life, agreement, w),
        "version": 1 + len(amendments),
        "amendments": amendments,
        "conditions": [
            {
                "id": one.id,
                "text": w.text(one.text),
                "met": one.id not in open_ids,
                "named_by": list(one.named_by),
                "denied_by": list(one.denied_by),
            }
            for one in life.text.conditions
        ],
    }
