"""``goodoffices compare``: what changed between two results."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command(
    short_help="What changed between two results, in words.",
    epilog="""\b
Example:
  goodoffices analyse talks --json > before.json
  goodoffices analyse talks --reading union=pragmatic --json > after.json
  goodoffices compare before.json after.json""",
)
@click.argument("before", type=click.Path(path_type=Path), metavar="RESULT")
@click.argument("after", type=click.Path(path_type=Path), metavar="RESULT")
@click.option("--json", "as_json", is_flag=True, help="Print the sentences as JSON.")
def compare(before: Path, after: Path, as_json: bool) -> None:
    """Say in words what changed from one RESULT to another, in what was given and what was found.

    A RESULT is what `analyse --json` or `readings --json` printed. Where numbers are in doubt, it
    compares what holds whatever the truth, and what the middle of what was said comes to.
    """
    from goodoffices.formats.results.result_file import read_result
    from goodoffices.report.comparison import compare_results

    try:
        sentences = compare_results(read_result(before), read_result(after))
    except ValueError as fault:
        raise click.UsageError(f"{fault}. Give two of one kind.") from None
    if as_json:
        click.echo(json.dumps({"changes": sentences}, ensure_ascii=False))
    for sentence in [] if as_json else sentences:
        click.echo(sentence)
