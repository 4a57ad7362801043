"""The office in a real browser: invitation, passkey, upload, preferences, report, release; and each page for everybody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from goodoffices.office.people.inviting import MadeInvitation
from tests.browsing import follow
from tests.cases import EXAMPLES
from tests.office.cast import stated
from tests.office.served_office import running_office  # noqa: F401
from tests.office.test_hostile import zipped
from tests.report.test_page import browser  # noqa: F401

MEDIATION = (
    "",
    "report",
    "report/frontier",
    "frontier",
    "compare",
    "bench",
    "drafts",
    "build",
    "build/words",
    "build/?add=linkage",
    "build/?add=bound",
    "build/?add=limit",
    "build/?add=payment",
    "change",
    "estimates",
    "build/ground-rules",
    "beginning",
    "beginning/contact",
    "beginning/disclosure",
    "beginning/agreement",
    "rounds",
    "rounds/enter",
    "timeline",
    "timeline/enter/deadline",
    "timeline/enter/step",
    "items",
    "files",
    "search",
    "answers",
    "digest",
    "feed",
    "release",
    "release/question",
    "notes",
    "people",
    "record",
    "told",
)
PARTY = (
    "",
    "preferences",
    "mandate",
    "beginning",
    "questions",
    "questions/summary",
    "weigh",
    "timeline",
    "rounds",
    "items",
    "files",
    "search",
    "answers",
    "digest",
    "change",
    "notes",
    "people",
    "record",
    "told",
)
OWN = ("/", "/you/", "/cases/new/", "/accounts/2fa/", "/accounts/sessions/")
#: Bytes of a page, at most.
MOST_BYTES = 100_000
ANYBODY = ("/language/", "/accounts/login/", "/invitation/", "/nowhere")


@pytest.fixture
def window(browser):  # noqa: F811
    """A browser window of one's own that nothing outside is asked from."""
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url))
    page.on("console", lambda m: asked.append(f"console: {m.text}") if "Content Security Policy" in m.text else None)
    yield page
    outside = [url for url in asked if not url.startswith(("http://localhost:", "data:"))]
    context.close()
    assert outside == []


def axe(page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in Axe().run(page).response["violations"]]


def enter(page, office, side) -> str:
    page.goto(office.links[side])
    follow(page, "text=The Strait")
    return page.url


def analysed(page, case, *, again: bool = False) -> None:
    """Have the case analysed, if it is not (``again``: even if it is), and wait for it."""
    page.goto(case + "report/")
    if again or page.locator("button:text-is('Analyse the case')").count():
        follow(page, "button:has-text('Analyse')")
    for _ in range(300):
        if "under way" not in page.content():
            page.goto(case + "report/")
            return
        page.wait_for_timeout(200)
        page.reload()
    raise AssertionError("the analysis did not end")


#: How pages are looked at; most with the slow tests.
LOOKS = [
    ("mediation", "light"),
    ("northland", "light"),
    ("northland", "in Arabic"),
    *(pytest.param(*look, marks=pytest.mark.long) for look in (("mediation", "dark"), ("mediation", "in Arabic"), ("northland", "dark"))),
]


@pytest.mark.parametrize(("side", "look"), LOOKS)
def test_browser_pages_are_readable_by_everybody(window, office, side, look):
    window.emulate_media(color_scheme="dark" if look == "dark" else "light")
    case = enter(window, office, side)
    if side == "mediation":
        analysed(window, case)
    pages = [case + (f"{p}/" if p and "?" not in p else p) for p in (MEDIATION if side == "mediation" else PARTY)]
    pages += [office.base + p for p in OWN if side == "mediation" or p != "/cases/new/"]
    for page, words in (("record/", "who could read it"), ("people/", "Could read what")):
        window.goto(case + page)
        pages.append(office.base + window.locator(f"a:has-text('{words}') >> nth=0").get_attribute("href"))
    if look == "in Arabic":
        window.set_extra_http_headers({"Accept-Language": "ar"})
    for place in pages:
        window.set_viewport_size({"width": 390 if look == "dark" or side == "northland" else 1440, "height": 900})
        answer = window.goto(place)
        assert len(answer.body()) < MOST_BYTES, place
        assert window.evaluate("document.documentElement.dir") == ("rtl" if look == "in Arabic" else "ltr")
        assert axe(window) == [], place
        for width in (390, 820, 1440):
            window.set_viewport_size({"width": width, "height": 900})
            assert window.evaluate("document.documentElement.scrollWidth <= innerWidth"), (place, width)


