"""Who signs in, and where she stands: persons, cases with their sides, memberships, sessions."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from goodoffices.office.row_security import set_row_security
from goodoffices.office.sealing import clock_and_chance
from goodoffices.office.sealing.sealed_columns import sealed_column
from goodoffices.report.languages import LANGUAGES, translations_in


class People(BaseUserManager["Person"]):
    """Persons are found by the name with which they sign in."""


class Person(AbstractBaseUser):
    """Somebody who can sign in. ``may_open_cases``: a mediator of this office."""

    id = models.UUIDField(primary_key=True, default=clock_and_chance.new_id, editable=False)
    sign_in_name = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    may_open_cases = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()
    #: Where her clock is (IANA name); times on her pages are written in it.
    time_zone_sealed = models.BinaryField(null=True)
    time_zone = sealed_column("time_zone_sealed", "person time zone", "UTC")
    #: In which language her pages are; empty where she left it to her browser.
    language_sealed = models.BinaryField(null=True)
    language = sealed_column("language_sealed", "person language", "")
    #: Where reminders go that she asked for; empty: nowhere.
    mail_sealed = models.BinaryField(null=True)
    mail = sealed_column("mail_sealed", "person mail", "")
    #: Her own pair of keys (`personal_keys`); None where she never chose a pass phrase here.
    lock_public = models.BinaryField(null=True)
    lock_private = models.BinaryField(null=True)
    #: Changed when all sessions of the person end: none made before is valid after.
    epoch = models.UUIDField(default=clock_and_chance.new_id)

    #: Words that her password must not be made of, while it is looked at.
    own_words: Sequence[str] = ()

    USERNAME_FIELD = "sign_in_name"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = People()

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """Make the hash for which a session is valid: of this password, and this epoch."""
        return salted_hmac(
            "goodoffices session", f"{self.password} {self.epoch}", algorithm="sha256"
        ).hexdigest()


#: The name of the mediation's side as it is kept, in each case.
THE_MEDIATION = "The mediation"


def is_called_as_the_mediation(name: str) -> bool:
    """Tell whether a name is that of the mediation's side, in any language of the office."""
    called = {translations_in(one).gettext(THE_MEDIATION).casefold() for one in LANGUAGES}
    return name.strip().casefold() in called


class CaseRow(models.Model):
    """A case.

    ``sealed``: its public part (name and ``case.yaml``) under ``key``, which is wrapped under the
    opening key.
    """

    id = models.UUIDField(primary_key=True, default=clock_and_chance.new_id, editable=False)
    key = models.BinaryField()
    sealed = models.BinaryField()
    opened_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    #: Since when people may have calendar feeds of the case; None: they may not.
    feeds_allowed_at = models.DateTimeField(null=True)


class Side(models.Model):
    """One side of a case.

    ``party``: which party of the case it is. ``key``: of this side in this case, wrapped; empty
    while ``locked_keys`` hold it, sealed to each of its leads. ``locked_at``: its papers stay shut
    until its lead unlocks them.
    """

    id = models.UUIDField(primary_key=True, default=clock_and_chance.new_id, editable=False)
    case = models.ForeignKey(CaseRow, models.PROTECT, related_name="sides")
    kind = models.CharField(max_length=20)
    party = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=200)
    place = models.PositiveSmallIntegerField()
    key = models.BinaryField()
    locked_at = models.DateTimeField(null=True)
    locked_keys = models.JSONField(default=dict)
    #: The mediation's: hours of the day (UTC, "06:00") at which the case is analysed, and up to
    #: when that was done.
    analysed_at = models.JSONField(default=list)
    analysed_until = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    @property
    def called(self) -> str:
        """Give the name of the side for the reader of a page; people gave all names but one."""
        return gettext("The mediation") if self.name == THE_MEDIATION else self.name


class Memberships(models.Manager["Membership"]):
    """Memberships that last, of one person or of one side.

    To ask for them sets the row-level-security context to her, or to the side.
    """

    def of_person(self, person: uuid.UUID) -> models.QuerySet[Membership]:
        """Select the memberships of one person."""
        set_row_security({"office.person": str(person)})
        return self.filter(person_id=person, ended_at=None)

    def of_side(self, side: uuid.UUID) -> models.QuerySet[Membership]:
        """Select the memberships on a side that acts by itself, as in an analysis."""
        set_row_security({"office.people": str(side)})
        return self.filter(side_id=side, ended_at=None)


