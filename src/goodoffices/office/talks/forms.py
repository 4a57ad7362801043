"""The forms of the talks: a round, an event, a deadline, a next step, and whom to let know."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from goodoffices.case import Text
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import SideKind
from goodoffices.office.access.rights import Right
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.pages.forms import ActForm, Choice, Hidden, Line, Words
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import clock_and_chance
from goodoffices.office.talks.entering import new_number
from goodoffices.office.talks.readings import read_talks
from goodoffices.procedure import (
    MEDIATION,
    Deadline,
    Happening,
    Level,
    MayBeSaid,
    Moment,
    NextStep,
    Round,
    Track,
)

#: Next steps of one form; characters of a line, and of what was decided; people of one side.
STEPS, MOST_LINE, MOST_DECIDED, MOST_PEOPLE = 3, 200, 4_000, 10_000
LEVELS = [
    (str(Level.TECHNICAL), pgettext_lazy("level of a round", "technical")),
    (str(Level.POLITICAL), pgettext_lazy("level of a round", "political")),
    (str(Level.LEADERS), pgettext_lazy("level of a round", "leaders")),
]
SAID = [
    (MayBeSaid.NOTHING.name, gettext_lazy("nothing")),
    (MayBeSaid.TOOK_PLACE.name, gettext_lazy("that it took place")),
    (MayBeSaid.HOW_LONG.name, gettext_lazy("that it took place, and how long")),
]
WRITE_THE_DAY = gettext_lazy("Write the day as 2025-03-23.")


class Sides(forms.MultipleChoiceField):
    """Some of the sides, or none."""

    def __init__(self, **named: Any) -> None:
        super().__init__(required=False, widget=forms.CheckboxSelectMultiple, **named)


class Day(forms.DateField):
    """A day. ``missing``: what is said where there is none."""

    def __init__(self, *, missing: Any = WRITE_THE_DAY, **named: Any) -> None:
        super().__init__(
            widget=forms.DateInput({"type": "date"}),
            input_formats=["%Y-%m-%d"],
            error_messages={"required": missing, "invalid": WRITE_THE_DAY},
            **named,
        )


class Clock(forms.TimeField):
    """A time of day, on the clock of who writes it. ``missing``: said where there is none."""

    def __init__(self, *, missing: Any = "", **named: Any) -> None:
        invalid = gettext_lazy("Write the time as 18:00.")
        super().__init__(
            widget=forms.TimeInput({"type": "time"}),
            input_formats=["%H:%M"],
            error_messages={"required": missing, "invalid": invalid},
            **named,
        )


class Count(forms.IntegerField):
    """How many people of a side came; empty where nobody counted."""

    def __init__(self, **named: Any) -> None:
        super().__init__(required=False, min_value=0, max_value=MOST_PEOPLE, **named)


class TellingForm(ActForm):
    """Whom to let know of a thing that was entered before."""

    told_by: Collection[str] = ("number", "known", "readers", "said")

    number = Hidden(most=100)
    kind = Hidden(most=40)
    known = Sides(label=gettext_lazy("Who may know that it took place"))
    readers = Sides(label=gettext_lazy("Who may read what came of it"))
    said = Choice(
        label=gettext_lazy("What may be said of it in public"), choices=SAID, required=False
    )

    def __init__(self, request: HttpRequest, view: CaseView) -> None:
        super().__init__(request)
        for name in ("known", "readers"):
            self.offer(name, sides_to_tell(view))


class ThingForm(ActForm):
    """What all forms have that enter something: a track, and who may know."""

    known = Sides(label=gettext_lazy("Who may know of it"))

    def __init__(self, request: HttpRequest, view: CaseView) -> None:
        super().__init__(request)
        self.view = view
        self.offer("known", sides_to_tell(view))
        if not view.may(Right.RELEASE):
            del self.fields["known"]
        if "track" in self.fields:
            self.offer("track", [("", _("no track")), *tracks_to_choose(view)])


class RoundForm(ThingForm):
    """A round that took place, or is to."""

    told_by: Collection[str] = ("track", "day")

    track = Choice(label=gettext_lazy("Track"), required=False)
    new_track = Line(
        label=gettext_lazy("Or another track: which talks, with whom"),
        most=MOST_LINE,
        required=False,
    )
    day = Day(label=gettext_lazy("Day"), missing=gettext_lazy("Say on which day it was."))
    began = Clock(
        label=gettext_lazy("From, on your clock"), missing=gettext_lazy("Say when it began.")
    )
    ended = Clock(label=gettext_lazy("Until (optional)"), required=False)
    place = Line(label=gettext_lazy("Place, or how (optional)"), most=MOST_LINE, required=False)
    level = Choice(label=gettext_lazy("Level"), choices=LEVELS)
    parties = Sides(label=gettext_lazy("Who took part, beside the mediation"))
    host = Choice(label=gettext_lazy("Host (optional)"), required=False)
    agenda = Line(label=gettext_lazy("Agenda (optional)"), most=MOST_LINE, required=False)
    decided = Words(
        label=gettext_lazy("What was decided (optional)"),
        most=MOST_DECIDED,
        missing=gettext_lazy("Say it in at most 4,000 characters."),
        required=False,
    )
    people = Words(
        label=gettext_lazy("Who took part by name, a line each (for the mediation alone)"),
        most=MOST_DECIDED,
        missing=gettext_lazy("Say it in at most 4,000 characters."),
        required=False,
    )
    known = Sides(label=gettext_lazy("Who may know that it took place"))
    readers = Sides(label=gettext_lazy("Who may read what came of it"))
    said = Choice(
        label=gettext_lazy("What may be said of it in public"), choices=SAID, required=False
    )

    def __init__(self, request: HttpRequest, view: CaseView) -> None:
        super().__init__(request, view)
        day = timezone.localtime(clock_and_chance.now()).date()
        self.initial = {**self.initial, "day": day, "track": _last_track(view)}
        w = wording_for_reader(view.case)
        self.offer("parties", named_parties(view))
        self.offer("host", [("", _("nobody")), *((t, w.party(t)) for t in _third_parties(view))])
        self.offer("readers", sides_to_tell(view))
        self.offer("track", [*tracks_to_choose(view), ("", _("another, named beside"))])
        if not view.may(Right.RELEASE):
            del self.fields["readers"], self.fields["said"]
        for side, name in self._counted():
            self.fields[f"came:{side}"] = Count(label=name)
        for number in range(1, STEPS + 1):
            self._add_step(number, view)

    def _counted(self) -> list[tuple[str, str]]:
        hosts = [
            (t, wording_for_reader(self.view.case).party(t)) for t in _third_parties(self.view)
        ]
        return [(MEDIATION, _("the mediation")), *named_parties(self.view), *hosts]

    def _add_step(self, number: int, view: CaseView) -> None:
        self.fields[f"step{number}"] = Line(
            label=_("Next step {number}").format(number=number), most=MOST_LINE, required=False
        )
        self.fields[f"who{number}"] = Choice(
            label=pgettext_lazy("of a next step", "Who"),
            choices=[(MEDIATION, _("the mediation")), *named_parties(view)],
            required=False,
        )
        self.fields[f"due{number}"] = Day(
            label=pgettext_lazy("of a next step", "Until (optional)"), required=False
        )

    @property
    def steps(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """List the fields of each next step: what, who, until when."""
        return [(self[f"step{n}"], self[f"who{n}"], self[f"due{n}"]) for n in range(1, STEPS + 1)]

    @property
    def counts(self) -> list[forms.BoundField]:
        """List the fields of how many people of each side came."""
        return [self[f"came:{side}"] for side, _name in self._counted()]

    def in_track(self) -> Track:
        """Give the track of the round: one that there is, or a new one. Raises `Refused`."""
        sent = self.read()
        tracks = {one.id: one for one in read_talks(self.view).talks.tracks}
        if not sent["new_track"] and sent["track"] in tracks:
            return tracks[sent["track"]]
        if not sent["new_track"]:
            raise Refused(_("Say which talks it belongs to."), "new_track")
        same = [t for t in tracks.values() if t.name.in_language("") == sent["new_track"]]
        if same:
            return same[0]
        return new_track(sent["new_track"], sent["parties"], tracks)

    def held(self, track: Track) -> Round:
        """Read the round. Raises `Refused`."""
        sent = self.read()
        begins = _moment(sent["day"], sent["began"])
        ends = None if sent["ended"] is None else _moment(sent["day"], sent["ended"])
        if ends is not None and ends < begins:
            ends += datetime.timedelta(days=1)
        return Round(
            id=new_number(),
            track=track.id,
            begins=Moment.at(begins),
            ends=None if ends is None else Moment.at(ends),
            place=typed_text(sent["place"]),
            host=sent["host"] or None,
            level=Level(sent["level"]),
            parties=tuple(sent["parties"]),
            attendance={
                side: sent[f"came:{side}"]
                for side, _name in self._counted()
                if sent[f"came:{side}"] is not None
            },
            agenda=typed_text(sent["agenda"]),
            decided=typed_text(sent["decided"]),
            may_be_said=MayBeSaid[sent.get("said") or MayBeSaid.NOTHING.name],
        )

    def named_people(self) -> list[str]:
        """List who took part by name."""
        lines = str(self.read()["people"]).splitlines()
        return [line.strip()[:MOST_LINE] for line in lines if line.strip()]

    def next_steps(self, track: Track) -> list[NextStep]:
        """List the next steps that were sent."""
        sent = self.read()
        return [
            NextStep(
                id=new_number(),
                text=Text((("", sent[f"step{n}"]),)),
                owner=sent[f"who{n}"] or MEDIATION,
                due=sent[f"due{n}"],
                track=track.id,
            )
            for n in range(1, STEPS + 1)
            if sent[f"step{n}"]
        ]


class EventForm(ThingForm):
    """Something that happened outside the rounds."""

    told_by: Collection[str] = ("event_text",)

    event_text = Line(
        label=gettext_lazy("What happened"),
        most=MOST_LINE,
        missing=gettext_lazy("Say what happened."),
    )
    day = Day(label=gettext_lazy("Day"))
    track = Choice(label=gettext_lazy("Track"), required=False)

    def thing(self) -> Happening:
        """Read the event. Raises `Refused`."""
        sent = self.read()
        return Happening(
            id=new_number(),
            text=Text((("", sent["event_text"]),)),
            at=Moment.on(sent["day"]),
            track=sent["track"] or None,
        )


class DeadlineForm(ThingForm):
    """A date that law, mandate or agreement sets."""

    told_by: Collection[str] = ("deadline_text",)

    deadline_text = Line(
        label=gettext_lazy("What has to be done, or ends, by then"),
        most=MOST_LINE,
        missing=gettext_lazy("Say what the deadline is for."),
    )
    day = Day(label=gettext_lazy("Day"))
    set_by = Line(
        label=gettext_lazy("What sets it: a law, a court, a mandate, an agreement"),
        most=MOST_LINE,
        missing=gettext_lazy("Say what sets the deadline."),
    )
    track = Choice(label=gettext_lazy("Track"), required=False)

    def thing(self) -> Deadline:
        """Read the deadline. Raises `Refused`."""
        sent = self.read()
        return Deadline(
            id=new_number(),
            text=Text((("", sent["deadline_text"]),)),
            at=Moment.on(sent["day"]),
            set_by=sent["set_by"],
            track=sent["track"] or None,
        )


class StepForm(ThingForm):
    """What somebody does next, or what is expressly not planned."""

    told_by: Collection[str] = ("step_text",)

    step_text = Line(
        label=gettext_lazy("What is done next, or is not planned"),
        most=MOST_LINE,
        missing=gettext_lazy("Say what the next step is."),
    )
    owner = Choice(label=pgettext_lazy("of a next step", "Who"), required=False)
    level = Choice(label=gettext_lazy("Level"), choices=[("", "–"), *LEVELS], required=False)
    due = Day(label=pgettext_lazy("of a next step", "Until (optional)"), required=False)
    planned = Choice(
        label=gettext_lazy("Is it planned?"),
        choices=[
            ("yes", gettext_lazy("It is planned")),
            ("no", gettext_lazy("It is expressly not planned")),
        ],
        required=False,
    )
    track = Choice(label=gettext_lazy("Track"), required=False)

    def __init__(self, request: HttpRequest, view: CaseView) -> None:
        super().__init__(request, view)
        self.offer("owner", [(MEDIATION, _("the mediation")), *named_parties(view)])

    def thing(self) -> NextStep:
        """Read the next step. Raises `Refused`."""
        sent = self.read()
        return NextStep(
            id=new_number(),
            text=Text((("", sent["step_text"]),)),
            owner=sent["owner"] or MEDIATION,
            level=Level(sent["level"]) if sent["level"] else None,
            due=sent["due"],
            is_planned=sent["planned"] != "no",
            track=sent["track"] or None,
        )


class DoneForm(ActForm):
    """A next step that was done, on a day."""

    told_by: Collection[str] = ("step",)

    step = Hidden(most=100)
    on = Day(label=gettext_lazy("Done on"))


def named_parties(view: CaseView) -> list[tuple[str, str]]:
    """List the parties that are in the talks, by their ids, with their names."""
    w = wording_for_reader(view.case)
    return [(p, w.party(p)) for p in view.case.party_ids if p not in view.withdrawn]


def sides_to_tell(view: CaseView) -> list[tuple[str, str]]:
    """List the sides that can be let know: the parties, and those beside them, by their logs."""
    beside = [
        (f"{side.kind}:{side.id}", side.name)
        for side in view.sides
        if side.kind not in (SideKind.MEDIATION, SideKind.PARTY)
    ]
    return [*named_parties(view), *beside]


def tracks_to_choose(view: CaseView) -> list[tuple[str, str]]:
    """List the tracks that there are, by their ids, with their names."""
    w = wording_for_reader(view.case)
    return [(one.id, w.text(one.name)) for one in read_talks(view).talks.tracks]


def new_track(name: str, parties: Iterable[str], taken: Collection[str]) -> Track:
    """Make a track of a name, with an id that files can hold."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    wanted = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40] or "track"
    number, found = 2, wanted
    while found in taken:
        found, number = f"{wanted}-{number}", number + 1
    return Track(id=found, name=Text((("", name),)), with_parties=tuple(parties))


def typed_text(typed: str) -> Text | None:
    """Make a text of what somebody typed; None where that is nothing."""
    return Text((("", typed.strip()),)) if typed.strip() else None


def _last_track(view: CaseView) -> str:
    """Find the track of the last round: the next one is likely in it, too."""
    held = [one for one in read_talks(view).talks.rounds if one.track]
    newest = max(held, key=lambda one: one.begins.sort_key, default=None)
    return "" if newest is None or newest.track is None else newest.track


def _third_parties(view: CaseView) -> list[str]:
    return [one.id for one in view.case.third_parties if one.role != "mediator"]


def _moment(day: datetime.date, time: datetime.time) -> datetime.datetime:
    """Find a moment of the reader's clock, with its zone."""
    return datetime.datetime.combine(day, time, timezone.get_current_timezone())
