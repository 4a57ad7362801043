"""What later revisions of a PDF change of its first one: nothing but signatures may be added.

A PDF is changed by adding to its end. A revision can draw other words over the first ones and then
be signed, and the signature holds. So what a revision touches is looked at object by object.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader

#: What signing adds to the catalogue of a PDF; the rest of it stays.
_OF_CATALOGUE = {"/AcroForm", "/DSS", "/Extensions", "/Perms", "/Version"}
#: What a form holds that has signatures alone.
_OF_FORM = {"/Fields", "/SigFlags", "/DA", "/DR"}
#: What signing adds to a page: the field of the signature.
_OF_PAGE = {"/Annots"}
#: Objects and pages that are looked at.
MOST_PAGES = 5_000


class RevisionChanges(ValueError):
    """A later revision changes what the first one shows."""


def count_pictures(reader: PdfFileReader, ours: PdfFileReader) -> int:
    """Count the pictures of signatures that lie on pages; they can cover words.

    ``ours``: what was given out. Raises `RevisionChanges` where the file does not begin with
    exactly that revision, or where later ones do more than add signatures.
    """
    _refuse_other_beginning(reader, ours)
    new: Any = reader
    old: Any = ours
    first = {_key(one) for one in old.xrefs.explicit_refs_in_revision(0)}
    pages = _pages(old.root)
    # What describes the file, and is drawn nowhere.
    about = [old.trailer.raw_get("/Info")] if "/Info" in old.trailer else []
    about += [old.root.raw_get("/Metadata")] if "/Metadata" in old.root else []
    described = {_key(one.reference) for one in about}
    allowed = {_key(old.root_ref), *map(_key, pages), *described}
    if (_touched(reader) & first) - allowed:
        raise RevisionChanges("an object of the first revision is replaced")
    _refuse_other_keys(old.root, new.root, _OF_CATALOGUE)
    _refuse_other_forms(new.root)
    if list(map(_key, _pages(new.root))) != list(map(_key, pages)):
        raise RevisionChanges("pages are added, taken away or moved")
    pictures = 0
    for ref in pages:
        page = new.get_object(ref)
        _refuse_other_keys(old.get_object(ref), page, _OF_PAGE)
        pictures += sum(_is_picture(note) for note in page.get("/Annots", ()))
    return pictures


def _refuse_other_beginning(reader: PdfFileReader, ours: PdfFileReader) -> None:
    """Refuse a file whose first revision is not ours. Raises `RevisionChanges`.

    The bytes can stand at its beginning and mean nothing: what counts is where the oldest table of
    objects lies, and the root to which all lead.
    """
    new: Any = reader
    old: Any = ours
    if old.xrefs.total_revisions != 1:
        raise RevisionChanges("what was given out has several revisions")
    starts = [one.xrefs.get_startxref_for_revision(0) for one in (new, old)]
    if starts[0] != starts[1] or _key(new.root_ref) != _key(old.root_ref):
        raise RevisionChanges("it begins with another revision than ours")
    if "/Encrypt" in new.trailer or new.xrefs.hybrid_xrefs_present:
        raise RevisionChanges("it is encrypted, or has two tables of objects in one revision")


def _touched(reader: PdfFileReader) -> set[tuple[int, int]]:
    """List the objects that later revisions write or free."""
    xrefs: Any = reader.xrefs
    found = set()
    for revision in range(1, xrefs.total_revisions):
        found |= {_key(one) for one in xrefs.explicit_refs_in_revision(revision)}
        found |= {_key(one) for one in xrefs.refs_freed_in_revision(revision)}
    return found


def _refuse_other_forms(root: Any) -> None:
    """Refuse a form that a reader could draw otherwise than its pages. Raises `RevisionChanges`."""
    if "/AcroForm" in root and {*root["/AcroForm"].keys()} - _OF_FORM:
        raise RevisionChanges("its form holds more than signatures")


def _is_picture(note: Any) -> bool:
    """Tell whether a signature has a picture. Raises `RevisionChanges` for what is no signature."""
    found = note.get_object() if hasattr(note, "get_object") else note
    if found.get("/Subtype") != "/Widget" or _kind_of_field(found) != "/Sig":
        raise RevisionChanges("something that is no signature is put on a page")
    x, y, right, top = (float(side) for side in found.get("/Rect", (0, 0, 0, 0)))
    return (x != right and y != top) or "/AP" in found


def _key(ref: Any) -> tuple[int, int]:
    return (ref.idnum, ref.generation) if ref is not None else (-1, -1)


def _pages(root: Any) -> list[Any]:
    """List the references of all pages, in their order. Raises `RevisionChanges` for too many."""
    found: list[Any] = []
    open_ = [root["/Pages"]]
    seen = 0
    while open_:
        node = open_.pop()
        kids = list(node.raw_get("/Kids"))
        seen += len(kids)
        if seen > MOST_PAGES:
            raise RevisionChanges("it has too many pages")
        inner = []
        for kid in kids:
            one = kid.get_object()
            if one.get("/Type") == "/Pages":
                inner.append(one)
            else:
                found.append(kid.reference)
        open_ += reversed(inner)
    return found


def _refuse_other_keys(old: Any, new: Any, allowed: Iterable[str]) -> None:
    """Refuse two dictionaries that differ in more than some keys. Raises `RevisionChanges`."""
    for key in {*old.keys(), *new.keys()} - set(allowed):
        if key not in old or key not in new or old.raw_get(key) != new.raw_get(key):
            raise RevisionChanges(f"{key} is changed")


def _kind_of_field(note: Any) -> Any:
    """Give the kind of a field: its own, or that of what it belongs to."""
    for _ in range(10):
        if "/FT" in note:
            return note["/FT"]
        if "/Parent" not in note:
            return None
        note = note["/Parent"]
    return None
