"""Another implementation of these formats agrees on our notes and proofs (metamorphic-log, in Rust; a test oracle only)."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.record.checkpoint import checkpoint_text, signature_line, signed_checkpoint, verifier_key
from goodoffices.record.merkle_tree import consistency_proof, inclusion_proof, root_of
from goodoffices.record.verifier.checking import roots_of
from tests.record.made_logs import LOG, NEXT, OFFICE, ORIGIN, OTHER, checkpoint, entries_of, said_by

other = pytest.importorskip("metamorphic_log", reason="metamorphic-log is the other implementation")


def leaves(count: int) -> list[bytes]:
    return [hashlib.sha256(bytes([n % 256, n // 256])).digest() for n in range(count)]


@given(st.integers(1, 70), st.data())
def test_an_entry_is_shown_to_be_in_the_log_and_another_is_not(size, data):
    index = data.draw(st.integers(0, size - 1))
    all_of_them = leaves(size)
    proof, root = inclusion_proof(all_of_them, index), root_of(all_of_them)
    other.verify_inclusion(index, size, all_of_them[index], proof, root)
    with pytest.raises(other.VerifyError):
        other.verify_inclusion(index, size, bytes(32), proof, root)


@given(st.integers(1, 70), st.data())
def test_a_log_is_shown_to_go_on_from_what_it_was_and_another_is_not(size, data):
    first = data.draw(st.integers(1, size))
    all_of_them = leaves(size)
    proof = consistency_proof(all_of_them, first)
    other.verify_consistency(first, size, proof, root_of(all_of_them[:first]), root_of(all_of_them))
    with pytest.raises(other.VerifyError):
        other.verify_consistency(first, size, proof, bytes(32), root_of(all_of_them))


@given(st.integers(0, 200))
def test_writer_and_verifier_find_the_same_roots(size):
    assert roots_of(leaves(size), {size}) == {size: root_of(leaves(size))}


def test_an_index_without_a_leaf_has_no_proof():
    for index in (-1, 3):
        with pytest.raises(IndexError):
            inclusion_proof(leaves(3), index)
    for first in (0, 4):
        with pytest.raises(IndexError):
            consistency_proof(leaves(3), first)


def test_our_checkpoints_are_notes_that_it_verifies():
    entries = entries_of(said_by(12))
    key = verifier_key(ORIGIN, OFFICE)
    head = other.checkpoint_verify(checkpoint(entries, 7), [key])
    assert (head.origin, head.size, head.root) == (ORIGIN, 7, root_of([entry.digest for entry in entries[:7]]))
    assert other.verify_signed_note(checkpoint(entries, 7, OFFICE, NEXT), [key, verifier_key(ORIGIN, NEXT)]) == 2
    text = checkpoint_text(LOG, 7, bytes(32))
    forged = signed_checkpoint(text.replace("7", "8"), signature_line(text, ORIGIN, OFFICE))
    for note in (forged, checkpoint(entries, 7, OTHER)):
        with pytest.raises(other.VerifyError):
            other.checkpoint_verify(note, [key])
