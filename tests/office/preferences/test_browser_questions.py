"""Questions in a real browser: on a phone, on a desk, with the keyboard alone, without scripts; at most 60 entries for ten issues of four options."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.browsing import follow
from tests.office.served_office import running_office  # noqa: F401
from tests.office.test_browser_office import axe, enter
from tests.report.test_page import browser  # noqa: F401

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def ten_by_four() -> str:
    """A case of ten issues with four options each, and two parties."""
    issues = "".join(
        f"  - {{id: i{k}, name: Issue {k}, status_quo: a, options: ["
        + ", ".join(f"{{id: {o}, text: Option {o} of {k}}}" for o in "abcd")
        + "]}\n"
        for k in range(10)
    )
    return (
        "format: goodoffices-case/1\nid: ten\nname: Ten issues\nparties: [{id: n, name: North}, {id: s, name: South}]\nissues:\n" + issues
    )


def taps(page, stop_at=None):
    """Answer until nothing more is asked, or so many times; how many times something was entered."""
    count = 0
    page.wait_for_selector("form.question")
    while page.locator("form.question").count():
        asked = page.get_attribute("form.question", "data-question")
        if stop_at == count:
            return count
        with page.expect_navigation():
            quickly(page, asked, count)
        count += 1
        assert count <= 61
    return count


def quickly(page, asked, count):
    """The first choice, or what stands there."""
    if asked == "matters":
        page.check("input[name=choice] >> nth=0")
        page.check("input[name=choice] >> nth=1")
    while asked in ("order", "top") and page.locator("[data-order] .open button").count():
        page.click("[data-order] .open button >> nth=0")
    if asked in ("weight", "score"):
        page.fill("#low", str(30 + 7 * count % 60))
    page.click({"rather": "button[value=first]", "surprise": "button[value=no]"}.get(asked, "button[value=this]"))


def test_browser_two_parties_say_what_they_want_on_a_phone_and_on_a_desk(browser, office):  # noqa: F811
    for side, setting in (("northland", PHONE), ("southland", {"viewport": {"width": 1440, "height": 900}})):
        context = browser.new_context(**setting)
        page = context.new_page()
        case = enter(page, office, side)
        page.goto(case + "told/")
        if page.locator("text=I have read this").count():
            follow(page, "text=I have read this")
        page.goto(case + "questions/")
        used = taps(page, 13)
        assert used == 13
        # Another device goes on where this one stopped.
        again = browser.new_context().new_page()
        enter(again, office, side)
        again.goto(case + "questions/")
        assert "Question 14" in again.locator("#progress").inner_text()
        assert axe(again) == []
        page.goto(case + "questions/summary/")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        follow(page, "button:has-text('Give it to the mediation')")
        assert "taken up at the next analysis" in page.locator("main").inner_text()
        page.goto(case + "weigh/")
        follow(page, "button:has-text('What is it worth?')")
        assert "This package is worth" in page.locator("main").inner_text()
        context.close()
    mediation = browser.new_context().new_page()
    mediation.goto(enter(mediation, office, "mediation") + "estimates/")
    assert mediation.locator("main").inner_text().count("The party's own") == 2


def test_browser_questions_work_with_the_keyboard_alone_and_without_scripts(browser, office):  # noqa: F811
    for scripts in (True, False):
        context = browser.new_context(java_script_enabled=scripts)
        page = context.new_page()
        case = enter(page, office, "mediation")
        page.goto(case + "estimates/")
        page.fill("#reading-asked", f"keys-{scripts}".lower())
        page.fill("#reason", "two calls")
        page.select_option("#confidence", "low")
        page.locator("button:has-text('Begin')").press("Enter")
        page.wait_for_selector("form.question[data-question=never]")
        page.locator("button[value='?']").press("Enter")
        page.wait_for_selector("form.question[data-question=matters]")
        page.locator("input[name=choice] >> nth=1").press("Space")
        page.locator("button[value=this]").press("Enter")
        page.wait_for_selector("form.question[data-question=order]")
        if scripts:
            # Nothing has a place before it is given one: the second of them is the best here, then the others follow.
            assert page.locator("[data-order] select").evaluate_all("all => all.map((one) => one.value).join()").strip(",") == ""
            best = page.locator("[data-order] label >> nth=1").inner_text()
            page.locator(f"button[aria-label='{best} is the best']").press("Enter")
            assert page.locator("[data-order] label >> nth=0").inner_text() == best
            while page.locator("[data-order] .movers button:has-text('next')").count():
                page.locator("[data-order] .movers button:has-text('next') >> nth=0").press("Enter")
            page.locator(f"button[aria-label='Move {best} down']").press("Enter")
            assert page.locator("[data-order] label >> nth=1").inner_text() == best
            assert page.locator("[data-order] select >> nth=1").input_value() == "2"
        else:
            page.locator("button[value=this]").press("Enter")
            page.wait_for_selector("#wrong")
            assert "Give each of them a place" in page.locator("#wrong").inner_text()
            for row, place in enumerate(("2", "1", "3")):
                page.select_option(f"[data-order] select >> nth={row}", place)
        page.locator("button[value=this]").press("Enter")
        page.wait_for_selector("#progress:has-text('Question 4')")
        assert " > " in page.locator("aside ol").text_content()
        context.close()


@pytest.mark.long
def test_browser_ten_issues_of_four_options_take_at_most_sixty_entries(browser, office, tmp_path):  # noqa: F811
    file = tmp_path / "ten.zip"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("case.yaml", ten_by_four())
    file.write_bytes(made.getvalue())
    page = browser.new_context().new_page()
    page.goto(office.links["mediation"])
    page.goto(office.base + "/cases/new/")
    page.set_input_files("input[type=file]", file)
    follow(page, "button:has-text('Open')")
    case = page.url
    page.goto(case + "estimates/")
    page.fill("#reading-asked", "quick")
    page.fill("#reason", "a test")
    page.select_option("#confidence", "low")
    follow(page, "button:has-text('Begin')")
    used = taps(page)
    assert 12 <= used <= 60
    follow(page, "a:has-text('Read the summary')")
    assert "Packages in this order" in page.locator("main").inner_text()
