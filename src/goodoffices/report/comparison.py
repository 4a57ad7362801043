"""What changed between two results, in words.

It works on their JSON, so results may be of any age.
"""

from __future__ import annotations

from typing import Any

from goodoffices.analysis.frontier.fairness import SOLUTIONS
from goodoffices.report.codes import reading_word, solution_word
from goodoffices.report.comparison_in_doubt import compare_in_doubt, is_in_doubt
from goodoffices.report.comparison_of_inputs import compare_inputs
from goodoffices.report.comparison_of_readings import compare_readings, is_of_readings
from goodoffices.report.languages import LARGE, Language


def compare_results(
    before: dict[str, Any], after: dict[str, Any], language: str = "en"
) -> list[str]:
    """Tell what differs from the first result to the second, in sentences.

    It is one sentence if nothing does. Both are results of one choice of readings, or both of all
    readings. Raises ValueError where they are not.
    """
    w = Language(language)
    if is_of_readings(before) != is_of_readings(after):
        raise ValueError("one is a result of all readings and the other of one choice of them")
    inputs = compare_inputs(before, after, w)
    if is_of_readings(before):
        return [*inputs, *compare_readings(before, after, w)] or [_nothing(w)]
    if is_in_doubt(before) or is_in_doubt(after):
        told = [*inputs, *compare_in_doubt(before, after, w)]
        middles = [_certain_or_middle(result) for result in (before, after)]
        if middles[0] is not None and middles[1] is not None:
            named = w._("In the middle: {sentence}")
            found = _outcome(middles[0], middles[1], w)
            told += [named.format(sentence=sentence) for sentence in found]
        return told or [_nothing(w)]
    told = [*_what_was_analysed(before, after, w), *inputs]
    if not inputs:
        told += _walk_aways(before, after, w)
    return [*told, *_outcome(before, after, w)] or [_nothing(w)]


def _nothing(w: Language) -> str:
    return w._("Nothing changed: what was given and what was found are the same.")


def _certain_or_middle(result: dict[str, Any]) -> dict[str, Any] | None:
    """Give the analysis of certain numbers, or that of the middle of what was said."""
    if not is_in_doubt(result):
        return result
    middle = result.get("middle")
    return None if middle is None else dict(middle["analysis"])


def _outcome(before: dict[str, Any], after: dict[str, Any], w: Language) -> list[str]:
    """Tell what differs in what was found."""
    found = _frontier(before, after, w)
    for name in SOLUTIONS:
        found += _solution(name, before, after, w)
    found += _conflict(before, after, w)
    still_impossible = not before["zopa"]["exists"] and not after["zopa"]["exists"]
    # That none is possible still is no change.
    zone = [] if still_impossible and not found else _zone(before, after, w)
    return [*zone, *found]


def _what_was_analysed(before: dict[str, Any], after: dict[str, Any], w: Language) -> list[str]:
    said = []
    if before["case"]["id"] != after["case"]["id"]:
        said.append(
            w._("These are different cases: {before} and {after}.").format(
                before=before["case"]["id"], after=after["case"]["id"]
            )
        )
    parties = [[p["id"] for p in r["case"]["parties"]] for r in (before, after)]
    if parties[0] != parties[1]:
        said.append(
            w._("The parties differ: {before}; then {after}.").format(
                before=w.commas(parties[0]), after=w.commas(parties[1])
            )
        )
    issues = [[i["id"] for i in r["case"]["issues"]] for r in (before, after)]
    gone, come = (
        [i for i in issues[0] if i not in issues[1]],
        [i for i in issues[1] if i not in issues[0]],
    )
    if gone:
        said.append(w._("No longer on the table: {issues}.").format(issues=w.commas(gone)))
    if come:
        said.append(w._("New on the table: {issues}.").format(issues=w.commas(come)))
    rests = [{row["party"]: row for row in r["rests_on"]} for r in (before, after)]
    for party, old in rests[0].items():
        if party in rests[1]:
            said += _party(_name(after, party), old, rests[1][party], w)
    return sorted(said, key=said.index)


def _party(name: str, old: dict[str, Any], new: dict[str, Any], w: Language) -> list[str]:
    """Tell what of a party a result rested on, and rests on now."""
    said = []
    if (old["reading"], old["basis"]) != (new["reading"], new["basis"]):
        text = w._("{party}: reading {old} ({old_basis}), now {new} ({new_basis}).")
        said.append(
            text.format(
                party=name,
                old=reading_word(old["reading"], w),
                old_basis=_basis(old["basis"], w),
                new=reading_word(new["reading"], w),
                new_basis=_basis(new["basis"], w),
            )
        )
    return said


