"""How often a page asks the database: few times, and no more with more on it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.office.cast import Cast, stated
from tests.office.made_results import keep

PAGES = {
    "mara": (
        "",
        "people",
        "notes",
        "record",
        "report",
        "report/frontier",
        "frontier",
        "compare",
        "bench",
        "estimates",
        "drafts",
        "release",
        "build",
        "beginning",
    ),
    "north": ("", "people", "notes", "record", "preferences", "questions", "weigh", "change", "beginning", "mandate"),
}
#: On SQLite; PostgreSQL is told besides what may be read.
MOST = 30


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def counts(cast):
    found = {}
    for name, pages in PAGES.items():
        for page in pages:
            with CaptureQueriesContext(connection) as asked:
                assert cast.get(name, page).status_code == 200
            found[name, page] = len([q for q in asked if "set_config" not in q["sql"]])
    return found


@pytest.mark.slow
def test_a_page_asks_the_database_few_times_and_no_more_with_more_on_it(cast):
    keep(cast)
    cast.post("north", "preferences", text=stated(41))
    for name in ("mara", "north"):  # a list of nothing is not even asked for
        cast.post(name, "notes", text="a first note")
    for number in range(3):  # nor is a block of entries, where a log has none
        cast.post("mara", "people/invite", name=f"Clerk {number}", side=str(cast.mediation()), role="team")
    few = counts(cast)
    assert {k: n for k, n in few.items() if n > MOST} == {}
    for number in range(6):
        for name in ("mara", "north"):
            cast.post(name, "notes", text=f"note {number}")
            side = cast.mediation() if name == "mara" else cast.side("northland").pk
            cast.post(name, "people/invite", name=f"Guest {number}", side=str(side), role="team")
    more = counts(cast)
    assert {k: (few[k], n) for k, n in more.items() if n > few[k]} == {}
