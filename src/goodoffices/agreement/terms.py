"""The terms of an agreement: articles, obligations, powers, definitions, annexes, seats."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from goodoffices.agreement.period import Period
from goodoffices.case import Text
from goodoffices.procedure import Moment


class Modality(StrEnum):
    """Whether something is owed, forbidden or allowed."""

    MUST = "must"
    MUST_NOT = "must not"
    MAY = "may"


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """Who must, must not or may do what, where, from when until when.

    ``article``: the id of the article that it stands under; empty for none. ``where``: the ids of
    its areas; none: everywhere. ``starts``: when it begins; ``starts_with``: the event with which
    it does; where both are None, it begins with its text. ``until``: when it ends, of a duty the
    last day for it. ``within``: how long there is for it, from its beginning. ``every``: it comes
    again each time this long after its beginning, but on ``exceptions``. ``condition`` and
    ``unless``: in words, for a person to judge. ``after``: the obligations that come first.
    ``confirmed_by``: the sides that must all say that it is done; none: the mediation says so.
    ``triggered_by``: of a guarantee, the event that makes it due. ``tags``: what a reader counts
    by. ``acts``: the kinds of acts that it forbids or allows, of a duty those that break it;
    ``objects``: the kinds of things that they are done to. Incidents are held against them.
    """

    id: str
    who: str
    modality: Modality
    act: Text
    article: str = ""
    where: tuple[str, ...] = ()
    starts: Moment | None = None
    starts_with: str | None = None
    until: Moment | None = None
    within: Period | None = None
    every: Period | None = None
    exceptions: tuple[datetime.date, ...] = ()
    condition: Text | None = None
    unless: Text | None = None
    after: tuple[str, ...] = ()
    confirmed_by: tuple[str, ...] = ()
    triggered_by: str | None = None
    tags: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()

    @property
    def begins_with(self) -> str | None:
        """Give the event that it begins with: of a guarantee, its trigger."""
        return self.triggered_by if self.triggered_by is not None else self.starts_with

    @property
    def is_a_duty(self) -> bool:
        """Tell whether something is to be done; what is forbidden or allowed is never done."""
        return self.modality is Modality.MUST


class PowerKind(StrEnum):
    """What somebody may do to a text."""

    SUSPEND = "suspend"
    EXTEND = "extend"
    AMEND = "amend"
    WITHDRAW = "withdraw"
    TERMINATE = "terminate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Power:
    """Who may suspend, extend, amend, leave or end a text, and how.

    ``who``: the sides that have it, each alone; ``together``: all of them, and only together.
    ``starts_with``: the event that opens it; None: it is open while the text allows it.
    """

    id: str
    who: tuple[str, ...]
    kind: PowerKind
    together: bool = False
    how: Text | None = None
    starts_with: str | None = None
    article: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A part of the text with a heading.

    ``about``: the matters of the list of its kind that it settles; ``settles``: the issues of the
    case whose option it carries out; ``words``: what it says beside its obligations and powers.
    """

    id: str
    heading: Text
    words: Text | None = None
    about: tuple[str, ...] = ()
    settles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What a word means in the agreement."""

    term: Text
    means: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """Something that belongs to the text and stands after it: a list, a map, a form."""

    id: str
    name: Text
    words: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seats:
    """How many seats each side has in a body, as agreed: a joint commission, a council."""

    id: str
    body: Text
    seats: tuple[tuple[str, int], ...]
