"""Write a timeline as text for the terminal: tracks, what happened, what is open, what is next."""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Iterator

from goodoffices.case import Case
from goodoffices.procedure import (
    MEDIATION,
    Talks,
    TimelineEvent,
    is_overdue,
    next_steps,
    open_proposals,
    part_for,
    timeline,
)
from goodoffices.report.talks_in_words import (
    event_words,
    kind_word,
    open_words,
    reader_word,
    rival_words,
    span_words,
    step_words,
)
from goodoffices.report.wording import Wording

WIDTH = 80


def timeline_text(
    case: Case,
    talks: Talks,
    reader: str,
    today: datetime.date,
    language: str | None = None,
) -> str:
    """Write what a reader may know of the talks on a day, in at most 80 columns."""
    w = Wording(case, language)
    lines = [w.case_name(), _for_whom(reader, w), ""]
    part = part_for(talks, reader)
    tracks = {one.id: w.text(one.name) for one in part.tracks}
    if part.tracks:
        lines.append(w._("Tracks"))
        for track in part.tracks:
            sides = w.list_of(map(w.party, (*track.with_parties, *track.also)))
            lines += _wrapped(
                w._("{track}: the mediation with {parties}").format(
                    track=tracks[track.id], parties=sides
                )
            )
        lines.append("")
    events = timeline(talks, reader)
    lines.append(w._("What happened, and what is set"))
    lines += [w._("  Nothing is entered.")] if not events else []
    for event in events:
        lines += _of_event(event, tracks, talks, reader, w)
    lines += _open_and_next(talks, reader, today, w)
    return "\n".join(lines).rstrip("\n") + "\n"


def _for_whom(reader: str, w: Wording) -> str:
    if reader == MEDIATION:
        return w._("Everything that is entered: for the mediation alone.")
    return w._("As {reader} may know it.").format(reader=reader_word(reader, w))


def _of_event(
    event: TimelineEvent, tracks: dict[str, str], talks: Talks, reader: str, w: Wording
) -> Iterator[str]:
    head = [span_words(event, w), kind_word(event.kind, w)]
    if event.of.track in tracks:
        head.append(tracks[event.of.track])
    yield f"  {w.semicolons(head)}"
    yield from _wrapped(event_words(event, w), "    ")
    if event.rivals:
        yield from _wrapped(rival_words(event.rivals, w), "    ")
    if event.of.source is not None:
        yield from _wrapped(w._("Source: {source}").format(source=event.of.source.written), "    ")
    if reader == MEDIATION:
        readers = w.list_of(reader_word(one, w) for one in event.of.readers.shown(talks.parties))
        yield from _wrapped(w._("Read by: {readers}").format(readers=readers), "    ")


def _open_and_next(talks: Talks, reader: str, today: datetime.date, w: Wording) -> Iterator[str]:
    lying = open_proposals(talks, today, reader)
    if lying:
        yield ""
        yield w._("Without an answer on {day}").format(day=w.date(today))
        for one in lying:
            words = w._("{party}: {text} ({facts})").format(
                party=w.party(one.party), text=w.text(one.item.text), facts=open_words(one, w)
            )
            yield from _wrapped(words)
    steps = next_steps(talks, reader)
    if steps:
        yield ""
        yield w._("Next steps")
        for step in steps:
            late = w._("; overdue") if is_overdue(step, today) else ""
            yield from _wrapped(f"{step_words(step, w)}{late}")
            if step.source is not None:
                source = w._("Source: {source}").format(source=step.source.written)
                yield from _wrapped(source, "    ")


def _wrapped(words: str, indent: str = "  ") -> list[str]:
    return textwrap.wrap(
        words,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
