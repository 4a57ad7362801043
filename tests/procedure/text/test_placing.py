"""Places of a text across versions: what is typed stays in its place, what was agreed is judged, and a phrase is followed back."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.procedure.text import (
    AgreedChange,
    Clash,
    Edit,
    WhatBecame,
    agreed_judged,
    brackets_by_chapter,
    changed_besides,
    edit_moved,
    history_of,
    parts_of,
    read_text,
    stands_once,
    with_edit,
    with_edits,
)
from goodoffices.procedure.text.chapters import MOST_IN_PART
from goodoffices.procedure.text.pairing import counted, likeness, paired, words_of
from tests.reached import reached, reaches

BLOCKS = st.integers(3, 8).map(lambda n: [f"Paragraph {k}." for k in range(n)])


@reaches(20)
@given(st.data())
def test_what_is_typed_in_other_paragraphs_stays_in_its_place_when_a_new_version_is_made(data):
    base = data.draw(BLOCKS)
    mine = data.draw(st.integers(0, len(base) - 1))
    theirs = data.draw(st.integers(0, len(base) - 1))
    words = data.draw(st.sampled_from(["New.", "", "One.\n\nTwo."]))
    theirs = theirs if mine != theirs else (mine + 1) % len(base)
    reached()
    newest = with_edit(base, Edit(theirs, 1, words))
    moved = edit_moved(base, newest, Edit(mine, 1, "Mine."))
    assert isinstance(moved, Edit)
    both = with_edit(newest, moved)
    assert both == with_edits(base, [Edit(theirs, 1, words), Edit(mine, 1, "Mine.")])
    assert both.count("Mine.") == 1


@given(BLOCKS, st.data())
def test_what_is_typed_where_the_new_version_changed_the_same_paragraph_is_a_clash_that_names_both(base, data):
    place = data.draw(st.integers(0, len(base) - 1))
    newest = with_edit(base, Edit(place, 1, "Theirs."))
    clash = edit_moved(base, newest, Edit(place, 1, "Mine."))
    assert isinstance(clash, Clash)
    assert (clash.place, clash.base, clash.theirs, clash.ours) == (place, (base[place],), ("Theirs.",), ("Mine.",))


@given(BLOCKS, st.data())
def test_what_is_typed_on_the_whole_text_keeps_what_a_new_version_changed_elsewhere(base, data):
    mine, theirs = data.draw(st.permutations(range(len(base))).map(lambda order: order[:2]))
    if abs(mine - theirs) < 2:
        mine, theirs = 0, len(base) - 1
    newest = with_edit(base, Edit(theirs, 1, "Theirs."))
    typed = "\n\n".join(with_edit(base, Edit(mine, 1, "Mine.")))
    moved = edit_moved(base, newest, Edit(0, len(base), typed))
    assert isinstance(moved, Edit)
    assert with_edit(newest, moved) == with_edits(base, [Edit(theirs, 1, "Theirs."), Edit(mine, 1, "Mine.")])


def test_edits_touch_where_both_change_a_paragraph():
    assert Edit(1, 2, "").touches(Edit(2, 1, ""))
    assert Edit(3, 0, "").touches(Edit(3, 0, "x"))
    assert not Edit(1, 1, "").touches(Edit(2, 1, ""))


def test_a_long_text_is_cut_into_its_chapters_and_a_long_chapter_into_parts():
    long = "\n\n".join(["# One", *["A [[b | c]] d."] * MOST_IN_PART, "# Two", "E."])
    parts = parts_of(read_text(long, ()))
    assert [(one.chapter, len(one.blocks), one.brackets, one.is_first, one.more) for one in parts] == [
        ("One", MOST_IN_PART, MOST_IN_PART - 1, True, 0),
        ("One", 3, 1, False, 1),
    ]
    assert brackets_by_chapter(read_text(long, ())) == [("One", MOST_IN_PART)]
    assert [len(one.blocks) for one in parts_of(read_text("# One\n\nA.\n\n# Two\n\nB.", ()))] == [4]
    many = "\n\n".join(f"# Chapter {k}\n\nA." for k in range(100))
    assert [(len(one.blocks), one.more) for one in parts_of(read_text(many, ()))] == [(60, 29), (60, 29), (60, 29), (20, 9)]


@given(st.lists(st.sampled_from(["# H", "a", "b [[c | d]]"]), max_size=200))
def test_each_paragraph_is_in_one_part(blocks):
    paragraphs = read_text("\n\n".join(blocks), ())
    parts = parts_of(paragraphs)
    assert [k for one in parts for k in one.blocks] == list(range(len(paragraphs)))
    assert sum(one.brackets for one in parts) == sum(count for _name, count in brackets_by_chapter(paragraphs))
    assert all(len(one.blocks) <= MOST_IN_PART for one in parts)


BASE = ["Scope", "The parties shall not strike for 30 days.", "Ships sail.", "Ports stay open."]


def agreed(place, old, new):
    return AgreedChange(BASE, place, old, new)


@pytest.mark.parametrize(
    ("now", "verdict"),
    [
        ("The parties shall not strike for 60 days.", WhatBecame.DONE),
        ("The parties shall not  strike for 60 days.", WhatBecame.DONE),
        ("The parties shall not strike for 30 days.", WhatBecame.NOT_DONE),
        ("The parties should not strike for 60 days.", WhatBecame.DONE_AND_MORE),
        ("The parties shall not strike for 45 days.", WhatBecame.NOT_DONE),
    ],
)
def test_an_agreed_change_is_done_or_not_or_done_with_something_else(now, verdict):
    [found] = agreed_judged([agreed(1, "30 days", "60 days")], [BASE[0], now, *BASE[2:]])
    assert (found.verdict, found.place) == (verdict, 1)


def test_two_agreed_changes_of_one_paragraph_are_both_done_and_nothing_else():
    now = ["Preamble", "New first.", BASE[0], "The parties should not strike for 60 days.", *BASE[2:]]
    made = [agreed(1, "30 days", "60 days"), agreed(1, "shall", "should")]
    found = agreed_judged(made, now)
    assert [(one.verdict, one.place) for one in found] == [(WhatBecame.DONE, 3), (WhatBecame.DONE, 3)]
    assert [one.place for one in changed_besides(BASE, now, made, found)] == [0, 1]


def test_words_that_are_added_and_a_paragraph_that_goes():
    added, gone = agreed(2, "", "At night, too."), agreed(3, "Ports stay open.", "")
    now = [*BASE[:2], "Ships sail. At night, too."]
    assert [one.verdict for one in agreed_judged([added, gone], now)] == [WhatBecame.DONE, WhatBecame.DONE]
    assert [one.verdict for one in agreed_judged([added, gone], BASE)] == [WhatBecame.NOT_DONE, WhatBecame.NOT_DONE]


def test_words_that_come_may_hold_those_that_go():
    [found] = agreed_judged(
        [agreed(1, "30 days", "30 days or more")], [BASE[0], "The parties shall not strike for 30 days or more.", *BASE[2:]]
    )
    assert found.verdict is WhatBecame.DONE
    assert stands_once(BASE[1], "30 days")
    assert not stands_once(BASE[1], "90 days")


@given(st.sampled_from(BASE[1:]), st.data())
def test_a_change_that_is_made_is_done_and_one_that_is_not_made_is_not(words, data):
    place = BASE.index(words)
    old = data.draw(st.sampled_from([one for one in words.split() if words.count(one) == 1]))
    one = agreed(place, old, "elsewhere")
    now = list(BASE)
    assert agreed_judged([one], now)[0].verdict is WhatBecame.NOT_DONE
    now[place] = words.replace(old, "elsewhere")
    assert agreed_judged([one], now)[0].verdict is WhatBecame.DONE
    assert changed_besides(BASE, now, [one], agreed_judged([one], now)) == []


VERSIONS = [
    "Ships sail.",
    "Preamble.\n\nShips sail for 30 days.",
    "Preamble.\n\nShips sail for [[30 days | 60 days]].",
    "Preamble.\n\nMore.\n\nShips sail for 60 days.",
]


def history(place, phrase="", versions=VERSIONS):
    return history_of((read_text(one, ()) for one in reversed(versions)), place, phrase)


def test_a_phrase_is_followed_to_the_version_in_which_it_came_and_through_its_brackets():
    found = history(2, "60 days")
    assert (found.first, found.bracketed) == (1, (1,))
    assert [(one.back, one.has_phrase, one.is_bracketed) for one in found.steps] == [
        (3, False, False),
        (2, False, False),
        (1, True, True),
        (0, True, False),
    ]
    assert history(2, "sail").first == 3
    assert history(2, "90 days").first is None
    assert history(1).first == 0


@given(st.lists(st.sampled_from(["A b.", "A c.", "D e f.", "G."]), min_size=1, max_size=4, unique=True), st.integers(0, 3))
def test_a_paragraph_that_never_changed_comes_from_the_first_version(blocks, more):
    versions = ["\n\n".join([*(f"New {k}." for k in range(n)), *blocks]) for n in range(more + 1)]
    for k, words in enumerate(blocks):
        found = history(more + k, words, versions)
        assert (found.first, found.bracketed, len(found.steps)) == (more, (), 1)


@pytest.mark.parametrize(
    ("changes", "now", "became"),
    [
        # Two changes of one paragraph whose words touch each other, and a swap.
        ([("30 days", "60 days"), ("shall", "should")], "The parties should not strike for 60 days.", ["done", "done"]),
        ([("parties", "days"), ("days", "parties")], "The days shall not strike for 30 parties.", ["done", "done"]),
        # A whole paragraph that becomes other words.
        ([("The parties shall not strike for 30 days.", "Vessels may moor anywhere.")], "Vessels may moor anywhere.", ["done"]),
        ([("30 days", "60 days")], "The parties shall not strike for 160 days.", ["not done"]),
    ],
)
def test_changes_of_one_paragraph_are_judged_together(changes, now, became):
    made = [agreed(1, old, new) for old, new in changes]
    found = agreed_judged(made, [BASE[0], now, *BASE[2:]])
    assert [one.verdict for one in found] == became


def test_changes_of_two_versions_are_judged_each_by_its_own():
    second = [*BASE[:2], "Ships sail. At night, too.", BASE[3]]
    made = [agreed(2, "", "At night, too."), AgreedChange(second, 2, "sail", "do not sail")]
    now = [*BASE[:2], "Ships do not sail. At night, too.", BASE[3]]
    assert [one.verdict for one in agreed_judged(made, now)] == ["done", "done"]


def test_a_paragraph_that_went_though_nobody_agreed_is_listed_with_its_words():
    found = changed_besides(BASE, BASE[:3], [], [])
    assert [(one.place, one.gone) for one in found] == [(None, BASE[3])]
    one = agreed(1, "30 days", "60 days")
    now = [BASE[0], "The parties shall not strike for 45 days.", *BASE[2:]]
    # It was agreed, and done otherwise: that stands in the list of agreed changes.
    assert changed_besides(BASE, now, [one], agreed_judged([one], now)) == []


def test_whole_words_alone_are_followed():
    versions = ["For 36 days, shallowly.", "For 6 days they shall."]
    assert history(0, "6 days", versions).first == 0
    assert history(0, "shall", versions).first == 0


@given(st.lists(st.sampled_from("ABCDE"), min_size=1, max_size=5, unique=True), st.data())
def test_edits_that_do_not_touch_give_one_text_in_any_order(base, data):
    edits = []
    for mark in "xyz":
        start = data.draw(st.integers(0, len(base)))
        edit = Edit(start, data.draw(st.integers(0, len(base) - start)), mark)
        if not any(edit.touches(other) for other in edits):
            edits.append(edit)
    plain = []
    for k in range(len(base) + 1):
        for edit in sorted(edits, key=lambda one: one.count):
            plain += [edit.words] if edit.start == k else []
        plain += [base[k]] if k < len(base) and not any(edit.start <= k < edit.stop for edit in edits) else []
    for order in (edits, edits[::-1]):
        assert with_edits(base, order) == plain


WORDINGS = st.lists(st.sampled_from(["a b c", "a b d", "a x y", "x y z", "p q", "a", "b c x", "!"]), max_size=4)


@given(WORDINGS, WORDINGS)
def test_paragraphs_are_paired_so_that_they_share_the_most(gone, come):
    """Against all pairings that do not cross."""

    def like(k, m):
        return likeness(counted(words_of(gone[k])), counted(words_of(come[m])))

    best = 0.0
    for size in range(min(len(gone), len(come)) + 1):
        for these in combinations(range(len(gone)), size):
            for those in combinations(range(len(come)), size):
                shared = [like(k, m) for k, m in zip(these, those, strict=True)]
                best = max(best, sum(shared)) if all(shared) else best
    pairs = paired(gone, come)
    assert [k for k, _m in pairs if k is not None] == list(range(len(gone)))
    assert [m for _k, m in pairs if m is not None] == list(range(len(come)))
    assert sum(like(k, m) for k, m in pairs if k is not None and m is not None) == pytest.approx(best)
