"""The forms of rounds: one that took place, and whom to let know of it."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.pages.forms import ActForm, Choice, Hidden, Line, Words
from goodoffices.office.sealing import clock_and_chance
from goodoffices.office.talks.readings import NextStep, RoundHeld

#: Next steps of one form; characters of a line, and of what was decided.
STEPS, MOST_LINE, MOST_DECIDED = 3, 200, 4_000
#: What somebody does next who is no party.
MEDIATION = "mediation"
#: On which level a round is held, in words.
LEVEL_WORDS = {
    "technical": pgettext_lazy("level of a round", "technical"),
    "political": pgettext_lazy("level of a round", "political"),
    "leaders": pgettext_lazy("level of a round", "leaders"),
}


class Parties(forms.MultipleChoiceField):
    """Some of the parties, or none."""

    def __init__(self, **named: Any) -> None:
        super().__init__(required=False, widget=forms.CheckboxSelectMultiple, **named)


class TellingForm(ActForm):
    """Whom to let know of a round, and who reads what came of it."""

    told_by: Collection[str] = ("number", "known", "readers")

    number = Hidden(most=36)
    known = Parties(label=gettext_lazy("Who may know that it took place"))
    readers = Parties(label=gettext_lazy("Who may read what came of it"))

    def __init__(self, request: HttpRequest, view: CaseView) -> None:
        super().__init__(request)
        parties = named_parties(view)
        for name in ("known", "readers"):
            self.offer(name, parties)


class RoundForm(TellingForm):
    """A round that took place."""

    told_by: Collection[str] = ("track", "day")

    track = Line(
        label=gettext_lazy("Track: which talks, with whom"),
        most=MOST_LINE,
        missing=gettext_lazy("Say which talks it belongs to."),
    )
    day = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput({"type": "date"}),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": gettext_lazy("Say on which day it was."),
            "invalid": gettext_lazy("Write the day as 2025-03-23."),
        },
    )
    began = forms.TimeField(
        label=gettext_lazy("From, on your clock"),
        widget=forms.TimeInput({"type": "time"}),
        input_formats=["%H:%M"],
        error_messages={
            "required": gettext_lazy("Say when it began."),
            "invalid": gettext_lazy("Write the time as 18:00."),
        },
    )
    ended = forms.TimeField(
        label=gettext_lazy("Until (optional)"),
        required=False,
        widget=forms.TimeInput({"type": "time"}),
        input_formats=["%H:%M"],
        error_messages={"invalid": gettext_lazy("Write the time as 18:00.")},
    )
    place = Line(label=gettext_lazy("Place, or how (optional)"), most=MOST_LINE, required=False)
    level = Choice(label=gettext_lazy("Level"), choices=list(LEVEL_WORDS.items()))
    parties = Parties(label=gettext_lazy("Who took part, beside the mediation"))
    decided = Words(
        label=gettext_lazy("What was decided (optional)"),
        most=MOST_DECIDED,
        missing=gettext_lazy("Say it in at most 4,000 characters."),
        required=False,
    )

    def __init__(self, request: HttpRequest, view: CaseView) -> None:
        super().__init__(request, view)
        self.initial = {**self.initial, "day": timezone.localtime(clock_and_chance.now()).date()}
        self.offer("parties", named_parties(view))
        if not view.may(Right.RELEASE):
            del self.fields["known"], self.fields["readers"]
        for number in range(1, STEPS + 1):
            self.fields[f"step{number}"] = Line(
                label=_("Next step {number}").format(number=number),
                most=MOST_LINE,
                required=False,
            )
            self.fields[f"who{number}"] = Choice(
                label=pgettext_lazy("of a next step", "Who"),
                choices=[(MEDIATION, _("the mediation")), *named_parties(view)],
                required=False,
            )
            self.fields[f"due{number}"] = forms.DateField(
                label=pgettext_lazy("of a next step", "Until (optional)"),
                required=False,
                widget=forms.DateInput({"type": "date"}),
                input_formats=["%Y-%m-%d"],
                error_messages={"invalid": _("Write the day as 2025-03-23.")},
            )

    @property
    def steps(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """List the fields of each next step: what, who, until when."""
        return [(self[f"step{n}"], self[f"who{n}"], self[f"due{n}"]) for n in range(1, STEPS + 1)]

    def held(self) -> RoundHeld:
        """Read the round. Raises `Refused`."""
        sent = self.read()
        began = _moment(sent["day"], sent["began"])
        ended = None if sent["ended"] is None else _moment(sent["day"], sent["ended"])
        if ended is not None and ended < began:
            ended += datetime.timedelta(days=1)
        return RoundHeld(
            track=sent["track"],
            began=began,
            ended=ended,
            place=sent["place"],
            level=sent["level"],
            parties=tuple(sent["parties"]),
            decided=sent["decided"].strip(),
            next_steps=tuple(_steps(sent)),
        )


def named_parties(view: CaseView) -> list[tuple[str, str]]:
    """List the parties that are in the talks, by their ids, with their names."""
    w = wording_for_reader(view.case)
    return [(p, w.party(p)) for p in view.case.party_ids if p not in view.withdrawn]


def _moment(day: datetime.date, time: datetime.time) -> datetime.datetime:
    """Find a moment of the reader's clock, in UTC."""
    own = datetime.datetime.combine(day, time, timezone.get_current_timezone())
    return own.astimezone(datetime.UTC)


def _steps(sent: dict[str, Any]) -> Iterable[NextStep]:
    for number in range(1, STEPS + 1):
        if sent[f"step{number}"]:
            yield NextStep(
                text=sent[f"step{number}"],
                who=sent[f"who{number}"] or MEDIATION,
                due=sent[f"due{number}"],
            )
