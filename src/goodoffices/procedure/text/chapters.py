"""The chapters of a text: what stands under each heading, in parts that a page can hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.procedure.text.paragraphs import Paragraph

#: Paragraphs of one part, headings too.
MOST_IN_PART = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPart:
    """A part of a text, from 1 up. ``blocks``: places of its paragraphs in the text, from 0.

    ``chapter``: the heading that it stands under, empty before the first; ``brackets``: how many
    are left in it; ``is_first``: it begins its chapter.
    """

    number: int
    chapter: str
    blocks: range
    brackets: int
    is_first: bool


def parts_of(paragraphs: Sequence[Paragraph]) -> list[TextPart]:
    """Cut a text into its chapters, and long chapters into parts; a short text is one part."""
    if len(paragraphs) <= MOST_IN_PART:
        heading = paragraphs[0].words if paragraphs and paragraphs[0].is_heading else ""
        return [_part(paragraphs, 1, heading, range(len(paragraphs)), is_first=True)]
    starts = [k for k, one in enumerate(paragraphs) if one.is_heading or k == 0]
    found: list[TextPart] = []
    for start, end in zip(starts, (*starts[1:], len(paragraphs)), strict=True):
        chapter = paragraphs[start].words if paragraphs[start].is_heading else ""
        for at in range(start, end, MOST_IN_PART):
            blocks = range(at, min(at + MOST_IN_PART, end))
            found.append(_part(paragraphs, len(found) + 1, chapter, blocks, is_first=at == start))
    return found


def brackets_by_chapter(paragraphs: Sequence[Paragraph]) -> list[tuple[str, int]]:
    """Count the brackets that are left by chapter; those before the first heading have no name."""
    found: list[tuple[str, int]] = []
    for one in paragraphs:
        if one.is_heading or not found:
            found.append((one.words if one.is_heading else "", 0))
        name, count = found[-1]
        found[-1] = name, count + one.brackets
    return [(name, count) for name, count in found if count]


def _part(
    paragraphs: Sequence[Paragraph], number: int, chapter: str, blocks: range, *, is_first: bool
) -> TextPart:
    return TextPart(
        number=number,
        chapter=chapter,
        blocks=blocks,
        brackets=sum(one.brackets for one in paragraphs[blocks.start : blocks.stop]),
        is_first=is_first,
    )
