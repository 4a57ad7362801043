"""Ground rules: written into the draft by questions, agreed by the parties like any change, read by every side on its case page."""

from __future__ import annotations

import re

import pytest
from django.db import transaction

from goodoffices.office.access.kinds import Role
from goodoffices.office.access.paper_heads import CaseDraftHead
from goodoffices.office.cases.desk import desk_of
from goodoffices.office.cases.readings import read_open_change
from goodoffices.office.models import Membership
from tests.office.cast import Cast
from tests.office.made_results import keep

RULES = {"phones": "Phones stay outside.\r\nNobody records.", "reading_time": "24"}


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def written(cast, who="mara", **rules):
    return cast.post(who, "build/ground-rules", **{**RULES, **rules})


def agreed(cast):
    assert written(cast).status_code == 302
    assert cast.post("mara", "build/put", words="How we deal with one another.").status_code == 302
    with transaction.atomic():
        change = str(read_open_change(cast.view("mara")).id)
    for name in ("north", "south"):
        assert "A new ground rule, “Phones and recording”: Phones stay outside." in text(cast.get(name, "change"))
        assert "Phones stay outside." not in text(cast.get(name))
        assert cast.post(name, "change", change=change, agrees="yes").status_code == 302


def drafts(cast):
    with transaction.atomic():
        return cast.view("mara").papers(CaseDraftHead)


def test_the_page_is_reached_from_the_case_page_and_writes_into_the_draft(cast):
    assert f'href="{cast.path("build/ground-rules")}"' in cast.get("mara", "build").content.decode()
    assert written(cast)["Location"] == cast.path("build")
    page = text(cast.get("mara", "build"))
    assert "A new ground rule, “Phones and recording”: Phones stay outside. Nobody records." in page
    assert "A text is circulated at least 24 hours before a decision" in page
    shown = cast.get("mara", "build/ground-rules").content.decode()
    assert "Phones stay outside.\nNobody records.</textarea>" in shown
    assert 'value="24"' in shown
    assert "Ground rules" not in text(cast.get("north")).replace("ground rules", "")
    assert cast.post(
        "mara", "build", step="undo", based_on=re.search(r'based_on" value="(\w+)"', cast.get("mara", "build").content.decode())[1]
    )
    assert drafts(cast) == []


def test_what_the_parties_agreed_is_read_by_every_side_on_its_case_page(cast):
    agreed(cast)
    for name in ("north", "south", "olga", "mara"):
        page = cast.get(name).content.decode()
        section = re.search(r'<section aria-labelledby="ground">.*?</section>', page, re.S)[0]
        words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", section))
        assert "Ground rules Phones and recording Phones stay outside. Nobody records. Least reading time" in words, name
        assert "24 hours" in words
        # It prints: nothing of it is a form, or for the screen alone.
        assert not re.search(r'<form|class="[^"]*screen', section)
        before = page[: page.index(section)]
        assert before.count("<form") == before.count("</form>")


def test_a_case_without_ground_rules_has_no_such_section(cast):
    assert 'id="ground"' not in cast.get("north").content.decode() + cast.get("mara").content.decode()


def test_each_reads_them_in_her_language(cast):
    agreed(cast)
    sent = {"language": "ar", "words:ground/phones": "الهواتف في الخارج"}
    assert "الهواتف" not in cast.get("mara", "build/words").content.decode()
    assert cast.clients["mara"].post(cast.path("build/words"), sent).status_code == 302
    page = cast.clients["mara"].get(cast.path("build/words") + "?language=ar").content.decode()
    assert re.search(r'<textarea\s+name="words:ground/phones"[^>]*>\s*الهواتف في الخارج</textarea>', page)


def test_a_form_that_changes_nothing_leaves_the_case_as_it_is(cast):
    assert cast.post("mara", "build/ground-rules", phones="").status_code == 302
    assert drafts(cast) == []


def test_a_draft_that_cannot_be_read_is_mended_first(cast):
    assert cast.post("mara", "build", step="text", text="name: [").status_code == 302
    assert cast.get("mara", "build/ground-rules")["Location"] == cast.path("build")


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"reading_time": "soon"}, "Write whole hours, from 1 to 1,000."),
        ({"reading_time": "0"}, "Write whole hours, from 1 to 1,000."),
        ({"reading_time": "1001"}, "Write whole hours, from 1 to 1,000."),
        ({"reading_time": "2.5"}, "Write whole hours, from 1 to 1,000."),
        ({"part_agreements": "perhaps"}, "This form is not complete."),
        ({"press": "x" * 2_001}, "A ground rule has at most 2,000 characters."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(cast, sent, words):
    refused = written(cast, **sent)
    assert (refused.status_code, words in text(refused), "Phones stay outside." in text(refused)) == (422, True, True)
    assert drafts(cast) == []


def test_who_may_not_build_finds_no_such_page_or_is_refused(cast):
    for name in ("north", "olga", "sam"):
        assert cast.get(name, "build/ground-rules").status_code == 404
        assert written(cast, name).status_code == 404
    with transaction.atomic():
        row = Membership.objects.get(pk=cast.view("mara").actor.pk)
        row.roles = [Role.NOTE_TAKER]
        row.save()
    assert cast.get("mara", "build/ground-rules").status_code == written(cast).status_code == 403


def test_after_they_changed_a_result_is_older_as_after_any_change_of_the_text_of_the_case(cast):
    keep(cast)
    seen = []
    for change in (lambda: None, lambda: agreed(cast)):
        change()
        with transaction.atomic():
            seen.append(desk_of(cast.view("mara"), None).since)
    assert seen == [(), ("the case itself",)]
