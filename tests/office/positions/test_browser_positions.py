"""In a browser: a proposal goes to both capitals of the talks of Riyadh, one asks for a change, the next version has it, and the map shows who moved."""

from __future__ import annotations

import pytest

from tests.browsing import follow
from tests.office.answers.test_browser_answers import opened
from tests.office.served_office import running_office  # noqa: F401
from tests.office.talks.test_browser_talks import joined, main_of
from tests.office.test_browser_office import axe, window  # noqa: F401
from tests.report.test_page import browser  # noqa: F401


def propose(window, case, words, options) -> None:  # noqa: F811
    """The mediation puts words with options before both sides."""
    window.goto(case + "items/")
    window.select_option("#item_kind", "proposal")
    window.fill("#words", words)
    window.click("summary:has-text('Options that go with a proposal')")
    for issue, option in options.items():
        window.select_option(f"select[name='option:{issue}']", option)
    for party in ("ukraine", "russia"):
        window.check(f"input[name=to][value={party}]")
    follow(window, "button:text-is('Enter it')")


@pytest.mark.slow
def test_browser_a_side_asks_for_a_change_and_accepts_the_next_version_and_the_map_shows_that_it_moved(browser, window, office):  # noqa: F811
    case = opened(window, office, "riyadh-2025")
    ukraine = joined(browser, window, office, case, "Ukraine", "Olena")
    russia = joined(browser, window, office, case, "Russia", "Igor")
    window.goto(case + "items/")
    selects = window.eval_on_selector_all(
        "select[name^='option:']", "all => all.map((one) => [one.name.slice(7), [...one.options].map((o) => o.value)])"
    )
    (issue, options), (other, others) = [(name, [o for o in values if o]) for name, values in selects[:2]]
    propose(window, case, "A first version.", {issue: options[0], other: others[0]})
    ukraine.goto(case + "released/")
    assert axe(ukraine) == []
    ukraine.click("label:text-is('We would accept it')")
    follow(ukraine, "button:text-is('Give this answer')")
    assert "Our answer: would accept it." in main_of(ukraine)
    russia.goto(case + "released/")
    russia.click("label:has-text('We would accept it if something changes')")
    russia.click("summary:has-text('What would have to change')")
    russia.select_option(f"select[name='change:{issue}']", options[1])
    follow(russia, "button:text-is('Give this answer')")
    assert "would accept it if something changes" in main_of(russia)
    propose(window, case, "A second version.", {issue: options[1], other: others[0]})
    ukraine.goto(case + "released/")
    ukraine.click("label:text-is('We would accept it') >> nth=0")
    follow(ukraine, "button:text-is('Give this answer') >> nth=0")
    window.goto(case + "positions/")
    assert axe(window) == []
    tables = {one.locator("caption").inner_text(): one.inner_text() for one in window.locator("table:has(caption)").all()}
    assert "moved" in tables["Ukraine"]
    assert "asks for this" in tables["Russia"]
    assert "has not answered" in tables["Russia"]
    assert "moved" not in tables["Russia"]
    window.fill("#public_words", "We have accepted nothing.")
    window.select_option("#said_by", "russia")
    window.fill("#publisher", "An agency")
    window.fill("#published", "2025-03-24")
    follow(window, "button:has-text('Enter what was said in public')")
    assert "Russia, in public" in main_of(window)
    russia.goto(case + "positions/")
    assert axe(russia) == []
    shown = main_of(russia)
    assert "moved" not in shown.replace("who moved", "")
    assert "We have accepted nothing." not in shown
    assert russia.evaluate("document.documentElement.scrollWidth") <= 390
    for page in (ukraine, russia):
        page.context.close()
