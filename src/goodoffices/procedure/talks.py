"""What happened in the talks, and what is to happen: data, with no reader and no clock."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from goodoffices.case import Text
from goodoffices.procedure.moment import Moment
from goodoffices.procedure.readers import MEDIATION, NOBODY_ELSE, Readers


class Level(StrEnum):
    """On which level a round is held, or a next step done."""

    TECHNICAL = "technical"
    POLITICAL = "political"
    LEADERS = "leaders"


class MayBeSaid(StrEnum):
    """What may be said of a round in public."""

    NOTHING = "nothing"
    TOOK_PLACE = "that it took place"
    HOW_LONG = "that it took place and how long"

    def is_wider_than(self, other: MayBeSaid) -> bool:
        """Tell whether more may be said than by another. They stand from the least on."""
        order = list(MayBeSaid)
        return order.index(self) > order.index(other)


class ItemKind(StrEnum):
    """What is carried between sides."""

    PROPOSAL = "proposal"
    NON_PAPER = "non-paper"
    QUESTION = "question"
    HYPOTHETICAL = "hypothetical"
    MESSAGE = "message"
    FILE = "file"

    @property
    def asks_for_a_position(self) -> bool:
        """Tell whether a party accepts, reserves or rejects it."""
        return self in (ItemKind.PROPOSAL, ItemKind.NON_PAPER)

    @property
    def hides_its_owner(self) -> bool:
        """Tell whether it says nothing of whose it is."""
        return self in (ItemKind.HYPOTHETICAL, ItemKind.NON_PAPER)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicSource:
    """Where something public stands."""

    publisher: str
    date: datetime.date
    title: str = ""
    url: str = ""

    @property
    def written(self) -> str:
        """Write the source in one line."""
        title = f"“{self.title}”" if self.title else ""
        parts = (self.publisher, title, self.date.isoformat(), self.url)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """Another time that somebody gives for the same thing, and who does."""

    at: Moment
    source: PublicSource | None


@dataclass(frozen=True, kw_only=True)
class Track:
    """A channel between the mediation and one or more parties.

    ``with_parties``, ``also``: ids of parties, and of third parties (hosts, observers) who are in
    it.
    """

    id: str
    name: Text
    with_parties: tuple[str, ...]
    also: tuple[str, ...] = ()
    readers: Readers = NOBODY_ELSE


@dataclass(frozen=True, kw_only=True)
class Round:
    """One meeting in a track.

    ``attendance``: how many people of each side came, never what one of them said. ``readers`` know
    that it took place, ``outcome_readers`` read what came of it; ``may_be_said``: in public.
    """

    id: str
    track: str | None
    begins: Moment
    ends: Moment | None = None
    place: Text | None = None
    host: str | None = None
    level: Level | None = None
    parties: tuple[str, ...] = ()
    attendance: Mapping[str, int] = field(default_factory=dict)
    agenda: Text | None = None
    decided: Text | None = None
    readers: Readers = NOBODY_ELSE
    outcome_readers: Readers = NOBODY_ELSE
    may_be_said: MayBeSaid = MayBeSaid.NOTHING
    rivals: tuple[Rival, ...] = ()
    source: PublicSource | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """That an item was carried to a party, and that the party answered (None: it did not yet)."""

    to: str
    at: Moment
    answered: Moment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What is carried between sides: a proposal, a question, a hypothetical, a message, a file.

    A non-paper is a proposal without an author. ``owner``: a party's id, or ``mediation``.
    ``agreed_days``: days that were agreed for an answer; None where none were. ``readers``: who may
    read it, by what the owner released. ``package``: options by issue that go with a proposal.
    """

    id: str
    kind: ItemKind
    text: Text
    owner: str = MEDIATION
    at: Moment
    track: str | None = None
    carried: tuple[Carried, ...] = ()
    agreed_days: int | None = None
    package: Mapping[str, str] = field(default_factory=dict)
    readers: Readers = NOBODY_ELSE
    rivals: tuple[Rival, ...] = ()
    source: PublicSource | None = None


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """A date that law, mandate or agreement sets, with what sets it."""

    id: str
    text: Text
    at: Moment
    set_by: str
    track: str | None = None
    readers: Readers = NOBODY_ELSE
    source: PublicSource | None = None


@dataclass(frozen=True, kw_only=True)
class Happening:
    """Something that happened outside the rounds: a call, a speech, a first contact."""

    id: str
    text: Text
    at: Moment
    until: Moment | None = None
    track: str | None = None
    readers: Readers = NOBODY_ELSE
    rivals: tuple[Rival, ...] = ()
    source: PublicSource | None = None


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """What somebody does next, or what is expressly not planned (with its source).

    ``owner``: a party's or third party's id, or ``mediation``; None where nobody is named.
    """

    id: str
    text: Text
    owner: str | None = None
    level: Level | None = None
    due: datetime.date | None = None
    done: datetime.date | None = None
    is_planned: bool = True
    track: str | None = None
    readers: Readers = NOBODY_ELSE
    source: PublicSource | None = None


@dataclass(frozen=True, kw_only=True)
class Talks:
    """Everything of one case's talks. ``parties``: the ids of its parties, in their order."""

    parties: tuple[str, ...]
    tracks: tuple[Track, ...] = ()
    rounds: tuple[Round, ...] = ()
    items: tuple[Item, ...] = ()
    happenings: tuple[Happening, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
