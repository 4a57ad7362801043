"""The form that mends what an entry of the talks says: its fields are those of the entry."""

from __future__ import annotations

from typing import Any, Self

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.pages.fields import DayField, Sides
from goodoffices.office.pages.forms import ActForm, Choice, Line, Words
from goodoffices.office.refusal import Refused
from goodoffices.office.talks.commands import MENDED_KINDS
from goodoffices.office.talks.fields import (
    DECIDED_TOO_LONG,
    LEVELS,
    MOST_DECIDED,
    MOST_LINE,
    tracks_to_choose,
)
from goodoffices.office.talks.readings import EnteredThing, read_talks
from goodoffices.procedure import Moment
from goodoffices.record import kinds

_MOMENT = gettext_lazy("Write it as 2025-03-23, or with time and zone as 2025-03-23T18:00+03:00.")
#: The fields of each kind that can be mended, with what they are called; of moments ``moment``.
FIELDS: dict[str, tuple[tuple[str, Any, str], ...]] = {
    kinds.ROUND_HELD.name: (
        ("began", gettext_lazy("From"), "moment"),
        ("ended", gettext_lazy("Until (optional)"), "moment"),
        ("place", gettext_lazy("Place, or how (optional)"), "line"),
        ("track", gettext_lazy("Track"), "track"),
        ("level", gettext_lazy("Level"), "level"),
        ("parties", gettext_lazy("Who took part, beside the mediation"), "parties"),
    ),
    kinds.ROUND_OUTCOME.name: (
        ("agenda", gettext_lazy("Agenda (optional)"), "line"),
        ("decided", gettext_lazy("What was decided (optional)"), "words"),
    ),
    kinds.EVENT_ENTERED.name: (
        ("text", gettext_lazy("What happened"), "line"),
        ("at", gettext_lazy("When"), "moment"),
    ),
    kinds.DEADLINE_SET.name: (
        ("text", gettext_lazy("What has to be done, or ends, by then"), "line"),
        ("at", gettext_lazy("When"), "moment"),
        ("set_by", gettext_lazy("What sets it: a law, a court, a mandate, an agreement"), "line"),
    ),
    kinds.STEP_SET.name: (
        ("text", gettext_lazy("What is done next, or is not planned"), "line"),
        ("due", gettext_lazy("Until (optional)"), "day"),
    ),
}
#: Fields that can be empty.
OPTIONAL = {"ended", "place", "agenda", "decided", "due"}


class MomentField(forms.CharField):
    """A moment, as exactly as it is known."""

    def clean(self, value: Any) -> str:
        """Read the moment. Raises `forms.ValidationError`."""
        written = super().clean(value).strip()
        if not written:
            return ""
        try:
            return Moment.read(written).written
        except ValueError:
            raise forms.ValidationError(_MOMENT) from None


class DueField(DayField):
    """A day as an entry holds it, or nothing."""

    def clean(self, value: Any) -> str:
        """Read the day. Raises `forms.ValidationError`."""
        day = super().clean(value)
        return "" if day is None else day.isoformat()


class MendForm(ActForm):
    """What an entry says, to be mended, and why."""

    told_by = ("why",)

    why = Line(
        label=gettext_lazy("What was wrong"),
        most=MOST_LINE,
        missing=gettext_lazy("Say what was wrong."),
    )

    def __init__(self, request: HttpRequest, view: CaseView, entered: EnteredThing) -> None:
        super().__init__(request)
        self.entered = entered
        for name, label, shape in FIELDS[entered.kind]:
            said = entered.said.get(name) or ""
            self.fields[name] = _field(shape, label, required=name not in OPTIONAL)
            self.initial = {**self.initial, name: _first(said) if isinstance(said, dict) else said}
        if entered.kind == kinds.ROUND_HELD.name:
            self.offer("track", _tracks_all_know(view, entered))
            self.offer("level", [("", gettext_lazy("nobody said")), *LEVELS])
            w = wording_for_reader(view.case)
            self.offer("parties", [(one, w.party(one)) for one in view.case.party_ids])
        self.order_fields([name for name, _label, _shape in FIELDS[entered.kind]])

    @classmethod
    def of(cls, request: HttpRequest, view: CaseView, kind: str, thing: str) -> Self | None:
        """Make the form for a thing of the talks; None where she may not know of it."""
        entered = read_talks(view).entered_thing(kind, thing)
        if kind not in MENDED_KINDS or entered is None:
            return None
        return cls(request, view, entered)

    def content(self) -> dict[str, Any]:
        """Give all of what the entry says now. Raises `Refused`."""
        sent = self.read()
        changed = {
            name: sent[name]
            for name, _label, _shape in FIELDS[self.entered.kind]
            if sent[name] != self.initial[name] and (sent[name] or name != "track")
        }
        content = {**self.entered.said, **changed}
        ends, begins = content.get("ended"), content.get("began")
        if ends and begins and Moment.read(ends).sort_key < Moment.read(begins).sort_key:
            raise Refused(str(gettext_lazy("It ends before it begins.")), "ended")
        return content

    @property
    def asked(self) -> list[forms.BoundField]:
        """List the fields of the entry."""
        return [self[name] for name, _label, _shape in FIELDS[self.entered.kind]]


def _tracks_all_know(view: CaseView, entered: EnteredThing) -> list[tuple[str, str]]:
    """List the tracks of which all know who know of a thing: no other is told to anybody."""
    read = read_talks(view)
    return [
        (track, name)
        for track, name in tracks_to_choose(view)
        if {*entered.numbers} <= {*read.labels_of(kinds.TRACK_OPENED, track)}
    ]


def _field(shape: str, label: Any, *, required: bool) -> forms.Field:
    if shape == "moment":
        return MomentField(label=label, required=required, max_length=40, help_text=_MOMENT)
    if shape == "day":
        return DueField(label=label, required=required)
    if shape == "parties":
        return Sides(label=label)
    if shape in ("track", "level"):
        return Choice(label=label, required=False)
    if shape == "words":
        return Words(label=label, most=MOST_DECIDED, missing=DECIDED_TOO_LONG, required=required)
    return Line(label=label, most=MOST_LINE, required=required, missing=gettext_lazy("Say it."))


def _first(said: Any) -> str:
    """Give the first wording of a text in several languages."""
    return str(next(iter(said.values())))
