"""The forms of a case: opening one, changing it with the parties' consent, and withdrawing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import ValidationError
from django.http import HttpRequest
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from goodoffices.case import GROUND_TEXTS, Case, PartAgreements
from goodoffices.formats.ours.case_file import MOST_READING_HOURS
from goodoffices.formats.ours.new_case import TEMPLATE_NAMES
from goodoffices.office.cases.changing import MOST_WORDS, WORDS_MISSING
from goodoffices.office.lazy_words import StrOrPromise
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
from goodoffices.office.pages.numbers import lazy_number
from goodoffices.office.record.passkeys import MOST_SENT
from goodoffices.office.refusal import Refused
from goodoffices.report.wording import Wording

#: Parties and issues of a case from a few lines; characters of a name, and of an option.
MOST_PARTIES, MOST_ISSUES, MOST_NAME, MOST_OPTION = 20, 100, 200, 300
#: Options of one line.
MOST_OPTIONS = 60
TOO_LITTLE = gettext_lazy(
    "A case has a name, at least two parties, and at least one issue with its options."
)
NAME_TOO_LONG = format_lazy(
    gettext_lazy("The name of the case, and of a party, has up to {most} characters."),
    most=MOST_NAME,
)
TOO_MANY = format_lazy(
    gettext_lazy(
        "These are more than {parties} parties or {issues} issues. "
        "Begin with fewer, or upload a folder."
    ),
    parties=MOST_PARTIES,
    issues=MOST_ISSUES,
)
NO_SHEET = gettext_lazy("Choose a sheet, as XLSX or CSV.")
NO_FOLDER = gettext_lazy("Choose the ZIP of a case folder.")
#: What templates of cases are called.
TEMPLATES: Mapping[str, StrOrPromise] = {
    "ceasefire": pgettext_lazy("template of a case", "ceasefire"),
    "labour": pgettext_lazy("template of a case", "labour"),
    "family": pgettext_lazy("template of a case", "family"),
    "blank": pgettext_lazy("template of a case", "blank"),
}
#: Characters of a ground rule.
MOST_GROUND_RULE = 2_000
GROUND_RULE_TOO_LONG = format_lazy(
    gettext_lazy("A ground rule has at most {most} characters."), most=lazy_number(MOST_GROUND_RULE)
)
HOURS_MISSING = format_lazy(
    gettext_lazy("Write whole hours, from 1 to {most}."), most=lazy_number(MOST_READING_HOURS)
)
#: What is asked of each ground rule.
GROUND_QUESTIONS: Mapping[str, StrOrPromise] = {
    "phones": gettext_lazy("What holds for phones, and for recording?"),
    "notes": gettext_lazy("Who takes notes, and what becomes of them?"),
    "press": gettext_lazy("What may be said to the press, and in posts?"),
    "speaking": gettext_lazy("Who speaks, and in which order?"),
    "breaks": gettext_lazy("Who can ask for a break, and how?"),
    "interpreters": gettext_lazy("Who interprets, and for whom?"),
}


class Lines(forms.Field):
    """Lines of which each says one thing, as a list; empty ones do not count."""

    def __init__(
        self, *, label: StrOrPromise, rows: int, placeholder: StrOrPromise | None = None
    ) -> None:
        attrs = {
            "rows": rows,
            "cols": False,
            "placeholder": False if placeholder is None else placeholder,
        }
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
        label=gettext_lazy("Name of the case"),
        max_length=MOST_NAME,
        error_messages={"required": TOO_LITTLE, "max_length": NAME_TOO_LONG},
    )
    parties = Lines(label=gettext_lazy("Parties, one a line"), rows=3)
    issues = Lines(
        label=gettext_lazy(
            "Issues, one a line, each with its options: "
            "what holds now first, then the others, with semicolons"
        ),
        rows=5,
        placeholder=gettext_lazy("Working hours: as now; 38 a week; 35 a week"),
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
        label=gettext_lazy("Template"),
        choices=[(name, TEMPLATES[name]) for name in TEMPLATE_NAMES],
        widget=forms.Select({"id": "which"}),
    )


def _folder_label() -> SafeString:
    return format_html(
        _(
            "The case folder as a ZIP: "
            "<code>{case}</code>, <code>{preferences}</code>, <code>{packages}</code>"
        ),
        case="case.yaml",
        preferences="preferences/",
        packages="packages/",
    )


class FolderForm(ActForm):
    """A case to be opened from its folder, as one ZIP."""

    told_by = ("folder",)

    folder = forms.FileField(
        label=lazy(_folder_label, SafeString)(),
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


class SheetForm(ActForm):
    """A case to be opened from a sheet: issues and options down, parties across."""

    # A browser sends nothing of a field in which no file was chosen.
    told_by = ("sheet_name",)

    sheet_name = forms.CharField(
        label=gettext_lazy("What the case is called"),
        max_length=MOST_NAME,
        widget=forms.TextInput({"id": "sheet-name"}),
        error_messages={
            "required": gettext_lazy("Name the case."),
            "max_length": NAME_TOO_LONG,
        },
    )
    sheet = forms.FileField(
        label=gettext_lazy("The sheet, as XLSX or CSV"),
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ".xlsx,.csv"}),
        error_messages={"required": NO_SHEET},
    )


class PuttingForm(ActForm):
    """The draft of a case to be put to the parties, with words to them or for the record."""

    told_by = ("words",)

    words = Words(
        label=gettext_lazy("Why the case changes, for the parties"),
        most=MOST_WORDS,
        missing=WORDS_MISSING,
        rows=3,
    )

    def __init__(self, request: HttpRequest, *, is_for_record: bool = False) -> None:
        super().__init__(request)
        if is_for_record:
            self.fields["words"].label = _("Why the case changes, for the record")
        self.fields["words"].widget.attrs["id"] = "why"


class ChangeTakenBackForm(OfficeForm):
    """A change that lies before the parties, to be taken back."""

    step = Choice(choices=[("take_back", "take back")], widget=forms.HiddenInput)


class ConsentForm(ActForm):
    """A party's answer to a change of the case."""

    change = Identifier()
    agrees = Choice(
        choices=[("yes", gettext_lazy("We agree")), ("no", gettext_lazy("We do not agree"))]
    )
    # Filled by the page's script where her passkey signs.
    signature = Hidden(most=MOST_SENT)


