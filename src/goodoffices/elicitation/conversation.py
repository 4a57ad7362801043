"""One state of a conversation about what a party wants: what it said, and what comes next.

For a party itself it is made of the public case, its own answers and the questions that were openly
put to it: nothing else comes in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from goodoffices.analysis.problem.limits import Limits
from goodoffices.case import Case, Package
from goodoffices.elicitation.fit import Fitted, fit
from goodoffices.elicitation.next_question import (
    after_surprise,
    beats_no_agreement,
    next_question,
    opening,
)
from goodoffices.elicitation.packages_in_play import InPlay, own_packages, packages_between_all
from goodoffices.preferences import Answer, Answers, Asked, Preferences, Question

#: Partial packages up to which those in play are looked for among the efficient ones of all
#: parties, so that nobody waits.
MOST_PARTIAL = 20_000


@dataclass(frozen=True)
class Conversation:
    """A case and the answers so far, with what is asked next.

    ``others``: for an estimate, the other parties' readings (see `packages_between_all`). ``put``:
    questions that somebody put to the party, asked before ours.
    """

    case: Case
    answers: tuple[Answer, ...]
    others: Sequence[Sequence[Preferences]] = ()
    put: Sequence[Question] = ()

    @cached_property
    def fitted(self) -> Fitted:
        """Fit the model of the answers so far."""
        return fit(self.case, self.answers)

    @cached_property
    def in_play(self) -> InPlay:
        """Find the packages whose order matters."""
        if self.others:
            return packages_between_all(
                self.case, self.fitted, self.others, Limits(partial_packages=MOST_PARTIAL)
            )
        return own_packages(self.case, self.fitted)

    @cached_property
    def next(self) -> Question | None:
        """Choose the next question; None where enough is known, or the list has come to its end."""
        return self._must_be_asked or next_question(
            self.case, self.answers, self.fitted, self.in_play
        )

    @cached_property
    def _must_be_asked(self) -> Question | None:
        """Give what somebody put to the party, and what everybody is asked first.

        These are asked also after the end, where the case changed or something was put since.
        """
        taken = Answers(self.case, self.answers)
        asked = taken.asked()
        return next(
            (q for q in (*self.put, *opening(self.case, taken)) if q.key not in asked), None
        )

    @cached_property
    def next_or_check(self) -> Question | None:
        """Choose the next question, or at the end whether the order of packages surprises.

        None where nothing is left.
        """
        if self._must_be_asked is not None:
            return self._must_be_asked
        if self.was_checked:
            # What surprises is asked for, and then it is enough: the questions do not begin again.
            surprised = any(
                a.question.asked is Asked.SURPRISE and a.given == "yes" for a in self.answers
            )
            return after_surprise(self.case, self.answers, self.in_play) if surprised else None
        if self.next is not None:
            return self.next
        return Question(asked=Asked.SURPRISE) if self.orders_packages else None

    @property
    def was_checked(self) -> bool:
        """Tell whether somebody said if the order surprises."""
        return any(a.question.asked is Asked.SURPRISE for a in self.answers)

    @property
    def is_usable(self) -> bool:
        """Tell whether what everybody is asked first has been asked.

        A model can then be made of the answers. What happens if nothing is agreed may stay open.
        """
        taken = Answers(self.case, self.answers)
        asked = taken.asked()
        needed = (q for q in opening(self.case, taken) if q.asked is not Asked.OTHERWISE)
        return bool(self.answers) and all(q.key in asked for q in needed)

    @property
    def orders_packages(self) -> bool:
        """Tell whether anything that was said puts packages in order, and there are packages."""
        return len(self.in_play.packages) > 1 and any(
            len(self.fitted.answers.order(i)) > 1 for i in self.case.issue_ids
        )

    def order(self) -> list[tuple[Package, bool | None]]:
        """List the packages in play as the answers order them, the best first.

        The order is by the middle of what the answers leave open. Beside each stands whether it
        beats no agreement (None: open).
        """
        play = self.in_play
        return [
            (play.problem.package(row), beats_no_agreement(self.fitted, play, row))
            for row in play.packages
        ]
