"""Changes that were agreed, held against a version: done, not done, done and something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from goodoffices.procedure.text.changes import changes_between
from goodoffices.procedure.text.phrases import plain_words, times_in
from goodoffices.procedure.text.placing import traced_on

#: Agreed changes of one paragraph that are tried together; of more all are tried, and each alone.
MOST_TOGETHER = 8


class WhatBecame(StrEnum):
    """What became of a change that was agreed."""

    DONE = "done"
    NOT_DONE = "not done"
    DONE_AND_MORE = "done and something else"


@dataclass(frozen=True, slots=True)
class AgreedChange:
    """A change that was agreed, of one paragraph of a version.

    ``base``: the words of all paragraphs of that version; ``place``: of the paragraph, from 0;
    ``old``: words that go, empty where words are added at its end; ``new``: words that come, empty
    where words go.
    """

    base: Sequence[str]
    place: int
    old: str
    new: str

    @property
    def words(self) -> str:
        """Give the words of the paragraph as it was."""
        return plain_words(self.base[self.place])

    @property
    def is_of_all(self) -> bool:
        """Tell whether all words of the paragraph go."""
        return plain_words(self.old) == self.words


@dataclass(frozen=True, slots=True)
class JudgedChange:
    """What became of an agreed change. ``place``: of its paragraph now; None where it is gone."""

    verdict: WhatBecame
    place: int | None


@dataclass(frozen=True, slots=True)
class ChangedBesides:
    """A paragraph that no agreed change names. ``place``: now; None where it went: ``gone``."""

    place: int | None
    gone: str


def stands_once(words: str, old: str) -> bool:
    """Tell whether the words that are to go stand in a paragraph, once."""
    return not old.strip() or times_in(words, old) == 1


def agreed_judged(agreed: Sequence[AgreedChange], now: Sequence[str]) -> list[JudgedChange]:
    """Hold changes that were agreed against a version, in their order (that of their versions).

    A change is *done* where its paragraph is what it and other changes that were agreed with it or
    after it make of that, and nothing else; spaces do not count.
    """
    places = [_place_now(one, now) for one in agreed]
    # A paragraph that was agreed to be wholly other words is not like what it was: it is looked
    # for by the words that were agreed.
    taken = {place for place in places if place is not None}
    for k, one in enumerate(agreed):
        if places[k] is None and one.new and one.is_of_all:
            words = plain_words(one.new)
            found = (m for m, text in enumerate(now) if plain_words(text) == words)
            places[k] = next((m for m in found if m not in taken), None)
    return [JudgedChange(_became(k, agreed, places, now), place) for k, place in enumerate(places)]


def _place_now(one: AgreedChange, now: Sequence[str]) -> int | None:
    return one.place if one.base is now else traced_on(one.base, now, one.place)


def _became(
    which: int,
    agreed: Sequence[AgreedChange],
    places: Sequence[int | None],
    now: Sequence[str],
) -> WhatBecame:
    one, place = agreed[which], places[which]
    if place is None:
        gone = not one.new and one.is_of_all
        return WhatBecame.DONE if gone else WhatBecame.NOT_DONE
    words = plain_words(now[place])
    others = [k for k, its in enumerate(places) if its == place and k != which]
    together = [k for k in others if agreed[k].base is one.base]
    later = [agreed[k] for k in others if k > which and agreed[k].base is not one.base]
    made = {
        is_made: _reaches(words, one, [agreed[k] for k in together], later, is_made=is_made)
        for is_made in (True, False)
    }
    if made[True] or made[False]:
        return WhatBecame.DONE if made[True] else WhatBecame.NOT_DONE
    return WhatBecame.DONE_AND_MORE if _is_in(one, words) else WhatBecame.NOT_DONE


def _reaches(
    words: str,
    one: AgreedChange,
    together: Sequence[AgreedChange],
    later: Sequence[AgreedChange],
    *,
    is_made: bool,
) -> bool:
    """Tell whether some of the changes make these words, with one of them or without it."""
    for chosen in _choices(len(together)):
        made = [other for other, is_chosen in zip(together, chosen, strict=True) if is_chosen]
        start = _with_all([one, *made] if is_made else made, one.words)
        for after in _choices(len(later)):
            text = start
            for other, is_chosen in zip(later, after, strict=True):
                text = _with_all([other], text) if is_chosen else text
            if text == words:
                return True
    return False


def _choices(count: int) -> list[tuple[bool, ...]]:
    if count > MOST_TOGETHER:
        return [(True,) * count, *(tuple(k == m for m in range(count)) for k in range(count))]
    return list(product((True, False), repeat=count))


def _with_all(changes: Sequence[AgreedChange], words: str) -> str:
    """Make changes in a paragraph at once: each where its words stand in it, from the end."""
    placed = []
    for one in changes:
        old = plain_words(one.old)
        at = words.lower().find(old.lower()) if old else len(words)
        if at >= 0:
            placed.append((at, len(old), plain_words(one.new) if old else f" {one.new}"))
    for at, length, new in sorted(placed, reverse=True):
        words = words[:at] + new + words[at + length :]
    return plain_words(words)


def _is_in(one: AgreedChange, words: str) -> bool:
    """Tell whether a change is in a paragraph: what comes stands in it, and what goes does not."""
    was, old, new = one.words, one.old.strip(), one.new.strip()
    # Where the words that come hold those that go, or stood there before, they are counted.
    kept = times_in(new, old) if old and new else 0
    lost = times_in(old, new) if old and new else 0
    comes = not new or times_in(words, new) > times_in(was, new) - lost
    goes = not old or times_in(words, old) < times_in(was, old) + kept
    return comes and goes and words != was


def changed_besides(
    base: Sequence[str],
    now: Sequence[str],
    agreed: Sequence[AgreedChange],
    judgements: Sequence[JudgedChange],
) -> list[ChangedBesides]:
    """List what is new, other words or gone since a version, where no agreed change names it."""
    named = {one.place for one in judgements}
    of_base = {one.place for one in agreed if one.base is base}
    found = []
    for change in changes_between(base, now):
        if change.is_same or (change.new and change.new.start in named):
            continue
        if change.new:
            found.append(ChangedBesides(change.new.start, ""))
        elif change.old.start not in of_base:
            found.append(ChangedBesides(None, base[change.old.start]))
    return found
