"""The forms of preferences: a text or a file, a second look, an estimate, an answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from goodoffices.case import Case
from goodoffices.office.languages import reader_language, wording_for_reader
from goodoffices.office.lazy_words import StrOrPromise
from goodoffices.office.pages.forms import (
    ActForm,
    Choice,
    Hidden,
    Identifier,
    Line,
    OfficeForm,
    Sure,
)
from goodoffices.office.pages.numbers import number_for_reader
from goodoffices.office.papers import archive
from goodoffices.office.preferences.answers import CONFIDENCES, GROUNDS_EXPECTED, MOST_REMARK
from goodoffices.office.refusal import Refused

#: Characters of preferences that are given on a page; longer ones would keep the office busy.
MOST_TEXT = 300_000


def _too_long() -> str:
    words = _("This is longer than the {most} characters that preferences may have here.")
    return words.format(most=number_for_reader(MOST_TEXT))


def _each(values: Iterable[str]) -> list[tuple[str, str]]:
    """Make choices of words that stand for themselves."""
    return [(value, value) for value in values]


class TextFile(forms.FileField):
    """A file with a text, which may be chosen."""

    def __init__(self, *, label: StrOrPromise) -> None:
        super().__init__(
            label=label,
            required=False,
            allow_empty_file=True,
            widget=forms.FileInput({"accept": ".yaml,.yml,.txt"}),
        )


class TextForm(ActForm):
    """Preferences as a text that is typed, or in a file that is chosen instead.

    They are read as ``text``. What a file holds stands in its field after a refusal, to be mended.
    """

    told_by = ("text", "file")
    data: Any

    file = TextFile(label=gettext_lazy("Its file"))
    # A browser would cut what is pasted at a bound of the field; what is too long is refused.
    text = forms.CharField(
        label=gettext_lazy("or its text"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 8, "cols": False, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """Find the text that counts. Raises `ValidationError` where it is none."""
        super().clean()
        typed, upload = self.cleaned_data.get("text", ""), self.cleaned_data.get("file")
        found = typed.replace("\r\n", "\n") if upload is None else _text_of(upload)
        if not found.strip():
            raise forms.ValidationError({"text": _("Choose a file, or write its text.")})
        if len(found) > MOST_TEXT:
            raise forms.ValidationError({"text" if upload is None else "file": _too_long()})
        if upload is not None:
            self.data = self.data.copy()
            self.data["text"] = found
        return self.cleaned_data | {"text": found}


def _text_of(upload: Any) -> str:
    """Read the text of a file that was sent. Raises `ValidationError`."""
    try:
        return archive.decoded(upload.read(), upload.name or _("The file"), reader_language())
    except Refused as refusal:
        raise forms.ValidationError({"file": str(refusal)}) from None


def _own_file() -> SafeString:
    command = mark_safe("<code>goodoffices elicit</code>")
    return format_html(_("Your file ({command} writes one)"), command=command)


class GivingForm(TextForm):
    """A party's own preferences. ``based_on``: the version that their author had before her."""

    file = TextFile(label=lazy(_own_file, SafeString)())
    based_on = Identifier(required=False)


class SecondLookForm(ActForm):
    """What waits for a second person: ``step`` is ``give`` where she gives it, else ``drop``."""

    told_by = ("step",)

    step = Choice(choices=_each(["give", "drop"]), widget=forms.HiddenInput)
    pending = Identifier()


class Reading(Line):
    """The name of a reading, which becomes a part of a file's name."""

    def __init__(self, **named: Any) -> None:
        super().__init__(most=60, missing=gettext_lazy("Give the reading a name."), **named)

    def to_python(self, value: Any) -> str:
        """Read the name; a part of a file's name has no spaces."""
        return super().to_python(value).replace(" ", "-")


class EstimateForm(TextForm):
    """The team's estimate of a party, in a named reading."""

    party = Choice(label=pgettext_lazy("the party that an estimate is of", "Of"))
    reading = Reading(label=gettext_lazy("Reading"))
    field_order = ("idempotency_key", "party", "reading")

    def __init__(self, request: HttpRequest, case: Case) -> None:
        super().__init__(request)
        self.offer("party", _parties(case))


class BeginningForm(ActForm):
    """Questions about a party that the team begins to answer, in a named reading."""

    told_by = ("confidence", "reason")

    party = Choice(
        label=pgettext_lazy("the party that an estimate is of", "Of"),
        widget=forms.Select({"id": "party-asked"}),
    )
    reading = Reading(
        label=gettext_lazy("Name of the reading"),
        widget=forms.TextInput({"id": "reading-asked"}),
    )
    confidence = Choice(
        label=gettext_lazy("How sure"),
        choices=[("", gettext_lazy("choose")), *CONFIDENCES.items()],
        missing=GROUNDS_EXPECTED,
    )
    reason = Line(
        label=gettext_lazy("What it rests on"), most=MOST_REMARK, missing=GROUNDS_EXPECTED
    )

    def __init__(self, request: HttpRequest, case: Case) -> None:
        super().__init__(request)
        self.offer("party", _parties(case))


class RestingForm(OfficeForm):
    """An estimate on which the answer is to rest."""

    step = Choice(choices=_each(["rest_on"]), widget=forms.HiddenInput)


class RemovalForm(ActForm):
    """An estimate to be removed."""

    sure = Sure(
        label=gettext_lazy("This cannot be undone; the next analysis does without it"),
        missing=gettext_lazy(
            "Say that you are sure: an estimate that is removed cannot be had back."
        ),
    )


class AnswerForm(OfficeForm):
    """What comes with an answer: the answers before it, by their version, and a remark.

    The answer itself is in fields that hang on the question (`question_forms`).
    """

    told_by = ("version",)

    version = Hidden()
    sure = Choice(
        label=gettext_lazy("How sure"),
        choices=[
            ("", pgettext_lazy("how sure somebody is", "not said")),
            *CONFIDENCES.items(),
        ],
        required=False,
    )
    why = Line(label=gettext_lazy("Why"), most=MOST_REMARK, required=False)


class TakingBackForm(OfficeForm):
    """An answer that is taken back; the last one where none is named."""

    back = Hidden()


class AnswersDeletionForm(OfficeForm):
    """All answers, to be deleted."""

    told_by = ("delete",)

    delete = Choice(choices=_each(["all"]), widget=forms.HiddenInput)
    sure = Sure(
        label=pgettext_lazy("answers to delete", "All of them; this cannot be undone"),
        missing=gettext_lazy("Say that you are sure: answers that are deleted cannot be had back."),
    )

    def __init__(self, request: HttpRequest) -> None:
        # A remark on the page has the id ``sure``.
        super().__init__(request, auto_id="%s-delete")


class ConfirmationForm(ActForm):
    """A summary that somebody found right, by the version of its answers."""

    version = Hidden()


def _parties(case: Case) -> list[tuple[str, str]]:
    """List the parties with their names."""
    w = wording_for_reader(case)
    return [(party, w.party(party)) for party in case.party_ids]
