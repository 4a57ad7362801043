"""Ask for an analysis. It is computed apart, when the mediation asks.

Nothing that a party does starts one.
"""

from __future__ import annotations

import datetime
import json
import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.office.access.acting import acting, one_at_a_time
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.paper_heads import ResultHead
from goodoffices.office.access.rights import Right
from goodoffices.office.models import Request, Side
from goodoffices.office.papers.papers import RETENTION, put_paper
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import clock_and_chance

#: An hour of the day, and how many of them a case can be analysed at.
HOUR, MOST_HOURS = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]"), 6
#: What is said of hours that are none, or too many.
HOURS_EXPECTED = format_lazy(
    gettext_lazy("Write up to {most} hours with their minutes, such as 06:00 18:00."),
    most=MOST_HOURS,
)


def ask_for_analysis(view: CaseView, idempotency_key: uuid.UUID | None) -> None:
    """Ask for one more analysis of the case as it is. A working paper: it leaves no entry."""
    with acting(view, Right.ASK_FOR_ANALYSIS, idempotency_key) as act:
        if Request.objects.filter(side_id=view.side.id, state__in=("waiting", "running")).exists():
            raise Refused(_("An analysis is under way already."))
        Request.objects.create(side_id=view.side.id, asked_at=act.at)


def cancel_analysis(view: CaseView) -> None:
    """Stop the analysis that waits or runs; what was found before stays."""
    with acting(view, Right.ASK_FOR_ANALYSIS, None) as act:
        Request.objects.filter(side_id=view.side.id, state__in=("waiting", "running")).update(
            state="cancelled", ended_at=act.at
        )


def analyse_at(view: CaseView, hours: Sequence[str]) -> None:
    """Set the hours of the day (UTC, such as ``06:00``) at which the case is analysed by itself.

    None: only when somebody asks.
    """
    if len(hours) > MOST_HOURS or not all(HOUR.fullmatch(h) for h in hours):
        raise Refused(HOURS_EXPECTED, "hours-of")
    with acting(view, Right.ASK_FOR_ANALYSIS, None) as act:
        Side.objects.filter(pk=view.side.id).update(
            analysed_at=sorted(set(hours)), analysed_until=act.at
        )


def ask_where_due() -> None:
    """Ask for the analyses whose fixed hour has come since the last one.

    It asks once for each side, however long the office was down.
    """
    at = clock_and_chance.now()
    for side in Side.objects.exclude(analysed_at=[]).filter(
        left_at=None, locked_at=None, case__closed_at=None
    ):
        if any(
            side.analysed_until is None or moment > side.analysed_until
            for moment in _past_moments(side.analysed_at, at)
        ):
            with one_at_a_time(side.case_id):
                Side.objects.filter(pk=side.pk).update(analysed_until=at)
                if not Request.objects.filter(side=side, state__in=("waiting", "running")).exists():
                    Request.objects.create(side=side, asked_at=at)


def _past_moments(hours: Sequence[str], at: datetime.datetime) -> Iterator[datetime.datetime]:
    """Find when each of these hours was last."""
    for hour in hours:
        moment = at.replace(hour=int(hour[:2]), minute=int(hour[3:]), second=0, microsecond=0)
        yield moment if moment <= at else moment - datetime.timedelta(days=1)


def say_progress(request: Request, words: str) -> bool:
    """Keep how far an analysis is; False where it was cancelled."""
    running = Request.objects.filter(pk=request.pk, state="running")
    if words == request.words:
        return running.exists()
    request.words = words
    return bool(running.update(words=words))


def keep_result(request: Request, result: Mapping[str, Any]) -> None:
    """Seal what was found under the mediation's key; it goes after `RETENTION`."""
    with one_at_a_time(request.side.case_id):
        at, side = clock_and_chance.now(), Side.objects.get(pk=request.side_id)
        if not Request.objects.filter(pk=request.pk, state="running").update(
            state="done", ended_at=at, words=""
        ):
            return
        head = ResultHead(asked_at=request.asked_at.isoformat())
        put_paper(side, head, json.dumps(result, ensure_ascii=False), at, RETENTION)


def say_failed(request: Request, words: str) -> None:
    """Keep why there is no result, in words that name no value."""
    Request.objects.filter(pk=request.pk, state="running").update(
        state="failed", ended_at=clock_and_chance.now(), words=words[:200]
    )
