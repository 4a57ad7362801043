"""What an analysis left: its reports, and the efficient packages with what each party gets."""

from __future__ import annotations

import datetime
import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.analysis import Possible, Standing
from goodoffices.analysis.doubt.signing import could_sign_at
from goodoffices.case import Case
from goodoffices.formats.results.report_json import report_from_data
from goodoffices.office.access.case_identity import digest_of
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.opened import PaperView
from goodoffices.office.access.paper_heads import ResultHead
from goodoffices.office.languages import reader_language
from goodoffices.office.papers.packages import is_package_of
from goodoffices.preferences.which_reading import OWN_WORD
from goodoffices.report import Report
from goodoffices.report.content import Section
from goodoffices.report.wording import Wording

#: Before the id of a section across readings, in its address.
ACROSS = "across-"


@dataclass(frozen=True, kw_only=True)
class EfficientPackage:
    """One package that is efficient, or may be.

    ``number``: from 1. ``package``: its options. ``between``: the least and the most that each
    party gets in the case's order; the same where numbers are certain. ``standing``: whether it is
    efficient. ``signed_by``: whether each party could sign it. ``solutions``: the ideas of fairness
    that choose it.
    """

    number: int
    package: Mapping[str, str]
    between: tuple[tuple[Fraction, Fraction], ...]
    standing: Standing
    signed_by: tuple[Possible, ...]
    solutions: tuple[str, ...] = ()

    @property
    def worth(self) -> tuple[Fraction, ...]:
        """Give what each party gets; the middle where that is in doubt."""
        return tuple((low + high) / 2 for low, high in self.between)

    @property
    def in_zone(self) -> bool:
        """Tell whether all could surely sign it."""
        return all(one is Possible.ALWAYS for one in self.signed_by)

    @property
    def may_be_signed(self) -> bool:
        """Tell whether nobody is sure to refuse it."""
        return Possible.NEVER not in self.signed_by

    def zone_word(self, w: Wording) -> str:
        """Say whether it lies in the zone: *yes*, *perhaps*, *no*."""
        if self.in_zone:
            return w._("yes")
        return w._("perhaps") if self.may_be_signed else w._("no")


