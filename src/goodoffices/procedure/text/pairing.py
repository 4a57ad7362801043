"""Which paragraphs became which of those that stand in their place, by the words they share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

#: A word, a sign or the space before the first, each with the space after it: spaces of their own
#: would be alike everywhere.
_WORDS = re.compile(r"(?:[\w'’.-]*\w|[^\w\s])\s*|\s+")
#: Two paragraphs that share fewer of their words are told as one that went and one that came.
LEAST_SHARED = 0.3
#: Words of a paragraph that stands whole within another.
LEAST_WITHIN = 2
#: Pairs that are looked at in one place, at most: beyond that the order alone pairs.
MOST_LOOKED_AT = 10_000


def words_of(paragraph: str) -> list[str]:
    """Cut a paragraph into its words and signs, each with the space after it."""
    return _WORDS.findall(paragraph)


def counted(words: Sequence[str]) -> Counter[str]:
    """Count the words of a paragraph; signs do not count: each paragraph has some."""
    return Counter(word.strip() for word in words if word[0].isalnum())


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """Give which part of the words of two paragraphs they share, from 0 to 1; 0 for too few.

    Where all words of the shorter are in the longer that is enough: it was added to, or cut.
    """
    shorter, longer = sorted((one.total(), other.total()))
    if not longer:
        return 1.0
    shared = (one & other).total()
    if shared == shorter >= LEAST_WITHIN:
        return max(shared / longer, LEAST_SHARED)
    return shared / longer if shared >= LEAST_SHARED * longer else 0.0


def paired(gone: Sequence[str], come: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Pair paragraphs with those in their place, in the order of both; what has no pair is alone.

    The pairs share the most in all, and none crosses another. Cost: the product of both lengths,
    up to `MOST_LOOKED_AT`.
    """
    if len(gone) * len(come) > MOST_LOOKED_AT:
        return _in_order(len(gone), len(come))
    before, after = ([counted(words_of(one)) for one in side] for side in (gone, come))
    worth = [[likeness(one, other) for other in after] for one in before]
    best = [[0.0] * (len(come) + 1) for _ in range(len(gone) + 1)]
    for k in reversed(range(len(gone))):
        for m in reversed(range(len(come))):
            pair = best[k + 1][m + 1] + worth[k][m] if worth[k][m] else 0.0
            best[k][m] = max(best[k + 1][m], best[k][m + 1], pair)
    found: list[tuple[int | None, int | None]] = []
    k = m = 0
    while k < len(gone) and m < len(come):
        if worth[k][m] and best[k][m] == best[k + 1][m + 1] + worth[k][m]:
            found.append((k, m))
            k, m = k + 1, m + 1
        elif best[k][m] == best[k + 1][m]:
            found.append((k, None))
            k += 1
        else:
            found.append((None, m))
            m += 1
    found += [(one, None) for one in range(k, len(gone))]
    return found + [(None, one) for one in range(m, len(come))]


def _in_order(gone: int, come: int) -> list[tuple[int | None, int | None]]:
    both = min(gone, come)
    pairs: list[tuple[int | None, int | None]] = [(k, k) for k in range(both)]
    pairs += [(k, None) for k in range(both, gone)]
    return pairs + [(None, m) for m in range(both, come)]
