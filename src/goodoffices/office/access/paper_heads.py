"""What the papers of the office are: the head of each kind says so, beside a paper's text."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar, Self

from goodoffices.office.access.kinds import PaperKind


@dataclass(frozen=True, kw_only=True)
class PaperHead:
    """The head of a paper. ``kind``: of which kind the paper is."""

    kind: ClassVar[PaperKind]

    def as_data(self) -> dict[str, Any]:
        """Write the head as plain data, as it is sealed beside the text."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Read a head from plain data.

        A key that an earlier version did not write has the default of its field. One of a later
        version is passed over.
        """
        return cls(**{one.name: data[one.name] for one in fields(cls) if one.name in data})


@dataclass(frozen=True, kw_only=True)
class NoteHead(PaperHead):
    """A note for one's own side. ``by``: the name of who wrote it."""

    kind = PaperKind.NOTE
    by: str


@dataclass(frozen=True, kw_only=True)
class MandateHead(PaperHead):
    """What the delegates of a side may accept. ``by``: the name of who wrote it last."""

    kind = PaperKind.MANDATE
    by: str


@dataclass(frozen=True, kw_only=True)
class CaseDraftHead(PaperHead):
    """A draft of the case that the mediation works on."""

    kind = PaperKind.CASE_DRAFT
    by: str


@dataclass(frozen=True, kw_only=True)
class ResultHead(PaperHead):
    """What an analysis found. ``asked_at``: when it was asked for, ISO 8601."""

    kind = PaperKind.RESULT
    asked_at: str


@dataclass(frozen=True, kw_only=True)
class FileHead(PaperHead):
    """A file of the case. ``file``: its place in the case's folder."""

    file: str


@dataclass(frozen=True, kw_only=True)
class PackageHead(FileHead):
    """A draft package."""

    kind = PaperKind.PACKAGE


@dataclass(frozen=True, kw_only=True)
class ReadingHead(FileHead):
    """What a party wants, in one reading."""

    party: str
    reading: str


@dataclass(frozen=True, kw_only=True)
class EstimateHead(ReadingHead):
    """What the mediation takes a party to want.

    ``case``: the digest of the case that it was written for; ``is_chosen``: the next answer rests
    on it.
    """

    kind = PaperKind.ESTIMATE
    case: str = ""
    is_chosen: bool = False

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Read a head. Version 0.2 wrote *yes*."""
        return super().from_data({**data, "is_chosen": bool(data.get("is_chosen"))})


@dataclass(frozen=True, kw_only=True)
class PreferencesHead(ReadingHead):
    """What a party gave of itself.

    ``by``: the name of who gave it; ``salt``: with the text it makes the digest in the record;
    ``answers``: the first package, the second and what was answered, of each question that compared
    two.
    """

    kind = PaperKind.PREFERENCES
    by: str
    case: str = ""
    salt: str = ""
    answers: tuple[tuple[Any, Any, Any], ...] = ()

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Read a head. Version 0.2 wrote the answers as a text of their own."""
        answers = data.get("answers", ())
        rows = json.loads(answers) if isinstance(answers, str) else answers
        return super().from_data(
            {**data, "answers": tuple((first, second, given) for first, second, given in rows)}
        )


@dataclass(frozen=True, kw_only=True)
class PendingHead(ReadingHead):
    """Preferences that wait for a second person of the side.

    ``by``, ``by_id``: the name and the id of who put them.
    """

    kind = PaperKind.PENDING
    by: str
    by_id: str


@dataclass(frozen=True, kw_only=True)
class AnswersHead(ReadingHead):
    """Answers of an interview.

    ``case``: the digest of the case that was asked about; ``next``: the question that stands, as
    JSON; ``confirmed_by``: the id of who found the summary right; ``by``: the name of who answered
    last; ``given``: stands for the answers that were given last.
    """

    kind = PaperKind.ANSWERS
    case: str
    next: str
    confirmed_by: str
    by: str
    given: str = ""


@dataclass(frozen=True, kw_only=True)
class TextEditHead(PaperHead):
    """What somebody types in the place of some paragraphs of a text, before a version is made.

    ``text``: its id; ``version``: the number of that which is changed; ``start``, ``count``: the
    paragraphs, from 0; ``by``: who holds them, as the record names her; ``by_id``: her membership;
    ``is_done``: she does not any more, and it goes into the next version; ``earlier``: what others
    had typed there before, each with who that is.
    """

    kind = PaperKind.TEXT_EDIT
    text: str
    version: int
    start: int
    count: int
    by: str
    by_id: str
    is_done: bool = False
    earlier: tuple[tuple[str, str], ...] = ()

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Read a head from plain data."""
        earlier = tuple((name, words) for name, words in data.get("earlier", ()))
        return super().from_data({**data, "earlier": earlier})


#: The head of each kind of paper.
HEAD_OF: dict[PaperKind, type[PaperHead]] = {
    head.kind: head
    for head in (
        NoteHead,
        MandateHead,
        CaseDraftHead,
        ResultHead,
        PackageHead,
        EstimateHead,
        PreferencesHead,
        PendingHead,
        AnswersHead,
        TextEditHead,
    )
}


def file_of_reading(party: str, reading: str) -> str:
    """Name the file of a case folder that holds what a party wants, in one reading."""
    return f"preferences/{party}/{reading}.yaml"


def reading_in(file: str) -> tuple[str, str]:
    """Find whose preferences a file of a case folder holds, and in which reading.

    Raises ValueError where it holds none.
    """
    found = re.fullmatch(r"preferences/([\w.-]+?)(?:/([\w.-]+))?\.yaml", file)
    if found is None:
        raise ValueError(f"{file} is no file of preferences")
    return found[1], found[2] or "only"
