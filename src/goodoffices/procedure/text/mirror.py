"""Where two public statements about one deal differ, one with each side: for whom releases them.

Paragraphs are set beside each other by likeness, whatever their places, then compared word by word;
and of what tells what is owed (`telling_facts`), the comparison lists what stands in one alone.
That the names of the two sides are swapped is expected: it is shown, and marked.

It lists what stands in one alone. It never says that two paragraphs mean the same, not where they
are beside each other and not where all their words are alike.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from goodoffices.procedure.text.changes import PieceKind, pieces_between, stands_out
from goodoffices.procedure.text.paragraphs import Paragraph
from goodoffices.procedure.text.telling_facts import (
    FactKind,
    GivenNames,
    TellingFact,
    facts_of,
    names_in,
    readable,
)

#: The share of their words, by weight, that two paragraphs have in common at least.
LEAST_LIKE = 0.3
#: A word that stands in more paragraphs of one text says nothing of which are alike.
MOST_PARAGRAPHS = 50
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class MirrorPiece:
    """Some words of both, of the first alone (gone) or of the second alone (new).

    ``stands_out``: they turn what a party owes. ``is_mirrored``: the name of one side where the
    other text has that of the other side; then they do not stand out.
    """

    kind: PieceKind
    words: str
    stands_out: bool = False
    is_mirrored: bool = False


@dataclass(frozen=True, slots=True)
class MirrorPair:
    """Two paragraphs beside each other, or one that has no like: the other is none."""

    first: Paragraph | None
    second: Paragraph | None
    pieces: tuple[MirrorPiece, ...]

    @property
    def is_same(self) -> bool:
        """Tell whether two are there, and their words are the same."""
        return self._differ_in(lambda piece: False)

    @property
    def is_mirrored(self) -> bool:
        """Tell whether they differ, and by the swap of the two names alone."""
        return not self.is_same and self._differ_in(lambda piece: piece.is_mirrored)

    def _differ_in(self, may: Callable[[MirrorPiece], bool]) -> bool:
        both = self.first is not None and self.second is not None
        return both and all(may(one) or one.kind is PieceKind.SAME for one in self.pieces)


@dataclass(frozen=True, slots=True)
class MirrorComparison:
    """Two statements beside each other.

    ``pairs``: in the order of the first; what stands in the second alone comes after what it stands
    after there. ``only_first``, ``only_second``: facts whose kind and value are oftener in that
    one, as many as there are more, in its order; of like facts those whose neighbour lacks them.
    """

    pairs: tuple[MirrorPair, ...]
    only_first: tuple[TellingFact, ...]
    only_second: tuple[TellingFact, ...]


def statements_compared(
    first: Sequence[Paragraph],
    second: Sequence[Paragraph],
    actors: Mapping[str, Sequence[str]],
    mirrored: tuple[str, str] | None = None,
) -> MirrorComparison:
    """Compare two statements. ``mirrored``: ids of the two actors whose names are swapped.

    ``actors``: names and variants by id, as `facts_in` takes them. A name that one statement has
    within a sentence counts in the other where it begins one. Swapped arguments give the swapped
    result (word by word, differences can be cut otherwise).

    Cost: near linear in the words for the facts; for the pairs at most `MOST_PARAGRAPHS` times the
    words, and what `changes` costs within each pair. Where a text has more paragraphs than
    `MOST_PARAGRAPHS`, words that stand in more of them than that make none alike.
    """
    given, known = GivenNames(actors), names_in(first, actors) | names_in(second, actors)
    sides = _Sides(given, mirrored or (), _unused_sign([*first, *second]))
    places = list(_in_order(_paired(first, second, sides), len(first), len(second)))
    pairs = []
    for k, m in places:
        one = first[k] if k is not None else None
        other = second[m] if m is not None else None
        pairs.append(MirrorPair(one, other, tuple(_pieces(one, other, sides))))
    only_first, only_second = _standing_alone(
        _standing([facts_of(one, given, known) for one in first], [k for k, _ in places]),
        _standing([facts_of(one, given, known) for one in second], [m for _, m in places]),
        mirrored,
    )
    return MirrorComparison(tuple(pairs), only_first, only_second)


class _Sides(NamedTuple):
    """The names of actors, which two are swapped, and a sign that stands for both in a text."""

    names: GivenNames
    mirrored: Sequence[str]
    sign: str

    def without(self, paragraph: Paragraph | None) -> tuple[str, list[tuple[str, str]]]:
        """Give the words with the sign for each name of the two; and the names, with the ids."""
        text = readable(paragraph) if paragraph is not None else ""
        pieces, found, end = [], [], 0
        for one in self.names.places(text):
            if one.value in self.mirrored:
                pieces += [text[end : one.start], self.sign]
                found.append((text[one.start : one.end], one.value))
                end = one.end
        return "".join([*pieces, text[end:]]), found


def _unused_sign(paragraphs: Iterable[Paragraph]) -> str:
    """Find a sign that no text has: of those that Unicode leaves to programs."""
    used = set("".join(readable(one) for one in paragraphs))
    return next(sign for sign in map(chr, range(0xF0000, 0xFFFFE)) if sign not in used)


def _paired(
    first: Sequence[Paragraph], second: Sequence[Paragraph], sides: _Sides
) -> dict[int, int]:
    """Pair paragraphs: those with the same words in order, then the likest, then the nearest."""
    before = [(one.is_heading, sides.without(one)[0]) for one in first]
    after = [(one.is_heading, sides.without(one)[0]) for one in second]
    waiting: dict[tuple[bool, str], list[int]] = defaultdict(list)
    for m in reversed(range(len(after))):
        waiting[after[m]].append(m)
    found = {k: waiting[text].pop() for k, text in enumerate(before) if waiting[text]}
    taken = set(found.values())
    alike = _alike(
        {k: _words_of(*text) for k, text in enumerate(before) if k not in found},
        {m: _words_of(*text) for m, text in enumerate(after) if m not in taken},
    )
    # No two that compete are equal in this order: swapped arguments give the same pairs.
    for _, _, _, k, m in sorted((-like, abs(k - m), k + m, k, m) for like, k, m in alike):
        if k not in found and m not in taken:
            found[k] = m
            taken.add(m)
    return found


def _words_of(is_heading: bool, text: str) -> Counter[str]:
    """Count the words; those of a heading are like those of headings alone."""
    return Counter("#" * is_heading + word for word in _WORD.findall(text.casefold()))


def _alike(
    first: Mapping[int, Counter[str]], second: Mapping[int, Counter[str]]
) -> Iterator[tuple[float, int, int]]:
    """Give how like two paragraphs are, where that is `LEAST_LIKE` or more.

    That is the share of the words in common in the words of both, by weight: the fewer paragraphs
    a word stands in, the more it weighs.
    """
    in_first = Counter(word for words in first.values() for word in words)
    in_second = Counter(word for words in second.values() for word in words)
    total = len(first) + len(second)
    weights = {
        word: (total // (in_first[word] + in_second[word])).bit_length()
        for word in in_first.keys() | in_second.keys()
        if max(in_first[word], in_second[word]) <= MOST_PARAGRAPHS
    }
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for m, words in second.items():
        for word in words.keys() & weights.keys():
            places[word].append((m, words[word]))

    def weight(words: Counter[str]) -> int:
        return sum(weights.get(word, 0) * count for word, count in words.items())

    sizes = {m: weight(words) for m, words in second.items()}
    for k, words in first.items():
        size = weight(words)
        shared: Counter[int] = Counter()
        for word, count in words.items():
            for m, other in places.get(word, ()):
                shared[m] += weights[word] * min(count, other)
        for m, common in shared.items():
            like = 2 * common / (size + sizes[m])
            if like >= LEAST_LIKE:
                yield like, k, m


def _in_order(
    pairs: Mapping[int, int], n_first: int, n_second: int
) -> Iterator[tuple[int | None, int | None]]:
    """Give all places of the first in order, those alone in the second after their neighbours."""
    taken = set(pairs.values())

    def alone_from(m: int) -> Iterator[tuple[None, int]]:
        while m < n_second and m not in taken:
            yield None, m
            m += 1

    yield from alone_from(0)
    for k in range(n_first):
        yield k, pairs.get(k)
        if k in pairs:
            yield from alone_from(pairs[k] + 1)


def _pieces(
    first: Paragraph | None, second: Paragraph | None, sides: _Sides
) -> Iterator[MirrorPiece]:
    """Compare word by word, a name of one side with the name of the other as if they were one."""
    before, names_before = sides.without(first)
    after, names_after = sides.without(second)
    gone, new = iter(names_before), iter(names_after)
    for piece in pieces_between(before, after):
        head, *tail = piece.words.split(sides.sign)
        if piece.kind is not PieceKind.SAME:
            names = [next(gone if piece.kind is PieceKind.GONE else new)[0] for _ in tail]
            words = head + "".join(map("".join, zip(names, tail, strict=True)))
            if words:
                is_telling = piece.stands_out or any(map(stands_out, names))
                yield MirrorPiece(piece.kind, words, is_telling)
            continue
        same = head
        for rest in tail:
            (one, whose), (other, others) = next(gone), next(new)
            if one == other:
                same += one + rest
                continue
            if same:
                yield MirrorPiece(PieceKind.SAME, same)
            is_mirrored = whose != others
            yield MirrorPiece(PieceKind.GONE, one, not is_mirrored, is_mirrored)
            yield MirrorPiece(PieceKind.NEW, other, not is_mirrored, is_mirrored)
            same = rest
        if same:
            yield MirrorPiece(PieceKind.SAME, same)


class _Standing(NamedTuple):
    """A fact where it stands: ``pair``, of its paragraph; ``place``, of the fact in its text."""

    pair: int
    place: int
    kind: FactKind
    value: str
    fact: TellingFact


def _standing(
    facts: Sequence[Sequence[TellingFact]], paragraphs: Sequence[int | None]
) -> list[_Standing]:
    """List the facts of a text. ``paragraphs``: by pair, which of its paragraphs stands there."""
    pair_of = {k: pair for pair, k in enumerate(paragraphs) if k is not None}
    every = [(pair_of[k], fact) for k, some in enumerate(facts) for fact in some]
    return [_Standing(pair, n, fact.kind, fact.value, fact) for n, (pair, fact) in enumerate(every)]


def _standing_alone(
    first: Sequence[_Standing], second: Sequence[_Standing], mirrored: tuple[str, str] | None
) -> tuple[tuple[TellingFact, ...], tuple[TellingFact, ...]]:
    """Take away what meets its like, in the paragraph beside it, then anywhere; mark the swapped.

    A name is marked where the paragraph beside it has that of the other side instead.
    """
    for key in (_beside, _anywhere):
        first, second = _without(first, second, key), _without(second, first, key)
    one, other = mirrored or ("", "")
    swap = {(FactKind.ACTOR, one): other, (FactKind.ACTOR, other): one}
    swapped = [at._replace(value=swap.get((at.kind, at.value), at.value)) for at in first]

    def marked(some: Sequence[_Standing], unmet: Sequence[_Standing]) -> tuple[TellingFact, ...]:
        places = {at.place for at in unmet}
        return tuple(replace(at.fact, is_mirrored=at.place not in places) for at in some)

    return (
        marked(first, _without(swapped, second, _beside)),
        marked(second, _without(second, swapped, _beside)),
    )


def _beside(one: _Standing) -> Hashable:
    return one.pair, one.kind, one.value


def _anywhere(one: _Standing) -> Hashable:
    return one.kind, one.value


def _without(
    some: Sequence[_Standing], others: Sequence[_Standing], key: Callable[[_Standing], Hashable]
) -> list[_Standing]:
    waiting = Counter(map(key, others))
    found = []
    for one in some:
        if waiting[key(one)]:
            waiting[key(one)] -= 1
        else:
            found.append(one)
    return found
