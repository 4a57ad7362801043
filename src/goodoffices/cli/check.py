"""``goodoffices check``: all mistakes in a case's files, at once."""

from __future__ import annotations

import json
from pathlib import Path

import click

from goodoffices.cli.exit_codes import BAD_INPUT


@click.command(short_help="All mistakes in a case's files, with file and line.", epilog="Example: goodoffices check examples/strait")
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def check(case: Path, as_json: bool) -> None:
    """Read every file of a CASE and name each mistake with file, line and remedy."""
    from goodoffices.formats.case_folder import check_folder

    checked = check_folder(case)
    if as_json:
        faults = [{"file": f.file, "line": f.line, "found": f.found, "remedy": f.remedy} for f in checked.faults]
        click.echo(json.dumps({"ok": not faults, "faults": faults}, ensure_ascii=False, indent=1))
    for fault in () if as_json else checked.faults:
        click.echo(str(fault), err=True)
    if checked.faults:
        n = len(checked.faults)
        if not as_json:
            click.echo(f"{n} mistake{'s' if n > 1 else ''}.", err=True)
        raise click.exceptions.Exit(BAD_INPUT)
    if as_json or checked.case is None:
        return
    found = checked.case
    click.echo(
        f"{found.name.by_language[0][1]}: {len(found.parties)} parties, {len(found.issues)} issues, "
        f"{len(found.restrictions)} rules, {len(checked.drafts)} packages. No mistakes."
    )
    for one in checked.preferences:
        notes = "" if one.has_numbers else ", positions in words only"
        if doubts := one.unsupported():
            notes = f", not yet usable by `analyse`: {'; '.join(doubts)}"
        elif one.has_numbers and not one.numbers.weights_as_given and one.weight_sum not in (1, 100):
            notes = f", weights add up to {float(one.weight_sum):g} and are normalised"
        click.echo(f"  {one.party} ({one.reading}): {one.basis.kind.value}{notes}")
