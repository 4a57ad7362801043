"""Erases an account: its person's name goes out of the office and the record; her acts keep her id.

The digests of entries do not change, so every log verifies as before.
"""

from __future__ import annotations

import uuid

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.office.access.acting import acting
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kept_texts import forget_texts
from goodoffices.office.access.log_reader import ERASED
from goodoffices.office.access.rights import Right, speaks
from goodoffices.office.feeds.ending import end_feeds
from goodoffices.office.models import Actor, Invitation, Membership, Person
from goodoffices.office.people.commands import speakers_on
from goodoffices.office.people.leaving import end_sessions
from goodoffices.office.record.commands import actor_of, log_of, record
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import clock_and_chance, journal
from goodoffices.record.kinds import PERSON_LEFT

WRONG_PASSWORD = gettext_lazy("This is not your password. Nothing was erased.")


def erase_account(person_id: uuid.UUID, password: str) -> None:
    """End a person's memberships, and erase her name and what signs her in. Raises `Refused`.

    It is refused while she is the only one who speaks for a side, which could then do nothing.
    """
    person = Person.objects.get(pk=person_id)
    if not person.check_password(password):
        raise Refused(WRONG_PASSWORD, "erased_password")
    with transaction.atomic():
        for case_id in list(
            Membership.objects.of_person(person_id).values_list("case_id", flat=True)
        ):
            _leave(person, case_id)
        actors = Actor.objects.filter(person=person)
        Invitation.objects.filter(actor__in=list(actors)).update(name="")
        Invitation.objects.filter(person=person).update(name="")
        actors.update(key=b"", sealed=b"", person=None)
        Authenticator.objects.filter(user=person).delete()
        end_sessions([person_id])
        person.set_unusable_password()
        Person.objects.filter(pk=person_id).update(
            name=ERASED,
            sign_in_name=f"erased-{clock_and_chance.new_id()}",
            password=person.password,
            is_active=False,
            may_open_cases=False,
            last_login=None,
            time_zone_sealed=None,
            language_sealed=None,
            mail_sealed=None,
            lock_public=None,
            lock_private=None,
        )
        transaction.on_commit(journal.forget)
        transaction.on_commit(forget_texts)


def _leave(person: Person, case_id: uuid.UUID) -> None:
    """End the membership of a person in one case, by herself. Raises `Refused`."""
    view = CaseView.for_person(person.pk, case_id)
    assert view is not None
    if speaks(view.actor.roles) and speakers_on(view.side.id) == 1:
        raise Refused(
            _("You are the only lead of {side} in {case}. Invite another first.").format(
                side=view.side.name, case=view.name
            )
        )
    with acting(view, Right.SEE_CASE, None) as act:
        Membership.objects.filter(pk=view.actor.pk).update(ended_at=act.at)
        end_feeds(membership=view.actor.pk)
        who = str(actor_of(person, case_id).pk)
        record(log_of(act.side), view.actor, PERSON_LEFT, act.at, {"who": who})
