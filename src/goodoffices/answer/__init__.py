"""An answer to a case: one function, whatever is known of what the parties want.

`answer` takes a case, a choice of readings and `Wishes`. It gives positions in words, an exact
answer, one in part, one in doubt, or one across readings. Each says itself as a report, as data and
as a certificate.

A name is imported from its module when it is first asked for, so that a small question loads
little.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.late_names import late_names

if TYPE_CHECKING:
    from goodoffices.answer.across_readings import AnswerAcrossReadings, Combination
    from goodoffices.answer.exact import AnswerInPart, ExactAnswer
    from goodoffices.answer.from_case import Answer, Choice, KindOfAnswer, answer, kind_of_answer
    from goodoffices.answer.in_doubt import AnswerInDoubt
    from goodoffices.answer.positions import Positions
    from goodoffices.answer.wishes import Binding, Wishes, WishRefused

__all__ = [
    "Answer",
    "AnswerAcrossReadings",
    "AnswerInDoubt",
    "AnswerInPart",
    "Binding",
    "Choice",
    "Combination",
    "ExactAnswer",
    "KindOfAnswer",
    "Positions",
    "WishRefused",
    "Wishes",
    "answer",
    "kind_of_answer",
]

#: The names of each module.
_NAMES = {
    "across_readings": ("AnswerAcrossReadings", "Combination"),
    "from_case": ("Answer", "Choice", "KindOfAnswer", "answer", "kind_of_answer"),
    "exact": ("AnswerInPart", "ExactAnswer"),
    "in_doubt": ("AnswerInDoubt",),
    "positions": ("Positions",),
    "wishes": ("Binding", "WishRefused", "Wishes"),
}

__getattr__ = late_names(
    __name__, {name: module for module, names in _NAMES.items() for name in names}
)
