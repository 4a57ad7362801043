"""The drawer: files are kept whole, read by one's own side alone, handed over with or without what stands beside the text."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from goodoffices.office.files.commands import plain_name
from goodoffices.office.files.readings import read_files, visible_files
from goodoffices.office.models import StoredFile
from tests.formats.attachments import made_files
from tests.office.cast import Cast
from tests.office.talks.test_rounds import text

PLAN = b"The quay is open from May. Lighthouse at N 45.2."


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def drop(cast, name="north", content=PLAN, file="plan.txt", **more):
    sent = SimpleUploadedFile(file, content)
    return cast.post(name, "files", dropped_files=[sent], **{"label": "A plan of the quay", **more})


def files_of(cast, name):
    with transaction.atomic():
        return read_files(cast.view(name), None)[0]


def content_of(cast, name, file):
    return cast.clients[name].get(cast.path(f"files/{file}") + "content")


def test_a_file_is_kept_whole_and_its_own_side_alone_knows_of_it(cast):
    assert drop(cast, on="2026-11-20", issue="sea").status_code == 302
    [one] = files_of(cast, "north")
    assert (one.head.name, one.head.label, one.head.on, one.head.issue, one.head.kind) == (
        "plan.txt",
        "A plan of the quay",
        "2026-11-20",
        "sea",
        "text",
    )
    answer = content_of(cast, "north", one.id)
    assert answer.content == PLAN
    for other in ("mara", "south", "olga"):
        assert files_of(cast, other) == []
        assert cast.get(other, f"files/{one.id}").status_code == 404
        assert content_of(cast, other, one.id).status_code == 404


def test_a_file_leaves_as_an_attachment_that_no_browser_shows(cast):
    drop(cast, content=b"<script>alert(1)</script>", file='x".html')
    [one] = files_of(cast, "north")
    answer = content_of(cast, "north", one.id)
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith('attachment; filename="x_.html"')
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_nothing_of_a_file_lies_in_the_clear(cast):
    drop(cast)
    [row] = StoredFile.objects.all()
    for column in (row.key, row.head, row.text, row.folded, row.content):
        assert not re.search(rb"quay|plan|Lighthouse", bytes(column), re.I)


def test_the_page_of_a_file_lists_what_it_holds_beside_its_text(cast):
    drop(cast, content=made_files.full_docx(), file="draft.docx")
    [one] = files_of(cast, "north")
    page = text(cast.get("north", f"files/{one.id}"))
    assert "Word document" in page
    assert "hidden text: walk away at 500" in page


def test_a_file_goes_to_the_mediation_and_further_where_its_owner_lets_it(cast):
    drop(cast)
    [own] = files_of(cast, "north")
    assert cast.post("north", f"files/{own.id}", handing_over="yes", to="southland").status_code == 302
    [there] = files_of(cast, "mara")
    assert (there.is_own, there.head.by, there.head.issue) == (False, "", "")
    assert content_of(cast, "mara", there.id).content == PLAN
    assert files_of(cast, "south") == []
    item = re.search(r'name="item" value="([^"]+)"', cast.get("mara", "items").content.decode())[1]
    assert cast.post("mara", "items/carry", item=item, party="southland").status_code == 302
    [got] = files_of(cast, "south")
    assert content_of(cast, "south", got.id).content == PLAN
    assert "plan.txt" in text(cast.get("south", "items"))


def test_a_copy_goes_without_what_stands_beside_the_text(cast):
    content = made_files.full_docx()
    drop(cast, content=content, file="draft.docx")
    [own] = files_of(cast, "north")
    assert cast.post("north", f"files/{own.id}", handing_over="yes", is_clean="yes").status_code == 302
    [there] = files_of(cast, "mara")
    copy = content_of(cast, "mara", there.id).content
    assert copy != content
    assert not {"author", "comment", "revision", "hidden_text"} & {what for what, _ in there.head.beside}
    [first] = files_of(cast, "north")[-1:]
    assert {"comment", "revision", "hidden_text"} <= {what for what, _ in first.head.beside}


def test_where_no_such_copy_can_be_made_nothing_goes(cast):
    drop(cast, content=b"<p>words</p><!-- a secret -->", file="page.html")
    [own] = files_of(cast, "north")
    refused = cast.post("north", f"files/{own.id}", handing_over="yes", is_clean="yes")
    assert (refused.status_code, "No copy of this file can be made" in refused.content.decode()) == (422, True)
    assert files_of(cast, "mara") == []


def test_the_mediation_carries_a_file_of_its_own_to_the_parties_it_names(cast):
    drop(cast, "mara")
    [own] = files_of(cast, "mara")
    assert cast.post("mara", f"files/{own.id}", handing_over="yes").status_code == 422
    assert cast.post("mara", f"files/{own.id}", handing_over="yes", to="northland").status_code == 302
    assert [one.head.name for one in files_of(cast, "north")] == ["plan.txt"]
    assert files_of(cast, "south") == []


def test_a_file_that_is_deleted_is_gone_and_what_was_handed_over_stays(cast):
    drop(cast)
    [own] = files_of(cast, "north")
    cast.post("north", f"files/{own.id}", handing_over="yes")
    assert cast.post("north", "files/delete", file=own.id).status_code == 302
    assert own.id not in [one.id for one in files_of(cast, "north")]
    [there] = files_of(cast, "mara")
    assert cast.post("mara", "files/delete", file=there.id).status_code == 302
    assert [one.id for one in files_of(cast, "mara")] == [there.id]


def test_with_the_words_of_an_entry_its_file_is_destroyed(cast):
    drop(cast, "mara")
    [own] = files_of(cast, "mara")
    cast.post("mara", f"files/{own.id}", handing_over="yes", to="northland")
    [there] = files_of(cast, "north")
    with transaction.atomic():
        [number] = [row.number for row in visible_files(cast.view("north"))]
    assert cast.post("mara", f"record/readers/party:northland/{number}", why="It named a ship.", sure="yes").status_code == 302
    assert files_of(cast, "north") == []
    assert content_of(cast, "north", there.id).status_code == 404


def test_while_a_side_is_locked_its_files_are_not_read(cast):
    drop(cast)
    [own] = files_of(cast, "north")
    cast.post("north", "people/leave-now", sure="yes")
    cast.sign_in("north")
    assert content_of(cast, "north", own.id).status_code in (403, 404, 409)
    assert PLAN not in cast.get("north", "files").content


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "C:\\temp\\a.doc", "a\u202excod.exe", "", "   ", "." * 10, "x" * 500, "a\nb.txt", "\x00"]
)
def test_a_name_is_one_line_and_leads_nowhere(name):
    plain = plain_name(name)
    assert 1 <= len(plain) <= 150
    assert not re.search(r"[/\\\x00-\x1f\u202e]", plain)


def test_what_cannot_be_kept_is_refused_and_nothing_is_kept(cast):
    assert cast.post("north", "files", label="nothing").status_code == 422
    refused = drop(cast, content=b"x" * 10_000_001)
    assert (refused.status_code, "at most 10 MB" in refused.content.decode()) == (422, True)
    assert files_of(cast, "north") == []


def test_several_files_are_dropped_at_once_and_a_form_sent_twice_keeps_them_once(cast):
    for _ in range(2):
        sent = [SimpleUploadedFile(f"{n}.txt", b"words") for n in range(3)]
        key = "00000000-0000-4000-8000-000000000001"
        assert cast.post("north", "files", dropped_files=sent, idempotency_key=key).status_code == 302
    assert sorted(one.head.name for one in files_of(cast, "north")) == ["0.txt", "1.txt", "2.txt"]
