"""The languages of the office, and the words of a case in its reader's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from goodoffices.case import Case
from goodoffices.report.languages import (
    LANGUAGES,
    Language,
    direction_of,
    is_read_by_native,
    is_whole,
    known_locale,
    locale_of,
    share_translated,
)
from goodoffices.report.wording import Wording


@dataclass(frozen=True, kw_only=True)
class OfferedLanguage:
    """A language that the office offers to a reader.

    ``name``: its own name; ``share``: of the texts that are translated, as it is written for the
    reader; ``is_current``: whether it is the language of this page.
    """

    code: str
    name: str
    direction: str
    comma: str
    semicolon: str
    arrow: str
    share: str
    is_whole: bool
    is_read_by_native: bool
    is_current: bool


def reader_language() -> str:
    """Give the language in which the page of this request is written."""
    return get_language() or "en"


def wording_for_reader(case: Case) -> Wording:
    """Give the words of a case for whoever reads this page.

    What binds somebody, and what enters the record, is worded by ``Wording(case)``: in the language
    of the case that prevails.
    """
    return Wording(case, reader_language())


def languages_offered() -> tuple[OfferedLanguage, ...]:
    """List the languages of the office, English first, with how much each says."""
    here = reader_language()
    return tuple(_offered(code, here) for code in LANGUAGES)


def language_in_use() -> OfferedLanguage:
    """Give the language of this page."""
    return _offered(reader_language(), reader_language())


def _offered(code: str, here: str) -> OfferedLanguage:
    return OfferedLanguage(
        code=code,
        name=LANGUAGES.get(code, code),
        direction=direction_of(code),
        comma=Language(code).comma,
        semicolon=Language(code).semicolon,
        arrow=Language(code).arrow,
        share=Language(here).share(share_translated(code)),
        is_whole=is_whole(code),
        is_read_by_native=is_read_by_native(code),
        is_current=code == here,
    )


@dataclass(frozen=True, kw_only=True)
class BindingWords:
    """What binds somebody, in the wording that prevails, for a reader of another language.

    ``name``: of the language, as it is written for the reader.
    """

    language: str
    name: str
    direction: str
    sentences: tuple[str, ...]


def binding_words(case: Case, say: Callable[[str], Iterable[str]]) -> BindingWords | None:
    """Give what binds in the first language of the case; None where the reader has that anyway.

    ``say`` gives the sentences in a language.
    """
    prevails, here = case.languages[0], reader_language()
    if prevails == here:
        return None
    known = known_locale(prevails)
    name = (known and known.get_language_name(locale_of(here))) or prevails
    return BindingWords(
        language=prevails,
        name=name,
        direction=direction_of(prevails),
        sentences=tuple(say(prevails)),
    )