class Membership(models.Model):
    """A person's place on a side, with her roles there, from ``since`` until ``ended_at``.

    ``case``: that of the side; in one case a person is on one side. ``is_first``: she came by an
    invitation of the mediation, as the first of her party. The roles are sealed under the name that
    they had in version 0.2.
    """

    id = models.UUIDField(primary_key=True, default=clock_and_chance.new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    side = models.ForeignKey(Side, models.PROTECT, related_name="memberships")
    case = models.ForeignKey(CaseRow, models.PROTECT, related_name="+")
    is_first = models.BooleanField(default=False)
    roles_sealed = models.BinaryField()
    roles = sealed_column("roles_sealed", "standing functions", [])
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    #: When the person had read what the record keeps.
    told_at = models.DateTimeField(null=True)
    #: Up to when she has seen what is new, ISO 8601; empty where she never said so. Hers alone.
    seen_until_sealed = models.BinaryField(null=True)
    seen_until = sealed_column("seen_until_sealed", "membership seen", "")

    objects = Memberships()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person", "case"],
                condition=models.Q(ended_at=None),
                name="one_side_per_person_and_case",
            ),
            models.UniqueConstraint(
                fields=["side"],
                condition=models.Q(ended_at=None, is_first=True),
                name="one_first_person_per_side",
            ),
        ]


class Actor(models.Model):
    """A person as the record of one case names her: by a random id.

    Her name is sealed beside the record, so that it can be erased while the entries stay.
    ``person``: None while she is only invited.
    """

    id = models.UUIDField(primary_key=True, default=clock_and_chance.new_id, editable=False)
    case = models.ForeignKey(CaseRow, models.PROTECT, related_name="actors")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    key = models.BinaryField()
    sealed = models.BinaryField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "person"], name="one_actor_per_person_and_case")
        ]


class Invitation(models.Model):
    """A link or code for one person, once.

    Only digests are kept; ``second``: of the code that comes by another channel.
    """

    id = models.UUIDField(primary_key=True, default=clock_and_chance.new_id, editable=False)
    digest = models.BinaryField(unique=True)
    second = models.BinaryField(null=True)
    side = models.ForeignKey(Side, models.PROTECT, null=True)
    roles_sealed = models.BinaryField(null=True)
    roles = sealed_column("roles_sealed", "invitation functions", [])
    name = models.CharField(max_length=120)
    #: How the record names who is invited.
    actor = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    #: Set where the link signs in a person who exists: demonstrations only.
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    may_open_cases = models.BooleanField(default=False)
    #: Who invited; an invitation ends with her membership.
    by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    by_side = models.ForeignKey(Side, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


#: For how long the acts of a side are counted.
ACTS_COUNT_FOR = datetime.timedelta(hours=1)


class KeyedAct(models.Model):
    """An act of a person, done once for one idempotency key, which her form brings.

    The acts of a side are counted by the hour.
    """

    id = models.UUIDField(primary_key=True, default=clock_and_chance.new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT)
    side = models.ForeignKey(Side, models.PROTECT, null=True, related_name="+")
    idempotency_key = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "idempotency_key"], name="a_key_acts_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["side", "at"], name="acts_of_a_side")
        ]

    @classmethod
    def within_an_hour(cls, side: uuid.UUID, at: datetime.datetime) -> models.QuerySet[KeyedAct]:
        """Select the acts of a side that count at a time."""
        return cls.objects.filter(side_id=side, at__gt=at - ACTS_COUNT_FOR)


class CalendarFeed(models.Model):
    """A link by which a calendar program fetches the rounds of a case for one person.

    ``digest``: of what the link holds. It is deleted with what it hangs on: her membership, the
    case that allows it, *leave now*.
    """

    id = models.UUIDField(primary_key=True, default=clock_and_chance.new_id, editable=False)
    membership = models.OneToOneField(Membership, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(CaseRow, models.PROTECT, related_name="+")
    digest = models.BinaryField(unique=True)
    made_at = models.DateTimeField()


class ReminderHour(models.Model):
    """The last hour at which reminders were sent."""

    id = models.UUIDField(primary_key=True, default=clock_and_chance.new_id, editable=False)
    at = models.DateTimeField(unique=True)


class Session(models.Model):
    """Somebody who is signed in.

    ``digest``: of what her cookie holds; ``ends_at``: when it ends, whatever she does; ``sealed``:
    its content, with her address and browser.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    began_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)
    sealed = models.BinaryField()
