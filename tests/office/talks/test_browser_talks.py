"""A person walks the Riyadh timeline in a browser: two tracks, three rounds, an item that goes from one side to the other by release."""

from __future__ import annotations

import io
import re

import pypdf

from tests.browsing import follow
from tests.cases import EXAMPLES
from tests.office.served_office import running_office  # noqa: F401
from tests.office.test_browser_office import axe, enter, take_up, window  # noqa: F401
from tests.office.test_hostile import zipped
from tests.report.test_page import browser  # noqa: F401

ROUNDS = (
    {"track": "United States and Ukraine", "day": "2025-03-23", "began": "18:00", "party": "ukraine"},
    {"track": "United States and Russia", "day": "2025-03-24", "began": "10:00", "ended": "22:00", "party": "russia"},
    {"track": "United States and Ukraine", "day": "2025-03-25", "began": "10:00", "party": "ukraine"},
)


def main_of(page) -> str:
    return " ".join(page.locator("main").inner_text().split())


def opened(window, office) -> str:  # noqa: F811
    """The case of Riyadh, before anything happened in its talks."""
    enter(window, office, "mediation")
    folder = EXAMPLES / "riyadh-2025"
    files = {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*.yaml") if p.name != "talks.yaml"}
    window.goto(office.base + "/cases/new/")
    window.set_input_files("#folder", {"name": "riyadh.zip", "mimeType": "application/zip", "buffer": zipped(files)})
    follow(window, "text=Open the case")
    window.wait_for_url(re.compile(r"/cases/[0-9a-f-]{36}/$"))
    return window.url


def joined(browser, window, office, case, side, name):  # noqa: F811
    """Somebody of a side, who came by an invitation and read what the record keeps."""
    window.goto(case + "people/")
    window.select_option("#of-side", label=side)
    made = invite_to(window, name)
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    take_up(page, office, made)
    page.goto(case + "told/")
    follow(page, "text=I have read this")
    return page


def invite_to(window, name):  # noqa: F811
    from goodoffices.office.people.inviting import MadeInvitation

    window.fill("#name", name)
    window.check("#flead")
    follow(window, "button:has-text('Invite')")
    shown = window.locator("main").inner_text()
    link = re.search(r"http://localhost:\d+/invitation/[A-Z0-9-]+", shown)[0]
    return MadeInvitation(link, re.split("second code, by another way", shown, flags=re.I)[1].split()[0], name, None)


def enter_round(window, case, held) -> None:  # noqa: F811
    window.goto(case + "rounds/enter/")
    window.set_viewport_size({"width": 390, "height": 844})
    assert axe(window) == []
    if window.locator("#track option", has_text=held["track"]).count():
        window.select_option("#track", label=held["track"])
    else:
        window.fill("#new_track", held["track"])
    for name in ("day", "began", "ended"):
        window.fill(f"#{name}", held.get(name, ""))
    window.fill("#place", "Riyadh")
    window.check(f"#parties-{held['party']}")
    window.fill("#decided", f"Decided with {held['party']}")
    window.check(f"#known-{held['party']}")
    window.check(f"#readers-{held['party']}")
    follow(window, "button:text-is('Enter it')")
    window.wait_for_selector("text=The round is entered.")


def test_browser_the_talks_of_riyadh_are_entered_and_each_side_sees_its_own(browser, window, office):  # noqa: F811
    case = opened(window, office)
    ukraine = joined(browser, window, office, case, "Ukraine", "Olena")
    russia = joined(browser, window, office, case, "Russia", "Igor")
    for held in ROUNDS:
        enter_round(window, case, held)
    window.goto(case + "timeline/")
    assert axe(window) == []
    for track in ("United States and Ukraine", "United States and Russia"):
        assert track in main_of(window)
    assert window.locator("svg rect").count() == 3
    for page, mine, other in ((ukraine, "ukraine", "russia"), (russia, "russia", "ukraine")):
        page.goto(case)
        assert "Since you were last here" in main_of(page)
        page.goto(case + "timeline/")
        assert axe(page) == []
        assert f"Decided with {mine}" in main_of(page)
        assert f"Decided with {other}" not in main_of(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    # Ukraine gives a question; nothing of it is seen in the other room until it lets it go.
    question = "Would a list of sites that is not published be enough?"
    ukraine.goto(case + "items/")
    ukraine.select_option("#item_kind", "question")
    ukraine.fill("#words", question)
    follow(ukraine, "text=Give it to the mediation")
    ukraine.wait_for_selector("text=It is entered.")
    window.goto(case + "items/")
    assert question in main_of(window)
    assert window.locator("button:has-text('Carry it to Russia')").count() == 0
    ukraine.click("summary:has-text('Let it go further')")
    ukraine.check("details[open] input[value=russia]")
    follow(ukraine, "button:text-is('Let it go there')")
    ukraine.wait_for_selector("text=It may go to Russia.")
    russia.goto(case + "items/")
    assert question not in main_of(russia)
    window.reload()
    follow(window, "button:has-text('Carry it to Russia')")
    window.wait_for_selector("text=It is carried.")
    assert axe(window) == []
    russia.reload()
    assert question in main_of(russia)
    assert "from Ukraine" in main_of(russia)
    russia.fill("textarea[name=answer_words]", "It would do.")
    follow(russia, "text=Answer the mediation")
    russia.wait_for_selector("text=Your answer is with the mediation.")
    ukraine.reload()
    assert "With Russia since" in main_of(ukraine)
    assert "It would do." not in main_of(ukraine)
    window.reload()
    assert "It would do." in main_of(window)
    for page in (ukraine, russia):
        page.context.close()


def test_browser_what_is_taken_along_before_a_round_is_one_sheet_of_paper_however_much_there_is(window, office):  # noqa: F811
    case = opened(window, office)
    long = "A list of the quays that can inspect, with the hours at which each of them can, and who is asked where. " * 3
    for number in range(8):
        window.goto(case + "timeline/enter/step/")
        window.fill("#step_text", f"{number} {long}"[:200])
        window.select_option("#owner", "ukraine")
        follow(window, "button:text-is('Enter it')")
        window.goto(case + "timeline/enter/deadline/")
        window.fill("#deadline_text", f"{number} {long}"[:200])
        window.fill("#day", f"2035-03-1{number}")
        window.fill("#set_by", "a law")
        follow(window, "button:text-is('Enter it')")
        window.goto(case + "items/")
        window.select_option("#item_kind", "question")
        window.fill("#words", f"{number} {long}")
        window.check("input[value=ukraine]")
        follow(window, "button:text-is('Enter it')")
    window.goto(case + "digest/")
    shown = main_of(window)
    assert "and 3 more" in shown
    assert len(pypdf.PdfReader(io.BytesIO(window.pdf(format="A4"))).pages) == 1
