"""The verifier of bundles, rule by rule: each refuses what it is for, and names the first place that departs."""

from __future__ import annotations

import dataclasses
import uuid

import pytest

from goodoffices.record.checkpoint import checkpoint_text, cosignature_line, origin_of, signature_line, signed_checkpoint, verifier_key
from goodoffices.record.entry import canonical, leaf_digest
from goodoffices.record.verifier.checking import Outcome, verify
from goodoffices.record.verifier.program import in_words
from goodoffices.record.verifier.reading import Invalid, read_bundle, read_checkpoint, read_key
from tests.record.made_logs import (
    LOG,
    NEXT,
    OFFICE,
    ORIGIN,
    OTHER,
    Said,
    announced,
    bundle_of,
    checkpoint,
    entries_of,
    honest,
    key,
    said_by,
    written,
)


def lines_of(bundle) -> list[bytes]:
    return written(bundle).split(b"\n")[:-1]


def joined(lines) -> bytes:
    return b"".join(line + b"\n" for line in lines)


def place(outcome: Outcome) -> tuple[int, int, str]:
    """Rule, number, and the first word of what is wrong."""
    assert outcome.verdict == "diverged", outcome
    assert outcome.exit_code == 1
    assert outcome.departure[0] == LOG
    return outcome.rule, outcome.departure[1], outcome.departure[2].split(":")[0]


def refused(data: bytes, *others) -> int:
    outcome = verify(data, *others)
    assert outcome.verdict == "invalid", outcome
    assert outcome.exit_code == 1
    return outcome.rule


def test_what_an_honest_office_gives_is_complete_up_to_the_last_checkpoint_and_no_further():
    outcome = verify(written(honest()))
    assert (outcome.verdict, outcome.complete_up_to, outcome.entries, outcome.exit_code) == ("consistent", 10, 12, 4)


def test_held_against_a_head_or_a_copy_of_ones_own_it_is_consistent():
    bundle = honest()
    head = read_checkpoint(bundle.checkpoints[1])
    outcome = verify(written(bundle), [head])
    assert (outcome.verdict, outcome.complete_up_to, outcome.exit_code) == ("consistent", 7, 0)
    copy = read_bundle(written(honest(9, (3, 7))))
    assert verify(written(bundle), [head, copy]).complete_up_to == 9
    assert verify(written(bundle), [], [read_key(verifier_key(ORIGIN, OFFICE))]).exit_code == 4


def test_cosigned_by_a_witness_that_one_trusts_it_is_witnessed():
    bundle = honest()
    text = bundle.checkpoints[1].rpartition("\n\n")[0] + "\n"
    line = cosignature_line(text, "witness.example", OTHER, 1_795_000_000)
    cosigned = dataclasses.replace(bundle, checkpoints=[bundle.checkpoints[0], bundle.checkpoints[1] + line, bundle.checkpoints[2]])
    witness = read_key(verifier_key("witness.example", OTHER, b"\x04"), 4)
    outcome = verify(written(cosigned), [], [], [witness])
    assert (outcome.verdict, outcome.complete_up_to, outcome.exit_code) == ("witnessed", 7, 0)
    assert verify(written(cosigned), [], [], [read_key(verifier_key("witness.example", NEXT, b"\x04"), 4)]).exit_code == 4


# Rules 1 to 5: how a file is written.


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\n", written(honest())[:-1], b"\n", written(honest()).replace(b"\n", b"\r\n", 1)],
)
def test_rule_1_it_is_lines_of_utf8(data):
    assert refused(data) in (1, 2)


@pytest.mark.parametrize(
    ("of", "by"),
    [
        (b'{"checkpoints"', b'{ "checkpoints"'),
        (b'"label"', b'"label" '),
        (b'"label":"parties","log"', b'"label":"parties","label":"parties","log"'),
        (b'"entries":12', b'"entries":12.0'),
        (b'"entries":12', b'"entries":1e1'),
        ("é1".encode(), "e\u03011".encode()),
        (b'"name":"Ines"', b'"name":"\\u0049nes"'),
        (b'"name":"Ines"', b'"name":"\\ud800"'),
        (b'"name":"Ines"', b'"more":1,"name":"Ines"'),
        (b'"name":"Ines"', b'"name":' + b"[" * 100_000),
        (b'"digest":"', b'"digest":"0'),
    ],
)
def test_rule_2_each_line_is_canonical_and_has_its_own_keys(of, by):
    data = written(honest())
    assert of in data
    assert refused(data.replace(of, by, 1)) == 2


