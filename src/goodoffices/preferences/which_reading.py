"""Which reading of a party an answer rests on where nobody names one.

It is one rule, wherever a case is opened.
"""

from __future__ import annotations

from collections.abc import Mapping

from goodoffices.preferences.model import BasisKind

#: The name of the reading that a party gives itself in an office.
OWN_WORD = "stated"


def readings_that_count(
    kinds: Mapping[str, BasisKind | None],
    *,
    default: str | None,
    preferred: str | None = None,
    party_exists: bool = False,
) -> list[str]:
    """Choose the reading of a party that counts; several where nothing says which of them.

    The first of these that there is: what the party states itself; the reading that the mediation
    prefers; the case's default; all others. Of several statements of the party, that under
    `OWN_WORD` counts, else the case's default. Invented values (basis *exercise*) of a party that
    exists come after all others, unless they are preferred.

    ``kinds``: the basis of each reading by name, None where its file cannot be read. ``default``:
    the party's ``default_reading`` in the case.
    """
    stated = [reading for reading, kind in kinds.items() if kind is BasisKind.STATED]
    for first in (OWN_WORD, default):
        if first is not None and first in stated:
            return [first]
    if stated:
        return stated
    if preferred is not None and preferred in kinds:
        return [preferred]
    usable = [
        r for r, kind in kinds.items() if not (party_exists and kind is BasisKind.EXERCISE)
    ] or list(kinds)
    return [default] if default is not None and default in usable else usable
