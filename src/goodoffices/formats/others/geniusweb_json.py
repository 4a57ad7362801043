"""Read GeniusWeb JSON: a domain and profiles, or profiles alone.

Each profile repeats its domain. Read: linear additive utility spaces with discrete and number
issues. The walk-away value is the utility of the reservation bid, and a profile without one has
none. Partial orders of bids are held as rankings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator

from goodoffices.case import Issue
from goodoffices.formats.documents.errors import CaseFileError, FormatNotSupported
from goodoffices.formats.documents.exact_number import exact_number
from goodoffices.formats.documents.field_types import OptionKey, exact_value
from goodoffices.formats.others.foreign_file import ForeignModel, as_model
from goodoffices.formats.others.geniusweb_order import PARTIAL, read_order
from goodoffices.formats.others.imported_case import (
    FLOATING,
    FLOATING_GRID,
    ImportedCase,
    Profiles,
    check_files,
    imported_case,
    imported_preferences,
)
from goodoffices.formats.others.imported_issues import Values, imported_issues
from goodoffices.preferences import Preferences

ORIGIN = "GeniusWeb JSON"
#: Files beside a domain that are no input: what others computed of it.
NOT_INPUT = ("specials.json",)
#: How utilities of an issue may be given, and to what number of decimals GeniusWeb computes those
#: of numbers.
KINDS, DECIMALS = ("DiscreteValueSetUtilities", "NumberValueSetUtilities"), 10**8
#: The kinds of profile that are read, and those that are refused by name.
LINEAR = "LinearAdditiveUtilitySpace"
READ = (LINEAR, PARTIAL)
REFUSED = {
    "SimpleLinearOrdering": (
        "the utilities that an agent reckons from places in an order are its own guess"
    ),
    "SumOfGroupsUtilitySpace": "utilities of groups of issues are not read yet",
}


def _number(value: Any) -> Fraction:
    """Read a number, also from the text in which GeniusWeb writes decimals of any length."""
    return exact_value(exact_number(value) if isinstance(value, str) else value)


TypedNumber = Annotated[Fraction, BeforeValidator(_number)]


class RangeIn(ForeignModel):
    """A range of numbers from low to high, every step."""

    low: TypedNumber
    high: TypedNumber
    step: TypedNumber


class ValueSetIn(ForeignModel):
    """The values of an issue: a list, or a range."""

    values: list[OptionKey] | None = None
    range: RangeIn | None = None


class DomainIn(ForeignModel):
    """A domain."""

    name: str = ""
    issuesValues: dict[str, ValueSetIn]


class DiscreteUtilitiesIn(ForeignModel):
    """The utility of each value."""

    valueUtilities: dict[str, TypedNumber]


class NumberUtilitiesIn(ForeignModel):
    """Utilities on the straight line between two numbers."""

    lowValue: TypedNumber
    lowUtility: TypedNumber
    highValue: TypedNumber
    highUtility: TypedNumber


class IssueUtilitiesIn(ForeignModel):
    """One of the two kinds of utilities, under the name of its class.

    The name is the one that GeniusWeb writes today, or the older one.
    """

    DiscreteValueSetUtilities: DiscreteUtilitiesIn | None = None
    NumberValueSetUtilities: NumberUtilitiesIn | None = None
    discreteutils: DiscreteUtilitiesIn | None = None
    numberutils: NumberUtilitiesIn | None = None

    @property
    def of_values(self) -> DiscreteUtilitiesIn | None:
        """Give the utility of each value, under either name."""
        return self.DiscreteValueSetUtilities or self.discreteutils

    @property
    def of_numbers(self) -> NumberUtilitiesIn | None:
        """Give the straight line between two numbers, under either name."""
        return self.NumberValueSetUtilities or self.numberutils


class BidIn(ForeignModel):
    """A bid."""

    issuevalues: dict[str, OptionKey]


class AnyProfileIn(ForeignModel):
    """The part that every profile repeats: its domain."""

    domain: DomainIn


class GeniusWebProfileIn(AnyProfileIn):
    """A linear additive utility space."""

    issueUtilities: dict[str, IssueUtilitiesIn]
    issueWeights: dict[str, TypedNumber]
    reservationBid: Any = None


def is_geniusweb(data: Any) -> bool:
    """Tell whether plain data looks like a domain or a profile of GeniusWeb."""
    return isinstance(data, dict) and (
        "issuesValues" in data or (len(data) == 1 and next(iter(data)) in (*READ, *REFUSED))
    )


def read_geniusweb(files: Sequence[tuple[str, Any]], name: str) -> ImportedCase:
    """Read a case from parsed files, each with the name to show.

    Raises `CaseFileError`, `FormatNotSupported`.
    """
    domains = [
        (shown, as_model(DomainIn, data, shown))
        for shown, data in files
        if isinstance(data, dict) and "issuesValues" in data
    ]
    profiles, orders = _profiles(files)
    check_files(
        name, [shown for shown, _ in domains], [shown for shown, _ in profiles], domain_needed=False
    )
    shown, domain = domains[0] if domains else (profiles[0][0], profiles[0][1].domain)
    issues = imported_issues(
        shown,
        [(issue, _values(values, issue, shown)) for issue, values in domain.issuesValues.items()],
    )
    for other, profile in profiles:
        if profile.domain.issuesValues != domain.issuesValues:
            raise CaseFileError.one(
                other,
                f"the profile is made for another domain than {shown}.",
                "Leave one of them out.",
            )
    title = domain.name or Path(shown).stem

    def preferences(k: int, party: str) -> Preferences:
        file, profile = profiles[k]
        if isinstance(profile, GeniusWebProfileIn):
            # GeniusWeb counts in decimals of any length; beside blanks numbers are taken so,
            # elsewhere as all programs' are.
            return _preferences(file, profile, issues, party, None if orders else FLOATING_GRID)
        origin = f"{ORIGIN}, {Path(file).name}"
        return read_order(
            file,
            orders[file],
            issues,
            party,
            origin,
            lambda bid, what: _package(bid, what, issues, file),
        )

    files_of = [s for s, _ in profiles]
    return imported_case(
        title,
        issues,
        Profiles(files_of, preferences, True),
        origin=ORIGIN,
        notes=_order_notes(list(orders)),
    )


def _profiles(
    files: Sequence[tuple[str, Any]],
) -> tuple[list[tuple[str, AnyProfileIn]], dict[str, Any]]:
    """Read the profiles, and of those that are a partial order the order, by the file's name."""
    profiles: list[tuple[str, AnyProfileIn]] = []
    orders: dict[str, Any] = {}
    for shown, data in files:
        if isinstance(data, dict) and "issuesValues" in data:
            continue
        if not is_geniusweb(data):
            raise CaseFileError.one(
                shown, "this is neither a domain nor a profile of GeniusWeb.", "Leave the file out."
            )
        kind = next(iter(data))
        if kind in REFUSED:
            raise FormatNotSupported(shown, f"the profile is a {kind}; {REFUSED[kind]}.")
        if kind == PARTIAL:
            orders[shown] = data[PARTIAL]
        profiles.append(
            (
                shown,
                as_model(
                    AnyProfileIn if kind == PARTIAL else GeniusWebProfileIn, data[kind], shown
                ),
            )
        )
    return profiles, orders


