"""The form of a round: one page, entered in a minute."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Collection, Iterable

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from goodoffices.case import Text
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.pages.fields import DayField, Sides, TimeOfDay, named_parties, today
from goodoffices.office.pages.forms import Choice, Line, Words
from goodoffices.office.refusal import Refused
from goodoffices.office.talks.entering import new_number
from goodoffices.office.talks.fields import (
    DECIDED_TOO_LONG,
    LEVELS,
    MOST_DECIDED,
    MOST_LINE,
    SAID,
    STEPS,
    PeopleCount,
    sides_to_tell,
    tracks_to_choose,
    typed_text,
)
from goodoffices.office.talks.forms import ThingForm
from goodoffices.office.talks.readings import read_talks
from goodoffices.procedure import (
    MEDIATION,
    Level,
    MayBeSaid,
    Moment,
    NextStep,
    Round,
    Track,
)


class RoundForm(ThingForm):
    """A round that took place, or is to."""

    told_by: Collection[str] = ("track", "day")

    track = Choice(label=gettext_lazy("Track"), required=False)
    new_track = Line(
        label=gettext_lazy("Or another track: which talks, with whom"),
        most=MOST_LINE,
        required=False,
    )
    day = DayField(label=gettext_lazy("Day"), missing=gettext_lazy("Say on which day it was."))
    began = TimeOfDay(
        label=gettext_lazy("Start, on your clock"), missing=gettext_lazy("Say when it began.")
    )
    ended = TimeOfDay(label=gettext_lazy("Until (optional)"), required=False)
    place = Line(label=gettext_lazy("Place, or how (optional)"), most=MOST_LINE, required=False)
    level = Choice(label=gettext_lazy("Level"), choices=LEVELS)
    parties = Sides(label=gettext_lazy("Who took part, beside the mediation"))
    host = Choice(label=gettext_lazy("Host (optional)"), required=False)
    agenda = Line(label=gettext_lazy("Agenda (optional)"), most=MOST_LINE, required=False)
    decided = Words(
        label=gettext_lazy("What was decided (optional)"),
        most=MOST_DECIDED,
        missing=DECIDED_TOO_LONG,
        required=False,
    )
    people = Words(
        label=gettext_lazy("Who took part by name, a line each (for the mediation alone)"),
        most=MOST_DECIDED,
        missing=DECIDED_TOO_LONG,
        required=False,
    )
    known = Sides(label=gettext_lazy("Who may know of it: when, where, who took part"))
    readers = Sides(
        label=gettext_lazy("Who may read what came of it: agenda, decisions, next steps")
    )
    said = Choice(
        label=gettext_lazy("What may be said of it in public"), choices=SAID, required=False
    )

    def __init__(self, request: HttpRequest, view: CaseView) -> None:
        super().__init__(request, view)
        self.initial = {**self.initial, "day": today(), "track": _only_track(view)}
        w = wording_for_reader(view.case)
        self.offer("parties", named_parties(view))
        self.offer("host", [("", _("nobody")), *((t, w.party(t)) for t in _third_parties(view))])
        self.offer("readers", sides_to_tell(view))
        self.offer("track", [*tracks_to_choose(view), ("", _("another, which you name here"))])
        if not view.may(Right.RELEASE):
            del self.fields["readers"], self.fields["said"]
        for side, name in self._counted():
            self.fields[f"came:{side}"] = PeopleCount(label=name)
        for number in range(1, STEPS + 1):
            self._add_step(number, view)

    def _counted(self) -> list[tuple[str, str]]:
        w = wording_for_reader(self.view.case)
        hosts = [(t, w.party(t)) for t in _third_parties(self.view)]
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
        self.fields[f"due{number}"] = DayField(
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


def new_track(name: str, parties: Iterable[str], taken: Collection[str]) -> Track:
    """Make a track of a name, with an id that files can hold."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    wanted = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40] or "track"
    number, found = 2, wanted
    while found in taken:
        found, number = f"{wanted}-{number}", number + 1
    return Track(id=found, name=Text((("", name),)), with_parties=tuple(parties))


def _only_track(view: CaseView) -> str:
    """Find the one track that there is; where there are several nobody is led to a wrong one."""
    tracks = read_talks(view).talks.tracks
    return tracks[0].id if len(tracks) == 1 else ""


def _third_parties(view: CaseView) -> list[str]:
    return [one.id for one in view.case.third_parties if one.role != "mediator"]


def _moment(day: datetime.date, time: datetime.time) -> datetime.datetime:
    """Find a moment of the reader's clock, with its zone."""
    return datetime.datetime.combine(day, time, timezone.get_current_timezone())
