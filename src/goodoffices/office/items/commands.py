"""Give something to be carried, let it go further, carry it, and answer it.

An item goes further in two ways alone: as it is, to a party to which its owner lets it go; or as
the mediation's own word.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.case import Text
from goodoffices.office.access.acting import ActNow, acting
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.files.commands import carry_file
from goodoffices.office.pages.numbers import lazy_number
from goodoffices.office.papers.packages import is_part_of
from goodoffices.office.record.commands import log_of
from goodoffices.office.refusal import Refused
from goodoffices.office.talks import payloads
from goodoffices.office.talks.carrying import enter_allowed, enter_carried
from goodoffices.office.talks.entering import enter, logs_of_readers, new_number
from goodoffices.office.talks.readings import TalksRead, read_talks
from goodoffices.procedure import MEDIATION, Item, ItemKind, Moment
from goodoffices.record import kinds

MOST_WORDS = 4_000
WORDS = format_lazy(gettext_lazy("Say it in 1 to {most} characters."), most=lazy_number(MOST_WORDS))


@dataclass(frozen=True, kw_only=True)
class WhatIsGiven:
    """What is given to be carried.

    ``package``: with a proposal or a non-paper, its options by issue; ``agreed_days``: for an
    answer.
    """

    kind: ItemKind
    words: str
    agreed_days: int | None = None
    package: Mapping[str, str] = field(default_factory=dict)


def give_item(
    view: CaseView,
    given: WhatIsGiven,
    allowed: Collection[str],
    idempotency_key: uuid.UUID | None,
) -> None:
    """Give an item to the mediation; for the mediation, write one of its own.

    ``allowed``: parties to which the owner lets the mediation carry it, at once. Raises `Refused`,
    `AlreadyDone`.
    """
    _refuse(view, given)
    with acting(view, Right.GIVE_ITEMS, idempotency_key) as act:
        owner = view.side.party or MEDIATION
        item = _item(given, owner, act)
        log = log_of(act.side)
        enter(view, act, kinds.ITEM_GIVEN, payloads.item_payload(item), [log])
        if allowed:
            enter_allowed(view, act, item.id, owner, allowed)


def allow_item(
    view: CaseView, item: str, to: Collection[str], idempotency_key: uuid.UUID | None
) -> None:
    """Let the mediation carry an item of one's side to other parties, as it is.

    It cannot be taken back. Raises `Refused`, `AlreadyDone`.
    """
    with acting(view, Right.ALLOW_ITEMS, idempotency_key) as act:
        read = read_talks(view)
        found = _find(read, item)
        if found is None or found.owner != view.side.party:
            raise Refused(_("There is no such item of your side."))
        fresh = [one for one in to if one not in read.allowed.get(item, ())]
        if not fresh:
            raise Refused(_("Tick the party to which it may go now."), "to")
        enter_allowed(view, act, item, found.owner, fresh)


def carry_item(
    view: CaseView,
    item: str,
    to: str,
    idempotency_key: uuid.UUID | None,
) -> None:
    """Carry an item to a party as it is.

    The mediation's own goes anywhere; a party's where its owner lets it go. Raises `Refused`,
    `AlreadyDone`.
    """
    with acting(view, Right.RELEASE, idempotency_key, while_paused=False) as act:
        read = read_talks(view)
        found = _find(read, item)
        if found is None:
            raise Refused(_("There is no such item."))
        if found.owner not in (MEDIATION, to) and to not in read.allowed.get(item, ()):
            raise Refused(_("Its owner has not let it go there."))
        if found.owner == to or to in {one.to for one in found.carried}:
            raise Refused(_("This party has it already."))
        _carry(view, act, found, to, read.files.get(item))


def carry_own_words(
    view: CaseView,
    given: WhatIsGiven,
    to: Collection[str],
    idempotency_key: uuid.UUID | None,
) -> None:
    """Write something in the mediation's own words and carry it to parties, in one act.

    Raises `Refused`, `AlreadyDone`.
    """
    _refuse(view, given)
    with acting(view, Right.RELEASE, idempotency_key, while_paused=False) as act:
        if not to:
            raise Refused(_("Choose a party that is in the talks."), "to")
        item = _item(given, MEDIATION, act)
        enter(view, act, kinds.ITEM_GIVEN, payloads.item_payload(item), [log_of(act.side)])
        for party in to:
            _carry(view, act, item, party)


def _carry(
    view: CaseView, act: ActNow, item: Item, to: str, file: Mapping[str, Any] | None = None
) -> None:
    """Enter that an item went to a party, with its file where it is one."""
    [theirs] = logs_of_readers(view, [to])
    entry = enter_carried(view, act, item, theirs, file)
    if item.kind is ItemKind.FILE:
        first = read_talks(view).entered[kinds.ITEM_GIVEN.name][item.id]
        [(label, place)] = first.numbers.items()
        carry_file(view, label, place, entry)


def answer_item(view: CaseView, item: str, words: str, idempotency_key: uuid.UUID | None) -> None:
    """Answer to the mediation something that was carried to one's side. An answer stays.

    Raises `Refused`, `AlreadyDone`.
    """
    _refuse_words(words)
    with acting(view, Right.ANSWER, idempotency_key) as act:
        found = _find(read_talks(view), item)
        mine = () if found is None else [one for one in found.carried if one.to == view.side.party]
        if found is None or not mine:
            raise Refused(_("There is no such item before your side."))
        if found.kind.asks_for_a_position:
            raise Refused(_("Take a position on it, on the page “Put before us”."))
        if mine[0].answered is not None:
            raise Refused(_("Your side has answered this."))
        said = {"item": item, "text": words.strip(), "at": Moment.at(act.at).written}
        enter(view, act, kinds.ITEM_ANSWERED, said, [log_of(act.side)])


def _find(read: TalksRead, item: str) -> Item | None:
    return next((one for one in read.talks.items if one.id == item), None)


def _item(given: WhatIsGiven, owner: str, act: ActNow) -> Item:
    return Item(
        id=new_number(),
        kind=given.kind,
        text=Text((("", given.words.strip()),)),
        owner=owner,
        at=Moment.at(act.at),
        agreed_days=given.agreed_days,
        package=given.package,
    )


def _refuse(view: CaseView, given: WhatIsGiven) -> None:
    """Refuse an item without words, or with options that do not belong to it. Raises `Refused`."""
    _refuse_words(given.words)
    if given.package and not given.kind.asks_for_a_position:
        raise Refused(_("Options go with a proposal or a non-paper alone."), "item_kind")
    if not is_part_of(view.case, given.package):
        raise Refused(_("Choose an option of the issue."))


def _refuse_words(words: str) -> None:
    if not words.strip() or len(words) > MOST_WORDS:
        raise Refused(WORDS, "words")
