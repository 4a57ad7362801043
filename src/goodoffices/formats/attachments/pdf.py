"""Reads a PDF with pypdf: the text of its pages, and what the file holds beside it.

pypdf takes its own time over a file that is made to be slow; whoever reads files of others does so
in a process that ends in time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

from goodoffices.formats.attachments.attachment import COULD_NOT_BE_READ, ENCRYPTED, BesideKind
from goodoffices.formats.attachments.gathering import Gathering
from goodoffices.formats.attachments.image import is_image, note_image
from goodoffices.formats.attachments.xmp import note_xmp

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_PAGES = 500
#: Most pictures of a page that are looked at.
MOST_PICTURES = 200
#: Most annotations of a page, and most names of a tree of names.
MOST_ANNOTATIONS, MOST_NAMES = 500, 500

_INFO = {
    "/Author": BesideKind.AUTHOR,
    "/Producer": BesideKind.PROGRAM,
    "/Creator": BesideKind.PROGRAM,
    "/CreationDate": BesideKind.DATE,
    "/ModDate": BesideKind.DATE,
}
_EMBEDDING = ("/RichMedia", "/Screen", "/3D", "/Movie", "/Sound")
_STARTS = re.compile(rb"startxref\s")


@contextmanager
def bounded_pypdf() -> Iterator[None]:
    """Let pypdf unpack and walk through little, and start no program."""
    from pypdf import apply_configuration

    most_bytes, most_objects = 50_000_000, 50_000
    with apply_configuration(
        maximum_declared_stream_length=most_bytes,
        array_based_stream_maximum_output_length=most_bytes,
        lzw_maximum_output_length=most_bytes,
        run_length_maximum_output_length=most_bytes,
        zlib_maximum_output_length=most_bytes,
        stream_decoding_work_maximum_length=2 * most_bytes,
        stream_parsing_work_maximum_count=1_000_000,
        xmp_maximum_input_length=1_000_000,
        outline_maximum_entries=most_objects,
        page_tree_maximum_entries=most_objects,
        page_tree_maximum_page_entries=20 * most_objects,
        form_fields_maximum_entries=most_objects,
        named_destinations_maximum_entries=most_objects,
        xform_maximum_invocations_per_extraction=1_000,
        jbig2dec_binary=None,
    ):
        yield


def opened(data: bytes) -> PdfReader:
    """Open a PDF within bounds. Raises what pypdf raises."""
    from pypdf import PdfReader

    return PdfReader(BytesIO(data), root_object_recovery_limit=2_000)


def read_pdf(data: bytes, gathering: Gathering) -> None:
    """Gather the text of a PDF, and what it holds beside that. Raises what pypdf raises."""
    with bounded_pypdf():
        reader = opened(data)
        if reader.is_encrypted:
            gathering.note(BesideKind.OTHER, ENCRYPTED)
            return
        _Pdf(reader, gathering).read(data)


def plain(found: object) -> Any:
    """Follow a reference, for as long as it is one; what cannot be followed is None."""
    follow = getattr(found, "get_object", None)
    if follow is None:
        return found
    try:
        return follow()
    except Exception:
        return None


def entry(holder: object, *path: str) -> Any:
    """Give what stands at a path of keys below a dictionary, or None."""
    found = plain(holder)
    for key in path:
        if not isinstance(found, dict):
            return None
        try:
            found = plain(dict.get(found, key))
        except Exception:
            return None
    return found


def listed(found: object, most: int) -> list[Any]:
    """Give the first of an array's members, or none where it is no array."""
    found = plain(found)
    return [plain(one) for one in found[:most]] if isinstance(found, list) else []


def names_of(tree: object) -> Iterator[tuple[str, Any]]:
    """List the names of a tree of names with what they stand for, up to a bound."""
    todo, n_nodes = [plain(tree)], 0
    while todo and n_nodes < MOST_NAMES:
        node, n_nodes = todo.pop(), n_nodes + 1
        pairs = listed(entry(node, "/Names"), 2 * MOST_NAMES)
        yield from (
            (worded(name), value) for name, value in zip(pairs[::2], pairs[1::2], strict=False)
        )
        todo += listed(entry(node, "/Kids"), MOST_NAMES)


def worded(value: object) -> str:
    """Give a text, a name or a number as words; what is neither has none."""
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return str(value) if isinstance(value, str | int | float) else ""


def hidden_layers(root: object) -> list[str]:
    """List the layers that are not shown when the file is opened."""
    default = entry(root, "/OCProperties", "/D")
    off = listed(entry(default, "/OFF"), MOST_NAMES)
    if entry(default, "/BaseState") in ("/OFF", "/Unchanged"):
        off = listed(entry(root, "/OCProperties", "/OCGs"), MOST_NAMES)
    return [worded(entry(layer, "/Name")) or "?" for layer in off]


