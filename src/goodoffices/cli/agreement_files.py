"""``goodoffices agreement new|text|compare|board|ics``: begin an agreement, write files of it."""

from __future__ import annotations

import datetime
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli.agreement_reading import day_and_lives, read_with_case
from goodoffices.cli.exit_codes import BAD_INPUT
from goodoffices.cli.options import check_language
from goodoffices.cli.output import Day, check_target, whole_file, write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodoffices.agreement import Agreement, AgreementText
    from goodoffices.case import Case
    from goodoffices.report.agreement_document import TermParagraph

CASE = click.argument("path", type=click.Path(path_type=Path), metavar="CASE")
ON = click.option("--on", type=Day(), help="The day, in the agreement's time zone. Else: today.")
LANGUAGE = click.option("--language", metavar="CODE", help="A language of the case's texts.")
#: Listed here too, so that ``--help`` need not load what reads agreements.
KINDS = ("ceasefire", "maritime", "labour", "family")


@click.command(
    short_help="Begin agreement.yaml from a package and the articles of its kind.",
    epilog="""\b
Examples:
  goodoffices agreement new talks --package draft-1 --kind ceasefire --zone Europe/Kyiv
  goodoffices agreement new talks --package offer-1 --kind labour --in-order
  goodoffices agreement new talks --from examples/grain-2022""",
)
@CASE
@click.option("--package", metavar="NAME", help="A file in packages/, by its name.")
@click.option("--kind", type=click.Choice(KINDS), help="Whose articles it gets.")
@click.option(
    "--from",
    "earlier",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="An earlier agreement: its terms, without what happened to it. Instead of a package.",
)
@click.option("--zone", default="UTC", show_default=True, help="Its time zone: Europe/Istanbul.")
@click.option("--starts", type=Day(), help="The day on which it takes effect.")
@click.option(
    "--in-order",
    is_flag=True,
    help="A step for each issue and party, in an order after each step of which nobody would "
    "rather walk away. It is found from what the parties want, and the file shows it.",
)
def new(
    path: Path,
    package: str | None,
    kind: str | None,
    earlier: Path | None,
    zone: str,
    starts: datetime.date | None,
    in_order: bool,
) -> None:
    """Begin the agreement of a case: articles for its package, and those that its kind needs.

    The file is a draft. Who owes what under the articles of the case's own issues is yours to
    write; `goodoffices agreement check` says what is left out.
    """
    from goodoffices.formats.ours.agreement_reader import AGREEMENT

    target = path / AGREEMENT
    if target.exists():
        click.echo(f"{target}: there is one already. Move it away, or edit it.", err=True)
        raise click.exceptions.Exit(BAD_INPUT)
    if (earlier is None) == (package is None or kind is None):
        raise click.UsageError("name --package and --kind, or --from an earlier agreement.")
    if earlier is not None and (package is not None or kind is not None or starts is not None):
        raise click.UsageError("--from takes its terms alone: leave the other options out.")
    if earlier is not None:
        text = _from_earlier(path, earlier)
    else:
        assert package is not None
        assert kind is not None
        text = _from_package(path, package, kind, zone, starts, in_order=in_order)
    write_whole(target, text)
    click.echo(f"{target} is ready. Write who owes what, then:")
    click.echo(f"  goodoffices agreement check {path}")
    click.echo(f"  goodoffices agreement text {path}")


def _from_earlier(path: Path, earlier: Path) -> str:
    """Take over the terms of an earlier agreement, and say why that one ended."""
    from goodoffices.formats.documents.text_file import read_text
    from goodoffices.formats.ours.agreement_reader import AGREEMENT, read_agreement
    from goodoffices.formats.ours.case_reader import read_case
    from goodoffices.formats.ours.new_agreement import from_earlier
    from goodoffices.report.agreement_in_words import cause_words, state_words
    from goodoffices.report.wording import Wording

    old_case, old = read_with_case(earlier)
    folder = earlier.parent if earlier.name == AGREEMENT else earlier
    text = from_earlier(read_text(folder / AGREEMENT, AGREEMENT))
    # Whether its sides are those of this case is checked before anything is written.
    read_agreement(text, read_case(read_text(path / "case.yaml", "case.yaml")))
    w = Wording(old_case)
    _, lives = day_and_lives(old, None, "--on")
    for life in lives:
        said = f"{w.text(life.text.name)}: {state_words(life.state, w)}."
        click.echo(f"{said} {cause_words(life, old, w)}")
    click.echo(
        "Left out, to be written anew: when texts take effect, days of obligations, what happened."
    )
    return text


