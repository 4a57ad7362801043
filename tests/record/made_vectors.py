"""Writes the test vectors of `docs/reference/record-bundle.md`: for each rule a bundle that breaks it and none before it.

``PYTHONPATH=src:. python -m tests.record.made_vectors`` writes them anew; they change with the rules alone.
"""

from __future__ import annotations

import dataclasses
import json
import uuid
from dataclasses import dataclass
from pathlib import Path

from goodoffices.record.checkpoint import cosignature_line, verifier_key
from goodoffices.record.entry import canonical, leaf_digest
from goodoffices.record.verifier.checking import verify
from goodoffices.record.verifier.program import read_kept
from goodoffices.record.verifier.reading import COSIGNATURE, read_key
from tests.record.made_logs import NEXT, OFFICE, ORIGIN, OTHER, Said, announced, bundle_of, checkpoint, entries_of, said_by, written
from tests.record.made_passkeys import act, approved, passkey_entry, signature_entry

FOLDER = Path(__file__).parents[1] / "fixtures/bundles"
ELSEWHERE = str(uuid.UUID(int=7))


@dataclass(frozen=True)
class Vector:
    """A bundle with what a verifier brings. ``rule``: the one that it breaks; None: none."""

    name: str
    rule: int | None
    bundle: bytes
    heads: tuple[bytes, ...] = ()
    keys: tuple[str, ...] = ()
    witnesses: tuple[str, ...] = ()

    def outcome(self) -> dict[str, object]:
        """What the verifier finds."""
        found = verify(
            self.bundle,
            [read_kept(one) for one in self.heads],
            [read_key(one) for one in self.keys],
            [read_key(one, COSIGNATURE) for one in self.witnesses],
        )
        return {"exit_code": found.exit_code, **found.as_json()}


class Made:
    """What the vectors are made of: a log of five entries, and what others would have made of it."""

    said = said_by(5)
    entries = entries_of(said)
    notes = (checkpoint(entries, 2), checkpoint(entries, 4))
    bundle = bundle_of(entries, notes, names={str(uuid.UUID(int=9)): "Ines"})
    good = written(bundle)
    text = notes[1].rpartition("\n\n")[0] + "\n"
    witness = verifier_key("witness.example", OTHER, b"\x04")
    anew = entries_of([*said[:2], Said(payload={"words": "never said"}), *said[3:]])
    swapped = entries_of([Said(), announced(OTHER), *said[2:]])
    rotated = entries_of([*said[:2], announced(NEXT), *said[3:]])

    @classmethod
    def cosigned(cls, text: str) -> bytes:
        """The bundle, its last checkpoint cosigned by the witness over a text."""
        line = cosignature_line(text, "witness.example", OTHER, 1_795_000_000)
        return written(dataclasses.replace(cls.bundle, checkpoints=[cls.notes[0], cls.notes[1] + line]))

    @classmethod
    def altered(cls, **parts: object) -> bytes:
        """A log whose third entry was altered before it was written, and all after it fit."""
        return written(bundle_of(entries_of(cls.said, lambda n, act: dataclasses.replace(act, **parts) if n == 3 else act)))

    @classmethod
    def with_third(cls, **parts: object) -> bytes:
        """The log with another third entry in its place."""
        changed = dataclasses.replace(cls.entries[2], **parts)
        return written(
            bundle_of([*cls.entries[:2], changed, *cls.entries[3:]], cls.notes if "content" in parts and parts["content"] is None else ())
        )


def vectors() -> list[Vector]:
    """All of them, in the order of the rules."""
    return [*_of_consistent_logs(), *_of_files(), *_of_logs(), *_of_what_was_kept(), *_of_people()]


def _of_consistent_logs() -> list[Vector]:
    m = Made
    before = written(bundle_of(m.entries[:3], m.notes[:1]))
    rotated = written(bundle_of(m.rotated, [checkpoint(m.rotated, 2), checkpoint(m.rotated, 4, OFFICE, NEXT)]))
    return [
        Vector("alone", None, m.good),
        Vector("with-a-head", None, m.good, heads=(m.notes[0].encode(),)),
        Vector("with-a-bundle-of-before", None, m.good, heads=(before,)),
        Vector("witnessed", None, m.cosigned(m.text), witnesses=(m.witness,)),
        Vector("destroyed-entry", None, m.with_third(content=None, salt=None), heads=(m.notes[1].encode(),)),
        Vector("rotated-key", None, rotated),
        Vector("approved-by-a-person", None, _approved()),
        Vector("signed-by-a-person", None, _signed(passkey_entry(), act(), signature_entry())),
    ]


def _of_files() -> list[Vector]:
    good = Made.good
    return [
        Vector("rule-01-not-utf-8", 1, good.replace("é".encode(), b"\xe9", 1)),
        Vector("rule-02-not-canonical", 2, good.replace(b'{"checkpoints"', b'{ "checkpoints"', 1)),
        Vector("rule-03-other-counts", 3, good.replace(b'"entries":5', b'"entries":6', 1)),
        Vector("rule-04-names-twice", 4, _with_name_twice(good)),
        Vector("rule-05-no-note", 5, good.replace(b"\\n2\\n", b"\\n02\\n", 1)),
    ]


