"""Files in words: what each is, and what it holds beside its visible text."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from goodoffices.formats.attachments import COULD_NOT_BE_READ, ENCRYPTED, TOO_LONG
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.sides import reader_of
from goodoffices.office.files.storing import OpenedFile
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.lazy_words import StrOrPromise
from goodoffices.procedure import MEDIATION

KINDS: Mapping[str, StrOrPromise] = {
    "docx": gettext_lazy("Word document"),
    "pdf": gettext_lazy("PDF"),
    "html": gettext_lazy("web page"),
    "mail": gettext_lazy("mail"),
    "text": gettext_lazy("text"),
    "image": gettext_lazy("picture (its text is not read)"),
    "other": gettext_lazy("a file that is not read"),
}
BESIDE: Mapping[str, StrOrPromise] = {
    "author": pgettext_lazy("in a file", "author"),
    "comment": pgettext_lazy("in a file", "comment"),
    "revision": pgettext_lazy("in a file", "tracked change"),
    "hidden_text": pgettext_lazy("in a file", "hidden text"),
    "place": pgettext_lazy("in a file", "place"),
    "link": pgettext_lazy("in a file", "link"),
    "date": pgettext_lazy("in a file", "date"),
    "program": pgettext_lazy("in a file", "program"),
    "attached_file": pgettext_lazy("in a file", "attached file"),
    "script": pgettext_lazy("in a file", "script"),
    "embedded": pgettext_lazy("in a file", "embedded object"),
    "image_metadata": pgettext_lazy("in a file", "data of a picture"),
    "other": pgettext_lazy("in a file", "other"),
}
#: Words that the reading of files itself says.
SAID: Mapping[str, StrOrPromise] = {
    COULD_NOT_BE_READ: gettext_lazy("could not be read"),
    TOO_LONG: gettext_lazy("could not be read: too long"),
    ENCRYPTED: gettext_lazy("could not be read: encrypted"),
}


@dataclass(frozen=True, kw_only=True)
class FileShown:
    """A file as a page shows it.

    ``whose``: where it came from; empty for one's own. ``beside``: what it holds beside its visible
    text.
    """

    id: str
    name: str
    label: str
    day: datetime.date | None
    issue: str
    kind: str
    size: str
    by: str
    made_at: datetime.datetime
    is_own: bool
    is_cut: bool
    whose: str
    sha256: str
    beside: tuple[tuple[str, str], ...]


def files_in_words(found: Iterable[OpenedFile], view: CaseView) -> list[FileShown]:
    """Write files as a page lists them."""
    return [file_in_words(one, view) for one in found]


def file_in_words(one: OpenedFile, view: CaseView) -> FileShown:
    """Write a file as a page shows it."""
    w = wording_for_reader(view.case)
    head = one.head
    issue = w.issue(head.issue) if head.issue in view.case.issue_ids else ""
    return FileShown(
        id=one.id,
        name=head.name,
        label=head.label,
        day=datetime.date.fromisoformat(head.on) if head.on else None,
        issue=issue,
        kind=str(KINDS.get(head.kind, head.kind)),
        size=_("{n} kB").format(n=w.number(-(-head.size // 1000))),
        by=view.log_reader.name_of_actor(head.by) if head.by else "",
        made_at=one.made_at,
        is_own=one.is_own,
        is_cut=head.is_cut,
        whose="" if one.is_own else _whose(one.label, view),
        sha256=head.sha256,
        beside=tuple(
            (str(BESIDE.get(what, what)), str(SAID.get(words, w.isolated(words))))
            for what, words in head.beside
        ),
    )


def _whose(label: str, view: CaseView) -> str:
    """Say with whom a file is shared that went with an item."""
    if label == MEDIATION:
        return _("of the mediation")
    if not view.is_mediation:
        return _("shared with the mediation")
    w = wording_for_reader(view.case)
    return _("shared with {party}").format(party=w.party(reader_of(label)))
