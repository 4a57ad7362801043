"""Check that the ids in a file are those of its case, and collect a fault for each that is not."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping
from fractions import Fraction
from itertools import islice

from goodoffices.case import (
    Condition,
    Issue,
)
from goodoffices.formats.documents.errors import MOST_FAULTS, Fault
from goodoffices.formats.documents.yaml_document import Document, PathInFile

#: Numbers of scales that stand behind the ranges of conditions of one file, and behind its amounts
#: by `times`, in all.
MOST_IN_RANGES, MOST_AMOUNTS = 500_000, 50_000


class ReferenceChecker:
    """A checker that turns ids in files into ids that exist.

    It collects a fault for each that does not.
    """

    def __init__(self, document: Document, issues: Mapping[str, Issue]) -> None:
        self.document, self.issues = document, issues
        self.faults: list[Fault] = []
        self.n_faults = self.n_in_ranges = self.n_amounts = 0
        self._numbers: dict[str, list[int | Fraction]] = {}
        self._ranges: dict[tuple[str, int, int], frozenset[str]] = {}

    def fault(self, path: PathInFile, found: str, remedy: str) -> None:
        """Note a fault at a place of the document; of very many the first."""
        self.n_faults += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(self.document.fault(path, found, remedy))

    def may_hold(self, n: int, most: int, path: PathInFile, what: str) -> bool:
        """Tell whether so many numbers of scales may be held one by one; else note a fault.

        Of these numbers the file names the ends alone.
        """
        if n <= most:
            return True
        found = f"with this the {what} of the file stand for more than {most:,} numbers of scales."
        self.fault(path, found, "Use fewer of them, or scales with larger steps.")
        return False

    def issue(self, issue_id: str, path: PathInFile) -> Issue | None:
        """Find the issue of that id, or note a fault."""
        if issue_id not in self.issues:
            comma = (
                " If this is the end of a number with a decimal comma, write a point."
                if issue_id.isdecimal()
                else ""
            )
            self.fault(
                path,
                f'there is no issue "{issue_id}".',
                f"Issues are: {some_of(self.issues)}.{comma}",
            )
            return None
        return self.issues[issue_id]

    def option(self, issue: Issue, option: str, path: PathInFile) -> str | None:
        """Find the option's id, or note a fault."""
        if not issue.has_option(option):
            self.fault(
                path,
                f'issue "{issue.id}" has no option "{option}".',
                f"Its options are: {some_of(issue.option_ids)}.",
            )
            return None
        return option

    def allowed(
        self, issue: Issue, allowed: list[str] | dict[str, Fraction], path: PathInFile
    ) -> frozenset[str]:
        """List the options of an issue that a condition names."""
        if isinstance(allowed, dict):
            if not issue.is_scale:
                self.fault(
                    path, f'issue "{issue.id}" is no scale.', "Name its options instead of a range."
                )
                return frozenset()
            low, high = allowed.get("at_least"), allowed.get("at_most")
            # The numbers of a scale go up.
            numbers = self._numbers.get(issue.id)
            if numbers is None:
                numbers = self._numbers[issue.id] = [
                    o.number for o in issue.options if o.number is not None
                ]
            first = 0 if low is None else bisect_left(numbers, low)
            last = len(numbers) if high is None else bisect_right(numbers, high)
            found = self._ranges.get((issue.id, first, last))
            if found is None:
                self.n_in_ranges += last - first
                if not self.may_hold(self.n_in_ranges, MOST_IN_RANGES, path, "ranges"):
                    return frozenset()
                found = self._ranges[issue.id, first, last] = frozenset(
                    issue.option_ids[first:last]
                )
            if not found:
                self.fault(
                    path,
                    f'no number of issue "{issue.id}" lies in this range.',
                    f"Its numbers are: {some_of(issue.option_ids)}.",
                )
            return found
        return frozenset(
            o for option in allowed if (o := self.option(issue, option, path)) is not None
        )

    def condition(
        self, given: Mapping[str, list[str] | dict[str, Fraction]], path: PathInFile
    ) -> Condition:
        """Make a condition whose issues and options exist."""
        parts = []
        for issue_id, allowed in given.items():
            issue = self.issue(issue_id, (*path, issue_id))
            if issue is not None:
                parts.append((issue_id, self.allowed(issue, allowed, (*path, issue_id))))
        return Condition(tuple(parts))


def some_of(names: Collection[str], most: int = 8) -> str:
    """List the first names in a line, with how many there are."""
    shown = ", ".join(islice(names, most))
    return f"{shown}, … ({len(names)} in all)" if len(names) > most else shown or "none"
