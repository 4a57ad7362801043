"""``goodoffices enter``: what was written by hand on a questionnaire, with checks."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli.interview import TerminalInterview
from goodoffices.cli.options import check_language
from goodoffices.cli.output import Day
from goodoffices.cli.whose_answers import Who

if TYPE_CHECKING:
    from goodoffices.preferences import Question


@click.command(
    short_help="Enter what was written on a questionnaire.",
    epilog="""\b
Examples:
  goodoffices enter examples/strait northland
  goodoffices enter examples/strait northland --form 3FA209C1""",
)
@click.argument("path", type=click.Path(path_type=Path), metavar="CASE")
@click.argument("party", metavar="PARTY")
@click.option(
    "--reading", default="stated", show_default=True, help="Name of the reading that is written."
)
@click.option(
    "--form",
    default=None,
    metavar="CODE",
    help="The code at the foot of each page; asked for where it is not given.",
)
@click.option("--language", metavar="CODE", help="A language of the case's texts.")
@click.option("--today", type=Day(), help="Date that is written, for repeatable runs.")
def enter(
    path: Path,
    party: str,
    reading: str,
    form: str | None,
    language: str | None,
    today: datetime.date | None,
) -> None:
    """Enter what was written on the questionnaire of PARTY, question by question, as `elicit
    --paper` printed it.

    An empty line is a question left blank; "back" goes back to it, or takes the last answer back. A
    remark may follow each answer, or stand alone: # she crossed this out. The code at the foot of
    the pages has to be that of the case as it is now: answers to other questions than these are
    refused.
    """
    who = Who(path.parent if path.name == "case.yaml" else path, party, reading, False)
    case = who.case()
    check_language(case, language)
    code = (
        (
            form
            or str(
                click.prompt("The code at the foot of the pages", default="", show_default=False)
            )
        )
        .strip()
        .upper()
    )
    if code != who.code():
        raise click.UsageError(
            f"the questionnaire with the code {code or '(none)'} is not that of this version of "
            f"the case ({who.code()}). Print it anew, and have it filled in."
        )
    from goodoffices.report.wording import Wording

    transcript = who.transcript(case, today or datetime.date.today(), "", "", "")
    _FromPaper(case, who, transcript, Wording(case, language)).run()


class _FromPaper(TerminalInterview):
    """A conversation that asks for what stands on the paper, in its order.

    It asks for nothing that the paper makes needless.
    """

    blank_is_an_answer = True

    def _next_with_check(self) -> Question | None:
        return self.next()

    def _chosen(self) -> Question | None:
        from goodoffices.elicitation.on_paper import paper_questions
        from goodoffices.preferences import Answers, Asked, Question

        answers = Answers(self.case, self.answers)
        asked = answers.asked() | {key for key, _ in self.skipped}
        for printed in paper_questions(self.case):
            question = printed
            if printed.asked is Asked.LIMIT:
                # What stands there is of the numbers that it refused.
                left = [limit for limit in answers.limits(printed.issue) if limit.key not in asked]
                if not left:
                    continue
                question = left[0]
            best, worst = (
                answers.ends(question.issue) if question.issue else (frozenset(), frozenset())
            )
            # Weights count against the issue named first: without it they say nothing.
            needless = question.asked is Asked.WEIGHT and (
                question.issue == answers.top
                or (answers.top is None and Question(asked=Asked.TOP).key in asked)
            )
            needless |= question.asked is Asked.SCORE and (
                question.option in best | worst or answers.indifferent(question.issue)
            )
            needless |= question.asked in (Asked.WEIGHT, Asked.ORDER) and answers.indifferent(
                question.issue
            )
            needless |= question.asked is Asked.SCORE and question.option not in answers.acceptable(
                question.issue
            )
            if question.key not in asked and not needless:
                return question
        return None

    def _number(self, question: Question) -> str:
        from goodoffices.elicitation.on_paper import paper_questions
        from goodoffices.preferences import Asked

        return next(
            str(n)
            for n, q in enumerate(paper_questions(self.case), 1)
            if q.key == question.key
            or (q.asked is question.asked is Asked.LIMIT and q.issue == question.issue)
        )
