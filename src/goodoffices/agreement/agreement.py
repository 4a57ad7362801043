"""An agreement as its texts say it, and what happened to it: data, with no clock.

Two sides can publish one deal in texts that differ, so an agreement has one or several texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from goodoffices.agreement.period import Period
from goodoffices.case import Text
from goodoffices.procedure import Moment, PublicSource


class Modality(StrEnum):
    """Whether something is owed, forbidden or allowed."""

    MUST = "must"
    MUST_NOT = "must not"
    MAY = "may"


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """Who must, must not or may do what."""

    id: str
    who: str
    modality: Modality
    act: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Precondition:
    """What must have happened before a text takes effect (a condition precedent).

    ``met_by``: the event that meets it; None where nothing has. ``named_by``, ``denied_by``: the
    sides that say that the condition stands, and that it does not.
    """

    id: str
    text: Text
    met_by: str | None = None
    named_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()


class RenewalWay(StrEnum):
    """How a text is renewed at its end."""

    CONSENT = "consent"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementText:
    """One text of an agreement, and its rules for beginning and end.

    ``between``: the sides that it binds. ``agreed``: when it was agreed; None while it is a draft.
    ``starts``: when it takes effect; ``starts_with``: the event with which it does; where both are
    None, no text says when it begins. ``duration``: None where it has none: then it has no end.
    ``renewed_for``: how long silence renews it. ``notice``: how long after its withdrawal by a side
    it stays in force.
    """

    id: str
    name: Text
    between: tuple[str, ...]
    agreed: Moment | None = None
    starts: Moment | None = None
    starts_with: str | None = None
    conditions: tuple[Precondition, ...] = ()
    duration: Period | None = None
    first_day_counts: bool = False
    renewal: RenewalWay | None = None
    renewed_for: Period | None = None
    notice: Period | None = None
    obligations: tuple[Obligation, ...] = ()
    source: PublicSource | None = None


class EventKind(StrEnum):
    """What happened to an agreement."""

    #: Something that a text counts from, or waits for.
    HAPPENED = "happened"
    RENEWED = "renewed"
    #: A side says that silence does not renew.
    OBJECTED = "objected"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementEvent:
    """Something that happened, on a day or at a time.

    ``by``: the side that did it. ``texts``: the ids of the texts that it is about; none: all.
    ``period``: how long a renewal is for.
    """

    id: str
    kind: EventKind
    at: Moment
    by: str | None = None
    texts: tuple[str, ...] = ()
    period: Period | None = None
    words: Text | None = None
    source: PublicSource | None = None

    def is_about(self, text: AgreementText) -> bool:
        """Tell whether it is about a text."""
        return not self.texts or text.id in self.texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """An agreement: its texts, and what happened. Days are those of ``zone``."""

    name: Text
    zone: ZoneInfo
    texts: tuple[AgreementText, ...]
    events: tuple[AgreementEvent, ...] = ()

    def events_about(self, text: AgreementText) -> Iterator[AgreementEvent]:
        """Give the events that are about a text."""
        return (one for one in self.events if one.is_about(text))
