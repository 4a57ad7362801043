"""The forms of monitoring: an incident, an answer to it, a finding."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.agreement import Place
from goodoffices.agreement.coordinates import read_place
from goodoffices.agreement.period import end_of_day
from goodoffices.formats.monitoring.library import vocabulary_of
from goodoffices.monitoring.findings import FOUND
from goodoffices.monitoring.kinds import FieldOfWords, KindTree
from goodoffices.monitoring.watched import FIELDS
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.agreement.commands import today_in
from goodoffices.office.agreement.readings import VersionPut
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.monitoring.commands import (
    MOST_EVIDENCE,
    MOST_PLACE,
    MOST_WORDS,
    FindingSaid,
    IncidentSaid,
)
from goodoffices.office.pages.fields import DayField, TimeOfDay
from goodoffices.office.pages.forms import ActForm, Choice, Line, Words, YesBox, small_number
from goodoffices.office.refusal import Refused
from goodoffices.report.monitoring_in_words import status_word
from goodoffices.report.terms_in_words import TermWords
from goodoffices.report.wording import Wording

#: Characters of coordinates, of metres, of a digest.
#: More than what can be right: what is too long is refused, not cut.
MOST_COORDINATES, MOST_DIGITS, MOST_DIGEST = 120, 20, 80
_DAY = datetime.timedelta(days=1)


class IncidentForm(ActForm):
    """What is said to have happened: what, when, where, by whom."""

    told_by: Collection[str] = ("act",)

    act = Choice(label=gettext_lazy("What was done"), missing=gettext_lazy("Choose what was done."))
    thing = Choice(label=gettext_lazy("To what (optional)"), required=False)
    actor = Choice(label=gettext_lazy("By which side"), required=False)
    day = DayField(label=gettext_lazy("Day"))
    time = TimeOfDay(label=gettext_lazy("From (optional)"), required=False)
    until = TimeOfDay(label=gettext_lazy("Until (optional)"), required=False)
    place = Line(label=gettext_lazy("Place, in words"), most=MOST_PLACE, required=False)
    spot = Line(
        label=gettext_lazy("Latitude and longitude (optional)"),
        most=MOST_COORDINATES,
        required=False,
    )
    within = Line(label=gettext_lazy("Known to how many metres"), most=MOST_DIGITS, required=False)
    words = Words(
        label=gettext_lazy("What happened, and how it was seen"),
        most=MOST_WORDS,
        missing=gettext_lazy("Say in words what happened, in at most 4,000 characters."),
    )
    is_for_all = forms.BooleanField(
        label=gettext_lazy("All parties read this now"), widget=YesBox, required=False
    )

    def __init__(self, request: HttpRequest, view: CaseView, put: VersionPut) -> None:
        super().__init__(request, initial={"day": today_in(put.terms.zone)})
        self.zone = put.terms.zone
        w = wording_for_reader(view.case)
        field = FIELDS.get(put.terms.kind, FieldOfWords.WAR)
        vocabulary = vocabulary_of()
        self.offer("act", [("", _("Choose what was done")), *_kinds(vocabulary.acts, field, w)])
        self.offer("thing", [("", _("not known")), *_kinds(vocabulary.objects, field, w)])
        sides = [(p, w.party(p)) for p in view.case.party_ids]
        sides += [(one.id, w.party(one.id)) for one in view.case.third_parties]
        self.offer("actor", [("", _("not known")), *sides])
        if not view.may(Right.RELEASE if view.is_mediation else Right.SIGN):
            del self.fields["is_for_all"]

    def said(self) -> IncidentSaid:
        """Read the incident. Raises `Refused`."""
        sent = self.read()
        begins, until = _span(sent["day"], sent["time"], sent["until"], self.zone)
        if sent["spot"] and not sent["within"]:
            # Nothing is known to the metre because nobody said to how many.
            words = _("Say to how many metres the place is known, up to 99,999.")
            raise Refused(words, "within")
        within = small_number(sent["within"]) if sent["within"] else 0
        if within is None:
            words = _("Say to how many metres the place is known, up to 99,999.")
            raise Refused(words, "within")
        return IncidentSaid(
            act=sent["act"],
            objects=(sent["thing"],) if sent["thing"] else (),
            actor=sent["actor"],
            begins=begins,
            until=until,
            place=sent["place"],
            spot=_spot(sent["spot"]),
            within=within,
            words=sent["words"],
            is_for_all=sent.get("is_for_all", False),
        )


def _kinds(tree: KindTree, field: FieldOfWords, w: Wording) -> list[tuple[str, str]]:
    """List kinds of a field, each under the wider one that it is one of."""
    kept = [one for one in tree.kinds if one.of in ("", field)]

    def under(wider: str, depth: int) -> list[tuple[str, str]]:
        found = []
        for one in kept:
            if one.under == wider:
                found.append((one.id, "– " * depth + w.text(one.name)))
                found += under(one.id, depth + 1)
        return found

    return under("", 0)


def _span(
    day: datetime.date,
    time: datetime.time | None,
    until: datetime.time | None,
    zone: ZoneInfo,
) -> tuple[datetime.datetime, datetime.datetime]:
    """Give from when until when, in UTC; a day alone is all of it in the zone of the agreement.

    Times are those of the reader's clock. Raises `Refused` for an end without a beginning.
    """
    if time is None and until is not None:
        raise Refused(_("Say from when, too."), "time")
    if time is None:
        return end_of_day(day - _DAY, zone).after, end_of_day(day, zone).after
    clock = timezone.get_current_timezone()
    begins = datetime.datetime.combine(day, time, clock).astimezone(datetime.UTC)
    if until is None or until == time:
        return begins, begins + datetime.timedelta(minutes=1)
    # An hour before the first is that of the next day.
    last = day if until > time else day + _DAY
    return begins, datetime.datetime.combine(last, until, clock).astimezone(datetime.UTC)


def _spot(written: str) -> Place | None:
    if not written:
        return None
    try:
        latitude, longitude = read_place(written)
    except ValueError:
        words = _("Write the place as 59.4025, 5.2700 or 59°24.15′N 5°16.20′E.")
        raise Refused(words, "spot") from None
    if abs(latitude) > 90 or abs(longitude) > 180:
        words = _("A latitude lies between -90 and 90, a longitude between -180 and 180.")
        raise Refused(words, "spot")
    return latitude, longitude


class ReplyForm(ActForm):
    """What an accused side answers."""

    told_by: Collection[str] = ("words",)

    words = Words(
        label=gettext_lazy("The answer of your side"),
        most=MOST_WORDS,
        missing=gettext_lazy("Write the answer, in at most 4,000 characters."),
    )


class JoinForm(ActForm):
    """Which other report is about the same event; likely ones first, with the reasons."""

    told_by: Collection[str] = ("other",)

    other = Choice(
        label=gettext_lazy("The other report"), missing=gettext_lazy("Choose another report.")
    )

    def __init__(self, request: HttpRequest, others: Sequence[tuple[str, str]]) -> None:
        super().__init__(request)
        self.offer("other", [("", _("Choose another report")), *others])


class PartForm(ActForm):
    """Which of the joined reports are not one event after all."""

    told_by: Collection[str] = ("pair",)

    pair = Choice(
        label=gettext_lazy("What was joined"), missing=gettext_lazy("Choose what to part.")
    )

    def __init__(self, request: HttpRequest, pairs: Sequence[tuple[str, str]]) -> None:
        super().__init__(request)
        self.offer("pair", [("", _("Choose what to part")), *pairs])


class FindingForm(ActForm):
    """What a finder finds, why, and by what evidence."""

    told_by: Collection[str] = ("found",)

    obligation = Choice(
        label=gettext_lazy("Of which obligation"), missing=gettext_lazy("Choose an obligation.")
    )
    found = Choice(
        label=gettext_lazy("What your side finds"),
        missing=gettext_lazy("Choose what is found."),
    )
    words = Words(
        label=gettext_lazy("Why"),
        most=MOST_WORDS,
        missing=gettext_lazy("Say why, in at most 4,000 characters."),
    )
    evidence = Line(
        label=gettext_lazy("Evidence, and where it is kept (optional)"),
        most=MOST_EVIDENCE,
        required=False,
    )
    sha256 = Line(
        label=gettext_lazy("SHA-256 of its file (optional)"), most=MOST_DIGEST, required=False
    )

    def __init__(
        self, request: HttpRequest, view: CaseView, put: VersionPut, alleged: Collection[str]
    ) -> None:
        super().__init__(request)
        w = wording_for_reader(view.case)
        words = TermWords(put.agreement, w)
        owed = [(one, words.short(put.obligations[one])) for one in dict.fromkeys(alleged)]
        self.offer("obligation", [("", _("Choose an obligation")), *owed])
        found = [(str(one), status_word(one, w)) for one in FOUND]
        self.offer("found", [("", _("Choose what is found")), *found])

    def said(self) -> FindingSaid:
        """Read the finding. Raises `Refused`."""
        sent = self.read()
        return FindingSaid(
            obligation=sent["obligation"],
            found=sent["found"],
            words=sent["words"],
            evidence=sent["evidence"],
            sha256=sent["sha256"],
        )
