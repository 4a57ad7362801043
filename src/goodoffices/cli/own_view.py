"""``goodoffices own-view``: what a party may be shown.

It comes from the public case and the party's own words alone.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli.exit_codes import IN_PART
from goodoffices.cli.option_groups import Output, Search, output_options, search_options
from goodoffices.cli.options import check_language
from goodoffices.cli.printed_answer import computed, give, give_positions

if TYPE_CHECKING:
    from goodoffices.case import Case
    from goodoffices.preferences import Preferences


@click.command(
    "own-view",
    short_help="What a party may be shown, from its own words alone.",
    epilog="""\b
Examples:
  goodoffices own-view examples/ferry-strike dockers
  goodoffices own-view examples/strait northland --reading hardline --html northland.html""",
)
@click.argument("path", type=click.Path(path_type=Path), metavar="CASE")
@click.argument("party", metavar="PARTY")
@click.option("--reading", metavar="NAME", help="Which reading of the party to take.")
@output_options
@search_options
def own_view(path: Path, party: str, reading: str | None, output: Output, search: Search) -> None:
    """Say what a PARTY may be shown of a CASE: from case.yaml and its own statements. No other file
    is opened.

    Nothing here hangs on what another party wants, and nothing on an estimate of the team.
    """
    from goodoffices.answer import AnswerInPart, Positions

    case, own = own_reading(path, party, reading)
    check_language(case, output.language)
    found = computed(
        case,
        [own],
        search.wishes({}),
        time_limit=search.time_limit,
        memory_limit=search.memory_limit,
    )
    saying = output.saying(for_party=party)
    if isinstance(found, Positions):
        give_positions(found, output, saying)
    give(found, output, saying)
    if isinstance(found, AnswerInPart):
        raise click.exceptions.Exit(IN_PART)


def own_reading(path: Path, party: str, named: str | None) -> tuple[Case, Preferences]:
    """Open the public case and a party's own reading, and give both.

    No other file is opened.
    """
    from goodoffices.formats.documents.errors import CaseFileError
    from goodoffices.formats.documents.field_types import ID
    from goodoffices.formats.documents.text_file import read_text
    from goodoffices.formats.ours.case_folder import own_view as own_files_of
    from goodoffices.formats.ours.case_folder import reading_files
    from goodoffices.formats.ours.opened_case import pick_reading
    from goodoffices.preferences.which_reading import readings_that_count

    folder = path.parent if path.name == "case.yaml" else path
    if not (folder / "case.yaml").exists():
        raise click.UsageError(
            "own-view needs a folder with case.yaml: other programs' files are nobody's own words."
        )
    files = reading_files(folder, party) if ID.match(party) else {}
    texts = {}
    for file in files.values():
        shown = file.relative_to(folder).as_posix()
        with contextlib.suppress(CaseFileError):  # unreadable: nobody can say that it is its own
            texts[shown] = read_text(file, shown)
    view = own_files_of(read_text(folder / "case.yaml", "case.yaml"), party, texts)
    kinds = {name: one.basis.kind for name, one in view.preferences.items()}
    counting = readings_that_count(kinds, default=view.case.party(party).default_reading)
    reading = pick_reading(party, list(kinds) if named else counting, named)
    return view.case, view.preferences[reading]
