"""The questions of a questionnaire on paper: what the public case alone asks.

They stand in one fixed order, since paper cannot choose.
"""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.case import Case
from goodoffices.elicitation.next_question import opening
from goodoffices.preferences import Asked, Question, anchors


def paper_questions(case: Case) -> Iterator[Question]:
    """Yield every question of the questionnaire, in its order.

    These are the opening, the first issue, the weight of each issue, and the score of each option.
    At ten issues of four options 42 of them need an answer. What turns out to need no answer (the
    best option, the issue named first) is left blank on the paper.
    """
    for question in opening(case):
        yield question
        if question.asked is Asked.NEVER:
            yield from (
                Question(asked=Asked.LIMIT, issue=issue.id)
                for issue in case.issues
                if len(anchors(issue)) < len(issue.options)
            )
    yield Question(asked=Asked.TOP)
    for issue in case.issues:
        yield Question(asked=Asked.WEIGHT, issue=issue.id)
    for issue in case.issues:
        for option in anchors(issue) if len(issue.options) > 2 else ():
            yield Question(asked=Asked.SCORE, issue=issue.id, option=option)
