"""``goodoffices record``: verifies logs that were taken away from an office, and cosigns them."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli.exit_codes import REFUSED

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from goodoffices.record.verifier.reading import Bundle, Checkpoint, Key

MOST_BYTES = 1 << 29


@click.group(short_help="Verify a log that was taken away from an office, and cosign it.")
def record() -> None:
    """Verify logs of the record, and cosign them. Everything is worked out on this computer: no
    office and no network is asked.
    """


@record.command(
    short_help="Verify that nothing in a log was changed, dropped or moved.",
    epilog="""\b
Examples:
  goodoffices record verify record-parties.bundle
  goodoffices record verify record-parties.bundle --head record-parties-14.checkpoint
  goodoffices record verify record-parties.bundle --head record-parties-march.bundle --json

\b
Exit codes: 0 consistent with what you kept, or cosigned by a witness of yours; 1 it diverges, or
is invalid; 2 what you gave cannot be read; 4 complete up to N, and what came after cannot be
known.""",
)
@click.argument("bundle", type=click.Path(path_type=Path))
@click.option(
    "--head",
    "heads",
    type=click.Path(path_type=Path),
    multiple=True,
    help="A checkpoint or a bundle that you kept: the log may only have grown. Give all you have.",
)
@click.option("--key", "keys", multiple=True, help="The office's key, as you know it.")
@click.option("--witness", "witnesses", multiple=True, help="The key of a cosigner whom you trust.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
def verify(
    bundle: Path,
    heads: Sequence[Path],
    keys: Sequence[str],
    witnesses: Sequence[str],
    as_json: bool,
) -> None:
    """Verify that nothing in the log BUNDLE was changed, dropped or moved since it was entered.

    Alone a bundle shows that its entries fit one another. That none was cut off at the end, or that
    the whole log was not written anew, shows only what you kept yourself: a checkpoint, or a bundle
    of before.
    """
    from goodoffices.formats.documents.printable import printable
    from goodoffices.record.verifier import checking
    from goodoffices.record.verifier.program import in_words
    from goodoffices.record.verifier.reading import COSIGNATURE, SIGNATURE

    kept = [_kept(file) for file in heads]
    outcome = checking.verify(
        _content(bundle),
        kept,
        [_key(one, SIGNATURE) for one in keys],
        [_key(one, COSIGNATURE) for one in witnesses],
    )
    click.echo(
        json.dumps(outcome.as_json())
        if as_json
        else "\n".join(printable(line) for line in in_words(outcome).splitlines())
    )
    raise SystemExit(outcome.exit_code)


@record.command(
    "new-key",
    short_help="Make a key with which you cosign checkpoints.",
    epilog="""\b
Example:
  goodoffices record new-key my.key --name ines.example""",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", required=True, help="Your name as a cosigner, such as ines.example.")
def new_key(file: Path, name: str) -> None:
    """Make a key, write its private half to FILE and print its public half.

    Give the public half to those who shall trust your cosignatures. Whoever has FILE can cosign
    in your name.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from goodoffices.record.checkpoint import COSIGNATURE, verifier_key

    if not name or any(c.isspace() or c == "+" for c in name):
        raise click.UsageError("A name has no spaces and no plus sign: ines.example.")
    key = Ed25519PrivateKey.generate()
    text = f"{name}\n{key.private_bytes_raw().hex()}\n"
    try:
        file.touch(mode=0o600, exist_ok=False)
        file.write_text(text, encoding="utf-8")
    except FileExistsError:
        raise click.UsageError(f"{file} is there already. Name another file.") from None
    except OSError as fault:
        raise click.UsageError(
            f"{file} cannot be written: {fault.strerror}. Name a place of yours."
        ) from None
    click.echo(verifier_key(name, key, COSIGNATURE))


