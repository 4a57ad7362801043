"""The pages of the draft of an agreement's terms, for the mediation alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from goodoffices.agreement import Agreement, AgreementKind
from goodoffices.formats.ours.agreement_editing import add_obligation, remove_term, set_clock
from goodoffices.formats.ours.new_agreement import from_earlier, new_agreement, terms_alone
from goodoffices.office.access.acting import AlreadyDone
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.paper_heads import PackageHead
from goodoffices.office.access.rights import Right
from goodoffices.office.agreement import drafting
from goodoffices.office.agreement.addressed import addressed_agreement
from goodoffices.office.agreement.drafting_forms import (
    BasedOnForm,
    BeginTermsForm,
    ClockForm,
    ObligationForm,
    TermRemovalForm,
    TermsFileForm,
)
from goodoffices.office.agreement.readings import (
    DraftOfTerms,
    list_versions,
    newest_draft,
)
from goodoffices.office.computing.agreement_texts import (
    agreement_from,
    typed_words,
    weak_points_of,
)
from goodoffices.office.languages import reader_language, wording_for_reader
from goodoffices.office.pages.drawing import attachment, page
from goodoffices.office.pages.form_page import acted
from goodoffices.office.papers.packages import names_of_drafts, whole_packages
from goodoffices.office.refusal import Refused
from goodoffices.office.texts import commands as texts
from goodoffices.office.texts.readings import find_text, list_texts
from goodoffices.report.agreement_document import (
    agreement_paragraphs,
    terms_not_in_text,
    words_without_term,
)
from goodoffices.report.comparison_of_terms import compared_in_words
from goodoffices.report.obligations_in_words import weak_point_words
from goodoffices.report.terms_in_words import TermWords

YAML = "application/yaml; charset=utf-8"


@door(read=Right.DRAFT_AGREEMENT, write=Right.DRAFT_AGREEMENT)
def agreement_draft(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show the draft, what is weak in it, and begin one from a package."""
    packages = whole_packages(view, view.papers(PackageHead))
    draft = newest_draft(view)
    zone = timezone.get_current_timezone_name()
    based_on = 0 if draft is None else draft.version
    form = BeginTermsForm(request, names_of_drafts(packages), zone, based_on)

    def act() -> None:
        sent = form.read_draft()
        structure = new_agreement(
            view.case,
            AgreementKind(sent["kind"]),
            packages[sent["package"]],
            zone=sent["zone"],
            starts=sent["starts"],
        )
        drafting.save_draft(view, structure, sent["based_on"], sent["idempotency_key"])

    draw = partial(_draft_page, request, view, draft, form)
    if request.method != "POST":
        return draw()
    done = _("The draft is begun. Say who owes what under each article.")
    return acted(request, view, act, draw, done=done, leads_to="agreement_draft")


def _draft_page(
    request: HttpRequest,
    view: CaseView,
    draft: DraftOfTerms | None,
    form: BeginTermsForm,
    error: Refused | str = "",
) -> HttpResponse:
    if isinstance(error, Refused):
        form.show(error)
    status = 422 if error else 200
    return page(
        request,
        view,
        "agreement/draft",
        status,
        form=form,
        error=error,
        draft=draft,
        **({} if draft is None else _draft_shown(request, view, draft)),
    )


def _draft_shown(request: HttpRequest, view: CaseView, draft: DraftOfTerms) -> dict[str, object]:
    w = wording_for_reader(view.case)
    agreement = _read(view, draft)
    words = TermWords(agreement, w)
    points = view.read(weak_points_of, draft.structure, view.case, reader_language())
    versions = list_versions(view)
    return {
        "name": w.text(agreement.name),
        "points": [weak_point_words(one, words) for one in points],
        "texts": [
            {
                "name": w.text(text.name),
                "clock": list(words.clock(text)),
                "articles": _articles(agreement, text.id, words),
                "paragraphs": _paragraphs(view, agreement, text.id),
            }
            for text in agreement.texts
        ],
        "clock_form": ClockForm(request, view, agreement, draft.version),
        "kept_texts": [(one.id, one.title) for one in list_texts(view)],
        "compared": compared_in_words(versions[0].terms, agreement, w) if versions else [],
        "last_put": versions[0].number if versions else 0,
        "is_put": bool(versions) and versions[0].document.structure == terms_alone(draft.structure),
    }


