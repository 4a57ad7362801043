"""What is on the table: parties, issues with options, linkages, bounds. Pure data with checks.

Imports nothing of ours, reads no file and no clock.
"""

from goodoffices.case.condition import Condition
from goodoffices.case.linkages_and_limits import (
    CountLimit,
    ForbiddenTogether,
    OnlyIf,
    Restriction,
    RestrictionKind,
    Shape,
    SumLimit,
)
from goodoffices.case.model import Case, Issue, Option, Party, ThirdParty
from goodoffices.case.package import Package, package_key
from goodoffices.case.text import Text

__all__ = [
    "Case",
    "Condition",
    "CountLimit",
    "ForbiddenTogether",
    "Issue",
    "OnlyIf",
    "Option",
    "Package",
    "Party",
    "Restriction",
    "RestrictionKind",
    "Shape",
    "SumLimit",
    "Text",
    "ThirdParty",
    "package_key",
]
