"""What an analysis left: its reports, the efficient packages with what each party gets, and what changed since an earlier one."""

from __future__ import annotations

import datetime
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from goodoffices.case import Case
from goodoffices.formats.report_json import report_from_data
from goodoffices.office.case_view import PaperView
from goodoffices.office.spoken import package_rows
from goodoffices.report import Report
from goodoffices.report.content import Section
from goodoffices.report.wording import Wording


@dataclass(frozen=True)
class EfficientPackage:
    """One efficient package: its number from 1, its options, what each party gets in the case's order, whether it lies in the zone, and the ideas of fairness that choose it."""

    number: int
    package: Mapping[str, str]
    worth: tuple[Fraction, ...]
    in_zone: bool
    solutions: tuple[str, ...]


class StoredResult:
    """A result as it was kept."""

    def __init__(self, paper: PaperView) -> None:
        self.id: uuid.UUID = paper.id
        self.made_at: datetime.datetime = paper.made_at
        self._data: dict[str, Any] = json.loads(paper.text)

    @property
    def error(self) -> str:
        """Why there is no result; empty where there is one."""
        return str(self._data.get("error", ""))

    @property
    def is_readable(self) -> bool:
        """Whether this version can draw it: results of the first version were kept as drawn pages."""
        return "sections" in (self._data.get("usual") or {})

    @property
    def says_something(self) -> bool:
        """Whether there is a result that can be drawn."""
        return not self.error and self.is_readable

    @cached_property
    def usual(self) -> Report:
        """The report under the usual readings."""
        return report_from_data(self._data["usual"])

    @cached_property
    def across(self) -> Report | None:
        """What holds across readings; None where there is but one of each party."""
        return report_from_data(self._data["across"]) if self._data.get("across") else None

    @property
    def sections(self) -> tuple[Section, ...]:
        """All sections, those across readings last."""
        return self.usual.sections + (() if self.across is None else self.across.sections)

    @property
    def rests_on(self) -> Mapping[str, str]:
        """The reading of each party."""
        return dict(self._data["rests_on"])

    @property
    def unused(self) -> list[tuple[str, str]]:
        """Readings that this result does not use: (party, reading)."""
        return [(party, reading) for party, reading in self._data.get("unused", ())]

    @property
    def files(self) -> Mapping[str, str]:
        """The digest of each file of the case as it was."""
        return dict(self._data["files"])

    @property
    def certificate(self) -> Mapping[str, Any] | None:
        """What `verify` accepts."""
        return self._data["certificate"]  # type: ignore[no-any-return]

    @property
    def is_whole(self) -> bool:
        """Whether `points` are all efficient packages there are, proven."""
        return bool(self._data["numbers"] and self._data["numbers"]["is_whole"])

    @cached_property
    def points(self) -> tuple[EfficientPackage, ...]:
        """The efficient packages; none where numbers are not certain."""
        numbers = self._data["numbers"]
        if not numbers:
            return ()
        inside = set(numbers["zone"])
        return tuple(
            EfficientPackage(
                row + 1,
                one["package"],
                tuple(map(Fraction, one["worth"])),
                row in inside,
                tuple(name for name, at in numbers["solutions"].items() if at == row),
            )
            for row, one in enumerate(numbers["points"])
        )

    @property
    def floors(self) -> tuple[Fraction | None, ...]:
        """The walk-away value of each party."""
        numbers = self._data["numbers"] or {"floors": []}
        return tuple(None if f is None else Fraction(f) for f in numbers["floors"])

    def chosen_by(self, solution: str) -> EfficientPackage | None:
        """The package that an idea of fairness chooses."""
        return next((p for p in self.points if solution in p.solutions), None)

    def improving_on(self, worth: Sequence[Fraction]) -> tuple[EfficientPackage, ...]:
        """Efficient packages that give every party at least as much and one more."""
        better = []
        for point in self.points:
            gains = [mine - other for mine, other in zip(point.worth, worth, strict=True)]
            if min(gains) >= 0 and max(gains) > 0:
                better.append(point)
        return tuple(better)

    def zone_above(self, floors: Sequence[Fraction | None]) -> tuple[EfficientPackage, ...]:
        """Efficient packages that reach other walk-away values: empty means that no agreement is possible with these, where the frontier is whole."""
        return tuple(p for p in self.points if all(f is None or w >= f for w, f in zip(p.worth, floors, strict=True)))


def what_changed(old: StoredResult, new: StoredResult, case: Case) -> list[str]:
    """What differs between two results, in sentences: what they rest on first, then what they say."""
    w = Wording(case)
    told = []
    files = sorted({*old.files, *new.files})
    for name in files:
        before, after = old.files.get(name), new.files.get(name)
        if before != after:
            told.append(f"{name} was {'added' if before is None else 'taken away' if after is None else 'changed'}.")
    for party in case.party_ids:
        if old.rests_on.get(party) != new.rests_on.get(party):
            told.append(f"For {w.party(party)} the reading is “{new.rests_on.get(party)}”; it was “{old.rests_on.get(party)}”.")
    if old.usual.lead != new.usual.lead:
        told.append(f"The answer was: {old.usual.lead}")
        told.append(f"Now it is: {new.usual.lead}")
    if old.points and new.points:
        inside = [sum(p.in_zone for p in one.points) for one in (old, new)]
        if inside[0] != inside[1] or len(old.points) != len(new.points):
            told.append(
                f"Efficient packages: {len(new.points)}, {inside[1]} of them in the zone (before: {len(old.points)}, {inside[0]} of them)."
            )
        told += _other_choices(old, new, w)
    return told or ["Nothing that these two results say differs."]


def _other_choices(old: StoredResult, new: StoredResult, w: Wording) -> list[str]:
    told = []
    for name in ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian"):
        before, after = old.chosen_by(name), new.chosen_by(name)
        if before is None or after is None or before.package == after.package:
            continue
        differs = {i: o for i, o in after.package.items() if before.package.get(i) != o}
        moved = [f"{issue}: {option}" for issue, option in package_rows(w.case, differs)]
        told.append(f"{w.solution(name)} is another package; what differs is {'; '.join(moved)}.")
    return told
