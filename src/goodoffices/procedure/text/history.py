"""Where a phrase comes from: in which version it came, where it stood in a bracket since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from goodoffices.procedure.text.changes import ChangedWords, pieces_between
from goodoffices.procedure.text.paragraphs import Bracket, Paragraph
from goodoffices.procedure.text.phrases import stands_in
from goodoffices.procedure.text.placing import traced_back


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """A version in which a paragraph came or was changed.

    ``back``: how many versions before the newest, 0 for that one; ``pieces``: what changed, word by
    word; ``has_phrase``: the phrase stands in it; ``is_bracketed``: in a bracket alone.
    """

    back: int
    pieces: tuple[ChangedWords, ...]
    has_phrase: bool
    is_bracketed: bool


@dataclass(frozen=True, slots=True)
class History:
    """How a paragraph came to be what it is, the first version first.

    ``first``: how many versions back the phrase came that stands in it without a break since; None
    where it does not stand in it now. ``bracketed``: the versions since in which it stands in a
    bracket, by how many back they are, the first version first.
    """

    steps: tuple[HistoryStep, ...]
    first: int | None
    bracketed: tuple[int, ...]


def history_of(versions: Iterable[Sequence[Paragraph]], place: int, phrase: str = "") -> History:
    """Follow a paragraph of the newest version back to where it came from.

    ``versions``: the newest first; they are read no further back than the paragraph is traced.
    ``phrase``: empty for the whole paragraph. Cost: near linear in the words that are read.
    """
    found: list[Paragraph] = []
    after: Sequence[str] = ()
    for version in versions:
        words = [one.words for one in version]
        here = place if not found else traced_back(words, after, place)
        if here is None:
            break
        found.append(version[here])
        after, place = words, here
    stands = [_stands(one, phrase) for one in found]
    since = next((k for k, (has, _b) in enumerate(stands) if not has), len(found))
    steps = []
    for back in reversed(range(len(found))):
        was = found[back + 1].words if back + 1 < len(found) else None
        if was != found[back].words:
            pieces = pieces_between(was or "", found[back].words)
            steps.append(HistoryStep(back, pieces, *stands[back]))
    return History(
        steps=tuple(steps),
        first=since - 1 if since else None,
        bracketed=tuple(back for back in reversed(range(since)) if stands[back][1]),
    )


def _stands(paragraph: Paragraph, phrase: str) -> tuple[bool, bool]:
    """Tell whether a phrase stands in a paragraph, and whether in a bracket alone."""
    if not phrase.strip():
        return True, paragraph.brackets > 0
    bare = "".join(part if isinstance(part, str) else "\0" for part in paragraph.parts)
    in_bracket = any(
        stands_in(one.words, phrase)
        for part in paragraph.parts
        if isinstance(part, Bracket)
        for one in part.alternatives
    )
    stands = in_bracket or stands_in(paragraph.words, phrase)
    return stands, stands and not stands_in(bare, phrase)
