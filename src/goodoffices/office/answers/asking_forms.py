"""The forms by which sides are asked, one for each rule: what is put to whom, until when."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import BESIDE_PARTIES, WORDS_OF
from goodoffices.office.answers.after_yes import list_askable
from goodoffices.office.answers.asking import MOST_SEAT
from goodoffices.office.answers.commands import MOST_CALLS, MOST_WORDS, WORDS, WhatIsPut
from goodoffices.office.answers.readings import CallRead
from goodoffices.office.answers.rules import Asks, example_of
from goodoffices.office.lazy_words import StrOrPromise
from goodoffices.office.pages.fields import DayField, Sides, TimeOfDay, named_parties
from goodoffices.office.pages.forms import ActForm, Choice, Line, Words
from goodoffices.office.texts.readings import list_texts
from goodoffices.procedure import MEDIATION, MOST_PACKAGES

#: Packages that can be put at once, by their keys: each with its name and its options.
Offered = Mapping[str, tuple[str, Mapping[str, str]]]


class AskForm(ActForm):
    """What is put to sides for an answer, by one rule."""

    told_by: Collection[str] = ("words",)
    rule: ClassVar[str] = "sealed"

    words = Words(label=gettext_lazy("What is put, in words"), most=MOST_WORDS, missing=WORDS)
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
        offered: Offered,
        calls: Collection[CallRead],
        **named: Any,
    ) -> None:
        super().__init__(request, **named)
        self._offered = offered
        self.offer("parties", named_parties(view))
        if not example_of(self.rule).is_sealed:
            del self.fields["of"], self.fields["again"]
            return
        newest = {one.matter: one for one in sorted(calls, key=lambda one: one.number)}
        further = [
            (matter, one.words[:80])
            for matter, one in newest.items()
            if one.is_closed and one.number < one.of and one.rule == self.rule
        ]
        self.offer("again", [("", _("no, the first on its matter")), *further])

    @property
    def own_fields(self) -> list[BoundField]:
        """List the fields that this rule alone has."""
        return [self[name] for name in self.fields if name not in AskForm.base_fields]

    def put(self) -> WhatIsPut:
        """Read what is put. Raises `Refused`."""
        sent = self.read()
        zone = timezone.get_current_timezone()
        return WhatIsPut(
            rule=self.rule,
            words=sent["words"],
            asks=self.asks(sent),
            package=self._package(sent.get("package", "")),
            parties=sent.get("parties", ()),
            closes=datetime.datetime.combine(sent["day"], sent["time"], zone),
            again=sent.get("again", ""),
            of=sent.get("of", 1),
        )

    def asks(self, sent: Mapping[str, Any]) -> Asks:
        """Give what the rule is asked with beside the words."""
        return {}

    def _package(self, key: str) -> Mapping[str, str]:
        return self._offered[key][1] if key else {}

    def offer_packages(self, name: str) -> None:
        """Offer the packages that have a name, or none."""
        named = [(key, label) for key, (label, _package) in self._offered.items()]
        self.offer(name, [("", pgettext_lazy("a package that goes with words", "none")), *named])


class _WithPackage(AskForm):
    """Words, and perhaps a package that goes with them."""

    package = Choice(label=gettext_lazy("A package that goes with it (optional)"), required=False)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.offer_packages("package")


class SealedForm(_WithPackage):
    """A sealed yes or no."""


class SilenceForm(_WithPackage):
    """A text that is adopted unless somebody objects."""

    rule = "silence"


class AssessmentAskForm(_WithPackage):
    """What came of talks, for an assessment at home; the mediation's own may assess, too."""

    rule = "assessment"

    def __init__(self, request: HttpRequest, view: CaseView, *args: Any, **named: Any) -> None:
        super().__init__(request, view, *args, **named)
        own = (MEDIATION, _("the mediation itself"))
        self.offer("parties", [*named_parties(view), own])


class PackagesForm(AskForm):
    """Several packages at once, in the order in which they are revealed."""

    rule = "packages"

    @property
    def lacks_packages(self) -> bool:
        """Tell whether the case has too few packages with a name to put several."""
        return len(self._offered) < 2

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        for number in range(1, MOST_PACKAGES + 1):
            self.fields[f"package-{number}"] = Choice(
                label=_("Package {number}").format(number=number), required=False
            )
            self.offer_packages(f"package-{number}")

    def asks(self, sent: Mapping[str, Any]) -> Asks:
        """List the packages in their order."""
        names = [f"package-{number}" for number in range(1, MOST_PACKAGES + 1)]
        return {"packages": [self._package(sent[name]) for name in names if sent[name]]}


