"""Bugs that were found once by trying to break the program; each story stays told."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.ours.case_folder import CLAIMS_TO_BE_ITS_OWN, own_view
from tests.cases import EXAMPLES
from tests.cli.program import goodoffices

ONE_ISSUE = """format: goodoffices-case/1
id: c
name: C
parties: [{id: p, name: P}, {id: q, name: Q}]
issues: [{id: a, name: A, options: [{id: x, text: X}, {id: y, text: Y}], status_quo: x}]
"""
PREFERENCES = "format: goodoffices-preferences/1\nbasis: stated\nweights: {a: 1}\nscores: {a: {x: %s, y: %s}}\nwalk_away: %s\n"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    (folder / "preferences").mkdir(parents=True)
    (folder / "case.yaml").write_text(ONE_ISSUE)
    (folder / "preferences/p.yaml").write_text(PREFERENCES % (100, 0, 10))
    (folder / "preferences/q.yaml").write_text(PREFERENCES % (0, 100, 0))
    return folder


def test_no_reading_is_left_out_however_many_there_are(case):
    """The 51st reading used to vanish, and with it the only agreement."""
    (case / "preferences/q.yaml").unlink()
    (case / "preferences/q").mkdir()
    for k in range(60):
        (case / f"preferences/q/r{k:02}.yaml").write_text(PREFERENCES % (0, 100, 0 if k == 55 else 50))
    assert goodoffices("readings", case, "--json").json["combinations"][55]["zopa"]["exists"] is True


@pytest.mark.parametrize("cut", ["1e30", "-1e30", "50"])
@pytest.mark.parametrize("numbers", ["exact", "rounded to 1e-9"])
def test_any_cut_is_a_cut(case, cut, numbers):
    for party in "pq":
        file = case / f"preferences/{party}.yaml"
        file.write_text(file.read_text() + f"cut: {cut}\nnumbers: {numbers}\n")
    ran = goodoffices("analyse", case, "--json")
    assert ran.code == 0
    best = max(point["utilities"]["p"] for point in ran.json["frontier"]["points"])
    assert float(best) == min(100, float(cut))


def test_a_mistake_in_the_teams_estimate_does_not_show_in_her_view(tmp_path):
    folder = Path(shutil.copytree(EXAMPLES / "ferry-strike", tmp_path / "ferry"))
    own = folder / "preferences/dockers"
    own.mkdir()
    (folder / "preferences/dockers.yaml").rename(own / "hers.yaml")
    before = goodoffices("own-view", folder, "dockers", "--today", "2026-11-23")
    assert before.code == 0
    (own / "ours.yaml").write_text("basis:\n  kind: estimate\n  reason: !she_will_settle_at_20 x\n")
    (own / "latin.yaml").write_bytes(b"basis: estimate # \xff")
    assert goodoffices("own-view", folder, "dockers", "--today", "2026-11-23") == before


@pytest.mark.parametrize(
    ("text", "hers"),
    [
        ("basis: stated\n", True), ("basis: {kind: public, date: 2026-01-01}\n", True), ("basis:\n  date: 2026-01-01\n  kind: stated\n", True),
        ("a: 1\nbasis: exercise\n", False), ("basis:\n  kind: estimate\n", False), ("", False),
    ],
)  # fmt: skip
def test_a_file_says_on_its_face_whose_it_is(text, hers):
    assert bool(CLAIMS_TO_BE_ITS_OWN.search(text)) is hers


def test_a_file_that_only_mentions_the_word_is_still_not_hers():
    text = "format: goodoffices-preferences/1\nbasis: {kind: estimate, reason: she stated it}\n"
    with pytest.raises(CaseFileError, match="has no file of its own"):
        own_view(ONE_ISSUE, "p", {"preferences/p.yaml": text})


def test_values_that_floats_cannot_tell_apart_are_drawn(case):
    for party in "pq":
        file = case / f"preferences/{party}.yaml"
        file.write_text(file.read_text() + "interactions: [{when: {a: [x, y]}, points: 1e30}]\n")
    assert goodoffices("analyse", case).code == 0


def test_denominators_without_end_are_refused(tmp_path, case):
    options = ", ".join(f"{{id: o{k}, text: O{k}}}" for k in range(90))
    (case / "case.yaml").write_text(
        ONE_ISSUE.replace("{id: x, text: X}, {id: y, text: Y}", options).replace("status_quo: x", "status_quo: o0")
    )
    for party in "pq":
        scores = ", ".join(f"o{k}: 1/{10**55 + 2 * k + 1}" for k in range(90))
        (case / f"preferences/{party}.yaml").write_text((PREFERENCES % (0, 0, 0)).replace("{x: 0, y: 0}", f"{{{scores}}}"))
    ran = goodoffices("analyse", case, "--json")
    assert ran.code == 3
    assert "Write them with fewer digits." in ran.err


def test_many_limits_do_not_fill_the_memory():
    from benchmarks.random_cases import random_case
    from goodoffices.analysis import compile_case
    from goodoffices.analysis.engine.linked_issues import build_groups
    from goodoffices.analysis.frontier.counting import Count, _binding, _by_grid, _distinct
    from goodoffices.analysis.problem.coordinates import Coordinate, party_coordinate
    from goodoffices.analysis.problem.limits import Limits

    problem = compile_case(*random_case(2, 10))
    half = sum(int(values[:, 0].max()) for values in problem.contributions) // 2
    coordinates: list[Coordinate] = [party_coordinate(problem, 0, floor=half + k, objective=False) for k in range(40)]
    groups, needs = _binding([_distinct(g.values) for g in build_groups(problem, coordinates, [], Limits())], coordinates)
    assert _by_grid(groups, needs, 10**10, Limits()) == Count(0, 10**10)


def test_what_would_take_too_long_is_refused():
    from benchmarks.random_cases import random_case
    from goodoffices.analysis import FrontierTooLarge, Limits, compile_case, pareto_frontier

    problem = compile_case(*random_case(5, 8))
    with pytest.raises(FrontierTooLarge, match="combining them would take too long"):
        pareto_frontier(problem, Limits(comparisons=10**6))
    with pytest.raises(FrontierTooLarge, match="combining them would take too long"):
        pareto_frontier(problem, Limits(sums=10**3))


def test_compare_refuses_results_whose_values_are_of_another_kind(tmp_path, case):
    good = goodoffices("analyse", case, "--json").json
    (tmp_path / "good.json").write_text(json.dumps(good))
    for path, value in {"zopa.count": "abc", "frontier.size": "2", "rests_on.0.walk_away": "5"}.items():
        bad = json.loads(json.dumps(good))
        at, *keys = bad, *path.split(".")
        for key in keys[:-1]:
            at = at[int(key) if key.isdigit() else key]
        at[keys[-1]] = value
        (tmp_path / "bad.json").write_text(json.dumps(bad))
        assert goodoffices("compare", tmp_path / "good.json", tmp_path / "bad.json").code == 2
    assert goodoffices("compare", tmp_path / "good.json", tmp_path / "good.json").code == 0


def test_a_flood_of_mistakes_is_cut(case):
    (case / "case.yaml").write_text(ONE_ISSUE + f"linkages: [{', '.join(['1'] * 20_000)}]\n")
    ran = goodoffices("check", case)
    assert ran.code == 2
    assert len(ran.err.splitlines()) < 5000


def test_pipes_and_control_characters_are_refused(case):
    (case / "case.yaml").unlink()
    os.mkfifo(case / "case.yaml")
    assert "this is no ordinary file" in goodoffices("check", case).err
    (case / "case.yaml").unlink()
    (case / "case.yaml").write_text(ONE_ISSUE.replace("text: X", 'text: "\\e[31mX"'))
    ran = goodoffices("analyse", case)
    assert ran.code == 2
    assert "case.yaml:5: a control character stands in this text. Take it out." in ran.err


def test_a_language_that_the_case_has_not_is_refused(case):
    ran = goodoffices("analyse", case, "--language", "fr")
    assert ran.code == 2
    assert "Its languages are: en." in ran.err
