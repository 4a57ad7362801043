"""What the analysis refuses, each with what happened and what can be done."""

from __future__ import annotations


class AnalysisError(Exception):
    """Base of the refusals of this room. The command line ends with exit code 3."""


class NotSupported(AnalysisError):
    """The case holds something that the analysis cannot use yet; the message names it."""


class FrontierTooLarge(AnalysisError):
    """More partial packages are undominated at once than the limit allows.

    Nothing partial is returned. ``issue`` is the issue reached, ``n_partial`` how many partial
    packages were undominated there.
    """

    def __init__(self, issue: str, n_partial: int, limit: int, *, too_slow: bool = False) -> None:
        self.issue = issue
        self.n_partial = n_partial
        self.limit = limit
        why = f"{n_partial:,} partial packages were undominated and the limit is {limit:,}"
        if too_slow:
            why = (
                f"{n_partial:,} partial packages were undominated, "
                "and combining them would take too long"
            )
        super().__init__(
            f"the frontier is too large to list whole: when the issue {issue!r} was added, {why}. "
            "Fewer parties, coarser scores or fewer options make it smaller."
        )


class GroupTooLarge(AnalysisError):
    """A group of issues is tied together too densely, or has too many combinations.

    Linkages or interactions tie them. ``at_once``: how many combinations the method would have to
    look at in one step.
    """

    def __init__(self, issues: tuple[str, ...], at_once: int, limit: int) -> None:
        self.issues, self.at_once = issues, at_once
        super().__init__(
            f"linkages, red lines or interactions tie together {len(issues)} issues "
            f"({', '.join(issues[:6])}{', …' if len(issues) > 6 else ''}) so densely "
            f"that {at_once:,} combinations would have to be looked at in one step; "
            f"the limit is {limit:,}. Leave out a rule that joins two halves of the group."
        )


class OutOfTime(AnalysisError):
    """The time limit was reached, or the user interrupted, before a question was decided.

    ``reached``: what ended it.
    """

    def __init__(self, reached: str) -> None:
        self.reached = reached
        super().__init__(f"not decided: {reached} was reached first. Allow more (--time-limit).")


class NotDecided(AnalysisError):
    """A question that was not answered exactly; nothing is said of it then."""


class RankingsContradict(AnalysisError):
    """Rankings of a party, by id, that cannot all be true of numbers within its bounds.

    Without any one of them the others can.
    """

    def __init__(self, party: str, rankings: tuple[str, ...]) -> None:
        self.party, self.rankings = party, rankings
        alone = len(rankings) == 1
        what = (
            f"the ranking {rankings[0]!r} cannot"
            if alone
            else f"the rankings {', '.join(map(repr, rankings))} cannot all"
        )
        self.found = (
            f"{party}: {what} be true within the bounds of the numbers "
            f"beside {'it' if alone else 'them'}."
        )
        self.remedy = "Take one back, or widen a bound."
        super().__init__(f"{self.found} {self.remedy}")
