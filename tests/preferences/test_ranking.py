"""`preferences.ranking`: what stands before what."""

from __future__ import annotations

from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.preferences import Ranked, Ranking


def follows(pairs, names):
    """All that pairs say, one after another: the pairs reachable along them (Floyd, Warshall)."""
    known = set(pairs)
    for k, i, j in product(names, repeat=3):
        if (i, k) in known and (k, j) in known:
            known.add((i, j))
    return known


@given(st.lists(st.integers(1, 3), min_size=1, max_size=4))
def test_the_pairs_say_all_that_the_groups_say_and_nothing_within_a_group(sizes):
    names = [f"o{k}" for k in range(sum(sizes))]
    rest = iter(names)
    groups = tuple(tuple(next(rest) for _ in range(n)) for n in sizes)
    place = {name: k for k, group in enumerate(groups) for name in group}
    pairs = list(Ranking(id="r", what=Ranked.OPTIONS, groups=groups, issue="a").pairs())
    assert follows(pairs, names) == {(x, y) for x, y in product(names, repeat=2) if place[x] < place[y]}
    # No more of them than are needed: each is a row of a linear program.
    assert len(pairs) == sum(m * n for m, n in pairwise(sizes))


def test_no_agreement_stands_among_packages():
    package = {"a": "a1"}
    assert list(Ranking(id="r", what=Ranked.PACKAGES, groups=((package,), (None,))).pairs()) == [(package, None)]
