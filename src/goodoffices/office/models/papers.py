"""The papers of sides, changes of a case, and analyses that were asked for."""

from __future__ import annotations

import datetime
from typing import ClassVar

from django.db import models

from goodoffices.office.models.people import CaseRow, Side
from goodoffices.office.row_security import set_row_security
from goodoffices.office.sealing import clock_and_chance
from goodoffices.office.sealing.sealed_columns import sealed_column


class CaseChange(models.Model):
    """A change of a case that was put to its parties.

    ``sealed``: ``case.yaml`` as it would be, and the words with it. ``ended_at``: when it was taken
    (``taken``) or taken back.
    """

    id = models.UUIDField(primary_key=True, default=clock_and_chance.new_id, editable=False)
    case = models.ForeignKey(CaseRow, models.PROTECT, related_name="changes")
    key = models.BinaryField()
    sealed = models.BinaryField()
    put_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    taken = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(ended_at=None), name="one_open_change_per_case"
            )
        ]


class Consent(models.Model):
    """What a party answered to a change; for itself and the mediation."""

    id = models.UUIDField(primary_key=True, default=clock_and_chance.new_id, editable=False)
    change = models.ForeignKey(CaseChange, models.PROTECT, related_name="consents")
    side = models.ForeignKey(Side, models.PROTECT)
    agrees_sealed = models.BinaryField()
    agrees = sealed_column("agrees_sealed", "consent", None)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["change", "side"], name="one_consent_per_side")
        ]


class Papers(models.Manager["Paper"]):
    """Papers, among them those that are to be deleted."""

    def expired(self, at: datetime.datetime) -> models.QuerySet[Paper]:
        """Select the papers that expired by then, of all sides.

        To ask for them sets the row-level-security context to them: they can be deleted.
        """
        set_row_security({"office.housekeeping": at.isoformat()})
        return self.filter(expires_at__lt=at)


class Paper(models.Model):
    """A working paper of a side.

    It is sealed under a key of its own, outside the record, and gone when it expires. ``tag``:
    stands for its kind (`keys.kind_tag`).
    """

    id = models.UUIDField(primary_key=True, default=clock_and_chance.new_id, editable=False)
    side = models.ForeignKey(Side, models.PROTECT, related_name="papers")
    tag = models.CharField(max_length=32)
    key = models.BinaryField()
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)

    objects = Papers()


class Request(models.Model):
    """An analysis that was asked for. ``state``: waiting, running, done, failed, cancelled."""

    id = models.UUIDField(primary_key=True, default=clock_and_chance.new_id, editable=False)
    side = models.ForeignKey(Side, models.PROTECT, related_name="requests")
    state = models.CharField(max_length=10, default="waiting")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    #: Why it failed, or how far it is, in words that name no value.
    words = models.CharField(max_length=200, blank=True)
