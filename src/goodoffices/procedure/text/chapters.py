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

    ``chapter``: the heading under which it begins, empty before the first; ``brackets``: how many
    are left in it; ``is_first``: it begins with that heading; ``more``: chapters that follow in it.
    """

    number: int
    chapter: str
    blocks: range
    brackets: int
    is_first: bool
    more: int


def parts_of(paragraphs: Sequence[Paragraph]) -> list[TextPart]:
    """Cut a text into parts: long chapters into several, short ones together; one at least."""
    starts = [k for k, one in enumerate(paragraphs) if one.is_heading or k == 0]
    ends = [*starts[1:], len(paragraphs)] if starts else []
    cuts = [0]
    for start, end in zip(starts, ends, strict=True):
        if end - cuts[-1] > MOST_IN_PART and start > cuts[-1]:
            cuts.append(start)
        while end - cuts[-1] > MOST_IN_PART:
            cuts.append(cuts[-1] + MOST_IN_PART)
    stops = [*cuts[1:], len(paragraphs)]
    chapter, found = "", []
    for number, (start, stop) in enumerate(zip(cuts, stops, strict=True), 1):
        part = paragraphs[start:stop]
        headings = [one.words for one in part if one.is_heading]
        is_first = start == 0 or (bool(part) and part[0].is_heading)
        begins = part[0].words if part and part[0].is_heading else chapter
        found.append(
            TextPart(
                number=number,
                chapter=begins,
                blocks=range(start, stop),
                brackets=sum(one.brackets for one in part),
                is_first=is_first,
                more=len(headings) - (bool(part) and part[0].is_heading),
            )
        )
        chapter = headings[-1] if headings else chapter
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