class StoredResult:
    """A result as it was kept."""

    def __init__(self, paper: PaperView[ResultHead]) -> None:
        self.id: uuid.UUID = paper.id
        self.made_at: datetime.datetime = paper.made_at
        self._data: dict[str, Any] = json.loads(paper.text)

    @property
    def error(self) -> str:
        """Say why there is no result; empty where there is one."""
        by_language = self._data.get("errors", {})
        return str(by_language.get(reader_language(), self._data.get("error", "")))

    @property
    def is_readable(self) -> bool:
        """Tell whether this version can draw it.

        Results of the first versions were kept as drawn pages, or held less.
        """
        numbers = self._data.get("numbers")
        whole = numbers is None or {"points", "floors", "solutions", "is_whole"} <= set(numbers)
        return (
            whole
            and {"usual", "across", "files", "rests_on", "certificate"} <= set(self._data)
            and bool((self._data["usual"] or {}).get("sections"))
        )

    @property
    def says_something(self) -> bool:
        """Tell whether there is a result that can be drawn."""
        return not self.error and self.is_readable

    @cached_property
    def usual(self) -> Report:
        """Read the report under the usual readings."""
        return report_from_data(self._reports["usual"])

    @cached_property
    def across(self) -> Report | None:
        """Read what holds across readings; None where there is but one of each party."""
        return report_from_data(self._reports["across"]) if self._reports["across"] else None

    @cached_property
    def _reports(self) -> Mapping[str, Any]:
        """Give the reports in the reader's language, or in the first one of the case."""
        kept = self._data.get("in_languages", {}).get(reader_language())
        return self._data if kept is None else dict(json.loads(kept))

    def says_in_first_language(self, which: str) -> str:
        """Give the lead of ``usual`` or ``across`` as it is kept in the first language of the case.

        Two results are told apart by it: they may not have other languages in common.
        """
        report = self._data[which]
        return "" if report is None else str(report["lead"])

    def sections_in_first_language(self) -> dict[str, Any]:
        """List each section as data in the first language of the case, by its address."""
        return {
            before + section.get("id", f"section-{number}"): section
            for which, before in (("usual", ""), ("across", ACROSS))
            for number, section in enumerate((self._data[which] or {}).get("sections", ()), 1)
        }

    @property
    def sections(self) -> tuple[Section, ...]:
        """List all sections, those across readings last."""
        return self.usual.sections + (() if self.across is None else self.across.sections)

    @cached_property
    def sections_by_address(self) -> dict[str, tuple[Report, Section]]:
        """List each section with its report, by its address.

        The address is the section's id, with `ACROSS` before it across readings.
        """
        own = {section.id: (self.usual, section) for section in self.usual.sections}
        if self.across is None:
            return own
        return own | {
            f"{ACROSS}{section.id}": (self.across, section) for section in self.across.sections
        }

    @property
    def leads(self) -> list[str]:
        """Give the answer in a sentence or two.

        Where it rests on estimates alone and there are rival ones, how far it hangs on them comes
        first.
        """
        if self.across is None:
            return [self.usual.lead]
        spoken = OWN_WORD in self.rests_on.values()
        usual = (
            self.usual.lead
            if spoken
            else _("By the readings that the answer rests on: {lead}").format(
                lead=f"{self.usual.lead[0].lower()}{self.usual.lead[1:]}"
            )
        )
        return [self.usual.lead, self.across.lead] if spoken else [self.across.lead, usual]

    @property
    def to_find_out(self) -> tuple[str, ...]:
        """List what to ask next, the most telling first; empty where no number is in doubt."""
        return self.questions.bullets if self.is_in_doubt else ()

    @property
    def questions(self) -> Section:
        """Give the section with the questions of a report in doubt; older reports end with it."""
        named = {section.id: section for section in self.usual.sections}
        return named.get("find-out", self.usual.sections[-1])

    @property
    def rests_on(self) -> Mapping[str, str]:
        """Give the reading of each party on which the result rests."""
        return dict(self._data["rests_on"])

    @property
    def unused(self) -> list[tuple[str, str]]:
        """List the readings that this result does not use: (party, reading)."""
        return [(party, reading) for party, reading in self._data.get("unused", ())]

    @property
    def files(self) -> Mapping[str, str]:
        """Give the digest of each file of the case as it was."""
        return dict(self._data["files"])

    def changed_files(self, texts: Mapping[str, str]) -> list[str]:
        """List the names of the files that differ from those on which the result rests."""
        now, then = {name: digest_of(text) for name, text in texts.items()}, self.files
        return [name for name in sorted({*now, *then}) if now.get(name) != then.get(name)]

    @property
    def certificate(self) -> Mapping[str, Any] | None:
        """Give the certificate: what `verify` accepts."""
        return self._data["certificate"]

    @property
    def is_whole(self) -> bool:
        """Tell whether `points` are all efficient packages there are, proven."""
        return bool(self._numbers["is_whole"])

    @property
    def is_in_doubt(self) -> bool:
        """Tell whether the packages were judged under all that the numbers may be.

        They are where some of the numbers are in doubt.
        """
        return any("accepted" in one for one in self._numbers["points"])

    @cached_property
    def points(self) -> tuple[EfficientPackage, ...]:
        """List the efficient packages; where numbers are in doubt those that may be efficient.

        There are none where there are no numbers.
        """
        floors, found = self.floors_between, []
        for row, one in enumerate(self._numbers["points"]):
            between = tuple(map(_between, one["worth"]))
            if "accepted" in one:
                signed = tuple(map(Possible, one["accepted"]))
            else:
                reached = zip(between, floors, strict=True)
                signed = tuple(
                    could_sign_at(low, None if f is None else f[0]) for (low, _), f in reached
                )
            chosen_by = tuple(name for name, at in self._numbers["solutions"].items() if at == row)
            found.append(
                EfficientPackage(
                    number=row + 1,
                    package=one["package"],
                    between=between,
                    standing=Standing(one.get("standing", "efficient")),
                    signed_by=signed,
                    solutions=chosen_by,
                )
            )
        return tuple(found)

    @property
    def _numbers(self) -> dict[str, Any]:
        """Give the packages as they were kept; none where there are no numbers.

        That is where an analysis said nothing, and where it was of positions.
        """
        return self._data.get("numbers") or {
            "points": [],
            "floors": [],
            "solutions": {},
            "is_whole": False,
        }

    @property
    def floors_between(self) -> tuple[tuple[Fraction, Fraction] | None, ...]:
        """Give the least and the most that the walk-away value of each party may be."""
        return tuple(None if f is None else _between(f) for f in self._numbers["floors"])

    @property
    def floors(self) -> tuple[Fraction | None, ...]:
        """Give the walk-away value of each party; the least where it is in doubt."""
        return tuple(None if f is None else f[0] for f in self.floors_between)

    def fits(self, case: Case) -> bool:
        """Tell whether it is of this case's parties and issues: then its packages can be named."""
        return len(self._numbers["floors"]) in (0, len(case.party_ids)) and all(
            is_package_of(case, point.package) and len(point.between) == len(case.party_ids)
            for point in self.points
        )

    def chosen_by(self, solution: str) -> EfficientPackage | None:
        """Find the package that an idea of fairness chooses."""
        return next((p for p in self.points if solution in p.solutions), None)

    def improving_on(self, worth: Sequence[Fraction]) -> tuple[EfficientPackage, ...]:
        """List the efficient packages that give every party at least as much and one more."""
        better = []
        for point in self.points:
            gains = [mine - other for mine, other in zip(point.worth, worth, strict=True)]
            if min(gains) >= 0 and max(gains) > 0:
                better.append(point)
        return tuple(better)

    def zone_above(self, floors: Sequence[Fraction | None]) -> tuple[EfficientPackage, ...]:
        """List the efficient packages that reach other walk-away values.

        Empty means that no agreement is possible with these, where the frontier is whole.
        """
        return tuple(
            p
            for p in self.points
            if all(f is None or w >= f for w, f in zip(p.worth, floors, strict=True))
        )


def readable_results(view: CaseView) -> Iterator[StoredResult]:
    """Open the results that say something, the newest first; each when it is asked for."""
    return (
        result for result in map(StoredResult, view.each_paper(ResultHead)) if result.says_something
    )


def _between(kept: str | list[str]) -> tuple[Fraction, Fraction]:
    """Read one amount, or the least and the most."""
    low, high = (kept, kept) if isinstance(kept, str) else kept
    return Fraction(low), Fraction(high)
