"""`formats.conversion`: a converted case answers the same; what a target cannot hold is refused or said."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from fractions import Fraction as F
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.analysis import analyse
from goodoffices.case import Condition
from goodoffices.formats import FormatNotSupported
from goodoffices.formats.conversion import Converted, convert_case
from goodoffices.formats.open_case import open_case
from goodoffices.formats.others.imported_case import FLOATING, ImportedCase, Profiles, imported_case, imported_preferences
from goodoffices.formats.others.imported_issues import Values, imported_issues
from goodoffices.preferences import Interaction
from tests.cases import EXAMPLES
from tests.formats.opening import FIXTURES, utilities
from tests.public_cases import answer_of, bytes_of, written

#: Names as people write them: quotes, colons, signs of markup, other scripts, spaces at the ends, words that YAML takes for others.
names = st.one_of(
    st.sampled_from(["no", "null", "1", "0.5", "~", "- a", "a: b", "#x", "'", '"', "<&>", " a ", "é", "سلام", "{}", "a,b", "2025-03-01", "\\", "=", "*a", "!b"]),
    st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12).filter(str.strip),
)  # fmt: skip
decimals = st.integers(0, 10**6).map(lambda n: F(n, 10**6))


@st.composite
def others_cases(draw, *, boxes: bool = False) -> ImportedCase:
    """A case as other programs' files give it: any names, decimals, whole numbers; with boxes, all issues are numbers."""
    values = []
    for _ in range(draw(st.integers(1, 3))):
        if boxes or draw(st.booleans()):
            low = draw(st.integers(-5, 5))
            values.append(Values(low=F(low), high=F(low + draw(st.integers(0, 4))), step=F(1)))
        else:
            values.append(Values(names=tuple(draw(st.lists(names, min_size=1, max_size=4, unique=True)))))
    called = draw(st.lists(names, min_size=len(values), max_size=len(values), unique=True))
    issues = imported_issues("f", list(zip(called, values, strict=True)))

    def preferences(k, party):
        weights = {i.id: F(0) if boxes else draw(decimals) for i in issues}
        scores = {}
        for issue in issues:
            row = [draw(st.integers(0, 9)) for _ in issue.options]
            if issue.is_scale and draw(st.booleans()):
                slope, offset = draw(st.integers(-5, 5)), draw(st.integers(-5, 5))
                row = [min(10, max(0, offset + slope * n)) for n in range(len(row))]
            top = 10 if issue.is_scale else max(row) or 1
            scores[issue.id] = {o: F(0) if boxes else F(v, top) for o, v in zip(issue.option_ids, row, strict=True)}
        interactions = []
        for _ in range(draw(st.integers(1, 4)) if boxes else 0):
            inside = {i.id: draw(st.sets(st.sampled_from(i.option_ids), min_size=1)) for i in issues}
            interactions.append(Interaction(Condition.of(inside), F(draw(st.integers(-20, 60)), 97)))
        return imported_preferences(
            party, "test", weights, scores, draw(decimals), interactions=interactions, numbers=replace(FLOATING, cut=F(1)) if boxes else FLOATING
        )  # fmt: skip

    return imported_case(
        draw(names), issues, Profiles(draw(st.lists(names, min_size=2, max_size=3, unique=True)), preferences), origin="test"
    )


def there_and_open(converted: Converted):
    with tempfile.TemporaryDirectory() as folder:
        opened = written(converted.files, Path(folder) / "case")
        return opened, answer_of(opened)


@pytest.mark.slow
@given(st.booleans().flatmap(lambda boxes: others_cases(boxes=boxes)))
def test_our_format_holds_what_others_say_to_the_byte(case):
    with tempfile.TemporaryDirectory() as folder:
        ours = written(convert_case(case, case.chosen_preferences({}), "goodoffices").files, Path(folder) / "case")
        assert bytes_of(ours) == bytes_of(case)


@given(others_cases(), st.sampled_from(["genius", "negolog"]))
def test_weights_and_scores_survive_the_way_to_others(case, target):
    _, answer = there_and_open(convert_case(case, case.chosen_preferences({}), target))
    assert answer == answer_of(case)


@pytest.mark.slow
@given(others_cases(boxes=True))
def test_boxes_survive_the_way_to_genius(case):
    back, answer = there_and_open(convert_case(case, case.chosen_preferences({}), "genius"))
    assert utilities(back) == utilities(case)
    assert answer == answer_of(case)


OURS = """\
format: goodoffices-case/1
id: rent
name: {en: Rent, fr: Loyer}
languages: [en, fr]
parties: [{id: tenant, name: Tenant}, {id: landlord, name: Landlord}]
issues:
  - {id: rent, name: Rent, scale: {from: 900, to: 1100, step: 50, unit: euro}, status_quo: 1000}
  - {id: term, name: Term, options: [{id: y1, text: one year}, {id: y3, text: three years}], status_quo: y1}
"""
TENANT = """\
format: goodoffices-preferences/1
basis: {kind: estimate, author: M, date: 2026-11-01, confidence: low, reason: talk}
weights: {rent: 2, term: 1}
scores: {rent: {900: 100, 1100: 0}, term: {y1: 20, y3: 80}}
walk_away: 30
"""
LANDLORD = TENANT.replace("{900: 100, 1100: 0}", "{900: 0, 1100: 100}").replace("walk_away: 30", "walk_away: none")


