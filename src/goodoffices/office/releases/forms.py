"""The forms of a release: which package, or which question, goes to whom with which words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from goodoffices.case import Case
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.pages.fields import named_parties
from goodoffices.office.pages.forms import (
    INCOMPLETE,
    ActForm,
    Choice,
    Hidden,
    Identifier,
    Words,
)
from goodoffices.office.pages.package_form import PackageForm, PartFields
from goodoffices.office.papers.packages import names_of_drafts
from goodoffices.office.releases.commands import (
    MOST_WORDS,
    TOO_MANY_WORDS,
    WORDS_OF_PACKAGE,
    WORDS_OF_QUESTION,
    WhatIsSaid,
)


class _CheckedForm(PackageForm):
    """A package that goes to one party, after a page that says what it tells.

    ``step`` is ``release`` where she has seen that page; then it acts, once.
    """

    # A package that another page brings is no form that was sent.
    told_by = ("to",)

    to = Choice(
        label=pgettext_lazy("the party to whom a release goes", "To"),
        missing=gettext_lazy("Choose a party that is in the talks."),
    )
    step = Hidden()
    idempotency_key = Identifier(required=False)

    def __init__(self, request: HttpRequest, view: CaseView, **named: Any) -> None:
        super().__init__(request, view.case, **named)
        self.offer("to", named_parties(view))

    def clean(self) -> dict[str, Any]:
        """Refuse an act without its key."""
        sent = self.cleaned_data
        if sent.get("step") == "release" and not sent.get("idempotency_key"):
            self.add_error("step", INCOMPLETE)
        return sent


class ReleaseForm(_CheckedForm):
    """A package to one party: a draft of the case, or one that was put together on the bench."""

    package = Choice(
        label=gettext_lazy("Package"),
        missing=gettext_lazy("There is no such package."),
        required=False,
    )
    words = Words(
        label=gettext_lazy("Words that go with it"), most=MOST_WORDS, missing=WORDS_OF_PACKAGE
    )

    def __init__(
        self, request: HttpRequest, view: CaseView, files: Iterable[str], **named: Any
    ) -> None:
        super().__init__(request, view, **named)
        self.offer("package", names_of_drafts(files))


class QuestionReleaseForm(_CheckedForm):
    """A question to one party: would it rather have this package, or another.

    ``against``: the draft that stands against it; empty for no agreement.
    """

    against = Choice(
        label=pgettext_lazy("the package that stands against another", "Against"),
        missing=gettext_lazy("There is no such package."),
        required=False,
    )
    words = Words(
        label=gettext_lazy("Words that go with it"), most=MOST_WORDS, missing=WORDS_OF_QUESTION
    )

    def __init__(
        self, request: HttpRequest, view: CaseView, files: Iterable[str], **named: Any
    ) -> None:
        super().__init__(request, view, **named)
        self.offer("against", [("", _("no agreement")), *names_of_drafts(files)])


class PositionForm(ActForm):
    """What a party says of what was put before it; ``number``: of its entry."""

    told_by = ("number",)

    number = forms.IntegerField(
        min_value=1,
        widget=forms.HiddenInput,
        error_messages={"required": INCOMPLETE, "invalid": INCOMPLETE, "min_value": INCOMPLETE},
    )
    position = Choice(
        label=gettext_lazy("What does your side think of it?"),
        missing=gettext_lazy("Say what your side thinks of it."),
        choices=[
            ("accept", gettext_lazy("We would accept it")),
            ("if", gettext_lazy("We would accept it if something changes")),
            ("reserve", gettext_lazy("We reserve our answer")),
            ("reject", gettext_lazy("We reject it")),
        ],
    )
    words = Words(
        label=gettext_lazy("In your words. Where you reserve your answer: why"),
        most=MOST_WORDS,
        missing=TOO_MANY_WORDS,
        rows=3,
        required=False,
    )

    def __init__(self, request: HttpRequest, case: Case) -> None:
        super().__init__(request)
        self.changes = PartFields(self, case, before="change:", none=_("as it is"))

    def said(self) -> WhatIsSaid:
        """Read what the side says. Raises `Refused`."""
        sent = self.read()
        return WhatIsSaid(
            choice=sent["position"], changes=self.changes.chosen(), words=sent["words"]
        )
