"""``goodoffices demo``: the main job on the built-in case."""

from __future__ import annotations

import base64
import datetime
import json
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

import click

from goodoffices.cli.option_groups import grouped
from goodoffices.cli.output import Day, write_whole
from goodoffices.cli.serve import of_the_office, places_of, port_option, run_office

BUILT_IN = "strait"


@dataclass(frozen=True)
class Printed:
    """How the report is printed, and as of which day."""

    plain: bool = False
    today: datetime.date | None = None


def examples_folder() -> Path:
    """Find where the example cases lie: in the installed package, or in the checkout."""
    installed = Path(__file__).parent.parent / "examples"
    return installed if installed.is_dir() else Path(__file__).parents[3] / "examples"


@click.command(
    short_help="The built-in case: its report, and an office with one link for each side.",
    epilog="""\b
Examples:
  goodoffices demo
  goodoffices demo --port 8010 --links links.json
  goodoffices demo --no-serve --html strait.html""",
)
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write the page [default: ./strait-report.html].",
)
@click.option("--no-serve", is_flag=True, help="End when the report is written.")
@click.option(
    "--links",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also write the sign-in links as JSON.",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help="The office's folder, to keep it [default: a temporary one].",
)
@port_option
@grouped(
    "printed",
    Printed,
    click.option("--plain", is_flag=True, help="No styles, for pipes and screen readers."),
    click.option(
        "--today",
        type=Day(),
        default=None,
        help="The day from which ages are counted [default: today].",
    ),
)
@click.pass_context
def demo(
    ctx: click.Context,
    html: Path | None,
    no_serve: bool,
    links: Path | None,
    data: Path | None,
    port: int,
    printed: Printed,
) -> None:
    """Analyse the built-in case Strait, print the report and write it as a page; then run an office
    on this machine that holds the case.

    One sign-in link is printed for each side, with what it is good for: Northland has given its
    preferences, the mediation had the case analysed and released a draft. People and values are
    invented. Without --data the
    office's folder is a temporary one.
    """
    from goodoffices.cli.analyse import analyse

    target = html or _writable(Path("strait-report.html"))
    ctx.invoke(
        analyse,
        paths=(examples_folder() / BUILT_IN,),
        html=target,
        plain=printed.plain,
        today=printed.today,
    )
    if not no_serve:
        _serve(data, port, links)


@of_the_office
def _serve(data: Path | None, port: int, links: Path | None) -> None:
    with tempfile.TemporaryDirectory(prefix="goodoffices-demo-") as folder:
        os.environ["GOODOFFICES_DEMONSTRATION"] = "1"
        if data is None:
            # Gone when it ends, the key too.
            os.environ.setdefault(
                "GOODOFFICES_KEY", base64.b64encode(secrets.token_bytes(32)).decode()
            )

        def say_links() -> None:
            from goodoffices.office.running import demonstration

            texts = demonstration.texts_of_folder(examples_folder() / BUILT_IN)
            found = demonstration.links(texts, f"http://localhost:{port}")
            demonstration.play_beginning(texts)
            click.echo(
                "\nA demonstration on this machine, with invented people. "
                "A link for each side (in one browser window the last one opened counts):"
            )
            for side, link in found.items():
                click.echo(f"  {side:<12} {link}")
                click.echo(f"  {'':<12} {demonstration.STORY[side]}")
            if links is not None:
                write_whole(links, json.dumps(found, indent=2) + "\n")

        click.echo()
        run_office(places_of(data or Path(folder)), port, say_links)


def _writable(path: Path) -> Path:
    """Give the path itself, or one in the machine's temporary folder.

    The second where this folder may not be written to.
    """
    try:
        with tempfile.TemporaryFile(dir=path.absolute().parent):
            return path
    except OSError:
        return Path(tempfile.gettempdir()) / path.name