def _order_notes(files: Sequence[str]) -> list[str]:
    """Say what a reader should know of profiles that are an order of bids alone."""
    said = (
        "an order of bids alone. Every number is blank; "
        "what follows holds for all utilities that add up over issues and have this order."
    )
    return [f"{', '.join(files)}: {said}"] if files else []


def _package(bid: Any, what: str, issues: Sequence[Issue], shown: str) -> dict[str, str]:
    """Give the options that a bid names, one for each issue."""
    given = as_model(BidIn, bid, shown).issuevalues
    package: dict[str, str] = {}
    for issue in issues:
        option = given.get(issue.id)
        if option not in issue.option_ids:
            raise CaseFileError.one(
                shown,
                f'{what} leaves issue "{issue.id}" open, or names no value of it.',
                "Complete the bid.",
            )
        package[issue.id] = option
    return package


def _values(given: ValueSetIn, issue: str, shown_as: str) -> Values:
    if (given.values is None) == (given.range is None):
        raise CaseFileError.one(
            shown_as,
            f'issue "{issue}" has neither values nor a range, or both.',
            "Give it one of them.",
        )
    if given.range is None:
        return Values(names=tuple(given.values or ()))
    if given.range.step <= 0:
        raise CaseFileError.one(
            shown_as, f'issue "{issue}": the step is not above 0.', "Write a number above 0."
        )
    return Values(low=given.range.low, high=given.range.high, step=given.range.step)


def _preferences(
    shown_as: str,
    given: GeniusWebProfileIn,
    issues: Sequence[Issue],
    party: str,
    grid: Fraction | None,
) -> Preferences:
    weights: dict[str, Fraction] = {}
    scores: dict[str, dict[str, Fraction]] = {}
    for issue in issues:
        if issue.id not in given.issueWeights or issue.id not in given.issueUtilities:
            raise CaseFileError.one(
                shown_as, f'issue "{issue.id}" has no weight or no utilities.', "Add them."
            )
        weights[issue.id] = given.issueWeights[issue.id]
        scores[issue.id] = _scores(given.issueUtilities[issue.id], issue, shown_as)
    walk_away = None
    if given.reservationBid is not None:
        reserved = _package(given.reservationBid, "the reservation bid", issues, shown_as)
        walk_away = sum(
            (weights[issue] * scores[issue][option] for issue, option in reserved.items()),
            Fraction(0),
        )
    return imported_preferences(
        party,
        f"{ORIGIN}, {Path(shown_as).name}",
        weights,
        scores,
        walk_away,
        numbers=replace(FLOATING, grid=grid),
    )


def _scores(given: IssueUtilitiesIn, issue: Issue, shown_as: str) -> dict[str, Fraction]:
    if given.of_values is None and given.of_numbers is None:
        raise FormatNotSupported(
            shown_as,
            f'the utilities of issue "{issue.id}" are of no kind that is read: '
            f"{' and '.join(KINDS)}.",
        )
    line = given.of_numbers
    if line is not None and issue.is_scale:
        if line.lowValue == line.highValue:
            raise CaseFileError.one(
                shown_as,
                f'issue "{issue.id}": its two numbers are the same.',
                "Give two numbers that differ.",
            )
        slope = (line.highUtility - line.lowUtility) / (line.highValue - line.lowValue)
        first, last = sorted((line.lowValue, line.highValue))
        numbers = {o.id: Fraction(o.number or 0) for o in issue.options}
        # As GeniusWeb does: to eight decimals, half up; outside the two numbers it is 0.
        return {
            o: _half_up(line.lowUtility + slope * (n - line.lowValue))
            if first <= n <= last
            else Fraction(0)
            for o, n in numbers.items()
        }
    found = {} if given.of_values is None else given.of_values.valueUtilities
    if missing := [o.id for o in issue.options if o.id not in found]:
        raise CaseFileError.one(
            shown_as, f'issue "{issue.id}" has no utility of "{missing[0]}".', "Add it."
        )
    return {o.id: found[o.id] for o in issue.options}


def _half_up(utility: Fraction) -> Fraction:
    """Round a utility to eight decimals."""
    return Fraction((utility * DECIMALS + Fraction(1, 2)).__floor__(), DECIMALS)
