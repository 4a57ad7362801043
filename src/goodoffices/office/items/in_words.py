"""What is carried, in words: each item with where it may go, where it is, and what was answered."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.access.sides import label_of_party
from goodoffices.office.files.readings import files_of_entries
from goodoffices.office.items.forms import others
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.pages.in_words import package_rows
from goodoffices.office.talks.in_words import on_her_clock
from goodoffices.office.talks.readings import TalksRead, read_talks
from goodoffices.procedure import MEDIATION, Carried, Item, Moment, unanswered
from goodoffices.record import kinds
from goodoffices.report.talks_in_words import kind_word, moment_words, side_word
from goodoffices.report.wording import Wording


@dataclass(frozen=True, kw_only=True)
class CarriedShown:
    """That an item is with a party: since when, what it answered, and when.

    ``answered``: empty where it has not, or the reader may not know; ``label``, ``number``: of the
    entry by which it got it, for the mediation.
    """

    party: str
    since: str
    answered: str
    answer: str
    label: str
    number: int


@dataclass(frozen=True, kw_only=True)
class ItemShown:
    """An item as a page shows it.

    ``allowed``: to whom its owner lets it go; ``to_allow``, ``to_carry``: parties that could be
    added, and that could get it now; ``says_owner``: whether whoever gets it reads whose it is;
    ``due``: until when an answer was agreed, for her own side; ``rows``: the options that go with
    it; ``asks_for_a_position``: it lies before her side, which takes a position on it.
    """

    id: str
    kind: str
    words: str
    owner: str
    is_ours: bool
    at: str
    agreed_days: int | None
    allowed: str
    carried: tuple[CarriedShown, ...]
    to_allow: tuple[tuple[str, str], ...]
    to_carry: tuple[tuple[str, str], ...]
    says_owner: bool
    label: str
    number: int
    file: str
    file_id: str
    rows: tuple[tuple[str, str], ...] = ()
    asks_for_a_position: bool = False
    may_be_answered: bool = False
    waits_for_answer: bool = False
    due: datetime.date | None = None


def items_in_words(view: CaseView) -> list[ItemShown]:
    """List the items of her side and those that were carried to it; for the mediation all."""
    read, w = read_talks(view), wording_for_reader(view.case)
    newest = sorted(read.talks.items, key=_newest, reverse=True)
    files = files_of_entries(view) if read.files else {}
    shown = [_shown(one, read, files, view, w) for one in newest]
    # What waits for an answer of hers comes first.
    return sorted(shown, key=lambda one: not one.waits_for_answer)


def _newest(item: Item) -> tuple[object, ...]:
    return max([item.at.sort_key, *(one.at.sort_key for one in item.carried)]), item.id


def may_be_said(shown: list[ItemShown], view: CaseView) -> list[tuple[str, str, list[ItemShown]]]:
    """List for each party, by id and name, what may be carried to it now, by whose leave."""
    return [
        (party, name, [one for one in shown if party in dict(one.to_carry)])
        for party, name in others(view)
    ]


def _shown(
    item: Item, read: TalksRead, files: Mapping[tuple[str, int], str], view: CaseView, w: Wording
) -> ItemShown:
    is_ours = item.owner == (view.side.party or MEDIATION)
    allowed = read.allowed.get(item.id, ())
    has_it = {item.owner, *(one.to for one in item.carried)}
    may_go = [one for one in others(view) if one[0] not in has_it]
    mine = next((one for one in item.carried if one.to == view.side.party), None)
    given = read.entered_thing(kinds.ITEM_GIVEN.name, item.id) or read.entered_thing(
        kinds.ITEM_CARRIED.name, item.id
    )
    label, number = next(iter(given.numbers.items())) if given is not None else ("", 0)
    ids = dict(read.passed.get(item.id, ()))
    return ItemShown(
        id=item.id,
        kind=kind_word(str(item.kind), w),
        words=w.text(item.text),
        owner=side_word(item.owner, w),
        is_ours=is_ours,
        at=_moment(item.at, w),
        agreed_days=item.agreed_days,
        allowed=w.list_of(map(w.party, allowed)),
        carried=tuple(_carried(one, item, ids, read, view, w) for one in item.carried),
        to_allow=tuple(one for one in others(view) if one[0] not in allowed)
        if is_ours and view.is_party and view.may(Right.ALLOW_ITEMS)
        else (),
        to_carry=tuple(one for one in may_go if item.owner == MEDIATION or one[0] in allowed)
        if view.may(Right.RELEASE)
        else (),
        says_owner=not item.kind.hides_its_owner and item.owner != MEDIATION,
        label=label,
        number=number,
        file=str(read.files.get(item.id, {}).get("name", "")),
        file_id=files.get((label, number), ""),
        rows=tuple(package_rows(view.case, item.package)),
        asks_for_a_position=mine is not None and item.kind.asks_for_a_position,
        may_be_answered=mine is not None
        and mine.answered is None
        and not item.kind.asks_for_a_position,
        waits_for_answer=mine in unanswered(item),
        due=_due(item, mine),
    )


def _carried(
    one: Carried, item: Item, ids: dict[str, str], read: TalksRead, view: CaseView, w: Wording
) -> CarriedShown:
    number_there = ids.get(one.to, "") or item.id
    entry = read.entered_thing(kinds.ITEM_CARRIED.name, number_there)
    label = label_of_party(one.to)
    return CarriedShown(
        party=_("your side") if one.to == view.side.party else w.party(one.to),
        since=_moment(one.at, w),
        answered="" if one.answered is None else _moment(one.answered, w),
        answer=w.isolated(read.answers.get(number_there, "")),
        label=label,
        number=0 if entry is None else entry.numbers.get(label, 0),
    )


def _due(item: Item, mine: Carried | None) -> datetime.date | None:
    """Find until when her side was to answer, where days were agreed."""
    if mine is None or mine.answered is not None or item.agreed_days is None:
        return None
    return mine.at.day + datetime.timedelta(days=item.agreed_days)


def _moment(moment: Moment, w: Wording) -> str:
    return moment_words(on_her_clock(moment), w)
