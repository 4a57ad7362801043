"""Settles a part of a Word document: what is visible stays, and what is not is noted and goes.

Reading takes its text from what is settled, and the clean copy is written from it: so both have the
same text. Insertions are taken as accepted and deletions as made. White text, text of one point and
text below a picture are visible here; who hides so is not found out.
"""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.formats.attachments.attachment import BesideKind
from goodoffices.formats.attachments.gathering import Gathering
from goodoffices.formats.attachments.markup_tree import NAMESPACES, Node
from goodoffices.formats.attachments.word_fields import is_kept, settle_fields
from goodoffices.formats.attachments.word_styles import HidingStyles

_INSERTED = frozenset({"w:ins", "w:moveTo"})
_DELETED = frozenset({"w:del", "w:moveFrom"})
#: Only their content stays.
_UNWRAPPED = frozenset({"w:smartTag", "w:customXml"}) | _INSERTED
#: They go with all they hold.
_DROPPED = frozenset({
    "w:delText", "w:delInstrText", "w:commentRangeStart", "w:commentRangeEnd", "w:commentReference",
    "w:annotationRef", "w:sdtPr", "w:sdtEndPr", "w:smartTagPr", "w:customXmlPr", "w:proofErr",
    "w:permStart", "w:permEnd", "w:rPrChange", "w:pPrChange", "w:sectPrChange", "w:tblPrChange",
    "w:tblPrExChange", "w:tcPrChange", "w:trPrChange", "w:tblGridChange", "w:numberingChange",
    "w:moveFromRangeStart", "w:moveFromRangeEnd", "w:moveToRangeStart", "w:moveToRangeEnd",
    "w:customXmlInsRangeStart", "w:customXmlInsRangeEnd", "w:customXmlDelRangeStart",
    "w:customXmlDelRangeEnd", "w:customXmlMoveFromRangeStart", "w:customXmlMoveFromRangeEnd",
    "w:customXmlMoveToRangeStart", "w:customXmlMoveToRangeEnd", "w:cellIns", "w:cellDel",
    "w:cellMerge", "w:rsid", "w:rsids", "w:nsid", "w:tmpl", "w:contentPart", "w:altChunk",
    "w:subDoc", "w:object", "w:control", "w:movie", "w:embedRegular", "w:embedBold",
    "w:embedItalic", "w:embedBoldItalic", "a:extLst", "o:OLEObject", "w14:contentPart",
})  # fmt: skip
_CHANGED = frozenset(name for name in _DROPPED if name.endswith("Change"))
#: Their text is text; that of all others is none.
TEXT_OF = frozenset({
    "w:t", "m:t", "a:t", "w:instrText", "wp:posOffset", "wp:align", "wp14:pctWidth",
    "wp14:pctHeight", "wp14:pctPosHOffset", "wp14:pctPosVOffset",
})  # fmt: skip
_READ_OF = ("w:t", "m:t", "a:t")
_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_PROPERTIES = ("w:pPr", "w:rPr", "w:tblPr", "w:trPr", "w:tcPr", "w:sectPr", "m:rPr")
#: Descriptions of pictures, hints, and marks by which one document is known in another.
_DROPPED_ATTRIBUTES = frozenset({
    "descr", "title", "alt", "href", "tooltip", "w:tooltip", "w:docLocation", "w:tgtFrame",
    "o:title", "o:href", "w14:paraId", "w14:textId", "w14:anchorId", "w14:editId", "wp14:anchorId",
    "wp14:editId", "w:author", "w:initials", "w:date",
})  # fmt: skip


