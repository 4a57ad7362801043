"""Rules that no package can meet, whatever else holds: said when a case is checked, before anything is analysed."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from goodoffices.case import CountLimit, ForbiddenTogether, Issue, Restriction, SumLimit


def why_never_met(rule: Restriction, issues: Sequence[Issue]) -> str:
    """Say why no package can meet a rule by itself; empty where some can."""
    shape, options = rule.shape, {issue.id: issue.option_ids for issue in issues}
    if isinstance(shape, ForbiddenTogether):
        always = all(set(options[issue]) <= allowed for issue, allowed in shape.condition.options)
        return "it forbids every package: its options are all that there are" if always else ""
    limit = shape.as_sum() if isinstance(shape, CountLimit) else shape
    if not isinstance(limit, SumLimit):
        return ""
    if limit.at_least is not None and limit.at_most is not None and limit.at_least > limit.at_most:
        return f"at least {_shown(limit.at_least)} is more than at most {_shown(limit.at_most)}"
    what = "choices" if isinstance(shape, CountLimit) else "amounts"
    rows = [[dict(of_issue).get(o, Fraction(0)) for o in options[issue]] for issue, of_issue in limit.amounts]
    most, least = (sum((choose(row) for row in rows if row), Fraction(0)) for choose in (max, min))
    if limit.at_least is not None and most < limit.at_least:
        return f"its {what} add up to {_shown(most)} at the most, and at least {_shown(limit.at_least)} is asked for"
    if limit.at_most is not None and least > limit.at_most:
        return f"its {what} add up to {_shown(least)} at the least, and at most {_shown(limit.at_most)} is allowed"
    return ""


def _shown(number: Fraction) -> str:
    return str(number) if number.denominator == 1 else f"{float(number):g}"
