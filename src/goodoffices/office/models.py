"""The tables. Only the two doors use them: `case_view` to read, `commands` to write."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from goodoffices.office import chance


class People(BaseUserManager["Person"]):
    """Persons are found by the name with which they sign in."""


class Person(AbstractBaseUser):
    """Somebody who can sign in. ``may_open_cases``: a mediator of this office."""

    id = models.UUIDField(primary_key=True, default=chance.new_id, editable=False)
    sign_in_name = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    may_open_cases = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()
    #: Where her clock is (IANA name); times on her pages are written in it.
    time_zone = models.CharField(max_length=64, default="UTC")
    #: Her own pair of keys (`locking`); None where she never chose a pass phrase here.
    lock_public = models.BinaryField(null=True)
    lock_private = models.BinaryField(null=True)
    #: Changed when all sessions of the person end: none made before is valid after.
    epoch = models.UUIDField(default=chance.new_id)

    USERNAME_FIELD = "sign_in_name"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = People()

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """What a session is valid for: this password, and this epoch."""
        return salted_hmac("goodoffices session", f"{self.password} {self.epoch}", algorithm="sha256").hexdigest()


class CaseRow(models.Model):
    """A case. ``sealed``: its public part (name and ``case.yaml``) under ``key``, which is wrapped under the opening key."""

    id = models.UUIDField(primary_key=True, default=chance.new_id, editable=False)
    key = models.BinaryField()
    sealed = models.BinaryField()
    opened_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)


class Side(models.Model):
    """One side of a case. ``party``: which party of the case it is. ``key``: of this side in this case, wrapped; empty while ``locked_keys`` hold it, sealed to each of its leads.

    ``locked_at``: its papers stay shut until its lead unlocks them.
    """

    id = models.UUIDField(primary_key=True, default=chance.new_id, editable=False)
    case = models.ForeignKey(CaseRow, models.PROTECT, related_name="sides")
    kind = models.CharField(max_length=20)
    party = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=200)
    place = models.PositiveSmallIntegerField()
    key = models.BinaryField()
    locked_at = models.DateTimeField(null=True)
    locked_keys = models.JSONField(default=dict)
    #: The mediation's: hours of the day (UTC, "06:00") at which the case is analysed, and up to when that was done.
    analysed_at = models.JSONField(default=list)
    analysed_until = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)


class Standing(models.Model):
    """A person on a side, from then until it ended."""

    id = models.UUIDField(primary_key=True, default=chance.new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="standings")
    side = models.ForeignKey(Side, models.PROTECT, related_name="standings")
    functions = models.JSONField()
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    #: When the person had read what the record keeps.
    told_at = models.DateTimeField(null=True)


class Invitation(models.Model):
    """A link or code for one person, once. Only digests are kept; ``second``: of the code that comes by another channel."""

    id = models.UUIDField(primary_key=True, default=chance.new_id, editable=False)
    digest = models.BinaryField(unique=True)
    second = models.BinaryField(null=True)
    side = models.ForeignKey(Side, models.PROTECT, null=True)
    functions = models.JSONField(default=list)
    name = models.CharField(max_length=120)
    #: Set where the link signs in a person who exists: demonstrations only.
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    may_open_cases = models.BooleanField(default=False)
    #: Who invited; an invitation ends with her standing.
    by = models.ForeignKey(Standing, models.PROTECT, null=True, related_name="+")
    by_side = models.ForeignKey(Side, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Paper(models.Model):
    """A working paper of a side: sealed under a key of its own, outside the record, gone when it expires."""

    id = models.UUIDField(primary_key=True, default=chance.new_id, editable=False)
    side = models.ForeignKey(Side, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=20)
    key = models.BinaryField()
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)


class Request(models.Model):
    """An analysis that was asked for. ``state``: waiting, running, done, failed, cancelled."""

    id = models.UUIDField(primary_key=True, default=chance.new_id, editable=False)
    side = models.ForeignKey(Side, models.PROTECT, related_name="requests")
    state = models.CharField(max_length=10, default="waiting")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    #: Why it failed, or how far it is, in words that name no value.
    words = models.CharField(max_length=200, blank=True)


class Log(models.Model):
    """The entries for one set of readers. ``side``: a party's log is its own with the mediation, the mediation's its own; None: all parties."""

    id = models.UUIDField(primary_key=True, default=chance.new_id, editable=False)
    case = models.ForeignKey(CaseRow, models.PROTECT, related_name="logs")
    label = models.CharField(max_length=100)
    side = models.ForeignKey(Side, models.PROTECT, null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [models.UniqueConstraint(fields=["case", "label"], name="one_log_per_label")]


class Entry(models.Model):
    """One entry of a log, never changed. ``sealed``: its canonical bytes; ``salt`` and ``digest``: of its leaf."""

    id = models.UUIDField(primary_key=True, default=chance.new_id, editable=False)
    log = models.ForeignKey(Log, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    key = models.BinaryField()
    sealed = models.BinaryField()
    salt = models.BinaryField()
    digest = models.BinaryField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["log", "number"], name="one_entry_per_number")
        ]


class Done(models.Model):
    """An act that a person's form did, so that the same form does it once."""

    id = models.UUIDField(primary_key=True, default=chance.new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT)
    form = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [models.UniqueConstraint(fields=["person", "form"], name="a_form_acts_once")]


class CaseChange(models.Model):
    """A change of a case that was put to its parties. ``sealed``: ``case.yaml`` as it would be, and the words with it. ``ended_at``: when it was taken (``taken``) or taken back."""

    id = models.UUIDField(primary_key=True, default=chance.new_id, editable=False)
    case = models.ForeignKey(CaseRow, models.PROTECT, related_name="changes")
    key = models.BinaryField()
    sealed = models.BinaryField()
    put_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    taken = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case"], condition=models.Q(ended_at=None), name="one_open_change_per_case")
        ]


class Consent(models.Model):
    """What a party answered to a change; for itself and the mediation."""

    id = models.UUIDField(primary_key=True, default=chance.new_id, editable=False)
    change = models.ForeignKey(CaseChange, models.PROTECT, related_name="consents")
    side = models.ForeignKey(Side, models.PROTECT)
    agrees = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["change", "side"], name="one_consent_per_side")
        ]
