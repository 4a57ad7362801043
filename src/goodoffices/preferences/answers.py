"""What a party (or somebody who estimates it) answered, and the preferences that this gives.

Scores of an issue are counted from its worst option (0) to its best (100), so a weight says what it is worth to go from worst to best. A number that is given is
taken as about that number (`ABOUT` points either way); what was not asked, or answered "not sure", stays open.

References
----------
D. von Winterfeldt, W. Edwards (1986), Decision analysis and behavioral research (swing weights).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from goodoffices.case import Case, Condition, Issue, Package
from goodoffices.preferences.model import Basis, Interval, Preferences, RedLine
from goodoffices.preferences.ranking import Item, Ranked, Ranking
from goodoffices.preferences.scales import Value, between_given

#: By how much a number that is given may be off; how far apart packages may lie that are said to be about as good.
ABOUT, ALIKE = Fraction(5), Fraction(3)
#: By how much no agreement is better, at least, where somebody would rather have that than a package.
STRICTLY = Fraction(1, 1000)
#: Numbers of a scale that are asked for, at most.
MOST_ANCHORS = 4


class Asked(StrEnum):
    """What is asked; the words of the file."""

    NEVER = "never"
    MATTERS = "matters"
    ORDER = "order"
    TOP = "top"
    WEIGHT = "weight"
    SCORE = "score"
    RATHER = "rather"
    SURPRISE = "surprise"


@dataclass(frozen=True)
class Question:
    """One question. ``issue``, ``option``: what it is about; ``first``, ``second``: the packages, or parts of packages, of *rather* (second None: no agreement)."""

    asked: Asked
    issue: str = ""
    option: str = ""
    first: Package | None = None
    second: Package | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What makes it the same question."""
        packages = tuple(None if x is None else tuple(sorted(x.items())) for x in (self.first, self.second))
        return (self.asked, self.issue, self.option, packages)


