"""The words of the office: kinds of sides, roles, papers."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import pgettext_lazy

from goodoffices.office.lazy_words import StrOrPromise


class SideKind(StrEnum):
    """A kind of side: on whose side a person can stand in a case."""

    MEDIATION = "mediation"
    PARTY = "party"
    HOST = "host"
    OBSERVER = "observer"
    GUARANTOR = "guarantor"
    CIVIL_SOCIETY = "civil_society"


#: Sides that a case can have beside its parties and the mediation.
BESIDE_PARTIES = (SideKind.HOST, SideKind.OBSERVER, SideKind.GUARANTOR, SideKind.CIVIL_SOCIETY)


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
    MANDATE = "mandate"
    RESULT = "result"
    ANSWERS = "answers"
    CASE_DRAFT = "case_draft"
    PENDING = "pending"
    TEXT_EDIT = "text_edit"


#: Kinds of sides and roles as words for a page.
WORDS_OF: Mapping[SideKind | Role, StrOrPromise] = {
    SideKind.MEDIATION: pgettext_lazy("kind of side", "mediation"),
    SideKind.PARTY: pgettext_lazy("kind of side", "party"),
    SideKind.HOST: pgettext_lazy("kind of side", "host"),
    SideKind.OBSERVER: pgettext_lazy("kind of side", "observer"),
    SideKind.GUARANTOR: pgettext_lazy("kind of side", "guarantor"),
    SideKind.CIVIL_SOCIETY: pgettext_lazy("kind of side", "civil society"),
    Role.LEAD: pgettext_lazy("role of a person", "lead"),
    Role.TEAM: pgettext_lazy("role of a person", "team"),
    Role.NOTE_TAKER: pgettext_lazy("role of a person", "note-taker"),
    Role.INTERPRETER: pgettext_lazy("role of a person", "interpreter"),
    Role.ADVISER: pgettext_lazy("role of a person", "adviser"),
    Role.PRINCIPAL: pgettext_lazy("role of a person", "principal"),
    Role.DELEGATE: pgettext_lazy("role of a person", "delegate"),
    Role.EXPERT: pgettext_lazy("role of a person", "expert"),
}


def in_words(kind: SideKind | Role) -> str:
    """Write a kind of side or a role as a word for the reader of a page."""
    return str(WORDS_OF[kind])