class GroundRulesForm(OfficeForm):
    """The ground rules of a case: six texts, and whole hours; each can stay empty."""

    told_by = (*GROUND_TEXTS, "reading_time", "part_agreements")

    reading_time = forms.IntegerField(
        label=gettext_lazy(
            "For how many hours at least does a text lie before all before it is decided on?"
        ),
        required=False,
        min_value=1,
        max_value=MOST_READING_HOURS,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), HOURS_MISSING),
    )
    part_agreements = Choice(
        label=gettext_lazy("What becomes of what is agreed while other things are still open?"),
        required=False,
        choices=[
            ("", gettext_lazy("nobody said")),
            (
                str(PartAgreements.NOTHING_UNTIL_EVERYTHING),
                gettext_lazy("Nothing is agreed until everything is agreed."),
            ),
            (
                str(PartAgreements.EARLY_HARVEST),
                gettext_lazy("What is agreed holds at once, whatever else is open."),
            ),
        ],
    )

    def __init__(self, request: HttpRequest, case: Case) -> None:
        # What is changed stands in the first language of the case.
        w, ground = Wording(case), case.ground_rules
        texts = {name: w.text(text) for name, text in ground.texts.items()}
        in_part = ground.part_agreements
        numbers = {
            "reading_time": ground.reading_time,
            "part_agreements": "" if in_part is None else str(in_part),
        }
        super().__init__(request, initial={**texts, **numbers})
        for name in GROUND_TEXTS:
            self.fields[name] = Words(
                label=GROUND_QUESTIONS[name],
                most=MOST_GROUND_RULE,
                missing=GROUND_RULE_TOO_LONG,
                rows=2,
                required=False,
            )
        self.order_fields([*GROUND_TEXTS, "reading_time", "part_agreements"])


class WithdrawalForm(ActForm):
    """A party's consent to the talks, to be withdrawn."""

    sure = Sure(
        label=gettext_lazy("We withdraw"),
        missing=gettext_lazy("Say that you are sure: withdrawing cannot be undone here."),
    )


class ClearingForm(ActForm):
    """The papers of a side that withdrew, to be deleted."""

    sure = Sure(
        label=pgettext_lazy("papers to delete", "All of them; this cannot be undone"),
        missing=gettext_lazy("Say that you are sure: papers that are deleted cannot be had back."),
    )


class ResumptionForm(ActForm):
    """A paused case that is to go on."""


class ClosingForm(ActForm):
    """What is to be done with a case as a whole; to close or delete it takes a yes."""

    step = Choice(
        choices=[(one, one) for one in ("close", "reopen", "copy", "delete")],
        widget=forms.HiddenInput,
    )
    sure = forms.BooleanField(
        label=pgettext_lazy("a case", "Delete it for good"), widget=YesBox, required=False
    )

    def clean(self) -> dict[str, Any]:
        """Refuse to close or delete a case without a yes."""
        sent = self.cleaned_data
        if sent.get("step") in ("close", "delete") and not sent.get("sure"):
            self.add_error("sure", _("Say that you are sure."))
        return sent


def _issue_of_line(number: int, line: str) -> tuple[str, list[str]]:
    """Read an issue and its options from one line. Raises `ValidationError`.

    Such a line is ``Working hours: as now; 38 a week``.
    """
    issue, colon, rest = re.sub("：", ":", line, count=1).partition(":")
    options = [option.strip() for option in re.split("[;؛；]", rest) if option.strip()]
    shown = {"number": number, "line": line[:60]}
    if not colon or not issue.strip():
        raise ValidationError(
            _(
                "Issue {number} (“{line}”) has no colon. "
                "Write what the issue is called, a colon, then its options with semicolons."
            ).format(**shown)
        )
    if len(options) < 2:
        raise ValidationError(
            _(
                "Issue {number} (“{line}”) has fewer than two options. "
                "Write what holds now, and at least one other."
            ).format(**shown)
        )
    if len(options) > MOST_OPTIONS:
        raise ValidationError(
            _("Issue {number} (“{line}”) has more than {most} options. Begin with fewer.").format(
                **shown, most=MOST_OPTIONS
            )
        )
    if twice := next((one for one in options if options.count(one) > 1), None):
        raise ValidationError(
            _(
                "Issue {number} (“{line}”) has the option “{option}” twice. "
                "Take one away, or name it otherwise."
            ).format(**shown, option=twice[:60])
        )
    if len(issue) > MOST_NAME or any(len(option) > MOST_OPTION for option in options):
        raise ValidationError(
            _(
                "Issue {number} (“{line}”) is too long: "
                "an issue has up to {most} characters, an option {most_of_option}."
            ).format(**shown, most=MOST_NAME, most_of_option=MOST_OPTION)
        )
    return issue.strip(), options
