"""What `--for PARTY` opens: the public case and the party's own reading."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from goodoffices.case import Case
    from goodoffices.preferences import Preferences


def own_reading(paths: tuple[Path, ...], party: str, named: Mapping[str, str], for_all: str | None) -> tuple[Case, Preferences]:
    """A party's view: the public case and her own reading. No other file is opened."""
    from goodoffices.formats.documents.errors import CaseFileError
    from goodoffices.formats.documents.field_types import ID
    from goodoffices.formats.documents.text_file import read_text
    from goodoffices.formats.ours.case_folder import own_view, reading_files
    from goodoffices.formats.ours.opened_case import pick_reading

    path = paths[0]
    folder = path.parent if path.name == "case.yaml" else path
    if len(paths) > 1 or not (folder / "case.yaml").exists():
        raise click.UsageError("--for needs a folder with case.yaml: other programs' files are nobody's own words.")
    files = reading_files(folder, party) if ID.match(party) else {}
    texts = {}
    for file in files.values():
        shown = file.relative_to(folder).as_posix()
        with contextlib.suppress(CaseFileError):  # unreadable: nobody can say that it is hers
            texts[shown] = read_text(file, shown)
    view = own_view(read_text(folder / "case.yaml", "case.yaml"), party, texts)
    reading = pick_reading(party, view.preferences, named.get(party, for_all), view.case.party(party).default_reading)
    return view.case, view.preferences[reading]