#: Of *never* the options refused, as (issue, option); of *matters* issues; of *order* groups of options, better first; of *top* an issue; of *weight* and *score* a
#: number or an interval; of *rather* "first", "second" or "same"; of *surprise* "yes" or "no". None: not sure.
Given = (
    tuple[tuple[str, str], ...] | tuple[str, ...] | tuple[tuple[str, ...], ...] | str | Fraction | Interval | None
)  # fmt: skip


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

    def __init__(self, case: Case, answers: Sequence[Answer], set_aside: Collection[str] = ()) -> None:
        self.case = case
        self.all = tuple(answers)
        self.used = tuple(a for a in answers if a.id not in set_aside and a.given is not None)

    def last(self, asked: Asked, issue: str = "", option: str = "") -> Answer | None:
        """The last answer to a question, if it was not "not sure"."""
        found = [a for a in self.used if a.question.asked is asked and a.question.issue == issue and a.question.option == option]
        return found[-1] if found else None

    def order(self, issue: str) -> tuple[tuple[str, ...], ...]:
        """The options of an issue in groups, better first; options that are refused may be missing. Empty where it is not known."""
        answer = self.last(Asked.ORDER, issue)
        if answer is None or not isinstance(answer.given, tuple) or not self._names_all(answer):
            return ()
        return answer.given  # type: ignore[return-value]

    def _names_all(self, answer: Answer) -> bool:
        """Whether an order holds every option that could be accepted: no more where a refusal was taken back since."""
        named = (
            {option for group in answer.given if isinstance(group, tuple) for option in group} if isinstance(answer.given, tuple) else set()
        )
        return named >= set(self.acceptable(answer.question.issue))

    def acceptable(self, issue: str) -> tuple[str, ...]:
        """The options of an issue that are asked for and not refused."""
        refused = set(self.refused())
        return tuple(option for option in anchors(self.case.issue(issue)) if (issue, option) not in refused)

    def asked(self) -> frozenset[tuple[object, ...]]:
        """The keys of the questions that need not be put again."""
        return frozenset(a.question.key for a in self.all if a.given is None or a.question.asked is not Asked.ORDER or self._names_all(a))

    @property
    def top(self) -> str | None:
        """The issue on which going from worst to best is worth most."""
        answer = self.last(Asked.TOP)
        return answer.given if answer is not None and isinstance(answer.given, str) else None

    @property
    def important(self) -> tuple[str, ...]:
        """Issues said to matter most."""
        answer = self.last(Asked.MATTERS)
        return tuple(i for i in answer.given if isinstance(i, str)) if answer is not None and isinstance(answer.given, tuple) else ()

    def refused(self) -> tuple[tuple[str, str], ...]:
        """Options never to be accepted."""
        answer = self.last(Asked.NEVER)
        pairs = answer.given if answer is not None and isinstance(answer.given, tuple) else ()
        return tuple((pair[0], pair[1]) for pair in pairs if isinstance(pair, tuple))

    def indifferent(self, issue: str) -> bool:
        """Whether all options of an issue are said to be as good, or there is but one that could be accepted."""
        return len(self.order(issue)) == 1 or len(self.case.issue(issue).options) == 1 or len(self.acceptable(issue)) == 1

    def ends(self, issue: str) -> tuple[frozenset[str], frozenset[str]]:
        """The best and the worst options of an issue; empty where they are not known."""
        order = self.order(issue)
        return (frozenset(order[0]), frozenset(order[-1])) if len(order) > 1 else (frozenset(), frozenset())

    def bounds(self, *, rated: bool = True) -> tuple[dict[str, Value], dict[str, Mapping[str, Value]]]:
        """Weights and scores; without ``rated`` numbers that were given are left open, for they may contradict one another."""
        weights: dict[str, Value] = {}
        scores: dict[str, Mapping[str, Value]] = {}
        for issue in self.case.issues:
            best, worst = self.ends(issue.id)
            row: dict[str, Value] = {}
            for option in anchors(issue):
                number = self.last(Asked.SCORE, issue.id, option) if rated else None
                row[option] = (
                    Fraction(100) if option in best else Fraction(0) if option in worst else None if number is None else about(number.given)
                )
                if best and option not in self.acceptable(issue.id) and not any(option in group for group in self.order(issue.id)):
                    # It is never agreed: its place is not asked for, and no question hangs on it.
                    row[option] = Fraction(0)
            if self.indifferent(issue.id):
                row = dict.fromkeys(row, Fraction(0))
            scores[issue.id] = between_given(issue, row) if issue.is_scale else row
            weight = self.last(Asked.WEIGHT, issue.id) if rated else None
            if issue.id == self.top and rated:
                weights[issue.id] = Fraction(100)
            elif weight is not None and self.top is not None:
                weights[issue.id] = about(weight.given)
            else:
                weights[issue.id] = Interval(Fraction(0), Fraction(100)) if rated and self.top is not None else None
            if self.indifferent(issue.id):
                weights[issue.id] = Fraction(0)
        return weights, scores

    def rankings(self) -> Iterator[Ranking]:
        """What is known in order; the id of each is that of its answer."""
        for answer in self.used:
            asked, given = answer.question.asked, answer.given
            if asked is Asked.MATTERS and isinstance(given, tuple) and 0 < len(given) < len(self.case.issues):
                rest = tuple(i for i in self.case.issue_ids if i not in given)
                yield Ranking(answer.id, Ranked.ISSUES, (tuple(map(str, given)), rest))
            elif (
                asked is Asked.ORDER
                and isinstance(given, tuple)
                and len(given) > 2
                and given == self.order(answer.question.issue)
                and answer is self.last(Asked.ORDER, answer.question.issue)
            ):
                yield Ranking(answer.id, Ranked.OPTIONS, given, answer.question.issue)  # type: ignore[arg-type]
            elif asked is Asked.RATHER:
                first: Item = answer.question.first
                second: Item = answer.question.second
                if given == "same":
                    yield Ranking(answer.id, Ranked.PACKAGES, ((first,), (second,)), within=ALIKE)
                    yield Ranking(f"{answer.id}.back", Ranked.PACKAGES, ((second,), (first,)), within=ALIKE)
                else:
                    groups = ((first,), (second,)) if given == "first" else ((second,), (first,))
                    strictly = -STRICTLY if second is None and given == "second" else Fraction(0)
                    yield Ranking(answer.id, Ranked.PACKAGES, groups, within=strictly)

    def preferences(self, party: str, reading: str, basis: Basis, *, rated: bool = True) -> Preferences:
        """All that is known, as preferences with their doubt."""
        weights, scores = self.bounds(rated=rated)
        lines = tuple(RedLine(f"never-{k + 1}", Condition.of({issue: option})) for k, (issue, option) in enumerate(self.refused()))
        return Preferences(party, reading, basis, weights, scores, None, True, red_lines=lines, rankings=tuple(self.rankings()))


def about(given: object) -> Value:
    """A number as about that number, within 0 to 100; an interval as it is."""
    if isinstance(given, Interval):
        return given
    if not isinstance(given, Fraction):
        return None
    low, high = max(Fraction(0), given - ABOUT), min(Fraction(100), given + ABOUT)
    return low if low == high else Interval(low, high)
