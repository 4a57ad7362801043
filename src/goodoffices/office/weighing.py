"""What packages are worth by the models that somebody may read; nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.analysis import AnalysisError
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
    def verdict(self) -> str:
        """In words."""
        if self.crossed:
            return "it crosses a red line"
        if self.worth is None:
            return "cannot be said: it does not fit the case, or has no numbers"
        return {True: "could sign it", False: "rather no agreement", None: "open whether it could sign it"}[self.could_sign]


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
    """A value, or the two between which it lies, in words."""
    low, high = worth
    return w.points(low) if low == high else f"{w.points(low)} to {w.points(high)}"


def by_all_readings(opened: CaseTexts, package: Mapping[str, str]) -> list[Weighed]:
    """A package by each reading of each party."""
    w, found = Wording(opened.case), []
    for party in opened.case.party_ids:
        for reading in opened.readings_of(party):
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


def compared_rows(case: Case, packages: Sequence[Mapping[str, str]]) -> list[tuple[str, list[str], bool]]:
    """Issue by issue the options of some packages, those that differ first: (issue, options, whether they differ)."""
    w = Wording(case)
    rows = [
        (w.issue(i), [w.option(i, package[i]) for package in packages], len({package[i] for package in packages}) > 1)
        for i in case.issue_ids
    ]
    return sorted(rows, key=lambda row: not row[2])


def frontier_chart(
    case: Case, result: StoredResult, focus: EfficientPackage, link: str, draft: tuple[str, Sequence[Fraction]] | None
) -> str:
    """The efficient packages drawn, the one that is looked at marked; ``link`` leads to a point by its number. ``draft``: its name and what it gives."""
    w = Wording(case)
    parties = tuple(w.party(p) for p in case.party_ids)

    def drawn(point: EfficientPackage) -> Point:
        words = ", ".join(f"{name} {w.points(v)}" for name, v in zip(parties, point.worth, strict=True))
        label = ", ".join(w.solution(s) for s in point.solutions)
        return Point(tuple(map(float, point.worth)), f"{label}: {words}" if label else words, point.in_zone, label, f"{link}{point.number}")

    floors = tuple(None if f is None else float(f) for f in result.floors)
    on_table = None
    if draft is not None:
        name = w._("draft “{name}”").format(name=draft[0])
        on_table = Point(tuple(map(float, draft[1])), name, True, name)
    inside = sum(p.in_zone for p in result.points)
    title = w._("{inside} of {n} efficient packages lie in the zone").format(inside=inside, n=len(result.points))
    return draw(
        FrontierChart(
            title, title, parties, tuple(map(drawn, result.points)), floors, on_table, bool(result.usual.mark), chart_words(w), drawn(focus)
        )
    )
