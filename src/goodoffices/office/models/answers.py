"""Sealed answers: what was asked until when, and a row of one size for each side that was asked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from goodoffices.office.models.people import CaseRow, Side
from goodoffices.office.sealing.sealed_columns import sealed_column


class AnswerCall(models.Model):
    """That sides are asked for answers until an hour; what is asked stands in their logs.

    ``said``: by which rule, asked with what, of which sides, on which matter, the how-many-th of
    how many. ``joint``: the joint result, from the moment at which it was found (None before);
    ``found``: a better package with each side's gain, which nobody is shown before all want that.
    ``told_at``: when what came of it was entered into the logs; None: it was not yet.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    case = models.ForeignKey(CaseRow, models.PROTECT, related_name="+")
    closes_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    said_sealed = models.BinaryField()
    said = sealed_column("said_sealed", "call for answers", {})
    found_sealed = models.BinaryField(null=True)
    found = sealed_column("found_sealed", "what was found for a call", None, 8_192)
    joint_sealed = models.BinaryField(null=True)
    joint = sealed_column("joint_sealed", "joint result", None)


class SealedAnswer(models.Model):
    """What one side answers, from the moment at which the call opens: empty while it is silent.

    Each change writes over the same row. Under seal it is of the same size with no time in the
    clear, and all rows of a call are deleted when its result is entered. Where all who are asked
    read each answer, the row holds its words, its time and who gave it, and stays.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    call = models.ForeignKey(AnswerCall, models.PROTECT, related_name="answers")
    side = models.ForeignKey(Side, models.PROTECT, related_name="+")
    choice_sealed = models.BinaryField()
    choice = sealed_column("choice_sealed", "sealed answer", "")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["call", "side"], name="one_answer_per_side")
        ]
