"""What versions and copies of texts say: each beside the entry of a log that holds its digest."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from goodoffices.office.models.record import Log
from goodoffices.office.sealing import clock_and_chance


class TextBody(models.Model):
    """What a version or a copy of a text says, sealed under a key of its own.

    It went with the entry of this ``number`` in this ``log``, for all who read that log, and goes
    with it. ``sealed``: the text, packed; ``folded``: its distinct words as they are searched.
    """

    id = models.UUIDField(primary_key=True, default=clock_and_chance.new_id, editable=False)
    log = models.ForeignKey(Log, models.PROTECT, related_name="text_bodies")
    number = models.PositiveIntegerField()
    key = models.BinaryField()
    sealed = models.BinaryField()
    folded = models.BinaryField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["log", "number"], name="one_text_per_entry")
        ]

    @property
    def place(self) -> str:
        """Name what the key of the text is tied to: its row, and the entry that it went with."""
        return place_of_body(self.pk, self.log_id, self.number)


def place_of_body(body: uuid.UUID, log: uuid.UUID, number: int) -> str:
    """Name what the key of a text is tied to."""
    return f"text {body} of log {log} {number}"
