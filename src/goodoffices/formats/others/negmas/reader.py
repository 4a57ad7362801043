"""Read NegMAS scenarios: an outcome space and one utility function a party.

They are in YAML or JSON, or plain data. Read: issues with listed values or whole numbers; linear
additive functions with tables, straight lines, constants, triangles and polynomials; boxes
(hyper-rectangles); weighted sums of these. A reserved value of minus infinity means that the party
has none. Everything else is refused by name.

Y. Mohammad, A. Greenwald, S. Nakadai (2019), NegMAS: A platform for situated negotiations, ACAN
workshop.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

from goodoffices.case import Condition, Issue
from goodoffices.formats.documents.errors import CaseFileError, FormatNotSupported
from goodoffices.formats.others.continuous_issue import JumpingWorth, ListedRange, listed_range
from goodoffices.formats.others.imported_case import (
    FLOATING,
    ImportedCase,
    Profiles,
    check_files,
    imported_case,
    imported_preferences,
)
from goodoffices.formats.others.imported_issues import Values, imported_issues
from goodoffices.formats.others.negmas.known_keys import refuse_rules, refuse_unknown_keys
from goodoffices.formats.others.negmas.plain_values import (
    is_discounted,
    kind_of,
    number_of,
    option_name,
)
from goodoffices.formats.others.negmas.utility_parts import UtilityParts
from goodoffices.formats.others.negmas.value_functions import number_worth
from goodoffices.formats.others.notes_on_files import continuous_notes
from goodoffices.formats.ours.opened_case import STEPS
from goodoffices.preferences import Interaction, Preferences

ORIGIN = "NegMAS"


def is_negmas(data: Any) -> bool:
    """Tell whether plain data looks like an outcome space or a utility function of NegMAS."""
    return is_domain(data) or is_function(data)


def is_domain(data: Any) -> bool:
    """Tell whether plain data looks like an outcome space."""
    return isinstance(data, dict) and "OutcomeSpace" in kind_of(data)


def is_function(data: Any) -> bool:
    """Tell whether plain data looks like a utility function."""
    return isinstance(data, dict) and "fun" in kind_of(data).lower()


def read_negmas(files: Sequence[tuple[str, Any]], name: str, steps: int = STEPS) -> ImportedCase:
    """Read a case from plain data, each with the name to show.

    Files of a NegMAS folder that are neither (statistics, notes) are passed over. Raises
    `CaseFileError`, `FormatNotSupported`.
    """
    domains = [(shown, data) for shown, data in files if is_domain(data)]
    functions = [(shown, data) for shown, data in files if is_function(data)]
    check_files(name, [shown for shown, _ in domains], [shown for shown, _ in functions])
    shown, domain = domains[0]
    refuse_rules(domain, shown)
    issues, losses = _issues(domain, shown, functions, steps)
    notes = continuous_notes(issues, losses) + [
        (
            f"{Path(other).name}: the discount is left aside; "
            "utilities are those of an agreement at once."
        )
        for other, data in functions
        if is_discounted(data)
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
    """Read the issues, and what each party can lose.

    It loses because numbers are listed for continuous issues.
    """
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
    """List the numbers that stand for a continuous issue.

    Which they must be depends on what all parties make of it.
    """
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
            number_worth(
                value, where, other, number_of(weight, other, f"the weight of the {where}")
            )
        )
    try:
        return listed_range(low, high, worths, steps)
    except JumpingWorth:
        raise FormatNotSupported(
            shown_as,
            f"the worth of the continuous {where} jumps or bends; only straight pieces are read.",
        ) from None


def _part(given: Any, position: int, name: Any) -> Any:
    """Find what a function says of one issue, by its place or by its name.

    The result is None where it says nothing.
    """
    if isinstance(given, dict):
        return given.get(str(name))
    return given[position] if isinstance(given, (list, tuple)) and position < len(given) else None


def _ends(issue: Mapping[str, Any], shown_as: str, where: str) -> tuple[Fraction, Fraction]:
    values = issue.get("values")
    if not isinstance(values, (list, tuple)) or len(values) != 2:
        raise CaseFileError.one(shown_as, f"the {where} has no two ends.", "Give it two numbers.")
    low, high = (number_of(value, shown_as, where) for value in values)
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
    """Tell whether values are numbers in ascending order."""
    return all(isinstance(v, (int, Fraction)) and not isinstance(v, bool) for v in values) and all(
        a < b for a, b in pairwise(values)
    )


def _preferences(
    shown_as: str, data: Mapping[str, Any], issues: Sequence[Issue], party: str, within: Fraction
) -> Preferences:
    parts = UtilityParts(
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


def _reserved(data: Mapping[str, Any], parts: UtilityParts) -> Fraction | None:
    value = data.get("reserved_value")
    if value is None and data.get("reserved_outcome") is not None:
        raise parts.refuse("a reserved outcome without a reserved value is not read.")
    if value is None or str(value).lower() in ("-.inf", "-inf", "-infinity"):
        return None
    return parts.number(value, "the reserved value")
