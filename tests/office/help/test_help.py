"""Help: each page of a case says what it is for, and the office serves the documentation, without links that lead nowhere."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest
from django.test import Client

from goodoffices.office.help import documentation
from goodoffices.office.help.sentences import HELP, HELP_OF_PARTIES
from goodoffices.office.navigation import PLAN
from tests.office.cast import Cast


def served(path: str):
    return Client(SERVER_NAME="localhost").get(path)


def addresses(path: str) -> set[str]:
    page = served(path).content.decode()
    main = page[page.index("<article") : page.index("</article>")]
    return {urljoin(path, found) for found in re.findall(r'(?:href|src)="([^"]+)"', main) if not found.startswith("http")}


@pytest.mark.parametrize("name", sorted(documentation.names()))
def test_each_page_of_the_documentation_is_served_and_leads_nowhere_in_vain(office, name):
    answer = served(f"/help/{name}")
    assert answer.status_code == 200
    for address in addresses(f"/help/{name}"):
        path, _, part = address.partition("#")
        if path.startswith("/help/images/"):
            assert path.removeprefix("/help/images/") in documentation.pictures()
            continue
        target = path.removeprefix("/help/") or "README.md"
        assert target in documentation.names(), address
        if part:
            assert f'id="{part}"' in documentation.drawn(target)[1], address


def test_every_place_of_the_plan_says_what_it_is_for_and_where_to_read_on(office):
    cast = Cast()
    assert {place.page for _, places in PLAN for place in places} <= set(HELP)
    for sentence, address in [*HELP.values(), *HELP_OF_PARTIES.values()]:
        path, _, part = address.partition("#")
        assert sentence.endswith(".")
        assert not part or f'id="{part}"' in documentation.drawn(path)[1], address
    page = cast.get("north", "weigh").content.decode()
    assert str(HELP["weigh"][0]) in page
    assert f'href="/help/{HELP["weigh"][1]}"' in page


@pytest.mark.parametrize("name", ["../pyproject.toml", "unknown.md", "images/../../pyproject.toml", "README"])
def test_nothing_else_of_the_machine_is_served(office, name):
    assert served(f"/help/{name}").status_code == 404
    assert served(f"/help/images/{name}").status_code == 404


def test_html_within_the_documentation_stays_text(tmp_path, monkeypatch):
    (tmp_path / "x.md").write_text("# A\n\n<script>alert(1)</script>\n\n[out](../../secret.md) [mail](javascript:alert)\n")
    monkeypatch.setattr(documentation, "folder", lambda: tmp_path)
    monkeypatch.setattr(documentation, "names", lambda: frozenset({"x.md"}))
    title, drawn = documentation.drawn.__wrapped__("x.md")
    assert title == "A"
    assert "<script" not in drawn
    assert "href" not in drawn


def test_the_parts_of_a_page_are_shown_with_their_use(office):
    page = served("/help/design/").content.decode()
    assert all(f'class="pill {state}"' in page for state in ("done", "open", "guess", "ended"))
