"""Withdraw from the case, clear one's papers away, take the case up again."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from goodoffices.office.access.acting import acting
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.falling_silent import fall_silent
from goodoffices.office.access.kinds import PaperKind
from goodoffices.office.access.rights import Right
from goodoffices.office.cases.changing import take_where_agreed
from goodoffices.office.feeds.ending import end_feeds
from goodoffices.office.files.readings import own_files
from goodoffices.office.models import CaseRow, Invitation, Side
from goodoffices.office.papers.papers import delete_papers
from goodoffices.office.record.commands import common_log, log_of, record
from goodoffices.office.refusal import Refused
from goodoffices.record.kinds import (
    CASE_RESUMED,
    PARTY_WITHDREW,
)


def withdraw(view: CaseView, idempotency_key: uuid.UUID | None) -> None:
    """Withdraw a party from the talks.

    It takes part in nothing any more. Nobody else reads its papers, which stay its own to take away
    or delete. The case is paused where its ``rules`` say that it rests without this party.
    """
    with acting(view, Right.WITHDRAW, idempotency_key) as act:
        side = act.side
        pauses = side.party in view.case.pause
        if pauses:
            CaseRow.objects.filter(pk=view.case_id, paused_at=None).update(paused_at=act.at)
        # Who of the party did it is for its own log; the others learn that it did.
        payload = {"party": side.party, "paused": pauses}
        record(log_of(side), view.actor, PARTY_WITHDREW, act.at, payload)
        record(
            common_log(view.case_id), view.actor, PARTY_WITHDREW, act.at, payload, is_by_office=True
        )
        Side.objects.filter(pk=side.pk).update(left_at=act.at)
        end_feeds(side=side.pk)
        fall_silent(side.pk, act.at)
        Invitation.objects.filter(side=side, used_at=None).update(used_at=act.at)


def clear_away(view: CaseView, idempotency_key: uuid.UUID | None) -> None:
    """Delete the papers of a side that has withdrawn, with their keys.

    The record keeps that it was there.
    """
    with acting(view, Right.CLEAR_AWAY, idempotency_key):
        for kind in PaperKind:
            delete_papers(view, kind)
        own_files(view).delete()


def resume(view: CaseView, idempotency_key: uuid.UUID | None) -> None:
    """Take a paused case up again, as the lead mediator."""
    with acting(view, Right.RESUME, idempotency_key) as act:
        if (
            not CaseRow.objects.filter(pk=view.case_id)
            .exclude(paused_at=None)
            .update(paused_at=None)
        ):
            raise Refused(_("The case is not paused."))
        record(common_log(view.case_id), view.actor, CASE_RESUMED, act.at, {})
    take_where_agreed(view)
