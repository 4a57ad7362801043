"""The forms of an agreement that stands: signature, event, report, a signature given elsewhere."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.agreement import EventKind, Progress
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.agreement.commands import (
    MOST_EVIDENCE,
    MOST_HOW,
    MOST_WORDS,
    OWN_EVENTS,
    EventEntered,
    ProgressSaid,
    today_in,
)
from goodoffices.office.agreement.readings import VersionPut
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.pages.fields import DayField, Sides, TimeOfDay
from goodoffices.office.pages.forms import ActForm, Choice, Hidden, Line, Sure, Words, YesBox
from goodoffices.procedure import MEDIATION, Moment
from goodoffices.report.obligations_in_words import agreement_event_words, progress_words
from goodoffices.report.talks_in_words import side_word

#: Characters of a period, of a digest, of a passkey's answer.
MOST_PERIOD, MOST_DIGEST, MOST_SENT = 20, 64, 20_000
TOO_LONG = gettext_lazy("Write it in fewer characters.")
CHOOSE_SIDE = gettext_lazy("Choose a side.")


class SignatureForm(ActForm):
    """That she signs a text: the digest of what was shown, and what her passkey made of it."""

    sha256 = Hidden(MOST_DIGEST)
    signature = Hidden(MOST_SENT)


class AgreementEventForm(ActForm):
    """What happened to the agreement, when, by whom."""

    told_by: Collection[str] = ("kind",)

    kind = Choice(
        label=gettext_lazy("What happened"), missing=gettext_lazy("Choose what happened.")
    )
    event = Choice(label=gettext_lazy("It is what was awaited"), required=False)
    day = DayField(label=gettext_lazy("Day"))
    time = TimeOfDay(label=gettext_lazy("Hour (optional)"), required=False)
    by = Choice(label=gettext_lazy("Which side did it"), required=False)
    texts = Sides(label=gettext_lazy("Of which texts (none: all)"))
    period = Line(
        label=gettext_lazy("Renewed for (of a renewal, such as 60 days)"),
        most=MOST_PERIOD,
        required=False,
    )
    words = Words(
        label=gettext_lazy("In words"), most=MOST_WORDS, missing=TOO_LONG, rows=3, required=False
    )
    sure = Sure(
        label=gettext_lazy("Our side does this now, and all parties read it"),
        missing=gettext_lazy("Say that your side does this: it counts at once."),
    )

    def __init__(self, request: HttpRequest, view: CaseView, put: VersionPut) -> None:
        super().__init__(request, initial={"day": today_in(put.terms.zone)})
        if view.is_mediation:
            del self.fields["sure"]
        w = wording_for_reader(view.case)
        agreement = put.agreement
        kinds = tuple(EventKind) if view.is_mediation else OWN_EVENTS
        listed = [(str(one), agreement_event_words(one, w)) for one in kinds]
        self.offer("kind", [("", _("Choose what happened")), *listed])
        happened = {one.id for one in agreement.events}
        awaited = [(k, w.text(v)) for k, v in agreement.awaited.items() if k not in happened]
        self.offer("event", [("", _("nothing that was awaited")), *awaited])
        self.offer("by", [("", _("no side")), *sides_of(view)])
        self.offer("texts", [(one.id, w.text(one.name)) for one in agreement.texts])

    def entered(self) -> EventEntered:
        """Read what happened. Raises `Refused`."""
        sent = self.read()
        return EventEntered(
            kind=EventKind(sent["kind"]),
            event=sent["event"],
            at=moment_of(sent["day"], sent["time"]),
            by=sent["by"],
            texts=sent["texts"],
            period=sent["period"],
            words=sent["words"],
        )


def moment_of(day: datetime.date, time: datetime.time | None) -> Moment:
    """Make a moment of a day, and of an hour on the reader's clock where there is one."""
    if time is None:
        return Moment.on(day)
    zone = timezone.get_current_timezone()
    return Moment.at(datetime.datetime.combine(day, time, zone))


def sides_of(view: CaseView) -> list[tuple[str, str]]:
    """List all sides of a case by their ids: parties, the mediation, third parties."""
    w = wording_for_reader(view.case)
    ids: Iterable[str] = (*view.case.party_ids, MEDIATION)
    ids = (*ids, *(one.id for one in view.case.third_parties))
    return [(one, side_word(one, w)) for one in ids]


class ProgressForm(ActForm):
    """How far a stipulation is carried out, by what evidence, and who reads that."""

    told_by: Collection[str] = ("progress",)

    progress = Choice(
        label=gettext_lazy("How far it is"), missing=gettext_lazy("Choose how far it is.")
    )
    on = DayField(label=gettext_lazy("As of"))
    words = Words(
        label=gettext_lazy("In words (optional)"),
        most=MOST_WORDS,
        missing=TOO_LONG,
        rows=3,
        required=False,
    )
    evidence = Line(
        label=gettext_lazy("Where it can be seen (optional)"), most=MOST_EVIDENCE, required=False
    )
    is_for_all = forms.BooleanField(
        label=gettext_lazy("All parties read this"), widget=YesBox, required=False
    )

    def __init__(self, request: HttpRequest, view: CaseView, put: VersionPut) -> None:
        super().__init__(request, initial={"on": today_in(put.terms.zone)})
        w = wording_for_reader(view.case)
        listed = [(str(one), progress_words(one, w)) for one in Progress]
        self.offer("progress", [("", _("Choose how far")), *listed])
        if not view.may(Right.RELEASE if view.is_mediation else Right.SIGN):
            del self.fields["is_for_all"]

    def said(self, obligation: str, occurrence: datetime.date | None) -> ProgressSaid:
        """Read what she says. Raises `Refused`."""
        sent = self.read()
        return ProgressSaid(
            obligation=obligation,
            occurrence=occurrence,
            progress=Progress(sent["progress"]),
            on=sent["on"],
            words=sent["words"],
            evidence=sent["evidence"],
            is_for_all=sent.get("is_for_all", False),
        )


class SignedElsewhereForm(ActForm):
    """That a side signed a text elsewhere: on paper, or by a PDF that is checked."""

    told_by: Collection[str] = ("text",)

    text = Choice(label=gettext_lazy("Which text"))
    side = Choice(label=gettext_lazy("Which side"), missing=CHOOSE_SIDE)
    on = DayField(label=gettext_lazy("Day"))
    how = Line(
        label=gettext_lazy("How and where"),
        most=MOST_HOW,
        missing=gettext_lazy("Say in a line how and where it was signed."),
    )
    pdf = forms.FileField(
        label=gettext_lazy("The PDF that came back, signed (optional)"),
        required=False,
        error_messages={"empty": gettext_lazy("The file is empty.")},
    )
    is_looked_at = forms.BooleanField(
        label=gettext_lazy("I looked at the pictures of signatures: they cover no words"),
        widget=YesBox,
        required=False,
    )

    def __init__(self, request: HttpRequest, view: CaseView, put: VersionPut) -> None:
        super().__init__(request, initial={"on": today_in(put.terms.zone)})
        w = wording_for_reader(view.case)
        self.offer("text", [(one.id, w.text(one.name)) for one in put.terms.texts])
        named = dict(sides_of(view))
        waiting = dict.fromkeys(
            side
            for text in put.terms.texts
            for side in text.between
            if side not in put.signed_by(text.id)
        )
        listed = [(one, named.get(one, one)) for one in waiting]
        self.offer("side", [("", _("Choose a side")), *listed])

    def data_sent(self) -> bytes:
        """Give the bytes of the PDF; none where none was sent."""
        sent: Any = self.cleaned_data.get("pdf")
        return bytes(sent.read()) if sent is not None else b""