def _from_package(
    path: Path,
    package: str,
    kind: str,
    zone: str,
    starts: datetime.date | None,
    *,
    in_order: bool,
) -> str:
    """Write the draft that carries out a package, or end with what is wrong."""
    from goodoffices.agreement import AgreementKind
    from goodoffices.api import load
    from goodoffices.formats.documents.errors import CaseFileError
    from goodoffices.formats.ours.agreement_reader import read_agreement
    from goodoffices.formats.ours.new_agreement import new_agreement

    loaded = load(path, packages=(package,))
    chosen = loaded.drafts[package]
    missing = [one for one in loaded.case.issue_ids if one not in chosen]
    if missing:
        click.echo(f"packages/{package}.yaml settles no option of: {', '.join(missing)}.", err=True)
        raise click.exceptions.Exit(BAD_INPUT)
    order = _order(path, chosen) if in_order else ()
    text = new_agreement(
        loaded.case, AgreementKind(kind), chosen, zone=zone, starts=starts, order=order
    )
    try:
        read_agreement(text, loaded.case)
    except CaseFileError as error:
        fault = error.faults[0]
        raise click.UsageError(f"--zone, or the package: {fault.found} {fault.remedy}") from None
    return text


def _order(path: Path, package: Mapping[str, str]) -> tuple[str, ...]:
    """Find the order of issues in which nobody would rather walk away, or end with exit code 2."""
    from goodoffices.analysis.drafts.order_of_steps import OrderFound, order_of_steps
    from goodoffices.analysis.problem.compiling import compile_case
    from goodoffices.api import load

    loaded = load(path)
    problem = compile_case(loaded.case, loaded.preferences)
    found = order_of_steps(problem, [int(k) for k in problem.indices(package)[0]])
    if found.found is not OrderFound.FOUND:
        why = {
            OrderFound.NONE: "in every order there is a step after which somebody would rather "
            "walk away",
            OrderFound.OPEN: "it has too many steps to look at every order",
            OrderFound.NO_STATUS_QUO: "the case does not say what holds if nothing is agreed",
        }[found.found]
        click.echo(f"No order of steps: {why}. Begin the agreement without --in-order.", err=True)
        raise click.exceptions.Exit(BAD_INPUT)
    return tuple(loaded.case.issue_ids[j] for j in found.issues)


@click.command(
    short_help="The text of an agreement, made from its structure; PDF and DOCX, too.",
    epilog="""\b
Examples:
  goodoffices agreement text examples/ferry-strike
  goodoffices agreement text examples/ferry-strike --pdf agreement.pdf --docx agreement.docx
  goodoffices agreement text examples/ferry-strike --against edited.txt""",
)
@CASE
@click.option("--text", "name", metavar="ID", help="Which of its texts; needed where it has two.")
@click.option("--pdf", type=click.Path(path_type=Path), metavar="FILE", help="Also as PDF.")
@click.option("--docx", type=click.Path(path_type=Path), metavar="FILE", help="Also for Word.")
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A text that somebody edited: what no longer agrees with the structure is listed, and "
    "exit code 1 says that something is.",
)
@LANGUAGE
def text(
    path: Path,
    name: str | None,
    pdf: Path | None,
    docx: Path | None,
    against: Path | None,
    language: str | None,
) -> None:
    """Write the text of an agreement from its terms: articles, obligations, powers, places."""
    from goodoffices.report.agreement_document import agreement_paragraphs

    check_target(pdf, "PDF", (".pdf",))
    check_target(docx, "document", (".docx",))
    case, agreement = read_with_case(path)
    check_language(case, language)
    one = _text_named(agreement, name)
    paragraphs = agreement_paragraphs(case, agreement, one, language)
    if against is not None:
        _compare(paragraphs, against)
        return
    click.echo("\n\n".join(paragraph.typed for paragraph in paragraphs))
    if pdf is not None or docx is not None:
        _write_documents(case, one, paragraphs, pdf, docx, language)


def _text_named(agreement: Agreement, name: str | None) -> AgreementText:
    known = {one.id: one for one in agreement.texts}
    if name is None and len(known) == 1:
        return agreement.texts[0]
    if name not in known:
        raise click.UsageError(f"--text: name one of {', '.join(known)}.")
    return known[name]


def _compare(paragraphs: list[TermParagraph], against: Path) -> None:
    from goodoffices.formats.documents.text_file import read_text
    from goodoffices.procedure.text import paragraphs_of
    from goodoffices.report.agreement_document import terms_not_in_text, words_without_term

    typed = paragraphs_of(read_text(against, str(against)))
    missing, more = terms_not_in_text(paragraphs, typed), words_without_term(paragraphs, typed)
    for one in missing:
        term = f" ({one.term})" if one.term else ""
        click.echo(f"The text no longer says{term}: {one.words}")
    for words in more:
        click.echo(f"No term says: {words}")
    if missing or more:
        raise click.exceptions.Exit(1)
    click.echo("The text says what the structure says.")


def _write_documents(
    case: Case,
    one: AgreementText,
    paragraphs: list[TermParagraph],
    pdf: Path | None,
    docx: Path | None,
    language: str | None,
) -> None:
    from goodoffices.formats.results.text_documents import TextDocument, text_docx, text_pdf
    from goodoffices.procedure.text import read_text as read_paragraphs
    from goodoffices.report.wording import Wording

    w = Wording(case, language)
    document = TextDocument(
        title=w.text(one.name),
        paragraphs=tuple(read_paragraphs("\n\n".join(p.typed for p in paragraphs), {})),
        mark="",
        sponsors={},
        language=w.language,
        direction=w.direction,
    )
    for file, write in ((pdf, text_pdf), (docx, text_docx)):
        if file is not None:
            data = write(document)
            with whole_file(file) as half:
                half.write_bytes(data)
            click.echo(f"The text: {file.absolute()}", err=True)


