"""A bundle: one log as its reader takes it away, with what it takes to check it elsewhere.

It is a text file of canonical lines, which `docs/reference/record-bundle.md` describes and the
verifier reads. The same log gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from goodoffices.record.entry import canonical

FORMAT = "goodoffices-bundle/1"


@dataclass(frozen=True)
class BundleEntry:
    """An entry as it stands in a bundle.

    ``content`` and ``salt`` are None where it was destroyed: its digest alone is left.
    """

    digest: bytes
    content: bytes | None = None
    salt: bytes | None = None


@dataclass(frozen=True, kw_only=True)
class LogBundle:
    """A log of a case.

    ``label``: who reads it. ``names``: those of the actors, by their ids; they are not part of what
    is proven. ``checkpoints``: signed notes, the smallest first.
    """

    log: str
    label: str
    names: Mapping[str, str]
    entries: Sequence[BundleEntry]
    checkpoints: Sequence[str]


def bundle_bytes(bundle: LogBundle) -> bytes:
    """Write a bundle."""
    return b"".join(canonical(line) + b"\n" for line in _lines(bundle))


def _lines(bundle: LogBundle) -> Iterator[Mapping[str, object]]:
    """List the lines: the head, the names, the entries, the checkpoints."""
    yield {
        "format": FORMAT,
        "log": bundle.log,
        "label": bundle.label,
        "names": len(bundle.names),
        "entries": len(bundle.entries),
        "checkpoints": len(bundle.checkpoints),
    }
    for actor, name in sorted(bundle.names.items()):
        yield {"id": actor, "name": name}
    for entry in bundle.entries:
        if entry.content is None or entry.salt is None:
            yield {"digest": entry.digest.hex()}
        else:
            yield {
                "content": entry.content.decode(),
                "salt": entry.salt.hex(),
                "digest": entry.digest.hex(),
            }
    for note in bundle.checkpoints:
        yield {"note": note}
