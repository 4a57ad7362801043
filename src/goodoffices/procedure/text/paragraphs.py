"""A text as it is typed: paragraphs with an empty line between them, headings, brackets.

A line that begins with ``#`` is a heading; the other paragraphs are numbered from 1. A bracket
holds alternatives that are not agreed: ``[[northland: shall | southland: should]]``. What stands
before a colon is who sponsors an alternative: a party, by its id or a name of it, whatever the
capitals. It is shown to those alone who may know. Words that have a colon of their own near their
beginning have another one before them. An alternative can be empty: then the bracket says that its
words may go altogether.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

_BRACKET = re.compile(r"\[\[(.*?)\]\]", re.S)
_SPONSOR = re.compile(r"\s*([^:|]*?)\s*:(.*)", re.S)
#: Words before a colon that can name a sponsor, at most.
MOST_OF_A_NAME = 5
#: The ids of those who can sponsor an alternative, or each name of them with the id.
Sponsors = Mapping[str, str] | Collection[str]


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to word a bracket. ``sponsor``: a party's id, empty where nobody is named."""

    words: str
    sponsor: str = ""


@dataclass(frozen=True, slots=True)
class Bracket:
    """Words that are not agreed: alternatives side by side, two or more, or one that may go."""

    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. ``number``: from 1; 0 for a heading. ``parts``: words and brackets."""

    number: int
    parts: tuple[str | Bracket, ...]

    @property
    def is_heading(self) -> bool:
        """Tell whether it names a chapter."""
        return self.number == 0

    @property
    def words(self) -> str:
        """Give the paragraph in plain words, with brackets as brackets."""
        return "".join(
            part
            if isinstance(part, str)
            else " ".join(f"[{one.words}]" for one in part.alternatives)
            for part in self.parts
        )

    @property
    def brackets(self) -> int:
        """Count the brackets that are left."""
        return sum(isinstance(part, Bracket) for part in self.parts)


@dataclass(frozen=True, slots=True)
class TextFault:
    """What is wrong with a text as it is typed. ``paragraph``: counted from 1, headings too."""

    paragraph: int
    why: str


def paragraphs_of(text: str) -> list[str]:
    """Split a text into its paragraphs as they are typed, without the empty lines between them."""
    blocks = re.split(r"\n[^\S\n]*(?:\n[^\S\n]*)+", text.replace("\r\n", "\n").strip())
    return [block.strip() for block in blocks if block.strip()]


def read_text(text: str, sponsors: Sponsors) -> list[Paragraph]:
    """Read a text, give its paragraphs. ``sponsors``: who can sponsor an alternative."""
    found, number, ids = [], 0, _ids_of(sponsors)
    for block in paragraphs_of(text):
        is_heading = block.startswith("#")
        number += not is_heading
        words = block.lstrip("#").strip() if is_heading else block
        parts = tuple(_parts(words, ids))
        found.append(Paragraph(0 if is_heading else number, parts))
    return found


def _ids_of(sponsors: Sponsors) -> Mapping[str, str]:
    named = sponsors if isinstance(sponsors, Mapping) else {one: one for one in sponsors}
    return {name.casefold(): sponsor for name, sponsor in named.items()}


def _parts(words: str, ids: Mapping[str, str]) -> Iterator[str | Bracket]:
    end = 0
    for bracket in _BRACKET.finditer(words):
        if bracket.start() > end:
            yield words[end : bracket.start()]
        yield Bracket(tuple(_alternative(one, ids) for one in bracket[1].split("|")))
        end = bracket.end()
    if end < len(words):
        yield words[end:]


def _alternative(words: str, ids: Mapping[str, str]) -> Alternative:
    named = _SPONSOR.fullmatch(words)
    if named is not None and not named[1]:
        return Alternative(named[2].strip())
    if named is not None and named[1].casefold() in ids:
        return Alternative(named[2].strip(), ids[named[1].casefold()])
    return Alternative(words.strip())


def unknown_sponsors(text: str, sponsors: Sponsors) -> list[str]:
    """List what stands before a colon in a bracket as a sponsor would, and names none."""
    ids, found = _ids_of(sponsors), []
    for bracket in _BRACKET.finditer(text):
        for words in bracket[1].split("|"):
            named = _SPONSOR.fullmatch(words)
            name = "" if named is None else named[1]
            if name and name.casefold() not in ids and len(name.split()) <= MOST_OF_A_NAME:
                found.append(name)
    return found


def for_reader(paragraphs: Sequence[Paragraph], reader: str) -> list[Paragraph]:
    """Give a text as a reader may have it: of sponsors it names her own party alone.

    ``reader``: a party's id, or empty for somebody who knows of none.
    """

    def of(part: str | Bracket) -> str | Bracket:
        if isinstance(part, str):
            return part
        return Bracket(
            tuple(
                one if one.sponsor == reader else Alternative(one.words)
                for one in part.alternatives
            )
        )

    return [Paragraph(one.number, tuple(map(of, one.parts))) for one in paragraphs]


def written(paragraphs: Sequence[Paragraph]) -> str:
    """Write paragraphs as they are typed."""

    def typed(part: str | Bracket) -> str:
        if isinstance(part, str):
            return part
        alternatives = (
            f"{one.sponsor}: {one.words}" if one.sponsor or ":" in one.words else one.words
            for one in part.alternatives
        )
        return f"[[{' | '.join(alternatives)}]]"

    blocks = ("".join(map(typed, one.parts)) for one in paragraphs)
    return "\n\n".join(
        f"# {words}" if one.is_heading else words
        for one, words in zip(paragraphs, blocks, strict=True)
    )


def faults_of(text: str) -> list[TextFault]:
    """List what is wrong with a text: brackets that do not close, or lie within one another."""
    found = []
    for place, block in enumerate(paragraphs_of(text), 1):
        rest = _BRACKET.sub("", block)
        if "[[" in rest or "]]" in rest:
            found.append(TextFault(place, "a bracket that does not begin or does not end"))
        elif any("[[" in one for one in _BRACKET.findall(block)):
            found.append(TextFault(place, "a bracket within a bracket"))
    return found
