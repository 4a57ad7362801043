"""The words of the office: kinds of sides, roles, papers."""

from __future__ import annotations

from enum import StrEnum


class SideKind(StrEnum):
    """A kind of side: on whose side a person can stand in a case."""

    MEDIATION = "mediation"
    PARTY = "party"
    HOST = "host"
    OBSERVER = "observer"
    GUARANTOR = "guarantor"
    CIVIL_SOCIETY = "civil_society"


class Role(StrEnum):
    """What a person does on a side."""

    LEAD = "lead"
    TEAM = "team"
    NOTE_TAKER = "note_taker"
    INTERPRETER = "interpreter"
    ADVISER = "adviser"
    PRINCIPAL = "principal"
    DELEGATE = "delegate"
    EXPERT = "expert"


#: The roles that mean something on a side of a kind.
ROLES_OF: dict[SideKind, tuple[Role, ...]] = {
    SideKind.MEDIATION: (
        Role.LEAD,
        Role.TEAM,
        Role.NOTE_TAKER,
        Role.INTERPRETER,
        Role.ADVISER,
        Role.EXPERT,
    ),
    **dict.fromkeys(
        (
            SideKind.PARTY,
            SideKind.HOST,
            SideKind.OBSERVER,
            SideKind.GUARANTOR,
            SideKind.CIVIL_SOCIETY,
        ),
        (
            Role.LEAD,
            Role.PRINCIPAL,
            Role.DELEGATE,
            Role.NOTE_TAKER,
            Role.INTERPRETER,
            Role.ADVISER,
            Role.EXPERT,
        ),
    ),
}


class PaperKind(StrEnum):
    """What a sealed paper is."""

    PREFERENCES = "preferences"
    ESTIMATE = "estimate"
    PACKAGE = "package"
    NOTE = "note"
    RESULT = "result"
    ANSWERS = "answers"
    CASE_DRAFT = "case_draft"
    PENDING = "pending"


def in_words(kind: StrEnum) -> str:
    """Write a kind as a word for a page."""
    return kind.value.replace("_", "-" if kind is Role.NOTE_TAKER else " ")
