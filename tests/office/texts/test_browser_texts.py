"""In a browser: a text of Strait's Nash package goes through brackets, a ranking and approvals to a statement that everybody reads at one moment."""

from __future__ import annotations

import datetime
import io
import re
import zipfile

import pytest

from goodoffices.record.verifier.publication import check_publication
from tests.browsing import follow
from tests.office.answers.test_browser_answers import opened
from tests.office.served_office import Office
from tests.office.talks.test_browser_talks import joined, main_of
from tests.office.test_browser_office import analysed, axe, window  # noqa: F401
from tests.report.test_page import browser  # noqa: F401

BODY = (
    "# Scope\n\nThe parties [[northland: shall | southland: should]] not strike energy sites for 30 days.\n\n"
    "# Rules at sea\n\nMerchant ships sail through a corridor[[southland: , inspected in Tamar | ]]."
)


@pytest.fixture(scope="module")
def clock(tmp_path_factory):
    """By how many seconds the clock of the office is ahead."""
    file = tmp_path_factory.mktemp("clock") / "ahead"
    file.write_text("0")
    return file


@pytest.fixture(scope="module")
def office(tmp_path_factory, clock):
    running = Office(tmp_path_factory.mktemp("running") / "data", environment={"TEST_CLOCK": str(clock)})
    assert running.process.poll() is None, running.said
    yield running
    running.stop()


def ahead(clock, minutes: float) -> tuple[str, str]:
    """The day and the time of the office's clock so many minutes from now, as a form takes them."""
    seconds = float(clock.read_text()) + 60 * minutes
    moment = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=seconds)
    return moment.strftime("%Y-%m-%d"), moment.strftime("%H:%M")


def wait_until(clock, minutes: float) -> None:
    clock.write_text(str(float(clock.read_text()) + 60 * minutes))


def begin(window, case, title, body) -> None:  # noqa: F811
    window.goto(case + "texts/")
    window.fill("#title", title)
    window.fill("#body", body)
    follow(window, "button:has-text('Save it as version 1')")


def hand_out(window, version) -> None:  # noqa: F811
    for party in ("northland", "southland"):
        window.check(f"input[name=to][value={party}]")
    follow(window, f"button:has-text('Hand out version {version}')")


def retype(window, label, words) -> None:  # noqa: F811
    """Type other words in a paragraph, and be done."""
    follow(window, f"[aria-label='{label}']")
    window.fill("#words", words)
    follow(window, "button:has-text('Done: it goes into the next version')")


@pytest.mark.slow
def test_browser_a_text_with_brackets_goes_to_both_sides_and_each_sees_what_changed(browser, window, office):  # noqa: F811
    case = opened(window, office, "strait")
    north, south = (joined(browser, window, office, case, side, name) for side, name in (("Northland", "Nora"), ("Southland", "Sefa")))
    begin(window, case, "Thirty days", BODY)
    assert axe(window) == []
    assert "Scope: 1 bracket left" in main_of(window)
    follow(window, "text=Thirty days")
    assert axe(window) == []
    hand_out(window, 1)
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
    retype(window, "Change paragraph 1", "The parties [[northland: shall | southland: should]] not strike energy sites for 60 days.")
    follow(window, "button:has-text('Make version 2 of what is done')")
    assert axe(window) == []
    hand_out(window, 2)
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


@pytest.mark.slow
def test_browser_what_is_typed_is_saved_as_one_types_and_stays_in_the_page_while_the_office_is_away(window, office):  # noqa: F811
    case = opened(window, office, "strait")
    begin(window, case, "In turn", "First.\n\nSecond.")
    follow(window, "text=In turn")
    follow(window, "[aria-label='Change paragraph 1']")
    assert axe(window) == []
    window.fill("#words", "Typed, and never sent by a button.")
    window.wait_for_selector("text=What you typed is saved:")
    window.route("**/type/**", lambda route: route.abort())
    window.fill("#words", "Typed while the office was away.")
    window.wait_for_selector("text=The office does not answer: what you typed is in this page alone.")
    other = window.context.new_page()
    other.goto(window.url)
    assert other.input_value("#words") == "Typed, and never sent by a button."
    window.unroute("**/type/**")
    window.wait_for_selector("text=What you typed is saved:")
    other.reload()
    assert other.input_value("#words") == "Typed while the office was away."
    assert window.evaluate("localStorage.length + sessionStorage.length") == 0
    # The other page goes on from what it was shown, and then this one is told that it is late.
    other.fill("#words", "Typed in another window.")
    other.wait_for_selector("text=What you typed is saved:")
    window.fill("#words", "And here.")
    window.wait_for_selector("text=Press “Save what is typed” to see both.")
    follow(window, "button:has-text('Done: it goes into the next version')")
    assert "Typed in another window" in main_of(window)
    assert window.input_value("#words") == "And here."
    assert axe(window) == []
    other.context.pages[-1].close()


def rank_the_wordings(window, case, parties, clock) -> None:  # noqa: F811
    """Both sides rank two wordings under seal; the first is elected at the hour."""
    window.goto(case + "answers/ask/ranking/")
    window.fill("#words", "How strong is the first duty?")
    window.fill("#wordings", "shall\n\nshould")
    for party in ("northland", "southland"):
        window.check(f"#parties-{party}")
    day, time = ahead(clock, 10)
    window.fill("#day", day)
    window.fill("#time", time)
    follow(window, "button:text-is('Put it to them')")
    for page in parties:
        page.goto(case + "answers/")
        page.select_option("[name=rank-1]", "1")
        page.select_option("[name=rank-2]", "2")
        follow(page, "button:has-text('Keep')")
    wait_until(clock, 11)
    window.goto(case + "answers/")
    assert "Wording 1 is elected" in main_of(window)


