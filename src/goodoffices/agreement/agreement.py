"""An agreement as its texts say it, and what happened to it: data, with no clock.

Two sides can publish one deal in texts that differ, so an agreement has one or several texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from zoneinfo import ZoneInfo

from goodoffices.agreement.area import Area
from goodoffices.agreement.period import Period
from goodoffices.agreement.progress import ProgressReport
from goodoffices.agreement.terms import Annex, Article, Definition, Obligation, Power, Seats
from goodoffices.case import Text
from goodoffices.procedure import Moment, PublicSource


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """A change of a text with its own consent and entry into force: a side letter, a protocol.

    ``agreed``: when all consented; None while it is a draft. ``starts``, ``starts_with``: when it
    takes effect, or the event with which it does; where both are None, when it is agreed. Its
    obligations and powers take the place of those with the same id, and are added otherwise.
    ``ends``: the ids of those that it ends.
    """

    id: str
    name: Text
    agreed: Moment | None = None
    starts: Moment | None = None
    starts_with: str | None = None
    obligations: tuple[Obligation, ...] = ()
    powers: tuple[Power, ...] = ()
    ends: tuple[str, ...] = ()


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
    powers: tuple[Power, ...] = ()
    amendments: tuple[Amendment, ...] = ()
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


#: What only a side does to a text that it signs.
ACTS_OF_SIGNERS = (
    EventKind.OBJECTED,
    EventKind.SUSPENDED,
    EventKind.RESUMED,
    EventKind.WITHDRAWN,
)


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
    """An agreement: its texts, its terms, and what happened. Days are those of ``zone``.

    ``kind``: the kind of agreement whose list of matters it is held against; empty for none.
    ``package``: the package that it carries out, one option for each issue; empty where none is
    named. ``awaited``: what may happen, by ids, that obligations and conditions wait for; it has
    happened when an event of that id is there. ``reports``: what was said of how far obligations
    are carried out. ``finders``: the sides that find whether an allegation holds, all of them alike
    (a joint committee); none: the mediation. ``answer_within``: how long an accused side has.
    """

    name: Text
    zone: ZoneInfo
    texts: tuple[AgreementText, ...]
    events: tuple[AgreementEvent, ...] = ()
    kind: str = ""
    package: Mapping[str, str] = field(default_factory=dict)
    articles: tuple[Article, ...] = ()
    definitions: tuple[Definition, ...] = ()
    annexes: tuple[Annex, ...] = ()
    areas: tuple[Area, ...] = ()
    seats: tuple[Seats, ...] = ()
    awaited: Mapping[str, Text] = field(default_factory=dict)
    reports: tuple[ProgressReport, ...] = ()
    finders: tuple[str, ...] = ()
    answer_within: Period | None = None

    def happenings(self) -> Iterator[AgreementEvent]:
        """Give what texts and terms can count from or wait for; what a side does is none of it."""
        return (one for one in self.events if one.kind is EventKind.HAPPENED)

    def events_about(self, text: AgreementText) -> Iterator[AgreementEvent]:
        """Give the events that are about a text."""
        return (one for one in self.events if one.is_about(text))
