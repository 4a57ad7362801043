"""The documentation as pages: Markdown files that come with the program, with their pictures."""

from __future__ import annotations

import posixpath
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

import goodoffices

_PROGRAM = Path(goodoffices.__file__).parent


@cache
def folder() -> Path:
    """Find the documentation: with the installed program, or beside its source."""
    installed = _PROGRAM / "docs"
    return installed if installed.is_dir() else _PROGRAM.parents[1] / "docs"


@cache
def names() -> frozenset[str]:
    """List the pages of the documentation by their names, such as ``how-to/write-a-case.md``."""
    return frozenset(p.relative_to(folder()).as_posix() for p in folder().rglob("*.md"))


@cache
def pictures() -> frozenset[str]:
    """List the pictures of the documentation by their names below its folder ``images``."""
    return frozenset(p.name for p in (folder() / "images").glob("*") if p.is_file())


@cache
def drawn(name: str) -> tuple[str, str]:
    """Draw a page of the documentation: its title and its HTML. HTML within it stays text."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse((folder() / name).read_text(encoding="utf-8"))
    title = name
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            opening.attrSet("id", slug(inline.content))
            title = inline.content if opening.tag == "h1" else title
        for token in inline.children or ():
            _lead_here(token, name)
    return title, str(reader.renderer.render(tokens, reader.options, {}))


def slug(heading: str) -> str:
    """Make the address of a heading within its page, as it is written in links."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def _lead_here(token: Token, name: str) -> None:
    """Let pictures come from this office, and links lead nowhere that it does not serve."""
    if token.type == "image":
        source = str(token.attrs.get("src", ""))
        token.attrSet("src", f"/help/images/{source.rsplit('/', 1)[-1]}")
    if token.type != "link_open":
        return
    target = str(token.attrs.get("href", ""))
    path = target.partition("#")[0]
    if target.startswith(("http://", "https://")) or not path:
        return
    if posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) not in names():
        token.attrs.pop("href")
