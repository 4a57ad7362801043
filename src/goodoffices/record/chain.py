"""A log as a hash chain: each entry is bound to all that stand before it.

So an entry that was changed, dropped or moved is found.

The head of an empty log is 32 zero bytes. The head after an entry is SHA-256 of 2, the head before
it, and the digest of the entry.

Entries of the first format hold neither log nor number nor head: of them the digest alone is
checked. The first entry of the second format binds them all.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate, islice
from typing import Any

from goodoffices.record.entry import (
    ENTRY_FORMAT,
    SALT_BYTES,
    canonical_object,
    leaf_digest,
)
from goodoffices.record.kinds import ENTRY_DESTROYED

EMPTY_HEAD = bytes(32)
#: What is said of words that nobody destroyed by an act.
GONE = "its words are gone, and no entry says that they were destroyed"


@dataclass(frozen=True)
class MerkleLeaf:
    """One entry as a log keeps it (a leaf of a Merkle tree).

    It has its number, its canonical bytes, its salt, and the digest that is kept beside them. Of
    one whose words were destroyed content and salt are empty.
    """

    number: int
    content: bytes
    salt: bytes
    digest: bytes

    @property
    def is_destroyed(self) -> bool:
        """Tell whether the digest alone is left."""
        return not self.content and not self.salt


@dataclass(frozen=True)
class Departure:
    """The first place where a log is not what it was.

    ``number`` is that of the entry; for a log that is too short, that of the first that is missing.
    ``what`` says in words what is wrong.
    """

    number: int
    what: str


def head_after(head: bytes, digest: bytes) -> bytes:
    """Add a digest to a head, and give the next head."""
    return hashlib.sha256(b"\x02" + head + digest).digest()


def head_of(digests: Iterable[bytes]) -> bytes:
    """Chain digests in their order, and give the head after the last."""
    return reduce(head_after, digests, EMPTY_HEAD)


def heads_of(leaves: Iterable[MerkleLeaf]) -> Iterator[bytes]:
    """Chain the entries of a log, and give the head after each."""
    return islice(
        accumulate((leaf.digest for leaf in leaves), head_after, initial=EMPTY_HEAD), 1, None
    )


def wrong_with(leaf: MerkleLeaf, log: str, label: str, head: bytes | None = None) -> str:
    """Check one entry of a log against its digest and its place, and say what is wrong.

    The text is empty where nothing is. ``label``: that of the log. ``head``: the head of the log
    before the entry; None: it is not looked at.
    """
    if len(leaf.salt) != SALT_BYTES or not hmac.compare_digest(
        leaf_digest(leaf.salt, leaf.content), leaf.digest
    ):
        return "its words are not those that were entered"
    whole = canonical_object(leaf.content)
    if whole is None:
        return "it is not written as entries are"
    if whole.get("label") != label:
        return "it was entered into another log"
    if is_of_first_format(whole):
        return ""
    if whole["format"] != ENTRY_FORMAT:
        return f"it has a format that this version does not know ({str(whole['format'])[:40]})"
    if whole.get("log") != log:
        return "it was entered into another log"
    if whole.get("number") != leaf.number:
        return f"it was entered as number {str(whole.get('number'))[:20]}"
    if head is not None and whole.get("previous") != head.hex():
        return "what stands before it is not what stood there when it was entered"
    return ""


def destroyed_numbers(leaves: Iterable[MerkleLeaf]) -> frozenset[int]:
    """List the numbers of the entries that acts of their log destroyed.

    An act that is not what was entered is named in its own place.
    """
    mark = ENTRY_DESTROYED.name.encode()
    found: set[int] = set()
    for leaf in leaves:
        if mark in leaf.content:
            try:
                act = json.loads(leaf.content)
                if act["kind"] == ENTRY_DESTROYED.name:
                    found.update(act["payload"]["entries"])
            except (ValueError, TypeError, KeyError, RecursionError):
                continue
    return frozenset(found)


def is_of_first_format(whole: dict[str, Any]) -> bool:
    """Tell whether an entry is of the first format.

    It was then written before entries named their log, their number and what stands before them.
    """
    return "format" not in whole


def first_departure(log: str, label: str, leaves: Sequence[MerkleLeaf]) -> Departure | None:
    """Check a whole log, and name the first place where it departs from what was entered.

    None: nowhere. Words that are gone are in their place where an entry says that they were
    destroyed.
    """
    gone = destroyed_numbers(leaves)
    head = EMPTY_HEAD
    is_bound = False
    for place, leaf in enumerate(leaves, 1):
        if leaf.number != place:
            return Departure(
                place,
                "it is missing"
                if leaf.number > place
                else f"number {leaf.number} stands in its place",
            )
        if leaf.is_destroyed and place in gone:
            head = head_after(head, leaf.digest)
            continue
        if leaf.is_destroyed:
            return Departure(place, GONE)
        if wrong := wrong_with(leaf, log, label, head):
            return Departure(place, wrong)
        is_old = is_of_first_format(json.loads(leaf.content))
        if is_old and is_bound:
            return Departure(
                place, "it is written in the first format, after entries of the second"
            )
        is_bound = not is_old
        head = head_after(head, leaf.digest)
    return None
