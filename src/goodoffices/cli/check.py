"""``goodoffices check``: all mistakes in a case's files, at once."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli.exit_codes import BAD_INPUT
from goodoffices.cli.options import steps_option
from goodoffices.cli.output import say_notes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.case import Case
    from goodoffices.formats.documents.errors import Fault
    from goodoffices.formats.ours.checked_folder import Checked
    from goodoffices.preferences import Preferences
    from goodoffices.procedure import Talks


@click.command(
    short_help="All mistakes in a case's files, with file and line.",
    epilog="""\b
Examples:
  goodoffices check examples/strait
  goodoffices check domain.xml buyer.xml seller.xml""",
)
@click.argument(
    "paths",
    type=click.Path(path_type=Path),
    nargs=-1,
    required=True,
    metavar="CASE | DOMAIN PROFILE...",
)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@steps_option
def check(paths: tuple[Path, ...], as_json: bool, steps: int) -> None:
    """Read every file of a CASE and name each mistake with file, line and remedy."""
    checked, notes = _checked(paths, steps)
    odd = _odd_numbers(checked)
    if not as_json:
        say_notes(notes)
    faults = checked.faults or _contradictions(checked)
    if as_json:
        listed = [
            {"file": f.file, "line": f.line, "found": f.found, "remedy": f.remedy} for f in faults
        ]
        click.echo(
            json.dumps(
                {
                    "ok": not faults,
                    "faults": listed,
                    "notes": [*notes, *(f"{whose}: {note}" for whose, note in odd)],
                },
                ensure_ascii=False,
                indent=1,
            )
        )
    for fault in () if as_json else faults:
        click.echo(str(fault), err=True)
    if faults:
        n = len(faults)
        if not as_json:
            click.echo(f"{n} mistake{'s' if n > 1 else ''}.", err=True)
        raise click.exceptions.Exit(BAD_INPUT)
    if as_json or checked.case is None:
        return
    found = checked.case
    click.echo(
        f"{found.name.by_language[0][1]}: {_n(len(found.parties), 'party', 'parties')}, "
        f"{_n(len(found.issues), 'issue')}, "
        f"{_n(len(found.restrictions), 'rule')}, {_n(len(checked.drafts), 'draft')}. No mistakes."
    )
    for one in checked.preferences:
        _say_reading(one, odd)
    for whose, note in odd:
        if whose == "case":
            click.echo(f"  {note}")
    _say_talks(checked.talks)
    if checked.agreement is not None:
        texts, events = _n(len(checked.agreement.texts), "text"), len(checked.agreement.events)
        click.echo(f"  agreement: {texts}, {_n(events, 'event')}")
    _say_lone_events(checked.preferences)
    _say_public_words(found, checked.preferences)


def _say_reading(one: Preferences, odd: Sequence[tuple[str, str]]) -> None:
    """Say whose a reading is, what is in doubt in it, and what its odd numbers come to."""
    more = "" if one.has_numbers else ", positions in words only"
    if doubts := one.unsupported():
        more = (
            f", {_n(len(doubts), 'number')} in doubt "
            f"({'; '.join(doubts[:4])}{'; …' if len(doubts) > 4 else ''})"
        )
        more += f", {_n(len(one.rankings), 'ranking')}" if one.rankings else ""
    elif one.has_numbers and not one.numbers.weights_as_given and one.weight_sum not in (1, 100):
        more = f", weights add up to {float(one.weight_sum):g} and are normalised"
    if (
        isinstance(one.walk_away, Fraction)
        and one.walk_away > 100
        and not one.numbers.weights_as_given
    ):
        more += (
            f", a walk-away value of {float(one.walk_away):g} that "
            "scores alone (at most 100) cannot reach"
        )
    reading = "" if one.reading == "only" else f" ({one.reading})"
    origin = f" ({one.basis.origin})" if one.basis.origin else ""
    click.echo(f"  {one.party}{reading}: {one.basis.kind.value}{origin}{more}")
    for whose, note in odd:
        if whose == f"{one.party}{reading}":
            click.echo(f"    {note}")


def _say_talks(talks: Talks | None) -> None:
    """Say how much of the talks is entered."""
    if talks is not None:
        counts = (
            _n(len(talks.tracks), "track"),
            _n(len(talks.rounds), "round"),
            _n(len(talks.items), "item"),
            _n(len(talks.happenings), "event"),
            _n(len(talks.deadlines), "deadline"),
            _n(len(talks.next_steps), "next step"),
        )
        click.echo(f"  talks: {', '.join(counts)}")


def _say_lone_events(preferences: Sequence[Preferences]) -> None:
    """Say which events one party alone speaks of: perhaps another spells them otherwise."""
    named = {
        event: {one.party for one in preferences if event in one.expectations}
        for one in preferences
        for event in one.expectations
    }
    for event, parties in named.items():
        if len(parties) == 1:
            click.echo(
                f"  Only {next(iter(parties))} expects anything of the event {event}, "
                "so no terms follow from it. Is it spelt alike everywhere?"
            )


def _say_public_words(case: Case, preferences: Sequence[Preferences]) -> None:
    """Say where a reading takes a party to want the opposite of what it said in public."""
    from goodoffices.preferences.public_words import contradictions
    from goodoffices.report.wording import Wording

    w = Wording(case)
    for public in (one for one in preferences if one.positions):
        for reading in (
            one for one in preferences if one.party == public.party and one.has_numbers
        ):
            for c in contradictions(public, reading):
                words = c.position.says.in_language(case.languages[0])
                click.echo(
                    f"  {public.party}, {w.issue(c.position.issue)}: "
                    f"in public it put “{w.option(c.position.issue, c.better)}” before "
                    f"“{w.option(c.position.issue, c.worse)}” (“{words}”, {c.source.publisher}, "
                    f"{c.source.date}); the reading {c.reading} scores it lower. "
                    "Both stay as they are until somebody changes one."
                )


def _odd_numbers(checked: Checked) -> list[tuple[str, str]]:
    """List what is allowed and seldom meant: whose it is, and what it comes to, in a sentence."""
    from goodoffices.report.odd_numbers_in_words import (
        amounts_over_times_in_words,
        odd_numbers_in_words,
    )
    from goodoffices.report.wording import Wording

    if checked.case is None:
        return []
    w = Wording(checked.case)
    found = [("case", note) for note in amounts_over_times_in_words(checked.case, w)]
    for one in checked.preferences:
        reading = "" if one.reading == "only" else f" ({one.reading})"
        found += [(f"{one.party}{reading}", note) for note in odd_numbers_in_words(one, w)]
    return found


def _contradictions(checked: Checked) -> tuple[Fault, ...]:
    """Find rankings that cannot be true together, for each reading in which there are such."""
    ranked = [one for one in checked.preferences if one.rankings and one.unsupported()]
    if not ranked or checked.case is None:
        return ()
    from goodoffices.analysis import AnalysisError, RankingsContradict
    from goodoffices.analysis.doubt.bounds import doubt_of
    from goodoffices.analysis.doubt.truths_program import TruthsProgram
    from goodoffices.formats.documents.errors import Fault

    found = []
    for one in ranked:
        try:
            TruthsProgram(doubt_of(checked.case, one))
        except RankingsContradict as error:
            reading = "" if one.reading == "only" else f"/{one.reading}"
            found.append(
                Fault(f"preferences/{one.party}{reading}.yaml", 0, error.found, error.remedy)
            )
        except AnalysisError:
            # What the analysis cannot use is no mistake of the file.
            continue
    return tuple(found)


def _checked(paths: tuple[Path, ...], steps: int) -> tuple[Checked, tuple[str, ...]]:
    """Check a case, whoever's files it is in.

    It gives what is wrong, and what a reader of its files should know.
    """
    from goodoffices.formats.documents.errors import CaseFileError
    from goodoffices.formats.open_case import is_ours, open_case
    from goodoffices.formats.ours.case_folder import check_folder
    from goodoffices.formats.ours.checked_folder import Checked

    folder = paths[0].parent if paths[0].name == "case.yaml" else paths[0]
    if len(paths) == 1 and is_ours(folder):
        checked = check_folder(folder)
        return checked, tuple(map(str, checked.notes))
    try:
        opened = open_case(*paths, steps=steps)
    except CaseFileError as error:
        return Checked(faults=error.faults, case=None, preferences=(), drafts=()), ()
    return Checked(
        faults=(), case=opened.case, preferences=tuple(opened.chosen_preferences({})), drafts=()
    ), opened.notes


def _n(number: int, one: str, many: str | None = None) -> str:
    return f"{number or 'no'} {one if number == 1 else many or one + 's'}"