class _Pdf:
    def __init__(self, reader: PdfReader, gathering: Gathering) -> None:
        self.reader, self.gathering = reader, gathering
        self.note = gathering.note

    def read(self, data: bytes) -> None:
        self.note_info()
        root = self.reader.root_object
        xmp = entry(root, "/Metadata")
        if xmp is not None:
            try:
                note_xmp(xmp.get_data(), self.gathering)
            except Exception:
                self.note(BesideKind.IMAGE_METADATA, "XMP")
        self.note_root(root)
        # A file for quick viewing over the web has two tables by itself.
        n_versions = len(_STARTS.findall(data)) - (b"/Linearized" in data[:2000])
        if n_versions > 1:
            self.note(BesideKind.REVISION, f"{n_versions - 1} ×")
        for number, page in enumerate(self.reader.pages):
            if number >= MOST_PAGES or self.gathering.is_full:
                self.gathering.is_cut = True
                break
            self.read_page(page)

    def note_info(self) -> None:
        info = entry(self.reader.trailer, "/Info")
        for key in list(info)[:MOST_NAMES] if isinstance(info, dict) else ():
            value = entry(info, key)
            words = worded(value)
            if key in _INFO:
                self.note(_INFO[key], words)
            elif words.strip():
                self.note(BesideKind.OTHER, f"{str(key)[1:]}: {words}")

    def note_root(self, root: object) -> None:
        for name, value in names_of(entry(root, "/Names", "/EmbeddedFiles")):
            file = entry(value, "/UF") or entry(value, "/F") or name
            self.note(BesideKind.ATTACHED_FILE, worded(file) or "?")
        for file in listed(entry(root, "/AF"), MOST_NAMES):
            self.note(
                BesideKind.ATTACHED_FILE, worded(entry(file, "/UF") or entry(file, "/F")) or "?"
            )
        for name, value in names_of(entry(root, "/Names", "/JavaScript")):
            self.note(BesideKind.SCRIPT, _script(value) or name)
        self.note_action(entry(root, "/OpenAction"))
        self.note_actions(root)
        if entry(root, "/AcroForm", "/XFA") is not None:
            self.note(BesideKind.EMBEDDED, "XFA")
        for layer in hidden_layers(root):
            self.note(BesideKind.HIDDEN_TEXT, layer)

    def read_page(self, page: Any) -> None:
        try:
            text = page.extract_text()
        except Exception:
            self.note(BesideKind.OTHER, COULD_NOT_BE_READ)
            text = ""
        for line in text.splitlines():
            self.gathering.say_line(line)
        self.note_actions(page)
        self.note_pictures(page)
        for annotation in listed(entry(page, "/Annots"), MOST_ANNOTATIONS):
            self.note_annotation(annotation)

    def note_pictures(self, page: object) -> None:
        """Note what the JPEGs of a page carry beside themselves."""
        pictures = entry(page, "/Resources", "/XObject")
        for key in list(pictures)[:MOST_PICTURES] if isinstance(pictures, dict) else ():
            picture = entry(pictures, key)
            data = getattr(picture, "_data", b"")
            if entry(picture, "/Filter") == "/DCTDecode" and is_image(data):
                apart = Gathering()
                note_image(data, apart)
                self.gathering.note_all(apart, but=BesideKind.OTHER)

    def note_annotation(self, annotation: object) -> None:
        kind = entry(annotation, "/Subtype")
        self.note_action(entry(annotation, "/A"))
        self.note_actions(annotation)
        is_file = kind == "/FileAttachment"
        if is_file:
            file = entry(annotation, "/FS")
            self.note(
                BesideKind.ATTACHED_FILE, worded(entry(file, "/UF") or entry(file, "/F")) or "?"
            )
        if kind in _EMBEDDING:
            self.note(BesideKind.EMBEDDED, str(kind)[1:])
        elif kind not in ("/Link", "/Widget", "/Popup"):
            author = worded(entry(annotation, "/T"))
            words = worded(entry(annotation, "/Contents"))
            self.note(BesideKind.AUTHOR, author)
            said = ": ".join(filter(str.strip, (author, words)))
            self.note(BesideKind.COMMENT, said or ("" if is_file else str(kind)[1:]))

    def note_actions(self, holder: object) -> None:
        """Note what an event (opening, closing, printing) starts."""
        actions = entry(holder, "/AA")
        for key in list(actions)[:MOST_NAMES] if isinstance(actions, dict) else ():
            self.note_action(entry(actions, key))

    def note_action(self, action: object) -> None:
        """Note what an action runs or where it leads, and those that follow it."""
        for _ in range(20):
            kind = entry(action, "/S")
            if kind == "/JavaScript":
                self.note(BesideKind.SCRIPT, _script(action) or "JavaScript")
            elif kind == "/URI":
                self.note(BesideKind.LINK, worded(entry(action, "/URI")))
            elif kind in ("/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData"):
                file = (
                    entry(action, "/F", "/UF") or entry(action, "/F", "/F") or entry(action, "/F")
                )
                what = BesideKind.SCRIPT if kind == "/Launch" else BesideKind.LINK
                self.note(what, f"{str(kind)[1:]}: {worded(file)}")
            action = entry(action, "/Next")


def _script(action: object) -> str:
    code = entry(action, "/JS")
    if code is None:
        return ""
    if isinstance(code, str):
        return code
    try:
        return bytes(code.get_data())[:2000].decode("utf-8", "replace")
    except Exception:
        return ""
