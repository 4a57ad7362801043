"""Reads HTML: the text that a browser shows, and what it does not show.

What a style sheet hides by its rules is not seen; an element's own ``style`` and ``hidden`` are.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from goodoffices.formats.attachments.attachment import BesideKind
from goodoffices.formats.attachments.gathering import Gathering

#: Most characters of a page that are read.
MOST_PAGE = 2_000_000
#: Most characters of one hidden or scripted piece that are kept while it is read.
MOST_PIECE = 2_000

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd",
    "details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "option", "p", "pre",
    "section", "summary", "table", "td", "th", "title", "tr", "ul",
})  # fmt: skip
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
})  # fmt: skip
_NOT_SHOWN = frozenset({"script", "style", "template", "noscript", "iframe", "object", "noembed"})
#: These end a paragraph that nobody closed.
_ENDS_PARAGRAPH = _BLOCKS - {"br", "option", "td", "th", "tr", "caption", "title", "body"}
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0*)?\s*(?:;|!|$)"
    r"|font-size\s*:\s*0\D",
    re.IGNORECASE,
)
_LINKING = {
    "a": "href", "area": "href", "base": "href", "link": "href", "img": "src", "iframe": "src",
    "source": "src", "video": "src", "audio": "src", "form": "action", "frame": "src",
    "input": "src",
}  # fmt: skip
_META = {
    "author": BesideKind.AUTHOR,
    "creator": BesideKind.AUTHOR,
    "dc.creator": BesideKind.AUTHOR,
    "dcterms.creator": BesideKind.AUTHOR,
    "generator": BesideKind.PROGRAM,
    "progid": BesideKind.PROGRAM,
    "date": BesideKind.DATE,
    "dcterms.created": BesideKind.DATE,
    "dcterms.modified": BesideKind.DATE,
    "geo.position": BesideKind.PLACE,
    "icbm": BesideKind.PLACE,
    "description": BesideKind.OTHER,
    "keywords": BesideKind.OTHER,
}


def read_page(text: str, gathering: Gathering) -> None:
    """Gather what a page shows, and what it holds beside that."""
    if len(text) > MOST_PAGE:
        gathering.is_cut = True
    page = _PageReader(gathering)
    page.feed(text[:MOST_PAGE])
    page.close()
    page.end()


class _PageReader(HTMLParser):
    def __init__(self, gathering: Gathering) -> None:
        super().__init__(convert_charrefs=True)
        self.gathering = gathering
        self.line: list[str] = []
        #: The element that is not shown, how many of its name are open inside it, what it holds.
        self.unshown, self.depth = "", 0
        self.piece: list[str] = []
        self.n_piece = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.note_attributes(tag, values)
        if self.unshown == "p" and tag in _ENDS_PARAGRAPH:
            self.end_unshown()
        if self.unshown:
            self.depth += tag == self.unshown
            return
        if tag in _BLOCKS:
            self.end_line()
        is_hidden = "hidden" in values or _HIDING.search(values.get("style", "")) is not None
        if (tag in _NOT_SHOWN or is_hidden) and tag not in _VOID:
            self.unshown, self.depth = tag, 1
        elif tag == "input" and values.get("type", "").lower() == "hidden":
            self.gathering.note(BesideKind.HIDDEN_TEXT, values.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if self.unshown:
            self.depth -= tag == self.unshown
            if self.depth == 0:
                self.end_unshown()
        elif tag in _BLOCKS:
            self.end_line()

    def handle_data(self, data: str) -> None:
        if not self.unshown:
            self.line.append(data)
        elif self.n_piece < MOST_PIECE:
            self.piece.append(data[:MOST_PIECE])
            self.n_piece += len(data)

    def handle_comment(self, data: str) -> None:
        self.gathering.note(BesideKind.COMMENT, data)

    def unknown_decl(self, data: str) -> None:
        self.gathering.note(BesideKind.COMMENT, data)

    def handle_pi(self, data: str) -> None:
        self.gathering.note(BesideKind.OTHER, data)

    def note_attributes(self, tag: str, values: dict[str, str]) -> None:
        """Note where an element leads, what it runs, and what a ``meta`` says."""
        note = self.gathering.note
        for name, value in values.items():
            if name.startswith("on"):
                note(BesideKind.SCRIPT, value)
        target = values.get(_LINKING.get(tag, ""), "").strip()
        if target.lower().startswith(("javascript:", "vbscript:")):
            note(BesideKind.SCRIPT, target)
        elif target.lower().startswith("data:"):
            note(BesideKind.EMBEDDED, target[:40].partition(",")[0])
        elif target and not target.startswith("#"):
            note(BesideKind.LINK, target)
        if tag == "script":
            note(BesideKind.SCRIPT, values.get("src", ""))
        elif tag in ("object", "embed"):
            note(BesideKind.EMBEDDED, values.get("data") or values.get("src") or tag)
        elif tag == "meta":
            name = (values.get("name") or values.get("property") or "").lower()
            content = values.get("content", "")
            if name in _META:
                note(_META[name], content)
            elif values.get("http-equiv", "").lower() == "refresh":
                note(BesideKind.LINK, content)

    def end_unshown(self) -> None:
        """Note what an element held that is not shown."""
        words = "".join(self.piece)
        if self.unshown == "script":
            self.gathering.note(BesideKind.SCRIPT, words)
        elif self.unshown != "style":
            self.gathering.note(BesideKind.HIDDEN_TEXT, words)
        self.unshown, self.depth, self.n_piece = "", 0, 0
        self.piece.clear()

    def end_line(self) -> None:
        if self.line:
            self.gathering.say_line(" ".join("".join(self.line).split()))
            self.line.clear()

    def end(self) -> None:
        """Close what nobody closed."""
        if self.unshown:
            self.end_unshown()
        self.end_line()
