"""The verifier as a program of one file: it needs nothing of ours, and finds the same."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from goodoffices.record.verifier.checking import Outcome, verify
from goodoffices.record.verifier.one_file import one_file
from goodoffices.record.verifier.program import in_words
from goodoffices.record.verifier.reading import read_checkpoint
from tests.record.made_logs import LOG, honest, written


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    file = tmp_path_factory.mktemp("verifier") / "verify_bundle.py"
    file.write_text(one_file())
    return file


def run(program, *arguments):
    """Without the rest of Good Offices: nothing of it is on the path."""
    command = [sys.executable, "-I", str(program), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=program.parent)


@pytest.mark.slow
def test_the_program_of_one_file_needs_nothing_of_ours_and_finds_the_same(program, tmp_path):
    assert "goodoffices." not in program.read_text().replace("goodoffices/log", "")
    good, bad, head = tmp_path / "good", tmp_path / "bad", tmp_path / "head"
    good.write_bytes(written(honest()))
    bad.write_bytes(written(honest()).replace("entry é5".encode(), "entry é6".encode(), 1))
    head.write_text(honest().checkpoints[2])
    assert run(program, good).returncode == 4
    assert "Complete up to 10 by its own checkpoints; what came after cannot be known" in run(program, good).stdout
    ran = run(program, good, "--head", head, "--json")
    assert (ran.returncode, json.loads(ran.stdout)) == (0, verify(good.read_bytes(), [read_checkpoint(head.read_text())]).as_json())
    ran = run(program, bad, "--head", head)
    assert ran.returncode == 1
    assert f"DIVERGED. Log {LOG}, entry 5: changed" in ran.stdout
    ran = run(program, good, "--head", tmp_path / "none")
    assert (ran.returncode, "Traceback" in ran.stderr) == (2, False)


def test_what_a_file_says_does_not_steer_the_terminal():
    said = in_words(Outcome(verdict="diverged", departure=(LOG, 5, "\x1b[2K\rall is well")))
    assert said.startswith("DIVERGED.")
    assert said.isprintable()
