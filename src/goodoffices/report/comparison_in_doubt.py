"""What changed between two results of which one at least has numbers in doubt, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from goodoffices.report.codes import reading_word
from goodoffices.report.languages import Language


def is_in_doubt(result: dict[str, Any]) -> bool:
    """Tell whether a result rests on numbers that are intervals or blanks."""
    return bool(result["format"] == "goodoffices-doubt/2")


def compare_in_doubt(before: dict[str, Any], after: dict[str, Any], w: Language) -> list[str]:
    """Tell what differs from the first result to the second, in sentences.

    Numbers and what the middle comes to are told by others.
    """
    told = []
    cases = [
        result["case"] if is_in_doubt(result) else result["case"]["id"]
        for result in (before, after)
    ]
    if cases[0] != cases[1]:
        text = w._("These are different cases: {before} and {after}.")
        told.append(text.format(before=cases[0], after=cases[1]))
    told += _numbers(before, after, w)
    old, new = possible_in(before), possible_in(after)
    if old != new:
        possible = _possible_words(w)
        text = w._("Before: {before}. Now: {after}.")
        told.append(text.format(before=possible[old], after=possible[new]))
    if not (is_in_doubt(before) and is_in_doubt(after)):
        told.append(w._("Numbers are in doubt in one of the two results alone."))
        return told
    told += [*_packages(before, after, w), *_conflict(before, after, w)]
    others = [name for part, name in _other_parts(w).items() if before[part] != after[part]]
    if others:
        told.append(w._("Other now: {parts}.").format(parts=w.commas(others)))
    return told


def _possible_words(w: Language) -> dict[str, str]:
    return {
        "always": w._("An agreement is possible whatever the truth"),
        "perhaps": w._("An agreement may be possible"),
        "never": w._("No agreement is possible"),
    }


def _other_parts(w: Language) -> dict[str, str]:
    """Name the parts of a result in doubt that are compared as wholes."""
    return {
        "broken_drafts": w._("drafts that break a rule"),
        "regrets": w._("regrets"),
        "next_questions": w._("what to find out next"),
    }


def _numbers(before: dict[str, Any], after: dict[str, Any], w: Language) -> list[str]:
    """Tell what each party's numbers in doubt, rankings and reading were, and are."""
    old, new = (
        {one["party"]: one for one in result.get("in_doubt", [])} for result in (before, after)
    )
    told = []
    for party in sorted(old.keys() | new.keys()):
        one, other = old.get(party), new.get(party)
        counts = [len(part["numbers"]) if part else 0 for part in (one, other)]
        if counts[0] != counts[1]:
            text = w._("Numbers of {party} in doubt: {before}, now {after}.")
            told.append(text.format(party=party, before=counts[0], after=counts[1]))
        if one and other and one["rankings"] != other["rankings"]:
            text = w._("Rankings known of {party}: {before}, now {after}.")
            counts = [len(part["rankings"]) for part in (one, other)]
            told.append(text.format(party=party, before=counts[0], after=counts[1]))
        if one and other and one["reading"] != other["reading"]:
            text = w._("The reading of {party}: {before}, now {after}.")
            names = [reading_word(part["reading"], w) for part in (one, other)]
            told.append(text.format(party=party, before=names[0], after=names[1]))
    return told


def possible_in(result: Mapping[str, Any]) -> str:
    """Tell whether an agreement is possible by a result, or by one combination of readings.

    It is *always*, *perhaps* or *never*; certain numbers give no *perhaps*.
    """
    if "possible" in result:
        return str(result["possible"])
    return "always" if result["zopa"]["exists"] else "never"


def _packages(before: dict[str, Any], after: dict[str, Any], w: Language) -> list[str]:
    old, new = (
        {tuple(sorted(one["package"].items())): one for one in result["candidates"]}
        for result in (before, after)
    )
    told = []
    come, gone = len(new.keys() - old.keys()), len(old.keys() - new.keys())
    if come or gone:
        text = w._("Packages judged: {come} that were not, and {gone} no longer.")
        told.append(text.format(come=come, gone=gone))
    differs = [
        package
        for package in old
        if package in new and _said_of(old[package]) != _said_of(new[package])
    ]
    if differs:
        text = w.n_(
            "Of {n} packages judged in both something else holds: "
            "whether it is efficient, or who could sign it.",
            "Of {n} packages judged in both something else holds: "
            "whether it is efficient, or who could sign it.",
            len(differs),
        )
        told.append(text.format(n=len(differs)))
    text = w._("Draft {name}: {before}, now {after}.")
    for one, other in (
        (old[package], new[package]) for package in differs if new[package]["drafts"]
    ):
        told += [
            text.format(name=name, before=_standing(one, w), after=_standing(other, w))
            for name in other["drafts"]
        ]
    return told


def _said_of(judged: dict[str, Any]) -> tuple[Any, ...]:
    return judged["standing"], judged["accepted"]


def _standing(judged: dict[str, Any], w: Language) -> str:
    efficient = {
        "efficient": w._("efficient (could sign it: {signed})"),
        "perhaps": w._("perhaps efficient (could sign it: {signed})"),
        "dominated": w._("not efficient (could sign it: {signed})"),
        "open": w._("efficient or not, not known (could sign it: {signed})"),
    }
    could = {"always": w._("always"), "perhaps": w._("perhaps"), "never": w._("never")}
    signed = w.commas(f"{party} {could[share]}" for party, share in judged["accepted"].items())
    return efficient[judged["standing"]].format(signed=signed)


def _conflict(before: dict[str, Any], after: dict[str, Any], w: Language) -> list[str]:
    old, new = before["conflict"], after["conflict"]
    if old == new or new is None:
        return []
    demands = w.semicolons(" ".join(filter(None, (d["kind"], d["party"], d["id"]))) for d in new)
    return [w._("What cannot hold together now: {demands}.").format(demands=demands)]
