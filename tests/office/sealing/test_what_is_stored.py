"""What the office stores: texts and sessions sealed, and no archive that grows without bound."""

from __future__ import annotations

import os

import pytest

from goodoffices.office.access import sessions
from goodoffices.office.papers.archive import MOST_BYTES, texts_of
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import keys
from tests.office.test_hostile import CASE, zipped


def test_what_is_sealed_apart_shows_neither_its_text_nor_its_key():
    outer = os.urandom(32)
    key, sealed = keys.seal_apart(outer, b"the walk-away value is 41", "paper 1", "paper 1 note")
    assert b"walk-away" not in sealed
    assert b"walk-away" not in key
    assert keys.unseal_apart(outer, key, sealed, "paper 1", "paper 1 note") == b"the walk-away value is 41"
    with pytest.raises(keys.NotOpened):
        keys.unseal_apart(os.urandom(32), key, sealed, "paper 1", "paper 1 note")


def test_the_content_of_a_session_is_stored_sealed():
    stored = sessions._sealed({"mfa.totp.secret": "JBSWY3DPEHPK3PXP"}, "a digest")
    assert b"JBSWY3DPEHPK3PXP" not in stored
    assert b"mfa" not in stored


def test_many_files_of_an_archive_are_bounded_together():
    large = "# a long remark\n" * 15_000
    files = {f"packages/draft-{k}.yaml": large for k in range(MOST_BYTES // len(large) + 2)}
    with pytest.raises(Refused, match="when unpacked"):
        texts_of(zipped({"case.yaml": CASE, **files}))
    few = dict(list(files.items())[:3])
    assert set(texts_of(zipped({"case.yaml": CASE, **few}))) == {"case.yaml", *few}
