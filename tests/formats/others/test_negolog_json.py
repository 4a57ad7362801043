"""`formats.others.negolog_json`: profiles are read as NegoLog means them, and written with their numbers as typed."""

from __future__ import annotations

import json
from fractions import Fraction as F

import pytest

from goodoffices.formats.open_case import open_case
from goodoffices.formats.others.negolog_json import negolog_files
from tests.formats.opening import FIXTURES, refusal, worth


def test_a_utility_is_the_sum_of_weight_times_value():
    opened = open_case(FIXTURES / "negolog")
    assert opened.case.party_ids == ("profileA", "profileB")
    assert worth(opened, "profileA", Engine="diesel", Berth="without") == F(7 * 2, 100) + F(3 * 35, 1000)
    assert [one.walk_away for one in opened.chosen_preferences({})] == [F(1, 10), 0]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"with": 0.1', '"wish": 0.1', 'profileB.json: the issues and options are not those of profileA.json: "Berth: wish" stands in profileB.json alone. Mend it, or leave one of the two out.'),
        ('"reservationValue"', '"reservationvalue"', 'profileB.json: "reservationvalue" is no key that is known here. Did you mean "reservationValue"?'),
        ('"Berth": 0.55', '"Bert": 0.55', 'profileB.json: issue "Berth" has no weight. Add it.'),
        ('"reservationValue": 0.0', '"reservationValue": NaN',
         'profileB.json: reservationValue: found "NaN". A number is a decimal such as 12.5 or a fraction such as 3/7.'),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said(tmp_path, old, new, said):
    assert refusal(tmp_path, "negolog", profileB=(old, new)) == said


def test_numbers_are_written_as_typed():
    opened = open_case(FIXTURES / "negolog")
    files, left_out = negolog_files(opened.case, opened.chosen_preferences({}))
    assert left_out == []
    assert '"without": 0.35' in files["profileA.json"]
    assert json.loads(files["profileB.json"]) == json.loads((FIXTURES / "negolog/profileB.json").read_text())
