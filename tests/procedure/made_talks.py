"""Makes talks for property tests: everything may be read by anybody, things share tracks, times and owners."""

from __future__ import annotations

import datetime

from hypothesis import strategies as st

from goodoffices.case import Text
from goodoffices.procedure import (
    MEDIATION,
    OBSERVERS,
    PARTIES,
    PUBLIC,
    Carried,
    Deadline,
    Happening,
    Item,
    ItemKind,
    Level,
    MayBeSaid,
    Moment,
    NextStep,
    Readers,
    Round,
    Talks,
    Track,
)
from goodoffices.procedure.moment import is_before

SIDES = ("north", "south", "west")
READERS = (MEDIATION, *SIDES, OBSERVERS, PUBLIC)
DAYS = st.dates(datetime.date(2025, 3, 1), datetime.date(2025, 3, 9))
words = st.sampled_from(["Lists", "Ports", "Ships"]).map(Text.of)
readers = st.sets(st.sampled_from([*SIDES, PARTIES, OBSERVERS, PUBLIC]), max_size=2).map(lambda s: Readers.of(*s))


@st.composite
def moments(draw):
    day = draw(DAYS)
    if draw(st.booleans()):
        return Moment.on(day)
    zone = datetime.timezone(datetime.timedelta(hours=draw(st.sampled_from([0, 3]))))
    return Moment.at(datetime.datetime.combine(day, datetime.time(draw(st.integers(0, 23))), zone))


def ids(prefix, things):
    return [f"{prefix}{k}" for k in range(len(things))]


def named(prefix, strategy):
    """Things of a strategy, each with an id of its own."""
    return st.lists(strategy, max_size=3).map(lambda made: tuple(f(f"{prefix}{k}") for k, f in enumerate(made)))


@st.composite
def carriages(draw, to):
    at = draw(moments())
    later = at.day + datetime.timedelta(days=draw(st.integers(0, 3)))
    return Carried(to=to, at=at, answered=draw(st.sampled_from([None, Moment.on(later)])))


@st.composite
def carried_to(draw, to):
    """A carriage with an answer that no file refuses: none was given before it was carried."""
    at, answered = draw(moments()), draw(st.none() | moments())
    return Carried(to=to, at=at, answered=None if answered is None or is_before(answered, at) else answered)


@st.composite
def items(draw):
    at = draw(moments())
    carried = tuple(draw(carried_to(to)) for to in draw(st.lists(st.sampled_from(SIDES), unique=True, max_size=2)))
    owner, who = draw(st.sampled_from([MEDIATION, *SIDES])), draw(readers)
    allowed = Readers(who.labels | {c.to for c in carried} | ({owner} if owner != MEDIATION else set()))
    kind, text, track = draw(st.sampled_from(list(ItemKind))), draw(words), draw(tracks_of)
    days = draw(st.none() | st.integers(0, 9))
    return lambda id: Item(id=id, kind=kind, text=text, owner=owner, at=at, track=track, carried=carried, agreed_days=days, readers=allowed)


tracks_of = st.sampled_from([None, "t0", "t1"])


@st.composite
def rounds(draw):
    begins, who = draw(moments()), draw(readers)
    outcome = Readers(frozenset(draw(st.sets(st.sampled_from(sorted(who.labels)))) if who.labels else ()))
    said, level = draw(st.sampled_from(list(MayBeSaid))), draw(st.sampled_from(list(Level)))
    track, decided, place = draw(tracks_of), draw(st.none() | words), draw(st.none() | words)
    return lambda id: Round(
        id=id,
        track=track,
        begins=begins,
        place=place,
        level=level,
        parties=SIDES[:1],
        decided=decided,
        readers=who,
        outcome_readers=outcome,
        may_be_said=said,
    )


@st.composite
def simple(draw, kind, **more):
    made = {name: draw(one) for name, one in more.items()}
    text, track, who = draw(words), draw(tracks_of), draw(readers)
    return lambda id: kind(id=id, text=text, track=track, readers=who, **made)


@st.composite
def talks(draw):
    made = draw(st.lists(st.tuples(words, readers), min_size=2, max_size=2))
    tracks = tuple(Track(id=f"t{k}", name=text, with_parties=SIDES[:1], readers=who) for k, (text, who) in enumerate(made))
    return Talks(
        parties=SIDES,
        tracks=tracks,
        rounds=draw(named("r", rounds())),
        items=draw(named("i", items())),
        happenings=draw(named("h", simple(Happening, at=moments()))),
        deadlines=draw(named("d", simple(Deadline, at=moments(), set_by=st.just("the law")))),
        next_steps=draw(
            named("n", simple(NextStep, owner=st.sampled_from([None, MEDIATION, *SIDES]), due=st.none() | DAYS, is_planned=st.booleans()))
        ),
    )
