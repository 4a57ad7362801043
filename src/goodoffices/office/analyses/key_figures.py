"""What a result comes to in a few numbers, and what each idea of fairness chooses."""

from __future__ import annotations

import math

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from goodoffices.case import Case
from goodoffices.office.analyses.stored_result import StoredResult
from goodoffices.office.computing.worth import between
from goodoffices.office.languages import wording_for_reader


def key_figures(case: Case, result: StoredResult) -> list[SafeString]:
    """List the numbers that sum a result up, each in its words. Where in doubt, as bounds."""
    w = wording_for_reader(case)
    whole = math.prod(len(issue.option_ids) for issue in case.issues)
    signed, may = sum(p.in_zone for p in result.points), sum(p.may_be_signed for p in result.points)
    found = [(_made_up(whole), whole)]
    if not result.is_in_doubt:
        found += [(_efficient(result), len(result.points)), (_in_zone(signed), signed)]
    else:
        found += [
            (_looked_at(len(result.points)), len(result.points)),
            (_surely_signed(signed), signed),
            (_perhaps_signed(may - signed), may - signed),
        ]
    return [format_html(words, number=w.number(n)) for words, n in found]


# A figure is one message with its number, as the number decides the form of the words. English has
# one form.


def _made_up(n: int) -> str:
    return ngettext(
        "<strong>{number}</strong> packages can be put together, before the rules of the case",
        "<strong>{number}</strong> packages can be put together, before the rules of the case",
        n,
    )


def _efficient(result: StoredResult) -> str:
    n = len(result.points)
    if result.is_whole:
        return ngettext(
            "<strong>{number}</strong> are efficient: nobody can gain without another's loss",
            "<strong>{number}</strong> are efficient: nobody can gain without another's loss",
            n,
        )
    return ngettext(
        "<strong>{number}</strong> are efficient: nobody can gain without another's loss, "
        "of those that were found",
        "<strong>{number}</strong> are efficient: nobody can gain without another's loss, "
        "of those that were found",
        n,
    )


def _in_zone(n: int) -> str:
    return ngettext(
        "<strong>{number}</strong> of these lie in the zone: all could sign them",
        "<strong>{number}</strong> of these lie in the zone: all could sign them",
        n,
    )


def _looked_at(n: int) -> str:
    return ngettext(
        "<strong>{number}</strong> packages were looked at that are or may be efficient",
        "<strong>{number}</strong> packages were looked at that are or may be efficient",
        n,
    )


def _surely_signed(n: int) -> str:
    return ngettext(
        "<strong>{number}</strong> of these all could surely sign, whatever the truth",
        "<strong>{number}</strong> of these all could surely sign, whatever the truth",
        n,
    )


def _perhaps_signed(n: int) -> str:
    return ngettext(
        "<strong>{number}</strong> more all could perhaps sign; numbers in doubt decide",
        "<strong>{number}</strong> more all could perhaps sign; numbers in doubt decide",
        n,
    )


def fair_packages(case: Case, result: StoredResult) -> list[tuple[str, str, int, list[str]]]:
    """List what each idea of fairness chooses: (idea, what it looks at, number, what each gets)."""
    w = wording_for_reader(case)
    return [
        (
            w.solution(solution),
            w.solution_idea(solution),
            point.number,
            [between(w, ends) for ends in point.between],
        )
        for point in result.points
        for solution in point.solutions
    ]
