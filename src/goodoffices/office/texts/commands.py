"""Write a text in versions, hand copies out, and say something of a copy."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import replace

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.case import Case
from goodoffices.formats.documents.folding import distinct_words
from goodoffices.office.access.acting import ActNow, acting
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import PaperKind
from goodoffices.office.access.rights import Right
from goodoffices.office.access.sides import reader_of
from goodoffices.office.pages.numbers import lazy_number
from goodoffices.office.papers.papers import delete_papers
from goodoffices.office.record.commands import log_of, record
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import clock_and_chance
from goodoffices.office.talks.entering import logs_of_readers
from goodoffices.office.texts.announced import version_made
from goodoffices.office.texts.bodies import digest_of_text, put_body
from goodoffices.office.texts.edits import (
    MOST_TEXT,
    EditRead,
    list_edits,
    move_edits,
    refuse_faulty,
)
from goodoffices.office.texts.readings import (
    TextRead,
    VersionOfText,
    find_text,
    sponsors_of,
)
from goodoffices.procedure.text import for_reader, paragraphs_of, with_edits, written
from goodoffices.record.kinds import (
    TEXT_AGREED,
    TEXT_CRITICISED,
    TEXT_HANDED,
    TEXT_LINKED,
    TEXT_PASSED,
    TEXT_SAVED,
)

#: Characters of a title, and of what is said of a place.
MOST_TITLE, MOST_WORDS = 200, 4_000
TITLE = gettext_lazy("Say what the text is called.")
BODY = format_lazy(
    gettext_lazy("Write the text in 1 to {most} characters."), most=lazy_number(MOST_TEXT)
)
WORDS = format_lazy(gettext_lazy("Say it in 1 to {most} characters."), most=lazy_number(MOST_WORDS))
#: Signs of the code of a copy: none that is taken for another.
CODE_SIGNS, CODE_LENGTH = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 8


def begin_text(view: CaseView, title: str, body: str, idempotency_key: uuid.UUID | None) -> str:
    """Begin a text with its first version, give its id. Raises `Refused`."""
    title, body = title.strip(), _checked(view.case, body)
    if not 0 < len(title) <= MOST_TITLE:
        raise Refused(TITLE, "title")
    text = clock_and_chance.new_id().hex
    with acting(view, Right.WRITE_TEXTS, idempotency_key) as act:
        _save(view, act, text, title, 1, body)
    return text


def make_version(
    view: CaseView, text: str, based_on: int, idempotency_key: uuid.UUID | None
) -> None:
    """Make the next version of what is typed and done in a text. Raises `Refused`.

    ``based_on``: the number of the version that the page showed. What somebody still types, or
    typed where another version changed the same place, waits.
    """
    with acting(view, Right.WRITE_TEXTS, idempotency_key) as act:
        found = _found(view, text)
        if based_on != found.newest.number:
            raise Refused(_("Another version was made meanwhile. Look at it first."))
        ready = [one for one in list_edits(view, found) if one.is_ready_for(found.newest.number)]
        if not ready:
            raise Refused(_("Nothing that is typed is done yet, so there is no new version."))
        _make(view, act, found, ready)


def _make(view: CaseView, act: ActNow, found: TextRead, ready: Collection[EditRead]) -> None:
    newest = found.newest
    body = _checked(view.case, "\n\n".join(with_edits(newest.blocks, [one.edit for one in ready])))
    if body == newest.body:
        raise Refused(_("Nothing changed, so there is no new version."))
    saved = _save(view, act, found.id, found.title, next_number(view, found), body)
    for one in ready:
        delete_papers(view, PaperKind.TEXT_EDIT, one.id)
    move_edits(view, act, replace(found, versions=(*found.versions, saved)))


def go_back(
    view: CaseView, text: str, version: int, based_on: int, idempotency_key: uuid.UUID | None
) -> None:
    """Make the next version of a text say what an earlier one says. Raises `Refused`.

    Nothing is lost: the versions between stay.
    """
    with acting(view, Right.WRITE_TEXTS, idempotency_key) as act:
        found = _found(view, text)
        earlier = found.version(version)
        if earlier is None or based_on != found.newest.number:
            raise Refused(_("Another version was made meanwhile. Look at it first."))
        if earlier.body == found.newest.body:
            raise Refused(_("Nothing changed, so there is no new version."))
        number = next_number(view, found)
        saved = _save(view, act, text, found.title, number, earlier.body)
        move_edits(view, act, replace(found, versions=(*found.versions, saved)))


def next_number(view: CaseView, found: TextRead) -> int:
    """Give the number of the next version: none that a version had whose words were destroyed."""
    named = [one.version for one in found.handed]
    named += [one.version for one in list_edits(view, found)]
    said = view.entries_of(TEXT_AGREED, TEXT_LINKED)
    named += [one.payload["version"] for one in said if one.payload.get("text") == found.id]
    return max([found.newest.number, *named]) + 1


def _save(
    view: CaseView, act: ActNow, text: str, title: str, number: int, body: str
) -> VersionOfText:
    """Enter a version into the record, keep what it says beside it, and give it."""
    digest = digest_of_text(body)
    said = {"text": text, "title": title, "version": number, "sha256": digest}
    entry = record(log_of(act.side), view.actor, TEXT_SAVED, act.at, said)
    put_body(view, entry, body)
    version_made.send(sender=None, view=view, act=act, text=text)
    return VersionOfText(
        number=number,
        at=entry.at,
        by=view.actor.person.name,
        entry=entry.number,
        sha256=digest,
        sponsors=sponsors_of(view.case),
        opened=lambda: body,
        opened_words=lambda: distinct_words(body),
    )


def hand_out(
    view: CaseView,
    text: str,
    version: int,
    to: Collection[str],
    idempotency_key: uuid.UUID | None,
) -> None:
    """Hand a version out to parties, each its own copy with a code of its own. Raises `Refused`."""
    with acting(view, Right.RELEASE, idempotency_key, while_paused=False) as act:
        found = find_text(view, text)
        handed = None if found is None else found.version(version)
        if found is None or handed is None:
            raise Refused(_("There is no such version."))
        if not to:
            raise Refused(_("Choose a party that is in the talks."), "to")
        for log in logs_of_readers(view, to):
            party, code = reader_of(log.label), _new_code()
            body = written(for_reader(handed.paragraphs, party))
            given = {
                "text": text,
                "title": found.title,
                "code": code,
                "sha256": digest_of_text(body),
            }
            put_body(view, record(log, view.actor, TEXT_HANDED, act.at, given), body)
            passed = {"text": text, "version": version, "to": party, "code": code}
            record(log_of(act.side), view.actor, TEXT_PASSED, act.at, passed)


def criticise(
    view: CaseView,
    text: str,
    paragraph: int,
    words: str,
    idempotency_key: uuid.UUID | None,
) -> None:
    """Say something of a place of one's newest copy, to the mediation alone. Raises `Refused`."""
    words = words.strip()
    if not 0 < len(words) <= MOST_WORDS:
        raise Refused(WORDS, "words")
    with acting(view, Right.GIVE_ITEMS, idempotency_key) as act:
        found = _found(view, text)
        if view.is_mediation:
            raise Refused(_("There is no such text."))
        numbers = {one.number for one in found.newest.paragraphs}
        if paragraph and paragraph not in numbers:
            raise Refused(_("There is no such paragraph."), "paragraph")
        said = {"text": text, "code": found.newest.code, "paragraph": paragraph, "words": words}
        record(log_of(act.side), view.actor, TEXT_CRITICISED, act.at, said)


def _found(view: CaseView, text: str) -> TextRead:
    found = find_text(view, text)
    if found is None:
        raise Refused(_("There is no such text."))
    return found


def _checked(case: Case, body: str) -> str:
    """Give a text as it is kept, its lines ended as everywhere. Raises `Refused`."""
    body = "\n\n".join(paragraphs_of(body))
    if not 0 < len(body) <= MOST_TEXT:
        raise Refused(BODY, "body")
    refuse_faulty(case, body, "body")
    return body


def _new_code() -> str:
    """Draw the code of a copy, each sign as likely as any other."""
    drawn = clock_and_chance.random_bytes(CODE_LENGTH)
    return "".join(CODE_SIGNS[byte % len(CODE_SIGNS)] for byte in drawn)
