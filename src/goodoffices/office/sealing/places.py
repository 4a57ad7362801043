"""Where the office keeps its things.

Data are in one folder, the key that opens them is in a file outside it.
"""

from __future__ import annotations

import base64
import hmac
import json
import logging
import os
import secrets
import shlex
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

KEY_BYTES = 32
logger = logging.getLogger("goodoffices.office")


class OfficeError(Exception):
    """The office cannot start or go on; the message says what, where, and the remedy."""


@dataclass(frozen=True)
class Places:
    """Where the office keeps its things.

    ``data``: the folder of the database; ``database``: address of PostgreSQL ("": SQLite in the
    folder); ``url``: how people reach the office.
    """

    data: Path
    database: str = ""
    key_file: Path | None = None
    url: str = ""

    @property
    def sqlite_file(self) -> Path:
        """Name the file of the embedded database."""
        return self.data / "office.sqlite3"

    @property
    def about_file(self) -> Path:
        """Name the file in which this data folder says what it is.

        It says which key opens the folder, and how that is checked.
        """
        return self.data / "office.json"

    def environment(self) -> dict[str, str]:
        """Write the same places as environment variables, for a process that is started."""
        found = {
            "GOODOFFICES_DATA": str(self.data),
            "GOODOFFICES_DATABASE": self.database,
            "GOODOFFICES_URL": self.url,
        }
        return found | ({"GOODOFFICES_KEY_FILE": str(self.key_file)} if self.key_file else {})


def places_from(environment: Mapping[str, str]) -> Places:
    """Read the places that environment variables name, else take the usual ones."""
    home = Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local/share")
    data = Path(environment.get("GOODOFFICES_DATA") or home / "goodoffices")
    key = environment.get("GOODOFFICES_KEY_FILE")
    return Places(
        data.absolute(),
        environment.get("GOODOFFICES_DATABASE", ""),
        Path(key).absolute() if key else None,
        environment.get("GOODOFFICES_URL", ""),
    )


def make_places(places: Places, environment: Mapping[str, str]) -> None:
    """Make the data folder and its key, where there are none yet. Raises `OfficeError`.

    Where a part of it is there, the rest is made; what is there is left as it is.
    """
    try:
        places.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not places.about_file.exists():
            about = {"format": "goodoffices-data/1", "key_id": secrets.token_hex(8)}
            _write_private(places.about_file, json.dumps(about))
    except OSError as fault:
        raise _unusable(places, fault) from None
    about = _about(places)
    if "check" in about:
        return
    if (file := _key_file(places, about, environment)) is not None:
        _make_key_file(file, places)
    key, _ = _found_key(places, about, environment)
    _write_private(places.about_file, json.dumps({**about, "check": _check_of(key, about)}))


def opening_key(places: Places, environment: Mapping[str, str]) -> tuple[bytes, str]:
    """Find the key-encryption key of an office that was made, and where it comes from.

    It comes from ``GOODOFFICES_KEY`` (base64), else from what ``GOODOFFICES_KEY_COMMAND`` prints (a
    key service), else from a file outside the data folder. Nothing is written. Raises
    `OfficeError`.
    """
    about = _about(places)
    key, place = _found_key(places, about, environment)
    if "check" not in about:
        raise _not_made(places)
    if not hmac.compare_digest(about["check"], _check_of(key, about)):
        raise OfficeError(
            f"The key from {place} does not open {places.data}. Take the key with which this "
            "office was first started."
        )
    return key, place


def _about(places: Places) -> dict[str, str]:
    """Read what a data folder says of itself. Raises `OfficeError`."""
    try:
        found: dict[str, str] = json.loads(places.about_file.read_text())
    except FileNotFoundError:
        raise _not_made(places) from None
    except (OSError, ValueError) as fault:
        raise _unusable(places, fault) from None
    return found


def _not_made(places: Places) -> OfficeError:
    return OfficeError(f"There is no office at {places.data}. `goodoffices serve` makes one.")


def _unusable(places: Places, fault: Exception) -> OfficeError:
    return OfficeError(
        f"The data folder {places.data} cannot be used: "
        f"{getattr(fault, 'strerror', None) or fault}. "
        "Name another with --data, or look at its rights."
    )


