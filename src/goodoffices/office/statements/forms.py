"""The forms of joint statements: one that is put, its approval, lines to take."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.pages.fields import DayField, Sides, TimeOfDay, named_parties
from goodoffices.office.pages.forms import ActForm, Choice, Hidden, Line, Words, YesBox
from goodoffices.office.refusal import Refused
from goodoffices.office.statements.commands import (
    MOST_LINES,
    MOST_TEXTS,
    MOST_TITLE,
    NewStatement,
)
from goodoffices.office.statements.publishing import list_public
from goodoffices.office.talks.readings import read_talks
from goodoffices.office.texts.readings import list_texts
from goodoffices.report.talks_in_words import moment_words

#: Characters of a language's code, of names in whose name it is, and of a passkey's answer.
_COMMAS = re.compile("[,،、，]")
MOST_LANGUAGE, MOST_ALSO, MOST_SENT = 12, 400, 20_000


class StatementForm(ActForm):
    """A statement that is put to sides: texts, who approves, the hour."""

    told_by: Collection[str] = ("title",)

    title = Line(
        label=gettext_lazy("What the statement is called"),
        most=MOST_TITLE,
        missing=gettext_lazy("Say what the statement is called."),
    )
    parties = Sides(label=gettext_lazy("Who approves it"))
    also = Line(
        label=gettext_lazy("Others in whose name it is, with commas (optional)"),
        most=MOST_ALSO,
        required=False,
    )
    day = DayField(label=gettext_lazy("Public from: day"))
    time = TimeOfDay(
        label=gettext_lazy("Hour, on your clock"), missing=gettext_lazy("Say from which hour on.")
    )
    corrects = Choice(label=gettext_lazy("It corrects (optional)"), required=False)
    is_served = forms.BooleanField(
        label=gettext_lazy("This office shows it itself, too"), widget=YesBox, required=False
    )

    def __init__(self, request: HttpRequest, view: CaseView) -> None:
        super().__init__(request, initial={"language-1": view.case.languages[0] or "en"})
        self.offer("parties", named_parties(view))
        zone = timezone.get_current_timezone_name()
        self.fields["time"].label = _("Hour, on your clock ({zone})").format(zone=zone)
        public = [(one.statement.id, one.statement.title) for one in list_public(view)]
        self.offer("corrects", [("", _("no other statement")), *public])
        texts = [(one.id, one.title) for one in list_texts(view)]
        for number in range(1, MOST_TEXTS + 1):
            self.fields[f"text-{number}"] = Choice(
                label=_("Text {number}").format(number=number),
                required=False,
                missing=gettext_lazy("There is no such text."),
            )
            self.fields[f"language-{number}"] = Line(
                label=_("Language of text {number}, as its code: en, uk, ar").format(number=number),
                most=MOST_LANGUAGE,
                required=False,
            )
            self.offer(f"text-{number}", [("", _("none")), *texts])

    @property
    def text_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """List the fields of the texts, each with that of its language."""
        numbers = range(1, MOST_TEXTS + 1)
        return [(self[f"text-{number}"], self[f"language-{number}"]) for number in numbers]

    def statement(self) -> NewStatement:
        """Read what is put. Raises `Refused`."""
        sent = self.read()
        texts: dict[str, str] = {}
        for number in range(1, MOST_TEXTS + 1):
            text, language = sent[f"text-{number}"], sent[f"language-{number}"].strip()
            if text and language.lower() in map(str.lower, texts):
                words = _("Two texts have the same language.")
                raise Refused(words, f"language-{number}")
            if text:
                texts[language] = text
        zone = timezone.get_current_timezone()
        return NewStatement(
            title=sent["title"],
            texts=texts,
            parties=sent["parties"],
            also=[one.strip() for one in _COMMAS.split(sent["also"]) if one.strip()],
            releases=datetime.datetime.combine(sent["day"], sent["time"], zone),
            corrects=sent["corrects"],
            is_served=sent["is_served"],
        )


class StatementAnswerForm(ActForm):
    """The answer of one's side to a statement, with a passkey's signature where she gave one."""

    told_by: Collection[str] = ("statement",)

    statement = Hidden(most=40)
    sha256 = Hidden(most=64)
    signature = Hidden(most=MOST_SENT)
    agrees = Choice(
        choices=[("yes", ""), ("no", "")], missing=gettext_lazy("Choose one of the answers.")
    )


class TakeBackForm(ActForm):
    """The statement that is taken back."""

    told_by: Collection[str] = ("taken_back",)

    taken_back = Hidden(most=40)


class LinesToTakeForm(ActForm):
    """Lines to take, and for whom; perhaps after a round."""

    told_by: Collection[str] = ("lines",)

    to = Sides(label=gettext_lazy("For whom"))
    round = Choice(label=gettext_lazy("After which round (optional)"), required=False)
    lines = Words(
        label=gettext_lazy("What it says in public, and what it does not"),
        most=MOST_LINES,
        missing=gettext_lazy("Write the lines in 1 to 4,000 characters."),
    )

    def __init__(self, request: HttpRequest, view: CaseView, **named: Any) -> None:
        super().__init__(request, **named)
        self.offer("to", named_parties(view))
        w = wording_for_reader(view.case)
        rounds = reversed(read_talks(view).talks.rounds)
        listed = [(one.id, moment_words(one.begins, w)) for one in rounds]
        self.offer("round", [("", _("no round")), *listed])


class LinesAnswerForm(ActForm):
    """What one's side answers to lines to take."""

    told_by: Collection[str] = ("lines_of",)

    lines_of = Hidden(most=40)
    agrees = Choice(
        choices=[("yes", ""), ("no", "")], missing=gettext_lazy("Choose one of the answers.")
    )
