"""What each party wants, whose word that is, and in which reading. Imports `case` alone."""

from goodoffices.preferences.evaluation import crossed_red_lines, holds, utility
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
from goodoffices.preferences.ranking import Item, Ranked, Ranking

__all__ = [
    "Basis",
    "BasisKind",
    "Interaction",
    "Interval",
    "Item",
    "Numbers",
    "Position",
    "Preferences",
    "Ranked",
    "Ranking",
    "RedLine",
    "Source",
    "crossed_red_lines",
    "holds",
    "utility",
]
