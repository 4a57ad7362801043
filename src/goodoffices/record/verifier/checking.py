"""Checks a bundle of the record offline, against what whoever verifies kept: rules 12 to 18.

The rules are those of `docs/reference/record-bundle.md`. What is trusted comes from whoever
verifies: heads that she kept, keys that she knows. A bundle shows by itself only that its parts fit
one another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from goodoffices.record.verifier.entries import check_entries
from goodoffices.record.verifier.people import check_approvals
from goodoffices.record.verifier.reading import (
    COSIGNATURE,
    Bundle,
    Checkpoint,
    Departs,
    Invalid,
    Key,
    Leaf,
    read_bundle,
)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What was found.

    ``verdict``: consistent, witnessed, diverged or invalid. ``complete_up_to``: how many entries
    are shown to be all that were entered. ``is_held_against``: whether anything that the verifier
    kept was there to hold it against. ``departure``: (log, number, what). ``destroyed``: numbers of
    the entries of which the digest alone is left. ``signed``: numbers of the acts that a person
    signed with her passkey. ``approved``: who approved a checkpoint with hers, and its size.
    """

    verdict: str
    complete_up_to: int = 0
    entries: int = 0
    is_held_against: bool = False
    departure: tuple[str, int, str] | None = None
    destroyed: tuple[int, ...] = ()
    signed: tuple[int, ...] = ()
    approved: tuple[tuple[str, int], ...] = ()
    rule: int | None = None
    error: str = ""

    @property
    def exit_code(self) -> int:
        """Give 0, 1 (diverged or invalid), or 4 (complete up to N, and nothing known after)."""
        if self.verdict in ("diverged", "invalid"):
            return 1
        return 0 if self.is_held_against else 4

    def as_json(self) -> dict[str, Any]:
        """Give the outcome as plain data."""
        named = None
        if self.departure is not None:
            log, number, what = self.departure
            named = {"log": log, "number": number, "what": what}
        return {
            "format": "goodoffices-verification/1",
            "verdict": self.verdict,
            "complete_up_to": self.complete_up_to,
            "entries": self.entries,
            "destroyed": list(self.destroyed),
            "signed": list(self.signed),
            "approved": [{"who": who, "size": size} for who, size in self.approved],
            "first_departure": named,
            "rule": self.rule,
            "error": self.error or None,
        }


def is_signed(checkpoint: Checkpoint, key: Key) -> bool | None:
    """Check a key's signature of a checkpoint; None where it has none of this key."""
    found = [
        s for name, key_id, s in checkpoint.signatures if (name, key_id) == (key.name, key.key_id)
    ]
    return all(_verifies(checkpoint.text, key, signed) for signed in found) if found else None


def _verifies(text: str, key: Key, signed: bytes) -> bool:
    message = text.encode()
    if key.kind == COSIGNATURE:
        if len(signed) != 72 or signed[0] & 0x80:
            return False
        time, signed = int.from_bytes(signed[:8], "big"), signed[8:]
        message = f"cosignature/v1\ntime {time}\n".encode() + message
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signed, message)
    except (InvalidSignature, ValueError):
        return False
    return True


# The checkpoints: rules 12 to 14.


def root_hash(stack: Sequence[bytes]) -> bytes:
    """Fold the whole subtrees of a tree, largest first, into its root (RFC 6962, section 2.1)."""
    if not stack:
        return hashlib.sha256(b"").digest()
    root = stack[-1]
    for left in reversed(stack[:-1]):
        root = hashlib.sha256(b"\x01" + left + root).digest()
    return root


def roots_of(digests: Iterable[bytes], sizes: Container[int]) -> dict[int, bytes]:
    """Compute the roots of a tree after so many of its leaves, for each of these sizes."""
    stack: list[bytes] = []
    roots = {0: root_hash(())} if 0 in sizes else {}
    for size, digest in enumerate(digests, 1):
        stack.append(digest)
        rest = size
        while not rest & 1:
            right = stack.pop()
            stack[-1] = hashlib.sha256(b"\x01" + stack[-1] + right).digest()
            rest >>= 1
        if size in sizes:
            roots[size] = root_hash(stack)
    return roots


def check_checkpoints(
    bundle: Bundle, keys: Sequence[tuple[int, Key]], roots: Mapping[int, bytes]
) -> None:
    """Check that each checkpoint is of this log, and signed by the key that was announced.

    ``roots``: those of the tree, by its sizes. Raises `Departs`.
    """
    before, announced = 0, 0
    for checkpoint in bundle.checkpoints:
        size = checkpoint.size
        if checkpoint.origin != bundle.origin:
            raise Departs(12, 1, "inserted: a checkpoint of another log")
        if size <= before:
            raise Departs(12, size, f"forked: checkpoints of {before} and then of {size} entries")
        if size > len(bundle.leaves):
            what = f"dropped: a checkpoint counts {size} entries"
            raise Departs(13, len(bundle.leaves) + 1, what)
        if checkpoint.root != roots[size]:
            what = f"forked: the checkpoint of {size} entries has other ones"
            raise Departs(13, before + 1, what)
        # The key in force before, and each that was announced since.
        first = max(0, announced - 1)
        while announced < len(keys) and keys[announced][0] <= size:
            announced += 1
        _check_signatures(checkpoint, [key for _, key in keys[first:announced]], before)
        before = size


def _check_signatures(checkpoint: Checkpoint, needed: Sequence[Key], before: int) -> None:
    """Check the office's signatures of a checkpoint.

    It is signed by the key that was announced last. The first checkpoint after a new key is signed
    by the key before it, too, and by each that was announced between: so nobody who has not had
    that one can bring a new one, though checkpoints were left out.
    """
    if not needed:
        raise Departs(14, before + 1, "re-signed: no key was announced before the checkpoint")
    for key in needed:
        if is_signed(checkpoint, key) is not True:
            what = f"re-signed: the checkpoint of {checkpoint.size} entries is not signed by "
            raise Departs(14, before + 1, f"{what}the key that was announced")


