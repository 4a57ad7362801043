"""Joint statements that wait for their hour, or are public."""

from __future__ import annotations

from django.db import models

from goodoffices.office.models.answers import AnswerCall
from goodoffices.office.sealing.sealed_columns import sealed_column


class JointStatement(models.Model):
    """A joint statement that is put to sides: what becomes public where all approve it.

    ``call``: by which they are asked, until the hour at which it is public; ``digest``: of the
    secret in its address; ``content``: title, texts, names, that secret, and whether the office
    itself shows it. It goes where the call is void.
    """

    call = models.OneToOneField(AnswerCall, models.PROTECT, primary_key=True, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    content_sealed = models.BinaryField()
    content = sealed_column("content_sealed", "joint statement", {}, 8_192)
