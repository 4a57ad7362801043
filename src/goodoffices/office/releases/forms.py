"""The forms of a release: which package, or which question, goes to whom with which words."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from django.http import HttpRequest

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.pages.forms import Choice, Hidden, Words
from goodoffices.office.pages.package_form import PackageForm
from goodoffices.office.releases.commands import MOST_WORDS, words_missing
from goodoffices.report.wording import Wording


class ReleaseForm(PackageForm):
    """A package to one party: a draft of the case, or one that was put together on the bench.

    ``step`` is ``release`` where she has seen what it tells.
    """

    to = Choice(label="To", missing="There is no such party in the talks.")
    package = Choice(label="Package", missing="There is no such package.", required=False)
    words = Words(
        label="Words that go with it", most=MOST_WORDS, missing=words_missing("what this is")
    )
    step = Hidden()

    def __init__(
        self, request: HttpRequest, view: CaseView, files: Iterable[str], **named: Any
    ) -> None:
        super().__init__(request, view.case, **named)
        self.offer("to", _parties(view))
        self.offer("package", _by_name(files))


class QuestionForm(PackageForm):
    """A question to one party: would it rather have this package, or another.

    ``against``: the draft that stands against it; empty for no agreement. ``step``: ``check`` asks
    what the question tells, ``release`` puts it.
    """

    to = Choice(label="To", missing="There is no such party in the talks.")
    against = Choice(label="Against", missing="There is no such package.", required=False)
    words = Words(
        label="Words that go with it", most=MOST_WORDS, missing=words_missing("why you ask")
    )
    step = Hidden()

    def __init__(
        self, request: HttpRequest, view: CaseView, files: Iterable[str], **named: Any
    ) -> None:
        super().__init__(request, view.case, **named)
        self.offer("to", _parties(view))
        self.offer("against", [("", "no agreement"), *_by_name(files)])


def _parties(view: CaseView) -> list[tuple[str, str]]:
    """List the parties that are in the talks, with their names."""
    w = Wording(view.case)
    return [(p, w.party(p)) for p in view.case.party_ids if p not in view.withdrawn]


def _by_name(files: Iterable[str]) -> list[tuple[str, str]]:
    """List the drafts by their files, with their names."""
    return [(file, PurePosixPath(file).stem) for file in files]
