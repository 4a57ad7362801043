"""People with a true model of their own, scales and refusals included, who answer questions truthfully."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

from goodoffices.case import Case, Condition, Issue, Option, Package, Party, Text
from goodoffices.preferences import Asked, Basis, BasisKind, Given, Preferences, Question, RedLine, anchors, crossed_red_lines, utility

F = Fraction


def random_case(draw: random.Random) -> Case:
    """Two parties and two or three issues, at least one of them a scale of more numbers than are asked for."""
    issues = []
    for j in range(draw.choice([2, 2, 3])):
        if j == 0 or draw.random() < 0.4:
            step, count = draw.choice([F(1), F(50), F(1, 2)]), draw.randint(5, 9)
            numbers = [k * step for k in range(count)]
            options = tuple(Option(_shown(n), Text.of(_shown(n)), n) for n in numbers)
            issues.append(Issue(id=f"s{j}", name=Text.of(f"s{j}"), options=options, status_quo=options[0].id, is_scale=True))
        else:
            options = tuple(Option(f"o{k}", Text.of(f"o{k}")) for k in range(draw.randint(2, 3)))
            issues.append(Issue(id=f"i{j}", name=Text.of(f"i{j}"), options=options, status_quo="o0"))
    return Case(id="asked", name=Text.of("asked"), parties=(Party("a", Text.of("A")), Party("b", Text.of("B"))), issues=tuple(issues))


def _shown(number: Fraction) -> str:
    return str(number.numerator) if number.denominator == 1 else f"{float(number):g}"


def true_model(case: Case, draw: random.Random) -> Preferences:
    """What somebody truly wants: on each issue 100 for the best that she could accept and 0 for the worst; beyond some numbers she refuses."""
    weights, scores, lines = {}, {}, []
    for issue in case.issues:
        refused = _refused(issue, draw)
        left = [o for o in issue.option_ids if o not in refused]
        row = _shape(issue, draw)
        low, high = min(row[o] for o in left), max(row[o] for o in left)
        scores[issue.id] = {o: F(0) if o in refused or low == high else (row[o] - low) / (high - low) * 100 for o in issue.option_ids}
        weights[issue.id] = F(0) if low == high else F(draw.randint(5, 100))
        if refused:
            lines.append(RedLine(f"no-{issue.id}", Condition.of({issue.id: refused})))
    if not any(weights.values()):
        return true_model(case, draw)
    return Preferences(
        party="a",
        reading="true",
        basis=Basis(kind=BasisKind.EXERCISE),
        weights=weights,
        scores=scores,
        walk_away=F(draw.randint(20, 70)),
        red_lines=tuple(lines),
    )


def _refused(issue: Issue, draw: random.Random) -> set[str]:
    ids = issue.option_ids
    if not issue.is_scale:
        return {draw.choice(ids)} if draw.random() < 0.2 else set()
    low = draw.randint(0, len(ids) // 2) if draw.random() < 0.4 else 0
    high = draw.randint(len(ids) // 2 + 1, len(ids)) if draw.random() < 0.3 else len(ids)
    return {*ids[:low], *ids[high:]}


def _shape(issue: Issue, draw: random.Random) -> dict[str, Fraction]:
    values = [F(draw.randint(0, 40)) for _ in issue.options]
    kind = draw.choice(["more", "less", "peak", "any"]) if issue.is_scale else "any"
    if kind == "more":
        values.sort()
    elif kind == "less":
        values.sort(reverse=True)
    elif kind == "peak":
        values.sort()
        values = values[::2] + values[1::2][::-1]
    return dict(zip(issue.option_ids, values, strict=True))


@dataclass
class Truthful:
    """Answers by her true model; now and then she is not sure."""

    case: Case
    model: Preferences
    draw: random.Random
    unsure: float = 0.1
    #: The numbers from which on she said that she could accept, by issue. Where she was not sure, nobody knows of them, and nobody asks about them.
    told: dict[str, list[str]] = field(default_factory=dict)

    def answer(self, question: Question) -> Given:
        """What she says."""
        if question.asked is not Asked.NEVER and self.draw.random() < self.unsure:
            return None
        return getattr(self, f"_{question.asked.value}")(question)

    def refuses(self, issue: str, option: str) -> bool:
        return any(line.condition.holds({issue: option}) for line in self.model.red_lines if line.id == f"no-{issue}")

    def _never(self, question: Question) -> Given:
        return tuple((i.id, o) for i in self.case.issues for o in anchors(i) if self.refuses(i.id, o))

    def _limit(self, question: Question) -> Given:
        issue = self.case.issue(question.issue)
        ids = issue.option_ids
        no, yes = ids.index(question.first[issue.id]), ids.index(question.second[issue.id])
        step = 1 if yes > no else -1
        accepted = next(ids[k] for k in range(no, yes + step, step) if not self.refuses(issue.id, ids[k]))
        self.told.setdefault(issue.id, []).append(accepted)
        return accepted

    def _matters(self, question: Question) -> Given:
        return tuple(sorted(self.case.issue_ids, key=lambda i: -self.model.weights[i])[:1])

    def _order(self, question: Question) -> Given:
        issue, row = self.case.issue(question.issue), self.model.scores[question.issue]
        left = [o for o in issue.option_ids if not self.refuses(issue.id, o)]
        values = [row[o] for o in left]
        if issue.is_scale:
            if len(set(values)) == 1:
                return "same"
            if values in (sorted(values), sorted(values, reverse=True)):
                return "more" if values == sorted(values) else "less"
            asked = [o for o in anchors(issue) if o in left] + self.told.get(issue.id, [])
            if {min(values), max(values)} - {row[o] for o in asked}:
                return None  # a number between them is better or worse than all of these
            left = list(dict.fromkeys(asked))
        groups: dict[Fraction, list[str]] = {}
        for option in left:
            groups.setdefault(row[option], []).append(option)
        return tuple(tuple(groups[value]) for value in sorted(groups, reverse=True))

    def _otherwise(self, question: Question) -> Given:
        """A package of what can be named that is as good as no agreement, or nothing where she knows of none."""
        named = [{i.id: o for i, o in zip(self.case.issues, options, strict=True)} for options in product(*map(anchors, self.case.issues))]
        alike = [p for p in named if abs(self.worth(p) - self.model.walk_away) <= 3]
        return tuple(self.draw.choice(alike).items()) if alike else None

    def _top(self, question: Question) -> Given:
        order = sorted(self.case.issue_ids, key=lambda i: -self.model.weights[i])
        named = tuple(order[: self.draw.randint(1, len(order))])
        return named[0] if len(named) == 1 else named

    def _weight(self, question: Question) -> Given:
        return _in_fives(100 * self.model.weights[question.issue] / max(self.model.weights.values()))

    def _score(self, question: Question) -> Given:
        return _in_fives(self.model.scores[question.issue][question.option])

    def _rather(self, question: Question) -> Given:
        first = self.worth(question.first)
        second = self.model.walk_away if question.second is None else self.worth(question.second)
        if abs(first - second) < 3 and self.draw.random() < 0.5:
            return "same"
        if question.second is None:
            return "first" if first >= second else "second" if second - first > F(1, 100) else "same"
        return "first" if first >= second else "second"

    def _surprise(self, question: Question) -> Given:
        return "no"

    def worth(self, package: Package) -> Fraction:
        """A package, or a part of one beside anything else, as she values it."""
        total = sum(self.model.weights.values())
        return sum((self.model.weights[i] * self.model.scores[i][o] / total for i, o in package.items()), F(0))

    def would_sign(self, package: Package) -> bool:
        return not crossed_red_lines(self.model, package) and utility(self.model, package) >= self.model.walk_away


def _in_fives(number: Fraction) -> Fraction:
    return F(5 * round(number / 5))
