"""What changed between two results of which one at least has numbers in doubt, in words."""

from __future__ import annotations

from typing import Any

POSSIBLE = {
    "always": "An agreement is possible whatever the truth",
    "perhaps": "An agreement may be possible",
    "never": "No agreement is possible",
}
#: Parts of a result in doubt that are compared as wholes, and what they are called.
OTHER_PARTS = {
    "broken_drafts": "drafts that break a rule",
    "regrets": "regrets",
    "next_questions": "what to find out next",
}


def is_in_doubt(result: dict[str, Any]) -> bool:
    """Tell whether a result rests on numbers that are intervals or blanks."""
    return bool(result["format"] == "goodoffices-doubt/1")


def compare_in_doubt(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Tell what differs from the first result to the second, in sentences.

    They also say what is not compared.
    """
    told = []
    cases = [
        result["case"] if is_in_doubt(result) else result["case"]["id"]
        for result in (before, after)
    ]
    if cases[0] != cases[1]:
        told.append(f"These are different cases: {cases[0]} and {cases[1]}.")
    told += _numbers(before, after)
    old, new = _possible(before), _possible(after)
    if old != new:
        told.append(f"Before: {POSSIBLE[old]}. Now: {POSSIBLE[new]}.")
    if not (is_in_doubt(before) and is_in_doubt(after)):
        return [
            *told,
            (
                "Packages and their values are not compared: "
                "numbers are in doubt in one of the two results alone."
            ),
        ]
    told += [*_packages(before, after), *_conflict(before, after)]
    others = [name for part, name in OTHER_PARTS.items() if before[part] != after[part]]
    if others:
        told.append(f"Other now: {', '.join(others)}.")
    return told or [
        (
            "Nothing changed: what is in doubt, what is possible, packages, conflict, "
            "regrets and questions are the same."
        )
    ]


def _numbers(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Tell what each party's numbers in doubt, rankings and reading were, and are."""
    old, new = (
        {one["party"]: one for one in result.get("in_doubt", [])} for result in (before, after)
    )
    told = []
    for party in sorted(old.keys() | new.keys()):
        one, other = old.get(party), new.get(party)
        counts = [len(part["numbers"]) if part else 0 for part in (one, other)]
        if counts[0] != counts[1]:
            told.append(f"Numbers of {party} in doubt: {counts[0]}, now {counts[1]}.")
        if one and other and one["rankings"] != other["rankings"]:
            told.append(
                f"Rankings known of {party}: {len(one['rankings'])}, now {len(other['rankings'])}."
            )
        if one and other and one["reading"] != other["reading"]:
            told.append(f"The reading of {party}: {one['reading']}, now {other['reading']}.")
    return told


def _possible(result: dict[str, Any]) -> str:
    if is_in_doubt(result):
        return str(result["possible"])
    return "always" if result["zopa"]["exists"] else "never"


def _packages(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    old, new = (
        {tuple(sorted(one["package"].items())): one for one in result["candidates"]}
        for result in (before, after)
    )
    told = []
    come, gone = len(new.keys() - old.keys()), len(old.keys() - new.keys())
    if come or gone:
        told.append(f"Packages judged: {come} that were not, and {gone} no longer.")
    differs = [
        package
        for package in old
        if package in new and _said_of(old[package]) != _said_of(new[package])
    ]
    if differs:
        told.append(
            f"Of {len(differs)} packages judged in both something else holds: "
            "whether it is efficient, or who could sign it."
        )
    for one, other in (
        (old[package], new[package]) for package in differs if new[package]["drafts"]
    ):
        told += [
            f"Draft {name}: {_standing(one)}, now {_standing(other)}." for name in other["drafts"]
        ]
    return told


def _said_of(judged: dict[str, Any]) -> tuple[Any, ...]:
    return judged["standing"], judged["accepted"]


def _standing(judged: dict[str, Any]) -> str:
    efficient = {
        "efficient": "efficient",
        "perhaps": "perhaps efficient",
        "dominated": "not efficient",
        "open": "efficient or not, not known",
    }
    signed = ", ".join(f"{party} {share}" for party, share in judged["accepted"].items())
    return f"{efficient[judged['standing']]} (could sign it: {signed})"


def _conflict(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    old, new = before["conflict"], after["conflict"]
    if old == new or new is None:
        return []
    return [
        (
            "What cannot hold together now: "
            f"{'; '.join(' '.join(filter(None, (d['kind'], d['party'], d['id']))) for d in new)}."
        )
    ]
