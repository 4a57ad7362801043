"""The text of a case that begins: from names alone, or from a template."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from goodoffices.formats.ours.case_editing import add_issue, new_id
from goodoffices.formats.ours.edited_text import EditRefused, as_text
from goodoffices.procedure.readers import RESERVED

TEMPLATES = Path(__file__).parent / "case_templates"
#: Templates from which a case can be begun.
TEMPLATE_NAMES = ("ceasefire", "labour", "family", "blank")


def template_texts(name: str) -> dict[str, str]:
    """Read the files of a template by their names: ``case.yaml`` and packages.

    What parties want is not taken over.
    """
    folder = TEMPLATES / name
    found = {
        p.relative_to(folder).as_posix(): p.read_text() for p in sorted(folder.rglob("*.yaml"))
    }
    return {n: t for n, t in found.items() if n == "case.yaml" or n.startswith("packages/")}


def blank_case(
    name: str, parties: Sequence[str], issues: Sequence[tuple[str, Sequence[str]]]
) -> str:
    """Write a new case with these parties.

    ``issues``: each with its options, the first of which is what holds if nothing is agreed.
    """
    data: dict[str, Any] = {"format": "goodoffices-case/1", "id": new_id(name, ()), "name": name}
    if len({p.strip() for p in parties}) < len(parties):
        raise EditRefused("Two parties have the same name.")
    ids: list[str] = []
    for party in parties:
        ids.append(new_id(party, [*ids, *RESERVED]))
    data["parties"] = [{"id": i, "name": p} for i, p in zip(ids, parties, strict=True)]
    data["issues"] = []
    text = as_text(data)
    for issue, options in issues:
        text = add_issue(text, issue, options, 0)
    return text
