"""A result as JSON: the same facts as the report, under the schema of `result_schema`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from goodoffices.analysis import SOLUTIONS, Analysis
from goodoffices.analysis.engine.method import Chosen
from goodoffices.analysis.sensitivity import Sensitivity
from goodoffices.formats.results.draft_json import draft_as_json
from goodoffices.formats.results.result_parts import ResultWriter
from goodoffices.report.saying import Saying
from goodoffices.report.wording import Wording


def result_as_json(
    result: Analysis,
    saying: Saying,
    *,
    version: str,
    methods: Sequence[Chosen] | None = None,
    sensitivity: Sensitivity | None = None,
) -> dict[str, Any]:
    """Everything that an analysis says, ready for `json.dumps`."""
    writer = ResultWriter(result, Wording(result.problem.case, saying.language))
    data: dict[str, Any] = {
        "format": "goodoffices-analysis/1",
        "version": version,
        "for": saying.for_party,
        "seed": result.seed,
        "numbers": writer.numbers(),
        "entitlements": None if result.entitlements is None else {party: float(e) for party, e in result.entitlements.items()},
        "case": writer.case(),
        "rests_on": writer.rests_on(saying.today),
        "zopa": writer.zopa(),
        "frontier": writer.frontier(saying.all_points),
        "baselines": writer.baselines(),
        "solutions": {name: writer.solution(name) for name in SOLUTIONS},
        "deadlock": writer.deadlock(),
        "log_rolls": writer.log_rolls(),
        "costs": writer.costs(),
        "drafts": [draft_as_json(writer, name, draft) for name, draft in result.drafts.items()],
    }
    if sensitivity is not None:
        data["sensitivity"] = [
            {
                "party": writer.problem.party_ids[t.party],
                "issue": writer.ids[t.issue],
                "down": {name: None if s is None else float(s.at) for name, s in t.down.items()},
                "up": {name: None if s is None else float(s.at) for name, s in t.up.items()},
            }
            for t in sensitivity.weights
        ]
    if methods is not None:
        data["method"] = [
            {
                "issues": [writer.ids[j] for j in one.issues],
                "method": one.method.value,
                "combinations": str(one.combinations),
                "at_once": str(one.at_once),
            }
            for one in methods
        ]
    return data
