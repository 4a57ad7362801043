"""*What if* in a browser: the result stands beside and follows each change, nothing goes into an address, and it works without scripts."""

from __future__ import annotations

import pytest

from tests.browsing import follow
from tests.office.served_office import running_office  # noqa: F401
from tests.office.test_browser_office import analysed, axe, enter
from tests.report.test_page import browser  # noqa: F401

pytestmark = pytest.mark.slow


def verdict(page) -> str:
    return " ".join(page.locator("[data-verdict]").inner_text().split())


def test_browser_what_is_tried_is_followed_by_its_result_without_a_page_load(browser, office):  # noqa: F811
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    case = enter(page, office, "mediation")
    analysed(page, case)
    page.goto(case + "bench/?like=solution:nash")
    before, address = verdict(page), page.url
    page.evaluate("window.stays = true")
    page.check("input[name='option:duration'] >> nth=0")
    page.wait_for_function(
        "words => document.querySelector('[data-verdict]').textContent.replace(/\\s+/g, ' ').trim() !== words", arg=before
    )
    assert "breaks" in verdict(page)
    assert page.url == address
    assert page.evaluate("window.stays")
    page.wait_for_selector("#said:has-text('breaks')", state="attached")
    # By the keyboard: the arrow keys go from option to option, as in any group of radio buttons.
    page.locator("input[name='option:duration'] >> nth=0").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "words => document.querySelector('[data-verdict]').textContent.replace(/\\s+/g, ' ').trim() === words", arg=before
    )
    assert axe(page) == []
    page.go_back()
    assert page.url != address

    plain = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state()).new_page()
    plain.goto(case + "bench/")
    plain.check("input[name='option:duration'] >> nth=1")
    follow(plain, "button:has-text('What if?')")
    plain.wait_for_selector("#result h3:has-text('Northland')")
    assert "What if" in plain.title()


def test_browser_the_key_for_leaving_leads_to_a_page_and_can_be_switched_off(browser, office):  # noqa: F811
    page = browser.new_context().new_page()
    case = enter(page, office, "northland")
    page.goto(case + "record/")
    page.keyboard.press("Control+Alt+KeyL")
    page.wait_for_selector("h1:has-text('lock the papers')")
    page.click("button:has-text('Switch these keys off')")
    assert axe(page) == []
    page.goto(case + "record/")
    page.keyboard.press("Control+Alt+KeyL")
    page.wait_for_timeout(300)
    assert page.url.endswith("/record/")
    follow(page, "text=Leave now")
    page.wait_for_selector("h1:has-text('lock the papers')")
