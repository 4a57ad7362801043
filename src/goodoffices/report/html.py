"""A report as one self-contained page: no script, no outside request, light, dark and print."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from goodoffices.report.content import Report
from goodoffices.report.languages import Language


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
    return _drawn("report_body.html", report, prefix=prefix, of=f" ({of})")


def render_section(report: Report, section: str) -> str:
    """Draw one section alone, by its id, as a page of its own. Raises KeyError.

    It keeps its number in the report.
    """
    alone = replace(report, sections=(report.section(section),))
    number = report.sections.index(alone.sections[0]) + 1
    return _drawn("report_body.html", alone, before=number - 1, tag="h1")


def render_page(report: Report, version: str) -> str:
    """Write the whole text of the page."""
    return _drawn("report.html", report, version=version)


def _drawn(template: str, report: Report, **more: Any) -> str:
    """Fill a template with a report, and with the words around it in the report's language."""
    values = {"prefix": "", "of": "", "before": 0, "tag": "h2", **more}
    translate = Language(report.language)._
    return _environment().get_template(template).render(report=report, _=translate, **values)
