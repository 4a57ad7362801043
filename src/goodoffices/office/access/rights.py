"""Who may do what: one table.

A right that a side has for no function is one whose pages it does not know to exist.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from goodoffices.office.access.kinds import PaperKind, Role, SideKind


class Right(StrEnum):
    """What a door asks for."""

    SEE_CASE = "see the case"
    SEE_PEOPLE = "see the people"
    INVITE = "invite to one's side"
    INVITE_ANYWHERE = "invite to any side"
    END_MEMBERSHIP = "end a membership"
    LEAVE_NOW = "leave now"
    UNLOCK = "unlock the side's papers"
    WITHDRAW = "withdraw from the talks"
    RESUME = "resume a paused case"
    SEE_OWN_PREFERENCES = "see one's preferences"
    GIVE_PREFERENCES = "give preferences"
    SEE_MANDATE = "see the mandate of one's side"
    WRITE_MANDATE = "write the mandate of one's side"
    KEEP_NOTES = "keep notes"
    ESTIMATE = "write estimates"
    SEE_REPORT = "see the report"
    ASK_FOR_ANALYSIS = "ask for an analysis"
    RELEASE = "release"
    SEE_BEGINNING = "see how the talks begin"
    SEE_ROUNDS = "see the rounds of talks"
    ENTER_ROUNDS = "enter rounds of talks"
    FOLLOW_STEPS = "mark a next step as done"
    SEE_FILES = "see the files of one's side"
    DROP_FILES = "drop files into the case"
    DELETE_FILES = "delete files of one's side"
    SEARCH = "search what one reads"
    MARK_SEEN = "mark what is new as seen"
    HAVE_FEED = "have a calendar feed of one's own"
    END_FEED = "end one's own calendar feed"
    ALLOW_FEEDS = "allow calendar feeds of the case"
    END_FEEDS = "end all calendar feeds of the case"
    SEE_ITEMS = "see what is carried between sides"
    GIVE_ITEMS = "give an item to be carried"
    ALLOW_ITEMS = "let an item of one's side go further"
    ANSWER = "answer to what was released to one's side"
    ASSESS = "assess what came of talks"
    SEE_TEXTS = "see the texts of the talks"
    WRITE_TEXTS = "write the texts of the talks"
    TYPE_TEXTS = "type in the texts of the talks"
    SEE_STATEMENTS = "see joint statements"
    SEE_AGREEMENT = "see the agreement"
    DRAFT_AGREEMENT = "draft the agreement"
    SIGN = "sign the agreement"
    ENTER_EVENTS = "enter what happened to the agreement"
    REPORT_PROGRESS = "say how far the agreement is carried out"
    SEE_RECORD = "see the record"
    BUILD_CASE = "build the case"
    PUT_CASE = "put a change of the case to the parties"
    DESTROY_ENTRY = "destroy what an entry of the record says"
    SEE_CHANGE = "see a change that is before the parties"
    CONSENT = "agree to a change of the case"
    CLOSE_CASE = "close, copy or delete the case"
    CLEAR_AWAY = "delete the papers of a side that has withdrawn"


ANY = frozenset(Role)
SPEAKERS = frozenset({Role.LEAD, Role.PRINCIPAL})
EVERYBODY = dict.fromkeys(SideKind, ANY)
_TEAM = frozenset({Role.LEAD, Role.TEAM})

#: For each right, for each kind of side that has it, the roles that have it.
TABLE: dict[Right, dict[SideKind, frozenset[Role]]] = {
    Right.SEE_CASE: EVERYBODY,
    Right.SEE_PEOPLE: EVERYBODY,
    Right.INVITE: dict.fromkeys(SideKind, SPEAKERS),
    Right.INVITE_ANYWHERE: {SideKind.MEDIATION: frozenset({Role.LEAD})},
    Right.END_MEMBERSHIP: dict.fromkeys(SideKind, SPEAKERS),
    Right.LEAVE_NOW: EVERYBODY,
    Right.UNLOCK: dict.fromkeys(SideKind, SPEAKERS),
    Right.WITHDRAW: {SideKind.PARTY: SPEAKERS},
    Right.RESUME: {SideKind.MEDIATION: frozenset({Role.LEAD})},
    Right.SEE_OWN_PREFERENCES: {SideKind.PARTY: ANY},
    Right.GIVE_PREFERENCES: {SideKind.PARTY: SPEAKERS | {Role.DELEGATE}},
    Right.SEE_MANDATE: {SideKind.PARTY: ANY},
    Right.WRITE_MANDATE: {SideKind.PARTY: SPEAKERS},
    Right.KEEP_NOTES: EVERYBODY,
    Right.ESTIMATE: {SideKind.MEDIATION: _TEAM | {Role.ADVISER, Role.EXPERT}},
    Right.SEE_REPORT: {SideKind.MEDIATION: _TEAM | {Role.ADVISER, Role.NOTE_TAKER}},
    Right.ASK_FOR_ANALYSIS: {SideKind.MEDIATION: _TEAM},
    Right.RELEASE: {SideKind.MEDIATION: frozenset({Role.LEAD})},
    Right.SEE_BEGINNING: {SideKind.MEDIATION: ANY, SideKind.PARTY: ANY},
    Right.SEE_ROUNDS: EVERYBODY,
    Right.ENTER_ROUNDS: {SideKind.MEDIATION: _TEAM | {Role.NOTE_TAKER}},
    Right.FOLLOW_STEPS: {
        SideKind.MEDIATION: _TEAM | {Role.NOTE_TAKER},
        SideKind.PARTY: SPEAKERS | {Role.DELEGATE},
    },
    Right.SEE_FILES: EVERYBODY,
    Right.DROP_FILES: EVERYBODY,
    Right.DELETE_FILES: {
        **dict.fromkeys(SideKind, SPEAKERS | {Role.DELEGATE}),
        SideKind.MEDIATION: _TEAM,
    },
    Right.SEARCH: EVERYBODY,
    Right.MARK_SEEN: EVERYBODY,
    Right.HAVE_FEED: EVERYBODY,
    Right.END_FEED: EVERYBODY,
    Right.END_FEEDS: {SideKind.MEDIATION: frozenset({Role.LEAD})},
    Right.ALLOW_FEEDS: {SideKind.MEDIATION: frozenset({Role.LEAD})},
    Right.SEE_ITEMS: {SideKind.MEDIATION: ANY, SideKind.PARTY: ANY},
    Right.GIVE_ITEMS: {SideKind.MEDIATION: _TEAM, SideKind.PARTY: SPEAKERS | {Role.DELEGATE}},
    Right.ALLOW_ITEMS: {SideKind.PARTY: SPEAKERS},
    Right.ANSWER: {SideKind.PARTY: SPEAKERS},
    Right.ASSESS: dict.fromkeys((SideKind.MEDIATION, SideKind.PARTY), SPEAKERS),
    Right.SEE_TEXTS: {SideKind.MEDIATION: ANY, SideKind.PARTY: ANY},
    Right.WRITE_TEXTS: {SideKind.MEDIATION: _TEAM},
    Right.TYPE_TEXTS: {SideKind.MEDIATION: _TEAM},
    Right.SEE_STATEMENTS: EVERYBODY,
    Right.SEE_AGREEMENT: {SideKind.MEDIATION: ANY, SideKind.PARTY: ANY},
    Right.DRAFT_AGREEMENT: {SideKind.MEDIATION: _TEAM},
    Right.SIGN: {SideKind.MEDIATION: frozenset({Role.LEAD}), SideKind.PARTY: SPEAKERS},
    Right.ENTER_EVENTS: {SideKind.MEDIATION: _TEAM, SideKind.PARTY: SPEAKERS},
    Right.REPORT_PROGRESS: {
        SideKind.MEDIATION: _TEAM | {Role.NOTE_TAKER},
        SideKind.PARTY: SPEAKERS | {Role.DELEGATE, Role.EXPERT},
    },
    Right.SEE_RECORD: EVERYBODY,
    Right.DESTROY_ENTRY: {SideKind.MEDIATION: frozenset({Role.LEAD})},
    Right.BUILD_CASE: {SideKind.MEDIATION: _TEAM},
    Right.PUT_CASE: {SideKind.MEDIATION: frozenset({Role.LEAD})},
    Right.SEE_CHANGE: {SideKind.MEDIATION: ANY, SideKind.PARTY: ANY},
    Right.CONSENT: {SideKind.PARTY: SPEAKERS},
    Right.CLOSE_CASE: {SideKind.MEDIATION: frozenset({Role.LEAD})},
    Right.CLEAR_AWAY: {SideKind.PARTY: SPEAKERS},
}
#: Rights that can be used while the side's papers are locked.
WHILE_LOCKED = frozenset({Right.UNLOCK, Right.LEAVE_NOW})
#: Rights that can be used while the case is closed: all is read, nothing is done any more but to
#: leave, to see to one's own papers, and to open it again.
WHILE_CLOSED = frozenset(
    {
        Right.SEE_CASE,
        Right.SEE_PEOPLE,
        Right.SEE_OWN_PREFERENCES,
        Right.SEE_REPORT,
        Right.SEE_RECORD,
        Right.SEE_CHANGE,
        Right.SEE_BEGINNING,
        Right.SEE_ROUNDS,
        Right.SEE_ITEMS,
        Right.SEE_TEXTS,
        Right.SEE_STATEMENTS,
        Right.SEE_AGREEMENT,
        Right.SEE_FILES,
        Right.SEARCH,
        Right.MARK_SEEN,
        Right.END_FEED,
        Right.END_FEEDS,
        Right.SEE_MANDATE,
        Right.WRITE_MANDATE,
        Right.KEEP_NOTES,
        Right.LEAVE_NOW,
        Right.UNLOCK,
        Right.END_MEMBERSHIP,
        Right.WITHDRAW,
        Right.CLEAR_AWAY,
        Right.DESTROY_ENTRY,
        Right.CLOSE_CASE,
    }
)
#: Rights that a side keeps that has withdrawn: its papers stay its own, to take away and to delete.
AFTER_WITHDRAWAL = frozenset(
    {
        Right.SEE_CASE,
        Right.SEE_RECORD,
        Right.SEE_MANDATE,
        Right.KEEP_NOTES,
        Right.SEE_FILES,
        Right.LEAVE_NOW,
        Right.UNLOCK,
        Right.CLEAR_AWAY,
    }
)


def has(right: Right, kind: str, roles: Collection[str]) -> bool:
    """Tell whether somebody on such a side with these roles has a right."""
    return not TABLE[right].get(SideKind(kind), frozenset()).isdisjoint(roles)


def speaks(roles: Collection[str]) -> bool:
    """Tell whether somebody with these roles speaks for her side."""
    return not SPEAKERS.isdisjoint(roles)


def is_known_to(right: Right, kind: str) -> bool:
    """Tell whether a side may know that there is such a thing."""
    return SideKind(kind) in TABLE[right]


#: For each kind of paper the rights of which one has to be held to read those of one's own side; in
#: the mediation also what parties gave it.
PAPERS: dict[PaperKind, frozenset[Right]] = {
    PaperKind.PREFERENCES: frozenset({Right.SEE_OWN_PREFERENCES, Right.SEE_REPORT}),
    PaperKind.ESTIMATE: frozenset({Right.ESTIMATE, Right.SEE_REPORT}),
    PaperKind.PACKAGE: frozenset({Right.ESTIMATE, Right.SEE_REPORT}),
    PaperKind.PENDING: frozenset({Right.SEE_OWN_PREFERENCES}),
    PaperKind.MANDATE: frozenset({Right.SEE_MANDATE}),
    PaperKind.NOTE: frozenset({Right.KEEP_NOTES}),
    PaperKind.RESULT: frozenset({Right.SEE_REPORT}),
    PaperKind.ANSWERS: frozenset({Right.SEE_OWN_PREFERENCES, Right.ESTIMATE}),
    PaperKind.CASE_DRAFT: frozenset({Right.BUILD_CASE}),
    PaperKind.TEXT_EDIT: frozenset({Right.TYPE_TEXTS}),
}


def reads_paper(kind: PaperKind, side: str, roles: Collection[str]) -> bool:
    """Tell whether somebody on such a side with these roles reads papers of a kind.

    A computation for her rests on no others.
    """
    return any(has(right, side, roles) for right in PAPERS[kind])
