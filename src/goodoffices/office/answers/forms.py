"""The forms of answers: what is put to whom, by which rule, until when; and an answer."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.answers.commands import MOST_CALLS, MOST_WORDS, TOO_LONG, WHY_NOT, WORDS
from goodoffices.office.answers.readings import CallRead
from goodoffices.office.pages.forms import ActForm, Choice, Hidden, Words
from goodoffices.office.papers.packages import names_of_drafts
from goodoffices.office.talks.fields import DayField, Sides, TimeOfDay, named_parties
from goodoffices.procedure import Reason


class CallForm(ActForm):
    """What is put to parties for an answer."""

    told_by: Collection[str] = ("words",)

    rule = Choice(
        label=gettext_lazy("How they answer"),
        choices=[
            ("sealed", gettext_lazy("sealed: all say yes, or nobody learns who did")),
            ("assessment", gettext_lazy("assessment at home: you alone see what each answers")),
        ],
    )
    words = Words(label=gettext_lazy("What is put, in words"), most=MOST_WORDS, missing=WORDS)
    package = Choice(label=gettext_lazy("A draft that goes with it (optional)"), required=False)
    parties = Sides(label=gettext_lazy("Who is asked"))
    day = DayField(label=gettext_lazy("Answers until: day"))
    time = TimeOfDay(
        label=gettext_lazy("Hour, on your clock"), missing=gettext_lazy("Say until which hour.")
    )
    of = forms.IntegerField(
        label=gettext_lazy("How many calls there will be on this matter"),
        min_value=1,
        max_value=MOST_CALLS,
        initial=1,
    )
    again = Choice(
        label=gettext_lazy("Or a further call that was announced"),
        required=False,
        missing=gettext_lazy("No further call can be put on this matter now."),
    )

    def __init__(
        self,
        request: HttpRequest,
        view: CaseView,
        drafts: Mapping[str, Mapping[str, str]],
        calls: Collection[CallRead],
    ) -> None:
        super().__init__(request)
        self._drafts = drafts
        self.offer("package", [("", _("none")), *names_of_drafts(drafts)])
        self.offer("parties", named_parties(view))
        newest = {one.matter: one for one in sorted(calls, key=lambda one: one.number)}
        further = [
            (matter, one.words[:80])
            for matter, one in newest.items()
            if one.is_closed and one.number < one.of
        ]
        self.offer("again", [("", _("no, the first on its matter")), *further])

    def closes(self) -> datetime.datetime:
        """Give the hour, with the zone of the reader's clock. Raises `Refused`."""
        sent = self.read()
        zone = timezone.get_current_timezone()
        return datetime.datetime.combine(sent["day"], sent["time"], zone)

    def composed(self) -> Mapping[str, str]:
        """Give the package that goes with the words; empty where none does. Raises `Refused`."""
        return self._drafts.get(self.read()["package"], {})


class SealedAnswerForm(ActForm):
    """The answer of one's side; empty: it is taken back."""

    told_by: Collection[str] = ("call",)

    call = Hidden(most=40)
    choice = Choice(
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")), ("", "")],
        required=False,
        missing=WHY_NOT[Reason.NO_CHOICE],
    )


class AssessmentForm(ActForm):
    """What a principal answers to what came of talks."""

    told_by: Collection[str] = ("assessed",)

    assessed = Hidden(most=40)
    assessment = Choice(
        label=gettext_lazy("Our answer"),
        choices=[
            ("accept", gettext_lazy("We accept")),
            ("reserve", gettext_lazy("We reserve our answer")),
            ("reject", gettext_lazy("We reject")),
        ],
        missing=WHY_NOT[Reason.NO_CHOICE],
    )
    assessment_words = Words(
        label=gettext_lazy("Why, and what would have to change"),
        most=MOST_WORDS,
        missing=TOO_LONG,
        required=False,
        rows=3,
    )
