"""An error in the compiled form cannot certify itself: named packages are held against the words of the files."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goodoffices.analysis import analyse, compile_case
from tests.cases import points_only


def test_a_wrong_compiler_is_caught(monkeypatch):
    def wrong(case, preferences):
        problem = compile_case(case, preferences)
        return replace(problem, contributions=tuple(values + 1 for values in problem.contributions))

    case, preferences = points_only([(1, 2), (2, 1)], [0, 0])
    analyse(case, preferences)
    monkeypatch.setattr("goodoffices.analysis.analysis.compile_case", wrong)
    with pytest.raises(AssertionError, match="is not worth what was found"):
        analyse(case, preferences)
