"""Close a case, open it again, begin another like it, or delete it before anybody was invited."""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.formats.ours import case_editing
from goodoffices.office.access.acting import acting
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kept_texts import forget_texts
from goodoffices.office.access.kinds import PaperKind, SideKind
from goodoffices.office.access.rights import Right
from goodoffices.office.answers.settling import looking_at_all
from goodoffices.office.cases.opening import open_case
from goodoffices.office.feeds.ending import end_feeds
from goodoffices.office.models import (
    AnswerCall,
    CaseRow,
    Invitation,
    JointStatement,
    LogKey,
    Membership,
    Request,
    SealedAnswer,
    Side,
)
from goodoffices.office.papers.papers import delete_papers
from goodoffices.office.record.commands import common_log, record
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import journal
from goodoffices.record.kinds import CASE_CLOSED, CASE_REOPENED

SOMEBODY_KNOWS = gettext_lazy(
    "Somebody outside the mediation was invited to this case, so it stays. Close it instead: then "
    "it can be read, and nothing is done in it any more."
)


def close_case(view: CaseView, idempotency_key: uuid.UUID | None) -> None:
    """Close a case: everybody goes on reading it, and nothing is done in it. Raises `Refused`."""
    with acting(view, Right.CLOSE_CASE, idempotency_key) as act:
        if _is_answer_awaited(view, act.at):
            raise Refused(_("Answers are asked for until an hour. Close the case after that."))
        if not CaseRow.objects.filter(pk=view.case_id, closed_at=None).update(closed_at=act.at):
            raise Refused(_("The case is closed already."))
        end_feeds(case_id=view.case_id)
        record(common_log(view.case_id), view.actor, CASE_CLOSED, act.at, {})


def _is_answer_awaited(view: CaseView, at: datetime.datetime) -> bool:
    calls = AnswerCall.objects.filter(case_id=view.case_id, told_at=None)
    return calls.filter(closes_at__gt=at).exists()


def reopen_case(view: CaseView, idempotency_key: uuid.UUID | None) -> None:
    """Open a closed case again. Raises `Refused`."""
    with acting(view, Right.CLOSE_CASE, idempotency_key) as act:
        closed = CaseRow.objects.filter(pk=view.case_id).exclude(closed_at=None)
        if not closed.update(closed_at=None):
            raise Refused(_("The case is open."))
        record(common_log(view.case_id), view.actor, CASE_REOPENED, act.at, {})


def copy_case(view: CaseView, idempotency_key: uuid.UUID | None) -> uuid.UUID:
    """Open another case with the same issues, rules and parties, named a copy, and give its id.

    Nothing else goes along: no preferences, no estimates, no people but its lead. Raises `Refused`.
    """
    view.require(Right.CLOSE_CASE)
    name = view.case.name.in_language(view.case.languages[0])
    text = case_editing.with_name(view.case_text, f"{name[:190]} (copy)")
    return open_case(view.actor.person, {"case.yaml": text}, idempotency_key)


def may_be_deleted(view: CaseView) -> bool:
    """Tell whether nobody outside the mediation was ever invited to the case."""
    others = Side.objects.filter(case_id=view.case_id).exclude(kind=SideKind.MEDIATION)
    invited = Invitation.objects.filter(side__in=others).exists()
    return not invited and not view.visible_rows.memberships().filter(side__in=others).exists()


def delete_case(view: CaseView, idempotency_key: uuid.UUID | None) -> None:
    """Delete a case with its papers and all its keys. Raises `Refused`, where it is known outside.

    Entries of the record are never deleted: what is left of them is sealed under keys that are
    gone, so nobody can read them.
    """
    with acting(view, Right.CLOSE_CASE, idempotency_key) as act:
        if not may_be_deleted(view):
            raise Refused(SOMEBODY_KNOWS)
        for kind in PaperKind:
            delete_papers(view, kind)
        sides = Side.objects.filter(case_id=view.case_id)
        view.visible_rows.files().delete()
        view.visible_rows.text_bodies().delete()
        JointStatement.objects.filter(call__case_id=view.case_id).delete()
        end_feeds(case_id=view.case_id)
        calls = AnswerCall.objects.filter(case_id=view.case_id)
        for call in calls:
            with looking_at_all(call.pk):
                SealedAnswer.objects.filter(call_id=call.pk).delete()
        calls.update(told_at=act.at, said_sealed=b"", found_sealed=None, joint_sealed=None)
        Request.objects.filter(side__in=sides).delete()
        LogKey.objects.filter(log__case_id=view.case_id).delete()
        Invitation.objects.filter(side__in=sides, used_at=None).update(used_at=act.at, name="")
        sides.update(key=b"", locked_keys={}, analysed_at=[], name="")
        CaseRow.objects.filter(pk=view.case_id).update(key=b"", sealed=b"", closed_at=act.at)
        Membership.objects.filter(side__in=sides, ended_at=None).update(ended_at=act.at)
        transaction.on_commit(journal.forget)
        transaction.on_commit(forget_texts)
