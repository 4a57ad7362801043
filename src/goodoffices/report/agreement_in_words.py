"""The clocks of an agreement in words: how each text stands on a day, and why."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from goodoffices.agreement import (
    Agreement,
    Cause,
    Life,
    Precondition,
    State,
    amendments_at,
    owed_at,
    powers_now,
    state_of_all,
    where_they_part,
)
from goodoffices.case import Case
from goodoffices.report.obligations_in_words import owed_line_words, power_words
from goodoffices.report.talks_in_words import moment_words, side_word
from goodoffices.report.terms_in_words import TermWords
from goodoffices.report.wording import Wording, capital
from goodoffices.report.wrapping import wrapped


def agreement_text(
    case: Case,
    agreement: Agreement,
    lives: Sequence[Life],
    on: datetime.date,
    language: str | None = None,
) -> str:
    """Write how each text of an agreement stands at the end of a day, in at most 80 columns."""
    w = Wording(case, language)
    state = state_of_all(lives)
    lines = [w.text(agreement.name)]
    head = w._("At the end of {day} ({zone}): {state}.").format(
        day=w.date(on), zone=agreement.zone.key, state=state_words(state, w)
    )
    lines += [*wrapped(head, ""), *wrapped(where_they_part_words(agreement, lives, w), ""), ""]
    words = TermWords(agreement, w)
    owed, powers = owed_at(agreement, lives), powers_now(agreement, lives)
    for life in lives:
        lines += [w.text(life.text.name), *wrapped(_clock(life, agreement, w)), ""]
        for condition in life.text.conditions:
            lines += wrapped(condition_words(condition, life, w))
        for change in amendments_at(life.text, agreement, life.known_at):
            amended = w._("Amended by: {name}").format(name=words.amendment(change))
            lines += wrapped(amended)
        for one in (one for one in owed if one.text.id == life.text.id):
            lines += wrapped(owed_line_words(one, words))
        for power in (one for one in powers if one.text.id == life.text.id):
            lines += wrapped(power_words(power, words))
        lines += [""] if lines[-1] else []
    return "\n".join(lines).rstrip("\n") + "\n"


def state_words(state: State, w: Wording) -> str:
    """Say a state in a word or two."""
    return {
        State.DRAFT: w.p_("state of an agreement", "draft"),
        State.AGREED: w.p_("state of an agreement", "agreed, not in force"),
        State.IN_FORCE: w.p_("state of an agreement", "in force"),
        State.SUSPENDED: w.p_("state of an agreement", "suspended"),
        State.EXPIRED: w.p_("state of an agreement", "expired"),
        State.WITHDRAWN: w.p_("state of an agreement", "ended by withdrawal"),
        State.TERMINATED: w.p_("state of an agreement", "terminated"),
        State.DIFFERS: w.p_("state of an agreement", "the texts differ"),
    }[state]


def cause_words(life: Life, agreement: Agreement, w: Wording) -> str:
    """Say why a text stands as it does, in a sentence."""
    cause = life.cause
    if cause is Cause.PERIOD_RUNS and not life.is_end_sure:
        return w._("It runs until {end} and goes on then, unless a side objects.").format(
            end=end_words(life, agreement, w)
        )
    if cause is Cause.PERIOD_RUNS:
        return w._("It runs until {end}.").format(end=end_words(life, agreement, w))
    if cause is Cause.PERIOD_OVER:
        return w._("Its time was over with {end}.").format(end=end_words(life, agreement, w))
    if cause is Cause.NOTICE_RUNS:
        return w._("A side left it; it stays in force until {end}.").format(
            end=end_words(life, agreement, w)
        )
    if cause is Cause.SUSPENDED:
        if not life.suspended_by:
            return w._("It is suspended.")
        sides = w.list_of([side_word(one, w) for one in life.suspended_by])
        return w._("It is suspended by {sides}.").format(sides=sides)
    if cause in (Cause.WITHDRAWN, Cause.TERMINATED) and life.ending is not None:
        return _ended(life, w)
    if cause is Cause.AWAITS_START and life.start is not None:
        return w._("It begins: {start}.").format(start=moment_words(life.start, w))
    return {
        Cause.NOT_AGREED: w._("Nobody has said by then that it is agreed."),
        Cause.NO_START_SAID: w._("It does not say when it begins."),
        Cause.AWAITS_EVENT: w._("What it begins with has not happened."),
        Cause.AWAITS_CONDITION: w._("It waits for a condition."),
        Cause.NO_END_SAID: w._("It has no duration: it stays in force until something ends it."),
    }[cause]


def end_words(life: Life, agreement: Agreement, w: Wording) -> str:
    """Write the last day of a text, or the time at which it ends, in the agreement's zone."""
    if life.end is None:
        return ""
    if life.end.last_day is not None:
        return w.date(life.end.last_day)
    return _time_words(life.end.after, agreement, w)


def _time_words(instant: datetime.datetime, agreement: Agreement, w: Wording) -> str:
    """Write a time in the agreement's zone; where it is the beginning of a day, the day."""
    local = instant.astimezone(agreement.zone)
    if local.time() == datetime.time():
        return w.date(local.date())
    return w.isolated(local.isoformat(sep=" ", timespec="minutes"))


def where_they_part_words(agreement: Agreement, lives: Sequence[Life], w: Wording) -> str:
    """Say from when until when texts stand differently; empty where they do not."""
    span = where_they_part(lives)
    if span is None:
        return ""
    start = _time_words(span.begins, agreement, w)
    if span.until is None:
        return w._("The texts stand differently from {start} on.").format(start=start)
    return w._("The texts stand differently from {start}; alike again from {end} on.").format(
        start=start, end=_time_words(span.until, agreement, w)
    )


def _clock(life: Life, agreement: Agreement, w: Wording) -> str:
    """Say the state of a text, why, and when it began."""
    words = [f"{capital(state_words(life.state, w))}.", cause_words(life, agreement, w)]
    began = start_words(life, w)
    return " ".join([*words, began] if began else words)


def start_words(life: Life, w: Wording) -> str:
    """Say when a text that has begun began; empty of another."""
    if life.start is None or not life.has_begun:
        return ""
    return w._("It began: {start}.").format(start=moment_words(life.start, w))


def _ended(life: Life, w: Wording) -> str:
    assert life.ending is not None
    when = moment_words(life.ending.at, w)
    if life.ending.by is None:
        return w._("It was ended: {when}.").format(when=when)
    side = side_word(life.ending.by, w)
    if life.ending.kind == "withdrawn":
        return w._("{side} left it: {when}.").format(side=side, when=when)
    return w._("{side} ended it: {when}.").format(side=side, when=when)


def condition_words(condition: Precondition, life: Life, w: Wording) -> str:
    """Say a condition, whether it is met, and who names and denies it."""
    is_open = condition in life.waits_for
    words = w._("Condition, not met: {text}") if is_open else w._("Condition, met: {text}")
    parts = [words.format(text=w.text(condition.text))]
    if condition.named_by:
        sides = w.list_of([side_word(one, w) for one in condition.named_by])
        parts.append(w._("named by {sides}").format(sides=sides))
    if condition.denied_by:
        sides = w.list_of([side_word(one, w) for one in condition.denied_by])
        parts.append(w._("denied by {sides}").format(sides=sides))
    return w.semicolons(parts)
