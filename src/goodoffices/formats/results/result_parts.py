"""The parts of a result as plain data: its case, its zone, its frontier, its solutions, or its deadlock."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from goodoffices.analysis import Analysis, BestForParty, Conflict, Demand, Payments, Relaxation
from goodoffices.case import Case, Option
from goodoffices.report.wording import Wording

#: Frontier points written unless all are asked for.
MOST_POINTS = 20_000


def option_values(case: Case) -> list[list[str | int | float]]:
    """How packages name each option: by its number on a scale, else by its text in the case's first language."""
    return [[_value(option) for option in issue.options] for issue in case.issues]


def _value(option: Option) -> str | int | float:
    if option.number is None:
        return option.text.by_language[0][1]
    return option.number if isinstance(option.number, int) else float(option.number)


class ResultWriter:
    """The parts of a result, each as plain data."""

    def __init__(self, result: Analysis, words: Wording) -> None:
        self.result, self.problem, self.words = result, result.problem, words
        self.values = option_values(result.problem.case)
        self.ids = result.problem.case.issue_ids
        self.scales = [r.final_scale for r in result.problem.evaluations]

    def numbers(self) -> str:
        if self.problem.is_exact:
            return "exact"
        return f"rounded to 1e-{len(str(max(r.grid or 1 for r in self.problem.evaluations))) - 1}"

    def package(self, row: Any) -> dict[str, str | int | float]:
        return {issue: values[i] for issue, values, i in zip(self.ids, self.values, row, strict=True)}

    def utilities(self, totals: Any) -> dict[str, float]:
        return {p: _float(int(x), s) for p, x, s in zip(self.problem.party_ids, totals, self.scales, strict=True)}

    def example(self, row: int) -> dict[str, Any]:
        frontier = self.result.frontier
        return {"package": self.package(frontier.packages[row].tolist()), "utilities": self.utilities(frontier.utilities[row].tolist())}

    def case(self) -> dict[str, Any]:
        case, words = self.problem.case, self.words
        issues = []
        for issue, values in zip(case.issues, self.values, strict=True):
            options = [{"id": o.id, "value": v} for o, v in zip(issue.options, values, strict=True)]
            quo = None if issue.status_quo is None else values[issue.option_ids.index(issue.status_quo)]
            issues.append(
                {"id": issue.id, "name": words.issue(issue.id), "options": options, "status_quo": quo, "in_hand_of": issue.in_hand_of}
            )
        parties = [{"id": p, "name": words.party(p), "scale": str(s)} for p, s in zip(self.problem.party_ids, self.scales, strict=True)]
        return {"id": case.id, "name": words.case_name(), "parties": parties, "issues": issues}

    def rests_on(self, today: datetime.date) -> list[dict[str, Any]]:
        rows = []
        for one in self.problem.preferences:
            walk_away = one.exact_walk_away()
            rows.append(
                {
                    "party": one.party,
                    "reading": one.reading,
                    "basis": one.basis.kind.value,
                    "author": one.basis.author,
                    "date": None if one.basis.date is None else one.basis.date.isoformat(),
                    "age_days": None if one.basis.date is None else (today - one.basis.date).days,
                    "confidence": one.basis.confidence,
                    "weights_sum": None if one.numbers.weights_as_given else float(one.weight_sum),
                    "walk_away": None if walk_away is None else float(walk_away),
                }
            )
        return rows

    def zopa(self) -> dict[str, Any]:
        zone = self.result.zone
        example = None
        if self.result.fairness is not None:
            example = self.example(self.result.fairness.solutions["nash"].row)
        estimate = None
        if zone.estimate is not None:
            e = zone.estimate
            estimate = {"share": e.share, "drawn": e.n_drawn, "inside": e.n_inside, "seed": e.seed}
        return {
            "exists": zone.exists,
            "count": str(zone.count.lower),
            "count_is_exact": zone.count.is_exact,
            "count_lower": str(zone.count.lower),
            "count_upper": str(zone.count.upper),
            "estimate": estimate,
            "example": example,
            "fragile": None
            if self.result.fragile is None
            else [
                {"party": self.problem.party_ids[one.party], "issue": self.ids[one.issue], "by": float(one.by)}
                for one in self.result.fragile
            ],
        }

    def frontier(self, all_points: bool) -> dict[str, Any]:
        frontier = self.result.frontier
        n = len(frontier)
        shown = n if all_points else min(n, MOST_POINTS)
        utilities, packages = frontier.utilities[:shown].tolist(), frontier.packages[:shown].tolist()
        points = [
            {"utilities": self.utilities(u), "package": self.package(p), "in_zone": inside}
            for u, p, inside in zip(utilities, packages, self.result.zone.on_frontier[:shown].tolist(), strict=True)
        ]
        part = self.result.in_part
        return {
            "exact": part is None and not self.problem.epsilon,
            "epsilon": float(self.problem.epsilon) if part is None else part.epsilon,
            "complete": part is None,
            "why": None if part is None else part.why,
            "size": n,
            "truncated": shown < n,
            "points": points,
        }

    def baselines(self) -> list[dict[str, Any]]:
        fairness = self.result.fairness
        if fairness is None:
            return []
        return [
            {
                "party": party,
                "kind": b.kind.value,
                "value": float(b.value),
                "other": None if b.other is None else float(b.other),
                "ideal_gain": float(ideal),
            }
            for party, b, ideal in zip(self.problem.party_ids, fairness.baselines, fairness.ideal, strict=True)
        ]

    def solution(self, name: str) -> dict[str, Any] | None:
        fairness = self.result.fairness
        if fairness is None:
            return None
        solution, tied = fairness.solutions[name], fairness.ties[name]
        ids = self.problem.party_ids
        other = fairness.unchanged_with_other_baseline
        gains = {p: float(self.result.utility(solution.row, k) - fairness.baselines[k].value) for k, p in enumerate(ids)}
        ties = {"count": tied.count, "count_is_exact": tied.is_exact, "packages": [self.package(row) for row in tied.packages]}
        groups = [{"parties": [ids[p] for p in group], **self.example(row)} for group, row in solution.groups]
        return {
            **self.example(solution.row),
            "gains": gains,
            "ties": ties,
            "left_out": [ids[p] for p in solution.left_out],
            "groups": groups,
            "unchanged_when_rescaled": fairness.unchanged_when_rescaled.get(name),
            "unchanged_with_other_baseline": None if other is None else other[name],
            "bound": None if (bound := self.result.bound(name)) is None else asdict(bound),
        }

    def demand(self, demand: Demand) -> dict[str, Any]:
        return {"kind": demand.kind.value, "party": demand.party, "id": demand.id, "text": self.words.demand(demand)}

    def deadlock(self) -> dict[str, Any] | None:
        deadlock = self.result.deadlock
        if deadlock is None:
            return None
        relaxations = deadlock.relaxations
        return {
            "conflicts": [self.conflict(c) for c in deadlock.conflicts.found],
            "conflicts_complete": deadlock.conflicts.complete,
            "fewest": None if relaxations is None else relaxations.fewest,
            "relaxations": [] if relaxations is None else [self.relaxation(r) for r in relaxations.found],
            "relaxations_complete": relaxations is not None and relaxations.complete,
            "near": [
                {
                    **self.worth(near.package, near.utilities),
                    "shortfalls": {p: float(s) for p, s in zip(self.problem.party_ids, near.shortfalls, strict=True)},
                }
                for near in deadlock.near
            ],
            "near_in_all": deadlock.n_near,
            "inducement": self.payments(deadlock.inducement),
            "side_payment": self.payments(deadlock.side_payment),
        }

    def conflict(self, conflict: Conflict) -> dict[str, Any]:
        demands = [self.problem.demands[d] for d in conflict.demands]
        without = [
            {"kind": d.kind.value, "party": d.party, "id": d.id, "package": self.package(row)}
            for d, row in zip(demands, conflict.without, strict=True)
        ]
        return {"demands": [self.demand(d) for d in demands], "without": without}

    def relaxation(self, relaxation: Relaxation) -> dict[str, Any]:
        changes = []
        for change in relaxation.changes:
            from_, to = (None if x is None else float(x) for x in (change.from_, change.to))
            changes.append({**self.demand(self.problem.demands[change.demand]), "from": from_, "to": to})
        return {"changes": changes, "least": relaxation.least, **self.worth(relaxation.package, relaxation.utilities)}

    def payments(self, payments: Payments | None) -> dict[str, Any] | None:
        return None if payments is None else {**self.example(payments.row), **(self.money(payments) or {})}

    def money(self, payments: Payments | None) -> dict[str, Any] | None:
        if payments is None:
            return None
        money = {p: None if m is None else float(m) for p, m in zip(self.problem.party_ids, payments.money, strict=True)}
        return {"money": money, "total": float(payments.total)}

    def costs(self) -> dict[str, Any] | None:
        costs = self.result.costs
        if costs is None:
            return None

        def bests(best: tuple[BestForParty, ...] | None) -> dict[str, float] | None:
            return (
                None if best is None else {p: _float(b.total, s) for p, b, s in zip(self.problem.party_ids, best, self.scales, strict=True)}
            )

        of_demands = [
            {**self.demand(self.problem.demands[c.demand]), "decided": c.decided, "best": bests(c.best), "newly_efficient": c.new}
            for c in costs.of_demands
        ]
        return {"best_now": bests(costs.now), "without": of_demands}

    def worth(self, package: Sequence[int], utilities: Sequence[int]) -> dict[str, Any]:
        return {"package": self.package(package), "utilities": self.utilities(utilities)}

    def log_rolls(self) -> list[dict[str, Any]] | None:
        if self.result.trades is None:
            return None
        ids = self.problem.party_ids
        rolls = []
        for roll in self.result.trades:
            rolls.append(
                {
                    "parties": [ids[p] for p in roll.parties],
                    "issues": [self.ids[j] for j in roll.issues],
                    "options": [self.values[j][o] for j, o in zip(roll.issues, roll.options, strict=True)],
                    "reverse": [self.values[j][o] for j, o in zip(roll.issues, roll.reverse, strict=True)],
                    "gains": {ids[p]: float(g) for p, g in zip(roll.parties, roll.gains, strict=True)},
                    "others": {ids[p]: float(change) for p, change in roll.others},
                }
            )
        return rolls


def _float(numerator: int, denominator: int) -> float:
    """The float nearest to a fraction; whole numbers stay whole."""
    return numerator // denominator if numerator % denominator == 0 else numerator / denominator
