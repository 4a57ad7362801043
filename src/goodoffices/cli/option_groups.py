"""Options that belong together, given to a command as one value."""

from __future__ import annotations

import dataclasses
import datetime
import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goodoffices.cli.options import STEPS, Seconds, named_numbers, steps_option
from goodoffices.cli.output import Day, check_target

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodoffices.answer import Wishes
    from goodoffices.report.saying import Saying

#: As `goodoffices.analysis.Limits.points`, which is not imported before it is needed.
POINTS = 20


def grouped(
    name: str, made: type[Any], *options: Callable[..., Any]
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a decorator that adds options to a command and hands them on as one value.

    The value is called ``name`` and is a ``made``.
    """
    fields = [field.name for field in dataclasses.fields(made)]

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(command)
        def packed(**given: Any) -> None:
            mine = {field: given.pop(field) for field in fields if field in given}
            command(**given, **{name: made(**mine)})

        for option in reversed(options):
            packed = option(packed)
        return packed

    return decorate


@dataclass(frozen=True, kw_only=True)
class Search:
    """How an answer is looked for: how long, in which memory, and what is asked for beside it."""

    entitlements: tuple[str, ...] = ()
    seed: int = 0
    costs: bool = False
    count: bool = False
    sensitivity: bool = False
    explain_method: bool = False
    time_limit: float | None = None
    memory_limit: int | None = None
    points: int = POINTS

    def __post_init__(self) -> None:
        named_numbers(self.entitlements)

    def wishes(self, drafts: Mapping[str, Mapping[str, str]]) -> Wishes:
        """Give the same as `Wishes`."""
        from goodoffices.answer import Wishes

        return Wishes(
            drafts=drafts,
            entitlements=named_numbers(self.entitlements),
            seed=self.seed,
            points=self.points,
            costs=self.costs,
            sensitivity=self.sensitivity,
            method=self.explain_method,
            count=self.count,
        )


search_options = grouped(
    "search",
    Search,
    click.option(
        "--seed",
        type=click.IntRange(0, 2**32 - 1),
        default=0,
        show_default=True,
        help="For estimates by sampling.",
    ),
    click.option(
        "--entitlement",
        "entitlements",
        multiple=True,
        metavar="PARTY=NUMBER",
        help="Power of a party's gain in Nash's product [default: 1].",
    ),
    click.option(
        "--costs",
        is_flag=True,
        help="Also say what each red line, linkage and limit costs each party (one frontier each).",
    ),
    click.option(
        "--count",
        is_flag=True,
        help=(
            "Count the packages in the zone exactly, also where that takes long; "
            "else bounds are given."
        ),
    ),
    click.option(
        "--sensitivity",
        is_flag=True,
        help="Also say at which weights another package would be chosen as fair.",
    ),
    click.option(
        "--explain-method",
        is_flag=True,
        help="Also say which method was chosen for each group of issues, and why.",
    ),
    click.option(
        "--time-limit",
        type=Seconds(0.1),
        help="Seconds it may take; what is not finished then is an answer in part.",
    ),
    click.option(
        "--memory-limit",
        type=click.IntRange(400, 10_000_000),
        help="Megabytes it may take, by estimate; beyond: an answer in part.",
    ),
    click.option(
        "--points",
        type=click.IntRange(1, 200),
        default=POINTS,
        show_default=True,
        help="How many points an answer in part looks for; solutions and bests come on top.",
    ),
)


@dataclass(frozen=True, kw_only=True)
class Output:
    """Where an answer goes: the terminal or JSON, and a page beside it.

    It also holds from which day ages are counted, and in which language the answer is.
    """

    as_json: bool = False
    html: Path | None = None
    xlsx: Path | None = None
    language: str | None = None
    today: datetime.date | None = None
    plain: bool = False
    full: bool = False

    def __post_init__(self) -> None:
        check_target(self.html, "page", (".html", ".htm"))
        check_target(self.xlsx, "workbook", (".xlsx",))

    def saying(
        self,
        *,
        for_party: str | None = None,
        notes: tuple[str, ...] = (),
        is_brief: bool = False,
        all_points: bool = False,
    ) -> Saying:
        """Give the same as `Saying`."""
        from goodoffices.report.saying import Saying

        return Saying(
            today=self.today or datetime.date.today(),
            language=self.language,
            for_party=for_party,
            notes=notes,
            is_brief=is_brief,
            all_points=all_points,
        )


output_options = grouped(
    "output",
    Output,
    click.option(
        "--json", "as_json", is_flag=True, help="Print everything as JSON (`goodoffices schema`)."
    ),
    click.option(
        "--html",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Also write the report as a self-contained page.",
    ),
    click.option(
        "--xlsx",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Also write the report with all its tables as a workbook.",
    ),
    click.option(
        "--language",
        metavar="TAG",
        help="Language of the case's texts, such as id; what is missing stays in its first.",
    ),
    click.option(
        "--today",
        type=Day(),
        default=None,
        help="The day from which ages are counted [default: today].",
    ),
    click.option("--plain", is_flag=True, help="No styles, for pipes and screen readers."),
    click.option(
        "--full", is_flag=True, help="Print the whole report, as the page has it: each table, too."
    ),
)


@dataclass(frozen=True, kw_only=True)
class Extras:
    """What is written beside a report of one choice of readings, and how much of it."""

    certificate: Path | None = None
    parquet: Path | None = None
    all_points: bool = False
    brief: bool = False

    def __post_init__(self) -> None:
        check_target(self.certificate, "certificate", (".json",))
        check_target(self.parquet, "Parquet file", (".parquet",))


extra_options = grouped(
    "extras",
    Extras,
    click.option(
        "--certificate",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Also write what proves the answer, for `verify`.",
    ),
    click.option(
        "--parquet",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Also write all points to a Parquet file (needs pyarrow).",
    ),
    click.option(
        "--all-points", is_flag=True, help="Write the whole frontier to JSON, however long."
    ),
    click.option("--brief", is_flag=True, help="The report on one page."),
)


@dataclass(frozen=True, kw_only=True)
class ChosenReadings:
    """What of a case is analysed: one reading of each party, and some packages of the case.

    It also holds how the files are read.
    """

    readings: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    steps: int = STEPS
    uncut: bool = False


chosen_options = grouped(
    "chosen",
    ChosenReadings,
    click.option(
        "--reading",
        "readings",
        multiple=True,
        metavar="PARTY=NAME",
        help="Which reading of a party to take; NAME alone: for every party.",
    ),
    click.option(
        "--package",
        "packages",
        multiple=True,
        metavar="NAME",
        help="Judge packages/NAME.yaml, whole or in part.",
    ),
    click.option(
        "--uncut", is_flag=True, help="Do not cut totals where a file's program does (GENIUS at 1)."
    ),
    steps_option,
)


def command_of_its_own(
    option: str, command: str, *, takes_value: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a decorator for an option of version 0.2 that became a command.

    Whoever gives it is told so.
    """

    def refuse(ctx: click.Context, param: click.Parameter, value: Any) -> None:
        if value:
            raise click.UsageError(f"{option} is a command of its own now: goodoffices {command}.")

    return click.option(
        option, is_flag=not takes_value, hidden=True, expose_value=False, callback=refuse
    )
