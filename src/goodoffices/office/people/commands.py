"""Sides and memberships: who stands on a side, from when, and the ways to leave."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.office.access.acting import acting, one_at_a_time
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import BESIDE_PARTIES, Role, SideKind
from goodoffices.office.access.rights import Right, speaks
from goodoffices.office.access.side_keys import give_log_keys
from goodoffices.office.access.sides import new_side
from goodoffices.office.access.visible_rows import VisibleRows
from goodoffices.office.feeds.ending import end_feeds
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.models import Actor, AnswerCall, Log, Membership, Person, Side
from goodoffices.office.models.people import is_called_as_the_mediation
from goodoffices.office.people.leaving import end_sessions
from goodoffices.office.record.commands import actor_of, log_of, record
from goodoffices.office.refusal import Refused
from goodoffices.office.reminders.mail_server import is_address
from goodoffices.office.sealing import clock_and_chance, journal
from goodoffices.record.kinds import (
    PERSON_JOINED,
    PERSON_LEFT,
    SIDE_ADDED,
)

NO_NAME = gettext_lazy("Say what the side is called.")


def refuse_name_of_side(name: str) -> None:
    """Refuse a name that a side beside the parties cannot have. Raises `Refused`."""
    if not name:
        raise Refused(NO_NAME, "name")
    if is_called_as_the_mediation(name):
        words = _("Nobody else is called as the mediation is. Choose another name.")
        raise Refused(words, "name")


def _take_seat(view: CaseView, seat: str) -> None:
    """Take a seat that was consented to, once, whatever was destroyed since. Raises `Refused`."""
    row = AnswerCall.objects.get(pk=seat, case_id=view.case_id)
    if row.found:
        raise Refused(_("This seat is taken."))
    row.found = {"seated": True}
    row.save(update_fields=["found_sealed"])


def add_side(
    view: CaseView,
    kind: SideKind,
    name: str,
    idempotency_key: uuid.UUID | None,
    *,
    seat: str = "",
) -> None:
    """Let a side beside the parties take part.

    It reads what is public and what observers read, and its own log with the mediation. ``seat``:
    the call by which those consented whom the case names for that; empty where it names nobody.
    Raises `Refused`.
    """
    if kind not in BESIDE_PARTIES:
        raise Refused(NO_NAME)
    refuse_name_of_side(name)
    if view.case.seats and not seat:
        w = wording_for_reader(view.case)
        words = _("In this case a seat needs the consent of {parties}: ask for it under Answers.")
        raise Refused(words.format(parties=w.list_of(map(w.party, view.case.seats))))
    with acting(view, Right.INVITE_ANYWHERE, idempotency_key) as act:
        if seat:
            _take_seat(view, seat)
        side = new_side(
            view.case_id, kind, "", name, Side.objects.filter(case_id=view.case_id).count()
        )
        Log.objects.create(case_id=view.case_id, label=f"{kind.value}:{side.id}", side=side)
        give_log_keys(view.case_id)
        record(
            log_of(side_of(view.case_id, "")),
            view.actor,
            SIDE_ADDED,
            act.at,
            {"side": str(side.id), "kind": kind.value, "seat": seat},
        )


def join(
    person: Person,
    side: Side,
    roles: Sequence[str],
    at: datetime.datetime,
    told_at: datetime.datetime | None = None,
    *,
    is_first: bool = False,
    actor: Actor | None = None,
) -> Membership:
    """Begin a membership, within a transaction. Raises `Refused`."""
    membership = Membership(
        person=person,
        side=side,
        case_id=side.case_id,
        since=at,
        told_at=told_at,
        is_first=is_first,
    )
    membership.roles = list(roles)
    VisibleRows.of(membership).set_row_security()
    if Membership.objects.filter(person=person, case_id=side.case_id, ended_at=None).exists():
        raise Refused(
            _("You stand in this case already, and in one case a person stands on one side.")
        )
    if side.left_at is not None:
        raise Refused(_("This side has withdrawn."))
    if is_first:
        # Whoever came before her and speaks for nobody is no longer the first.
        for before in Membership.objects.filter(side=side, is_first=True, ended_at=None):
            if not speaks(before.roles):
                Membership.objects.filter(pk=before.pk).update(is_first=False)
    membership.save(force_insert=True)
    if actor is not None and not Actor.objects.filter(case_id=side.case_id, person=person).exists():
        Actor.objects.filter(pk=actor.pk, person=None).update(person=person)
    record(
        log_of(side),
        membership,
        PERSON_JOINED,
        at,
        {"who": str(actor_of(person, side.case_id).pk), "functions": list(roles)},
    )
    return membership


def join_by_office(person: Person, side: Side, roles: Sequence[Role]) -> Membership:
    """Begin a membership that the office itself makes: demonstrations."""
    with one_at_a_time(side.case_id):
        return join(person, side, roles, clock_and_chance.now())


def set_clock(person: uuid.UUID, zone: str) -> None:
    """Set where a person's clock is: her own, in no record."""
    row = Person.objects.get(pk=person)
    row.time_zone = zone
    row.save(update_fields=["time_zone_sealed"])


