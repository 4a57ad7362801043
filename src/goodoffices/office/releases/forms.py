"""The forms of a release: which package, or which question, goes to whom with which words."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.http import HttpRequest

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.pages.forms import (
    INCOMPLETE,
    ActForm,
    Choice,
    Hidden,
    Identifier,
    Words,
)
from goodoffices.office.pages.package_form import PackageForm
from goodoffices.office.releases.commands import MOST_WORDS, words_missing
from goodoffices.report.wording import Wording


class _CheckedForm(PackageForm):
    """A package that goes to one party, after a page that says what it tells.

    ``step`` is ``release`` where she has seen that page; then it acts, once.
    """

    # A package that another page brings is no form that was sent.
    told_by = ("to",)

    to = Choice(label="To", missing="Choose a party that is in the talks.")
    step = Hidden()
    idempotency_key = Identifier(required=False)

    def __init__(self, request: HttpRequest, view: CaseView, **named: Any) -> None:
        super().__init__(request, view.case, **named)
        self.offer("to", _parties(view))

    def clean(self) -> dict[str, Any]:
        """Refuse an act without its key."""
        sent = self.cleaned_data
        if sent.get("step") == "release" and not sent.get("idempotency_key"):
            self.add_error("step", INCOMPLETE)
        return sent


class ReleaseForm(_CheckedForm):
    """A package to one party: a draft of the case, or one that was put together on the bench."""

    package = Choice(label="Package", missing="There is no such package.", required=False)
    words = Words(
        label="Words that go with it", most=MOST_WORDS, missing=words_missing("what this is")
    )

    def __init__(
        self, request: HttpRequest, view: CaseView, files: Iterable[str], **named: Any
    ) -> None:
        super().__init__(request, view, **named)
        self.offer("package", _by_name(files))


class QuestionReleaseForm(_CheckedForm):
    """A question to one party: would it rather have this package, or another.

    ``against``: the draft that stands against it; empty for no agreement.
    """

    against = Choice(label="Against", missing="There is no such package.", required=False)
    words = Words(
        label="Words that go with it", most=MOST_WORDS, missing=words_missing("why you ask")
    )

    def __init__(
        self, request: HttpRequest, view: CaseView, files: Iterable[str], **named: Any
    ) -> None:
        super().__init__(request, view, **named)
        self.offer("against", [("", "no agreement"), *_by_name(files)])


class PositionForm(ActForm):
    """What a party says of a package that was put before it; ``number``: of its entry."""

    number = forms.IntegerField(
        min_value=1,
        widget=forms.HiddenInput,
        error_messages={"required": INCOMPLETE, "invalid": INCOMPLETE, "min_value": INCOMPLETE},
    )
    position = Choice(
        label="Could you live with it?",
        missing="Say whether your side could live with it.",
        choices=[
            ("yes", "Yes, we could live with it"),
            ("if", "Yes, if something changes"),
            ("no", "No, we could not"),
        ],
    )
    words = Words(
        label="In your words. With “if something changes”: what has to change",
        most=MOST_WORDS,
        missing=f"Say it in at most {MOST_WORDS:,} characters.",
        rows=3,
        required=False,
    )


def _parties(view: CaseView) -> list[tuple[str, str]]:
    """List the parties that are in the talks, with their names."""
    w = Wording(view.case)
    return [(p, w.party(p)) for p in view.case.party_ids if p not in view.withdrawn]


def _by_name(files: Iterable[str]) -> list[tuple[str, str]]:
    """List the drafts by their files, with their names."""
    return [(file, PurePosixPath(file).stem) for file in files]
