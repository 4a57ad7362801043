"""Every text that people read is marked, stands in the catalogues, and means there what it means in English."""

from __future__ import annotations

import ast
import gettext
import io
import json
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.template.base import Lexer, TokenType

from goodoffices.formats.ours.case_reader import read_case
from goodoffices.preferences import Asked, Question
from goodoffices.report.languages import LANGUAGES, LOCALES
from goodoffices.report.questions import asking
from goodoffices.report.typed_answers import answer_typed
from goodoffices.report.wording import Wording
from scripts.write_catalogues import COVERAGE, KEYWORDS, ROOM, is_translated, template
from tests.cases import EXAMPLES

TRANSLATED = sorted(set(LANGUAGES) - {"en"})
PLACE = re.compile(r"\{\w*\}|%\(\w+\)s|%%|</?\w+")
PAGES = sorted((ROOM / "office/templates").rglob("*.html"))
#: Pages for those who build the office.
IN_ENGLISH = {"design.html"}
#: Words that are names, the same in each language.
NAMES = {"Good", "Offices", "PDF", "QR", "SHA", "UTC", "case", "yaml"}


def sources(language):
    with (LOCALES / language / "LC_MESSAGES/django.po").open("rb") as file:
        return read_po(file, locale=language)


def keyed(catalog):
    return {(m.context, tuple(forms(m.id))): m for m in catalog if m.id}


def texts_of(file):
    """What a compiled catalogue says, without its head, which names the program that wrote it."""
    return {key: words for key, words in gettext.GNUTranslations(file)._catalog.items() if key}


@cache
def texts_of_the_sources():
    """Every marked text; to collect them takes a second or two."""
    return keyed(template())


def forms(words):
    return [words] if isinstance(words, str) else list(words)


def test_each_language_but_english_has_a_catalogue():
    assert sorted(p.name for p in LOCALES.iterdir() if p.is_dir()) == TRANSLATED


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_holds_the_texts_of_the_sources_and_no_others(language):
    """`python scripts/write_catalogues.py` mends what this finds."""
    wanted, held = set(texts_of_the_sources()), set(keyed(sources(language)))
    assert (sorted(map(str, wanted - held)), sorted(map(str, held - wanted))) == ([], [])


@pytest.mark.release
@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated_before_a_release(language):
    """`python scripts/write_catalogues.py --missing LANGUAGE` lists what is missing."""
    assert [key for key, m in keyed(sources(language)).items() if not is_translated(m)] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_places_for_names_that_its_text_has(language):
    """A number may be left out of a form that stands for one number alone, and comes from the text of one or of many."""
    reached = 0
    for message in sources(language):
        if not message.id or not is_translated(message):
            continue
        singular, *many = forms(message.id)
        wanted = set(PLACE.findall(singular)), set(PLACE.findall((many or [singular])[0]))
        for form in forms(message.string):
            found = set(PLACE.findall(form))
            assert wanted[0] & wanted[1] <= found | {"{n}", "%(n)s"}, message.id
            assert found <= wanted[0] | wanted[1], message.id
            reached += 1
    assert reached > 60


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_compiled_is_what_is_written(language):
    assert not any(message.fuzzy for message in sources(language))
    written = io.BytesIO()
    write_mo(written, sources(language))
    written.seek(0)
    with (LOCALES / language / "LC_MESSAGES/django.mo").open("rb") as compiled:
        assert texts_of(compiled) == texts_of(written)


def test_how_much_each_language_has_is_counted():
    counted = json.loads(COVERAGE.read_text())
    assert counted["texts"] == len(texts_of_the_sources())
    assert counted["translated"] == {one: sum(map(is_translated, keyed(sources(one)).values())) for one in TRANSLATED}


def calls_that_translate():
    translators = {ROOM / "report/languages.py", ROOM / "office/templatetags/office.py"}
    for file in sorted(set(ROOM.rglob("*.py")) - translators):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in KEYWORDS and name != "gettext":
                    yield file, node, KEYWORDS[name]


def test_a_text_that_is_translated_is_written_out_in_the_call():
    """Else the catalogues never hear of it."""
    seen = 0
    for file, call, places in calls_that_translate():
        positions = [0] if places is None else [(p[0] if isinstance(p, tuple) else p) - 1 for p in places]
        for position in positions:
            argument = call.args[position]
            assert isinstance(argument, ast.Constant), f"{file.relative_to(ROOM)}, line {call.lineno}"
        seen += 1
    assert seen > 500


def test_a_refusal_says_nothing_that_is_not_marked():
    """Two kinds are never shown: why an hour's checkpoint was not signed, and why an analysis has nobody to ask for it."""
    unseen = {"record/signing.py", "running/worker.py"}
    refusals = 0
    for file in sorted((ROOM / "office").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Refused", "TooMuch"):
                refusals += 1
                said = node.args[0].values if isinstance(node.args[0], ast.JoinedStr) else [node.args[0]]
                bare = any(isinstance(one, ast.Constant) and re.search("[a-z]", one.value) for one in said)
                assert not bare or file.relative_to(ROOM / "office").as_posix() in unseen, f"{file}, line {node.lineno}"
    assert refusals > 100


class Words(HTMLParser):
    """Collects what a person reads of a page: its text, and the attributes that are read aloud or shown."""

    READ = {"aria-label", "alt", "title", "placeholder"}

    def __init__(self):
        super().__init__()
        self.found, self.hidden = [], 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in ("script", "style", "code")
        self.found += [value for name, value in attrs if name in self.READ and value]

    def handle_endtag(self, tag):
        self.hidden -= tag in ("script", "style", "code")

    def handle_data(self, data):
        if not self.hidden:
            self.found.append(data)


def words_outside_marks(page: Path) -> set[str]:
    """The words of a template that stand in no text that is translated."""
    text, within = "", False
    for token in Lexer(page.read_text()).tokenize():
        if token.token_type is TokenType.BLOCK:
            name = token.contents.split()[0]
            within = name in ("blocktranslate", "comment") or (within and name not in ("endblocktranslate", "endcomment"))
        elif token.token_type is TokenType.TEXT and not within:
            text += re.sub(r'^ class="[\w -]+"$', "", token.contents)
    words = Words()
    words.feed(text)
    return set(re.findall(r"[A-Za-z]{2,}", " ".join(words.found))) - NAMES


@pytest.mark.parametrize("page", [p for p in PAGES if p.name not in IN_ENGLISH], ids=lambda p: p.name)
def test_each_text_of_a_page_is_marked(page):
    assert words_outside_marks(page) == set()


@pytest.mark.parametrize("language", TRANSLATED)
def test_an_answer_is_taken_in_the_language_in_which_it_was_asked(language):
    case = read_case(Path(EXAMPLES / "strait/case.yaml").read_text())
    w = Wording(case, language)
    surprise = Question(asked=Asked.SURPRISE)
    assert asking(surprise, case, w).how != "yes or no."
    assert answer_typed(surprise, w._("yes"), case, w) == "yes"
    assert answer_typed(surprise, w._("no"), case, w) == "no"
    assert answer_typed(Question(asked=Asked.NEVER), w._("none"), case, w) == ()
