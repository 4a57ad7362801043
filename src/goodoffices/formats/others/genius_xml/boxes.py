"""Read hyper-rectangles ("boxes"): points for a package that lies in a box.

With EXCLUDES they are for one that does not. The points are added up and divided by the profile's
``maxutility``; GENIUS cuts the result at 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from goodoffices.case import Condition, Issue
from goodoffices.formats.documents.errors import CaseFileError, FormatNotSupported
from goodoffices.formats.documents.xml_document import Element
from goodoffices.formats.others.genius_xml.attributes import number_in, whole_in
from goodoffices.preferences import Interaction


def box_interactions(
    utility: Element, shown_as: str, issues: Mapping[int, Issue]
) -> list[Interaction]:
    """Read the boxes of a ``<utility>`` as interactions.

    Raises `CaseFileError`, `FormatNotSupported`.
    """
    largest = number_in(utility, "maxutility", shown_as)
    if largest <= 0:
        raise CaseFileError.one(
            shown_as, f"maxutility is {float(largest):g}.", "Write a number above 0.", utility.line
        )
    functions = utility.inner("ufun")
    if not functions:
        raise CaseFileError.one(
            shown_as, "<utility> has no <ufun> directly inside.", "Add it.", utility.line
        )
    # GENIUS reads the first function alone; those inside it are added to it.
    return [
        i
        for points, box in _boxes(functions[0], shown_as, Fraction(1))
        for i in _interactions(points / largest, box, shown_as, issues)
    ]


def _boxes(
    function: Element, shown_as: str, factor: Fraction
) -> Iterator[tuple[Fraction, Element]]:
    boxes, inner = function.inner("hyperRectangle"), function.inner("ufun")
    aggregation = (function.get("aggregation") or "sum").lower()
    if aggregation != "sum" and len(boxes) + len(inner) > 1:
        raise FormatNotSupported(
            shown_as, f"the boxes are aggregated by {aggregation}; only sums are read."
        )
    if function.get("weight") is not None:
        factor *= number_in(function, "weight", shown_as)
    for box in boxes:
        weight = Fraction(1) if box.get("weight") is None else number_in(box, "weight", shown_as)
        yield factor * weight * number_in(box, "utility", shown_as), box
    for part in inner:
        yield from _boxes(part, shown_as, factor)


def _interactions(
    points: Fraction, box: Element, shown_as: str, issues: Mapping[int, Issue]
) -> Iterator[Interaction]:
    excluded = box.inner("EXCLUDES")
    condition = _condition(excluded or box.inner("INCLUDES"), shown_as, issues)
    if excluded:
        # Points for lying outside are points for all, less points for lying inside.
        yield Interaction(_everything(issues), points)
        points = -points
    if condition is not None:
        yield Interaction(condition if condition.options else _everything(issues), points)


def _everything(issues: Mapping[int, Issue]) -> Condition:
    first = next(iter(issues.values()))
    return Condition.of({first.id: set(first.option_ids)})


def _condition(
    bounds: list[Element], shown_as: str, issues: Mapping[int, Issue]
) -> Condition | None:
    """Give the box as a condition; None where no package can lie in it.

    Without bounds every package lies in it (an empty condition).
    """
    inside: dict[str, frozenset[str]] = {}
    for bound in bounds:
        index = whole_in(bound, "index", shown_as)
        if index not in issues:
            raise CaseFileError.one(
                shown_as,
                f"a box names issue {index}, which the domain lacks.",
                "Leave the profile out.",
                bound.line,
            )
        issue = issues[index]
        if not issue.is_scale or issue.of_range:
            raise FormatNotSupported(
                shown_as,
                f'a box lies on the issue "{issue.id}", whose options are no whole numbers; '
                "GENIUS does not read that either.",
            )
        low, high = number_in(bound, "min", shown_as), number_in(bound, "max", shown_as)
        allowed = frozenset(
            o.id for o in issue.options if o.number is not None and low <= o.number <= high
        )
        inside[issue.id] = inside.get(issue.id, allowed) & allowed
    if any(not allowed for allowed in inside.values()):
        return None
    return Condition(tuple(inside.items()))
