"""Reads untrusted YAML into plain data that remembers its lines and its numbers as typed.

YAML 1.2's plain words only: ``no`` and ``on`` are texts, ``0.1`` is one tenth exactly. Anchors, aliases
and tags are refused, a key may stand once, size and depth are bounded. The parser is PyYAML's; its
event stream is used so that nothing is built before it has been checked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from goodoffices.formats.errors import CaseFileError, Fault

#: Largest file that is read, in bytes.
MAX_BYTES = 8_000_000
#: Deepest nesting of lists and mappings.
MAX_DEPTH = 20
#: Most digits of a number, and its largest power of ten.
MAX_DIGITS = 60
MAX_EXPONENT = 60

INTEGER = re.compile(r"[-+]?[0-9]+\Z")
DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

PathInFile = tuple[str | int, ...]


@dataclass
class Document:
    """Plain data from one file. ``lines`` maps a path into the data to its line (from 1)."""

    file: str
    data: Any
    lines: dict[PathInFile, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def line(self, path: PathInFile) -> int:
        """The line of a place in the data, or of the nearest place above it that has one."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return 1

    def fault(self, path: PathInFile, found: str, remedy: str) -> Fault:
        """A fault at a place in the data."""
        return Fault(self.file, self.line(path), found, remedy)


def read_text(path: Path, shown_as: str) -> str:
    """A file's text. Raises `CaseFileError` where it is missing, too large, or not UTF-8."""
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise CaseFileError.one(shown_as, "this is no ordinary file.", "Put a text file in its place.")
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise CaseFileError.one(shown_as, "there is no such file.", "Look at the name, or write it.") from None
    except OSError as fault:
        raise CaseFileError.one(shown_as, f"the file cannot be read: {fault.strerror}.", "Look at its kind and rights.") from None
    if len(content) > MAX_BYTES:
        raise CaseFileError.one(shown_as, f"the file is larger than {MAX_BYTES:,} bytes.", "Split the case or leave texts out.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        raise CaseFileError.one(shown_as, "the text is not UTF-8.", "Save the file with the encoding UTF-8.", line) from None


def parse_yaml(text: str, shown_as: str) -> Document:
    """YAML text as a `Document`. Duplicate keys are collected as faults; what cannot be parsed raises."""
    reader = _Reader(shown_as)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            reader.take(event)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        problem = getattr(fault, "problem", None) or "not valid YAML"
        line = mark.line + 1 if mark is not None else 1
        remedy = "Look at indentation, quotes and colons here and on the line above."
        if "\t" in "".join(text.splitlines()[line - 1 : line]):
            remedy = "A tab stands in this line; use spaces."
        raise CaseFileError.one(shown_as, f"this is not valid YAML: {problem}.", remedy, line) from None
    if reader.document.faults and reader.is_broken:
        raise CaseFileError(reader.document.faults)
    return reader.document


class _Reader:
    """Builds plain data from parser events, without recursion."""

    def __init__(self, shown_as: str) -> None:
        self.document = Document(shown_as, None)
        self.stack: list[_Open] = []
        self.is_broken = False
        self.n_documents = 0

    def refuse(self, event: Any, found: str, remedy: str) -> None:
        raise CaseFileError.one(self.document.file, found, remedy, _line(event))

    def take(self, event: Any) -> None:
        """Take the next event of the parser."""
        if isinstance(event, yaml.DocumentStartEvent):
            self.n_documents += 1
            if self.n_documents > 1:
                self.refuse(event, "a second document begins here ('---').", "Keep one document in a file.")
        elif isinstance(event, yaml.AliasEvent):
            self.refuse(event, "anchors and aliases ('*name') are not read.", "Write the value out.")
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            done = self.stack.pop()
            self.put(done.value, done.line)
        elif isinstance(event, yaml.ScalarEvent):
            self.check_node(event)
            self.put(self.scalar(event), _line(event))
        elif isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            self.check_node(event)
            if len(self.stack) >= MAX_DEPTH:
                self.refuse(event, f"nesting is deeper than {MAX_DEPTH}.", "Flatten it.")
            if self.stack and self.stack[-1].expects_key:
                self.refuse(event, "a list or mapping stands where a key should.", "Use a plain word as the key.")
            path = self.stack[-1].path_of_next() if self.stack else ()
            value: Any = [] if isinstance(event, yaml.SequenceStartEvent) else {}
            self.stack.append(_Open(value, path, _line(event)))

    def check_node(self, event: Any) -> None:
        if event.anchor is not None:
            self.refuse(event, "anchors and aliases ('&name') are not read.", "Write the value out.")
        if event.tag is not None and event.tag != "!":
            self.refuse(event, f"tags ({event.tag}) are not read.", "Leave the tag out.")

    def scalar(self, event: Any) -> Any:
        text: str = event.value
        if any((ord(c) < 32 and c not in "\n\t") or 127 <= ord(c) < 160 for c in text):
            self.refuse(event, "a control character stands in this text.", "Take it out.")
        if not event.implicit[0] or (self.stack and self.stack[-1].expects_key):
            return text
        if text in ("", "~", "null", "Null", "NULL"):
            return None
        if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
            return text.lower() == "true"
        if DECIMAL.match(text):
            return exact_number(text)
        return text

    def put(self, value: Any, line: int) -> None:
        if not self.stack:
            self.document.data = value
            self.document.lines[()] = line
            return
        top = self.stack[-1]
        if isinstance(top.value, list):
            self.document.lines[(*top.path, len(top.value))] = line
            top.value.append(value)
        elif top.expects_key:
            path = (*top.path, value)
            if value in top.value:
                first = self.document.lines[path]
                self.document.faults.append(
                    Fault(self.document.file, line, f'"{value}" stands a second time (first on line {first}).', "Keep one of them.")
                )
            self.document.lines.setdefault(path, line)
            top.key = value
        else:
            assert top.key is not None
            top.value[top.key] = value
            top.key = None


@dataclass
class _Open:
    """A list or mapping that is being read."""

    value: Any
    path: PathInFile
    line: int
    key: str | None = None

    @property
    def expects_key(self) -> bool:
        return isinstance(self.value, dict) and self.key is None

    def path_of_next(self) -> PathInFile:
        if isinstance(self.value, list):
            return (*self.path, len(self.value))
        assert self.key is not None
        return (*self.path, self.key)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def exact_number(text: str) -> int | Fraction | str:
    """A number as typed, exactly; the text itself where it is unreasonably long."""
    mantissa, _, exponent = text.lower().partition("e")
    if len(mantissa) > MAX_DIGITS or len(exponent) > 4 or abs(int(exponent or 0)) > MAX_EXPONENT:
        return text
    return int(text) if INTEGER.match(text) else Fraction(text)
