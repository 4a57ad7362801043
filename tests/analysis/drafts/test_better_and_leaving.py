"""What a report shows beside a draft: the package that raises all gains most, and who would leave after a change."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given

from goodoffices.analysis import analyse
from tests.analysis.drafts.test_draft_study import after, cases_with_drafts, difference, neighbours, studied
from tests.cases import case_of, preferences_of
from tests.reached import reached, reaches


@reaches(3)
@given(cases_with_drafts(parties=(1, 3)))
def test_the_changes_after_which_somebody_leaves_are_all_named_and_the_nearest_first(drawn):
    case, preferences, package = drawn
    result, study, truth = studied(case, preferences, package)
    if study is None:
        return

    def short(vector):
        floors = [one.exact_walk_away() for one in preferences]
        return {p for p, (u, f) in enumerate(zip(vector, floors, strict=True)) if f is not None and u < f}

    already = short(truth.vector(package))
    every = [n for n in neighbours(case, package) if truth.is_feasible(n)]
    expected = [n for n in every if short(truth.vector(n)) - already]
    found = [after(result, package, m) for m in study.improvements.leaving]
    assert study.improvements.looked_at == len(every)
    assert sorted(map(str, found)) == sorted(map(str, expected))
    if found:
        reached()
    if len(preferences) == 1:
        losses = [-difference(truth, package, n)[0] for n in found]
        assert losses == sorted(losses)


def test_the_nearest_change_after_which_somebody_leaves_is_the_one_that_costs_least():
    case = case_of({"a": 4}, ["p", "q"])
    preferences = [preferences_of(case, "p", [(100, 40, 20, 0)], 50), preferences_of(case, "q", [(20, 100, 100, 100)], 0)]
    study = analyse(case, preferences, drafts={"d": {"a": case.issues[0].option_ids[0]}}).drafts["d"].study
    assert [move.option for move in study.improvements.leaving] == [1, 2, 3]
    assert study.improvements.looked_at == 3


@reaches(5)
@given(cases_with_drafts(parties=(2, 3)))
def test_what_a_draft_takes_is_measured_by_the_package_that_raises_all_gains_most(drawn):
    """By trying every package: the most by which all gains can grow in the same measure."""
    case, preferences, package = drawn
    result, study, truth = studied(case, preferences, package)
    draft = result.drafts["d"]
    floors = [one.exact_walk_away() for one in preferences]
    if study is None or any(f is None or u <= f for u, f in zip(truth.vector(package), floors, strict=True)):
        assert draft.taken is None
        return

    def growth(vector):
        return min(Fraction(u - f) / (v - f) for u, v, f in zip(vector, truth.vector(package), floors, strict=True))

    most = max(growth(vector) for vector in truth.frontier())
    assert draft.taken == 1 / most
    if most > 1:
        reached()
        shown = result.package(draft.better)
        assert growth(truth.vector(shown)) == most
        assert result.zone.on_frontier[draft.better]
        assert draft.better in draft.dominated_by
