"""Forges certificates of cases in doubt by what their claims mean; see `forger`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

from goodoffices.proof.certificate import (
    Certificate,
    ClaimedConflict,
    ClaimedFrontier,
    ClaimedGrounds,
    ClaimedPoint,
    ClaimedStanding,
    ClaimedTruth,
)
from tests.proof.judge_of_doubt import HUNDRED, ZERO, JudgeOfDoubt, Party, ends
from tests.reference.brute import Truth

F = Fraction
Forged = Certificate | None
WORDS = ("always", "perhaps", "never")


@dataclass
class ForgerInDoubt:
    """Forges certificates of one case in doubt."""

    rng: Random
    judge: JudgeOfDoubt

    def __post_init__(self) -> None:
        self.all = Truth(self.judge.case, ()).all

    def ways(self) -> dict[str, Callable[[Certificate], Forged]]:
        """The ways to forge, by name; each gives nothing where there is nothing to forge."""
        return {
            "another answer to what is possible": self.other_possible,
            "another standing": self.other_standing,
            "other acceptance": self.other_acceptance,
            "a rival of what has none": self.rival,
            "another witness": self.other_witness,
            "another truth": self.other_truth,
            "another limit": self.other_limit,
            "grounds of another party": self.other_grounds,
            "another conflict in doubt": self.other_conflict,
            "other regrets": self.other_regrets,
            "something beside": self.beside,
        }

    def _doubt(self, c: Certificate, **changes: object) -> Certificate:
        assert c.doubt is not None
        return replace(c, doubt=replace(c.doubt, **changes))

    def _package(self) -> dict[str, str]:
        return dict(self.rng.choice(self.judge.feasible or self.all))

    def _bars(self, c: Certificate) -> tuple[tuple[int, ...], ...]:
        """Positions of whatever is listed."""
        assert c.doubt is not None
        found = []
        for p in self.judge.parties:
            n = len(c.doubt.grounds[p.one.party].multipliers) + 1 if p.one.party in c.doubt.grounds else 1
            found.append(tuple(sorted({self.rng.randrange(n) for _ in range(self.rng.randint(0, 2))})))
        return tuple(found)

    def _truth(self, p: Party) -> ClaimedTruth:
        """Numbers at ends of what a file says, a blank weight at some size; rankings are not looked at."""
        weights = {i: self.rng.choice(ends(w, F(self.rng.choice([1, 50])))) for i, w in p.one.weights.items()}
        scores = {i: {o: self.rng.choice(p.ranged(i, o)) for o in row} for i, row in p.one.scores.items()}
        return ClaimedTruth(weights, scores, None if p.floors is None else self.rng.choice(p.floors))

    def _with_truths(self, c: Certificate) -> Certificate:
        """With one more allowed truth of each party, as a witness to whatever is said."""
        assert c.doubt is not None
        grounds = dict(c.doubt.grounds)
        for p in self.judge.parties:
            t = self._truth(p)
            if not p.certain and p.allows(t):
                old = grounds.get(p.one.party, ClaimedGrounds((), ()))
                grounds[p.one.party] = replace(old, truths=(*old.truths, t))
        return self._doubt(c, grounds=grounds)

    def other_possible(self, c: Certificate) -> Forged:
        c, said = self._with_truths(c), self.rng.choice(WORDS)
        bars = self.rng.choice([(), self._bars(c), self._witnesses(c)])
        return self._doubt(c, possible=said, example=None if said == "never" else self._package(), bars=bars)

    def _witnesses(self, c: Certificate) -> tuple[tuple[int, ...], ...]:
        """Positions of all truths of each party."""
        assert c.doubt is not None
        grounds = c.doubt.grounds
        return tuple(tuple(range(len(grounds[p.one.party].truths))) if p.one.party in grounds else () for p in self.judge.parties)

    def _witness(self, c: Certificate) -> tuple[int | None, ...]:
        """Some truth of each party."""
        return tuple(self.rng.choice(listed) if listed else None for listed in self._witnesses(c))

    def _with_standing(self, c: Certificate, change: Callable[[ClaimedStanding], ClaimedStanding]) -> Forged:
        assert c.doubt is not None
        if not c.doubt.candidates:
            return None
        at = self.rng.randrange(len(c.doubt.candidates))
        return self._doubt(c, candidates=tuple(change(s) if k == at else s for k, s in enumerate(c.doubt.candidates)))

    def other_standing(self, c: Certificate) -> Forged:
        c = self._with_truths(c)

        def change(s: ClaimedStanding) -> ClaimedStanding:
            said = self.rng.choice(["efficient", "perhaps", "dominated"])
            if said == "efficient":
                return replace(s, standing=said, rival=None, witness=None, bars=self.rng.choice([(), self._bars(c)]))
            rival = s.rival if s.rival is not None and self.rng.random() < 0.6 else self._package()
            return replace(s, standing=said, rival=rival, witness=self._witness(c) if said == "perhaps" else None, bars=())

        return self._with_standing(c, change)

    def other_acceptance(self, c: Certificate) -> Forged:
        at = self.rng.randrange(len(self.judge.parties))
        word = self.rng.choice(WORDS)
        return self._with_standing(
            self._with_truths(c), lambda s: replace(s, accepted=tuple(word if k == at else w for k, w in enumerate(s.accepted)))
        )

    def rival(self, c: Certificate) -> Forged:
        """A package said to dominate, wherever another one does or none."""
        return self._with_standing(c, lambda s: replace(s, rival=self._package()))

    def other_witness(self, c: Certificate) -> Forged:
        c = self._with_truths(c)
        return self._with_standing(c, lambda s: replace(s, witness=self._witness(c)))

    def other_truth(self, c: Certificate) -> Forged:
        """A truth that is one, or one number of which is off."""
        p = self.rng.choice([p for p in self.judge.parties if not p.certain])
        t, by = self._truth(p), self.rng.choice([F(0), F(1, 7), -F(1, 7), F(200)])
        issue = self.rng.choice(sorted(t.weights))
        place = self.rng.choice(["weight", "score", "walk_away"])
        if place == "weight":
            t = replace(t, weights={**t.weights, issue: t.weights[issue] + by})
        elif place == "score":
            option = self.rng.choice(sorted(t.scores[issue]))
            t = replace(t, scores={**t.scores, issue: {**t.scores[issue], option: t.scores[issue][option] + by}})
        else:
            t = replace(t, walk_away=by if t.walk_away is None else t.walk_away + by)
        return self._listed(c, p, t, "truths")

    def other_limit(self, c: Certificate) -> Forged:
        """Numbers said to be come near to: with blank weights alone, or with others, too."""
        p = self.rng.choice([p for p in self.judge.parties if not p.certain])
        t = self._truth(p)
        weights = {i: F(self.rng.randint(0, 1)) if self.rng.random() < 0.3 or p.one.weights[i] is None else ZERO for i in t.weights}
        return self._listed(self._with_truths(c), p, replace(t, weights=weights), "limits")

    def _listed(self, c: Certificate, p: Party, t: ClaimedTruth, where: str) -> Certificate:
        assert c.doubt is not None
        old = c.doubt.grounds.get(p.one.party, ClaimedGrounds((), ()))
        return self._doubt(c, grounds={**c.doubt.grounds, p.one.party: replace(old, **{where: (*getattr(old, where), t)})})

    def other_grounds(self, c: Certificate) -> Forged:
        """TruthsProgram of one party said to be another's."""
        p, other = self.rng.sample(self.judge.parties, 2)
        return self._listed(c, other, self._truth(p), "truths")

    def other_conflict(self, c: Certificate) -> Forged:
        known = [*self.judge.rules, *self.judge.floors]
        if not known:
            return None
        demands = tuple(self.rng.sample(known, self.rng.randint(1, min(3, len(known)))))
        without = []
        for left_out in demands:
            rest = [x for x in self.all if all(self.judge._meets(x, d) is not False for d in demands if d != left_out)]
            without.append(dict(self.rng.choice(rest or self.all)))
        return self._doubt(
            self._with_truths(c), conflict=ClaimedConflict(demands, tuple(without)), bars=self.rng.choice([c.doubt.bars, self._bars(c)])
        )

    def other_regrets(self, c: Certificate) -> Forged:
        """One regret off, or what truths at some ends say, or without a package that is compared."""
        c = self._with_truths(c)
        assert c.doubt is not None
        if not c.doubt.regrets:
            return None
        rows = list(c.doubt.regrets)
        at, p = self.rng.randrange(len(rows)), self.rng.randrange(len(self.judge.parties))
        if len(rows) > 1 and self.rng.random() < 0.2:
            rows.pop(at)
            return self._doubt(c, regrets=tuple(rows))
        party = self.judge.parties[p]
        t = self._truth(party)
        leads = [party.lead(t, y.package, rows[at].package) / party.total(t) for y in rows if party.total(t)]
        old = rows[at].largest[p]
        said = self.rng.choice([old + F(1, 7), old - F(1, 7), ZERO, HUNDRED, max([ZERO, *leads])])
        rows[at] = replace(rows[at], largest=tuple(said if k == p else x for k, x in enumerate(rows[at].largest)))
        return self._doubt(c, regrets=tuple(rows))

    def beside(self, c: Certificate) -> Forged:
        point = ClaimedPoint(utilities={p.one.party: ZERO for p in self.judge.parties}, package=self._package())
        return replace(
            c,
            **self.rng.choice(
                [
                    {"zone": True},
                    {"frontier": ClaimedFrontier((point,))},
                    {"near": (point,)},
                    {"fragile": ()},
                    {"solutions": {"nash": point}},
                ]
            ),
        )
