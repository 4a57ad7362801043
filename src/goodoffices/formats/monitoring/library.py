"""Find the kinds, places and mappings to read with: those of the user first, then those shipped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from goodoffices.case import Text
from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.documents.text_file import read_text
from goodoffices.formats.documents.validation import validate
from goodoffices.formats.documents.yaml_document import parse_yaml
from goodoffices.formats.monitoring import mapping_file as file
from goodoffices.formats.monitoring.mapped_reports import NamedPlaces, named_places
from goodoffices.monitoring.kinds import Kind, KindTree, Vocabulary

SHIPPED = Path(__file__).parent / "shipped"
Model = TypeVar("Model", bound=BaseModel)


def read_checked(model: type[Model], path: Path, shown: str) -> Model:
    """Read a YAML file as a model. Raises `CaseFileError` with all that is wrong."""
    document = parse_yaml(read_text(path, shown), shown)
    found, faults, _ = validate(model, document)
    faults = [*document.faults, *faults]
    if faults or found is None:
        raise CaseFileError(faults)
    return found


def vocabulary_of(path: Path | None = None) -> Vocabulary:
    """Read the kinds of acts and things: of a file, or those shipped. Raises `CaseFileError`."""
    return _shipped_vocabulary() if path is None else _vocabulary(path, path.name)


@cache
def _shipped_vocabulary() -> Vocabulary:
    return _vocabulary(SHIPPED / "kinds.yaml", "kinds.yaml")


def _vocabulary(path: Path, shown: str) -> Vocabulary:
    read = read_checked(file.KindsFile, path, shown)
    try:
        return Vocabulary(acts=_tree(read.acts), objects=_tree(read.objects))
    except ValueError as error:
        raise CaseFileError.one(shown, f"{error}.", "Mend `under`.") from None


def _tree(kinds: Iterable[file.KindIn]) -> KindTree:
    return KindTree(
        tuple(
            Kind(
                id=one.id,
                name=Text.of(one.name),
                under=one.under or "",
                of=one.of or "",
                words=tuple(word.casefold() for word in one.words),
                breaks=tuple(word.casefold() for word in one.breaks),
            )
            for one in kinds
        )
    )


def places_of(path: Path | None = None) -> NamedPlaces:
    """Read the places that sources name: those shipped, and those of a file before them."""
    files = [_shipped_places()]
    if path is not None:
        files.append(read_checked(file.PlaceNamesFile, path, path.name))
    return named_places(files)


@cache
def _shipped_places() -> file.PlaceNamesFile:
    return read_checked(file.PlaceNamesFile, SHIPPED / "places.yaml", "places.yaml")


@cache
def shipped_mappings() -> tuple[file.MappingFile, ...]:
    """Read the mappings that ship with the program."""
    return tuple(
        read_checked(file.MappingFile, path, path.name)
        for path in sorted((SHIPPED / "mappings").glob("*.yaml"))
    )


def mapping_for(
    columns: Sequence[str], own: Sequence[file.MappingFile], shown: str
) -> file.MappingFile:
    """Find the mapping that knows a table by its columns: the user's first, then the shipped ones.

    Raises `CaseFileError` where none does.
    """
    for one in (*own, *shipped_mappings()):
        if set(one.recognised_by) <= set(columns):
            return one
    names = ", ".join(columns[:12])
    raise CaseFileError.one(
        shown,
        f"no mapping knows a table with these columns: {names[:300]}.",
        "Write one (docs/how-to/monitor-an-agreement.md) and give it with --mapping.",
    )
