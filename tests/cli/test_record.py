"""`goodoffices record`: verifies bundles against what one kept, and cosigns checkpoints."""

from __future__ import annotations

import base64
import dataclasses

import pytest

from goodoffices.record.checkpoint import verifier_key
from goodoffices.record.verifier.checking import verify
from goodoffices.record.verifier.reading import COSIGNATURE, read_checkpoint, read_key
from tests.cli.program import goodoffices
from tests.record.made_logs import OFFICE, ORIGIN, bundle_of, checkpoint, entries_of, honest, said_by, written


@pytest.fixture
def bundle(tmp_path):
    file = tmp_path / "parties.bundle"
    file.write_bytes(written(honest()))
    return file


def key_of(tmp_path, name="ines.example"):
    ran = goodoffices("record", "new-key", tmp_path / "my.key", "--name", name)
    assert ran.code == 0, ran.err
    return tmp_path / "my.key", ran.out.strip()


def test_a_bundle_alone_is_complete_up_to_its_last_checkpoint(bundle):
    ran = goodoffices("record", "verify", bundle)
    assert (ran.code, ran.out) == (
        4,
        "12 entries fit one another.\n"
        "Complete up to 10 by its own checkpoints; what came after cannot be known. "
        "That it was not written anew shows only what you kept (--head).\n",
    )


@pytest.mark.parametrize("content", [b"", b"nonsense", b"{}", b"\xff\xfe", b'{"format":"goodoffices-log/1"}\n'])
def test_what_is_no_bundle_is_invalid_and_what_one_kept_has_to_be_read(bundle, tmp_path, content):
    other = tmp_path / "other"
    other.write_bytes(content)
    ran = goodoffices("record", "verify", other)
    assert (ran.code, ran.out.startswith("INVALID. rule ")) == (1, True)
    ran = goodoffices("record", "verify", bundle, "--head", other)
    assert (ran.code, "is no checkpoint and no bundle" in ran.err) == (2, True)


def test_a_key_or_a_file_that_is_none_is_said(bundle, tmp_path):
    assert goodoffices("record", "verify", bundle, "--key", "nonsense").code == 2
    assert goodoffices("record", "verify", tmp_path / "none").code == 2
    assert goodoffices("record", "cosign", bundle, "--key", bundle, "--first").code == 2
    assert goodoffices("record", "new-key", tmp_path / "k", "--name", "two words").code == 2
    file, _ = key_of(tmp_path)
    assert file.stat().st_mode & 0o077 == 0
    again = goodoffices("record", "new-key", file, "--name", "ines.example")
    assert (again.code, "is there already" in again.err) == (2, True)


def test_a_checkpoint_that_one_cosigned_makes_the_log_witnessed_for_others(bundle, tmp_path):
    file, public = key_of(tmp_path)
    ran = goodoffices("record", "cosign", bundle, "--key", file)
    assert (ran.code, "--first" in ran.err) == (2, True)
    ran = goodoffices("record", "cosign", bundle, "--key", file, "--first")
    assert ran.code == 0, ran.err
    cosigned = tmp_path / "now.checkpoint"
    cosigned.write_text(ran.out)
    head = read_checkpoint(ran.out)
    assert (head.size, len(head.signatures)) == (10, 2)
    assert verify(bundle.read_bytes(), [head], [], [read_key(public, COSIGNATURE)]).verdict == "witnessed"
    said = goodoffices("record", "verify", bundle, "--head", cosigned, "--witness", public)
    assert (said.code, "Up to 10 it is what a witness that you trust cosigned." in said.out) == (0, True)
    assert goodoffices("record", "cosign", bundle, "--key", file, "--head", cosigned).code == 0


def test_who_cosigned_a_log_cosigns_no_other_of_its_name_whatever_she_is_given(bundle, tmp_path):
    """What was cosigned is remembered beside the key, and only grows."""
    file, _ = key_of(tmp_path)
    assert goodoffices("record", "cosign", bundle, "--key", file, "--first").code == 0
    memory = file.with_name(file.name + ".cosigned")
    assert memory.stat().st_mode & 0o077 == 0
    kept = memory.read_bytes()
    again = goodoffices("record", "cosign", bundle, "--key", file, "--first")
    assert (again.code, "You cosigned 10 entries of this log before" in again.err) == (2, True)
    assert goodoffices("record", "cosign", bundle, "--key", file).code == 0
    honest_bytes = bundle.read_bytes()
    older = dataclasses.replace(honest(), checkpoints=honest().checkpoints[:-1])
    bundle.write_bytes(written(older))
    behind = goodoffices("record", "cosign", bundle, "--key", file)
    assert (behind.code, "of 7 entries, and you cosigned 10" in behind.err) == (2, True)
    anew = entries_of(said_by(12), salt="other")
    bundle.write_bytes(written(bundle_of(anew, [checkpoint(anew, 11)])))
    head = tmp_path / "theirs.checkpoint"
    head.write_text(checkpoint(anew, 11))
    for named in ((), ("--head", head)):
        refused = goodoffices("record", "cosign", bundle, "--key", file, *named)
        assert (refused.code, refused.out, "DIVERGED" in refused.err) == (1, "", True)
    assert memory.read_bytes() == kept
    bundle.write_bytes(honest_bytes)
    for damage in (b"{", b"[]", b'{"x": 1}', kept.replace(b"goodoffices/log", b"goodoffices\\n/log")):
        memory.write_bytes(damage)
        ran = goodoffices("record", "cosign", bundle, "--key", file)
        assert (ran.code, ran.out) == (2, "")
    memory.write_bytes(kept)
    assert goodoffices("record", "cosign", bundle, "--key", file).code == 0


def test_what_is_remembered_is_found_through_links_and_holds_no_lines_of_others(bundle, tmp_path):
    file, _ = key_of(tmp_path)
    full = honest()
    junk = "".join(f"— somebody.example {base64.b64encode(bytes([n]) * 30_000).decode()}\n" for n in range(60))
    bundle.write_bytes(written(dataclasses.replace(full, checkpoints=[*full.checkpoints[:-1], full.checkpoints[-1] + junk])))
    assert goodoffices("record", "cosign", bundle, "--key", file, "--first").code == 0
    assert file.with_name(file.name + ".cosigned").stat().st_size < 1_000
    (tmp_path / "e").mkdir()
    link = tmp_path / "e" / "k"
    link.symlink_to(file)
    again = goodoffices("record", "cosign", bundle, "--key", link, "--first")
    assert (again.code, "You cosigned 10 entries" in again.err) == (2, True)


def test_what_cannot_be_remembered_is_not_cosigned(bundle, tmp_path):
    file, _ = key_of(tmp_path)
    file.with_name(file.name + ".cosigned.new").mkdir()
    ran = goodoffices("record", "cosign", bundle, "--key", file, "--first")
    assert (ran.code, ran.out, "Without it nothing is cosigned" in ran.err) == (2, "", True)


def test_a_log_without_a_checkpoint_is_not_cosigned(bundle, tmp_path):
    file, _ = key_of(tmp_path)
    bundle.write_bytes(written(dataclasses.replace(honest(), checkpoints=[])))
    ran = goodoffices("record", "cosign", bundle, "--key", file, "--first")
    assert (ran.code, "signed no checkpoint" in ran.err) == (2, True)


def test_the_office_is_no_witness_of_itself(bundle):
    key = verifier_key(ORIGIN, OFFICE)
    ran = goodoffices("record", "verify", bundle, "--witness", key)
    assert (ran.code, "is no key" in ran.err) == (2, True)
    assert goodoffices("record", "verify", bundle, "--key", key).code == 4
