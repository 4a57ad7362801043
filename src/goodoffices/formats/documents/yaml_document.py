"""Read untrusted YAML into plain data that remembers its lines and its numbers as typed.

YAML 1.2's plain words only: ``no`` and ``on`` are texts, ``0.1`` is one tenth exactly. Anchors,
aliases and tags are refused, a key may stand once, size and depth are bounded. The parser is
PyYAML's; its event stream is used so that nothing is built before it has been checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from goodoffices.formats.documents.errors import MOST_FAULTS, CaseFileError, Fault
from goodoffices.formats.documents.exact_number import exact_number
from goodoffices.formats.documents.printable import has_control_character
from goodoffices.formats.documents.word_processor_signs import with_plain_signs

#: Deepest nesting of lists and mappings.
MAX_DEPTH = 20
#: Lists and mappings of one file of ours.
MOST_PARTS = 50_000

#: Plain words that are no texts.
PLAIN_WORDS: Mapping[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

PathInFile = tuple[str | int, ...]


class DocumentPart:
    """A list or a mapping of a document.

    ``lines`` (from 1) has the line of each item or key, in their order. ``inside`` has the parts
    that stand in it, by place or key.
    """

    __slots__ = ("expects_key", "inside", "key", "line", "lines", "value")

    def __init__(self, value: Any, line: int, expects_key: bool) -> None:
        self.value, self.line, self.expects_key, self.key = value, line, expects_key, ""
        self.lines: Any = {} if expects_key else []
        self.inside: dict[str | int, DocumentPart] | None = None

    def line_of(self, place: str | int) -> int | None:
        """Give the line of an item, or of a key, that stands here."""
        if isinstance(self.lines, dict):
            return self.lines.get(place)
        return self.lines[place] if isinstance(place, int) and place < len(self.lines) else None

    def holds(self, place: str | int, part: DocumentPart) -> None:
        """Note that another part stands here."""
        if self.inside is None:
            self.inside = {}
        self.inside[place] = part


@dataclass(kw_only=True)
class Document:
    """The plain data of one file.

    ``first_line`` is where it begins; ``whole`` has the lines of what stands in it.
    """

    file: str
    data: Any
    first_line: int = 1
    whole: DocumentPart | None = None
    faults: list[Fault] = field(default_factory=list)

    def line(self, path: PathInFile) -> int:
        """Give the line of a place in the data, or of the nearest place above it that has one."""
        found, part = self.first_line, self.whole
        for place in path:
            line = None if part is None else part.line_of(place)
            if part is None or line is None:
                break
            found, part = line, (part.inside or {}).get(place)
        return found

    def fault(self, path: PathInFile, found: str, remedy: str) -> Fault:
        """Make a fault at a place in the data."""
        return Fault(self.file, self.line(path), found, remedy)


def parse_yaml(text: str, shown_as: str, most_parts: int = MOST_PARTS) -> Document:
    """Read YAML text as a `Document`.

    Duplicate keys are collected as faults. What cannot be parsed, or has more than ``most_parts``
    lists and mappings, raises `CaseFileError`.
    """
    reader = _YamlReader(shown_as, most_parts)
    try:
        reader.read(yaml.parse(with_plain_signs(text), Loader=_Loader))
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
        raise CaseFileError.one(
            shown_as, f"this is not valid YAML: {problem}.", remedy, line
        ) from None
    return reader.document


class _YamlReader:
    """A builder of plain data from parser events, without recursion."""

    def __init__(self, shown_as: str, most_parts: int) -> None:
        self.document = Document(file=shown_as, data=None)
        self.stack: list[DocumentPart] = []
        self.n_documents, self.n_parts, self.most_parts = 0, 0, most_parts
        self.takes: Mapping[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self.scalar,
            yaml.SequenceStartEvent: self.start_list,
            yaml.MappingStartEvent: self.start_mapping,
            yaml.SequenceEndEvent: self.end,
            yaml.MappingEndEvent: self.end,
            yaml.DocumentStartEvent: self.start_document,
            yaml.AliasEvent: self.alias,
        }

    def read(self, events: Iterable[Any]) -> None:
        """Take all events of the parser."""
        takes = self.takes
        for event in events:
            if type(event) in takes:
                takes[type(event)](event)

    def refuse(self, event: Any, found: str, remedy: str) -> None:
        raise CaseFileError.one(self.document.file, found, remedy, _line(event))

    def start_document(self, event: Any) -> None:
        self.n_documents += 1
        if self.n_documents > 1:
            self.refuse(
                event, "a second document begins here ('---').", "Keep one document in a file."
            )

    def alias(self, event: Any) -> None:
        self.refuse(event, "anchors and aliases ('*name') are not read.", "Write the value out.")

    def check_node(self, event: Any) -> None:
        if event.anchor is not None:
            self.refuse(
                event, "anchors and aliases ('&name') are not read.", "Write the value out."
            )
        if event.tag is not None and event.tag != "!":
            self.refuse(event, f"tags ({event.tag}) are not read.", "Leave the tag out.")

    def start_list(self, event: Any) -> None:
        self.start(event, DocumentPart([], _line(event), expects_key=False))

    def start_mapping(self, event: Any) -> None:
        self.start(event, DocumentPart({}, _line(event), expects_key=True))

    def start(self, event: Any, part: DocumentPart) -> None:
        self.check_node(event)
        if len(self.stack) >= MAX_DEPTH:
            self.refuse(event, f"nesting is deeper than {MAX_DEPTH}.", "Flatten it.")
        if self.stack and self.stack[-1].expects_key:
            self.refuse(
                event,
                "a list or mapping stands where a key should.",
                "Use a plain word as the key.",
            )
        self.n_parts += 1
        if self.n_parts > self.most_parts:
            self.refuse(
                event,
                f"more than {self.most_parts:,} lists and mappings stand in the file.",
                "Split the case or leave some out.",
            )
        self.stack.append(part)

    def end(self, event: Any) -> None:
        done = self.stack.pop()
        self.put(done.value, done.line, done)

    def scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self.check_node(event)
        text: str = event.value
        if has_control_character(text):
            self.refuse(event, "a control character stands in this text.", "Take it out.")
        if not event.implicit[0] or (self.stack and self.stack[-1].expects_key):
            self.put(text, _line(event))
        else:
            self.put(PLAIN_WORDS[text] if text in PLAIN_WORDS else exact_number(text), _line(event))

    def put(self, value: Any, line: int, part: DocumentPart | None = None) -> None:
        """Put a value where the next one is expected: into the list or the mapping that is open."""
        if not self.stack:
            self.document.data, self.document.first_line, self.document.whole = value, line, part
            return
        top = self.stack[-1]
        if top.expects_key:
            if value in top.value:
                self.second_time(value, top.lines[value], line)
            top.lines.setdefault(value, line)
            top.key, top.expects_key = value, False
        elif isinstance(top.value, dict):
            if part is not None:
                top.holds(top.key, part)
            top.value[top.key], top.expects_key = value, True
        else:
            if part is not None:
                top.holds(len(top.value), part)
            top.lines.append(line)
            top.value.append(value)

    def second_time(self, key: str, first: int, line: int) -> None:
        """Note that a key stands twice. Raises `CaseFileError` after many of them."""
        found = f'"{key}" stands a second time (first on line {first}).'
        self.document.faults.append(Fault(self.document.file, line, found, "Keep one of them."))
        if len(self.document.faults) >= MOST_FAULTS:
            raise CaseFileError(self.document.faults)


def _line(event: Any) -> int:
    return event.start_mark.line + 1  # type: ignore[no-any-return]
