"""What the office holds about a person: hers to read and to take away."""

from __future__ import annotations

import json

import pytest

from tests.office.cast import Cast, stated


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def test_what_the_office_holds_about_a_person_is_hers_to_read_and_take_away(cast):
    cast.post("north", "preferences", text=stated(41))
    held = json.loads(cast.clients["north"].get("/you/my-data.json").content)
    assert held["account"]["name"] == "North"
    assert [c["side"] for c in held["cases"]] == ["Northland"]
    assert any("Preferences of Northland were given" in e["what"] for e in held["cases"][0]["entries"])
    assert "Mara" not in json.dumps(held)
