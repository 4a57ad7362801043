"""The pages of the efficient packages, for the mediation: drawn, side by side, on the bench."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import PurePosixPath
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.analysis import Standing
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.paper_heads import PackageHead
from goodoffices.office.access.rights import Right
from goodoffices.office.analyses import frontier_drawing, weighed_packages
from goodoffices.office.analyses.forms import FloorsForm
from goodoffices.office.analyses.stored_result import (
    EfficientPackage,
    StoredResult,
)
from goodoffices.office.analyses.weighing import (
    result_of_this_case,
    weighed_by_readings,
    worth_by_result,
)
from goodoffices.office.computing import worth
from goodoffices.office.languages import reader_language, wording_for_reader
from goodoffices.office.pages.drawing import page
from goodoffices.office.pages.form_data import form_data_of
from goodoffices.office.pages.forms import small_number
from goodoffices.office.pages.in_words import moved_rows, package_rows
from goodoffices.office.pages.package_form import PackageForm, hidden_fields
from goodoffices.office.papers.packages import broken_rules, whole_packages
from goodoffices.office.refusal import Refused
from goodoffices.report.languages import Language
from goodoffices.report.wording import Wording

#: Packages that stand side by side; efficient packages in the table beside their drawing.
MOST_COMPARED, LISTED = 4, 250
#: Packages of a result in doubt that are offered by name.
LIKELY = 6
#: What holds of a package, whatever the numbers in doubt are.
STANDS = {
    Standing.EFFICIENT: gettext_lazy(
        "Nobody can get more without loss for another, whatever the truth."
    ),
    Standing.PERHAPS: gettext_lazy(
        "Under some truth nobody can get more without loss for another; "
        "under others another package is better for all."
    ),
    Standing.OPEN: gettext_lazy(
        "It was not decided whether another package is better for all under every truth."
    ),
}


#: Packages with a name from which one can start on the bench.
MOST_STARTS = 8


@door(read=Right.SEE_REPORT)
def frontier(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show the efficient packages drawn, with the package of one of them beside.

    Links and arrow keys walk along.
    """
    result, case = result_of_this_case(view), view.case
    if result is None or not result.points:
        return page(request, view, "analyses/frontier", result=result, point=None)
    number = small_number(request.GET.get("point", "")) or 0
    usual = result.chosen_by("nash") or min(
        result.points, key=lambda p: (not p.in_zone, not p.may_be_signed, p.number)
    )
    point = result.points[number - 1] if 1 <= number <= len(result.points) else usual
    # What breaks a rule of the case is no measure for packages that keep them.
    drafts = _drafts(view).items()
    draft = next((one for one in drafts if not broken_rules(case, one[1])), None)
    on_draft = None
    if draft is not None:
        weighed = weighed_by_readings(view, [draft[1]], result.rests_on)[0]
        on_draft = worth_by_result(result, weighed)
    on_table = None if draft is None or on_draft is None else (draft[0], on_draft)
    near = sum(p.may_be_signed for p in result.points)
    can_zoom = 1 < near < len(result.points)
    is_near = can_zoom and request.GET.get("view") == "zone"
    way = "?view=zone&point=" if is_near else "?point="
    chart = frontier_drawing.frontier_chart(
        case, result, point, way, on_table, is_near=is_near and point.may_be_signed
    )
    w = wording_for_reader(case)
    rows = [
        (w.issue(i), w.option(i, o), draft is not None and draft[1][i] != o)
        for i, o in point.package.items()
    ]
    gets = _gets(point, None if on_table is None else on_table[1], w)
    count = len(result.points)
    return page(
        request,
        view,
        "analyses/frontier",
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
        hidden=hidden_fields(point.package),
        said=_said_of(point, gets),
        can_zoom=can_zoom,
        is_near=is_near,
        way=way,
    )