# What the verifier kept: rules 15 to 18.


def check_against(
    bundle: Bundle, kept: Sequence[Bundle | Checkpoint], roots: Mapping[int, bytes]
) -> int:
    """Hold a log against heads and earlier bundles; give up to which entry they agree.

    Raises `Departs` with the first place where one does not.
    """
    agreed = 0
    for copy in [one for one in kept if isinstance(one, Bundle)]:
        if copy.log != bundle.log:
            raise Departs(15, 1, "the copy that you kept is of another log")
        try:
            check_entries(copy)
        except Departs as fault:
            what = f"the copy that you kept does not fit itself ({fault.what})"
            raise Departs(15, fault.number, what) from None
        _compare(copy.leaves, bundle.leaves)
        agreed = max(agreed, len(copy.leaves))
    for head in _heads(kept):
        if head.origin != bundle.origin:
            raise Departs(15, 1, "the head that you kept is of another log")
        if head.size > len(bundle.leaves):
            what = f"dropped: the head that you kept counts {head.size} entries"
            raise Departs(16, len(bundle.leaves) + 1, what)
        if head.root != roots[head.size]:
            what = f"forked: among entries up to {head.size} at least one is not what you kept"
            raise Departs(16, min(agreed, head.size - 1) + 1, what)
        agreed = max(agreed, head.size)
    return agreed


def _heads(kept: Sequence[Bundle | Checkpoint]) -> list[Checkpoint]:
    """List the heads that somebody kept, those in her bundles too, the smallest first."""
    found = [
        head for one in kept for head in (one.checkpoints if isinstance(one, Bundle) else [one])
    ]
    return sorted(found, key=lambda head: head.size)


def _compare(old: Sequence[Leaf], new: Sequence[Leaf]) -> None:
    """Find the first place where a log is not the copy that was taken earlier, and say how."""
    was, now = [leaf.digest for leaf in old], [leaf.digest for leaf in new]
    place = next((n for n, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), None)
    if place is None:
        if len(now) < len(was):
            raise Departs(16, len(now) + 1, f"dropped: your copy has {len(was)} entries")
        return
    moved, came = was[place] in now[place:], now[place] in was[place:]
    word = (
        "reordered" if moved and came else "inserted" if moved else "dropped" if came else "changed"
    )
    raise Departs(16, place + 1, f"{word}: in your copy another entry stands in its place")


def check_known_keys(bundle: Bundle, keys: Sequence[Key]) -> None:
    """Check that each key of the office that the verifier knows signed a checkpoint of the log.

    Raises `Departs`. From one to the next the office's keys lead by rule 14.
    """
    for key in keys:
        if not any(is_signed(checkpoint, key) for checkpoint in bundle.checkpoints):
            raise Departs(17, 1, "re-signed: nothing is signed by the key that you know")


def check_witnesses(
    bundle: Bundle, kept: Sequence[Bundle | Checkpoint], witnesses: Sequence[Key]
) -> int:
    """Find up to which entry a witness that the verifier knows cosigned. Raises `Departs`.

    A cosignature stands under a checkpoint of the bundle, or of a head that she kept.
    """
    upto = 0
    for checkpoint in sorted([*bundle.checkpoints, *_heads(kept)], key=lambda one: one.size):
        for witness in witnesses:
            signed = is_signed(checkpoint, witness)
            if signed is False:
                what = f"re-signed: {witness.name} did not cosign {checkpoint.size} entries"
                raise Departs(18, upto + 1, what)
            upto = checkpoint.size if signed else upto
    return upto


def verify(
    data: bytes,
    kept: Sequence[Bundle | Checkpoint] = (),
    keys: Sequence[Key] = (),
    witnesses: Sequence[Key] = (),
) -> Outcome:
    """Check a bundle by all rules, against what the verifier brings; give what was found.

    ``kept``: heads and earlier bundles of hers. ``keys``: the office's, as she knows them from
    elsewhere. ``witnesses``: keys whose cosignatures she trusts.
    """
    try:
        bundle = read_bundle(data)
    except Invalid as fault:
        return Outcome(verdict="invalid", rule=fault.rule, error=str(fault))
    count = len(bundle.leaves)
    try:
        announced = check_entries(bundle)
        sizes = {one.size for one in (*bundle.checkpoints, *_heads(kept))}
        roots = roots_of((leaf.digest for leaf in bundle.leaves), sizes)
        check_checkpoints(bundle, announced.keys, roots)
        check_known_keys(bundle, keys)
        agreed = check_against(bundle, kept, roots)
        witnessed = check_witnesses(bundle, kept, witnesses)
        people = announced.people
        approved = check_approvals([*bundle.checkpoints, *_heads(kept)], people.passkeys.values())
    except Departs as fault:
        departure = (bundle.log, fault.number, fault.what)
        return Outcome(verdict="diverged", entries=count, departure=departure, rule=fault.rule)
    signed = bundle.checkpoints[-1].size if bundle.checkpoints else 0
    is_held = bool(agreed or witnessed)
    return Outcome(
        verdict="witnessed" if witnessed else "consistent",
        complete_up_to=max(agreed, witnessed) if is_held else signed,
        entries=count,
        is_held_against=is_held,
        destroyed=tuple(n for n, leaf in enumerate(bundle.leaves, 1) if leaf.content is None),
        signed=tuple(people.signed),
        approved=tuple(approved),
    )
