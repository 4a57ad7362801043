"""The forms of texts: a new one, a new version, copies, and what is said of a copy."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.pages.fields import Sides, named_parties
from goodoffices.office.pages.forms import (
    INCOMPLETE,
    ActForm,
    Choice,
    Hidden,
    Identifier,
    Line,
    OfficeForm,
    Words,
)
from goodoffices.office.pages.package_form import PackageForm
from goodoffices.office.texts.agreed import MOST_AGREED
from goodoffices.office.texts.commands import (
    BODY,
    MOST_TITLE,
    MOST_WORDS,
    TITLE,
    WORDS,
)
from goodoffices.office.texts.edits import MOST_TEXT

_NUMBER_ERRORS = dict.fromkeys(("required", "invalid", "min_value"), INCOMPLETE)
_NO_PARAGRAPH = dict.fromkeys(
    ("required", "invalid", "min_value"), gettext_lazy("There is no such paragraph.")
)
#: Characters of a phrase that is looked for.
MOST_PHRASE = 400


class NewTextForm(ActForm):
    """A text that begins: what it is called, and its first version."""

    told_by: Collection[str] = ("title",)

    title = Line(label=gettext_lazy("What the text is called"), most=MOST_TITLE, missing=TITLE)
    body = Words(label=gettext_lazy("The text"), most=MOST_TEXT, missing=BODY, rows=12)


class TypingForm(ActForm):
    """What is typed in some paragraphs of a text.

    ``seen``: stands for the words that were saved when the page was made; ``instead``: what was
    typed before in an earlier version.
    """

    told_by: Collection[str] = ("step",)

    words = Words(
        label=gettext_lazy("The words"), most=MOST_TEXT, missing=BODY, rows=12, required=False
    )
    seen = Hidden(most=64)
    takes_over = Hidden(most=3)
    instead = Identifier(required=False)
    step = Choice(choices=[("save", ""), ("done", "")])


class EditForm(ActForm):
    """What was typed that is undone."""

    told_by: Collection[str] = ("undone",)

    undone = Identifier()
    undone_words = Hidden(most=64)


class VersionForm(ActForm):
    """Which version the page showed from which the next is made."""

    told_by: Collection[str] = ("based_on",)

    based_on = forms.IntegerField(
        min_value=1, widget=forms.HiddenInput, error_messages=_NUMBER_ERRORS
    )


class GoBackForm(VersionForm):
    """Which earlier version the next one is to say again."""

    told_by: Collection[str] = ("back_to",)

    back_to = forms.IntegerField(
        min_value=1, widget=forms.HiddenInput, error_messages=_NUMBER_ERRORS
    )


class HandOutForm(ActForm):
    """To whom a version goes."""

    told_by: Collection[str] = ("version",)

    version = forms.IntegerField(
        min_value=1, widget=forms.HiddenInput, error_messages=_NUMBER_ERRORS
    )
    to = Sides(label=gettext_lazy("To whom a copy goes"))

    def __init__(self, request: HttpRequest, view: CaseView) -> None:
        super().__init__(request)
        self.offer("to", named_parties(view))


class CriticismForm(ActForm):
    """What a party says of a place of its copy."""

    told_by: Collection[str] = ("paragraph",)

    paragraph = forms.IntegerField(
        label=gettext_lazy("Of which paragraph (0: of the whole text)"),
        min_value=0,
        initial=0,
        error_messages=_NO_PARAGRAPH,
    )
    words = Words(label=gettext_lazy("What you say of it"), most=MOST_WORDS, missing=WORDS, rows=4)


class PhraseForm(OfficeForm):
    """A phrase whose origin is asked for."""

    phrase = Line(
        label=gettext_lazy("Words of this paragraph"),
        most=MOST_PHRASE,
        missing=gettext_lazy("Type some words of the paragraph."),
    )


class AgreedForm(ActForm):
    """A change that was agreed."""

    told_by: Collection[str] = ("old", "new")

    paragraph = forms.IntegerField(
        label=gettext_lazy("In which paragraph"), min_value=1, error_messages=_NO_PARAGRAPH
    )
    old = Words(
        label=gettext_lazy("Instead of these words (empty: words are added at its end)"),
        most=MOST_AGREED,
        missing=WORDS,
        rows=2,
        required=False,
    )
    new = Words(
        label=gettext_lazy("It says these (empty: words go)"),
        most=MOST_AGREED,
        missing=WORDS,
        rows=2,
        required=False,
    )
    words = Words(
        label=gettext_lazy("With whom it was agreed, and where (optional)"),
        most=MOST_AGREED,
        missing=WORDS,
        rows=2,
        required=False,
    )


class DropAgreedForm(ActForm):
    """A change that is not agreed any more."""

    told_by: Collection[str] = ("dropped",)

    dropped = Hidden(most=40)


class LinkForm(PackageForm):
    """The package that a version is taken to say: one with a name, or option by option.

    ``at_first``: the package that was linked before.
    """

    told_by: Collection[str] = ("like",)

    idempotency_key = Identifier()
    like = Choice(
        label=gettext_lazy("A package that has a name, or option by option"),
        missing=gettext_lazy("Choose a package that has a name, or option by option."),
    )

    def __init__(
        self,
        request: HttpRequest,
        view: CaseView,
        offered: Mapping[str, tuple[str, Mapping[str, str]]],
        at_first: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(request, view.case, at_first)
        self._offered = offered
        named = [(key, label) for key, (label, _package) in offered.items()]
        own = ("options", gettext_lazy("option by option, as below"))
        self.offer("like", [("", gettext_lazy("choose one")), own, *named])

    @property
    def package(self) -> Mapping[str, str] | None:
        """Give the package that was chosen; of a form that was read."""
        like = self.cleaned_data["like"]
        return self.composed if like == "options" else self._offered[like][1]
