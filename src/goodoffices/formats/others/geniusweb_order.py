"""Read GeniusWeb's partial orders of bids as rankings of packages.

They stand beside numbers that are all blank. GeniusWeb says of two bids that one is preferred or as
good, and of all others nothing. What is held is what any utility that adds up over issues must
agree with; an order that no such utility has is a contradiction.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Any

from goodoffices.case import Issue, Package
from goodoffices.formats.documents.errors import CaseFileError, FormatNotSupported
from goodoffices.formats.documents.json_document import mapping_of
from goodoffices.formats.others.foreign_file import ForeignModel, as_model
from goodoffices.formats.others.imported_case import READING
from goodoffices.preferences import Basis, BasisKind, Preferences, Ranked, Ranking

#: The kind of profile, as GeniusWeb names it.
PARTIAL = "DefaultPartialOrdering"
#: Pairs of bids that are read at most, and that are held at most once those that follow from others
#: are left out.
MOST_PAIRS, MOST_RANKINGS = 20_000, 500

Pair = tuple[int, int]
#: Turns a bid into a package; the words say which bid it is.
ReadBid = Callable[[Any, str], Package]


class OrderIn(ForeignModel):
    """A partial order: bids and pairs of their places, better first.

    Or for each bid, written as a key, those that it is better than.
    """

    domain: Any
    reservationBid: Any = None
    bids: list[Any] | None = None
    betterlist: list[tuple[int, int]] | None = None
    betterList: list[tuple[int, int]] | None = None
    better: list[tuple[int, int]] | dict[str, list[Any]] | None = None


def read_order(
    shown_as: str, data: Any, issues: Sequence[Issue], party: str, origin: str, read_bid: ReadBid
) -> Preferences:
    """Read what a partial order says of one party. Raises `CaseFileError`, `FormatNotSupported`."""
    given = as_model(OrderIn, data, shown_as)
    bids, pairs = (
        _pairs_by_name(given, shown_as)
        if isinstance(given.better, Mapping)
        else _pairs_by_place(given, shown_as)
    )
    packages = [read_bid(bid, f"bid {k}") for k, bid in enumerate(bids)]
    kept = without_what_follows(pairs)
    if len(kept) > MOST_RANKINGS:
        raise FormatNotSupported(
            shown_as,
            f"the order has {len(kept):,} pairs of bids; at most {MOST_RANKINGS} are held.",
        )
    rankings = [
        Ranking(id=f"order-{n}", what=Ranked.PACKAGES, groups=((packages[a],), (packages[b],)))
        for n, (a, b) in enumerate(kept, 1)
    ]
    if given.reservationBid is not None:
        reserved = read_bid(given.reservationBid, "the reservation bid")
        rankings.append(
            Ranking(id="reservation-at-least", what=Ranked.PACKAGES, groups=((reserved,), (None,)))
        )
        rankings.append(
            Ranking(id="reservation-at-most", what=Ranked.PACKAGES, groups=((None,), (reserved,)))
        )
    return Preferences(
        party=party,
        reading=READING,
        basis=Basis(kind=BasisKind.EXERCISE, origin=origin),
        weights={issue.id: None for issue in issues},
        scores={issue.id: dict.fromkeys(issue.option_ids) for issue in issues},
        walk_away_is_blank=given.reservationBid is not None,
        rankings=tuple(rankings),
    )


def _pairs_by_place(given: OrderIn, shown_as: str) -> tuple[list[Any], list[Pair]]:
    pairs = next(
        (p for p in (given.betterlist, given.betterList, given.better) if isinstance(p, list)), None
    )
    if given.bids is None or pairs is None:
        remedy = "Write `bids` and `betterlist`, pairs of their places, better first."
        raise CaseFileError.one(
            shown_as, "the partial order has no bids or no pairs of them.", remedy
        )
    if wrong := next(
        (place for pair in pairs for place in pair if not 0 <= place < len(given.bids)), None
    ):
        raise CaseFileError.one(
            shown_as, f"there is no bid {wrong}.", f"Places go from 0 to {len(given.bids) - 1}."
        )
    return given.bids, _counted(pairs, shown_as)


def _pairs_by_name(given: OrderIn, shown_as: str) -> tuple[list[Any], list[Pair]]:
    assert isinstance(given.better, dict)
    bids: list[Any] = []
    places: dict[str, int] = {}

    def place(bid: Any) -> int:
        name = json.dumps(bid, sort_keys=True)
        if name not in places:
            places[name] = len(bids)
            bids.append(bid)
        return places[name]

    pairs = []
    for key, worse in given.better.items():
        try:
            bid = json.loads(key, object_pairs_hook=mapping_of)
        except (ValueError, RecursionError):
            raise CaseFileError.one(
                shown_as, "a key of `better` is no bid.", "Write each bid as JSON."
            ) from None
        pairs += [(place(bid), place(other)) for other in worse]
    return bids, _counted(pairs, shown_as)


def _counted(pairs: Sequence[Pair], shown_as: str) -> list[Pair]:
    if len(pairs) > MOST_PAIRS:
        raise FormatNotSupported(
            shown_as,
            f"the order has {len(pairs):,} pairs of bids; at most {MOST_PAIRS:,} are read.",
        )
    return list(dict.fromkeys(pair for pair in pairs if pair[0] != pair[1]))


def without_what_follows(pairs: Sequence[Pair]) -> list[Pair]:
    """Leave out the pairs that follow from two others of them.

    All stay where some bids are as good as one another. Cost: O(pairs × bids).
    """
    worse: dict[int, set[int]] = {}
    for a, b in pairs:
        worse.setdefault(a, set()).add(b)
    try:
        TopologicalSorter(worse).prepare()
    except CycleError:
        return list(pairs)
    return [
        (a, b)
        for a, b in pairs
        if not any(b in worse.get(between, ()) for between in worse[a] if between != b)
    ]