def set_reminders(person: uuid.UUID, mail: str) -> None:
    """Set where reminders go; empty: nowhere. It is her own, in no record. Raises `Refused`."""
    if mail and not is_address(mail):
        raise Refused(_("Write one e-mail address, or leave it empty."), "mail")
    row = Person.objects.get(pk=person)
    row.mail = mail
    if not mail:
        row.mail_sealed = None
    row.save(update_fields=["mail_sealed"])
    journal.ask()


def set_language(person: uuid.UUID, language: str) -> None:
    """Set in which language a person's pages are: her own, in no record."""
    row = Person.objects.get(pk=person)
    row.language = language
    row.save(update_fields=["language_sealed"])


def be_told(view: CaseView) -> None:
    """Keep that a person has read what the record keeps."""
    with one_at_a_time(view.case_id):
        Membership.objects.filter(pk=view.actor.pk, told_at=None).update(
            told_at=clock_and_chance.now()
        )


def end_membership(
    view: CaseView, membership_id: uuid.UUID, idempotency_key: uuid.UUID | None
) -> None:
    """End a membership: somebody leaves or is replaced.

    Her sessions and rights in the case end at once. What she wrote stays her side's.
    """
    with acting(view, Right.END_MEMBERSHIP, idempotency_key) as act:
        membership = (
            view.visible_rows.memberships()
            .filter(pk=membership_id, ended_at=None, case_id=view.case_id)
            .select_related("person", "side")
            .first()
        )
        beside = (
            membership is not None
            and membership.side.kind in BESIDE_PARTIES
            and view.may(Right.INVITE_ANYWHERE)
        )
        if membership is None or (membership.side_id != view.side.id and not beside):
            raise Refused(_("There is no such person on your side."))
        if membership.pk == view.actor.pk and speakers_on(membership.side_id) == 1:
            raise Refused(_("You are the only lead of this side. Invite another first."))
        Membership.objects.filter(pk=membership.pk).update(ended_at=act.at)
        end_feeds(membership=membership.pk)
        end_sessions([membership.person_id])
        record(
            log_of(membership.side),
            view.actor,
            PERSON_LEFT,
            act.at,
            {"who": str(actor_of(membership.person, view.case_id).pk)},
        )


def speakers_on(side_id: uuid.UUID) -> int:
    """Count those on a side who speak for it."""
    rows = Membership.objects.filter(side_id=side_id, ended_at=None)
    return sum(speaks(s.roles) for s in rows)


def side_of(case_id: uuid.UUID, party: str) -> Side:
    """Find the side of a party; ``""``: the mediation's."""
    kind = SideKind.PARTY if party else SideKind.MEDIATION
    return Side.objects.get(case_id=case_id, kind=kind, party=party)
