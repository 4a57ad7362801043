"""Where a place of one version stands in another: for what is being typed, and for its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.procedure.text.matching import steps_between
from goodoffices.procedure.text.merging import Clash, merged
from goodoffices.procedure.text.pairing import paired
from goodoffices.procedure.text.paragraphs import paragraphs_of


@dataclass(frozen=True, slots=True)
class Edit:
    """What somebody types in the place of some paragraphs of a version.

    ``start``: the first of them, from 0; ``count``: how many; ``words``: as it is typed, none, one
    or more paragraphs.
    """

    start: int
    count: int
    words: str

    @property
    def stop(self) -> int:
        """Give the place after the last paragraph."""
        return self.start + self.count

    def touches(self, other: Edit) -> bool:
        """Tell whether two edits are of a paragraph that both change, or of the same place."""
        same_place = (self.start, self.count) == (other.start, other.count)
        return same_place or (self.start < other.stop and other.start < self.stop)


def with_edit(blocks: Sequence[str], edit: Edit) -> list[str]:
    """Give a text with an edit in its place."""
    return [*blocks[: edit.start], *paragraphs_of(edit.words), *blocks[edit.stop :]]


def with_edits(blocks: Sequence[str], edits: Sequence[Edit]) -> list[str]:
    """Give a text with edits that do not touch each other, each in its place."""
    found = list(blocks)
    for edit in sorted(edits, key=lambda one: (one.start, one.stop), reverse=True):
        found = with_edit(found, edit)
    return found


def edit_moved(base: Sequence[str], newest: Sequence[str], edit: Edit) -> Edit | Clash:
    """Move an edit of one version to a newer one; give the clash where both changed one place.

    Where the newer version changed other paragraphs of those that are edited, what both changed is
    kept. The place of a clash is that of the newer version, and its words are all that stand there.
    """
    stays: dict[int, int] = {}
    for step in steps_between(base, newest):
        if step.is_same:
            stays.update(zip(step.old, step.new, strict=True))
    places = [stays.get(k) for k in range(edit.start, edit.stop)]
    first = places[0] if places else _place_between(stays, edit.start, len(base), len(newest))
    if first is not None and places == list(range(first, first + edit.count)):
        return Edit(first, edit.count, edit.words)
    lower = next((stays[k] + 1 for k in reversed(range(edit.start)) if k in stays), 0)
    upper = next((stays[k] for k in range(edit.stop, len(base)) if k in stays), len(newest))
    was, now = tuple(base[edit.start : edit.stop]), tuple(newest[lower:upper])
    typed = tuple(paragraphs_of(edit.words))
    both = merged(was, now, typed)
    if both.clashes:
        return Clash(lower, was, now, typed)
    return Edit(lower, upper - lower, "\n\n".join(both.paragraphs))


def _place_between(stays: dict[int, int], start: int, size: int, size_now: int) -> int | None:
    """Find where something that was put between two paragraphs goes now."""
    if start in stays:
        return stays[start]
    if start == size:
        return size_now
    return stays[start - 1] + 1 if start - 1 in stays else None


def traced_back(older: Sequence[str], newer: Sequence[str], place: int) -> int | None:
    """Find which paragraph of an older version a paragraph was; None where it is new.

    A paragraph that was changed is paired with what stood in its place, as where changes are told;
    one that was moved is found where its words stand once in both. So of several paragraphs two can
    lead to one.
    """
    if older.count(newer[place]) == 1 and newer.count(newer[place]) == 1:
        return older.index(newer[place])
    step = next(one for one in steps_between(older, newer) if place in one.new)
    if step.is_same:
        return step.old[step.new.index(place)]
    pairs = paired(older[step.old.start : step.old.stop], newer[step.new.start : step.new.stop])
    at = next(old for old, new in pairs if new == step.new.index(place))
    return None if at is None else step.old[at]


def traced_on(older: Sequence[str], newer: Sequence[str], place: int) -> int | None:
    """Find which paragraph of a newer version a paragraph became; None where it went."""
    return traced_back(newer, older, place)
