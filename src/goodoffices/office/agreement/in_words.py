"""The agreement as its pages show it: clocks, signatures, what is owed, powers, the board."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goodoffices.agreement import (
    Agreement,
    AgreementEvent,
    EventKind,
    Life,
    ObligationState,
    Progress,
    State,
    end_of_day_instant,
    powers_now,
    state_of_all,
)
from goodoffices.agreement.board import BoardLine, board_at, board_changes, with_tag
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.agreement.readings import Signature, VersionPut
from goodoffices.office.answers.readings import own_side
from goodoffices.office.languages import wording_for_reader
from goodoffices.report.agreement_in_words import (
    cause_words,
    condition_words,
    start_words,
    state_words,
    where_they_part_words,
)
from goodoffices.report.board_in_words import (
    board_headline,
    change_words,
    word_words,
)
from goodoffices.report.obligations_in_words import (
    obligation_state_words,
    owed_words,
    power_words,
    progress_words,
)
from goodoffices.report.talks_in_words import moment_words, side_word
from goodoffices.report.terms_in_words import TermWords, modality_words, period_words
from goodoffices.report.wording import Wording, capital

#: In which order obligations stand, by their states; the first ask for something now.
ORDER = (
    ObligationState.OVERDUE,
    ObligationState.DUE,
    ObligationState.HOLDS,
    ObligationState.NOT_YET,
    ObligationState.SUSPENDED,
    ObligationState.KEPT,
    ObligationState.ENDED,
)
#: Events that a page lists, the newest first.
MOST_EVENTS = 100


@dataclass(frozen=True, kw_only=True)
class SignatureShown:
    """A side and its signature of a text; ``signature``: None while it has not signed."""

    side: str
    signature: Signature | None
    how: str


@dataclass(frozen=True, kw_only=True)
class ClockShown:
    """A text with its clock.

    ``can_sign``: it waits for her side's signature; ``words``: of its paragraphs, each with whether
    it is a heading; ``has_pdf``: it was put with one.
    """

    id: str
    name: str
    state: str
    is_in_force: bool
    why: str
    began: str
    conditions: list[str]
    signatures: list[SignatureShown]
    can_sign: bool
    words: list[tuple[bool, str]]
    sha256: str
    has_pdf: bool


@dataclass(frozen=True, kw_only=True)
class OwedShown:
    """An obligation, or one occurrence, as pages list it. ``key``: of its own page.

    ``finding``, ``claims``: what the mediation found, and what sides say, in words.
    """

    key: str
    id: str
    occurrence: str
    who: str
    words: str
    state: str
    state_words: str
    how: str
    finding: str
    claims: list[str]
    tags: list[str]
    is_own: bool


@dataclass(frozen=True, kw_only=True)
class AgreementShown:
    """The agreement for its reader."""

    put: VersionPut
    title: str
    state: str
    is_differing: bool
    parts: str
    clocks: list[ClockShown]
    owed: list[OwedShown]
    own: list[OwedShown]
    powers: list[str]
    events: list[tuple[str, str]]
    awaited: list[str]
    zone: str
    headline: str
    has_areas: bool


def agreement_in_words(view: CaseView, put: VersionPut, at: datetime.datetime) -> AgreementShown:
    """Say how an agreement stands at an instant, as far as this reader may know."""
    w = wording_for_reader(view.case)
    agreement, lives = put.agreement, put.lives(at)
    words = TermWords(agreement, w)
    lines = board_at(agreement, lives)
    owed = owed_shown(view, lines, words)
    happened = {one.id for one in agreement.events}
    return AgreementShown(
        put=put,
        title=w.text(agreement.name),
        state=state_words(state_of_all(lives), w),
        is_differing=state_of_all(lives) is State.DIFFERS,
        parts=where_they_part_words(agreement, lives, w),
        clocks=[_clock(view, put, life, agreement, w) for life in lives],
        owed=owed,
        own=[one for one in owed if one.is_own and one.state in ("overdue", "due", "holds")],
        powers=[power_words(one, words) for one in powers_now(agreement, lives)],
        events=[_event(one, words) for one in _newest(agreement)],
        awaited=[w.text(text) for name, text in agreement.awaited.items() if name not in happened],
        zone=agreement.zone.key,
        headline=board_headline(lines, w),
        has_areas=bool(agreement.areas),
    )


def _newest(agreement: Agreement) -> list[AgreementEvent]:
    events = sorted(agreement.events, key=lambda one: one.at.sort_key, reverse=True)
    return events[:MOST_EVENTS]


def _clock(
    view: CaseView, put: VersionPut, life: Life, agreement: Agreement, w: Wording
) -> ClockShown:
    text = life.text
    signed, found = put.signed_by(text.id), put.text(text.id)
    side = own_side(view)
    typed = [] if found is None else [p for p in found.words.split("\n\n") if p.strip()]
    return ClockShown(
        id=text.id,
        name=w.text(text.name),
        state=capital(state_words(life.state, w)),
        is_in_force=life.state is State.IN_FORCE,
        why=cause_words(life, agreement, w),
        began=start_words(life, w),
        conditions=[condition_words(one, life, w) for one in text.conditions],
        signatures=[
            SignatureShown(
                side=side_word(one, w), signature=signed.get(one), how=_how(signed.get(one))
            )
            for one in text.between
        ],
        can_sign=put.waits_for(text.id, side),
        words=[(one.startswith("#"), one.lstrip("# ").strip()) for one in typed],
        sha256="" if found is None else found.sha256,
        has_pdf=bool(found and found.pdf),
    )


def _how(signature: Signature | None) -> str:
    """Say how a side signed elsewhere, and when; empty of one that signed here."""
    if signature is None or not signature.how:
        return ""
    return _("elsewhere, {day}: {how}").format(day=signature.on, how=signature.how)


def owed_shown(view: CaseView, lines: Sequence[BoardLine], words: TermWords) -> list[OwedShown]:
    """List the lines of a board for a page, what asks for something now first."""
    order = {state: number for number, state in enumerate(ORDER)}
    ordered = sorted(lines, key=lambda one: order[one.owed.state])
    return [line_shown(view, one, words) for one in ordered]


def line_shown(view: CaseView, line: BoardLine, words: TermWords) -> OwedShown:
    """Say a line of the board for its page."""
    w, owed = words.w, line.owed
    occurrence = "" if owed.occurrence is None else owed.occurrence.isoformat()
    said = w._("{modality}: {act}").format(
        modality=modality_words(owed.obligation.modality, w), act=w.text(owed.obligation.act)
    )
    if owed.occurrence is not None:
        said = w._("{obligation} ({day})").format(obligation=said, day=w.date(owed.occurrence))
    return OwedShown(
        key=f"{owed.obligation.id}.{occurrence}" if occurrence else owed.obligation.id,
        id=owed.obligation.id,
        occurrence=occurrence,
        who=side_word(owed.obligation.who, w),
        words=said,
        state=owed.state,
        state_words=obligation_state_words(owed.state, w),
        how=owed_words(owed, words),
        finding="" if line.finding is None else word_words(line.finding, w),
        claims=[
            w._("{side} says: {said}").format(side=side_word(side, w), said=word_words(word, w))
            for side, word in line.claims.items()
        ],
        tags=list(owed.obligation.tags),
        is_own=owed.obligation.who == own_side(view),
    )


#: What happened, by its kind.
def event_words(kind: EventKind) -> str:
    """Say what kind of thing happened to an agreement."""
    return {
        EventKind.HAPPENED: pgettext("what happened to an agreement", "happened"),
        EventKind.RENEWED: pgettext("what happened to an agreement", "renewed"),
        EventKind.OBJECTED: pgettext("what happened to an agreement", "a side objects to renewal"),
        EventKind.SUSPENDED: pgettext("what happened to an agreement", "suspended"),
        EventKind.RESUMED: pgettext("what happened to an agreement", "taken up again"),
        EventKind.WITHDRAWN: pgettext("what happened to an agreement", "a side left"),
        EventKind.TERMINATED: pgettext("what happened to an agreement", "ended"),
    }[kind]


def _event(event: AgreementEvent, words: TermWords) -> tuple[str, str]:
    """Give when something happened, and what, by whom and for how long."""
    w = words.w
    parts = [event_words(event.kind)]
    if event.by is not None:
        parts.append(side_word(event.by, w))
    if event.period is not None:
        parts.append(period_words(event.period, w))
    if event.words is not None:
        parts.append(w.text(event.words))
    elif event.id in words.agreement.awaited:
        parts.append(words.event(event.id))
    return moment_words(event.at, w), w.semicolons(parts)


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
    return end_of_day_instant(on, put.agreement.zone)


def board_in_words(
    view: CaseView, put: VersionPut, on: datetime.date, since: datetime.date | None, tag: str
) -> BoardShown:
    """Say every stipulation on a day, what changed since another, and the shares over time."""
    w = wording_for_reader(view.case)
    words = TermWords(put.agreement, w)
    lines = board_lines(put, on, tag)
    changes = None
    if since is not None:
        found = board_changes(board_lines(put, since, tag), lines)
        changes = [change_words(one, words) for one in found]
    known = {one for text in board_lines(put, on) for one in text.owed.obligation.tags}
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
    lines = [one for one in board_lines(put, day, tag) if one.owed.obligation.is_a_duty]
    counted: Counter[Progress | None] = Counter(one.found for one in lines)
    total = max(1, len(lines))
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
