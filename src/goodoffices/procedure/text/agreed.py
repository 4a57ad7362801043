"""Changes that were agreed, held against a version: done, not done, done and something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from goodoffices.procedure.text.placing import traced_on


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


@dataclass(frozen=True, slots=True)
class JudgedChange:
    """What became of an agreed change. ``place``: of its paragraph now; None where it is gone."""

    verdict: WhatBecame
    place: int | None


def is_of(words: str, old: str) -> bool:
    """Tell whether the words that are to go stand in a paragraph, once."""
    return not old or _plain(words).count(_plain(old)) == 1


def judged(agreed: Sequence[AgreedChange], now: Sequence[str]) -> list[JudgedChange]:
    """Hold changes that were agreed against a version, in their order.

    A paragraph is *done* where it is what all changes of it that are done make of it, and nothing
    else; spaces do not count.
    """
    places = [
        one.place if list(one.base) == list(now) else traced_on(one.base, now, one.place)
        for one in agreed
    ]
    found = []
    for one, place in zip(agreed, places, strict=True):
        if place is None:
            # Where the whole paragraph was to go, it is done.
            gone = not one.new and _plain(one.old) == _plain(one.base[one.place])
            found.append(JudgedChange(WhatBecame.DONE if gone else WhatBecame.NOT_DONE, None))
            continue
        words = now[place]
        if not _is_in(one, words):
            found.append(JudgedChange(WhatBecame.NOT_DONE, place))
            continue
        done = [
            other
            for other, its in zip(agreed, places, strict=True)
            if its == place and _is_in(other, words)
        ]
        is_all = _with(one.base[one.place], done) == _plain(words)
        found.append(JudgedChange(WhatBecame.DONE if is_all else WhatBecame.DONE_AND_MORE, place))
    return found


def changed_besides(
    base: Sequence[str], now: Sequence[str], judgements: Sequence[JudgedChange]
) -> list[int]:
    """List the paragraphs of a version that are new or other words, and in no agreed change."""
    named = {one.place for one in judgements if one.verdict is not WhatBecame.NOT_DONE}
    before = {_plain(one) for one in base}
    return [k for k, one in enumerate(now) if _plain(one) not in before and k not in named]


def _is_in(one: AgreedChange, words: str) -> bool:
    """Tell whether a change is in a paragraph: what comes stands in it, and what goes does not."""
    plain, old, new = _plain(words), _plain(one.old), _plain(one.new)
    was = _plain(one.base[one.place])
    # Where the words that come hold those that go, or stood there before, they are counted.
    comes = not new or plain.count(new) > was.count(new) - (old.count(new) if old else 0)
    kept = new.count(old) if old else 0
    goes = not old or plain.count(old) < was.count(old) + kept
    return comes and goes and plain != was


def _with(words: str, done: Sequence[AgreedChange]) -> str:
    """Make the changes in a paragraph, one after another."""
    plain = _plain(words)
    for one in done:
        old, new = _plain(one.old), _plain(one.new)
        plain = plain.replace(old, new, 1) if old else f"{plain} {new}"
    return _plain(plain)


def _plain(words: str) -> str:
    return " ".join(words.split())
