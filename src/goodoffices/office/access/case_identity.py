"""Who reads which case, with which rights: the ground under `CaseView`."""

from __future__ import annotations

import datetime
import hashlib
import json
import uuid
from collections.abc import Callable
from functools import cached_property
from typing import Any, Self, TypeVar

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from goodoffices.case import Case
from goodoffices.office.access.kinds import SideKind
from goodoffices.office.access.opened import SideLine
from goodoffices.office.access.rights import (
    AFTER_WITHDRAWAL,
    WHILE_CLOSED,
    WHILE_LOCKED,
    Right,
    has,
    is_known_to,
    speaks,
)
from goodoffices.office.access.visible_rows import (
    VisibleRows,
)
from goodoffices.office.computing.pool import computed
from goodoffices.office.computing.texts import READ_AT_ONCE, read_public_case
from goodoffices.office.languages import reader_language
from goodoffices.office.models import CaseRow, Membership, Side
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import keys
from goodoffices.report.languages import text_language

T = TypeVar("T")


class CaseIdentity:
    """Who reads which case: her side, her rights, and the case itself.

    `CaseView` adds what each matter reads.
    """

    def __init__(self, membership: Membership, visible_rows: VisibleRows) -> None:
        self._membership, self._visible_rows = membership, visible_rows
        self._side: Side = membership.side
        self._row: CaseRow = membership.side.case

    @classmethod
    def for_person(cls, person: uuid.UUID, case_id: uuid.UUID) -> Self | None:
        """Find what a person sees of a case; None where she does not stand in it, or there is none.

        Nobody can tell which of the two it is.
        """
        membership = (
            Membership.objects.of_person(person)
            .filter(case_id=case_id)
            .select_related("side__case", "person")
            .first()
        )
        return None if membership is None else cls._of(membership)

    @classmethod
    def for_side(cls, side: uuid.UUID, right: Right) -> Self | None:
        """Find what a side sees where it acts by itself (at a fixed hour); None where nobody may.

        It sees what somebody on it sees who has the right.
        """
        rows = (
            Membership.objects.of_side(side)
            .select_related("side__case", "person")
            .order_by("since", "id")
        )
        membership = next((s for s in rows if has(right, s.side.kind, s.roles)), None)
        if membership is None:
            return None
        return cls._of(membership)

    @classmethod
    def _of(cls, membership: Membership) -> Self:
        visible_rows = VisibleRows.of(membership)
        visible_rows.set_row_security()
        return cls(membership, visible_rows)

    @property
    def case_id(self) -> uuid.UUID:
        """Give the id of the case."""
        return self._row.id

    @property
    def actor(self) -> Membership:
        """Give the membership of who acts: for commands alone."""
        return self._membership

    @property
    def visible_rows(self) -> VisibleRows:
        """Give the rows that she may read: for commands alone."""
        return self._visible_rows

    @property
    def side(self) -> SideLine:
        """Give her own side."""
        return _side_line(self._side)

    def compute(self, work: Callable[..., T], *arguments: Any) -> T:
        """Compute something for her in a process of its own (`pool`), give what it gives."""
        return computed(self._membership.person_id, self._side.id, self._row.id, work, *arguments)

    def read(self, work: Callable[..., T], text: str, *arguments: Any) -> T:
        """Read a text for her, give what ``work`` makes of it.

        ``work`` takes the other arguments, then the text. A short text is read here, any other in a
        process of its own.
        """
        return (
            work(*arguments, text)
            if len(text) <= READ_AT_ONCE
            else self.compute(work, *arguments, text)
        )

    @property
    def is_mediation(self) -> bool:
        """Tell whether she stands on the mediation's side."""
        return self._side.kind == SideKind.MEDIATION

    @property
    def is_party(self) -> bool:
        """Tell whether she stands on a party's side."""
        return self._side.kind == SideKind.PARTY

    @property
    def is_paused(self) -> bool:
        """Tell whether the case waits."""
        return self._row.paused_at is not None

    @property
    def is_closed(self) -> bool:
        """Tell whether the case is closed: it is read, and nothing is done in it."""
        return self._row.closed_at is not None

    @property
    def allows_feeds(self) -> bool:
        """Tell whether people may have calendar feeds of the case."""
        return self._row.feeds_allowed_at is not None

    @property
    def closed_at(self) -> datetime.datetime | None:
        """Give when the case was closed; None while it is open."""
        return self._row.closed_at

    @property
    def pauses_without_us(self) -> bool:
        """Tell whether the case rests when this party withdraws."""
        return self._side.party in self.case.pause

    @property
    def has_withdrawn(self) -> bool:
        """Tell whether her side has withdrawn from the talks."""
        return self._side.left_at is not None

    @cached_property
    def _party_rows(self) -> list[Side]:
        return list(Side.objects.filter(case_id=self._row.id, kind=SideKind.PARTY))

    @cached_property
    def withdrawn(self) -> dict[str, datetime.datetime]:
        """List the parties that have withdrawn, by their ids, each with the time."""
        return {side.party: side.left_at for side in self._party_rows if side.left_at is not None}

    @cached_property
    def locked_parties(self) -> frozenset[str]:
        """List the parties whose papers nobody can read now, as they locked them."""
        return frozenset(side.party for side in self._party_rows if side.locked_at is not None)

    @property
    def consenting(self) -> tuple[str, ...]:
        """List the parties that have to agree to a change of the case.

        They are those that its rules name and that have not withdrawn.
        """
        return tuple(party for party in self.case.consent if party not in self.withdrawn)

    @property
    def is_locked(self) -> bool:
        """Tell whether her side's papers are shut."""
        return self._side.locked_at is not None

    @property
    def needs_pass_phrase(self) -> bool:
        """Tell whether the key of her side is locked.

        Then only a lead's pass phrase opens it.
        """
        return bool(self._side.locked_keys)

    @property
    def may_speak(self) -> bool:
        """Tell whether she speaks for her side."""
        return speaks(self._membership.roles)

    @property
    def was_told(self) -> bool:
        """Tell whether she has read what the record keeps."""
        return self._membership.told_at is not None

    def become(self, now: Self) -> None:
        """See from here on what another view of the same person and case sees, opened anew."""
        assert (now.case_id, now.actor.pk) == (self.case_id, self.actor.pk)
        self.__dict__.clear()
        self.__dict__.update(now.__dict__)

    def may(self, right: Right) -> bool:
        """Tell whether she has a right, as things stand."""
        if not has(right, self._side.kind, self._membership.roles) or (
            self.is_locked and right not in WHILE_LOCKED
        ):
            return False
        if self.is_closed and right not in WHILE_CLOSED:
            return False
        return (right in AFTER_WITHDRAWAL) if self.has_withdrawn else right is not Right.CLEAR_AWAY

    def knows_of(self, right: Right) -> bool:
        """Tell whether she may know that there is such a thing."""
        return is_known_to(right, self._side.kind)

    @property
    def why_not(self) -> str:
        """Say why something is refused to her."""
        if self.is_locked:
            return _("The papers of your side are locked, until its lead unlocks them.")
        if self.is_closed:
            return _("The case is closed. Its lead mediator can open it again.")
        return (
            _("Your side has withdrawn from the talks.")
            if self.has_withdrawn
            else _("Your role on this side does not let you do this.")
        )

    def require(self, right: Right) -> None:
        """Ask for a right. Raises `Refused` where she does not have it."""
        if not self.may(right):
            raise Refused(self.why_not)

    @cached_property
    def rights(self) -> dict[str, bool]:
        """List, for pages, each right by its name, with whether she has it."""
        return {right.name.lower(): self.may(right) for right in Right}

    @cached_property
    def _public(self) -> dict[str, str]:
        return public_part_of(self._row)

    @property
    def name(self) -> str:
        """Give the name of the case, for the reader of a page."""
        return self.case.name.in_language(text_language(self.case.languages, reader_language()))

    @property
    def tongue(self) -> SafeString:
        """Write the attribute with which the case's own words stand on a page: their language.

        It is empty where the case has words in the language of the page. Words of the other
        direction keep together by themselves (`Wording.text`).
        """
        own = text_language(self.case.languages, reader_language())
        return mark_safe("") if own == reader_language() else format_html(' lang="{}"', own)

    @property
    def case_text(self) -> str:
        """Give the text of ``case.yaml``."""
        return self._public["case.yaml"]

    @property
    def case_digest(self) -> str:
        """Make the digest that stands for this version of the public case."""
        return digest_of(self.case_text)

    @property
    def case(self) -> Case:
        """Give the public part of the case."""
        return read_public_case(self.case_text)

    @cached_property
    def sides(self) -> tuple[SideLine, ...]:
        """List the sides whose people she may know, in the case's order.

        All parties are among them, for they are named in the case.
        """
        rows = Side.objects.filter(case_id=self._row.id).order_by("place")
        return tuple(
            _side_line(s)
            for s in rows
            if s.id in self._visible_rows.people or s.kind == SideKind.PARTY
        )


def public_part_of(row: CaseRow) -> dict[str, str]:
    """Open the public part of a case: its files by their names."""
    found: dict[str, str] = json.loads(
        keys.unseal_apart(keys.opening_key(), row.key, row.sealed, f"case {row.id}")
    )
    return found


def digest_of(text: str) -> str:
    """Make the digest that stands for a text: SHA-256, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def _side_line(side: Side) -> SideLine:
    return SideLine(side.id, side.kind, side.party, side.called)
