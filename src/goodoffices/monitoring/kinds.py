"""Kinds of acts and of what they are done to: two small trees, and whether one fits another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cached_property

from goodoffices.case import Text

#: What separates words; an apostrophe stands inside one.
_NO_WORD = re.compile(r"[^\w'’]+")


def plain_words(text: str) -> str:
    """Give a text in small letters, each word after one blank, without signs between words."""
    return f" {' '.join(re.sub(_NO_WORD, ' ', text.casefold()).split())} "


class Fit(IntEnum):
    """Whether something fits what an obligation names: surely not, perhaps, surely."""

    NO = 0
    PERHAPS = 1
    YES = 2


class FieldOfWords(StrEnum):
    """The field in which words are read: a strike is one thing in war, another at work."""

    WAR = "war"
    WORK = "work"
    FAMILY = "family"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of act or thing. ``under``: the wider kind that it is one of; empty for none.

    ``words``: how words begin that name it in a text, in small letters; with a blank at the end,
    the whole word. ``breaks``: how words begin of duties that such an act breaks. ``of``: its
    field (`FieldOfWords`); empty: all fields. One word can name other acts in another field.
    """

    id: str
    name: Text
    under: str = ""
    words: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()
    of: str = ""


@dataclass(frozen=True)
class KindTree:
    """Kinds, each under a wider one or none. Raises ValueError for a circle or an unknown kind."""

    kinds: tuple[Kind, ...]

    def __post_init__(self) -> None:
        """Refuse kinds that stand twice, under nothing known, or in a circle."""
        if len(self.by_id) < len(self.kinds):
            raise ValueError("a kind stands twice")
        for one in self.kinds:
            if one.under and one.under not in self.by_id:
                raise ValueError(f'"{one.id}" stands under "{one.under}", which is not there')
            seen = {one.id}
            while (one := self.by_id[one.under] if one.under else one).under:
                if one.under in seen:
                    raise ValueError(f'"{one.id}" stands in a circle')
                seen.add(one.id)

    @cached_property
    def by_id(self) -> Mapping[str, Kind]:
        """Give the kinds by their ids."""
        return {one.id: one for one in self.kinds}

    @cached_property
    def _wider(self) -> Mapping[str, frozenset[str]]:
        return {one.id: frozenset(self._up(one.id)) for one in self.kinds}

    def _up(self, kind: str) -> Iterator[str]:
        while kind:
            yield kind
            kind = self.by_id[kind].under

    def is_one_of(self, kind: str, wider: str) -> bool:
        """Tell whether a kind is another, or stands under it."""
        return wider in self._wider.get(kind, frozenset())

    def fit(self, found: Iterable[str], wanted: Iterable[str]) -> Fit:
        """Tell whether one of the kinds found is one of those wanted.

        Nothing found, or only something wider than what is wanted: perhaps. Nothing wanted: surely.
        A kind that this tree does not have may be any.
        """
        wanted, found = tuple(wanted), tuple(found)
        if not wanted:
            return Fit.YES
        if not found:
            return Fit.PERHAPS
        if any(self.is_one_of(one, other) for one in found for other in wanted):
            return Fit.YES
        if any(self.is_one_of(other, one) for one in found for other in wanted):
            return Fit.PERHAPS
        return Fit.NO if {*wanted, *found} <= set(self.by_id) else Fit.PERHAPS

    def narrower(self, one: str, other: str) -> str | None:
        """Give the narrower of two kinds of which one is the other; None where neither is."""
        if self.is_one_of(one, other):
            return one
        return other if self.is_one_of(other, one) else None

    def are_related(self, some: Iterable[str], others: Iterable[str]) -> bool:
        """Tell whether a kind of each stands under one wider kind."""
        mine = {wide for one in some for wide in self._wider.get(one, ())}
        return any(wide in mine for one in others for wide in self._wider.get(one, ()))

    def breaking(self, duty: str, field: FieldOfWords = FieldOfWords.WAR) -> list[str]:
        """List the kinds of acts of a field that break a duty, by how its words begin."""
        plain = plain_words(duty)
        return [
            one.id
            for one in self.kinds
            if one.of in ("", field) and any(f" {word}" in plain for word in one.breaks)
        ]

    def named_in(self, text: str, field: FieldOfWords = FieldOfWords.WAR) -> list[str]:
        """List the kinds of a field that a text names; of a kind and a wider one, the kind."""
        plain = plain_words(text)
        named = [
            one.id
            for one in self.kinds
            if one.of in ("", field) and any(f" {word}" in plain for word in one.words)
        ]
        return [
            one
            for one in named
            if not any(other != one and self.is_one_of(other, one) for other in named)
        ]


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The kinds of acts, and the kinds of what they are done to."""

    acts: KindTree
    objects: KindTree
