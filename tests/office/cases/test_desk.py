"""The mediation's desk: the answer, where each party stands, and what to do next."""

from __future__ import annotations

import html
import re

import pytest
from django.db import transaction

from goodoffices.office.cases.desk import desk_of
from goodoffices.office.cases.readings import read_open_change
from goodoffices.office.models import Paper
from goodoffices.office.sealing.keys import kind_tag
from tests.office.cast import Cast, stated
from tests.office.made_results import doubtful_result, keep


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def desk(cast, name="mara"):
    with transaction.atomic():
        view = cast.view(name)
        return desk_of(view, read_open_change(view))


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_desk_says_the_answer_where_each_party_stands_and_what_to_do_next(cast):
    page = text(cast.get("mara", ""))
    assert "has not been analysed yet" in page
    assert [s.page for s in desk(cast).steps] == ["report"]
    keep(cast)
    cast.post("north", "preferences", text=stated(41))
    seen = desk(cast)
    north, south = seen.parties
    assert (north.party, north.own_word is not None, south.own_word) == ("Northland", True, None)
    assert set(south.readings) == {"hardline", "pragmatic"}
    # What came after the analysis is said, and asks for another one.
    assert seen.since == ("what Northland says itself",)
    assert [s.page for s in seen.steps][:2] == ["report", "frontier"]
    page = text(cast.get("mara", ""))
    assert page.index("of readings.") < page.index("This rests on") < page.index("Since then changed: what Northland says itself.")


def test_the_desk_names_what_settles_most_where_numbers_are_in_doubt(cast):
    keep(cast, doubtful_result())
    first = next(s for s in desk(cast).steps if s.page == "report_section")
    assert first.section == "find-out"
    assert first.why in html.unescape(text(cast.get("mara", f"report/{first.section}")))


def test_the_desk_counts_what_was_released_to_each_party(cast):
    cast.post("mara", "release", step="release", to="northland", words="Think of this.", package="packages/draft-2.yaml")
    assert [p.released for p in desk(cast).parties] == [1, 0]


def test_where_no_word_and_no_estimate_of_a_party_is_held_that_comes_first(cast):
    Paper.objects.filter(tag=kind_tag(cast.mediation(), "estimate")).delete()
    assert next(s.page for s in desk(cast).steps) == "estimates"


def test_nobody_without_the_right_to_the_report_finds_its_answer_on_the_desk(cast):
    keep(cast)
    person = cast.view("mara").actor
    person.roles = ["interpreter"]
    person.save()
    seen = desk(cast)
    assert (seen.result, seen.steps) == (None, ())
    page = text(cast.get("mara", ""))
    assert "An agreement is possible" not in page
    assert "Where each party stands" in page
