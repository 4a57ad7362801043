"""`talks.yaml`: what is written is read again, and what would tell too much is refused with its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.case import Case, Issue, Option, Party, Text
from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.open_case import open_case
from goodoffices.formats.ours.talks_reader import read_talks, talks_of_folder
from goodoffices.formats.ours.talks_writer import talks_text
from goodoffices.procedure import Talks, part_for
from tests.cases import EXAMPLES
from tests.procedure.made_talks import READERS, SIDES, talks

TEXT = Text.of("x")
CASE = Case(
    id="c",
    name=TEXT,
    parties=tuple(Party(side, Text.of(side)) for side in SIDES),
    issues=(Issue(id="i", name=TEXT, options=(Option("a", TEXT),), status_quo="a"),),
)
HEAD = "format: goodoffices-talks/1\n"


def faults(text):
    with pytest.raises(CaseFileError) as error:
        read_talks(HEAD + text, CASE)
    return str(error.value)


@pytest.mark.parametrize("name", ["riyadh-2025", "strait", "ferry-strike"])
def test_the_talks_of_an_example_are_the_same_after_writing_and_reading(name):
    case = open_case(EXAMPLES / name).case
    held = talks_of_folder(EXAMPLES / name, case)
    assert read_talks(talks_text(held), case) == held


@given(talks(), st.sampled_from(READERS))
def test_the_part_of_a_reader_is_a_file_that_is_read_again_as_that_part(made, reader):
    part = part_for(made, reader)
    assert read_talks(talks_text(part), CASE) == part


def test_an_empty_file_is_no_talks_and_all_right():
    assert read_talks(HEAD, CASE) == Talks(parties=SIDES)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rounds:\n- {id: r, begins: 2025-03-24T10:00}\n", "A time needs its zone"),
        ("rounds:\n- {id: r, begins: yesterday}\n", "A moment is written as 2025, 2025-03"),
        ("rounds:\n- {id: r, track: t, begins: 2025-03-24}\n", 'there is no track "t"'),
        ("rounds:\n- {id: r, begins: 2025-03-24, ends: 2025-03-23}\n", "the round ends before it begins"),
        ("rounds:\n- {id: r, begins: 2025-03-24, readers: [nobody]}\n", 'there is no reader "nobody"'),
        ("rounds:\n- {id: r, begins: 2025-03-24, outcome_readers: [north]}\n", "not know that it took place"),
        ("rounds:\n- {id: r, begins: 2025-03-24}\n- {id: r, begins: 2025-03-24}\n", 'the id "r" stands twice'),
        ("rounds:\n- {id: r, begins: 2025-03-24, attendance: {moon: 2}}\n", 'there is no side "moon"'),
        ("items:\n- {id: i, kind: gift, text: x, at: 2025-03-24}\n", "Write one of: proposal, non-paper, question"),
        ("items:\n- {id: i, kind: proposal, text: x, at: 2025-03-24, package: {moon: full}}\n", 'there is no issue "moon"'),
        (
            "items:\n- {id: i, kind: message, text: x, at: 2025-03-24, readers: [north], carried: [{to: north, at: 2025-03-25, answered: 2025-03-24}]}\n",
            "answered before it was carried",
        ),
        (
            "items:\n- {id: i, kind: message, text: x, at: 2025-03-24, carried: [{to: north, at: 2025-03-25, answered: 2025-03-24}]}\n",
            "answered before it was carried",
        ),
        ("events:\n- {id: e, at: 2025, text: x, source: s}\n", 'there is no source "s"'),
        ("next_steps:\n- {id: n, text: x, owner: moon}\n", 'there is no side "moon"'),
        ("next_steps:\n- {id: n, text: x, due: soon}\n", "A date is written as year-month-day"),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_remedy(text, said):
    found = faults(text)
    assert said in found
    assert found.startswith("talks.yaml:")
