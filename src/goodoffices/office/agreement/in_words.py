"""The agreement as its pages show it: clocks, signatures, what is owed, powers, the board."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.agreement import (
    Agreement,
    AgreementEvent,
    Life,
    ObligationState,
    State,
    powers_now,
    state_of_all,
)
from goodoffices.agreement.board import BoardLine, board_at
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
    word_words,
)
from goodoffices.report.obligations_in_words import (
    agreement_event_words,
    obligation_state_words,
    owed_words,
    power_words,
    with_occurrence,
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
    """An obligation, or one occurrence, as pages list it. ``address``: of its own page.

    ``finding``, ``claims``: what the mediation found, and what sides say, in words.
    """

    address: str
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
    seats: list[tuple[str, list[tuple[str, int]]]]


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
        seats=[
            (w.text(body.body), [(side_word(side, w), n) for side, n in body.seats])
            for body in agreement.seats
        ],
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
    named = {"case_id": view.case_id, "key": owed.obligation.id}
    if occurrence:
        address = reverse("occurrence", kwargs={**named, "day": occurrence})
    else:
        address = reverse("stipulation", kwargs=named)
    return OwedShown(
        address=address,
        id=owed.obligation.id,
        occurrence=occurrence,
        who=side_word(owed.obligation.who, w),
        words=with_occurrence(said, owed, w),
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


def _event(event: AgreementEvent, words: TermWords) -> tuple[str, str]:
    """Give when something happened, and what, by whom and for how long."""
    w = words.w
    parts = [agreement_event_words(event.kind, w)]
    if event.by is not None:
        parts.append(side_word(event.by, w))
    if event.period is not None:
        parts.append(period_words(event.period, w))
    if event.words is not None:
        parts.append(w.text(event.words))
    elif event.id in words.agreement.awaited:
        parts.append(words.event(event.id))
    return moment_words(event.at, w), w.semicolons(parts)
