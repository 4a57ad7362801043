"""What a result rests on, number by number, so that two results can be told apart by their inputs.

It holds the preferences that were read and the rules of the case. A result of one party's own view
holds that party's alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any

from pydantic import Field

from goodoffices.case import Case, Condition, CountLimit, OnlyIf, Restriction, SumLimit
from goodoffices.formats.results.schema_parts import Number, Out
from goodoffices.preferences import Interval, Preferences
from goodoffices.report.wording import Wording

#: A number, an interval as its two ends, or null for a blank.
Said = Number | list[Number] | None


@dataclass(frozen=True, kw_only=True)
class PreferencesIn(Out):
    """One party's numbers as they were read. An interval is its two ends; null is a blank."""

    weights: dict[str, Said]
    scores: dict[str, dict[str, Said]]
    walk_away: Annotated[Said, Field(description="Null: none; or blank, if `walk_away_is_blank`.")]
    walk_away_is_blank: bool
    otherwise: Annotated[
        list[dict[str, Any]], Field(description="Outcomes with odds in per cent, where given.")
    ]
    combinations: Annotated[
        list[dict[str, Any]], Field(description="Points on conditions of several issues.")
    ]
    red_lines: dict[str, dict[str, Any]]
    possible_red_lines: list[str]
    rankings: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class RuleIn(Out):
    """A rule of the case: what it says, in words and as data."""

    kind: str
    text: str
    says: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class InputsOut(Out):
    """What a result rests on."""

    preferences: dict[str, PreferencesIn]
    rules: dict[str, RuleIn]


def inputs_of(case: Case, readings: Sequence[Preferences], w: Wording) -> InputsOut:
    """Write the numbers and rules that an analysis was given."""
    return InputsOut(
        preferences={one.party: _preferences(one, w) for one in readings},
        rules={one.id: _rule(one, w) for one in case.restrictions},
    )


def _preferences(one: Preferences, w: Wording) -> PreferencesIn:
    return PreferencesIn(
        weights={issue: _said(weight) for issue, weight in one.weights.items()},
        scores={
            issue: {option: _said(score) for option, score in row.items()}
            for issue, row in one.scores.items()
        },
        walk_away=_said(one.walk_away),
        walk_away_is_blank=one.walk_away_is_blank,
        otherwise=[
            {
                "odds": [_number(100 * end) for end in outcome.odds],
                "package": outcome.package,
                "worth": None if outcome.worth is None else _number(outcome.worth),
            }
            for outcome in one.otherwise
        ],
        combinations=[
            {"when": _condition(i.condition), "points": _number(i.points)} for i in one.interactions
        ],
        red_lines={
            line.id: {"text": w.red_line(line), "rules_out": _condition(line.condition)}
            for line in one.red_lines
        },
        possible_red_lines=[w.red_line(line) for line in one.possible_red_lines],
        rankings={ranking.id: w.ranking(ranking) for ranking in one.rankings},
    )


def _rule(one: Restriction, w: Wording) -> RuleIn:
    shape = one.shape
    says: dict[str, Any]
    if isinstance(shape, OnlyIf):
        says = {"when": _condition(shape.when), "then": _condition(shape.then)}
    elif isinstance(shape, CountLimit):
        says = {
            "choices": {issue: sorted(options) for issue, options in shape.choices},
            "at_least": shape.at_least,
            "at_most": shape.at_most,
        }
    elif isinstance(shape, SumLimit):
        says = {
            "amounts": {
                issue: {option: _number(amount) for option, amount in row}
                for issue, row in shape.amounts
            },
            "at_least": None if shape.at_least is None else _number(shape.at_least),
            "at_most": None if shape.at_most is None else _number(shape.at_most),
        }
    else:
        says = {"not": _condition(shape.condition)}
    return RuleIn(kind=one.kind.value, text=w.restriction(one), says=says)


def _condition(condition: Condition) -> Mapping[str, list[str]]:
    return {issue: sorted(options) for issue, options in condition.options}


def _said(value: Fraction | Interval | None) -> Said:
    if isinstance(value, Interval):
        return [_number(value.lower), _number(value.upper)]
    return None if value is None else _number(value)


def _number(value: Fraction) -> Number:
    return int(value) if value.denominator == 1 else float(value)
