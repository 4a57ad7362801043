"""Enter a round of talks, and let parties know of it.

What is entered are acts and next steps, never who said what.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from goodoffices.office.access.acting import ActNow, acting
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import SideKind
from goodoffices.office.access.rights import Right
from goodoffices.office.models import Side
from goodoffices.office.record.commands import log_of, record
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import clock_and_chance
from goodoffices.office.talks.readings import RoundHeld, list_rounds
from goodoffices.record.kinds import ROUND_HELD, ROUND_OUTCOME


def enter_round(
    view: CaseView,
    held: RoundHeld,
    known_to: Collection[str],
    read_by: Collection[str],
    idempotency_key: uuid.UUID | None,
) -> None:
    """Enter a round into the mediation's own log, and into those of the parties that may know.

    ``known_to``: who may know that it took place; ``read_by``: who may read what came of it, too.
    Raises `Refused`, `AlreadyDone`.
    """
    with acting(view, Right.ENTER_ROUNDS, idempotency_key) as act:
        _refuse_telling(view, known_to, read_by)
        number = str(clock_and_chance.new_id())
        _enter(view, act, act.side, number, held, with_outcome=True)
        for side in _sides(view, known_to):
            _enter(view, act, side, number, held, with_outcome=side.party in read_by)


def tell_of_round(
    view: CaseView,
    number: str,
    known_to: Collection[str],
    read_by: Collection[str],
    idempotency_key: uuid.UUID | None,
) -> None:
    """Let parties know of a round that was entered before, or read what came of it.

    What a party knows already stays. Raises `Refused`, `AlreadyDone`.
    """
    with acting(view, Right.RELEASE, idempotency_key, while_paused=False) as act:
        found = next((one for one in list_rounds(view) if one.number == number), None)
        if found is None:
            raise Refused(_("There is no such round."))
        _refuse_telling(view, {*found.known_to, *known_to}, read_by)
        told, shown = {*known_to} - {*found.known_to}, {*read_by} - {*found.read_by}
        if not told and not shown:
            raise Refused(_("Choose a party that does not know it yet."), "known")
        for side in _sides(view, told | shown):
            if side.party in told:
                _enter(view, act, side, number, found, with_outcome=side.party in shown)
            else:
                _enter_outcome(view, act, side, number, found)


def _refuse_telling(view: CaseView, known_to: Collection[str], read_by: Collection[str]) -> None:
    """Refuse to tell parties what she may not release, and an outcome without its round."""
    if (known_to or read_by) and not view.may(Right.RELEASE):
        raise Refused(_("Only the lead of the mediation lets a party know."), "known")
    if not {*read_by} <= {*known_to}:
        words = _("Who reads what came of a round knows that it took place: choose it there, too.")
        raise Refused(words, "readers")


def _sides(view: CaseView, parties: Collection[str]) -> Sequence[Side]:
    found = Side.objects.filter(
        case_id=view.case_id, kind=SideKind.PARTY, party__in=parties, left_at=None
    )
    sides = list(found.order_by("place"))
    if len(sides) < len({*parties}):
        raise Refused(_("There is no such party in the talks."), "known")
    return sides


def _enter(
    view: CaseView, act: ActNow, side: Side, number: str, held: RoundHeld, *, with_outcome: bool
) -> None:
    said = {
        "round": number,
        "track": held.track,
        "began": held.began.isoformat(),
        "ended": "" if held.ended is None else held.ended.isoformat(),
        "place": held.place,
        "level": held.level,
        "parties": list(held.parties),
    }
    record(log_of(side), view.actor, ROUND_HELD, act.at, said)
    if with_outcome:
        _enter_outcome(view, act, side, number, held)


def _enter_outcome(view: CaseView, act: ActNow, side: Side, number: str, held: RoundHeld) -> None:
    if held.decided or held.next_steps:
        steps = [
            {
                "text": one.text,
                "who": one.who,
                "due": "" if one.due is None else one.due.isoformat(),
            }
            for one in held.next_steps
        ]
        said = {"round": number, "decided": held.decided, "next_steps": steps}
        record(log_of(side), view.actor, ROUND_OUTCOME, act.at, said)
