"""Invite people to a side or to the office, and let them take their invitations up."""

from __future__ import annotations

import datetime
import hashlib
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.office.access.acting import acting, one_at_a_time
from goodoffices.office.access.case_identity import public_part_of
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import BESIDE_PARTIES, ROLES_OF, Role, SideKind
from goodoffices.office.access.opened import SideLine
from goodoffices.office.access.rights import Right, speaks
from goodoffices.office.access.sign_in import given_name
from goodoffices.office.computing.texts import read_public_case
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.models import Actor, CaseRow, Invitation, Membership, Person, Side
from goodoffices.office.people.commands import join
from goodoffices.office.people.readings import is_overtaken
from goodoffices.office.record.commands import log_of, new_actor, record
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import clock_and_chance
from goodoffices.office.sealing.personal_keys import new_pair
from goodoffices.record.kinds import (
    INVITATION_REVOKED,
    PERSON_INVITED,
)

#: Letters and digits that are not taken for one another when read out.
READ_OUT = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
VALID_FOR = datetime.timedelta(days=7)
NOT_VALID = gettext_lazy(
    "This invitation is not valid, or was used, or has expired. Ask for another."
)
NOT_ONES_OWN = gettext_lazy(
    "You invite people to your own side; the mediation also the first person of another."
)
NOT_DONE_THERE = gettext_lazy("Somebody on this side does not do that. Choose what she does there.")


@dataclass(frozen=True)
class MadeInvitation:
    """What is handed over of an invitation, shown once.

    ``token`` goes in a link or is read out; ``second`` goes by another channel.
    """

    token: str
    second: str
    name: str
    expires_at: datetime.datetime


def code(length: int) -> str:
    """Draw a random code in groups of four."""
    letters = "".join(READ_OUT[b % len(READ_OUT)] for b in clock_and_chance.random_bytes(length))
    return "-".join(letters[k : k + 4] for k in range(0, length, 4))


def digest_of(code_typed: str) -> bytes:
    """Make what is kept of a code: its digest. Case, spaces and hyphens do not count."""
    plain = "".join(c for c in code_typed.upper() if c.isalnum())
    return hashlib.sha256(plain.encode()).digest()


def invite(
    view: CaseView,
    side_id: uuid.UUID,
    name: str,
    roles: Sequence[str],
    idempotency_key: uuid.UUID | None,
) -> MadeInvitation:
    """Invite somebody to a side.

    The link alone is not enough: a second code goes by another channel.
    """
    with acting(view, Right.INVITE, idempotency_key) as act:
        side = (
            Side.objects.get(pk=side_id, case_id=view.case_id)
            if side_id in {s.id for s in view.sides}
            else None
        )
        if side is None or not _in_ones_hands(view, side):
            raise Refused(NOT_ONES_OWN)
        if side.left_at is not None:
            raise Refused(_("This side has withdrawn."))
        if not {*roles} <= {*ROLES_OF[SideKind(side.kind)]}:
            raise Refused(NOT_DONE_THERE)
        if side.id != view.side.id and not speaks(roles):
            raise Refused(
                _(
                    "The first person of a side speaks for it: choose lead or principal. "
                    "She invites the others."
                )
            )
        actor = new_actor(view.case_id, name)
        made = _invitation(name, act.at, side=side, roles=list(roles), by=view.actor, actor=actor)
        record(
            log_of(side),
            view.actor,
            PERSON_INVITED,
            act.at,
            {"who": str(actor.pk), "functions": list(roles)},
        )
        return made


def list_invitable(view: CaseView) -> list[tuple[SideLine, tuple[Role, ...]]]:
    """List the sides to which she may invite somebody, each with the roles that one can have there.

    The first person of another side speaks for it.
    """
    rows = {side.id: side for side in Side.objects.filter(case_id=view.case_id, left_at=None)}
    found = []
    for line in view.sides:
        if line.id in rows and _in_ones_hands(view, rows[line.id]):
            roles = ROLES_OF[SideKind(line.kind)]
            if line.id != view.side.id:
                roles = tuple(role for role in roles if speaks([role]))
            found.append((line, roles))
    return found


