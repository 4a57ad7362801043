"""Draw every page of the office small, side by side: three widths, light and dark, in a language.

The office is the demonstration. Run with PYTHONPATH=src:. in the tests' environment:
``python scripts/draw_contact_sheet.py FOLDER [--language ar] [PAGE ...]``. It writes one picture of
each page, and for each width and colour scheme a sheet with all of them.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

from goodoffices.office.fonts.families import folder as fonts_folder
from goodoffices.office.fonts.making import make
from tests.office.served_office import free_port

WIDTHS, SCHEMES = (390, 820, 1440), ("light", "dark")
#: What each side looks at: a name for its picture, and the address below its case.
PAGES = {
    "mediation": {
        "desk": "",
        "build": "build/",
        "estimates": "estimates/",
        "report": "report/",
        "section": "report/frontier/",
        "frontier": "frontier/",
        "compare": "compare/",
        "bench": "bench/",
        "drafts": "drafts/",
        "words": "build/words/",
        "ground-rules": "build/ground-rules/",
        "beginning": "beginning/",
        "contact": "beginning/contact/",
        "disclosure": "beginning/disclosure/",
        "rounds": "rounds/",
        "round": "rounds/enter/",
        "timeline": "timeline/",
        "deadline": "timeline/enter/deadline/",
        "items": "items/",
        "files": "files/",
        "search": "search/",
        "digest": "digest/",
        "release": "release/",
        "question": "release/question/",
        "notes": "notes/",
        "people": "people/",
        "record": "record/",
    },
    "northland": {
        "own-desk": "",
        "own-items": "items/",
        "preferences": "preferences/",
        "mandate": "mandate/",
        "weigh": "weigh/",
    },
    "southland": {"before-us": "", "questions": "questions/"},
}
#: Pages outside a case.
OUTSIDE = {"cases": "/", "you": "/you/", "sessions": "/you/sessions/", "new-case": "/cases/new/"}
#: Pages of those who are not signed in.
NOBODY = {"sign-in": "/accounts/login/", "invitation": "/invitation/"}


def main(folder: Path, language: str, only: list[str]) -> None:
    """Draw the pages and the sheets into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    make(fonts_folder())
    with (
        tempfile.TemporaryDirectory() as data,
        demonstration(Path(data)) as links,
        sync_playwright() as playwright,
    ):
        _draw_all(playwright, links, folder, (language, only))


@contextmanager
def demonstration(data: Path) -> Iterator[dict[str, str]]:
    """Run the demonstration on a free port; give the links of its sides."""
    links = data / "links.json"
    command = [sys.executable, "-P", "-m", "goodoffices", "demo", "--html", str(data / "r.html")]
    running = subprocess.Popen(  # noqa: S603
        [*command, "--port", str(free_port()), "--data", str(data / "data"), "--links", str(links)],
        env={**os.environ, "GOODOFFICES_KEY_FILE": str(data / "office.key")},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None
    for line in running.stdout:
        if line.startswith("The office"):
            break
    try:
        yield json.loads(links.read_text())
    finally:
        running.terminate()
        running.wait()


def _draw_all(
    playwright: Playwright, links: dict[str, str], folder: Path, what: tuple[str, list[str]]
) -> None:
    browser = playwright.chromium.launch(
        executable_path=shutil.which("chromium"), args=["--no-sandbox"]
    )
    base = links["mediation"].split("/demonstration/")[0]
    signed_in = {side: _signed_in(browser, link) for side, link in links.items()}
    for width in WIDTHS:
        for scheme in SCHEMES:
            drawn = _draw(browser, base, signed_in, (width, scheme, folder, *what))
            _sheet(browser, drawn, width, folder / f"sheet-{width}-{scheme}.png")
    browser.close()


def _signed_in(browser: Browser, link: str) -> tuple[dict, str]:
    """Come in by a link; give what the browser keeps, and the address of the case."""
    context = browser.new_context(locale="en")
    page = context.new_page()
    page.goto(link)
    page.click("text=The Strait")
    case = page.url
    page.goto(case + "report/")
    if page.locator("[data-wait]").count():
        page.click("text=Read what it says", timeout=90_000)
    kept = context.storage_state()
    context.close()
    return kept, case


def _draw(browser, base, signed_in, how) -> list[tuple[str, Path]]:
    width, scheme, folder, language, only = how
    wanted = [
        *(
            (side, name, signed_in[side][1] + page)
            for side, pages in PAGES.items()
            for name, page in pages.items()
        ),
        *(("mediation", name, base + page) for name, page in OUTSIDE.items()),
        *(("", name, base + page) for name, page in NOBODY.items()),
    ]  # fmt: skip
    contexts, drawn = {}, []
    for side, name, address in wanted:
        if only and name not in only:
            continue
        if side not in contexts:
            contexts[side] = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme=scheme,
                locale=language,
                storage_state=signed_in[side][0] if side else None,
            )
        page = contexts[side].new_page()
        answer = page.goto(address)
        page.wait_for_load_state("networkidle")
        assert answer is not None
        assert answer.status == 200, name
        file = folder / f"{name}-{width}-{scheme}.png"
        page.screenshot(path=file, full_page=True)
        drawn.append((name, file))
        page.close()
    for context in contexts.values():
        context.close()
    return drawn


def _sheet(browser: Browser, drawn: list[tuple[str, Path]], width: int, file: Path) -> None:
    """Put pictures side by side, the first screens of each."""
    figures = "".join(
        f"<figure><figcaption>{name}</figcaption><div><img src='data:image/png;base64,"
        f"{base64.b64encode(picture.read_bytes()).decode()}'></div></figure>"
        for name, picture in drawn
    )
    wide = {390: 240, 820: 380, 1440: 560}[width]
    page = browser.new_page(viewport={"width": 1800, "height": 1000})
    page.set_content(
        "<style>body{display:grid;gap:12px;font:14px sans-serif;margin:12px;"
        f"grid-template-columns:repeat(auto-fill,{wide}px)}}figure{{margin:0}}"
        f"div{{max-height:{wide * 2}px;overflow:hidden;border:1px solid #999}}"
        "img{width:100%;display:block}</style>" + figures
    )
    page.screenshot(path=file, full_page=True)
    page.close()


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--language", default="en")
    asked.add_argument("pages", nargs="*")
    named = asked.parse_args()
    main(named.folder, named.language, named.pages)
