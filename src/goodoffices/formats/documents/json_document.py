"""Read untrusted JSON into plain data with its numbers as typed, bounded in size and depth."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.documents.exact_number import exact_number
from goodoffices.formats.documents.printable import has_control_character

#: Deepest nesting of lists and mappings.
MAX_DEPTH = 30


class DoubleKey(ValueError):
    """A key stands twice in a mapping, which readers would read differently."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


def mapping_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make a mapping from its pairs. Raises `DoubleKey`."""
    result = dict(pairs)
    if len(result) < len(pairs):
        raise DoubleKey(Counter(key for key, _ in pairs).most_common(1)[0][0])
    return result


def parse_json(text: str, shown_as: str) -> Any:
    """Read JSON text as plain data: numbers are `int` or `Fraction`. Raises `CaseFileError`.

    ``NaN`` and ``Infinity``, which are no JSON, become texts, so that nothing takes them for
    numbers. Refused: double keys, control characters, deep nesting, numbers of unreasonable length.
    """

    def refuse(found: str, remedy: str, line: int = 0) -> CaseFileError:
        return CaseFileError.one(shown_as, found, remedy, line)

    def number(typed: str) -> Any:
        value = exact_number(typed)
        if isinstance(value, str):
            raise refuse(f"the number {typed[:20]} is out of reach.", "Write it with fewer digits.")
        return value

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        try:
            return mapping_of(pairs)
        except DoubleKey as twice:
            raise refuse(f'the key "{twice.key[:40]}" stands twice.', "Keep one of them.") from None

    try:
        data = json.loads(
            text,
            parse_float=number,
            parse_int=number,
            parse_constant=str,
            object_pairs_hook=mapping,
        )
    except json.JSONDecodeError as fault:
        raise refuse(
            f"this is not valid JSON: {fault.msg}.",
            "Look at commas, quotes and brackets here.",
            fault.lineno,
        ) from None
    except RecursionError:
        raise refuse("nesting is too deep.", "Flatten it.") from None
    _look_through(data, refuse)
    return data


def _look_through(data: Any, refuse: Any) -> None:
    """Refuse what is nested too deep, and texts that could steer a terminal."""
    open_: list[tuple[Any, int]] = [(data, 0)]
    while open_:
        value, depth = open_.pop()
        if depth > MAX_DEPTH:
            raise refuse(f"nesting is deeper than {MAX_DEPTH}.", "Flatten it.")
        if isinstance(value, dict):
            open_ += [(part, depth + 1) for pair in value.items() for part in pair]
        elif isinstance(value, list):
            open_ += [(part, depth + 1) for part in value]
        elif isinstance(value, str) and has_control_character(value):
            raise refuse("a control character stands in a text.", "Take it out.")
