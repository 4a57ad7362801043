"""The verifier as a program of its own, without the rest of Good Offices."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from goodoffices.record.verifier.checking import Outcome, verify
from goodoffices.record.verifier.reading import (
    COSIGNATURE,
    Bundle,
    Checkpoint,
    Invalid,
    read_bundle,
    read_checkpoint,
    read_key,
)


def read_kept(data: bytes) -> Bundle | Checkpoint:
    """Read what somebody kept: a checkpoint, or a bundle of before. Raises `Invalid`."""
    if data.startswith(b"{"):
        return read_bundle(data)
    try:
        return read_checkpoint(data.decode("utf-8"))
    except UnicodeDecodeError:
        raise Invalid(5, 0, "it is no UTF-8") from None


def in_words(outcome: Outcome) -> str:
    """Say what was found."""
    if outcome.departure is not None:
        log, number, what = outcome.departure
        return _printable(f"DIVERGED. Log {log}, entry {number}: {what}.")
    if outcome.verdict == "invalid":
        return _printable(f"INVALID. {outcome.error}.")
    upto = outcome.complete_up_to
    said = [f"{outcome.entries} entries fit one another."]
    if outcome.destroyed:
        numbers = ", ".join(map(str, outcome.destroyed[:20]))
        more = ", …" if len(outcome.destroyed) > 20 else ""
        said.append(f"Of {len(outcome.destroyed)} the digest alone is left: {numbers}{more}.")
    if outcome.signed:
        numbers = ", ".join(map(str, outcome.signed[:20]))
        more = ", …" if len(outcome.signed) > 20 else ""
        said.append(f"Signed with a passkey: {numbers}{more}. The office attests the others.")
    said += [f"{who} approved the first {size} with a passkey." for who, size in outcome.approved]
    if not outcome.is_held_against:
        said.append(
            f"Complete up to {upto} by its own checkpoints; what came after cannot be known. "
            "That it was not written anew shows only what you kept (--head)."
        )
    elif outcome.verdict == "witnessed":
        said.append(f"Up to {upto} it is what a witness that you trust cosigned.")
    else:
        said.append(f"Up to {upto} nothing was changed, dropped or moved since what you kept.")
    return "\n".join(said)


def _printable(text: str) -> str:
    """Show what a file says without letting it steer the terminal."""
    return "".join(c if c.isprintable() else "?" for c in text)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program, give its exit code: 0, 1 (diverged or invalid), 2 (wrong use), 4."""
    parser = argparse.ArgumentParser(
        description="Verify a bundle of the record, offline.",
        epilog="Exit codes: 0 consistent with what you kept; 1 diverged or invalid; 2 wrong use; "
        "4 complete up to N, and what came after cannot be known.",
    )
    parser.add_argument("bundle", type=Path, help="the file that you took away")
    parser.add_argument(
        "--head", type=Path, action="append", default=[], help="a checkpoint or bundle you kept"
    )
    parser.add_argument("--key", action="append", default=[], help="the office's key you know")
    parser.add_argument("--witness", action="append", default=[], help="a cosigner you trust")
    parser.add_argument("--json", action="store_true", help="print the outcome as JSON")
    asked = parser.parse_args(arguments)
    try:
        kept = [read_kept(file.read_bytes()) for file in asked.head]
        keys = [read_key(one) for one in asked.key]
        witnesses = [read_key(one, COSIGNATURE) for one in asked.witness]
        outcome = verify(asked.bundle.read_bytes(), kept, keys, witnesses)
    except (OSError, Invalid) as fault:
        parser.exit(2, f"What you gave cannot be read: {fault}.\n")
    print(json.dumps(outcome.as_json()) if asked.json else in_words(outcome))
    return outcome.exit_code
