"""`regret`: the most that a party may come to regret, against all extreme truths."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given

from goodoffices.analysis import analyse_in_doubt
from goodoffices.analysis.doubt.bounds import doubt_of
from goodoffices.analysis.doubt.regret import regrets
from tests.analysis.doubt.test_analysis_in_doubt import doubtful, exceeds, extreme_truths


@given(doubtful())
def test_regret_is_the_most_that_another_package_brings_in_any_extreme_truth(drawn):
    case, preferences = drawn
    result = analyse_in_doubt(case, preferences)
    found = regrets(result)
    packages = [result.problem.package(result.candidates[k].package) for k in found.compared]
    for p, one in enumerate(preferences):
        truths = list(extreme_truths(one, doubt_of(case, one).weights[1][1]))
        for x, largest in zip(packages, found.largest, strict=True):
            most = max(exceeds(t, y, x) / sum(t[0].values()) for t in truths for y in packages)
            # A blank weight may outweigh all others: then what one package can bring on that issue alone is come near to.
            blank = [doubt_of(case, one).scores[j] for j, i in enumerate(case.issue_ids) if one.weights[i] is None]
            places = [[i.option_ids for i in case.issues if one.weights[i.id] is None]]
            near = [
                row[ids.index(y[i])][1] - row[ids.index(x[i])][0]
                for row, ids, i in zip(blank, places[0], [i for i in case.issue_ids if one.weights[i] is None], strict=True)
                for y in packages
                if y[i] != x[i]
            ]
            assert largest[p] == max([Fraction(0), most, *near])
    worst = [max(row) for row in found.largest]
    assert {k for k, r in enumerate(worst) if r == min(worst)} == set(found.least)
