"""`formats.others.geniusweb_json`: linear additive spaces are read; what cannot be held is refused by name."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from goodoffices.formats.open_case import open_case
from tests.formats.opening import FIXTURES, refusal, worth


def test_values_and_numbers_are_read_and_a_reservation_bid_is_a_walk_away_value():
    opened = open_case(FIXTURES / "geniusweb")
    assert opened.case.issue("Price").option_ids == ("10", "10.25", "10.5", "10.75", "11")
    assert worth(opened, "buyer", Engine="electric", Price="10.25") == F(4, 10) + F(6, 10) * F(3, 4)
    assert [one.walk_away for one in opened.chosen_preferences({})] == [F(42, 100), None]


def test_the_domains_file_may_be_missing_since_profiles_repeat_it():
    opened = open_case(FIXTURES / "geniusweb/seller.json", FIXTURES / "geniusweb/buyer.json")
    assert opened.case.party_ids == ("seller", "buyer")
    assert opened.case.id == "boat"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("buyer", '"LinearAdditiveUtilitySpace"', '"SumOfGroupsUtilitySpace"',
         "buyer.json: the profile is a SumOfGroupsUtilitySpace; utilities of groups of issues are not read yet."),
        ("buyer", '"electric": 1.0', '"steam": 1.0', 'buyer.json: issue "Engine" has no utility of "electric". Add it.'),
        ("buyer", '"Price": 10.5}', '"Price": 9}', 'buyer.json: the reservation bid leaves issue "Price" open, or names no value of it. Complete the bid.'),
        ("buyer", '"Engine": 0.4', '"Engine": "much"', 'buyer.json: issueWeights.Engine: found "much". A number is a decimal such as 12.5 or a fraction such as 3/7.'),
        ("buyer", '"Engine": {"values": ["diesel", "electric"]}', '"Engine": {"values": ["diesel"]}',
         "buyer.json: the profile is made for another domain than boat.json. Leave one of them out."),
        ("boat", '"step": 0.25', '"step": 0', 'boat.json: issue "Price": the step is not above 0. Write a number above 0.'),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said(tmp_path, file, old, new, said):
    if file == "boat":
        # A domain alone is looked at before the profiles that repeat it.
        for other in ("buyer", "seller"):
            text = (FIXTURES / f"geniusweb/{other}.json").read_text().replace(old, new)
            (tmp_path / f"{other}.json").write_text(text)
        (tmp_path / "boat.json").write_text((FIXTURES / "geniusweb/boat.json").read_text().replace(old, new))
        with pytest.raises(Exception, match="step") as caught:
            open_case(tmp_path)
        assert str(caught.value) == said
        return
    assert refusal(tmp_path, "geniusweb", **{file: (old, new)}) == said
