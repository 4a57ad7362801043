"""`goodoffices analyse`, `check` and `verify` where numbers are intervals, blanks or known in order alone."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import jsonschema
import pytest

from goodoffices.analysis import NotSupported, analyse_in_doubt, compile_case
from goodoffices.formats.open_case import open_case
from tests.cases import EXAMPLES
from tests.cli.program import goodoffices


@pytest.fixture
def ferry(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES / "ferry-strike", tmp_path / "ferry"))


def in_doubt(ferry):
    company = ferry / "preferences/company.yaml"
    company.write_text(company.read_text().replace("raise: 30, term: 10", "raise: [20, 40], term: ~"))
    return ferry


@pytest.mark.long
def test_doubt_is_answered_for_all_truths_and_never_made_a_midpoint(ferry):
    ran = goodoffices("analyse", in_doubt(ferry), "--package", "first-offer", "--plain")
    assert ran.code == 0
    text = " ".join(ran.out.split())
    assert "An agreement is possible, whatever the numbers in doubt turn out to be." in text
    assert "2 numbers are in doubt." in text
    assert "Whatever the truth, this is at least as good as the draft “first-offer” for all and better for one" in text
    data = goodoffices("analyse", ferry, "--package", "first-offer", "--json").json
    jsonschema.validate(data, goodoffices("schema", "doubt").json)
    assert data["possible"] == "always"
    assert data["in_doubt"][0]["numbers"] == ["the weight of raise (an interval)", "the weight of term (blank)"]
    (draft,) = [c for c in data["candidates"] if c["drafts"]]
    assert (draft["standing"], draft["accepted"]["seafarers"]) == ("dominated", "never")


def test_results_across_readings_are_compared_with_their_like_alone(ferry, tmp_path):
    (tmp_path / "all.json").write_text(goodoffices("readings", ferry, "--json").out)
    (tmp_path / "one.json").write_text(goodoffices("analyse", ferry, "--json").out)
    company = ferry / "preferences/company.yaml"
    company.write_text(company.read_text().replace("raise: 30", "raise: 50"))
    (tmp_path / "now.json").write_text(goodoffices("readings", ferry, "--json").out)
    assert "Nothing changed" in goodoffices("compare", tmp_path / "all.json", tmp_path / "all.json").out
    told = goodoffices("compare", tmp_path / "all.json", tmp_path / "now.json").out
    assert "company, only's weight of raise: 30, now 50." in told
    assert "packages in the zone" in told
    ran = goodoffices("compare", tmp_path / "all.json", tmp_path / "one.json")
    assert ran.code == 2
    assert "one is a result of all readings" in ran.err


@pytest.mark.parametrize("option", [["--costs"], ["--all-points"], ["--explain-method"], ["--entitlement", "company=2"]])
def test_options_that_do_not_go_with_doubt_are_refused(ferry, option):
    ran = goodoffices("analyse", in_doubt(ferry), *option)
    assert ran.code == 2
    assert f"{option[0]} does not go with numbers in doubt (company: the weight of raise (an interval))." in ran.err


@pytest.mark.long
def test_an_answer_in_doubt_is_certified_and_a_draft_in_part_is_refused(ferry, tmp_path):
    assert goodoffices("analyse", in_doubt(ferry), "--certificate", tmp_path / "c.json").code == 0
    assert goodoffices("verify", ferry, tmp_path / "c.json").code == 0
    text = (tmp_path / "c.json").read_text()
    (tmp_path / "c.json").write_text(text.replace('"standing": "perhaps"', '"standing": "efficient"', 1))
    ran = goodoffices("verify", ferry, tmp_path / "c.json")
    assert ran.code == 1
    assert "that no package dominates it under the truths that are said is not shown" in ran.out
    (ferry / "packages/half.yaml").write_text("format: goodoffices-package/1\npackage: {quay: yes}\n".replace("yes", '"yes"'))
    assert goodoffices("analyse", ferry, "--package", "half").code == 2


@pytest.mark.long
def test_the_page_of_an_answer_in_doubt_marks_exercise_values(ferry, tmp_path):
    company = in_doubt(ferry) / "preferences/company.yaml"
    company.write_text(company.read_text().replace("basis: {kind: stated, date: 2026-10-30}", "basis: exercise"))
    assert goodoffices("analyse", ferry, "--html", tmp_path / "page.html").code == 0
    assert "exercise values" in (tmp_path / "page.html").read_text()


def test_her_own_view_is_of_the_middle_and_says_so(ferry):
    in_doubt(ferry)
    ran = goodoffices("own-view", ferry, "company")
    assert ran.code == 0
    text = " ".join(ran.out.split())
    assert "the middle stands for what it wants: one model amid all that agree with what it said, and nobody's word." in text
    assert "view for" in text
    assert goodoffices("check", ferry).code == 0


def test_what_takes_certain_numbers_alone_refuses_others_by_name(ferry):
    opened = open_case(in_doubt(ferry))
    with pytest.raises(NotSupported, match=r"the weight of raise \(an interval\); the weight of term \(blank\)"):
        compile_case(opened.case, opened.chosen_preferences({}))


def test_her_own_view_in_doubt_hangs_on_her_own_words_alone(ferry):
    """Two worlds that differ in all that others want: the same bytes."""
    in_doubt(ferry)
    views = []
    for _ in range(2):
        views.append(
            [goodoffices("own-view", ferry, "company", *more, "--today", "2026-11-23").out for more in ([], ["--json"], ["--full"])]
        )
        for file in (ferry / "preferences").rglob("*.yaml"):
            if file.stem != "company" and file.parent.name != "company":
                text = re.sub(r"walk_away: \d+", "walk_away: 3", file.read_text())
                file.write_text(text.replace("100", "90"))
        shutil.rmtree(ferry / "packages", ignore_errors=True)
    assert views[0] == views[1]
    assert all(views[0])


def test_the_middle_stands_beside_what_holds_whatever_the_truth(ferry):
    ran = goodoffices("analyse", in_doubt(ferry), "--json")
    result = ran.json
    middle = result["middle"]
    assert (middle["parties"], middle["walk_away_unknown"]) == (["company"], [])
    assert set(middle["stays"]) == {"nash", "kalai_smorodinsky", "egalitarian", "utilitarian"}
    bands = {tuple(sorted(one["package"].items())): one["between"] for one in middle["bands"]}
    for solution in middle["analysis"]["solutions"].values():
        low, high = bands[tuple(sorted(solution["package"].items()))]["company"]
        assert low <= solution["utilities"]["company"] <= high
    file = goodoffices("reading", ferry, "company", "--central", "middle")
    assert file.code in (0, 2)


def test_one_page_of_an_answer_in_doubt(ferry):
    ran = goodoffices("analyse", in_doubt(ferry), "--brief")
    assert ran.code == 0
    assert "in brief" in ran.out
    assert "What is fair in the middle of what was said?" in ran.out
    assert "Which packages are efficient" not in ran.out
    assert len(ran.out.splitlines()) < 100


RANKED = """
rankings:
  - id: heavier
    issues: [raise, [shifts, crews], term]
  - id: offers
    packages: [{raise: 3, term: 24}, {raise: 8, term: 36}]
