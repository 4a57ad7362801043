"""The hours until which answers are asked for, on the desk and on the sheet before a round."""

from __future__ import annotations

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.answers.readings import list_calls
from goodoffices.office.languages import wording_for_reader
from goodoffices.report.talks_in_words import shortened

#: Characters of what is put that stand in a line.
MOST_IN_A_LINE = 80


def calls_due(view: CaseView) -> list[tuple[datetime.date, str]]:
    """List the days of the hours that have not come, each with what is put. Who answered is none.

    The days are those of her clock.
    """
    w = wording_for_reader(view.case)
    waited = [one for one in list_calls(view) if not one.is_closed]
    lines = [shortened(" ".join(one.words.split()), MOST_IN_A_LINE) for one in waited]
    return [
        (
            timezone.localtime(one.call.closes).date(),
            _("Answers until an hour: {words}").format(words=w.isolated(line)),
        )
        for one, line in zip(waited, lines, strict=True)
    ]
