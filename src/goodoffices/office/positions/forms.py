"""The form of what a party said in public."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.pages.fields import DayField
from goodoffices.office.pages.forms import ActForm, Choice, Words
from goodoffices.office.positions.commands import (
    MOST_PUBLISHER,
    MOST_WORDS,
    PUBLISHER,
    WORDS,
    PublicStatement,
)
from goodoffices.office.record.in_words import POSITIONS


class PublicStatementForm(ActForm):
    """What a party said in public, who published it, and how the mediation reads it."""

    told_by: Collection[str] = ("public_words",)

    said_by = Choice(label=gettext_lazy("Who said it"))
    public_words = Words(label=gettext_lazy("Its words"), most=MOST_WORDS, missing=WORDS, rows=3)
    publisher = forms.CharField(
        label=gettext_lazy("Who published it"),
        max_length=MOST_PUBLISHER,
        error_messages={"required": PUBLISHER, "max_length": PUBLISHER},
    )
    published = DayField(label=gettext_lazy("Day of publication"))
    said_of = Choice(label=gettext_lazy("What it speaks of"), required=False)
    read_as = Choice(label=gettext_lazy("How we read it"), required=False)

    def __init__(
        self, request: HttpRequest, view: CaseView, proposals: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(request)
        w = wording_for_reader(view.case)
        self.offer("said_by", [(party, w.party(party)) for party in view.case.party_ids])
        self.offer("said_of", [("", _("none of the proposals")), *proposals])
        self.offer("read_as", [("", _("it says none of these")), *POSITIONS.items()])

    def statement(self) -> PublicStatement:
        """Read the statement. Raises `Refused`."""
        sent = self.read()
        return PublicStatement(
            party=sent["said_by"],
            of=sent["said_of"],
            position=sent["read_as"],
            words=sent["public_words"],
            publisher=sent["publisher"],
            day=sent["published"],
        )
