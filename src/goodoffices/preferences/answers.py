"""What a party (or somebody who estimates it) answered, and the preferences that this gives.

Scores of an issue are counted from its worst option that could be accepted (0) to its best (100), so a weight says what it is worth to go from worst to best. A
number that is given is taken as about that number (`ABOUT` points either way); what was not asked, or answered "not sure", stays open. So does what lies between
the numbers of a scale that were asked for: where it said that more is always better (or less), between the scores of its neighbours; else anywhere. Where it
did not tell from which number on it refuses, neither scores nor the weight of the issue can be counted from its worst to its best: they stay open.

References
----------
D. von Winterfeldt, W. Edwards (1986), Decision analysis and behavioral research (swing weights).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import product

from goodoffices.case import Case, Condition, Issue, Package
from goodoffices.preferences.model import Basis, Interval, Preferences, RedLine
from goodoffices.preferences.ranking import Item, Ranked, Ranking
from goodoffices.preferences.scale_refusals import ScaleRefusals, scale_refusals
from goodoffices.preferences.scales import Value, lower_end, runs_of, upper_end

#: By how much a number that is given may be off; how far apart packages may lie that are said to be about as good.
ABOUT, ALIKE = Fraction(5), Fraction(3)
#: By how much no agreement is better, at least, where somebody would rather have that than a package.
STRICTLY = Fraction(1, 1000)
#: Numbers of a scale that are asked for, at most.
MOST_ANCHORS = 4


class Asked(StrEnum):
    """What is asked; the words of the file."""

    NEVER = "never"
    LIMIT = "limit"
    MATTERS = "matters"
    ORDER = "order"
    TOP = "top"
    WEIGHT = "weight"
    SCORE = "score"
    RATHER = "rather"
    SURPRISE = "surprise"


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question. ``issue``, ``option``: what it is about; ``first``, ``second``: the packages, or parts of packages, of *rather* (second None: no agreement).

    Of *limit*: ``first`` a number of a scale that is refused, ``second`` the nearest that is not (both None: on paper, of any).
    """

    asked: Asked
    issue: str = ""
    option: str = ""
    first: Package | None = None
    second: Package | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What makes it the same question."""
        packages = tuple(
            None if x is None else tuple(sorted(x.items())) for x in (self.first, self.second)
        )
        return (self.asked, self.issue, self.option, packages)


#: Of *never* the options refused, as (issue, option); of *limit* the first number that could be accepted; of *matters* issues; of *order* groups of options, better
#: first, or of a scale one of `DIRECTIONS`; of *top* an issue; of *weight* and *score* a number or an interval; of *rather* "first", "second" or "same"; of *surprise* "yes" or "no". None: not sure.
Given = (
    tuple[tuple[str, str], ...] | tuple[str, ...] | tuple[tuple[str, ...], ...] | str | Fraction | Interval | None
)  # fmt: skip


#: What may be said of a whole scale: more is always better, less is, or all numbers are as good.
MORE, LESS, SAME = DIRECTIONS = ("more", "less", "same")


@dataclass(frozen=True)
class Answer:
    """An answer with the id by which it is named and taken back."""

    id: str
    question: Question
    given: Given


def anchors(issue: Issue) -> tuple[str, ...]:
    """The options that are asked for: all, or of a scale the ends and up to two between."""
    ids = issue.option_ids
    if not issue.is_scale or len(ids) <= MOST_ANCHORS:
        return ids
    places = [round(k * (len(ids) - 1) / (MOST_ANCHORS - 1)) for k in range(MOST_ANCHORS)]
    return tuple(ids[k] for k in places)


class Answers:
    """The answers of one person in order, and what they say together; answers ``set_aside`` are left out."""

    def __init__(
        self, case: Case, answers: Sequence[Answer], set_aside: Collection[str] = ()
    ) -> None:
        self.case = case
        self.all = tuple(answers)
        self.used = tuple(a for a in answers if a.id not in set_aside and a.given is not None)
        self._last = {(a.question.asked, a.question.issue, a.question.option): a for a in self.used}

    def last(self, asked: Asked, issue: str = "", option: str = "") -> Answer | None:
        """The last answer to a question, if it was not "not sure"."""
        return self._last.get((asked, issue, option))

    def order(self, issue: str) -> tuple[tuple[str, ...], ...]:
        """The options of an issue in groups, better first; options that are refused may be missing. Empty where it is not known."""
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
        """Whether more of a scale is always better, or less; "" where that was not said."""
        answer = self.last(Asked.ORDER, issue)
        return answer.given if answer is not None and answer.given in (MORE, LESS) else ""  # type: ignore[return-value]

    def _names_all(self, answer: Answer) -> bool:
        """Whether an order holds every option that could be accepted: no more where a refusal was taken back since."""
        if answer.given in DIRECTIONS:
            return True
        named = (
            {option for group in answer.given if isinstance(group, tuple) for option in group}
            if isinstance(answer.given, tuple)
            else set()
        )
        return named >= set(self.acceptable(answer.question.issue))

    def points(self, issue: str) -> tuple[str, ...]:
        """The options that are asked for: of a scale also the numbers from which on it could accept."""
        one = self.case.issue(issue)
        named = {*anchors(one), *(self.refusals(issue).thresholds if one.is_scale else ())}
        return tuple(option for option in one.option_ids if option in named)

    def acceptable(self, issue: str) -> tuple[str, ...]:
        """The options of an issue that are asked for and not refused."""
        refused = set(self.refused())
        return tuple(option for option in self.points(issue) if (issue, option) not in refused)

    def refusals(self, issue: str) -> ScaleRefusals:
        """What is refused on a scale, and what nobody said of it."""
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
        """The questions of an issue that ask from which number on it could accept."""
        if not self.case.issue(issue).is_scale:
            return ()
        return tuple(
            Question(
                asked=Asked.LIMIT, issue=issue, option="", first={issue: no}, second={issue: yes}
            )
            for no, yes in self.refusals(issue).edges
        )

    def is_cut_somewhere(self, issue: str) -> bool:
        """Whether numbers of a scale are refused from one on that was not told."""
        return self.case.issue(issue).is_scale and bool(self.refusals(issue).perhaps)

    def asked(self) -> frozenset[tuple[object, ...]]:
        """The keys of the questions that need not be put again."""
        return frozenset(
            a.question.key
            for a in self.all
            if a.given is None or a.question.asked is not Asked.ORDER or self._names_all(a)
        )

    @property
    def top(self) -> str | None:
        """The issue on which going from worst to best is worth most; None, too, where its worst is not known."""
        answer = self.last(Asked.TOP)
        named = answer.given if answer is not None and isinstance(answer.given, str) else None
        return None if named is None or self.is_cut_somewhere(named) else named

    @property
    def important(self) -> tuple[str, ...]:
        """Issues said to matter most."""
        answer = self.last(Asked.MATTERS)
        return (
            tuple(i for i in answer.given if isinstance(i, str))
            if answer is not None and isinstance(answer.given, tuple)
            else ()
        )

    def refused(self) -> tuple[tuple[str, str], ...]:
        """Options never to be accepted."""
        answer = self.last(Asked.NEVER)
        pairs = answer.given if answer is not None and isinstance(answer.given, tuple) else ()
        return tuple((pair[0], pair[1]) for pair in pairs if isinstance(pair, tuple))

    def indifferent(self, issue: str) -> bool:
        """Whether all options of an issue are said to be as good, or there is but one that could be accepted."""
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
        """The best and the worst options of an issue; empty where they are not known."""
        order = self.order(issue)
        if len(order) < 2 or self.is_cut_somewhere(issue):
            return frozenset(), frozenset()
        return frozenset(order[0]), frozenset(order[-1])

    def bounds(
        self, *, rated: bool = True
    ) -> tuple[dict[str, Value], dict[str, Mapping[str, Value]]]:
        """Weights and scores; without ``rated`` numbers that were given are left open, for they may contradict one another."""
        weights: dict[str, Value] = {}
        scores: dict[str, Mapping[str, Value]] = {}
        for issue in self.case.issues:
            best, worst = self.ends(issue.id)
            row: dict[str, Value] = {}
            for option in self.points(issue.id):
                number = self.last(Asked.SCORE, issue.id, option) if rated and best else None
                row[option] = (
                    Fraction(100)
                    if option in best
                    else Fraction(0)
                    if option in worst
                    else None
                    if number is None
                    else about(number.given)
                )
                if (
                    best
                    and option not in self.acceptable(issue.id)
                    and not any(option in group for group in self.order(issue.id))
                ):
                    # It is never agreed: its place is not asked for, and no question hangs on it.
                    row[option] = Fraction(0)
            if issue.is_scale:
                row = self._unasked(issue, row)
            if self.indifferent(issue.id):
                row = dict.fromkeys(row, Fraction(0))
            scores[issue.id] = row
            weight = self.last(Asked.WEIGHT, issue.id) if rated else None
            if self.is_cut_somewhere(issue.id):
                weights[issue.id] = None
            elif issue.id == self.top and rated:
                weights[issue.id] = Fraction(100)
            elif weight is not None and self.top is not None:
                weights[issue.id] = about(weight.given)
            else:
                weights[issue.id] = (
                    Interval(Fraction(0), Fraction(100)) if rated and self.top is not None else None
                )
            if self.indifferent(issue.id):
                weights[issue.id] = Fraction(0)
        return weights, scores

    def _unasked(self, issue: Issue, asked: Mapping[str, Value]) -> dict[str, Value]:
        """The scores of all numbers of a scale. One that was not asked for lies between those of its neighbours where all of it goes one way; else it is open."""
        refusals, direction = self.refusals(issue.id), self.direction(issue.id)
        acceptable = set(self.acceptable(issue.id))
        row: dict[str, Value] = {}
        before: str | None = None
        rest = [o for o in issue.option_ids if o in acceptable]
        for option in issue.option_ids:
            if option in acceptable:
                before, rest = option, rest[1:]
            if option in asked:
                row[option] = asked[option]
            elif option in refusals.never:
                row[option] = Fraction(0)
            elif not direction or option in refusals.perhaps or before is None or not rest:
                row[option] = None
            else:
                worse, better = (before, rest[0]) if direction == MORE else (rest[0], before)
                row[option] = _between(asked[worse], asked[better])
        return row

    def contradictory_scores(self) -> tuple[str, ...]:
        """The ids of an order and of two scores that cannot all be true, the later score last; empty where there are none."""
        for issue in self.case.issues:
            answer = self.last(Asked.ORDER, issue.id)
            scored: list[tuple[Value, str]] = []
            for group in self.order(issue.id):
                numbers = [
                    number
                    for option in group
                    if (number := self.last(Asked.SCORE, issue.id, option)) is not None
                ]
                of_group = [
                    (value, number.id)
                    for number in numbers
                    if (value := about(number.given)) is not None
                ]
                for (value, worse), (low, better) in product(of_group, scored):
                    if lower_end(value) > upper_end(low) and answer is not None:
                        return (
                            answer.id,
                            *sorted((better, worse), key=[a.id for a in self.used].index),
                        )
                scored += of_group
        return ()

    def rankings(self) -> Iterator[Ranking]:
        """What is known in order; the id of each is that of its answer."""
        for answer in self.used:
            asked, given = answer.question.asked, answer.given
            if (
                asked is Asked.MATTERS
                and isinstance(given, tuple)
                and 0 < len(given) < len(self.case.issues)
            ):
                rest = tuple(i for i in self.case.issue_ids if i not in given)
                yield Ranking(
                    id=answer.id, what=Ranked.ISSUES, groups=(tuple(map(str, given)), rest)
                )
            elif asked is Asked.ORDER and answer is self.last(Asked.ORDER, answer.question.issue):
                order = self.order(answer.question.issue)
                # Of two the better has 100 and the worse 0, where their ends are known.
                if len(order) > (2 if self.ends(answer.question.issue)[0] else 1):
                    yield Ranking(
                        id=answer.id, what=Ranked.OPTIONS, groups=order, issue=answer.question.issue
                    )
            elif asked is Asked.RATHER:
                first: Item = answer.question.first
                second: Item = answer.question.second
                if given == "same":
                    yield Ranking(
                        id=answer.id,
                        what=Ranked.PACKAGES,
                        groups=((first,), (second,)),
                        within=ALIKE,
                    )
                    yield Ranking(
                        id=f"{answer.id}.back",
                        what=Ranked.PACKAGES,
                        groups=((second,), (first,)),
                        within=ALIKE,
                    )
                else:
                    groups = ((first,), (second,)) if given == "first" else ((second,), (first,))
                    strictly = -STRICTLY if second is None and given == "second" else Fraction(0)
                    yield Ranking(
                        id=answer.id, what=Ranked.PACKAGES, groups=groups, within=strictly
                    )

    def preferences(
        self, party: str, reading: str, basis: Basis, *, rated: bool = True
    ) -> Preferences:
        """All that is known, as preferences with their doubt."""
        weights, scores = self.bounds(rated=rated)
        never, perhaps = self.red_lines()
        rankings = tuple(self.rankings())
        return Preferences(
            party=party,
            reading=reading,
            basis=basis,
            weights=weights,
            scores=scores,
            walk_away=None,
            walk_away_is_blank=True,
            red_lines=never,
            possible_red_lines=perhaps,
            rankings=rankings,
        )

    def red_lines(self) -> tuple[tuple[RedLine, ...], tuple[RedLine, ...]]:
        """What is refused, and of which it was not told whether it is: an option each, numbers of a scale that follow one another together."""
        never: list[Condition] = []
        perhaps: list[Condition] = []
        for issue in self.case.issues:
            if issue.is_scale:
                refusals = self.refusals(issue.id)
                never += _conditions(issue, refusals.never)
                perhaps += _conditions(issue, refusals.perhaps)
            else:
                never += [
                    Condition.of({of_issue: option})
                    for of_issue, option in self.refused()
                    if of_issue == issue.id
                ]
        lines = tuple(RedLine(f"never-{k + 1}", condition) for k, condition in enumerate(never))
        return lines, tuple(
            RedLine(f"perhaps-{k + 1}", condition) for k, condition in enumerate(perhaps)
        )


def _conditions(issue: Issue, numbers: Collection[str]) -> list[Condition]:
    """Numbers of a scale that follow one another, as one condition each."""
    return [Condition.of({issue.id: run}) for run in runs_of(issue.option_ids, numbers)]


def _between(worse: Value, better: Value) -> Value:
    low, high = lower_end(worse), upper_end(better)
    if low == 0 and high == 100:
        return None
    return low if low == high else Interval(low, high)


def about(given: object) -> Value:
    """A number as about that number, within 0 to 100; an interval as it is."""
    if isinstance(given, Interval):
        return given
    if not isinstance(given, Fraction):
        return None
    low, high = max(Fraction(0), given - ABOUT), min(Fraction(100), given + ABOUT)
    return low if low == high else Interval(low, high)
