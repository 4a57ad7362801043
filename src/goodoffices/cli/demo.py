"""``goodoffices demo``: the main job on the built-in case."""

from __future__ import annotations

import datetime
import tempfile
from pathlib import Path

import click

from goodoffices.cli.output import Day

BUILT_IN = "strait"


def examples_folder() -> Path:
    """Where the example cases lie: in the installed package, or in the checkout."""
    installed = Path(__file__).parent.parent / "examples"
    return installed if installed.is_dir() else Path(__file__).parents[3] / "examples"


@click.command(short_help="Analyse the built-in case, from start to report.", epilog="Example: goodoffices demo --html strait.html")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Where to write the page [default: ./strait-report.html].")
@click.option("--no-serve", is_flag=True, help="End when the report is written (this version always does).")
@click.option("--plain", is_flag=True, help="No styles, for pipes and screen readers.")
@click.option("--today", type=Day(), default=None, help="The day from which ages are counted [default: today].")
@click.pass_context
def demo(ctx: click.Context, html: Path | None, no_serve: bool, plain: bool, today: datetime.date | None) -> None:
    """Analyse the built-in case Strait: print the report and write it as a page."""
    from goodoffices.cli.analyse import analyse

    target = html or _writable(Path("strait-report.html"))
    ctx.invoke(analyse, paths=(examples_folder() / BUILT_IN,), html=target, plain=plain, today=today)


def _writable(path: Path) -> Path:
    """The path itself, or one in the machine's temporary folder where this folder may not be written to."""
    try:
        with tempfile.TemporaryFile(dir=path.absolute().parent):
            return path
    except OSError:
        return Path(tempfile.gettempdir()) / path.name
