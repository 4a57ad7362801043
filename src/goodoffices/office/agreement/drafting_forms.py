"""The forms of a draft of terms: how it begins, an obligation, a clock, the whole file."""

from __future__ import annotations

import zoneinfo
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from goodoffices.agreement import Agreement, Modality, RenewalWay
from goodoffices.formats.documents.field_types import ID
from goodoffices.formats.ours.moment_fields import read_period
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.agreement.forms import MOST_PERIOD, sides_of
from goodoffices.office.computing.agreement_texts import MOST_STRUCTURE
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.pages.fields import DayField, Sides
from goodoffices.office.pages.forms import ActForm, Choice, Hidden, Line, Sure, Words
from goodoffices.office.refusal import Refused
from goodoffices.report.terms_in_words import modality_words

#: Characters of an act, of tags, of a time zone, of a term's id.
MOST_ACT, MOST_TAGS, MOST_ZONE, MOST_ID = 500, 200, 60, 64
#: What is typed to take a value away.
NO_SUCH = "none"
KINDS = (
    ("ceasefire", pgettext_lazy("kind of agreement", "a ceasefire")),
    ("maritime", pgettext_lazy("kind of agreement", "safety at sea")),
    ("labour", pgettext_lazy("kind of agreement", "a labour agreement")),
    ("family", pgettext_lazy("kind of agreement", "a family agreement")),
)


