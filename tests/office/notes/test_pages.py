"""Notes: read page by page."""

from __future__ import annotations

import pytest

from tests.office.cast import Cast, act


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def test_many_notes_are_read_page_by_page_and_none_is_lost(cast):
    for number in range(23):
        with act(f"note {number}", minute=number):
            cast.post("mara", "notes", text=f"note number {number}.")
    first = cast.get("mara", "notes").content.decode()
    assert ("note number 22." in first, "note number 2." in first, "1 of 2" in first) == (True, False, True)
    assert "note number 2." in cast.clients["mara"].get(cast.path("notes") + "?page=2").content.decode()
    everything = cast.clients["mara"].get(cast.path("notes") + "?page=all").content.decode()
    assert all(f"note number {number}." in everything for number in range(23))
    for odd in ("0", "-1", "x", "99999999", "٣"):
        assert cast.clients["mara"].get(cast.path("notes") + f"?page={odd}").status_code == 200


def test_a_note_that_is_refused_stays_on_its_page_to_be_mended(cast):
    for typed in (" ", "  a plan\r\n" + "x" * 20_000):
        refused = cast.post("mara", "notes", text=typed)
        page = refused.content.decode()
        assert (refused.status_code, "A note has from 1 to 20,000 characters." in page) == (422, True)
        assert (f">\n{typed}</textarea>" in page, "There are no notes." in page) == (True, True)
    assert cast.post("mara", "notes", text="  a plan\r\nin two lines").status_code == 302
    assert "<p>  a plan<br>in two lines</p>" in cast.get("mara", "notes").content.decode()