@pytest.mark.parametrize(
    ("of", "by"),
    [
        (b"goodoffices-bundle/1", b"goodoffices-bundle/2"),
        (b'"entries":12', b'"entries":13'),
        (b'"entries":12', b'"entries":-1'),
        (b'"entries":12', b'"entries":99999999999'),
        (b'"entries":12', b'"entries":true'),
        (LOG.encode(), b"no-id"),
        (b'"label":"parties"', b'"label":7'),
    ],
)
def test_rule_3_the_first_line_counts_the_others(of, by):
    assert refused(written(honest()).replace(of, by, 1)) == 3


def test_rule_4_names_stand_once_in_the_order_of_their_ids():
    lines = lines_of(dataclasses.replace(honest(), names={str(uuid.UUID(int=n)): "X" for n in (1, 2)}))
    assert verify(joined(lines)).exit_code == 4
    assert refused(joined([lines[0], lines[2], lines[1], *lines[3:]])) == 4
    assert refused(joined([lines[0], lines[1], lines[1], *lines[3:]])) == 4


NOTE = honest().checkpoints[0]


@pytest.mark.parametrize(
    "note",
    [
        NOTE[:-1],
        NOTE + "\n",
        NOTE.replace("\n3\n", "\n03\n"),
        NOTE.replace("\n3\n", "\n-3\n"),
        NOTE.replace("\n3\n", "\n3\nmore\n"),
        NOTE.replace("—", "-"),
        NOTE.replace("— ", "—  "),
        NOTE.replace("=\n\n", "\n\n"),
        NOTE.replace("\n3\n", "\n3\r\n"),
        NOTE.partition("\n\n")[0] + "\n",
        NOTE.partition("\n\n")[0] + "\n\n",
        NOTE + NOTE.partition("\n\n")[2] * 64,
        7,
    ],
)
def test_rule_5_a_checkpoint_is_a_signed_note_of_three_lines(note):
    lines = lines_of(honest())
    number = next(n for n, line in enumerate(lines) if line.startswith(b'{"note"'))
    lines[number] = canonical({"note": note})
    assert refused(joined(lines)) == 5


@pytest.mark.parametrize(
    "text", ["", "a+b", "a+00000000+AQ==", verifier_key(ORIGIN, OFFICE).replace("+", "+0", 1), "x" + verifier_key(ORIGIN, OFFICE)]
)
def test_rule_5_a_key_that_is_none_is_refused(text):
    with pytest.raises(Invalid):
        read_key(text)


# Rules 6 to 11: the entries.


def changed(number, **parts):
    """Entries of which one was altered before it was written, as an office would that writes its log anew."""
    return bundle_of(entries_of(said_by(12), lambda n, act: dataclasses.replace(act, **parts) if n == number else act))


def test_rule_6_other_words_do_not_have_the_digest():
    data = written(honest()).replace("entry é5".encode(), "entry é6".encode(), 1)
    assert place(verify(data)) == (6, 5, "changed")


def test_rule_6_of_a_destroyed_entry_its_digest_stays_and_the_log_verifies():
    bundle = honest()
    gone = dataclasses.replace(bundle.entries[4], content=None, salt=None)
    entries = [*bundle.entries[:4], gone, *bundle.entries[5:]]
    outcome = verify(written(dataclasses.replace(bundle, entries=entries)), [read_checkpoint(bundle.checkpoints[2])])
    assert (outcome.verdict, outcome.complete_up_to, outcome.destroyed) == ("consistent", 10, (5,))
    assert "Of 1 the digest alone is left: 5." in in_words(outcome)
    other = dataclasses.replace(gone, digest=bytes(32))
    assert place(verify(written(dataclasses.replace(bundle, entries=[*bundle.entries[:4], other, *bundle.entries[5:]])))) == (
        9,
        5,
        "changed",
    )


def test_rule_7_an_entry_has_its_parts_and_no_others():
    for content in (b"[]", b'{"at":"x"}', b'{"at": "x"}', b"nonsense", b'{"at":1,"actor":{},"kind":"x","label":"parties","payload":{}}'):
        entries = entries_of(said_by(12))
        entries[3] = dataclasses.replace(entries[3], content=content, digest=leaf_digest(entries[3].salt, content))
        assert place(verify(written(bundle_of(entries)))) == (7, 4, "changed")


def test_rule_8_an_entry_of_another_log_is_found():
    assert place(verify(written(changed(6, log=str(uuid.UUID(int=7)))))) == (8, 6, "inserted")
    assert place(verify(written(changed(6, label="observers")))) == (8, 6, "inserted")


