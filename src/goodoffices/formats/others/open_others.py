"""Open a case from other programs' files: a domain and its profiles.

They are in a folder, or named one by one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from goodoffices.formats.documents.errors import CaseFileError, FormatNotSupported
from goodoffices.formats.documents.json_document import parse_json
from goodoffices.formats.documents.printable import printable
from goodoffices.formats.documents.text_file import MAX_BYTES, read_text
from goodoffices.formats.documents.xml_document import read_xml
from goodoffices.formats.documents.yaml_document import parse_yaml
from goodoffices.formats.others import genius_xml, geniusweb_json, negolog_json
from goodoffices.formats.others.genius_xml import read_genius
from goodoffices.formats.others.geniusweb_json import is_geniusweb, read_geniusweb
from goodoffices.formats.others.imported_case import ImportedCase
from goodoffices.formats.others.knapsack_text import is_knapsack, read_knapsack
from goodoffices.formats.others.negmas import is_negmas, read_negmas
from goodoffices.formats.others.negolog_json import is_negolog, read_negolog
from goodoffices.formats.others.notes_on_files import passed_over_notes

#: Files that lie beside a domain and are no input.
NOT_INPUT = (*genius_xml.NOT_INPUT, *negolog_json.NOT_INPUT, *geniusweb_json.NOT_INPUT)
#: Endings of the files that are looked at, and what they hold.
XML, JSON, YAML, TEXT = ".xml", ".json", ".yaml", ".in"
ENDINGS = {XML: XML, JSON: JSON, YAML: YAML, ".yml": YAML, TEXT: TEXT}
HOW_TO_NAME = "Name the files of one case: DOMAIN PROFILE PROFILE …"

#: Whose file plain data may be.
CLAIMS = (is_negolog, is_geniusweb, is_negmas)
#: A NegMAS function whose keys are whole packages; it cannot be parsed as YAML of plain keys.
MAPPING_FUNCTION = re.compile(r"^type:[ \t]*\S*MappingUtilityFunction[ \t]*$", re.MULTILINE)


def open_others_folder(folder: Path, steps: int) -> ImportedCase:
    """Open the files of a folder that may be input, in the byte order of their names.

    Raises `CaseFileError`, `FormatNotSupported`.
    """
    return _open_files(_inputs_in(folder), folder.resolve().name, steps)


def open_file(path: Path, steps: int) -> ImportedCase:
    """Open a case that one file holds. Raises `CaseFileError`, `FormatNotSupported`."""
    return _open_files([(path, printable(str(path)))], path.stem, steps, named=True)


def open_files(paths: Sequence[Path], steps: int) -> ImportedCase:
    """Open files that were named one by one; they keep their order.

    Raises `CaseFileError`, `FormatNotSupported`.
    """
    return _open_files(
        [(path, printable(str(path))) for path in paths],
        paths[0].resolve().parent.name,
        steps,
        named=True,
    )


def _inputs_in(folder: Path) -> list[tuple[Path, str]]:
    """List the files of a folder that may hold a case, in the byte order of their names."""
    found = [file for file in folder.iterdir() if _may_be_input(file)]
    if not found:
        remedy = "Name the folder that holds case.yaml, or a domain and its profiles."
        if (folder / "preferences").is_dir() or (folder / "packages").is_dir():
            raise CaseFileError.one(
                str(folder),
                "there is no case.yaml in this folder.",
                "Write it beside preferences, or name another folder.",
            )
        inner = sorted(
            part.name
            for part in folder.iterdir()
            if part.is_dir() and not part.name.startswith(".")
        )
        if inner:
            remedy = (
                "Its folders may be cases: "
                f"{', '.join(inner[:4])}{', …' if len(inner) > 4 else ''}."
            )
        raise CaseFileError.one(str(folder), "there is no case in this folder.", remedy)
    found.sort(key=lambda file: file.name.encode("utf-8", "surrogateescape"))
    return [(file, printable(file.name)) for file in found]


def _may_be_input(file: Path) -> bool:
    """Tell whether a file is looked at: not hidden, not known to be something else.

    NegMAS keeps statistics in ``_….yml``.
    """
    ending = ENDINGS.get(file.suffix.lower())
    hidden = file.name.startswith((".", "_") if ending == YAML else ".")
    return ending is not None and file.is_file() and not hidden and file.name not in NOT_INPUT


def _open_files(
    files: Sequence[tuple[Path, str]], name: str, steps: int, *, named: bool = False
) -> ImportedCase:
    """Open files of one format; where they were named one by one, none of them is passed over."""
    sources = tuple((printable(path.name), path) for path, _ in files)
    return replace(_read_files(files, printable(name), steps, named), sources=sources)


def _read_files(
    files: Sequence[tuple[Path, str]], name: str, steps: int, named: bool
) -> ImportedCase:
    kinds = {_kind_of(path) for path, _ in files}
    if len(kinds) > 1 and not named and (of_a_case := _of_the_format_of_a_case(files)):
        beside = [shown for path, shown in files if (path, shown) not in of_a_case]
        opened = _read_files(of_a_case, name, steps, named)
        return replace(opened, notes=(*opened.notes, *passed_over_notes(beside)))
    if len(kinds) > 1:
        listed = ", ".join(
            f"{shown} ({_kind_of(path).removeprefix('.').upper()})" for path, shown in files[:6]
        )
        raise CaseFileError.one(name, f"these files are of several formats: {listed}.", HOW_TO_NAME)
    kind = kinds.pop()
    if kind == XML:
        return read_genius(files, name, steps, named=named)
    if kind == TEXT:
        return _open_text(files, name)
    parsed = [(shown, _parsed(path, shown, kind)) for path, shown in files]
    for claims, read in (
        (is_negolog, read_negolog),
        (is_geniusweb, read_geniusweb),
        (is_negmas, partial(read_negmas, steps=steps)),
    ):
        claimed = [(shown, data) for shown, data in parsed if claims(data)]
        if claimed:
            others = [shown for shown, data in parsed if not claims(data)]
            # In a folder strangers are named and passed over, but for those that are of a case of
            # their own.
            foreign = [
                shown
                for shown, data in parsed
                if not claims(data) and any(other(data) for other in CLAIMS)
            ]
            if (others and named) or foreign:
                raise CaseFileError.one(
                    (foreign or others)[0],
                    f"this does not belong with {claimed[0][0]}.",
                    HOW_TO_NAME,
                )
            opened = read(claimed, name)
            return replace(opened, notes=(*opened.notes, *passed_over_notes(others)))
    shown = parsed[0][0]
    raise CaseFileError.one(
        shown,
        "this is no domain or profile that is known here.",
        "See docs/reference/formats.md for what is read.",
    )


def _kind_of(path: Path) -> str:
    """Tell what a file holds, by its ending; text, where that is not known."""
    return ENDINGS.get(path.suffix.lower(), TEXT)


def _of_the_format_of_a_case(files: Sequence[tuple[Path, str]]) -> list[tuple[Path, str]]:
    """Pick, of files of several formats in one folder, those of the one format that makes a case.

    A case is a domain or profiles. None are picked where several formats make one, or none does.
    """
    by_kind: dict[str, list[tuple[Path, str]]] = {}
    for path, shown in files:
        by_kind.setdefault(_kind_of(path), []).append((path, shown))
    found = [
        some
        for kind, some in by_kind.items()
        if any(_belongs_to_a_case(path, shown, kind) for path, shown in some)
    ]
    return found[0] if len(found) == 1 else []


def _belongs_to_a_case(path: Path, shown: str, kind: str) -> bool:
    try:
        if kind == XML:
            return read_xml(path, shown).tag in (genius_xml.DOMAIN, genius_xml.PROFILE)
        if kind == TEXT:
            return is_knapsack(read_text(path, shown))
        data = _parsed(path, shown, kind)
        return any(claims(data) for claims in CLAIMS)
    except (CaseFileError, FormatNotSupported):
        return False


def _open_text(files: Sequence[tuple[Path, str]], name: str) -> ImportedCase:
    if len(files) > 1:
        listed = ", ".join(shown for _, shown in files[:4])
        raise CaseFileError.one(
            name, f"each of these files is a case of its own: {listed}.", "Name one of them."
        )
    path, shown = files[0]
    text = read_text(path, shown)
    if not is_knapsack(text):
        raise CaseFileError.one(
            shown,
            "this is no case that is known here.",
            "See docs/reference/formats.md for what is read.",
        )
    return read_knapsack(text, shown)


def _parsed(path: Path, shown: str, kind: str) -> object:
    text = read_text(path, shown)
    if kind == JSON:
        return parse_json(text, shown)
    if MAPPING_FUNCTION.search(text):
        raise FormatNotSupported(
            shown,
            "a utility function that lists whole packages (MappingUtilityFunction) is not read.",
        )
    document = parse_yaml(text, shown, most_parts=MAX_BYTES)
    if document.faults:
        raise CaseFileError(document.faults)
    return document.data
