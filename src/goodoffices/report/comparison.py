"""What changed between two results, in words.

It works on their JSON, so results may be of any age.
"""

from __future__ import annotations

from typing import Any

from goodoffices.analysis.frontier.fairness import SOLUTIONS
from goodoffices.report.comparison_in_doubt import compare_in_doubt, is_in_doubt

NAMES = {
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai–Smorodinsky",
    "egalitarian": "egalitarian",
    "utilitarian": "utilitarian",
}


def compare_results(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Tell what differs from the first result to the second, in sentences.

    It is one sentence if nothing does.
    """
    if is_in_doubt(before) or is_in_doubt(after):
        return compare_in_doubt(before, after)
    sentences = [
        *_what_was_analysed(before, after),
        *_zone(before, after),
        *_frontier(before, after),
    ]
    for name in SOLUTIONS:
        sentences += _solution(name, before, after)
    sentences += _conflict(before, after)
    if sentences == ["No agreement was possible, and still none is."]:
        sentences = []
    return sentences or ["Nothing changed: zone, frontier, solutions and conflict are the same."]


def _what_was_analysed(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    said = []
    if before["case"]["id"] != after["case"]["id"]:
        said.append(f"These are different cases: {before['case']['id']} and {after['case']['id']}.")
    parties = [[p["id"] for p in r["case"]["parties"]] for r in (before, after)]
    if parties[0] != parties[1]:
        said.append(f"The parties differ: {', '.join(parties[0])}; then {', '.join(parties[1])}.")
    issues = [[i["id"] for i in r["case"]["issues"]] for r in (before, after)]
    gone, come = (
        [i for i in issues[0] if i not in issues[1]],
        [i for i in issues[1] if i not in issues[0]],
    )
    if gone:
        said.append(f"No longer on the table: {', '.join(gone)}.")
    if come:
        said.append(f"New on the table: {', '.join(come)}.")
    rests = [{row["party"]: row for row in r["rests_on"]} for r in (before, after)]
    for party in rests[0].keys() & rests[1].keys():
        old, new = rests[0][party], rests[1][party]
        if (old["reading"], old["basis"]) != (new["reading"], new["basis"]):
            said.append(
                f"{_name(after, party)}: reading {old['reading']} ({old['basis']}), "
                f"now {new['reading']} ({new['basis']})."
            )
        if old["walk_away"] != new["walk_away"]:
            said.append(
                f"{_name(after, party)}'s walk-away value: {_value(old['walk_away'])}, "
                f"now {_value(new['walk_away'])}."
            )
    return sorted(said, key=said.index)


def _zone(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    old, new = before["zopa"], after["zopa"]
    if old["exists"] and not new["exists"]:
        return ["An agreement was possible and no longer is."]
    if new["exists"] and not old["exists"]:
        return [f"No agreement was possible; now {_count(new)} packages lie in the zone."]
    if not old["exists"] and not new["exists"]:
        return ["No agreement was possible, and still none is."]
    if _count(old) != _count(new):
        return [f"Packages in the zone: {_count(old)}, now {_count(new)}."]
    return []


def _count(zone: dict[str, Any]) -> str:
    if zone["count_is_exact"]:
        return f"{int(zone['count']):,}"
    return f"{int(zone['count_lower']):,} to {int(zone['count_upper']):,}"


def _frontier(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    old, new = before["frontier"], after["frontier"]
    if old["size"] != new["size"]:
        return [f"Efficient packages: {old['size']:,}, now {new['size']:,}."]
    if [p["utilities"] for p in old["points"]] != [p["utilities"] for p in new["points"]]:
        return [
            (
                f"There are {new['size']:,} efficient packages as before, "
                "but they give the parties other values."
            )
        ]
    return []


def _solution(name: str, before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    old, new = before["solutions"][name], after["solutions"][name]
    if (
        old is None
        or new is None
        or (old["utilities"], old["package"]) == (new["utilities"], new["package"])
    ):
        return []
    shared = [p for p in new["utilities"] if p in old["utilities"]]
    values = ", ".join(
        f"{_name(after, p)} {_value(old['utilities'][p])} → {_value(new['utilities'][p])}"
        for p in shared
        if old["utilities"][p] != new["utilities"][p]
    )
    moved = [
        i for i in new["package"] if i in old["package"] and old["package"][i] != new["package"][i]
    ]
    options = "; ".join(
        f"{_issue(after, i)}: {old['package'][i]} → {new['package'][i]}" for i in moved
    )
    text = f"The {NAMES[name]} package changed"
    if values:
        text += f" in value ({values})"
    if options:
        text += f"{' and' if values else ''} in what is agreed ({options})"
    return [text + "."]


def _conflict(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    def demands(result: dict[str, Any]) -> list[str]:
        conflicts = (result["deadlock"] or {"conflicts": []})["conflicts"]
        return [demand["text"] for conflict in conflicts for demand in conflict["demands"]]

    old, new = demands(before), demands(after)
    return [] if old == new or not new else [f"What cannot hold together now: {'; '.join(new)}."]


def _name(result: dict[str, Any], party: str) -> str:
    return next((p["name"] for p in result["case"]["parties"] if p["id"] == party), party)


def _issue(result: dict[str, Any], issue: str) -> str:
    return next((i["name"] for i in result["case"]["issues"] if i["id"] == issue), issue)


def _value(value: float | None) -> str:
    return "none" if value is None else f"{value:.4g}"
