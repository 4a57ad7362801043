"""The analysis of a case in a process of its own.

Texts go in at standard input, a result comes out at standard output, and nothing is on a disk.

It knows no database and no key. ``python -m goodoffices.office.running.analysis_process`` is
started at low priority by `worker`.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from typing import Any

from goodoffices.analysis import Analysis, AnalysisError, AnalysisInDoubt, Standing
from goodoffices.analysis.doubt.worth_in_doubt import OwnValues
from goodoffices.answer import (
    Answer,
    AnswerInDoubt,
    Binding,
    Choice,
    Combination,
    ExactAnswer,
    KindOfAnswer,
    Wishes,
    answer,
    kind_of_answer,
)
from goodoffices.case import Case
from goodoffices.formats.certificates.certificate_file import certificate_as_json
from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.ours.case_texts import CaseTexts
from goodoffices.formats.ours.opened_case import STEPS
from goodoffices.formats.results.report_json import report_as_data
from goodoffices.office.computing.child import die_with_parent, limit
from goodoffices.office.pages.in_words import file_in_words
from goodoffices.report.languages import LANGUAGES, Language, is_whole
from goodoffices.report.saying import Saying
from goodoffices.report.wording import Wording, capital

#: Seconds of computing of one analysis.
MOST_CPU_SECONDS = 1_800
#: Combinations of readings that are compared; efficient packages that are kept one by one; and
#: where numbers are in doubt.
MOST_COMBINATIONS, MOST_POINTS_KEPT, MOST_JUDGED_KEPT = 32, 2_000, 250
#: Called with how many parts of the work are done, of how many.
Progress = Callable[[int, int], None]


def result_of(
    texts: Mapping[str, str],
    today: datetime.date,
    progress: Progress = lambda done, of: None,
    chosen: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Say everything that the analysis says of a case, as data.

    ``chosen``: of parties that did not speak themselves the reading on which the mediation would
    have the answer rest.

    ``error``: why it says nothing, in the first language of the case, and ``errors`` in each.
    ``usual`` and ``across``: reports as data in that language; ``in_languages``: both in each other
    one, as a text; ``rests_on``: the reading of each party; ``unused``: readings that nothing here
    rests on; ``files``: the digest of each file; ``numbers``: the packages one by one with what
    each party gets (see `_numbers`, `_judged`), None for positions; ``certificate``: what `verify`
    accepts, None for positions and answers in part.
    """
    opened = CaseTexts(texts)
    missing = [party for party in opened.case.party_ids if not opened.readings_of(party)]
    languages = languages_of_reports(opened.case)
    if missing:
        return _said_in({one: _nothing_known(opened.case, missing, one) for one in languages})
    usual = [
        opened.preferences(party, usual_reading(opened, party, (chosen or {}).get(party)))
        for party in opened.case.party_ids
    ]
    rows = opened.combinations()[:MOST_COMBINATIONS]
    progress(0, 1 + len(rows))
    drafts = cache(lambda: {name: opened.draft(name).choices for name in opened.draft_names})
    under_usual = answer(opened.case, usual, _wishes(opened.case, drafts, usual))
    certificate = under_usual.certificate(Binding(files=opened.digests_of(usual), steps=STEPS))
    combinations = _compared(opened, rows)
    across = None
    if combinations:
        across = answer(
            opened.case,
            combinations,
            _wishes(opened.case, drafts, combinations),
            progress=lambda done, _: progress(done, 1 + len(rows)),
        )
    rests_on = {one.party: one.reading for one in usual}
    looked_at = {
        *rests_on.items(),
        *(pair for row in combinations for pair in row.readings.items()),
    }
    first, *others = (
        _reports(under_usual, across, Saying(today=today, language=one)) for one in languages
    )
    return {
        **first,
        "in_languages": _as_texts(languages[1:], others),
        "rests_on": rests_on,
        "unused": _unused(opened, looked_at),
        "files": _digests_of(texts),
        "numbers": _numbers_of(under_usual),
        "certificate": None if certificate is None else certificate_as_json(certificate),
    }


def _reports(usual: Answer, across: Answer | None, saying: Saying) -> dict[str, Any]:
    """Write the reports of a result as data, in one language."""
    return {
        "usual": report_as_data(usual.report(saying)),
        "across": None if across is None else report_as_data(across.report(saying)),
    }


