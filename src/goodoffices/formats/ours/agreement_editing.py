"""Edit the file of an agreement in one place: add an obligation, take a term away, set a clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from goodoffices.formats.documents.yaml_document import parse_yaml
from goodoffices.formats.documents.yaml_writer import yaml_text
from goodoffices.formats.ours.case_editing import new_id


class NoSuchTerm(LookupError):
    """An edit of a term or a text that there is not."""


def add_obligation(text: str, of_text: str, obligation: Mapping[str, Any]) -> str:
    """Add an obligation to one text of an agreement; its id is made of its act."""

    def change(data: dict[str, Any]) -> None:
        taken = [one["id"] for part in data["texts"] for one in (part.get("obligations") or [])]
        found = _text(data, of_text)
        name = new_id(str(obligation["act"])[:40], taken)
        found.setdefault("obligations", [])
        found["obligations"] = [*(found["obligations"] or []), {"id": name, **obligation}]

    return _edited(text, change)


def remove_term(text: str, term: str) -> str:
    """Take an obligation or a power away. What waits for it refuses that: see its check."""

    def change(data: dict[str, Any]) -> None:
        is_found = False
        for part in data["texts"]:
            for name in ("obligations", "powers"):
                kept = [one for one in part.get(name) or [] if str(one["id"]) != term]
                is_found = is_found or len(kept) < len(part.get(name) or [])
                if name in part:
                    part[name] = kept
        if not is_found:
            raise NoSuchTerm(term)

    return _edited(text, change)


def set_clock(text: str, of_text: str, clock: Mapping[str, Any]) -> str:
    """Set when a text begins, how long it lasts, how it is renewed; None takes a value away."""

    def change(data: dict[str, Any]) -> None:
        found = _text(data, of_text)
        for name, value in clock.items():
            if value is None:
                found.pop(name, None)
            else:
                found[name] = value

    return _edited(text, change)


def _text(data: dict[str, Any], name: str) -> dict[str, Any]:
    for part in data["texts"]:
        if str(part["id"]) == name:
            found: dict[str, Any] = part
            return found
    raise NoSuchTerm(name)


def _edited(text: str, change: Callable[[dict[str, Any]], None]) -> str:
    data = parse_yaml(text, "agreement.yaml").data
    change(data)
    return yaml_text(data)
