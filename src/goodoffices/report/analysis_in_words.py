"""An analysis with the words to speak of it in: what every section of a report is given."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from goodoffices.analysis import SOLUTIONS, Analysis, Problem
from goodoffices.preferences import BasisKind
from goodoffices.report.wording import Wording


@dataclass(frozen=True, kw_only=True)
class SpokenAnalysis:
    """An analysis, the language, the day, and for whom the report is (None: the team)."""

    result: Analysis
    words: Wording
    today: datetime.date
    for_party: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def problem(self) -> Problem:
        """Give the compiled case."""
        return self.result.problem

    @cached_property
    def parties(self) -> list[str]:
        """List the names of the parties, in order."""
        return [self.words.party(p) for p in self.problem.party_ids]

    def values(self, totals: Sequence[int]) -> str:
        """Say in words what final totals give each party."""
        worth = (self.problem.as_utility(int(u), p) for p, u in enumerate(totals))
        return self.words.list_of(
            f"{party} {self.words.points(u)}" for party, u in zip(self.parties, worth, strict=True)
        )

    @cached_property
    def invented(self) -> bool:
        """Tell whether any numbers are invented; each table and chart is then marked."""
        return any(p.basis.kind is BasisKind.EXERCISE for p in self.problem.preferences)

    @cached_property
    def value_now(self) -> tuple[Fraction, ...] | None:
        """Give what the status quo is worth to each party; None where nobody said what it is."""
        quo = self.problem.case.status_quo()
        if quo is None:
            return None
        totals = self.problem.utilities(self.problem.indices(quo))[0]
        return tuple(self.problem.as_utility(int(u), p) for p, u in enumerate(totals))

    @property
    def mark(self) -> str:
        """Give the mark of tables and charts that rest on invented numbers.

        Empty if none do.
        """
        return self.words._("exercise values") if self.invented else ""

    @cached_property
    def solutions_of_row(self) -> dict[int, tuple[str, ...]]:
        """Give the frontier rows at which solutions are chosen, with the name of each solution."""
        if self.result.fairness is None:
            return {}
        if len(self.parties) == 1:
            return {self.result.fairness.solutions["nash"].row: (self.words._("Best"),)}
        names: dict[int, tuple[str, ...]] = {}
        for name in SOLUTIONS:
            row = self.result.fairness.solutions[name].row
            names[row] = (*names.get(row, ()), self.words.solution(name))
        return names

    @cached_property
    def names_of_row(self) -> dict[int, str]:
        """Give the frontier rows at which solutions are chosen, with their names as one text."""
        return {row: self.words.commas(names) for row, names in self.solutions_of_row.items()}
