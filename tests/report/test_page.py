"""The report as a page, in a real browser: alone, readable by everybody, the same facts as the table."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

import pytest

from goodoffices import Wishes, analyse, load
from goodoffices.report.content import section_id
from goodoffices.report.html import render_page
from goodoffices.report.reports.analysis_report import analysis_report
from goodoffices.report.saying import Saying
from tests.cases import EXAMPLES

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
TODAY = datetime.date(2026, 11, 23)


def page_of(name, **options):
    return render_page(analysis_report(analyse(load(EXAMPLES / name, **options)).result, today=TODAY), "test")


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    found = {}
    for name, options in {
        "strait": {"packages": ("draft-2", "early-harvest")}, "ferry-strike": {}, "dry-river": {}, "riyadh-2025": {"readings": "exercise"},
    }.items():  # fmt: skip
        found[name] = folder / f"{name}.html"
        found[name].write_text(page_of(name, **options))
    return found


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine (Debian: apt install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.mark.parametrize("name", ["strait", "ferry-strike", "dry-river", "riyadh-2025"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_readable_by_everybody(browser, pages, name, scheme):
    """axe finds nothing, at a desk and on a phone, in light and in dark."""
    from axe_playwright_python.sync_playwright import Axe

    for width in (1200, 390):
        page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        page.goto(pages[name].as_uri())
        violations = Axe().run(page).response["violations"]
        assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in violations] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()


def test_works_without_script_and_asks_nobody(browser, pages):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(pages["strait"].as_uri())
    assert asked == [pages["strait"].as_uri()]
    assert page.get_by_role("heading", level=1).inner_text() == "The Strait"
    assert page.get_by_text("An agreement is possible.").is_visible()
    context.close()


def test_prints_with_tables_whole(browser, pages):
    page = browser.new_page()
    page.goto(pages["strait"].as_uri())
    page.emulate_media(media="print")
    assert page.locator("nav").is_hidden()
    assert page.locator("svg").is_visible()
    assert page.get_by_role("cell", name="101.3").first.is_visible()  # the folded table is open on paper
    page.close()


def test_a_keyboard_reaches_sections_chart_and_tables(browser, pages):
    page = browser.new_page()
    page.goto(pages["strait"].as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the sections"
    assert page.locator("figure[tabindex='0']").count() == 1
    assert page.locator("div.scroll").count() == page.locator("div.scroll[tabindex='0']").count() > 3
    page.close()


def test_chart_and_table_hold_the_same_points():
    """Every point drawn has its values in a title, and these are the rows of the table beside it."""
    report = analysis_report(analyse(load(EXAMPLES / "strait")).result, today=TODAY)
    (chart,) = [c for s in report.sections for c in s.charts]
    drawn = re.findall(r"<circle[^>]*><title>(?:[^<:]*: )?Northland ([\d.]+), Southland ([\d.]+)</title>", chart.svg)
    assert sorted(drawn) == sorted({(row[1], row[2]) for row in chart.table.rows})
    assert chart.summary.count(". ") == 1
    assert "Northland gets between 54.4 and 98.4 and Southland gets between 51.2 and 90.8" in chart.summary


def test_long_frontiers_show_a_selection_and_say_where_the_rest_is():
    from benchmarks.random_cases import random_case
    from goodoffices.analysis import analyse as run

    result = run(*random_case(2, 40))
    assert len(result.frontier) > 1000
    report = analysis_report(result, today=TODAY)
    (chart,) = [c for s in report.sections for c in s.charts]
    assert 52 <= len(chart.table.rows) <= 52 + 4
    assert "The rest is in the JSON output (--json --all-points)." in chart.table.note
    assert len(chart.svg) <= 60_000
    named = {row[-1] for row in chart.table.rows} - {""}
    assert {name for names in named for name in names.split(", ")} == {"Nash", "Kalai–Smorodinsky", "Egalitarian", "Utilitarian"}


def test_words_of_people_are_never_markup(tmp_path):
    case = Path(shutil.copytree(EXAMPLES / "ferry-strike", tmp_path / "case"))
    text = (case / "case.yaml").read_text()
    evil = "<script>alert(1)</script><img src=x onerror=y>"
    text = text.replace("name: The company", f"name: '{evil}'").replace("name: Ferry strike", f"name: '{evil}'")
    (case / "case.yaml").write_text(text.replace("text: Not built", f"text: '{evil}'"))
    html = render_page(analysis_report(analyse(load(case)).result, today=TODAY), "test")
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html


def test_terminal_and_page_say_the_same_sentences():
    from io import StringIO

    from goodoffices.report.terminal import print_report

    report = analysis_report(analyse(load(EXAMPLES / "dry-river")).result, today=TODAY)
    stream = StringIO()
    print_report(report, stream, width=500)
    html = render_page(report, "test").replace("&#39;", "'").replace("&amp;", "&")
    for section in report.sections:
        for sentence in (*section.paragraphs, *section.bullets, *section.closing):
            assert sentence in stream.getvalue()
            assert sentence in html
    assert "\x1b" not in stream.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["strait", "ferry-strike", "dry-river"])
def test_each_section_has_an_address_of_its_own(name):
    """Addresses once were positions: a new section moved all that stood behind it."""
    opened = load(EXAMPLES / name, packages=tuple(file.stem for file in sorted((EXAMPLES / name / "packages").glob("*.yaml"))))
    report = analyse(opened, Wishes(costs=True, sensitivity=True, method=True)).report(Saying(today=TODAY))
    ids = [section.id for section in report.sections]
    assert len(ids) == len(set(ids)) > 5
    page = render_page(report, "test")
    assert all(f'<section id="s-{one}"' in page and f'href="#s-{one}"' in page for one in ids)
    assert report.section("fairness" if name != "dry-river" else "conflict").heading in page


@pytest.mark.slow
def test_drafts_whose_names_look_alike_have_sections_of_their_own():
    assert len({section_id("draft", name) for name in ("a b", "a-b", "a%20b", "a/b")}) == 4
    assert section_id("draft", "draft-2") == "draft-draft-2"
