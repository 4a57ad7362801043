"""What a result comes to in a few numbers, and what each idea of fairness chooses."""

from __future__ import annotations

import math

from goodoffices.case import Case
from goodoffices.office.analyses.stored_result import StoredResult
from goodoffices.office.computing.worth import between
from goodoffices.report.wording import Wording


def key_figures(case: Case, result: StoredResult) -> list[tuple[str, str]]:
    """List the numbers that sum a result up, each with its words. Where in doubt, as bounds."""
    points = result.points
    whole = math.prod(len(issue.option_ids) for issue in case.issues)
    found = [(f"{whole:,}", "packages can be put together, before the rules of the case")]
    signed = sum(p.in_zone for p in points)
    if not result.is_in_doubt:
        listed = "" if result.is_whole else ", of those that were found"
        found.append(
            (f"{len(points):,}", f"are efficient: nobody can gain without another's loss{listed}")
        )
        found.append((f"{signed:,}", "of these lie in the zone: all could sign them"))
        return found
    may = sum(p.may_be_signed for p in points)
    found.append((f"{len(points):,}", "packages were looked at that are or may be efficient"))
    found.append((f"{signed:,}", "of these all could surely sign, whatever the truth"))
    found.append((f"{may - signed:,}", "more all could perhaps sign; numbers in doubt decide"))
    return found


def fair_packages(case: Case, result: StoredResult) -> list[tuple[str, str, int, list[str]]]:
    """List what each idea of fairness chooses: (idea, what it looks at, number, what each gets)."""
    w = Wording(case)
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
