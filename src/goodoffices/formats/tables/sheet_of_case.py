"""Read a sheet in which people weigh a case: issues and options down, parties across.

The first row with words from the third column on names the parties. A row with an issue alone
holds its weights, a row with an option its scores from 0 to 100. The row *walk-away* holds the
values below which a party would rather have no agreement. An issue is named once, in the row of its
weights or beside its first option. An empty cell is a number that nobody said.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from goodoffices.formats.documents.errors import CaseFileError, Fault
from goodoffices.formats.tables.cells import Cells

#: Parties, issues, options of one issue.
MOST_PARTIES, MOST_ISSUES, MOST_OPTIONS = 20, 200, 200
#: Words for *weight* and for *walk-away*, in the office's languages.
WEIGHT = ("weight", "weights", "poids", "bobot", "вес", "вага", "الوزن", "وزن")
WALK_AWAY = (
    "walk-away", "walk away", "walkaway", "no agreement", "sans accord", "seuil de rupture",
    "tanpa kesepakatan", "без соглашения", "без угоди",
    "دون اتفاق", "قيمة الانسحاب",
)  # fmt: skip
#: A sheet to be filled, with explanations.
START = Path(__file__).parent / "start.csv"
#: Columns before those of the parties.
_BEFORE = 2


@dataclass
class IssueInSheet:
    """An issue of a sheet. ``weights``, ``scores``: by the place of the party; None: not said."""

    name: str
    weights: list[Fraction | None]
    scores: dict[str, list[Fraction | None]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SheetOfCase:
    """A case as a sheet says it."""

    parties: tuple[str, ...]
    issues: tuple[IssueInSheet, ...]
    walk_away: tuple[Fraction | None, ...]


def sheet_of_case(cells: Cells, shown: str) -> SheetOfCase:
    """Read the cells of a sheet. Raises `CaseFileError` with all faults, each with its row."""
    rows = [(number, row) for number, row in enumerate(cells, 1) if any(row)]
    if not rows:
        raise CaseFileError.one(
            shown, "the table is empty.", "Fill the sheet that ships as a start."
        )
    return _SheetReader(rows, shown).sheet()


class _SheetReader:
    """Reads the rows of a sheet, and gathers what is wrong."""

    def __init__(self, rows: Sequence[tuple[int, list[str]]], shown: str) -> None:
        # A title above the table is passed over.
        begins = (k for k, (_, row) in enumerate(rows) if any(row[_BEFORE:]))
        self.rows, self.shown = rows[next(begins, 0) :], shown
        self.faults: list[Fault] = []
        number, first = self.rows[0]
        self.parties = tuple(name for name in first[_BEFORE:] if name)
        self.places = [k for k, name in enumerate(first) if k >= _BEFORE and name]
        if not self.parties:
            remedy = "Name the parties in the first row, from the third column on."
            self.fault(number, "no party is named.", remedy)
        if len(set(map(_folded, self.parties))) < len(self.parties):
            self.fault(number, "two parties have one name.", "Name one of them otherwise.")
        if len(self.parties) > MOST_PARTIES:
            self.fault(number, f"more than {MOST_PARTIES} parties.", "Keep the parties alone.")

    def fault(self, row: int, found: str, remedy: str) -> None:
        self.faults.append(Fault(self.shown, row, found, remedy))

    def sheet(self) -> SheetOfCase:
        issues: list[IssueInSheet] = []
        walk_away: list[Fraction | None] = [None] * len(self.parties)
        for number, row in self.rows[1:]:
            name, option = (row[k] if k < len(row) else "" for k in range(_BEFORE))
            values = list(self.values(number, row))
            if _folded(name) in WALK_AWAY or (not name and _folded(option) in WALK_AWAY):
                walk_away = values
            elif name and not self.is_same(issues, name):
                issues.append(IssueInSheet(name=name, weights=[None] * len(self.parties)))
                self.fill(number, issues[-1], option, values)
            elif issues:
                self.fill(number, issues[-1], option, values)
            else:
                self.fault(number, "an option stands before any issue.", "Name the issue first.")
        self.check(issues)
        if self.faults:
            raise CaseFileError(self.faults)
        return SheetOfCase(parties=self.parties, issues=tuple(issues), walk_away=tuple(walk_away))

    def is_same(self, issues: Sequence[IssueInSheet], name: str) -> bool:
        """Tell whether a row repeats the name of the issue above, as some people write it."""
        return bool(issues) and _folded(issues[-1].name) == _folded(name)

    def fill(
        self, row: int, issue: IssueInSheet, option: str, values: list[Fraction | None]
    ) -> None:
        if not option or _folded(option) in WEIGHT:
            issue.weights = values
        elif option in issue.scores:
            words = f'the option "{option}" stands twice under "{issue.name}".'
            self.fault(row, words, "Leave one of them out.")
        else:
            issue.scores[option] = values

    def values(self, row: int, cells: Sequence[str]) -> Iterator[Fraction | None]:
        for place, party in zip(self.places, self.parties, strict=True):
            typed = cells[place] if place < len(cells) else ""
            if not typed:
                yield None
                continue
            value = read_number(typed)
            if value is None:
                words = f'"{typed[:40]}" of {party} is no number.'
                self.fault(row, words, "Write a number such as 12.5 or 12,5, or leave it empty.")
            yield value

    def check(self, issues: Sequence[IssueInSheet]) -> None:
        last = self.rows[-1][0]
        if not issues:
            self.fault(last, "no issue is named.", "Name issues in the first column.")
        names = [_folded(one.name) for one in issues]
        for one in issues:
            if names.count(_folded(one.name)) > 1:
                words = f'the issue "{one.name}" stands in two places.'
                self.fault(last, words, "Write its options under one another.")
            if not one.scores:
                words = f'the issue "{one.name}" has no options.'
                self.fault(last, words, "Write each option in the second column, under the issue.")
        if len(issues) > MOST_ISSUES or any(len(one.scores) > MOST_OPTIONS for one in issues):
            words = f"more than {MOST_ISSUES} issues, or {MOST_OPTIONS} options of one."
            self.fault(last, words, "Keep the table of one case in the file.")
        numbers = [v for one in issues for row in one.scores.values() for v in row if v is not None]
        if any(not 0 <= one <= 100 for one in numbers):
            words = "a score is less than 0 or more than 100."
            self.fault(last, words, "Score the worst option of an issue 0, the best 100.")
        weights = [v for one in issues for v in one.weights if v is not None]
        if any(one < 0 for one in weights):
            self.fault(last, "a weight is less than 0.", "Write 0 or more.")


#: Blanks that stand between thousands, and signs that stand for minus.
_BLANKS = dict.fromkeys(map(ord, " \u00a0\u2009\u202f'’"), None)
_MINUS = dict.fromkeys(map(ord, "−–"), "-")
_THOUSANDS = re.compile(r"-?[0-9]{1,3}((,[0-9]{3}){2,}|(\.[0-9]{3}){2,})")
_NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9})?")


def read_number(typed: str) -> Fraction | None:
    """Read a number as people type it in six languages; None for anything else.

    A comma or a point before the last digits is decimal; with both, the last one is. Digits of
    Arabic are read; a per cent sign is left out.
    """
    words = unicodedata.normalize("NFKC", typed).translate(_BLANKS).translate(_MINUS)
    words = "".join(_digit(one) for one in words).removesuffix("%").replace("٫", ",")
    words = words.replace("٬", "")
    if "," in words and "." in words:
        thousands = "," if words.rindex(".") > words.rindex(",") else "."
        words = words.replace(thousands, "")
    elif _THOUSANDS.fullmatch(words):
        words = words.replace(",", "").replace(".", "")
    words = words.replace(",", ".")
    return Fraction(words) if _NUMBER.fullmatch(words) else None


def _digit(sign: str) -> str:
    return str(unicodedata.digit(sign)) if sign.isdigit() and not sign.isascii() else sign


def _folded(words: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split()).rstrip(":")
