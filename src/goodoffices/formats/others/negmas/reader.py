"""NegMAS scenarios: an outcome space and one utility function a party, in YAML or JSON, or as plain data.

Y. Mohammad, A. Greenwald, S. Nakadai (2019), NegMAS: A platform for situated negotiations, ACAN workshop.

Read: issues with listed values or whole numbers; linear additive functions with tables, straight lines,
constants, triangles and polynomials; boxes (hyper-rectangles); weighted sums of these. A reserved value of
minus infinity means that the party has none. Everything else is refused by name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

from goodoffices.case import Condition, Issue
from goodoffices.formats.documents.errors import CaseFileError, FormatNotSupported
from goodoffices.formats.documents.exact_number import decimal_text, exact_number
from goodoffices.formats.others.continuous_issue import JumpingWorth, ListedRange, listed_range
from goodoffices.formats.others.imported_case import (
    FLOATING,
    ImportedCase,
    Profiles,
    Values,
    check_files,
    continuous_notes,
    imported_case,
    imported_issues,
    imported_preferences,
)
from goodoffices.formats.others.negmas.known_keys import KNOWN, refuse_rules, refuse_unknown_keys
from goodoffices.formats.others.negmas.value_functions import number_worth, value_function
from goodoffices.formats.ours.opened_case import STEPS
from goodoffices.preferences import Interaction, Preferences

ORIGIN = "NegMAS"
#: Deepest nesting of weighted sums.
MAX_DEPTH = 10


def is_negmas(data: Any) -> bool:
    """Whether plain data looks like an outcome space or a utility function of NegMAS."""
    return is_domain(data) or is_function(data)


def is_domain(data: Any) -> bool:
    """Whether plain data looks like an outcome space."""
    return isinstance(data, dict) and "OutcomeSpace" in kind_of(data)


def is_function(data: Any) -> bool:
    """Whether plain data looks like a utility function."""
    return isinstance(data, dict) and "fun" in kind_of(data).lower()


def kind_of(data: Mapping[str, Any]) -> str:
    """The class that the data stand for, without its module."""
    return str(data.get("type", "")).rpartition(".")[2]


def read_negmas(files: Sequence[tuple[str, Any]], name: str, steps: int = STEPS) -> ImportedCase:
    """A case from plain data, each with the name to show. Raises `CaseFileError`, `FormatNotSupported`.

    Files of a NegMAS folder that are neither (statistics, notes) are passed over.
    """
    domains = [(shown, data) for shown, data in files if is_domain(data)]
    functions = [(shown, data) for shown, data in files if is_function(data)]
    check_files(name, [shown for shown, _ in domains], [shown for shown, _ in functions])
    shown, domain = domains[0]
    refuse_rules(domain, shown)
    issues, losses = _issues(domain, shown, functions, steps)
    notes = continuous_notes(issues, losses) + [
        f"{Path(other).name}: the discount is left aside; utilities are those of an agreement at once."
        for other, data in functions
        if _is_discounted(data)
    ]
    return imported_case(
        str(domain.get("name") or Path(shown).stem),
        issues,
        Profiles(
            [other for other, _ in functions],
            lambda k, party: _preferences(*functions[k], issues, party, losses[k]),
        ),
        origin=ORIGIN,
        notes=notes,
    )


def _issues(
    domain: Mapping[str, Any], shown_as: str, functions: Sequence[tuple[str, Any]], steps: int
) -> tuple[tuple[Issue, ...], list[Fraction]]:
    """The issues, and what each party can lose because numbers are listed for continuous ones."""
    given = domain.get("issues")
    if not isinstance(given, list) or not all(isinstance(issue, dict) for issue in given):
        raise CaseFileError.one(shown_as, "the outcome space has no list of issues.", "Add it.")
    losses = [Fraction(0)] * len(functions)
    found: list[tuple[str, Values]] = []
    for position, issue in enumerate(given):
        name = str(issue.get("name", ""))
        if kind_of(issue) == "ContinuousIssue":
            listed = _listed(issue, position, len(given), shown_as, functions, steps)
            losses = [loss + more for loss, more in zip(losses, listed.losses, strict=True)]
            found.append((name, Values(numbers=listed.numbers, of_range=True)))
        else:
            found.append((name, _values(issue, shown_as)))
    return imported_issues(shown_as, found), losses


def _listed(
    issue: Mapping[str, Any],
    position: int,
    n_issues: int,
    shown_as: str,
    functions: Sequence[tuple[str, Any]],
    steps: int,
) -> ListedRange:
    """The numbers that stand for a continuous issue: which they must be depends on what all parties make of it."""
    where = f'issue "{issue.get("name", "")}"'
    low, high = _ends(issue, shown_as, where)
    worths = []
    for other, data in functions:
        if kind_of(data) != "LinearAdditiveUtilityFunction":
            raise FormatNotSupported(
                other, f"with the continuous {where} only linear additive functions are read."
            )
        value = _part(data.get("values"), position, issue.get("name"))
        weight = _part(data.get("weights") or [1] * n_issues, position, issue.get("name"))
        worths.append(
            number_worth(value, where, other, _number(weight, other, f"the weight of the {where}"))
        )
    try:
        return listed_range(low, high, worths, steps)
    except JumpingWorth:
        raise FormatNotSupported(
            shown_as,
            f"the worth of the continuous {where} jumps or bends; only straight pieces are read.",
        ) from None


def _part(given: Any, position: int, name: Any) -> Any:
    """What a function says of one issue, by its place or by its name; None where it says nothing."""
    if isinstance(given, dict):
        return given.get(str(name))
    return given[position] if isinstance(given, (list, tuple)) and position < len(given) else None


def _ends(issue: Mapping[str, Any], shown_as: str, where: str) -> tuple[Fraction, Fraction]:
    values = issue.get("values")
    if not isinstance(values, (list, tuple)) or len(values) != 2:
        raise CaseFileError.one(shown_as, f"the {where} has no two ends.", "Give it two numbers.")
    low, high = (_number(value, shown_as, where) for value in values)
    if high < low:
        raise CaseFileError.one(
            shown_as,
            f"the {where} goes from {float(low):g} to {float(high):g}.",
            "Put the smaller number first.",
        )
    return low, high


def _values(issue: Mapping[str, Any], shown_as: str) -> Values:
    kind, values, where = kind_of(issue), issue.get("values"), f'issue "{issue.get("name", "")}"'
    if kind.removeprefix("Discrete") in (
        "CategoricalIssue",
        "OrdinalIssue",
        "CardinalIssue",
    ) and isinstance(values, (list, tuple)):
        if "Cardinal" in kind and _go_up(values):
            return Values(numbers=tuple(Fraction(value) for value in values))
        return Values(names=tuple(option_name(value) for value in values))
    if kind in ("ContiguousIssue", "RangeIssue"):
        low, high = _ends(issue, shown_as, where)
        if low.denominator == high.denominator == 1:
            return Values(low=low, high=high, step=Fraction(1))
    raise FormatNotSupported(
        shown_as, f"the {where} is of the kind {kind or 'unknown'}, whose values are not read."
    )


def _go_up(values: Sequence[Any]) -> bool:
    """Whether values are numbers in ascending order."""
    return all(isinstance(v, (int, Fraction)) and not isinstance(v, bool) for v in values) and all(
        a < b for a, b in pairwise(values)
    )


def option_name(value: Any) -> str:
    """How an issue's value is called: numbers as decimals, true and false in small letters."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, Fraction)):
        return decimal_text(value) or str(value)
    return str(value)


