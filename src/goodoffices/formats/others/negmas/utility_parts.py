"""Take a utility function of NegMAS apart.

Its parts are a table for each issue, points on boxes, and points for all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from goodoffices.case import Condition, Issue
from goodoffices.formats.documents.errors import CaseFileError, FormatNotSupported
from goodoffices.formats.documents.exact_number import exact_number
from goodoffices.formats.others.negmas.known_keys import KNOWN, refuse_unknown_keys
from goodoffices.formats.others.negmas.plain_values import (
    is_discounted,
    kind_of,
    number_of,
    option_name,
)
from goodoffices.formats.others.negmas.value_functions import value_function
from goodoffices.preferences import Interaction

#: Deepest nesting of weighted sums.
MAX_DEPTH = 10


@dataclass(kw_only=True)
class UtilityParts:
    """A utility function taken apart: worth of each option, points on boxes, points for all."""

    issues: Sequence[Issue]
    shown_as: str
    tables: dict[str, dict[str, Fraction]]
    interactions: list[Interaction] = field(default_factory=list)
    constant: Fraction = Fraction(0)

    def refuse(self, reason: str) -> FormatNotSupported:
        return FormatNotSupported(self.shown_as, reason)

    def number(self, value: Any, what: str) -> Fraction:
        return number_of(value, self.shown_as, what)

    def add(self, data: Mapping[str, Any], factor: Fraction, depth: int = 0) -> None:
        kind = kind_of(data)
        if depth > MAX_DEPTH:
            raise self.refuse(f"weighted sums are nested deeper than {MAX_DEPTH}.")
        if kind in KNOWN:
            refuse_unknown_keys(data, kind, self.shown_as)
        if is_discounted(data):
            self.add(data["ufun"], factor, depth + 1)
        elif kind == "LinearAdditiveUtilityFunction":
            self.constant += factor * self.number(data.get("bias") or 0, "the bias")
            for issue, (weight, scores) in zip(self.issues, self.linear(data), strict=True):
                for option, score in scores.items():
                    self.tables[issue.id][option] += factor * weight * score
        elif kind == "HyperRectangleUtilityFunction":
            self.boxes(data, factor)
        elif kind == "WeightedUtilityFunction":
            parts, weights = self.list_of(data, "ufuns"), self.list_of(data, "weights")
            weights = weights or [1] * len(parts)
            if len(weights) != len(parts):
                raise CaseFileError.one(
                    self.shown_as,
                    "a weighted sum has not as many weights as parts.",
                    "Give each part one.",
                )
            for part, weight in zip(parts, weights, strict=True):
                if not isinstance(part, dict):
                    raise self.refuse("a part of a weighted sum is no utility function.")
                self.add(part, factor * self.number(weight, "a weight"), depth + 1)
        elif kind == "ConstUtilityFunction":
            self.constant += factor * self.number(data.get("value"), "the value")
        else:
            raise self.refuse(f"a utility function of the kind {kind} is not read.")

    def list_of(self, data: Mapping[str, Any], key: str) -> list[Any]:
        found = data.get(key)
        if found is None:
            return []
        if not isinstance(found, (list, tuple)):
            raise self.refuse(f'"{key}" is no list.')
        return list(found)

    def linear(self, data: Mapping[str, Any]) -> list[tuple[Fraction, dict[str, Fraction]]]:
        """Give for each issue its weight and the score of each option."""
        values = self.by_issue(data.get("values"), "values")
        weights = self.by_issue(data.get("weights") or [1] * len(self.issues), "weights")
        found = []
        for issue in self.issues:
            function = value_function(values[issue.id], issue, self.shown_as)
            found.append(
                (
                    self.number(weights[issue.id], f'the weight of "{issue.id}"'),
                    {o.id: function(o) for o in issue.options},
                )
            )
        return found

    def by_issue(self, given: Any, what: str) -> dict[str, Any]:
        if isinstance(given, dict) and set(given) >= {i.id for i in self.issues}:
            return given
        if isinstance(given, (list, tuple)) and len(given) == len(self.issues):
            return dict(zip((i.id for i in self.issues), given, strict=True))
        raise CaseFileError.one(
            self.shown_as,
            f"there are not as many {what} as issues.",
            "The function may belong to another outcome space.",
        )

    def boxes(self, data: Mapping[str, Any], factor: Fraction) -> None:
        ranges, points = (
            self.list_of(data, "outcome_ranges"),
            self.list_of(data, "utilities" if "utilities" in data else "mappings"),
        )
        weights = self.list_of(data, "weights") or [1] * len(ranges)
        if not len(ranges) == len(points) == len(weights):
            raise CaseFileError.one(
                self.shown_as,
                "boxes, utilities and weights are not as many.",
                "Give each box both.",
            )
        self.constant += factor * self.number(data.get("bias", 0), "the bias")
        for box, worth, weight in zip(ranges, points, weights, strict=True):
            if isinstance(worth, dict):
                raise self.refuse("a box is valued by a function; only numbers are read.")
            total = (
                factor
                * self.number(worth, "the utility of a box")
                * self.number(weight, "the weight of a box")
            )
            condition = {} if box is None else self.box(box)
            if not condition:
                self.constant += total
            elif all(condition.values()):
                self.interactions.append(Interaction(Condition(tuple(condition.items())), total))

    def box(self, box: Any) -> dict[str, frozenset[str]]:
        if not isinstance(box, dict):
            raise self.refuse("a box is no mapping from issues to values.")
        inside = {}
        for key, allowed in box.items():
            position = exact_number(str(key))
            if not isinstance(position, int) or not 0 <= position < len(self.issues):
                raise CaseFileError.one(
                    self.shown_as,
                    f"a box names issue {str(key)[:40]!r}, which there is not.",
                    "Name issues from 0 on.",
                )
            issue = self.issues[position]
            inside[issue.id] = frozenset(
                o.id for o in issue.options if _is_inside(o.id, o.number, allowed)
            )
        return inside


def _is_inside(name: str, number: int | Fraction | None, allowed: Any) -> bool:
    """Tell whether a value is inside a box, as NegMAS reads it.

    Two numbers are the ends, both left out; a list names values; a value is itself.
    """
    if isinstance(allowed, (list, tuple)):
        if len(allowed) == 2 and all(
            isinstance(end, (int, Fraction)) and not isinstance(end, bool) for end in allowed
        ):
            return number is not None and allowed[0] < number < allowed[1]
        return any(_is_inside(name, number, part) for part in allowed)
    return name == option_name(allowed)
