"""What a party, or somebody who estimates it, answered, and the preferences that this gives.

Scores of an issue are counted from its worst option that could be accepted (0) to its best (100).
So a weight says what it is worth to go from worst to best (a swing weight).

A number that is given is taken as about that number, `ABOUT` points either way. What was not asked,
or answered "not sure", stays open. So does what lies between the numbers of a scale that were asked
for: where the party said that more is always better (or less), it lies between the scores of its
neighbours; else anywhere.

Where the party did not tell from which number on it refuses, an issue has no known worst. Then
neither its scores nor its weight can be counted from worst to best: they stay open.

References
----------
D. von Winterfeldt, W. Edwards (1986), Decision analysis and behavioral research (swing weights).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from itertools import product

from goodoffices.case import Condition, Issue
from goodoffices.preferences.answers_by_issue import AnswersByIssue
from goodoffices.preferences.model import Basis, Interval, Preferences, RedLine
from goodoffices.preferences.questions import MORE, Answer, Asked
from goodoffices.preferences.ranking import Item, Ranked, Ranking
from goodoffices.preferences.scales import Value, lower_end, runs_of, upper_end

#: By how much a number that is given may be off; and how far apart packages may lie that are said
#: to be about as good. In points.
ABOUT, ALIKE = Fraction(5), Fraction(3)
#: By how much no agreement is better, at least, where somebody would rather have that than a
#: package.
STRICTLY = Fraction(1, 1000)


class Answers(AnswersByIssue):
    """The answers of one person in order, and the preferences that they give together.

    Answers ``set_aside`` are left out.
    """

    def bounds(
        self, *, rated: bool = True
    ) -> tuple[dict[str, Value], dict[str, Mapping[str, Value]]]:
        """Give weights and scores as numbers, intervals or blanks, by issue and by option.

        Without ``rated``, numbers that were given are left open, for they may contradict one
        another.
        """
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
        """Give the scores of all numbers of a scale.

        A number that was not asked for lies between the scores of its neighbours where all of the
        scale goes one way; else it is open.
        """
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
        """Find an order and two scores of one issue that cannot all be true; name the answers.

        The ids are those of the order and of the two scores, the later score last. Empty where
        there are none.
        """
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
        """Yield what is known in order, as rankings; the id of each is that of its answer."""
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
            elif asked is Asked.TOP and answer is self.last(Asked.TOP):
                yield from self._swings(answer)
            elif asked is Asked.OTHERWISE:
                yield from self._otherwise(answer)
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

    def _swings(self, answer: Answer) -> Iterator[Ranking]:
        """Say which issue weighs more, where several were put in order.

        Issues of which it was not told from where on they are refused have no worst.
        """
        named = tuple(i for i in self.swings if not self.is_cut_somewhere(i))
        rest = tuple(
            i for i in self.case.issue_ids if i not in named and not self.is_cut_somewhere(i)
        )
        groups = (*((i,) for i in named), *((rest,) if rest else ()))
        if len(named) > 1:
            yield Ranking(id=answer.id, what=Ranked.ISSUES, groups=groups)

    def _otherwise(self, answer: Answer) -> Iterator[Ranking]:
        """Say that no agreement is about as good as what would be then.

        Nothing where that holds an option that is refused, whose score nobody asked for, and where
        the case does not say how things are today.
        """
        package = self.outcome(answer)
        if answer is not self.last(Asked.OTHERWISE) or package is None:
            return
        if any(option not in self.acceptable(issue) for issue, option in package.items()):
            return
        for name, groups in (
            (answer.id, ((package,), (None,))),
            (f"{answer.id}.back", ((None,), (package,))),
        ):
            yield Ranking(id=name, what=Ranked.PACKAGES, groups=groups, within=ALIKE)

    def outcome(self, answer: Answer) -> dict[str, str] | None:
        """Give the whole package that somebody expects if nothing is agreed; None: not known."""
        if not isinstance(answer.given, tuple):
            return None
        named = {str(pair[0]): str(pair[1]) for pair in answer.given}
        package = {i.id: named.get(i.id, i.status_quo) for i in self.case.issues}
        whole = {issue: option for issue, option in package.items() if option is not None}
        return whole if len(whole) == len(package) else None

    def preferences(
        self, party: str, reading: str, basis: Basis, *, rated: bool = True
    ) -> Preferences:
        """Give all that is known, as preferences with their doubt."""
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
        """List what is refused, and apart from it what may be: it was not told whether it is.

        Each is a red line on one option; numbers of a scale that follow one another share one.
        """
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
    """Join numbers of a scale that follow one another, and give one condition for each run."""
    return [Condition.of({issue.id: run}) for run in runs_of(issue.option_ids, numbers)]


def _between(worse: Value, better: Value) -> Value:
    low, high = lower_end(worse), upper_end(better)
    if low == 0 and high == 100:
        return None
    return low if low == high else Interval(low, high)


def about(given: object) -> Value:
    """Take a number as about that number, within 0 to 100; an interval stays as it is.

    Anything else gives None, which is a blank.
    """
    if isinstance(given, Interval):
        return given
    if not isinstance(given, Fraction):
        return None
    low, high = max(Fraction(0), given - ABOUT), min(Fraction(100), given + ABOUT)
    return low if low == high else Interval(low, high)
