"""A case from its first lines to its export in a real browser: built by forms, estimated in two readings, analysed, compared, taken away."""

from __future__ import annotations

import zipfile

from tests.browsing import follow
from tests.cli.program import goodoffices
from tests.office.preferences.test_browser_questions import taps
from tests.office.served_office import running_office  # noqa: F401
from tests.office.test_browser_office import analysed, axe
from tests.report.test_page import browser  # noqa: F401


def estimated(page, case, party, reading):
    page.goto(case + "estimates/")
    page.select_option("#party-asked", label=party)
    page.fill("#reading-asked", reading)
    page.fill("#reason", "two calls")
    page.select_option("#confidence", "low")
    follow(page, "button:has-text('Begin')")
    taps(page)
    follow(page, "a:has-text('Read the summary')")
    follow(page, "button:has-text('Keep it as an estimate')")


def test_browser_a_case_is_built_estimated_in_two_readings_analysed_and_taken_away(browser, office, tmp_path):  # noqa: F811
    page = browser.new_context(accept_downloads=True, viewport={"width": 1280, "height": 900}).new_page()
    page.goto(office.links["mediation"])
    page.goto(office.base + "/cases/new/")
    page.fill("#name", "Working time")
    page.fill("#parties", "The works council\nThe management")
    page.fill("#issues", "Hours: as now; 38; 35\nPay: as now; +2 %")
    follow(page, "button:has-text('Open this case')")
    case = page.url
    assert "Estimate what The works council and The management want" in page.locator("main").inner_text()
    follow(page, "nav a:text-is('Case')")
    page.fill("#issue-name", "Holidays")
    page.fill("#issue-options", "28 days\n30 days")
    follow(page, "button:has-text('Add the issue')")
    follow(page, "a:text-is('A linkage')")
    page.select_option("#when", label="Hours: 35")
    page.select_option("#then", label="Pay: as now")
    follow(page, "button:has-text('Add the linkage')")
    assert "A new issue: Holidays (28 days; 30 days)." in page.locator("main").inner_text()
    page.fill("#why", "as we spoke about")
    follow(page, "button:has-text('Change the case now')")
    assert "The case has changed" in page.locator("main").inner_text()
    for party, reading in (("The works council", "firm"), ("The works council", "soft"), ("The management", "only_one")):
        estimated(page, case, party, reading)
    analysed(page, case)
    page.goto(case + "report/")
    assert "Not used" not in page.locator("main").inner_text()
    follow(page, "text=Which packages could which reading sign?")
    assert "The works council, soft" in page.locator("main").inner_text()
    page.goto(case + "frontier/")
    assert "Some numbers are in doubt" in page.locator("main").inner_text()
    assert axe(page) == []
    follow(page, "button:has-text('Change it on the bench')")
    page.click("text=Save it, release it")
    page.fill("#draft-name", "first")
    follow(page, "button:has-text('Save as a draft')")
    assert axe(page) == []
    page.goto(case)
    assert axe(page) == []
    with page.expect_download() as taken:
        page.click("a:has-text('Download the case folder')")
    with zipfile.ZipFile(taken.value.path()) as archive:
        archive.extractall(tmp_path / "taken")
    ran = goodoffices("check", tmp_path / "taken")
    assert ran.code == 0, ran.err
    read = goodoffices("readings", tmp_path / "taken", "--json").json
    assert [c["readings"]["the_works_council"] for c in read["combinations"]] == ["firm", "soft"]
