"""Finds out what a Word document's styles hide."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.formats.attachments.markup_tree import Node

#: A style that stands on another, and so on.
MOST_BASES = 30


@dataclass(frozen=True, slots=True)
class HidingStyles:
    """The styles whose text is hidden, and whether text without any style is."""

    styles: frozenset[str] = frozenset()
    by_default: bool = False

    def hides(self, run: Node, paragraph_style: str | None) -> bool:
        """Tell whether a run is hidden: by its own word, else by its style, else its paragraph."""
        properties = run.first("w:rPr") or run.first("m:rPr")
        own = says_hidden(properties)
        if own is not None:
            return own
        style = properties.first("w:rStyle") if properties else None
        if style is not None and style.attributes.get("w:val") in self.styles:
            return True
        if paragraph_style is None:
            return self.by_default
        return paragraph_style in self.styles


def says_hidden(properties: Node | None) -> bool | None:
    """Tell whether properties of a run hide it, show it, or say nothing of that (None)."""
    if properties is None:
        return None
    said = None
    for node in properties.nodes():
        if node.name in ("w:vanish", "w:specVanish"):
            said = node.attributes.get("w:val", "1").lower() not in ("0", "false", "off")
            if said:
                return True
    return said


def hiding_styles(root: Node) -> HidingStyles:
    """Read which styles hide their text, themselves or by the style that they stand on."""
    own: dict[str, bool | None] = {}
    bases: dict[str, str] = {}
    default = None
    for node in root.nodes():
        if node.name != "w:style":
            continue
        name = node.attributes.get("w:styleId", "")
        own[name] = says_hidden(node.first("w:rPr"))
        base = node.first("w:basedOn")
        if base is not None:
            bases[name] = base.attributes.get("w:val", "")
        is_default = node.attributes.get("w:default", "").lower() in ("1", "true", "on")
        if is_default and node.attributes.get("w:type") == "paragraph":
            default = name
    of_all = bool(says_hidden(root.first("w:docDefaults", "w:rPrDefault", "w:rPr")))
    hidden = frozenset(name for name in own if _is_hidden(name, own, bases, of_all))
    return HidingStyles(hidden, of_all if default is None else default in hidden)


def _is_hidden(name: str, own: dict[str, bool | None], bases: dict[str, str], of_all: bool) -> bool:
    for _ in range(MOST_BASES):
        said = own.get(name)
        if said is not None:
            return said
        if name not in bases:
            break
        name = bases[name]
    return of_all
