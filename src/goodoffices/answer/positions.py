"""The answer where a party's wishes are positions in words: there is nothing to compute."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.answer.wishes import Binding
from goodoffices.case import Case
from goodoffices.preferences import Preferences
from goodoffices.report import Report
from goodoffices.report.saying import Saying


@dataclass(frozen=True)
class Positions:
    """Public positions in words, side by side."""

    case: Case
    preferences: tuple[Preferences, ...]

    @property
    def without_numbers(self) -> tuple[str, ...]:
        """List the parties whose reading holds words alone."""
        return tuple(one.party for one in self.preferences if not one.has_numbers)

    def report(self, saying: Saying) -> Report:
        """Lay the positions side by side, as a report."""
        from goodoffices.report.reports.positions_report import positions_report

        return positions_report(
            self.case, self.preferences, today=saying.today, language=saying.language
        )

    def as_data(self, saying: Saying) -> None:
        """Give nothing: positions in words have no figures."""

    def certificate(self, binding: Binding) -> None:
        """Give nothing: positions in words claim nothing that could be proven."""
