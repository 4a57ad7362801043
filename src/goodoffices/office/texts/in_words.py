"""Texts as pages show them: paragraphs with their brackets, and what changed between versions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from goodoffices.case import Case
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.texts.readings import TextRead, VersionOfText
from goodoffices.procedure.text import (
    Alternative,
    Bracket,
    ChangedWords,
    Paragraph,
    PieceKind,
    changes_between,
    read_text,
)

#: Characters of words that stayed the same, before and after what changed.
AROUND = 200


@dataclass(frozen=True, kw_only=True)
class ParagraphShown:
    """A paragraph, written; ``number`` 0: a heading."""

    number: int
    words: SafeString


def paragraphs_shown(case: Case, version: VersionOfText) -> list[ParagraphShown]:
    """Write a version paragraph by paragraph, with its brackets side by side."""
    return [
        ParagraphShown(
            number=one.number,
            words=format_html_join("", "{}", ((_part(case, part),) for part in one.parts)),
        )
        for one in read_text(version.body, case.party_ids)
    ]


def _part(case: Case, part: str | Bracket) -> SafeString:
    if isinstance(part, str):
        return linebreaksbr(part)
    w = wording_for_reader(case)

    def of(one: Alternative) -> SafeString:
        if not one.sponsor:
            return format_html("<mark>[{}]</mark>", one.words)
        sponsor = w.party(one.sponsor)
        return format_html('<mark>[{} <span class="quiet">{}</span>]</mark>', one.words, sponsor)

    return format_html_join(" ", "{}", ((of(one),) for one in part.alternatives))


def brackets_left(case: Case, version: VersionOfText) -> list[tuple[str, int]]:
    """Count the brackets that are left by chapter: those before the first heading have no name."""
    counts: dict[str, int] = {}
    chapter = ""
    for one in read_text(version.body, case.party_ids):
        chapter = one.words if one.is_heading else chapter
        counts[chapter] = counts.get(chapter, 0) + one.brackets
    return [(name, count) for name, count in counts.items() if count]


def changes_shown(case: Case, old: VersionOfText, new: VersionOfText) -> list[SafeString]:
    """Write what changed between two versions, paragraph by paragraph; what stayed is left out."""
    before, after = (
        [one.words for one in read_text(version.body, case.party_ids)] for version in (old, new)
    )
    return [
        format_html_join("", "{}", ((_piece(piece),) for piece in one.pieces))
        for one in changes_between(before, after)
        if not one.is_same
    ]


def _piece(piece: ChangedWords) -> SafeString:
    words: str = piece.words
    if piece.kind is PieceKind.SAME:
        is_long = len(words) > 2 * AROUND
        return linebreaksbr(f"{words[:AROUND]} … {words[-AROUND:]}" if is_long else words)
    bare = words.strip() or words
    inner = format_html("<strong>{}</strong>" if piece.stands_out else "{}", linebreaksbr(bare))
    tag = "del" if piece.kind is PieceKind.GONE else "ins"
    before, _bare, after = words.partition(bare)
    return format_html("{}<{}>{}</{}>{}", before, tag, inner, tag, after)


def as_plain_text(case: Case, text: TextRead, version: VersionOfText) -> str:
    """Write a version as plain text, with brackets as brackets and the code of the copy."""
    return "\n\n".join(_lines(case, text, version)) + "\n"


def _lines(case: Case, text: TextRead, version: VersionOfText) -> Iterator[str]:
    yield text.title
    if version.code:
        yield version.code

    def line(one: Paragraph) -> str:
        return one.words if one.is_heading else f"{one.number}. {one.words}"

    yield from map(line, read_text(version.body, case.party_ids))
