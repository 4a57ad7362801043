"""The answer where all numbers are certain: whole and exact, or in part, with bounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from goodoffices.analysis import Analysis
from goodoffices.analysis.engine.method import Chosen
from goodoffices.analysis.sensitivity import Sensitivity
from goodoffices.answer.wishes import Binding
from goodoffices.proof import Certificate
from goodoffices.report import Report
from goodoffices.report.saying import Saying
from goodoffices.version import __version__


@dataclass(frozen=True)
class ExactAnswer:
    """What is possible, efficient and fair.

    ``methods``, ``sensitivity``: None where nobody asked.
    """

    result: Analysis
    methods: Sequence[Chosen] | None = None
    sensitivity: Sensitivity | None = None

    def report(self, saying: Saying) -> Report:
        """Say the answer as a report, on one page where that is asked for."""
        if saying.is_brief:
            from goodoffices.report.reports.brief_report import brief_report

            return brief_report(
                self.result, today=saying.today, language=saying.language, notes=saying.notes
            )
        from goodoffices.report.reports.analysis_report import analysis_report

        return analysis_report(
            self.result,
            today=saying.today,
            language=saying.language,
            for_party=saying.for_party,
            notes=saying.notes,
            methods=self.methods,
            sensitivity=self.sensitivity,
        )

    def as_data(self, saying: Saying) -> dict[str, Any]:
        """Say the answer as data that fits the schema *analysis*."""
        from goodoffices.formats.results.result_json import result_as_json

        return result_as_json(
            self.result,
            saying,
            version=__version__,
            methods=self.methods,
            sensitivity=self.sensitivity,
        )

    def certificate(self, binding: Binding) -> Certificate | None:
        """Give what proves the answer, bound to its files."""
        from goodoffices.formats.certificates.exact_certificate import certificate_of

        return certificate_of(
            self.result,
            binding.files,
            steps=binding.steps,
            version=__version__,
            uncut=binding.uncut,
            sensitivity=self.sensitivity,
        )


@dataclass(frozen=True)
class AnswerInPart(ExactAnswer):
    """An answer where not all efficient packages could be listed.

    It gives bounds, and a few good packages.
    """

    def certificate(self, binding: Binding) -> None:
        """Give nothing: an answer in part is not proven whole."""
