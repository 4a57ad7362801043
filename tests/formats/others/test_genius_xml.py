"""`formats.others.genius_xml`: a domain and profiles mean what GENIUS's own evaluators make of them."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from goodoffices.analysis import analyse
from goodoffices.formats.open_case import open_case
from goodoffices.formats.others.genius_xml import genius_files
from tests.formats.opening import FIXTURES, opened_with, refusal, worth

BOX_DOMAIN = """<negotiation_template><utility_space number_of_issues="2"><objective index="0" name="o">
<issue index="1" name="x" vtype="integer" lowerbound="0" upperbound="9"/>
<issue index="2" name="y" vtype="integer" lowerbound="0" upperbound="9"/></objective></utility_space></negotiation_template>"""
BOXES = """<utility_space type="nonlinear"><objective index="0" name="o"><utility maxutility="100"><ufun weight="1" aggregation="sum">
{boxes}</ufun></utility></objective><reservation value="0.5"/></utility_space>"""
BOX = '<hyperRectangle utility="{points}"{more}>{bounds}</hyperRectangle>'


def boxes_case(folder, *boxes):
    (folder / "domain.xml").write_text(BOX_DOMAIN)
    for name in ("a", "b"):
        (folder / f"{name}.xml").write_text(BOXES.format(boxes="".join(boxes)))
    return open_case(folder)


def box(points, *bounds, tag="INCLUDES", more=""):
    return BOX.format(points=points, more=more, bounds="".join(f'<{tag} index="{i}" min="{low}" max="{high}"/>' for i, low, high in bounds))


def test_a_discrete_evaluation_is_divided_by_the_largest_of_the_issue():
    opened = open_case(FIXTURES / "genius")
    assert worth(opened, "buyer", Engine="diesel", Berth="without", Weeks="6") == F(214_285_714, 10**9)  # 0.5 · 3/7, rounded to 1e-9
    assert worth(opened, "seller", Engine="diesel", Berth="without", Weeks="2") == F(6, 10)  # 0.4 · 2/4 + 0.4 · 1 + 0.4 · 0


def test_where_the_largest_evaluation_is_next_to_nothing_all_are_0():
    opened = open_case(FIXTURES / "genius")
    assert worth(opened, "buyer", Engine="none", Berth="with", Weeks="6") == 0


def test_an_integer_issue_is_a_straight_line_cut_to_0_and_1():
    opened = open_case(FIXTURES / "genius")
    # offset 1.1 at 2 weeks is cut to 1; 1.1 − 0.4 · 1 = 0.7 at 3; 1.1 − 0.4 · 3 is cut to 0 at 5.
    assert [worth(opened, "buyer", Engine="none", Berth="with", Weeks=w) for w in "23456"] == [F(3, 10), F(21, 100), F(9, 100), 0, 0]
    # The older form counts from 0: −0.5 + 0.25 · value.
    assert [worth(opened, "seller", Engine="electric ", Berth="with", Weeks=w) for w in "26"] == [
        F(233_333_333, 10**9),
        F(633_333_333, 10**9),
    ]


def test_issues_stand_in_the_order_of_their_index_and_options_keep_their_spaces():
    case = open_case(FIXTURES / "genius").case
    assert case.issue_ids == ("Engine", "Berth", "Weeks")
    assert case.issue("Engine").option_ids == ("diesel", "electric ", "none")
    assert [o.number for o in case.issue("Weeks").options] == [2, 3, 4, 5, 6]
    assert case.status_quo() is None


def test_a_missing_reservation_value_is_0_and_a_discount_is_said():
    opened = open_case(FIXTURES / "genius")
    assert [one.walk_away for one in opened.chosen_preferences({})] == [F(1, 4), 0]
    assert opened.notes == (
        "Discount factors are left aside (buyer.xml: 0.9); utilities are those of an agreement at once.",
        "Weights do not add up to 1 (seller: 1.2); they are taken as they are.",
    )


def test_weights_of_objectives_above_the_issues_do_not_count(tmp_path):
    old = '<weight index="1" value="0.5"/>'
    opened = opened_with(tmp_path, "genius", {"buyer.xml": (old, f'{old}<weight index="9" value="1.0"/>')})
    assert not any("add up to 1" in note and "buyer" in note for note in opened.notes)
    assert worth(opened, "buyer", Engine="electric ", Berth="with", Weeks="2") == F(8, 10)


def test_boxes_add_up_and_the_total_is_cut_at_1(tmp_path):
    opened = boxes_case(tmp_path, box(60, (1, 2, 4)), box(30, (1, 0, 9), (2, 5, 5)), box(20, (2, 5, 6), more=' weight="1.5"'))
    assert worth(opened, "a", x="3", y="0") == F(60, 100)
    assert worth(opened, "a", x="0", y="5") == F(60, 100)  # 30 + 20 · 1.5
    assert worth(opened, "a", x="4", y="5") == 1  # 120 of 100
    assert worth(opened, "a", x="0", y="0") == 0


def test_an_excluding_box_gives_its_points_outside(tmp_path):
    opened = boxes_case(tmp_path, box(40, (1, 2, 4), (2, 0, 4), tag="EXCLUDES"))
    assert worth(opened, "a", x="3", y="3") == 0
    assert worth(opened, "a", x="3", y="5") == worth(opened, "a", x="0", y="3") == F(40, 100)


def test_a_box_that_nothing_lies_in_gives_nothing_and_one_without_bounds_always(tmp_path):
    opened = boxes_case(tmp_path, box(40, (1, 12, 14)), box(7), box(5, (1, 5, 3), tag="EXCLUDES"))
    assert worth(opened, "a", x="3", y="3") == F(12, 100)


def test_a_utility_without_a_function_is_said(tmp_path):
    (tmp_path / "domain.xml").write_text(BOX_DOMAIN)
    for name in ("a", "b"):
        (tmp_path / f"{name}.xml").write_text('<utility_space><utility maxutility="1"><x><ufun/></x></utility></utility_space>')
    with pytest.raises(Exception, match=r"a.xml:1: <utility> has no <ufun> directly inside\. Add it\."):
        open_case(tmp_path)


def test_boxes_that_tie_few_issues_are_analysed(tmp_path):
    result = analyse(*_parts(boxes_case(tmp_path, box(60, (1, 2, 4)), box(70, (2, 5, 5), (1, 3, 3)))))
    assert [result.utility(row, 0) for row in range(len(result.frontier))] == [1]
    assert result.zone.count.lower == 3 * 10


def _parts(opened):
    return opened.case, opened.chosen_preferences({})


def test_a_triangle_rises_and_falls(tmp_path):
    old = '<evaluator ftype="linear" slope="-0.4" offset="1.1"/>'
    opened = opened_with(
        tmp_path, "genius", {"buyer.xml": (old, '<evaluator ftype="triangular" parameter0="2" parameter1="6" parameter2="5"/>')}
    )
    scores = opened.preferences("buyer", "only").scores["Weeks"]
    assert [scores[w] for w in "23456"] == [0, F(1, 3), F(2, 3), 1, 0]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("buyer", '<weight index="2" value="0.2"/>', "",
         'buyer.xml: issue 2, "Berth", has no weight. The profile does not fit the domain boat.xml: add it, or leave the profile out.'),
        ("buyer", ' evaluation="7"', "",
         'buyer.xml:4: issue "Engine" has no evaluation of "electric ". Add it, or leave the profile out: it does not fit the domain boat.xml.'),
        ("buyer", ' evaluation="7"', ' evaluation="seven"', 'buyer.xml:6: the evaluation is "seven". Write a number of at most 60 digits.'),
        ("buyer", 'slope="-0.4"', 'slope="-0,4"', 'buyer.xml:15: the slope of <evaluator> is "-0,4". Write a point for the comma: -0.4.'),
        ("buyer", '<reservation value="0.25"/>', '<reservation value="0.25"/>\n <reservation value="0.5"/>',
         "buyer.xml:22: there are several reservation values. Keep one of them."),
        ("buyer", 'ftype="linear"', 'ftype="cosine"',
         'buyer.xml: the issue "Weeks" is evaluated by a function of the kind cosine, which is not read.'),
        ("boat", 'vtype="integer"', 'vtype="objective"', 'boat.xml: the issue "Weeks" is of the kind objective, which is not read.'),
        ("boat", 'upperbound="6"', 'upperbound="1"', 'boat.xml: issue "Weeks" goes from 2 to 1. Put the smaller number first.'),
        ("boat", 'upperbound="6"', 'upperbound="9000000"',
         'boat.xml: issue "Weeks" has 8,999,999 numbers; at most 10,001 are read.'),
        ("boat", 'index="3" name="Weeks"', 'index="1" name="Weeks"', "boat.xml:10: two issues have the index 1. Number them differently."),
        ("boat", 'name="Berth"', 'name="Engine"', 'boat.xml: two issues are called "Engine". Rename one.'),
        ("boat", 'value="without"', 'value="with"', 'boat.xml: the option "with" of issue "Berth" stands twice. Rename one.'),
        ("seller", "<utility_space>", '<utility_space type="constraint">',
         "seller.xml: the profile ranks options and sets rules (type constraint) instead of evaluations; these are not read."),
        ("seller", "<utility_space>", "<html>", "seller.xml:20: this is not valid XML: mismatched tag. Look at the brackets here."),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_with_file_line_and_remedy(tmp_path, file, old, new, said):
    assert refusal(tmp_path, "genius", **{file: (old, new)}) == said


def test_a_profile_that_calls_an_issue_otherwise_is_made_for_another_domain(tmp_path):
    assert refusal(tmp_path, "genius", buyer=('name="Berth"', 'name="Birth"')) == (
        'buyer.xml:10: issue 2 is called "Birth", and "Berth" in boat.xml. The profile may be made for another domain; leave it out, or rename the issue.'
    )


def test_an_option_that_is_evaluated_twice_has_its_last_value_and_it_is_said(tmp_path):
    old = '<item index="1" value="diesel" evaluation="3"/>'
    opened = opened_with(tmp_path, "genius", {"buyer.xml": (old, old.replace('"3"', '"1"') + old)})
    assert worth(opened, "buyer", Engine="diesel", Berth="without", Weeks="6") == F(214_285_714, 10**9)
    assert 'buyer.xml evaluates "Engine: diesel" twice; the last counts, as in GENIUS.' in opened.notes


def test_a_second_weight_of_an_issue_is_refused(tmp_path):
    old = '<weight index="1" value="0.5"/>'
    assert refusal(tmp_path, "genius", buyer=(old, old + old)) == "buyer.xml:17: a second <weight> has the index 1. Keep one of them."


def test_two_profiles_with_mistakes_are_both_named(tmp_path):
    said = refusal(tmp_path, "genius", buyer=(' evaluation="7"', ""), seller=('<weight index="1" value="0.4"/>', ""))
    assert [line.split(":")[0] for line in said.splitlines()] == ["buyer.xml", "seller.xml"]


def test_boxes_on_options_that_are_no_numbers_are_refused(tmp_path):
    (tmp_path / "domain.xml").write_text(
        BOX_DOMAIN.replace('vtype="integer" lowerbound="0" upperbound="9"/>', 'vtype="discrete"><item value="p"/></issue>', 1)
    )
    for name in ("a", "b"):
        (tmp_path / f"{name}.xml").write_text(BOXES.format(boxes=box(1, (1, 0, 0))))
    with pytest.raises(Exception, match='a box lies on the issue "x", whose options are no whole numbers'):
        open_case(tmp_path)


@pytest.mark.parametrize("kind", ["min", "max"])
def test_boxes_that_are_not_summed_are_refused(tmp_path, kind):
    (tmp_path / "domain.xml").write_text(BOX_DOMAIN)
    for name in ("a", "b"):
        (tmp_path / f"{name}.xml").write_text(BOXES.replace('"sum"', f'"{kind}"').format(boxes=box(1, (1, 0, 0)) * 2))
    with pytest.raises(Exception, match=f"the boxes are aggregated by {kind}; only sums are read"):
        open_case(tmp_path)


def test_what_is_written_is_read_back_by_its_own_reader(tmp_path):
    opened = open_case(FIXTURES / "genius")
    files, left_out = genius_files(opened.case, opened.chosen_preferences({}))
    assert sorted(files) == ["boat_domain.xml", "buyer.xml", "seller.xml"]
    assert left_out == []
    assert '<evaluator ftype="linear" slope="-0.4" offset="1.1"/>' in files["buyer.xml"]
    assert 'value="electric " evaluation="7"' in files["buyer.xml"]
