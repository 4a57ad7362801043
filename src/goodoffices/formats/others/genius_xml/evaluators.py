"""Compute how GENIUS values one option of one issue, before the weight.

The facts are read from GENIUS 10.4's evaluators:

- Discrete: evaluations are divided by the issue's largest; where that is below 0.00001, all are 0.
- Integer: ``offset + slope · (value − lower bound)``, cut to 0…1; an older form, and real issues,
  have ``parameter1 · value + parameter0``, cut likewise.
- A constant is the same for each value. A triangle rises from 0 at ``parameter0`` to 1 at
  ``parameter2`` and falls to 0 at ``parameter1``.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from goodoffices.case import Issue
from goodoffices.formats.documents.errors import CaseFileError, FormatNotSupported
from goodoffices.formats.documents.xml_document import Element
from goodoffices.formats.others.continuous_issue import Worth
from goodoffices.formats.others.genius_xml.attributes import (
    bounds_of,
    how_to_write,
    number_in,
    plain_number,
)

#: Largest evaluations below this count as 0.
LEAST_LARGEST = Fraction(1, 100_000)


@dataclass(frozen=True)
class IssueEvaluation:
    """What a profile says of an issue; ``shown_as`` and ``domain`` are the files to name."""

    node: Element
    issue: Issue
    shown_as: str
    domain: str


def discrete_scores(given: IssueEvaluation) -> dict[str, Fraction]:
    """Compute the score of each option, 0 to 1.

    Options of the profile that the domain lacks count for the largest only.
    """
    values: dict[str, Fraction] = {}
    for item in given.node.inner("item"):
        text = item.get("evaluation")
        if text is None or text == "null":
            continue
        value = plain_number(text)
        if value is None:
            raise CaseFileError.one(
                given.shown_as, f'the evaluation is "{text[:40]}".', how_to_write(text), item.line
            )
        # An option that stands twice has its last evaluation, as in GENIUS; the reader says so.
        values[item.get("value") or ""] = value
    missing = [o.id for o in given.issue.options if o.id not in values]
    if missing:
        listed = ", ".join(f'"{m}"' for m in missing[:4]) + (", …" if len(missing) > 4 else "")
        raise CaseFileError.one(
            given.shown_as,
            f'issue "{given.issue.id}" has no evaluation of {listed}.',
            f"Add it, or leave the profile out: it does not fit the domain {given.domain}.",
            given.node.line,
        )
    largest = max(values.values())
    if largest <= LEAST_LARGEST:
        return {o.id: Fraction(0) for o in given.issue.options}
    return {o.id: values[o.id] / largest for o in given.issue.options}


def numeric_scores(given: IssueEvaluation) -> dict[str, Fraction]:
    """Compute the score of each number of an integer or real issue, 0 to 1."""
    numbers = {o.id: Fraction(o.number or 0) for o in given.issue.options}
    bounds = bounds_of(given.node)
    first = (
        min(numbers.values())
        if bounds.get("lowerbound") is None
        else number_in(bounds, "lowerbound", given.shown_as)
    )
    worth = numeric_worth(given.node, given.issue.id, given.shown_as, first)
    return {o: worth.of(n) for o, n in numbers.items()}


def numeric_worth(issue: Element, name: str, shown_as: str, first: Fraction) -> Worth:
    """Compute the score of a number, 0 to 1, with the corners of the function.

    ``first`` is where slopes are counted from. Raises `CaseFileError`, `FormatNotSupported`.
    """
    node = issue.first("evaluator")
    if node is None:
        raise CaseFileError.one(
            shown_as, f'issue "{name}" has no evaluator.', "Add it.", issue.line
        )
    kind = (node.get("ftype") or "linear").lower()

    def parameter(attribute: str) -> Fraction:
        return number_in(node, attribute, shown_as)

    if kind == "linear" and node.get("slope") is not None:
        return _line(parameter("slope"), parameter("offset"), first)
    if kind == "linear":
        return _line(parameter("parameter1"), parameter("parameter0"), Fraction(0))
    if kind == "constant":
        worth = parameter("parameter0")
        return Worth(lambda x: worth)
    if kind == "triangular":
        low, high, top = parameter("parameter0"), parameter("parameter1"), parameter("parameter2")
        return Worth(lambda x: _triangle(x, low, high, top), (low, top, high))
    raise FormatNotSupported(
        shown_as,
        f'the issue "{name}" is evaluated by a function of the kind {kind}, which is not read.',
    )


def _line(slope: Fraction, offset: Fraction, first: Fraction) -> Worth:
    """Give a straight line, cut to 0…1: it bends where it meets these."""
    corners = () if not slope else (first - offset / slope, first + (1 - offset) / slope)
    return Worth(lambda x: _cut(offset + slope * (x - first)), corners)


def _cut(value: Fraction) -> Fraction:
    return min(max(value, Fraction(0)), Fraction(1))


def _triangle(x: Fraction, low: Fraction, high: Fraction, top: Fraction) -> Fraction:
    if x < low or (x >= high and x >= top):
        return Fraction(0)
    return (x - low) / (top - low) if x < top else 1 - (x - top) / (high - top)
