"""Simulate people who answer questions about a model that only they know.

They are consistent, noisy, contradicting, or unsure.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from goodoffices.case import Case, Issue, Option, Package, Party, Text
from goodoffices.preferences import (
    Asked,
    Basis,
    BasisKind,
    Given,
    Preferences,
    Question,
    anchors,
    utility,
)


class Kind(StrEnum):
    """How somebody answers."""

    CONSISTENT = "consistent"
    NOISY = "noisy"
    CONTRADICTING = "contradicting"
    UNSURE = "unsure"


#: Points by which a noisy person's numbers are off, at most; how often the others go astray, or are
#: not sure.
OFF, ASTRAY, UNSURE = 8, 0.1, 0.2
#: Numbers of a scale, and how its worth is bent: below 1 the first numbers bring most.
SCALE, BENT = 11, (0.4, 2.5)
#: Packages that somebody thinks of who says what happens if nothing is agreed.
THOUGHT_OF = 300


def random_case(
    n_issues: int, n_options: int, seed: int, *, on_scales: bool = False
) -> tuple[Case, list[Preferences]]:
    """Make a case of two parties with opposed orders on most issues.

    Scores are 0 to 100 on each issue, weights between 5 and 100. A walk-away value lies in the
    middle. ``on_scales``: each third issue is a scale, on which more is always better for
    one, by a curve.
    """
    draw = random.Random(seed)
    names = [f"i{j}" for j in range(n_issues)]
    options = [f"o{k}" for k in range(n_options)]
    numbers = [str(10 * k) for k in range(SCALE)]
    scales = {i for number, i in enumerate(names) if on_scales and number % 3 == 1}
    issues = tuple(
        Issue(
            id=i,
            name=Text.of(i),
            options=tuple(Option(o, Text.of(o), Fraction(o)) for o in numbers)
            if i in scales
            else tuple(Option(o, Text.of(o)) for o in options),
            status_quo=numbers[0] if i in scales else options[0],
            is_scale=i in scales,
        )
        for i in names
    )
    case = Case(
        id=f"asked-{seed}",
        name=Text.of("asked"),
        parties=(Party("a", Text.of("A")), Party("b", Text.of("B"))),
        issues=issues,
    )
    preferences = []
    for party in ("a", "b"):
        scores = {}
        for number, issue in enumerate(names):
            ids = numbers if issue in scales else options
            bend = draw.uniform(*BENT)
            row = (
                [round(100 * (k / (SCALE - 1)) ** bend) for k in range(SCALE)]
                if issue in scales
                else [0, *sorted(draw.randint(1, 99) for _ in range(n_options - 2)), 100]
            )
            if number % 3 == 2:
                draw.shuffle(row)
            elif party == "b":
                row.reverse()
            scores[issue] = {o: Fraction(v) for o, v in zip(ids, row, strict=True)}
        weights = {i: Fraction(draw.randint(5, 100)) for i in names}
        preferences.append(
            Preferences(
                party=party,
                reading="only",
                basis=Basis(kind=BasisKind.EXERCISE),
                weights=weights,
                scores=scores,
                walk_away=Fraction(draw.randint(35, 55)),
            )
        )
    return case, preferences


@dataclass
class Respondent:
    """Somebody who answers by a model, more or less well."""

    case: Case
    model: Preferences
    kind: Kind
    draw: random.Random

    def answer(self, question: Question) -> Given:
        """Give the answer of this person to a question."""
        opening = question.asked in (Asked.NEVER, Asked.MATTERS)
        if self.kind is Kind.UNSURE and not opening and self.draw.random() < UNSURE:
            return None
        astray = self.kind is Kind.CONTRADICTING and not opening and self.draw.random() < ASTRAY
        if question.asked is Asked.NEVER:
            return ()
        if question.asked is Asked.MATTERS:
            ordered = sorted(self.case.issue_ids, key=lambda i: -self.model.weights[i])  # type: ignore[operator]
            return tuple(ordered[: max(1, len(ordered) // 3)])
        if question.asked is Asked.ORDER and self.case.issue(question.issue).is_scale:
            values: list[Any] = list(self.model.scores[question.issue].values())
            if values in (sorted(values), sorted(values, reverse=True)):
                return "more" if values == sorted(values) else "less"
        if question.asked is Asked.ORDER:
            row = self.model.scores[question.issue]
            noisy = {
                o: float(row[o]) + self.noise() for o in anchors(self.case.issue(question.issue))
            }  # type: ignore[arg-type]
            ordered = sorted(noisy, key=lambda o: -noisy[o])
            if astray:
                self.draw.shuffle(ordered)
            return tuple((o,) for o in ordered)
        if question.asked is Asked.OTHERWISE:
            return self.outcome()
        if question.asked is Asked.TOP:
            if astray:
                return self.draw.choice(self.case.issue_ids)
            noisy = {i: float(self.model.weights[i]) + self.noise() for i in self.case.issue_ids}  # type: ignore[arg-type]
            return tuple(sorted(noisy, key=lambda i: -noisy[i]))
        if question.asked is Asked.WEIGHT:
            most = max(float(w) for w in self.model.weights.values())  # type: ignore[arg-type]
            return self.number(100 * float(self.model.weights[question.issue]) / most, astray)  # type: ignore[arg-type]
        if question.asked is Asked.SCORE:
            return self.number(float(self.model.scores[question.issue][question.option]), astray)  # type: ignore[arg-type]
        first = self.worth(question.first or {})
        second = (
            float(self.model.exact_walk_away() or 0)
            if question.second is None
            else self.worth(question.second)
        )
        is_first = first + self.noise() / 4 >= second
        return "first" if is_first is not astray else "second"

    def outcome(self) -> Given:
        """Name the package that is about as good as no agreement, of some that come to mind."""
        mind = random.Random(f"{self.case.id} {self.model.party}")
        packages = [
            {i.id: mind.choice(i.option_ids) for i in self.case.issues} for _ in range(THOUGHT_OF)
        ]
        floor = float(self.model.exact_walk_away() or 0)
        nearest = min(packages, key=lambda p: abs(self.worth(p) - floor))
        # Nobody calls something as good that is not.
        return tuple(nearest.items()) if abs(self.worth(nearest) - floor) <= 1 else None

    def worth(self, package: Package) -> float:
        return float(utility(self.model, package))

    def noise(self) -> float:
        return self.draw.uniform(-OFF, OFF) if self.kind is Kind.NOISY else 0.0

    def number(self, true: float, astray: bool) -> Fraction:
        """Round a number as people do, who give multiples of five."""
        said = self.draw.uniform(0, 100) if astray else true + self.noise()
        return Fraction(5 * round(min(100.0, max(0.0, said)) / 5))