class RankingForm(AskForm):
    """Wordings to rank."""

    rule = "ranking"
    wordings = Words(
        label=gettext_lazy("The wordings, with an empty line between them"),
        most=13_000,
        missing=gettext_lazy(
            "Write from two to six wordings, each once, with an empty line between them."
        ),
        rows=8,
    )

    def asks(self, sent: Mapping[str, Any]) -> Asks:
        """List the wordings."""
        return {"wordings": re.split(r"\n[^\S\n]*\n", sent["wordings"])}


class BidForm(AskForm):
    """The bounds of a blind bid."""

    rule = "bid"
    payer = Choice(label=gettext_lazy("Who pays"))
    lowest = forms.IntegerField(label=gettext_lazy("Lowest amount"), required=False)
    highest = forms.IntegerField(label=gettext_lazy("Highest amount"), required=False)
    unit = forms.CharField(label=gettext_lazy("Of what"), required=False, max_length=40)

    def __init__(self, request: HttpRequest, view: CaseView, *args: Any, **named: Any) -> None:
        super().__init__(request, view, *args, **named)
        self.offer("payer", named_parties(view))

    def asks(self, sent: Mapping[str, Any]) -> Asks:
        """Give who pays, and the bounds."""
        return {name: sent[name] for name in ("payer", "lowest", "highest", "unit")}


class SeatForm(AskForm):
    """Who would sit down beside the parties, and as what."""

    rule = "seat"
    kind = Choice(
        label=gettext_lazy("As what"),
        choices=[(one.value, WORDS_OF[one]) for one in BESIDE_PARTIES],
    )
    name = Line(label=gettext_lazy("Who would sit down"), required=False, most=MOST_SEAT)

    def __init__(self, request: HttpRequest, view: CaseView, *args: Any, **named: Any) -> None:
        super().__init__(request, view, *args, **named)
        self.initial = {"parties": view.case.seats, **self.initial}

    def asks(self, sent: Mapping[str, Any]) -> Asks:
        """Give who would sit down."""
        return {"kind": sent["kind"], "name": sent["name"]}


class TextApprovalForm(AskForm):
    """A text without brackets, which all approve or not."""

    rule = "approval"
    text = Choice(
        label=gettext_lazy("Which text, in the version that is current"),
        missing=gettext_lazy("There is no such text."),
    )

    def __init__(self, request: HttpRequest, view: CaseView, *args: Any, **named: Any) -> None:
        super().__init__(request, view, *args, **named)
        self.offer("text", [(one.id, one.title) for one in list_texts(view)])

    def asks(self, sent: Mapping[str, Any]) -> Asks:
        """Name the text."""
        return {"text": sent["text"]}


class _AfterYesForm(AskForm):
    """What is asked after a yes, once for each: of all who said it."""

    after = Choice(label=gettext_lazy("After which yes"))
    question: ClassVar[StrOrPromise] = ""

    def __init__(self, request: HttpRequest, view: CaseView, *args: Any, **named: Any) -> None:
        super().__init__(request, view, *args, **named)
        for name in ("parties", "of", "again"):
            del self.fields[name]
        self.initial = {"words": self.question, **self.initial}
        askable = [(one.call.id, one.words[:80]) for one in list_askable(view, self.rule)]
        self.offer("after", askable)

    def asks(self, sent: Mapping[str, Any]) -> Asks:
        """Name the call before this one."""
        return {"after": sent["after"]}


class WhetherForm(_AfterYesForm):
    """Whether a better package exists."""

    rule = "whether"
    question = gettext_lazy(
        "Do we want to know whether a package exists that costs none of us anything and gives one "
        "of us more?"
    )


class SeeForm(_AfterYesForm):
    """Whether all want to see it."""

    rule = "see"
    question = gettext_lazy("Do we want to see it?")


class TakeForm(_AfterYesForm):
    """Whether all take it."""

    rule = "take"
    question = gettext_lazy("Do we take it in the place of what is agreed?")


#: The form of each rule, by its name, in the order in which they are offered.
FORMS: Mapping[str, type[AskForm]] = {
    "sealed": SealedForm,
    "assessment": AssessmentAskForm,
    "packages": PackagesForm,
    "ranking": RankingForm,
    "bid": BidForm,
    "silence": SilenceForm,
    "seat": SeatForm,
    "approval": TextApprovalForm,
    "whether": WhetherForm,
    "see": SeeForm,
    "take": TakeForm,
}
