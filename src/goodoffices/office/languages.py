"""The languages of the office, and the words of a case in its reader's."""

from __future__ import annotations

from django.utils.translation import get_language

from goodoffices.case import Case
from goodoffices.report.wording import Wording


def reader_language() -> str:
    """Give the language in which the page of this request is written."""
    return get_language() or "en"


def wording_for_reader(case: Case) -> Wording:
    """Give the words of a case for whoever reads this page.

    What binds somebody, and what enters the record, is worded by ``Wording(case)``: in the language
    of the case that prevails.
    """
    return Wording(case, reader_language())
