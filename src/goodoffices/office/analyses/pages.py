"""The pages of the analysis, for the mediation: the answer, each section, the frontier, packages side by side, the bench, and files to take away."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import PurePosixPath

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from goodoffices.analysis import Standing
from goodoffices.office.access.acting import doing_once
from goodoffices.office.access.case_view import CaseView, is_package_of
from goodoffices.office.access.door import door
from goodoffices.office.access.paper_heads import PackageHead, ResultHead
from goodoffices.office.access.rights import Right
from goodoffices.office.analyses import commands, frontier_drawing, weighed_packages
from goodoffices.office.analyses.result_files import file_of, files_of
from goodoffices.office.analyses.stored_result import (
    EfficientPackage,
    StoredResult,
    readable_results,
    what_changed,
)
from goodoffices.office.computing import worth
from goodoffices.office.pages.drawing import page
from goodoffices.office.pages.forms import composed, idempotency_key_of, issue_fields, small_number
from goodoffices.office.pages.in_words import package_rows
from goodoffices.office.pages.numbers import plain_number
from goodoffices.office.papers.packages import whole_packages
from goodoffices.office.refusal import Refused
from goodoffices.report import Report, Section
from goodoffices.report.html import render_body, render_section
from goodoffices.report.wording import Wording

#: Packages that stand side by side; results that are named on the first page; efficient packages in the table beside their drawing.
MOST_COMPARED, EARLIER, LISTED = 4, 10, 250
#: Packages of a result in doubt that are offered by name.
LIKELY = 6
#: What holds of a package, whatever the numbers in doubt are.
STANDS = {
    Standing.EFFICIENT: "Nobody can get more without loss for another, whatever the truth.",
    Standing.PERHAPS: "Under some truth nobody can get more without loss for another; under others another package is better for all.",
    Standing.OPEN: "It was not decided whether another package is better for all under every truth.",
}


def _latest(view: CaseView) -> StoredResult:
    """The last result that says something. Raises `Http404`."""
    result = next(readable_results(view), None)
    if result is None:
        raise Http404
    return result


def _of_this_case(view: CaseView) -> StoredResult | None:
    """The last result, where it is of the case as it is now: then its packages can be weighed and named."""
    result = next(readable_results(view), None)
    return (
        result
        if result is not None and all(is_package_of(view.case, p.package) for p in result.points)
        else None
    )


@door(Right.SEE_REPORT)
def report(request: HttpRequest, view: CaseView) -> HttpResponse:
    """The answer as it was when the mediation asked last, what it rests on, where to read on, and what changed since the result before."""
    return _report(request, view)


def _report(request: HttpRequest, view: CaseView, wrong: Refused | str = "") -> HttpResponse:
    opened = map(StoredResult, view.each_paper(ResultHead))
    latest = next(opened, None)
    shown = latest is not None and latest.says_something
    # The last one before it that says something: what to compare with, or what still stands.
    before = next((result for result in opened if result.says_something), None)
    changes = what_changed(before, latest, view.case) if latest and shown and before else []
    return page(
        request,
        view,
        "report",
        422 if wrong else 200,
        wrong=wrong,
        result=latest,
        shown=shown,
        unused=[
            f"{Wording(view.case).party(p)}, “{r}”"
            for p, r in latest.unused
            if p in view.case.party_ids
        ]
        if latest
        else [],
        before=None if shown else before,
        sections=_contents(latest, latest.usual) if latest and shown else [],
        across=_contents(latest, latest.across) if latest and shown else [],
        earlier=view.dates_of(ResultHead)[1 : EARLIER + 1],
        changes=changes,
        asked=view.last_request(),
        hours=request.POST.get("hours", "")[:60] if wrong else " ".join(view.fixed_hours),
        files=files_of(latest, view.case) if latest and shown else [],
    )


def _contents(result: StoredResult, report: Report | None) -> list[tuple[str, Section]]:
    """List the sections of one report with their addresses."""
    return [
        (address, section)
        for address, (of, section) in result.sections_by_address.items()
        if of is report
    ]


@door(Right.ASK_FOR_ANALYSIS, methods=("POST",))
def ask_for_analysis(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Ask for an analysis of the case as it is now."""
    doing_once(lambda: commands.ask_for_analysis(view, idempotency_key_of(request)))
    return redirect("report", case_id=view.case_id)