def _number(value: Any, shown_as: str, what: str) -> Fraction:
    found = exact_number(value) if isinstance(value, str) else value
    if isinstance(found, bool) or not isinstance(found, (int, Fraction)):
        raise CaseFileError.one(shown_as, f"{what}: found {str(value)[:40]!r}.", "Write a number.")
    return Fraction(found)


def _is_discounted(data: Mapping[str, Any]) -> bool:
    return "Discounted" in kind_of(data) and isinstance(data.get("ufun"), dict)


@dataclass(kw_only=True)
class _Parts:
    """A utility function taken apart: worth of each option, points on boxes, points for all."""

    issues: Sequence[Issue]
    shown_as: str
    tables: dict[str, dict[str, Fraction]]
    interactions: list[Interaction] = field(default_factory=list)
    constant: Fraction = Fraction(0)

    def refuse(self, reason: str) -> FormatNotSupported:
        return FormatNotSupported(self.shown_as, reason)

    def number(self, value: Any, what: str) -> Fraction:
        return _number(value, self.shown_as, what)

    def add(self, data: Mapping[str, Any], factor: Fraction, depth: int = 0) -> None:
        kind = kind_of(data)
        if depth > MAX_DEPTH:
            raise self.refuse(f"weighted sums are nested deeper than {MAX_DEPTH}.")
        if kind in KNOWN:
            refuse_unknown_keys(data, kind, self.shown_as)
        if _is_discounted(data):
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
        """For each issue its weight and the score of each option."""
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
    """NegMAS's reading of a box: two numbers are the ends, both left out; a list names values; a value is itself."""
    if isinstance(allowed, (list, tuple)):
        if len(allowed) == 2 and all(
            isinstance(end, (int, Fraction)) and not isinstance(end, bool) for end in allowed
        ):
            return number is not None and allowed[0] < number < allowed[1]
        return any(_is_inside(name, number, part) for part in allowed)
    return name == option_name(allowed)


def _preferences(
    shown_as: str, data: Mapping[str, Any], issues: Sequence[Issue], party: str, within: Fraction
) -> Preferences:
    parts = _Parts(
        issues=issues,
        shown_as=shown_as,
        tables={i.id: dict.fromkeys(i.option_ids, Fraction(0)) for i in issues},
    )
    weights = dict.fromkeys((i.id for i in issues), Fraction(1))
    if kind_of(data) == "LinearAdditiveUtilityFunction":
        refuse_unknown_keys(data, kind_of(data), shown_as)
        parts.constant += parts.number(data.get("bias") or 0, "the bias")
        rows = dict(zip((i.id for i in issues), parts.linear(data), strict=True))
        weights, scores = (
            {i: weight for i, (weight, _) in rows.items()},
            {i: row for i, (_, row) in rows.items()},
        )
    else:
        parts.add(data, Fraction(1))
        scores = parts.tables
    if parts.constant:
        everything = Condition.of({issues[0].id: set(issues[0].option_ids)})
        parts.interactions.append(Interaction(everything, parts.constant))
    walk_away = _reserved(data, parts)
    return imported_preferences(
        party,
        f"{ORIGIN}, {Path(shown_as).name}",
        weights,
        scores,
        walk_away,
        interactions=parts.interactions,
        numbers=replace(FLOATING, within=within),
    )


def _reserved(data: Mapping[str, Any], parts: _Parts) -> Fraction | None:
    value = data.get("reserved_value")
    if value is None and data.get("reserved_outcome") is not None:
        raise parts.refuse("a reserved outcome without a reserved value is not read.")
    if value is None or str(value).lower() in ("-.inf", "-inf", "-infinity"):
        return None
    return parts.number(value, "the reserved value")
