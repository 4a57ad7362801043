"""Who stands where: invitations, sides, and the ways to leave."""

from __future__ import annotations

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from goodoffices.office.access.acting import AlreadyDone, doing_once
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.kinds import ROLES_OF, Role, SideKind, in_words
from goodoffices.office.access.rights import Right
from goodoffices.office.pages.drawing import page
from goodoffices.office.pages.forms import chosen, idempotency_key_of, name_in, uuid_in
from goodoffices.office.people import commands, inviting, leaving
from goodoffices.office.people.readings import list_invitations, list_people
from goodoffices.office.refusal import Refused


@door(read=Right.SEE_PEOPLE)
def case_people(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show who stands where."""
    return _drawn(request, view)


def _drawn(request: HttpRequest, view: CaseView, error: Refused | str = "") -> HttpResponse:
    """Draw the page, with what was typed and what is wrong with it."""
    lines = list_people(view)
    here = [line for line in lines if line.ended_at is None and line.side == view.side.name]
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
        kinds=[(k.value, in_words(k)) for k in commands.BESIDE_PARTIES],
        roles=_roles(view),
        error=error,
        typed={
            "name": request.POST.get("name", "")[:120],
            "side": request.POST.get("side", ""),
            "role": request.POST.getlist("role"),
        },
    )


def _roles(view: CaseView) -> list[tuple[str, str]]:
    """List the roles that mean something on a side to which she invites."""
    kinds = (
        {SideKind(side.kind) for side in view.sides}
        if view.may(Right.INVITE_ANYWHERE)
        else {SideKind(view.side.kind)}
    )
    meant = {role for kind in kinds for role in ROLES_OF[kind]}
    return [(f.value, in_words(f)) for f in Role if f in meant]


@door(write=Right.INVITE)
def invite(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Invite somebody; the link and the second code are shown once."""
    name = name_in(request, "name", 120)
    roles = [f for f in request.POST.getlist("role") if f in {*Role}]
    try:
        if not name:
            raise Refused("Say who is invited.", "name")
        if not roles:
            raise Refused("Choose at least one role.")
        made = inviting.invite(
            view, uuid_in(request, "side"), name, roles, idempotency_key_of(request)
        )
    except AlreadyDone:
        messages.info(
            request,
            (
                "The codes of this invitation were shown once, and are kept nowhere. If you did "
                "not write them down, withdraw it below and invite again."
            ),
        )
        return redirect("people", case_id=view.case_id)
    except Refused as refusal:
        return _drawn(request, view, refusal)
    side = next(s.name for s in view.sides if s.id == uuid_in(request, "side"))
    told = [in_words(Role(f)) for f in roles]
    link = request.build_absolute_uri(f"/invitation/{made.token}")
    return page(request, view, "people/invited", made=made, link=link, side=side, roles=told)


@door(write=Right.INVITE)
def revoke(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Take an invitation back."""
    inviting.revoke(view, uuid_in(request, "invitation"))
    return redirect("people", case_id=view.case_id)


@door(write=Right.INVITE_ANYWHERE)
def add_side(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Let a host, observer, guarantor or civil society take part."""
    kind = SideKind(chosen(request, "kind", commands.BESIDE_PARTIES))
    doing_once(
        lambda: commands.add_side(
            view, kind, name_in(request, "name", 200), idempotency_key_of(request)
        )
    )
    return redirect("people", case_id=view.case_id)


@door(write=Right.END_MEMBERSHIP)
def end_membership(request: HttpRequest, view: CaseView) -> HttpResponse:
    """End a membership: somebody leaves or is replaced."""
    doing_once(
        lambda: commands.end_membership(
            view, uuid_in(request, "membership"), idempotency_key_of(request)
        )
    )
    return redirect("people", case_id=view.case_id)


@door(write=Right.LEAVE_NOW)
def leave_now(request: HttpRequest, view: CaseView) -> HttpResponse:
    """End all sessions of the side and lock its papers."""
    if not view.may_speak and request.POST.get("sure") != "yes":
        return page(request, view, "people/leave_check")
    became = leaving.leave_now(view)
    request.session.flush()
    request.session["left"] = became.value
    return redirect("left")


@door(write=Right.UNLOCK)
def unlock(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Open the side's papers again for its lead."""
    if not ratelimit.consume(request, action="unlock"):
        raise Refused("Too many tries. Wait a minute.")
    leaving.unlock(view, request.POST.get("password", "")[:1000])
    return redirect("case", case_id=view.case_id)
