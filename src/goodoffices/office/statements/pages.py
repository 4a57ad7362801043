"""The pages of joint statements: what is public, what waits, its approval, lines to take."""

from __future__ import annotations

import uuid
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.pages.drawing import attachment, page
from goodoffices.office.pages.form_page import acted, form_page
from goodoffices.office.pages.forms import new_idempotency_key
from goodoffices.office.record.passkeys import statement_options
from goodoffices.office.record.signing import sign_after
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import clock_and_chance
from goodoffices.office.statements import commands
from goodoffices.office.statements.forms import (
    LinesAnswerForm,
    LinesToTakeForm,
    StatementAnswerForm,
    StatementForm,
    TakeBackForm,
)
from goodoffices.office.statements.in_words import (
    about_statement,
    lines_in_words,
    statements_in_words,
    texts_shown,
)
from goodoffices.office.statements.publishing import files_of
from goodoffices.office.statements.readings import (
    approval_of,
    find_published,
    find_statement,
)
from goodoffices.record.publication import publication_zip

ZIP = "application/zip"


@door(read=Right.SEE_STATEMENTS)
def statements(request: HttpRequest, view: CaseView) -> HttpResponse:
    """List the statements that are public, and those that wait and that she may know."""
    return _drawn(request, view)


@door(read=Right.RELEASE, write=Right.RELEASE)
def new_statement(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Put a statement to sides for approval."""
    form = StatementForm(request, view)

    def act() -> None:
        new = form.statement()
        commands.put_statement(view, new, form.cleaned_data["idempotency_key"])

    return form_page(
        request,
        view,
        "statements/new",
        form,
        act,
        done=_("It is put to them. Until its hour nobody outside reads a letter of it."),
        leads_to="statements",
    )


@door(read=Right.ANSWER, write=Right.ANSWER)
def answer_statement(request: HttpRequest, view: CaseView, call: str) -> HttpResponse:
    """Show a statement to the byte, and approve it for one's side, or not."""
    found = find_statement(view, call)
    if found is None:
        raise Http404
    error: Refused | str = ""
    if request.method == "POST":
        try:
            sent = StatementAnswerForm(request).read()
            agrees = sent["agrees"] == "yes"
            commands.answer_statement(
                view,
                found.call.id,
                agrees=agrees,
                sha256=sent["sha256"],
                once=sent["idempotency_key"],
                signature=sent["signature"],
            )
            if sent["signature"] and agrees:
                sign_after(view, clock_and_chance.now())
        except Refused as refusal:
            error = refusal
        else:
            messages.success(
                request, _("Your answer is given. You can give another until the hour.")
            )
            return redirect("statements", case_id=view.case_id)
    once = new_idempotency_key()
    statement = approval_of(view, found, once)
    return page(
        request,
        view,
        "statements/answer",
        422 if error else 200,
        one=found,
        texts=texts_shown(found.asks["texts"]),
        about=about_statement(view, found),
        idempotency_key=once,
        statement=statement,
        passkey_options=statement_options(view, statement),
        error=error,
    )


@door(read=Right.ANSWER)
def approval_file(request: HttpRequest, view: CaseView, call: str, once: uuid.UUID) -> HttpResponse:
    """Give the statement that an approval signs, under the id that its page gave it."""
    found = find_statement(view, call)
    if found is None:
        raise Http404
    content = approval_of(view, found, once).file
    return attachment(content, "statement.json", "application/json")


@door(write=Right.RELEASE)
def take_back_statement(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Take a statement back before its hour."""

    def act() -> None:
        sent = TakeBackForm(request).read()
        commands.take_back_statement(view, sent["taken_back"], sent["idempotency_key"])

    done = _("It is taken back. The approvals are void.")
    drawn = partial(_drawn, request, view)
    return acted(request, view, act, drawn, done=done, leads_to="statements")


@door(read=Right.SEE_STATEMENTS)
def statement_folder(request: HttpRequest, view: CaseView, statement: str) -> HttpResponse:
    """Give the signed folder of a public statement, for any web server."""
    found = find_published(view, statement)
    if found is None:
        raise Http404
    return attachment(publication_zip(files_of(found)), f"statement-{found.id[:8]}.zip", ZIP)


@door(read=Right.SEE_ITEMS, write=Right.RELEASE)
def lines(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show the lines to take, and write some."""
    form = LinesToTakeForm(request, view) if view.may(Right.RELEASE) else None

    def act() -> None:
        if form is not None:
            sent = form.read()
            key = sent["idempotency_key"]
            commands.put_lines(view, sent["to"], sent["round"], sent["lines"], key)

    return form_page(
        request,
        view,
        "statements/lines",
        form,
        act,
        done=_("They have the lines. Each reads its own alone."),
        leads_to="lines",
        lines=lines_in_words(view),
    )


@door(write=Right.ANSWER)
def answer_lines(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Agree to the lines to take of one's side, or not."""

    def act() -> None:
        sent = LinesAnswerForm(request).read()
        agrees = sent["agrees"] == "yes"
        commands.answer_lines(
            view, sent["lines_of"], agrees=agrees, idempotency_key=sent["idempotency_key"]
        )

    def drawn(error: Refused) -> HttpResponse:
        listed = lines_in_words(view)
        return page(request, view, "statements/lines", 422, form=None, lines=listed, error=error)

    done = _("The mediation has your answer.")
    return acted(request, view, act, drawn, done=done, leads_to="lines")


def _drawn(request: HttpRequest, view: CaseView, error: Refused | str = "") -> HttpResponse:
    context = {"shown": statements_in_words(view), "error": error}
    return page(request, view, "statements/statements", 422 if error else 200, **context)
