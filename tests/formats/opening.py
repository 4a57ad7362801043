"""Opens our own small files of other programs' formats, whole or altered."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest

from goodoffices.formats import CaseFileError, FormatNotSupported
from goodoffices.formats.open_case import open_case
from goodoffices.formats.ours.opened_case import OpenedCase
from goodoffices.preferences import utility

FIXTURES = Path(__file__).parents[1] / "fixtures"


def opened_with(folder: Path, kind: str, changes: Mapping[str, tuple[str, str]]) -> OpenedCase:
    """The fixture ``kind``, copied to ``folder`` with one replacement in each file named."""
    for file in (FIXTURES / kind).iterdir():
        text = file.read_text()
        old, new = changes.get(file.name, ("", ""))
        assert old in text, f"{old!r} does not stand in {file.name}"
        (folder / file.name).write_text(text.replace(old, new, 1) if old else text)
    return open_case(folder)


def refusal(folder: Path, kind: str, **changes: tuple[str, str]) -> str:
    """What is said of the fixture with replacements, by the stem of the file."""
    endings = {file.stem: file.name for file in (FIXTURES / kind).iterdir()}
    with pytest.raises((CaseFileError, FormatNotSupported)) as caught:
        opened_with(folder, kind, {endings[stem]: change for stem, change in changes.items()})
    return str(caught.value)


def worth(opened: OpenedCase, party: str, **package: str) -> Fraction:
    """What a package, by issue and option ids, is worth to a party."""
    return utility(opened.preferences(party, "only"), package)


def utilities(opened: OpenedCase) -> list[tuple[Fraction, ...]]:
    """Each package's utilities, in the order of issues and options."""
    ids = opened.case.issue_ids
    preferences = opened.chosen_preferences({})
    packages = (dict(zip(ids, row, strict=True)) for row in product(*(i.option_ids for i in opened.case.issues)))
    return [tuple(utility(one, package) for one in preferences) for package in packages]
