"""The forms of a case: opening one, changing it with the parties' consent, and withdrawing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import ValidationError
from django.http import HttpRequest
from django.utils.html import format_html

from goodoffices.formats.ours.case_editing import TEMPLATE_NAMES
from goodoffices.office.cases.changing import MOST_WORDS, WORDS_MISSING
from goodoffices.office.pages.forms import (
    ActForm,
    Choice,
    Hidden,
    Identifier,
    OfficeForm,
    Sure,
    Words,
    YesBox,
)
from goodoffices.office.record.passkeys import MOST_SENT
from goodoffices.office.refusal import Refused

#: Parties and issues of a case from a few lines; characters of a name, and of an option.
MOST_PARTIES, MOST_ISSUES, MOST_NAME, MOST_OPTION = 20, 100, 200, 300
#: Options of one line.
MOST_OPTIONS = 60
TOO_LITTLE = "A case has a name, at least two parties, and at least one issue with its options."
NAME_TOO_LONG = f"The name of the case, and of a party, has up to {MOST_NAME} characters."
TOO_MANY = (
    f"These are more than {MOST_PARTIES} parties or {MOST_ISSUES} issues. "
    "Begin with fewer, or upload a folder."
)
NO_FOLDER = "Choose the ZIP of a case folder."


class Lines(forms.Field):
    """Lines of which each says one thing, as a list; empty ones do not count."""

    def __init__(self, *, label: str, rows: int, placeholder: str = "") -> None:
        attrs = {"rows": rows, "cols": False, "placeholder": placeholder or False}
        super().__init__(
            label=label, widget=forms.Textarea(attrs), error_messages={"required": TOO_LITTLE}
        )

    def to_python(self, value: Any) -> list[str]:
        """List what stands on the lines."""
        return [line for typed in str(value or "").splitlines() if (line := typed.strip())]


class LinesForm(ActForm):
    """A case to be opened from a few lines."""

    told_by = ("name", "parties", "issues")

    name = forms.CharField(
        label="Name of the case",
        max_length=MOST_NAME,
        error_messages={"required": TOO_LITTLE, "max_length": NAME_TOO_LONG},
    )
    parties = Lines(label="Parties, one a line", rows=3)
    issues = Lines(
        label=(
            "Issues, one a line, each with its options: "
            "what holds now first, then the others, with semicolons"
        ),
        rows=5,
        placeholder="Working hours: as now; 38 a week; 35 a week",
    )

    def clean_parties(self) -> list[str]:
        """Check how many parties there are, and how long their names. Raises `ValidationError`."""
        parties: list[str] = self.cleaned_data["parties"]
        if len(parties) < 2:
            raise ValidationError(TOO_LITTLE)
        if len(parties) > MOST_PARTIES:
            raise ValidationError(TOO_MANY)
        if any(len(party) > MOST_NAME for party in parties):
            raise ValidationError(NAME_TOO_LONG)
        return parties

    def clean_issues(self) -> list[tuple[str, list[str]]]:
        """Give each issue with its options. Raises `ValidationError`."""
        lines: list[str] = self.cleaned_data["issues"]
        if len(lines) > MOST_ISSUES:
            raise ValidationError(TOO_MANY)
        return [_issue_of_line(number, line) for number, line in enumerate(lines, 1)]


class TemplateForm(ActForm):
    """A case to be opened from a template."""

    told_by = ("template",)

    template = Choice(
        label="Template",
        choices=[(name, name) for name in TEMPLATE_NAMES],
        widget=forms.Select({"id": "which"}),
    )


class FolderForm(ActForm):
    """A case to be opened from its folder, as one ZIP."""

    told_by = ("folder",)

    folder = forms.FileField(
        label=format_html(
            "The case folder as a ZIP: <code>{}</code>, <code>{}</code>, <code>{}</code>",
            "case.yaml",
            "preferences/",
            "packages/",
        ),
        # What is in it is looked at with the ZIP.
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ".zip,application/zip"}),
        error_messages={"required": NO_FOLDER},
    )

    def read(self) -> dict[str, Any]:
        """Give the file that was chosen. Raises `Refused` where none was."""
        # A browser sends nothing of a field in which no file was chosen.
        if not self.is_bound:
            raise Refused(NO_FOLDER, "folder")
        return super().read()


class PuttingForm(ActForm):
    """The draft of a case to be put to the parties, with words to them or for the record."""

    told_by = ("words",)

    words = Words(label="Why the case changes", most=MOST_WORDS, missing=WORDS_MISSING, rows=3)

    def __init__(self, request: HttpRequest, for_whom: str = "the parties") -> None:
        super().__init__(request)
        self.fields["words"].label = f"Why the case changes, for {for_whom}"
        self.fields["words"].widget.attrs["id"] = "why"


class ChangeTakenBackForm(OfficeForm):
    """A change that lies before the parties, to be taken back."""

    step = Choice(choices=[("take_back", "take back")], widget=forms.HiddenInput)


class ConsentForm(ActForm):
    """A party's answer to a change of the case."""

    change = Identifier()
    agrees = Choice(choices=[("yes", "We agree"), ("no", "We do not agree")])
    # Filled by the page's script where her passkey signs.
    signature = Hidden(most=MOST_SENT)


class WithdrawalForm(ActForm):
    """A party's consent to the talks, to be withdrawn."""

    sure = Sure(
        label="We withdraw",
        missing="Say that you are sure: withdrawing cannot be undone here.",
    )


class ClearingForm(ActForm):
    """The papers of a side that withdrew, to be deleted."""

    sure = Sure(
        label="All of them; this cannot be undone",
        missing="Say that you are sure: papers that are deleted cannot be had back.",
    )


class ResumptionForm(ActForm):
    """A paused case that is to go on."""


class ClosingForm(ActForm):
    """What is to be done with a case as a whole; to close or delete it takes a yes."""

    step = Choice(
        choices=[(one, one) for one in ("close", "reopen", "copy", "delete")],
        widget=forms.HiddenInput,
    )
    sure = forms.BooleanField(label="Delete it for good", widget=YesBox, required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse to close or delete a case without a yes."""
        sent = self.cleaned_data
        if sent.get("step") in ("close", "delete") and not sent.get("sure"):
            self.add_error("sure", "Say that you are sure.")
        return sent


def _issue_of_line(number: int, line: str) -> tuple[str, list[str]]:
    """Read an issue and its options from one line. Raises `ValidationError`.

    Such a line is ``Working hours: as now; 38 a week``.
    """
    issue, colon, rest = line.partition(":")
    options = [option.strip() for option in rest.split(";") if option.strip()]
    shown = f"Issue {number} (“{line[:60]}”)"
    if not colon or not issue.strip():
        raise ValidationError(
            f"{shown} has no colon. "
            "Write what the issue is called, a colon, then its options with semicolons."
        )
    if len(options) < 2:
        raise ValidationError(
            f"{shown} has fewer than two options. Write what holds now, and at least one other."
        )
    if len(options) > MOST_OPTIONS:
        raise ValidationError(f"{shown} has more than {MOST_OPTIONS} options. Begin with fewer.")
    if twice := next((one for one in options if options.count(one) > 1), None):
        raise ValidationError(
            f"{shown} has the option “{twice[:60]}” twice. Take one away, or name it otherwise."
        )
    if len(issue) > MOST_NAME or any(len(option) > MOST_OPTION for option in options):
        raise ValidationError(
            f"{shown} is too long: an issue has up to {MOST_NAME} characters, "
            f"an option {MOST_OPTION}."
        )
    return issue.strip(), options
