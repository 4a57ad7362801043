"""Ask for an analysis. It is computed apart, when the mediation asks; nothing that a party does starts one."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from goodoffices.office import chance
from goodoffices.office.case_view import CaseView, Refused
from goodoffices.office.commands.act import acting, put_paper
from goodoffices.office.commands.papers import RETENTION
from goodoffices.office.kinds import PaperKind
from goodoffices.office.models import Request, Side
from goodoffices.office.rights import Right


def ask_for_analysis(view: CaseView, form: uuid.UUID | None) -> None:
    """One more analysis of the case as it is. A working paper: it leaves no entry."""
    with acting(view, Right.ASK_FOR_ANALYSIS, form) as at:
        if Request.objects.filter(side_id=view.side.id, state__in=("waiting", "running")).exists():
            raise Refused("An analysis is under way already.")
        Request.objects.create(side_id=view.side.id, asked_at=at)


def keep_result(request: Request, result: Mapping[str, Any]) -> None:
    """Seal what was found under the mediation's key; it goes after `RETENTION`."""
    with transaction.atomic():
        at, side = chance.now(), Side.objects.get(pk=request.side_id)
        if not Request.objects.filter(pk=request.pk, state="running").update(state="done", ended_at=at):
            return
        put_paper(side, PaperKind.RESULT, {"asked_at": request.asked_at.isoformat()}, json.dumps(result, ensure_ascii=False), at, RETENTION)


def say_failed(request: Request, words: str) -> None:
    """Why there is no result, in words that name no value."""
    Request.objects.filter(pk=request.pk).update(state="failed", ended_at=chance.now(), words=words[:200])
