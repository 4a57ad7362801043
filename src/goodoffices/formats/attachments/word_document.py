"""Reads a DOCX: its text, and who wrote, commented, changed and hid what.

Text is that of the document and of its headers, footers and notes. Macros, embedded files and
charts are named, never opened.
"""

from __future__ import annotations

from goodoffices.formats.attachments.attachment import COULD_NOT_BE_READ, BesideKind
from goodoffices.formats.attachments.gathering import Gathering
from goodoffices.formats.attachments.image import is_image, note_image
from goodoffices.formats.attachments.markup_tree import Node
from goodoffices.formats.attachments.office_package import (
    BrokenPackage,
    OfficePackage,
    Relationship,
)
from goodoffices.formats.attachments.word_body import SettledPart, text_of
from goodoffices.formats.attachments.word_styles import HidingStyles, hiding_styles

#: Parts whose text is the document's, in the order in which it is read.
TEXT_PARTS = ("header", "footer", "footnotes", "endnotes")
#: Relationships that a copy keeps, where they lead to a part.
KEPT_KINDS = frozenset(
    {"styles", "numbering", "settings", "fonttable", "theme", "image", *TEXT_PARTS}
)
#: Most parts of one kind that are read.
MOST_OF_A_KIND = 200

_CORE = {
    "creator": BesideKind.AUTHOR,
    "lastModifiedBy": BesideKind.AUTHOR,
    "created": BesideKind.DATE,
    "modified": BesideKind.DATE,
    "lastPrinted": BesideKind.DATE,
    "description": BesideKind.COMMENT,
    "title": BesideKind.OTHER,
    "subject": BesideKind.OTHER,
    "keywords": BesideKind.OTHER,
    "category": BesideKind.OTHER,
    "contentStatus": BesideKind.OTHER,
}
_APP = {
    "Company": BesideKind.AUTHOR,
    "Manager": BesideKind.AUTHOR,
    "Application": BesideKind.PROGRAM,
    "HyperlinkBase": BesideKind.LINK,
    "Template": BesideKind.OTHER,
}
#: Kinds of relationships to what is embedded, and to what runs.
_EMBEDDED = ("oleobject", "package", "afchunk", "control", "chart", "diagramdata", "chartex", "ink")
_RUNNING = ("vbaproject", "wordvbadata", "activexcontrolbinary", "userxmlns")


def read_word(data: bytes, gathering: Gathering) -> None:
    """Gather a document's text, and what it holds beside that. Raises `BrokenPackage`."""
    package = OfficePackage(data)
    main = package.main_part()
    of_main = package.relationships(main)
    styles = styles_of(package, of_main)
    _read_part(package, main, of_main, styles, gathering)
    for kind in TEXT_PARTS:
        for part in parts_of(of_main, kind):
            _read_part(package, part, package.relationships(part), styles, gathering)
    for part in parts_of(of_main, "comments"):
        _note_comments(package.tree(part), gathering)
    for part in parts_of(of_main, "people"):
        for node in package.tree(part).nodes():
            gathering.note(BesideKind.AUTHOR, node.attributes.get("w15:author", ""))
    for part in parts_of(of_main, "settings"):
        _note_settings(package, part, gathering)
    _note_properties(package, gathering)
    _note_members(package, gathering)


def styles_of(package: OfficePackage, of_main: list[Relationship]) -> HidingStyles:
    """Give what a document's styles hide. Raises `BrokenPackage`."""
    parts = parts_of(of_main, "styles")
    return hiding_styles(package.tree(parts[0])) if parts else HidingStyles()


def parts_of(relationships: list[Relationship], kind: str) -> list[str]:
    """List the parts of a kind, each once."""
    found = [one.target for one in relationships if one.kind == kind and not one.is_external]
    return list(dict.fromkeys(found))[:MOST_OF_A_KIND]


def kept_of(relationships: list[Relationship]) -> list[Relationship]:
    """List the relationships that a copy keeps."""
    return [one for one in relationships if one.kind in KEPT_KINDS and not one.is_external]


def settled_part(
    root: Node, relationships: list[Relationship], styles: HidingStyles, gathering: Gathering
) -> Node:
    """Settle a part: what is not visible goes, and is noted."""
    kept = frozenset(one.id for one in kept_of(relationships))
    return SettledPart(gathering, styles, kept).settle(root)


def _read_part(
    package: OfficePackage,
    part: str,
    relationships: list[Relationship],
    styles: HidingStyles,
    gathering: Gathering,
) -> None:
    settled = settled_part(package.tree(part), relationships, styles, gathering)
    for line in text_of(settled).split("\n"):
        gathering.say_line(line)
    for one in relationships:
        if one.is_external:
            gathering.note(BesideKind.LINK, one.target)
        elif one.kind in _EMBEDDED:
            gathering.note(BesideKind.EMBEDDED, one.target.rpartition("/")[2])
        elif one.kind in _RUNNING:
            gathering.note(BesideKind.SCRIPT, one.target.rpartition("/")[2])
    for picture in parts_of(relationships, "image"):
        data = package.read(picture) if picture.lower() in package.names else b""
        if is_image(data):
            note_image(data, gathering)


def _note_comments(root: Node, gathering: Gathering) -> None:
    for comment in root.nodes():
        author = comment.attributes.get("w:author", "").strip()
        gathering.note(BesideKind.AUTHOR, author)
        words = " ".join(text_of(comment).split())
        gathering.note(BesideKind.COMMENT, f"{author}: {words}" if author else words or "…")


def _note_settings(package: OfficePackage, part: str, gathering: Gathering) -> None:
    for one in package.relationships(part):
        if one.is_external:
            gathering.note(BesideKind.LINK, one.target)
    for node in package.tree(part).all():
        if node.name == "w:docVar":
            name, value = node.attributes.get("w:name", ""), node.attributes.get("w:val", "")
            gathering.note(BesideKind.OTHER, f"{name}: {value}")


def _note_properties(package: OfficePackage, gathering: Gathering) -> None:
    relationships = package.relationships("")
    for kind, meanings in (("core-properties", _CORE), ("extended-properties", _APP)):
        for part in parts_of(relationships, kind):
            for node in package.tree(part).nodes():
                if node.local in meanings:
                    gathering.note(meanings[node.local], node.text())
    for part in parts_of(relationships, "custom-properties"):
        for node in package.tree(part).nodes():
            gathering.note(BesideKind.OTHER, f"{node.attributes.get('name', '')}: {node.text()}")


def _note_members(package: OfficePackage, gathering: Gathering) -> None:
    """Note what lies in the file, whether or not anything leads there."""
    for name in package.names:
        last = name.rpartition("/")[2]
        if last in ("vbaproject.bin", "vbadata.xml") or "/activex/" in name:
            gathering.note(BesideKind.SCRIPT, last)
        elif "/embeddings/" in name or "/afchunk" in name:
            gathering.note(BesideKind.EMBEDDED, last)
        elif name.startswith("customxml/item") and "props" not in last:
            gathering.note(BesideKind.OTHER, "customXml")
    try:
        types = package.read("[Content_Types].xml")
    except BrokenPackage:
        gathering.note(BesideKind.OTHER, COULD_NOT_BE_READ)
        return
    if b"macroEnabled" in types:
        gathering.note(BesideKind.SCRIPT, "macroEnabled")
