"""``goodoffices schema``: the JSON Schema of each format."""

from __future__ import annotations

import json

import click

FORMATS = (
    "case",
    "preferences",
    "package",
    "answers",
    "team",
    "analysis",
    "doubt",
    "certificate",
    "agreement",
    "agreement-status",
    "monitoring",
    "mapping",
    "kinds",
    "places",
    "flows",
    "monitor",
)


@click.command(
    short_help="The JSON Schema of a format.",
    epilog="Example: goodoffices schema case > case.schema.json",
)
@click.argument("name", type=click.Choice(FORMATS), metavar="|".join(FORMATS))
def schema(name: str) -> None:
    """Print the JSON Schema of a file format, of `analyse --json` or of a certificate."""
    from goodoffices.formats.schemas import schema_of

    click.echo(json.dumps(schema_of(name), indent=1, ensure_ascii=False))
