"""Write preferences with their doubt as the text of a file, as elicitation does."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from goodoffices.case import Case, Issue
from goodoffices.formats.documents.yaml_writer import Quoted, yaml_text
from goodoffices.formats.ours.rankings_reader import NO_AGREEMENT
from goodoffices.preferences import (
    Basis,
    BasisKind,
    ExpectedOutcome,
    Interval,
    Item,
    Preferences,
    Ranked,
    Ranking,
    runs_of,
)


def preferences_text(case: Case, one: Preferences, *, note: str = "") -> str:
    """Write the text of a preferences file.

    Of a scale only the numbers that were asked for are written; lines are drawn between them when
    it is read.
    """
    data: dict[str, Any] = {
        "format": "goodoffices-preferences/1",
        "party": Quoted(one.party),
        "basis": _basis(one.basis),
        **({"note": Quoted(note)} if note else {}),
        "weights": {Quoted(i): _value(w) for i, w in one.weights.items()},
        "scores": {Quoted(i): _scores(case.issue(i), row) for i, row in one.scores.items()},
        **walk_away_as_data(one),
    }
    lines = [(line, True) for line in one.red_lines] + [
        (line, False) for line in one.possible_red_lines
    ]
    if lines:
        data["red_lines"] = [
            {
                "id": Quoted(line.id),
                "never": {
                    Quoted(i): options_as_data(case.issue(i), options, shortest_range=3)
                    for i, options in line.condition.options
                },
                **({} if sure else {"sure": False}),
            }
            for line, sure in lines
        ]
    if one.rankings:
        data["rankings"] = [ranking_as_data(ranking) for ranking in one.rankings]
    return yaml_text(data)


def walk_away_as_data(one: Preferences) -> dict[str, Any]:
    """Write the walk-away value as it stands in a file: a blank, none, a value, or outcomes."""
    if one.otherwise:
        return {"otherwise": [_outcome(outcome) for outcome in one.otherwise]}
    return {
        "walk_away": None
        if one.walk_away_is_blank
        else "none"
        if one.walk_away is None
        else _value(one.walk_away)
    }


def _outcome(outcome: ExpectedOutcome) -> dict[str, Any]:
    low, high = (100 * end for end in outcome.odds)
    worth: dict[str, Any] = (
        {"worth": outcome.worth}
        if outcome.package is None
        else {"package": {Quoted(i): Quoted(o) for i, o in outcome.package.items()}}
    )
    words = () if outcome.text is None else outcome.text.by_language
    text = {"text": {Quoted(tag): Quoted(said) for tag, said in words}} if words else {}
    return {**worth, "odds": low if low == high else [low, high], **text}


def _basis(basis: Basis) -> Any:
    if basis.kind is not BasisKind.ESTIMATE:
        return {"kind": basis.kind.value, **({"date": basis.date} if basis.date else {})}
    return {
        "kind": basis.kind.value,
        "author": Quoted(basis.author),
        "date": basis.date,
        "confidence": basis.confidence,
        "reason": Quoted(basis.reason),
    }


def _value(value: Fraction | Interval | None) -> Any:
    return [value.lower, value.upper] if isinstance(value, Interval) else value


def options_as_data(issue: Issue, options: frozenset[str], *, shortest_range: int) -> Any:
    """Write the options of a condition by name, or as a range.

    So many numbers of a scale, or more, that follow one another are written by the first and the
    last.
    """
    runs = runs_of(issue.option_ids, options)
    if issue.is_scale and len(runs) == 1 and len(runs[0]) >= shortest_range:
        first, last = (issue.option(run).number for run in (runs[0][0], runs[0][-1]))
        return {"at_least": first, "at_most": last}
    return [Quoted(option) for run in runs for option in run]


def _scores(issue: Issue, row: Mapping[str, Any]) -> dict[Quoted, Any]:
    """Write the scores of an issue.

    Of a scale those that lie between two equal ones are left out, as the line that is drawn between
    these says them.
    """
    ids = issue.option_ids
    if issue.is_scale:
        ids = tuple(
            o
            for k, o in enumerate(ids)
            if k in (0, len(ids) - 1) or not row[ids[k - 1]] == row[o] == row[ids[k + 1]]
        )
    return {Quoted(o): _value(row[o]) for o in ids}


def ranking_as_data(ranking: Ranking) -> dict[str, Any]:
    """Write a ranking as it stands in a file."""

    def listed(group: tuple[Item, ...]) -> Any:
        items = [
            NO_AGREEMENT
            if i is None
            else Quoted(i)
            if isinstance(i, str)
            else {Quoted(k): Quoted(v) for k, v in i.items()}
            for i in group
        ]
        return items[0] if len(items) == 1 else items

    groups = [listed(group) for group in ranking.groups]
    what = {
        ranking.what.value: {Quoted(ranking.issue): groups}
        if ranking.what is Ranked.OPTIONS
        else groups
    }
    return {
        "id": Quoted(ranking.id),
        **what,
        **({"within": ranking.within} if ranking.within else {}),
    }
