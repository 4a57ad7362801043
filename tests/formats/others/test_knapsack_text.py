"""`formats.others.knapsack_text`: items are issues, values are parties, the capacity is a limit on a sum."""

from __future__ import annotations

from fractions import Fraction

import pytest

from goodoffices.analysis import analyse
from goodoffices.formats import CaseFileError
from goodoffices.formats.open_case import open_case

SMALL = "3 2\n5\n2 10 1\n3 1 10\n4 6 6\n2\n11 11\n10 1\n"


def opened(folder, text):
    file = folder / "small.in"
    file.write_text(text)
    return open_case(file)


def test_a_small_knapsack_by_hand(tmp_path):
    case = opened(tmp_path, SMALL)
    result = analyse(case.case, case.chosen_preferences({}))
    # Items 1 and 2 fit together and give (11, 11); nothing else does as well.
    assert [[result.utility(row, p) for p in (0, 1)] for row in range(len(result.frontier))] == [[11, 11]]
    assert result.package(0) == {"item 1": "in", "item 2": "in", "item 3": "out"}
    assert result.zone.count.lower == 5
    assert [one.walk_away for one in case.chosen_preferences({})] == [None, None]
    assert case.case.status_quo() == {"item 1": "out", "item 2": "out", "item 3": "out"}
    assert result.problem.is_exact


def test_value_columns_are_no_variants_of_one_another(tmp_path):
    assert opened(tmp_path, "1 4\n5\n2 1 2 3 4\n").notes == ()


def test_numbers_need_not_be_whole(tmp_path):
    case = opened(tmp_path, "1 1\n0.5\n0.5 1.25\n")
    assert case.preferences("value_1", "only").scores["item 1"]["in"] == Fraction(5, 4)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3 2\n5\n2 10 1\n3 1 10\n", "item 3 (weight, values): the file ends before it. Give the whole file."),
        ("3 2\n5\n2 10 1\n3 1\n4 6 6\n", ":4: item 2 (weight, values) should be 3 numbers. Look at this line."),
        ("2000 2\n5\n", ":1: 2,000 items and 2 objectives are out of reach. At most 1,000 items and 100 objectives are read."),
        ("what is this", "this is no case that is known here. See docs/reference/formats.md for what is read."),
    ],
)
def test_what_is_broken_is_said(tmp_path, text, said):
    with pytest.raises(CaseFileError) as caught:
        opened(tmp_path, text)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "text",
    ["# items objectives\n3 2\n10\n4 3 7\n5 6 2\n6 5 5\n", "3 2 10\n4 3 7\n5 6 2\n6 5 5\n", "% a\n// b\n3 2 10\n4 3 7\n5 6 2\n6 5 5\n"],
)
def test_comments_and_a_capacity_on_the_first_line_are_read(tmp_path, text):
    plain, other = tmp_path / "plain.in", tmp_path / "other.in"
    plain.write_text("3 2\n10\n4 3 7\n5 6 2\n6 5 5\n")
    other.write_text(text)
    one, two = open_case(plain), open_case(other)
    assert (two.case.issues, two.case.restrictions) == (one.case.issues, one.case.restrictions)
    assert [p.scores for p in two.by_party.values()] == [p.scores for p in one.by_party.values()]


@pytest.mark.parametrize(
    ("text", "said"), [("3 2\n10,5\n4 3 7\n5 6 2\n6 5 5\n", "Write 10.5."), ("3 2\n10\n4 3,5 7\n5 6 2\n6 5 5\n", "Write 3.5.")]
)
def test_a_decimal_comma_is_named(tmp_path, text, said):
    (tmp_path / "k.in").write_text(text)
    with pytest.raises(CaseFileError, match=said):
        open_case(tmp_path / "k.in")
