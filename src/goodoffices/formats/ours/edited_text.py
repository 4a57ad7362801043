"""Change the text of a file as plain data, and write it again."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.documents.yaml_document import parse_yaml
from goodoffices.formats.documents.yaml_writer import Quoted, yaml_text


class EditRefused(ValueError):
    """A change that cannot be made; the message says why.

    ``values`` stand in the places of the message, which is translated where it is shown.
    """

    def __init__(self, message: str, values: Mapping[str, str] | None = None) -> None:
        super().__init__(message, dict(values or {}))

    @property
    def message(self) -> str:
        """Give the message in English, with its places."""
        return str(self.args[0])

    @property
    def values(self) -> Mapping[str, str]:
        """Give what stands in its places."""
        return dict(self.args[1])

    def __str__(self) -> str:
        return self.message.format(**self.values)


def changed(text: str, change: Callable[[dict[str, Any]], None]) -> str:
    """Write the text after a change.

    Raises `EditRefused` where it is no mapping that could be changed.
    """
    try:
        document = parse_yaml(text, "case.yaml")
    except CaseFileError as fault:
        raise EditRefused(
            "The text of the case cannot be read, so change the text itself: {fault}",
            {"fault": str(fault).splitlines()[0]},
        ) from None
    if document.faults or not isinstance(document.data, dict):
        raise EditRefused("The text of the case cannot be read, so change the text itself.")
    data = document.data
    try:
        change(data)
    except (KeyError, TypeError, AttributeError):
        raise EditRefused(
            "The text of the case lacks something, so change the text itself."
        ) from None
    return as_text(data)


def as_text(data: dict[str, Any]) -> str:
    """Write plain data as the text of a file.

    What could be read as a number or keyword stands in quotes.
    """
    return yaml_text(_quoted(data))


def _quoted(value: Any) -> Any:
    """Quote words that could be read as numbers, dates or keywords.

    Everything else stays as it is.
    """
    if isinstance(value, dict):
        return {_key(k): _quoted(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_quoted(v) for v in value]
    return (
        Quoted(value)
        if (isinstance(value, str) and not re.fullmatch(r"[A-Za-z][\w /-]*", value))
        or value in _KEYWORDS
        else value
    )


_KEYWORDS = (
    "yes",
    "no",
    "on",
    "off",
    "true",
    "false",
    "null",
    "y",
    "n",
    "Yes",
    "No",
    "None",
    "none",
    "True",
    "False",
    "On",
    "Off",
    "Null",
)


def _key(value: Any) -> Any:
    return (
        Quoted(value)
        if isinstance(value, str)
        and (value in _KEYWORDS or not re.fullmatch(r"[A-Za-z][\w.-]*", value))
        else value
    )
