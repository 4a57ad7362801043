"""Files that sides dropped into a case: one's own, and those that went with an entry of a log."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from goodoffices.office.models.people import Side
from goodoffices.office.models.record import Log
from goodoffices.office.sealing import clock_and_chance


class StoredFile(models.Model):
    """A file with its text, sealed under a key of its own.

    ``side``: whose own drawer it lies in; ``log``: for all who read that log, under the log's key,
    with the ``number`` of the entry that it went with. Exactly one of the two is set. ``head``:
    what is said of it (name, label, day …), ``text``: its text, ``folded``: its
    distinct words as they are searched, ``content``: its bytes; each sealed, and all gone with
    ``key``.
    """

    id = models.UUIDField(primary_key=True, default=clock_and_chance.new_id, editable=False)
    side = models.ForeignKey(Side, models.PROTECT, null=True, related_name="files")
    log = models.ForeignKey(Log, models.PROTECT, null=True, related_name="files")
    number = models.PositiveIntegerField(null=True)
    key = models.BinaryField()
    head = models.BinaryField()
    text = models.BinaryField()
    folded = models.BinaryField()
    content = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(side=None) ^ models.Q(log=None), name="a_file_has_one_place"
            )
        ]

    @property
    def place(self) -> str:
        """Name what the key of the file is tied to."""
        return place_of_file(self.pk, self.side_id, self.log_id)


def place_of_file(file: uuid.UUID, side: uuid.UUID | None, log: uuid.UUID | None) -> str:
    """Name what the key of a file is tied to: its row, and whose it is."""
    return f"file {file} of " + (f"side {side}" if log is None else f"log {log}")
