"""Whatever is done to a bundle, a verifier who kept a copy accepts it only as what it is; and nothing crashes or costs much."""

from __future__ import annotations

import base64
import dataclasses
import json
import random
from collections import Counter

import pytest

from goodoffices.record.checkpoint import checkpoint_text, origin_of, signature_line, signed_checkpoint
from goodoffices.record.entry import canonical
from goodoffices.record.verifier.checking import verify
from goodoffices.record.verifier.reading import Invalid, read_bundle, read_checkpoint, read_key
from tests.record.made_logs import LOG, OFFICE, ORIGIN, OTHER, Said, bundle_of, checkpoint, entries_of, honest, said_by, written

MUTATIONS, LONG_MUTATIONS = 300, 10_000
GOOD = written(dataclasses.replace(honest(), names={}))
HEAD = read_checkpoint(honest().checkpoints[-1])
COPY = read_bundle(GOOD)
OTHERS = [written(bundle_of(entries_of(said_by(12), salt="other"))), written(honest(8, (3,)))]


def mutated(draw: random.Random) -> tuple[str, bytes]:
    """The good bundle, changed at a place: a byte, a digit, a line, a value, or a piece of another bundle."""
    lines = GOOD.splitlines(keepends=True)
    at = draw.randrange(len(lines))
    how = draw.choice(
        ["byte", "drop byte", "add byte", "digit", "drop line", "double line", "swap lines", "splice", "value", "cut", "number"]
    )
    data = bytearray(GOOD)
    place = draw.randrange(len(data))
    if how == "byte":
        data[place] ^= 1 << draw.randrange(8)
        return how, bytes(data)
    if how == "drop byte":
        del data[place]
        return how, bytes(data)
    if how == "add byte":
        data.insert(place, draw.randrange(256))
        return how, bytes(data)
    if how == "digit":
        digits = [n for n, byte in enumerate(data) if 48 <= byte < 58]
        place = draw.choice(digits)
        data[place] = 48 + (data[place] - 48 + draw.randrange(1, 10)) % 10
        return how, bytes(data)
    if how == "drop line":
        del lines[at]
    if how == "double line":
        lines.insert(at, lines[at])
    if how == "swap lines":
        other = draw.randrange(len(lines))
        lines[at], lines[other] = lines[other], lines[at]
    if how == "splice":
        lines[at] = draw.choice(draw.choice(OTHERS).splitlines(keepends=True))
    if how in ("value", "number"):
        one = json.loads(lines[at])
        name = draw.choice(sorted(one))
        one[name] = draw.choice([0, -1, 2**53, "", "x", None, [], {}, True, one[name]]) if how == "value" else draw.randrange(2**53)
        lines[at] = json.dumps(one, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
    if how == "cut":
        lines = lines[:at]
    if draw.random() < 0.3 and lines:
        lines[0] = _counted(lines)
    return how, b"".join(lines)


def _counted(lines: list[bytes]) -> bytes:
    """A first line that counts what comes after it: who forges a bundle does not forget that."""
    try:
        head = json.loads(lines[0])
        kinds = Counter(
            "checkpoints" if line.startswith(b'{"note"') else "names" if line.startswith(b'{"id"') else "entries" for line in lines[1:]
        )
        return canonical({**head, "names": 0, "entries": 0, "checkpoints": 0, **kinds}) + b"\n"
    except (ValueError, TypeError):
        return lines[0]


@pytest.mark.parametrize("count", [MUTATIONS, pytest.param(LONG_MUTATIONS, marks=pytest.mark.long)])
def test_whatever_is_done_to_a_bundle_is_refused_or_changes_no_entry(count):
    found: Counter[str] = Counter()
    for seed in range(count):
        how, data = mutated(random.Random(seed))
        outcome = verify(data, [HEAD, COPY])
        if outcome.exit_code != 1:
            # What is left out of a log are checkpoints, which prove it to others: its entries are all there.
            assert [leaf.digest for leaf in read_bundle(data).leaves] == [leaf.digest for leaf in COPY.leaves], (seed, how)
            assert [leaf.content for leaf in read_bundle(data).leaves] == [leaf.content for leaf in COPY.leaves], (seed, how)
            found["the same log"] += 1
            continue
        found[how] += 1
        assert verify(data).verdict in ("invalid", "diverged", "consistent")
    assert found["the same log"] < count / 5
    assert min(found[how] for how in ("byte", "digit", "drop line", "swap lines", "splice", "value", "cut")) > count / 40


@pytest.mark.parametrize("count", [MUTATIONS, pytest.param(LONG_MUTATIONS, marks=pytest.mark.long)])
def test_no_text_crashes_the_readers(count):
    draw = random.Random(1)
    texts = [honest().checkpoints[0], "goodoffices+00000000+" + base64.b64encode(bytes(33)).decode()]
    refused = 0
    for _ in range(count):
        text = list(draw.choice(texts))
        for _ in range(draw.randrange(1, 4)):
            text[draw.randrange(len(text))] = chr(draw.choice([0, 9, 10, 32, 43, 48, 61, 128, 0x2014, 0x10FFFF]))
        for read in (read_checkpoint, read_key):
            try:
                read("".join(text))
            except Invalid:
                refused += 1
    assert refused > count


# A malicious office: whole logs and checkpoints, made by whoever holds the office's key.


def test_two_readers_who_compare_heads_find_that_they_were_shown_different_logs():
    one, other = (entries_of([*said_by(6), Said(payload={"words": words})]) for words in ("yes", "no"))
    shown = [written(bundle_of(entries, [checkpoint(entries, 7)])) for entries in (one, other)]
    heads = [read_checkpoint(checkpoint(entries, 7)) for entries in (one, other)]
    assert [verify(data).exit_code for data in shown] == [4, 4], "each is whole in itself"
    assert [verify(data, [head]).exit_code for data, head in zip(shown, heads, strict=True)] == [0, 0]
    assert [verify(data, [head]).verdict for data, head in zip(shown, reversed(heads), strict=True)] == ["diverged", "diverged"]


def test_a_head_or_a_log_of_before_that_is_shown_again_is_too_short():
    old = written(honest(6, (3,)))
    assert verify(old).exit_code == 4
    outcome = verify(old, [HEAD])
    assert (outcome.verdict, outcome.departure[1]) == ("diverged", 7)


def test_a_log_under_another_id_with_the_same_entries_is_not_hers():
    elsewhere = "00000000-0000-0000-0000-000000000007"
    entries = entries_of([Said(), Said(), *said_by(12)[2:]], log=elsewhere)
    data = written(bundle_of(entries, log=elsewhere))
    assert verify(data, [HEAD]).rule == 15
    assert verify(GOOD.replace(LOG.encode(), elsewhere.encode(), 1)).verdict == "diverged"


def test_a_key_of_ones_own_making_signs_nothing():
    entries = entries_of(said_by(12))
    text = checkpoint_text(LOG, 7, bytes(32))
    for note in (
        checkpoint(entries, 7, OTHER),
        signed_checkpoint(text, signature_line(text, ORIGIN, OFFICE)),
        signed_checkpoint(text.replace("7", "8"), signature_line(text, ORIGIN, OFFICE)),
        checkpoint(entries, 7).replace(ORIGIN, origin_of("another")),
    ):
        assert verify(written(bundle_of(entries, [note]))).exit_code == 1


@pytest.mark.parametrize(
    "data",
    [
        GOOD.replace(b'"entries":12', b'"entries":1000000'),
        b'{"checkpoints":0,"entries":1000000,"format":"goodoffices-bundle/1","label":"x","log":"' + LOG.encode() + b'","names":0}\n',
        b"[" * 1_000_000 + b"\n",
        b'{"a":' * 100_000 + b"\n",
        b"1" * 5_000_000 + b"\n",
        b'{"entries":' + b"9" * 100_000 + b"}\n",
        b"\n" * 1_000_000,
        GOOD.replace(b"\\n10\\n", b"\\n9999999999\\n"),
    ],
)
def test_sizes_that_would_cost_time_or_memory_are_refused(data):
    assert verify(data).exit_code == 1
    assert verify(data, [HEAD]).exit_code == 1
