"""What a `CaseView` shows, opened: people, sides, papers, entries, changes."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from goodoffices.office.access.kinds import PaperKind
from goodoffices.office.access.paper_heads import PaperHead


@dataclass(frozen=True, kw_only=True)
class PersonLine:
    """Somebody as others see her. ``side``: the name of her side, as it is shown."""

    membership: uuid.UUID
    side_id: uuid.UUID
    side: str
    name: str
    roles: tuple[str, ...]
    since: datetime.datetime
    ended_at: datetime.datetime | None


@dataclass(frozen=True, kw_only=True)
class InvitationLine:
    """An invitation that nobody used. ``is_over``: it cannot be used any more."""

    id: uuid.UUID
    name: str
    side: str
    roles: tuple[str, ...]
    made_at: datetime.datetime
    expires_at: datetime.datetime
    is_over: bool


@dataclass(frozen=True, kw_only=True)
class SessionLine:
    """Where somebody is signed in. ``row``: what the session is found by; it opens nothing."""

    row: str
    began_at: datetime.datetime
    ends_at: datetime.datetime
    address: str
    browser: str


Head = TypeVar("Head", bound=PaperHead, covariant=True)


@dataclass(frozen=True, kw_only=True)
class PaperView(Generic[Head]):
    """A paper opened: ``head`` is small and says what it is, ``text`` is the whole.

    ``party``: of the side whose paper it is.
    """

    id: uuid.UUID
    side: str
    party: str
    head: Head
    text: str
    made_at: datetime.datetime
    expires_at: datetime.datetime | None

    @property
    def kind(self) -> PaperKind:
        """Give the kind of the paper."""
        return self.head.kind


@dataclass(frozen=True, kw_only=True)
class EntryView:
    """An entry opened.

    ``actor``: the name of who acted; ``by``: who that is (None: the office, or in an entry of the
    first format). ``wrong``: why the entry cannot be trusted (empty: nothing was found); what it
    says is empty then. ``is_bound``: it says its log, its number and what stands before it.
    ``is_destroyed``: its words were destroyed, and it says nothing any more.
    """

    log: uuid.UUID
    label: str
    number: int
    at: datetime.datetime
    kind: str
    actor: str
    by: uuid.UUID | None
    payload: Mapping[str, Any]
    digest: str
    wrong: str = ""
    is_bound: bool = True
    is_destroyed: bool = False


@dataclass(frozen=True)
class SideLine:
    """A side by its name."""

    id: uuid.UUID
    kind: str
    party: str
    name: str


@dataclass(frozen=True, kw_only=True)
class ChangeView:
    """A change of the case that lies before the parties.

    ``said``: of each party whether it agrees, as far as she may know: her own, or for the mediation
    all.
    """

    id: uuid.UUID
    text: str
    words: str
    put_at: datetime.datetime
    said: Mapping[str, bool]
