"""A case folder that was uploaded as one ZIP: opened in memory, bounded in files, size and names.

Nothing is unpacked to a disk.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import PurePosixPath

from goodoffices.office.refusal import Refused
from goodoffices.report.languages import Language

MOST_FILES, MOST_BYTES = 200, 4_000_000
#: The files of a case that an office takes.
TAKEN = re.compile(
    r"case\.yaml|talks\.yaml|agreement\.yaml|preferences/[\w.-]+\.yaml|preferences/[\w.-]+/[\w.-]+\.yaml|packages/[\w.-]+\.yaml"
)


def texts_of(content: bytes, language: str = "en") -> dict[str, str]:
    """Read the texts of a case folder by their names inside it.

    Raises `Refused` for what is no such ZIP, in the words of a language: the process in which it is
    read knows no request.
    """
    words = Language(language)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if any(
                info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
                for info in infos
            ):
                raise Refused(
                    words._(
                        "The ZIP is packed in a way that the office does not take; pack it anew."
                    )
                )
            if len(infos) > MOST_FILES:
                raise Refused(
                    words._("The ZIP holds more than {most} files.").format(
                        most=words.number(MOST_FILES)
                    )
                )
            return _texts(archive, infos, words)
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        OSError,
        EOFError,
        ValueError,
        zlib.error,
    ):
        raise Refused(
            words._("This is no ZIP that could be opened (without a password).")
        ) from None


def _texts(
    archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], words: Language
) -> dict[str, str]:
    names = {info.filename: PurePosixPath(info.filename) for info in infos}
    if any(".." in p.parts or p.is_absolute() or "\\" in n or "\0" in n for n, p in names.items()):
        raise Refused(words._("A file in the ZIP has a path that leads out of its folder."))
    tops = [p for p in names.values() if p.name == "case.yaml"]
    if not tops:
        raise Refused(words._("There is no case.yaml in the ZIP."))
    top = min(tops, key=lambda p: len(p.parts)).parent
    texts: dict[str, str] = {}
    left = MOST_BYTES
    for info in infos:
        place = names[info.filename]
        if not place.is_relative_to(top) or not TAKEN.fullmatch(
            shown := place.relative_to(top).as_posix()
        ):
            continue
        with archive.open(info) as stream:
            # What a header says of a size is not believed.
            data = stream.read(left + 1)
        left -= len(data)
        if left < 0:
            raise Refused(
                words._("The ZIP holds more than {most} bytes when unpacked.").format(
                    most=words.number(MOST_BYTES)
                )
            )
        texts[shown] = decoded(data, shown, words.language)
    return texts


def decoded(data: bytes, shown: str, language: str = "en") -> str:
    """Read text from bytes. Raises `Refused`, in the words of a language."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(
            Language(language)
            ._("{file} is not UTF-8. Save the file with this encoding.")
            .format(file=shown)
        ) from None


def packed(texts: Mapping[str, str]) -> bytes:
    """Pack a case folder as a ZIP; the same texts give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(texts.items()):
            archive.writestr(
                zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text.encode(), zipfile.ZIP_DEFLATED
            )
    return made.getvalue()
