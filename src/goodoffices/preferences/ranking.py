"""What is known of a party's wishes in order alone, without numbers: rankings.

They say which issue weighs more, and which option or package the party puts before which.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from goodoffices.case import Package, Text


class Ranked(StrEnum):
    """What a ranking puts in order; the words of the file."""

    ISSUES = "issues"
    OPTIONS = "options"
    PACKAGES = "packages"


#: An issue or an option by id; a package, or the part of one that is compared while all else stays
#: the same; None: no agreement.
Item = str | Package | None


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """Groups in order, better ones first; within a group nothing is said.

    Whatever stands in a group is at least as good as whatever stands in a later one. An issue
    weighs at least as much.

    ``issue``: whose options are ranked. ``source``: who says so, where that is given. ``within``,
    of packages: at least as good but for so many points (below 0: better by at least so many).
    """

    id: str
    what: Ranked
    groups: tuple[tuple[Item, ...], ...]
    issue: str = ""
    text: Text | None = None
    source: str = ""
    within: Fraction = Fraction(0)

    def pairs(self) -> Iterator[tuple[Item, Item]]:
        """Yield what stands before what.

        Only groups next to each other are paired, as the others follow.
        """
        for before, after in zip(self.groups, self.groups[1:], strict=False):
            for first in before:
                for second in after:
                    yield first, second
