"""What is wished of an answer, and what its certificate is bound to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from goodoffices.analysis import AnalysisError
from goodoffices.preferences import Preferences
from goodoffices.proof import FileDigest


class WishRefused(AnalysisError):
    """A wish that this kind of answer cannot fulfil.

    ``wish``: the name of the field of `Wishes`.
    """

    def __init__(self, wish: str, reason: str) -> None:
        super().__init__(f"{wish} {reason}")
        self.wish, self.reason = wish, reason


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What an answer is asked for beside the answer itself.

    ``drafts``: packages or parts of packages to be judged, by name. ``entitlements``: powers of the
    parties' gains in Nash's product; 1 where none is named. ``seed``: for what is drawn at random.
    ``points``: about how many points an answer in part lists; None: as `Limits` says. ``costs``:
    what each red line, linkage and limit costs each party. ``sensitivity``: at which weights
    another package would be fair. ``method``: which method was chosen for each group of issues.
    ``count``: count the zone exactly, however long that takes.
    """

    drafts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    entitlements: Mapping[str, Fraction] = field(default_factory=dict)
    seed: int = 0
    points: int | None = None
    costs: bool = False
    sensitivity: bool = False
    method: bool = False
    count: bool = False

    #: Wishes that hang on certain numbers.
    NEED_CERTAIN_NUMBERS = ("entitlements", "costs", "count", "sensitivity", "method")

    def refuse_for_doubt(self, readings: Sequence[Preferences]) -> None:
        """Refuse what needs certain numbers, where some are in doubt. Raises `WishRefused`.

        It looks at all of the readings.
        """
        for wish in self.NEED_CERTAIN_NUMBERS:
            if getattr(self, wish):
                raise WishRefused(wish, does_not_go_with_doubt(readings))


def does_not_go_with_doubt(readings: Sequence[Preferences]) -> str:
    """Say why something that needs certain numbers cannot be had.

    It names what is in doubt first.
    """
    doubtful = next(one for one in readings if one.unsupported())
    return (
        f"does not go with numbers in doubt ({doubtful.party}: {doubtful.unsupported()[0]}). "
        "Leave it out, or write one number for each."
    )


@dataclass(frozen=True, kw_only=True)
class Binding:
    """What a certificate is bound to: the case's files, and how they were read.

    The files are as they were before the analysis. ``steps``: into how many steps continuous issues
    were cut. ``uncut``: totals were taken uncut.
    """

    files: Sequence[FileDigest]
    steps: int
    uncut: bool = False
