"""What each party may come to regret of the packages compared."""

from __future__ import annotations

import math
from fractions import Fraction

from goodoffices.analysis import AnalysisInDoubt
from goodoffices.analysis.doubt.regret import Regrets
from goodoffices.report.content import Section, Table
from goodoffices.report.sections.packages_in_doubt import package_labels_in_doubt
from goodoffices.report.wording import Wording


def regret_section(result: AnalysisInDoubt, regretted: Regrets, w: Wording, mark: str) -> Section:
    """Say the most that each party may come to regret of the packages compared."""
    labels = package_labels_in_doubt([result.candidates[k] for k in regretted.compared], w)
    columns = (w._("Package"), *(w.party(p) for p in result.problem.party_ids))
    rows = tuple(
        (label, *(w.amount(_up(r), up=True) for r in row))
        for label, row in zip(labels, regretted.largest, strict=True)
    )
    table = Table(
        caption=w._("At most so many points"),
        columns=columns,
        rows=rows,
        numeric=frozenset(range(1, len(columns))),
        mark=mark,
        mark_heading=w._("basis"),
    )
    worst = [max(row) for row in regretted.largest]
    least = [labels[k] for k in regretted.least]
    named = w.n_(
        "Whichever party one looks at, "
        "the largest regret is smallest for {packages}: at most {points}.",
        "Whichever party one looks at, "
        "the largest regret is smallest for {packages}: at most {points}.",
        len(least),
    ).format(packages=w.list_of(least), points=w.amount(_up(min(worst)), up=True))
    sentences = (
        w.n_(
            "How many points, at most, another of these {n} packages could turn out to be better "
            "for a party than the one in the row, in the truth that is worst for it. Exact, "
            "against these packages alone.",
            "How many points, at most, another of these {n} packages could turn out to be better "
            "for a party than the one in the row, in the truth that is worst for it. Exact, "
            "against these packages alone.",
            len(labels),
        ).format(n=w.number(len(labels))),
        named,
        w._("That compares one party's points with another's, which is a choice and no fact."),
    )
    return Section(
        id="regret",
        heading=w._("What might be regretted?"),
        paragraphs=sentences,
        tables=(table,),
        is_detail=True,
    )


def _up(points: Fraction) -> Fraction:
    """Round up to a tenth: at most so much is still true."""
    return Fraction(math.ceil(points * 10), 10)
