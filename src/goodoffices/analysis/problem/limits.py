"""The sizes above which the analysis refuses rather than give a wrong or partial answer."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from goodoffices.analysis.problem.errors import OutOfTime


def unlimited() -> float:
    """Leave as many seconds as it takes."""
    return math.inf


def never() -> bool:
    """Tell that nobody has asked to stop."""
    return False


#: What the program takes before it computes anything, solvers included, and what tables at their
#: largest take beyond that (measured).
BASE_MEGABYTES, FULL_MEGABYTES = 330.0, 2_500.0


LEAST_SHARE = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Sizes above which the analysis refuses rather than give a wrong or partial answer."""

    partial_packages: int = 2_000_000
    #: Partial packages above which, where limits on sums are at work, those that lead nowhere are
    #: dropped by bounds.
    before_bounds: int = 5_000
    group_combinations: int = 1_000_000
    #: Candidate rows filtered at a time.
    block_rows: int = 4_000_000
    #: Numbers that a group's table may hold: combinations times parties and limits.
    group_cells: int = 50_000_000
    #: Combinations that one step of an elimination may look at.
    elimination_cells: int = 20_000_000
    #: Sums of partial packages that may be formed in all.
    sums: int = 300_000_000
    #: Comparisons in four dimensions or more, where filtering is no longer sorting; they weigh more
    #: in more dimensions.
    comparisons: int = 450_000_000_000
    #: How many seconds may still be taken; asked between steps.
    seconds_left: Callable[[], float] = unlimited
    #: About how many points an answer in part lists.
    points: int = 20
    #: Whether the zone is counted exactly also where that takes long; else bounds that are certain
    #: do.
    counts_exactly: bool = False
    #: Whether the user has asked for what is known so far: listing the frontier then ends, and
    #: searches end soon.
    interrupted: Callable[[], bool] = never

    def within_memory(self, megabytes: float) -> Limits:
        """Give these limits, less where the memory asks for it.

        Tables shrink in proportion, so that all of them together fit (an estimate).
        """
        share = min(1.0, max(LEAST_SHARE, (megabytes - BASE_MEGABYTES) / FULL_MEGABYTES))
        return replace(
            self,
            partial_packages=int(self.partial_packages * share),
            group_combinations=int(self.group_combinations * share),
            block_rows=int(self.block_rows * share),
            group_cells=int(self.group_cells * share),
            elimination_cells=int(self.elimination_cells * share),
        )

    def check_time(self) -> None:
        """Raise `OutOfTime` where none is left."""
        if self.seconds_left() <= 0:
            raise OutOfTime("the time limit")
