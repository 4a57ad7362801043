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
#: What signing adds to a page: the field of the signature.
_OF_PAGE = {"/Annots"}
#: Objects and pages that are looked at.
MOST_PAGES = 5_000


class Changed(ValueError):
    """A later revision changes what the first one shows."""


def count_pictures(reader: PdfFileReader) -> int:
    """Count the pictures of signatures that lie on pages; they can cover words.

    Raises `Changed` where later revisions do more than add signatures.
    """
    xrefs: Any = reader.xrefs
    first = set(xrefs.explicit_refs_in_revision(0))
    old: Any = reader.get_historical_resolver(0)
    pages = _pages(old.root)
    root_ref = reader.root_ref
    touched = set()
    for revision in range(1, xrefs.total_revisions):
        if set(xrefs.refs_freed_in_revision(revision)) & first:
            raise Changed("an object of the first revision is freed")
        touched |= set(xrefs.explicit_refs_in_revision(revision)) & first
    info = reader.trailer.raw_get("/Info") if "/Info" in reader.trailer else None
    about = old.root.raw_get("/Metadata") if "/Metadata" in old.root else None
    others = (getattr(one, "reference", one) for one in (info, about))
    allowed = {_key(one) for one in (root_ref, *pages, *others)}
    if any(_key(one) not in allowed for one in touched):
        raise Changed("an object of the first revision is replaced")
    new = reader.root
    _refuse_other_keys(old.root, new, _OF_CATALOGUE)
    new_pages = _pages(new)
    if list(map(_key, new_pages)) != list(map(_key, pages)):
        raise Changed("pages are added, taken away or moved")
    pictures = 0
    resolver: Any = reader
    for ref in pages:
        page: Any = resolver.get_object(ref)
        _refuse_other_keys(old.get_object(ref), page, _OF_PAGE)
        for note in page.get("/Annots", ()):
            found = note.get_object() if hasattr(note, "get_object") else note
            if found.get("/Subtype") != "/Widget" or _kind_of_field(found) != "/Sig":
                raise Changed("something that is no signature is put on a page")
            x, y, right, top = (float(side) for side in found.get("/Rect", (0, 0, 0, 0)))
            pictures += x != right and y != top
    return pictures


def _key(ref: Any) -> tuple[int, int]:
    return (ref.idnum, ref.generation) if ref is not None else (-1, -1)


def _pages(root: Any) -> list[Any]:
    """List the references of all pages, in their order. Raises `Changed` for too many."""
    found: list[Any] = []
    open_ = [root["/Pages"]]
    seen = 0
    while open_:
        node = open_.pop()
        kids = list(node.raw_get("/Kids"))
        seen += len(kids)
        if seen > MOST_PAGES:
            raise Changed("it has too many pages")
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
    """Refuse two dictionaries that differ in more than some keys. Raises `Changed`."""
    for key in {*old.keys(), *new.keys()} - set(allowed):
        if key not in old or key not in new or old.raw_get(key) != new.raw_get(key):
            raise Changed(f"{key} is changed")


def _kind_of_field(note: Any) -> Any:
    """Give the kind of a field: its own, or that of what it belongs to."""
    for _ in range(10):
        if "/FT" in note:
            return note["/FT"]
        if "/Parent" not in note:
            return None
        note = note["/Parent"]
    return None
