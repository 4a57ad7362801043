"""What packages are worth by the models that somebody may read.

It knows no database and no key (`pool`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.analysis import AnalysisError, Possible
from goodoffices.analysis.doubt.signing import could_sign_at, worth_signing
from goodoffices.analysis.doubt.worth_in_doubt import OwnValues
from goodoffices.case import Case
from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.ours.case_texts import CaseTexts
from goodoffices.preferences import Preferences
from goodoffices.preferences.evaluation import crossed_red_lines, utility
from goodoffices.report.wording import Wording


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """One package by one reading of a party. ``worth``: the least and the most.

    ``worth`` and ``could_sign`` are None where nothing can be computed. ``verdict``: whether the
    party could sign it, in words. ``place``: of the party in the case, from 1. ``floor``: the
    walk-away value, where it is one number.
    """

    party_id: str
    party: str
    reading: str
    basis: str
    worth: tuple[Fraction, Fraction] | None
    worth_words: str
    could_sign: Possible | None
    verdict: str
    crossed: tuple[str, ...]
    place: int
    floor: Fraction | None = None

    @property
    def percent(self) -> float:
        """Give the least worth, for a bar from 0 to 100."""
        return 0.0 if self.worth is None else max(0.0, min(100.0, float(self.worth[0])))

    @property
    def spread(self) -> float:
        """Give how much more it may be worth, for the same bar."""
        return (
            0.0 if self.worth is None else max(0.0, min(100.0, float(self.worth[1])) - self.percent)
        )

    @property
    def floor_percent(self) -> float | None:
        """Give the walk-away value, for a line across the same bar; None where there is none."""
        return None if self.floor is None else max(0.0, min(100.0, float(self.floor)))

    @property
    def state(self) -> str:
        """Name the kind of what the party would do: *done* (could sign), *open* or *ended*."""
        if self.crossed or self.could_sign is Possible.NEVER:
            return "ended"
        return "done" if self.could_sign is Possible.ALWAYS else "open"


def would(could_sign: Possible, w: Wording) -> str:
    """Say what a party would do with a package."""
    return {
        Possible.ALWAYS: w._("could sign it"),
        Possible.PERHAPS: w._("open whether it could sign it"),
        Possible.NEVER: w._("rather no agreement"),
    }[could_sign]


def _cannot_be_said(w: Wording) -> str:
    """Say that nobody can say whether a party could sign a package."""
    return w._("cannot be said: it does not fit the case, or has no numbers")


def weighed(case: Case, one: Preferences, package: Mapping[str, str], language: str) -> Weighed:
    """Weigh a whole package by one party's preferences, exactly, with their doubt.

    Its words are in ``language``.
    """
    w = Wording(case, language)
    lines = tuple(w.red_line(line) for line in crossed_red_lines(one, package))
    worth: tuple[Fraction, Fraction] | None = None
    signs: Possible | None = None
    floor: Fraction | None = None
    try:
        if one.has_numbers and not one.unsupported():
            value, floor = utility(one, package), one.exact_walk_away()
            worth, signs = (value, value), could_sign_at(value, floor)
        else:
            own = OwnValues(case, one)
            worth, signs = own.worth(package), worth_signing(own, package)
    except AnalysisError:
        words, verdict = w._("no numbers"), _cannot_be_said(w)
    else:
        words, verdict = between(w, worth), would(signs, w)
    if lines:
        signs, verdict = Possible.NEVER, w._("it crosses a red line")
    return Weighed(
        party_id=one.party,
        party=w.party(one.party),
        reading=one.reading,
        basis=w.basis_word(one.basis.kind),
        worth=worth,
        worth_words=words,
        could_sign=signs,
        verdict=verdict,
        crossed=lines,
        place=case.party_ids.index(one.party) + 1,
        floor=floor,
    )


def between(w: Wording, worth: tuple[Fraction, Fraction]) -> str:
    """Write a value, or the two between which it lies, in words.

    It is rounded down and up, so that what is written holds.
    """
    low, high = worth
    if low == high:
        return w.points(low)
    return w._("{low} to {high}").format(
        low=w.points(Fraction(math.floor(low * 10), 10)),
        high=w.points(Fraction(math.ceil(high * 10), 10)),
    )


def by_all_readings(
    case: Case,
    texts: Mapping[str, str],
    packages: Sequence[Mapping[str, str]],
    language: str,
    only: Mapping[str, str] | None = None,
) -> list[list[Weighed]]:
    """Weigh each package by each reading of each party; ``only``: of each party that one."""
    opened = CaseTexts(texts, case)
    found: list[list[Weighed]] = [[] for _ in packages]
    for party in opened.case.party_ids:
        for reading in opened.readings_of(party):
            if only is not None and only.get(party) != reading:
                continue
            try:
                one = opened.preferences(party, reading)
                row = [weighed(opened.case, one, package, language) for package in packages]
            except CaseFileError:
                row = [_of_none(Wording(opened.case, language), party, reading)] * len(packages)
            for weighings, weighing in zip(found, row, strict=True):
                weighings.append(weighing)
    return found


def _of_none(w: Wording, party: str, reading: str) -> Weighed:
    """Say of a reading that does not fit the case that nothing is known by it."""
    return Weighed(
        party_id=party,
        party=w.party(party),
        reading=reading,
        basis=w._("does not fit the case"),
        worth=None,
        worth_words="–",
        could_sign=None,
        verdict=_cannot_be_said(w),
        crossed=(),
        place=w.case.party_ids.index(party) + 1,
    )


@dataclass(frozen=True, kw_only=True)
class TradeOff:
    """What one issue can bring a party.

    It leads from the worst to the best option that the party does not refuse.
    """

    issue: str
    worst: str
    best: str
    brings: tuple[Fraction, Fraction]
    brings_words: str


def trade_offs(case: Case, one: Preferences, language: str) -> list[TradeOff]:
    """List for each issue what its whole range is worth, the most first. Raises `AnalysisError`.

    An issue can be given for any other that brings more.
    """
    own, w = OwnValues(case, one), Wording(case, language)
    found = []
    for issue in case.issues:
        ranked = sorted(issue.option_ids, key=lambda o, i=issue.id: _middle_score(one, i, o))  # type: ignore[misc]
        gain = own.gain(issue.id, ranked[0], ranked[-1])
        found.append(
            TradeOff(
                issue=w.issue(issue.id),
                worst=w.option(issue.id, ranked[0]),
                best=w.option(issue.id, ranked[-1]),
                brings=gain,
                brings_words=between(w, gain),
            )
        )
    return sorted(found, key=lambda t: (-(t.brings[0] + t.brings[1]), t.issue))


def _middle_score(one: Preferences, issue: str, option: str) -> Fraction:
    value = one.scores.get(issue, {}).get(option)
    if value is None:
        return Fraction(50)
    return value if isinstance(value, Fraction) else (value.lower + value.upper) / 2
