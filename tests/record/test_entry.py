"""`record.entry`: the same act gives the same bytes everywhere, and its digest stands for nothing else."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.record import Act, canonical_bytes, leaf_digest

TEXTS = st.dictionaries(
    st.text(max_size=5), st.one_of(st.text(max_size=8), st.integers(-(2**53) + 1, 2**53 - 1), st.booleans(), st.none()), max_size=4
)


def act(payload):
    return Act(
        kind="note.of_a_test",
        actor={"id": "1f"},
        at="2026-11-24T09:00:00Z",
        label="parties",
        payload=payload,
        log="7a",
        number=3,
        previous="00",
    )


def test_bytes_are_canonical_json_with_sorted_keys_and_no_spaces():
    assert canonical_bytes(act({"b": 1, "a": "é"})).decode() == (
        '{"actor":{"id":"1f"},"at":"2026-11-24T09:00:00Z","format":"goodoffices-entry/2","kind":"note.of_a_test","label":"parties","log":"7a","number":3,'
        '"payload":{"a":"é","b":1},"previous":"00"}'
    )


def test_text_is_the_same_however_its_accents_were_typed():
    assert canonical_bytes(act({"a": "e\u0301"})) == canonical_bytes(act({"a": "\u00e9"}))


@given(TEXTS)
def test_the_order_of_keys_does_not_matter(payload):
    turned = dict(reversed(list(payload.items())))
    assert canonical_bytes(act(payload)) == canonical_bytes(act(turned))


@pytest.mark.parametrize("value", [0.1, 2**53, -(2**60)])
def test_numbers_that_some_reader_would_round_are_refused(value):
    with pytest.raises(ValueError, match="string"):
        canonical_bytes(act({"a": [value]}))


def test_a_leaf_digest_is_that_of_rfc_6962_with_a_salt():
    salt = bytes(range(32))
    assert leaf_digest(salt, b"x") == hashlib.sha256(b"\x00" + salt + b"x").digest()
    with pytest.raises(ValueError, match="32 bytes"):
        leaf_digest(b"short", b"x")
