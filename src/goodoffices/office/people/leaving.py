"""Leave now: every session of a side ends and its key is locked.

Its lead opens the key again with her pass phrase.
"""

from __future__ import annotations

import base64
import uuid
from collections.abc import Sequence
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.office.access.acting import acting
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.falling_silent import fall_silent
from goodoffices.office.access.kept_texts import forget_texts
from goodoffices.office.access.rights import Right, speaks
from goodoffices.office.access.side_keys import give_log_keys
from goodoffices.office.computing.pool import forget_computed
from goodoffices.office.feeds.ending import end_feeds
from goodoffices.office.models import Invitation, Membership, Person, Session, Side
from goodoffices.office.pages.shown_pages import forget_pages
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import clock_and_chance, journal, keys, personal_keys
from goodoffices.office.sealing.journal import forget

#: What is said where a password does not open the lock of a side.
WRONG_PASSWORD = gettext_lazy("This is not your password. Nothing was unlocked.")


class KeyCopy(StrEnum):
    """What became of the office's own copy of a side's key.

    It is gone from its files; or overwritten, and still in the journal while somebody reads; or
    kept, as no lead has a key of her own.
    """

    GONE = "gone"
    GOING = "going"
    KEPT = "kept"


def leave_now(view: CaseView) -> KeyCopy:
    """End every session of the side and lock its papers until its lead unlocks them.

    It says what became of the office's own copy of the side's key. It leaves no entry.

    Where a lead has a key of her own, the key of the side is sealed to the leads alone and the
    office forgets it. Else the office only refuses to open the papers.
    """
    with acting(view, Right.LEAVE_NOW, None) as act:
        side = Side.objects.select_for_update().get(pk=view.side.id)
        memberships = list(
            Membership.objects.filter(side=side, ended_at=None).select_related("person")
        )
        if side.locked_at is None:
            _lock(side, [s.person for s in memberships if speaks(s.roles)])
            Side.objects.filter(pk=side.pk).update(locked_at=act.at)
        Invitation.objects.filter(side_id=side.pk, used_at=None).update(used_at=act.at)
        end_feeds(side=side.pk)
        fall_silent(side.pk, act.at)
        end_sessions([s.person_id for s in memberships])
    forget_computed()
    forget_pages()
    forget_texts()
    is_empty = forget()
    is_locked = bool(Side.objects.get(pk=view.side.id).locked_keys)
    return (KeyCopy.GONE if is_empty else KeyCopy.GOING) if is_locked else KeyCopy.KEPT


def _lock(side: Side, leads: Sequence[Person]) -> None:
    key = keys.unseal(keys.opening_key(), side.key, keys.place_of_side(side.pk))
    locked = {
        str(lead.pk): base64.b64encode(
            personal_keys.locked_to(lead.lock_public, key, keys.place_of_side(side.pk))
        ).decode()
        for lead in leads
        if lead.lock_public
    }
    if locked:
        Side.objects.filter(pk=side.pk).update(key=b"", locked_keys=locked)


def unlock(view: CaseView, password: str) -> None:
    """Open the side's papers again for its lead. Raises `Refused`.

    Where the key was locked, her pass phrase opens it.
    """
    with acting(view, Right.UNLOCK, None):
        side = Side.objects.select_for_update().get(pk=view.side.id)
        if side.locked_keys:
            locked, person = (
                side.locked_keys.get(str(view.actor.person_id)),
                Person.objects.get(pk=view.actor.person_id),
            )
            if locked is None or not person.lock_private:
                raise Refused(
                    _(
                        "Your password does not open this lock: "
                        "it was closed for those who led the side then."
                    )
                )
            try:
                key = personal_keys.unlocked(
                    base64.b64decode(locked),
                    person.lock_private,
                    password,
                    keys.place_of_side(side.pk),
                )
            except keys.NotOpened:
                raise Refused(WRONG_PASSWORD) from None
            Side.objects.filter(pk=side.pk).update(
                key=keys.seal(keys.opening_key(), key, keys.place_of_side(side.pk)), locked_keys={}
            )
        Side.objects.filter(pk=side.pk).update(locked_at=None)
        give_log_keys(view.case_id)


def end_session(person: uuid.UUID, row: str) -> None:
    """End one session of a person, by what its row is found by."""
    Session.objects.filter(person_id=person, pk=row).delete()


def end_other_sessions(person: uuid.UUID, row: str) -> None:
    """End every session of a person but one."""
    Session.objects.filter(person_id=person).exclude(pk=row).delete()


def end_sessions(people: Sequence[uuid.UUID]) -> None:
    """End every session of these people, at once."""
    for person in people:
        Person.objects.filter(pk=person).update(epoch=clock_and_chance.new_id())
    Session.objects.filter(person_id__in=people).delete()
    journal.ask()
