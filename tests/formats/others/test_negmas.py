"""`formats.others.negmas`: scenarios in the layout that NegMAS 0.16 writes, read with NegMAS's meaning."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from goodoffices.formats.open_case import open_case
from tests.formats.opening import FIXTURES, opened_with, refusal, utilities, worth

#: What NegMAS 0.16 prints of its own reading of tests/fixtures/negmas, rounded to 1e-9: `[ufun(o) for o in outcomes]`.
BUYER = [0.64, 0.54, 0.44, 0.34, 0.24, 1.0, 0.9, 0.8, 0.7, 0.6, 0.4, 0.3, 0.2, 0.1, 0.0]
SELLER = [
    0.22, 0.653333333, 0.786666667, 0.62, 0.42, 0.02, 0.453333333, 0.586666667, 0.42, 0.22, 0.42, 0.553333333, 0.686666667, 0.82, 0.62,
]  # fmt: skip
LINE = "- bias: 1.5\n  slope: -0.25\n  type: AffineFun"


def test_a_scenario_is_worth_what_negmas_itself_prints():
    """Tables, straight lines, a triangle, a box whose ends do not count, and a weighted sum of them."""
    found = utilities(open_case(FIXTURES / "negmas"))
    assert [float(buyer) for buyer, _ in found] == BUYER
    assert [float(seller) for _, seller in found] == SELLER


def test_whole_numbers_are_a_scale_and_minus_infinity_is_no_walk_away_value():
    opened = open_case(FIXTURES / "negmas")
    assert opened.case.issue("Weeks").option_ids == ("2", "3", "4", "5", "6")
    assert [one.walk_away for one in opened.chosen_preferences({})] == [F(1, 4), None]


@pytest.mark.parametrize(
    ("function", "at_2", "at_6"),
    [
        ("- slope: 0.5\n  type: LinearFun", F(1), F(3)),
        ("- type: IdentityFun", F(2), F(6)),
        ("- bias: 0.25\n  type: ConstFun", F(1, 4), F(1, 4)),
        ("- a2: 1.0\n  a1: -2.0\n  bias: 1.0\n  type: QuadraticFun", F(1), F(25)),
        ("- coefficients: [2.0, 3.0]\n  bias: 1.0\n  type: PolynomialFun", F(17), F(121)),
        ("- mapping: {2: 0.1, 3: 0.2, 4: 0.3, 5: 0.4, 6: 0.5}\n  type: TableFun", F(1, 10), F(1, 2)),
    ],
)
def test_value_functions_are_computed_in_fractions(tmp_path, function, at_2, at_6):
    opened = opened_with(tmp_path, "negmas", {"buyer.yml": (LINE, function)})
    assert [worth(opened, "buyer", Engine="none", Weeks=w) for w in "26"] == [F(4, 10) * at_2, F(4, 10) * at_6]


def test_a_negative_weight_keeps_its_meaning(tmp_path):
    opened = opened_with(tmp_path, "negmas", {"buyer.yml": ("- 0.4\n", "- -0.4\n")})
    assert worth(opened, "buyer", Engine="none", Weeks="2") == F(-4, 10)
    assert opened.preferences("buyer", "only").weights["Weeks"] == F(4, 10)


def test_a_continuous_issue_is_listed_where_it_bends(tmp_path):
    changes = {"boat.yml": ("- name: Weeks\n  type: ContiguousIssue\n  values:\n  - 2\n  - 6", "- n_levels: 10\n  name: Weeks\n  type: ContinuousIssue\n  values:\n  - 2.0\n  - 6.0")}  # fmt: skip
    (tmp_path / "one").mkdir()
    said = refusal(tmp_path / "one", "negmas", boat=changes["boat.yml"])
    assert said == 'seller.yml: with the continuous issue "Weeks" only linear additive functions are read.'
    plain = (FIXTURES / "negmas/buyer.yml").read_text().replace("name: buyer", "name: seller").replace("slope: -0.25", "slope: 0.5")
    changes["seller.yml"] = ((FIXTURES / "negmas/seller.yml").read_text(), plain)
    opened = opened_with(tmp_path, "negmas", changes)
    assert opened.notes[0].startswith(
        "Continuous: Weeks (101 numbers). Between these numbers the parties pull apart: the frontier is within 0.004"
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("buyer", "type: LinearAdditiveUtilityFunction", "type: RandomUtilityFunction", "buyer.yml: a utility function of the kind RandomUtilityFunction is not read."),
        ("buyer", "type: AffineFun", "type: GaussianFun", 'buyer.yml: issue "Weeks" is valued by a function of the kind GaussianFun, which is not read.'),
        ("buyer", "    electric: 1.0\n", "", 'buyer.yml: issue "Engine" has no value of "electric". Add it.'),
        ("buyer", "- 0.6\n", "", "buyer.yml: there are not as many weights as issues. The function may belong to another outcome space."),
        ("buyer", "reserved_value: 0.25", "reserved_value: much", "buyer.yml: the reserved value: found 'much'. Write a number."),
        ("boat", "ContiguousIssue", "OptionalIssue", 'boat.yml: the issue "Weeks" is of the kind OptionalIssue, whose values are not read.'),
        ("boat", "DiscreteCartesianOutcomeSpace", "Something", "{folder}: there are profiles (buyer.yml, seller.yml) and no domain. Name the domain's file, too."),
        ("seller", "    1:\n    - 2\n", "    7:\n    - 2\n", "seller.yml: a box names issue '7', which there is not. Name issues from 0 on."),
        ("seller", "name: seller", "name: &x seller", "seller.yml:1: anchors and aliases ('&name') are not read. Write the value out."),
        ("seller", "type: WeightedUtilityFunction", "type: MappingUtilityFunction", "seller.yml: a utility function that lists whole packages (MappingUtilityFunction) is not read."),
    ],
)  # fmt: skip
def test_what_cannot_be_held_is_refused_by_name(tmp_path, file, old, new, said):
    assert refusal(tmp_path, "negmas", **{file: (old, new)}) == said.format(folder=tmp_path.name)


def test_weighted_sums_nested_without_end_are_refused(tmp_path):
    inner = '{"type": "ConstUtilityFunction", "value": 1}'
    for _ in range(12):
        inner = f'{{"type": "WeightedUtilityFunction", "ufuns": [{inner}], "weights": [1]}}'
    (tmp_path / "d.json").write_text(
        '{"type": "CartesianOutcomeSpace", "issues": [{"name": "x", "type": "CategoricalIssue", "values": ["a"]}]}'
    )
    (tmp_path / "u.json").write_text(inner)
    (tmp_path / "v.json").write_text(inner)
    with pytest.raises(Exception, match="weighted sums are nested deeper than 10"):
        open_case(tmp_path)


def test_a_discount_is_said_and_left_aside(tmp_path):
    text = (FIXTURES / "negmas/buyer.yml").read_text()
    wrapped = "type: ExpDiscountedUFun\nname: buyer\nreserved_value: 0.25\ndiscount: 0.9\nufun:\n" + "".join(
        f"  {line}\n" for line in text.splitlines()
    )
    opened = opened_with(tmp_path, "negmas", {"buyer.yml": (text, wrapped)})
    assert worth(opened, "buyer", Engine="electric", Weeks="2") == 1
    assert opened.notes == ("buyer.yml: the discount is left aside; utilities are those of an agreement at once.",)


def test_an_unknown_file_is_said_in_a_folder_and_refused_when_named(tmp_path):
    opened = opened_with(tmp_path, "negmas", {})
    (tmp_path / "stray.yml").write_text("tpe: LinearAdditiveUtilityFunction\n")
    assert open_case(tmp_path).notes == ("Passed over, as no domain or profile: stray.yml.",)
    assert opened.notes == ()
    files = [tmp_path / f"{name}.yml" for name in ("boat", "buyer", "seller", "stray")]
    with pytest.raises(Exception, match=r"stray\.yml: this does not belong with"):
        open_case(*files)


def test_a_weighted_sum_needs_a_weight_for_each_part(tmp_path):
    said = refusal(tmp_path, "negmas", seller=("- 0.8\n- 0.2\n", "- 0.8\n"))
    assert said == "seller.yml: a weighted sum has not as many weights as parts. Give each part one."


def test_tables_name_numbers_as_python_prints_them(tmp_path):
    (tmp_path / "d.yml").write_text("type: CartesianOutcomeSpace\nissues:\n- {name: P, type: CategoricalIssue, values: [1.0, 2.5, true]}\n")
    for name in "uv":
        (tmp_path / f"{name}.yml").write_text(
            "type: LinearAdditiveUtilityFunction\nvalues:\n- {type: TableFun, mapping: {1.0: 0.2, 2.5: 1.0, True: 0.5}}\nweights: [1]\n"
        )
    assert [u for u, _ in utilities(open_case(tmp_path))] == [F(1, 5), 1, F(1, 2)]


def test_long_polynomials_are_refused(tmp_path):
    assert "a polynomial of more than 20 coefficients" in refusal(
        tmp_path, "negmas", buyer=(LINE, f"- coefficients: {[1] * 21}\n  type: PolynomialFun")
    )