class SettledPart:
    """Settles one part, knowing what the styles hide and which relationships stay."""

    def __init__(self, gathering: Gathering, styles: HidingStyles, kept: frozenset[str]) -> None:
        """Take the ids of relationships that stay, and what the styles hide."""
        self.note, self.gathering = gathering.note, gathering
        self.styles, self.kept = styles, kept
        self.hidden: list[str] = []

    def settle(self, root: Node) -> Node:
        """Settle a part, in place."""
        settle_fields(root, self.gathering)
        root.children = self.inside(root, None)
        self.note_hidden()
        _clear_attributes(root)
        return root

    def inside(self, node: Node, style: str | None) -> list[Node | str]:
        """Give what stays of an element's content. ``style`` is that of the paragraph around."""
        found: list[Node | str] = []
        for child in node.children:
            if isinstance(child, Node):
                found += self.settled(child, style)
            else:
                found.append(child)
        return found

    def settled(self, node: Node, style: str | None) -> list[Node | str]:
        """Give what stays of an element: itself, what it holds, or nothing."""
        name = node.name
        if name in _DELETED or name in _INSERTED:
            self.note_change(node)
        elif name in _CHANGED:
            author = node.attributes.get("w:author", "")
            self.note(BesideKind.AUTHOR, author)
            self.note(BesideKind.REVISION, author or "…")
        elif (deletion := _deletion(node)) is not None:
            node.attributes = deletion.attributes
            node.name = "w:del"
            self.note_change(node)
        if node.name in _DELETED or name in _DROPPED or not _is_known(name):
            return []
        if name == "mc:AlternateContent":
            return self.inside(_shown_choice(node), style)
        if name == "w:sdt":
            content = node.first("w:sdtContent")
            return self.inside(content, style) if content else []
        if name == "w:fldSimple" and not is_kept(node.attributes.get("w:instr", "")):
            return self.inside(node, style)
        if name in _UNWRAPPED:
            return self.inside(node, style)
        if name in ("w:r", "m:r") and self.styles.hides(node, style):
            self.hidden.append(node.text())
            return []
        leads = [key for key in node.attributes if key.startswith("r:")]
        if any(node.attributes[key] not in self.kept for key in leads):
            if name == "w:hyperlink":
                return self.inside(node, style)
            if name not in ("a:blip", "v:imagedata"):
                return []
            node.attributes = {
                key: value
                for key, value in node.attributes.items()
                if key not in leads or value in self.kept
            }
        whole = self.whole(node, style)
        # A table that lost all its rows is none.
        is_empty = name == "w:tbl" and not any(one.name == "w:tr" for one in whole.nodes())
        return [] if is_empty else [whole]

    def whole(self, node: Node, style: str | None) -> Node:
        """Settle what an element holds, and clear what it says beside."""
        if node.name == "w:p":
            named = node.first("w:pPr", "w:pStyle")
            style = named.attributes.get("w:val") if named else None
        if node.name in ("wp:docPr", "pic:cNvPr", "wps:cNvPr", "v:shape", "v:imagedata"):
            for key in ("descr", "title", "alt", "o:title"):
                self.note(BesideKind.IMAGE_METADATA, node.attributes.get(key, ""))
        node.children = self.inside(node, style)
        _clear_attributes(node)
        if node.name == "w:p":
            self.note_hidden()
        elif node.name == "w:tc" and not any(one.name == "w:p" for one in node.nodes()):
            # A cell without a paragraph is no cell.
            node.children.append(Node("w:p", {}))
        return node

    def note_hidden(self) -> None:
        """Note the text of a paragraph that was hidden."""
        self.note(BesideKind.HIDDEN_TEXT, "".join(self.hidden))
        self.hidden.clear()

    def note_change(self, node: Node) -> None:
        """Note who inserted or deleted what."""
        author = node.attributes.get("w:author", "")
        self.note(BesideKind.AUTHOR, author)
        sign = "+" if node.name in _INSERTED else "−"
        self.note(BesideKind.REVISION, f"{author}: {sign}{node.text()[:1000]}")


def text_of(root: Node) -> str:
    """Give the text of a part that was settled, a line for each paragraph."""
    pieces: list[str] = []
    _say(root, pieces)
    return "".join(pieces)


def _say(node: Node, pieces: list[str]) -> None:
    if node.name in _READ_OF:
        pieces += _own(node)
    elif node.name in _SIGNS:
        pieces.append(_SIGNS[node.name])
    elif node.name not in _PROPERTIES:
        for child in node.nodes():
            _say(child, pieces)
        if node.name in ("w:p", "a:p"):
            pieces.append("\n")


def _own(node: Node) -> Iterator[str]:
    return (child for child in node.children if isinstance(child, str))


def _is_known(name: str) -> bool:
    prefix, colon, _ = name.partition(":")
    return bool(colon) and prefix in NAMESPACES


def _deletion(node: Node) -> Node | None:
    """Give what says that a row or cell of a table is deleted, or None."""
    if node.name == "w:tr":
        return node.first("w:trPr", "w:del")
    return node.first("w:tcPr", "w:cellDel") if node.name == "w:tc" else None


def _shown_choice(node: Node) -> Node:
    """Give the first choice that a reader of today knows, or else what is to be shown instead."""
    for child in node.nodes():
        if child.name == "mc:Choice":
            required = child.attributes.get("Requires", "").split()
            if required and all(one in NAMESPACES for one in required):
                return child
        elif child.name == "mc:Fallback":
            return child
    return Node("", {})


def _clear_attributes(node: Node) -> None:
    if not node.attributes:
        return
    node.attributes = {
        key: "" if key == "name" and node.name.endswith(":cNvPr") else value
        for key, value in node.attributes.items()
        if key not in _DROPPED_ATTRIBUTES
        and not key.startswith(("w:rsid", "{"))
        and not (node.name == "wp:docPr" and key == "name")
    } | ({"name": ""} if node.name == "wp:docPr" else {})
