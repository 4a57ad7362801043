"""The option ``--reading``, which several commands share."""

from __future__ import annotations

import click


def named_readings(given: tuple[str, ...]) -> tuple[dict[str, str], str | None]:
    """``A=hardline`` and plain ``exercise`` as (by party, for all)."""
    named: dict[str, str] = {}
    for_all = None
    for one in given:
        party, is_pair, reading = one.partition("=")
        if not is_pair:
            for_all = one
        elif party in named:
            raise click.UsageError(f"--reading names {party} twice.")
        else:
            named[party] = reading
    return named, for_all
