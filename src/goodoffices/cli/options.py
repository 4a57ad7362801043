"""Options that several commands share."""

from __future__ import annotations

import click

#: As `goodoffices.formats.continuous_issue.STEPS`, which is not imported before it is needed.
STEPS = 100

steps_option = click.option(
    "--steps",
    type=click.IntRange(1, 10_000),
    default=STEPS,
    show_default=True,
    help="Into how many steps a continuous issue is cut where its parties pull apart; more make the answer finer.",
)


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
