"""The fonts of pages: cut from packages for each script, served by the office, kept by the browser."""

from __future__ import annotations

import io
import re

import pytest
from django.test import Client
from fontTools.ttLib import TTFont

from goodoffices.office.fonts import families, making
from goodoffices.office.fonts.families import CUTS, style_sheet


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return families.folder()


def get(name: str):
    return Client(SERVER_NAME="localhost").get(f"/static/fonts/{name}")


@pytest.mark.parametrize(
    ("script", "letters"),
    [
        ("latin", "Aé–"),
        pytest.param("latin-more", "ŁŐ", marks=pytest.mark.slow),
        pytest.param("cyrillic", "ЖїІ", marks=pytest.mark.slow),
        ("arabic", "جهة"),
    ],
)
def test_each_script_has_its_letters_in_a_sans_and_a_serif(script, letters):
    cuts = [cut for cut in CUTS if cut.script == script]
    assert {cut.family.split()[1] for cut in cuts} == {"Sans", "Serif"}
    for cut in cuts[:1]:
        font = TTFont(io.BytesIO(making.cut_out(cut)))
        assert font.flavor == "woff2"
        assert {ord(letter) for letter in letters} <= set(font.getBestCmap())


def test_until_the_fonts_are_made_pages_do_without_and_then_they_are_kept_for_long(office, cache):
    first = CUTS[0].name
    assert get(first).status_code == 404
    assert get(first)["Cache-Control"] == "no-store"
    cache.mkdir(parents=True)
    (cache / first).write_bytes(b"wOF2")
    assert (get(first).status_code, get(first).content) == (200, b"wOF2")
    assert "immutable" in get(first)["Cache-Control"]
    assert get("../office.sqlite3").status_code == 404
    assert get("unknown.woff2").status_code == 404


def test_making_what_is_there_costs_nothing_and_a_half_written_file_counts_as_none(tmp_path, monkeypatch):
    made = []
    monkeypatch.setattr(making, "cut_out", lambda cut: made.append(cut.name) or b"font")
    making.make(tmp_path)
    making.make(tmp_path)
    assert made == [cut.name for cut in CUTS]
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(cut.name for cut in CUTS)
    (tmp_path / CUTS[0].name).unlink()
    (tmp_path / "x.half").write_bytes(b"")
    making.make(tmp_path)
    assert made[len(CUTS) :] == [CUTS[0].name]


def test_the_style_sheet_names_each_file_once_and_the_policy_lets_it_load(office):
    sheet = get("fonts.css")
    assert sheet["Content-Type"].startswith("text/css")
    assert "font-src 'self'" in sheet["Content-Security-Policy"]
    assert re.findall(r'url\("([^?]+)\?', style_sheet()) == [cut.name for cut in CUTS]
    # A browser joins parts of one family only where their weights are the same.
    weights = {cut.family: {other.weight for other in CUTS if other.family == cut.family} for cut in CUTS}
    assert all(len(found) == 1 or family == "Office Sans Arabic" for family, found in weights.items())
