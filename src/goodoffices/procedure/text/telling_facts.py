"""Which words of a text tell what is owed: numbers, dates, durations, names, words of condition.

For the mediation that compares two texts about one deal (`mirror`). Words are those of English;
numbers in figures, ISO dates and the names that are given are found in any language, the names
where words stand apart and as they are spelt. In a bracket each alternative counts. The number
that a line begins with, as in "2." or "(2)", is passed over. Two facts have one value where they
are the same in writing alone: "thirty days" is "30-day", but "24 hours" is not "1 day", "25 March"
not "25 March 2025", "cannot" not "can not".

What is not found: units and currencies of a number; fractions and ordinals in words ("two thirds",
"third"), "dozen", "several", "daily"; durations and dates in other languages; hours but as in
"18:00"; "tomorrow"; a name that begins a sentence and stands nowhere else, is in small letters, or
is in a heading and not given; who "it" or "the parties" are; other words that bind ("agree",
"undertake") or limit ("all", "at least"). What can be read in two ways is the same as itself alone:
"03/04/2025", "1.000", "2,5". A long name with "and" or "for" in it is found in parts. Whatever has
a capital within a sentence counts as an actor: a place, a feast, "Russian" if it is not given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from goodoffices.procedure.text.paragraphs import Paragraph


class FactKind(StrEnum):
    """What some words tell."""

    NUMBER = "number"
    DATE = "date"
    DURATION = "duration"
    ACTOR = "actor"
    CONDITION = "condition"
    MODAL = "modal"
    NEGATION = "negation"


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingFact:
    """Some words that tell what is owed.

    ``words``: as they stand. ``value``: the same for what is the same in writing; of an actor that
    was given, the id. ``paragraph``: its number, 0 of a heading. ``is_mirrored``: said by `mirror`
    of what differs by the swap of two names alone.
    """

    kind: FactKind
    words: str
    value: str
    paragraph: int
    is_mirrored: bool = False


class FactPlace(NamedTuple):
    """Where a fact stands in the words of a paragraph."""

    start: int
    end: int
    kind: FactKind
    value: str


#: A gap between words: bounded, so that a long row of spaces costs no more than its length.
_GAP = r"\s{1,3}"
_TO_9 = "one|two|three|four|five|six|seven|eight|nine"
_TO_19 = (
    f"zero|{_TO_9}|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
)
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_IN_WORDS = {word: k for k, word in enumerate(_TO_19.split("|"))}
_IN_WORDS |= {word: 10 * k for k, word in enumerate(_TENS.split("|"), 2)}
_BELOW_100 = rf"(?:(?:{_TENS})(?:(?:-|{_GAP})(?:{_TO_9})\b)?|(?:{_TO_19})\b)"
_SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_NO_FRACTION = rf"(?!(?:-|{_GAP})(?:half|thirds?|quarters?|fifths?|tenths?)\b)"
_AMOUNT = (
    r"(?:(?<!\d)(?<!\d[.,/])(?:(?<!\S)-)?\d+(?:[.,٫٬'/\u00a0\u202f\u2009]\d+)*"
    rf"|\b(?i:(?:an?|{_TO_19}){_GAP}hundred\b(?:(?:{_GAP}and)?{_GAP}{_BELOW_100})?"
    rf"|(?!(?<=\bno )one\b|one{_GAP}another\b){_BELOW_100}{_NO_FRACTION}))"
    rf"(?i:{_GAP}and{_GAP}a{_GAP}half\b)?(?i:{_GAP}(?:{'|'.join(_SCALES)})\b)?"
)
_BEGINS = r"(?=[-\d]|\b[aefhnostzAEFHNOSTZ])"  # Where an amount can; for speed alone.
_NUMBER = rf"{_AMOUNT}(?:\s?\({_AMOUNT}\))?"  # As treaties write it too: "thirty (30)".
_NUMBERS = re.compile(
    rf"{_BEGINS}(?P<number>{_NUMBER})(?P<ordinal>(?:st|nd|rd|th)\b)?"
    r"(?P<percent>\s?(?:[%٪]|per\s?cent\b))?"
)
_GROUPED = r"[1-9]\d{0,2}(?:(?:[,٬]\d{3})+|(?:['\u00a0\u202f\u2009]\d{3})+)(?:[.٫]\d+)?"
#: But "1.000", where who reads English reads one and who reads German a thousand; nor what is long.
_FIGURE = re.compile(rf"(?=.{{1,20}}$)-?(?:{_GROUPED}|(?![1-9]\d{{0,2}}\.\d{{3}}$)\d+(?:[.٫]\d+)?)")
_PARTS_OF_AMOUNT = re.compile(rf"^(.+?)(\s+and\s+a\s+half)?(?:\s+({'|'.join(_SCALES)}))?$", re.S)

_DURATIONS = re.compile(
    rf"{_BEGINS}(?:(?P<first>{_NUMBER})(?:\s?[-–—]\s?|{_GAP}(?:to|or|and){_GAP}))??"
    rf"(?:(?P<number>{_NUMBER})|\b(?P<half>(?i:half{_GAP}an?))\b|(?<!\bof )\b(?i:an?)\b)"
    rf"(?:\s?-\s?|{_GAP})"
    rf"(?:(?P<which>calendar|working|business|consecutive|further|additional|more|full){_GAP})?"
    r"(?P<unit>(?i:seconds|(?<=-)second|(?:minute|hour|day|week|month|year)s?))\b"
    rf"(?P<and_half>{_GAP}and{_GAP}a{_GAP}half\b)?"
)

_MONTH_NAMES = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
_MONTHS = {name.lower(): k for k, name in enumerate(_MONTH_NAMES.split("|"), 1)}
_MONTHS |= {name[:3]: k for name, k in _MONTHS.items()} | {"sept": 9}
# With a capital: "side 2 may" is no date.
_MONTH = "|".join(
    form + (r"\b" if form.title() in _MONTH_NAMES.split("|") else r"\b\.?")
    for name in sorted(_MONTHS, key=len, reverse=True)
    for form in (name.title(), name.upper())
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\d|[.,]\d{1,3}(?!\d))"
_YEAR = r"(?:(?:,\s{0,2}|\s{1,2})(?P<year>\d{4})(?!\d))"
_DATES = [
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)(?P<as_it_stands>\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
        r"(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?)(?!\d)",
        rf"(?<!\d)(?<!\d[.,])(?P<day>{_DAY})(?:(?:\s?[-–—/]\s?|{_GAP}(?:to|and|or){_GAP})"
        rf"(?P<last>{_DAY}))?{_GAP}(?:of{_GAP})?(?P<month>{_MONTH}){_YEAR}?",
        rf"\b(?P<month>{_MONTH}){_GAP}(?P<day>{_DAY})(?:\s?[-–—]\s?(?P<last>{_DAY}))?{_YEAR}?",
        rf"\b(?P<month>{_MONTH}){_YEAR}",
        r"(?<!\d)(?P<as_it_stands>\d{1,2}([./])\d{1,2}\2(?:\d{4}|\d\d))(?!\d)",
        r"(?<![\d:.,])(?P<as_it_stands>(?:[01]?\d|2[0-4]):[0-5]\d(?: UTC| GMT)?)\b(?!:)",
        r"\b(?P<as_it_stands>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s?\b",
        rf"\b(?P<month>{_MONTH_NAMES})\b",
    )
]

_CONDITIONS = (
    "only (?:after|if|when|once|until|upon|within)|provided that|provided(?! (?:by|to|with|for) )|"
    "providing that|on (?:the )?condition(?: that)?|conditional (?:up)?on|contingent (?:up)?on|"
    "subject to|as long as|so long as|as soon as|in the event|in case|in (?:exchange|return) for|"
    "prior to|except(?: for)?|(?<!at\\s)once(?! again| more)|"
    "if|unless|only|until|when|whenever|before|after|within|pending|upon"
).replace(" ", _GAP)
_MODALS = "shall|should|may|must|can|could|will|would|might"
_WORDS = re.compile(
    rf"\b(?:(?P<condition>{_CONDITIONS})|(?P<modal>(?:{_MODALS})(?!'))"
    r"|(?:[a-z]{1,9}n't|cannot|not|no(?!\.\s?\d)|never|nor|neither|none|without))\b",
    re.I,
)

_NAME_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['&-][^\W_]+)*")
_BETWEEN_NAMES = re.compile(rf"{_GAP}(?:(?:of|de|du|al){_GAP}(?:the{_GAP})?)?")
_SHORT = ("Mr", "Mrs", "Ms", "Dr", "St", "No", "Nos", "Art", "Gen", "Col", "Prof", "Amb")
#: Words that begin sentences and no names.
_NO_NAMES = frozenset(
    "a an the this that these those it its they their them he she his her we our us you your i my "
    "all any both each every either some such other another in on at by for from to of with into "
    "under over between among during since where while whereas as and or but so yet also then thus "
    "therefore however moreover furthermore further there here what who which how why is are was "
    "were be has have had do does did because although though despite following according hundred "
    "if unless only until when before after within once upon provided pending except not no never "
    f"nor neither none without {_MODALS.replace('|', ' ')} {' '.join((*_IN_WORDS, *_SHORT))}"
    "".lower().split()
)
_BEGINNING = re.compile(
    r"(?:\A|\n|(?P<sign>[.!?:…])[\"'”)\]»]{0,3}\s)\s*"
    r"(?:[-–—•*]\s{1,3}|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})\)\s{1,3}|[\"'“‘«(\[]\s?)*"
)
_LIST_SIGN = re.compile(r"^\(?\d{1,3}[.)](?=\s)", re.M)
#: Written in many ways, read in one; each is one sign, so places stay.
_SIGNS = str.maketrans({"’": "'", "ʼ": "'", "‑": "-", "‐": "-", "−": "-"})
_TAKEN = "\0"  # Stands for what was found, so that it is not found again.


def facts_in(
    paragraphs: Sequence[Paragraph], actors: Mapping[str, Sequence[str]]
) -> list[TellingFact]:
    """List the facts of a text, in its order. Cost: linear in the text.

    ``actors``: names and their variants by id, as they are spelt. A name that `names_in` finds
    counts at the beginning of a sentence too. A number that is part of a date, a duration or a name
    is not listed again.
    """
    given, known = GivenNames(actors), names_in(paragraphs, actors)
    return [fact for one in paragraphs for fact in facts_of(one, given, known)]


def facts_of(paragraph: Paragraph, given: GivenNames, known: Collection[str]) -> list[TellingFact]:
    """List the facts of a paragraph. ``known``: names that count where a sentence begins."""
    text, number = readable(paragraph), paragraph.number
    return [
        TellingFact(kind=kind, words=text[start:end], value=value, paragraph=number)
        for start, end, kind, value in sorted(_places(text, given, known, paragraph.is_heading))
    ]


def names_in(
    paragraphs: Sequence[Paragraph], actors: Mapping[str, Sequence[str]]
) -> frozenset[str]:
    """Name what has a capital in the middle of a sentence and is none of ``actors``."""
    given = GivenNames(actors)
    return frozenset(
        one.value
        for text in (readable(one) for one in paragraphs if not one.is_heading)
        for starts in (_beginnings(_plain(text)),)
        for one in _places(text, given, ())
        if one.kind is FactKind.ACTOR and one.start not in starts
    ) - set(actors)


class GivenNames:
    """The names of actors that are given, found in a text where they stand apart."""

    def __init__(self, actors: Mapping[str, Sequence[str]]) -> None:
        self._ids = {
            " ".join(_plain(unicodedata.normalize("NFC", variant)).split()): actor
            for actor, variants in actors.items()
            for variant in variants
            if variant.strip()
        }
        # The longest first: a name can be part of another.
        spelt = sorted(self._ids, key=lambda name: (-len(name), name))
        pattern = "|".join(_GAP.join(map(re.escape, name.split())) for name in spelt)
        self._pattern = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)") if spelt else None

    def places(self, text: str) -> Iterator[FactPlace]:
        """Find each name in a text that `readable` gave; the value is the id."""
        if self._pattern is not None:
            for one in self._pattern.finditer(_plain(text)):
                actor = self._ids[" ".join(one[0].split())]
                yield FactPlace(one.start(), one.end(), FactKind.ACTOR, actor)


def readable(paragraph: Paragraph) -> str:
    """Give the words of a paragraph, each sign as Unicode composes it."""
    return unicodedata.normalize("NFC", paragraph.words)


def _plain(text: str) -> str:
    """Write digits of any language and signs that look alike in one way; places stay."""
    if text.isascii():
        return text
    signs = (str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    return "".join(signs).translate(_SIGNS)


def _places(
    text: str, given: GivenNames, known: Collection[str], is_heading: bool = False
) -> list[FactPlace]:
    """Find what tells, kind by kind: words that are found are not looked at again."""
    rest = _plain(text)
    starts = _beginnings(rest)
    rest = _LIST_SIGN.sub(lambda sign: _TAKEN * len(sign[0]), rest)
    steps: list[Callable[[str], Iterable[FactPlace]]] = [given.places]
    steps += (partial(_dates, pattern=one, starts=starts) for one in _DATES)
    # In a heading all words may have capitals.
    names = [] if is_heading else [partial(_names, starts=starts, known=known)]
    steps += [_durations, *names, _numbers, _words]
    found: list[FactPlace] = []
    for look in steps:
        now = list(look(rest))
        rest = _without(rest, now)
        found += now
    return found


def _without(text: str, found: Iterable[FactPlace]) -> str:
    pieces, end = [], 0
    for one in found:
        pieces += [text[end : one.start], _TAKEN * (one.end - one.start)]
        end = one.end
    return "".join([*pieces, text[end:]])


def _beginnings(text: str) -> set[int]:
    """Find where sentences and lines begin."""
    found = set()
    for one in _BEGINNING.finditer(text):
        before = re.split(r"[\s.(]", text[max(0, one.start() - 5) : one.start()])[-1]
        is_initial = len(before) == 1 and before.isupper()
        if one["sign"] != "." or not (before in _SHORT or is_initial):
            found.add(one.end())
    return found


def _dates(text: str, pattern: re.Pattern[str], starts: Collection[int]) -> Iterator[FactPlace]:
    for one in pattern.finditer(text):
        # "May" and "March" begin sentences as verbs too.
        if one[0] not in ("May", "March") or one.start() not in starts:
            yield FactPlace(one.start(), one.end(), FactKind.DATE, _date(one.groupdict()))


def _date(parts: Mapping[str, str | None]) -> str:
    """Write a date as ISO 8601 does, without a year as in "--03-25"; the rest as it stands."""
    if as_it_stands := parts.get("as_it_stands"):
        return as_it_stands
    month = _MONTHS[(parts["month"] or "").rstrip(".").lower()]
    start = f"{parts.get('year') or '-'}-{month:02}"
    days = [int(re.sub(r"\D", "", day)) for key in ("day", "last") if (day := parts.get(key))]
    return "/".join(f"{start}-{day:02}" for day in days) or start


def _durations(text: str) -> Iterator[FactPlace]:
    for one in _DURATIONS.finditer(text):
        number = "0.5" if one["half"] else one["number"] or "a"
        value = _number(number + (one["and_half"] or ""))
        unit = one["unit"].lower().rstrip("s") + "s" * (value != "1")
        if one["first"]:
            value = f"{_number(one['first'])}–{value}"
        words = f"{value} {one['which']} {unit}" if one["which"] else f"{value} {unit}"
        yield FactPlace(one.start(), one.end(), FactKind.DURATION, words)


def _numbers(text: str) -> Iterator[FactPlace]:
    for one in _NUMBERS.finditer(text):
        value = _number(one["number"]) + "." * bool(one["ordinal"]) + "%" * bool(one["percent"])
        yield FactPlace(one.start(), one.end(), FactKind.NUMBER, value)


def _number(words: str) -> str:
    """Give a number in figures: "thirty (30)" is 30, but "thirty (31)" is 30 (31)."""
    number, _, again = words.rstrip(")").partition("(")
    value, other = _amount(number), _amount(again or number)
    return value if value == other else f"{value} ({other})"


def _amount(words: str) -> str:
    """Give an amount in figures; as it stands where it can be read as more than one number."""
    number, has_half, scale = _PARTS_OF_AMOUNT.findall(words.strip().lower())[0]
    if not number[-1].isdecimal():
        base = Decimal(_in_words(number))
    elif _FIGURE.fullmatch(number):
        base = Decimal(re.sub(r"[,٬'\s]", "", number).replace("٫", "."))
    else:
        return " ".join(words.split())
    exact = (base + Decimal("0.5") * bool(has_half)).scaleb(_SCALES.get(scale, 0))
    return f"{(exact + 0).normalize():f}"


def _in_words(words: str) -> int:
    number = 0
    for word in re.split(r"[\s-]+", words):
        # What is no number is "a", which is one, or "and".
        number = number * 100 if word == "hundred" else number + _IN_WORDS.get(word, word != "and")
    return number


def _names(text: str, starts: Collection[int], known: Collection[str]) -> Iterator[FactPlace]:
    """Find runs of words with capitals, in text that is not in capitals as a whole."""
    words = list(_NAME_WORD.finditer(text)) if text != text.upper() else []
    k = 0
    while k < len(words):
        run = [words[k]] if _can_be_name(words[k][0]) else []
        while run and (following := _following(text, words, k)):
            run.append(words[k := following])
        k += 1
        if run and run[0].start() in starts:
            run = _sure(text, run, known)
        if run and len((name := _name(text, run)).value) > 1:
            yield name


def _following(text: str, words: Sequence[re.Match[str]], k: int) -> int | None:
    """Find the word that goes on with a name, "of" and the like passed over."""
    between = _BETWEEN_NAMES.match(text, words[k].end())
    if between and not words[k][0].endswith("'s"):
        for j in range(k + 1, min(k + 4, len(words))):
            if words[j].start() == between.end() and _can_be_name(words[j][0]):
                return j
    return None


def _sure(text: str, run: list[re.Match[str]], known: Collection[str]) -> list[re.Match[str]]:
    """Leave out the first word of a sentence where it may have its capital for that alone."""
    if _name(text, run).value in known or (len(run) == 1 and run[0][0].isupper()):
        return run
    is_apart = len(run) == 1 or not text[run[0].end() : run[1].start()].isspace()
    return run[1:] if is_apart or _name(text, run[1:]).value in known else run


def _name(text: str, run: Sequence[re.Match[str]]) -> FactPlace:
    start, end = run[0].start(), run[-1].end() - 2 * run[-1][0].endswith("'s")
    value = " ".join(text[start:end].replace(".", "").split())
    return FactPlace(start, end, FactKind.ACTOR, value)


def _can_be_name(word: str) -> bool:
    is_abbreviation = len(word) > 1 and word.isupper()
    return word[0].isupper() and (is_abbreviation or word.lower() not in _NO_NAMES)


def _words(text: str) -> Iterator[FactPlace]:
    for one in _WORDS.finditer(text):
        value = " ".join(one[0].lower().split())
        kind = FactKind.MODAL if one["modal"] else FactKind.NEGATION
        if one["condition"]:
            kind = FactKind.CONDITION
            value = value.replace("on the ", "on ").removesuffix(" that").removesuffix(" for")
        yield FactPlace(one.start(), one.end(), kind, value)
