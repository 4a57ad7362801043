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
    """Say in words what changed from one RESULT of `analyse --json` to another.

    Where numbers are in doubt, it compares what is in doubt, whether an agreement is possible, and
    what holds of each package.
    """
    from goodoffices.formats.results.result_file import read_result
    from goodoffices.report.comparison import compare_results

    sentences = compare_results(read_result(before), read_result(after))
    if as_json:
        click.echo(json.dumps({"changes": sentences}, ensure_ascii=False))
    for sentence in [] if as_json else sentences:
        click.echo(sentence)
