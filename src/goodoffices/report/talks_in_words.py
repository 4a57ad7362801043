"""The talks in words: each line of a timeline as a sentence, for terminal, pages and calendars."""

from __future__ import annotations

import datetime

from goodoffices.procedure import (
    Deadline,
    Happening,
    Item,
    ItemKind,
    Level,
    MayBeSaid,
    Moment,
    NextStep,
    OpenProposal,
    Precision,
    Rival,
    Round,
    TimelineEvent,
)
from goodoffices.procedure.readers import MEDIATION, OBSERVERS, PARTIES, PUBLIC
from goodoffices.report.languages import Language
from goodoffices.report.wording import Wording


def side_word(side: str, w: Wording) -> str:
    """Say whose something is: the mediation's, a party's or a third party's."""
    return w._("the mediation") if side == MEDIATION else w.party(side)


def reader_word(label: str, w: Wording) -> str:
    """Say a reader in a word or two."""
    wide = {
        MEDIATION: w._("the mediation"),
        PARTIES: w._("all parties"),
        OBSERVERS: w._("observers"),
        PUBLIC: w._("everybody"),
    }
    return wide.get(label) or w.party(label)


def level_word(level: Level, w: Language) -> str:
    """Say a level in a word."""
    return {
        Level.TECHNICAL: w.p_("level of a round", "technical"),
        Level.POLITICAL: w.p_("level of a round", "political"),
        Level.LEADERS: w.p_("level of a round", "leaders"),
    }[level]


def kind_word(kind: str, w: Language) -> str:
    """Say what a line of a timeline is."""
    return {
        "round": w.p_("line of a timeline", "round"),
        "event": w.p_("line of a timeline", "event"),
        "deadline": w.p_("line of a timeline", "deadline"),
        "answer": w.p_("line of a timeline", "answer"),
        ItemKind.PROPOSAL: w.p_("what is carried", "proposal"),
        ItemKind.NON_PAPER: w.p_("what is carried", "non-paper"),
        ItemKind.QUESTION: w.p_("what is carried", "question"),
        ItemKind.HYPOTHETICAL: w.p_("what is carried", "hypothetical"),
        ItemKind.MESSAGE: w.p_("what is carried", "message"),
        ItemKind.FILE: w.p_("what is carried", "file"),
    }[kind]


def may_be_said_word(said: MayBeSaid, w: Language) -> str:
    """Say what may be said of a round in public."""
    return {
        MayBeSaid.NOTHING: w._("nothing may be said of it in public"),
        MayBeSaid.TOOK_PLACE: w._("that it took place may be said in public"),
        MayBeSaid.HOW_LONG: w._("that it took place, and how long, may be said in public"),
    }[said]


def moment_words(moment: Moment, w: Language) -> str:
    """Write a moment as exactly as it is known, with its zone where it has a time."""
    if moment.precision is Precision.YEAR:
        return w.isolated(str(moment.day.year))
    if moment.precision is Precision.MONTH:
        return w.month(moment.day)
    if moment.time is None:
        return w.date(moment.day)
    return f"{w.date(moment.day)} {_clock(moment.time)} {_zone(moment.time)}"


def span_words(event: TimelineEvent, w: Language) -> str:
    """Write from when until when something was."""
    if event.until is None:
        return moment_words(event.at, w)
    if event.at.time is not None and event.until.time is not None:
        same_day = event.at.day == event.until.day
        end = _clock(event.until.time) if same_day else moment_words(event.until, w)
        begin = f"{w.date(event.at.day)} {_clock(event.at.time)}"
        zone = f" {_zone(event.at.time)}" if same_day else ""
        return f"{begin}–{end}{zone}" if same_day else f"{begin} – {end}"
    return f"{moment_words(event.at, w)} – {moment_words(event.until, w)}"


def _clock(time: datetime.datetime) -> str:
    return time.strftime("%H:%M")


