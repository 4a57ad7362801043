"""The tables of the office.

Two doors alone use them: `CaseView` to read, commands to write. `pyproject.toml` names who may
import this folder.
"""

from goodoffices.office.models.answers import AnswerCall, SealedAnswer
from goodoffices.office.models.files import StoredFile
from goodoffices.office.models.papers import CaseChange, Consent, Paper, Papers, Request
from goodoffices.office.models.people import (
    ACTS_COUNT_FOR,
    Actor,
    CalendarFeed,
    CaseRow,
    Invitation,
    KeyedAct,
    Membership,
    Memberships,
    People,
    Person,
    ReminderHour,
    Session,
    Side,
)
from goodoffices.office.models.record import (
    Entry,
    EntryBlock,
    Log,
    LogCheckpoint,
    LogKey,
    SigningKey,
)
from goodoffices.office.models.statements import JointStatement
from goodoffices.office.models.texts import TextBody

__all__ = [
    "ACTS_COUNT_FOR",
    "Actor",
    "AnswerCall",
    "CalendarFeed",
    "CaseChange",
    "CaseRow",
    "Consent",
    "Entry",
    "EntryBlock",
    "Invitation",
    "JointStatement",
    "KeyedAct",
    "Log",
    "LogCheckpoint",
    "LogKey",
    "Membership",
    "Memberships",
    "Paper",
    "Papers",
    "People",
    "Person",
    "ReminderHour",
    "Request",
    "SealedAnswer",
    "Session",
    "Side",
    "SigningKey",
    "StoredFile",
    "TextBody",
]