def _in_ones_hands(view: CaseView, side: Side) -> bool:
    """Tell whether one may let people onto a side.

    One may onto one's own. The mediation's lead may onto one beside the parties, or onto one on
    which nobody stands yet.
    """
    if side.id == view.side.id:
        return True
    return view.may(Right.INVITE_ANYWHERE) and (
        side.kind in BESIDE_PARTIES or not _has_speaker(side)
    )


def _has_speaker(side: Side) -> bool:
    """Tell whether somebody stands on a side who speaks for it.

    A side without one could do nothing for ever.
    """
    return any(speaks(member.roles) for member in Membership.objects.of_side(side.id))


def revoke(view: CaseView, invitation_id: uuid.UUID) -> None:
    """Take an invitation back that was not used."""
    with acting(view, Right.INVITE, None) as act:
        if Invitation.objects.filter(
            pk=invitation_id, by_side_id=view.side.id, used_at=None
        ).update(used_at=act.at):
            record(log_of(act.side), view.actor, INVITATION_REVOKED, act.at, {})


def invite_mediator(name: str) -> MadeInvitation:
    """Invite a mediator of this office, who may open cases; from the command line."""
    with transaction.atomic():
        return _invitation(name, clock_and_chance.now(), may_open_cases=True)


def demonstration_link(person: Person) -> str:
    """Make a link that signs in somebody who exists: for demonstrations on one's own machine."""
    at = clock_and_chance.now()
    token = code(24)
    Invitation.objects.create(
        digest=digest_of(token),
        name=person.name,
        person=person,
        made_at=at,
        expires_at=at + VALID_FOR,
    )
    return token


def _invitation(
    name: str,
    at: datetime.datetime,
    *,
    side: Side | None = None,
    roles: Sequence[str] = (),
    may_open_cases: bool = False,
    by: Membership | None = None,
    actor: Actor | None = None,
) -> MadeInvitation:
    token, second = code(24), code(8)
    invitation = Invitation(
        digest=digest_of(token),
        second=digest_of(second),
        side=side,
        name=name,
        may_open_cases=may_open_cases,
        by=by,
        by_side=None if by is None else by.side,
        actor=actor,
        made_at=at,
        expires_at=at + VALID_FOR,
    )
    invitation.roles = list(roles)
    invitation.save(force_insert=True)
    return MadeInvitation(token, second, name, at + VALID_FOR)


def invitation_of(digest: bytes) -> Invitation | None:
    """Find an invitation that can still be used, by the digest of its code."""
    return (
        Invitation.objects.filter(
            digest=digest, used_at=None, expires_at__gt=clock_and_chance.now()
        )
        .select_related("side", "person")
        .first()
    )


@dataclass(frozen=True)
class Described:
    """What an invitation invites to; told to who has both codes."""

    case: str
    side: str
    roles: tuple[str, ...]
    by: str


def described(digest: bytes, second: str) -> Described | None:
    """Say to what an invitation invites, to who has both codes.

    None where it makes a mediator of the office. Raises `Refused` for a wrong second code, or where
    the invitation is over.
    """
    invitation = _usable(digest, second)
    if invitation.side is None:
        return None
    case = read_public_case(
        public_part_of(CaseRow.objects.get(pk=invitation.side.case_id))["case.yaml"]
    )
    by = "" if invitation.actor is None else _inviter(invitation)
    return Described(
        wording_for_reader(case).case_name(), invitation.side.called, tuple(invitation.roles), by
    )


def _inviter(invitation: Invitation) -> str:
    """Name who invited, with her side; empty where no side did."""
    if invitation.by_side_id is None or invitation.by_id is None:
        return ""
    with transaction.atomic():
        by = (
            Membership.objects.of_side(invitation.by_side_id)
            .filter(pk=invitation.by_id)
            .select_related("person", "side")
            .first()
        )
    return "" if by is None else f"{by.person.name} ({by.side.called})"


def is_over(invitation: Invitation) -> bool:
    """Tell whether an invitation that nobody used cannot be used any more."""
    if invitation.side is None:
        return False
    with transaction.atomic():
        return _is_overtaken(invitation, invitation.side) or invitation.side.left_at is not None