def _said_of(point: EfficientPackage, gets: Sequence[tuple[str, ...]]) -> str:
    """Say a package in one line, for somebody who hears the page: where it lies, what each gets."""
    if point.in_zone:
        words = _("No. {number}, in the zone: {worths}")
    elif point.may_be_signed:
        words = _("No. {number}, perhaps in the zone: {worths}")
    else:
        words = _("No. {number}, outside the zone: {worths}")
    w = Language(reader_language())
    worths = w.commas(f"{party} {value}" for party, value, *_more in gets)
    return words.format(number=point.number, worths=worths)


def _gets(
    point: EfficientPackage, on_draft: Sequence[tuple[Fraction, Fraction]] | None, w: Wording
) -> list[tuple[str, str, str, str]]:
    """Write what each party gets of a package: (party, worth, whether it could sign, gain).

    The gain is what it gets more than of a draft; empty where there is none to compare with.
    """
    parties = w.case.party_ids
    return [
        (
            w.party(p),
            worth.between(w, mine),
            worth.would(signed, w),
            "" if before is None else weighed_packages.gained(w, mine, before),
        )
        for p, mine, signed, before in zip(
            parties,
            point.between,
            point.signed_by,
            on_draft if on_draft is not None else [None] * len(parties),
            strict=True,
        )
    ]


def _listed(result: StoredResult, w: Wording) -> SafeString:
    """Write the rows of the table of points; here, as a template takes long for so many."""
    return format_html_join(
        "",
        (
            '<tr><th scope="row" class="number"><a href="?point={}" data-swap>{}</a></th>'
            "{}<td>{}</td></tr>"
        ),
        (
            (
                p.number,
                p.number,
                format_html_join(
                    "",
                    '<td class="number">{}</td>',
                    ((worth.between(w, ends),) for ends in p.between),
                ),
                p.zone_word(w),
            )
            for p in result.points[:LISTED]
        ),
    )


def _drafts(view: CaseView) -> dict[str, Mapping[str, str]]:
    """List the whole packages that lie in the case, by name."""
    found = whole_packages(view, view.papers(PackageHead))
    return {PurePosixPath(file).stem: choices for file, choices in sorted(found.items())}


