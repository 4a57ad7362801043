"""Check a document against a model, and list its faults.

For each fault this says what is wrong, where, and how to mend it.
"""

from __future__ import annotations

import difflib
from functools import cache, lru_cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from goodoffices.formats.documents.errors import MOST_FAULTS, Fault
from goodoffices.formats.documents.field_types import MOST_FOUND, MistakesFound
from goodoffices.formats.documents.yaml_document import Document, PathInFile

Model = TypeVar("Model", bound=BaseModel)

#: Attempts to read on after leaving out what is wrong, if not too much of it was found.
ATTEMPTS = 20

#: Characters of a key that are compared with the keys that there are.
MOST_OF_A_KEY = 100

WANTED = {
    "string_type": "words",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "string_too_short": "words",
}


def validate(
    model: type[Model], document: Document
) -> tuple[Model | None, list[Fault], set[PathInFile]]:
    """Read a document as a model; give the model, all faults, and the places that are left out.

    The faults are those of the document's shape. Where something is wrong, it is left out and the
    rest is read on, so that all faults are found at once. The model is None where nothing sensible
    is left.
    """
    faults: dict[Fault, None] = {}
    cuts = _Cuts()
    data, n_found = document.data, 0
    for _ in range(ATTEMPTS):
        if len(faults) >= MOST_FAULTS or n_found >= MOST_FOUND:
            break
        try:
            return model.model_validate(data, context=MistakesFound()), list(faults), cuts.left_out
        except ValidationError as error:
            n_found += error.error_count()
            broken: set[PathInFile] = set()
            for detail in error.errors(include_url=False)[:MOST_FAULTS]:
                place = _place(data, detail["loc"])
                fault, cut = _fault(document, model, detail, place, cuts)
                inside = any(place[:length] in broken for length in range(1, len(place)))
                if not inside and not _follows(detail, cuts.original(place)[: len(cut)], cuts):
                    faults[fault] = None
                broken.add(cut)
            if () in broken:
                return None, list(faults), cuts.left_out
            data = cuts.cut(data, broken)
    return None, list(faults), cuts.left_out


class _Cuts:
    """What is left out of the data.

    ``left_out`` has its places in the file, ``above`` all places that hold some of it, ``kept`` for
    each shortened list what stays of it.
    """

    def __init__(self) -> None:
        self.left_out: set[PathInFile] = set()
        self.above: set[PathInFile] = set()
        self.kept: dict[PathInFile, list[int]] = {}

    def original(self, path: PathInFile) -> PathInFile:
        """Tell where a path of the reduced data stood in the file."""
        place: PathInFile = ()
        for part in path:
            kept = self.kept.get(place)
            place = (
                *place,
                kept[part]
                if kept is not None and isinstance(part, int) and part < len(kept)
                else part,
            )
        return place

    def cut(self, data: Any, broken: set[PathInFile]) -> Any:
        """Copy the data without some places; what holds none of them is not copied."""
        for path in broken:
            place = self.original(path)
            self.left_out.add(place)
            self.above |= {place[:length] for length in range(len(place))}
        within: dict[PathInFile, set[int | str]] = {}
        for path in broken:
            for length in range(len(path)):
                within.setdefault(path[:length], set()).add(path[length])

        def without(value: Any, path: PathInFile) -> Any:
            touched = within.get(path, set())
            if not touched or not isinstance(value, (dict, list)):
                return value
            gone = {part for part in touched if (*path, part) in broken}
            if isinstance(value, dict):
                return {
                    k: without(v, (*path, k)) if k in touched else v
                    for k, v in value.items()
                    if k not in gone
                }
            shorter = [
                without(v, (*path, k)) if k in touched else v
                for k, v in enumerate(value)
                if k not in gone
            ]
            if gone:
                shortened.append(
                    (self.original(path), [k for k in range(len(value)) if k not in gone])
                )
            return shorter

        shortened: list[tuple[PathInFile, list[int]]] = []
        result = without(data, ())
        for place, stay in shortened:
            before = self.kept.get(place)
            self.kept[place] = stay if before is None else [before[k] for k in stay]
        return result


