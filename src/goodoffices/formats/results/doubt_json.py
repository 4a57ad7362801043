"""An analysis in doubt as JSON: its shape, and how it is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Literal

from pydantic import Field

from goodoffices.analysis import AnalysisInDoubt, Judged
from goodoffices.analysis.doubt.acceptability import Acceptability
from goodoffices.analysis.doubt.regret import Regrets
from goodoffices.analysis.doubt.what_to_find_out import WhatToFindOut
from goodoffices.formats.results.result_parts import option_values
from goodoffices.formats.results.schema_parts import Out, Package
from goodoffices.preferences import Preferences

Share = Literal["always", "perhaps", "never"]


class ShareOut(Out):
    """A share of the truths drawn, with a 95 % interval."""

    share: float
    low: float
    high: float


class SampledOut(Out):
    """No proof: in how many of the truths drawn all could sign the package, and it is efficient among those compared."""

    signed: ShareOut
    efficient: ShareOut


class QuestionOut(Out):
    """Does the number lie below or above `middle`? Either answer settles at least so many statements. Without `issue`: the walk-away value."""

    party: str
    issue: str | None
    option: str | int | float | None
    middle: float
    settles: int


class JudgedOut(Out):
    """A package: the drafts that it is, whether it is efficient, who could sign it; `rival`: a package that dominates it under some truth, or all."""

    drafts: list[str]
    package: Package
    standing: Literal["efficient", "perhaps", "dominated", "open"]
    accepted: dict[str, Share]
    rival: Package | None
    sampled: SampledOut | None = Field(description="Null for a package beyond those that the sample compares.")


class InDoubtPart(Out):
    """The numbers of a party's reading that are in doubt, by name."""

    party: str
    reading: str
    basis: str
    numbers: list[str]
    rankings: list[str] = Field(description="Ids of the rankings that are known of it.")


class ConflictDemand(Out):
    """A demand by kind, party (null: nobody's) and id."""

    kind: str
    party: str | None
    id: str


class RegretOut(Out):
    """The most points by which another of the packages compared could turn out to be better for each party than this one."""

    package: Package
    largest: dict[str, float]


class DoubtOut(Out):
    """What `analyse --json` prints where numbers are intervals or blanks."""

    format: Literal["goodoffices-doubt/1"]
    version: str
    case: str
    in_doubt: list[InDoubtPart]
    possible: Share
    example: Package | None
    candidates: list[JudgedOut]
    sample: dict[str, int] = Field(description="`drawn` truths, with this `seed`.")
    next_questions: list[QuestionOut]
    open_statements: int
    broken_drafts: dict[str, list[str]] = Field(description="Drafts that break a rule or cross a red line, and which.")
    conflict: list[ConflictDemand] | None = Field(
        description="Where nothing is possible: demands that cannot be met together under any truth; without any one of them the others can, under some."
    )
    regrets: list[RegretOut] = Field(description="Of packages compared with one another alone; exact but for floating point.")
    time_ended: bool = Field(description="Before all candidates were judged; they are counted in `left_out`.")
    left_out: int = Field(description="Packages that are efficient under the middles of intervals and were not looked at.")


def doubt_as_json(
    result: AnalysisInDoubt, questions: WhatToFindOut, shares: Acceptability, regretted: Regrets, *, version: str
) -> dict[str, Any]:
    """Everything that an analysis in doubt says, ready for `json.dumps`."""
    values, ids = option_values(result.problem.case), result.problem.case.issue_ids

    def package(row: Sequence[int] | None) -> dict[str, Any] | None:
        return None if row is None else {i: of_issue[k] for i, of_issue, k in zip(ids, values, row, strict=True)}

    at = {result.candidates[k].package: n for n, k in enumerate(shares.candidates)}

    def judged(one: Judged) -> dict[str, Any]:
        return {
            "drafts": list(one.names),
            "package": package(one.package),
            "standing": one.standing.value,
            "accepted": {p: a.value for p, a in zip(result.problem.party_ids, one.accepted, strict=True)},
            "rival": package(one.rival),
            "sampled": None
            if (n := at.get(one.package)) is None
            else {"signed": asdict(shares.signed[n]), "efficient": asdict(shares.efficient[n])},
        }

    return {
        "format": "goodoffices-doubt/1",
        "version": version,
        "case": result.problem.case.id,
        "in_doubt": [_in_doubt(one) for one in result.originals],
        "possible": result.possible.value,
        "example": package(result.example),
        "candidates": [judged(one) for one in result.candidates],
        "sample": {"drawn": shares.drawn, "seed": shares.seed},
        "next_questions": _next_questions(result, questions),
        "open_statements": questions.open_now,
        "conflict": None
        if result.conflict is None
        else [
            {"kind": demand.kind.value, "party": demand.party, "id": demand.id}
            for demand in (result.problem.demands[d] for d in result.conflict.demands)
        ],
        "regrets": [
            {
                "package": package(result.candidates[k].package),
                "largest": {p: float(r) for p, r in zip(result.problem.party_ids, row, strict=True)},
            }
            for k, row in zip(regretted.compared, regretted.largest, strict=True)
        ],
        "left_out": result.left_out,
        "time_ended": result.time_ended,
        "broken_drafts": {
            name: [f"{result.problem.demands[d].kind.value} {result.problem.demands[d].id}" for d in broken]
            for name, broken in result.broken.items()
        },
    }


def _in_doubt(one: Preferences) -> dict[str, Any]:
    """Say of one party what is in doubt."""
    return {
        "party": one.party,
        "reading": one.reading,
        "basis": one.basis.kind.value,
        "numbers": one.unsupported(),
        "rankings": [r.id for r in one.rankings],
    }


def _next_questions(result: AnalysisInDoubt, questions: WhatToFindOut) -> list[dict[str, Any]]:
    """Say which numbers to find out next, and what each settles."""
    values, ids = option_values(result.problem.case), result.problem.case.issue_ids
    return [
        {
            "party": result.problem.party_ids[q.party],
            "issue": None if q.issue is None else ids[q.issue],
            "option": None if q.issue is None or q.option is None else values[q.issue][q.option],
            "middle": float(q.middle),
            "settles": q.settles,
        }
        for q in questions.best
    ]
