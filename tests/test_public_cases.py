"""Every public case opens, or is refused with the reason; its conversions answer the same; published fronts are met."""

from __future__ import annotations

import json

import pytest

from benchmarks.knapsack import published_front
from goodoffices.analysis import analyse, compile_case, pareto_frontier
from goodoffices.formats import FormatNotSupported
from goodoffices.formats.conversion import convert_case
from goodoffices.formats.open_case import open_case
from goodoffices.formats.others.imported_case import ImportedCase
from tests.cli.program import ROOT, goodoffices
from tests.public_cases import DENSE, UNREADABLE, answer_of, bytes_of, folders, knapsacks, result_of, written

#: Slow to convert and analyse three times over: for the long suite.
SLOW = ("genius/other/Domain16", "genius/anac2015/group9-killer_robot", "genius/other/partydomain")


def small(shared):
    """All public cases but the slow ones; the knapsack files whose fronts come fast."""
    found = {name: path for name, path in folders(shared).items() if name not in (*UNREADABLE, *SLOW)}
    return {**found, **knapsacks(shared, 75)}


@pytest.mark.slow
def test_every_public_case_opens_or_is_refused_with_the_reason(shared):
    refused = {}
    for name, path in {**folders(shared), **knapsacks(shared, 10**9)}.items():
        try:
            opened = open_case(path)
        except FormatNotSupported as reason:
            refused[name] = str(reason)
            continue
        assert isinstance(opened, ImportedCase), name
        assert len(opened.chosen_preferences({})) == len(opened.case.parties) >= 2, name
    assert refused.keys() == UNREADABLE.keys()
    assert all(UNREADABLE[name] in reason for name, reason in refused.items())


@pytest.mark.slow
def test_every_public_case_that_opens_is_analysed(shared):
    for name, path in small(shared).items():
        opened = open_case(path)
        result = analyse(opened.case, opened.chosen_preferences({}))
        assert len(result.frontier) > 0, name


@pytest.mark.slow
def test_every_point_published_beside_a_domain_is_matched_or_dominated(shared):
    """pareto.xml holds utilities as GENIUS prints them, in single precision; some are dominated."""
    for name in DENSE:
        path = folders(shared)[name]
        points = [tuple(p["utilities"].values()) for p in result_of(open_case(path))["frontier"]["points"]]
        published = [tuple(map(float, line.split(","))) for line in (path / "pareto.xml").read_text().split("\n") if line.strip()]
        assert published, name
        for mine in published:
            assert any(all(a >= b - 1e-6 for a, b in zip(point, mine, strict=True)) for point in points), (name, mine)


def test_the_reference_lists_every_file_that_is_refused():
    text = (ROOT / "docs/reference/formats.md").read_text()
    for name in UNREADABLE:
        assert f"`{name}`" in text


def test_exit_codes_of_a_case_that_is_answered_refused_and_not_supported(shared, tmp_path):
    there = folders(shared)
    assert goodoffices("check", there["genius/anac2014/10issues"]).code == 0
    assert goodoffices("check", there["genius/other/Railway"]).code == 3
    ran = goodoffices("analyse", there["genius/other/Railway"], "--json")
    assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1)
    files = [there["genius/other/kite"] / name for name in ("kite_domain.xml", "kite_B.xml", "kite_A.xml")]
    assert [p["id"] for p in goodoffices("analyse", *files, "--json").json["case"]["parties"]] == ["kite_B", "kite_A"]


@pytest.mark.long
def test_converted_into_our_format_the_result_is_equal_to_the_byte(shared, tmp_path):
    for number, (name, path) in enumerate(small(shared).items()):
        opened = open_case(path)
        ours = written(convert_case(opened, opened.chosen_preferences({}), "goodoffices").files, tmp_path / str(number))
        assert bytes_of(ours) == bytes_of(opened), name


@pytest.mark.long
@pytest.mark.parametrize("target", ["genius", "negolog"])
def test_by_way_of_our_format_and_back_the_answer_is_the_same(shared, tmp_path, target):
    refused = []
    for number, (name, path) in enumerate(small(shared).items()):
        opened = open_case(path)
        ours = written(convert_case(opened, opened.chosen_preferences({}), "goodoffices").files, tmp_path / f"{number}-ours")
        try:
            files = convert_case(ours, ours.chosen_preferences({}), target).files
        except FormatNotSupported:
            refused.append(name)
            continue
        if name.startswith("geniusweb") and not all(one.walk_away for one in opened.chosen_preferences({})):
            continue  # no walk-away value becomes 0, which is said and changes gains
        back = written(files, tmp_path / f"{number}-{target}")
        assert answer_of(back) == answer_of(opened), name
    cannot = {name for name in small(shared) if name.startswith("knapsack")} | (set() if target == "genius" else set(DENSE))
    assert set(refused) == cannot


@pytest.mark.long
@pytest.mark.parametrize("name", SLOW)
def test_the_slow_ones_convert_as_well(shared, tmp_path, name):
    opened = open_case(folders(shared)[name])
    ours = written(convert_case(opened, opened.chosen_preferences({}), "goodoffices").files, tmp_path / "ours")
    assert bytes_of(ours) == bytes_of(opened)
    for target in ("genius", "negolog"):
        back = written(convert_case(ours, ours.chosen_preferences({}), target).files, tmp_path / target)
        assert answer_of(back) == answer_of(opened)


@pytest.mark.long
def test_knapsack_fronts_equal_the_published_ones(shared):
    for name, path in knapsacks(shared, 150).items():
        data = result_of(open_case(path))
        assert {tuple(p["utilities"].values()) for p in data["frontier"]["points"]} == published_front(path), name
        assert data["frontier"]["exact"]
        assert data["numbers"] == "exact"


@pytest.mark.long
def test_larger_knapsack_fronts_equal_the_published_ones(shared):
    for name, path in knapsacks(shared, 10**9).items():
        opened = open_case(path)
        problem = compile_case(opened.case, opened.chosen_preferences({}))
        found = {tuple(int(problem.as_utility(int(u), p)) for p, u in enumerate(row)) for row in pareto_frontier(problem).utilities}
        assert found == published_front(path), name


def test_all_points_of_a_knapsack_are_written(shared):
    path = knapsacks(shared, 150)["knapsack/random/3D/20_10.in"]
    data = goodoffices("analyse", path, "--json", "--all-points").json
    assert {tuple(p["utilities"].values()) for p in data["frontier"]["points"]} == published_front(path)


@pytest.mark.slow
def test_negologs_own_nash_points_are_ours_and_its_kalai_is_the_greatest_sum(shared):
    for name, path in folders(shared, "negolog").items():
        specs = json.loads((path / "specs.json").read_text())
        opened = open_case(path)
        solutions = result_of(opened)["solutions"]
        walk_away = [float(specs["ReservationValueProfileA"]), float(specs["ReservationValueProfileB"])]
        nash = solutions["nash"]["utilities"].values()
        product = (specs["Nash_A"] - walk_away[0]) * (specs["Nash_B"] - walk_away[1])
        ours = [u - w for u, w in zip(nash, walk_away, strict=True)]
        assert ours[0] * ours[1] == pytest.approx(product, abs=1e-8), name
        assert sum(solutions["utilitarian"]["utilities"].values()) == pytest.approx(specs["Kalai_A"] + specs["Kalai_B"], abs=1e-8), name
