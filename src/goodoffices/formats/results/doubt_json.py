"""Write an analysis in doubt as JSON, in the shape of `doubt_schema`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from fractions import Fraction
from typing import Any

from goodoffices.analysis import AnalysisInDoubt, Judged
from goodoffices.analysis.doubt.acceptability import Acceptability
from goodoffices.analysis.doubt.regret import Regrets
from goodoffices.analysis.doubt.what_to_find_out import ToFindOut, WhatToFindOut
from goodoffices.analysis.in_the_middle import InTheMiddle
from goodoffices.formats.results.doubt_schema import (
    BandOut,
    ConflictDemand,
    DoubtOut,
    InDoubtPart,
    JudgedOut,
    MiddleOut,
    QuestionOut,
    RegretOut,
    SampledOut,
    ShareOut,
)
from goodoffices.formats.results.inputs_json import inputs_of
from goodoffices.formats.results.plain_data import as_plain_data
from goodoffices.formats.results.result_json import result_as_json
from goodoffices.formats.results.result_parts import option_values
from goodoffices.formats.results.schema_parts import Package
from goodoffices.preferences import Preferences
from goodoffices.report.saying import Saying
from goodoffices.report.wording import Wording


def doubt_as_json(
    result: AnalysisInDoubt,
    questions: WhatToFindOut,
    shares: Acceptability,
    regretted: Regrets,
    middle: InTheMiddle | None,
    saying: Saying,
    *,
    version: str,
) -> dict[str, Any]:
    """Write everything that an analysis in doubt says, ready for `json.dumps`."""
    writer = _DoubtWriter(result)
    at = {result.candidates[k].package: n for n, k in enumerate(shares.candidates)}
    demands = (
        None
        if result.conflict is None
        else [result.problem.demands[d] for d in result.conflict.demands]
    )
    said = DoubtOut(
        format="goodoffices-doubt/2",
        version=version,
        case=result.problem.case.id,
        in_doubt=[_in_doubt(one) for one in result.originals],
        inputs=inputs_of(
            result.problem.case, result.originals, Wording(result.problem.case, saying.language)
        ),
        possible=result.possible.value,
        example=None if result.example is None else writer.package(result.example),
        candidates=[
            writer.judged(one, _sampled(shares, at.get(one.package))) for one in result.candidates
        ],
        sample={"drawn": shares.drawn, "seed": shares.seed},
        next_questions=[writer.question(one) for one in questions.best],
        open_statements=questions.open_now,
        conflict=None
        if demands is None
        else [ConflictDemand(kind=one.kind.value, party=one.party, id=one.id) for one in demands],
        regrets=[
            writer.regret(k, row)
            for k, row in zip(regretted.compared, regretted.largest, strict=True)
        ],
        middle=None if middle is None else writer.middle(middle, saying, version),
        left_out=result.left_out,
        time_ended=result.time_ended,
        broken_drafts={
            name: [
                f"{result.problem.demands[d].kind.value} {result.problem.demands[d].id}"
                for d in broken
            ]
            for name, broken in result.broken.items()
        },
    )
    written: dict[str, Any] = as_plain_data(said)
    return written


class _DoubtWriter:
    """A writer that puts what an analysis in doubt found into the shapes that are published."""

    def __init__(self, result: AnalysisInDoubt) -> None:
        self.result, self.parties = result, result.problem.party_ids
        self.values, self.ids = option_values(result.problem.case), result.problem.case.issue_ids

    def package(self, row: Sequence[int]) -> Package:
        return {i: of_issue[k] for i, of_issue, k in zip(self.ids, self.values, row, strict=True)}

    def judged(self, one: Judged, sampled: SampledOut | None) -> JudgedOut:
        return JudgedOut(
            drafts=list(one.names),
            package=self.package(one.package),
            standing=one.standing.value,
            accepted={p: a.value for p, a in zip(self.parties, one.accepted, strict=True)},
            rival=None if one.rival is None else self.package(one.rival),
            sampled=sampled,
        )

    def question(self, one: ToFindOut) -> QuestionOut:
        return QuestionOut(
            party=self.parties[one.party],
            asked=one.asked.value,
            first=None if one.first is None else self.package(one.first),
            second=None if one.second is None else self.package(one.second),
            settles=None if one.settles is None else list(one.settles),
        )

    def middle(self, one: InTheMiddle, saying: Saying, version: str) -> MiddleOut:
        return MiddleOut(
            parties=list(one.readings),
            walk_away_unknown=[p for p, r in one.readings.items() if r.walk_away_was_blank],
            analysis=result_as_json(one.result, saying, version=version),
            bands=[
                BandOut(
                    package=self.package(package),
                    between={
                        p: None if between is None else [float(end) for end in between]
                        for p, between in zip(self.parties, band, strict=True)
                    },
                )
                for package, band in one.bands.items()
            ],
            stays={name: ShareOut(**asdict(share)) for name, share in one.stays.items()},
            compared=one.compared,
        )

    def regret(self, candidate: int, largest: Sequence[Fraction]) -> RegretOut:
        by_party = {p: float(r) for p, r in zip(self.parties, largest, strict=True)}
        return RegretOut(
            package=self.package(self.result.candidates[candidate].package), largest=by_party
        )


def _sampled(shares: Acceptability, at: int | None) -> SampledOut | None:
    """Say what was drawn of a package by its place among those compared."""
    if at is None:
        return None
    return SampledOut(
        signed=ShareOut(**asdict(shares.signed[at])),
        efficient=ShareOut(**asdict(shares.efficient[at])),
    )


def _in_doubt(one: Preferences) -> InDoubtPart:
    """Say of one party what is in doubt."""
    return InDoubtPart(
        party=one.party,
        reading=one.reading,
        basis=one.basis.kind.value,
        numbers=one.unsupported(),
        rankings=[r.id for r in one.rankings],
    )
