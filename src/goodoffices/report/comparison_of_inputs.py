"""What changed in the numbers and rules that two results rest on, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from goodoffices.report.languages import Language

#: Changes of one party's scores that are told one by one.
MOST_SCORES = 8

#: Names of issues by id, where a result has them.
Named = Callable[[str], str]


def compare_inputs(before: Mapping[str, Any], after: Mapping[str, Any], w: Language) -> list[str]:
    """Tell which numbers and rules differ; nothing where a result does not hold them.

    Results of versions before 0.4 do not.
    """
    old, new = before.get("inputs"), after.get("inputs")
    if old is None or new is None:
        return []
    party, issue = _names(after, "parties"), _names(after, "issues")
    told = []
    for one in new["preferences"]:
        if one in old["preferences"]:
            pair = old["preferences"][one], new["preferences"][one]
            told += list(_preferences(party(one), *pair, issue, w))
    return [*told, *_rules(old["rules"], new["rules"], w)]


def _names(result: Mapping[str, Any], kind: str) -> Named:
    """Give how a result names its parties or issues; by their ids where it names none."""
    middle = result.get("middle")
    case = middle["analysis"]["case"] if middle else result.get("case", "")
    listed = [] if isinstance(case, str) else case[kind]
    named = {one["id"]: one["name"] for one in listed}
    # A reading among several is named by its party and its own name.
    return lambda id_: named.get(id_, id_.replace("/", ", "))


def _preferences(
    party: str, old: Mapping[str, Any], new: Mapping[str, Any], issue: Named, w: Language
) -> Iterator[str]:
    text = w._("{party}'s weight of {issue}: {old}, now {new}.")
    for i, (one, other) in _changed(old["weights"], new["weights"]):
        yield text.format(party=party, issue=issue(i), old=said(one, w), new=said(other, w))
    scores = [
        (i, option, pair)
        for i in new["scores"]
        for option, pair in _changed(old["scores"].get(i, {}), new["scores"][i])
    ]
    text = w._("{party}'s score of {issue}, {option}: {old}, now {new}.")
    for i, option, (one, other) in scores[:MOST_SCORES]:
        yield text.format(
            party=party, issue=issue(i), option=option, old=said(one, w), new=said(other, w)
        )
    if len(scores) > MOST_SCORES:
        more = len(scores) - MOST_SCORES
        yield w.n_(
            "{n} more of {party}'s scores changed.", "{n} more of {party}'s scores changed.", more
        ).format(n=w.number(more), party=party)
    floors = [_walk_away(one, w) for one in (old, new)]
    if floors[0] != floors[1]:
        yield w._("{party}'s walk-away value: {old}, now {new}.").format(
            party=party, old=floors[0], new=floors[1]
        )
    yield from _red_lines(party, old["red_lines"], new["red_lines"], w)
    for part, words in (
        ("combinations", w._("What {party} puts on combinations of issues is something else now.")),
        ("possible_red_lines", w._("What may be red lines of {party} is something else now.")),
        ("otherwise", w._("What {party} expects if nothing is agreed is something else now.")),
        ("rankings", w._("What is known of {party} in order is something else now.")),
    ):
        if old[part] != new[part]:
            yield words.format(party=party)


def _red_lines(
    party: str, old: Mapping[str, Any], new: Mapping[str, Any], w: Language
) -> Iterator[str]:
    for line in old:
        if line not in new:
            yield w._("{party} no longer has the red line “{words}”.").format(
                party=party, words=old[line]["text"]
            )
    for line in new:
        if line not in old:
            yield w._("{party} has a red line that it did not have: “{words}”.").format(
                party=party, words=new[line]["text"]
            )
        elif old[line]["rules_out"] != new[line]["rules_out"]:
            yield w._("{party}'s red line “{words}” rules out something else now.").format(
                party=party, words=new[line]["text"]
            )


def _rules(old: Mapping[str, Any], new: Mapping[str, Any], w: Language) -> Iterator[str]:
    for rule in sorted(old.keys() - new.keys()):
        yield w._("No longer a rule: “{words}”.").format(words=old[rule]["text"])
    for rule, now in new.items():
        if rule not in old:
            yield w._("A new rule: “{words}”.").format(words=now["text"])
            continue
        was = old[rule]["says"]
        if was == now["says"]:
            continue
        ends = [end for end in ("at_least", "at_most") if was.get(end) != now["says"].get(end)]
        for end in ends:
            text = (
                w._("“{words}”: at least {old}, now {new}.")
                if end == "at_least"
                else w._("“{words}”: at most {old}, now {new}.")
            )
            yield text.format(
                words=now["text"],
                old=_floor(was.get(end), w),
                new=_floor(now["says"].get(end), w),
            )
        if not ends:
            yield w._("The rule “{words}” asks for something else now.").format(words=now["text"])


def _changed(
    old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[tuple[str, tuple[Any, Any]]]:
    for key, value in new.items():
        if key in old and old[key] != value:
            yield key, (old[key], value)


def _walk_away(one: Mapping[str, Any], w: Language) -> str:
    return w._("blank") if one["walk_away_is_blank"] else _floor(one["walk_away"], w)


def _floor(value: Any, w: Language) -> str:
    return w._("none") if value is None else said(value, w)


def said(value: Any, w: Language) -> str:
    """Write a number as it was given: one, between two, or blank."""
    if value is None:
        return w._("blank")
    if isinstance(value, list):
        return w._("{low} to {high}").format(low=f"{value[0]:.6g}", high=f"{value[1]:.6g}")
    return f"{value:.6g}"
