"""``goodoffices analyse``: the main job."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli.exit_codes import IN_PART
from goodoffices.cli.option_groups import (
    ChosenReadings,
    Extras,
    Output,
    Search,
    chosen_options,
    command_of_its_own,
    extra_options,
    output_options,
    search_options,
)
from goodoffices.cli.options import check_language, named_readings
from goodoffices.cli.printed_answer import (
    computed,
    give,
    give_positions,
    write_certificate,
    write_parquet,
)

if TYPE_CHECKING:
    from goodoffices.answer import Binding
    from goodoffices.formats.ours.opened_case import OpenedCase
    from goodoffices.preferences import Preferences


@click.command(
    short_help="What is possible, efficient and fair; if nothing is, why.",
    epilog="""\b
Examples:
  goodoffices analyse examples/strait
  goodoffices analyse examples/strait --reading northland=hardline --html strait.html
  goodoffices analyse examples/strait --package draft-2 --json > result.json
  goodoffices analyse domain.xml buyer.xml seller.xml
\b
See also: goodoffices readings (every combination of readings), \
goodoffices own-view (what a party may be shown).""",
)
@click.argument(
    "paths",
    type=click.Path(path_type=Path),
    nargs=-1,
    required=True,
    metavar="CASE | DOMAIN PROFILE...",
)
@chosen_options
@output_options
@extra_options
@search_options
@command_of_its_own("--all-readings", "readings CASE")
@command_of_its_own("--for", "own-view CASE PARTY", takes_value=True)
def analyse(
    paths: tuple[Path, ...], chosen: ChosenReadings, output: Output, extras: Extras, search: Search
) -> None:
    """Say which agreements of a CASE are possible, efficient and fair; if none is, why not.

    CASE is a folder of ours, or one of another program (GENIUS, GeniusWeb, NegoLog, NegMAS), whose
    files may also be named one by one: DOMAIN PROFILE PROFILE. A knapsack file is a case, too.

    Where not all efficient packages can be listed (too many, --time-limit, Ctrl-C), the answer is
    one in part, with exit code 4: the four solutions with bounds, and a few good packages with how
    far others may lie beyond them.
    """
    from goodoffices.answer import (
        AnswerInDoubt,
        AnswerInPart,
        ExactAnswer,
        KindOfAnswer,
        Positions,
        kind_of_answer,
    )
    from goodoffices.formats.open_case import open_case

    _refuse_beside_brief(output, extras, search)
    named, for_all = named_readings(chosen.readings)
    opened = open_case(*paths, steps=chosen.steps)
    preferences = _read_as_asked(opened.chosen_preferences(named, for_all), uncut=chosen.uncut)
    drafts = {name: opened.draft(name).choices for name in chosen.packages}
    binding = None if extras.certificate is None else _bound_to(opened, preferences, chosen)
    check_language(opened.case, output.language)
    if kind_of_answer(preferences) is KindOfAnswer.IN_DOUBT:
        _refuse_beside_doubt(preferences, extras)
    found = computed(
        opened.case,
        preferences,
        search.wishes(drafts),
        time_limit=search.time_limit,
        memory_limit=search.memory_limit,
    )
    saying = output.saying(notes=opened.notes, is_brief=extras.brief, all_points=extras.all_points)
    if isinstance(found, Positions):
        give_positions(found, output, saying)
    certificate = None if binding is None else found.certificate(binding)
    if isinstance(found, AnswerInPart) and binding is not None:
        click.echo("No certificate is written: this is an answer in part.", err=True)
    if isinstance(found, ExactAnswer) and extras.parquet is not None:
        write_parquet(found.result, extras.parquet)
    if certificate is not None and extras.certificate is not None:
        write_certificate(certificate, extras.certificate)
    give(found, output, saying)
    if certificate is not None and extras.certificate is not None and not output.as_json:
        click.echo(f"\nThe certificate, for `goodoffices verify`: {extras.certificate.absolute()}")
    if isinstance(found, AnswerInPart) or (
        isinstance(found, AnswerInDoubt) and found.result.time_ended
    ):
        raise click.exceptions.Exit(IN_PART)


def _refuse_beside_brief(output: Output, extras: Extras, search: Search) -> None:
    """Refuse options that ask for what is no part of the one page. Raises click.UsageError."""
    beside = {
        "--json": output.as_json,
        "--costs": search.costs,
        "--sensitivity": search.sensitivity,
        "--explain-method": search.explain_method,
    }
    if extras.brief and any(beside.values()):
        given = next(name for name, is_given in beside.items() if is_given)
        raise click.UsageError(
            f"--brief does not go with {given}, which is no part of the one page. Leave one out."
        )


def _refuse_beside_doubt(preferences: list[Preferences], extras: Extras) -> None:
    """Refuse what can be written of certain numbers alone. Raises click.UsageError."""
    from goodoffices.answer.wishes import does_not_go_with_doubt

    beside = {
        "--parquet": extras.parquet is not None,
        "--all-points": extras.all_points,
    }
    if given := [name for name, is_given in beside.items() if is_given]:
        raise click.UsageError(f"{given[0]} {does_not_go_with_doubt(preferences)}")


def _read_as_asked(preferences: list[Preferences], *, uncut: bool) -> list[Preferences]:
    """Take totals uncut where that is asked for.

    Raises click.UsageError where no file cuts them.
    """
    if not uncut:
        return preferences
    if all(one.numbers.cut is None for one in preferences):
        raise click.UsageError("--uncut: no totals of this case are cut.")
    return [one.uncut() for one in preferences]


def _bound_to(
    opened: OpenedCase, preferences: list[Preferences], chosen: ChosenReadings
) -> Binding:
    """Name what a certificate is bound to: the files as they are before the analysis."""
    from goodoffices.answer import Binding
    from goodoffices.formats.ours.file_digests import file_digests

    return Binding(files=file_digests(opened, preferences), steps=chosen.steps, uncut=chosen.uncut)
