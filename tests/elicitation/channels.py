"""The ways in which an answer comes in: typed in the terminal or from paper, and as a form of a page. What comes in is what was meant."""

from __future__ import annotations

from dataclasses import dataclass
from unittest import mock

from goodoffices.case import Case
from goodoffices.cli.enter import _FromPaper
from goodoffices.formats.ours.answers_file import Transcript
from goodoffices.office.preferences.given_answers import given_in
from goodoffices.office.preferences.question_forms import question_as_data, question_from_data
from goodoffices.preferences import Answers, Asked, Given, Interval, Question, anchors
from goodoffices.report.questions import LETTERS
from goodoffices.report.typed_answers import answer_typed
from goodoffices.report.wording import Wording


@dataclass(frozen=True)
class Sent:
    """A form as a browser sends it: texts alone."""

    values: dict

    def get(self, name, default=""):
        found = self.values.get(name, default)
        return str(found[-1]) if isinstance(found, list) else str(found)

    def getlist(self, name):
        found = self.values.get(name, [])
        return [str(v) for v in (found if isinstance(found, list) else [found])]


SHORT = {"more": "+", "less": "-", "same": "="}


def through(channel: str, question: Question, meant: Given, case: Case, answers: Answers) -> Given:
    """What an answer is taken for after it went through a channel."""
    if channel == "page":
        kept = question_from_data(question_as_data(question))
        # No office runs here, and so no reader has a language.
        with mock.patch("goodoffices.office.preferences.given_answers.wording_for_reader", Wording):
            return given_in(kept, Sent(_form(question, meant, case, answers)), case, answers)
    return answer_typed(question, _typed(question, meant, case, answers), case, Wording(case), answers)


def next_on_paper(case: Case, transcript: Transcript) -> Question | None:
    """The next question of a questionnaire, as `goodoffices enter` asks it."""
    entering = _FromPaper.__new__(_FromPaper)
    entering.case, entering.transcript, entering.skipped = case, transcript, []
    return entering._chosen()


def _typed(question: Question, meant: Given, case: Case, answers: Answers) -> str:
    asked = question.asked
    if meant is None:
        return "?"
    if asked in (Asked.NEVER, Asked.OTHERWISE):
        return " ".join(f"{case.issue_ids.index(i) + 1}{LETTERS[anchors(case.issue(i)).index(o)]}" for i, o in meant) or "-"
    if asked is Asked.MATTERS:
        return " ".join(str(case.issue_ids.index(i) + 1) for i in meant)
    if asked is Asked.TOP:
        return " ".join(str(case.issue_ids.index(i) + 1) for i in ([meant] if isinstance(meant, str) else meant))
    if asked is Asked.ORDER and isinstance(meant, str):
        return SHORT[meant]
    if asked is Asked.ORDER:
        letter = dict(zip(answers.points(question.issue), LETTERS, strict=False))
        return " ".join("=".join(letter[o] for o in group) for group in meant)
    if asked is Asked.RATHER:
        return {"first": "1", "second": "2", "same": "="}[meant]
    if isinstance(meant, Interval):
        return f"{float(meant.lower):g}-{float(meant.upper):g}"
    return meant if isinstance(meant, str) else f"{float(meant):g}"


def _form(question: Question, meant: Given, case: Case, answers: Answers) -> dict[str, object]:
    asked = question.asked
    if meant is None:
        return {"given": "?"}
    if asked is Asked.NEVER:
        return {"given": "this", "choice": [f"{case.issue_ids.index(i)}.{anchors(case.issue(i)).index(o)}" for i, o in meant]}
    if asked is Asked.OTHERWISE:
        then = {f"then:{case.issue_ids.index(i)}": f"{case.issue_ids.index(i)}.{anchors(case.issue(i)).index(o)}" for i, o in meant}
        return {"given": "this", **then}
    if asked is Asked.MATTERS:
        return {"given": "this", "choice": list(meant)}
    if asked is Asked.TOP:
        return {"given": "this", **{f"place:{i}": n for n, i in enumerate([meant] if isinstance(meant, str) else meant, 1)}}
    if asked is Asked.LIMIT:
        return {"given": "this", "amount": meant}
    if asked is Asked.ORDER and isinstance(meant, tuple):
        return {"given": "this", **{f"place:{o}": n for n, group in enumerate(meant, 1) for o in group}}
    if asked in (Asked.WEIGHT, Asked.SCORE):
        ends = (meant.lower, meant.upper) if isinstance(meant, Interval) else (meant, "")
        return {"given": "this", "low": f"{float(ends[0]):g}", "high": f"{float(ends[1]):g}" if ends[1] != "" else ""}
    return {"given": meant}