@door(Right.ASK_FOR_ANALYSIS, methods=("POST",))
def cancel_analysis(request: HttpRequest, view: CaseView) -> HttpResponse:
    """The analysis that waits or runs is stopped."""
    commands.cancel_analysis(view)
    return redirect("report", case_id=view.case_id)


@door(Right.ASK_FOR_ANALYSIS, methods=("POST",))
def analysis_hours(request: HttpRequest, view: CaseView) -> HttpResponse:
    """The hours at which the case is analysed by itself."""
    try:
        commands.analyse_at(view, request.POST.get("hours", "").replace(",", " ").split())
    except Refused as refusal:
        return _report(request, view, refusal)
    return redirect("report", case_id=view.case_id)


@door(Right.SEE_REPORT)
def report_section(request: HttpRequest, view: CaseView, section: str) -> HttpResponse:
    """One section of the report as a page, by its id; those across readings have `ACROSS` before theirs."""
    result = _latest(view)
    listed = result.sections_by_address
    if section not in listed:
        raise Http404
    addresses = list(listed)
    at = addresses.index(section)
    before, after = (addresses[n] if 0 <= n < len(addresses) else "" for n in (at - 1, at + 1))
    of, one = listed[section]
    context = {
        "body": render_section(of, one.id),
        "across": of is result.across,
        "result": result,
        "heading": one.heading,
        "before": before,
        "before_heading": listed[before][1].heading if before else "",
        "after": after,
        "after_heading": listed[after][1].heading if after else "",
    }
    return page(request, view, "report_section", 200, **context)


@door(Right.SEE_REPORT)
def report_whole(request: HttpRequest, view: CaseView, paper: uuid.UUID) -> HttpResponse:
    """A whole result on one page, with what changed since then where it is an earlier one."""
    found = view.paper(ResultHead, paper)
    result = None if found is None else StoredResult(found)
    if result is None:
        raise Http404
    if not result.says_something:
        return page(request, view, "report_whole", result=result)
    latest = _latest(view)
    changes = [] if result.id == latest.id else what_changed(result, latest, view.case)
    usual = render_body(result.usual, "u-", "the usual readings")
    across = None if result.across is None else render_body(result.across, "a-", "all readings")
    return page(
        request, view, "report_whole", result=result, usual=usual, across=across, changes=changes
    )


