"""Opens an office file: a ZIP of parts, and the relationships that lead from part to part.

Bounded in members and in bytes unpacked; what a header says of a size is not believed. Nothing is
unpacked to a disk, and a ZIP inside is not opened.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from urllib.parse import unquote

from goodoffices.formats.attachments.markup_tree import BrokenMarkup, Node, parse

MOST_MEMBERS = 2_000
#: In all, of one reading.
MOST_UNPACKED = 50_000_000
#: Most relationships of a part that are followed.
MOST_RELATIONSHIPS = 5_000


class BrokenPackage(ValueError):
    """A file that is no ZIP of parts, or one beyond the bounds."""


@dataclass(frozen=True, slots=True)
class Relationship:
    """Where a part leads. ``kind`` is the end of its type, in small letters, such as ``styles``."""

    id: str
    kind: str
    target: str
    is_external: bool


class OfficePackage:
    """The parts of an office file by their names, which are told apart without regard to case."""

    def __init__(self, data: bytes) -> None:
        """Open a file. Raises `BrokenPackage`."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as fault:
            raise BrokenPackage(str(fault)) from None
        infos = [info for info in self._zip.infolist() if not info.is_dir()]
        self._infos = {info.filename.lower().lstrip("/"): info for info in infos}
        if len(infos) > MOST_MEMBERS or len(self._infos) != len(infos):
            raise BrokenPackage("too many members, or two of one name")
        self._left = MOST_UNPACKED

    @property
    def names(self) -> list[str]:
        """List the names of all parts, in small letters."""
        return list(self._infos)

    def read(self, name: str) -> bytes:
        """Unpack a part. Raises `BrokenPackage`."""
        info = self._infos.get(name.lower())
        if info is None:
            raise BrokenPackage(f"no part {name}")
        if info.flag_bits & 1 or info.compress_type not in (
            zipfile.ZIP_STORED,
            zipfile.ZIP_DEFLATED,
        ):
            raise BrokenPackage("packed in a way that is not read")
        try:
            with self._zip.open(info) as stream:
                data = stream.read(self._left + 1)
        except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError) as one:
            raise BrokenPackage(str(one)) from None
        self._left -= len(data)
        if self._left < 0:
            raise BrokenPackage("too large when unpacked")
        return data

    def tree(self, name: str) -> Node:
        """Read a part's XML. Raises `BrokenPackage`."""
        try:
            return parse(self.read(name))
        except BrokenMarkup as fault:
            raise BrokenPackage(str(fault)) from None

    def relationships(self, part: str) -> list[Relationship]:
        """List where a part leads; the file itself is the part ``""``. Raises `BrokenPackage`."""
        folder, name = posixpath.split(part)
        place = posixpath.join(folder, "_rels", f"{name}.rels")
        if place.lower() not in self._infos:
            return []
        return [
            _relationship(node, folder)
            for node in self.tree(place).nodes()[:MOST_RELATIONSHIPS]
            if node.local == "Relationship"
        ]

    def main_part(self) -> str:
        """Give the name of the part that the file is opened with. Raises `BrokenPackage`."""
        for one in self.relationships(""):
            if one.kind == "officedocument" and not one.is_external:
                return one.target
        return "word/document.xml"


def is_word_document(data: bytes) -> bool:
    """Tell whether a file is a ZIP of parts that is opened with a document of Word."""
    try:
        package = OfficePackage(data)
        main = package.main_part()
        return main.lower() in package.names and b"wordprocessingml" in package.read(main)[:20_000]
    except BrokenPackage:
        return False


def _relationship(node: Node, folder: str) -> Relationship:
    target = node.attributes.get("Target", "")
    is_external = node.attributes.get("TargetMode", "").lower() == "external"
    if not is_external:
        target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
    kind = node.attributes.get("Type", "").rpartition("/")[2].lower()
    return Relationship(node.attributes.get("Id", ""), kind, target, is_external)
