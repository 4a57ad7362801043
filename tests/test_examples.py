"""The example cases: each answers, each rule in Strait binds, sources and marks are where they must be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goodoffices import load
from goodoffices.analysis import analyse, compile_case, pareto_frontier
from goodoffices.formats.open_case import open_case
from goodoffices.preferences import BasisKind
from tests.cases import EXAMPLES
from tests.cli.program import goodoffices
from tests.reference.brute import Truth

STRAIT_RULES = [r.id for r in open_case(EXAMPLES / "strait").case.restrictions]


def vectors(case, preferences):
    problem = compile_case(case, preferences)
    found = pareto_frontier(problem)
    return {tuple(problem.as_utility(x, p) for p, x in enumerate(row)) for row in found.utilities}


@pytest.mark.parametrize("rule", STRAIT_RULES)
def test_each_rule_of_strait_binds(rule):
    """Without it the frontier differs."""
    loaded = load(EXAMPLES / "strait")
    without = replace(loaded.case, restrictions=tuple(r for r in loaded.case.restrictions if r.id != rule))
    assert vectors(loaded.case, loaded.preferences) != vectors(without, loaded.preferences)


def test_strait_has_the_issues_of_the_model_case():
    case = open_case(EXAMPLES / "strait").case
    assert 8 <= len(case.issues) <= 12
    assert {
        "scope",
        "duration",
        "sea",
        "inspection",
        "sanctions",
        "exports",
        "arms",
        "monitoring",
        "allies",
        "guarantees",
        "exchanges",
    } == set(case.issue_ids)
    assert case.issue("sanctions").in_hand_of == "meridia"


@pytest.mark.parametrize("name", ["strait", "ferry-strike", "dry-river"])
def test_examples_answer_without_options(name):
    ran = goodoffices("analyse", EXAMPLES / name)
    assert ran.code == 0
    assert ("No agreement is possible" in ran.out) == (name == "dry-river")


@pytest.mark.slow
def test_the_labour_dispute_equals_listing_its_13122_packages():
    """Three parties, a limit on a sum, a bound, a red line, an interaction, a party without a walk-away value."""
    loaded = load(EXAMPLES / "ferry-strike")
    truth, result = Truth(loaded.case, loaded.preferences), analyse(loaded.case, loaded.preferences)
    assert truth.frontier() == [tuple(result.utility(r, p) for p in range(3)) for r in range(len(result.frontier))]
    assert len(truth.zone) == result.zone.count.lower
    first, _ = truth.baselines()
    assert first == tuple(b.value for b in result.fairness.baselines)


def test_real_parties_have_public_positions_with_sources_and_numbers_only_as_exercise():
    opened = open_case(EXAMPLES / "riyadh-2025")
    assert opened.case.real_parties
    for party in opened.case.party_ids:
        public = opened.preferences(party, "public")
        assert (public.basis.kind, public.has_numbers) == (BasisKind.PUBLIC, False)
        assert public.positions
        sources = {s.id: s for s in public.sources}
        for position in public.positions:
            source = sources[position.source]
            assert all([source.title, source.publisher, source.date])
        assert opened.preferences(party, "exercise").basis.kind is BasisKind.EXERCISE


def test_invented_values_are_marked_on_page_chart_and_each_table_row(tmp_path):
    page = tmp_path / "page.html"
    ran = goodoffices("analyse", EXAMPLES / "riyadh-2025", "--reading", "exercise", "--html", page)
    html = page.read_text()
    assert "<title>Riyadh, March 2025: public positions (exercise values)</title>" in html
    assert html.count("<tr>") + html.count('<tr class="strong">') - html.count("<thead>") == html.count("<td>exercise values</td>")
    assert '<span class="mark">exercise values</span>' in html
    assert 'fill="url(#hatch)"' in html
    assert "[exercise values]" in ran.out
    # The mark hangs on the basis, not on the file's name: Strait's estimates carry none.
    goodoffices("analyse", EXAMPLES / "strait", "--html", page)
    assert "exercise values" not in page.read_text()