@record.command(
    short_help="Cosign the last checkpoint of a log that you verified.",
    epilog="""\b
Examples:
  goodoffices record cosign parties.bundle --key my.key --first > march.checkpoint
  goodoffices record cosign parties.bundle --key my.key > april.checkpoint

\b
Exit codes: 0 cosigned; 1 it diverges from what you kept, or is invalid; 2 wrong use.""",
)
@click.argument("bundle", type=click.Path(path_type=Path))
@click.option(
    "--key", "key_file", type=click.Path(path_type=Path), required=True, help="Your key file."
)
@click.option(
    "--head",
    "heads",
    type=click.Path(path_type=Path),
    multiple=True,
    help="A checkpoint or a bundle that you kept: the log may only have grown.",
)
@click.option("--first", is_flag=True, help="You cosign this log for the first time.")
def cosign(bundle: Path, key_file: Path, heads: Sequence[Path], first: bool) -> None:
    """Verify the log BUNDLE, and print its last checkpoint with your cosignature.

    It says that at this time you saw this log, and that it goes on from what you cosigned before.
    What that was is remembered beside the key, in a file of its name with .cosigned: keep both.
    """
    from goodoffices.cli.cosigned import memory_beside
    from goodoffices.record.checkpoint import cosignature_line
    from goodoffices.record.verifier.reading import Invalid, read_bundle

    name, key = _own_key(key_file)
    data = _content(bundle)
    kept = [_kept(file) for file in heads]
    with memory_beside(key_file) as memory:
        try:
            log = read_bundle(data)
            checkpoints, before = log.checkpoints, memory.last(log.origin)
        except Invalid:
            checkpoints, before = (), None  # Said below, as all that is wrong with it is.
        if before is not None and first:
            raise click.UsageError(
                f"You cosigned {before.size} entries of this log before. Leave --first out."
            )
        if before is None and bool(heads) == first:
            raise click.UsageError(
                "Name what you cosigned last (--head), or say that you cosign this log for the "
                "first time (--first). Who cosigns two logs of one name vouches for both."
            )
        _refuse_what_diverges(data, [*kept, *([before] if before else [])])
        if not checkpoints:
            raise click.UsageError(
                "The office signed no checkpoint of this log yet. Ask for it later."
            )
        last = checkpoints[-1]
        if before is not None and last.size < before.size:
            raise click.UsageError(
                f"Its last checkpoint is of {last.size} entries, and you cosigned {before.size} "
                "before. Download the log again on the page Record."
            )
        memory.keep(last)
        line = cosignature_line(last.text, name, key, int(time.time()))
        click.echo(f"{last.note}{line}", nl=False)


def _refuse_what_diverges(data: bytes, kept: Sequence[Bundle | Checkpoint]) -> None:
    """Verify a log against what was kept, and end the program where it diverges."""
    from goodoffices.record.verifier import checking
    from goodoffices.record.verifier.program import in_words

    outcome = checking.verify(data, kept)
    if outcome.exit_code == REFUSED:
        click.echo(in_words(outcome), err=True)
        raise SystemExit(REFUSED)


def _own_key(file: Path) -> tuple[str, Ed25519PrivateKey]:
    """Read the file that ``new-key`` wrote: the name and the key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        name, private = _content(file).decode().split()
        return name, Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private))
    except ValueError:
        raise click.UsageError(
            f"{file} is no key of yours. Make one with `goodoffices record new-key`."
        ) from None


def _content(file: Path) -> bytes:
    """Read a file of a size that can be checked."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise click.UsageError(f"{file} has more than {MOST_BYTES:,} bytes.")
        return file.read_bytes()
    except OSError as fault:
        raise click.UsageError(
            f"{file} cannot be read: {fault.strerror}. Name a file that exists."
        ) from None


def _kept(file: Path) -> Bundle | Checkpoint:
    """Read what somebody kept."""
    from goodoffices.record.verifier.program import read_kept
    from goodoffices.record.verifier.reading import Invalid

    try:
        return read_kept(_content(file))
    except Invalid as fault:
        raise click.UsageError(
            f"{file} is no checkpoint and no bundle: {fault}. Download it again on the page Record."
        ) from None


def _key(text: str, kind: int) -> Key:
    """Read a key of the office or of a witness."""
    from goodoffices.record.verifier.reading import Invalid, read_key

    try:
        return read_key(text, kind)
    except Invalid as fault:
        raise click.UsageError(f"“{text[:80]}” is no key: {fault}.") from None
