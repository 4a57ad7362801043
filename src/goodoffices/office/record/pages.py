"""The record: its entries in words, whether their order holds, and its logs as files."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from goodoffices.office.access.acting import AlreadyDone, doing_once
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.pages.drawing import attachment, page
from goodoffices.office.pages.forms import INCOMPLETE, page_number
from goodoffices.office.pages.qr_code import qr_code
from goodoffices.office.record.destroying import destroy_entry, may_be_destroyed
from goodoffices.office.record.forms import ApprovalForm, DayForm, DestructionForm
from goodoffices.office.record.in_words import entry_sentence, how_attested
from goodoffices.office.record.passkeys import (
    SIGNED_BEFORE,
    approval_options,
    approve_checkpoint,
    list_signed,
    may_approve,
)
from goodoffices.office.record.readings import (
    find_checkpoint,
    find_departures,
    find_last_checkpoints,
    name_logs,
    read_bundle_of,
    read_entry_page,
    read_logs,
)
from goodoffices.office.record.who_knew import (
    find_person,
    find_readers,
    list_what_she_could_read,
)
from goodoffices.office.refusal import Refused
from goodoffices.record import bundle_bytes
from goodoffices.record.checkpoint import spoken_digits, text_of_note
from goodoffices.record.verifier.one_file import one_file

#: Up to how many pages of the record are checked whole each time that it is shown.
CHECKED_UNASKED = 5


@door(read=Right.SEE_RECORD)
def record(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show what the record holds that one may read, and what of it is not what was entered."""
    number = page_number(request)
    found, page_count = read_entry_page(view, number)
    names, checkpoints = name_logs(view), find_last_checkpoints(view)
    signed = list_signed(view)
    entries = [
        (
            entry,
            entry_sentence(entry, view.case) if entry.kind else "",
            names.get(entry.label, entry.label),
            how_attested(entry, signed) if entry.kind else "",
        )
        for entry in found
    ]
    # A long record is checked whole when somebody asks for it: each entry is opened.
    is_checked = page_count <= CHECKED_UNASKED or request.GET.get("check") == "all"
    departures = find_departures(view, checkpoints) if is_checked else []
    return page(
        request,
        view,
        "record/record",
        entries=entries,
        page_count=page_count,
        number=number,
        is_checked=is_checked,
        departures=[(names.get(label, label), departure) for label, departure in departures],
        logs=read_logs(view, names, checkpoints),
    )


@door(read=Right.SEE_RECORD)
def record_file(request: HttpRequest, view: CaseView, label: str) -> HttpResponse:
    """Give one log as a bundle, with what is needed to check it elsewhere."""
    bundle = read_bundle_of(view, label)
    if bundle is None:
        raise Http404
    return attachment(bundle_bytes(bundle), f"record-{label.replace(':', '-')}.bundle")


@door(read=Right.SEE_RECORD)
def record_checkpoint(request: HttpRequest, view: CaseView, label: str) -> HttpResponse:
    """Give the last checkpoint of one log, to keep and to compare."""
    checkpoint = find_checkpoint(view, label)
    if checkpoint is None:
        raise Http404
    return attachment(checkpoint.note.encode(), _name_of(label, checkpoint.size))


@door(read=Right.SEE_RECORD)
def record_code(request: HttpRequest, view: CaseView, label: str) -> HttpResponse:
    """Draw the last checkpoint of one log as a QR code."""
    checkpoint = find_checkpoint(view, label)
    if checkpoint is None:
        raise Http404
    return HttpResponse(qr_code(checkpoint.note), content_type="image/svg+xml")


@door(read=Right.SEE_RECORD, write=Right.SEE_RECORD)
def record_approval(request: HttpRequest, view: CaseView, label: str) -> HttpResponse:
    """Show the last checkpoint of one log, and give it with the line in which she approves it."""
    if request.method == "POST":
        sent = ApprovalForm(request).read()
        checkpoint = find_checkpoint(view, label, sent["size"])
        if checkpoint is None:
            raise Refused(INCOMPLETE)
        try:
            note = approve_checkpoint(view, checkpoint, sent["signature"], sent["idempotency_key"])
        except AlreadyDone:
            raise Refused(SIGNED_BEFORE) from None
        return attachment(note.encode(), _name_of(label, checkpoint.size))
    checkpoint = find_checkpoint(view, label)
    if checkpoint is None:
        raise Http404
    return page(
        request,
        view,
        "record/approval",
        checkpoint=checkpoint,
        readers=name_logs(view)[label],
        digits=spoken_digits(text_of_note(checkpoint.note)),
        may_approve=may_approve(view, checkpoint),
        is_shared=checkpoint.log.side_id != view.side.id,
        passkey_options=approval_options(view, checkpoint),
    )


def _name_of(label: str, size: int) -> str:
    """Name the file of a checkpoint."""
    return f"record-{label.replace(':', '-')}-{size}.checkpoint"


@door(read=Right.SEE_RECORD)
def record_verifier(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Give the verifier, a program of one file."""
    return attachment(one_file().encode(), "verify_bundle.py")


@door(read=Right.SEE_RECORD, write=Right.DESTROY_ENTRY)
def entry_readers(request: HttpRequest, view: CaseView, label: str, number: int) -> HttpResponse:
    """Show who could read one entry, since when and by which act, and destroy its words."""
    form = DestructionForm(request)
    error: Refused | None = None
    if request.method == "POST":
        try:
            sent = form.read()
            key = sent["idempotency_key"]
            doing_once(lambda: destroy_entry(view, label, number, sent["why"], key))
            return redirect("entry_readers", view.case_id, label, number)
        except Refused as refusal:
            form.show(refusal)
            error = refusal
    found = find_readers(view, label, number)
    if found is None:
        raise Http404
    return page(
        request,
        view,
        "record/readers",
        422 if error else 200,
        error=error,
        found=found,
        sentence=entry_sentence(found.entry, view.case) if found.entry.kind else "",
        form=form if may_be_destroyed(found.entry.kind) else None,
    )


@door(read=Right.SEE_RECORD)
def person_knew(request: HttpRequest, view: CaseView, membership: uuid.UUID) -> HttpResponse:
    """Show what somebody could read by the end of a day."""
    person = find_person(view, membership)
    if person is None:
        raise Http404
    form = DayForm(request)
    names = name_logs(view)
    found, count = list_what_she_could_read(view, person, form.end)
    entries = [
        (one, entry_sentence(one, view.case) if one.kind else "", names.get(one.label, one.label))
        for one in found
    ]
    context = {"person": person, "form": form, "entries": entries, "count": count}
    return page(request, view, "record/person_knew", 200, **context)
