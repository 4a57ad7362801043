"""``goodoffices brief``: papers for a meeting and for a successor.

They open every file of the case, and are the team's.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli.options import check_language
from goodoffices.cli.output import Day, LateProgress, check_target, quiet_solvers
from goodoffices.cli.printed_answer import write_page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodoffices.analysis import Analysis
    from goodoffices.formats.ours.opened_case import OpenedCase
    from goodoffices.preferences import Preferences
    from goodoffices.report.sections.what_to_ask import Results

#: Combinations of readings that one paper looks at.
MOST_COMBINATIONS = 32


@click.command(
    short_help="Talking points for a meeting, or what a successor must know.",
    epilog="""\b
Examples:
  goodoffices brief examples/strait --meeting northland
  goodoffices brief examples/strait --handover --html handover.html""",
)
@click.argument("path", type=click.Path(path_type=Path), metavar="CASE")
@click.option("--meeting", metavar="PARTY", help="Talking points for a meeting with this party.")
@click.option("--handover", is_flag=True, help="What my successor must know.")
@click.option(
    "--html",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Also write the paper as a page, to be printed on two sides.",
)
@click.option("--language", metavar="CODE", help="A language of the case's texts.")
@click.option("--today", type=Day(), help="Date that ages are counted from, for repeatable runs.")
@click.option("--plain", is_flag=True, help="No styles, for pipes and screen readers.")
def brief(
    path: Path,
    meeting: str | None,
    handover: bool,
    html: Path | None,
    language: str | None,
    today: datetime.date | None,
    plain: bool,
) -> None:
    """Write a paper of two pages at most, for the mediation alone: for a meeting (--meeting PARTY)
    or for a successor (--handover).
    """
    import sys

    from goodoffices.formats.open_case import open_case
    from goodoffices.report.terminal import print_report

    check_target(html, "page", (".html", ".htm"))
    if (meeting is None) is not handover:
        raise click.UsageError("give one of --meeting PARTY and --handover.")
    opened = open_case(path)
    check_language(opened.case, language)
    if meeting is not None and meeting not in opened.case.party_ids:
        raise click.UsageError(
            f"there is no party {meeting!r}. Parties are: {', '.join(opened.case.party_ids)}."
        )
    readings, unread = _readable(opened)
    results = _results(opened, readings)
    day = today or datetime.date.today()
    if meeting is not None:
        from goodoffices.report.reports.meeting_report import meeting_report

        report = meeting_report(
            opened.case, meeting, readings, results, today=day, left_out=unread, language=language
        )
    else:
        from goodoffices.report.reports.handover_report import handover_report

        usual, left_out = _usual(opened)
        report = handover_report(
            opened.case,
            readings,
            results,
            usual,
            today=day,
            left_out=[*unread, *left_out],
            language=language,
        )
    print_report(report, sys.stdout, plain=plain)
    if html is not None:
        write_page(html, report)
        click.echo(f"\nThe paper as a page: {html.absolute()}")


def _readable(opened: OpenedCase) -> tuple[dict[str, list[Preferences]], list[str]]:
    """Read the readings of each party but for invented ones; say what could not be read.

    A paper is needed though one file is broken.
    """
    from goodoffices.formats.documents.errors import CaseFileError

    readings: dict[str, list[Preferences]] = {}
    unread = []
    for party in opened.case.party_ids:
        readings[party] = []
        for name in opened.readings_of(party):
            try:
                if not opened.is_invented(party, name):
                    readings[party].append(opened.preferences(party, name))
            except CaseFileError as fault:
                unread.append(str(fault).splitlines()[0])
    return readings, unread


def _results(opened: OpenedCase, readings: Mapping[str, Sequence[Preferences]]) -> Results:
    """Analyse combinations of readings, up to a number of them.

    Where numbers are in doubt it takes the middle of what was said.
    """
    from itertools import product

    from goodoffices.analysis import AnalysisError
    from goodoffices.answer import ExactAnswer, answer

    combinations = list(product(*readings.values()))
    found = []
    with quiet_solvers(), LateProgress("Combinations of readings") as progress:
        for number, preferences in enumerate(combinations[:MOST_COMBINATIONS]):
            chosen = {one.party: one.reading for one in preferences}
            try:
                given = answer(opened.case, _in_the_middle(opened, preferences))
            except AnalysisError as refusal:
                click.echo(f"{', '.join(chosen.values())}: {refusal}", err=True)
                given = None
            if isinstance(given, ExactAnswer):
                found.append((chosen, given.result))
            progress(number + 1, min(len(combinations), MOST_COMBINATIONS))
    if len(combinations) > MOST_COMBINATIONS:
        click.echo(
            (
                f"There are {len(combinations)} combinations of readings; "
                f"the first {MOST_COMBINATIONS} were looked at."
            ),
            err=True,
        )
    return found


def _in_the_middle(opened: OpenedCase, preferences: Sequence[Preferences]) -> list[Preferences]:
    """Put the middle of what was said in the place of readings with numbers in doubt."""
    from goodoffices.analysis.doubt.central_reading import certain_or_central

    return [certain_or_central(opened.case, one) if one.has_numbers else one for one in preferences]


def _usual(opened: OpenedCase) -> tuple[Analysis | None, list[str]]:
    """Analyse the default readings with all drafts; say what could not be looked at."""
    from goodoffices.analysis import AnalysisError
    from goodoffices.answer import ExactAnswer, Wishes, answer
    from goodoffices.formats.documents.errors import CaseFileError

    left_out = []
    drafts = {}
    for name in opened.draft_names:
        try:
            drafts[name] = opened.draft(name).choices
        except CaseFileError as fault:
            left_out.append(f"packages/{name}.yaml: {fault}")
    try:
        preferences = _in_the_middle(opened, opened.chosen_preferences({}))
        with quiet_solvers():
            given = answer(opened.case, preferences, Wishes(drafts=drafts))
        return (given.result if isinstance(given, ExactAnswer) else None), left_out
    except (CaseFileError, AnalysisError) as refusal:
        return None, [*left_out, str(refusal)]
