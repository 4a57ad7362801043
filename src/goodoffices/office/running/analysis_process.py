"""The analysis of a case in a process of its own: texts in at standard input, a result out at standard output, nothing on a disk.

It knows no database and no key. ``python -m goodoffices.office.running.analysis_process`` is started at low priority by `worker`.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from goodoffices import __version__
from goodoffices.analysis import Analysis, AnalysisError, AnalysisInDoubt, Limits, Standing, analyse, analyse_in_doubt
from goodoffices.analysis.doubt.acceptability import acceptability
from goodoffices.analysis.doubt.readings_in_doubt import JUDGED
from goodoffices.analysis.doubt.regret import regrets
from goodoffices.analysis.doubt.what_to_find_out import next_questions
from goodoffices.analysis.doubt.worth_in_doubt import OwnValues
from goodoffices.formats.certificates.certificate_writer import certificate_as_json, certificate_of
from goodoffices.formats.certificates.doubt_certificate import certificate_of_doubt
from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.ours.case_texts import CaseTexts
from goodoffices.formats.ours.opened_case import STEPS
from goodoffices.formats.results.report_json import report_as_data
from goodoffices.office.access.kinds import OWN_WORD
from goodoffices.office.computing.child import die_with_parent, limit
from goodoffices.office.pages.in_words import file_in_words
from goodoffices.preferences import BasisKind, Preferences
from goodoffices.proof import Certificate
from goodoffices.report import Report
from goodoffices.report.reports.analysis_report import analysis_report
from goodoffices.report.reports.doubt_report import doubt_report
from goodoffices.report.reports.positions_report import positions_report
from goodoffices.report.reports.readings_in_doubt_report import readings_in_doubt_report
from goodoffices.report.reports.readings_report import readings_report
from goodoffices.report.wording import Wording, capital

#: Seconds of computing of one analysis.
MOST_CPU_SECONDS = 1_800
#: Combinations of readings that are compared; efficient packages that are kept one by one; and where numbers are in doubt.
MOST_COMBINATIONS, MOST_POINTS_KEPT, MOST_JUDGED_KEPT = 32, 2_000, 250
#: Called with how many parts of the work are done, of how many.
Progress = Callable[[int, int], None]


def result_of(
    texts: Mapping[str, str], today: datetime.date, progress: Progress = lambda done, of: None, chosen: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Everything that the analysis says of a case. ``chosen``: of parties that did not speak themselves the reading on which the mediation would have the answer rest.
    ``error``: why it says nothing.

    ``usual`` and ``across``: reports as data; ``rests_on``: the reading of each party; ``unused``: readings that nothing here rests on; ``files``: the digest of
    each file; ``numbers``: the packages one by one with what each party gets (see `_numbers`, `_judged`), None for positions; ``certificate``: what `verify` accepts,
    None for positions and answers in part.
    """
    opened = CaseTexts(texts)
    missing = [party for party in opened.case.party_ids if not opened.readings_of(party)]
    if missing:
        named = Wording(opened.case).list_of(Wording(opened.case).party(p) for p in missing)
        return {"error": f"Nothing is known of what {named} would have: there is no estimate and no own word. Estimate it first."}
    usual = [opened.preferences(party, usual_reading(opened, party, (chosen or {}).get(party))) for party in opened.case.party_ids]
    combinations = opened.combinations()[:MOST_COMBINATIONS]
    progress(0, 1 + len(combinations))
    report, certificate, numbers = _usual(opened, usual, today)
    across, compared = _across(opened, combinations, today, progress)
    rests_on = {one.party: one.reading for one in usual}
    return {
        "usual": report_as_data(report),
        "across": None if across is None else report_as_data(across),
        "rests_on": rests_on,
        "unused": [(p, r) for p in opened.case.party_ids for r in opened.readings_of(p) if (p, r) not in {*rests_on.items(), *compared}],
        "files": {name: hashlib.sha256(text.encode()).hexdigest() for name, text in sorted(texts.items())},
        "numbers": numbers,
        "certificate": None if certificate is None else certificate_as_json(certificate),
    }


def usual_reading(opened: CaseTexts, party: str, chosen: str | None = None) -> str:
    """A party's own statement where there is one, else that which the mediation chose, else the case's default, else the first by name; never invented values of a
    party that exists where there are others, unless they were chosen.
    """
    readings = opened.readings_of(party)
    kinds = {reading: opened.preferences(party, reading).basis.kind for reading in readings}
    # A party's own word, given by itself, comes before what somebody else brought as its word.
    stated = sorted((r for r in readings if kinds[r] is BasisKind.STATED), key=lambda r: r != OWN_WORD)
    default = opened.case.party(party).default_reading
    usable = [r for r in readings if not opened.is_invented(party, r)] or list(readings)
    return (stated or ([chosen] if chosen in readings else []) or ([default] if default in usable else []) or usable)[0]  # type: ignore[return-value]


