"""The talks in words: rounds, lines of the timeline, next steps, as pages show them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.access.sides import COMMON_LOGS
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.pages.fields import today
from goodoffices.office.sealing import clock_and_chance
from goodoffices.office.talks.fields import sides_to_tell
from goodoffices.office.talks.readings import EnteredThing, TalksRead, read_talks
from goodoffices.procedure import (
    MEDIATION,
    OBSERVERS,
    PARTIES,
    PUBLIC,
    Deadline,
    Happening,
    Item,
    MayBeSaid,
    Moment,
    NextStep,
    Round,
    Talks,
    TimelineEvent,
    is_overdue,
    next_steps,
    open_proposals,
    timeline,
)
from goodoffices.record import kinds
from goodoffices.report.charts.timeline_chart import MOST_MARKS, Mark, draw_timeline
from goodoffices.report.talks_in_words import (
    event_words,
    kind_word,
    level_word,
    may_be_said_word,
    moment_words,
    open_words,
    rival_words,
    side_word,
    span_words,
)
from goodoffices.report.wording import Wording


@dataclass(frozen=True, kw_only=True)
class StepShown:
    """A next step as a page shows it.

    ``kind`` and ``id``: by which it is let known and mended; empty where it stands in a round.
    """

    id: str
    kind: str
    words: str
    about: str
    done: datetime.date | None
    is_late: bool
    is_planned: bool
    is_hers: bool
    source: str
    to_tell: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class RoundShown:
    """A round as its page says it.

    ``to_tell`` and ``to_read``: sides that she could let know that it took place, or read what
    came of it; ``wider``: what more could be said of it in public.
    """

    id: str
    number: int
    track: str
    when: str
    place: str
    host: str
    level: str
    parties: str
    present: str
    people: str
    agenda: str
    decided: str
    has_outcome: bool
    known_to: str
    read_by: str
    may_be_said: str
    by: str
    mended: tuple[str, ...]
    steps: list[StepShown]
    to_tell: list[tuple[str, str]]
    to_read: list[tuple[str, str]]
    wider: list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class LineShown:
    """A line of the timeline as its page says it.

    ``readers``: who may know of it, for the mediation; ``kind_of_entry``, ``id``: by which it is
    let known and mended, empty where that is done elsewhere.
    """

    when: str
    kind: str
    track: str
    words: str
    rivals: str
    source: str
    url: str
    readers: str
    kind_of_entry: str
    id: str
    mended: tuple[str, ...]
    to_tell: tuple[tuple[str, str], ...]


def rounds_in_words(view: CaseView) -> list[RoundShown]:
    """List the rounds of which she knows more than everybody does, the newest first."""
    read, w = read_talks(view), wording_for_reader(view.case)
    held = [
        one for one in read.talks.rounds if one.id in read.entered.get(kinds.ROUND_HELD.name, ())
    ]
    ordered = sorted(held, key=lambda one: (one.begins.sort_key, one.id), reverse=True)
    tracks = {one.id: w.text(one.name) for one in read.talks.tracks}
    return [_round(one, number, read, tracks, view, w) for number, one in enumerate(ordered, 1)]


def _round(
    held: Round,
    number: int,
    read: TalksRead,
    tracks: Mapping[str, str],
    view: CaseView,
    w: Wording,
) -> RoundShown:
    entered = read.entered[kinds.ROUND_HELD.name][held.id]
    outcome = read.entered_thing(kinds.ROUND_OUTCOME.name, held.id)
    ids = [] if outcome is None else [one.get("id") for one in outcome.said["next_steps"]]
    sides = sides_to_tell(view) if view.may(Right.RELEASE) else []
    knowing = entered.readers
    reading = [] if outcome is None else outcome.readers
    event = TimelineEvent(at=held.begins, until=held.ends, kind="round", of=held)
    return RoundShown(
        id=held.id,
        number=number,
        track=tracks.get(held.track or "", ""),
        when=span_words(event, w),
        place="" if held.place is None else w.text(held.place),
        host="" if held.host is None else w.party(held.host),
        level="" if held.level is None else level_word(held.level, w),
        parties=w.list_of(map(w.party, held.parties)),
        present=w.commas(f"{side_word(s, w)} {n}" for s, n in held.attendance.items()),
        people=w.commas(map(w.isolated, read.people.get(held.id, ()))),
        agenda="" if held.agenda is None else w.text(held.agenda),
        decided="" if held.decided is None else w.text(held.decided),
        has_outcome=outcome is not None,
        known_to=_names(knowing, view, w),
        read_by=_names(reading, view, w),
        may_be_said=may_be_said_word(held.may_be_said, w),
        by=entered.by,
        mended=entered.mended + (() if outcome is None else outcome.mended),
        steps=[_step(one, read, view, w) for one in read.talks.next_steps if one.id in ids],
        to_tell=list(_to_tell(entered, view)),
        to_read=[one for one in sides if outcome is not None and one[0] not in reading],
        wider=[
            (one.name, may_be_said_word(one, w))
            for one in MayBeSaid
            if sides and one.is_wider_than(held.may_be_said)
        ],
    )


def steps_in_words(view: CaseView) -> list[StepShown]:
    """List the next steps that she may know, those that are due first."""
    read, w = read_talks(view), wording_for_reader(view.case)
    return [_step(one, read, view, w) for one in next_steps(read.talks)]


def _step(one: NextStep, read: TalksRead, view: CaseView, w: Wording) -> StepShown:
    entered = read.entered_thing(kinds.STEP_SET.name, one.id)
    return StepShown(
        id=one.id,
        kind="" if entered is None else entered.kind,
        words=w.text(one.text),
        about=w.commas(_about(one, w)),
        done=one.done,
        is_late=is_overdue(one, today()),
        is_planned=one.is_planned,
        is_hers=view.may(Right.FOLLOW_STEPS)
        and one.is_planned
        and one.done is None
        and (view.is_mediation or one.owner == view.side.party),
        source="" if one.source is None else one.source.written,
        to_tell=_to_tell(entered, view),
    )


def _about(one: NextStep, w: Wording) -> Iterator[str]:
    """Say whose a next step is, on which level, and until when, as far as somebody said."""
    if one.owner is not None:
        yield side_word(one.owner, w)
    if one.level is not None:
        yield level_word(one.level, w)
    if one.due is not None:
        yield _("until {day}").format(day=w.day(one.due))


def lines_in_words(view: CaseView, events: Iterable[TimelineEvent]) -> list[LineShown]:
    """Write lines of the timeline as a page shows them."""
    read, w = read_talks(view), wording_for_reader(view.case)
    tracks = {one.id: w.text(one.name) for one in read.talks.tracks}
    return [_line(one, read, tracks, view, w) for one in events]


def _line(
    event: TimelineEvent, read: TalksRead, tracks: Mapping[str, str], view: CaseView, w: Wording
) -> LineShown:
    kind = {Happening: kinds.EVENT_ENTERED.name, Deadline: kinds.DEADLINE_SET.name}.get(
        type(event.of), ""
    )
    entered = read.entered_thing(kind, event.of.id) if kind else None
    knowing = [one for one in event.of.readers.shown(read.talks.parties) if one != MEDIATION]
    if entered is not None:
        knowing = entered.readers
    if isinstance(event.of, Item) and not knowing_all(event.of):
        # Whoever answers is read by the mediation; whoever gets an item shares that with its owner.
        owner = [event.of.owner] if event.of.owner != MEDIATION else []
        knowing = [event.party] if event.kind == "answer" else owner
        knowing += [event.party] if event.party and event.party not in knowing else []
    source = event.of.source
    return LineShown(
        when=span_words(_on_her_clock(event), w),
        kind=kind_word(event.kind, w),
        track=tracks.get(event.of.track or "", ""),
        words=event_words(event, w),
        rivals=rival_words(event.rivals, w),
        source="" if source is None else f"{source.publisher}, {w.date(source.date)}",
        url="" if source is None or not source.url.startswith("https://") else source.url,
        readers=(_names(knowing, view, w) or _("the mediation alone")) if view.is_mediation else "",
        kind_of_entry="" if entered is None else kind,
        id=event.of.id,
        mended=() if entered is None else entered.mended,
        to_tell=_to_tell(entered, view),
    )


def knowing_all(item: Item) -> bool:
    """Tell whether everybody knows of an item, and of all that became of it."""
    return PUBLIC in item.readers.labels


def _on_her_clock(event: TimelineEvent) -> TimelineEvent:
    """Turn the times of a line into those of the reader's clock, where the office noted them."""
    until = None if event.until is None else on_her_clock(event.until)
    return event._replace(at=on_her_clock(event.at), until=until)


