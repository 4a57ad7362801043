"""What packages are worth by the models that somebody may read; nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from goodoffices.analysis import Standing
from goodoffices.case import Case
from goodoffices.office.results import EfficientPackage, StoredResult
from goodoffices.office.worth import Weighed, between
from goodoffices.report.charts import FrontierChart, Point, draw
from goodoffices.report.sections.frontier import chart_words
from goodoffices.report.wording import Wording


def moves_without_loss(rests_on: Mapping[str, str], weighed_each: Sequence[Sequence[Weighed]]) -> list[tuple[int, int]]:
    """Pairs of packages (from, to; positions) of which the second gives no party less than the first and one more, by the readings named, whatever the truth.

    Where numbers are in doubt only their bounds are compared: what a package surely gives is held against the most that the other may.
    """
    by_package = [[one.worth for one in row if rests_on.get(one.party_id) == one.reading] for row in weighed_each]
    found = []
    for a, before in enumerate(by_package):
        for b, after in enumerate(by_package):
            pairs = [(mine, other) for mine, other in zip(after, before, strict=True) if mine is not None and other is not None]
            if a == b or len(pairs) != len(rests_on):
                continue
            least = [mine[0] - other[1] for mine, other in pairs]
            if min(least) >= 0 and max(least) > 0:
                found.append((a, b))
    return found


def gained(w: Wording, mine: tuple[Fraction, Fraction], before: tuple[Fraction, Fraction]) -> str:
    """By how much a value is more than another, with its sign; empty where one of them is in doubt: what they share would be counted twice."""
    return w.points(mine[0] - before[0], sign=True) if mine[0] == mine[1] and before[0] == before[1] else ""


def broken_rules(case: Case, package: Mapping[str, str]) -> list[str]:
    """What a package breaks of the case's linkages, bounds and limits."""
    w = Wording(case)
    return [w.restriction(r) for r in case.broken_by(package)]


def verdict_of(by_readings: Sequence[Weighed], w: Wording) -> str:
    """What a package comes to, in one sentence: who could sign it by every reading, who by none."""
    signs: dict[str, list[bool | None]] = {}
    for one in by_readings:
        signs.setdefault(one.party, []).append(one.could_sign)
    refusing = [party for party, could in signs.items() if all(one is False for one in could)]
    if refusing:
        by = w._("{parties} would rather have no agreement, by every reading.")
        return by.format(parties=w.list_of(refusing))
    open_ = [party for party, could in signs.items() if not all(could)]
    if open_:
        return w._("Whether {parties} could sign it hangs on the reading, or on numbers in doubt.").format(parties=w.list_of(open_))
    return w._("All could sign this package, by every reading.") if signs else w._("Nothing is known of what the parties want.")


def compared_rows(case: Case, packages: Sequence[Mapping[str, str]]) -> list[tuple[str, list[tuple[str, bool]], bool]]:
    """Issue by issue the options of some packages (each with whether it differs from the first), those that differ first: (issue, options, whether they differ)."""
    w = Wording(case)
    rows = [
        (
            w.issue(i),
            [(w.option(i, package[i]), package[i] != packages[0][i]) for package in packages],
            len({package[i] for package in packages}) > 1,
        )
        for i in case.issue_ids
    ]
    return sorted(rows, key=lambda row: not row[2])


def frontier_chart(
    case: Case,
    result: StoredResult,
    focus: EfficientPackage | None,
    link: str,
    draft: tuple[str, Sequence[tuple[Fraction, Fraction]]] | None,
) -> str:
    """The efficient packages drawn, the one that is looked at marked, if any; ``link`` leads to a point by its number (empty: nowhere). ``draft``: its name, and the least and the most that it gives."""
    w = Wording(case)
    parties = tuple(w.party(p) for p in case.party_ids)

    def drawn(point: EfficientPackage) -> Point:
        words = ", ".join(f"{name} {between(w, ends)}" for name, ends in zip(parties, point.between, strict=True))
        label = ", ".join(w.solution(s) for s in point.solutions)
        title = f"{label}: {words}" if label else words
        spread = _spread_of(point.between)
        return Point(
            tuple(map(float, point.worth)), title, point.in_zone, label, f"{link}{point.number}" if link else "", str(point.number), spread
        )

    # What may be anything is drawn nowhere.
    floors = [None if f is None or (f[0] == 0 and f[1] == 100) else f for f in result.floors_between]
    on_table = None
    if draft is not None:
        name = w._("draft “{name}”").format(name=draft[0])
        middle = tuple(float(low + high) / 2 for low, high in draft[1])
        on_table = Point(middle, name, True, name, between=_spread_of(draft[1]))
    chart = FrontierChart(
        said := lead_of(result, w),
        said,
        parties,
        tuple(map(drawn, result.points)),
        tuple(None if f is None else float(f[0]) for f in floors),
        on_table,
        bool(result.usual.mark),
        chart_words(w),
        None if focus is None else drawn(focus),
        tuple(None if f is None else float(f[1]) for f in floors),
        result.is_in_doubt,
    )
    return draw(chart)


def _spread_of(ends: Sequence[tuple[Fraction, Fraction]]) -> tuple[tuple[float, float], ...]:
    """The bounds of a point to draw; none where its values are certain."""
    return () if all(low == high for low, high in ends) else tuple((float(low), float(high)) for low, high in ends)


def lead_of(result: StoredResult, w: Wording) -> str:
    """What the packages of a result come to, in one clause."""
    n = len(result.points)
    if not result.is_in_doubt:
        inside = sum(p.in_zone for p in result.points)
        return w._("{inside} of {n} efficient packages lie in the zone").format(inside=inside, n=n)
    sure = sum(p.standing is Standing.EFFICIENT for p in result.points)
    signed, may = sum(p.in_zone for p in result.points), sum(p.may_be_signed for p in result.points)
    first = w.n_(
        "{n} package is or may be efficient, {sure} whatever the truth",
        "{n} packages are or may be efficient, {sure} of them whatever the truth",
        n,
    ).format(n=n, sure=sure or w._("none"))
    if signed and may > signed:
        rest = w._("all could surely sign {signed}, and perhaps {more} more").format(signed=signed, more=may - signed)
    elif signed or may:
        rest = (w._("all could surely sign {n}") if signed else w._("all could perhaps sign {n}")).format(n=signed or may)
    else:
        rest = w._("each is refused by somebody")
    return f"{first}; {rest}"