def usable(digest: bytes) -> Invitation:
    """Find an invitation that can be taken up, by the digest of its code. Raises `Refused`."""
    invitation = invitation_of(digest)
    if invitation is None or invitation.person_id is not None or is_over(invitation):
        raise Refused(NOT_VALID)
    return invitation


def _usable(digest: bytes, second: str) -> Invitation:
    """Find an invitation that can be used by who has both codes. Raises `Refused`."""
    invitation = usable(digest)
    if invitation.second is not None and not secrets.compare_digest(
        bytes(invitation.second), digest_of(second)
    ):
        raise Refused(
            _("The second code is not the one that belongs to this invitation."), "second"
        )
    return invitation


def accept(digest: bytes, second: str, password: str, person: Person | None) -> Person:
    """Take an invitation up, once. Raises `Refused`.

    It is taken up with a new account, or for somebody who is signed in.
    """
    invitation = _usable(digest, second)
    # What is slow on purpose is done before anybody waits for it.
    is_new = person is None
    person = _new_person(invitation, password) if person is None else person
    try:
        with (
            transaction.atomic()
            if invitation.side is None
            else one_at_a_time(invitation.side.case_id)
        ):
            _take_up(invitation, person, is_new)
    except IntegrityError:
        # The database keeps the rules, too, should two ever come past them at once.
        raise Refused(NOT_VALID) from None
    return person


def _take_up(invitation: Invitation, person: Person, is_new: bool) -> None:
    """Use an invitation, make the account, begin the membership; within the transaction."""
    at = clock_and_chance.now()
    # Only one of two requests at the same moment finds it unused.
    if not Invitation.objects.filter(pk=invitation.pk, used_at=None, expires_at__gt=at).update(
        used_at=at
    ):
        raise Refused(NOT_VALID)
    if is_new:
        person.joined_at = at
        person.save(force_insert=True)
    elif invitation.may_open_cases:
        Person.objects.filter(pk=person.pk).update(may_open_cases=True)
    if invitation.side is not None:
        side = Side.objects.get(pk=invitation.side.pk)
        if _is_overtaken(invitation, side):
            raise Refused(NOT_VALID)
        is_first = side.kind == SideKind.PARTY and invitation.by_side_id != side.pk
        # The page of the invitation told what the record keeps.
        join(
            person,
            side,
            invitation.roles,
            at,
            told_at=at,
            is_first=is_first,
            actor=invitation.actor,
        )


def sign_in_name_of(invitation: Invitation) -> str:
    """Find the name with which who takes an invitation up will sign in."""
    names = (given_name(invitation.name, bytes(invitation.digest) + b"+" * k) for k in range(20))
    return next(
        (name for name in names if not Person.objects.filter(sign_in_name=name).exists()),
        given_name(invitation.name, clock_and_chance.random_bytes(16)),
    )


def demonstrated(digest: bytes) -> Person | None:
    """Find whom a demonstration's link signs in."""
    invitation = invitation_of(digest)
    return None if invitation is None else invitation.person


def _is_overtaken(invitation: Invitation, side: Side) -> bool:
    """Tell, within a transaction, whether an invitation is overtaken as things stand.

    It is `is_overtaken`; never for an invitation that no side made.
    """
    if invitation.by_side_id is None or invitation.by_id is None:
        return False
    inviter = Membership.objects.of_side(invitation.by_side_id).filter(pk=invitation.by_id)
    inviter_stands = inviter.exists()
    return is_overtaken(invitation, side, inviter_stands, _has_speaker(side))


def _new_person(invitation: Invitation, password: str) -> Person:
    """Make an account that is not stored yet. Raises `Refused`."""
    name = sign_in_name_of(invitation)
    person = Person(
        sign_in_name=name, name=invitation.name, may_open_cases=invitation.may_open_cases
    )
    person.own_words = (
        [] if invitation.side is None else [invitation.side.name, invitation.side.party]
    )
    try:
        validate_password(password, person)
    except ValidationError as fault:
        raise Refused(" ".join(fault.messages), "password") from None
    person.set_password(password)
    person.lock_public, person.lock_private = new_pair(password)
    return person
