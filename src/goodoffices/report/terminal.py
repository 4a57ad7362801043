"""A report in the terminal: 80 columns, no boxes, colour only where the output is a terminal."""

from __future__ import annotations

from io import StringIO
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text as RichText

from goodoffices.report.content import Report, Section, Table
from goodoffices.report.languages import Language

#: Rows of a frontier table that a terminal shows; the page has all of them.
ROWS_SHOWN = 30
#: Letters up to which the name of a row is kept on one line.
SHORT_NAME = 14


def print_report(
    report: Report,
    stream: TextIO,
    *,
    plain: bool = False,
    whole: bool = True,
    width: int | None = None,
) -> None:
    """Print a report.

    ``plain`` leaves out styles and tables' rules, for pipes and screen readers. ``whole``: also
    what stands behind the answer, and the table of each drawing.
    """
    styled = not plain and stream.isatty()
    target = stream if styled else StringIO()
    console = Console(
        file=target,
        width=width or (None if styled else 80),
        no_color=not styled,
        highlight=False,
        soft_wrap=False,
        force_terminal=styled,
        emoji=False,
        markup=False,
    )
    print_on(console, report, whole=whole)
    if isinstance(target, StringIO):
        # Rows are padded to the width of the page; a pipe should not get the blanks.
        stream.write("\n".join(line.rstrip() for line in target.getvalue().splitlines()) + "\n")


def print_on(console: Console, report: Report, *, whole: bool = True) -> None:
    """Print a report on a console, ``whole`` or without what stands behind the answer."""
    w = Language(report.language)
    console.print(RichText(report.title, style="bold"))
    if report.mark:
        console.print(RichText(f"[{report.mark}]", style="italic"))
    console.print()
    console.print(RichText(report.lead, style="bold"))
    for line in report.rests_on:
        console.print(RichText(line, style="dim"))
    for number, section in enumerate(report.sections, 1):
        if whole or not section.is_detail:
            _section(console, number, section, w, whole=whole)
    console.print()
    tables = [] if whole else [c.table.caption for s in report.sections for c in s.charts]
    behind = [] if whole else [*tables, *(s.heading for s in report.details)]
    if behind:
        text = w._("With --full there is more: {listed}")
        console.print(RichText(text.format(listed=w.semicolons(behind)), style="dim"))
    for line in report.footer:
        console.print(RichText(line, style="dim"))


def _section(console: Console, number: int, section: Section, w: Language, *, whole: bool) -> None:
    console.print()
    console.print(RichText(f"{number}. {section.heading}", style="bold"))
    for paragraph in section.paragraphs:
        console.print(RichText(paragraph))
    for bullet in section.bullets:
        _bullet(console, bullet)
    for chart in section.charts:
        console.print(RichText(chart.summary))
        if whole:
            _table(console, chart.table, w)
    for table in section.tables:
        _table(console, table, w)
    for line in section.closing:
        console.print(RichText(line))


def _bullet(console: Console, words: str) -> None:
    grid = RichTable.grid(padding=(0, 1))
    grid.add_column(width=1)
    grid.add_column(ratio=1)
    grid.add_row("-", RichText(words))
    console.print(Padding(grid, (0, 0, 0, 1)))


def _table(console: Console, table: Table, w: Language) -> None:
    table = table.marked()
    console.print()
    console.print(RichText(table.caption, style="italic"))
    drawn = RichTable(
        box=None, pad_edge=False, show_edge=False, padding=(0, 2, 0, 0), header_style="dim"
    )
    widths = _widths(table, console.width)
    for position, name in enumerate(table.columns):
        right = position in table.numeric
        drawn.add_column(
            name,
            justify="right" if right else "left",
            overflow="fold",
            no_wrap=False,
            width=widths[position],
        )
    shown = _shown(table)
    for i in shown:
        style = "bold" if i in table.emphasised else ""
        drawn.add_row(*(RichText(cell) for cell in table.rows[i]), style=style)
    console.print(Padding(drawn, (0, 0, 0, 2)))
    if len(shown) < len(table.rows):
        text = w._("({n} of {all} rows of the page)").format(
            n=w.number(len(shown)), all=w.number(len(table.rows))
        )
        console.print(RichText(f"  {text}", style="dim"))
    if table.note:
        console.print(RichText(table.note, style="dim"))


def _widths(table: Table, width: int) -> list[int]:
    """Give the widths of columns, so that words break only where they must.

    Each column has at least its longest word; what is left goes to those that would use it.
    """
    columns = list(zip(table.columns, *table.rows, strict=True))
    wanted = [max(map(len, cells)) for cells in columns]
    longest = [max((len(w) for c in cells for w in c.split()), default=1) for cells in columns]
    # A short name of a row is not broken.
    longest[0] = max(longest[0], min(wanted[0], SHORT_NAME))
    room, widest = width - 2 - 2 * len(columns), max(longest)
    while widest > 1 and sum(min(n, widest) for n in longest) > room:
        widest -= 1
    widths = [min(n, widest) for n in longest]
    for _ in range(max(0, room - sum(widths))):
        short = [k for k, n in enumerate(widths) if n < wanted[k]]
        if not short:
            break
        widths[max(short, key=lambda k: wanted[k] / widths[k])] += 1
    return widths


def _shown(table: Table) -> list[int]:
    n = len(table.rows)
    if n <= ROWS_SHOWN:
        return list(range(n))
    spread = {round(i * (n - 1) / (ROWS_SHOWN - 1)) for i in range(ROWS_SHOWN)}
    return sorted(spread | set(table.emphasised))
