"""Say what a reader should know of another program's files, in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from goodoffices.case import Issue

#: More profiles than this in a folder are seldom parties of one case.
MANY_PROFILES = 9
#: How files are called that hold what somebody believes of an opponent.
MODEL = re.compile(r"[-_. ]?(opp|opponent|opponent[-_. ]?model|model)$", re.IGNORECASE)


def variant_notes(stems: Sequence[str]) -> list[str]:
    """Warn where the profiles may be variants of a few parties rather than parties of one case.

    Two profiles are the two parties of a case, whatever they are called.
    """
    by_stem: dict[str, list[str]] = {}
    for stem in stems:
        if numbered := re.fullmatch(r"(.*?)([0-9]+)", stem):
            by_stem.setdefault(numbered.group(1), []).append(stem)
    largest = max(by_stem.values(), key=len, default=[])
    how = "To analyse some of them, name the files: DOMAIN PROFILE PROFILE …"
    if len(stems) > MANY_PROFILES:
        return [
            (
                f"{len(stems)} profiles are taken as {len(stems)} parties; "
                f"some may be variants of one another. {how}"
            )
        ]
    if len(stems) > 2 and len(largest) > 1:
        listed = ", ".join(largest[:4]) + (", …" if len(largest) > 4 else "")
        return [
            (
                f"The names {listed} differ only by a number; "
                f"they are taken as {len(largest)} parties, and may be variants of one. {how}"
            )
        ]
    return []


def model_notes(stems: Sequence[str]) -> list[str]:
    """Warn where a profile may be a model that a party has of another, rather than a party.

    Such is ``x_opp`` beside ``x``.
    """
    models = [stem for stem in stems if MODEL.search(stem) and MODEL.sub("", stem) in stems]
    if not models:
        return []
    listed = ", ".join(models[:4]) + (", …" if len(models) > 4 else "")
    return [
        (
            f"{listed}: perhaps models that others have of an opponent; "
            "each is taken as a party. To leave some out, name the files: "
            "DOMAIN PROFILE PROFILE …"
        )
    ]


def passed_over_notes(names: Sequence[str]) -> list[str]:
    """Say that files of a folder were looked at and belong to no case."""
    return [f"Passed over, as no domain or profile: {', '.join(names)}."] if names else []


def continuous_notes(issues: Iterable[Issue], losses: Sequence[Fraction]) -> list[str]:
    """Say what a reader should know where numbers are listed for continuous issues."""
    names = [
        f"{issue.name.by_language[0][1]} ({len(issue.options)} numbers)"
        for issue in issues
        if issue.of_range
    ]
    if not names:
        return []
    said = f"Continuous: {', '.join(names)}. "
    if not any(losses):
        return [
            said
            + (
                "The parties agree which way is better between the numbers listed, "
                "so the frontier is exact; packages are counted there."
            )
        ]
    worst = float(max(losses))
    return [
        said
        + (
            "Between these numbers the parties pull apart: "
            f"the frontier is within {worst:.3g}, packages are counted at these numbers."
        )
    ]


def named_numbers_in_short(numbers: Mapping[str, Fraction], most: int = 4) -> str:
    """Write the first numbers with their names: ``a.xml: 0.9, b.xml: 0.5, …``."""
    shown = [f"{name}: {float(number):g}" for name, number in list(numbers.items())[:most]]
    return ", ".join(shown) + (", …" if len(numbers) > most else "")
