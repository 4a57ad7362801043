"""Bring cases from one format into another, and say what is lost on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from goodoffices.case import Case
from goodoffices.formats.documents.errors import FormatNotSupported
from goodoffices.formats.documents.yaml_writer import OURS
from goodoffices.formats.others.genius_xml import genius_files
from goodoffices.formats.others.imported_case import ImportedCase
from goodoffices.formats.others.negolog_json import negolog_files
from goodoffices.formats.ours.case_writer import case_files
from goodoffices.formats.ours.opened_case import OpenedCase
from goodoffices.preferences import Preferences

#: Formats that can be written.
TARGETS = ("goodoffices", "genius", "negolog")


@dataclass(frozen=True)
class Converted:
    """The files of a case by their place in a folder, and what they do not hold, in sentences."""

    files: Mapping[str, str]
    left_out: tuple[str, ...]


def convert_case(opened: OpenedCase, preferences: Sequence[Preferences], target: str) -> Converted:
    """Write a case with one reading a party in another format (one of `TARGETS`).

    What would change the answer is refused (`FormatNotSupported`). What is only forgotten is
    listed.
    """
    if target == "goodoffices":
        if not isinstance(opened, ImportedCase):
            raise FormatNotSupported(OURS, "the case is in our format already.")
        return Converted(case_files(opened.case, preferences, opened.notes), opened.notes)
    writers: dict[
        str, Callable[[Case, Sequence[Preferences]], tuple[dict[str, str], list[str]]]
    ] = {
        "genius": genius_files,
        "negolog": negolog_files,
    }
    files, left_out = writers[target](opened.case, preferences)
    return Converted(files, (*opened.notes, *opened.beside(preferences), *left_out))
