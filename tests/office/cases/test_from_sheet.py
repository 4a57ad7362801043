"""A case from a sheet in the office: what people have, as estimates of the mediation; and a report as a workbook."""

from __future__ import annotations

import html
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from goodoffices.formats.tables.sheet_of_case import START
from tests.office.cast import Cast
from tests.office.made_results import keep

openpyxl = pytest.importorskip("openpyxl")
SHEET = "Issue;Option;The works council;The management\nPay;;60;70,5\n;as now;0;100\n;3 per cent;100;0\nHours;;40;29,5\n;as now;0;100\n;36;100;0\nwalk-away;;40;35\n"


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def sent(cast, name, content, who="mara"):
    file = SimpleUploadedFile(name, content)
    fields = {"idempotency_key": "7d5c0b8e-5a0b-4c6c-9f6e-0a4e3f1f2b2d", "sheet_name": "Working time", "sheet": file}
    return cast.clients[who].post("/cases/new/", fields)


def as_workbook(text):
    book = openpyxl.Workbook()
    for row in text.splitlines():
        book.active.append(row.split(";"))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("is_workbook", [False, True])
def test_a_case_is_opened_from_a_sheet_and_its_numbers_are_estimates(cast, is_workbook):
    answer = sent(cast, "talks.xlsx", as_workbook(SHEET)) if is_workbook else sent(cast, "talks.csv", SHEET.encode())
    assert answer.status_code == 302
    cast.case_id = answer["Location"].split("/")[2]
    with transaction.atomic():
        case = cast.view("mara").case
    assert [p.name.in_language("en") for p in case.parties] == ["The works council", "The management"]
    assert [i.name.in_language("en") for i in case.issues] == ["Pay", "Hours"]
    page = html.unescape(cast.get("mara", "estimates").content.decode())
    assert "the sheet" in page
    assert "estimate" in page


def test_what_is_wrong_is_said_by_row_and_nothing_is_opened(cast):
    refused = sent(cast, "talks.csv", SHEET.replace("70,5", "much").encode())
    assert refused.status_code == 422
    assert "“much”" in html.unescape(refused.content.decode()) or '"much" of The management is no number' in html.unescape(
        refused.content.decode()
    )
    assert "Line 2" in refused.content.decode()
    assert sent(cast, "talks.pdf", b"%PDF").status_code == 422
    assert sent(cast, "talks.xlsx", b"PK no workbook").status_code == 422
    nothing = cast.clients["mara"].post(
        "/cases/new/", {"idempotency_key": "7d5c0b8e-5a0b-4c6c-9f6e-0a4e3f1f2b2e", "sheet_name": "Working time"}
    )
    assert (nothing.status_code, "Choose a sheet" in nothing.content.decode()) == (422, True)
    assert sent(cast, "talks.csv", SHEET.encode(), who="north").status_code == 403


def test_the_sheet_to_be_filled_can_be_taken(cast):
    answer = cast.clients["mara"].get("/cases/new/sheet.csv")
    assert answer.content == START.read_bytes()
    assert re.search("attachment", answer["Content-Disposition"])


def test_a_report_is_taken_away_as_a_workbook(cast):
    keep(cast)
    page = cast.get("mara", "report").content.decode()
    link = re.search(r'href="([^"]*report\.xlsx)"', page)
    assert link
    content = b"".join(cast.clients["mara"].get(link[1]))
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames[0] == "Report"
    assert len(book.sheetnames) > 3
