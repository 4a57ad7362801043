"""Read what a party expects if nothing is agreed, and work out its walk-away value where it can be.

Where all numbers are certain the value is one number, or between two where odds are in doubt. Else
it is blank, and what the outcomes say of it is kept as that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from goodoffices.case import Case, Text
from goodoffices.formats.documents.field_types import exact_value
from goodoffices.formats.documents.yaml_document import PathInFile
from goodoffices.formats.ours.preferences_file import OutcomeIn
from goodoffices.formats.ours.reference_checker import ReferenceChecker
from goodoffices.preferences import ExpectedOutcome, Interval, Preferences, utility
from goodoffices.preferences.otherwise import expected, odds_can_be

#: The word for things as they are.
TODAY = "today"


class OtherwiseReader:
    """A reader of the outcomes of one file. Faults go to the checker."""

    def __init__(self, case: Case, check: ReferenceChecker, words: Callable[[Any], Text]) -> None:
        self.case, self.check, self.words = case, check, words

    def read(self, given: list[OutcomeIn]) -> tuple[ExpectedOutcome, ...]:
        """Read all outcomes; one whose odds are not given has what the others leave."""
        path: PathInFile = ("otherwise",)
        found = [self._outcome(one, (*path, k)) for k, one in enumerate(given)]
        open_ = [k for k, one in enumerate(given) if one.odds is None]
        if len(open_) > 1:
            self.check.fault(
                path,
                f"{len(open_)} outcomes have no odds.",
                "Give each its odds in per cent; one may be left out, and gets the rest.",
            )
            return ()
        for k in open_:
            low, high = (
                1 - sum((o.odds[end] for j, o in enumerate(found) if j != k), Fraction(0))
                for end in (1, 0)
            )
            found[k] = replace(found[k], odds=(max(Fraction(0), low), max(Fraction(0), high)))
        if found and not odds_can_be(found):
            self.check.fault(
                path, "the odds do not add up to 100.", "Odds are in per cent, of all outcomes."
            )
            return ()
        return tuple(found)

    def _outcome(self, one: OutcomeIn, path: PathInFile) -> ExpectedOutcome:
        if (one.package is None) is (one.worth is None):
            self.check.fault(
                path,
                "an outcome is a package, or a number of points.",
                "Write package: {issue: option}, package: today, or worth: 30.",
            )
        package = None if one.package is None else self._package(one.package, (*path, "package"))
        low, high = self._odds(one.odds, (*path, "odds"))
        return ExpectedOutcome(
            odds=(low, high),
            package=package,
            worth=None if one.worth is None else exact_value(one.worth),
            text=None if one.text is None else self.words(one.text),
        )

    def _package(self, given: Mapping[str, Any] | str, path: PathInFile) -> dict[str, str]:
        """Read a package; issues that it does not name stay as they are today."""
        named: Mapping[str, Any] = {} if isinstance(given, str) else given
        found: dict[str, str] = {}
        for issue_id, option in named.items():
            issue = self.check.issue(issue_id, (*path, issue_id))
            if issue is not None:
                known = self.check.option(issue, str(option), (*path, issue_id))
                if known is not None:
                    found[issue_id] = known
        for issue in self.case.issues:
            if issue.id in found or issue.id in named:
                continue
            if issue.status_quo is None:
                self.check.fault(
                    path,
                    f'it does not say what becomes of "{issue.id}".',
                    "Name an option of it: the case does not say how things are today.",
                )
            else:
                found[issue.id] = issue.status_quo
        return found

    def _odds(self, given: Any, path: PathInFile) -> tuple[Fraction, Fraction]:
        """Read odds in per cent: one number, or two."""
        if given is None:
            return Fraction(0), Fraction(1)
        try:
            ends = given if isinstance(given, list) else [given, given]
            low, high = (exact_value(end) / 100 for end in ends)
        except ValueError:
            low, high = Fraction(-1), Fraction(-1)
        if not 0 <= low <= high <= 1:
            self.check.fault(
                path, "these are no odds.", "Write per cent, such as 60, or two such as [50, 70]."
            )
            return Fraction(0), Fraction(1)
        return low, high


def with_walk_away(one: Preferences) -> Preferences:
    """Put the walk-away value that the outcomes come to into preferences that have it blank."""
    if not one.otherwise or [n for n in one.unsupported() if not n.startswith("the walk-away")]:
        return one
    worths = [
        o.worth if o.worth is not None else utility(one, o.package or {}) for o in one.otherwise
    ]
    low, high = expected(one.otherwise, worths)
    value = low if low == high else Interval(low, high)
    return replace(one, walk_away=value, walk_away_is_blank=False)
