"""A questionnaire as a party holds it in its hands: made from the public case alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.case import Case, Issue
from goodoffices.preferences import Asked, Question, anchors
from goodoffices.report.questions import LETTERS, asking
from goodoffices.report.wording import Wording


@dataclass(frozen=True, kw_only=True)
class PaperItem:
    """A question with its number on the paper.

    ``rows``: what is answered line by line, each with its own number.
    """

    number: str
    text: str
    choices: tuple[str, ...]
    how: str
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    """The questions for one party, on paper, with what stands around them.

    ``code``: of the version of the case, printed on each page. ``direction``: ``ltr`` or ``rtl``.
    """

    title: str
    subtitle: str
    language: str
    direction: str
    code: str
    intro: tuple[str, ...]
    items: tuple[PaperItem, ...]
    page_of: str


def questionnaire(
    case: Case, party: str, questions: Sequence[Question], code: str, language: str | None = None
) -> Questionnaire:
    """Make the questionnaire for a party in one of the case's languages.

    Numbers of weights follow one another under one heading; so do scores of an issue.
    """
    w = Wording(case, language)
    items: list[PaperItem] = []
    for number, question in enumerate(questions, 1):
        if question.asked in (Asked.WEIGHT, Asked.SCORE):
            continue
        asked = asking(question, case, w)
        items.append(
            PaperItem(number=str(number), text=asked.text, choices=asked.choices, how=asked.how)
        )
    items += _weights_item(questions, w)
    for issue in case.issues:
        items += _scores_item(issue, questions, w)
    intro = (
        w._(
            "These questions ask what matters to you. There are no right answers, "
            "and you may leave any of them blank or write a question mark where you are not sure."
        ),
        w._(
            "Your answers are a statement of your own. "
            "Who may see them is agreed between you and the mediation."
        ),
    )
    return Questionnaire(
        title=w.case_name(),
        subtitle=w.party(party),
        language=w.language,
        direction=w.direction,
        code=code,
        intro=intro,
        items=tuple(items),
        page_of=w._("page"),
    )


def _weights_item(questions: Sequence[Question], w: Wording) -> list[PaperItem]:
    """Put the questions for weights under one heading; nothing where there are none."""
    weights = [(f"{n + 1}", q) for n, q in enumerate(questions) if q.asked is Asked.WEIGHT]
    if not weights:
        return []
    text = w._(
        "Bringing that issue from worst to best counts 100. "
        "What would bringing each of the others from worst to best count, from 0 to 100?"
    )
    return [
        PaperItem(
            number=weights[0][0],
            text=text,
            choices=(),
            how=w._("A number, or two such as 30-50. Leave the one that you named blank."),
            rows=tuple((number, w.issue(q.issue)) for number, q in weights),
        )
    ]


def _scores_item(issue: Issue, questions: Sequence[Question], w: Wording) -> list[PaperItem]:
    """Put the questions for scores of an issue under one heading; nothing where there are none."""
    scores = [
        (f"{n + 1}", q)
        for n, q in enumerate(questions)
        if q.asked is Asked.SCORE and q.issue == issue.id
    ]
    if not scores:
        return []
    text = w._("{issue}: the worst counts 0 and the best 100. Where do the others lie?")
    letter = dict(zip(anchors(issue), LETTERS, strict=False))
    return [
        PaperItem(
            number=scores[0][0],
            text=text.format(issue=w.issue(issue.id)),
            choices=(),
            how=w._("A number, or two such as 30-50. Leave the best and the worst blank."),
            rows=tuple(
                (number, f"{letter[q.option]}) {w.option(issue.id, q.option)}")
                for number, q in scores
            ),
        )
    ]
