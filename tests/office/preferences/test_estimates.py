"""The readings that the mediation holds: listed with whose word each is, read in words, removed."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from goodoffices.formats.ours.case_texts import CaseTexts
from goodoffices.office.access.kinds import PaperKind
from goodoffices.office.access.paper_heads import HEAD_OF
from goodoffices.office.papers.case_texts import texts_for_analysis
from goodoffices.office.preferences.readings import chosen_readings
from goodoffices.office.running.analysis_process import usual_reading
from tests.office.cast import Cast, stated
from tests.office.made_results import keep


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode().replace("&#x27;", "'"))


def held(cast, kind, party):
    with transaction.atomic():
        return [p.id for p in cast.view("mara").papers(HEAD_OF[kind]) if p.head.party == party]


def test_readings_stand_by_party_with_whose_word_they_are_and_what_they_rest_on(cast):
    cast.post("north", "preferences", text=stated(41))
    cast.post("north", "preferences", text=stated(42), based_on=str(held(cast, PaperKind.PREFERENCES, "northland")[0]))
    page = text(cast.get("mara", "estimates"))
    own, ours = page.index("The party's own, given by itself"), page.index("An estimate of the mediation")
    assert own < ours < page.index("Southland</th>")
    assert page.count("The party's own, given by itself") == 1
    assert "Two technical rounds; the delegation put banks and ships before everything else" in page
    newest = held(cast, PaperKind.PREFERENCES, "northland")[0]
    assert "Walk-away value: 42" in text(cast.get("mara", f"estimates/of/{newest}"))


def test_an_estimate_is_read_in_words_and_removed_by_who_is_sure(cast):
    first = held(cast, PaperKind.ESTIMATE, "southland")[0]
    page = text(cast.get("mara", f"estimates/of/{first}"))
    assert ("Southland, reading “" in page, "Walk-away value" in page, "Red lines" in page) == (True, True, True)
    assert cast.post("mara", f"estimates/of/{first}", sure="").status_code == 409
    assert first in held(cast, PaperKind.ESTIMATE, "southland")
    assert cast.post("mara", f"estimates/of/{first}", sure="yes").status_code == 302
    assert first not in held(cast, PaperKind.ESTIMATE, "southland")
    assert cast.get("mara", f"estimates/of/{first}").status_code == 404


def test_what_a_party_gave_is_removed_by_nobody_and_read_by_those_who_read_the_report(cast):
    cast.post("north", "preferences", text=stated(41))
    given = held(cast, PaperKind.PREFERENCES, "northland")[0]
    assert cast.get("mara", f"estimates/of/{given}").status_code == 200
    cast.post("mara", f"estimates/of/{given}", sure="yes")
    assert held(cast, PaperKind.PREFERENCES, "northland") == [given]
    with transaction.atomic():
        person = cast.view("mara").actor
        person.roles = ["expert"]
        person.save()
    assert cast.get("mara", f"estimates/of/{given}").status_code == 404
    assert cast.get("mara", f"estimates/of/{held(cast, PaperKind.ESTIMATE, 'northland')[0]}").status_code == 200


def test_the_mediation_chooses_the_reading_on_which_the_answer_rests_until_the_party_speaks(cast):
    hardline = next(p for p in held(cast, PaperKind.ESTIMATE, "northland") if "hardline" in text(cast.get("mara", f"estimates/of/{p}")))
    with transaction.atomic():
        texts = texts_for_analysis(cast.view("mara"))
        assert chosen_readings(cast.view("mara")) == {}
    assert cast.post("mara", f"estimates/of/{hardline}", step="rest_on").status_code == 302
    with transaction.atomic():
        chosen = chosen_readings(cast.view("mara"))
        assert texts_for_analysis(cast.view("mara")) == texts
    assert chosen == {"northland": "hardline"}
    opened = CaseTexts(texts)
    assert usual_reading(opened, "northland", chosen["northland"]) == "hardline"
    assert usual_reading(opened, "northland", "gone") == usual_reading(opened, "northland") == "pragmatic"
    spoken = CaseTexts(texts | {"preferences/northland/stated.yaml": stated(41)})
    assert usual_reading(spoken, "northland", "hardline") == "stated"
    assert "the answer rests on it" in text(cast.get("mara", "estimates"))


def test_the_export_holds_what_ones_roles_let_one_read(cast):
    cast.post("north", "preferences", text=stated(41))

    def names(roles):
        with transaction.atomic():
            person = cast.view("mara").actor
            person.roles = roles
            person.save()
        answer = cast.get("mara", "export")
        return set(zipfile.ZipFile(io.BytesIO(answer.content)).namelist())

    own, ours, draft = "preferences/northland/stated.yaml", "preferences/northland/hardline.yaml", "packages/draft-2.yaml"
    assert {own, ours, draft} <= names(["lead"])
    assert names(["expert"]) >= {ours, draft}
    assert own not in names(["expert"])
    assert names(["note_taker"]) == names(["interpreter"]) == {"case.yaml"}
    names(["expert"])
    assert "given by itself" not in text(cast.get("mara", "estimates"))


def test_the_desk_says_that_another_reading_was_chosen_since(cast):
    keep(cast)
    hardline = next(p for p in held(cast, PaperKind.ESTIMATE, "northland") if "hardline" in text(cast.get("mara", f"estimates/of/{p}")))
    assert "Since then changed" not in text(cast.get("mara", ""))
    cast.post("mara", f"estimates/of/{hardline}", step="rest_on")
    assert "Since then changed: the reading of Northland on which the answer rests" in text(cast.get("mara", ""))


def test_what_was_typed_stands_in_the_form_that_was_refused_and_in_no_other(cast):
    page = cast.post("mara", "estimates/begin", party="southland", reading="a/b", confidence="low", reason="two calls").content.decode()
    begun, file = page.split('id="file-of"')
    assert all(typed in begun for typed in ('value="a/b"', 'value="southland" selected', 'value="low" selected', 'value="two calls"'))
    assert ("selected" in file, "a/b" in file) == (False, False)
    page = cast.post("mara", "estimates", party="southland", reading="of a letter", text="nonsense").content.decode()
    begun, file = page.split('id="file-of"')
    assert all(typed in file for typed in ('value="of a letter"', 'value="southland" selected', ">\nnonsense</textarea>"))
    assert ('southland" selected' in begun, "of a letter" in begun) == (False, False)


def test_a_file_that_is_refused_can_be_mended_as_a_text(cast):
    kept = ">\nweights: [</textarea>"
    for name, page, form in (("north", "preferences", {}), ("mara", "estimates", {"party": "southland", "reading": "soft"})):
        refused = cast.post(name, page, text="", file=SimpleUploadedFile("own.yaml", b"weights: ["), **form)
        assert (refused.status_code, kept in refused.content.decode()) == (422, True)
        latin = cast.post(name, page, text="", file=SimpleUploadedFile("own.yaml", b"\xe9"), **form)
        assert (latin.status_code, "own.yaml is not UTF-8" in text(latin), 'href="#file"' in text(latin)) == (422, True, True)
        long = cast.post(name, page, text="", file=SimpleUploadedFile("own.yaml", b"#" * 300_001), **form)
        assert (long.status_code, "longer than the 300,000 characters" in text(long)) == (422, True)
        assert "####" not in long.content.decode()


def test_the_list_marks_the_reading_on_which_the_answer_rests(cast):
    def marked() -> list[str]:
        page = cast.get("mara", "estimates").content.decode()
        rows = re.findall(r"<tr>(.*?)</tr>", page, re.S)
        return [
            re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip().split(" the answer")[0]
            for row in rows
            if "the answer rests on it" in row
        ]

    assert marked() == ["Northland pragmatic", "Southland pragmatic"]
    cast.post("north", "preferences", text=stated(41))
    assert marked() == ["Northland stated", "Southland pragmatic"]
    hardline = next(p for p in held(cast, PaperKind.ESTIMATE, "southland") if "hardline" in text(cast.get("mara", f"estimates/of/{p}")))
    cast.post("mara", f"estimates/of/{hardline}", step="rest_on")
    assert marked() == ["Northland stated", "Southland hardline"]
