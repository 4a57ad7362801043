"""The answer across readings: what holds under each combination of the parties' readings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from goodoffices.analysis import Analysis, AnalysisInDoubt
from goodoffices.answer.wishes import Binding
from goodoffices.case import Case
from goodoffices.formats.ours.opened_case import OpenedCase
from goodoffices.preferences import Preferences
from goodoffices.report import Report
from goodoffices.report.saying import Saying
from goodoffices.version import __version__


@dataclass(frozen=True)
class Combination:
    """One reading of each party: its names by party, and what they hold.

    What they hold stands in the order of the parties.
    """

    readings: Mapping[str, str]
    preferences: tuple[Preferences, ...]

    @classmethod
    def of(cls, opened: OpenedCase, readings: Mapping[str, str]) -> Combination:
        """Read what one reading of each party holds. Raises `CaseFileError`."""
        return cls(
            readings, tuple(opened.preferences(party, name) for party, name in readings.items())
        )


@dataclass(frozen=True)
class AnswerAcrossReadings:
    """The results of each combination of readings.

    All are certain, or all are judged as numbers in doubt are.
    """

    case: Case
    certain: Sequence[tuple[Mapping[str, str], Analysis]]
    in_doubt: Sequence[tuple[Mapping[str, str], AnalysisInDoubt]]
    drafts: Mapping[str, Mapping[str, str]]

    def report(self, saying: Saying) -> Report:
        """Say the answer as a report."""
        if self.certain:
            from goodoffices.report.reports.readings_report import readings_report

            return readings_report(
                self.case, self.certain, self.drafts, today=saying.today, language=saying.language
            )
        from goodoffices.report.reports.readings_in_doubt_report import readings_in_doubt_report

        return readings_in_doubt_report(
            self.case, self.in_doubt, self.drafts, today=saying.today, language=saying.language
        )

    def as_data(self, saying: Saying) -> dict[str, Any]:
        """Say the answer as data that fits the schema *readings*, or *readings-in-doubt*."""
        from goodoffices.formats.results.readings_json import (
            readings_as_json,
            readings_in_doubt_as_json,
        )

        if self.certain:
            return readings_as_json(
                self.case, self.certain, self.drafts, saying, version=__version__
            )
        return readings_in_doubt_as_json(
            self.case, self.in_doubt, self.drafts, saying, version=__version__
        )

    def certificate(self, binding: Binding) -> None:
        """Give nothing: each combination has a certificate of its own."""
