"""Read untrusted XML into a plain tree that remembers its lines.

The parser is Python's own expat, driven by hand: a document type declaration is refused as soon as
it begins, so no entity is ever defined or fetched; depth and number of elements are bounded. Files
of the field often begin with an empty line, or are not in the encoding that they name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.documents.printable import has_control_character, in_one_way
from goodoffices.formats.documents.text_file import read_bytes

#: Deepest nesting of elements.
MAX_DEPTH = 30
#: Most elements of a file.
MAX_ELEMENTS = 200_000

#: Encodings that a header may name, beside UTF-8.
ENCODINGS = (
    "iso-8859-1",
    "iso-8859-15",
    "latin-1",
    "latin1",
    "us-ascii",
    "ascii",
    "windows-1252",
    "cp1252",
    "utf-16",
)
#: Blanks and comments that stand, as in files that GENIUS ships, before the declaration.
BEFORE = re.compile(r"(?:\s|<!--.{0,5000}?-->){0,200}(?=<\?xml)", re.DOTALL)
DECLARED = re.compile(
    rb"""\A(?:\s|<!--.{0,5000}?-->){0,200}<\?xml[^>]{0,200}?"""
    rb"""encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""",
    re.DOTALL,
)


@dataclass
class Element:
    """An element with its attributes and the line that it begins on.

    Text between elements is not kept.
    """

    tag: str
    attributes: dict[str, str]
    line: int
    children: list[Element] = field(default_factory=list)

    def get(self, name: str) -> str | None:
        """Give an attribute, or None."""
        return self.attributes.get(name)

    def all(self, tag: str) -> Iterator[Element]:
        """List each element of that name, itself and below, in the order of the file."""
        open_ = [self]
        while open_:
            element = open_.pop()
            if element.tag == tag:
                yield element
            open_ += reversed(element.children)

    def first(self, tag: str) -> Element | None:
        """Find the first element of that name, itself or below."""
        return next(self.all(tag), None)

    def inner(self, tag: str) -> list[Element]:
        """List the elements of that name directly inside."""
        return [child for child in self.children if child.tag == tag]


def read_xml(path: Path, shown_as: str) -> Element:
    """Read a file, and give its root element. Raises `CaseFileError`."""
    return parse_xml(decode(read_bytes(path, shown_as), shown_as), shown_as)


def decode(content: bytes, shown_as: str) -> str:
    """Decode an XML file's text.

    UTF-8 is tried first, whatever the header says: other text is hardly ever valid UTF-8 by chance.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as fault:
            line = content[: fault.start].count(b"\n") + 1
        declared = DECLARED.match(content)
        encoding = "utf-8" if declared is None else declared.group(1).decode("ascii").lower()
        if encoding not in ENCODINGS:
            said = (
                ", as it says."
                if declared is not None
                else ", and the file does not say what else it is."
            )
            words = "the text is not UTF-8" + (
                f", and {encoding} is not read." if encoding not in ("utf-8", "utf8") else said
            )
            raise CaseFileError.one(shown_as, words, "Save the file with the encoding UTF-8.", line)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise CaseFileError.one(
            shown_as,
            f"the text is not {encoding}, as it says.",
            "Save the file with the encoding UTF-8.",
        ) from None


def parse_xml(text: str, shown_as: str) -> Element:
    """Read XML text as a tree. Raises `CaseFileError`.

    Empty lines, and comments before the declaration, are skipped.
    """
    before = BEFORE.match(text)
    start = before.end() if before else len(text) - len(text.lstrip())
    return _XmlReader(shown_as, text[:start].count("\n")).read(text[start:])


class _XmlReader:
    def __init__(self, shown_as: str, lines_before: int) -> None:
        self.shown_as, self.lines_before = shown_as, lines_before
        self.root: Element | None = None
        self.stack: list[Element] = []
        self.n_elements = 0
        # The text is handed over as UTF-8; what its header says of its encoding no longer holds.
        self.parser = expat.ParserCreate("utf-8")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.StartDoctypeDeclHandler = self.doctype

    def line(self) -> int:
        return self.parser.CurrentLineNumber + self.lines_before

    def refuse(self, found: str, remedy: str) -> NoReturn:
        raise CaseFileError.one(self.shown_as, found, remedy, self.line())

    def read(self, text: str) -> Element:
        if not text:
            raise CaseFileError.one(
                self.shown_as, "the file is empty.", "Give a file that holds XML."
            )
        try:
            self.parser.Parse(text.encode("utf-8", "replace"), True)
        except expat.ExpatError as fault:
            problem = expat.ErrorString(fault.code)
            line = fault.lineno + self.lines_before
            raise CaseFileError.one(
                self.shown_as,
                f"this is not valid XML: {problem}.",
                "Look at the brackets here.",
                line,
            ) from None
        assert self.root is not None
        return self.root

    def doctype(self, *declared: object) -> None:
        self.refuse("a document type declaration (<!DOCTYPE …>) is not read.", "Take it out.")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.n_elements += 1
        if self.n_elements > MAX_ELEMENTS:
            self.refuse(f"there are more than {MAX_ELEMENTS:,} elements.", "Give a smaller file.")
        if len(self.stack) >= MAX_DEPTH:
            self.refuse(f"nesting is deeper than {MAX_DEPTH}.", "Flatten it.")
        if any(has_control_character(value) for value in attributes.values()):
            self.refuse("a control character stands in an attribute.", "Take it out.")
        element = Element(
            tag, {name: in_one_way(value) for name, value in attributes.items()}, self.line()
        )
        if self.stack:
            self.stack[-1].children.append(element)
        else:
            self.root = element
        self.stack.append(element)

    def end(self, tag: str) -> None:
        self.stack.pop()
