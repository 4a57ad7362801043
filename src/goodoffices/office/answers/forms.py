"""The forms of answers: under seal, and to calls whose answers are entries."""

from __future__ import annotations

from collections.abc import Collection

from django import forms
from django.utils.translation import gettext_lazy

from goodoffices.office.answers.commands import MOST_WORDS, TOO_LONG, WHY_NOT
from goodoffices.office.pages.forms import ActForm, Choice, Hidden, Words
from goodoffices.procedure import MOST_PACKAGES, MOST_WORDINGS, Reason

_NUMBERS = [(str(number), str(number)) for number in range(1, MOST_PACKAGES + 1)]


class SealedAnswerForm(ActForm):
    """The answer of one's side under seal; empty: it is taken back.

    ``choice``: yes or no, or an amount; ``accepted``: packages; ``rank-1`` and so on: of wordings.
    """

    told_by: Collection[str] = ("call",)

    call = Hidden(most=40)
    choice = forms.CharField(
        required=False, max_length=20, error_messages={"max_length": WHY_NOT[Reason.NO_CHOICE]}
    )
    accepted = forms.MultipleChoiceField(
        choices=_NUMBERS,
        required=False,
        error_messages={"invalid_choice": WHY_NOT[Reason.NO_CHOICE]},
    )

    def __init__(self, *args: object, **named: object) -> None:
        super().__init__(*args, **named)  # type: ignore[arg-type]
        for number in range(1, MOST_WORDINGS + 1):
            self.fields[f"rank-{number}"] = Choice(
                choices=_NUMBERS, required=False, missing=WHY_NOT[Reason.NO_CHOICE]
            )

    def answer(self) -> str:
        """Give the answer in the one writing of its rule. Raises `Refused`."""
        sent = self.read()
        ranks = [sent[f"rank-{number}"] for number in range(1, MOST_WORDINGS + 1)]
        if any(ranks):
            return ",".join(rank for rank in ranks if rank)
        if sent["accepted"]:
            return ",".join(sorted(set(sent["accepted"])))
        return str(sent["choice"]).strip()


class AssessmentForm(ActForm):
    """What a side answers to a call whose answers are entries."""

    told_by: Collection[str] = ("assessed",)

    assessed = Hidden(most=40)
    assessment = Choice(
        label=gettext_lazy("Our answer"),
        choices=[
            ("accept", gettext_lazy("We accept")),
            ("reserve", gettext_lazy("We reserve our answer")),
            ("reject", gettext_lazy("We reject")),
            ("consent", gettext_lazy("We consent")),
            ("refuse", gettext_lazy("We do not consent")),
            ("object", gettext_lazy("We object")),
            ("agree", gettext_lazy("We do not object")),
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


class SeatOpenedForm(ActForm):
    """The call by which a seat was consented to."""

    told_by: Collection[str] = ("seat",)

    seat = Hidden(most=40)


class AnnounceForm(ActForm):
    """The call whose hour is announced once more."""

    told_by: Collection[str] = ("announced",)

    announced = Hidden(most=40)
