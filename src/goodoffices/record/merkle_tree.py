"""The tree over a log: one hash that stands for all entries, and short proofs about it.

The tree is that of RFC 6962 (Laurie, Langley and Kasper 2013), section 2.1. A leaf is the digest of
an entry (`entry.leaf_digest`). The root over none is SHA-256 of nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Compute the root over leaves, in time that grows with their number."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    left = _left_of(len(leaves))
    return _node(root_of(leaves[:left]), root_of(leaves[left:]))


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Find the hashes with which the leaf at ``index`` gives the root, its sibling first."""
    if not 0 <= index < len(leaves):
        raise IndexError("there is no leaf at this index")
    if len(leaves) == 1:
        return []
    left = _left_of(len(leaves))
    if index < left:
        return [*inclusion_proof(leaves[:left], index), root_of(leaves[left:])]
    return [*inclusion_proof(leaves[left:], index - left), root_of(leaves[:left])]


def consistency_proof(leaves: Sequence[bytes], first: int) -> list[bytes]:
    """Find the hashes that show that the first ``first`` leaves are the start of all of them."""
    if not 0 < first <= len(leaves):
        raise IndexError("a proof goes from 1 leaf, or more, to all of them")
    return _consistency(leaves, first, is_whole=True)


def _consistency(leaves: Sequence[bytes], first: int, *, is_whole: bool) -> list[bytes]:
    if first == len(leaves):
        return [] if is_whole else [root_of(leaves)]
    left = _left_of(len(leaves))
    if first <= left:
        proof = _consistency(leaves[:left], first, is_whole=is_whole)
        return [*proof, root_of(leaves[left:])]
    proof = _consistency(leaves[left:], first - left, is_whole=False)
    return [*proof, root_of(leaves[:left])]


def _left_of(size: int) -> int:
    """Find the largest power of two below a size of at least 2: the leaves on the left."""
    return 1 << (size - 1).bit_length() - 1


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
