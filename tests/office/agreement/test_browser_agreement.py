"""In a browser: a labour agreement from the ferry strike, and a family one, go from a package to a signed PDF and a board."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from tests.browsing import follow
from tests.cases import EXAMPLES
from tests.formats.pdf_signer import signed_by
from tests.office.served_office import running_office  # noqa: F401
from tests.office.talks.test_browser_talks import joined, main_of
from tests.office.test_browser_office import axe, enter, window  # noqa: F401
from tests.office.test_hostile import zipped
from tests.report.test_page import browser  # noqa: F401

TEMPLATES = Path(__file__).parents[3] / "src/goodoffices/formats/ours/case_templates"
TODAY = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d")
IN_TEN_DAYS = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=10)).strftime("%Y-%m-%d")
KINDS = {
    "labour": {
        "folder": EXAMPLES / "ferry-strike",
        "package": "settlement",
        "who": "company",
        "act": "pay two per cent more",
        "sides": {"company": ("The company", "Carla"), "seafarers": ("Seafarers' union", "Sven"), "dockers": ("Dockers' council", "Dora")},
    },
    "family": {
        "folder": TEMPLATES / "family",
        "package": "draft-1",
        "who": "father",
        "act": "pay the maintenance of the month",
        "sides": {"mother": ("Mother", "Maja"), "father": ("Father", "Finn")},
    },
}


def opened(window, office, folder: Path) -> str:  # noqa: F811
    """A case of a folder, without what is agreed in it, as its lead mediator opens it."""
    enter(window, office, "mediation")
    names = [p for p in folder.rglob("*.yaml") if p.name not in ("agreement.yaml", "talks.yaml")]
    window.goto(office.base + "/cases/new/")
    files = {str(p.relative_to(folder)): p.read_bytes() for p in names}
    window.set_input_files("#folder", {"name": "case.zip", "mimeType": "application/zip", "buffer": zipped(files)})
    follow(window, "text=Open the case")
    window.wait_for_url(re.compile(r"/cases/[0-9a-f-]{36}/$"))
    return window.url


def readable(page, path: str) -> None:
    """A page that everybody can read: no fault for a screen reader, nothing wider than the window."""
    page.goto(path)
    assert axe(page) == [], path
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, path


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_browser_from_a_package_to_a_signed_pdf_and_a_board(browser, window, office, kind):  # noqa: F811
    case = opened(window, office, KINDS[kind]["folder"])
    readable(window, case + "agreement/")
    begun(window, case, kind)
    sides = {side: joined(browser, window, office, case, *names) for side, names in KINDS[kind]["sides"].items()}
    assert "No agreement lies before the parties yet." in main_of_page(sides[KINDS[kind]["who"]], case + "agreement/")
    readable(window, case + "agreement/draft/put/")
    follow(window, "button:text-is('Put it to all parties')")
    *first, last = sides
    for side in first:
        sides[side].goto(case)
        follow(sides[side], "text=A text of the agreement waits for the signature of your side")
        follow(sides[side], "text=Read it and sign")
        assert axe(sides[side]) == []
        follow(sides[side], "button:text-is('Sign for our side')")
        assert "Your side signed." in main_of(sides[side])
    signed_elsewhere(window, case, sides[last], KINDS[kind]["sides"][last][0])
    assert "Now: in force." in main_of_page(window, case + "agreement/")
    followed(window, case, kind, sides)
    for page in sides.values():
        page.context.close()


def main_of_page(page, path: str) -> str:
    page.goto(path)
    return main_of(page)


def begun(window, case: str, kind: str) -> None:  # noqa: F811
    """A draft is begun from a package; an obligation is added; its clock is set."""
    readable(window, case + "agreement/draft/")
    window.select_option("#package", label=KINDS[kind]["package"])
    window.select_option("#kind", kind)
    window.fill("#zone", "Europe/Oslo")
    window.fill("#starts", TODAY)
    follow(window, "button:text-is('Begin the draft')")
    assert "nobody owes anything" in main_of(window)
    readable(window, case + "agreement/draft/term/")
    window.select_option("#who", KINDS[kind]["who"])
    window.fill("#act", KINDS[kind]["act"])
    window.fill("#until", IN_TEN_DAYS)
    window.click("summary:has-text('Steps, who confirms it')")
    window.fill("#tags", "money")
    follow(window, "button:text-is('Add it to the draft')")
    assert KINDS[kind]["act"] in main_of(window)


def signed_elsewhere(window, case: str, page, side: str) -> None:  # noqa: F811
    """A side takes the PDF, signs it at home, and the mediation takes it back and has it checked."""
    page.goto(case + "agreement/")
    with page.expect_download() as download:
        page.click("a:text-is('PDF')")
    pdf = Path(download.value.path()).read_bytes()
    readable(window, case + "agreement/elsewhere/")
    window.select_option("#side", label=side)
    window.fill("#how", "sent back by mail")
    window.set_input_files("#pdf", {"name": "back.pdf", "mimeType": "application/pdf", "buffer": pdf})
    follow(window, "button:text-is('Enter the signature')")
    assert "It has no signature." in main_of(window)
    window.set_input_files("#pdf", {"name": "back.pdf", "mimeType": "application/pdf", "buffer": signed_by(pdf, "A principal")})
    follow(window, "button:text-is('Enter the signature')")
    assert "The signature is entered." in main_of(window)


def followed(window, case: str, kind: str, sides) -> None:  # noqa: F811
    """The side that owes something says that it is done; the mediation finds so; the board keeps both apart."""
    who, act = sides[KINDS[kind]["who"]], KINDS[kind]["act"]
    who.goto(case)
    follow(who, f"a:has-text('{act}')")
    assert axe(who) == []
    who.select_option("#progress", "done")
    who.fill("#words", "Paid this morning.")
    follow(who, "button:text-is('Say so')")
    assert "Paid this morning." in main_of(who)
    other = next(page for side, page in sides.items() if side != KINDS[kind]["who"])
    assert "Paid this morning." not in main_of_page(other, case + "board/")
    readable(other, case + "board/")
    readable(window, case + "board/")
    assert "1 found done" not in main_of(window)
    follow(window, f"a:has-text('{act}')")
    window.select_option("#progress", "done")
    window.check("#is_for_all")
    follow(window, "button:text-is('Say so')")
    readable(other, case + "board/?tag=money")
    assert "Of 1 stipulation to carry out, 1 found done and 0 not yet looked at." in main_of(other)
    readable(window, case + "agreement/happened/")
    readable(window, case + "agreement/places/")
