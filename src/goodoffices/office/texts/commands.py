"""Write a text in versions, hand copies out, and say something of a copy."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.office.access.acting import acting
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.access.sides import reader_of
from goodoffices.office.pages.numbers import lazy_number
from goodoffices.office.record.commands import log_of, record
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import clock_and_chance
from goodoffices.office.talks.entering import logs_of_readers
from goodoffices.office.texts.readings import find_text
from goodoffices.procedure.text import (
    Clash,
    faults_of,
    for_reader,
    merged,
    paragraphs_of,
    read_text,
    written,
)
from goodoffices.record.kinds import TEXT_CRITICISED, TEXT_HANDED, TEXT_PASSED, TEXT_SAVED

#: Characters of a title, of a text, and of what is said of a place.
MOST_TITLE, MOST_TEXT, MOST_WORDS = 200, 400_000, 4_000
TITLE = gettext_lazy("Say what the text is called.")
BODY = format_lazy(
    gettext_lazy("Write the text in 1 to {most} characters."), most=lazy_number(MOST_TEXT)
)
WORDS = format_lazy(gettext_lazy("Say it in 1 to {most} characters."), most=lazy_number(MOST_WORDS))
#: Signs of the code of a copy: none that is taken for another.
CODE_SIGNS, CODE_LENGTH = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 8


class Clashed(Refused):
    """Two people changed the same place. ``body``: both, for somebody to choose; ``clashes``."""

    def __init__(self, body: str, clashes: Collection[Clash], version: int) -> None:
        words = _(
            "Somebody changed the same place meanwhile. Both stand below: keep what is right."
        )
        super().__init__(words, "body")
        self.body, self.clashes, self.version = body, clashes, version


def begin_text(view: CaseView, title: str, body: str, idempotency_key: uuid.UUID | None) -> str:
    """Begin a text with its first version, give its id. Raises `Refused`."""
    title, body = title.strip(), _checked(body)
    if not 0 < len(title) <= MOST_TITLE:
        raise Refused(TITLE, "title")
    text = clock_and_chance.new_id().hex
    with acting(view, Right.WRITE_TEXTS, idempotency_key) as act:
        said = {"text": text, "title": title, "version": 1, "body": body}
        record(log_of(act.side), view.actor, TEXT_SAVED, act.at, said)
    return text


def save_version(
    view: CaseView, text: str, body: str, based_on: int, idempotency_key: uuid.UUID | None
) -> None:
    """Save a text as its next version. Raises `Refused`, `Clashed`.

    ``based_on``: the number of the version that was changed. Where others saved since, what they
    changed in other paragraphs is kept beside.
    """
    body = _checked(body)
    with acting(view, Right.WRITE_TEXTS, idempotency_key) as act:
        found = find_text(view, text)
        base = None if found is None else found.version(based_on)
        if found is None or base is None:
            raise Refused(_("There is no such text."))
        newest = found.newest
        if base.number != newest.number:
            both = merged(*map(paragraphs_of, (base.body, newest.body, body)))
            body = "\n\n".join(both.paragraphs)
            if both.clashes:
                raise Clashed(body, both.clashes, newest.number)
        if paragraphs_of(body) == paragraphs_of(newest.body):
            raise Refused(_("Nothing changed, so there is no new version."), "body")
        said = {
            "text": text,
            "title": found.title,
            "version": newest.number + 1,
            "body": _checked(body),
        }
        record(log_of(act.side), view.actor, TEXT_SAVED, act.at, said)


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
        whole = read_text(handed.body, view.case.party_ids)
        for log in logs_of_readers(view, to):
            party, code = reader_of(log.label), _new_code()
            given = {
                "text": text,
                "title": found.title,
                "code": code,
                "body": written(for_reader(whole, party)),
            }
            record(log, view.actor, TEXT_HANDED, act.at, given)
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
        found = find_text(view, text)
        if found is None or view.is_mediation:
            raise Refused(_("There is no such text."))
        numbers = {one.number for one in read_text(found.newest.body, view.case.party_ids)}
        if paragraph and paragraph not in numbers:
            raise Refused(_("There is no such paragraph."), "paragraph")
        said = {"text": text, "code": found.newest.code, "paragraph": paragraph, "words": words}
        record(log_of(act.side), view.actor, TEXT_CRITICISED, act.at, said)


def _checked(body: str) -> str:
    """Give a text as it is kept, its lines ended as everywhere. Raises `Refused`."""
    body = "\n\n".join(paragraphs_of(body))
    if not 0 < len(body) <= MOST_TEXT:
        raise Refused(BODY, "body")
    for fault in faults_of(body):
        words = _("In block {number} a bracket is not whole: it begins with [[ and ends with ]].")
        raise Refused(words.format(number=fault.paragraph), "body")
    return body


def _new_code() -> str:
    """Draw the code of a copy, each sign as likely as any other."""
    drawn = clock_and_chance.random_bytes(CODE_LENGTH)
    return "".join(CODE_SIGNS[byte % len(CODE_SIGNS)] for byte in drawn)