@click.command(
    short_help="What an agreement takes over from an earlier one, term by term.",
    epilog="Example: goodoffices agreement compare examples/ferry-strike talks",
)
@click.argument("earlier", type=click.Path(path_type=Path), metavar="EARLIER")
@CASE
@LANGUAGE
def compare(earlier: Path, path: Path, language: str | None) -> None:
    """Say what the agreement of CASE takes over from an EARLIER one: new, changed, left out."""
    from goodoffices.report.comparison_of_terms import compared_in_words
    from goodoffices.report.wording import Wording

    _, old = read_with_case(earlier)
    case, now = read_with_case(path)
    check_language(case, language)
    for heading, terms in compared_in_words(old, now, Wording(case, language)):
        click.echo(f"{heading}:")
        for term in terms:
            click.echo(f"- {term}")
        click.echo()


@click.command(
    short_help="Every stipulation one by one: what is found, what is claimed, what is due.",
    epilog="""\b
Examples:
  goodoffices agreement board examples/ferry-strike --on 2026-07-01
  goodoffices agreement board examples/ferry-strike --since 2026-06-01 --on 2026-07-01
  goodoffices agreement board examples/ferry-strike --tag pay --csv board.csv""",
)
@CASE
@ON
@click.option("--since", type=Day(), help="Only what changed since the end of this day.")
@click.option("--tag", default="", metavar="TAG", help="Only stipulations with this tag.")
@click.option("--csv", "table", type=click.Path(path_type=Path), metavar="FILE", help="As a table.")
@LANGUAGE
@click.option("--json", "as_json", is_flag=True, help="The rows of the table as JSON.")
def board(
    path: Path,
    on: datetime.date | None,
    since: datetime.date | None,
    tag: str,
    table: Path | None,
    language: str | None,
    as_json: bool,
) -> None:
    """Show how far an agreement is carried out, stipulation by stipulation.

    A side's claim and the mediation's finding stand apart, and shares are those of findings.
    """
    from goodoffices.agreement.board import board_at, board_changes, with_tag
    from goodoffices.report.board_in_words import board_csv, board_rows, board_text
    from goodoffices.report.wording import Wording

    check_target(table, "table", (".csv",))
    case, agreement = read_with_case(path)
    check_language(case, language)
    day, lives = day_and_lives(agreement, on, "--on")
    every = board_at(agreement, lives)
    known = sorted({one for line in every for one in line.owed.obligation.tags})
    if tag and tag not in known:
        raise click.UsageError(f'--tag: no stipulation has "{tag}". Tags are: {", ".join(known)}.')
    if since is not None and since >= day:
        raise click.UsageError("--since: name a day before that of --on.")
    lines = with_tag(every, tag)
    changes = None
    if since is not None:
        _, earlier = day_and_lives(agreement, since, "--since")
        changes = board_changes(with_tag(board_at(agreement, earlier), tag), lines)
    w = Wording(case, language)
    if as_json:
        shown = lines if changes is None else [one.after for one in changes]
        data = {"case": case.id, "on": day.isoformat(), "rows": board_rows(shown, w)}
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        click.echo(board_text(case, agreement, lines, day, language, changes), nl=False)
    if table is not None:
        # RFC 4180 ends each line with both characters.
        write_whole(table, board_csv(lines, w).replace("\r\n", "\n"), newline="\r\n")
        click.echo(f"The table: {table.absolute()}", err=True)


@click.command(
    short_help="The days of an agreement as a calendar: ends, and what is due.",
    epilog="Example: goodoffices agreement ics examples/ferry-strike agreement.ics",
)
@CASE
@click.argument("file", type=click.Path(path_type=Path))
@ON
@LANGUAGE
def ics(path: Path, file: Path, on: datetime.date | None, language: str | None) -> None:
    """Write the end of each text, and the last day of what is due, as a calendar FILE."""
    from goodoffices.formats.results.agreement_calendar import agreement_calendar
    from goodoffices.report.wording import Wording

    check_target(file, "calendar", (".ics",))
    case, agreement = read_with_case(path)
    check_language(case, language)
    day, lives = day_and_lives(agreement, on, "--on")
    written = agreement_calendar(
        agreement,
        lives,
        Wording(case, language),
        made_at=datetime.datetime.combine(day, datetime.time(), datetime.UTC),
        secret=hashlib.sha256(case.id.encode()).digest(),
    )
    # RFC 5545 ends each line with both characters.
    write_whole(file, written.replace("\r\n", "\n"), newline="\r\n")
    click.echo(f"The calendar: {file.absolute()}", err=True)
