"""Read and write NegoLog JSON: one file a party.

Each has its weights, the values of its options and a reservation value.

A. Doğru, M. O. Keskin, C. M. Jonker, T. Baarslag, R. Aydoğan (2024), NegoLog: An integrated
Python-based automated negotiation framework with enhanced assessment components, IJCAI 2024.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from goodoffices.case import Case
from goodoffices.formats.documents.errors import CaseFileError, FormatNotSupported
from goodoffices.formats.documents.exact_number import is_endless
from goodoffices.formats.documents.field_types import Number
from goodoffices.formats.others.additive_numbers import (
    AdditiveNumbers,
    additive_numbers,
    issue_labels,
    places_that_hold,
    typed_number,
)
from goodoffices.formats.others.foreign_file import ForeignModel, as_model
from goodoffices.formats.others.imported_case import (
    ImportedCase,
    Profiles,
    check_files,
    imported_case,
    imported_preferences,
)
from goodoffices.formats.others.imported_issues import Values, imported_issues
from goodoffices.preferences import Preferences

ORIGIN = "NegoLog JSON"
#: Files in a domain's folder that are no input.
NOT_INPUT = ("specs.json",)
#: Parties that can be told apart by a letter, as in profileA.json.
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class NegologProfileIn(ForeignModel):
    """A party's profile."""

    issueWeights: dict[str, Number]
    issues: dict[str, dict[str, Number]]
    reservationValue: Number = Fraction(0)


def is_negolog(data: Any) -> bool:
    """Tell whether plain data looks like a profile of NegoLog."""
    return isinstance(data, dict) and "issueWeights" in data and "issues" in data


def read_negolog(files: Sequence[tuple[str, Any]], name: str) -> ImportedCase:
    """Read a case from parsed files, each with the name to show. Raises `CaseFileError`."""
    profiles = [(shown, as_model(NegologProfileIn, data, shown)) for shown, data in files]
    check_files(name, [], [shown for shown, _ in profiles], domain_needed=False)
    first_shown, first = profiles[0]
    issues = imported_issues(
        first_shown,
        [(issue, Values(names=tuple(options))) for issue, options in first.issues.items()],
    )
    for shown, profile in profiles:
        here, there = (
            {(issue, o) for issue, options in p.issues.items() for o in options}
            for p in (profile, first)
        )
        if here != there:
            issue, option = sorted(here ^ there)[0]
            where = shown if (issue, option) in here else first_shown
            found = (
                f"the issues and options are not those of {first_shown}: "
                f'"{issue}: {option}" stands in {where} alone.'
            )
            raise CaseFileError.one(shown, found, "Mend it, or leave one of the two out.")

    def preferences(k: int, party: str) -> Preferences:
        shown, profile = profiles[k]
        if missing := [i.id for i in issues if i.id not in profile.issueWeights]:
            raise CaseFileError.one(shown, f'issue "{missing[0]}" has no weight.', "Add it.")
        weights = {i.id: profile.issueWeights[i.id] for i in issues}
        return imported_preferences(
            party,
            f"{ORIGIN}, {Path(shown).name}",
            weights,
            profile.issues,
            profile.reservationValue,
        )

    return imported_case(
        name, issues, Profiles([shown for shown, _ in profiles], preferences, True), origin=ORIGIN
    )


def negolog_files(
    case: Case, preferences: Sequence[Preferences]
) -> tuple[dict[str, str], list[str]]:
    """Write the files of a NegoLog domain by name, and list what they do not hold.

    Raises `FormatNotSupported`.
    """
    if len(preferences) > len(LETTERS):
        raise FormatNotSupported(
            "NegoLog JSON",
            f"{len(preferences)} parties do not fit; "
            f"there are {len(LETTERS)} letters for profiles.",
        )
    numbers, left_out = additive_numbers(case, preferences, ORIGIN)
    if len(preferences) != 2:
        left_out.append("NegoLog itself negotiates between profileA.json and profileB.json alone.")
    if any(issue.is_scale for issue in case.issues):
        left_out.append("Numbers of a scale become texts.")
    rounded: list[str] = []
    named = zip(LETTERS, preferences, numbers, strict=False)
    files = {
        f"profile{letter}.json": _profile(case, one.party, number, rounded)
        for letter, one, number in named
    }
    if rounded:
        left_out.append(
            f"Numbers without an end, such as {rounded[0]}, are rounded up so far behind the "
            "point that no utility changes."
        )
    return files, left_out


def _profile(case: Case, party: str, one: AdditiveNumbers, rounded: list[str]) -> str:
    """Write the text of a profile.

    It is put together by hand: the standard encoder writes no number as typed.
    """
    endless = [
        n
        for n in (
            one.walk_away,
            *one.weights.values(),
            *(s for row in one.scores.values() for s in row.values()),
        )
        if is_endless(n)
    ]
    places = places_that_hold(one, ORIGIN, party) if endless else 0
    rounded += [str(n)[:20] for n in endless]

    def number(value: Fraction) -> str:
        return typed_number(value, places, ORIGIN)

    def score(issue: str, value: Fraction) -> str:
        weight, written = one.weights[issue], Fraction(number(one.weights[issue]))
        # What the weight gains by being rounded up is taken from the value, which is then rounded
        # up itself.
        return number(value if weight == written else weight * value / written)

    def mapping(pairs: Mapping[str, str], indent: str) -> str:
        inner = (
            f"{indent} {json.dumps(key, ensure_ascii=False)}: {value}"
            for key, value in pairs.items()
        )
        return "{\n" + ",\n".join(inner) + f"\n{indent}}}"

    labels = issue_labels(case)
    weights = {labels[issue.id]: number(one.weights[issue.id]) for issue in case.issues}
    issues = {
        labels[issue.id]: mapping(
            {
                o.text.by_language[0][1]: score(issue.id, one.scores[issue.id][o.id])
                for o in issue.options
            },
            "  ",
        )
        for issue in case.issues
    }
    parts = {
        "reservationValue": number(one.walk_away),
        "issueWeights": mapping(weights, " "),
        "issues": mapping(issues, " "),
    }
    return mapping(parts, "") + "\n"
