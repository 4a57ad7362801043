"""The zone and the four solutions under each combination of readings, in one table."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from goodoffices.analysis import SOLUTIONS, Analysis
from goodoffices.analysis.packages_across_readings import across_combinations, signed_under_all
from goodoffices.case import Case
from goodoffices.report.codes import ONLY, after_comma, reading_word
from goodoffices.report.content import Report, Section, Table
from goodoffices.report.side_by_side import side_by_side
from goodoffices.report.wording import Wording

#: Packages that a table lists.
MOST_ACROSS = 12
#: Combinations that the answer names, where few differ from the others.
MOST_NAMED = 2

Results = Sequence[tuple[Mapping[str, str], Analysis]]


def readings_report(
    case: Case,
    results: Results,
    drafts: Mapping[str, Mapping[str, str]],
    *,
    today: datetime.date,
    language: str | None = None,
) -> Report:
    """Say how far the answer hangs on which reading of each party is right.

    ``drafts``: whole packages, by name.
    """
    w = Wording(case, language)
    n_possible = sum(result.zone.exists for _, result in results)
    used = {
        (one.party, one.reading): one for _, result in results for one in result.problem.preferences
    }
    rests_on = tuple(
        f"{w.party(one.party)}{after_comma(one.reading, w)}: {w.basis(one.basis, today)}."
        for one in used.values()
    )
    sections = [_zones(results, w)]
    if n_possible:
        sections.append(_solutions(case, results, w))
    if n_possible or drafts:
        sections.append(_across(results, drafts, w))
    footer = (w._("Ages are counted from {today}.").format(today=w.date(today)),)
    return Report(
        title=w._("{case}: all readings").format(case=w.case_name()),
        language=w.language,
        lead=_lead(results, w),
        rests_on=rests_on,
        sections=tuple(sections),
        footer=footer,
        direction=w.direction,
    )


def _lead(results: Results, w: Wording) -> str:
    """Say under how many combinations an agreement is possible; where few differ, under which."""
    possible, not_possible = (
        [_combination(readings, w) for readings, result in results if result.zone.exists is wanted]
        for wanted in (True, False)
    )
    if not not_possible:
        return w._("An agreement is possible under each combination of readings.")
    if not possible:
        return w._("No agreement is possible under any combination of readings.")
    lead = w.n_(
        "An agreement is possible under {n} of {all} combinations of readings.",
        "An agreement is possible under {n} of {all} combinations of readings.",
        len(possible),
    ).format(n=w.number(len(possible)), all=w.number(len(results)))
    if len(not_possible) <= min(MOST_NAMED, len(possible)):
        which = w.n_(
            "It is not possible under this one: {combinations}.",
            "It is not possible under these: {combinations}.",
            len(not_possible),
        )
        return f"{lead} {which.format(combinations=w.semicolons(not_possible))}"
    if len(possible) <= MOST_NAMED:
        which = w.n_(
            "The one under which it is: {combinations}.",
            "Those under which it is: {combinations}.",
            len(possible),
        )
        return f"{lead} {which.format(combinations=w.semicolons(possible))}"
    return lead


def _combination(readings: Mapping[str, str], w: Wording) -> str:
    return w.commas(
        w.isolated(f"{w.party(p)}: {reading_word(r, w)}") for p, r in readings.items() if r != ONLY
    )


def _with_marks(
    rows: Sequence[tuple[str, ...]],
    columns: tuple[str, ...],
    marks: list[str],
    caption: str,
    numeric: frozenset[int],
    w: Wording,
) -> Table:
    if any(marks):
        rows = [(*row, mark) for row, mark in zip(rows, marks, strict=True)]
        columns = (*columns, w._("basis"))
    return Table(caption=caption, columns=columns, rows=tuple(rows), numeric=numeric)


def _zones(results: Results, w: Wording) -> Section:
    rows, marks = [], []
    for readings, result in results:
        count = result.zone.count
        size = (
            w.number(count.lower)
            if count.is_exact
            else w._("{low} to {high}").format(
                low=w.number(count.lower), high=w.number(count.upper)
            )
        )
        if result.conflict is None:
            why = ""
        else:
            why = w.semicolons(w.demand(result.problem.demands[d]) for d in result.conflict.demands)
        efficient = w.number(len(result.frontier))
        if result.in_part is not None:
            efficient = w._("more than can be listed")
        rows.append(
            (
                _combination(readings, w),
                w._("yes") if result.zone.exists else w._("no"),
                size,
                efficient,
                why,
            )
        )
        marks.append(w.mark(result.problem.preferences))
    columns = (
        w._("Readings"),
        w._("possible"),
        w._("packages in the zone"),
        w._("efficient"),
        w._("what cannot hold together"),
    )
    return Section(
        id="possible",
        heading=w._("Is an agreement possible?"),
        tables=(
            _with_marks(
                rows, columns, marks, w._("The zone under each combination"), frozenset({2, 3}), w
            ),
        ),
    )


def _solutions(case: Case, results: Results, w: Wording) -> Section:
    rows, marks = [], []
    for readings, result in results:
        if result.fairness is None:
            continue
        for name in SOLUTIONS:
            row = result.fairness.solutions[name].row
            values = (
                w.points(result.utility(row, p)) for p in range(len(result.problem.preferences))
            )
            rows.append((_combination(readings, w), w.solution(name), *values))
            marks.append(w.mark(result.problem.preferences))
    columns = (w._("Readings"), w._("Solution"), *(w.party(p) for p in case.party_ids))
    numeric = frozenset(range(2, len(columns)))
    same = _options_in_all(case, results, w)
    table = _with_marks(
        rows, columns, marks, w._("What each party gets under each combination"), numeric, w
    )
    return Section(
        id="fairness",
        heading=w._("What is fair, and does it hang on the reading?"),
        paragraphs=same,
        tables=(table,),
    )


def _options_in_all(case: Case, results: Results, w: Wording) -> tuple[str, ...]:
    """Name the issues that the Nash package settles alike wherever there is a zone."""
    packages = [
        r.package(r.fairness.solutions["nash"].row) for _, r in results if r.fairness is not None
    ]
    if len(packages) < 2:
        return ()
    firm = [i for i in case.issue_ids if len({package[i] for package in packages}) == 1]
    open_ = [w.issue(i) for i in case.issue_ids if i not in firm]
    words = [
        w._("Settled alike in the Nash package wherever there is a zone: {issues}.").format(
            issues=w.semicolons(f"{w.issue(i)}: {w.option(i, packages[0][i])}" for i in firm)
            or w._("nothing")
        )
    ]
    if open_:
        words.append(w._("What hangs on the reading: {issues}.").format(issues=w.list_of(open_)))
    return tuple(words)


def _across(results: Results, drafts: Mapping[str, Mapping[str, str]], w: Wording) -> Section:
    """Say what holds of drafts and solutions under all combinations, some, none."""
    analyses = [result for _, result in results]
    signed = signed_under_all(analyses) if all(a.zone.exists for a in analyses) else None
    if signed is None:
        first = w._("No package is one that everybody could sign under each combination.")
    else:
        first = w._(
            "This package is one that everybody could sign under each combination: {package}."
        ).format(package=w.package_words(signed))
    rows, marks = [], []
    mark = next((m for m in (w.mark(result.problem.preferences) for result in analyses) if m), "")
    packages = across_combinations(analyses, drafts)
    packages = packages[: max(MOST_ACROSS, sum(bool(one.drafts) for one in packages))]
    names = [
        w._("draft “{name}”").format(name=one.drafts[0])
        if one.drafts
        else w._("package {n}").format(n=w.number(number))
        for number, one in enumerate(packages, 1)
    ]
    for name, one in zip(names, packages, strict=True):
        chosen = w.list_of(w.solution(s) for s in sorted({name for _, name in one.chosen_by}))
        efficient = (
            w._("not decided") if one.undecided else _under(len(one.efficient), len(results), w)
        )
        rows.append(
            (
                name,
                chosen,
                _under(len(one.in_zone), len(results), w),
                efficient,
            )
        )
        marks.append(mark)
    columns = (w._("Package"), w._("chosen by"), w._("all could sign"), w._("efficient"))
    table = _with_marks(
        rows,
        columns,
        marks,
        w._("The drafts, and the packages that a solution chooses under some combination")
        if drafts
        else w._("The packages that a solution chooses under some combination"),
        frozenset(),
        w,
    )
    options = side_by_side(
        w,
        [one.package for one in packages[:8]],
        names[:8],
        w._("These packages, issue by issue"),
        mark,
    )
    return Section(
        id="in-all",
        heading=w._("What holds under all combinations, some, none?"),
        paragraphs=(first,),
        tables=(table, *options),
    )


def _under(n: int, of: int, w: Wording) -> str:
    if n in (0, of):
        return w._("under none") if n == 0 else w._("under all")
    return w._("under {n} of {all}").format(n=w.number(n), all=w.number(of))
