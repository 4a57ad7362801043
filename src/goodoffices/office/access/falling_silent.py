"""Take back what a side answered under seal where it is locked or withdraws: that is silence."""

from __future__ import annotations

import datetime
import uuid

from goodoffices.office.models import AnswerCall, SealedAnswer, Side
from goodoffices.office.sealing import journal


def fall_silent(side: uuid.UUID, at: datetime.datetime) -> None:
    """Take back what a side answered to calls that are open: it is locked, or withdraws."""
    rows = SealedAnswer.objects.filter(side_id=side, call__closes_at__gt=at)
    for row in rows:
        if isinstance(row.choice, dict):
            # All who were asked have read it, and it stands in the record.
            continue
        row.choice = ""
        row.save(update_fields=["choice_sealed"])
    of_case = AnswerCall.objects.filter(case_id=Side.objects.get(pk=side).case_id)
    for call in of_case.exclude(found_sealed=None):
        if "package" in (call.found or {}):
            # It was found by words that are not to be looked at any more.
            call.found = {}
            call.save(update_fields=["found_sealed"])
    journal.ask()
