"""A report as one self-contained page: no script, no outside request, light, dark and print."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from goodoffices.report.content import Report


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("goodoffices.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # Charts are made by `charts`, which escapes every word in them.
    environment.filters["drawn"] = Markup
    return environment


def render_body(report: Report, prefix: str, of: str) -> str:
    """Draw the list of sections and the sections alone, as HTML.

    It is for a page that brings its own head and style. ``prefix`` of ids and ``of`` behind the
    names of tables tell several reports on one page apart.
    """
    return (
        _environment()
        .get_template("report_body.html")
        .render(report=report, prefix=prefix, of=f" ({of})", before=0, tag="h2")
    )


def render_section(report: Report, section: str) -> str:
    """Draw one section alone, by its id, as a page of its own. Raises KeyError.

    It keeps its number in the report.
    """
    alone = replace(report, sections=(report.section(section),))
    number = report.sections.index(alone.sections[0]) + 1
    return (
        _environment()
        .get_template("report_body.html")
        .render(report=alone, prefix="", of="", before=number - 1, tag="h1")
    )


def render_page(report: Report, version: str) -> str:
    """Write the whole text of the page."""
    return (
        _environment()
        .get_template("report.html")
        .render(report=report, version=version, prefix="", of="", before=0, tag="h2")
    )
