"""What a party is asked and holds in her hands is translated, whole, and the compiled catalogues are those of their sources."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from goodoffices.formats.ours.case_reader import read_case
from goodoffices.preferences import Asked, Question
from goodoffices.report.questions import answer_typed, asking
from goodoffices.report.wording import LOCALES, Wording
from scripts.write_catalogues import template
from tests.cases import EXAMPLES

LANGUAGES = sorted(p.name for p in LOCALES.iterdir() if p.is_dir())
PLACE = re.compile(r"\{\w*\}")


def sources(language):
    with (LOCALES / language / "LC_MESSAGES/goodoffices.po").open("rb") as file:
        return read_po(file, locale=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated_with_the_same_places_for_names(language):
    catalog = sources(language)
    for message in template():
        if message.id:
            found = catalog.get(message.id)
            assert found is not None, message.id
            assert found.string, message.id
            assert sorted(PLACE.findall(found.string)) == sorted(PLACE.findall(message.id)), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_is_written(language):
    with (LOCALES / language / "LC_MESSAGES/goodoffices.mo").open("rb") as file:
        compiled = {m.id: m.string for m in read_mo(file) if m.id}
    assert compiled == {m.id: m.string for m in sources(language) if m.id}
    assert gettext.translation("goodoffices", LOCALES, [language]).gettext("Its number.") != "Its number."


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_is_taken_in_the_language_in_which_it_was_asked(language):
    case = read_case(Path(EXAMPLES / "strait/case.yaml").read_text())
    w = Wording(case, language)
    surprise = Question(asked=Asked.SURPRISE)
    assert asking(surprise, case, w).how != "yes or no."
    assert answer_typed(surprise, w._("yes"), case, w) == "yes"
    assert answer_typed(surprise, w._("no"), case, w) == "no"
    assert answer_typed(Question(asked=Asked.NEVER), w._("none"), case, w) == ()
