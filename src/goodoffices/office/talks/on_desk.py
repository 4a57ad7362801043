"""The talks on the mediation's desk: where each track stands, what lies with whom, what is due."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.pages.fields import today
from goodoffices.office.talks.whole_talks import whole_talks
from goodoffices.procedure import (
    NextStep,
    Talks,
    next_steps,
    open_proposals,
)
from goodoffices.report.talks_in_words import (
    moment_words,
    side_word,
)
from goodoffices.report.wording import Wording


@dataclass(frozen=True, kw_only=True)
class TalksOnDesk:
    """Where the talks stand, in short.

    ``tracks``: each with its last round and how many there were; ``due``: what is due or overdue,
    each with its day, in words, and whether it is late; ``lies``: by the name of a party, how much
    lies with it without an answer, and since when.
    """

    tracks: tuple[tuple[str, str, int], ...]
    due: tuple[tuple[str, str, bool], ...]
    lies: Mapping[str, str]


#: Days ahead that count as soon, and things that stand on the desk.
SOON, MOST_DUE = 14, 6


def talks_on_desk(view: CaseView, also: Sequence[tuple[datetime.date, str]] = ()) -> TalksOnDesk:
    """Say where each track stands, what is due, and what lies with whom.

    ``also``: what else has its day, in words.
    """
    talks, w = whole_talks(view), wording_for_reader(view.case)
    lies: dict[str, list[int | None]] = {}
    for one in open_proposals(talks, today()):
        lies.setdefault(w.party(one.party), []).append(one.days)
    last = today() + datetime.timedelta(days=SOON)
    steps = [one for one in next_steps(talks) if one.is_planned and one.done is None and one.due]
    due = [(one.due, _due(one, w)) for one in steps if one.due is not None and one.due <= last]
    due += [
        (one.at.day, w.text(one.text)) for one in talks.deadlines if today() <= one.at.day <= last
    ]
    due += [(day, words) for day, words in also if day <= last]
    ordered = sorted(due)[:MOST_DUE]
    return TalksOnDesk(
        tracks=tuple(_track(one.id, w.text(one.name), talks, w) for one in talks.tracks),
        due=tuple((w.date(day), words, day < today()) for day, words in ordered),
        lies={party: _lies(days) for party, days in lies.items()},
    )


def _lies(days: list[int | None]) -> str:
    """Say how many things lie with a party without an answer, and since when the oldest does."""
    oldest = max((one for one in days if one is not None), default=None)
    if oldest is None:
        return str(len(days))
    since = ngettext("the oldest {n} day", "the oldest {n} days", oldest).format(n=oldest)
    return f"{len(days)} ({since})"


def _due(one: NextStep, w: Wording) -> str:
    text = w.text(one.text)
    if one.owner is None:
        return text
    return _("{who}: {text}").format(who=side_word(one.owner, w), text=text)


def _track(track: str, name: str, talks: Talks, w: Wording) -> tuple[str, str, int]:
    held = [one for one in talks.rounds if one.track == track]
    newest = max(held, key=lambda one: one.begins.sort_key, default=None)
    when = "" if newest is None else moment_words(newest.begins, w)
    return name, when, len(held)
