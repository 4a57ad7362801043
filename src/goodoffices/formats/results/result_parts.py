"""Write the parts of a result, each in its published shape.

They are its case, its zone, its frontier, its solutions, or its deadlock.
"""

from __future__ import annotations

import datetime
from dataclasses import asdict
from typing import Any

from goodoffices.analysis import Analysis, BestForParty, Conflict, Demand, Payments, Relaxation
from goodoffices.case import Case, Option
from goodoffices.formats.results.deadlock_schema import (
    ChangeOut,
    ConflictOut,
    CostsOut,
    DeadlockOut,
    DemandCostOut,
    NearOut,
    PaymentsOut,
    RelaxationOut,
    WithoutOut,
)
from goodoffices.formats.results.result_schema import (
    BaselineOut,
    BasisOut,
    BoundOut,
    CaseOut,
    EstimateOut,
    FragileOut,
    FrontierOut,
    GroupOut,
    IssueOut,
    LogRollOut,
    OptionOut,
    PartyOut,
    PointOut,
    SolutionOut,
    TiesOut,
    ZopaOut,
)
from goodoffices.formats.results.schema_parts import (
    DemandOut,
    ExampleOut,
    MoneyOut,
    Number,
    Package,
    Utilities,
)
from goodoffices.report.wording import Wording

#: Frontier points written unless all are asked for.
MOST_POINTS = 20_000


def option_values(case: Case) -> list[list[str | int | float]]:
    """Say how packages name each option: by its number on a scale, else by its text.

    The text is that in the case's first language.
    """
    return [[_value(option) for option in issue.options] for issue in case.issues]


def _value(option: Option) -> str | int | float:
    if option.number is None:
        return option.text.by_language[0][1]
    return option.number if isinstance(option.number, int) else float(option.number)


