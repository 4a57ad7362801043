"""Who stands where: invitations, sides, and the ways to leave."""

from __future__ import annotations

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from goodoffices.office.access.acting import AlreadyDone, doing_once
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.kinds import Role, in_words
from goodoffices.office.access.rights import Right
from goodoffices.office.pages.drawing import page
from goodoffices.office.pages.qr_code import qr_address
from goodoffices.office.people import commands, inviting, leaving
from goodoffices.office.people.forms import (
    EndingForm,
    InvitationForm,
    LeavingForm,
    RevocationForm,
    SideForm,
    UnlockingForm,
)
from goodoffices.office.people.readings import list_invitations, list_people
from goodoffices.office.refusal import Refused


@door(read=Right.SEE_PEOPLE)
def case_people(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show who stands where."""
    return _drawn(request, view)


def _drawn(request: HttpRequest, view: CaseView, error: Refused | str = "") -> HttpResponse:
    """Draw the page, with what was typed and what is wrong with it."""
    lines = list_people(view)
    here = [line for line in lines if line.ended_at is None and line.side_id == view.side.id]
    leads = [line.membership for line in here if Role.LEAD in line.roles]
    # The only lead cannot leave before another is there.
    ends = {line.membership for line in here if view.may(Right.END_MEMBERSHIP)} - (
        {view.actor.pk} if leads == [view.actor.pk] else set()
    )
    return page(
        request,
        view,
        "people/people",
        422 if error else 200,
        people=[(line, line.membership in ends) for line in lines],
        invitations=list_invitations(view) if view.may(Right.INVITE) else [],
        invitation=InvitationForm(request, view),
        side=SideForm(request),
        error=error,
    )


@door(write=Right.INVITE)
def invite(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Invite somebody; the link and the second code are shown once."""
    try:
        sent = InvitationForm(request, view).read()
        made = inviting.invite(
            view, sent["side"], sent["name"], sent["role"], sent["idempotency_key"]
        )
    except AlreadyDone:
        messages.info(
            request,
            _(
                "The codes of this invitation were shown once, and are kept nowhere. If you did "
                "not write them down, withdraw it below and invite again."
            ),
        )
        return redirect("people", case_id=view.case_id)
    except Refused as refusal:
        return _drawn(request, view, refusal)
    side = next(s.name for s in view.sides if s.id == sent["side"])
    told = [in_words(Role(role)) for role in sent["role"]]
    link = request.build_absolute_uri(f"/invitation/{made.token}")
    return page(
        request,
        view,
        "people/invited",
        made=made,
        link=link,
        code=qr_address(link),
        side=side,
        roles=told,
    )


@door(write=Right.INVITE)
def revoke(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Take an invitation back."""
    inviting.revoke(view, RevocationForm(request).read()["invitation"])
    return redirect("people", case_id=view.case_id)


@door(write=Right.INVITE_ANYWHERE)
def add_side(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Let a host, observer, guarantor or civil society take part."""
    try:
        sent = SideForm(request).read()
        doing_once(
            lambda: commands.add_side(view, sent["kind"], sent["name"], sent["idempotency_key"])
        )
    except Refused as refusal:
        return _drawn(request, view, refusal)
    return redirect("people", case_id=view.case_id)


@door(write=Right.END_MEMBERSHIP)
def end_membership(request: HttpRequest, view: CaseView) -> HttpResponse:
    """End a membership: somebody leaves or is replaced."""
    sent = EndingForm(request).read()
    doing_once(lambda: commands.end_membership(view, sent["membership"], sent["idempotency_key"]))
    return redirect("people", case_id=view.case_id)


@door(read=Right.LEAVE_NOW, write=Right.LEAVE_NOW)
def leave_now(request: HttpRequest, view: CaseView) -> HttpResponse:
    """End all sessions of the side and lock its papers, after a page that says what it does."""
    if request.method != "POST":
        return page(request, view, "people/leave_check")
    form = LeavingForm(request)
    is_sure = form.is_bound and form.read()["sure"] == "yes"
    if not view.may_speak and not is_sure:
        return page(request, view, "people/leave_check")
    became = leaving.leave_now(view)
    request.session.flush()
    request.session["left"] = became.value
    return redirect("left")


@door(write=Right.UNLOCK)
def unlock(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Open the side's papers again for its lead."""
    if not ratelimit.consume(request, action="unlock"):
        raise Refused(_("Too many tries. Wait a minute."))
    form = UnlockingForm(request)
    leaving.unlock(view, form.read()["password"] if form.is_bound else "")
    return redirect("case", case_id=view.case_id)
