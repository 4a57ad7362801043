"""The timeline: everything that a reader may know in its order, and nothing that rests on what she may not."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.case import Text
from goodoffices.formats.ours.talks_writer import talks_text
from goodoffices.procedure import (
    MEDIATION,
    PARTIES,
    PUBLIC,
    Carried,
    Item,
    ItemKind,
    MayBeSaid,
    Moment,
    NextStep,
    Readers,
    Round,
    Talks,
    Track,
    is_overdue,
    next_steps,
    open_proposals,
    part_for,
    timeline,
)
from tests.procedure.made_talks import READERS, SIDES, talks
from tests.reached import reached, reaches

TODAY = datetime.date(2025, 3, 26)
NORTH, BOTH = Readers.of("north"), Readers.of(PARTIES)


def day(n):
    return Moment.on(datetime.date(2025, 3, n))


def round_of(**more):
    return Round(id="r", track="t", begins=day(24), **more)


def item(**more):
    return Item(**{"id": "i", "kind": ItemKind.PROPOSAL, "text": Text.of("Ports"), "at": day(20), **more})


def told(made, reader):
    """All that a reader is told of talks, in one string."""
    return repr([timeline(made, reader), open_proposals(made, TODAY, reader), next_steps(made, reader)]) + talks_text(made, reader)


def test_a_round_is_known_to_whom_it_was_said_and_its_outcome_to_fewer():
    held = round_of(place=Text.of("Riyadh"), decided=Text.of("Lists"), readers=BOTH, outcome_readers=NORTH)
    made = Talks(parties=SIDES, rounds=(held,))
    assert [one.of.decided for one in timeline(made, "north")] == [Text.of("Lists")]
    assert [(one.of.place, one.of.decided) for one in timeline(made, "south")] == [(Text.of("Riyadh"), None)]
    assert timeline(made, PUBLIC) == []


@pytest.mark.parametrize(("said", "has_hours"), [(MayBeSaid.TOOK_PLACE, False), (MayBeSaid.HOW_LONG, True)])
def test_the_public_learns_the_day_of_a_round_or_its_hours_and_nothing_else(said, has_hours):
    begins, ends = Moment.read("2025-03-24T10:00+03:00"), Moment.read("2025-03-24T22:00+03:00")
    held = Round(id="r", track="t", begins=begins, ends=ends, place=Text.of("Riyadh"), parties=("north",), may_be_said=said)
    [one] = timeline(Talks(parties=SIDES, rounds=(held,)), PUBLIC)
    assert (one.at, one.until) == ((begins, ends) if has_hours else (day(24), None))
    assert (one.of.place, one.of.parties, one.of.track) == (None, (), None)


def test_a_hypothetical_says_nothing_of_its_origin():
    made = Talks(
        parties=SIDES,
        items=(
            item(
                kind=ItemKind.HYPOTHETICAL, owner="north", carried=(Carried(to="south", at=day(22)),), readers=Readers.of("north", "south")
            ),
        ),
    )
    assert [(one.of.owner, one.at) for one in timeline(made, "south")] == [(MEDIATION, day(22))]
    assert "north" not in told(made, "south")
    assert [one.of.owner for one in timeline(made, "north")] == ["north", "north"]


def test_a_party_is_not_told_when_the_mediation_wrote_what_it_was_given_nor_to_whom_else_it_went():
    carried = (Carried(to="north", at=day(21), answered=day(22)), Carried(to="south", at=day(23)))
    made = Talks(parties=SIDES, items=(item(carried=carried, readers=BOTH),))
    assert [(one.at, one.kind, one.party) for one in timeline(made, "south")] == [(day(23), "proposal", "south")]
    assert [(one.at, one.kind, one.party) for one in timeline(made, "north")] == [
        (day(21), "proposal", "north"),
        (day(22), "answer", "north"),
    ]


def test_an_owner_learns_to_whom_its_item_went_and_not_whether_it_was_answered():
    made = Talks(
        parties=SIDES,
        items=(item(owner="north", carried=(Carried(to="south", at=day(21), answered=day(22)),), readers=Readers.of("north", "south")),),
    )
    assert [(one.at, one.party) for one in timeline(made, "north")] == [(day(20), ""), (day(21), "south")]
    assert open_proposals(made, TODAY, "north") == []


def test_days_are_counted_while_an_answer_is_out_beside_the_days_that_were_agreed():
    carried = (Carried(to="north", at=day(21), answered=day(22)), Carried(to="south", at=day(23)))
    made = Talks(
        parties=SIDES, items=(item(carried=carried, agreed_days=5, readers=BOTH), item(id="m", kind=ItemKind.MESSAGE, carried=carried))
    )
    assert [(one.party, one.days, one.agreed_days) for one in open_proposals(made, TODAY)] == [("south", 3, 5)]
    assert open_proposals(made, TODAY, "north") == []
    assert [one.days for one in open_proposals(made, TODAY, "south")] == [3]


def test_a_step_is_overdue_the_day_after_it_was_due_unless_it_is_done_or_not_planned():
    step = NextStep(id="n", text=Text.of("Send"), due=datetime.date(2025, 3, 25))
    assert is_overdue(step, TODAY)
    assert not is_overdue(step, datetime.date(2025, 3, 25))
    assert not is_overdue(replace(step, done=TODAY), TODAY)
    assert not is_overdue(replace(step, is_planned=False), TODAY)


@given(talks(), st.sampled_from(READERS))
def test_a_timeline_is_in_order_and_what_is_answered_stands_before_its_answer(made, reader):
    found = timeline(made, reader)
    others = [one.at.sort_key for one in found if one.kind != "answer"]
    assert others == sorted(others)
    for k, one in enumerate(found):
        if one.kind == "answer":
            assert any(before.of == one.of and before.party == one.party for before in found[:k])


@reaches(15)
@given(talks(), talks(), st.sampled_from(READERS[1:]))
def test_what_a_reader_is_told_rests_on_nothing_that_she_may_not_read(made, other, reader):
    """Two worlds: the same part for her, and everything else exchanged."""
    mixed = Talks(
        parties=SIDES,
        **{
            name: tuple(mix(getattr(made, name), getattr(other, name), reader))
            for name in ("tracks", "rounds", "items", "happenings", "deadlines", "next_steps")
        },
    )
    if mixed != made:
        reached()
        assert told(mixed, reader) == told(made, reader)


def mix(mine, others, reader):
    """What the reader knows of in one world, and what she does not know of in the other."""
    yield from (one for one in mine if knows_of(one, reader))
    for k, one in enumerate(one for one in others if not knows_of(one, reader)):
        yield replace(one, id=f"x{k}")


def knows_of(one, reader):
    return one.readers.has(reader, SIDES) or getattr(one, "may_be_said", MayBeSaid.NOTHING) is not MayBeSaid.NOTHING


@given(talks(), st.sampled_from(READERS))
def test_the_part_of_a_part_is_the_part(made, reader):
    part = part_for(made, reader)
    assert talks_text(part, reader) == talks_text(made, reader)


def test_a_track_that_a_reader_may_not_know_of_is_not_named():
    made = Talks(
        parties=SIDES,
        tracks=(Track(id="t", name=Text.of("Secret"), with_parties=("north",), readers=NORTH),),
        rounds=(round_of(readers=BOTH),),
    )
    assert "Secret" not in told(made, "south")
    assert [one.of.track for one in timeline(made, "south")] == [None]
