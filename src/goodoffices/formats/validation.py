"""Checks a document against a model and says, for each fault, what is wrong, where, and how to mend it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from goodoffices.formats.errors import Fault
from goodoffices.formats.yaml_document import Document, PathInFile

Model = TypeVar("Model", bound=BaseModel)

#: Faults of one file that are named; who has more begins with these.
MOST_FAULTS = 200
#: Attempts to read on after leaving out what is wrong.
ATTEMPTS = 20

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


def validate(model: type[Model], document: Document) -> tuple[Model | None, list[Fault], set[PathInFile]]:
    """The document as a model, all faults of its shape, and the places that had to be left out.

    Where something is wrong, it is left out and the rest is read on, so that all faults are found at
    once. The model is None where nothing sensible is left.
    """
    faults: list[Fault] = []
    left_out: set[PathInFile] = set()
    data = document.data
    lines_kept: dict[PathInFile, PathInFile] = {}
    for _ in range(ATTEMPTS):
        if len(faults) >= MOST_FAULTS:
            break
        try:
            return model.model_validate(data), faults, left_out
        except ValidationError as error:
            broken: set[PathInFile] = set()
            for detail in error.errors()[:MOST_FAULTS]:
                place = _place(data, detail["loc"])
                fault, cut = _fault(document, model, detail, place, lines_kept)
                inside = any(b and place[: len(b)] == b and place != b for b in broken)
                said = _follows(detail, _original(place, lines_kept)[: len(cut)], left_out)
                if fault not in faults and not inside and not said:
                    faults.append(fault)
                broken.add(cut)
            if () in broken:
                return None, faults, left_out
            left_out |= {_original(path, lines_kept) for path in broken}
            data, lines_kept = _without(data, broken, lines_kept)
    return None, faults, left_out


def _follows(detail: Any, at: PathInFile, left_out: set[PathInFile]) -> bool:
    """Whether a fault comes only of what was left out before: a key that is missing since, a list too short, a whole that no longer fits."""
    if detail["type"] == "missing":
        return (*at, str(detail["loc"][-1])) in left_out
    return detail["type"] in {"too_short", "value_error"} and any(len(place) > len(at) and place[: len(at)] == at for place in left_out)


def _place(data: Any, location: tuple[int | str, ...]) -> PathInFile:
    """A validator's location as a path that exists in the data; names of union members are dropped."""
    path: list[int | str] = []
    for i, part in enumerate(location):
        inside_list = isinstance(data, list) and isinstance(part, int) and part < len(data)
        if inside_list or (isinstance(data, dict) and part in data):
            path.append(part)
            data = data[part]
        elif i == len(location) - 1 and isinstance(data, dict) and isinstance(part, str) and part.isidentifier():
            path.append(part)
    return tuple(path)


def _original(path: PathInFile, kept: Mapping[PathInFile, PathInFile]) -> PathInFile:
    """Where a path of the reduced data stood in the file."""
    for length in range(len(path), 0, -1):
        if path[:length] in kept:
            return (*kept[path[:length]], *path[length:])
    return path


def _fault(
    document: Document, model: type[BaseModel], detail: Any, place: PathInFile, kept: Mapping[PathInFile, PathInFile]
) -> tuple[Fault, PathInFile]:
    kind, name = detail["type"], ".".join(map(str, place)) or "the file"
    at = _original(place, kept)
    if kind == "missing":
        key = str(detail["loc"][-1])
        above = ".".join(map(str, place[:-1])) or "the file"
        return document.fault(at[:-1], f'{above} has no "{key}".', f'Add "{key}: …".'), place[:-1]
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(str(place[-1]), _field_names(model), 1)
        if near and near[0] == str(place[-1]):
            return document.fault(
                at, f'"{name}" does not stand here.', "It is a key of another part of the file: look at `goodoffices schema`."
            ), place
        remedy = f'Did you mean "{near[0]}"?' if near else "Take it out, or look at `goodoffices schema` for the keys."
        if detail["input"] is None and not near:
            remedy = "If it is part of a text with a comma or a colon, put the text in quotes; else take it out."
        return document.fault(at, f'"{place[-1]}" is no key that is known here.', remedy), place
    if kind == "value_error":
        message = str(detail["ctx"]["error"])
        return document.fault(at, f"{name}: found {_shown(detail['input'])}.", f"{message[0].upper()}{message[1:]}."), place
    if kind == "literal_error":
        expected = str(detail["ctx"]["expected"]).removeprefix("'', ")
        return document.fault(at, f"{name}: found {_shown(detail['input'])}.", f"Write {expected}."), place
    if kind in ("too_short", "too_long"):
        found, bound = detail["ctx"]["actual_length"], detail["ctx"]["min_length" if kind == "too_short" else "max_length"]
        remedy = f"Write at least {bound}." if kind == "too_short" else f"At most {bound} can stand here."
        count = "nothing stands" if found == 0 else f"{'too many' if found is None else found} stand"
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


@cache
def _field_names(model: type[BaseModel]) -> list[str]:
    """All field names of a model and of the models in it."""
    schema = model.model_json_schema()
    names = set(schema.get("properties", {}))
    for part in schema.get("$defs", {}).values():
        names |= set(part.get("properties", {}))
    return sorted(names)


def _without(
    data: Any, broken: set[PathInFile], kept: Mapping[PathInFile, PathInFile], path: PathInFile = ()
) -> tuple[Any, dict[PathInFile, PathInFile]]:
    """The data less some places, and where the elements of shortened lists stood."""
    moved: dict[PathInFile, PathInFile] = dict(kept) if not path else {}
    fresh: dict[PathInFile, PathInFile] = {}

    def cut(value: Any, old: PathInFile, new: PathInFile) -> Any:
        if isinstance(value, dict):
            return {k: cut(v, (*old, k), (*new, k)) for k, v in value.items() if (*old, k) not in broken}
        if isinstance(value, list):
            result: list[Any] = []
            for i, item in enumerate(value):
                if (*old, i) in broken:
                    continue
                place = (*new, len(result))
                fresh[place] = _original((*old, i), moved)
                result.append(cut(item, (*old, i), place))
            return result
        return value

    return cut(data, path, path), fresh
