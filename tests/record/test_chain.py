"""`record.chain`: whatever is done to a log after it was written is found, and named at its first place."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.record import (
    EMPTY_HEAD,
    Act,
    MerkleLeaf,
    canonical_bytes,
    first_departure,
    head_after,
    leaf_digest,
)
from goodoffices.record.entry import canonical

LOG = "5b7f3c1e"


def log_of(words, log=LOG):
    head, leaves = EMPTY_HEAD, []
    for number, word in enumerate(words, 1):
        act = Act(
            kind="release.package",
            actor={"id": "a1"},
            at="2026-11-24T09:00:00Z",
            label="party:n",
            payload={"words": word},
            log=log,
            number=number,
            previous=head.hex(),
        )
        content, salt = canonical_bytes(act), bytes([number % 256]) * 32
        leaves.append(MerkleLeaf(number, content, salt, leaf_digest(salt, content)))
        head = head_after(head, leaves[-1].digest)
    return leaves


WORDS = st.lists(st.text(max_size=6), min_size=2, max_size=6)


def test_a_log_as_it_was_written_departs_nowhere():
    assert first_departure(LOG, "party:n", log_of(["one", "two", "three"])) is None
    assert first_departure(LOG, "party:n", []) is None


@given(WORDS, st.data())
def test_whatever_is_done_inside_a_log_is_found_at_its_first_place(words, data):
    """Drop, swap, double, change words, change words with their digest: found at the place, or at what follows it."""
    leaves = log_of(words)
    k = data.draw(st.integers(0, len(leaves) - 2))
    how = data.draw(st.sampled_from(["drop", "swap", "double", "words", "words and digest", "salt", "number"]))
    broken = list(leaves)
    if how == "drop":
        del broken[k]
    elif how == "swap":
        broken[k], broken[k + 1] = broken[k + 1], broken[k]
    elif how == "double":
        broken.insert(k, broken[k])
    elif how == "salt":
        broken[k] = replace(broken[k], salt=bytes(31) + b"\x07")
    elif how == "number":
        broken[k] = replace(broken[k], number=broken[k].number + 7)
    else:
        content = canonical({**json.loads(broken[k].content), "at": "2020-01-01T00:00:00Z"})
        digest = leaf_digest(broken[k].salt, content) if how == "words and digest" else broken[k].digest
        broken[k] = replace(broken[k], content=content, digest=digest)
    found = first_departure(LOG, "party:n", broken)
    assert found is not None
    expected = {"double": (k + 1, k + 2), "words and digest": (k + 2,)}.get(how, (k + 1,))
    assert found.number in expected, how


def test_a_log_under_another_name_departs_at_its_first_entry():
    assert first_departure("another", "party:n", log_of(["one", "two"])).number == 1


def test_an_entry_of_the_first_format_belongs_to_the_log_of_its_label():
    content = canonical({"kind": "release.package", "actor": {"name": "M"}, "at": "x", "label": "party:other", "payload": {}})
    leaf = MerkleLeaf(1, content, bytes(32), leaf_digest(bytes(32), content))
    assert first_departure(LOG, "party:other", [leaf]) is None
    assert first_departure(LOG, "party:n", [leaf]).what == "it was entered into another log"


def test_entries_of_the_first_format_are_bound_by_the_first_of_the_second():
    old = [canonical({"kind": "case.open", "actor": {"name": "M"}, "at": "x", "label": "party:n", "payload": {"n": n}}) for n in range(2)]
    leaves = [MerkleLeaf(n, content, bytes(32), leaf_digest(bytes(32), content)) for n, content in enumerate(old, 1)]
    head = head_after(head_after(EMPTY_HEAD, leaves[0].digest), leaves[1].digest)
    new = canonical_bytes(Act(kind="k", actor={}, at="t", label="party:n", payload={}, log=LOG, number=3, previous=head.hex()))
    leaves.append(MerkleLeaf(3, new, bytes(32), leaf_digest(bytes(32), new)))
    assert first_departure(LOG, "party:n", leaves) is None
    changed = canonical({**json.loads(old[0]), "at": "z"})
    assert (
        first_departure(LOG, "party:n", [replace(leaves[0], content=changed, digest=leaf_digest(bytes(32), changed)), *leaves[1:]]).number
        == 3
    )
    after = [*leaves, MerkleLeaf(4, old[0], bytes(32), leaf_digest(bytes(32), old[0]))]
    assert first_departure(LOG, "party:n", after).what == "it is written in the first format, after entries of the second"
