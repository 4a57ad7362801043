"""What each party wants, whose word that is, and in which reading. Imports `case` alone."""

from goodoffices.preferences.answers import ABOUT, Answers, about
from goodoffices.preferences.evaluation import Worths, crossed_red_lines, holds, utility
from goodoffices.preferences.model import (
    Basis,
    BasisKind,
    Interaction,
    Interval,
    Numbers,
    Position,
    Preferences,
    RedLine,
    Source,
)
from goodoffices.preferences.otherwise import ExpectedOutcome
from goodoffices.preferences.questions import Answer, Asked, Given, Question, anchors
from goodoffices.preferences.ranking import Item, Ranked, Ranking
from goodoffices.preferences.scales import between_given, lower_end, runs_of, upper_end

__all__ = [
    "ABOUT",
    "Answer",
    "Answers",
    "Asked",
    "Basis",
    "BasisKind",
    "ExpectedOutcome",
    "Given",
    "Interaction",
    "Interval",
    "Item",
    "Numbers",
    "Position",
    "Preferences",
    "Question",
    "Ranked",
    "Ranking",
    "RedLine",
    "Source",
    "Worths",
    "about",
    "anchors",
    "between_given",
    "crossed_red_lines",
    "holds",
    "lower_end",
    "runs_of",
    "upper_end",
    "utility",
]