@door(read=Right.SEE_REPORT)
def compare(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show up to four packages side by side, issue by issue and party by party."""
    result, case = result_of_this_case(view), view.case
    if result is None:
        heading = _("Packages side by side")
        return page(
            request, view, "analyses/frontier", 200, result=None, point=None, heading=heading
        )
    offered = _offered(view, result)
    named = [n for n in request.GET.getlist("p") if n] or _distinct(offered)
    if len(named) == 1:
        # One alone is compared with nothing: the first others stand beside it.
        named += [n for n in _distinct(offered) if n not in named][:1]
    chosen = [
        (n, *found)
        for n in dict.fromkeys(named)
        if (found := offered.get(n) or _numbered(result, n)) is not None
    ][:MOST_COMPARED]
    packages = [package for _key, _label, package in chosen]
    usual = weighed_by_readings(view, packages)
    worths = [
        (row[0], row[0].reading == result.rests_on.get(row[0].party_id), row)
        for row in zip(*usual, strict=True)
    ]
    return page(
        request,
        view,
        "analyses/compare",
        result=result,
        offered=[(key, label) for key, (label, _package) in offered.items()],
        chosen=[(key, label) for key, label, _package in chosen],
        slots=[chosen[k][0] if k < len(chosen) else "" for k in range(MOST_COMPARED)],
        others=[(key, label) for key, label, _package in chosen if key not in offered],
        moves=[
            (chosen[a][1], chosen[b][1])
            for a, b in weighed_packages.moves_without_loss(result.rests_on, usual)
        ],
        rows=weighed_packages.compared_rows(case, packages) if packages else [],
        worths=worths,
        broken=[
            (label, rules)
            for _key, label, package in chosen
            if (rules := broken_rules(case, package))
        ],
    )


def offered_packages(view: CaseView) -> dict[str, tuple[str, Mapping[str, str]]]:
    """List the packages of the case that have a name, by their keys: each with its name."""
    return _offered(view, result_of_this_case(view))


def _offered(
    view: CaseView, result: StoredResult | None
) -> dict[str, tuple[str, Mapping[str, str]]]:
    """List the packages that have a name, by their keys: each with its name."""
    w = wording_for_reader(view.case)
    offered: dict[str, tuple[str, Mapping[str, str]]] = {}
    for name, choices in _drafts(view).items():
        offered[f"draft:{name}"] = (w._("draft “{name}”").format(name=name), choices)
    if result is None:
        return offered
    for one in result.points:
        for solution in one.solutions:
            offered[f"solution:{solution}"] = (w.solution(solution), one.package)
    if result.is_in_doubt:
        likely = sorted(
            result.points, key=lambda p: (not p.in_zone, not p.may_be_signed, p.number)
        )[:LIKELY]
        offered.update({f"point:{p.number}": (_name_of(p.number), p.package) for p in likely})
    return offered


def _distinct(offered: Mapping[str, tuple[str, Mapping[str, str]]]) -> list[str]:
    """List the names of the packages that differ, each package under its first name.

    At most `MOST_COMPARED` are listed.
    """
    first = {
        tuple(sorted(package.items())): name
        for name, (_label, package) in reversed(list(offered.items()))
    }
    return [name for name in offered if name in first.values()][:MOST_COMPARED]


def _numbered(result: StoredResult, name: str) -> tuple[str, Mapping[str, str]] | None:
    number = name.removeprefix("point:")
    at = small_number(number) if name.startswith("point:") else None
    return (
        (_name_of(at), result.points[at - 1].package) if at and at <= len(result.points) else None
    )


def _name_of(number: int) -> str:
    """Give the name of an efficient package that has none of its own."""
    return _("No. {number}").format(number=number)


def _ways_to_start(offered: Mapping[str, tuple[str, Mapping[str, str]]]) -> SafeString:
    """Write links to the bench with each of the packages that have a name; empty without one."""
    named = list(offered.items())[:MOST_STARTS]
    return format_html_join(
        Language(reader_language()).comma,
        '<a href="?like={}#result">{}</a>',
        ((quote(key), label) for key, (label, _package) in named),
    )


@door(read=Right.SEE_REPORT, write=Right.SEE_REPORT)
def bench(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Try out any package by every reading, and other walk-away values. Nothing of it is kept."""
    case, w = view.case, wording_for_reader(view.case)
    result = result_of_this_case(view)
    offered = _offered(view, result)
    like = form_data_of(request).get("like") or request.GET.get("like", "")
    start = offered.get(like) or (_numbered(result, like) if result is not None else None)
    form = PackageForm(request, case, at_first=None if start is None else start[1])
    package = form.composed
    weighed = weighed_by_readings(view, [package])[0] if package else []
    better: tuple[EfficientPackage, ...] = ()
    certain = result if result is not None and result.points and not result.is_in_doubt else None
    gives = worth_by_result(certain, weighed) if certain is not None and package else None
    if certain is not None and gives is not None:
        better = certain.improving_on([least for least, _ in gives])
    floors = None if certain is None else FloorsForm(request, w, certain.floors)
    error: Refused | str = ""
    zone = None
    if certain is not None and floors is not None:
        try:
            zone = certain.zone_above(floors.values)
        except Refused as refusal:
            error = refusal
    return page(
        request,
        view,
        "analyses/bench",
        status=422 if error else 200,
        result=result,
        form=form,
        package=package,
        weighed=weighed,
        verdict=weighed_packages.verdict_of(weighed, w) if package else "",
        chosen=package_rows(case, package) if package else [],
        broken=broken_rules(case, package) if package else [],
        better=[p for p in better if p.in_zone][:3] or better[:3],
        floors=floors,
        error=error,
        zone=None if zone is None else len(zone),
        example=zone[0] if zone else None,
        hidden=form.hidden,
        starts=_ways_to_start(offered),
        like="" if start is None else like,
        start="" if start is None else start[0],
        moved=[] if start is None or not package else moved_rows(start[1], package, w),
    )
