"""Find rules that no package can meet, whatever else holds.

That is said when a case is checked, before anything is analysed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from goodoffices.case import CountLimit, ForbiddenTogether, Issue, Restriction, SumLimit


def why_never_met(rule: Restriction, issues: Mapping[str, Issue]) -> str:
    """Say why no package can meet a rule by itself; empty where some can."""
    shape = rule.shape
    if isinstance(shape, ForbiddenTogether):
        always = all(
            len(allowed) == len(issues[issue].options) for issue, allowed in shape.condition.options
        )
        return "it forbids every package: its options are all that there are" if always else ""
    limit = shape.as_sum() if isinstance(shape, CountLimit) else shape
    if not isinstance(limit, SumLimit):
        return ""
    if limit.at_least is not None and limit.at_most is not None and limit.at_least > limit.at_most:
        return f"at least {_shown(limit.at_least)} is more than at most {_shown(limit.at_most)}"
    what = "choices" if isinstance(shape, CountLimit) else "amounts"
    rows = [_row(of_issue, issues[issue]) for issue, of_issue in limit.amounts]
    most, least = (sum(map(choose, rows), Fraction(0)) for choose in (max, min))
    if limit.at_least is not None and most < limit.at_least:
        return (
            f"its {what} add up to {_shown(most)} at the most, and at least "
            f"{_shown(limit.at_least)} is asked for"
        )
    if limit.at_most is not None and least > limit.at_most:
        return (
            f"its {what} add up to {_shown(least)} at the least, "
            f"and at most {_shown(limit.at_most)} is allowed"
        )
    return ""


def _row(amounts: Sequence[tuple[str, Fraction]], issue: Issue) -> list[Fraction]:
    """List the amounts that some option of an issue has: 0, too, where not all are named."""
    return [amount for _, amount in amounts] + [Fraction(0)] * (len(amounts) < len(issue.options))


def _shown(number: Fraction) -> str:
    return str(number) if number.denominator == 1 else f"{float(number):g}"
