"""The page of the places that an agreement names: a map, and a table of their coordinates."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from goodoffices.agreement import Area
from goodoffices.agreement.coordinates import decimal_degrees, degrees_and_minutes
from goodoffices.formats.results.area_map import area_map
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.agreement.addressed import addressed_agreement
from goodoffices.office.agreement.drafting import terms_of_draft
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.pages.drawing import page
from goodoffices.report.terms_in_words import area_size_words
from goodoffices.report.wording import Wording


@dataclass(frozen=True, kw_only=True)
class AreaShown:
    """An area in the table. ``points``: each with its number, in both notations."""

    number: int
    name: str
    size: str
    points: list[tuple[int, str, str]]


@door(read=Right.SEE_AGREEMENT)
def agreement_places(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show the places on a map, and their coordinates in a table."""
    put = addressed_agreement(view)
    return _drawn(request, view, put.terms.areas, is_draft=False)


@door(read=Right.DRAFT_AGREEMENT)
def draft_places(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show the places of the draft, read back in both notations."""
    return _drawn(request, view, terms_of_draft(view).areas, is_draft=True)


def _drawn(
    request: HttpRequest, view: CaseView, areas: tuple[Area, ...], *, is_draft: bool
) -> HttpResponse:
    w = wording_for_reader(view.case)
    return page(
        request,
        view,
        "agreement/places",
        drawing=area_map(areas, w),
        areas=[_shown(number, one, w) for number, one in enumerate(areas, 1)],
        is_draft=is_draft,
    )


def _shown(number: int, area: Area, w: Wording) -> AreaShown:
    return AreaShown(
        number=number,
        name=w.text(area.name),
        size=area_size_words(area, w),
        points=[
            (k, degrees_and_minutes(place), decimal_degrees(place))
            for k, place in enumerate(area.places, 1)
        ],
    )
