"""The agreement on the desks: what is due and when a text ends, and what a side owes now."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _

from goodoffices.agreement import ObligationState, owed_at
from goodoffices.agreement.board import board_at
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.agreement.in_words import OwedShown, owed_shown
from goodoffices.office.agreement.readings import agreement_now
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.sealing import clock_and_chance
from goodoffices.report.talks_in_words import shortened
from goodoffices.report.terms_in_words import TermWords

#: Characters of an obligation in a line, obligations on a party's desk.
MOST_IN_A_LINE, MOST_OWED = 80, 8
_OPEN = (ObligationState.DUE, ObligationState.OVERDUE)


def agreement_due(view: CaseView) -> list[tuple[datetime.date, str]]:
    """List the days of what is due or overdue, and of the ends of texts, each in words."""
    put = agreement_now(view) if view.may(Right.SEE_AGREEMENT) else None
    if put is None:
        return []
    w = wording_for_reader(view.case)
    words, zone = TermWords(put.agreement, w), put.agreement.zone
    lives = put.lives(clock_and_chance.now())
    found = []
    for owed in owed_at(put.agreement, lives):
        if owed.due is not None and owed.state in _OPEN:
            day = owed.due.day_in(zone)
            found.append((day, shortened(words.short(owed.obligation), MOST_IN_A_LINE)))
    for life in lives:
        if life.has_begun and life.end is not None and life.end.after > life.known_at:
            day = life.end.day_in(zone)
            found.append((day, _("The end of: {text}").format(text=w.text(life.text.name))))
    return found


def agreement_on_desk(view: CaseView) -> list[OwedShown]:
    """List what her side owes now: overdue first, then due."""
    put = agreement_now(view) if view.may(Right.SEE_AGREEMENT) else None
    if put is None:
        return []
    lines = board_at(put.agreement, put.lives(clock_and_chance.now()))
    shown = owed_shown(view, lines, TermWords(put.agreement, wording_for_reader(view.case)))
    return [one for one in shown if one.is_own and one.state in ("overdue", "due")][:MOST_OWED]
