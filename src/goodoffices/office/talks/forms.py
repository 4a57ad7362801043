"""The forms of the talks: a round, an event, a deadline, a next step, and whom to let know."""

from __future__ import annotations

from collections.abc import Collection

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from goodoffices.case import Text
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.pages.fields import DayField, Sides, named_parties
from goodoffices.office.pages.forms import ActForm, Choice, Hidden, Line
from goodoffices.office.talks.entering import new_number
from goodoffices.office.talks.fields import LEVELS, MOST_LINE, SAID, sides_to_tell, tracks_to_choose
from goodoffices.procedure import (
    MEDIATION,
    Deadline,
    Happening,
    Level,
    Moment,
    NextStep,
)


class TellingForm(ActForm):
    """Whom to let know of a thing that was entered before."""

    told_by: Collection[str] = ("number", "known", "readers", "said")

    number = Hidden(most=100)
    kind = Hidden(most=40)
    known = Sides(label=gettext_lazy("Who may know of it: when, where, who took part"))
    readers = Sides(
        label=gettext_lazy("Who may read what came of it: agenda, decisions, next steps")
    )
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


class EventForm(ThingForm):
    """Something that happened outside the rounds."""

    told_by: Collection[str] = ("event_text",)

    event_text = Line(
        label=gettext_lazy("What happened"),
        most=MOST_LINE,
        missing=gettext_lazy("Say what happened."),
    )
    day = DayField(label=gettext_lazy("Day"))
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
    day = DayField(label=gettext_lazy("Day"))
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
    due = DayField(label=pgettext_lazy("of a next step", "Until (optional)"), required=False)
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
    on = DayField(label=gettext_lazy("Done on"))
