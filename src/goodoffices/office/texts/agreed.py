"""Changes that were agreed: entered, dropped, and held against the version that is current."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.office.access.acting import acting
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.record.commands import log_of, record
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import clock_and_chance
from goodoffices.office.texts.readings import TextRead, VersionOfText, find_text
from goodoffices.procedure.text import (
    AgreedChange,
    ChangedBesides,
    JudgedChange,
    agreed_judged,
    changed_besides,
    stands_once,
)
from goodoffices.record.kinds import TEXT_AGREED, TEXT_UNAGREED

#: Characters of words that go or come, and of what is said of a change.
MOST_AGREED = 4_000


@dataclass(frozen=True, kw_only=True)
class AgreedRead:
    """A change that was agreed, and what became of it in the version that is current."""

    id: str
    version: int
    paragraph: int
    old: str
    new: str
    words: str
    at: datetime.datetime
    by: str
    judged: JudgedChange


@dataclass(frozen=True, kw_only=True)
class AgreedChanges:
    """All changes that were agreed in a text, the first first.

    ``besides``: paragraphs that are new, changed or gone since the version of the first change, and
    that no change names; ``lost``: changes of versions whose words were destroyed.
    """

    changes: tuple[AgreedRead, ...]
    since: int
    besides: tuple[ChangedBesides, ...]
    lost: int


def read_agreed(view: CaseView, text: TextRead) -> AgreedChanges:
    """Read the changes that were agreed, held against the version that is current."""
    entries = [
        one
        for one in reversed(view.entries_of(TEXT_AGREED, TEXT_UNAGREED))
        if one.kind and one.payload["text"] == text.id
    ]
    dropped = {one.payload["agreed"] for one in entries if one.kind == TEXT_UNAGREED.name}
    kept = [
        (one, base)
        for one in entries
        if one.kind == TEXT_AGREED.name
        and one.payload["agreed"] not in dropped
        and (base := text.version(one.payload["version"])) is not None
    ]
    lost = sum(
        one.kind == TEXT_AGREED.name and text.version(one.payload["version"]) is None
        for one in entries
    )
    if not kept:
        return AgreedChanges(changes=(), since=0, besides=(), lost=lost)
    now = text.newest.words
    made = [_change(base, one.payload) for one, base in kept]
    found = agreed_judged(made, now)
    first = kept[0][1]
    return AgreedChanges(
        changes=tuple(
            AgreedRead(
                id=one.payload["agreed"],
                version=one.payload["version"],
                paragraph=one.payload["paragraph"],
                old=one.payload["old"],
                new=one.payload["new"],
                words=one.payload["words"],
                at=one.at,
                by=one.actor,
                judged=verdict,
            )
            for (one, _base), verdict in zip(kept, found, strict=True)
        ),
        since=first.number,
        besides=tuple(changed_besides(first.words, now, made, found)),
        lost=lost,
    )


def _change(base: VersionOfText, said: Mapping[str, Any]) -> AgreedChange:
    place = _place_of(base, said["paragraph"])
    return AgreedChange(base.words, place or 0, said["old"], said["new"])


def _place_of(version: VersionOfText, number: int) -> int | None:
    """Find where the paragraph of a number stands, from 0; None where there is none."""
    numbers = [one.number for one in version.paragraphs]
    return numbers.index(number) if number in numbers else None


def agree(
    view: CaseView,
    text: str,
    *,
    paragraph: int,
    old: str,
    new: str,
    words: str,
    idempotency_key: uuid.UUID | None,
) -> None:
    """Enter a change that was agreed, of the version that is current. Raises `Refused`."""
    old, new, words = (_as_without_sponsors(view, one) for one in (old, new, words))
    with acting(view, Right.WRITE_TEXTS, idempotency_key) as act:
        found = find_text(view, text)
        if found is None:
            raise Refused(_("There is no such text."))
        place = _place_of(found.newest, paragraph) if paragraph else None
        if place is None:
            raise Refused(_("There is no such paragraph."), "paragraph")
        if old == new or max(map(len, (old, new, words))) > MOST_AGREED:
            raise Refused(
                _("Say which words go and which come, in at most 4,000 characters."), "old"
            )
        if not stands_once(found.newest.words[place], old):
            message = _(
                "These words do not stand in this paragraph, or not once: copy them from it."
            )
            raise Refused(message, "old")
        said = {
            "text": text,
            "agreed": clock_and_chance.new_id().hex,
            "version": found.newest.number,
            "paragraph": paragraph,
            "old": old,
            "new": new,
            "words": words,
        }
        record(log_of(act.side), view.actor, TEXT_AGREED, act.at, said)


def _as_without_sponsors(view: CaseView, words: str) -> str:
    """Give words as they stand in a text; copied from its page they name the sponsors."""
    w = wording_for_reader(view.case)
    for party in view.case.party_ids:
        words = words.replace(f" {w.party(party)}]", "]")
    return words.strip()


def drop_agreed(view: CaseView, text: str, agreed: str, idempotency_key: uuid.UUID | None) -> None:
    """Enter that a change is not agreed any more. Raises `Refused`."""
    with acting(view, Right.WRITE_TEXTS, idempotency_key) as act:
        found = find_text(view, text)
        known = () if found is None else read_agreed(view, found).changes
        if agreed not in {one.id for one in known}:
            raise Refused(_("There is no such change."))
        said = {"text": text, "agreed": agreed}
        record(log_of(act.side), view.actor, TEXT_UNAGREED, act.at, said)
