"""The parts of a report: paragraphs, tables, charts.

Terminal and page are drawn from the same content.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from urllib.parse import quote


@dataclass(frozen=True, kw_only=True)
class Table:
    """Facts in rows.

    ``numeric``: positions of columns that hold numbers. ``mark``: shown with the caption.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()
    emphasised: frozenset[int] = frozenset()
    note: str = ""
    mark: str = ""
    mark_heading: str = "basis"

    def marked(self) -> Table:
        """Give the table with its mark in each row, in a last column.

        It is the table itself where there is no mark.
        """
        if not self.mark:
            return self
        rows = tuple((*row, self.mark) for row in self.rows)
        return replace(self, columns=(*self.columns, self.mark_heading), rows=rows, mark="")


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A drawing with the finding as its title, and the same said twice more.

    Two sentences say it, and a table of the same facts.
    """

    title: str
    svg: str
    summary: str
    table: Table
    mark: str = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    """A question and its answer: sentences, lists, charts, tables, in this order.

    ``id``: its name in addresses, unique in its report. ``is_detail``: it stands behind the answer;
    the terminal prints it where the whole report is asked for.
    """

    id: str
    heading: str
    paragraphs: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()
    closing: tuple[str, ...] = ()
    is_detail: bool = False


@dataclass(frozen=True, kw_only=True)
class Report:
    """A whole report.

    ``lead`` is the answer in a sentence, ``rests_on`` what it rests on; both come first.
    ``is_paper``: printed small, on two pages at most.
    """

    title: str
    language: str
    lead: str
    rests_on: tuple[str, ...]
    sections: tuple[Section, ...]
    footer: tuple[str, ...] = ()
    mark: str = ""
    direction: str = field(default="ltr")
    is_paper: bool = False

    @property
    def details(self) -> tuple[Section, ...]:
        """List the sections that stand behind the answer."""
        return tuple(one for one in self.sections if one.is_detail)

    def details_last(self) -> Report:
        """Give the report with the answer first and what stands behind it after that."""
        return replace(self, sections=tuple(sorted(self.sections, key=lambda s: s.is_detail)))

    def section(self, section: str) -> Section:
        """Find a section by its id. Raises KeyError."""
        return {one.id: one for one in self.sections}[section]


def section_id(about: str, name: str) -> str:
    """Make the id of a section about something that has a name.

    Other names give other ids.
    """
    return f"{about}-{quote(name, safe='')}"
