"""Forges certificates by what their claims mean: each part is replaced by one that hangs together as a true one does, and may be false."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

from goodoffices.case import Package
from goodoffices.proof.certificate import (
    Certificate,
    ClaimedBaseline,
    ClaimedChange,
    ClaimedConcession,
    ClaimedConflict,
    ClaimedCost,
    ClaimedDraft,
    ClaimedFragile,
    ClaimedFrontier,
    ClaimedMove,
    ClaimedPoint,
    ClaimedRelaxation,
    ClaimedStudy,
    ClaimedTerm,
    DemandName,
)
from tests.proof import judge_of_drafts
from tests.proof.judge import Judge
from tests.proof.judge_of_moves import HALF, SOLUTIONS, STEP, TENTH

F = Fraction
Forged = Certificate | None


@dataclass
class Forger:
    """Forges certificates of one case. ``judge``: what is so there, so that a forgery fails in one thing alone."""

    rng: Random
    judge: Judge

    def ways(self) -> dict[str, Callable[[Certificate], Forged]]:
        """The ways to forge, by name; each gives nothing where there is nothing to forge."""
        return {
            "a point left out": self.point_left_out,
            "a point more": self.point_more,
            "another point": self.other_point,
            "no zone": self.no_zone,
            "a zone": self.a_zone,
            "another conflict": self.other_conflict,
            "a demand fewer in a conflict": self.smaller_conflict,
            "a demand more in a conflict": self.larger_conflict,
            "another relaxation": self.other_relaxation,
            "the least said of a relaxation": self.least_relaxation,
            "another number of demands": self.other_fewest,
            "another baseline": self.other_baseline,
            "another solution": self.other_solution,
            "other entitlements": self.other_entitlements,
            "others that come near": self.other_near,
            "another fragile weight": self.other_fragile,
            "another turning": self.other_turning,
            "another cost": self.other_cost,
            "other money": self.other_money,
            "another judgement of a draft": self.other_draft,
            "other moves for all": self.other_moves,
            "another path": self.other_path,
            "no path": self.no_path,
            "other concessions": self.other_concessions,
            "another order": self.other_order,
            "no order": self.no_order,
            "another term": self.other_term,
            "other money for a draft": self.other_draft_money,
        }

    # Pieces.

    def point(self, package: Package) -> ClaimedPoint:
        """A package with what it is truly worth."""
        return ClaimedPoint(utilities=dict(zip(self.judge.parties, self.judge.worth(package), strict=True)), package=dict(package))

    def some(self, packages: Sequence[Package] | None = None) -> Package:
        """Any package, or any of some."""
        return dict(self.rng.choice(packages or self.judge.truth.all))

    def without(self, demands: Sequence[DemandName]) -> tuple[Package, ...]:
        """For each demand a package that meets all others, or any where none does."""
        return tuple(self.some(self.judge.meeting([o for o in demands if o != d])) for d in demands)

    # The frontier, and whether there is a zone.

    def point_left_out(self, c: Certificate) -> Forged:
        if len(c.points) < 2:
            return None
        at = self.rng.randrange(len(c.points))
        return replace(c, frontier=ClaimedFrontier(c.points[:at] + c.points[at + 1 :]))

    def point_more(self, c: Certificate) -> Forged:
        return replace(c, frontier=ClaimedFrontier((*c.points, self.point(self.some(self.judge.truth.feasible)))))

    def other_point(self, c: Certificate) -> Forged:
        if not c.points:
            return None
        at = self.rng.randrange(len(c.points))
        return replace(
            c,
            frontier=ClaimedFrontier(
                tuple(self.point(self.some(self.judge.truth.feasible)) if k == at else p for k, p in enumerate(c.points))
            ),
        )

    def no_zone(self, c: Certificate) -> Forged:
        if not c.zone:
            return None
        bare = replace(c, zone=False, baselines=(), solutions={}, entitlements={}, fragile=None, turnings=())
        demands = self.rng.sample(list(self.judge.demands), self.rng.randint(0, min(2, len(self.judge.demands))))
        return replace(bare, conflict=ClaimedConflict(tuple(demands), self.without(demands))) if demands else bare

    def a_zone(self, c: Certificate) -> Forged:
        if c.zone:
            return None
        empty = {
            "conflict": None,
            "other_conflicts": (),
            "relaxations": (),
            "fewest": None,
            "near": (),
            "inducement": None,
            "side_payment": None,
        }
        zone = replace(c, zone=True, **empty)
        if not c.points or any(f is None for f in self.judge.floors) or self.rng.random() < 0.5:
            return zone
        baselines = tuple(
            ClaimedBaseline(p, "walk_away", f or F(0), None) for p, f in zip(self.judge.parties, self.judge.floors, strict=True)
        )
        return replace(zone, baselines=baselines, solutions={self.rng.choice(SOLUTIONS): self.rng.choice(c.points)})

    # Why nothing is possible.

    def _with_conflict(self, c: Certificate, demands: Sequence[DemandName]) -> Forged:
        conflict = ClaimedConflict(tuple(demands), self.without(demands))
        if c.other_conflicts and self.rng.random() < 0.5:
            return replace(c, other_conflicts=(conflict, *c.other_conflicts[1:]))
        return replace(c, conflict=conflict)

    def other_conflict(self, c: Certificate) -> Forged:
        known = list(self.judge.demands)
        return self._with_conflict(c, self.rng.sample(known, self.rng.randint(1, min(3, len(known))))) if known else None

    def smaller_conflict(self, c: Certificate) -> Forged:
        if c.conflict is None or len(c.conflict.demands) < 2:
            return None
        return self._with_conflict(c, self.rng.sample(c.conflict.demands, len(c.conflict.demands) - 1))

    def larger_conflict(self, c: Certificate) -> Forged:
        more = [] if c.conflict is None else [d for d in self.judge.demands if d not in c.conflict.demands]
        return self._with_conflict(c, (*c.conflict.demands, self.rng.choice(more))) if c.conflict is not None and more else None

    def relaxation(self, package: Package) -> ClaimedRelaxation:
        """What a package needs to be signed by all, truly."""
        moved = sorted(self.judge.broken(package), key=str)
        amounts = [self.judge.shortfall(package, d) for d in moved]
        changes = tuple(ClaimedChange(d.kind, d.party, d.id, None if a is None else a[0]) for d, a in zip(moved, amounts, strict=True))
        point = self.point(package)
        least = sum(a is not None for a in amounts) == 1
        return ClaimedRelaxation(changes=changes, utilities=point.utilities, package=point.package, least=least)

    def other_relaxation(self, c: Certificate) -> Forged:
        if c.zone:
            return None
        one = self.relaxation(self.some())
        known = [d for d in self.judge.demands if d not in {x.demand for x in one.changes}]
        if known and self.rng.random() < 0.3:
            spare = self.rng.choice(known)
            one = replace(one, changes=(*one.changes, ClaimedChange(spare.kind, spare.party, spare.id, None)))
        return replace(c, relaxations=(*c.relaxations[1:], one), fewest=self.rng.choice([c.fewest, len(one.changes), None]))

    def least_relaxation(self, c: Certificate) -> Forged:
        farther = [r for x in self.judge.truth.all if (r := self.relaxation(x)).least]
        return replace(c, relaxations=(self.rng.choice(farther),), fewest=None) if farther and not c.zone else None

    def other_fewest(self, c: Certificate) -> Forged:
        if c.zone:
            return None
        fewest = self.rng.randint(1, 4)
        fitting = [r for x in self.judge.truth.all if len((r := self.relaxation(x)).changes) == fewest]
        fair = [r for r in c.relaxations if len(r.changes) == fewest] or fitting
        return replace(c, fewest=fewest, relaxations=(self.rng.choice(fair),)) if fair else None

    # What is fair, and how firm that is.

    def other_baseline(self, c: Certificate) -> Forged:
        if not c.baselines:
            return None
        at = self.rng.randrange(len(c.baselines))
        old = c.baselines[at]
        inside = [x for x in self.judge.truth.feasible if self.judge.truth.in_zone(self.judge.worth(x))]
        package = self.some(inside if self.rng.random() < 0.8 else None)
        kind = self.rng.choice([old.kind, old.kind, "least_in_zone", "status_quo"])
        new = ClaimedBaseline(old.party, kind, self.judge.worth(package)[at], package if kind == "least_in_zone" else None)
        return replace(c, baselines=tuple(new if k == at else b for k, b in enumerate(c.baselines)))

    def other_solution(self, c: Certificate) -> Forged:
        if not c.solutions:
            return None
        packages = [p.package for p in c.points] if self.rng.random() < 0.8 else self.judge.truth.feasible
        return replace(c, solutions={**c.solutions, self.rng.choice(sorted(c.solutions)): self.point(self.some(packages))})

    def other_entitlements(self, c: Certificate) -> Forged:
        if not c.solutions:
            return None
        return replace(c, entitlements={p: F(self.rng.choice([1, 2, 7, 20]), self.rng.randint(1, 2)) for p in self.judge.parties})

    def other_near(self, c: Certificate) -> Forged:
        if c.zone or not c.points:
            return None
        return replace(c, near=tuple(self.rng.sample(c.points, self.rng.randint(1, min(3, len(c.points))))))

    def other_fragile(self, c: Certificate) -> Forged:
        if not c.zone:
            return None
        known = list(c.fragile or ())
        if known and self.rng.random() < 0.5:
            known.pop(self.rng.randrange(len(known)))
        else:
            party, issue = self.rng.choice(self.judge.parties), self.rng.choice(self.judge.case.issue_ids)
            known.append(ClaimedFragile(party, issue, self.rng.choice([TENTH, -TENTH])))
        return replace(c, fragile=tuple(known))

    def other_turning(self, c: Certificate) -> Forged:
        if not c.turnings:
            return None
        at, side, name = self.rng.randrange(len(c.turnings)), self.rng.choice(["down", "up"]), self.rng.choice(SOLUTIONS)
        old = getattr(c.turnings[at], side)
        now = old[name]
        by = self.rng.choice([F(1, 5000), F(1, 200), STEP, -STEP, -F(1, 200)])
        step = self.rng.randint(1, 10) * STEP
        moved = None if now is None else (max(F(0), now[0] + by), min(HALF, now[1] + by))
        turn = self.rng.choice([None, moved, (step - F(1, 1000), step), (F(0), F(1, 1000)), (F(0), step)])
        new = replace(c.turnings[at], **{side: {**old, name: turn}})
        return replace(c, turnings=tuple(new if k == at else t for k, t in enumerate(c.turnings)))

    def other_cost(self, c: Certificate) -> Forged:
        if not c.costs:
            return None
        at = self.rng.randrange(len(c.costs))
        old = c.costs[at]
        demand = self.rng.choice([old.demand, *self.judge.demands]) if self.rng.random() < 0.3 else old.demand
        others = self.judge.meeting([d for d in self.judge.demands if d != demand])
        best = list(old.best or [self.point(self.some(others)) for _ in self.judge.parties])
        best[self.rng.randrange(len(best))] = self.point(self.some(others))
        new = ClaimedCost(demand, None if self.rng.random() < 0.2 else tuple(best))
        return replace(c, costs=tuple(new if k == at else x for k, x in enumerate(c.costs)))

    def other_money(self, c: Certificate) -> Forged:
        worth = self.judge.worth(self.some(self.judge.truth.feasible)) if self.judge.truth.feasible else None
        name, need = self.rng.choice([("inducement", self.judge.inducement), ("side_payment", self.judge.side_payment)])
        found = None if worth is None or c.zone else need(worth)
        return None if found is None else replace(c, **{name: found[1]})

    # Drafts.

    def _with_draft(self, c: Certificate, change: Callable[[ClaimedDraft], ClaimedDraft | None]) -> Forged:
        if not c.drafts:
            return None
        at = self.rng.randrange(len(c.drafts))
        new = change(c.drafts[at])
        return None if new is None else replace(c, drafts=tuple(new if k == at else d for k, d in enumerate(c.drafts)))

    def _with_study(self, c: Certificate, change: Callable[[ClaimedDraft, ClaimedStudy], ClaimedStudy | None]) -> Forged:
        def of_draft(d: ClaimedDraft) -> ClaimedDraft | None:
            study = None if d.study is None else change(d, d.study)
            return None if study is None else replace(d, study=study)

        return self._with_draft(c, of_draft)

    def other_draft(self, c: Certificate) -> Forged:
        def change(d: ClaimedDraft) -> ClaimedDraft:
            efficient = self.rng.choice([None, True, False])
            rival = self.some(self.judge.truth.feasible) if self.judge.truth.feasible and efficient is False else None
            return replace(d, efficient=efficient, dominated_by=rival, study=None if efficient is None else d.study)

        return self._with_draft(c, change)

    def _moves(self, package: Package) -> list[ClaimedMove]:
        return [move for move, _ in judge_of_drafts.changes(self.judge, package)]

    def other_moves(self, c: Certificate) -> Forged:
        def change(d: ClaimedDraft, study: ClaimedStudy) -> ClaimedStudy | None:
            moves = self._moves(d.point.package)
            return replace(study, moves_for_all=tuple(self.rng.sample(moves, self.rng.randint(0, min(2, len(moves))))))

        return self._with_study(c, change)

    def other_path(self, c: Certificate) -> Forged:
        """A walk of feasible steps: some lose on it, or it is too long, or it ends at what is not efficient."""

        def change(d: ClaimedDraft, study: ClaimedStudy) -> ClaimedStudy | None:
            package, path = dict(d.point.package), []
            for _ in range(self.rng.randint(0, 3)):
                moves = self._moves(package)
                if moves:
                    path.append(self.rng.choice(moves))
                    package[path[-1].issue] = path[-1].option
            return replace(study, path=tuple(path), path_exists=True)

        return self._with_study(c, change)

    def no_path(self, c: Certificate) -> Forged:
        return self._with_study(c, lambda _, study: replace(study, path=(), path_exists=False))

    def other_concessions(self, c: Certificate) -> Forged:
        """Concessions with their true rates, not the best or not in order."""

        def change(d: ClaimedDraft, study: ClaimedStudy) -> ClaimedStudy | None:
            found = []
            for move, gain in judge_of_drafts.changes(self.judge, d.point.package):
                for i, giver in enumerate(self.judge.parties):
                    for k, taker in enumerate(self.judge.parties):
                        if gain[i] < 0 < gain[k]:
                            rate = gain[k] / -gain[i]
                            found.append(ClaimedConcession(giver=giver, taker=taker, issue=move.issue, option=move.option, rate=rate))
            kept = [x for x in study.concessions if self.rng.random() < 0.7]
            mixed = kept + self.rng.sample(found, min(1, len(found)))
            return replace(study, concessions=tuple(self.rng.sample(mixed, len(mixed))))

        return self._with_study(c, change)

    def other_order(self, c: Certificate) -> Forged:
        def change(d: ClaimedDraft, study: ClaimedStudy) -> ClaimedStudy | None:
            quo = self.judge.case.status_quo()
            if quo is None:
                return replace(study, order=self.judge.case.issue_ids, order_exists=True)
            changed = [i for i in quo if quo[i] != d.point.package[i]]
            return replace(study, order=tuple(self.rng.sample(changed, len(changed))), order_exists=True)

        return self._with_study(c, change)

    def no_order(self, c: Certificate) -> Forged:
        return self._with_study(c, lambda _, study: replace(study, order=(), order_exists=False))

    def other_term(self, c: Certificate) -> Forged:
        """A term with what each party truly expects of it."""

        def change(d: ClaimedDraft, study: ClaimedStudy) -> ClaimedStudy | None:
            issue, event = self.rng.choice(self.judge.case.issues), self.rng.choice(["rain", "peace"])
            then, otherwise = self.rng.choice(issue.option_ids), self.rng.choice(issue.option_ids)
            here = self.judge.worth(d.point.package)
            so, not_so = (self.judge.worth({**d.point.package, issue.id: o}) for o in (then, otherwise))
            believed = [one.expectations.get(event) for one in self.judge.preferences]
            expected = tuple(
                None if b is None else b * (x - h) + (1 - b) * (y - h) for b, x, y, h in zip(believed, so, not_so, here, strict=True)
            )
            return replace(
                study, terms=(*study.terms, ClaimedTerm(event=event, issue=issue.id, then=then, otherwise=otherwise, expected=expected))
            )

        return self._with_study(c, change)

    def other_draft_money(self, c: Certificate) -> Forged:
        def change(_: ClaimedDraft, study: ClaimedStudy) -> ClaimedStudy | None:
            name, need = self.rng.choice([("inducement", self.judge.inducement), ("side_payment", self.judge.side_payment)])
            found = need(self.judge.worth(self.some()))
            return None if found is None else replace(study, **{name: found[1]})

        return self._with_study(c, change)
