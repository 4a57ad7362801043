"""The texts of a case in its other languages: written beside those of the first, in the draft."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from goodoffices.formats.ours.case_words import with_words, words_in
from goodoffices.formats.ours.edited_text import EditRefused
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.cases import changing
from goodoffices.office.cases.building import refuse_new_mistake
from goodoffices.office.cases.readings import read_case_draft
from goodoffices.office.computing.texts import case_or_faults
from goodoffices.office.languages import reader_language
from goodoffices.office.pages.drawing import page
from goodoffices.office.pages.form_data import form_data_of
from goodoffices.office.pages.forms import page_number
from goodoffices.office.pages.numbers import number_for_reader
from goodoffices.office.refusal import Refused
from goodoffices.report.languages import LANGUAGES, direction_of

#: Texts on one page: a form has so many fields at most. Characters of one text.
ON_A_PAGE, MOST_WORDS = 120, 4_000
#: What stands before the place of a text in the name of its field.
FIELD = "words:"


@door(read=Right.BUILD_CASE, write=Right.BUILD_CASE)
def case_words(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show the texts of the case in its first language beside those in another, and save these."""
    text = read_case_draft(view) or view.case_text
    case, _faults = view.compute(case_or_faults, text, reader_language())
    if case is None:
        return redirect("build", case_id=view.case_id)
    sent, languages = form_data_of(request), case.languages
    language = sent.get("language") or request.GET.get("language") or _suggested(languages)
    error: Exception | str = ""
    typed: dict[str, str] = {}
    if request.method == "POST":
        typed = {
            name.removeprefix(FIELD): sent.get(name).replace("\r\n", "\n").strip()
            for name in sent.fields
            if name.startswith(FIELD)
        }
        try:
            _save(view, text, language, typed, _shown(sent.get("shown")))
            messages.success(request, _("Saved in the draft."))
            here = urlencode({"language": language, "page": sent.get("page") or "1"})
            place = reverse("case_words", kwargs={"case_id": view.case_id})
            return redirect(f"{place}?{here}")
        except (EditRefused, Refused) as refusal:
            error = refusal
    pages = Paginator(view.compute(words_in, text, language), ON_A_PAGE)
    shown = pages.get_page(page_number(request) or 1)
    return page(
        request,
        view,
        "cases/words",
        422 if error else 200,
        error=error,
        language_written=language,
        direction_written=direction_of(language),
        first=languages[0],
        offered=_offered(languages, language),
        words=[(one, typed.get(one.place, one.words)) for one in shown],
        shown=json.dumps({one.place: one.words for one in shown}, ensure_ascii=False),
        number=shown.number,
        page_count=pages.num_pages,
        done=sum(bool(one.words) for one in pages.object_list),
        count=pages.count,
    )


def _save(
    view: CaseView, text: str, language: str, typed: Mapping[str, str], shown: Mapping[str, str]
) -> None:
    """Put what was typed into the draft. Raises `EditRefused`, `Refused`."""
    if any(len(words) > MOST_WORDS for words in typed.values()):
        most = number_for_reader(MOST_WORDS)
        raise Refused(_("A text has at most {most} characters.").format(most=most))
    new = view.compute(with_words, text, language, typed, shown)
    refuse_new_mistake(view, text, new)
    changing.keep_draft(view, new)


def _shown(sent: str) -> dict[str, str]:
    """Read what a page showed, as it sent it along; nothing where that is none."""
    try:
        found = json.loads(sent or "{}")
    except (ValueError, RecursionError):
        return {}
    texts = found.items() if isinstance(found, dict) else ()
    return {place: words for place, words in texts if isinstance(words, str)}


def _suggested(languages: Sequence[str]) -> str:
    """Choose the language to write in where none is named: the reader's, or another of the case."""
    wanted = (reader_language(), *languages[1:], *LANGUAGES)
    return next(one for one in wanted if one != languages[0])


def _offered(languages: Sequence[str], chosen: str) -> list[tuple[str, str]]:
    """List the languages to write in, with their own names: of the case, then of the office."""
    codes = dict.fromkeys([*languages[1:], *LANGUAGES, chosen])
    return [(code, LANGUAGES.get(code, code)) for code in codes if code != languages[0]]