def _usual(opened: CaseTexts, usual: list[Preferences], today: datetime.date) -> tuple[Report, Certificate | None, dict[str, Any] | None]:
    """Under the usual readings: the report, the certificate, and the efficient packages; None where there are none."""
    case, files = opened.case, opened.digests_of(usual)
    if any(not one.has_numbers for one in usual):
        return positions_report(case, usual, today=today), None, None
    if any(one.unsupported() for one in usual):
        in_doubt = analyse_in_doubt(case, usual, drafts=_whole_drafts(opened), limits=Limits())
        found = regrets(in_doubt)
        regretted = found if found.compared else None
        report = doubt_report(
            in_doubt, today=today, questions=next_questions(in_doubt), shares=acceptability(in_doubt, 0), regretted=regretted
        )
        proof = certificate_of_doubt(in_doubt, files, steps=STEPS, version=__version__, regrets=regretted)
        return report, proof, _judged(in_doubt)
    drafts = {name: opened.draft(name).choices for name in opened.draft_names}
    result = analyse(case, usual, drafts=drafts, costs=True)
    certificate = None if result.in_part is not None else certificate_of(result, files, steps=STEPS, version=__version__)
    return analysis_report(result, today=today), certificate, _numbers(result)


def _whole_drafts(opened: CaseTexts) -> dict[str, Mapping[str, str]]:
    """The drafts that settle every issue."""
    return {n: d for n in opened.draft_names if len(d := opened.draft(n).choices) == len(opened.case.issues)}


def _across(
    opened: CaseTexts, combinations: Sequence[Mapping[str, str]], today: datetime.date, progress: Progress
) -> tuple[Report | None, set[tuple[str, str]]]:
    """What holds under each combination of readings with numbers, and which readings (party, reading) that compares; no report where there is but one.

    Where some numbers are in doubt all combinations are judged in the same way, so that they can be compared.
    """
    rows = [(chosen, [opened.preferences(p, r) for p, r in chosen.items()]) for chosen in combinations]
    rows = [(chosen, some) for chosen, some in rows if all(one.has_numbers for one in some)]
    if len(rows) < 2:
        return None, set()
    case, compared = opened.case, {pair for chosen, _ in rows for pair in chosen.items()}

    def each(found_by: Callable[[list[Preferences]], Any]) -> list[tuple[Mapping[str, str], Any]]:
        found = []
        for done, (chosen, some) in enumerate(rows, 1):
            progress(done, 1 + len(rows))
            found.append((chosen, found_by(some)))
        return found

    if not any(one.unsupported() for _, some in rows for one in some):
        return readings_report(case, each(lambda some: analyse(case, some)), today=today), compared
    drafts = _whole_drafts(opened)
    results = each(lambda some: analyse_in_doubt(case, some, drafts=drafts, limits=Limits(), most=JUDGED))
    return readings_in_doubt_report(case, results, drafts, today=today), compared


def _judged(result: AnalysisInDoubt) -> dict[str, Any]:
    """The packages that may be efficient, the first `MOST_JUDGED_KEPT` from the most for the first party to the least, with the least and the most that each
    party gets; amounts as fractions in texts.
    """
    problem = result.problem
    own = [OwnValues(problem.case, one) for one in result.originals]
    listed = []
    for one in [j for j in result.candidates if j.standing is not Standing.DOMINATED][:MOST_JUDGED_KEPT]:
        package = problem.package(one.package)
        listed.append((package, [values.worth(package) for values in own], one))
    listed.sort(key=lambda row: -sum(row[1][0]))
    return {
        "points": [
            {
                "package": package,
                "worth": [[str(low), str(high)] for low, high in worth],
                "standing": one.standing.value,
                "accepted": [a.value for a in one.accepted],
            }
            for package, worth, one in listed
        ],
        "floors": [None if one.walk_away is None else list(map(str, one.walk_away)) for one in result.doubts],
        "solutions": {},
        "is_whole": False,
    }


def _numbers(result: Analysis) -> dict[str, Any]:
    """The efficient packages one by one, the first `MOST_POINTS_KEPT`, with what each party gets, and its walk-away value; amounts as fractions
    in texts.
    """
    problem, n = result.problem, min(len(result.frontier), MOST_POINTS_KEPT)
    parties = range(len(problem.party_ids))
    solutions = {} if result.fairness is None else {name: one.row for name, one in result.fairness.solutions.items()}
    return {
        "points": [{"package": result.package(r), "worth": [str(result.utility(r, p)) for p in parties]} for r in range(n)],
        "floors": [None if f is None else str(problem.as_utility(f, p)) for p, f in enumerate(problem.walk_away)],
        "solutions": {name: row for name, row in solutions.items() if row < n},
        "is_whole": result.in_part is None and n == len(result.frontier) and problem.is_exact,
    }


def _in_words(refusal: AnalysisError | CaseFileError, texts: Mapping[str, str]) -> str:
    """Say why there is no result, in words of people: no file and no line."""
    if isinstance(refusal, CaseFileError):
        fault = refusal.faults[0]
        try:
            what = capital(file_in_words(fault.file, Wording(CaseTexts(texts).case)))
        except CaseFileError:
            what = "The case itself"
        return f"{what} does not fit: {fault.found}"
    return str(refusal).splitlines()[0]


def main() -> None:
    """Read, analyse, print: a line for each part of the work that is done, then the result. A fault is printed as an error in words that name no value."""
    die_with_parent()
    limit(MOST_CPU_SECONDS)
    asked = json.load(sys.stdin)

    def say(done: int, of: int) -> None:
        print(json.dumps({"done": done, "of": of}), flush=True)

    try:
        result = result_of(asked["texts"], datetime.date.fromisoformat(asked["today"]), say, asked["chosen"])
    except (AnalysisError, CaseFileError) as refusal:
        result = {"error": f"The case could not be analysed. {_in_words(refusal, asked['texts'])}"}
    print(json.dumps({"result": result}))


if __name__ == "__main__":
    main()