def test_browser_pages_for_anybody_are_readable_in_english_and_arabic(window, office):
    for place in ANYBODY:
        for language, direction in (("en", "ltr"), ("ar", "rtl")):
            window.set_extra_http_headers({"Accept-Language": language})
            window.goto(office.base + place)
            assert window.evaluate("document.documentElement.dir") == direction
            assert axe(window) == [], place
            assert window.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_browser_release_after_the_report_reaches_the_party_and_her_preferences_the_mediation(browser, window, office):  # noqa: F811
    case = enter(window, office, "mediation")
    window.goto(case + "told/")
    follow(window, "text=I have read this")
    analysed(window, case)
    assert "An agreement is possible" in window.locator("main").inner_text()
    follow(window, "text=The frontier")
    assert window.locator("svg").count() == 1
    window.goto(case + "release/")
    window.select_option("#to", "northland")
    window.select_option("#package", "packages/draft-2.yaml")
    window.fill("#words", "What if this lay on the table?")
    follow(window, "text=What would it tell?")
    assert "Southland, reading “pragmatic”: by this model it could sign it" in window.locator("main").inner_text()
    # One press releases nothing: it takes a tick that one has read what it tells.
    window.click("text=Release it to Northland")
    assert window.locator("#before").is_visible()
    window.check("#read")
    follow(window, "text=Release it to Northland")
    window.wait_for_selector("text=Released to Northland")
    party = browser.new_context().new_page()
    party.goto(office.links["northland"])
    follow(party, "text=The Strait")
    assert "What if this lay on the table?" in party.locator("main").inner_text()
    assert "Southland" not in party.locator("section.card").first.inner_text().replace("Southland's", "")
    party.goto(case + "told/")
    follow(party, "text=I have read this")
    party.goto(case + "preferences/")
    party.set_input_files("#file", {"name": "stated.yaml", "mimeType": "text/yaml", "buffer": stated(41).encode()})
    follow(party, "text=Give them to the mediation")
    assert "Walk-away value: 41" in party.locator("main").inner_text()
    party.context.close()
    window.goto(case + "estimates/")
    assert "The party's own" in window.locator("main").inner_text()


