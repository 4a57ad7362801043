"""What changed between two results of all readings, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from goodoffices.analysis.frontier.fairness import SOLUTIONS
from goodoffices.report.codes import ONLY, reading_word, solution_word
from goodoffices.report.comparison_in_doubt import possible_in
from goodoffices.report.languages import Language

FORMATS = ("goodoffices-readings/1", "goodoffices-readings-in-doubt/1")


def is_of_readings(result: Mapping[str, Any]) -> bool:
    """Tell whether a result is one of all combinations of readings."""
    return result["format"] in FORMATS


def compare_readings(before: Mapping[str, Any], after: Mapping[str, Any], w: Language) -> list[str]:
    """Tell which combinations came and went, and what holds otherwise under which."""
    old, new = ({_key(row): row for row in r["combinations"]} for r in (before, after))
    told = []
    for text, keys in (
        (w._("Combinations of readings that were not there: {combinations}."), new.keys() - old),
        (w._("Combinations of readings that are gone: {combinations}."), old.keys() - new),
    ):
        if keys:
            rows = [(new if key in new else old)[key] for key in sorted(keys)]
            told.append(text.format(combinations=w.semicolons(_named(row, w) for row in rows)))
    for key, row in new.items():
        if key in old:
            told += [f"{_named(row, w)}: {said}" for said in _under(old[key], row, w)]
    if before["format"] == after["format"]:
        told += _packages(before, after, w)
    return told


def _key(row: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(row["readings"].items()))


def _named(row: Mapping[str, Any], w: Language) -> str:
    parts = [f"{p}: {reading_word(r, w)}" for p, r in row["readings"].items() if r != ONLY]
    return w.commas(parts) or w._("the only readings")


def _under(old: Mapping[str, Any], new: Mapping[str, Any], w: Language) -> list[str]:
    """Tell what holds otherwise under one combination."""
    words = {
        "always": w._("an agreement is possible"),
        "perhaps": w._("an agreement may be possible"),
        "never": w._("no agreement is possible"),
    }
    was, now = possible_in(old), possible_in(new)
    if was != now:
        text = w._("before {before}; now {after}.")
        return [text.format(before=words[was], after=words[now])]
    if "zopa" not in old or "zopa" not in new:
        return []
    told = []
    if old["zopa"]["count"] != new["zopa"]["count"]:
        told.append(
            w._("packages in the zone: {before}, now {after}.").format(
                before=w.number(int(old["zopa"]["count"])),
                after=w.number(int(new["zopa"]["count"])),
            )
        )
    changed = [
        solution_word(name, w)
        for name in SOLUTIONS
        if old["solutions"][name] != new["solutions"][name]
    ]
    if changed:
        told.append(w._("other now: {solutions}.").format(solutions=w.list_of(changed)))
    return told


def _packages(before: Mapping[str, Any], after: Mapping[str, Any], w: Language) -> list[str]:
    """Tell whether a package that all could sign under each combination came or went."""
    old, new = before.get("signed_under_all"), after.get("signed_under_all")
    if bool(old) == bool(new):
        return []
    return [
        w._("There is now a package that everybody could sign under each combination.")
        if new
        else w._("No package is any more one that everybody could sign under each combination.")
    ]
