"""Issues and options are put in another order: what *at least* means follows it, and nothing that was typed is lost."""

from __future__ import annotations

import pytest
from django.db import transaction

from goodoffices.formats.ours.case_texts import CaseTexts
from goodoffices.office.cases.readings import read_case_draft
from tests.office.cast import Cast


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def case(cast):
    with transaction.atomic():
        view = cast.view("mara")
        return CaseTexts({"case.yaml": read_case_draft(view) or view.case_text}).case


def sent(cast, issue: str, **more) -> dict:
    one = case(cast).issue(issue)
    texts = [option.text.in_language("en") for option in one.options]
    return {
        "step": "change_issue",
        "issue": issue,
        "name": one.name.in_language("en"),
        "option": [*one.option_ids, ""],
        "option_text": [*texts, ""],
        "status_quo": one.status_quo or "",
        **more,
    }


def test_an_option_moves_among_its_own_and_stops_at_the_ends(cast):
    first, second, *rest = case(cast).issue("scope").option_ids
    assert cast.post("mara", "build", **sent(cast, "scope", move=f"up:{second}")).status_code == 302
    assert case(cast).issue("scope").option_ids == (second, first, *rest)
    cast.post("mara", "build", **sent(cast, "scope", move=f"up:{second}"))
    assert case(cast).issue("scope").option_ids == (second, first, *rest)
    last = case(cast).issue("scope").option_ids[-1]
    cast.post("mara", "build", **sent(cast, "scope", move=f"down:{last}"))
    assert case(cast).issue("scope").option_ids[-1] == last
    for odd in ("up:", "up:nobody", "sideways:x", f"down:{first}x"):
        before = case(cast).issue("scope").option_ids
        cast.post("mara", "build", **sent(cast, "scope", move=odd))
        assert case(cast).issue("scope").option_ids == before


def test_what_was_typed_is_kept_when_something_is_moved(cast):
    form = sent(cast, "scope", move_issue="down")
    form["option_text"][1] = "Energy sites, and no others"
    before = case(cast).issue_ids
    cast.post("mara", "build", **form)
    now = case(cast)
    assert now.issue_ids == (before[1], before[0], *before[2:])
    assert now.issue("scope").options[1].text.in_language("en") == "Energy sites, and no others"


def test_the_first_and_the_last_issue_stay_where_they_are(cast):
    ids = case(cast).issue_ids
    for issue, where in ((ids[0], "up"), (ids[-1], "down")):
        cast.post("mara", "build", **sent(cast, issue, move_issue=where))
        assert case(cast).issue_ids == ids


def test_the_enter_key_saves_and_moves_nothing(cast):
    page = cast.get("mara", "build").content.decode()
    form = page[page.index('value="change_issue"') :]
    first = form[form.index("<button") : form.index("</button>")]
    assert 'name="save"' in first