def _walk_aways(before: dict[str, Any], after: dict[str, Any], w: Language) -> list[str]:
    """Tell which walk-away values differ, of results that do not hold what was given."""
    rests = [{row["party"]: row["walk_away"] for row in r["rests_on"]} for r in (before, after)]
    text = w._("{party}'s walk-away value: {old}, now {new}.")
    return [
        text.format(party=_name(after, party), old=_value(old, w), new=_value(rests[1][party], w))
        for party, old in rests[0].items()
        if party in rests[1] and old != rests[1][party]
    ]


def _basis(code: str, w: Language) -> str:
    return {
        "stated": w._("stated"),
        "public": w._("public"),
        "estimate": w._("estimate"),
        "exercise": w._("exercise"),
    }.get(code, code)


def _zone(before: dict[str, Any], after: dict[str, Any], w: Language) -> list[str]:
    old, new = before["zopa"], after["zopa"]
    if old["exists"] and not new["exists"]:
        return [w._("An agreement was possible and no longer is.")]
    if new["exists"] and not old["exists"]:
        text = w.n_(
            "No agreement was possible; now {n} packages lie in the zone.",
            "No agreement was possible; now {n} packages lie in the zone.",
            int(new["count_upper"]),
        )
        return [text.format(n=_count(new, w))]
    if not old["exists"] and not new["exists"]:
        return [w._("No agreement was possible, and still none is.")]
    if _size(old) != _size(new):
        text = w._("Packages in the zone: {before}, now {after}.")
        return [text.format(before=_count(old, w), after=_count(new, w))]
    return []


def _size(zone: dict[str, Any]) -> tuple[int, ...]:
    """Give how many packages lie in a zone: the number, or its bounds."""
    ends = ["count"] if zone["count_is_exact"] else ["count_lower", "count_upper"]
    return tuple(int(zone[end]) for end in ends)


def _count(zone: dict[str, Any], w: Language) -> str:
    counts = [w.number(n) if n < LARGE else f"{n:,}" for n in _size(zone)]
    return (
        counts[0]
        if len(counts) == 1
        else w._("{low} to {high}").format(low=counts[0], high=counts[1])
    )


def _frontier(before: dict[str, Any], after: dict[str, Any], w: Language) -> list[str]:
    old, new = before["frontier"], after["frontier"]
    if old["size"] != new["size"]:
        text = w._("Efficient packages: {before}, now {after}.")
        return [text.format(before=w.number(old["size"]), after=w.number(new["size"]))]
    if [p["utilities"] for p in old["points"]] != [p["utilities"] for p in new["points"]]:
        text = w.n_(
            "There are {n} efficient packages as before, but they give the parties other values.",
            "There are {n} efficient packages as before, but they give the parties other values.",
            new["size"],
        )
        return [text.format(n=w.number(new["size"]))]
    return []


def _solution(name: str, before: dict[str, Any], after: dict[str, Any], w: Language) -> list[str]:
    old, new = before["solutions"][name], after["solutions"][name]
    if (
        old is None
        or new is None
        or (old["utilities"], old["package"]) == (new["utilities"], new["package"])
    ):
        return []
    values = w.commas(
        f"{_name(after, p)} {_value(old['utilities'][p], w)} {w.arrow} "
        f"{_value(new['utilities'][p], w)}"
        for p in new["utilities"]
        if p in old["utilities"] and old["utilities"][p] != new["utilities"][p]
    )
    moved = [
        i for i in new["package"] if i in old["package"] and old["package"][i] != new["package"][i]
    ]
    options = w.semicolons(
        f"{_issue(after, i)}: {old['package'][i]} {w.arrow} {new['package'][i]}" for i in moved
    )
    if values and options:
        text = w._(
            "The {solution} package changed in value ({values}) and in what is agreed ({options})."
        )
    elif values:
        text = w._("The {solution} package changed in value ({values}).")
    elif options:
        text = w._("The {solution} package changed in what is agreed ({options}).")
    else:
        text = w._("The {solution} package changed.")
    return [text.format(solution=solution_word(name, w), values=values, options=options)]


def _conflict(before: dict[str, Any], after: dict[str, Any], w: Language) -> list[str]:
    def demands(result: dict[str, Any]) -> list[str]:
        conflicts = (result["deadlock"] or {"conflicts": []})["conflicts"]
        return [demand["text"] for conflict in conflicts for demand in conflict["demands"]]

    old, new = demands(before), demands(after)
    if old == new or not new:
        return []
    return [w._("What cannot hold together now: {demands}.").format(demands=w.semicolons(new))]


def _name(result: dict[str, Any], party: str) -> str:
    return next((p["name"] for p in result["case"]["parties"] if p["id"] == party), party)


def _issue(result: dict[str, Any], issue: str) -> str:
    return next((i["name"] for i in result["case"]["issues"] if i["id"] == issue), issue)


def _value(value: float | None, w: Language) -> str:
    return w._("none") if value is None else f"{value:.4g}"
