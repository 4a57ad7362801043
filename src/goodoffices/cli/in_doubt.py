"""`analyse` where numbers are in doubt: which options go with it, and the answer as a report and as data."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from goodoffices import __version__
from goodoffices.cli.clock import Clock
from goodoffices.cli.output import LateProgress, quiet_solvers

if TYPE_CHECKING:
    from goodoffices.analysis import AnalysisInDoubt
    from goodoffices.analysis.doubt.regret import Regrets
    from goodoffices.case import Case
    from goodoffices.preferences import Preferences
    from goodoffices.report import Report


def answer_in_doubt(
    case: Case,
    preferences: Sequence[Preferences],
    drafts: Mapping[str, Mapping[str, str]],
    *,
    today: datetime.date,
    language: str | None,
    notes: tuple[str, ...],
    time_limit: float | None,
    seed: int,
    refused: Mapping[str, bool],
) -> tuple[Report, dict[str, Any], AnalysisInDoubt, Regrets]:
    """The report, the JSON object and what they say. ``refused``: options that do not go with doubt, and whether each was given."""
    from goodoffices.analysis import Limits, analyse_in_doubt
    from goodoffices.analysis.doubt.acceptability import acceptability
    from goodoffices.analysis.doubt.regret import Regrets, regrets
    from goodoffices.analysis.doubt.what_to_find_out import next_questions
    from goodoffices.formats.results.doubt_json import doubt_as_json
    from goodoffices.report.reports.doubt_report import doubt_report

    if given := [name for name, value in refused.items() if value]:
        doubtful = next(one for one in preferences if one.unsupported())
        raise click.UsageError(
            f"{given[0]} does not go with numbers in doubt ({doubtful.party}: {doubtful.unsupported()[0]}). Leave it out, or write one number for each."
        )
    if partial := [name for name, choices in drafts.items() if len(choices) < len(case.issues)]:
        raise click.UsageError(f"--package {partial[0]}: with numbers in doubt a draft has to settle every issue.")
    with quiet_solvers(), LateProgress("Judging packages") as progress, Clock(time_limit) as clock:
        limits = replace(Limits(), seconds_left=clock.seconds_left, interrupted=clock.interrupted)
        result = analyse_in_doubt(case, preferences, drafts=drafts, limits=limits, progress=progress)
        regretted = regrets(result) if not result.time_ended else Regrets((), (), ())
    questions, shares = next_questions(result), acceptability(result, seed)
    report = doubt_report(
        result,
        today=today,
        questions=questions,
        shares=shares,
        regretted=regretted if regretted.compared else None,
        language=language,
        notes=notes,
    )
    data = doubt_as_json(result, questions, shares, regretted, version=__version__)
    return report, data, result, regretted
