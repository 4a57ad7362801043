"""Versions and copies as files: plain text, PDF, Word; each page of a copy bears its code."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest, HttpResponse

from goodoffices.formats.documents.errors import FormatNotSupported
from goodoffices.formats.results.text_documents import TextDocument, text_docx, text_pdf
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.pages.drawing import attachment, page
from goodoffices.office.texts.in_words import as_plain_text
from goodoffices.office.texts.pages import found_text
from goodoffices.office.texts.readings import TextRead, VersionOfText
from goodoffices.report.wording import Wording

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: How a version is written as a document, and as what it is given, by its ending.
DOCUMENTS: Mapping[str, tuple[Callable[[TextDocument], bytes], str]] = {
    "pdf": (text_pdf, "application/pdf"),
    "docx": (text_docx, WORD),
}


@door(read=Right.SEE_TEXTS)
def text_file(request: HttpRequest, view: CaseView, text: str, number: int) -> HttpResponse:
    """Give a version as plain text, with brackets as brackets."""
    found, version = _found(view, text, number)
    return attachment(as_plain_text(found, version).encode(), f"text-{number}.txt")


@door(read=Right.SEE_TEXTS)
def text_document(
    request: HttpRequest, view: CaseView, text: str, number: int, ending: str
) -> HttpResponse:
    """Give a version as a document, made for its reader: the same bytes each time."""
    found, version = _found(view, text, number)
    if ending not in DOCUMENTS:
        raise Http404
    write, kind = DOCUMENTS[ending]
    try:
        content = view.compute(write, _document(view, found, version))
    except FormatNotSupported as fault:
        return page(request, view, "refused", 409, message=str(fault))
    return attachment(content, f"text-{number}.{ending}", kind)


def _found(view: CaseView, text: str, number: int) -> tuple[TextRead, VersionOfText]:
    found = found_text(view, text)
    version = found.version(number)
    if version is None:
        raise Http404
    return found, version


def _document(view: CaseView, text: TextRead, version: VersionOfText) -> TextDocument:
    # A file says the same to each reader of a copy: in the first language of the case.
    w = Wording(view.case)
    if version.code:
        words = w._("Copy {code} of {party}")
        mark = words.format(code=version.code, party=w.party(view.side.party))
    else:
        mark = w._("Version {number}, of the mediation").format(number=version.number)
    return TextDocument(
        title=text.title,
        mark=mark,
        paragraphs=tuple(version.paragraphs),
        sponsors={one: w.party(one) for one in view.case.party_ids},
        language=w.language,
        direction=_direction_of(version.body) or w.direction,
    )


def _direction_of(words: str) -> str:
    """Tell in which direction a text runs, by its first letter; empty where it has none."""
    kinds = (unicodedata.bidirectional(one) for one in words)
    first = next((one for one in kinds if one in ("L", "R", "AL")), "")
    return {"": "", "L": "ltr"}.get(first, "rtl")
