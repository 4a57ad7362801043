"""Destroys the words of an entry: its key, its salt and its bytes go, its digest stays.

So every log and every checkpoint verifies as before, and who destroyed what, and why, is an entry.
"""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.office.access.acting import acting
from goodoffices.office.access.case_changes import change_text
from goodoffices.office.access.case_identity import digest_of
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.entry_blocks import rewrite_blocks
from goodoffices.office.access.kept_texts import forget_texts
from goodoffices.office.access.opened import EntryView
from goodoffices.office.access.rights import Right
from goodoffices.office.models import (
    Actor,
    AnswerCall,
    CaseChange,
    Consent,
    Entry,
    JointStatement,
    Log,
    StoredFile,
    TextBody,
)
from goodoffices.office.record.commands import record
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import journal
from goodoffices.procedure import ALL_AGREE
from goodoffices.record.kinds import (
    CALL_ANSWERED,
    CALL_CLOSED,
    CALL_OPENED,
    CHANGE_ANSWERED,
    CHANGE_PROPOSED,
    ENTRY_DESTROYED,
    NEVER_DESTROYED,
    ROUND_PEOPLE,
    SIGNED_BY_PASSKEY,
    STATEMENT_ANSWERED,
    STATEMENT_PUBLISHED,
    TALKS_MENDED,
)

#: Kinds of which nothing is destroyed by itself, by their names.
_KEPT = frozenset(kind.name for kind in NEVER_DESTROYED)
#: What shows that a public statement was put, approved and published.
_OF_STATEMENTS = frozenset(
    one.name for one in (CALL_OPENED, CALL_CLOSED, STATEMENT_ANSWERED, STATEMENT_PUBLISHED)
)
KEPT = gettext_lazy(
    "This entry stays: without it the log could not be verified, "
    "and it says nothing of what people said."
)


def may_be_destroyed(kind: str) -> bool:
    """Tell whether the words of an entry of this kind may be destroyed."""
    return bool(kind) and kind not in _KEPT


def destroy_entry(
    view: CaseView, label: str, number: int, why: str, idempotency_key: uuid.UUID
) -> None:
    """Destroy the words of an entry, and of the signature under it, which would tell them.

    Raises `Refused`.
    """
    with acting(view, Right.DESTROY_ENTRY, idempotency_key) as act:
        rows = {
            row.number: row
            for row in view.entry_rows().filter(log__label=label, number__in=(number, number + 1))
        }
        if number not in rows:
            raise Refused(_("There is no such entry."))
        entry, *after = view.opened_entries(rows[place] for place in sorted(rows))
        if entry.is_destroyed:
            raise Refused(_("The words of this entry were destroyed before."))
        if entry.wrong:
            refusal = _("This entry cannot be trusted: {wrong}. It is left as it is.")
            raise Refused(refusal.format(wrong=entry.wrong))
        if not may_be_destroyed(entry.kind):
            raise Refused(KEPT)
        _refuse_while_open(entry)
        _forget_elsewhere(view, entry)
        gone = [number, *(one.number for one in after if one.kind == SIGNED_BY_PASSKEY.name)]
        log = rows[number].log
        _refuse_bringing_back(entry, log)
        record(log, view.actor, ENTRY_DESTROYED, act.at, {"entries": gone, "why": why})
        Entry.objects.filter(log=log, number__in=gone).update(key=b"", sealed=b"", salt=b"", tag="")
        StoredFile.objects.filter(log=log, number__in=gone).delete()
        TextBody.objects.filter(log=log, number__in=gone).delete()
        rewrite_blocks(log, view.log_reader, gone)
        if entry.kind == ROUND_PEOPLE.name:
            named = Actor.objects.filter(pk__in=entry.payload["people"], person=None)
            named.update(key=b"", sealed=b"")
        transaction.on_commit(forget_texts)
        journal.ask()


def _refuse_while_open(entry: EntryView) -> None:
    """Refuse to destroy what belongs to a call for answers until it was told what came of it.

    Raises `Refused`.
    """
    if entry.kind in (CALL_OPENED.name, CALL_ANSWERED.name, STATEMENT_ANSWERED.name):
        call = AnswerCall.objects.filter(pk=entry.payload["call"], told_at=None)
        if call.exists():
            raise Refused(_("Answers are asked for until an hour. Destroy it after that."))
    if entry.kind in _OF_STATEMENTS and _is_public(entry.payload["call"]):
        raise Refused(
            _("What is public cannot be made unsaid: publish a statement that corrects it.")
        )


def _is_public(call: str) -> bool:
    """Tell whether a joint statement was approved by all, and so is public."""
    statement = JointStatement.objects.filter(pk=uuid.UUID(call)).select_related("call").first()
    return statement is not None and statement.call.joint == ALL_AGREE


def _refuse_bringing_back(entry: EntryView, log: Log) -> None:
    """Refuse to destroy what mends an entry while that one stands: its old words would count again.

    Raises `Refused`.
    """
    if entry.kind == TALKS_MENDED.name:
        first = entry.payload["entry"]
        if Entry.objects.filter(log=log, number=first).exclude(key=b"").exists():
            words = _("Destroy entry {number} of this log first: else its old words count again.")
            raise Refused(words.format(number=first))


def _forget_elsewhere(view: CaseView, entry: EntryView) -> None:
    """Delete what else holds the words of an entry: a change of the case, and who answered to it.

    Raises `Refused` while the change lies before the parties: they could not answer it any more.
    """
    if entry.kind == CALL_CLOSED.name:
        AnswerCall.objects.filter(pk=entry.payload["call"]).update(joint_sealed=None)
    if entry.kind not in (CHANGE_PROPOSED.name, CHANGE_ANSWERED.name):
        return
    for change in CaseChange.objects.filter(case_id=view.case_id).exclude(key=b""):
        if digest_of(change_text(change)) != entry.payload["sha256"]:
            continue
        if change.ended_at is None:
            raise Refused(
                _("The change lies before the parties. Take it back first, or wait until it holds.")
            )
        if entry.kind == CHANGE_ANSWERED.name:
            party = entry.payload["party"]
            Consent.objects.filter(change=change, side__party=party).delete()
        else:
            CaseChange.objects.filter(pk=change.pk).update(key=b"", sealed=b"")
