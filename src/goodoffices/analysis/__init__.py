"""What is possible, efficient and fair, or why nothing is: `Problem` and the functions on it.

Imports `case` and `preferences` alone. No I/O, no clock; randomness comes in as a seed.

A name is imported from its module when it is first asked for, so that a small question loads little.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.late_names import late_names

if TYPE_CHECKING:
    from goodoffices.analysis.analysis import Analysis, Fairness, analyse
    from goodoffices.analysis.baselines import Baseline, BaselineKind
    from goodoffices.analysis.compiling import compile_case
    from goodoffices.analysis.concessions import Concession
    from goodoffices.analysis.contingent import ContingentTerm
    from goodoffices.analysis.costs import Best, Costs, DemandCost
    from goodoffices.analysis.counting import Count
    from goodoffices.analysis.deadlock import Conflict
    from goodoffices.analysis.demand import Demand, DemandKind
    from goodoffices.analysis.drafts import DraftStudy, PartialDraft, WholeDraft
    from goodoffices.analysis.errors import (
        AnalysisError,
        FrontierTooLarge,
        GroupTooLarge,
        NotDecided,
        NotSupported,
        OutOfTime,
        RankingsContradict,
    )
    from goodoffices.analysis.fragility import Fragile
    from goodoffices.analysis.frontier import Frontier, pareto_frontier
    from goodoffices.analysis.implementing import Order, OrderFound
    from goodoffices.analysis.improvements import Improvements, Move, Path, PathFound
    from goodoffices.analysis.in_doubt import AnalysisInDoubt, Judged, Possible, Standing, analyse_in_doubt
    from goodoffices.analysis.in_part import InPart
    from goodoffices.analysis.limits import Limits
    from goodoffices.analysis.payments import Payments
    from goodoffices.analysis.problem import Problem
    from goodoffices.analysis.relaxations import Change, NearAgreement, Relaxation, Relaxations
    from goodoffices.analysis.solutions import SOLUTIONS, Solution
    from goodoffices.analysis.trades import LogRoll
    from goodoffices.analysis.why_not import Deadlock
    from goodoffices.analysis.zopa import Zone

__all__ = [
    "SOLUTIONS",
    "Analysis",
    "AnalysisError",
    "AnalysisInDoubt",
    "Baseline",
    "BaselineKind",
    "Best",
    "Change",
    "Concession",
    "Conflict",
    "ContingentTerm",
    "Costs",
    "Count",
    "Deadlock",
    "Demand",
    "DemandCost",
    "DemandKind",
    "DraftStudy",
    "Fairness",
    "Fragile",
    "Frontier",
    "FrontierTooLarge",
    "GroupTooLarge",
    "Improvements",
    "InPart",
    "Judged",
    "Limits",
    "LogRoll",
    "Move",
    "NearAgreement",
    "NotDecided",
    "NotSupported",
    "Order",
    "OrderFound",
    "OutOfTime",
    "PartialDraft",
    "Path",
    "PathFound",
    "Payments",
    "Possible",
    "Problem",
    "RankingsContradict",
    "Relaxation",
    "Relaxations",
    "Solution",
    "Standing",
    "WholeDraft",
    "Zone",
    "analyse",
    "analyse_in_doubt",
    "compile_case",
    "pareto_frontier",
]

#: The names of each module.
_NAMES = {
    "analysis": ("Analysis", "Fairness", "analyse"),
    "baselines": ("Baseline", "BaselineKind"),
    "compiling": ("compile_case",),
    "concessions": ("Concession",),
    "contingent": ("ContingentTerm",),
    "costs": ("Best", "Costs", "DemandCost"),
    "counting": ("Count",),
    "deadlock": ("Conflict",),
    "demand": ("Demand", "DemandKind"),
    "drafts": ("DraftStudy", "PartialDraft", "WholeDraft"),
    "errors": ("AnalysisError", "FrontierTooLarge", "GroupTooLarge", "NotDecided", "NotSupported", "OutOfTime", "RankingsContradict"),
    "fragility": ("Fragile",),
    "frontier": ("Frontier", "pareto_frontier"),
    "limits": ("Limits",),
    "implementing": ("Order", "OrderFound"),
    "improvements": ("Improvements", "Move", "Path", "PathFound"),
    "in_doubt": ("AnalysisInDoubt", "Judged", "Possible", "Standing", "analyse_in_doubt"),
    "in_part": ("InPart",),
    "payments": ("Payments",),
    "problem": ("Problem",),
    "relaxations": ("Change", "NearAgreement", "Relaxation", "Relaxations"),
    "solutions": ("SOLUTIONS", "Solution"),
    "trades": ("LogRoll",),
    "why_not": ("Deadlock",),
    "zopa": ("Zone",),
}

__getattr__ = late_names(__name__, {name: module for module, names in _NAMES.items() for name in names})