def _articles(agreement: Agreement, text: str, words: TermWords) -> list[dict[str, object]]:
    """List the articles of a text, each with its words, obligations and powers."""
    w = words.w
    found = next(one for one in agreement.texts if one.id == text)
    known = [(one.id, w.text(one.heading), one.words) for one in agreement.articles]
    listed: list[dict[str, object]] = []
    for name, heading, said in (*known, ("", _("Under no article"), None)):
        terms = [
            (one.id, words.obligation(one)) for one in found.obligations if one.article == name
        ]
        terms += [(one.id, words.power(one)) for one in found.powers if one.article == name]
        if name or terms:
            shown = "" if said is None else w.text(said)
            listed.append({"heading": heading, "words": shown, "terms": terms})
    return listed


def _read(view: CaseView, draft: DraftOfTerms) -> Agreement:
    return view.read(agreement_from, draft.structure, view.case, reader_language())


@door(read=Right.DRAFT_AGREEMENT, write=Right.DRAFT_AGREEMENT)
def agreement_term(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Add an obligation to the draft."""
    draft = drafting.draft_to_change(view)
    agreement = _read(view, draft)
    form = ObligationForm(request, view, agreement, draft.version)

    def act() -> None:
        obligation = form.obligation()
        sent = form.cleaned_data
        drafting.change_draft(
            view,
            lambda text: add_obligation(text, sent["text"], obligation),
            sent["based_on"],
            sent["idempotency_key"],
        )

    def drawn(error: Refused | str = "") -> HttpResponse:
        if isinstance(error, Refused):
            form.show(error)
        status = 422 if error else 200
        return page(request, view, "agreement/term", status, form=form, error=error)

    if request.method != "POST":
        return drawn()
    done = _("The obligation is in the draft.")
    return acted(request, view, act, drawn, done=done, leads_to="agreement_draft")


@door(write=Right.DRAFT_AGREEMENT)
def remove_agreement_term(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Take a term out of the draft."""
    sent = TermRemovalForm(request).read()
    return _changed(
        request,
        view,
        lambda: drafting.change_draft(
            view,
            lambda text: remove_term(text, sent["term"]),
            sent["based_on"],
            sent["idempotency_key"],
        ),
        _("The term is out of the draft."),
    )


@door(write=Right.DRAFT_AGREEMENT)
def set_agreement_clock(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Set when a text takes effect, how long it lasts, how it is renewed and left."""
    draft = drafting.draft_to_change(view)
    form = ClockForm(request, view, _read(view, draft), draft.version)
    name, clock = form.clock()
    sent = form.cleaned_data
    return _changed(
        request,
        view,
        lambda: drafting.change_draft(
            view,
            lambda text: set_clock(text, name, clock),
            sent["based_on"],
            sent["idempotency_key"],
        ),
        _("The clock is set."),
    )


def _changed(
    request: HttpRequest, view: CaseView, act: Callable[[], None], done: str
) -> HttpResponse:
    """Do what a small form of the draft asks for, and lead back to it. Raises `Refused`."""
    try:
        act()
    except AlreadyDone:
        return redirect("agreement_draft", case_id=view.case_id)
    messages.success(request, done)
    return redirect("agreement_draft", case_id=view.case_id)


@door(write=Right.DRAFT_AGREEMENT)
def draft_from_earlier(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Begin the draft anew from the agreement that lies before the parties."""
    sent = BasedOnForm(request).read()
    put = addressed_agreement(view)
    structure = from_earlier(put.document.structure)
    return _changed(
        request,
        view,
        lambda: drafting.save_draft(view, structure, sent["based_on"], sent["idempotency_key"]),
        _("The draft has the terms of the earlier agreement, without what happened to it."),
    )


@door(read=Right.DRAFT_AGREEMENT, write=Right.DRAFT_AGREEMENT)
def agreement_source(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Type the whole file of the terms, or paste one."""
    draft = newest_draft(view)
    form = TermsFileForm(
        request,
        initial={
            "structure": "" if draft is None else draft.structure,
            "based_on": 0 if draft is None else draft.version,
        },
    )

    def act() -> None:
        sent = form.read()
        drafting.save_draft(view, sent["structure"], sent["based_on"], sent["idempotency_key"])

    def drawn(error: Refused | str = "") -> HttpResponse:
        if isinstance(error, Refused):
            form.show(error)
        status = 422 if error else 200
        return page(request, view, "agreement/source", status, form=form, error=error)

    if request.method != "POST":
        return drawn()
    done = _("The draft is saved.")
    return acted(request, view, act, drawn, done=done, leads_to="agreement_draft")


@door(read=Right.DRAFT_AGREEMENT)
def agreement_draft_file(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Give the file of the draft."""
    draft = drafting.draft_to_change(view)
    return attachment(draft.structure.encode(), "agreement.yaml", YAML)


@door(read=Right.RELEASE, write=Right.RELEASE)
def put_terms(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Put the draft to all parties, to be signed."""
    draft = drafting.draft_to_change(view)
    form = BasedOnForm(request, initial={"based_on": draft.version})

    def act() -> None:
        sent = form.read()
        drafting.put_version(view, sent["based_on"], sent["idempotency_key"])

    def drawn(error: Refused | str = "") -> HttpResponse:
        w = wording_for_reader(view.case)
        agreement = _read(view, draft)
        points = view.read(weak_points_of, draft.structure, view.case, reader_language())
        words = TermWords(agreement, w)
        shown: Mapping[str, object] = {
            "draft": draft,
            "points": [weak_point_words(one, words) for one in points],
            "texts": [
                (w.text(text.name), _paragraphs(view, agreement, text.id))
                for text in agreement.texts
            ],
        }
        status = 422 if error else 200
        return page(request, view, "agreement/put", status, form=form, error=error, **shown)

    if request.method != "POST":
        return drawn()
    done = _("It lies before all parties now, to be signed.")
    return acted(request, view, act, drawn, done=done, leads_to="agreement")


def _paragraphs(view: CaseView, agreement: Agreement, text: str) -> list[tuple[bool, str]]:
    found = next(one for one in agreement.texts if one.id == text)
    made = agreement_paragraphs(view.case, agreement, found)
    return [(one.is_heading, one.words) for one in made]


@door(write=Right.WRITE_TEXTS)
def text_of_terms(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Make a single text of the draft, which is then typed and handed out as any other."""
    draft = drafting.draft_to_change(view)
    sent = BasedOnForm(request).read()
    agreement = _read(view, draft)
    body = typed_words(agreement_paragraphs(view.case, agreement, agreement.texts[0]))
    try:
        name = texts.begin_text(view, draft.title, body, sent["idempotency_key"])
    except AlreadyDone:
        return redirect("texts", case_id=view.case_id)
    messages.success(
        request, _("The text is made. What you change there is shown against the terms.")
    )
    return redirect("text", case_id=view.case_id, text=name)


@door(read=Right.DRAFT_AGREEMENT)
def agreement_text_check(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show where a single text no longer says what the terms say, and the other way round."""
    draft = drafting.draft_to_change(view)
    found = find_text(view, request.GET.get("text", ""))
    missing, more = [], []
    if found is not None:
        agreement = _read(view, draft)
        made = agreement_paragraphs(view.case, agreement, agreement.texts[0])
        typed = found.newest.words
        missing = [one.words for one in terms_not_in_text(made, typed)]
        more = words_without_term(made, typed)
    return page(
        request,
        view,
        "agreement/text_check",
        found=found,
        missing=missing,
        more=more,
        kept_texts=[(one.id, one.title) for one in list_texts(view)],
    )
