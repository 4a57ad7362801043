"""Makes a copy of a DOCX that holds its visible text, its form and its pictures alone.

The copy is written anew from the parts that are known to be needed; nothing else is taken over. So
there are no properties, comments, people, custom XML, fonts of its own or links in it.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from xml.sax.saxutils import quoteattr

from goodoffices.formats.attachments.clean_image import clean_image
from goodoffices.formats.attachments.gathering import Gathering
from goodoffices.formats.attachments.image import JPEG
from goodoffices.formats.attachments.markup_tree import NAMESPACES, Node, written
from goodoffices.formats.attachments.office_package import OfficePackage, Relationship
from goodoffices.formats.attachments.word_body import TEXT_OF
from goodoffices.formats.attachments.word_document import (
    KEPT_KINDS,
    kept_of,
    settled_part,
    styles_of,
)
from goodoffices.formats.attachments.word_styles import HidingStyles

#: Relationships that a copy does without. Any other kind means that no copy is made.
_LEFT_OUT = frozenset({
    "comments", "commentsextended", "commentsids", "commentsextensible", "people", "customxml",
    "websettings", "glossarydocument", "styleswitheffects", "hyperlink", "attachedtemplate",
    "printersettings", "documenttasks", "font", "mailmergesource", "mailmergeheadersource",
    "recipientdata", "transform", "frame", "subdocument", "bibliography", "keymapcustomizations",
})  # fmt: skip
_KEPT_SETTINGS = frozenset({
    "w:zoom", "w:mirrorMargins", "w:gutterAtTop", "w:evenAndOddHeaders", "w:bookFoldPrinting",
    "w:displayBackgroundShape", "w:defaultTabStop", "w:autoHyphenation",
    "w:consecutiveHyphenLimit", "w:hyphenationZone", "w:doNotHyphenateCaps",
    "w:characterSpacingControl", "w:noLineBreaksAfter", "w:noLineBreaksBefore", "w:footnotePr",
    "w:endnotePr", "w:compat", "w:themeFontLang", "w:clrSchemeMapping", "w:decimalSymbol",
    "w:listSeparator", "m:mathPr",
})  # fmt: skip
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_TYPES = {
    "document": _WORD + "document.main+xml",
    "styles": _WORD + "styles+xml",
    "numbering": _WORD + "numbering+xml",
    "settings": _WORD + "settings+xml",
    "fonttable": _WORD + "fontTable+xml",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
    "header": _WORD + "header+xml",
    "footer": _WORD + "footer+xml",
    "footnotes": _WORD + "footnotes+xml",
    "endnotes": _WORD + "endnotes+xml",
}
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def clean_word(data: bytes) -> bytes | None:
    """Give a document without what stands beside its visible text; None with macros and the like.

    So it is with everything embedded, charts, and pictures other than JPEG and PNG. Raises
    `BrokenPackage`.
    """
    package = OfficePackage(data)
    if any("vbaproject" in name or "/embeddings/" in name for name in package.names):
        return None
    main = package.main_part()
    copy = _Copy(package, styles_of(package, package.relationships(main)))
    copy.add("document", main)
    return None if copy.is_refused else copy.packed()


class _Copy:
    def __init__(self, package: OfficePackage, styles: HidingStyles) -> None:
        self.package, self.styles = package, styles
        self.names: dict[str, str] = {}
        self.n_of_kind: Counter[str] = Counter()
        self.types: dict[str, str] = {}
        self.members: dict[str, bytes] = {}
        self.is_refused = False

    def add(self, kind: str, part: str) -> str:
        """Take a part over, and what it leads to; give its name in the copy."""
        if part in self.names:
            return self.names[part]
        if kind == "image":
            return self.add_image(part)
        self.n_of_kind[kind] += 1
        number = self.n_of_kind[kind]
        name = "document.xml" if kind == "document" else f"{kind}{number}.xml"
        self.names[part] = name
        self.types[name] = _TYPES[kind]
        relationships = self.package.relationships(part)
        known = KEPT_KINDS | _LEFT_OUT
        if any(one.kind not in known and not one.is_external for one in relationships):
            self.is_refused = True
            return name
        root = settled_part(self.package.tree(part), relationships, self.styles, Gathering())
        if kind == "settings":
            kept: list[Node | str] = [one for one in root.nodes() if one.name in _KEPT_SETTINGS]
            root.children = kept
        self.members[f"word/{name}"] = written(root, TEXT_OF)
        led = [(one, self.add(one.kind, one.target)) for one in kept_of(relationships)]
        if led:
            self.members[f"word/_rels/{name}.rels"] = _relationships(led)
        return name

    def add_image(self, part: str) -> str:
        """Take a picture over without what it carries."""
        data = self.package.read(part)
        cleaned = clean_image(data)
        self.n_of_kind["image"] += 1
        ending = "jpeg" if data.startswith(JPEG) else "png"
        name = f"media/image{self.n_of_kind['image']}.{ending}"
        self.names[part] = name
        if cleaned is None:
            self.is_refused = True
        else:
            self.members[f"word/{name}"] = cleaned
        return name

    def packed(self) -> bytes:
        """Pack the copy; the same document gives the same bytes."""
        overrides = "".join(
            f'<Override PartName="/word/{name}" ContentType="{kind}"/>'
            for name, kind in self.types.items()
        )
        types = (
            f'{_HEAD}<Types xmlns="{_CONTENT_TYPES}">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="jpeg" ContentType="image/jpeg"/>'
            f'<Default Extension="png" ContentType="image/png"/>{overrides}</Types>'
        )
        top = Relationship("rId1", "officeDocument", "", False)
        members = {
            "[Content_Types].xml": types.encode(),
            "_rels/.rels": _relationships([(top, "word/document.xml")]),
            **self.members,
        }
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                archive.writestr(info, content, zipfile.ZIP_DEFLATED)
        return made.getvalue()


def _relationships(led: list[tuple[Relationship, str]]) -> bytes:
    kinds = {"fonttable": "fontTable"}
    rows = "".join(
        f'<Relationship Id={quoteattr(one.id)} Type="{NAMESPACES["r"]}/'
        f'{kinds.get(one.kind, one.kind)}" Target="{target}"/>'
        for one, target in led
    )
    return f'{_HEAD}<Relationships xmlns="{_RELATIONSHIPS}">{rows}</Relationships>'.encode()
