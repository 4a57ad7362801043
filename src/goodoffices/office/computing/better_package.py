"""Find whether a package exists that costs nobody anything and gives somebody something.

It knows no database and no key (`pool`).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from goodoffices.analysis import AnalysisError, compile_case, pareto_frontier
from goodoffices.analysis.drafts.judging import WholeDraft, judge_draft
from goodoffices.case import Case
from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.ours.case_texts import CaseTexts
from goodoffices.preferences import Preferences
from goodoffices.preferences.evaluation import utility


def better_package(
    case: Case, texts: Mapping[str, str], package: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, Fraction]] | None:
    """Find a better package than the one that is agreed, with what each party gains; exact.

    ``texts``: the files of the parties' own words, one of each party. None where no package gives
    every party at least as much and one more, where somebody's word has no certain numbers, or
    where the packages are too many to list. Of several the one is given that is best for whoever
    gains least. It keeps all rules and red lines.
    """
    try:
        opened = CaseTexts(texts, case)
        own = [
            opened.preferences(party, reading)
            for party in case.party_ids
            for reading in opened.readings_of(party)
        ]
        if [one.party for one in own] != list(case.party_ids) or not all(map(_is_certain, own)):
            return None
        problem = compile_case(case, own)
        frontier = pareto_frontier(problem)
        draft = judge_draft(problem, frontier, package, whole=False)
    except (AnalysisError, CaseFileError):
        return None
    if not isinstance(draft, WholeDraft):
        return None
    if not draft.dominated_by:
        return None
    better = problem.package(frontier.packages[draft.dominated_by[0]])
    return better, {one.party: utility(one, better) - utility(one, package) for one in own}


def _is_certain(one: Preferences) -> bool:
    return one.has_numbers and not one.unsupported()