"""


def ranked(ferry, more=RANKED, raise_weight="~"):
    company = ferry / "preferences/company.yaml"
    company.write_text(
        company.read_text().replace("raise: 30, term: 10, shifts: 15, crews: 14", f"raise: {raise_weight}, term: ~, shifts: ~, crews: ~")
        + more
    )
    return ferry


SMALL = {
    "case.yaml": """\
format: goodoffices-case/1
id: small
name: Small
parties: [{id: p, name: P}, {id: q, name: Q}]
issues:
  - {id: a, name: A, options: [{id: a0, text: None}, {id: a1, text: Some}, {id: a2, text: All}], status_quo: a0}
  - {id: b, name: B, options: [{id: b0, text: No}, {id: b1, text: "Yes"}], status_quo: b0}
""",
    "preferences/p.yaml": """\
format: goodoffices-preferences/1
basis: {kind: stated}
weights: {a: ~, b: 3}
scores: {a: {a0: 0, a1: [20, 80], a2: 100}, b: {b0: 100, b1: 0}}
walk_away: [20, 45]
rankings:
  - {id: heavier, issues: [a, b]}
  - {id: offers, packages: [{a: a1, b: b0}, {a: a2, b: b1}]}
""",
    "preferences/q.yaml": """\
format: goodoffices-preferences/1
basis: {kind: stated}
weights: {a: 2, b: 1}
scores: {a: {a0: 100, a1: 60, a2: 0}, b: {b0: 0, b1: 100}}
walk_away: 30
""",
}


def small(folder: Path) -> Path:
    for name, text in SMALL.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.mark.slow
def test_results_in_doubt_are_compared_with_one_another_and_with_certain_ones(tmp_path):
    case = small(tmp_path)

    def result(name, weights, walk_away):
        (case / "preferences/p.yaml").write_text(
            "format: goodoffices-preferences/1\nbasis: {kind: stated}\n"
            f"weights: {weights}\nscores: {{a: {{a0: 0, a1: 60, a2: 100}}, b: {{b0: 100, b1: 0}}}}\nwalk_away: {walk_away}\n"
        )
        path = tmp_path / name
        path.write_text(goodoffices("analyse", case, "--json").out)
        return path

    certain = result("certain.json", "{a: 4, b: 3}", 20)
    doubtful = result("doubtful.json", "{a: [3, 5], b: ~}", 20)
    less = result("less.json", "{a: [3, 5], b: 3}", 20)
    out = goodoffices("compare", certain, doubtful).out
    assert "Numbers of p in doubt: 0, now 2." in out
    assert "Numbers are in doubt in one of the two results alone." in out
    assert "In the middle: " in out
    assert "Numbers of p in doubt: 2, now 1." in goodoffices("compare", doubtful, less).out
    assert goodoffices("compare", less, less).out.startswith("Nothing changed")
    out = goodoffices("compare", less, result("deadlock.json", "{a: [3, 5], b: 3}", 99)).out
    assert "Before: An agreement is possible whatever the truth. Now: No agreement is possible." in out
    assert "What cannot hold together now: " in out


@pytest.mark.long
def test_rankings_are_used_told_and_certified(tmp_path):
    small(tmp_path)
    ran = goodoffices("analyse", tmp_path, "--plain", "--certificate", tmp_path / "c.json")
    assert ran.code == 0, ran.err
    text = " ".join(ran.out.split())
    assert "Known in order of P: weight, heavier first: A ≥ B;" in text
    assert "What might be regretted?" in text
    assert "What follows from rankings alone is counted as open here" in text
    assert goodoffices("verify", tmp_path, tmp_path / "c.json").code == 0
    data = goodoffices("analyse", tmp_path, "--json").json
    jsonschema.validate(data, goodoffices("schema", "doubt").json)
    assert data["in_doubt"][0]["rankings"] == ["heavier", "offers"]
    file = tmp_path / "preferences/p.yaml"
    file.write_text(file.read_text().split("rankings")[0])
    assert goodoffices("verify", tmp_path, tmp_path / "c.json").code == 1


def test_a_ranking_settles_what_the_bounds_leave_open(tmp_path):
    for name, text in SMALL.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)

    def could_sign():
        opened = open_case(tmp_path)
        result = analyse_in_doubt(opened.case, opened.chosen_preferences({}))
        return {one.package: (one.accepted[0].value, result.problem.package(one.package)) for one in result.candidates}

    found, perhaps = next((x, names) for x, (accepted, names) in could_sign().items() if accepted == "perhaps")
    words = ", ".join(f'{issue}: "{option}"' for issue, option in perhaps.items())
    file = tmp_path / "preferences/p.yaml"
    file.write_text(file.read_text() + f"  - {{id: rather, packages: [{{{words}}}, no agreement]}}\n")
    assert could_sign()[found][0] == "always"


def test_rankings_that_contradict_one_another_are_refused_and_named(ferry):
    back = "  - {id: back, issues: [term, raise]}\n  - {id: lighter, issues: [peace, raise]}\n"
    ranked(ferry, RANKED + back, "[30, 40]")
    for command in ("analyse", "check"):
        ran = goodoffices(command, ferry)
        assert ran.code == 2
        assert (
            "company: the ranking 'lighter' cannot be true within the bounds of the numbers beside it. Take one back, or widen a bound."
            in ran.err
        )
    assert "1 mistake" in ran.err


def test_a_ranking_against_certain_numbers_is_refused(ferry):
    company = ferry / "preferences/company.yaml"
    company.write_text(company.read_text() + "rankings: [{id: wrong, issues: [term, raise]}]\n")
    ran = goodoffices("check", ferry)
    assert ran.code == 2
    assert 'the numbers contradict the ranking "wrong".' in ran.err
    company.write_text(company.read_text().replace("[term, raise]", "[raise, term]"))
    assert goodoffices("analyse", ferry).code == 0


@pytest.mark.parametrize(
    ("ranking", "message"),
    [
        ("{id: r, issues: [raise, nothing]}", 'there is no issue "nothing"'),
        ("{id: r, issues: [raise, raise]}", '"raise" stands twice in the order'),
        ("{id: r, issues: [raise, []]}", "a group is empty"),
        ("{id: r, options: {raise: [0, 9]}}", 'issue "raise" has no option "9"'),
        ("{id: r, options: {raise: [[0, 3]]}}", "one group alone is no order"),
        ("{id: r, packages: [{raise: 0}, {term: 12}]}", "the packages name different issues"),
        ("{id: r, packages: [{raise: 0}, no agreement]}", "a part of a package is compared with no agreement"),
        ("{id: r, packages: [{raise: 0}, {raise: 9}]}", 'issue "raise" has no option "9"'),
        ("{id: r, issues: [raise, term], options: {raise: [0, 3]}}", "exactly one of the three"),
        ("{id: r}", "exactly one of the three"),
        ("{id: r, packages: [{raise: 0}, no deal]}", "or is the words: no agreement"),
        ("{id: r, packages: [{raise: 0}, ~]}", "or is the words: no agreement"),
        ("{id: r, packages: [{}, {}]}", "a package names no issue"),
    ],
)
def test_each_mistake_in_a_ranking_is_named(ferry, ranking, message):
    company = ferry / "preferences/company.yaml"
    company.write_text(company.read_text() + f"rankings:\n  - {ranking}\n")
    ran = goodoffices("check", ferry)
    assert (ran.code, message in ran.err) == (2, True)
    assert "company.yaml:" in ran.err


@pytest.mark.long
def test_where_nothing_is_possible_the_conflict_is_said(ferry, tmp_path):
    company = ferry / "preferences/company.yaml"
    company.write_text(company.read_text().replace("walk_away: 48", "walk_away: [95, 99]").replace("raise: 30", "raise: [28, 32]"))
    ran = goodoffices("analyse", ferry, "--plain", "--certificate", tmp_path / "c.json")
    text = " ".join(ran.out.split())
    assert "No agreement is possible, whatever the numbers in doubt turn out to be." in text
    assert "walk-away value of 95" in text
    assert "Of a walk-away value in doubt the least is meant." in text
    checking = goodoffices("verify", ferry, tmp_path / "c.json")
    assert checking.code == 0
    assert "accepted  conflict" in checking.out


@pytest.mark.long
def test_between_intervals_on_a_scale_lines_are_drawn_through_both_ends(ferry):
    company = ferry / "preferences/company.yaml"
    company.write_text(company.read_text().replace("raise: {0: 100, 3: 70, 8: 0}", "raise: {0: [90, 100], 8: [0, 10]}"))
    data = goodoffices("analyse", ferry, "--json").json
    assert len(data["in_doubt"][0]["numbers"]) >= 3


def test_where_no_package_keeps_the_rules_that_is_said(ferry):
    company = in_doubt(ferry) / "preferences/company.yaml"
    company.write_text(company.read_text().replace("red_lines:\n", 'red_lines:\n  - {id: all, never: {quay: ["no", "yes"]}}\n'))
    ran = goodoffices("analyse", ferry, "--plain")
    assert (ran.code, ran.err) == (0, "")
    assert "No agreement is possible, whatever the numbers in doubt turn out to be." in " ".join(ran.out.split())
    assert goodoffices("analyse", ferry, "--json").code == 0


def test_an_order_that_scores_rule_out_is_a_mistake_in_the_file(ferry):
    company = in_doubt(ferry) / "preferences/company.yaml"
    company.write_text(company.read_text() + 'rankings: [{id: wrong, options: {quay: ["no", "yes"]}}]\n')
    ran = goodoffices("check", ferry)
    assert (ran.code, 'the scores contradict the ranking "wrong": "no" scores less than "yes".' in ran.err) == (2, True)


@pytest.mark.slow
def test_all_readings_in_doubt_say_what_is_sure_what_may_be_and_who_could_sign(ferry):
    in_doubt(ferry)
    own = ferry / "preferences/company.yaml"
    (ferry / "preferences/company").mkdir()
    sharp = own.read_text().replace("walk_away: 48", "walk_away: 99")
    own.rename(ferry / "preferences/company/soft.yaml")
    assert sharp != (ferry / "preferences/company/soft.yaml").read_text()
    (ferry / "preferences/company/sharp.yaml").write_text(sharp)
    ran = goodoffices("readings", ferry, "--plain")
    assert ran.code == 0
    text = " ".join(ran.out.split())
    assert (
        "Of 2 combinations of readings: under 1 an agreement is possible whatever the numbers in doubt turn out to be; under 1 that hangs on numbers in doubt."
        in text
    )
    data = goodoffices("readings", ferry, "--json").json
    assert [(c["readings"]["company"], c["possible"]) for c in data["combinations"]] == [("sharp", "perhaps"), ("soft", "always")]
    assert any(s == {"party": "company", "reading": "soft", "could": "always"} for p in data["packages"] for s in p["could_sign"])