def test_rule_9_entries_stand_in_their_order_each_bound_to_all_before():
    bundle = honest()
    entries = list(bundle.entries)
    assert place(verify(written(bundle_of([*entries[:4], *entries[5:]])))) == (9, 5, "dropped")
    assert place(verify(written(bundle_of([*entries[:4], entries[5], entries[4], *entries[6:]])))) == (9, 5, "dropped")
    assert place(verify(written(bundle_of([*entries[:5], entries[4], *entries[5:]])))) == (9, 6, "reordered")
    assert place(verify(written(changed(6, previous="0" * 64)))) == (9, 5, "changed")


def test_rule_10_no_entry_is_dated_before_the_one_that_it_follows():
    assert place(verify(written(changed(6, at="2026-11-01T00:00:00Z"))))[:2] == (10, 6)


def test_rule_7_and_9_a_time_is_a_time_and_a_number_a_number():
    assert place(verify(written(changed(6, at="aaa"))))[:2] == (7, 6)
    entries = entries_of(said_by(12), lambda n, act: dataclasses.replace(act, number=True) if n == 1 else act)
    assert place(verify(written(bundle_of(entries))))[:2] == (9, 1)


def test_rule_10_times_are_compared_as_times():
    said = [
        Said(at=at) for at in ("2026-11-29T10:00:00Z", "2026-11-29T10:00:00.000100Z", "2026-11-29T10:00:00.0002Z", "2026-11-29T10:00:01Z")
    ]
    assert verify(written(bundle_of(entries_of(said)))).verdict == "consistent"


def test_rule_11_a_log_announces_a_bounded_number_of_keys():
    outcome = verify(written(bundle_of(entries_of([announced(OFFICE)] * 1_001))))
    assert place(outcome)[:2] == (11, 1_001)


def test_rule_11_only_a_key_of_this_log_is_announced():
    for said in (
        announced(OFFICE, "another.example"),
        Said("office.key", {"key": "nonsense"}),
        Said("office.key", {}),
        Said("office.key", {"key": 1}),
    ):
        entries = entries_of([*said_by(4), said])
        assert place(verify(written(bundle_of(entries))))[:2] == (11, 5)


# Rules 12 to 14: the checkpoints.


def test_rule_12_checkpoints_are_of_this_log_and_grow():
    entries = entries_of(said_by(12))
    elsewhere = checkpoint(entries, 3, log=str(uuid.UUID(int=7)))
    assert place(verify(written(bundle_of(entries, [elsewhere])))) == (12, 1, "inserted")
    for sizes in ((7, 3), (3, 3)):
        assert place(verify(written(bundle_of(entries, [checkpoint(entries, size) for size in sizes])))) == (12, sizes[1], "forked")


def test_rule_13_a_checkpoint_stands_for_the_entries_that_are_there():
    entries = entries_of(said_by(12))
    others = entries_of(said_by(12), salt="another")
    assert place(verify(written(bundle_of(entries, [checkpoint(entries, 3), checkpoint(others, 7)])))) == (13, 4, "forked")
    assert place(verify(written(bundle_of(entries[:5], [checkpoint(entries, 7)])))) == (13, 6, "dropped")


def test_rule_14_checkpoints_are_signed_by_the_key_that_was_announced():
    entries = entries_of(said_by(12))
    assert place(verify(written(bundle_of(entries, [checkpoint(entries, 3), checkpoint(entries, 7, OTHER)])))) == (14, 4, "re-signed")
    assert place(verify(written(bundle_of(entries, [checkpoint(entries, 1)])))) == (14, 1, "re-signed")
    true = checkpoint(entries, 7)
    text = true.rpartition("\n\n")[0] + "\n"
    forged = signed_checkpoint(text, signature_line(text.replace("7", "8"), ORIGIN, OFFICE))
    assert place(verify(written(bundle_of(entries, [forged])))) == (14, 1, "re-signed")


def test_rule_14_a_key_is_followed_by_the_next_only_under_its_own_hand():
    said = said_by(12)
    said[7] = announced(NEXT)
    entries = entries_of(said)
    first, both = checkpoint(entries, 5), checkpoint(entries, 9, OFFICE, NEXT)
    assert verify(written(bundle_of(entries, [first, both, checkpoint(entries, 12, NEXT)]))).complete_up_to == 12
    assert place(verify(written(bundle_of(entries, [first, checkpoint(entries, 9, NEXT)])))) == (14, 6, "re-signed")
    assert place(verify(written(bundle_of(entries, [first, both, checkpoint(entries, 12, OFFICE)])))) == (14, 10, "re-signed")
    # Who leaves the checkpoints of before out does not get round the key of before.
    head = read_checkpoint(first)
    assert place(verify(written(bundle_of(entries, [checkpoint(entries, 12, NEXT)])), [head])) == (14, 1, "re-signed")
    assert verify(written(bundle_of(entries, [checkpoint(entries, 12, OFFICE, NEXT)])), [head]).exit_code == 0