def ours(folder, tenant=TENANT, landlord=LANDLORD, case=OURS):
    return written({"case.yaml": case, "preferences/tenant.yaml": tenant, "preferences/landlord.yaml": landlord}, folder)


def test_ground_rules_that_a_target_forgets_are_said(tmp_path):
    opened = ours(tmp_path / "ours", case=f"{OURS}rules: {{ground: {{reading_time: 24}}}}\n")
    assert "Ground rules are left out." in convert_case(opened, opened.chosen_preferences({}), "genius").left_out


def test_what_a_target_forgets_is_said_and_the_rest_is_the_same(tmp_path):
    opened = ours(tmp_path / "ours")
    converted = convert_case(opened, opened.chosen_preferences({}), "genius")
    assert converted.left_out == (
        "No walk-away value (landlord) becomes 0, so gains are counted from 0.",
        "Numbers taken exactly (tenant, landlord) are read in floating point there, here to 1e-9.",
        "Utilities of tenant, landlord are brought from 0–100 to 0–1, weights to a sum of 1.",
        "Texts in other languages than en are left out.",
        "Whose word the numbers are, sources, positions in words and notes are left out.",
        "What holds if nothing is agreed (status quo) is left out.",
        "Weights without an end, such as 2/3, are rounded up so far behind the point that no utility changes.",
        "Numbers of a scale become texts: rent.",
        "Names of profiles begin with numbers, so that their order stays the parties' order.",
    )
    assert sorted(converted.files) == ["1-tenant.xml", "2-landlord.xml", "rent_domain.xml"]
    back, _ = there_and_open(converted)
    grid = 10**9
    for there, here in zip(utilities(back), utilities(opened), strict=True):
        assert there == tuple(F((u / 100 * grid + F(1, 2)).__floor__(), grid) for u in here)
    assert [one.walk_away for one in back.chosen_preferences({})] == [F(3, 10), 0]


@pytest.mark.parametrize(
    ("target", "old", "new", "said"),
    [
        ("genius", "walk_away: 30", "walk_away: 30\nred_lines: [{id: never, never: {term: y3}}]", 'GENIUS XML: it holds no red lines, and tenant has "never".'),
        ("negolog", "walk_away: 30", "walk_away: 30\ninteractions: [{when: {term: y3}, points: 5}]", "NegoLog JSON: it holds no points on combinations of options, and tenant has some."),
        ("genius", "walk_away: 30", "walk_away: 30\ninteractions: [{when: {term: y3}, points: 5}]",
         'GENIUS XML: its boxes lie on whole numbers, and the issue "term" has other options.'),
        ("negolog", "walk_away: 30", "walk_away: 30\ncut: 60", "NegoLog JSON: it does not cut totals, and those of tenant are cut at 60."),
        ("genius", "walk_away: 30", "walk_away: 30\nnumbers: rounded to 1e-2", "GENIUS XML: its utilities are read to 1e-9, those of tenant to 0.01."),
        ("negolog", "rent: 2", "rent: [1, 2]", "NegoLog JSON: it holds one number for each thing; tenant has the weight of rent (an interval)."),
    ],
)  # fmt: skip
def test_what_would_change_the_answer_is_refused(tmp_path, target, old, new, said):
    assert old in TENANT
    opened = ours(tmp_path, TENANT.replace(old, new))
    with pytest.raises(FormatNotSupported) as caught:
        convert_case(opened, opened.chosen_preferences({}), target)
    assert str(caught.value) == said


@pytest.mark.parametrize("target", ["genius", "negolog"])
def test_rules_are_not_forgotten(tmp_path, target):
    opened = ours(tmp_path, case=OURS + "linkages: [{id: long, forbidden: {rent: {at_least: 1050}, term: y1}}]\n")
    with pytest.raises(FormatNotSupported, match='it holds no rules, and the case has the linkage "long"'):
        convert_case(opened, opened.chosen_preferences({}), target)


def test_scores_of_which_none_is_above_0_cannot_be_held_by_genius():
    issues = imported_issues("f", [("x", Values(names=("a", "b")))])
    case = imported_case(
        "c",
        issues,
        Profiles(["p"], lambda k, p: imported_preferences(p, "t", {"x": F(1)}, {"x": {"a": F(0), "b": F(-1)}}, None)),
        origin="t",
    )
    with pytest.raises(FormatNotSupported, match='divides by the largest evaluation, which is not above 0 on the issue "x"'):
        convert_case(case, case.chosen_preferences({}), "genius")


