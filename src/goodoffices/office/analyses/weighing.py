"""What packages are worth by all readings that are held, against what the last result found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.paper_heads import EstimateHead, PreferencesHead
from goodoffices.office.analyses.stored_result import StoredResult, readable_results
from goodoffices.office.computing import worth
from goodoffices.office.languages import reader_language
from goodoffices.office.papers.case_texts import texts_for_analysis, texts_of
from goodoffices.office.papers.packages import broken_rules, is_package_of


class FrontierMark(StrEnum):
    """What the last result says of a package."""

    EFFICIENT = "efficient"
    DOMINATED = "another is at least as good for all and better for one"
    BREAKS_A_RULE = "it breaks a rule of the case"


def result_of_this_case(view: CaseView) -> StoredResult | None:
    """Find the last result, where it is of the case as it is now.

    Then its packages can be weighed and named.
    """
    result = next(readable_results(view), None)
    return result if result is not None and result.fits(view.case) else None


def weighed_by_readings(
    view: CaseView,
    packages: Sequence[Mapping[str, str]],
    only: Mapping[str, str] | None = None,
) -> list[list[worth.Weighed]]:
    """Weigh each package by each reading of each party; ``only``: of each party that one."""
    if not packages:
        return []
    texts = texts_for_analysis(view)
    return view.compute(
        worth.by_all_readings,
        view.case,
        texts,
        [dict(package) for package in packages],
        reader_language(),
        only,
    )


def worth_by_result(
    result: StoredResult, weighed: Iterable[worth.Weighed]
) -> list[tuple[Fraction, Fraction]] | None:
    """Find what a weighed package gives each party by the readings on which a result rests.

    It is the least and the most, of a package that was weighed by all readings. None where that is
    not known of all.
    """
    by_reading = {(one.party_id, one.reading): one.worth for one in weighed}
    worths = [
        found for named in result.rests_on.items() if (found := by_reading.get(named)) is not None
    ]
    return worths if len(worths) == len(result.rests_on) else None


def marks_of(
    view: CaseView, packages: Sequence[Mapping[str, str]]
) -> list[tuple[FrontierMark | None, int | None]]:
    """Say of each package what the last result says of it, with the number of a better package.

    None where it says nothing: a package that leaves an issue open, a result that is in doubt or
    not whole, or one of earlier preferences than those that are held now.
    """
    marks: list[tuple[FrontierMark | None, int | None]] = [(None, None)] * len(packages)
    whole = [k for k, one in enumerate(packages) if is_package_of(view.case, one)]
    result = result_of_this_case(view)
    if not whole or result is None or result.is_in_doubt or not result.points:
        return marks
    if not _rests_on_what_is_held(view, result):
        return marks
    for k, weighed in zip(
        whole, weighed_by_readings(view, [packages[k] for k in whole]), strict=True
    ):
        gives = worth_by_result(result, weighed)
        if broken_rules(view.case, packages[k]):
            marks[k] = FrontierMark.BREAKS_A_RULE, None
        elif gives is not None:
            better = result.improving_on([least for least, _ in gives])
            if better:
                marks[k] = FrontierMark.DOMINATED, better[0].number
            elif result.is_whole:
                marks[k] = FrontierMark.EFFICIENT, None
    return marks


def _rests_on_what_is_held(view: CaseView, result: StoredResult) -> bool:
    """Tell whether a result rests on the case and the preferences as they are held now."""
    texts = texts_of(view, view.papers(EstimateHead, PreferencesHead))
    return all(name.startswith("packages/") for name in result.changed_files(texts))
