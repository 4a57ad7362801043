"""What is on the table: parties, issues with options, linkages, bounds. Pure data with checks.

Imports nothing of ours, reads no file and no clock.
"""

from goodoffices.case.condition import Condition
from goodoffices.case.ground_rules import GROUND_TEXTS, GroundRules, PartAgreements
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
    "GROUND_TEXTS",
    "Case",
    "Condition",
    "CountLimit",
    "ForbiddenTogether",
    "GroundRules",
    "Issue",
    "OnlyIf",
    "Option",
    "Package",
    "PartAgreements",
    "Party",
    "Restriction",
    "RestrictionKind",
    "Shape",
    "SumLimit",
    "Text",
    "ThirdParty",
    "package_key",
]