def _as_texts(languages: Sequence[str], reports: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Write reports as texts by language: who reads one need not take the others apart."""
    return {
        language: json.dumps(said, ensure_ascii=False)
        for language, said in zip(languages, reports, strict=True)
    }


def languages_of_reports(case: Case) -> list[str]:
    """List the languages in which a result is said: those of the case, its first one first.

    Then those in which every text of ours is translated.
    """
    return list(dict.fromkeys([*case.languages, *filter(is_whole, LANGUAGES)]))


def _said_in(errors: Mapping[str, str]) -> dict[str, Any]:
    """Make a result of why there is none, by language."""
    return {"error": next(iter(errors.values())), "errors": errors}


def _nothing_known(case: Case, missing: Sequence[str], language: str) -> str:
    """Say of which parties nothing is known, so that there is no result."""
    w = Wording(case, language)
    return w._(
        "Nothing is known of what {parties} would have: there is no estimate and no own word. "
        "Estimate it first."
    ).format(parties=w.list_of(w.party(p) for p in missing))


def _unused(opened: CaseTexts, looked_at: Collection[tuple[str, str]]) -> list[tuple[str, str]]:
    """List the readings of all parties that were not looked at: nothing rests on them."""
    return [
        (p, r)
        for p in opened.case.party_ids
        for r in opened.readings_of(p)
        if (p, r) not in looked_at
    ]


def usual_reading(opened: CaseTexts, party: str, chosen: str | None = None) -> str:
    """Choose the reading on which the answer rests; where nothing says which, the first by name.

    ``chosen``: the reading that the mediation would have it rest on while the party has not spoken.
    """
    return opened.readings_that_count(party, chosen)[0]


def _digests_of(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: hashlib.sha256(text.encode()).hexdigest() for name, text in sorted(texts.items())}


def _wishes(
    case: Case, drafts: Callable[[], Mapping[str, Mapping[str, str]]], choice: Choice
) -> Wishes:
    """Wish for what a mediation reads: the drafts judged, and the costs of demands.

    The costs are wished for where all is certain. Where numbers are in doubt, a draft that leaves
    an issue open cannot be judged. ``drafts`` are read where they are judged: positions, and
    certain readings side by side, need none.
    """
    kind = kind_of_answer(choice)
    if kind is KindOfAnswer.CERTAIN:
        return Wishes(drafts=drafts(), costs=True)
    is_in_doubt = any(
        own.unsupported()
        for one in choice
        for own in (one.preferences if isinstance(one, Combination) else (one,))
    )
    if kind is KindOfAnswer.POSITIONS or not is_in_doubt:
        return Wishes()
    return Wishes(
        drafts={
            name: choices for name, choices in drafts().items() if len(choices) == len(case.issues)
        }
    )


def _compared(opened: CaseTexts, rows: Sequence[Mapping[str, str]]) -> list[Combination]:
    """Choose the combinations of readings with numbers; none where there is but one."""
    found = [Combination.of(opened, row) for row in rows]
    found = [one for one in found if all(own.has_numbers for own in one.preferences)]
    return found if len(found) > 1 else []


def _numbers_of(given: Answer) -> dict[str, Any] | None:
    """List the efficient packages one by one; None where there are none."""
    if isinstance(given, ExactAnswer):
        return _numbers(given.result)
    return _judged(given.result) if isinstance(given, AnswerInDoubt) else None


def _judged(result: AnalysisInDoubt) -> dict[str, Any]:
    """List the packages that may be efficient, the first `MOST_JUDGED_KEPT`.

    They stand from the most for the first party to the least, with the least and the most that each
    party gets; amounts as fractions in texts.
    """
    problem = result.problem
    own = [OwnValues(problem.case, one) for one in result.originals]
    listed = []
    for one in [j for j in result.candidates if j.standing is not Standing.DOMINATED][
        :MOST_JUDGED_KEPT
    ]:
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
        "floors": [
            None if one.walk_away is None else list(map(str, one.walk_away))
            for one in result.doubts
        ],
        "solutions": {},
        "is_whole": False,
    }


def _numbers(result: Analysis) -> dict[str, Any]:
    """List the efficient packages one by one, the first `MOST_POINTS_KEPT`.

    Each stands with what each party gets, and beside them each party's walk-away value; amounts as
    fractions in texts.
    """
    problem, n = result.problem, min(len(result.frontier), MOST_POINTS_KEPT)
    parties = range(len(problem.party_ids))
    solutions = (
        {}
        if result.fairness is None
        else {name: one.row for name, one in result.fairness.solutions.items()}
    )
    return {
        "points": [
            {"package": result.package(r), "worth": [str(result.utility(r, p)) for p in parties]}
            for r in range(n)
        ],
        "floors": [
            None if f is None else str(problem.as_utility(f, p))
            for p, f in enumerate(problem.walk_away)
        ],
        "solutions": {name: row for name, row in solutions.items() if row < n},
        "is_whole": result.in_part is None and n == len(result.frontier) and problem.is_exact,
    }


def _in_words(
    refusal: AnalysisError | CaseFileError, texts: Mapping[str, str], language: str
) -> str:
    """Say why there is no result, in words of people: no file and no line."""
    speak = Language(language)._
    if isinstance(refusal, CaseFileError):
        fault = refusal.faults[0]
        try:
            what = capital(file_in_words(fault.file, Wording(CaseTexts(texts).case, language)))
        except CaseFileError:
            what = speak("The case itself")
        why = speak("{file} does not fit: {found}").format(file=what, found=fault.found)
    else:
        why = str(refusal).splitlines()[0]
    return speak("The case could not be analysed. {why}").format(why=why)


def main() -> None:
    """Read a case, analyse it, print the result.

    It prints a line for each part of the work that is done, then the result. A fault is printed as
    an error in words that name no value.
    """
    die_with_parent()
    limit(MOST_CPU_SECONDS)
    asked = json.load(sys.stdin)

    def say(done: int, of: int) -> None:
        print(json.dumps({"done": done, "of": of}), flush=True)

    try:
        result = result_of(
            asked["texts"], datetime.date.fromisoformat(asked["today"]), say, asked["chosen"]
        )
    except (AnalysisError, CaseFileError) as refusal:
        result = _said_in(
            {one: _in_words(refusal, asked["texts"], one) for one in filter(is_whole, LANGUAGES)}
        )
    print(json.dumps({"result": result}))


if __name__ == "__main__":
    main()
