"""The languages of the product: their translations, and how each writes lists, numbers and dates.

The formats are those of the Unicode CLDR, read by Babel.
"""

from __future__ import annotations

import datetime
import gettext
import json
import math
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

#: The one catalogue of a language bears the name that Django looks for: ``django.mo``.
LOCALES = Path(__file__).parent.parent / "locale"
#: Each language of the product, by its own name.
LANGUAGES = {
    "en": "English",
    "ar": "العربية",
    "fr": "Français",
    "id": "Bahasa Indonesia",
    "ru": "Русский",
    "uk": "Українська",
}
#: Languages that are written so, beside those of which Babel knows it.
RIGHT_TO_LEFT = frozenset(
    {"apc", "arz", "ary", "azb", "bal", "dv", "hac", "pnb", "prs", "skr", "syr", "ug", "yi"}
)
#: Counts from here on are written as a power of ten.
LARGE = 10**15
#: What keeps words of another direction together, and a sign at its number: an isolate that runs as
#: its first letter does, or from left to right, and its end.
ISOLATE, LEFT_TO_RIGHT, END_OF_ISOLATE = "\u2068", "\u2066", "\u2069"
_MARKS = dict.fromkeys(map(ord, (ISOLATE, LEFT_TO_RIGHT, END_OF_ISOLATE)))


@cache
def direction_of(language: str) -> str:
    """Say in which direction a language is written: ``ltr`` or ``rtl``."""
    if language == "en":
        return "ltr"
    if language.split("-")[0] in RIGHT_TO_LEFT:
        return "rtl"
    known = known_locale(language)
    return "rtl" if known is not None and known.text_direction == "rtl" else "ltr"


@cache
def translations_in(language: str) -> gettext.NullTranslations:
    """Read the catalogue of a language; where there is none, one that gives each text back."""
    wanted = [language, language.split("-")[0]]
    return gettext.translation("django", LOCALES, wanted, fallback=True)


@cache
def share_translated(language: str) -> Fraction:
    """Give the share of the product's texts that a language has. English has all of them."""
    counted = json.loads((LOCALES / "coverage.json").read_text())
    done = counted["translated"].get(language, 0)
    return Fraction(1) if language == "en" else Fraction(done, counted["texts"])


@cache
def is_read_by_native(language: str) -> bool:
    """Tell whether a native speaker has read the catalogue of a language, as it says itself."""
    said = translations_in(language).info().get("last-translator", "")
    return said != "not yet read by a native speaker"


@cache
def is_whole(language: str) -> bool:
    """Tell whether a language of the product has every text."""
    return language in LANGUAGES and share_translated(language) == 1


