"""Which reading of a party an answer rests on where nobody names one."""

from __future__ import annotations

import re
import shutil

import pytest

from goodoffices.formats.open_case import open_case
from goodoffices.preferences import BasisKind
from goodoffices.preferences.which_reading import readings_that_count
from tests.cases import EXAMPLES
from tests.cli.program import goodoffices

STATED, ESTIMATE, EXERCISE, PUBLIC = BasisKind.STATED, BasisKind.ESTIMATE, BasisKind.EXERCISE, BasisKind.PUBLIC


@pytest.mark.parametrize(
    ("kinds", "default", "preferred", "counts"),
    [
        # What the party says itself comes before all that others think of it.
        ({"guess": ESTIMATE, "stated": STATED}, "guess", "guess", ["stated"]),
        ({"brought": STATED, "stated": STATED}, "brought", None, ["stated"]),
        ({"first": STATED, "second": STATED}, "second", None, ["second"]),
        ({"first": STATED, "second": STATED}, None, None, ["first", "second"]),
        # Then what the mediation prefers, then the case's default.
        ({"hard": ESTIMATE, "soft": ESTIMATE}, "soft", "hard", ["hard"]),
        ({"hard": ESTIMATE, "soft": ESTIMATE}, "soft", "gone", ["soft"]),
        ({"hard": ESTIMATE, "soft": ESTIMATE}, None, None, ["hard", "soft"]),
        # Invented values of a party that exists come last, unless somebody prefers them.
        ({"game": EXERCISE, "said": PUBLIC}, "game", None, ["said"]),
        ({"game": EXERCISE, "said": PUBLIC}, None, "game", ["game"]),
        ({"game": EXERCISE}, None, None, ["game"]),
        # A file that cannot be read states nothing.
        ({"broken": None, "stated": STATED}, "broken", None, ["stated"]),
    ],
)
def test_one_rule_says_which_reading_counts(kinds, default, preferred, counts):
    assert readings_that_count(kinds, default=default, preferred=preferred, party_exists=True) == counts


def test_of_a_party_that_is_invented_itself_an_exercise_is_a_reading_like_any_other():
    assert readings_that_count({"game": EXERCISE, "said": PUBLIC}, default="game") == ["game"]


def test_the_command_line_and_the_office_rest_on_the_same_reading(tmp_path):
    """A party's own word once gave way to the case's default at the command line, and not in the office."""
    from goodoffices.formats.ours.case_texts import CaseTexts
    from goodoffices.office.running.analysis_process import usual_reading

    folder = shutil.copytree(EXAMPLES / "strait", tmp_path / "strait")
    assert open_case(folder).chosen_readings({})["northland"] == "pragmatic"
    own = (folder / "preferences/northland/hardline.yaml").read_text()
    said = re.sub(r"^basis:\n(  .*\n)+", "basis: {kind: stated, date: 2026-11-01}\n", own, flags=re.M)
    (folder / "preferences/northland/stated.yaml").write_text(said)
    assert open_case(folder).chosen_readings({})["northland"] == "stated"
    texts = {str(file.relative_to(folder)): file.read_text() for file in folder.rglob("*.yaml") if "team" not in file.name}
    assert usual_reading(CaseTexts(texts), "northland") == "stated"
    readings = {one["party"]: one["reading"] for one in goodoffices("analyse", folder, "--json").json["rests_on"]}
    assert readings == {"northland": "stated", "southland": "pragmatic"}
