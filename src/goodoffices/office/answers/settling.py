"""Settle the joint result of a sealed call once its hour has come: it is found once, and stays.

Whoever looks first after the hour settles it, or the worker. With that the answers are deleted.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from goodoffices.office.access.acting import one_at_a_time
from goodoffices.office.models import AnswerCall, SealedAnswer
from goodoffices.office.row_security import set_row_security
from goodoffices.office.sealing import journal
from goodoffices.procedure import CallForAnswers, GivenAnswer, WhetherRule, joint_result


def settled(call: CallForAnswers) -> str | None:
    """Give the joint result of a call whose hour has come; None where it is being found.

    Whether something exists is found by the worker, whatever was answered: so how long that takes
    tells nothing. A lock, a withdrawal, or a clock that is set back changes it no more.
    """
    row = AnswerCall.objects.get(pk=call.id)
    if row.joint is not None:
        return str(row.joint)
    if isinstance(call.rule, WhetherRule) and row.found is None:
        return None
    with one_at_a_time(row.case_id):
        row = AnswerCall.objects.get(pk=call.id)
        if row.joint is None:
            # A side may know of itself alone that it was asked; the result is that of all.
            call = replace(call, sides=tuple(row.said["sides"]))
            with looking_at_all(row.pk):
                answers = SealedAnswer.objects.filter(call_id=row.pk)
                given = [_given(call, one) for one in answers.select_related("side")]
                joint = str(joint_result(call, given, row.closes_at))
                if isinstance(call.rule, WhetherRule):
                    joint = call.rule.told(joint, exists=bool(row.found))
                row.joint = joint
                row.save(update_fields=["joint_sealed"])
                answers.delete()
            journal.ask()
    return str(row.joint)


def _given(call: CallForAnswers, row: SealedAnswer) -> GivenAnswer:
    """Read an answer; when it was given is kept nowhere."""
    return GivenAnswer(side=row.side.party, at=call.opens, choice=row.choice or None)


@contextmanager
def looking_at_all(call: uuid.UUID) -> Iterator[None]:
    """Look at the answers of all sides to one call, and no longer than that is needed."""
    look_at_all(call)
    yield
    set_row_security({"office.calls": ""})


def look_at_all(call: uuid.UUID) -> None:
    """Let this transaction see the answers of all sides to one call."""
    set_row_security({"office.calls": str(call)})
