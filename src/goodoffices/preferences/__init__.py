"""What each party wants, whose word that is, and in which reading. Imports `case` alone."""

from goodoffices.preferences.evaluation import crossed_red_lines, utility
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

__all__ = [
    "Basis",
    "BasisKind",
    "Interaction",
    "Interval",
    "Numbers",
    "Position",
    "Preferences",
    "RedLine",
    "Source",
    "crossed_red_lines",
    "utility",
]
