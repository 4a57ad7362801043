"""The single text: what changed gives the new version, two people's changes are both kept, and sponsors are shown to those who may know."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.procedure.text import (
    Bracket,
    PieceKind,
    apply_changes,
    changes_between,
    faults_of,
    for_reader,
    merged,
    paragraphs_of,
    read_text,
    unknown_sponsors,
    written,
)
from tests.reached import reached, reaches

WORD = st.sampled_from(["The", "parties", "shall", "should", "not", "strike", "ports", "for", "30", "60", "days", ",", "."])
PARAGRAPH = st.lists(WORD, min_size=1, max_size=8).map(" ".join)
TEXT = st.lists(PARAGRAPH, max_size=8)


@given(TEXT, TEXT)
def test_what_changed_gives_the_other_version_and_what_went_gives_the_first(old, new):
    changes = changes_between(old, new)
    assert apply_changes(changes) == new
    before = ["".join(p.words for p in one.pieces if p.kind is not PieceKind.NEW) for one in changes if one.old]
    assert before == old
    assert [k for one in changes for k in one.old] == list(range(len(old)))
    assert [k for one in changes for k in one.new] == list(range(len(new)))


@given(TEXT)
def test_of_the_same_text_nothing_changed(text):
    assert all(one.is_same for one in changes_between(text, text))


@pytest.mark.parametrize(
    ("old", "new", "stands"),
    [
        ("The parties shall stop.", "The parties should stop.", {"shall", "should"}),
        ("for 30 days", "for 60 days", {"30", "60"}),
        ("They strike ports.", "They do not strike ports.", {"not"}),
        ("until Monday", "until Tuesday", {"Monday", "Tuesday"}),
        ("a big ship", "a large ship", set()),
    ],
)
def test_what_turns_a_duty_stands_out(old, new, stands):
    pieces = [piece for one in changes_between([old], [new]) for piece in one.pieces if piece.kind is not PieceKind.SAME]
    assert {piece.words.strip() for piece in pieces if piece.stands_out} == stands


@reaches(5)
@given(st.data())
def test_two_edits_of_different_paragraphs_are_both_kept(data):
    base = [f"Paragraph {k}. {words}" for k, words in enumerate(data.draw(st.lists(PARAGRAPH, min_size=3, max_size=8)))]
    mine, yours = data.draw(st.lists(st.integers(0, len(base) - 1), min_size=2, max_size=2, unique=True))
    # Between two places that are changed one stands as it was: else both changed one place.
    if abs(mine - yours) < 2:
        return
    ours, theirs = list(base), list(base)
    ours[mine], theirs[yours] = "Ours.", "Theirs."
    found = merged(base, theirs, ours)
    reached()
    assert found.clashes == ()
    assert (found.paragraphs[mine], found.paragraphs[yours]) == ("Ours.", "Theirs.")
    assert len(found.paragraphs) == len(base)


@given(TEXT, TEXT, TEXT)
def test_nothing_that_either_wrote_is_lost(base, theirs, ours):
    found = merged(base, theirs, ours)
    for text in (theirs, ours):
        written_anew = [one for one in text if one not in base]
        assert all(one in found.paragraphs for one in written_anew)


@given(TEXT, TEXT)
def test_where_one_alone_changed_the_text_it_is_taken_as_it_is(base, ours):
    for found in (merged(base, base, ours), merged(base, ours, base), merged(base, ours, ours)):
        assert (list(found.paragraphs), found.clashes) == (ours, ())


TYPED = "# Scope\n\nThe parties [[north: shall | south: should]] spare ports[[south: and cranes | ]].\n\nSecond."


def test_paragraphs_are_numbered_and_brackets_counted():
    heading, first, second = read_text(TYPED, ("north", "south"))
    assert (heading.is_heading, heading.words, first.number, second.number) == (True, "Scope", 1, 2)
    assert first.brackets == 2
    assert first.words == "The parties [shall] [should] spare ports[and cranes] []."
    bracket = next(part for part in first.parts if isinstance(part, Bracket))
    assert [(one.sponsor, one.words) for one in bracket.alternatives] == [("north", "shall"), ("south", "should")]


def test_a_reader_is_told_of_no_sponsor_but_her_own():
    whole = read_text(TYPED, ("north", "south"))
    theirs = written(for_reader(whole, "north"))
    assert "north: shall" in theirs
    assert "south" not in theirs
    assert ":" not in written(for_reader(whole, ""))
    assert [one.words for one in for_reader(whole, "")] == [one.words for one in whole]


@given(st.lists(PARAGRAPH | st.just("a [[north: b | c]] d") | st.just("# Heading"), max_size=6))
def test_what_is_read_is_written_back(blocks):
    paragraphs = read_text("\n\n".join(blocks), ("north",))
    assert read_text(written(paragraphs), ("north",)) == paragraphs
    assert paragraphs_of(written(paragraphs)) == paragraphs_of("\n\n".join(blocks))


def test_a_bracket_that_is_not_whole_is_named_with_its_place():
    assert [(one.paragraph, one.why) for one in faults_of("Fine [[a | b]].\n\nOpen [[a | b.\n\nc]] closed")] == [
        (2, "a bracket that does not begin or does not end"),
        (3, "a bracket that does not begin or does not end"),
    ]
    assert faults_of("Fine.\n\n[[a | b]]") == []
    assert [one.why for one in faults_of("[[a [[b | c]]")] == ["a bracket within a bracket"]


def test_a_sponsor_is_known_by_its_id_or_its_name_whatever_the_capitals():
    names = {"north": "north", "Northland": "north", "The south": "south", "south": "south"}
    read = read_text("[[NORTH: a | northland: b | the South: c | other: d | : e: f]]", names)
    [bracket] = [part for part in read[0].parts if isinstance(part, Bracket)]
    assert [(one.sponsor, one.words) for one in bracket.alternatives] == [
        ("north", "a"),
        ("north", "b"),
        ("south", "c"),
        ("", "other: d"),
        ("", "e: f"),
    ]
    assert unknown_sponsors("[[Nrthland: a | north: b | : c: d | a long phrase of more than five words: e]]", names) == ["Nrthland"]
    assert read_text(written(read), names) == read
