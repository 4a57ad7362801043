"""The analysis of a case in a process of its own: texts in at standard input, a result out at standard output, nothing on a disk.

It knows no database and no key. ``python -m goodoffices.office.analysis_job`` is started at low priority by `jobs`.
"""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from goodoffices.analysis import AnalysisError, Limits, analyse, analyse_in_doubt
from goodoffices.analysis.acceptability import acceptability
from goodoffices.analysis.next_question import next_questions
from goodoffices.analysis.regret import regrets
from goodoffices.formats.case_texts import CaseTexts
from goodoffices.formats.errors import CaseFileError
from goodoffices.preferences import BasisKind, Preferences
from goodoffices.report import Report, analysis_report
from goodoffices.report.doubt_report import doubt_report
from goodoffices.report.html import render_body
from goodoffices.report.positions_report import positions_report
from goodoffices.report.readings_report import readings_report

#: Combinations of readings that are compared.
MOST_COMBINATIONS = 32


def result_of(texts: Mapping[str, str], today: datetime.date) -> dict[str, Any]:
    """Everything that the analysis says of a case, as parts of a page. ``error``: why it says nothing."""
    opened = CaseTexts(texts)
    missing = [party for party in opened.case.party_ids if not opened.readings_of(party)]
    if missing:
        return {"error": f"There are no preferences of {', '.join(missing)}: neither an estimate nor a statement of its own."}
    usual = [opened.preferences(party, usual_reading(opened, party)) for party in opened.case.party_ids]
    return {
        "usual": _as_parts(_usual_report(opened, usual, today), "u-", "the usual readings"),
        "readings": _as_parts(_all_readings(opened, today), "a-", "all readings"),
        "rests_on": {one.party: one.reading for one in usual},
    }


def usual_reading(opened: CaseTexts, party: str) -> str:
    """A party's own statement where there is one, else the case's default, else the first by name; never invented values of a party that exists where there are others."""
    readings = opened.readings_of(party)
    kinds = {reading: opened.preferences(party, reading).basis.kind for reading in readings}
    stated = [r for r in readings if kinds[r] is BasisKind.STATED]
    default = opened.case.party(party).default_reading
    usable = [r for r in readings if not opened.is_invented(party, r)] or list(readings)
    return (stated or ([default] if default in usable else []) or usable)[0]


def _usual_report(opened: CaseTexts, usual: list[Preferences], today: datetime.date) -> Report:
    case = opened.case
    if any(not one.has_numbers for one in usual):
        return positions_report(case, usual, today=today)
    if any(one.unsupported() for one in usual):
        whole = {n: d for n in opened.draft_names if len(d := opened.draft(n).choices) == len(case.issues)}
        result = analyse_in_doubt(case, usual, drafts=whole, limits=Limits())
        regretted = regrets(result)
        return doubt_report(
            result,
            today=today,
            questions=next_questions(result),
            shares=acceptability(result, 0),
            regretted=regretted if regretted.compared else None,
        )
    drafts = {name: opened.draft(name).choices for name in opened.draft_names}
    return analysis_report(analyse(case, usual, drafts=drafts, costs=True), today=today)


def _all_readings(opened: CaseTexts, today: datetime.date) -> Report | None:
    """What holds under each combination of readings with certain numbers; None where there is but one."""
    results = []
    for chosen in opened.combinations()[:MOST_COMBINATIONS]:
        preferences = [opened.preferences(p, r) for p, r in chosen.items()]
        if all(one.has_numbers and not one.unsupported() for one in preferences):
            results.append((chosen, analyse(opened.case, preferences)))
    return readings_report(opened.case, results, today=today) if len(results) > 1 else None


def _as_parts(report: Report | None, prefix: str, of: str) -> dict[str, Any] | None:
    if report is None:
        return None
    small = replace(report, sections=())
    return {
        "title": small.title,
        "lead": small.lead,
        "rests_on": list(small.rests_on),
        "mark": small.mark,
        "body": render_body(report, prefix, of),
    }


def main() -> None:
    """Read, analyse, print. A fault is printed as an error in words that name no value."""
    asked = json.load(sys.stdin)
    try:
        result = result_of(asked["texts"], datetime.date.fromisoformat(asked["today"]))
    except (AnalysisError, CaseFileError) as refusal:
        result = {"error": str(refusal).splitlines()[0]}
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
