"""Enters that an item may go further, and that it went to a party."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.office.access.acting import ActNow
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.access.sides import reader_of
from goodoffices.office.models import Entry, Log
from goodoffices.office.record.commands import log_of
from goodoffices.office.refusal import Refused
from goodoffices.office.talks import payloads
from goodoffices.office.talks.entering import enter, logs_of_readers, new_number
from goodoffices.procedure import MEDIATION, Item, Moment
from goodoffices.record import kinds


def enter_allowed(view: CaseView, act: ActNow, item: str, owner: str, to: Collection[str]) -> None:
    """Enter that the owner of an item lets the mediation carry it to other parties.

    Raises `Refused`.
    """
    if not view.may(Right.ALLOW_ITEMS):
        raise Refused(_("Only who speaks for the side lets an item go further."), "to")
    if not {*to} <= {*view.case.party_ids} - {owner}:
        raise Refused(_("There is no such party in the talks."), "to")
    ordered = [party for party in view.case.party_ids if party in to]
    enter(view, act, kinds.ITEM_ALLOWED, {"item": item, "to": ordered}, [log_of(act.side)])


def enter_carried(
    view: CaseView, act: ActNow, item: Item, theirs: Log, file: Mapping[str, Any] | None = None
) -> Entry:
    """Enter an item into the log of the party that gets it, and that it went there.

    Gives the party's entry. The party knows the item by an id of its own. A hypothetical and a
    non-paper say nothing of their origin.
    """
    number, at = new_number(), Moment.at(act.at)
    owner = MEDIATION if item.kind.hides_its_owner else item.owner
    given = {
        **payloads.item_payload(item, file),
        "item": number,
        "owner": owner,
        "track": "",
        "at": at.written,
    }
    [entry] = enter(view, act, kinds.ITEM_CARRIED, given, [theirs])
    to = reader_of(theirs.label)
    passed = {"item": item.id, "to": to, "as": number, "at": at.written}
    enter(view, act, kinds.ITEM_PASSED, passed, [log_of(act.side)])
    if item.owner != MEDIATION:
        owners = logs_of_readers(view, [item.owner])
        enter(view, act, kinds.ITEM_PASSED, {**passed, "as": ""}, owners)
    return entry
