"""What is possible, efficient and fair, or why nothing is: `Problem` and the functions on it.

Imports `case` and `preferences` alone. No I/O, no clock; randomness comes in as a seed.

A name is imported from its module when it is first asked for, so that a small question loads
little.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.late_names import late_names

if TYPE_CHECKING:
    from goodoffices.analysis.analysis import Analysis, analyse
    from goodoffices.analysis.deadlock.minimal_conflict import Conflict
    from goodoffices.analysis.deadlock.relaxations import (
        Change,
        NearAgreement,
        Relaxation,
        Relaxations,
    )
    from goodoffices.analysis.deadlock.why_not import Deadlock
    from goodoffices.analysis.doubt.analysis_in_doubt import AnalysisInDoubt, analyse_in_doubt
    from goodoffices.analysis.doubt.signing import Possible
    from goodoffices.analysis.doubt.standing import Judged, Standing
    from goodoffices.analysis.drafts.concessions import Concession
    from goodoffices.analysis.drafts.contingent_terms import ContingentTerm
    from goodoffices.analysis.drafts.improvements import Improvements, Move, Path, PathFound
    from goodoffices.analysis.drafts.judging import DraftStudy, PartialDraft, WholeDraft
    from goodoffices.analysis.drafts.order_of_steps import Order, OrderFound
    from goodoffices.analysis.drafts.side_payments import Payments
    from goodoffices.analysis.frontier.baselines import Baseline, BaselineKind
    from goodoffices.analysis.frontier.costs import BestForParty, Costs, DemandCost
    from goodoffices.analysis.frontier.counting import Count
    from goodoffices.analysis.frontier.fair_packages import Fairness
    from goodoffices.analysis.frontier.fairness import SOLUTIONS, Solution
    from goodoffices.analysis.frontier.fragility import Fragile
    from goodoffices.analysis.frontier.frontier import Frontier, pareto_frontier
    from goodoffices.analysis.frontier.log_rolls import LogRoll
    from goodoffices.analysis.frontier.zone import Zone
    from goodoffices.analysis.in_part.in_part import InPart
    from goodoffices.analysis.problem.compiling import compile_case
    from goodoffices.analysis.problem.demand import Demand, DemandKind
    from goodoffices.analysis.problem.errors import (
        AnalysisError,
        FrontierTooLarge,
        GroupTooLarge,
        NotDecided,
        NotSupported,
        OutOfTime,
        RankingsContradict,
    )
    from goodoffices.analysis.problem.limits import Limits
    from goodoffices.analysis.problem.problem import Problem

__all__ = [
    "SOLUTIONS",
    "Analysis",
    "AnalysisError",
    "AnalysisInDoubt",
    "Baseline",
    "BaselineKind",
    "BestForParty",
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
    "analysis": ("Analysis", "analyse"),
    "deadlock.minimal_conflict": ("Conflict",),
    "deadlock.relaxations": ("Change", "NearAgreement", "Relaxation", "Relaxations"),
    "deadlock.why_not": ("Deadlock",),
    "doubt.analysis_in_doubt": ("AnalysisInDoubt", "analyse_in_doubt"),
    "doubt.signing": ("Possible",),
    "doubt.standing": ("Judged", "Standing"),
    "drafts.concessions": ("Concession",),
    "drafts.contingent_terms": ("ContingentTerm",),
    "drafts.improvements": ("Improvements", "Move", "Path", "PathFound"),
    "drafts.judging": ("DraftStudy", "PartialDraft", "WholeDraft"),
    "drafts.order_of_steps": ("Order", "OrderFound"),
    "drafts.side_payments": ("Payments",),
    "frontier.baselines": ("Baseline", "BaselineKind"),
    "frontier.costs": ("BestForParty", "Costs", "DemandCost"),
    "frontier.counting": ("Count",),
    "frontier.fair_packages": ("Fairness",),
    "frontier.fairness": ("SOLUTIONS", "Solution"),
    "frontier.fragility": ("Fragile",),
    "frontier.frontier": ("Frontier", "pareto_frontier"),
    "frontier.log_rolls": ("LogRoll",),
    "frontier.zone": ("Zone",),
    "in_part.in_part": ("InPart",),
    "problem.compiling": ("compile_case",),
    "problem.demand": ("Demand", "DemandKind"),
    "problem.errors": (
        "AnalysisError",
        "FrontierTooLarge",
        "GroupTooLarge",
        "NotDecided",
        "NotSupported",
        "OutOfTime",
        "RankingsContradict",
    ),
    "problem.limits": ("Limits",),
    "problem.problem": ("Problem",),
}

__getattr__ = late_names(
    __name__, {name: module for module, names in _NAMES.items() for name in names}
)
