"""Reads untrusted YAML into plain data that remembers its lines and its numbers as typed.

YAML 1.2's plain words only: ``no`` and ``on`` are texts, ``0.1`` is one tenth exactly. Anchors, aliases
and tags are refused, a key may stand once, size and depth are bounded. The parser is PyYAML's; its
event stream is used so that nothing is built before it has been checked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from goodoffices.formats.errors import CaseFileError, Fault
from goodoffices.formats.exact_number import exact_number
from goodoffices.formats.printable import has_control_character
from goodoffices.formats.word_processor_signs import with_plain_signs

#: Deepest nesting of lists and mappings.
MAX_DEPTH = 20

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


def parse_yaml(text: str, shown_as: str) -> Document:
    """YAML text as a `Document`. Duplicate keys are collected as faults; what cannot be parsed raises."""
    reader = _Reader(shown_as)
    try:
        for event in yaml.parse(with_plain_signs(text), Loader=_Loader):
            reader.take(event)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        problem = getattr(fault, "problem", None) or "not valid YAML"
        line = mark.line + 1 if mark is not None else 1
        remedy = "Look at indentation, quotes and colons here and on the line above."
        if "\t" in "".join(text.splitlines()[line - 1 : line]):
            remedy = "A tab stands in this line; use spaces."
        elif "\x00" in text:
            problem, line, remedy = (
                "a NUL character stands in the file",
                text[: text.index("\x00")].count("\n") + 1,
                "Save it as plain text.",
            )
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
        if has_control_character(text):
            self.refuse(event, "a control character stands in this text.", "Take it out.")
        if not event.implicit[0] or (self.stack and self.stack[-1].expects_key):
            return text
        if text in ("", "~", "null", "Null", "NULL"):
            return None
        if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
            return text.lower() == "true"
        return exact_number(text)

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
