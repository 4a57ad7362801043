"""The forms of the beginning: a first contact, a text that is put to parties, and its answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.beginning.commands import MOST_LINE, MOST_PART, PART_MISSING
from goodoffices.office.beginning.in_words import HEADINGS
from goodoffices.office.beginning.readings import PARTS, newest_text
from goodoffices.office.pages.fields import DayField, Sides, named_parties, today
from goodoffices.office.pages.forms import ActForm, Choice, Identifier, Line, Words, YesBox


class ContactForm(ActForm):
    """The first contact with a party: when, how."""

    told_by: Collection[str] = ("party", "how")

    party = Choice(
        label=gettext_lazy("Party"), missing=gettext_lazy("Choose a party that is in the talks.")
    )
    on = DayField(label=gettext_lazy("Day"))
    how = Line(
        label=gettext_lazy("How, in one line"),
        most=MOST_LINE,
        missing=gettext_lazy("Say how the contact was made."),
    )
    told = forms.BooleanField(
        label=gettext_lazy("The party reads this, too, in its record"),
        widget=YesBox,
        required=False,
    )

    def __init__(self, request: HttpRequest, view: CaseView) -> None:
        super().__init__(request, initial={"on": today(), "party": request.GET.get("party", "")})
        self.offer("party", named_parties(view))
        if not view.may(Right.RELEASE):
            del self.fields["told"]


class TermsForm(ActForm):
    """A text that is put to parties; its fields are the parts of the text.

    It begins with what was put last.
    """

    told_by: Collection[str] = ("interests", "scope")

    parties = Sides(label=gettext_lazy("Put it before"))

    def __init__(self, request: HttpRequest, view: CaseView, what: str) -> None:
        last = newest_text(view, what) if request.method == "GET" else {}
        super().__init__(request, initial=dict(last))
        for name in PARTS[what]:
            self.fields[name] = Words(
                label=HEADINGS[name],
                most=MOST_PART,
                missing=PART_MISSING,
                rows=8 if what == "disclosure" else 4,
            )
        self.names = PARTS[what]
        self.offer("parties", named_parties(view))
        self.fields["parties"].required = True
        self.fields["parties"].error_messages["required"] = _("Choose a party.")

    @property
    def parts(self) -> list[forms.BoundField]:
        """List the fields of the text."""
        return [self[name] for name in self.names]

    def text(self, sent: Mapping[str, Any]) -> dict[str, str]:
        """Give the text that was sent, by the names of its parts."""
        return {name: sent[name] for name in self.names}


class TermsAnswerForm(ActForm):
    """A party's answer to a text that was put before it; ``terms``: its id."""

    terms = Identifier()
    agrees = Choice(choices=[("yes", "yes"), ("no", "no")])
