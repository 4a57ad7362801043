"""`comparison_of_inputs`: what is told comes in the order of the files, each time the same."""

from __future__ import annotations

from goodoffices.report.comparison_of_inputs import compare_inputs
from goodoffices.report.languages import Language


def test_red_lines_that_are_gone_are_told_in_the_order_of_the_file():
    names = [f"line {k}" for k in range(12)]
    lines = {name: {"text": name, "rules_out": []} for name in names}
    rest = dict.fromkeys(("combinations", "possible_red_lines", "otherwise", "rankings"))
    said = {"weights": {}, "scores": {}, "walk_away": 5, "walk_away_is_blank": False, **rest}
    results = [{"case": "c", "inputs": {"preferences": {"p": {**said, "red_lines": left}}, "rules": {}}} for left in (lines, {})]
    told = compare_inputs(*results, Language("en"))
    assert told == [f"p no longer has the red line “{name}”." for name in names]