class ResultWriter:
    """A writer that puts what an analysis found into the shapes that are published."""

    def __init__(self, result: Analysis, words: Wording) -> None:
        self.result, self.problem, self.words = result, result.problem, words
        self.values = option_values(result.problem.case)
        self.ids = result.problem.case.issue_ids
        self.scales = [r.final_scale for r in result.problem.evaluations]

    def numbers(self) -> str:
        if self.problem.is_exact:
            return "exact"
        return f"rounded to 1e-{len(str(max(r.grid or 1 for r in self.problem.evaluations))) - 1}"

    def package(self, row: Any) -> Package:
        return {
            issue: values[i] for issue, values, i in zip(self.ids, self.values, row, strict=True)
        }

    def utilities(self, totals: Any) -> Utilities:
        return {
            p: _float(int(x), s)
            for p, x, s in zip(self.problem.party_ids, totals, self.scales, strict=True)
        }

    def example(self, row: int) -> ExampleOut:
        frontier = self.result.frontier
        package, utilities = frontier.packages[row].tolist(), frontier.utilities[row].tolist()
        return ExampleOut(package=self.package(package), utilities=self.utilities(utilities))

    def case(self) -> CaseOut:
        case, words = self.problem.case, self.words
        issues = []
        for issue, values in zip(case.issues, self.values, strict=True):
            options = [
                OptionOut(id=o.id, value=v) for o, v in zip(issue.options, values, strict=True)
            ]
            quo = (
                None
                if issue.status_quo is None
                else values[issue.option_ids.index(issue.status_quo)]
            )
            issues.append(
                IssueOut(
                    id=issue.id,
                    name=words.issue(issue.id),
                    options=options,
                    status_quo=quo,
                    in_hand_of=issue.in_hand_of,
                )
            )
        parties = [
            PartyOut(id=p, name=words.party(p), scale=str(s))
            for p, s in zip(self.problem.party_ids, self.scales, strict=True)
        ]
        return CaseOut(id=case.id, name=words.case_name(), parties=parties, issues=issues)

    def rests_on(self, today: datetime.date) -> list[BasisOut]:
        rows = []
        for one in self.problem.preferences:
            walk_away = one.exact_walk_away()
            rows.append(
                BasisOut(
                    party=one.party,
                    reading=one.reading,
                    basis=one.basis.kind.value,
                    author=one.basis.author,
                    date=None if one.basis.date is None else one.basis.date.isoformat(),
                    age_days=None if one.basis.date is None else (today - one.basis.date).days,
                    confidence=one.basis.confidence,
                    weights_sum=None if one.numbers.weights_as_given else float(one.weight_sum),
                    walk_away=None if walk_away is None else float(walk_away),
                )
            )
        return rows

    def zopa(self) -> ZopaOut:
        zone = self.result.zone
        example = None
        if self.result.fairness is not None:
            example = self.example(self.result.fairness.solutions["nash"].row)
        estimate = None
        if zone.estimate is not None:
            e = zone.estimate
            estimate = EstimateOut(share=e.share, drawn=e.n_drawn, inside=e.n_inside, seed=e.seed)
        return ZopaOut(
            exists=zone.exists,
            count=str(zone.count.lower),
            count_is_exact=zone.count.is_exact,
            count_lower=str(zone.count.lower),
            count_upper=str(zone.count.upper),
            estimate=estimate,
            example=example,
            fragile=None
            if self.result.fragile is None
            else [
                FragileOut(
                    party=self.problem.party_ids[one.party],
                    issue=self.ids[one.issue],
                    by=float(one.by),
                )
                for one in self.result.fragile
            ],
        )

    def frontier(self, all_points: bool) -> FrontierOut:
        frontier = self.result.frontier
        n = len(frontier)
        shown = n if all_points else min(n, MOST_POINTS)
        utilities, packages = (
            frontier.utilities[:shown].tolist(),
            frontier.packages[:shown].tolist(),
        )
        points = [
            PointOut(utilities=self.utilities(u), package=self.package(p), in_zone=inside)
            for u, p, inside in zip(
                utilities, packages, self.result.zone.on_frontier[:shown].tolist(), strict=True
            )
        ]
        part = self.result.in_part
        return FrontierOut(
            exact=part is None and not self.problem.epsilon,
            epsilon=float(self.problem.epsilon) if part is None else part.epsilon,
            complete=part is None,
            why=None if part is None else part.why,
            size=n,
            truncated=shown < n,
            points=points,
        )

    def baselines(self) -> list[BaselineOut]:
        fairness = self.result.fairness
        if fairness is None:
            return []
        return [
            BaselineOut(
                party=party,
                kind=b.kind.value,
                value=float(b.value),
                other=None if b.other is None else float(b.other),
                ideal_gain=float(ideal),
            )
            for party, b, ideal in zip(
                self.problem.party_ids, fairness.baselines, fairness.ideal, strict=True
            )
        ]

    def solution(self, name: str) -> SolutionOut | None:
        fairness = self.result.fairness
        if fairness is None:
            return None
        solution, tied = fairness.solutions[name], fairness.ties[name]
        ids = self.problem.party_ids
        other = fairness.unchanged_with_other_baseline
        gains: Utilities = {
            p: float(self.result.utility(solution.row, k) - fairness.baselines[k].value)
            for k, p in enumerate(ids)
        }
        bound = self.result.bound(name)
        return SolutionOut(
            **vars(self.example(solution.row)),
            gains=gains,
            ties=TiesOut(
                count=tied.count,
                count_is_exact=tied.is_exact,
                packages=[self.package(row) for row in tied.packages],
            ),
            left_out=[ids[p] for p in solution.left_out],
            groups=[
                GroupOut(parties=[ids[p] for p in group], **vars(self.example(row)))
                for group, row in solution.groups
            ],
            unchanged_when_rescaled=fairness.unchanged_when_rescaled.get(name),
            unchanged_with_other_baseline=None if other is None else other[name],
            bound=None if bound is None else BoundOut(**asdict(bound)),
        )

    def demand(self, demand: Demand) -> DemandOut:
        return DemandOut(
            kind=demand.kind.value, party=demand.party, id=demand.id, text=self.words.demand(demand)
        )

    def deadlock(self) -> DeadlockOut | None:
        deadlock = self.result.deadlock
        if deadlock is None:
            return None
        relaxations = deadlock.relaxations
        return DeadlockOut(
            conflicts=[self.conflict(c) for c in deadlock.conflicts.found],
            conflicts_complete=deadlock.conflicts.complete,
            fewest=None if relaxations is None else relaxations.fewest,
            relaxations=[]
            if relaxations is None
            else [self.relaxation(r) for r in relaxations.found],
            relaxations_complete=relaxations is not None and relaxations.complete,
            near=[
                NearOut(
                    package=self.package(near.package),
                    utilities=self.utilities(near.utilities),
                    shortfalls={
                        p: float(s)
                        for p, s in zip(self.problem.party_ids, near.shortfalls, strict=True)
                    },
                )
                for near in deadlock.near
            ],
            near_in_all=deadlock.n_near,
            inducement=self.payments(deadlock.inducement),
            side_payment=self.payments(deadlock.side_payment),
        )

    def conflict(self, conflict: Conflict) -> ConflictOut:
        demands = [self.problem.demands[d] for d in conflict.demands]
        without = [
            WithoutOut(kind=d.kind.value, party=d.party, id=d.id, package=self.package(row))
            for d, row in zip(demands, conflict.without, strict=True)
        ]
        return ConflictOut(demands=[self.demand(d) for d in demands], without=without)

    def relaxation(self, relaxation: Relaxation) -> RelaxationOut:
        changes = []
        for change in relaxation.changes:
            from_, to = (None if x is None else float(x) for x in (change.from_, change.to))
            changes.append(
                ChangeOut(
                    **vars(self.demand(self.problem.demands[change.demand])), from_=from_, to=to
                )
            )
        return RelaxationOut(
            changes=changes,
            least=relaxation.least,
            package=self.package(relaxation.package),
            utilities=self.utilities(relaxation.utilities),
        )

    def payments(self, payments: Payments | None) -> PaymentsOut | None:
        return (
            None
            if payments is None
            else PaymentsOut(**vars(self.example(payments.row)), **vars(self.money(payments)))
        )

    def money(self, payments: Payments) -> MoneyOut:
        money = {
            p: None if m is None else float(m)
            for p, m in zip(self.problem.party_ids, payments.money, strict=True)
        }
        return MoneyOut(money=money, total=float(payments.total))

    def costs(self) -> CostsOut | None:
        costs = self.result.costs
        if costs is None:
            return None

        def bests(best: tuple[BestForParty, ...] | None) -> Utilities | None:
            return (
                None
                if best is None
                else {
                    p: _float(b.total, s)
                    for p, b, s in zip(self.problem.party_ids, best, self.scales, strict=True)
                }
            )

        of_demands = [
            DemandCostOut(
                **vars(self.demand(self.problem.demands[c.demand])),
                decided=c.decided,
                best=bests(c.best),
                newly_efficient=c.new,
            )
            for c in costs.of_demands
        ]
        return CostsOut(best_now=bests(costs.now), without=of_demands)

    def log_rolls(self) -> list[LogRollOut] | None:
        if self.result.trades is None:
            return None
        ids = self.problem.party_ids
        rolls = []
        for roll in self.result.trades:
            rolls.append(
                LogRollOut(
                    parties=[ids[p] for p in roll.parties],
                    issues=[self.ids[j] for j in roll.issues],
                    options=[
                        self.values[j][o] for j, o in zip(roll.issues, roll.options, strict=True)
                    ],
                    reverse=[
                        self.values[j][o] for j, o in zip(roll.issues, roll.reverse, strict=True)
                    ],
                    gains={ids[p]: float(g) for p, g in zip(roll.parties, roll.gains, strict=True)},
                    others={ids[p]: float(change) for p, change in roll.others},
                )
            )
        return rolls


def _float(numerator: int, denominator: int) -> Number:
    """Give the float nearest to a fraction; whole numbers stay whole."""
    return numerator // denominator if numerator % denominator == 0 else numerator / denominator