def make_the_agreed_changes(window, text) -> None:  # noqa: F811
    """Enter an agreed change, and make version 2 with it and with another change."""
    window.goto(text + "agreed/")
    window.fill("#paragraph", "1")
    window.fill("#old", "[shall] [should]")
    window.fill("#new", "shall")
    follow(window, "button:text-is('Enter it')")
    assert "0 of 1 agreed change is done exactly in version 1" in main_of(window)
    window.goto(text)
    retype(window, "Change paragraph 1", "The parties shall not strike energy sites for 30 days.")
    retype(window, "Change paragraph 2", "Merchant ships sail through a corridor.")
    follow(window, "button:has-text('Make version 2 of what is done')")
    window.goto(text + "agreed/")
    assert axe(window) == []
    assert "1 of 1 agreed change is done exactly in version 2" in main_of(window)
    assert "though no agreed change names it 2. Merchant ships sail through a corridor." in main_of(window)


@pytest.mark.slow
def test_browser_from_the_nash_package_to_a_statement_that_is_public_at_one_moment(browser, window, office, clock):  # noqa: F811
    case = opened(window, office, "strait")
    analysed(window, case)
    north, south = (joined(browser, window, office, case, side, name) for side, name in (("Northland", "Nora"), ("Southland", "Sefa")))
    begin(window, case, "A corridor", BODY)
    follow(window, "text=A corridor")
    text = window.url
    window.goto(text + "weighed/")
    assert axe(window) == []
    window.select_option("#like", "solution:nash")
    follow(window, "button:has-text('Weigh the version by it')")
    assert "Version 1 is efficient: nobody can get more without loss for another." in main_of(window)
    window.goto(text)
    hand_out(window, 1)

    rank_the_wordings(window, case, (north, south), clock)
    make_the_agreed_changes(window, text)
    window.goto(text)
    hand_out(window, 2)
    north.goto(text)
    follow(north, "[aria-label='Where paragraph 1 comes from']")
    north.fill("#phrase", "shall")
    follow(north, "button:has-text('Look where these words come from')")
    assert "“shall” stands here since version 1. In a bracket: in version 1." in main_of(north)
    assert axe(north) == []

    address = put_statement(window, case, clock)
    stranger = browser.new_context().new_page()
    assert stranger.goto(address).status == 404
    for page in (north, south):
        page.goto(case + "statements/")
        follow(page, "text=Read it and answer")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        follow(page, "button:text-is('We approve it')")
        assert "Our side: approves." in main_of(page)
    window.goto(case + "statements/")
    assert axe(window) == []
    assert stranger.goto(address).status == 404
    wait_until(clock, 11)
    answer = stranger.goto(address)
    assert answer.status == 200
    assert "The parties shall not strike energy sites for 30 days." in stranger.inner_text("body")
    assert axe(stranger) == []
    north.goto(case + "statements/")
    with north.expect_download() as loading:
        north.click("text=Download the signed folder")
    with zipfile.ZipFile(io.BytesIO(loading.value.path().read_bytes())) as folder:
        files = {name: folder.read(name) for name in folder.namelist()}
    assert check_publication(files, files["key.txt"].decode().strip()) == []
    for page in (north, south, stranger):
        page.context.close()


def put_statement(window, case, clock) -> str:  # noqa: F811
    """A statement of the one text is put to both, in ten minutes; give the address where the office will show it."""
    window.goto(case + "statements/new/")
    assert axe(window) == []
    window.fill("#title", "A corridor")
    window.select_option("#text-1", label="A corridor")
    for party in ("northland", "southland"):
        window.check(f"#parties-{party}")
    day, time = ahead(clock, 10)
    window.fill("#day", day)
    window.fill("#time", time)
    window.check("#is_served")
    follow(window, "button:text-is('Put it to them')")
    return re.search(r"http://localhost:\d+/statements/[0-9a-f]{64}/", main_of(window))[0]


#: In our own words, by what the White House published on 25 March 2025 of its talks in Riyadh with each side.
WITH_UKRAINE = (
    "The United States and Ukraine agree on safe navigation in the Black Sea.\n\n"
    "Force is not used there, and commercial vessels serve no military purpose.\n\n"
    "The United States and Ukraine work on measures that carry out the ban on strikes against energy facilities.\n\n"
    "The United States helps with the exchange of prisoners, the release of civilians and the return of children.\n\n"
    "Good offices of third countries are welcome."
)
WITH_RUSSIA = (
    "The United States and Russia agree on safe navigation in the Black Sea.\n\n"
    "Force is not used there, and commercial vessels serve no military purpose.\n\n"
    "The United States helps Russia to reach markets for its farm and fertiliser exports, and with insurance, ports and payments.\n\n"
    "The United States and Russia work on measures that carry out the ban on strikes against energy facilities for 30 days, provided that banks are freed.\n\n"
    "Good offices of third countries are welcome."
)


@pytest.mark.slow
def test_browser_two_mirror_statements_show_where_they_differ_before_either_is_public(window, office):  # noqa: F811
    case = opened(window, office, "riyadh-2025")
    begin(window, case, "With Ukraine", WITH_UKRAINE)
    begin(window, case, "With Russia", WITH_RUSSIA)
    follow(window, "text=With Ukraine")
    follow(window, "text=Set another text beside it")
    window.select_option("#other", label="With Russia")
    follow(window, "button:text-is('Set it beside')")
    assert axe(window) == []
    only = main_of(window).partition("Only in With Russia")[2]
    assert "30 days duration, paragraph 4" in only
    assert re.search("provided that word of condition, paragraph 4", only)
    window.set_viewport_size({"width": 390, "height": 844})
    assert window.evaluate("document.documentElement.scrollWidth") <= 390
