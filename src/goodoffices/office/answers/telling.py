"""Enter what came of a call after its hour.

What holds is found at the first reading from the hour on (`settling`), or here. The entry says the
hour at which it holds, and stands at its own time.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Sequence

from django.db import transaction

from goodoffices.office.access.acting import one_at_a_time
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import SideKind
from goodoffices.office.access.rights import Right
from goodoffices.office.answers.after_yes import find_better
from goodoffices.office.answers.readings import (
    AnswerRead,
    answers_from,
    answers_in_entries,
    answers_to_all,
    call_of,
    find_call,
    id_asked,
    parties_asked,
)
from goodoffices.office.answers.settling import looking_at_all, settled
from goodoffices.office.models import AnswerCall, SealedAnswer, Side
from goodoffices.office.papers.packages import is_package_of
from goodoffices.office.record.commands import common_log, log_of, record
from goodoffices.office.sealing import clock_and_chance
from goodoffices.procedure import (
    ALL_AGREE,
    MEDIATION,
    PUBLIC,
    CallForAnswers,
    WhetherRule,
    WhoSees,
    answer_of,
    joint_result,
)
from goodoffices.record.kinds import (
    CALL_ANSWERED,
    CALL_CLOSED,
    CALL_MISSED,
    CALL_SHOWN,
    STATEMENT_PUBLISHED,
)

logger = logging.getLogger("goodoffices.office")


def tell_where_due(now: datetime.datetime) -> int:
    """Enter what came of calls whose hour has come; give of how many.

    One that cannot be told now keeps no other from it, and is tried again.
    """
    count = 0
    due = AnswerCall.objects.filter(closes_at__lte=now, told_at=None).order_by("closes_at", "pk")
    for row in list(due):
        try:
            count += _tell(row)
        except Exception as fault:  # whatever is wrong with one call, the next is told
            logger.error("what came of a call could not be entered: %s", type(fault).__name__)
    return count


def _tell(row: AnswerCall) -> bool:
    """Settle a call, and enter what came of it while the mediation can write into the logs."""
    call = call_of(str(row.pk), row.said, row.closes_at, row.closes_at)
    if isinstance(call.rule, WhetherRule) and row.found is None and not _look(row):
        return False
    is_settled = call.rule.is_sealed or call.rule.tells_result
    sealed = settled(call) if is_settled else None
    with one_at_a_time(row.case_id):
        mediation = Side.objects.get(case_id=row.case_id, kind=SideKind.MEDIATION)
        view = CaseView.for_side(mediation.pk, Right.SEE_ITEMS)
        if view is None or view.is_locked:
            return False
        if not AnswerCall.objects.filter(pk=row.pk, told_at=None).exists():
            # Another process told it while this one waited.
            return False
        at = clock_and_chance.now()
        if call.rule.who_sees is WhoSees.MEDIATION and not call.rule.tells_result:
            _tell_who_missed_it(view, call, row.closes_at, at)
        else:
            given = () if is_settled else answers_to_all(call)
            _pass_on(view, call, given, at)
            result = joint_result(call, answers_from(given), row.closes_at)
            said = {
                "call": call.id,
                "rule": row.said["rule"],
                "closes": row.closes_at.isoformat(),
                "result": result if sealed is None else sealed,
            }
            for side in (view.actor.side, *parties_asked(view, call.sides)):
                record(log_of(side), view.actor, CALL_CLOSED, at, said, is_by_office=True)
            if row.said["rule"] == "statement" and sealed == ALL_AGREE:
                _tell_everybody(view, call, said["closes"], at)
            if row.said["rule"] == "see" and sealed == ALL_AGREE:
                _show(view, call, row.said["asks"]["after"], at)
            _forget(row, sealed)
        AnswerCall.objects.filter(pk=row.pk).update(told_at=at)
    return True


def _tell_everybody(
    view: CaseView, call: CallForAnswers, closes: str, at: datetime.datetime
) -> None:
    """Enter into the log that everybody in the case reads that a joint statement is public."""
    found = find_call(view, call.id)
    if found is not None:
        asks = found.asks
        said = {"call": call.id, "title": asks["title"], "closes": closes, "sha256": asks["sha256"]}
        log = common_log(view.case_id, PUBLIC)
        record(log, view.actor, STATEMENT_PUBLISHED, at, said, is_by_office=True)


def _forget(row: AnswerCall, result: str | None) -> None:
    """Delete what is not needed any more: answers that are passed on, packages that nobody sees."""
    with looking_at_all(row.pk):
        SealedAnswer.objects.filter(call_id=row.pk).delete()
    after = row.said["asks"].get("after") if row.said["rule"] == "see" else None
    useless = [after] if after else []
    if row.said["rule"] == "whether" and result != ALL_AGREE:
        useless.append(row.pk)
    for one in AnswerCall.objects.filter(pk__in=useless):
        one.found = {}
        one.save(update_fields=["found_sealed"])


def _look(row: AnswerCall) -> bool:
    """Look for a better package, whatever was answered; False while that cannot be done."""
    with transaction.atomic():
        mediation = Side.objects.get(case_id=row.case_id, kind=SideKind.MEDIATION)
        view = CaseView.for_side(mediation.pk, Right.SEE_REPORT)
        if view is None or view.is_locked:
            return False
        found = find_call(view, str(row.pk))
        package = {} if found is None else found.package
        row.found = find_better(view, row.closes_at, package) or {}
        row.save(update_fields=["found_sealed"])
    return True


def _show(view: CaseView, call: CallForAnswers, whether: str, at: datetime.datetime) -> None:
    """Show what was found to those who all wanted to see it, each with its own gain."""
    found = AnswerCall.objects.get(pk=whether).found
    if not found or not is_package_of(view.case, found["package"]):
        return
    said = {"call": call.id, "package": found["package"], "gain": ""}
    record(log_of(view.actor.side), view.actor, CALL_SHOWN, at, said, is_by_office=True)
    for side in parties_asked(view, call.sides):
        own = {**said, "gain": found["gains"][side.party]}
        record(log_of(side), view.actor, CALL_SHOWN, at, own, is_by_office=True)


def _pass_on(
    view: CaseView, call: CallForAnswers, given: Sequence[AnswerRead], at: datetime.datetime
) -> None:
    """Enter what all who were asked could read into the logs of the others."""
    for one in reversed(given):
        said = {"call": call.id, "party": one.party, "choice": one.choice, "words": one.words}
        for side in parties_asked(view, call.sides):
            if side.party != one.party:
                record(log_of(side), view.actor, CALL_ANSWERED, at, said, is_by_office=True)


def _tell_who_missed_it(
    view: CaseView, call: CallForAnswers, closes: datetime.datetime, at: datetime.datetime
) -> None:
    """Enter for each side that was silent at the hour that it was, and what that counts as."""
    given = answers_from(answers_in_entries(view, call.id))
    own = [view.actor.side] if MEDIATION in call.sides else []
    for side in (*parties_asked(view, call.sides), *own):
        party = id_asked(side)
        if answer_of(given, party) is None:
            said = {
                "call": call.id,
                "party": party,
                "closes": closes.isoformat(),
                "counts_as": call.rule.silence,
            }
            record(log_of(side), view.actor, CALL_MISSED, at, said, is_by_office=True)
