"""What a party answered, question by question and issue by issue, with what it refuses."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from goodoffices.case import Case
from goodoffices.preferences.questions import (
    DIRECTIONS,
    LESS,
    MORE,
    SAME,
    Answer,
    Asked,
    Question,
    anchors,
)
from goodoffices.preferences.scale_refusals import ScaleRefusals, scale_refusals


class AnswersByIssue:
    """The answers of one person in order, and what they say of each issue.

    ``all`` holds every answer. ``used`` leaves out answers ``set_aside`` and those that say "not
    sure".
    """

    def __init__(
        self, case: Case, answers: Sequence[Answer], set_aside: Collection[str] = ()
    ) -> None:
        self.case = case
        self.all = tuple(answers)
        self.used = tuple(a for a in answers if a.id not in set_aside and a.given is not None)
        self._last = {(a.question.asked, a.question.issue, a.question.option): a for a in self.used}

    def last(self, asked: Asked, issue: str = "", option: str = "") -> Answer | None:
        """Give the last answer to a question; None where there is none but "not sure"."""
        return self._last.get((asked, issue, option))

    def order(self, issue: str) -> tuple[tuple[str, ...], ...]:
        """List the options of an issue in groups, better ones first; empty where that is not known.

        Options that are refused may be missing.
        """
        answer = self.last(Asked.ORDER, issue)
        if answer is None or not self._names_all(answer):
            return ()
        points = self.acceptable(issue)
        if answer.given == SAME:
            return (points,) if points else ()
        if answer.given in DIRECTIONS:
            return tuple(
                (point,) for point in (reversed(points) if answer.given == MORE else points)
            )
        return answer.given if isinstance(answer.given, tuple) else ()  # type: ignore[return-value]

    def direction(self, issue: str) -> str:
        """Tell whether more of a scale is always better, or less; "" where that was not said."""
        answer = self.last(Asked.ORDER, issue)
        return answer.given if answer is not None and answer.given in (MORE, LESS) else ""  # type: ignore[return-value]

    def _names_all(self, answer: Answer) -> bool:
        """Tell whether an order holds every option that could be accepted.

        It no longer does where a refusal was taken back since.
        """
        if answer.given in DIRECTIONS:
            return True
        named = (
            {option for group in answer.given if isinstance(group, tuple) for option in group}
            if isinstance(answer.given, tuple)
            else set()
        )
        return named >= set(self.acceptable(answer.question.issue))

    def points(self, issue: str) -> tuple[str, ...]:
        """List the options that are asked for.

        Of a scale these are also the numbers from which on it could accept.
        """
        one = self.case.issue(issue)
        named = {*anchors(one), *(self.refusals(issue).thresholds if one.is_scale else ())}
        return tuple(option for option in one.option_ids if option in named)

    def acceptable(self, issue: str) -> tuple[str, ...]:
        """List the options of an issue that are asked for and not refused."""
        refused = set(self.refused())
        return tuple(option for option in self.points(issue) if (issue, option) not in refused)

    def refusals(self, issue: str) -> ScaleRefusals:
        """Work out what is refused on a scale, and what nobody said of it."""
        one = self.case.issue(issue)
        told: dict[tuple[str, str], str] = {}
        for answer in self.used:
            question = answer.question
            if (
                question.asked is Asked.LIMIT
                and question.issue == issue
                and question.first
                and question.second
            ):
                told[question.first[issue], question.second[issue]] = str(answer.given)
        refused = [option for of_issue, option in self.refused() if of_issue == issue]
        return scale_refusals(one.option_ids, anchors(one), refused, told)

    def limits(self, issue: str) -> tuple[Question, ...]:
        """List the questions of an issue that ask from which number on it could accept."""
        if not self.case.issue(issue).is_scale:
            return ()
        return tuple(
            Question(
                asked=Asked.LIMIT, issue=issue, option="", first={issue: no}, second={issue: yes}
            )
            for no, yes in self.refusals(issue).edges
        )

    def is_cut_somewhere(self, issue: str) -> bool:
        """Tell whether numbers of a scale are refused from one on that was not told."""
        return self.case.issue(issue).is_scale and bool(self.refusals(issue).perhaps)

    def asked(self) -> frozenset[tuple[object, ...]]:
        """Give the keys of the questions that need not be put again."""
        return frozenset(
            a.question.key
            for a in self.all
            if a.given is None or a.question.asked is not Asked.ORDER or self._names_all(a)
        )

    @property
    def top(self) -> str | None:
        """Name the issue on which going from worst to best is worth most; None where nobody said.

        It is None, too, where the worst of that issue is not known.
        """
        first = next(iter(self.swings), None)
        return None if first is None or self.is_cut_somewhere(first) else first

    @property
    def swings(self) -> tuple[str, ...]:
        """List the issues that would be brought from worst to best, in the order that was said."""
        answer = self.last(Asked.TOP)
        given = None if answer is None else answer.given
        if isinstance(given, str):
            return (given,)
        return tuple(map(str, given)) if isinstance(given, tuple) else ()

    @property
    def important(self) -> tuple[str, ...]:
        """List the issues that are said to matter most."""
        answer = self.last(Asked.MATTERS)
        return (
            tuple(i for i in answer.given if isinstance(i, str))
            if answer is not None and isinstance(answer.given, tuple)
            else ()
        )

    def refused(self) -> tuple[tuple[str, str], ...]:
        """List the options that are never to be accepted, as (issue, option)."""
        answer = self.last(Asked.NEVER)
        pairs = answer.given if answer is not None and isinstance(answer.given, tuple) else ()
        return tuple((pair[0], pair[1]) for pair in pairs if isinstance(pair, tuple))

    def indifferent(self, issue: str) -> bool:
        """Tell whether all options of an issue are said to be as good, or only one is left.

        One is left where all others are refused, or where the issue has no other.
        """
        one = self.case.issue(issue)
        if self.is_cut_somewhere(issue):
            return False
        left = (
            len(one.options) - len(self.refusals(issue).never)
            if one.is_scale
            else len(self.acceptable(issue))
        )
        return left == 1 or len(one.options) == 1 or len(self.order(issue)) == 1

    def ends(self, issue: str) -> tuple[frozenset[str], frozenset[str]]:
        """Give the best and the worst options of an issue; empty where they are not known."""
        order = self.order(issue)
        if len(order) < 2 or self.is_cut_somewhere(issue):
            return frozenset(), frozenset()
        return frozenset(order[0]), frozenset(order[-1])