def device_of(page) -> None:
    """Give a page's window a device that knows who is there and signs by itself."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, "automaticPresenceSimulation": True}})


def invite(page, case, name, role) -> MadeInvitation:
    """Invite somebody on the page *People*."""
    page.goto(case + "people/")
    page.fill("#name", name)
    page.check(f"#f{role}")
    follow(page, "button:has-text('Invite')")
    shown = page.locator("main").inner_text()
    link = re.search(r"http://localhost:\d+/invitation/[A-Z0-9-]+", shown)[0]
    return MadeInvitation(link, re.split("second code, by another way", shown, flags=re.I)[1].split()[0], name, None)


def take_up(page, office, made) -> None:
    """Take an invitation up, with a password."""
    page.goto(made.token)
    assert "/invitation/" in page.url
    assert made.token.split("/")[-1] not in page.url
    assert axe(page) == []
    page.fill("#second", made.second)
    follow(page, "text=Go on")
    page.wait_for_selector("#password")
    assert axe(page) == []
    assert re.fullmatch(f"{made.name.lower()}-[0-9]{{6}}", page.input_value("#sign_in_name"))
    page.fill("#password", "a long pass phrase")
    page.check("#read")
    follow(page, "text=Take the invitation up")
    page.wait_for_url(office.base + "/you/welcome/")
    assert axe(page) == []


def add_passkey(page, office) -> None:
    """Add a passkey to one's account."""
    page.goto(office.base + "/accounts/2fa/webauthn/add/")
    if "reauthenticate" in page.url:
        page.fill("input[type=password]", "a long pass phrase")
        follow(page, "main button")
        page.goto(office.base + "/accounts/2fa/webauthn/add/")
    page.fill("input[name=name]", "My key")
    page.check("input[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(lambda url: "/add/" not in url)


def test_browser_a_lead_is_invited_signs_in_with_a_passkey_and_signs_a_consent_with_it(browser, window, office):  # noqa: F811
    case = enter(window, office, "mediation")
    window.goto(case + "told/")
    follow(window, "text=I have read this")
    window.goto(case + "build/")
    window.fill("#case-name", "The Strait and its ports")
    follow(window, "text=Save the name")
    window.fill("#why", "As both sides call it.")
    follow(window, "button:has-text('Put it to the parties')")
    sponsor = browser.new_context().new_page()
    case = enter(sponsor, office, "southland")  # Another side than the one that gives its preferences alone, above.
    sponsor.goto(case + "told/")
    if sponsor.locator("text=I have read this").count():
        follow(sponsor, "text=I have read this")
    made = invite(sponsor, case, "Nils", "lead")
    context = browser.new_context()
    page = context.new_page()
    device_of(page)
    take_up(page, office, made)
    follow(page, "text=Not now")
    page.wait_for_url(office.base + "/")
    add_passkey(page, office)
    page.goto(office.base + "/")
    follow(page, "text=Sign out")
    page.goto(office.base + "/accounts/login/")
    page.click("text=Sign in with a passkey")
    page.wait_for_url(office.base + "/")
    assert "The Strait" in page.locator("main").inner_text()
    page.goto(case + "change/")
    page.set_viewport_size({"width": 390, "height": 844})
    page.click("summary:has-text('What your passkey signs')")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.click("button:text-is('We agree')")
    page.wait_for_selector("text=You agree.")
    page.goto(case + "record/")
    assert "signed with a passkey; read by Southland" in " ".join(page.locator("main").inner_text().split())
    follow(page, "text=Approve it with a passkey")  # What is signed is under a checkpoint at once.
    assert axe(page) == []
    with page.expect_download() as taken:
        page.click("text=Approve it with your passkey")
    assert "goodoffices/person/" in Path(taken.value.path()).read_text()
    # A device that does not sign is not the end: it is said, and one can answer without it.
    page.route("**/mfa/js/webauthn-json.js", lambda route: route.fulfill(body="const webauthnJSON = { get: async () => { throw 1 } };"))
    page.goto(case + "change/")
    page.click("button:text-is('We agree')")
    page.wait_for_selector("text=Your device did not sign.")
    assert axe(page) == []
    page.click("button:has-text('without')")
    page.wait_for_selector("text=You agree.")
    context.close()


def test_browser_a_case_folder_is_uploaded_and_analysed(window, office):
    enter(window, office, "mediation")
    folder = EXAMPLES / "ferry-strike"
    content = zipped({str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*.yaml")})
    window.goto(office.base + "/cases/new/")
    window.set_input_files("#folder", {"name": "ferry.zip", "mimeType": "application/zip", "buffer": content})
    follow(window, "text=Open the case")
    window.wait_for_url(re.compile(r"/cases/[0-9a-f-]{36}/$"))
    analysed(window, window.url)
    assert "An agreement is possible" in window.locator("main").inner_text()


def test_browser_arrow_keys_walk_along_the_frontier(browser, office):  # noqa: F811
    page = browser.new_context().new_page()
    case = enter(page, office, "mediation")
    analysed(page, case)
    page.goto(case + "frontier/?point=9")
    number = 9
    page.keyboard.press("ArrowRight")  # To the right on the drawing: the first party gets more.
    page.wait_for_selector(f"#point:has-text('No. {number - 1}')")
    assert f"point={number - 1}" in page.url
    page.wait_for_selector(f"#said:has-text('No. {number - 1},')", state="attached")
    page.keyboard.press("ArrowLeft")
    page.wait_for_selector(f"#point:has-text('No. {number}')")
    page.click(f"#swap svg a[href='?point={number + 1}'] circle")
    page.wait_for_selector(f"#point:has-text('No. {number + 1}')")
    page.locator(".scroll >> nth=0").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_selector(f"#point:has-text('No. {number}')")
    page.keyboard.press("ArrowLeft")
    page.wait_for_selector(f"#point:has-text('No. {number + 1}')")
    follow(page, "text=Compare it with others")
    assert f"No. {number + 1}" in page.locator("main").inner_text()
    assert axe(page) == []


def test_browser_pointing_at_a_point_shows_its_package_and_moves_nothing_else(browser, office):  # noqa: F811
    page = browser.new_context(viewport={"width": 1280, "height": 1000}).new_page()
    case = enter(page, office, "mediation")
    analysed(page, case)
    page.goto(case + "frontier/?point=9")
    address = page.url

    def point_at(number: int) -> None:
        at = page.locator(f"#swap svg a[data-point='{number}'] circle").bounding_box()
        page.mouse.move(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)

    point_at(40)
    page.wait_for_selector("#point:text-is('No. 40')")
    assert (page.url, page.evaluate("document.activeElement.tagName")) == (address, "BODY")
    page.mouse.move(5, 5)  # It stays until something else is pointed at.
    point_at(3)
    page.wait_for_selector("#point:text-is('No. 3')")
    page.keyboard.press("Escape")
    page.wait_for_selector("#point:text-is('No. 9')")


def test_browser_a_case_is_saved_as_one_types_and_undone(browser, office):  # noqa: F811
    context = browser.new_context()
    page = context.new_page()
    case = enter(page, office, "mediation")
    page.goto(case + "build/")
    page.fill("#case-name", "The Other Strait")
    page.keyboard.press("Tab")
    page.wait_for_selector("[data-saved]:has-text('Saved in the draft at')")
    assert page.locator("#differs").is_visible()
    issue = page.locator("section.issue").first
    issue.locator("summary").click()
    options = issue.locator("[name=option_text]")
    there = options.count()
    options.last.fill("Something new")
    page.keyboard.press("Tab")
    page.wait_for_function(
        "n => document.querySelectorAll('section.issue')[0].querySelectorAll('[name=option_text]').length > n", arg=there
    )
    assert axe(page) == []
    page.reload()
    assert page.input_value("#case-name") == "The Other Strait"
    assert page.locator("section.issue").first.locator("[name=option_text]").nth(there - 1).input_value() == "Something new"
    for _ in range(2):
        follow(page, "button:text-is('Undo the last change')")
    assert page.input_value("#case-name") == "The Strait"
    context.close()
