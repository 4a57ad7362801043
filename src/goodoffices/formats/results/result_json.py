"""Write a result as JSON: the same facts as the report, under the schema of `result_schema`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from goodoffices.analysis import SOLUTIONS, Analysis
from goodoffices.analysis.engine.method import Chosen
from goodoffices.analysis.sensitivity import Sensitivity, Turning
from goodoffices.formats.results.draft_json import said_of_draft
from goodoffices.formats.results.inputs_json import inputs_of
from goodoffices.formats.results.plain_data import as_plain_data
from goodoffices.formats.results.result_parts import ResultWriter
from goodoffices.formats.results.result_schema import (
    AnalysisOut,
    MethodOut,
    SolutionsOut,
    TurningOut,
)
from goodoffices.report.saying import Saying
from goodoffices.report.wording import Wording

#: Keys that stand in a result only where somebody asked for them.
ONLY_WHERE_ASKED = ("sensitivity", "method", "timing")


def result_as_json(
    result: Analysis,
    saying: Saying,
    *,
    version: str,
    methods: Sequence[Chosen] | None = None,
    sensitivity: Sensitivity | None = None,
) -> dict[str, Any]:
    """Write everything that an analysis says, ready for `json.dumps`."""
    words = Wording(result.problem.case, saying.language)
    writer = ResultWriter(result, words)
    said = AnalysisOut(
        format="goodoffices-analysis/1",
        version=version,
        for_=saying.for_party,
        seed=result.seed,
        numbers=writer.numbers(),
        entitlements=None
        if result.entitlements is None
        else {party: float(e) for party, e in result.entitlements.items()},
        case=writer.case(),
        rests_on=writer.rests_on(saying.today),
        zopa=writer.zopa(),
        frontier=writer.frontier(saying.all_points),
        baselines=writer.baselines(),
        solutions=SolutionsOut(**{name: writer.solution(name) for name in SOLUTIONS}),
        deadlock=writer.deadlock(),
        log_rolls=writer.log_rolls(),
        costs=writer.costs(),
        drafts=[said_of_draft(writer, name, draft) for name, draft in result.drafts.items()],
        sensitivity=None
        if sensitivity is None
        else [_turning(writer, one) for one in sensitivity.weights],
        inputs=inputs_of(result.problem.case, result.problem.preferences, words),
        method=None if methods is None else [_method(writer, one) for one in methods],
    )
    written: dict[str, Any] = as_plain_data(said)
    return {
        key: value
        for key, value in written.items()
        if value is not None or key not in ONLY_WHERE_ASKED
    }


def _turning(writer: ResultWriter, turning: Turning) -> TurningOut:
    """Say where solutions turn as a weight is moved."""
    return TurningOut(
        party=writer.problem.party_ids[turning.party],
        issue=writer.ids[turning.issue],
        down={name: None if s is None else float(s.at) for name, s in turning.down.items()},
        up={name: None if s is None else float(s.at) for name, s in turning.up.items()},
    )


def _method(writer: ResultWriter, chosen: Chosen) -> MethodOut:
    """Say how the efficient combinations of tied issues are found."""
    return MethodOut(
        issues=[writer.ids[j] for j in chosen.issues],
        method=chosen.method.value,
        combinations=str(chosen.combinations),
        at_once=str(chosen.at_once),
    )
