"""The answer where some numbers are in doubt: what holds whatever the truth.

Such numbers are intervals, blanks or rankings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from goodoffices.analysis import AnalysisInDoubt
from goodoffices.analysis.doubt.acceptability import Acceptability
from goodoffices.analysis.doubt.regret import Regrets
from goodoffices.analysis.doubt.what_to_find_out import WhatToFindOut
from goodoffices.analysis.in_the_middle import InTheMiddle
from goodoffices.answer.wishes import Binding
from goodoffices.proof import Certificate
from goodoffices.report import Report
from goodoffices.report.saying import Saying
from goodoffices.version import __version__


@dataclass(frozen=True, kw_only=True)
class AnswerInDoubt:
    """What holds under all truths, some, or none, and in the middle; what to find out next.

    ``order``: the candidates (positions), the likeliest to be signed first. ``middle``: None where
    it could not be had in the time, or with what is known.
    """

    result: AnalysisInDoubt
    questions: WhatToFindOut
    shares: Acceptability
    order: tuple[int, ...]
    regrets: Regrets
    middle: InTheMiddle | None

    def report(self, saying: Saying) -> Report:
        """Say the answer as a report: on one page where that is asked for, or to one party."""
        from goodoffices.report.reports.doubt_report import (
            brief_of_doubt,
            doubt_report,
            own_view_in_doubt,
        )

        if saying.for_party is not None and self.middle is not None:
            return own_view_in_doubt(self.middle, saying)
        whole = doubt_report(
            self.result,
            questions=self.questions,
            shares=self.shares,
            order=self.order,
            regretted=self.regrets if self.regrets.compared else None,
            middle=self.middle,
            saying=saying,
        )
        return brief_of_doubt(whole) if saying.is_brief else whole

    def as_data(self, saying: Saying) -> dict[str, Any]:
        """Say the answer as data that fits the schema *doubt*."""
        from goodoffices.formats.results.doubt_json import doubt_as_json

        return doubt_as_json(
            self.result,
            self.questions,
            self.shares,
            self.regrets,
            self.middle,
            saying,
            version=__version__,
        )

    def certificate(self, binding: Binding) -> Certificate | None:
        """Give what proves the answer, bound to its files."""
        from goodoffices.formats.certificates.doubt_certificate import certificate_of_doubt

        return certificate_of_doubt(
            self.result,
            binding.files,
            steps=binding.steps,
            version=__version__,
            regrets=self.regrets,
        )
