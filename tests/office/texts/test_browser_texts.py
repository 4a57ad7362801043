"""In a browser: a text of Strait's draft with two brackets goes to both sides; one criticises a paragraph, and the next version shows it what changed."""

from __future__ import annotations

import pytest

from tests.browsing import follow
from tests.office.answers.test_browser_answers import opened
from tests.office.served_office import running_office  # noqa: F401
from tests.office.talks.test_browser_talks import joined, main_of
from tests.office.test_browser_office import axe, window  # noqa: F401
from tests.report.test_page import browser  # noqa: F401

BODY = (
    "# Scope\n\nThe parties [[northland: shall | southland: should]] not strike energy sites for 30 days.\n\n"
    "# Rules at sea\n\nMerchant ships sail through a corridor[[southland: , inspected in Tamar | ]]."
)


@pytest.mark.slow
def test_browser_a_text_with_brackets_goes_to_both_sides_and_each_sees_what_changed(browser, window, office):  # noqa: F811
    case = opened(window, office, "strait")
    north, south = (joined(browser, window, office, case, side, name) for side, name in (("Northland", "Nora"), ("Southland", "Sefa")))
    window.goto(case + "texts/")
    assert axe(window) == []
    window.fill("#title", "Thirty days")
    window.fill("#body", BODY)
    follow(window, "button:has-text('Save it as version 1')")
    assert "Scope: 1 bracket left" in main_of(window)
    follow(window, "text=Thirty days")
    for party in ("northland", "southland"):
        window.check(f"input[name=to][value={party}]")
    follow(window, "button:has-text('Hand out version 1')")
    assert "Who has which version" in main_of(window)
    north.goto(case + "texts/")
    follow(north, "text=Thirty days")
    assert axe(north) == []
    assert "[shall Northland] [should]" in main_of(north)
    assert "Southland" not in main_of(north)
    north.fill("#paragraph", "1")
    north.fill("#words", "Sixty days would do.")
    follow(north, "button:has-text('Tell the mediation')")
    window.reload()
    assert "Sixty days would do." in main_of(window)
    window.fill("#body", BODY.replace("30 days", "60 days"))
    follow(window, "button:has-text('Save it as the next version')")
    assert axe(window) == []
    for party in ("northland", "southland"):
        window.check(f"input[name=to][value={party}]")
    follow(window, "button:has-text('Hand out version 2')")
    for page, other in ((north, "Southland"), (south, "Northland")):
        page.goto(case + "texts/")
        follow(page, "text=Thirty days")
        assert axe(page) == []
        assert page.locator("del").inner_text() == "30"
        assert page.locator("ins").inner_text() == "60"
        assert other not in main_of(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert "Sixty days would do." not in main_of(south)
    for page in (north, south):
        page.context.close()
