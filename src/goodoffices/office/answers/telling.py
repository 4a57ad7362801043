"""Enter what came of a call after its hour; and let a side fall silent that leaves.

What holds is computed at reading, from the hour on. The entry makes it last: it says the hour at
which it holds, and stands at its own time. With it sealed answers are deleted.
"""

from __future__ import annotations

import datetime
import uuid

from goodoffices.office.access.acting import one_at_a_time
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import SideKind
from goodoffices.office.access.rights import Right
from goodoffices.office.answers.readings import (
    answers_from,
    answers_in_entries,
    call_of,
    every_answer,
    look_at_all,
)
from goodoffices.office.models import AnswerCall, SealedAnswer, Side
from goodoffices.office.record.commands import log_of, record
from goodoffices.office.row_security import set_row_security
from goodoffices.office.sealing import clock_and_chance, journal
from goodoffices.procedure import MEDIATION, CallForAnswers, WhoSees, all_agree, answer_of
from goodoffices.record.kinds import CALL_CLOSED, CALL_MISSED, CALL_OPENED


def tell_where_due(now: datetime.datetime) -> int:
    """Enter the results of calls whose hour has come; give how many."""
    due = AnswerCall.objects.filter(closes_at__lte=now, told_at=None).order_by("closes_at", "pk")
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
        own = [one for one in opened if one.label == MEDIATION]
        if own:
            call = call_of(own[0])
            is_sealed = call.rule.who_sees is WhoSees.JOINT_RESULT
            (_tell_joint_result if is_sealed else _tell_who_missed_it)(view, call, at)
        look_at_all(call_id)
        SealedAnswer.objects.filter(call_id=call_id).delete()
        set_row_security({"office.calls": ""})
        AnswerCall.objects.filter(pk=call_id).update(told_at=at)
    journal.ask()
    return True


def _tell_joint_result(view: CaseView, call: CallForAnswers, at: datetime.datetime) -> None:
    """Enter the joint result for all who were asked, and for the mediation."""
    joint = bool(all_agree(call, every_answer(call), max(at, call.closes)))
    said = {"call": call.id, "closes": call.closes.isoformat(), "all_agree": joint}
    for side in (view.actor.side, *_asked(view, call)):
        record(log_of(side), view.actor, CALL_CLOSED, at, said, is_by_office=True)


def _tell_who_missed_it(view: CaseView, call: CallForAnswers, at: datetime.datetime) -> None:
    """Enter for each side that was silent at the hour that it was, and what that counts as."""
    given = answers_from(answers_in_entries(view, call.id))
    for side in _asked(view, call):
        if answer_of(given, side.party) is None:
            said = {
                "call": call.id,
                "party": side.party,
                "closes": call.closes.isoformat(),
                "counts_as": call.rule.silence,
            }
            record(log_of(side), view.actor, CALL_MISSED, at, said, is_by_office=True)


def _asked(view: CaseView, call: CallForAnswers) -> list[Side]:
    asked = Side.objects.filter(case_id=view.case_id, party__in=call.sides, left_at=None)
    return list(asked.order_by("place"))


def fall_silent(side: uuid.UUID, at: datetime.datetime) -> None:
    """Take back what a side answered to calls that are open: it is locked, or withdraws."""
    rows = SealedAnswer.objects.filter(side_id=side, call__closes_at__gt=at)
    for row in rows:
        row.choice = ""
        row.save(update_fields=["choice_sealed"])
    journal.ask()
