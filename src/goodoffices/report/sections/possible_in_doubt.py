"""Whether an agreement is possible where numbers are in doubt, and what blocks one."""

from __future__ import annotations

from dataclasses import replace

from goodoffices.analysis import AnalysisInDoubt, Demand, DemandKind, Possible
from goodoffices.report.content import Section
from goodoffices.report.wording import Wording


def possible_in_doubt_section(result: AnalysisInDoubt, label: str | None, w: Wording) -> Section:
    """Say whether an agreement is possible, with a package, or what blocks one.

    ``label``: the name that the package has further down; None where it is not named there.
    """
    heading = w._("Is an agreement possible?")
    if result.example is None:
        sentences = [
            w._(
                "Whatever the numbers in doubt are, no package keeps every rule, "
                "crosses no red line and reaches every walk-away value."
            )
        ]
        return Section(
            id="possible", heading=heading, paragraphs=(*sentences, *_blocked(result, w))
        )
    package = w.package_words(result.problem.package(result.example))
    if result.possible is Possible.ALWAYS:
        text = w._("This package is one that everybody could sign under all truths: {package}.")
    else:
        text = w._(
            "No package is one that everybody could sign under all truths. "
            "Under some this one is: {package}."
        )
    named = w._("In the tables of packages it is called {label}.")
    return Section(
        id="possible",
        heading=heading,
        paragraphs=(text.format(package=package),),
        closing=() if label is None else (named.format(label=label),),
    )


def _blocked(result: AnalysisInDoubt, w: Wording) -> list[str]:
    """Describe a minimal conflict that holds whatever the truth."""
    if result.conflict is None:
        return []
    first = w.cannot_hold(conflicting(result))
    more = w._(
        "Of a walk-away value in doubt the least is meant. "
        "Without any one of these demands the others could be met, under some truth."
    )
    return [first, more, w._("There may be other such sets.")]


def conflicting(result: AnalysisInDoubt) -> list[Demand]:
    """List the demands that cannot be met together; none where something is possible.

    A blank walk-away value has no number to name: rankings put it where it is.
    """
    blank = {one.party for one in result.originals if one.walk_away_is_blank}
    demands = (
        []
        if result.conflict is None
        else [result.problem.demands[d] for d in result.conflict.demands]
    )
    return [
        replace(d, value=None) if d.kind is DemandKind.WALK_AWAY and d.party in blank else d
        for d in demands
    ]