def _check_of(key: bytes, about: Mapping[str, str]) -> str:
    """Compute by what a data folder knows its key again."""
    return hmac.new(
        key, b"goodoffices opening key " + about["key_id"].encode(), "sha256"
    ).hexdigest()


def _found_key(
    places: Places, about: Mapping[str, str], environment: Mapping[str, str]
) -> tuple[bytes, str]:
    """Read the key from where the environment says, and say where that is. Raises `OfficeError`."""
    if file := _key_file(places, about, environment):
        return _from_file(file, places), str(file)
    if environment.get("GOODOFFICES_KEY"):
        return (
            _decoded(environment["GOODOFFICES_KEY"], "GOODOFFICES_KEY"),
            "the environment variable GOODOFFICES_KEY",
        )
    return (
        _from_command(environment["GOODOFFICES_KEY_COMMAND"]),
        "what GOODOFFICES_KEY_COMMAND prints",
    )


def _key_file(
    places: Places, about: Mapping[str, str], environment: Mapping[str, str]
) -> Path | None:
    """Name the file of the key; None where the key comes from elsewhere. Raises `OfficeError`."""
    if environment.get("GOODOFFICES_KEY") or environment.get("GOODOFFICES_KEY_COMMAND"):
        return None
    home = Path(environment.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    file = places.key_file or home / "goodoffices" / f"{about['key_id']}.key"
    if file.resolve().is_relative_to(places.data.resolve()):
        raise OfficeError(
            f"The key file {file} lies within the data folder, so a copy of the data would hold "
            "its key. Name another with --key-file."
        )
    return file


def _make_key_file(file: Path, places: Places) -> None:
    """Write a new key, where the file is not there yet. Raises `OfficeError`."""
    try:
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write_private(file, base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode() + "\n")
    except OSError as fault:
        raise _unusable_key_file(file, fault) from None


def _unusable_key_file(file: Path, fault: OSError) -> OfficeError:
    return OfficeError(
        f"The key file {file} cannot be used: {fault.strerror}. Name another with --key-file."
    )


def _from_file(file: Path, places: Places) -> bytes:
    """Read the key of a file, and take the rights of others to it away. Raises `OfficeError`."""
    try:
        if not file.exists():
            raise OfficeError(
                f"The key file {file} is missing, and without it {places.data} cannot be read. "
                "Put it back, or name it with --key-file."
            )
        for_its_owner_alone(file)
        return _decoded(file.read_text(), str(file))
    except OSError as fault:
        raise _unusable_key_file(file, fault) from None


def _from_command(command: str) -> bytes:
    try:
        ran = subprocess.run(  # noqa: S603
            shlex.split(command), capture_output=True, text=True, timeout=30, check=True
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        raise OfficeError(
            "GOODOFFICES_KEY_COMMAND could not be run, or failed. "
            "It has to print the key in base64."
        ) from None
    return _decoded(ran.stdout, "GOODOFFICES_KEY_COMMAND")


def _decoded(text: str, place: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise OfficeError(
            f"{place} holds no key: "
            f"{KEY_BYTES} bytes in base64 are needed (openssl rand -base64 32)."
        )
    return key


def for_its_owner_alone(path: Path) -> None:
    """Take the rights of others to a file or folder of the office away, where they have some.

    It says so. Raises `OfficeError` where that cannot be done.
    """
    mode = path.stat().st_mode & 0o777
    if not mode & 0o077:
        return
    try:
        path.chmod(mode & 0o700)
    except OSError:
        raise OfficeError(
            f"Others may read {path}, and its rights cannot be changed. Let it belong to the "
            "office's own user, with no rights for others."
        ) from None
    logger.warning("Others had rights to %s (%o); they have none now.", path, mode)


def _write_private(file: Path, text: str) -> None:
    """Write a file whole or not at all, and for its owner alone."""
    half = file.with_name(file.name + ".half")
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as target:
        target.write(text)
        target.flush()
        os.fsync(target.fileno())
    half.replace(file)