def _follows(detail: Any, at: PathInFile, cuts: _Cuts) -> bool:
    """Tell whether a fault comes only of what was left out before.

    It does where a key is missing since, a list is too short, or a whole no longer fits.
    """
    if detail["type"] == "missing":
        return (*at, str(detail["loc"][-1])) in cuts.left_out
    return detail["type"] in {"too_short", "value_error"} and at in cuts.above


def _place(data: Any, location: tuple[int | str, ...]) -> PathInFile:
    """Give a validator's location as a path that exists in the data.

    Names of union members are dropped.
    """
    path: list[int | str] = []
    for i, part in enumerate(location):
        inside_list = isinstance(data, list) and isinstance(part, int) and part < len(data)
        if inside_list or (isinstance(data, dict) and part in data):
            path.append(part)
            data = data[part]
        elif (
            i == len(location) - 1
            and isinstance(data, dict)
            and isinstance(part, str)
            and part.isidentifier()
        ):
            path.append(part)
    return tuple(path)


def _fault(
    document: Document, model: type[BaseModel], detail: Any, place: PathInFile, cuts: _Cuts
) -> tuple[Fault, PathInFile]:
    kind, name = detail["type"], ".".join(map(str, place)) or "the file"
    at = cuts.original(place)
    if kind == "missing":
        key = str(detail["loc"][-1])
        above = ".".join(map(str, place[:-1])) or "the file"
        return document.fault(at[:-1], f'{above} has no "{key}".', f'Add "{key}: …".'), place[:-1]
    if kind == "extra_forbidden":
        near = _near(model, str(place[-1]))
        if near == str(place[-1]):
            return document.fault(
                at,
                f'"{name}" does not stand here.',
                "It is a key of another part of the file: look at `goodoffices schema`.",
            ), place
        remedy = (
            f'Did you mean "{near}"?'
            if near
            else "Take it out, or look at `goodoffices schema` for the keys."
        )
        if detail["input"] is None and not near:
            remedy = (
                "If it is part of a text with a comma or a colon, put the text in quotes; "
                "else take it out."
            )
        return document.fault(at, f'"{place[-1]}" is no key that is known here.', remedy), place
    if kind == "value_error":
        message = str(detail["ctx"]["error"])
        return document.fault(
            at, f"{name}: found {_shown(detail['input'])}.", f"{message[0].upper()}{message[1:]}."
        ), place
    if kind == "literal_error":
        expected = str(detail["ctx"]["expected"]).removeprefix("'', ")
        return document.fault(
            at, f"{name}: found {_shown(detail['input'])}.", f"Write {expected}."
        ), place
    if kind in ("too_short", "too_long"):
        found, bound = (
            detail["ctx"]["actual_length"],
            detail["ctx"]["min_length" if kind == "too_short" else "max_length"],
        )
        remedy = (
            f"Write at least {bound}."
            if kind == "too_short"
            else f"At most {bound} can stand here."
        )
        count = (
            "nothing stands" if found == 0 else f"{'too many' if found is None else found} stand"
        )
        return document.fault(at, f"{name}: {count} here.", remedy), place
    wanted = WANTED.get(kind)
    remedy = f"Expected {wanted}." if wanted else f"{detail['msg']}."
    return document.fault(at, f"{name}: found {_shown(detail['input'])}.", remedy), place


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "nothing"
    words = str(value)
    return f'"{words[:40]}{"…" if len(words) > 40 else ""}"'


@lru_cache(4 * MOST_FAULTS)
def _near(model: type[BaseModel], key: str) -> str:
    """Find the key of a model that is nearest to another; "" where none is near.

    Keys of the models in it count, too.
    """
    return next(iter(difflib.get_close_matches(key[:MOST_OF_A_KEY], _field_names(model), 1)), "")


@cache
def _field_names(model: type[BaseModel]) -> list[str]:
    """List all field names of a model and of the models in it."""
    schema = model.model_json_schema()
    names = set(schema.get("properties", {}))
    for part in schema.get("$defs", {}).values():
        names |= set(part.get("properties", {}))
    return sorted(names)
