"""The part of the talks that one reader may read.

All that is shown, exported or sent to a calendar is made of this part, and of nothing else. So what
somebody is told can rest on nothing that she may not read: not an order, not a count, not an hour.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from goodoffices.procedure.moment import Moment
from goodoffices.procedure.readers import MEDIATION, PUBLIC, Readers
from goodoffices.procedure.talks import (
    Carried,
    Deadline,
    Happening,
    Item,
    MayBeSaid,
    NextStep,
    Round,
    Talks,
    Track,
)

Thing = TypeVar("Thing", Track, Round, Item, Happening, Deadline, NextStep)


def part_for(talks: Talks, reader: str = MEDIATION) -> Talks:
    """Give the part of the talks that a reader may read; the mediation's is the whole.

    ``reader``: ``mediation``, a party's id, ``observers`` or ``public``. In the part each thing
    names that reader alone.
    """
    if reader == MEDIATION:
        return talks
    part = _Part(talks, reader)
    return Talks(
        parties=talks.parties,
        tracks=tuple(part.named(one) for one in talks.tracks if part.has(one)),
        rounds=tuple(part.rounds()),
        items=tuple(part.item(one) for one in talks.items if part.has(one)),
        happenings=tuple(part.in_track(one) for one in talks.happenings if part.has(one)),
        deadlines=tuple(part.in_track(one) for one in talks.deadlines if part.has(one)),
        next_steps=tuple(part.in_track(one) for one in talks.next_steps if part.has(one)),
    )


def rounds_to_tell(talks: Talks) -> list[Round]:
    """List the rounds of which anybody may speak in public, each as far as anybody may say it.

    What may not be said is not there, not even as an hour that is taken.
    """
    public = _Part(talks, PUBLIC)
    return [
        public.as_the_public_knows(one)
        for one in talks.rounds
        if one.may_be_said is not MayBeSaid.NOTHING
    ]


class _Part:
    """What one reader may read of the talks, thing by thing."""

    def __init__(self, talks: Talks, reader: str) -> None:
        self.talks, self.reader = talks, reader
        self.alone = Readers.of(reader)
        self.tracks = {one.id for one in talks.tracks if self.has(one)}

    def has(self, one: Track | Round | Item | Happening | Deadline | NextStep) -> bool:
        """Tell whether the reader may read a thing."""
        return one.readers.has(self.reader, self.talks.parties)

    def named(self, one: Thing) -> Thing:
        """Let a thing name the reader alone."""
        return replace(one, readers=self.alone)

    def in_track(self, one: Thing) -> Thing:
        """Let a thing name the reader alone, and no track that she may not know of."""
        assert not isinstance(one, Track)
        track = one.track if one.track in self.tracks else None
        return replace(one, readers=self.alone, track=track)

    def rounds(self) -> Iterator[Round]:
        """List the rounds that she may know of, with what came of them where she may read that."""
        for one in self.talks.rounds:
            if not self.has(one):
                if one.may_be_said is not MayBeSaid.NOTHING:
                    yield self.as_the_public_knows(one)
            elif one.outcome_readers.has(self.reader, self.talks.parties):
                yield replace(self.in_track(one), outcome_readers=self.alone)
            else:
                yield replace(
                    self.in_track(one), agenda=None, decided=None, outcome_readers=Readers()
                )

    def as_the_public_knows(self, one: Round) -> Round:
        """Say of a round what may be said in public: on which day it was, and perhaps how long."""
        is_long = one.may_be_said is MayBeSaid.HOW_LONG
        day = Moment.on(one.begins.day) if one.begins.is_day_known else one.begins
        return Round(
            id=one.id,
            track=None,
            begins=one.begins if is_long else day,
            ends=one.ends if is_long else None,
            readers=self.alone,
            may_be_said=one.may_be_said,
        )

    def item(self, one: Item) -> Item:
        """Leave out of an item what the reader may not know.

        Its owner knows to whom it was carried, and not whether that party answered. To whom it was
        carried it was made at that moment: when the mediation wrote it is its own matter. A
        hypothetical and a non-paper say nothing of their origin.
        """
        if PUBLIC in one.readers.labels:
            return replace(self.in_track(one), readers=one.readers)
        if one.owner == self.reader:
            carried = tuple(replace(c, answered=None) for c in one.carried)
            return self.known_item(one, one.owner, carried, one.at)
        carried = tuple(c for c in one.carried if c.to == self.reader)
        if one.kind.hides_its_owner:
            # Neither does its track, which may be one of its owner's.
            one = replace(one, owner=MEDIATION, track=None)
        owner = one.owner
        return self.known_item(one, owner, carried, carried[0].at if carried else one.at)

    def known_item(self, one: Item, owner: str, carried: tuple[Carried, ...], at: Moment) -> Item:
        """Let an item name the reader, and those of whom she knows that they read it."""
        readers = Readers.of(self.reader, owner, *(c.to for c in carried))
        return replace(self.in_track(one), owner=owner, carried=carried, at=at, readers=readers)