class BasedOnForm(ActForm):
    """A form that changes the draft. ``based_on``: the version that its page showed."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)


class BeginTermsForm(BasedOnForm):
    """How a draft begins: from a package and the articles of its kind."""

    told_by: Collection[str] = ("package",)

    package = Choice(label=gettext_lazy("The package that it carries out"))
    kind = Choice(label=gettext_lazy("Its kind"), missing=gettext_lazy("Choose its kind."))
    zone = Line(label=gettext_lazy("Its time zone, such as Europe/Oslo"), most=MOST_ZONE)
    starts = DayField(label=gettext_lazy("It takes effect on (optional)"), required=False)
    sure = Sure(
        label=gettext_lazy("The new draft takes the place of the present one"),
        missing=gettext_lazy("Say that the new draft takes the place of the present one."),
    )

    def __init__(
        self, request: HttpRequest, packages: list[tuple[str, str]], zone: str, based_on: int
    ) -> None:
        super().__init__(request, initial={"zone": zone, "based_on": based_on})
        if not based_on:
            del self.fields["sure"]
        self.offer("package", packages)
        self.offer("kind", [("", _("Choose its kind")), *KINDS])

    def read_draft(self) -> dict[str, Any]:
        """Read how the draft begins. Raises `Refused`."""
        sent = self.read()
        if sent["zone"] not in zoneinfo.available_timezones():
            raise Refused(_("There is no such time zone. Write it as Europe/Oslo."), "zone")
        return sent


class TermsFileForm(BasedOnForm):
    """The whole file of the terms, as it is typed."""

    told_by: Collection[str] = ("structure",)

    structure = Words(
        label=gettext_lazy("The file agreement.yaml"),
        most=MOST_STRUCTURE,
        missing=gettext_lazy("The file of an agreement has 1 to 300,000 characters."),
        rows=30,
    )


class ObligationForm(BasedOnForm):
    """An obligation that is added to the draft."""

    told_by: Collection[str] = ("act",)

    text = Choice(label=gettext_lazy("In which text"))
    who = Choice(label=gettext_lazy("Who"))
    modality = Choice(label=gettext_lazy("Must, must not or may"))
    act = Line(
        label=gettext_lazy("Do what"),
        most=MOST_ACT,
        missing=gettext_lazy("Say what is to be done, or not."),
    )
    article = Choice(label=gettext_lazy("Under which article"), required=False)
    starts = DayField(label=gettext_lazy("From (optional: else with its text)"), required=False)
    starts_with = Choice(label=gettext_lazy("Or from when this happens"), required=False)
    until = DayField(label=gettext_lazy("By, or until (optional)"), required=False)
    within = Line(
        label=gettext_lazy("Or within (such as 10 days)"), most=MOST_PERIOD, required=False
    )
    every = Line(
        label=gettext_lazy("It comes again every (such as 1 month)"),
        most=MOST_PERIOD,
        required=False,
    )
    after = Sides(label=gettext_lazy("Only after these"))
    confirmed_by = Sides(label=gettext_lazy("It is done when these say so (none: the mediation)"))
    where = Sides(label=gettext_lazy("In which places (none: everywhere)"))
    tags = Line(
        label=gettext_lazy("Tags, with blanks (such as: women region-north)"),
        most=MOST_TAGS,
        required=False,
    )

    def __init__(
        self, request: HttpRequest, view: CaseView, agreement: Agreement, based_on: int
    ) -> None:
        super().__init__(request, initial={"based_on": based_on})
        w = wording_for_reader(view.case)
        self.offer("text", [(one.id, w.text(one.name)) for one in agreement.texts])
        self.offer("who", sides_of(view))
        self.offer("modality", [(str(one), modality_words(one, w)) for one in Modality])
        articles = [(one.id, w.text(one.heading)) for one in agreement.articles]
        self.offer("article", [("", "–"), *articles])
        awaited = [(name, w.text(text)) for name, text in agreement.awaited.items()]
        self.offer("starts_with", [("", "–"), *awaited])
        owed = [one for text in agreement.texts for one in text.obligations]
        self.offer("after", [(one.id, w.text(one.act)) for one in owed])
        self.offer("confirmed_by", sides_of(view))
        self.offer("where", [(one.id, w.text(one.name)) for one in agreement.areas])

    def obligation(self) -> dict[str, Any]:
        """Read the obligation as the file writes it. Raises `Refused`."""
        sent = self.read()
        _refuse_what_is_no_period(sent, ("within", "every"))
        if sent["starts"] is not None and sent["starts_with"]:
            raise Refused(_("Say in one way when it begins."), "starts_with")
        if sent["until"] is not None and sent["within"]:
            raise Refused(_("Say in one way by when: a day or a period."), "within")
        if None not in (sent["starts"], sent["until"]) and sent["until"] < sent["starts"]:
            raise Refused(_("This day lies before the day on which it begins."), "until")
        if not all(ID.match(tag) for tag in sent["tags"].split()):
            raise Refused(_("A tag has letters, digits, “-”, “_” and “.” alone."), "tags")
        found: dict[str, Any] = {name: sent[name] for name in ("who", "modality", "act")}
        for name in ("article", "starts_with", "within", "every"):
            if sent[name]:
                found[name] = sent[name]
        for name in ("starts", "until"):
            if sent[name] is not None:
                found[name] = sent[name].isoformat()
        for name in ("after", "confirmed_by", "where"):
            if sent[name]:
                found[name] = sent[name]
        if tags := sent["tags"].split():
            found["tags"] = tags
        return found


class ClockForm(BasedOnForm):
    """When a text takes effect, how long it lasts, how it is renewed and left."""

    told_by: Collection[str] = ("clock_of",)

    clock_of = Choice(label=gettext_lazy("Of which text"))
    begins = DayField(label=gettext_lazy("It takes effect on"), required=False)
    duration = Line(
        label=gettext_lazy("It lasts (such as 24 months)"),
        most=MOST_PERIOD,
        required=False,
    )
    renewal = Choice(label=gettext_lazy("At its end"), required=False)
    renewed_for = Line(
        label=gettext_lazy("Silence renews it for (such as 12 months)"),
        most=MOST_PERIOD,
        required=False,
    )
    notice = Line(
        label=gettext_lazy("After a side leaves it lasts (such as 30 days)"),
        most=MOST_PERIOD,
        required=False,
    )

    def __init__(
        self, request: HttpRequest, view: CaseView, agreement: Agreement, based_on: int
    ) -> None:
        super().__init__(request, initial={"based_on": based_on})
        w = wording_for_reader(view.case)
        self.offer("clock_of", [(one.id, w.text(one.name)) for one in agreement.texts])
        ways = {
            RenewalWay.CONSENT: _("it is renewed by consent"),
            RenewalWay.SILENCE: _("it is renewed unless a side objects"),
        }
        self.offer(
            "renewal",
            [
                ("", _("as it is")),
                (NO_SUCH, _("it ends")),
                *((str(k), v) for k, v in ways.items()),
            ],
        )

    def clock(self) -> tuple[str, dict[str, Any]]:
        """Read of which text, and what changes in its clock, as the file writes it.

        What is empty stays as it is; `NO_SUCH` takes a value away. Raises `Refused`.
        """
        sent = self.read()
        typed = {name: sent[name] for name in ("duration", "renewal", "renewed_for", "notice")}
        periods = ("duration", "renewed_for", "notice")
        _refuse_what_is_no_period(
            {name: "" if _is_none(typed[name]) else typed[name] for name in periods}, periods
        )
        clock: dict[str, Any] = {
            name: None if _is_none(value) else value for name, value in typed.items() if value
        }
        if typed["renewal"] in (NO_SUCH, str(RenewalWay.CONSENT)):
            clock["renewed_for"] = None
        # A text that begins with an event keeps that where no day is typed.
        if sent["begins"] is not None:
            clock |= {"starts": sent["begins"].isoformat(), "starts_with": None}
        return sent["clock_of"], clock


def _is_none(typed: str) -> bool:
    return typed.casefold() in (NO_SUCH, _("none").casefold())


def _refuse_what_is_no_period(sent: Mapping[str, str], names: Iterable[str]) -> None:
    """Refuse what is typed as a period and is none, at its field. Raises `Refused`."""
    for name in names:
        try:
            if sent[name]:
                read_period(sent[name])
        except ValueError:
            raise Refused(_("Write the period as 30 days or 6 months."), name) from None


class TermRemovalForm(BasedOnForm):
    """A term that is taken out of the draft."""

    told_by: Collection[str] = ("term",)

    term = Hidden(MOST_ID)
