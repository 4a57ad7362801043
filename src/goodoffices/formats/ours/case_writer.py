"""Write a case that came from another program in our format.

That is ``case.yaml`` and one file of preferences a party.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from goodoffices.case import Case, Condition, GroundRules, Issue, Restriction, SumLimit, Text
from goodoffices.formats.documents.yaml_writer import Quoted, yaml_text
from goodoffices.formats.ours.preferences_writer import (
    options_as_data,
    ranking_as_data,
    walk_away_as_data,
)
from goodoffices.preferences import Interaction, Preferences


def case_files(
    case: Case, preferences: Sequence[Preferences], notes: Sequence[str] = ()
) -> dict[str, str]:
    """Write the files of a case by their place in its folder; ``notes`` become the case's own.

    Raises `FormatNotSupported` for what no file of ours holds.
    """
    files = {"case.yaml": yaml_text(_case(case, notes))}
    for one in preferences:
        files[f"preferences/{one.party}.yaml"] = yaml_text(_preferences(case, one))
    return files


def _words(text: Text) -> Quoted:
    return Quoted(text.by_language[0][1])


def _case(case: Case, notes: Sequence[str]) -> dict[str, Any]:
    return {
        "format": case.format,
        "id": Quoted(case.id),
        "name": _words(case.name),
        **({"note": Quoted(" ".join(notes))} if notes else {}),
        "parties": [{"id": Quoted(party.id), "name": _words(party.name)} for party in case.parties],
        "issues": [_issue(issue) for issue in case.issues],
        **({"rules": {"ground": ground}} if (ground := _ground_rules(case.ground_rules)) else {}),
        **({"linkages": [_rule(r) for r in case.restrictions]} if case.restrictions else {}),
    }


def _ground_rules(rules: GroundRules) -> dict[str, Any]:
    texts: dict[str, Any] = {name: _words(text) for name, text in rules.texts.items()}
    if rules.reading_time is not None:
        texts["reading_time"] = rules.reading_time
    if rules.part_agreements is not None:
        texts["part_agreements"] = Quoted(str(rules.part_agreements))
    return texts


def _issue(issue: Issue) -> dict[str, Any]:
    quo = None if issue.status_quo is None else Quoted(issue.status_quo)
    head = {"id": Quoted(issue.id), "name": _words(issue.name)}
    if not issue.is_scale:
        return {
            **head,
            "options": [{"id": Quoted(o.id), "text": _words(o.text)} for o in issue.options],
            "status_quo": quo,
        }
    numbers = [Fraction(o.number or 0) for o in issue.options]
    step = numbers[1] - numbers[0] if len(numbers) > 1 else Fraction(1)
    if issue.of_range:
        return {**head, "scale": {"numbers": numbers, "continuous": True}, "status_quo": quo}
    if any(b - a != step for a, b in pairwise(numbers)):
        return {**head, "scale": {"numbers": numbers}, "status_quo": quo}
    scale: dict[str, Any] = {"from": numbers[0], "to": numbers[-1], "step": step}
    return {**head, "scale": scale, "status_quo": quo}


def _condition(case: Case, condition: Condition) -> dict[str, Any]:
    return {
        Quoted(issue): options_as_data(case.issue(issue), options, shortest_range=2)
        for issue, options in condition.options
    }


def _rule(rule: Restriction) -> dict[str, Any]:
    """Write a limit on a sum: the one kind of rule that files of others bring along."""
    limit = rule.shape
    if not isinstance(limit, SumLimit):
        raise TypeError("only limits on sums come from other programs' files")
    bounds = {"at_least": limit.at_least, "at_most": limit.at_most}
    amounts = {
        Quoted(issue): {Quoted(o): amount for o, amount in of_issue}
        for issue, of_issue in limit.amounts
    }
    words = {} if rule.text is None else {"text": _words(rule.text)}
    return {
        "id": Quoted(rule.id),
        **words,
        "sum": {
            "amounts": amounts,
            **{name: bound for name, bound in bounds.items() if bound is not None},
        },
    }


def _preferences(case: Case, one: Preferences) -> dict[str, Any]:
    data: dict[str, Any] = {
        "format": "goodoffices-preferences/1",
        "basis": {"kind": one.basis.kind.value, "origin": Quoted(one.basis.origin)},
        "weights": {Quoted(i): weight for i, weight in one.weights.items()},
        "scores": {Quoted(i): _scores(case.issue(i), row) for i, row in one.scores.items()},
        **walk_away_as_data(one),
        "weights_as_given": one.numbers.weights_as_given,
    }
    if one.interactions:
        data["interactions"] = [_interaction(case, interaction) for interaction in one.interactions]
    if one.rankings:
        data["rankings"] = [ranking_as_data(ranking) for ranking in one.rankings]
    if one.points_per_unit is not None:
        data["points_per_unit"] = one.points_per_unit
    if one.numbers.within:
        data["within"] = one.numbers.within
    if one.numbers.cut is not None:
        data["cut"] = one.numbers.cut
    if one.numbers.grid is not None:
        data["numbers"] = f"rounded to 1e-{len(str(int(1 / one.numbers.grid))) - 1}"
    return data


def _interaction(case: Case, interaction: Interaction) -> dict[str, Any]:
    return {"when": _condition(case, interaction.condition), "points": interaction.points}


def _scores(issue: Issue, row: Mapping[str, Any]) -> dict[str, Any]:
    """Write scores by option; on a scale only the ends and the corners.

    Straight lines are drawn between them.
    """
    if not issue.is_scale or None in row.values():
        return {Quoted(o): row[o] for o in issue.option_ids}
    ids = issue.option_ids
    numbers = [Fraction(o.number or 0) for o in issue.options]

    def lies_between(k: int) -> bool:
        """Tell whether a score lies on the line between those of its neighbours.

        The line is by number: numbers may be listed in steps of any size.
        """
        before, after = row[ids[k]] - row[ids[k - 1]], row[ids[k + 1]] - row[ids[k]]
        return bool(before * (numbers[k + 1] - numbers[k]) == after * (numbers[k] - numbers[k - 1]))

    return {
        Quoted(o): row[o]
        for k, o in enumerate(ids)
        if k in (0, len(ids) - 1) or not lies_between(k)
    }
