"""Typeset pages for paper with Typst.

Its compiler comes with the extra ``paper``. The same words give the same bytes.
"""

from __future__ import annotations

import dataclasses
import importlib.util
import json
from pathlib import Path
from typing import Any

from goodoffices.formats.documents.errors import FormatNotSupported
from goodoffices.formats.results.report_json import in_light_colours, report_as_data
from goodoffices.report import Report
from goodoffices.report.content import Chart
from goodoffices.report.questionnaire import Questionnaire

TEMPLATES = Path(__file__).parent / "typst"
#: Faces in order; the first that has a letter is used. Those of Typst itself, and for Arabic script
#: one that a package ships.
FACES = ("Libertinus Serif", "DejaVu Sans Mono")
ARABIC_FACE, ARABIC_PACKAGE = "Amiri", "fontpkg-amiri"


def questionnaire_pdf(questionnaire: Questionnaire) -> bytes:
    """Typeset a questionnaire as PDF.

    Raises `FormatNotSupported` where the compiler or a face for the script is missing.
    """
    return compiled("questionnaire.typ", dataclasses.asdict(questionnaire), questionnaire.direction)


def report_pdf(report: Report) -> bytes:
    """Typeset a report as PDF (A4), with its charts. Raises `FormatNotSupported` likewise."""
    data = report_as_data(report)
    for section in data["sections"]:
        for chart in section["charts"]:
            chart["svg"] = _on_paper(chart["svg"])
    return compiled("report.typ", data, report.direction)


def chart_png(chart: Chart, direction: str = "ltr") -> bytes:
    """Draw a chart as a picture, about 1000 pixels wide. Raises `FormatNotSupported` likewise."""
    data = {"title": chart.title, "mark": chart.mark, "svg": _on_paper(chart.svg)}
    return compiled("chart.typ", data, direction, format="png", ppi=200)


def _on_paper(svg: str) -> str:
    """Give a drawing the colours of a light page and a face that the compiler brings."""
    return in_light_colours(svg).replace("ui-sans-serif,system-ui,sans-serif", FACES[0])


def compiled(template: str, data: dict[str, Any], direction: str, **how: Any) -> bytes:
    """Typeset a template of `TEMPLATES` with its data. Raises `FormatNotSupported` likewise."""
    try:
        import typst
    except ImportError:
        raise FormatNotSupported(
            "PDF",
            "the package typst is missing: install Good Offices with its extra in an "
            "environment of your own (pip install '.[paper]') and run goodoffices from there.",
        ) from None
    faces, folders = list(FACES), _folders_of_faces()
    if folders:
        faces.insert(0 if direction == "rtl" else 1, ARABIC_FACE)
    elif direction == "rtl":
        raise FormatNotSupported(
            "PDF",
            f"no face for this script is here. Install the package {ARABIC_PACKAGE} "
            "(pip install '.[paper]' brings it).",
        )
    inputs = {"data": json.dumps({**data, "fonts": faces}, ensure_ascii=False)}
    made: bytes = typst.compile(
        TEMPLATES / template,
        sys_inputs=inputs,
        ignore_system_fonts=True,
        font_paths=folders,
        timestamp=0,
        **how,
    )
    return made


def _folders_of_faces() -> list[Path]:
    """Find the folder of the face for Arabic script; none where its package is not installed."""
    found = importlib.util.find_spec(ARABIC_PACKAGE.replace("-", "_"))
    places = [] if found is None else found.submodule_search_locations or []
    return [Path(place) / "files" for place in places]
