"""Texts as pages show them: paragraphs with their brackets, and what changed between versions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from goodoffices.case import Case
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.texts.edits import EditRead
from goodoffices.office.texts.readings import TextRead, VersionOfText
from goodoffices.procedure.text import (
    Alternative,
    Bracket,
    Changed,
    ChangedWords,
    Paragraph,
    PieceKind,
    brackets_by_chapter,
    changes_between,
    paragraphs_of,
)

#: Characters of words that stayed the same, before and after what changed.
AROUND = 200


@dataclass(frozen=True, kw_only=True)
class ParagraphShown:
    """A paragraph, written; ``number`` 0: a heading. ``block``: its place, from 0.

    ``edit``: what somebody types in it, or None.
    """

    number: int
    block: int
    words: SafeString
    edit: EditRead | None = None


def paragraphs_shown(
    case: Case, version: VersionOfText, blocks: Collection[int], edits: Sequence[EditRead] = ()
) -> list[ParagraphShown]:
    """Write paragraphs of a version, with their brackets side by side; ``blocks``: which."""
    return [
        ParagraphShown(
            number=version.paragraphs[k].number,
            block=k,
            words=paragraph_in_words(case, version.paragraphs[k]),
            edit=next((one for one in edits if _is_in(one, k)), None),
        )
        for k in blocks
    ]


def _is_in(edit: EditRead, block: int) -> bool:
    return edit.clash is None and edit.edit.start <= block < edit.edit.stop


def paragraph_in_words(case: Case, paragraph: Paragraph) -> SafeString:
    """Write a paragraph, with its brackets side by side."""
    return format_html_join("", "{}", ((_part(case, part),) for part in paragraph.parts))


def _part(case: Case, part: str | Bracket) -> SafeString:
    if isinstance(part, str):
        return linebreaksbr(part)
    w = wording_for_reader(case)

    def of(one: Alternative) -> SafeString:
        words = one.words or _("no words")
        if not one.sponsor:
            return format_html("<mark>[<bdi>{}</bdi>]</mark>", words)
        sponsor = w.party(one.sponsor)
        return format_html(
            '<mark>[<bdi>{}</bdi> <span class="quiet">{}</span>]</mark>', words, sponsor
        )

    return format_html_join(" ", "{}", ((of(one),) for one in part.alternatives))


def brackets_left(version: VersionOfText) -> list[tuple[str, int]]:
    """Count the brackets that are left by chapter: those before the first heading have no name."""
    return brackets_by_chapter(version.paragraphs)


def changes_shown(
    old: VersionOfText, new: VersionOfText, most: int | None = None
) -> tuple[list[ChangeShown], int]:
    """Write what changed between two versions, paragraph by paragraph; what stayed is left out.

    ``most``: how many paragraphs are written; beside them how many changed in all.
    """
    changed = [one for one in changes_between(old.words, new.words) if not one.is_same]
    return [_change(new, one) for one in changed[:most]], len(changed)


@dataclass(frozen=True, kw_only=True)
class ChangeShown:
    """What changed in a paragraph. ``number``: its number now; 0 where it is gone, or a heading."""

    number: int
    words: SafeString


def _change(new: VersionOfText, change: Changed) -> ChangeShown:
    number = new.paragraphs[change.new.start].number if change.new else 0
    return ChangeShown(number=number, words=pieces_shown(change.pieces))


def words_compared(old: str, new: str) -> list[SafeString]:
    """Write what changed between two texts as they are typed, paragraph by paragraph."""
    changes = changes_between(paragraphs_of(old), paragraphs_of(new))
    return [pieces_shown(one.pieces) for one in changes]


def pieces_shown(pieces: Iterable[ChangedWords]) -> SafeString:
    """Write words that stay, go and come."""
    return format_html_join("", "{}", ((_piece(piece),) for piece in pieces))


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


def as_plain_text(text: TextRead, version: VersionOfText) -> str:
    """Write a version as plain text, with brackets as brackets and the code of the copy."""
    return "\n\n".join(_lines(text, version)) + "\n"


def _lines(text: TextRead, version: VersionOfText) -> Iterator[str]:
    yield text.title
    if version.code:
        yield version.code

    def line(one: Paragraph) -> str:
        return one.words if one.is_heading else f"{one.number}. {one.words}"

    yield from map(line, version.paragraphs)
