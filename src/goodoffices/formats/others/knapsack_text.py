"""Read knapsack files of multi-objective optimisation.

Each item is an issue, each value column a party. A file holds ``n m``, the capacity (on the same
line or the next), n rows ``weight value…``, and often the number of efficient points and the
points, which are not read. Lines that begin with #, % or // are comments. An issue's options are
*out* (which is also what holds if nothing is agreed) and *in*; the weights of all that is in are at
most the capacity. Nobody has a walk-away value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path

from goodoffices.case import Issue, Option, Restriction, RestrictionKind, SumLimit
from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.documents.exact_number import exact_number
from goodoffices.formats.others.imported_case import (
    FLOATING,
    MOST_PARTIES,
    ImportedCase,
    Profiles,
    imported_case,
    imported_preferences,
)
from goodoffices.formats.others.imported_issues import MOST_ISSUES, plain
from goodoffices.preferences import Preferences

ORIGIN = "a knapsack file"
OUT, IN = "out", "in"
#: What the first lines look like: two whole numbers, then one, on the same line or the next. A
#: decimal comma is met, to be named.
BEGINNING = re.compile(
    r"\s*[0-9]{1,9}[ \t]+[0-9]{1,9}[ \t]*(\r?\n)?\s*[-+0-9.,eE]+[ \t]*(\r?\n|\Z)"
)
COMMENT = re.compile(r"\s*(#|%|//)")
DECIMAL_COMMA = re.compile(r"[-+]?[0-9]+,[0-9]+")


def is_knapsack(text: str) -> bool:
    """Tell whether a text begins as a knapsack file does."""
    return (
        BEGINNING.match(
            "\n".join(line for line in text.splitlines()[:200] if not COMMENT.match(line))
        )
        is not None
    )


def read_knapsack(text: str, shown_as: str) -> ImportedCase:
    """Read a case from the text of a file. Raises `CaseFileError`."""
    lines = enumerate(text.splitlines(), 1)
    rows = [
        (number, line.split()) for number, line in lines if line.strip() and not COMMENT.match(line)
    ]
    if rows and len(rows[0][1]) == 3:
        number, words = rows[0]
        rows[:1] = [(number, words[:2]), (number, words[2:])]

    numbers = partial(_numbers_in, rows, shown_as)
    n, m = (int(x) for x in numbers(0, 2, "the first line (items, objectives)"))
    if not 1 <= n <= MOST_ISSUES or not 1 <= m <= MOST_PARTIES:
        found = f"{n:,} items and {m:,} objectives are out of reach."
        raise CaseFileError.one(
            shown_as,
            found,
            f"At most {MOST_ISSUES:,} items and {MOST_PARTIES} objectives are read.",
            rows[0][0],
        )
    capacity = numbers(1, 1, "the capacity")[0]
    items = [numbers(2 + j, 1 + m, f"item {j + 1} (weight, values)") for j in range(n)]
    issues = [_item(f"item {j + 1}") for j in range(n)]
    capacity_limit = _capacity_limit(issues, [item[0] for item in items], capacity)
    weights = {issue.id: Fraction(1) for issue in issues}

    def preferences(p: int, party: str) -> Preferences:
        scores = {
            issue.id: {OUT: Fraction(0), IN: items[j][1 + p]} for j, issue in enumerate(issues)
        }
        return imported_preferences(
            party,
            f"{ORIGIN}, {Path(shown_as).name}",
            weights,
            scores,
            None,
            numbers=replace(FLOATING, grid=None),
        )

    return imported_case(
        Path(shown_as).stem,
        issues,
        Profiles([f"value {p + 1}" for p in range(m)], preferences, are_files=False),
        origin=ORIGIN,
        restrictions=[capacity_limit],
    )


def _numbers_in(
    rows: Sequence[tuple[int, list[str]]], shown_as: str, k: int, count: int, what: str
) -> list[Fraction]:
    """Read the numbers of the k-th row, as many as it should have. Raises `CaseFileError`."""
    if k >= len(rows):
        raise CaseFileError.one(
            shown_as, f"{what}: the file ends before it.", "Give the whole file."
        )
    line, words = rows[k]
    if commas := [word for word in words if DECIMAL_COMMA.fullmatch(word)]:
        raise CaseFileError.one(
            shown_as,
            f"{what}: {commas[0]} has a decimal comma.",
            f"Write {commas[0].replace(',', '.')}.",
            line,
        )
    found = [exact_number(word) for word in words]
    if len(found) != count or any(isinstance(value, str) for value in found):
        raise CaseFileError.one(
            shown_as, f"{what} should be {count} numbers.", "Look at this line.", line
        )
    return [Fraction(value) for value in found]


def _capacity_limit(
    issues: Sequence[Issue], weights: Sequence[Fraction], capacity: Fraction
) -> Restriction:
    amounts = tuple((issue.id, ((IN, weights[j]),)) for j, issue in enumerate(issues))
    return Restriction(
        id="capacity",
        kind=RestrictionKind.LIMIT,
        shape=SumLimit(amounts, None, capacity, ""),
        text=plain("the weights of all items that are in stay within the capacity"),
    )


def _item(name: str) -> Issue:
    return Issue(
        id=name,
        name=plain(name),
        options=(Option(OUT, plain(OUT)), Option(IN, plain(IN))),
        status_quo=OUT,
    )
