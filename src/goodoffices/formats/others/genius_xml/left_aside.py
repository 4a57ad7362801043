"""Say what profiles say and GENIUS leaves aside, or takes otherwise than a reader may think.

There is one note for each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from goodoffices.case import Issue
from goodoffices.formats.documents.xml_document import Element
from goodoffices.formats.others.genius_xml.attributes import plain_number, whole_in


def left_aside_notes(
    profiles: Sequence[tuple[str, Element]], issues: Mapping[int, Issue]
) -> list[str]:
    """Name what profiles say and GENIUS leaves aside, one note for each.

    That are uncertain profiles, weights of no issue, and issues whose evaluations are all 0 or
    below.
    """
    return [
        note
        for shown_as, root in profiles
        for note in (
            *_uncertain(shown_as, root),
            *_of_no_issue(shown_as, root, issues),
            *_below_zero(shown_as, root, issues),
        )
    ]


def _uncertain(shown_as: str, root: Element) -> list[str]:
    if root.get("type") != "UNCERTAIN" and root.first("comparisons") is None:
        return []
    return [
        (
            f"{Path(shown_as).name} is an uncertain profile; "
            "its evaluations are taken as certain, its comparisons and errors are left aside."
        )
    ]


def _of_no_issue(shown_as: str, root: Element, issues: Mapping[int, Issue]) -> list[str]:
    known = {
        *issues,
        *(
            whole_in(node, "index", shown_as)
            for node in root.all("objective")
            if node.get("index") is not None
        ),
    }
    strange = [
        node.get("index") or ""
        for node in root.all("weight")
        if whole_in(node, "index", shown_as) not in known
    ]
    if not strange:
        return []
    listed = ", ".join(strange[:4])
    return [
        (
            f"{Path(shown_as).name} has a weight for an issue that there is not ({listed}); "
            "it is left aside, as in GENIUS. NegMAS adds it to every total."
        )
    ]


def _below_zero(shown_as: str, root: Element, issues: Mapping[int, Issue]) -> list[str]:
    found = []
    for node in root.all("issue"):
        values = [
            v
            for item in node.inner("item")
            if (v := plain_number(item.get("evaluation"))) is not None
        ]
        issue = issues.get(whole_in(node, "index", shown_as))
        if issue is not None and values and min(values) < 0 and max(values) <= 0:
            found.append(
                f'{Path(shown_as).name}: no evaluation of "{issue.id}" is above 0, '
                "so the issue counts for nothing, as in GENIUS."
            )
    return found
