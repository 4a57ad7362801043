"""Hold the rankings of a preferences file against the numbers beside them."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import accumulate

from goodoffices.formats.documents.exact_number import MAX_DIGITS
from goodoffices.formats.documents.yaml_document import PathInFile
from goodoffices.formats.ours.reference_checker import ReferenceChecker
from goodoffices.preferences import (
    Preferences,
    Ranked,
    Ranking,
    Worths,
    lower_end,
    upper_end,
)

#: Digits of the least common denominator of certain numbers against which rankings are held.
MOST_OF_DENOMINATOR = 2 * MAX_DIGITS
#: Pairs of a ranked package and an interaction that are looked at, where every number is certain.
MOST_PAIRS = 200_000


class RankingsAgainstNumbers:
    """A check of the rankings of one file against its numbers. Faults go to the checker.

    ``is_whole``: nothing of the file was left out.
    """

    def __init__(self, check: ReferenceChecker, *, is_whole: bool) -> None:
        self.check, self.is_whole = check, is_whole

    def rankings_hold(self, found: Preferences) -> None:
        """Check rankings by the numbers, where every number is certain.

        An order of options is checked by their scores in any case.
        """
        if not found.rankings or self.check.faults or not self.is_whole:
            return
        for k, ranking in enumerate(found.rankings):
            if ranking.what is Ranked.OPTIONS:
                self.scores_allow(found, ranking, ("rankings", k))
        if found.unsupported() or not self.share_a_denominator(found):
            return
        n_packages = sum(
            len(group) for r in found.rankings if r.what is Ranked.PACKAGES for group in r.groups
        )
        if n_packages * len(found.interactions) > MOST_PAIRS:
            self.check.fault(
                ("rankings",),
                f"{n_packages:,} ranked packages stand beside {len(found.interactions):,} "
                "interactions, too many to hold one against the other.",
                "Leave out rankings: where every number is certain they say nothing more.",
            )
            return
        worths = Worths(found)
        for k, ranking in enumerate(found.rankings):
            if not worths.agree_with(ranking):
                self.check.fault(
                    ("rankings", k),
                    f'the numbers contradict the ranking "{ranking.id}".',
                    "Change one of them; [20, 40] or ~ for what is not sure.",
                )

    def share_a_denominator(self, found: Preferences) -> bool:
        """Tell whether numbers can be summed and compared exactly at little cost.

        The numbers are all certain. Where they cannot, a fault is noted.
        """
        numbers = [
            *found.weights.values(),
            *(score for row in found.scores.values() for score in row.values()),
            found.walk_away,
        ]
        numbers += [*(i.points for i in found.interactions), *(r.within for r in found.rankings)]
        common = 1
        for denominator in {
            number.denominator for number in numbers if isinstance(number, Fraction)
        }:
            common = math.lcm(common, denominator)
            if common >= 10**MOST_OF_DENOMINATOR:
                found_here = (
                    "rankings stand beside numbers that have no common denominator of up to "
                    f"{MOST_OF_DENOMINATOR} digits."
                )
                self.check.fault(("rankings",), found_here, "Write the numbers with fewer digits.")
                return False
        return True

    def scores_allow(self, found: Preferences, ranking: Ranking, path: PathInFile) -> None:
        """Note a fault where an option is put first whose score is below the other's for sure.

        It could come first only if the issue did not count at all.
        """
        row = found.scores[ranking.issue]
        groups = [[str(option) for option in group] for group in ranking.groups]
        # The highest that some option of a later group scores for sure.
        after = [
            *accumulate(
                (max(lower_end(row[o]) for o in group) for group in reversed(groups[1:])), max
            )
        ][::-1]
        for n, highest in enumerate(after):
            better = next((o for o in groups[n] if upper_end(row[o]) < highest), None)
            if better is not None:
                worse = next(
                    o
                    for group in groups[n + 1 :]
                    for o in group
                    if upper_end(row[better]) < lower_end(row[o])
                )
                remedy = "Change one of them; [20, 40] or ~ for what is not sure."
                self.check.fault(
                    path,
                    f'the scores contradict the ranking "{ranking.id}": '
                    f'"{better}" scores less than "{worse}".',
                    remedy,
                )
                return
