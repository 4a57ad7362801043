"""The matters that an agreement of a kind settles, by practice, and those that this one leaves out.

For ceasefires the list follows the UN Guidance on Mediation of Ceasefires (2022); labour and family
agreements have the same skeleton with other words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from goodoffices.agreement.agreement import Agreement
from goodoffices.agreement.terms import PowerKind


class Matter(StrEnum):
    """Something that an agreement settles."""

    PURPOSE = "purpose"
    COMMAND = "command"
    DEFINITIONS = "definitions"
    SCOPE = "scope"
    ENTRY_INTO_FORCE = "entry_into_force"
    DURATION = "duration"
    PROHIBITED_ACTS = "prohibited_acts"
    PERMITTED_ACTS = "permitted_acts"
    SEPARATION = "separation"
    SEA_AND_AIR = "sea_and_air"
    HUMANITARIAN = "humanitarian"
    DUTIES = "duties"
    MONEY = "money"
    MONITORING = "monitoring"
    JOINT_BODY = "joint_body"
    LIAISON = "liaison"
    ALLEGED_VIOLATIONS = "alleged_violations"
    GUARANTEES = "guarantees"
    COMMUNICATION = "communication"
    AMENDMENT = "amendment"
    SUSPENSION = "suspension"
    WITHDRAWAL = "withdrawal"
    LANGUAGES = "languages"
    SIGNATURES = "signatures"


class AgreementKind(StrEnum):
    """A kind of agreement, with a list of matters and a template of its own."""

    CEASEFIRE = "ceasefire"
    MARITIME = "maritime"
    LABOUR = "labour"
    FAMILY = "family"


_M = Matter
_CEASEFIRE = (
    _M.PURPOSE, _M.COMMAND, _M.DEFINITIONS, _M.SCOPE, _M.ENTRY_INTO_FORCE, _M.DURATION,
    _M.PROHIBITED_ACTS, _M.PERMITTED_ACTS, _M.SEPARATION, _M.SEA_AND_AIR, _M.HUMANITARIAN,
    _M.MONITORING, _M.JOINT_BODY, _M.LIAISON, _M.ALLEGED_VIOLATIONS, _M.GUARANTEES,
    _M.COMMUNICATION, _M.AMENDMENT, _M.SUSPENSION, _M.WITHDRAWAL, _M.LANGUAGES, _M.SIGNATURES,
)  # fmt: skip
MATTERS_OF: Mapping[AgreementKind, tuple[Matter, ...]] = {
    AgreementKind.CEASEFIRE: _CEASEFIRE,
    AgreementKind.MARITIME: tuple(
        one for one in _CEASEFIRE if one not in (_M.SEPARATION, _M.HUMANITARIAN)
    ),
    AgreementKind.LABOUR: (
        _M.PURPOSE, _M.SCOPE, _M.ENTRY_INTO_FORCE, _M.DURATION, _M.DUTIES, _M.MONEY,
        _M.PROHIBITED_ACTS, _M.MONITORING, _M.ALLEGED_VIOLATIONS, _M.COMMUNICATION, _M.AMENDMENT,
        _M.WITHDRAWAL, _M.SIGNATURES,
    ),
    AgreementKind.FAMILY: (
        _M.PURPOSE, _M.ENTRY_INTO_FORCE, _M.DURATION, _M.DUTIES, _M.MONEY, _M.ALLEGED_VIOLATIONS,
        _M.COMMUNICATION, _M.AMENDMENT, _M.SIGNATURES,
    ),
}  # fmt: skip


def matters_left_out(agreement: Agreement) -> list[Matter]:
    """List the matters of its kind that no term of an agreement settles; of no kind: none."""
    if agreement.kind not in tuple(AgreementKind):
        return []
    settled = set(_settled(agreement))
    return [one for one in MATTERS_OF[AgreementKind(agreement.kind)] if one not in settled]


def _settled(agreement: Agreement) -> Iterator[Matter]:
    """Give the matters that articles name, and those that other terms settle."""
    for article in agreement.articles:
        yield from (Matter(one) for one in article.about)
    if agreement.definitions:
        yield Matter.DEFINITIONS
    if agreement.areas:
        yield Matter.SCOPE
    if agreement.seats:
        yield Matter.JOINT_BODY
    for text in agreement.texts:
        if text.starts is not None or text.starts_with is not None:
            yield Matter.ENTRY_INTO_FORCE
        if text.duration is not None:
            yield Matter.DURATION
        for power in text.powers:
            yield from _OF_POWER[power.kind]
        if any(one.triggered_by is not None for one in text.obligations):
            yield Matter.GUARANTEES


_OF_POWER: Mapping[PowerKind, tuple[Matter, ...]] = {
    PowerKind.SUSPEND: (Matter.SUSPENSION,),
    PowerKind.EXTEND: (),
    PowerKind.AMEND: (Matter.AMENDMENT,),
    PowerKind.WITHDRAW: (Matter.WITHDRAWAL,),
    PowerKind.TERMINATE: (Matter.WITHDRAWAL,),
}
