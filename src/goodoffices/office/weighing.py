"""What packages are worth by the models that somebody may read; nothing is stored."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.analysis import AnalysisError, Possible, Standing
from goodoffices.analysis.worth_in_doubt import OwnValues
from goodoffices.case import Case
from goodoffices.formats.case_texts import CaseTexts
from goodoffices.formats.errors import CaseFileError
from goodoffices.office.results import EfficientPackage, StoredResult
from goodoffices.preferences import Preferences
from goodoffices.preferences.evaluation import crossed_red_lines, utility
from goodoffices.report.charts import FrontierChart, Point, draw
from goodoffices.report.sections.frontier import chart_words
from goodoffices.report.wording import Wording

#: What a party would do with a package.
WOULD = {Possible.ALWAYS: "could sign it", Possible.PERHAPS: "open whether it could sign it", Possible.NEVER: "rather no agreement"}


@dataclass(frozen=True)
class Weighed:
    """One package by one reading of a party. ``worth``: the least and the most; None where nothing can be computed. ``could_sign``: None where that is open."""

    party_id: str
    party: str
    reading: str
    basis: str
    worth: tuple[Fraction, Fraction] | None
    worth_words: str
    could_sign: bool | None
    crossed: tuple[str, ...]

    @property
    def percent(self) -> float:
        """The least worth, for a bar from 0 to 100."""
        return 0.0 if self.worth is None else max(0.0, min(100.0, float(self.worth[0])))

    @property
    def spread(self) -> float:
        """How much more it may be worth, for the same bar."""
        return 0.0 if self.worth is None else max(0.0, min(100.0, float(self.worth[1])) - self.percent)

    @property
    def verdict(self) -> str:
        """In words."""
        if self.crossed:
            return "it crosses a red line"
        if self.worth is None:
            return "cannot be said: it does not fit the case, or has no numbers"
        return WOULD[Possible.PERHAPS if self.could_sign is None else Possible.ALWAYS if self.could_sign else Possible.NEVER]


def weighed(case: Case, one: Preferences, package: Mapping[str, str]) -> Weighed:
    """A whole package by one party's preferences, exact, with their doubt."""
    w = Wording(case)
    lines = tuple(w.red_line(line) for line in crossed_red_lines(one, package))
    worth: tuple[Fraction, Fraction] | None = None
    could_sign: bool | None = None
    try:
        if one.has_numbers and not one.unsupported():
            value, floor = utility(one, package), one.exact_walk_away()
            worth, could_sign = (value, value), floor is None or value >= floor
        else:
            own = OwnValues(case, one)
            worth, could_sign = own.worth(package), own.could_sign(package)
    except AnalysisError:
        words = "no numbers"
    else:
        words = between(w, worth)
    if lines:
        could_sign = False
    return Weighed(one.party, w.party(one.party), one.reading, w.basis_word(one.basis.kind), worth, words, could_sign, lines)


def between(w: Wording, worth: tuple[Fraction, Fraction]) -> str:
    """A value, or the two between which it lies, in words: rounded down and up, so that what is written holds."""
    low, high = worth
    if low == high:
        return w.points(low)
    return w._("{low} to {high}").format(
        low=w.points(Fraction(math.floor(low * 10), 10)), high=w.points(Fraction(math.ceil(high * 10), 10))
    )


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


def by_all_readings(opened: CaseTexts, package: Mapping[str, str], only: Mapping[str, str] | None = None) -> list[Weighed]:
    """A package by each reading of each party; ``only``: of each party that one."""
    w, found = Wording(opened.case), []
    for party in opened.case.party_ids:
        for reading in opened.readings_of(party):
            if only is not None and only.get(party) != reading:
                continue
            try:
                found.append(weighed(opened.case, opened.preferences(party, reading), package))
            except CaseFileError:
                found.append(Weighed(party, w.party(party), reading, "does not fit the case", None, "–", None, ()))
    return found


def broken_rules(case: Case, package: Mapping[str, str]) -> list[str]:
    """What a package breaks of the case's linkages, bounds and limits."""
    w = Wording(case)
    return [w.restriction(r) for r in case.broken_by(package)]


@dataclass(frozen=True)
class TradeOff:
    """What one issue can bring a party: from the worst to the best option that she does not refuse."""

    issue: str
    worst: str
    best: str
    brings: tuple[Fraction, Fraction]
    brings_words: str


def trade_offs(case: Case, one: Preferences) -> list[TradeOff]:
    """For each issue what its whole range is worth, the most first: an issue can be given for any other that brings more. Raises `AnalysisError`."""
    own, w = OwnValues(case, one), Wording(case)
    found = []
    for issue in case.issues:
        ranked = sorted(issue.option_ids, key=lambda o, i=issue.id: _middle_score(one, i, o))  # type: ignore[misc]
        gain = own.gain(issue.id, ranked[0], ranked[-1])
        found.append(TradeOff(w.issue(issue.id), w.option(issue.id, ranked[0]), w.option(issue.id, ranked[-1]), gain, between(w, gain)))
    return sorted(found, key=lambda t: (-(t.brings[0] + t.brings[1]), t.issue))


def _middle_score(one: Preferences, issue: str, option: str) -> Fraction:
    value = one.scores.get(issue, {}).get(option)
    if value is None:
        return Fraction(50)
    return value if isinstance(value, Fraction) else (value.lower + value.upper) / 2


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
