"""``goodoffices elicit``: questions to a party, or to the team about a party.

Each answer is saved as it is given.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli.interview import TerminalInterview
from goodoffices.cli.option_groups import grouped
from goodoffices.cli.options import check_language
from goodoffices.cli.output import Day, check_target, whole_file
from goodoffices.cli.whose_answers import Who

if TYPE_CHECKING:
    from goodoffices.case import Case


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """Who speaks for the party: itself, or somebody of the team who estimates."""

    reading: str | None = None
    estimate: bool = False
    author: str = ""
    confidence: str | None = None
    reason: str = ""

    @property
    def is_described(self) -> bool:
        """Tell whether something was said that belongs to an estimate."""
        return bool(self.author or self.confidence or self.reason)


speaker_options = grouped(
    "speaker",
    Speaker,
    click.option(
        "--reading",
        default=None,
        help='Name of the reading that is written; "stated" unless it is an estimate.',
    ),
    click.option(
        "--estimate",
        is_flag=True,
        help=(
            "The team answers for the party; "
            "questions then look at what all readings of the others leave open."
        ),
    ),
    click.option("--author", default="", help="Who estimates."),
    click.option(
        "--confidence",
        type=click.Choice(["low", "medium", "high"]),
        default=None,
        help="How sure the author is.",
    ),
    click.option("--reason", default="", help="What the estimate rests on."),
)


@click.command(
    short_help="Ask a party, or the team about it, and write what it wants with its doubt.",
    epilog="""\b
Examples:
  goodoffices elicit examples/strait northland
  goodoffices elicit examples/strait southland --estimate --reading cautious \\
      --author "support team" --confidence low --reason "two calls"
  goodoffices elicit examples/strait northland --list
  goodoffices elicit examples/strait northland --paper questions.pdf --language id""",
)
@click.argument("path", type=click.Path(path_type=Path), metavar="CASE")
@click.argument("party", metavar="PARTY")
@speaker_options
@click.option("--language", metavar="CODE", help="A language of the case's texts.")
@click.option(
    "--list",
    "list_only",
    is_flag=True,
    help="Only print the answers given so far, and what they leave open.",
)
@click.option(
    "--paper",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write a questionnaire to be filled in by hand (PDF), and ask nothing.",
)
@click.option("--today", type=Day(), help="Date that is written, for repeatable runs.")
def elicit(
    path: Path,
    party: str,
    speaker: Speaker,
    language: str | None,
    list_only: bool,
    paper: Path | None,
    today: datetime.date | None,
) -> None:
    """Ask PARTY of CASE what it wants, one question at a time, and write its preferences with their
    doubt.

    Without --estimate a party answers for itself: only case.yaml and its own answers are opened,
    and what it is asked follows from these alone.

    An answer may be "?" (not sure), "back" (take the last one back), "back a7" (that one), or
    "stop" (go on another day). In an estimate a remark may follow: 60 # low: speeches at home.
    """
    who = Who(
        path.parent if path.name == "case.yaml" else path,
        party,
        speaker.reading or ("" if speaker.estimate else "stated"),
        speaker.estimate,
    )
    case = who.case()
    if not speaker.estimate and speaker.is_described:
        raise click.UsageError(
            "--author, --confidence and --reason belong to an estimate: "
            "add --estimate, or leave them out."
        )
    check_language(case, language)
    if paper is not None:
        if speaker.estimate or speaker.is_described or speaker.reading:
            raise click.UsageError(
                "--paper is for the party itself: leave out --reading, --estimate, --author, "
                "--confidence and --reason."
            )
        _write_paper(case, who, paper, language)
        return
    day = today or datetime.date.today()
    transcript = who.transcript(case, day, speaker.author, speaker.confidence or "", speaker.reason)
    from goodoffices.report.wording import Wording

    interview = TerminalInterview(case, who, transcript, Wording(case, language))
    if list_only:
        interview.say_answers()
        return
    interview.run()


def _write_paper(case: Case, who: Who, file: Path, language: str | None) -> None:
    """Write the questionnaire of a party, from the public case alone."""
    from goodoffices.elicitation.on_paper import paper_questions
    from goodoffices.formats.results.typeset import questionnaire_pdf
    from goodoffices.report.questionnaire import questionnaire

    check_target(file, "questionnaire", (".pdf",))
    made = questionnaire_pdf(
        questionnaire(case, who.party, list(paper_questions(case)), who.code(), language)
    )
    with whole_file(file) as half:
        half.write_bytes(made)
    click.echo(f"The questionnaire (form {who.code()}): {file.absolute()}")
    click.echo(f"What was written on it is entered by: goodoffices enter {who.folder} {who.party}")