@cache
def known_locale(language: str) -> Locale | None:
    """Find how a language writes lists, numbers and dates; None where that is unknown.

    English is written as in Britain: the day before the month.
    """
    # Babel takes long to load, and what prints no list needs none of it.
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse("en-GB" if language == "en" else language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def locale_of(language: str) -> Locale:
    """Find how a language writes lists, numbers and dates; English where that is unknown."""
    found = known_locale(language) or known_locale("en")
    assert found is not None
    return found


def text_language(languages: Sequence[str], reader: str) -> str:
    """Choose the language in which a reader reads a case: her own, one like it, or the first."""
    alike = [one for one in languages if one.split("-")[0] == reader.split("-")[0]]
    return reader if reader in languages else next(iter(alike), languages[0])


@cache
def _list_patterns(language: str, style: str) -> Mapping[str, str]:
    """Give how a language joins words, as the CLDR has it; English without Babel, which is slow."""
    if language == "en":
        last = "{0} and {1}" if style == "standard" else "{0} or {1}"
        return {"2": last, "start": "{0}, {1}", "middle": "{0}, {1}", "end": last}
    found: Mapping[str, str] = locale_of(language).list_patterns[style]
    return found


@cache
def number_signs(language: str) -> tuple[str, str]:
    """Give what a language writes before decimals, and between thousands."""
    if language == "en":
        return ".", ","
    symbols = locale_of(language).number_symbols["latn"]
    return str(symbols["decimal"]), str(symbols["group"])


def unmarked(words: str) -> str:
    """Take out the marks that keep words together on a page: a file has none of them."""
    return words.translate(_MARKS)


def gettext_noop(message: str) -> str:
    """Mark a text for the catalogues where nobody knows yet who reads it; it stays English.

    Where it is shown, it is translated.
    """
    return message


class Language:
    """One language to speak: translated texts, and lists, numbers, dates as it writes them.

    Digits are 0 to 9 in each language, as people type them. What has no translation stays English.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._translations = translations_in(language)

    @property
    def direction(self) -> str:
        """Say in which direction the language is written: ``ltr`` or ``rtl``."""
        return direction_of(self.language)

    @property
    def comma(self) -> str:
        """Give the comma, with the space behind it."""
        return "، " if self._is_rtl else ", "

    @property
    def semicolon(self) -> str:
        """Give the semicolon, with the space behind it."""
        return "؛ " if self._is_rtl else "; "

    @property
    def arrow(self) -> str:
        """Give the arrow that leads from what is read first to what is read then."""
        return "←" if self._is_rtl else "→"

    def _(self, message: str) -> str:
        """Translate a message of ours into the language, where there is a translation."""
        return self._translations.gettext(message)

    def p_(self, context: str, message: str) -> str:
        """Translate a message that means different things in different places."""
        return self._translations.pgettext(context, message)

    def n_(self, one: str, many: str, n: int) -> str:
        """Translate a message that depends on a number."""
        return self._translations.ngettext(one, many, n)

    def isolated(self, words: str) -> str:
        """Keep words that somebody wrote together, where they may run the other way."""
        foreign = self._is_rtl or (
            not words.isascii() and any(unicodedata.bidirectional(c) in ("R", "AL") for c in words)
        )
        return f"{ISOLATE}{words}{END_OF_ISOLATE}" if words and foreign else words

    def list_of(self, parts: Iterable[str]) -> str:
        """Join words to a list: ``a, b and c``."""
        return self._joined(parts, "standard")

    def choice_of(self, parts: Iterable[str]) -> str:
        """Join words to a list of which one holds: ``a, b or c``."""
        return self._joined(parts, "or")

    def commas(self, parts: Iterable[str]) -> str:
        """Join words by commas alone: ``a, b, c``."""
        return self.comma.join(parts)

    def semicolons(self, parts: Iterable[str]) -> str:
        """Join clauses by semicolons: ``a; b; c``."""
        return self.semicolon.join(parts)

    def _joined(self, parts: Iterable[str], style: str) -> str:
        words = list(parts)
        if len(words) < 2:
            return "".join(words)
        patterns = _list_patterns(self.language, style)
        if len(words) == 2:
            return _put(patterns["2"], *words)
        text = _put(patterns["start"], *words[:2])
        for word in words[2:-1]:
            text = _put(patterns["middle"], text, word)
        return _put(patterns["end"], text, words[-1])

    def points(self, value: Fraction, *, sign: bool = False) -> str:
        """Write a utility or a gain, rounded for reading (the JSON output has it in full)."""
        # One decimal; below 1 as many as it takes to tell it from nothing, at most three.
        digits = 1
        if abs(value) < 1 and (value * 10).denominator != 1:
            digits = 2 if abs(value) >= Fraction(1, 100) else 3
        # Half up and in integers, so that a gain shown is the difference of the values shown.
        whole = math.floor(value * 10**digits + Fraction(1, 2))
        return self._decimal(whole, digits, sign=sign)

    def amount(self, value: Fraction, *, up: bool = False) -> str:
        """Write an amount that must be enough, so that what is written still is.

        It stands in full where four decimals hold it, else rounded down (``up``: up).
        """
        scaled = value * 10**4
        return self._decimal(math.ceil(scaled) if up else math.floor(scaled), 4)

    def _decimal(self, whole: int, digits: int, *, sign: bool = False) -> str:
        """Write an integer divided by a power of ten, without zeros at its end."""
        units, rest = divmod(abs(whole), 10**digits)
        decimals = f"{rest:0{digits}}".rstrip("0")
        text = f"{units}{number_signs(self.language)[0]}{decimals}" if decimals else str(units)
        before = "−" if whole < 0 else "+" if sign and whole > 0 else ""
        return self.signed(before, text)

    def signed(self, sign: str, number: str) -> str:
        """Write a sign before a number, so that it stays there in a text from right to left."""
        text = f"{sign}{number}"
        return f"{LEFT_TO_RIGHT}{text}{END_OF_ISOLATE}" if sign and self._is_rtl else text

    @property
    def _is_rtl(self) -> bool:
        return self.direction == "rtl"

    def share(self, value: Fraction) -> str:
        """Write a share in per cent."""
        return f"{float(100 * value):.0f} %"

    def fine_share(self, value: Fraction) -> str:
        """Write a share in per cent, rounded up to a tenth."""
        return f"{self._decimal(math.ceil(1000 * value), 1)} %"

    def number(self, n: int) -> str:
        """Write a count: all digits while they can be read, else its size."""
        decimal, group = number_signs(self.language)
        if n < LARGE:
            return f"{n:,}".replace(",", group)
        digits = str(n)
        return f"{digits[0]}{decimal}{digits[1:3]} × 10^{len(digits) - 1}"

    def date(self, day: datetime.date) -> str:
        """Write a day: in English as ``2025-03-11``, in other languages in words."""
        if self.language == "en":
            return day.isoformat()
        return self.day(day)

    def day(self, day: datetime.date) -> str:
        """Write a day in words: ``11 March 2025``."""
        from babel.dates import format_date

        # The long form of some languages ends in a full stop; sentences have their own.
        return str(format_date(day, "d MMMM y", locale=locale_of(self.language)))

    def month(self, day: datetime.date) -> str:
        """Write the month of a day in words: ``March 2025``."""
        from babel.dates import format_skeleton

        return str(format_skeleton("yMMMM", day, locale=locale_of(self.language)))

    def age(self, date: datetime.date, today: datetime.date) -> str:
        """Say how old something is."""
        days = (today - date).days
        if days < 0:
            return self._("dated in the future")
        if days < 1:
            return self._("of today")
        if days < 14:
            return self.n_("{n} day old", "{n} days old", days).format(n=days)
        if days < 60:
            return self.n_("{n} week old", "{n} weeks old", days // 7).format(n=days // 7)
        if days < 730:
            return self.n_("{n} month old", "{n} months old", days // 30).format(n=days // 30)
        return self.n_("{n} year old", "{n} years old", days // 365).format(n=days // 365)


def _put(pattern: str, first: str, second: str) -> str:
    """Put two words into a pattern of CLDR, such as ``{0} and {1}``."""
    before, _, rest = pattern.partition("{0}")
    between, _, after = rest.partition("{1}")
    return f"{before}{first}{between}{second}{after}"
