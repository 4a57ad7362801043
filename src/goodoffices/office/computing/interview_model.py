"""What follows from somebody's answers. Knows no database and no key (`pool`).

It is what is asked next, what the answers mean, and in which order they put packages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from goodoffices.case import Case, Package
from goodoffices.elicitation.conversation import Conversation
from goodoffices.formats.ours.answers_file import Transcript
from goodoffices.formats.ours.elicited import elicited
from goodoffices.preferences import Answers, Preferences, Question
from goodoffices.report.wording import Wording


@dataclass(frozen=True, kw_only=True)
class InterviewModel:
    """What follows from the answers to questions.

    ``answers``: those that hold together; ``disagree``, ``set_aside``: the others, by their ids;
    ``order``: packages, the best first, each with whether it beats no agreement (None: open).
    """

    answers: Answers
    disagree: frozenset[str]
    set_aside: frozenset[str]
    orders_packages: bool = False
    order: tuple[tuple[Package, bool | None], ...] = ()


def next_asked(
    case: Case,
    transcript: Transcript,
    others: Sequence[Sequence[Preferences]] = (),
    put: Sequence[Question] = (),
) -> Question | None:
    """Work out what is asked next; None: nothing is left."""
    return Conversation(case, transcript.answers, others, put).next_or_check


def meaning(case: Case, transcript: Transcript) -> InterviewModel:
    """Work out which answers hold together."""
    return _held_together(Conversation(case, transcript.answers))


def order_meant(case: Case, transcript: Transcript) -> InterviewModel:
    """Work out which answers hold together, and the order of packages that they give."""
    talk = Conversation(case, transcript.answers)
    return replace(
        _held_together(talk), orders_packages=talk.orders_packages, order=tuple(talk.order())
    )


def _held_together(talk: Conversation) -> InterviewModel:
    return InterviewModel(
        answers=talk.fitted.answers,
        disagree=frozenset(talk.fitted.disagree),
        set_aside=frozenset(talk.fitted.set_aside),
    )


def model_meant(case: Case, transcript: Transcript) -> str:
    """Work out the preferences that answers give, as the text of their file.

    They may be given: they hang on the case's language, never on that of whoever reads a page.
    """
    return elicited(case, transcript, Conversation(case, transcript.answers).fitted, Wording(case))[
        1
    ]


def is_usable(case: Case, transcript: Transcript) -> bool:
    """Tell whether what everybody is asked first has been asked; cheap."""
    return Conversation(case, transcript.answers).is_usable
