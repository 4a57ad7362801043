"""The record: logs with their keys and entries, and what the office signed of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from goodoffices.office.models.people import CaseRow, Side
from goodoffices.office.sealing import clock_and_chance


class Log(models.Model):
    """The entries for one set of readers.

    ``side``: a party's log is its own with the mediation, the mediation's its own; None: all
    parties.
    """

    id = models.UUIDField(primary_key=True, default=clock_and_chance.new_id, editable=False)
    case = models.ForeignKey(CaseRow, models.PROTECT, related_name="logs")
    label = models.CharField(max_length=100)
    side = models.ForeignKey(Side, models.PROTECT, null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "label"], name="one_log_per_label")
        ]


class LogKey(models.Model):
    """The key of a log, wrapped for one of the sides that read it."""

    id = models.UUIDField(primary_key=True, default=clock_and_chance.new_id, editable=False)
    log = models.ForeignKey(Log, models.PROTECT, related_name="keys")
    side = models.ForeignKey(Side, models.PROTECT, related_name="+")
    key = models.BinaryField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["log", "side"], name="one_wrapping_per_reader")
        ]


class Entry(models.Model):
    """One entry of a log, never changed, but that its words may be destroyed.

    ``sealed``: its canonical bytes; ``salt`` and ``digest``: of its leaf. ``tag``: stands for its
    kind. ``is_of_log``: its key is wrapped under that of its log; entries of the first version
    under the opening key. ``key``, ``sealed``, ``salt`` and ``tag`` are empty where its words were
    destroyed.
    """

    id = models.UUIDField(primary_key=True, default=clock_and_chance.new_id, editable=False)
    log = models.ForeignKey(Log, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    tag = models.CharField(max_length=32, default="")
    is_of_log = models.BooleanField(default=False)
    key = models.BinaryField()
    sealed = models.BinaryField()
    salt = models.BinaryField()
    digest = models.BinaryField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["log", "number"], name="one_entry_per_number")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["log", "tag"], name="entries_by_kind")
        ]


class EntryBlock(models.Model):
    """What a hundred entries of a log say, sealed at once under the key of the log.

    It is a copy, kept for speed alone: the entries are what counts. ``number``: the first block of
    a log is 1. ``entries``: what they say; ``words``: the words in them, folded, as they are
    searched. It is deleted when one of its entries is destroyed, and made anew without its words.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    log = models.ForeignKey(Log, models.PROTECT, related_name="blocks")
    number = models.PositiveIntegerField()
    entries = models.BinaryField()
    words = models.BinaryField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["log", "number"], name="one_block_per_number")
        ]


class SigningKey(models.Model):
    """A key with which the office signs checkpoints; the one that began last signs.

    ``sealed``: its private half, under the opening key.
    """

    id = models.UUIDField(primary_key=True, default=clock_and_chance.new_id, editable=False)
    sealed = models.BinaryField()
    begun_at = models.DateTimeField()


class LogCheckpoint(models.Model):
    """What the office signed of a log, never changed.

    ``size``: of how many entries; ``note``: the signed text; ``key``: that which signs the log from
    here on.
    """

    id = models.UUIDField(primary_key=True, default=clock_and_chance.new_id, editable=False)
    log = models.ForeignKey(Log, models.PROTECT, related_name="checkpoints")
    key = models.ForeignKey(SigningKey, models.PROTECT, related_name="+")
    size = models.PositiveIntegerField()
    at = models.DateTimeField()
    note = models.TextField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["log", "size"], name="one_checkpoint_per_size")
        ]
