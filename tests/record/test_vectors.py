"""The test vectors that another verifier is written against: ours finds in each what it says, and each rule has one."""

from __future__ import annotations

import json

import pytest

from goodoffices.record.verifier.checking import verify
from goodoffices.record.verifier.program import read_kept
from goodoffices.record.verifier.reading import COSIGNATURE, read_key
from tests.cli.program import ROOT, goodoffices
from tests.record.made_vectors import FOLDER, files, vectors

LISTED = json.loads((FOLDER / "vectors.json").read_text())


@pytest.mark.parametrize("vector", LISTED, ids=lambda one: one["bundle"])
def test_a_vector_ends_as_it_says(vector):
    heads = [read_kept((FOLDER / name).read_bytes()) for name in vector["heads"]]
    keys = [read_key(one) for one in vector["keys"]]
    witnesses = [read_key(one, COSIGNATURE) for one in vector["witnesses"]]
    found = verify((FOLDER / vector["bundle"]).read_bytes(), heads, keys, witnesses)
    assert {"exit_code": found.exit_code, **found.as_json()} == vector["outcome"]
    named = [word for one in vector["heads"] for word in ("--head", FOLDER / one)]
    named += [word for one in vector["keys"] for word in ("--key", one)] + [
        word for one in vector["witnesses"] for word in ("--witness", one)
    ]
    ran = goodoffices("record", "verify", FOLDER / vector["bundle"], "--json", *named)
    assert (ran.code, ran.json) == (vector["outcome"].pop("exit_code"), vector["outcome"])


def test_the_files_are_those_that_the_rules_make():
    assert {file.name: file.read_bytes() for file in FOLDER.iterdir()} == files()


def test_each_rule_of_the_page_has_a_vector_that_breaks_it_first():
    page = (ROOT / "docs/reference/record-bundle.md").read_text()
    rules = page[page.index("## The rules") : page.index("## What is named")]
    numbered = [int(line.partition(".")[0]) for line in rules.splitlines() if line[:1].isdigit()]
    assert sorted(numbered) == list(range(1, 22))
    assert {one.rule for one in vectors()} == {None, *numbered}
    assert {one.name: one.outcome()["rule"] for one in vectors()} == {one.name: one.rule for one in vectors()}
