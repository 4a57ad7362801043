"""`analysis.doubt.readings_in_doubt`: what each reading would do with a package, against all extreme truths and against the analysis of each combination."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goodoffices.analysis import NotSupported, Possible, analyse_in_doubt
from goodoffices.analysis.doubt.readings_in_doubt import signing_by_reading
from goodoffices.analysis.doubt.signing import could_sign
from goodoffices.preferences.evaluation import crossed_red_lines
from tests.analysis.doubt.test_analysis_in_doubt import beyond_floor, doubtful, extreme_truths


@given(doubtful())
def test_a_reading_signs_surely_perhaps_or_never_as_all_extreme_truths_say(drawn):
    case, (one, _) = drawn
    for package in ({"a": "a0", "b": "b0"}, {"a": "a1", "b": "b1"}):
        try:
            said = could_sign(case, one, package)
        except NotSupported:
            assume(False)
        leads = [beyond_floor(truth, package) for truth in extreme_truths(one, 100)]
        never = bool(crossed_red_lines(one, package)) or max(leads) < 0
        wanted = Possible.NEVER if never else Possible.ALWAYS if min(leads) >= 0 else Possible.PERHAPS
        assert said is wanted


@pytest.mark.slow
@given(doubtful(), st.integers(0, 4))
def test_readings_say_of_a_package_what_the_analysis_of_their_combination_says(drawn, most):
    case, (first, second) = drawn
    other = replace(second, party="p", reading="other")
    draft = {"a": "a0", "b": "b1"}
    try:
        results = [analyse_in_doubt(case, some, drafts={"d": draft}) for some in ([first, second], [other, second])]
    except NotSupported:
        assume(False)
    listed = signing_by_reading(results, {"d": draft}, most)
    assert len(listed) <= most + 1
    assert all(set(one.by) == {("p", first.reading), ("p", "other"), ("q", second.reading)} for one in listed)
    assert sum(one.names == ("d",) for one in listed) == (not case.broken_by(draft))
    for result in results:
        judged = {tuple(result.problem.package(j.package).items()): j for j in result.candidates}
        for one in listed:
            if (found := judged.get(tuple(one.package.items()))) is not None:
                assert found.accepted == tuple(one.by[p.party, p.reading] for p in result.originals)
