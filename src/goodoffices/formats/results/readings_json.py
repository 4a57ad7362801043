"""Write what holds under each combination of readings, in the shapes of `readings_schema`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from goodoffices.analysis import SOLUTIONS, Analysis, AnalysisInDoubt, Standing
from goodoffices.analysis.doubt.readings_in_doubt import MOST_LISTED, signing_by_reading
from goodoffices.analysis.packages_across_readings import across_combinations, signed_under_all
from goodoffices.case import Case
from goodoffices.formats.results.inputs_json import inputs_of
from goodoffices.formats.results.plain_data import as_plain_data
from goodoffices.preferences import Preferences
from goodoffices.report.saying import Saying
from goodoffices.report.wording import Wording

Results = Sequence[tuple[Mapping[str, str], Analysis]]
ResultsInDoubt = Sequence[tuple[Mapping[str, str], AnalysisInDoubt]]


def readings_as_json(
    case: Case,
    results: Results,
    drafts: Mapping[str, Mapping[str, str]],
    saying: Saying,
    *,
    version: str,
) -> dict[str, Any]:
    """Write what holds under each combination of readings, ready for `json.dumps`."""
    analyses = [result for _, result in results]
    packages = [
        {
            "package": dict(one.package),
            "drafts": list(one.drafts),
            "chosen_by": [
                {"combination": number, "solution": name} for number, name in one.chosen_by
            ],
            "in_zone": list(one.in_zone),
            "efficient": list(one.efficient),
            "undecided": list(one.undecided),
        }
        for one in across_combinations(analyses, drafts)
    ]
    return {
        "format": "goodoffices-readings/1",
        "version": version,
        "inputs": _inputs(case, [a.problem.preferences for a in analyses], saying),
        "combinations": [_under(readings, result) for readings, result in results],
        "signed_under_all": signed_under_all(analyses)
        if all(a.zone.exists for a in analyses)
        else None,
        "packages": packages,
    }


def _under(readings: Mapping[str, str], result: Analysis) -> dict[str, Any]:
    """Write what holds under one combination of readings."""
    ids = result.problem.party_ids
    solutions: dict[str, Any] = dict.fromkeys(SOLUTIONS)
    for name in SOLUTIONS if result.fairness is not None else ():
        assert result.fairness is not None
        row = result.fairness.solutions[name].row
        solutions[name] = {
            "utilities": {p: float(result.utility(row, k)) for k, p in enumerate(ids)},
            "package": result.package(row),
        }
    count = result.zone.count
    return {
        "readings": dict(readings),
        "bases": {one.party: one.basis.kind.value for one in result.problem.preferences},
        "zopa": {
            "exists": result.zone.exists,
            "count": str(count.lower),
            "count_is_exact": count.is_exact,
            "count_lower": str(count.lower),
            "count_upper": str(count.upper),
        },
        "frontier": {"size": len(result.frontier), "complete": result.in_part is None},
        "solutions": solutions,
    }


def readings_in_doubt_as_json(
    case: Case,
    results: ResultsInDoubt,
    drafts: Mapping[str, Mapping[str, str]],
    saying: Saying,
    *,
    version: str,
) -> dict[str, Any]:
    """Write the same where numbers are in doubt.

    ``possible`` of each combination is *always*, *perhaps* or *never*, and so is what each reading
    would do with a package.
    """
    rows = []
    for readings, result in results:
        counts = {
            standing.value: sum(j.standing is standing for j in result.candidates)
            for standing in Standing
        }
        rows.append(
            {
                "readings": dict(readings),
                "bases": {one.party: one.basis.kind.value for one in result.originals},
                "possible": result.possible.value,
                "example": None
                if result.example is None
                else result.problem.package(result.example),
                "judged": counts,
            }
        )
    listed = signing_by_reading([result for _, result in results], drafts, MOST_LISTED)
    packages = [
        {
            "package": dict(one.package),
            "drafts": list(one.names),
            "could_sign": [
                {"party": p, "reading": r, "could": kind.value} for (p, r), kind in one.by.items()
            ],
        }
        for one in listed
    ]
    return {
        "format": "goodoffices-readings-in-doubt/1",
        "version": version,
        "inputs": _inputs(case, [result.originals for _, result in results], saying),
        "combinations": rows,
        "packages": packages,
    }


def _inputs(case: Case, rows: Sequence[Sequence[Preferences]], saying: Saying) -> dict[str, Any]:
    """Write what each reading says, once, by party and name."""
    used = {f"{one.party}/{one.reading}": one for row in rows for one in row}
    named = [replace(one, party=key) for key, one in used.items()]
    written: dict[str, Any] = as_plain_data(inputs_of(case, named, Wording(case, saying.language)))
    return written
