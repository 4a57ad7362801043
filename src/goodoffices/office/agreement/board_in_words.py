"""The board as its pages show it: on a day, since another, over time, and in a minute."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from goodoffices.agreement import (
    ObligationState,
    Progress,
    end_of_day_instant,
    state_of_all,
)
from goodoffices.agreement.board import (
    BoardLine,
    board_at,
    board_changes,
    count_found,
    with_tag,
)
from goodoffices.agreement.period import end_of_day
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.agreement.in_words import OwedShown, owed_shown
from goodoffices.office.agreement.readings import VersionPut
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.sealing import clock_and_chance
from goodoffices.report.agreement_in_words import state_words
from goodoffices.report.board_in_words import board_headline, change_words
from goodoffices.report.obligations_in_words import progress_words
from goodoffices.report.terms_in_words import TermWords
from goodoffices.report.wording import Wording


@dataclass(frozen=True, kw_only=True)
class ShareShown:
    """How many stipulations were found how far on a day. ``shares``: of all: a kind, where
    its bar begins and how wide it is, in per cent.
    """

    day: str
    counts: list[tuple[str, int]]
    shares: list[tuple[str, str, str]]


@dataclass(frozen=True, kw_only=True)
class BoardShown:
    """The board on a day. ``changes``: since another day, in words; None where none is asked."""

    put: VersionPut
    headline: str
    lines: list[OwedShown]
    tags: list[str]
    tag: str
    on: datetime.date
    since: datetime.date | None
    changes: list[str] | None
    over_time: list[ShareShown]


def board_lines(put: VersionPut, on: datetime.date, tag: str = "") -> list[BoardLine]:
    """List the lines of the board as known at the end of a day, with a tag."""
    return with_tag(board_at(put.agreement, put.lives(known_on(put, on))), tag)


def known_on(put: VersionPut, on: datetime.date) -> datetime.datetime:
    """Give the end of a day in the agreement's zone, or now where that day is today."""
    now = clock_and_chance.now()
    end = end_of_day_instant(on, put.terms.zone)
    return now if on == now.astimezone(put.terms.zone).date() else end


def board_in_words(
    view: CaseView, put: VersionPut, on: datetime.date, since: datetime.date | None, tag: str
) -> BoardShown:
    """Say every stipulation on a day, what changed since another, and the shares over time."""
    w = wording_for_reader(view.case)
    words = TermWords(put.agreement, w)
    every = board_lines(put, on)
    lines = with_tag(every, tag)
    changes = None
    if since is not None:
        found = board_changes(board_lines(put, since, tag), lines)
        changes = [change_words(one, words) for one in found]
    known = {one for line in every for one in line.owed.obligation.tags}
    return BoardShown(
        put=put,
        headline=board_headline(lines, w),
        lines=owed_shown(view, lines, words),
        tags=sorted(known),
        tag=tag,
        on=on,
        since=since,
        changes=changes,
        over_time=_over_time(put, on, tag, w),
    )


@dataclass(frozen=True, kw_only=True)
class BoardInShort:
    """The board in a minute: what is late, what is blocked, what is due within a month.

    ``waits``: its day is past, and it waits for something; ``hidden``: lines of each list that are
    not shown.
    """

    put: VersionPut
    state: str
    headline: str
    overdue: list[OwedShown]
    blocked: list[OwedShown]
    soon: list[OwedShown]
    waits: list[OwedShown]
    hidden: dict[str, int]
    changes: list[str]
    since: datetime.date
    on: datetime.date


#: Days that the short board looks back and ahead, and lines of each of its lists.
MONTH, MOST_IN_SHORT = datetime.timedelta(days=30), 6


def board_in_short(view: CaseView, put: VersionPut, on: datetime.date) -> BoardInShort:
    """Say in a minute how an agreement is carried out at the end of a day."""
    w = wording_for_reader(view.case)
    words = TermWords(put.agreement, w)
    lines = board_lines(put, on)
    since = on - MONTH
    changes = board_changes(board_lines(put, since), lines)
    now, last = known_on(put, on), end_of_day(on + MONTH, put.terms.zone).after
    to_do = [
        (one, one.owed.due.after)
        for one in lines
        if one.owed.state in (ObligationState.DUE, ObligationState.NOT_YET)
        and one.owed.obligation.is_a_duty
        and one.owed.due is not None
    ]
    listed = {
        "overdue": [one for one in lines if one.owed.state is ObligationState.OVERDUE],
        "blocked": [one for one in lines if one.found is Progress.BLOCKED],
        "soon": [one for one, due in to_do if now < due <= last],
        "waits": [one for one, due in to_do if due <= now],
    }
    shown = {name: owed_shown(view, some[:MOST_IN_SHORT], words) for name, some in listed.items()}
    hidden = {name: max(0, len(some) - MOST_IN_SHORT) for name, some in listed.items()}
    return BoardInShort(
        put=put,
        state=state_words(state_of_all(put.lives(now)), w),
        headline=board_headline(lines, w),
        **shown,
        changes=[change_words(one, words) for one in changes[:MOST_IN_SHORT]],
        hidden=hidden | {"changes": max(0, len(changes) - MOST_IN_SHORT)},
        since=since,
        on=on,
    )


#: Days at which the shares are shown.
MOST_DAYS = 8


def _over_time(put: VersionPut, on: datetime.date, tag: str, w: Wording) -> list[ShareShown]:
    """Count what was found how far on up to eight days, from the beginning on."""
    starts = [life.start.day for life in put.lives(known_on(put, on)) if life.start is not None]
    first = min([*starts, timezone.localdate(put.at)])
    days = (on - first).days
    if days <= 0:
        return [_share(put, on, tag, w)]
    steps = min(MOST_DAYS - 1, days)
    listed = [first + datetime.timedelta(days=days * k // steps) for k in range(steps + 1)]
    return [_share(put, day, tag, w) for day in listed]


def _share(put: VersionPut, day: datetime.date, tag: str, w: Wording) -> ShareShown:
    counted = count_found(board_lines(put, day, tag))
    total = max(1, counted.total())
    counts, shares, left = [], [], 0.0
    for progress in (
        Progress.DONE,
        Progress.ON_THE_WAY,
        Progress.BEGUN,
        Progress.BLOCKED,
        Progress.NOT_BEGUN,
        None,
    ):
        name = _("no finding") if progress is None else progress_words(progress, w)
        n = counted[progress]
        width = 100 * n / total
        counts.append((name, n))
        kind = "none" if progress is None else str(progress).replace(" ", "-")
        shares.append((kind, f"{left:.2f}", f"{width:.2f}"))
        left += width
    return ShareShown(day=w.date(day), counts=counts, shares=shares)
