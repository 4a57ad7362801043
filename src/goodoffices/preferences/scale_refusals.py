"""What a person refuses on a scale of which only a few numbers are named.

It says from where on she refuses, and what nobody said. A number that is refused and a neighbour
that is not leave open where refusal ends. Until that is told, the numbers between may be refused,
and may not.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from goodoffices.preferences.scales import runs_of

#: A refused number and its nearest neighbour that could be accepted, by their ids.
Edge = tuple[str, str]


@dataclass(frozen=True)
class ScaleRefusals:
    """Which numbers of a scale are refused.

    ``never``: numbers surely refused. ``perhaps``: those of which nobody said whether they are.
    ``thresholds``: the last acceptable numbers that were told. ``edges``: where refusal ends
    between two numbers, with others between them.
    """

    never: frozenset[str]
    perhaps: frozenset[str]
    thresholds: tuple[str, ...]
    edges: tuple[Edge, ...]


def scale_refusals(
    ids: Sequence[str], asked: Collection[str], refused: Collection[str], told: Mapping[Edge, str]
) -> ScaleRefusals:
    """Work out what is refused on a scale.

    ``ids``: its numbers in order. ``asked``: those that were named. ``told``: for an edge the first
    acceptable number.
    """
    place = {number: k for k, number in enumerate(ids)}
    points = sorted({*asked, *refused}, key=place.__getitem__)
    never, perhaps = set(refused), set()
    thresholds, edges, open_edges = [], [], []
    for one, other in pairwise(points):
        between = ids[place[one] + 1 : place[other]]
        if not between or (one in refused) is (other in refused):
            continue
        edge = (one, other) if one in refused else (other, one)
        edges.append(edge)
        first = told.get(edge)
        if first is None:
            open_edges.append(edge)
            perhaps |= set(between)
            continue
        thresholds += [first] if first in between else []
        never |= {
            n for n in between if (place[n] < place[first]) is (edge[0] == one) and n != first
        }
    for run in runs_of(points, refused):
        inside = set(ids[place[run[0]] : place[run[-1]] + 1]) - never
        # What lies between two refused numbers is refused, too, where it told from where on; else
        # nobody said.
        is_told = len(run) < len(points) and not any(edge[0] in run for edge in open_edges)
        (never if is_told else perhaps).update(inside)
    return ScaleRefusals(
        frozenset(never),
        frozenset(perhaps),
        tuple(sorted(thresholds, key=place.__getitem__)),
        tuple(edges),
    )
