"""In a browser: what came of the talks of Riyadh is assessed in two capitals, and in the ferry strike nobody has to say yes first."""

from __future__ import annotations

import datetime
import re

import pytest

from tests.browsing import follow
from tests.cases import EXAMPLES
from tests.office.served_office import running_office  # noqa: F401
from tests.office.talks.test_browser_talks import joined, main_of
from tests.office.test_browser_office import axe, enter, window  # noqa: F401
from tests.office.test_hostile import zipped
from tests.report.test_page import browser  # noqa: F401

IN_TWO_DAYS = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=2)).strftime("%Y-%m-%d")


def opened(window, office, name) -> str:  # noqa: F811
    """A case of the examples, as its lead mediator opens it from its folder."""
    enter(window, office, "mediation")
    folder = EXAMPLES / name
    files = {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*.yaml")}
    window.goto(office.base + "/cases/new/")
    window.set_input_files("#folder", {"name": "case.zip", "mimeType": "application/zip", "buffer": zipped(files)})
    follow(window, "text=Open the case")
    window.wait_for_url(re.compile(r"/cases/[0-9a-f-]{36}/$"))
    return window.url


def put(window, case, rule, words, *parties) -> None:  # noqa: F811
    window.goto(case + f"answers/ask/{rule}/")
    assert axe(window) == []
    fill_in(window, words, *parties)


def fill_in(window, words, *parties) -> None:  # noqa: F811
    """What is put to whom, until the day after tomorrow."""
    window.fill("#words", words)
    for party in parties:
        window.check(f"#parties-{party}")
    window.fill("#day", IN_TWO_DAYS)
    window.fill("#time", "16:00")
    follow(window, "button:text-is('Put it to them')")
    assert words in main_of(window)


@pytest.mark.slow
def test_browser_what_came_of_riyadh_is_assessed_in_each_capital_and_the_mediation_alone_sees_the_state(browser, window, office):  # noqa: F811
    case = opened(window, office, "riyadh-2025")
    ukraine = joined(browser, window, office, case, "Ukraine", "Olena")
    russia = joined(browser, window, office, case, "Russia", "Igor")
    words = "Each side gives the other a list of the energy sites that it means."
    put(window, case, "assessment", words, "ukraine", "russia")
    ukraine.goto(case)
    assert "asks your side for an answer" in main_of(ukraine)
    ukraine.goto(case + "answers/")
    assert axe(ukraine) == []
    assert "Russia" not in main_of(ukraine).split("Ask for answers")[0].replace(words, "")
    ukraine.click("label:has-text('We reserve our answer')")
    ukraine.fill("textarea[name=assessment_words]", "Whose list counts?")
    follow(ukraine, "button:text-is('Answer the mediation')")
    assert "Whose list counts?" in main_of(ukraine)
    window.reload()
    assert "reserved its answer" in main_of(window)
    assert "not answered yet" in main_of(window)
    russia.goto(case + "answers/")
    assert "Whose list counts?" not in main_of(russia)
    assert "reserved" not in main_of(russia).replace("No answer counts as: reserved.", "").replace("We reserve our answer", "")
    assert russia.evaluate("document.documentElement.scrollWidth") <= 390
    for page in (ukraine, russia):
        page.context.close()


@pytest.mark.slow
def test_browser_in_the_ferry_strike_nobody_has_to_say_yes_first_and_no_page_tells_who_did(browser, window, office):  # noqa: F811
    case = opened(window, office, "ferry-strike")
    window.goto(case + "answers/ask/sealed/")
    parties = window.eval_on_selector_all("input[name=parties]", "all => all.map((one) => one.value)")
    names = window.eval_on_selector_all("input[name=parties] + label", "all => all.map((one) => one.textContent)")
    first, second = (joined(browser, window, office, case, name, who) for name, who in zip(names[:2], ("Ida", "Olav"), strict=True))
    put(window, case, "sealed", "Three per cent from May, and no strike until August.", *parties[:2])
    before = main_of(window)
    first.goto(case + "answers/")
    assert "If all say yes, all learn it." in main_of(first)
    first.click("summary:has-text('What the result would tell')")
    assert "that the other did not say yes" in main_of(first)
    assert axe(first) == []
    second.goto(case + "answers/")
    untold = main_of(second)
    follow(first, "button:text-is('Answer yes')")
    assert "Your side's answer now: Yes." in main_of(first)
    for page, was in ((second, untold), (window, before)):
        page.goto(case + "answers/")
        assert main_of(page).replace("It is put to them. ", "") == was.replace("It is put to them. ", "")
    follow(first, "button:text-is('Take the answer back')")
    assert "Your side has not answered." in main_of(first)
    for page in (first, second):
        page.context.close()


@pytest.mark.slow
def test_browser_in_the_ferry_strike_wordings_are_ranked_in_private_and_a_text_goes_by_silence(browser, window, office):  # noqa: F811
    case = opened(window, office, "ferry-strike")
    window.goto(case + "answers/ask/ranking/")
    parties = window.eval_on_selector_all("input[name=parties]", "all => all.map((one) => one.value)")
    names = window.eval_on_selector_all("input[name=parties] + label", "all => all.map((one) => one.textContent)")
    first, second = (joined(browser, window, office, case, name, who) for name, who in zip(names[:2], ("Ada", "Nils"), strict=True))
    window.goto(case + "answers/ask/ranking/")
    window.fill("#wordings", "Ten days on, seven off.\n\nTen days on, ten off.\n\nAs today.")
    fill_in(window, "Which wording on shifts?", *parties[:2])
    first.goto(case + "answers/")
    assert axe(first) == []
    for number, rank in ((1, "2"), (2, "1"), (3, "3")):
        first.select_option(f"select[name=rank-{number}]", rank)
    second.goto(case + "answers/")
    untold = main_of(second)
    follow(first, "button:text-is('Keep this answer')")
    assert "ranks, in the order of the wordings: 2, 1, 3" in main_of(first)
    second.goto(case + "answers/")
    assert main_of(second) == untold
    put(window, case, "silence", "The ferries sail on Saturdays.", *parties[:2])
    first.goto(case + "answers/")
    first.click("label:has-text('We object')")
    first.fill("textarea[name=assessment_words]", "Not before the pay is settled.")
    follow(first, "button:text-is('Answer')")
    second.goto(case + "answers/")
    assert "Not before the pay is settled." in main_of(second)
    assert axe(second) == []
    assert second.evaluate("document.documentElement.scrollWidth") <= 390
    for page in (first, second):
        page.context.close()
