"""Enter the joint result of sealed answers after its hour; and let a side fall silent that leaves.

What holds is computed at reading, from the hour on. The entry makes it last: it says the hour at
which it holds, and stands at its own time. With it the answers themselves are deleted.
"""

from __future__ import annotations

import datetime
import uuid

from goodoffices.office.access.acting import one_at_a_time
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import SideKind
from goodoffices.office.access.rights import Right
from goodoffices.office.answers.readings import call_of, every_answer, look_at_all
from goodoffices.office.models import SealedAnswer, SealedCall, Side
from goodoffices.office.record.commands import log_of, record
from goodoffices.office.row_security import set_row_security
from goodoffices.office.sealing import clock_and_chance, journal
from goodoffices.procedure import all_agree
from goodoffices.record.kinds import CALL_CLOSED, CALL_OPENED


def tell_where_due(now: datetime.datetime) -> int:
    """Enter the results of calls whose hour has come; give how many."""
    due = SealedCall.objects.filter(closes_at__lte=now, told_at=None).order_by("closes_at", "pk")
    return sum(_tell(call.pk, call.case_id) for call in list(due))


def _tell(call_id: uuid.UUID, case_id: uuid.UUID) -> bool:
    with one_at_a_time(case_id):
        mediation = Side.objects.get(case_id=case_id, kind=SideKind.MEDIATION)
        view = CaseView.for_side(mediation.pk, Right.SEE_ITEMS)
        if view is None:
            return False
        opened = [
            one for one in view.entries_of(CALL_OPENED) if one.payload.get("call") == str(call_id)
        ]
        at = clock_and_chance.now()
        if opened and (given := every_answer(view, call := call_of(opened[0]))) is not None:
            said = {
                "call": str(call_id),
                "closes": opened[0].payload["closes"],
                "all_agree": bool(all_agree(call, given, max(at, call.closes))),
            }
            asked = Side.objects.filter(case_id=case_id, party__in=call.sides, left_at=None)
            for side in (mediation, *asked.order_by("place")):
                record(log_of(side), view.actor, CALL_CLOSED, at, said, is_by_office=True)
        look_at_all(call_id)
        SealedAnswer.objects.filter(call_id=call_id).delete()
        set_row_security({"office.calls": ""})
        SealedCall.objects.filter(pk=call_id).update(told_at=at)
    journal.ask()
    return True


def fall_silent(side: uuid.UUID, at: datetime.datetime) -> None:
    """Take back what a side answered to calls that are open: it is locked, or withdraws."""
    rows = SealedAnswer.objects.filter(side_id=side, call__closes_at__gt=at)
    for row in rows:
        row.choice = ""
        row.save(update_fields=["choice_sealed"])
    journal.ask()
