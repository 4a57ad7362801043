"""Draw the pictures of the office for the documentation, from the built-in case Strait.

They come from a real browser. Run with PYTHONPATH=src:. in the tests' environment.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.office.served_office import Office

IMAGES = Path(__file__).resolve().parent.parent / "docs/images"


def analysed(page: Page, case: str) -> None:
    """Have the case analysed, and wait for it."""
    page.goto(case + "report/")
    page.click("button:has-text('Analyse')")
    page.click("text=Read what it says", timeout=60_000)


def main() -> None:
    """Draw the frontier at a desk, a question on a phone, and the bench."""
    chromium = shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        office = Office(Path(folder) / "data")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        desk = browser.new_page(viewport={"width": 1280, "height": 860})
        desk.goto(office.links["mediation"])
        desk.click("text=The Strait")
        case = desk.url
        analysed(desk, case)
        desk.goto(case)
        desk.screenshot(path=IMAGES / "office-desk.png")
        desk.goto(case + "frontier/")
        desk.screenshot(path=IMAGES / "office-frontier.png")
        phone = browser.new_page(viewport={"width": 390, "height": 760}, device_scale_factor=2)
        phone.goto(office.links["northland"])
        phone.click("text=The Strait")
        phone.goto(case + "told/")
        if phone.locator("text=I have read this").count():
            phone.click("text=I have read this")
        phone.goto(case + "questions/")
        phone.click("button[value='?']")
        phone.wait_for_selector("[data-question=matters]")
        phone.check("input[name=choice] >> nth=0")
        phone.click("button[value=this]")
        phone.wait_for_selector("[data-question=order]")
        phone.click("[data-order] .open button >> nth=1")
        phone.locator("#progress").scroll_into_view_if_needed()
        phone.screenshot(path=IMAGES / "office-question.png")
        browser.close()
        office.stop()


if __name__ == "__main__":
    main()
