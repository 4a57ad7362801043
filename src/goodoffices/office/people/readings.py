"""What is read of people: who stands in the case, and who was invited."""

from __future__ import annotations

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import SideKind
from goodoffices.office.access.opened import (
    InvitationLine,
    PersonLine,
)
from goodoffices.office.access.rights import Right, has, speaks
from goodoffices.office.models import Invitation, Side
from goodoffices.office.sealing import clock_and_chance


def list_people(view: CaseView) -> list[PersonLine]:
    """List the people whom she may know; those whose membership ended come last.

    Of other sides than her own only those are named who stand there still.
    """
    rows = (
        view.visible_rows.memberships()
        .filter(case_id=view.case_id)
        .select_related("person", "side")
    )
    lines = [
        PersonLine(
            membership=s.id,
            side_id=s.side_id,
            side=s.side.called,
            name=s.person.name,
            roles=tuple(s.roles),
            since=s.since,
            ended_at=s.ended_at,
        )
        for s in sorted(
            rows, key=lambda s: (s.ended_at is not None, s.side.place, s.since, s.person.name)
        )
    ]
    return [line for line in lines if line.ended_at is None or line.side_id == view.side.id]


def list_readers_of_preferences(view: CaseView) -> list[str]:
    """List those of the mediation, by name, who read what a party gives it."""
    rows = (
        view.visible_rows.memberships()
        .filter(case_id=view.case_id, ended_at=None, side__kind=SideKind.MEDIATION)
        .select_related("person", "side")
        .order_by("since", "id")
    )
    return [s.person.name for s in rows if has(Right.SEE_REPORT, s.side.kind, s.roles)]


def list_people_of_parties(view: CaseView) -> list[PersonLine]:
    """List those of the people whom she may know who stand on a party's side."""
    parties = {side.id for side in view.sides if side.kind == SideKind.PARTY}
    standing = [line for line in list_people(view) if line.ended_at is None]
    return [line for line in standing if line.side_id in parties]


def list_invitations(view: CaseView) -> list[InvitationLine]:
    """List the invitations that her side made and nobody has taken up."""
    found = Invitation.objects.filter(
        by_side_id=view.side.id, used_at=None, expires_at__gt=clock_and_chance.now()
    )
    rows = list(found.select_related("side").order_by("made_at", "id"))
    membership = {
        s.id: s
        for s in view.visible_rows.memberships()
        .filter(case_id=view.case_id, ended_at=None)
        .select_related("side")
    }
    led = {s.side_id for s in membership.values() if speaks(s.roles)}
    lines = []
    for row in rows:
        side = row.side
        if side is None:
            continue
        is_over = (
            is_overtaken(row, side, row.by_id in membership, side.id in led)
            or side.left_at is not None
        )
        lines.append(
            InvitationLine(
                id=row.id,
                name=row.name,
                side=side.name,
                roles=tuple(row.roles),
                made_at=row.made_at,
                expires_at=row.expires_at,
                is_over=is_over,
            )
        )
    return lines


def list_second_readers(view: CaseView) -> list[str]:
    """List the others of her side who may give preferences, by name."""
    rows = (
        view.visible_rows.memberships()
        .filter(side_id=view.side.id, ended_at=None)
        .exclude(pk=view.actor.pk)
        .select_related("person")
    )
    return [s.person.name for s in rows if has(Right.GIVE_PREFERENCES, view.side.kind, s.roles)]


def is_overtaken(
    invitation: Invitation, side: Side, inviter_stands: bool, has_speaker: bool
) -> bool:
    """Tell whether an invitation ended before somebody took it up.

    It ends with the membership of who invited, and with the locking of the side. Where the
    mediation invited the first person of a party, it ends with the first who came.
    """
    is_taken = invitation.by_side_id != side.id and side.kind == SideKind.PARTY and has_speaker
    return not inviter_stands or is_taken or side.locked_at is not None
