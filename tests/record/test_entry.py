"""`record.entry`: the same act gives the same bytes everywhere, and its digest stands for nothing else."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.record import Act, canonical_bytes, leaf_digest
from goodoffices.record.entry import canonical, canonical_object

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


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
        max_leaves=8,
    )
)
def test_an_object_is_canonical_by_the_fast_writer_where_it_is_by_the_slow_one(value):
    whole = {"payload": value}
    for written in (
        json.dumps(whole, ensure_ascii=False, separators=(",", ":"), sort_keys=True),
        json.dumps(whole),
        json.dumps(whole, ensure_ascii=False),
    ):
        try:
            content = written.encode()
        except UnicodeEncodeError:
            continue
        try:
            slow = canonical(json.loads(content)) == content
        except (ValueError, RecursionError):
            slow = False
        assert (canonical_object(content) is not None) is slow


def test_keys_beyond_the_first_plane_are_in_the_order_of_utf_16():
    right, other = '{"\U0001f600":1,"\ufb33":2}', '{"\ufb33":2,"\U0001f600":1}'
    assert [canonical_object(one.encode()) is not None for one in (right, other)] == [
        canonical(json.loads(one)) == one.encode() for one in (right, other)
    ]
    assert canonical_object(b'{"a":1,"a":1}') is None
    assert canonical_object(b"[1]") is None
