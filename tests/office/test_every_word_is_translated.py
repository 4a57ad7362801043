"""In a language in which every translation stands in brackets, no word of ours stands outside of them."""

from __future__ import annotations

import datetime
import json
import re
from functools import cache
from html import unescape
from html.parser import HTMLParser

import pytest
import yaml
from babel.messages.mofile import write_mo
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings

from goodoffices.office.people.commands import set_language
from goodoffices.office.running.analysis_process import result_of
from goodoffices.office.running.demonstration import texts_of_folder
from goodoffices.report import languages
from scripts.write_catalogues import template
from tests.cases import EXAMPLES
from tests.office import table_of_addresses
from tests.office.cast import Cast, stated
from tests.office.made_results import keep

#: The language in which a translation is its English in brackets.
BRACKETED = "xx"
#: Attributes that are read aloud or shown.
READ = {"aria-label", "alt", "title", "placeholder", "data-say"}
#: Words that are no language's: of the product, of formats and of commands, and the names of people and time zones.
NAMES = {
    *(
        "Good",
        "Offices",
        "UTC",
        "PDF",
        "CSV",
        "SVG",
        "PNG",
        "ZIP",
        "JSON",
        "YAML",
        "yaml",
        "csv",
        "json",
        "svg",
        "png",
        "html",
        "pdf",
        "zip",
    ),
    *("Kalai", "Smorodinsky", "Nash", "Mara", "North", "South", "Olga", "Sam", "mara", "north", "olga", "Bracketed", "case"),
    *("goodoffices", "elicit", "verify", "sha", "totp", "webauthn", "recovery", "codes"),
}


@cache
def _catalogue() -> object:
    catalogue = template()
    for message in catalogue:
        if message.id:
            message.string = f"⟦{message.id}⟧" if isinstance(message.id, str) else tuple(f"⟦{form}⟧" for form in message.id)
    return catalogue


@pytest.fixture
def bracketed(tmp_path, monkeypatch):
    """The office has a language whose catalogue is whole."""
    folder = tmp_path / BRACKETED / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "django.mo").open("wb") as file:
        write_mo(file, _catalogue())
    (tmp_path / "coverage.json").write_text(json.dumps({"texts": 1, "translated": {BRACKETED: 1}}))
    forget = [f for f in vars(languages).values() if hasattr(f, "cache_clear")]
    monkeypatch.setattr(languages, "LOCALES", tmp_path)
    monkeypatch.setitem(languages.LANGUAGES, BRACKETED, "Bracketed")
    for one in forget:
        one.cache_clear()
    with override_settings(LOCALE_PATHS=[tmp_path], LANGUAGES=[*settings.LANGUAGES, (BRACKETED, "Bracketed")]):
        yield
    for one in forget:
        one.cache_clear()


class Outside(HTMLParser):
    """Collects what stands outside of brackets, in the text of a page and in each attribute that is read."""

    #: Elements whose words are no language's, or that a reader types.
    SKIPPED = ("script", "style", "code", "textarea", "option")
    #: English on purpose: the documentation, and the wording that prevails.
    ENGLISH = ("help", "prevailing")

    def __init__(self):
        super().__init__()
        self.depth, self.skips, self.found = 0, [], []

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        if (
            tag in self.SKIPPED
            or (named.get("lang") == "en" and named.get("class") in self.ENGLISH)
            or (self.skips and tag == self.skips[-1])
        ):
            self.skips.append(tag)
        self.found += [outside(value, 0)[0] for name, value in attrs if name in READ and value and not self.skips]

    def handle_endtag(self, tag):
        if self.skips and tag == self.skips[-1]:
            self.skips.pop()

    def handle_data(self, data):
        if not self.skips:
            words, self.depth = outside(data, self.depth)
            self.found.append(words)


def outside(text: str, depth: int) -> tuple[str, int]:
    kept = []
    for character in text:
        depth += (character == "⟦") - (character == "⟧")
        kept.append(character if depth <= 0 and character != "⟧" else " ")
    return "".join(kept), max(depth, 0)


@cache
def texts_of_the_case() -> list[str]:
    """Every text of the case and of its preferences, the longest first."""
    found: set[str] = set()

    def collect(data):
        if isinstance(data, dict):
            for key, value in data.items():
                found.add(str(key))
                collect(value)
        elif isinstance(data, list):
            for one in data:
                collect(one)
        elif isinstance(data, str):
            found.add(data)
            found.add(data.rstrip("."))

    for text in [*texts_of_folder(EXAMPLES / "strait").values(), stated()]:
        collect(yaml.safe_load(text))
    found |= {
        "What if?",
        "Another name",
        "It was misspelled.",
        "The observers",
        "two calls",
        "somebody's own note",
        "draft-1",
        "draft-2",
        "hardline",
        "early-harvest",
    }
    return sorted((one for one in found if re.search("[A-Za-z]{2}", one)), key=len, reverse=True)


def left_in_english(content: str) -> set[str]:
    page = Outside()
    page.feed(content)
    text = re.sub(r"\s+", " ", unescape(" | ".join(page.found)).replace("\u2068", "").replace("\u2069", ""))
    text = re.sub(r"[\w-]+\.(html|pdf|csv|xlsx|svg|png|json|yaml)\b", " ", text)
    for own in texts_of_the_case():
        text = re.sub(rf"(?<![A-Za-z]){re.escape(own)}(?![A-Za-z])", " ", text)
    months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
    return {word for word in re.findall(r"[A-Za-z]{3,}", text) if word not in NAMES and word not in months}


@pytest.mark.slow
def test_no_word_of_ours_stands_on_a_page_untranslated(office, bracketed):
    cast = Cast()
    for name in ("mara", "north", "olga"):
        set_language(cast.people[name].pk, BRACKETED)
        cast.sign_in(name)
    result = result_of(texts_of_folder(EXAMPLES / "strait"), datetime.date(2026, 11, 24))
    assert BRACKETED in result["in_languages"]
    keep(cast, result)
    with transaction.atomic():
        cast.case = cast.view("mara").case
        cast.sides = {s.party: s.id for s in cast.view("mara").sides if s.party}
    package = {f"option:{i.id}": i.option_ids[0] for i in cast.case.issues}
    assert cast.post("mara", "release", step="release", to="northland", words="What if?", **package).status_code == 302
    assert cast.post("mara", "build", step="name", name="Another name").status_code == 302
    assert cast.post("mara", "build/put", words="It was misspelled.").status_code == 302
    faults, seen = {}, 0
    for name in ("mara", "north", "olga", "nobody"):
        client = cast.clients.get(name) or Client(SERVER_NAME="localhost", headers={"accept-language": BRACKETED})
        for route in table_of_addresses.routes():
            address = table_of_addresses.address(route, cast.case_id)
            if any(address.endswith(last) for last in ("leave-now/", "logout/")) or address.startswith(
                ("/accounts/", "/help/", "/language/")
            ):
                continue
            answer = client.get(address)
            if answer.status_code < 300 and answer["Content-Type"].startswith("text/html"):
                seen += 1
                if words := left_in_english(answer.content.decode()):
                    faults[name, route] = sorted(words)
    assert seen > 40
    assert not faults, "\n".join(f"{k}: {v}" for k, v in faults.items())