@door(Right.SEE_REPORT)
def report_file(request: HttpRequest, view: CaseView, name: str) -> HttpResponse:
    """The report, a table, a chart or the certificate as a file."""
    result = _latest(view)
    found = file_of(result, view.case, name)
    if found is None:
        raise Http404
    made, kind = found
    answer = HttpResponse(made, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{view.case.id}-{name}"'
    return answer


@door(Right.SEE_REPORT)
def frontier(request: HttpRequest, view: CaseView) -> HttpResponse:
    """The efficient packages drawn, with the package of one of them beside; links and arrow keys walk along."""
    result, case = _of_this_case(view), view.case
    if result is None or not result.points:
        return page(request, view, "frontier", result=result, point=None)
    number = small_number(request.GET.get("point", "")) or 0
    usual = result.chosen_by("nash") or min(
        result.points, key=lambda p: (not p.in_zone, not p.may_be_signed, p.number)
    )
    point = result.points[number - 1] if 1 <= number <= len(result.points) else usual
    draft = next(iter(_drafts(view).items()), None)
    on_draft = (
        None if draft is None else _worth_by(result, _by_readings(view, draft[1], result.rests_on))
    )
    on_table = None if draft is None or on_draft is None else (draft[0], on_draft)
    chart = frontier_drawing.frontier_chart(case, result, point, "?point=", on_table)
    w = Wording(case)
    rows = [
        (w.issue(i), w.option(i, o), draft is not None and draft[1][i] != o)
        for i, o in point.package.items()
    ]
    gets = [
        (
            w.party(p),
            worth.between(w, mine),
            worth.WOULD[signed],
            "" if before is None else weighed_packages.gained(w, mine, before),
        )
        for p, mine, signed, before in zip(
            case.party_ids,
            point.between,
            point.signed_by,
            on_table[1] if on_table else [None] * len(case.party_ids),
            strict=True,
        )
    ]
    count = len(result.points)
    return page(
        request,
        view,
        "frontier",
        result=result,
        chart=chart,
        point=point,
        names=[w.solution(s) for s in point.solutions],
        rows=rows,
        gets=gets,
        parties=[w.party(p) for p in case.party_ids],
        lead=frontier_drawing.lead_of(result, w),
        standing=STANDS[point.standing],
        listed=_listed(result, w),
        n_listed=min(len(result.points), LISTED),
        draft=None if on_table is None or result.is_in_doubt else on_table[0],
        on_table="" if draft is None else draft[0],
        before=point.number - 1 or None,
        after=point.number + 1 if point.number < count else None,
        hidden=[(f"option:{i}", o) for i, o in point.package.items()],
        zone=point.zone_word,
    )


def _listed(result: StoredResult, w: Wording) -> SafeString:
    """The rows of the table of points; made here, as a template takes long for so many."""
    return format_html_join(
        "",
        '<tr><th scope="row" class="number"><a href="?point={}" data-swap>{}</a></th>{}<td>{}</td></tr>',
        (
            (
                p.number,
                p.number,
                format_html_join(
                    "",
                    '<td class="number">{}</td>',
                    ((worth.between(w, ends),) for ends in p.between),
                ),
                p.zone_word,
            )
            for p in result.points[:LISTED]
        ),
    )


def _drafts(view: CaseView) -> dict[str, Mapping[str, str]]:
    """The whole packages that lie in the case, by name."""
    found = whole_packages(view, view.papers(PackageHead))
    return {PurePosixPath(file).stem: choices for file, choices in sorted(found.items())}


def _by_readings(
    view: CaseView, package: Mapping[str, str], only: Mapping[str, str] | None = None
) -> list[worth.Weighed]:
    """A package by each reading of each party; ``only``: of each party that one."""
    return view.compute(
        worth.by_all_readings, view.case, view.texts_for_analysis(), dict(package), only
    )


def _worth_by(
    result: StoredResult, weighed: Iterable[worth.Weighed]
) -> list[tuple[Fraction, Fraction]] | None:
    """Of a package that was weighed by all readings: the least and the most that it gives each party by those on which a result rests; None where that is not known of all."""
    by_reading = {(one.party_id, one.reading): one.worth for one in weighed}
    worths = [
        found for named in result.rests_on.items() if (found := by_reading.get(named)) is not None
    ]
    return worths if len(worths) == len(result.rests_on) else None


@door(Right.SEE_REPORT)
def compare(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Up to four packages side by side, issue by issue and party by party."""
    result, case = _of_this_case(view), view.case
    if result is None:
        return page(request, view, "frontier", result=None, point=None)
    w = Wording(case)
    offered: dict[str, tuple[str, Mapping[str, str]]] = {}
    for name, choices in _drafts(view).items():
        offered[f"draft:{name}"] = (w._("draft “{name}”").format(name=name), choices)
    for one in result.points:
        for solution in one.solutions:
            offered[f"solution:{solution}"] = (w.solution(solution), one.package)
    if result.is_in_doubt:
        likely = sorted(
            result.points, key=lambda p: (not p.in_zone, not p.may_be_signed, p.number)
        )[:LIKELY]
        offered.update({f"point:{p.number}": (f"No. {p.number}", p.package) for p in likely})
    named = [n for n in request.GET.getlist("p") if n] or _distinct(offered)
    if len(named) == 1:
        # One alone is compared with nothing: the first others stand beside it.
        named += [n for n in _distinct(offered) if n not in named][:1]
    chosen = [
        (n, *found)
        for n in dict.fromkeys(named)
        if (found := offered.get(n) or _numbered(result, n)) is not None
    ][:MOST_COMPARED]
    packages = [package for _, _, package in chosen]
    usual = [_by_readings(view, package) for package in packages]
    worths = [
        (row[0], row[0].reading == result.rests_on.get(row[0].party_id), row)
        for row in zip(*usual, strict=True)
    ]
    return page(
        request,
        view,
        "compare",
        result=result,
        offered=[(key, label) for key, (label, _) in offered.items()],
        chosen=[(key, label) for key, label, _ in chosen],
        slots=[chosen[k][0] if k < len(chosen) else "" for k in range(MOST_COMPARED)],
        others=[(key, label) for key, label, _ in chosen if key not in offered],
        moves=[
            (chosen[a][1], chosen[b][1])
            for a, b in weighed_packages.moves_without_loss(result.rests_on, usual)
        ],
        rows=weighed_packages.compared_rows(case, packages) if packages else [],
        worths=worths,
        broken=[
            (label, rules)
            for _, label, package in chosen
            if (rules := weighed_packages.broken_rules(case, package))
        ],
    )


def _distinct(offered: Mapping[str, tuple[str, Mapping[str, str]]]) -> list[str]:
    """The first of them that are different packages."""
    first = {
        tuple(sorted(package.items())): name
        for name, (_, package) in reversed(list(offered.items()))
    }
    return [name for name in offered if name in first.values()][:MOST_COMPARED]


def _numbered(result: StoredResult, name: str) -> tuple[str, Mapping[str, str]] | None:
    number = name.removeprefix("point:")
    at = small_number(number) if name.startswith("point:") else None
    return (f"No. {at}", result.points[at - 1].package) if at and at <= len(result.points) else None


@door(Right.SEE_REPORT, methods=("GET", "POST"))
def bench(request: HttpRequest, view: CaseView) -> HttpResponse:
    """What if: any package by every reading, and other walk-away values. Nothing of it is kept."""
    case, w = view.case, Wording(view.case)
    result = _of_this_case(view)
    package = composed(request, case)
    weighed = _by_readings(view, package) if package else []
    better: tuple[EfficientPackage, ...] = ()
    certain = result if result is not None and result.points and not result.is_in_doubt else None
    gives = _worth_by(certain, weighed) if certain is not None and package else None
    if certain is not None and gives is not None:
        better = certain.improving_on([least for least, _ in gives])
    floors, words = _other_floors(request, certain, w) if certain is not None else ([], "")
    zone = (
        certain.zone_above([f for _, _, f, _ in floors])
        if certain is not None and floors and not words
        else None
    )
    return page(
        request,
        view,
        "bench",
        status=422 if words else 200,
        result=result,
        fields=issue_fields(case, package),
        package=package,
        weighed=weighed,
        verdict=weighed_packages.verdict_of(weighed, w) if package else "",
        chosen=package_rows(case, package) if package else [],
        broken=weighed_packages.broken_rules(case, package) if package else [],
        better=[p for p in better if p.in_zone][:3] or better[:3],
        floors=floors,
        words=words,
        zone=None if zone is None else len(zone),
        example=zone[0] if zone else None,
        hidden=[(f"option:{i}", o) for i, o in (package or {}).items()],
    )


def _other_floors(
    request: HttpRequest, result: StoredResult, w: Wording
) -> tuple[list[tuple[str, str, Fraction | None, str]], Refused | str]:
    """Walk-away values that were typed, or those of the result: (field, party, value, as typed); and what is wrong with them."""
    floors: list[tuple[str, str, Fraction | None, str]] = []
    words: Refused | str = ""
    for party, floor in zip(w.case.party_ids, result.floors, strict=True):
        typed = request.POST.get(
            f"floor:{party}", "" if floor is None else f"{float(floor):g}"
        ).strip()[:12]
        value = floor
        if typed != ("" if floor is None else f"{float(floor):g}"):
            value = plain_number(typed)
            if typed and value is None:
                words = Refused(
                    f"{w.party(party)}: a walk-away value is a number such as 42, or empty for none.",
                    f"floor:{party}",
                )
        floors.append((f"floor:{party}", w.party(party), value, typed))
    return floors, words
