"""Reads the XML of an office file into a plain tree, and writes such a tree.

The parser is Python's own expat, driven by hand as in `formats.documents.xml_document`: a document
type is refused, depth and number of elements are bounded. Unlike there, text is kept and names are
resolved, so that a prefix of its own choice hides nothing: each known namespace has one prefix.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

MOST_DEPTH = 120
MOST_ELEMENTS = 400_000

_OOXML = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_MS = "http://schemas.microsoft.com/office/"
#: The namespaces that are known, by the one prefix that each has here.
NAMESPACES = {
    "w": _OOXML + "wordprocessingml/2006/main",
    "r": _OOXML + "officeDocument/2006/relationships",
    "m": _OOXML + "officeDocument/2006/math",
    "a": _OOXML + "drawingml/2006/main",
    "pic": _OOXML + "drawingml/2006/picture",
    "wp": _OOXML + "drawingml/2006/wordprocessingDrawing",
    "mc": _OOXML + "markup-compatibility/2006",
    "wps": _MS + "word/2010/wordprocessingShape",
    "wpg": _MS + "word/2010/wordprocessingGroup",
    "wpc": _MS + "word/2010/wordprocessingCanvas",
    "wp14": _MS + "word/2010/wordprocessingDrawing",
    "w14": _MS + "word/2010/wordml",
    "w15": _MS + "word/2012/wordml",
    "a14": _MS + "drawing/2010/main",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w10": "urn:schemas-microsoft-com:office:word",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
#: Those that a reader may pass over where it does not know them.
IGNORABLE = ("wp14", "w14", "w15", "a14")
_PREFIXES = {uri: prefix for prefix, uri in NAMESPACES.items()} | {
    _STRICT + "wordprocessingml/main": "w",
    _STRICT + "officeDocument/relationships": "r",
    _STRICT + "officeDocument/math": "m",
    _STRICT + "drawingml/main": "a",
    _STRICT + "drawingml/picture": "pic",
    _STRICT + "drawingml/wordprocessingDrawing": "wp",
}


class BrokenMarkup(ValueError):
    """XML that is not well formed, too deep or too large, or that declares a document type."""


@dataclass(slots=True)
class Node:
    """An element: ``w:p`` where its namespace is known, else ``{namespace}p``."""

    name: str
    attributes: dict[str, str]
    children: list[Node | str] = field(default_factory=list)

    @property
    def local(self) -> str:
        """Give the name without its namespace."""
        return self.name.rpartition("}")[2].rpartition(":")[2]

    def nodes(self) -> list[Node]:
        """List the elements directly inside."""
        return [child for child in self.children if isinstance(child, Node)]

    def first(self, *names: str) -> Node | None:
        """Follow a path of names down, each the first of its name; None where there is none."""
        found: Node | None = self
        for name in names:
            if found is None:
                return None
            found = next((child for child in found.nodes() if child.name == name), None)
        return found

    def all(self) -> Iterator[Node]:
        """List this element and all below, in the order of the file."""
        todo = [self]
        while todo:
            node = todo.pop()
            yield node
            todo += reversed(node.nodes())

    def text(self) -> str:
        """Give all character data inside, in the order of the file."""
        todo: list[Node | str] = [self]
        pieces: list[str] = []
        while todo:
            child = todo.pop()
            if isinstance(child, str):
                pieces.append(child)
            else:
                todo += reversed(child.children)
        return "".join(pieces)


def parse(data: bytes) -> Node:
    """Read XML as a tree. Raises `BrokenMarkup`."""
    return _Reader().read(data)


def written(root: Node, text_of: frozenset[str]) -> bytes:
    """Write a tree. What has no known namespace is left out; so is text outside some elements."""
    declared = {p: uri for p, uri in NAMESPACES.items() if p != "xml"}
    head = "".join(f" xmlns:{prefix}={quoteattr(uri)}" for prefix, uri in declared.items())
    head += f' mc:Ignorable="{" ".join(IGNORABLE)}"'
    pieces = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n']
    _write(root, head, text_of, pieces)
    return "".join(pieces).encode()


def _write(node: Node, head: str, text_of: frozenset[str], pieces: list[str]) -> None:
    if node.name.startswith("{"):
        return
    attributes = "".join(
        f" {name}={quoteattr(value)}"
        for name, value in node.attributes.items()
        if not name.startswith("{") and name != "mc:Ignorable"
    )
    pieces.append(f"<{node.name}{head}{attributes}>")
    for child in node.children:
        if isinstance(child, Node):
            _write(child, "", text_of, pieces)
        elif node.name in text_of:
            pieces.append(escape(child))
    pieces.append(f"</{node.name}>")


class _Reader:
    def __init__(self) -> None:
        self.top = Node("", {})
        self.stack = [self.top]
        self.n_elements = 0
        self.prefixes: dict[str | None, str] = {}
        self.names: dict[str, str] = {}
        self.parser = expat.ParserCreate(None, " ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.StartNamespaceDeclHandler = self.declare

    def read(self, data: bytes) -> Node:
        try:
            self.parser.Parse(data, True)
        except (expat.ExpatError, LookupError, UnicodeError) as fault:
            raise BrokenMarkup(str(fault)) from None
        return self.top.nodes()[0]

    def doctype(self, *declared: object) -> None:
        raise BrokenMarkup("a document type is declared")

    def declare(self, prefix: str | None, uri: str | None) -> None:
        self.prefixes[prefix] = uri or ""

    def resolved(self, given: str) -> str:
        """Give a name as it is written here."""
        found = self.names.get(given)
        if found is None:
            uri, _, local = given.rpartition(" ")
            prefix = _PREFIXES.get(uri)
            found = f"{prefix}:{local}" if prefix else f"{{{uri}}}{local}" if uri else local
            self.names[given] = found
        return found

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.n_elements += 1
        if self.n_elements > MOST_ELEMENTS or len(self.stack) > MOST_DEPTH:
            raise BrokenMarkup("too deep or too large")
        name = self.resolved(tag)
        values = {self.resolved(key): value for key, value in attributes.items()}
        if name == "mc:Choice":
            required = (self.prefixes.get(one, "") for one in values.get("Requires", "").split())
            values["Requires"] = " ".join(_PREFIXES.get(uri, "?") for uri in required)
        node = Node(name, values)
        self.stack[-1].children.append(node)
        self.stack.append(node)

    def end(self, tag: str) -> None:
        self.stack.pop()

    def characters(self, data: str) -> None:
        self.stack[-1].children.append(data)