# Rules 15 to 18: what the verifier kept.


def test_rule_15_a_copy_with_other_words_beside_the_same_digest_confirms_nothing():
    bundle = honest()
    other = dataclasses.replace(bundle.entries[4], content=bundle.entries[4].content.replace(b"entry", b"words"))
    copy = read_bundle(written(dataclasses.replace(bundle, entries=[*bundle.entries[:4], other, *bundle.entries[5:]])))
    assert place(verify(written(bundle), [copy]))[:2] == (15, 5)


def test_rule_15_what_is_of_another_log_says_nothing():
    other = str(uuid.UUID(int=7))
    entries = entries_of(said_by(4), log=other)
    copy = read_bundle(written(bundle_of(entries, log=other)))
    assert place(verify(written(honest()), [copy]))[:2] == (15, 1)
    assert place(verify(written(honest()), [read_checkpoint(checkpoint(entries, 3, log=other))]))[:2] == (15, 1)


def anew(said) -> bytes:
    """A log that the office wrote and signed anew, whole in itself."""
    entries = entries_of(said)
    return written(bundle_of(entries, [checkpoint(entries, len(entries))]))


def test_rule_16_a_log_that_was_written_anew_departs_from_the_copy_at_its_place():
    said = said_by(12)
    copy = read_bundle(written(honest()))
    assert place(verify(anew(said[:11]), [copy])) == (16, 12, "dropped")
    for other in (
        [*said[:5], Said(payload={"words": "never said"}), *said[6:]],
        [*said[:5], *said[6:]],
        [*said[:5], said[6], said[5], *said[7:]],
    ):
        assert verify(anew(other)).exit_code == 4, "it is whole in itself"
        rule, number, _ = place(verify(anew(other), [copy]))
        assert (rule, number) == (16, 6)


def test_rule_16_of_a_head_alone_it_is_known_between_which_entries_it_departs():
    said = said_by(12)
    heads = [read_checkpoint(note) for note in honest().checkpoints]
    forged = anew([*said[:8], Said(payload={"words": "never said"}), *said[9:]])
    assert place(verify(forged, heads)) == (16, 8, "forked")
    assert place(verify(forged, heads[2:])) == (16, 1, "forked")
    assert verify(forged, heads[:2]).complete_up_to == 7
    assert place(verify(written(honest(6, (3,))), heads)) == (16, 7, "dropped")


def test_rule_17_the_key_that_the_verifier_knows_is_the_one_that_was_announced():
    swapped = entries_of([Said(), announced(OTHER), *said_by(12)[2:]])
    known = read_key(verifier_key(ORIGIN, OFFICE))
    data = written(bundle_of(swapped, [checkpoint(swapped, 10, OTHER)]))
    assert verify(data).exit_code == 4, "it is whole in itself"
    assert place(verify(data, [], [known])) == (17, 1, "re-signed")
    # To announce a key takes its public half alone: it is known when it has signed.
    announced_alone = written(bundle_of(entries_of(said_by(12))))
    assert place(verify(announced_alone, [], [known])) == (17, 1, "re-signed")


def test_rule_18_a_cosignature_of_a_known_witness_that_is_false_is_no_cosignature():
    bundle = honest()
    text = bundle.checkpoints[1].rpartition("\n\n")[0] + "\n"
    witness = read_key(verifier_key("witness.example", OTHER, b"\x04"), 4)

    def cosigned_by(line):
        return written(
            dataclasses.replace(bundle, checkpoints=[bundle.checkpoints[0], bundle.checkpoints[1] + line, bundle.checkpoints[2]])
        )

    of_another_text = cosignature_line(text.replace("7", "8"), "witness.example", OTHER, 1_795_000_000)
    assert place(verify(cosigned_by(of_another_text), [], [], [witness])) == (18, 1, "re-signed")
    # Of another kind of signature nothing is known, and nothing is taken from it.
    of_another_kind = signature_line(text, "witness.example", OTHER)
    assert verify(cosigned_by(of_another_kind), [], [], [witness]).verdict == "consistent"


def test_the_origin_of_a_log_is_the_same_to_writer_and_verifier():
    assert read_bundle(written(honest())).origin == origin_of(LOG) == ORIGIN
    assert checkpoint_text(LOG, 0, bytes(32)).startswith(ORIGIN)
    assert key("a").private_bytes_raw() != key("b").private_bytes_raw()
