"""The hours until which answers are asked for, on the desk and on the sheet before a round."""

from __future__ import annotations

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.answers.readings import list_calls
from goodoffices.office.languages import wording_for_reader

#: Characters of what is put that stand in a line.
MOST_IN_A_LINE = 80


def calls_due(view: CaseView) -> list[tuple[datetime.date, str]]:
    """List the days of the hours that have not come, each with what is put. Who answered is none.

    The days are those of her clock.
    """
    w = wording_for_reader(view.case)
    return [
        (
            timezone.localtime(one.call.closes).date(),
            _("Answers until an hour: {words}").format(words=w.isolated(_short(one.words))),
        )
        for one in list_calls(view)
        if not one.is_closed
    ]


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= MOST_IN_A_LINE else f"{line[: MOST_IN_A_LINE - 1]}…"