def _of_logs() -> list[Vector]:
    m = Made
    no_entry = canonical({"at": "2026"})
    of_another = announced(OFFICE, "another.example")
    alone = [checkpoint(m.rotated, 2), checkpoint(m.rotated, 4, NEXT)]
    return [
        Vector("rule-06-other-words", 6, m.good.replace("entry é3".encode(), "entry é4".encode(), 1)),
        Vector("rule-07-no-entry", 7, m.with_third(content=no_entry, digest=leaf_digest(m.entries[2].salt, no_entry))),
        Vector("rule-08-another-log", 8, m.altered(log=ELSEWHERE)),
        Vector("rule-09-dropped", 9, written(bundle_of([*m.entries[:2], *m.entries[3:]]))),
        Vector("rule-07-no-time", 7, m.altered(at="yesterday")),
        Vector("rule-10-dated-before", 10, m.altered(at="2026-01-01T00:00:00Z")),
        Vector("rule-11-a-key-of-another", 11, written(bundle_of(entries_of([*m.said, of_another])))),
        Vector("rule-12-sizes-go-back", 12, written(bundle_of(m.entries, m.notes[::-1]))),
        Vector("rule-13-another-root", 13, written(bundle_of(m.entries, [m.notes[0], checkpoint(m.anew, 4)]))),
        Vector("rule-14-another-key", 14, written(bundle_of(m.entries, [checkpoint(m.entries, 4, OTHER)]))),
        Vector("rule-14-a-new-key-by-itself", 14, written(bundle_of(m.rotated, alone))),
        Vector("rule-14-checkpoints-left-out", 14, written(bundle_of(m.rotated, alone[1:]))),
    ]


def _of_what_was_kept() -> list[Vector]:
    m = Made
    heads = tuple(note.encode() for note in m.notes)
    anew = written(bundle_of(m.anew, [checkpoint(m.anew, 4)]))
    swapped = written(bundle_of(m.swapped, [checkpoint(m.swapped, 4, OTHER)]))
    elsewhere = checkpoint(entries_of(said_by(4), log=ELSEWHERE), 2, log=ELSEWHERE)
    return [
        Vector("rule-15-a-head-of-another-log", 15, m.good, heads=(elsewhere.encode(),)),
        Vector("rule-15-a-copy-that-does-not-fit-itself", 15, m.good, heads=(m.good.replace("entry é3".encode(), "entry é4".encode(), 1),)),
        Vector("rule-16-forked", 16, anew, heads=heads),
        Vector("rule-16-written-anew", 16, anew, heads=(m.good,)),
        Vector("rule-16-cut-off", 16, written(bundle_of(m.entries[:3], m.notes[:1])), heads=heads[1:]),
        Vector("rule-17-a-key-that-signed-nothing", 17, written(bundle_of(m.entries)), keys=(verifier_key(ORIGIN, OFFICE),)),
        Vector("rule-17-a-key-unknown", 17, swapped, keys=(verifier_key(ORIGIN, OFFICE),)),
        Vector("rule-18-a-false-cosignature", 18, m.cosigned(m.text + "x"), witnesses=(m.witness,)),
    ]


def _of_people() -> list[Vector]:
    twice = [passkey_entry(), act(), signature_entry(), act(), signature_entry()]
    return [
        Vector("rule-19-no-passkey", 19, _signed(passkey_entry(key="AAAA"))),
        Vector("rule-20-another-act", 20, _signed(passkey_entry(), act(agrees=False), signature_entry())),
        Vector("rule-20-the-same-once-more", 20, _signed(*twice)),
        Vector("rule-20-no-passkey-announced", 20, _signed(act(), signature_entry(), passkey_entry())),
        Vector("rule-21-another-checkpoint", 21, _approved(text="goodoffices/log/x\n3\nAAAA\n")),
        Vector("rule-20-nobody-known", 20, _signed(passkey_entry(), act(), signature_entry(flags=1))),
    ]


def _approved(**how: str) -> bytes:
    """A log of which somebody approves the last checkpoint."""
    entries = entries_of([*Made.said[:2], passkey_entry()])
    return written(bundle_of(entries, [approved(checkpoint(entries, 3), **how)]))


def _signed(*said: Said) -> bytes:
    """A log in which somebody signs."""
    return written(bundle_of(entries_of([*Made.said[:2], *said])))


def _with_name_twice(good: bytes) -> bytes:
    lines = good.splitlines(keepends=True)
    return b"".join([lines[0].replace(b'"names":1', b'"names":2'), lines[1], *lines[1:]])


def files() -> dict[str, bytes]:
    """The files of the vectors, by their names."""
    found, listed = {}, []
    for one in vectors():
        heads = {f"{one.name}.head-{n}": head for n, head in enumerate(one.heads, 1)}
        found |= {f"{one.name}.bundle": one.bundle, **heads}
        listed.append(
            {
                "bundle": f"{one.name}.bundle",
                "heads": list(heads),
                "keys": list(one.keys),
                "witnesses": list(one.witnesses),
                "outcome": one.outcome(),
            }
        )
    found["vectors.json"] = (json.dumps(listed, indent=1, ensure_ascii=False) + "\n").encode()
    return found


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, content in files().items():
        (FOLDER / name).write_bytes(content)
