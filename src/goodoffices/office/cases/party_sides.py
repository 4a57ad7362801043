"""The sides of the parties, as a case names them: one comes in, or goes that nobody stands on."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from goodoffices.case import Case
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import SideKind
from goodoffices.office.access.side_keys import give_log_keys
from goodoffices.office.access.sides import new_log, new_side
from goodoffices.office.models import Entry, Invitation, Log, LogKey, Membership, Paper, Side
from goodoffices.office.refusal import Refused
from goodoffices.office.row_security import set_row_security


def refuse_taking_out(view: CaseView, new: Case) -> None:
    """Check that the parties which a case does not name any more can go. Raises `Refused`."""
    gone = [side for side in _parties(view.case_id) if side.party not in new.party_ids]
    known = [side for side in gone if _is_known_to_somebody(side)]
    # What was looked for there is nobody's to see; the command goes on with what she sees.
    view.visible_rows.set_row_security()
    if known:
        raise Refused(
            _(
                "{party} stays: somebody was invited to its side, or something was released to it. "
                "A party that does not go on withdraws."
            ).format(party=known[0].name)
        )


def fit_sides(view: CaseView, new: Case) -> None:
    """Let the sides be those of the parties that a case names, within a command. Raises `Refused`.

    A party that is new gets a side, with its key and its log. One that is named no more loses its
    own, on which nobody ever stood.
    """
    case_id = view.case_id
    refuse_taking_out(view, new)
    sides = {side.party: side for side in _parties(case_id)}
    for party_id, side in sides.items():
        if party_id not in new.party_ids:
            LogKey.objects.filter(log__side=side).delete()
            LogKey.objects.filter(side=side).delete()
            Log.objects.filter(side=side).delete()
            side.delete()
    for place, party in enumerate(new.parties, 1):
        name = party.name.in_language(new.languages[0])
        if party.id in sides:
            Side.objects.filter(pk=sides[party.id].pk).update(name=name, place=place)
        else:
            new_log(new_side(case_id, SideKind.PARTY, party.id, name, place))
    give_log_keys(case_id)


def _parties(case_id: uuid.UUID) -> list[Side]:
    return list(Side.objects.filter(case_id=case_id, kind=SideKind.PARTY))


def _is_known_to_somebody(side: Side) -> bool:
    """Tell whether anybody was ever invited to a side, or anything entered into its log."""
    logs = [log.pk for log in Log.objects.filter(side=side)]
    set_row_security({"office.people": str(side.pk), "office.logs": ",".join(map(str, logs))})
    return (
        Membership.objects.filter(side=side).exists()
        or Invitation.objects.filter(side=side).exists()
        or Entry.objects.filter(log__in=logs).exists()
        or Paper.objects.filter(side=side).exists()
    )