def test_what_is_ours_already_is_not_converted_into_itself():
    opened = open_case(EXAMPLES / "strait")
    with pytest.raises(FormatNotSupported, match="the case is in our format already"):
        convert_case(opened, opened.chosen_preferences({}), "goodoffices")


def test_continuous_issues_survive_in_our_format(tmp_path):
    opened = open_case(FIXTURES / "real")
    back = written(convert_case(opened, opened.chosen_preferences({}), "goodoffices").files, tmp_path / "ours")
    assert bytes_of(back) == bytes_of(opened)
    assert analyse(back.case, back.chosen_preferences({})).problem.epsilon > 0


def test_what_lies_beside_a_case_is_said(tmp_path):
    opened = ours(tmp_path / "ours")
    draft = tmp_path / "ours/packages/draft-1.yaml"
    draft.parent.mkdir()
    draft.write_text("format: goodoffices-package/1\npackage: {term: y3}\n")
    (tmp_path / "ours/preferences/tenant").mkdir()
    (tmp_path / "ours/preferences/tenant/hard.yaml").write_text(TENANT)
    opened = open_case(tmp_path / "ours")
    converted = convert_case(opened, opened.chosen_preferences({"tenant": "hard"}), "negolog")
    assert converted.left_out[:2] == ("Other readings of tenant (only) are left out.", "Packages (draft-1) are left out.")


def test_notes_of_the_source_become_the_cases_own(tmp_path):
    opened = open_case(FIXTURES / "genius")
    back = written(convert_case(opened, opened.chosen_preferences({}), "goodoffices").files, tmp_path / "ours")
    assert back.case.note is not None
    assert "Discount factors are left aside (buyer.xml: 0.9)" in back.case.note.by_language[0][1]


def test_rounding_never_moves_a_utility_across_a_half_of_the_grid():
    """0.9000000015 · 1/3 is 0.3000000005, a half of 1e-9: rounded down at any place it would fall out of the zone."""
    issues = imported_issues("f", [("A", Values(names=("x", "y")))])
    weights, scores = {"A": F("0.9000000015")}, {"A": {"x": F(1, 3), "y": F(1)}}
    case = imported_case(
        "c", issues, Profiles(["a", "b"], lambda k, p: imported_preferences(p, "t", weights, scores, F("0.300000001"))), origin="t"
    )
    assert [value for value, _ in utilities(case)] == [F("0.300000001"), F("0.900000002")]
    for target in ("negolog", "genius"):
        back, answer = there_and_open(convert_case(case, case.chosen_preferences({}), target))
        assert utilities(back) == utilities(case)
        assert answer == answer_of(case)


def test_numbers_that_no_decimal_holds_are_refused():
    issues = imported_issues("f", [("A", Values(names=("x", "y")))])

    def case(weight, score):
        scores = {"A": {"x": F(0), "y": score}}
        return imported_case(
            "c", issues, Profiles(["a", "b"], lambda k, p: imported_preferences(p, "t", {"A": weight}, scores, None)), origin="t"
        )

    for weight, score, said in (
        (F(1, 10**59), F(10**59), "more than 60 digits"),
        (F(10**60), F(1), "more than 60 digits"),
        (F(1, 3**90), F(1), "have no end"),
    ):
        converted = case(weight, score)
        with pytest.raises(FormatNotSupported, match=said):
            convert_case(converted, converted.chosen_preferences({}), "negolog")


def test_a_combination_of_scattered_numbers_does_not_become_millions_of_boxes():
    issues = imported_issues("f", [(f"i{j}", Values(low=F(0), high=F(400), step=F(1))) for j in range(4)])
    scattered = Condition.of({i.id: set(i.option_ids[::2]) for i in issues})

    def preferences(k, party):
        nothing = {i.id: dict.fromkeys(i.option_ids, F(0)) for i in issues}
        return imported_preferences(party, "t", {i.id: F(0) for i in issues}, nothing, None, interactions=[Interaction(scattered, F(1, 2))])

    case = imported_case("c", issues, Profiles(["a", "b"], preferences), origin="t")
    with pytest.raises(FormatNotSupported, match="would become 1,632,240,801 boxes"):
        convert_case(case, case.chosen_preferences({}), "genius")


def test_points_on_exclusive_parts_of_a_combination_count_once_against_the_cut():
    issues = imported_issues("f", [("x", Values(low=F(0), high=F(4), step=F(1)))])
    some = [Interaction(Condition.of({"x": {"0", "2", "4"}}), F(1, 2))]
    nothing = {"x": dict.fromkeys("01234", F(0))}
    case = imported_case(
        "c",
        issues,
        Profiles(["a", "b"], lambda k, p: imported_preferences(p, "t", {"x": F(0)}, nothing, None, interactions=some)),
        origin="t",
    )
    back, _ = there_and_open(convert_case(case, case.chosen_preferences({}), "genius"))
    assert utilities(back) == utilities(case)
