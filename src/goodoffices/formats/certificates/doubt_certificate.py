"""Write what an analysis in doubt claims, with what shows it.

That are truths, and multipliers of the rankings.
"""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.analysis import AnalysisInDoubt, Judged, Possible, Standing
from goodoffices.analysis.deadlock.minimal_conflict import Conflict
from goodoffices.analysis.doubt.margins import Margins, Multipliers
from goodoffices.analysis.doubt.party_doubt import Truth, total_weight
from goodoffices.analysis.doubt.regret import Regrets
from goodoffices.analysis.doubt.truths_program import Most
from goodoffices.formats.certificates.exact_certificate import demand_name
from goodoffices.proof import (
    Certificate,
    CertifiedCase,
    ChosenReading,
    ClaimedConflict,
    ClaimedDoubt,
    ClaimedGrounds,
    ClaimedRegret,
    ClaimedStanding,
    ClaimedTruth,
    FileDigest,
)
from goodoffices.proof.certificate import certificate_of_doubt_alone


def certificate_of_doubt(
    result: AnalysisInDoubt,
    files: Sequence[FileDigest],
    *,
    steps: int,
    version: str,
    regrets: Regrets | None = None,
) -> Certificate:
    """Write what an analysis in doubt claims, bound to the files that it rests on."""
    return certificate_of_doubt_alone(
        version=version,
        case=CertifiedCase(id=result.problem.case.id, files=tuple(files), steps=steps, uncut=False),
        readings=tuple(ChosenReading(one.party, one.reading) for one in result.originals),
        doubt=_Claims(result).doubt(regrets),
    )


class _Claims:
    """The truths and multipliers on which claims rest, for each party in doubt.

    Each is listed once.
    """

    def __init__(self, result: AnalysisInDoubt) -> None:
        self.result, self.problem = result, result.problem
        self.truths: list[dict[Truth, int]] = [{} for _ in result.truths]
        self.limits: list[dict[Truth, None]] = [{} for _ in result.truths]
        # At 0: no multipliers, which is always known and not listed.
        self.multipliers: list[dict[Multipliers, int]] = [{(): 0} for _ in result.truths]
        self.acceptance = Margins(result.problem, result.truths, None)

    def doubt(self, regrets: Regrets | None) -> ClaimedDoubt:
        result = self.result
        candidates = tuple(self.standing(one) for one in result.candidates)
        if result.possible is Possible.ALWAYS:
            bars: tuple[tuple[int, ...], ...] = ()
        elif result.possible is Possible.NEVER:
            bars = self.barred(result.cannot.multipliers)
        else:
            bars = tuple(
                tuple(self.listed(p, t) for t in of_party)
                for p, of_party in enumerate(result.cannot.truths)
            )
        if result.example is not None:
            self.acceptances(result.example)
        conflict = None if result.conflict is None else self.conflict(result.conflict)
        regretted = () if regrets is None else self.regrets(regrets)
        grounds = {
            doubt.party: ClaimedGrounds(
                tuple(self.claimed(t) for t in self.truths[p]),
                tuple(m for m in self.multipliers[p] if m),
                tuple(self.claimed(t) for t in self.limits[p]),
            )
            for p, doubt in enumerate(result.doubts)
            if not doubt.is_certain
        }
        example = None if result.example is None else self.problem.package(result.example)
        return ClaimedDoubt(
            possible=result.possible.value,
            example=example,
            candidates=candidates,
            grounds=grounds,
            bars=bars,
            conflict=conflict,
            regrets=regretted,
        )

    def standing(self, one: Judged) -> ClaimedStanding:
        self.acceptances(one.package)
        if one.rival is not None:
            margins = Margins(self.problem, self.result.truths, one.package)
            for p, doubt in enumerate(self.result.doubts):
                if doubt.rows and not doubt.is_certain:
                    self.take(
                        p,
                        margins.least(p, one.rival)
                        if one.standing is Standing.DOMINATED
                        else margins.most(p, one.rival),
                    )
        witness = None
        if one.witness is not None:
            pairs = enumerate(zip(one.witness, self.result.doubts, strict=True))
            witness = tuple(
                None if doubt.is_certain else self.listed(p, truth) for p, (truth, doubt) in pairs
            )
        rival = None if one.rival is None else self.problem.package(one.rival)
        return ClaimedStanding(
            package=self.problem.package(one.package),
            standing=one.standing.value,
            accepted=tuple(a.value for a in one.accepted),
            rival=rival,
            witness=witness,
            bars=self.barred(one.proof.multipliers),
        )

    def acceptances(self, package: tuple[int, ...]) -> None:
        """Show who can sign a package."""
        for p, doubt in enumerate(self.result.doubts):
            if doubt.rows and self.acceptance.is_compared(p):
                for found in (self.acceptance.least(p, package), self.acceptance.most(p, package)):
                    self.take(p, found)

    def conflict(self, conflict: Conflict) -> ClaimedConflict:
        """Claim a conflict, with the truths under which its packages meet the other demands."""
        for package in conflict.without:
            self.acceptances(package)
        names = tuple(demand_name(self.problem, d) for d in conflict.demands)
        return ClaimedConflict(
            names, tuple(self.problem.package(package) for package in conflict.without)
        )

    def regrets(self, regrets: Regrets) -> tuple[ClaimedRegret, ...]:
        """Claim regrets, with what shows that they are reached and not exceeded."""
        packages = [self.result.candidates[k].package for k in regrets.compared]
        for x, largest in zip(packages, regrets.largest, strict=True):
            margins = Margins(self.problem, self.result.truths, x)
            for p, doubt in enumerate(self.result.doubts):
                if not doubt.is_certain:
                    for y in packages:
                        most = margins.truths[p].most(
                            margins.margin(p, y).plus(total_weight(doubt), -largest[p])
                        )
                        self.take(p, most)
                        if not most.is_reached:
                            self.limits[p][most.point] = None
        return tuple(
            ClaimedRegret(self.problem.package(x), largest)
            for x, largest in zip(packages, regrets.largest, strict=True)
        )

    def take(self, p: int, most: Most) -> None:
        self.listed(p, most.truth)
        self.multipliers[p].setdefault(most.multipliers, len(self.multipliers[p]))

    def listed(self, p: int, truth: Truth) -> int:
        """List a truth, and give its position in its party's list."""
        return self.truths[p].setdefault(truth, len(self.truths[p]))

    def barred(self, multipliers: Sequence[Sequence[Multipliers]]) -> tuple[tuple[int, ...], ...]:
        """Give the positions of the multipliers of each party."""
        return tuple(
            tuple(self.multipliers[p].setdefault(m, len(self.multipliers[p])) for m in of_party)
            for p, of_party in enumerate(multipliers)
        )

    def claimed(self, truth: Truth) -> ClaimedTruth:
        issues = self.problem.case.issues
        scores = {
            i.id: dict(zip(i.option_ids, row, strict=True))
            for i, row in zip(issues, truth.scores, strict=True)
        }
        return ClaimedTruth(
            dict(zip(self.problem.case.issue_ids, truth.weights, strict=True)),
            scores,
            truth.walk_away,
        )
