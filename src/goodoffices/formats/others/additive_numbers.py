"""Give what formats hold that know weights, scores and a walk-away value, and no rules.

They are GENIUS XML and NegoLog JSON. Whatever would change the answer is refused; whatever would
only be forgotten is said.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.case import Case, GroundRules
from goodoffices.formats.documents.errors import FormatNotSupported
from goodoffices.formats.documents.exact_number import (
    MAX_DIGITS,
    decimal_text,
    is_endless,
    with_places,
)
from goodoffices.formats.others.imported_case import FLOATING_GRID
from goodoffices.preferences import Preferences

#: Most decimal places that are written.
MOST_PLACES = 45


@dataclass(frozen=True)
class AdditiveNumbers:
    """The numbers of a party whose utility is Σ weight × score.

    Utilities of our own files, 0 to 100, are brought to 0 to 1.
    """

    weights: Mapping[str, Fraction]
    scores: Mapping[str, Mapping[str, Fraction]]
    walk_away: Fraction


def additive_numbers(
    case: Case, preferences: Sequence[Preferences], target: str
) -> tuple[list[AdditiveNumbers], list[str]]:
    """Give each party's numbers, and what the target does not hold. Raises `FormatNotSupported`."""
    left_out = check_what_can_be_held(case, preferences, target)
    for one in preferences:
        if one.interactions:
            raise FormatNotSupported(
                target, f"it holds no points on combinations of options, and {one.party} has some."
            )
        if one.numbers.cut is not None and _greatest(case, one) > one.numbers.cut:
            raise FormatNotSupported(
                target,
                f"it does not cut totals, and those of {one.party} are cut at "
                f"{float(one.numbers.cut):g}.",
            )
    return [_numbers(case, one) for one in preferences], left_out


def check_what_can_be_held(
    case: Case, preferences: Sequence[Preferences], target: str
) -> list[str]:
    """List what a target without rules forgets.

    Raises `FormatNotSupported` for what would change the answer.
    """
    _refuse_what_would_change_the_answer(case, preferences, target)
    return _forgotten(case, preferences)


def _refuse_what_would_change_the_answer(
    case: Case, preferences: Sequence[Preferences], target: str
) -> None:
    for one in preferences:
        if not one.has_numbers:
            raise FormatNotSupported(
                target,
                f"it holds numbers, and {one.party} ({one.reading}) has positions in words alone.",
            )
        if doubts := one.unsupported():
            raise FormatNotSupported(
                target, f"it holds one number for each thing; {one.party} has {doubts[0]}."
            )
        if one.red_lines:
            raise FormatNotSupported(
                target, f'it holds no red lines, and {one.party} has "{one.red_lines[0].id}".'
            )
        if one.numbers.grid is not None and one.numbers.grid != FLOATING_GRID:
            raise FormatNotSupported(
                target,
                f"its utilities are read to 1e-9, those of {one.party} to "
                f"{float(one.numbers.grid):g}.",
            )
    if case.restrictions:
        first = case.restrictions[0]
        raise FormatNotSupported(
            target, f'it holds no rules, and the case has the {first.kind.value} "{first.id}".'
        )


def _forgotten(case: Case, preferences: Sequence[Preferences]) -> list[str]:
    left_out = []
    if without := [one.party for one in preferences if one.walk_away is None]:
        left_out.append(
            f"No walk-away value ({', '.join(without)}) becomes 0, so gains are counted from 0."
        )
    if exact := [one.party for one in preferences if one.numbers.grid is None]:
        left_out.append(
            f"Numbers taken exactly ({', '.join(exact)}) are read in floating point there, "
            "here to 1e-9."
        )
    if scaled := [one.party for one in preferences if not one.numbers.weights_as_given]:
        left_out.append(
            f"Utilities of {', '.join(scaled)} are brought from 0–100 to 0–1, "
            "weights to a sum of 1."
        )
    if any(issue.of_range for issue in case.issues):
        left_out.append(
            "Continuous issues become the numbers listed for them; "
            "what that can cost is no longer stated."
        )
    if len(case.languages) > 1:
        left_out.append(f"Texts in other languages than {case.languages[0]} are left out.")
    if (
        any(one.basis.author or one.note or one.sources or one.positions for one in preferences)
        or case.note
    ):
        left_out.append(
            "Whose word the numbers are, sources, positions in words and notes are left out."
        )
    if any(issue.status_quo is not None for issue in case.issues):
        left_out.append("What holds if nothing is agreed (status quo) is left out.")
    if case.third_parties:
        left_out.append("Third parties are left out.")
    if case.ground_rules != GroundRules():
        left_out.append("Ground rules are left out.")
    return left_out


def _numbers(case: Case, one: Preferences) -> AdditiveNumbers:
    walk_away = one.exact_walk_away() or Fraction(0)
    weights = {issue.id: one.exact_weight(issue.id) for issue in case.issues}
    scores = {
        issue.id: {o: one.exact_score(issue.id, o) for o in issue.option_ids}
        for issue in case.issues
    }
    if one.numbers.weights_as_given:
        return AdditiveNumbers(weights, scores, walk_away)
    scores = {issue: {o: score / 100 for o, score in row.items()} for issue, row in scores.items()}
    return AdditiveNumbers(weights, scores, walk_away / 100)


def places_that_hold(numbers: AdditiveNumbers, target: str, party: str) -> int:
    """Count the decimal places that leave every utility on the same multiple of 1e-9.

    These are for numbers without an end, rounded up. A total lies on a half of the grid or at least
    1 / 2D of a step away from it, D being its denominator. Rounded up by less than that, it stays
    where it was: halves are rounded up anyway. Raises `FormatNotSupported`.
    """
    parts = [
        numbers.weights[i] * score for i, row in numbers.scores.items() for score in row.values()
    ]
    denominator = math.lcm(*(part.denominator for part in parts), numbers.walk_away.denominator)
    steepest = max(
        [
            Fraction(1),
            *numbers.weights.values(),
            *(abs(s) for row in numbers.scores.values() for s in row.values()),
        ]
    )
    needed = 2 * denominator * len(numbers.weights) * math.ceil(steepest) / FLOATING_GRID
    places = len(str(math.ceil(needed)))
    if places > MOST_PLACES:
        raise FormatNotSupported(
            target,
            f"the numbers of {party} have no end, and {MOST_PLACES} decimal places do not hold "
            "them.",
        )
    return places


def typed_number(value: Fraction, places: int, target: str) -> str:
    """Write a number as a decimal, rounded up where it has no end.

    Raises `FormatNotSupported` where it is too long.
    """
    typed = decimal_text(value)
    if typed is None and is_endless(value):
        typed = with_places(Fraction(math.ceil(value * 10**places), 10**places), places)
    if typed is None or len(typed) > MAX_DIGITS:
        raise FormatNotSupported(target, f"a number has more than {MAX_DIGITS} digits.")
    return typed


def _greatest(case: Case, one: Preferences) -> Fraction:
    return sum(
        (max(one.contribution(i.id, o) for o in i.option_ids) for i in case.issues), Fraction(0)
    )


def issue_labels(case: Case) -> dict[str, str]:
    """Name each issue for a target without ids: by its name, where names differ, else by its id."""
    names = {issue.id: issue.name.by_language[0][1] for issue in case.issues}
    short = all(len(name) <= 200 for name in names.values())
    return (
        names
        if short and len(set(names.values())) == len(names)
        else {issue.id: issue.id for issue in case.issues}
    )