def on_her_clock(moment: Moment) -> Moment:
    """Turn a time that the office itself noted, in UTC, into that of the reader's clock."""
    if moment.time is None or moment.time.tzinfo is not datetime.UTC:
        return moment
    return Moment.at(timezone.localtime(moment.time))


def open_in_words(view: CaseView, talks: Talks) -> list[tuple[str, str, str]]:
    """List what lies without an answer: with whom, what, and since when, as plain fact."""
    w = wording_for_reader(view.case)
    reader = view.side.party if view.is_party else MEDIATION
    return [
        (w.party(one.party), w.text(one.item.text), open_words(one, w))
        for one in open_proposals(talks, today())
        if reader in (MEDIATION, one.party)
    ]


def deadlines_in_words(view: CaseView) -> list[tuple[str, str]]:
    """List the deadlines that are to come, each with its day and what it is for."""
    w = wording_for_reader(view.case)
    coming = [one for one in read_talks(view).talks.deadlines if one.at.day >= today()]
    ordered = sorted(coming, key=lambda one: one.at.sort_key)
    return [
        (
            moment_words(one.at, w),
            event_words(TimelineEvent(at=one.at, kind="deadline", of=one), w),
        )
        for one in ordered
    ]


def drawn_timeline(view: CaseView, talks: Talks, events: Iterable[TimelineEvent]) -> str:
    """Draw the newest lines of the timeline by track; empty where there is nothing to draw."""
    w = wording_for_reader(view.case)
    lanes = [*((one.id, w.text(one.name)) for one in talks.tracks), ("", _("in no track"))]
    known = {lane for lane, _name in lanes}
    newest = list(events)[:MOST_MARKS]
    marks = [
        Mark(
            at=one.at.sort_key[0],
            until=None if one.until is None else one.until.sort_key[0],
            lane=one.of.track if one.of.track in known and one.of.track else "",
            shape=one.kind if one.kind in ("round", "event", "deadline", "answer") else "item",
            words=f"{moment_words(one.at, w)}: {event_words(one, w)}"[:200],
        )
        for one in newest
    ]
    title = _("The talks by track, from the first day that is entered to the last.")
    return draw_timeline(title, lanes, marks, clock_and_chance.now(), _("today"))


def all_events(talks: Talks) -> list[TimelineEvent]:
    """List all lines of the timeline that these talks make, the newest first."""
    return timeline(talks)[::-1]


def _names(readers: Iterable[str], view: CaseView, w: Wording) -> str:
    named = dict(sides_to_tell(view)) | {
        PARTIES: _("all parties"),
        OBSERVERS: _("parties and observers"),
        PUBLIC: _("everybody in the case"),
    }
    return w.list_of(named.get(one) or w.party(one) for one in readers)


def _to_tell(entered: EnteredThing | None, view: CaseView) -> tuple[tuple[str, str], ...]:
    """List the sides that she could let know of a thing."""
    if entered is None or not view.may(Right.RELEASE):
        return ()
    knowing = entered.readers
    if {*COMMON_LOGS} & {*knowing}:
        return ()
    return tuple(one for one in sides_to_tell(view) if one[0] not in knowing)
