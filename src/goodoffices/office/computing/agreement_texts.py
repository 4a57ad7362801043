"""Reads the terms of an agreement and makes its texts: in a process of its own (`pool`).

It knows no database and no key.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from goodoffices.agreement import Agreement, WeakPoint, weak_points
from goodoffices.case import Case
from goodoffices.formats.documents.errors import CaseFileError, FormatNotSupported
from goodoffices.formats.ours.agreement_reader import read_agreement
from goodoffices.formats.ours.new_agreement import terms_alone
from goodoffices.formats.results.text_documents import TextDocument, text_docx, text_pdf
from goodoffices.office.computing.texts import case_from, in_lines
from goodoffices.office.refusal import Refused
from goodoffices.procedure.text import read_text
from goodoffices.report.agreement_document import TermParagraph, agreement_paragraphs
from goodoffices.report.languages import Language
from goodoffices.report.wording import Wording

#: Characters of the file of an agreement that an office holds.
MOST_STRUCTURE = 300_000


@dataclass(frozen=True, kw_only=True)
class PutText:
    """One text of an agreement as it is put: its words, and its PDF (empty where none was made)."""

    words: str
    pdf: bytes

    @property
    def sha256(self) -> str:
        """Give the digest of its words, which people sign: hexadecimal."""
        return hashlib.sha256(self.words.encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class PutDocument:
    """All that is put with a version: the case as it was, the file of the terms, each text."""

    case: str
    structure: str
    texts: Mapping[str, PutText]

    @property
    def written(self) -> str:
        """Write it as one text, which is kept beside the log."""
        texts = {
            name: {"words": one.words, "pdf": base64.b64encode(one.pdf).decode()}
            for name, one in self.texts.items()
        }
        whole = {"case": self.case, "structure": self.structure, "texts": texts}
        return json.dumps(whole, ensure_ascii=False)

    @classmethod
    def read(cls, written: str) -> PutDocument:
        """Read what `written` wrote."""
        data = json.loads(written)
        texts = {
            name: PutText(words=one["words"], pdf=base64.b64decode(one["pdf"]))
            for name, one in data["texts"].items()
        }
        return cls(case=data["case"], structure=data["structure"], texts=texts)


def agreement_from(case: Case, language: str, text: str) -> Agreement:
    """Read the terms of an agreement. Raises `Refused` in the words of a language."""
    w = Language(language)
    if len(text) > MOST_STRUCTURE:
        words = w._("The file of an agreement has at most {most} characters.")
        raise Refused(words.format(most=w.number(MOST_STRUCTURE)))
    try:
        return read_agreement(text, case)
    except CaseFileError as fault:
        raise Refused(in_lines(fault, language)) from None


def weak_points_of(case: Case, language: str, text: str) -> list[WeakPoint]:
    """List the weak points of an agreement's terms. Raises `Refused`."""
    return weak_points(agreement_from(case, language, text), case)


def document_to_put(case_text: str, language: str, draft: str) -> PutDocument:
    """Make what is put of a draft: its terms alone, and its texts. Raises `Refused`.

    They are in the case's first language: what binds hangs on nobody's own.
    """
    case = case_from(case_text, language)
    agreement_from(case, language, draft)
    structure = terms_alone(draft)
    agreement = agreement_from(case, language, structure)
    texts = {}
    for one in agreement.texts:
        paragraphs = agreement_paragraphs(case, agreement, one)
        words = typed_words(paragraphs)
        title = Wording(case).text(one.name)
        try:
            pdf = agreement_pdf(case, title, words)
        except FormatNotSupported:
            pdf = b""
        texts[one.id] = PutText(words=words, pdf=pdf)
    return PutDocument(case=case_text, structure=structure, texts=texts)


def typed_words(paragraphs: list[TermParagraph]) -> str:
    """Write the paragraphs of a text as one, as they are typed."""
    return "\n\n".join(one.typed for one in paragraphs) + "\n"


def agreement_pdf(case: Case, title: str, words: str) -> bytes:
    """Typeset the words of a text. Raises `FormatNotSupported`."""
    return text_pdf(_document(case, title, words))


def agreement_docx(case: Case, title: str, words: str) -> bytes:
    """Write the words of a text for Word. Raises `FormatNotSupported`."""
    return text_docx(_document(case, title, words))


def _document(case: Case, title: str, words: str) -> TextDocument:
    w = Wording(case)
    return TextDocument(
        title=title,
        mark="",
        paragraphs=tuple(read_text(words, {})),
        sponsors={},
        language=w.language,
        direction=w.direction,
    )
