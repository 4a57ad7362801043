"""The pages of an agreement that lies before the sides: how it stands, signing, what happened."""

from __future__ import annotations

import uuid
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from goodoffices.formats.attachments.signed_pdf import SignedPdf, check_signed_pdf
from goodoffices.office.access.acting import AlreadyDone
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.agreement import commands
from goodoffices.office.agreement.addressed import addressed_agreement
from goodoffices.office.agreement.forms import (
    AgreementEventForm,
    SignatureForm,
    SignedElsewhereForm,
)
from goodoffices.office.agreement.in_words import agreement_in_words
from goodoffices.office.agreement.readings import (
    VersionPut,
    agreement_now,
    list_versions,
    newest_draft,
    version_to_sign,
)
from goodoffices.office.pages.drawing import attachment, page
from goodoffices.office.pages.form_page import acted
from goodoffices.office.pages.forms import new_idempotency_key
from goodoffices.office.record.passkeys import statement_options
from goodoffices.office.record.signing import sign_after
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import clock_and_chance

JSON = "application/json"


@door(read=Right.SEE_AGREEMENT)
def agreement(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show the agreement as it stands now: its clocks, who signed, what is owed, what happened."""
    put, waiting = agreement_now(view), version_to_sign(view)
    now = clock_and_chance.now()
    return page(
        request,
        view,
        "agreement/agreement",
        shown=None if put is None else agreement_in_words(view, put, now),
        waiting=None
        if waiting is None or waiting == put
        else agreement_in_words(view, waiting, now),
        can_come_back=waiting is not None,
        versions=list_versions(view),
        has_draft=view.may(Right.DRAFT_AGREEMENT) and newest_draft(view) is not None,
    )


@door(read=Right.SIGN, write=Right.SIGN)
def sign_agreement(request: HttpRequest, view: CaseView, part: str) -> HttpResponse:
    """Show a text to the byte, and sign it for one's side."""
    found = commands.find_text_to_sign(view, part)
    if found is None:
        raise Http404
    error: Refused | str = ""
    if request.method == "POST":
        try:
            sent = SignatureForm(request).read()
            commands.sign_text(
                view,
                part,
                sha256=sent["sha256"],
                once=sent["idempotency_key"],
                signature=sent["signature"],
            )
            if sent["signature"]:
                sign_after(view, clock_and_chance.now())
        except AlreadyDone:
            return redirect("agreement", case_id=view.case_id)
        except Refused as refusal:
            error = refusal
        else:
            messages.success(request, _("Your side signed. All parties read that in the record."))
            return redirect("agreement", case_id=view.case_id)
    put, one = found
    once = new_idempotency_key()
    statement = commands.signature_of(view, put, one, once)
    shown = agreement_in_words(view, put, clock_and_chance.now())
    return page(
        request,
        view,
        "agreement/sign",
        422 if error else 200,
        put=put,
        clock=next(clock for clock in shown.clocks if clock.id == one.id),
        statement=statement,
        passkey_options=statement_options(view, statement),
        once=once,
        error=error,
    )


@door(read=Right.SIGN)
def signature_file(
    request: HttpRequest, view: CaseView, part: str, once: uuid.UUID
) -> HttpResponse:
    """Give the file that a passkey signs."""
    found = commands.find_text_to_sign(view, part)
    if found is None:
        raise Http404
    return attachment(commands.signature_of(view, *found, once).file, "statement.json", JSON)


@door(read=Right.ENTER_EVENTS, write=Right.ENTER_EVENTS)
def agreement_event(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Enter what happened to the agreement, for all parties to read."""
    put = addressed_agreement(view)
    form = AgreementEventForm(request, view, put)

    def act() -> None:
        commands.enter_event(view, form.entered(), form.cleaned_data["idempotency_key"])

    def drawn(error: Refused | str = "") -> HttpResponse:
        if isinstance(error, Refused):
            form.show(error)
        status = 422 if error else 200
        return page(request, view, "agreement/event", status, form=form, error=error)

    if request.method != "POST":
        return drawn()
    return acted(
        request,
        view,
        act,
        drawn,
        done=_("It is entered; all parties read it."),
        leads_to="agreement",
    )


@door(read=Right.RELEASE, write=Right.RELEASE)
def agreement_paper(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Enter that a side signed elsewhere; a PDF that came back is checked first."""
    put = version_to_sign(view)
    if put is None:
        raise Http404
    form = SignedElsewhereForm(request, view, put)
    checked: list[SignedPdf] = []

    def act() -> None:
        sent = form.read()
        data = form.data_sent()
        if data:
            checked.append(_checked(view, put, sent["text"], data))
        commands.enter_signature(
            view,
            commands.SignedElsewhere(
                version=put.number,
                text=sent["text"],
                side=sent["side"],
                on=sent["on"],
                how=sent["how"],
                pdf=checked[0] if checked else None,
                is_looked_at=sent["is_looked_at"],
            ),
            sent["idempotency_key"],
        )

    draw = partial(_paper_page, request, view, form, checked)
    if request.method != "POST":
        return draw()
    return acted(
        request, view, act, draw, done=_("The signature is entered."), leads_to="agreement"
    )


def _paper_page(
    request: HttpRequest,
    view: CaseView,
    form: SignedElsewhereForm,
    checked: list[SignedPdf],
    error: Refused | str = "",
) -> HttpResponse:
    if isinstance(error, Refused):
        form.show(error)
    status = 422 if error else 200
    found = checked[0] if checked else None
    return page(request, view, "agreement/paper", status, form=form, error=error, checked=found)


def _checked(view: CaseView, put: VersionPut, text: str, data: bytes) -> SignedPdf:
    """Check a PDF in a process of its own. Raises `Refused` where none was put."""
    words = put.text(text)
    if words is None or not words.pdf:
        raise Refused(_("This text was put without a PDF, so none can be checked."), "pdf")
    return view.compute(check_signed_pdf, data, words.pdf)
