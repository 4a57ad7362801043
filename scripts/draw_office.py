"""Draw the pictures of the office for the documentation, from the demonstration.

They come from a real browser. Run with PYTHONPATH=src:. in the tests' environment:
``python scripts/draw_office.py``.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from draw_contact_sheet import demonstration
from playwright.sync_api import Page, sync_playwright

from goodoffices.office.fonts.families import folder as fonts_folder
from goodoffices.office.fonts.making import make

IMAGES = Path(__file__).resolve().parent.parent / "docs/images"


def enter(page: Page, link: str) -> str:
    """Come in by a link of the demonstration; give the address of the case."""
    page.goto(link)
    page.click("main >> text=The Strait")
    return page.url


def draw(page: Page, name: str) -> None:
    """Draw what a page shows first, in the fonts of the office."""
    page.wait_for_function("document.fonts.status === 'loaded'")
    page.screenshot(path=IMAGES / name)


def main() -> None:
    """Draw the desk, the frontier and *What if* at a desk, and a question on a phone."""
    make(fonts_folder())
    with (
        tempfile.TemporaryDirectory() as folder,
        demonstration(Path(folder)) as links,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        desk = browser.new_page(viewport={"width": 1280, "height": 860})
        case = enter(desk, links["mediation"])
        desk.goto(case + "report/")
        if desk.locator("[data-wait]").count():
            desk.click("text=Read what it says", timeout=90_000)
        for path, name in (
            ("", "office-desk.png"),
            ("frontier/", "office-frontier.png"),
            ("bench/?like=solution:nash", "office-what-if.png"),
        ):
            desk.goto(case + path)
            draw(desk, name)
        phone = browser.new_page(viewport={"width": 390, "height": 760}, device_scale_factor=2)
        case = enter(phone, links["southland"])
        phone.goto(case + "questions/")
        phone.click("button[value='?']")
        phone.wait_for_selector("[data-question=matters]")
        phone.check("input[name=choice] >> nth=0")
        phone.click("button[value=this]")
        phone.wait_for_selector("[data-question=order]")
        phone.click("[data-order] .open button >> nth=1")
        phone.locator("#progress").scroll_into_view_if_needed()
        draw(phone, "office-question.png")
        browser.close()


if __name__ == "__main__":
    main()