def _zone(time: datetime.datetime) -> str:
    offset = time.strftime("%z")
    return "UTC" if offset in ("+0000", "") else f"UTC{offset[:3]}:{offset[3:]}"


def event_words(event: TimelineEvent, w: Wording) -> str:
    """Say what a line of the timeline says, in a sentence or two."""
    if isinstance(event.of, Round):
        return _round_words(event.of, w)
    if isinstance(event.of, Item):
        return _item_words(event, event.of, w)
    if isinstance(event.of, Deadline):
        return w._("{text} (set by {what})").format(
            text=w.text(event.of.text), what=w.isolated(event.of.set_by)
        )
    assert isinstance(event.of, Happening)
    return w.text(event.of.text)


def _round_words(held: Round, w: Wording) -> str:
    sentences = [_sentence(meeting_words(held, w))]
    if held.attendance:
        counted = w.commas(f"{side_word(s, w)} {n}" for s, n in held.attendance.items())
        sentences.append(w._("Present: {counted}.").format(counted=counted))
    for words in (held.agenda, held.decided):
        if words is not None:
            sentences.append(_sentence(w.text(words)))
    return " ".join(sentences)


def meeting_words(held: Round, w: Wording) -> str:
    """Say of a round where it was, on which level, with whom and at whose place."""
    about = [w.text(held.place)] if held.place is not None else []
    if held.level is not None:
        about.append(level_word(held.level, w))
    if held.parties:
        about.append(w._("with {parties}").format(parties=w.list_of(map(w.party, held.parties))))
    if held.host is not None:
        about.append(w._("hosted by {host}").format(host=w.party(held.host)))
    first = w._("A round of talks")
    return f"{first}: {w.commas(about)}" if about else first


def shortened(words: str, most: int) -> str:
    """Cut words to so many characters, the last of which then says that there are more."""
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?", "؟", "…")) else f"{words}."


def _item_words(event: TimelineEvent, item: Item, w: Wording) -> str:
    owner, text = side_word(item.owner, w), w.text(item.text)
    if event.kind == "answer":
        return w._("{party} answered: {text}").format(party=w.party(event.party), text=text)
    if event.party:
        words = w._("From {owner} to {party}: {text}")
        return words.format(owner=owner, party=w.party(event.party), text=text)
    return w._("From {owner}: {text}").format(owner=owner, text=text)


def rival_words(rivals: tuple[Rival, ...], w: Wording) -> str:
    """Say which other times are given for the same thing, and by whom."""
    said = [
        moment_words(one.at, w)
        if one.source is None
        else f"{moment_words(one.at, w)} ({w.isolated(one.source.publisher)})"
        for one in rivals
    ]
    return w._("Other times are given: {times}.").format(times=w.semicolons(said)) if said else ""


def step_words(step: NextStep, w: Wording) -> str:
    """Say a next step: what, whose, on which level, until when; or that it is not planned."""
    about = [side_word(step.owner, w)] if step.owner is not None else []
    if step.level is not None:
        about.append(level_word(step.level, w))
    if step.due is not None:
        about.append(w._("until {day}").format(day=w.date(step.due)))
    if step.done is not None:
        about.append(w._("done on {day}").format(day=w.date(step.done)))
    if not step.is_planned:
        about.append(w._("expressly not planned"))
    text = w.text(step.text)
    return f"{text} ({w.commas(about)})" if about else text


def open_words(one: OpenProposal, w: Wording) -> str:
    """Say how long an item lies with a party, and what was agreed, as plain fact."""
    lies = (
        w._("day not known")
        if one.days is None
        else w.n_("{n} day", "{n} days", one.days).format(n=one.days)
    )
    if one.agreed_days is None:
        return w._("{lies}; no time was agreed").format(lies=lies)
    agreed = w.n_("{n} day was agreed", "{n} days were agreed", one.agreed_days)
    return w._("{lies}; {agreed}").format(lies=lies, agreed=agreed.format(n=one.agreed_days))
