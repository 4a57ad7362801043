"""Settles the fields of a Word document: what a field shows stays, most of what it asks goes."""

from __future__ import annotations

from dataclasses import dataclass, field

from goodoffices.formats.attachments.attachment import BesideKind
from goodoffices.formats.attachments.gathering import Gathering
from goodoffices.formats.attachments.markup_tree import Node

#: The name that is given to elements that go.
GONE = "{}gone"
#: Fields that stay what they are: they count pages and lead inside the document.
KEPT_FIELDS = frozenset({
    "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "SEQ", "TOC", "REF", "PAGEREF", "NOTEREF",
})  # fmt: skip
_LEADING = ("HYPERLINK", "INCLUDEPICTURE", "INCLUDETEXT", "IMPORT", "LINK")
_RUNNING = ("DDE", "DDEAUTO", "MACROBUTTON", "DATABASE")
_TEXT = ("w:t", "w:tab", "w:br", "w:cr", "w:sym", "w:noBreakHyphen", "m:t")


@dataclass(slots=True)
class _Field:
    """A field that is open: its marks, what it asks, and whether that has been said in full."""

    marks: list[Node]
    code: list[str] = field(default_factory=list)
    is_said: bool = False


def settle_fields(root: Node, gathering: Gathering) -> None:
    """Take out all fields but harmless ones, and text that stands where a field says its code."""
    open_: list[_Field] = []
    #: Tab stops have the name of tabs, and are no text.
    stops = {id(stop) for node in root.all() if node.name == "w:tabs" for stop in node.nodes()}
    for node in root.all():
        if node.name == "w:fldChar":
            _mark(node, open_, gathering)
            node.children.clear()
        elif node.name == "w:instrText" and open_ and not open_[-1].is_said:
            open_[-1].code.append(node.text()[:2000])
            open_[-1].marks.append(node)
        elif node.name in ("w:instrText", "w:delInstrText", "w:fldData", "w:ffData") or (
            node.name in _TEXT and id(node) not in stops and any(not one.is_said for one in open_)
        ):
            node.name = GONE
        elif node.name == "w:fldSimple":
            _note(node.attributes.get("w:instr", ""), gathering)
    for one in open_:
        _end(one, gathering)


def is_kept(code: str) -> bool:
    """Tell whether a field is one of those that stay."""
    return code.strip().partition(" ")[0].upper() in KEPT_FIELDS


def _mark(node: Node, open_: list[_Field], gathering: Gathering) -> None:
    kind = node.attributes.get("w:fldCharType", "")
    if kind == "begin":
        open_.append(_Field([node]))
    elif open_ and kind in ("separate", "end"):
        open_[-1].marks.append(node)
        open_[-1].is_said = True
        if kind == "end":
            _end(open_.pop(), gathering)
    else:
        node.name = GONE


def _end(one: _Field, gathering: Gathering) -> None:
    code = "".join(one.code)
    _note(code, gathering)
    is_whole = one.marks[-1].attributes.get("w:fldCharType") == "end"
    if not (is_whole and is_kept(code)):
        for mark in one.marks:
            mark.name = GONE


def _note(code: str, gathering: Gathering) -> None:
    name = code.strip().partition(" ")[0].upper()
    if name in _LEADING:
        # A place inside the document leads nowhere else.
        if code.split()[1:2] != ["\\l"]:
            gathering.note(BesideKind.LINK, code.strip().partition(" ")[2])
    elif name in _RUNNING:
        gathering.note(BesideKind.SCRIPT, code)
