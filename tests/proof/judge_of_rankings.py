"""The least and the most that a package can be worth beyond another where rankings are known: a linear program by HiGHS, in floating point."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ortools.math_opt.python import mathopt

from goodoffices.case import Package
from goodoffices.preferences import Interval, Ranked

if TYPE_CHECKING:
    from tests.proof.judge_of_doubt import Party

#: What floating point does not tell from 0.
FUZZY = 1e-5


class Program:
    """Weights as shares of their sum (or as given), weights times scores, and the walk-away value as variables; what files say as rows.

    Shares whose blank weights outweigh all others are among them: there known weights are 0.
    """

    def __init__(self, party: Party) -> None:
        self.party, self.one = party, party.one
        self.model = mathopt.Model()
        self.weights: dict[str, Any] = {i: self.model.add_variable(lb=0) for i in self.one.weights}
        self.worths = {(i, o): self.model.add_variable() for i, row in self.one.scores.items() for o in row}
        low, high = party.floors[0] if party.floors else 0, party.floors[-1] if party.floors else 0
        self.floor = self.model.add_variable(lb=float(low), ub=float(high))
        self._bound_weights()
        for (i, o), worth in self.worths.items():
            ranged = party.ranged(i, o)
            self.model.add_linear_constraint(worth - float(ranged[0]) * self.weights[i] >= 0)
            self.model.add_linear_constraint(worth - float(ranged[-1]) * self.weights[i] <= 0)
        for ranking in self.one.rankings:
            for better, worse in ranking.pairs():
                ahead = self._ranked(ranking, better) - self._ranked(ranking, worse)
                self.model.add_linear_constraint(ahead + float(ranking.within) >= 0)

    def _bound_weights(self) -> None:
        scale: Any = 1
        if not self.party.as_given:
            scale = self.model.add_variable(lb=0)
            self.model.add_linear_constraint(sum(self.weights.values()) == 1)
        for i, w in self.one.weights.items():
            if w is not None:
                low, high = (w.lower, w.upper) if isinstance(w, Interval) else (w, w)
                self.model.add_linear_constraint(self.weights[i] - float(low) * scale >= 0)
                self.model.add_linear_constraint(self.weights[i] - float(high) * scale <= 0)

    def _ranked(self, ranking: Any, item: Any) -> Any:
        if ranking.what is Ranked.ISSUES:
            return self.weights[item]
        if ranking.what is Ranked.OPTIONS:
            return self.worths[ranking.issue, item]
        return self._worth(item) if isinstance(item, Mapping) else self.floor

    def _worth(self, package: Package) -> Any:
        points = sum(float(i.points) for i in self.one.interactions if self.party.concerns(i, package))
        return sum(self.worths[i, o] for i, o in package.items()) + points

    def most(self, package: Package, over: Package | None) -> float:
        """The most by which a package exceeds another, or the walk-away value, in points."""
        self.model.maximize(self._worth(package) - (self.floor if over is None else self._worth(over)))
        found = mathopt.solve(self.model, mathopt.SolverType.HIGHS)
        assert found.termination.reason is mathopt.TerminationReason.OPTIMAL
        return found.objective_value()

    def least(self, package: Package, over: Package | None) -> float:
        """The least by which it does."""
        self.model.minimize(self._worth(package) - (self.floor if over is None else self._worth(over)))
        found = mathopt.solve(self.model, mathopt.SolverType.HIGHS)
        assert found.termination.reason is mathopt.TerminationReason.OPTIMAL
        return found.objective_value()
