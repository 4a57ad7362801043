"""The draft of an agreement's terms: begun from a package, changed term by term, replaced, and known to the mediation alone."""

from __future__ import annotations

import re

import pytest
from django.db import transaction

from goodoffices.office.agreement.readings import newest_draft
from goodoffices.record.kinds import (
    AGREEMENT_REPORT,
)
from tests.office.agreement.acts import drafted, entries, look
from tests.office.cast import Cast, act
from tests.office.made_terms import TERMS
from tests.office.talks.test_rounds import text as page_text


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def test_a_draft_is_begun_from_a_package_and_changed_term_by_term(cast):
    with act("a package", 1):
        with transaction.atomic():
            case = cast.view("mara").case
        choices = {f"option:{issue.id}": issue.option_ids[0] for issue in case.issues}
        assert cast.post("mara", "drafts", name="calm", **choices).status_code == 302
    with act("begun", 2):
        page = cast.get("mara", "agreement/draft").content.decode()
        package = re.search(r'<option value="([^"]*calm[^"]*)"', page)[1]
        begun = cast.post("mara", "agreement/draft", package=package, kind="ceasefire", zone="Europe/Kyiv", starts="", based_on=0)
        assert begun.status_code == 302, page_text(begun)
    shown = look(cast, "mara", "agreement/draft", 3)
    assert "No article says who guarantees what." in shown
    assert "Northland must not: attack the other side by any means" in shown
    with act("a term", 4):
        sent = {
            "text": "text",
            "who": "northland",
            "modality": "must",
            "act": "open the crossing at Tamar",
            "article": "help",
            "starts": "",
            "starts_with": "",
        }
        sent |= {"until": "2026-12-24", "within": "", "every": "", "tags": "women north", "confirmed_by": ["southland"], "based_on": 1}
        assert cast.post("mara", "agreement/draft/term", **sent).status_code == 302
    assert "Northland must: open the crossing at Tamar; at the latest on: 2026-12-24; confirmed by: Southland" in look(
        cast, "mara", "agreement/draft", 5
    )
    with act("a clock", 6):
        sent = {
            "clock_of": "text",
            "begins": "2026-12-01",
            "duration": "30 days",
            "renewal": "consent",
            "renewed_for": "",
            "notice": "",
            "based_on": 2,
        }
        assert cast.post("mara", "agreement/draft/clock", **sent).status_code == 302
    with act("a clock again", 7):
        # What is left empty stays as it is.
        sent |= {"begins": "", "duration": "", "renewal": "", "notice": "10 days", "based_on": 3}
        assert cast.post("mara", "agreement/draft/clock", **sent).status_code == 302
        shown = look(cast, "mara", "agreement/draft", 8)
        for words in ("It lasts 30 days.", "It is renewed by consent.", "stays in force for 10 days"):
            assert words in shown
        sent |= {"renewal": "none", "notice": "none", "based_on": 4}
        assert cast.post("mara", "agreement/draft/clock", **sent).status_code == 302
        shown = look(cast, "mara", "agreement/draft", 8)
        assert "It lasts 30 days." in shown
        assert "renewed by consent." not in shown
        assert "stays in force for" not in shown
    with act("taken out", 8):
        assert cast.post("mara", "agreement/draft/term/remove", term="open_the_crossing_at_tamar", based_on=5).status_code == 302
    shown = look(cast, "mara", "agreement/draft", 9)
    assert "open the crossing" not in shown


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"within": "ten days", "until": ""}, "Write the period as 30 days"),
        ({"every": "monthly"}, "Write the period as 30 days"),
        ({"within": "10 days"}, "Say in one way by when"),
        ({"starts": "2027-01-01"}, "This day lies before the day on which it begins"),
        ({"tags": "women,"}, "A tag has letters"),
    ],
)
def test_a_mistake_in_an_obligation_stands_at_its_field_in_its_words(cast, sent, said):
    drafted(cast)
    with act("a mistake", 4):
        whole = {
            "text": "calm",
            "who": "northland",
            "modality": "must",
            "act": "sweep",
            "article": "ports",
            "starts": "",
            "starts_with": "",
        }
        whole |= {"until": "2026-12-24", "within": "", "every": "", "tags": "", "based_on": 1, **sent}
        answer = cast.post("mara", "agreement/draft/term", **whole)
    shown = page_text(answer)
    assert (answer.status_code, said in shown) == (422, True), shown
    assert "Line " not in shown
    assert "aria-invalid" in answer.content.decode()


def test_a_draft_is_replaced_by_who_says_so_alone(cast):
    drafted(cast)
    with act("anew", 4):
        shown = cast.get("mara", "agreement/draft").content.decode()
        package = re.search(r'<option value="([^"]+)"', shown[shown.index('id="package"') :])[1]
        sent = {"package": package, "kind": "ceasefire", "zone": "Europe/Kyiv", "starts": "", "based_on": 1}
        refused = cast.post("mara", "agreement/draft", **sent)
        assert (refused.status_code, "takes the place of the present one" in page_text(refused)) == (422, True)
        assert cast.post("mara", "agreement/draft", **{**sent, "kind": "", "sure": "yes"}).status_code == 422
        assert cast.post("mara", "agreement/draft", **sent, sure="yes").status_code == 302


def test_two_people_who_change_one_draft_do_not_lose_each_others_words(cast):
    drafted(cast)
    with act("an old page", 4):
        answer = cast.post("mara", "agreement/draft/term/remove", term="spare", based_on=0)
    assert (answer.status_code, "Somebody changed the draft meanwhile" in page_text(answer)) == (409, True)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("who: northland", "who: nobody"),
        ("after: [mines]", "after: [sail]"),
        ("zone: UTC", "zone: Mars/Base"),
        ("starts: 2026-11-26", "starts: soon"),
        (TERMS, "[" * 500),
        (TERMS, "x"),
    ],
)
def test_a_file_with_mistakes_is_refused_with_its_lines_and_kept_in_the_form(cast, wrong, said):
    with act("a wrong file", 1):
        answer = cast.post("mara", "agreement/draft/file", structure=TERMS.replace(wrong, said, 1), based_on=0)
    assert answer.status_code == 422
    assert said[:20] in answer.content.decode()
    assert entries(cast, "mara", AGREEMENT_REPORT) == []
    with transaction.atomic():
        assert newest_draft(cast.view("mara")) is None


def test_nobody_but_the_mediation_knows_of_a_draft(cast):
    drafted(cast)
    for name in ("north", "south", "olga"):
        with act(f"{name} looks", 3):
            assert cast.get(name, "agreement/draft").status_code == 404
            assert "Calm in the Strait" not in page_text(cast.get(name, "record"))
    assert "No agreement lies before the parties yet." in look(cast, "north", "agreement", 3)
