"""Where a phrase comes from, what was agreed, what a version gives, and the copies as documents: each to those alone who may know."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from django.db import transaction
from pypdf import PdfReader

from goodoffices.formats.attachments import read_attachment
from goodoffices.office.models.texts import TextBody
from tests.office.cast import Cast
from tests.office.made_results import keep, made_result
from tests.office.talks.test_rounds import text as page_text
from tests.office.texts.test_texts import begun, handed, read, saved, seen, typed

BODY = "# Ports\n\nThe parties [[northland: shall | southland: should]] spare ports for 30 days.\n\nShips sail."
NEXT = BODY.replace("[[northland: shall | southland: should]]", "shall").replace("30", "60")


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def agreed(cast, which, paragraph, old, new, words="", name="mara"):
    return cast.post(name, f"texts/{which}/agreed", paragraph=str(paragraph), old=old, new=new, words=words)


def origin(cast, name, which, block, phrase):
    return page_text(cast.post(name, f"texts/{which}/from/{block}", phrase=phrase))


def test_a_phrase_says_since_which_version_it_stands_there_through_which_brackets_and_who_was_given_it(cast):
    which = begun(cast, BODY)
    handed(cast, which, "northland")
    saved(cast, which, NEXT)
    handed(cast, which, "southland", version=2)
    found = origin(cast, "mara", which, 1, "shall")
    assert "“shall” stands here since version 1. In a bracket: in version 1." in found
    assert "Given to Northland" in found
    assert "Given to Southland" in found
    assert "“60 days” stands here since version 2. It was never in a bracket." in origin(cast, "mara", which, 1, "60 days")
    assert "These words do not stand in this paragraph." in origin(cast, "mara", which, 1, "90 days")
    assert "The paragraph stands here since version 1." in page_text(cast.get("mara", f"texts/{which}/from/2"))


def test_a_party_follows_a_phrase_through_its_own_copies_alone(cast):
    which = begun(cast, BODY)
    saved(cast, which, NEXT)
    handed(cast, which, "northland", "southland", version=2)
    found = origin(cast, "north", which, 1, "60 days")
    assert "“60 days” stands here since version 1." in found
    assert "Southland" not in found
    assert "30" not in found.split("How the paragraph came")[1]
    assert cast.get("olga", f"texts/{which}/from/1").status_code == 404
    assert cast.get("mara", f"texts/{which}/from/9").status_code == 404


def test_an_agreed_change_is_held_against_the_next_version(cast):
    which = begun(cast, BODY)
    assert agreed(cast, which, 1, "30 days", "60 days", "With both, at noon.").status_code == 302
    assert agreed(cast, which, 2, "", "At night, too.").status_code == 302
    page = page_text(cast.get("mara", f"texts/{which}/agreed"))
    assert "0 of 2 agreed changes are done exactly in version 1" in page
    assert "With both, at noon." in page
    saved(cast, which, BODY.replace("30", "60").replace("Ships sail.", "Ships sail. At night, too. And by day.") + "\n\nNew.")
    page = page_text(cast.get("mara", f"texts/{which}/agreed"))
    assert "1 of 2 agreed changes are done exactly in version 2" in page
    assert "done, and something else is changed in this paragraph" in page
    assert "Changed since version 1, though no agreed change names it 3. New." in page
    for name in ("north", "south", "olga"):
        assert cast.get(name, f"texts/{which}/agreed").status_code == 404


def test_an_agreed_change_can_be_dropped_and_one_that_is_not_of_the_text_is_refused(cast):
    which = begun(cast, BODY)
    agreed(cast, which, 1, "30 days", "60 days")
    dropped = re.search(r'name="dropped" value="([0-9a-f]+)"', cast.get("mara", f"texts/{which}/agreed").content.decode())[1]
    assert cast.post("mara", f"texts/{which}/agreed/drop", dropped=dropped).status_code == 302
    assert "No change was agreed yet." in page_text(cast.get("mara", f"texts/{which}/agreed"))
    assert cast.post("mara", f"texts/{which}/agreed/drop", dropped=dropped).status_code == 422
    for paragraph, old, new in ((1, "90 days", "60 days"), (9, "a", "b"), (1, "", ""), (1, "x" * 4_001, "y")):
        assert agreed(cast, which, paragraph, old, new).status_code == 422


def linked(cast, which, choose=0):
    with transaction.atomic():
        case = cast.view("mara").case
    options = {f"option:{i.id}": i.option_ids[min(choose, len(i.option_ids) - 1)] for i in case.issues}
    return cast.post("mara", f"texts/{which}/weighed", like="options", **options)


def test_a_version_that_is_linked_to_a_package_is_weighed_for_the_mediation_alone(cast):
    which = begun(cast, BODY)
    keep(cast, made_result())
    assert "No version is linked to a package yet." in page_text(cast.get("mara", f"texts/{which}/weighed"))
    assert linked(cast, which).status_code == 302
    page = page_text(cast.get("mara", f"texts/{which}/weighed"))
    assert "Which single change would help" in page
    assert "Version 1" in page
    saved(cast, which, NEXT)
    assert linked(cast, which, 1).status_code == 302
    page = page_text(cast.get("mara", f"texts/{which}/weighed"))
    assert "Since version 1" in page
    for name in ("north", "south"):
        assert cast.get(name, f"texts/{which}/weighed").status_code == 404


def test_a_copy_is_taken_away_as_pdf_and_word_with_its_code_and_the_same_bytes_each_time(cast):
    which = begun(cast, BODY)
    handed(cast, which, "northland", "southland")
    code = read(cast, "north").newest.code
    pdf, word = (cast.get("north", f"texts/{which}/version/1/{ending}") for ending in ("pdf", "docx"))
    pages = [one.extract_text() for one in PdfReader(io.BytesIO(pdf.content)).pages]
    assert all(code in one for one in pages)
    assert "shall" in pages[0]
    assert "spare ports for 30 days" in read_attachment("a.docx", word.content).text
    inside = b"".join(zipfile.ZipFile(io.BytesIO(word.content)).read(one) for one in zipfile.ZipFile(io.BytesIO(word.content)).namelist())
    assert code.encode() in inside
    for content in (inside, "".join(pages).encode()):
        assert b"Southland" not in content
    assert cast.get("north", f"texts/{which}/version/1/pdf").content == pdf.content
    assert cast.get("north", f"texts/{which}/version/1/docx").content == word.content
    assert cast.get("north", f"texts/{which}/version/1/odt").status_code == 404
    assert "of the mediation" in PdfReader(io.BytesIO(cast.get("mara", f"texts/{which}/version/1/pdf").content)).pages[0].extract_text()


def test_a_search_finds_the_words_of_the_version_that_is_current_for_its_reader(cast):
    which = begun(cast, BODY)
    handed(cast, which, "northland")
    saved(cast, which, BODY.replace("30 days", "a fortnight"))
    assert "spare ports for a fortnight" in page_text(cast.post("mara", "search", sought="fortnight"))
    assert "0 hits" in page_text(cast.post("north", "search", sought="fortnight"))
    assert f"/texts/{which}/" in cast.post("north", "search", sought="spare ports").content.decode()
    assert "0 hits" in page_text(cast.post("south", "search", sought="spare ports"))


def test_what_a_version_says_is_gone_with_its_entry_and_the_other_versions_keep_their_numbers(cast):
    which = begun(cast, BODY)
    saved(cast, which, NEXT)
    entry = read(cast, "mara").versions[0].entry
    assert cast.post("mara", f"record/readers/mediation/{entry}", why="It named somebody.", sure="yes").status_code == 302
    with transaction.atomic():
        cast.view("mara").visible_rows.set_row_security()
        assert TextBody.objects.count() == 1
    assert [one.number for one in read(cast, "mara").versions] == [2]
    assert "Version 2 is current" in seen(cast, "mara", which)
    assert cast.get("mara", f"texts/{which}/version/1").status_code == 404
    typed(cast, which, "Ships sail by day.", version=2, start=2)
    assert cast.post("mara", f"texts/{which}/make", based_on="2").status_code == 302
    assert [one.number for one in read(cast, "mara").versions] == [2, 3]
