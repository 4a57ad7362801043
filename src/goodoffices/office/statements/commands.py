"""Put a joint statement to sides, approve it, take it back; agree on lines to take."""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.dispatch import receiver
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.office.access.acting import ActNow, acting
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.access.sides import reader_of
from goodoffices.office.answers.commands import (
    WhatIsPut,
    open_call,
    refuse_answer,
    seal_answer,
)
from goodoffices.office.answers.readings import find_call, own_side, parties_asked
from goodoffices.office.answers.settling import looking_at_all
from goodoffices.office.models import AnswerCall, SealedAnswer, Side
from goodoffices.office.record.commands import log_of, record
from goodoffices.office.record.passkeys import record_statement
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import clock_and_chance
from goodoffices.office.statements.publishing import (
    files_of,
    forget_statements,
    keep_for_its_hour,
    list_public,
)
from goodoffices.office.statements.readings import approval_of, find_lines
from goodoffices.office.talks.entering import logs_of_readers
from goodoffices.office.talks.readings import read_talks
from goodoffices.office.texts.announced import version_made
from goodoffices.office.texts.readings import VersionOfText, find_text
from goodoffices.procedure import NOT_ALL_AGREE, STATEMENT, VOID
from goodoffices.record.kinds import CALL_CLOSED, LINES_AGREED, LINES_PUT, STATEMENT_ANSWERED
from goodoffices.record.publication import Publication, digest_of_statement
from goodoffices.report.languages import known_locale
from goodoffices.report.wording import Wording

#: Characters of a title, of one text, of lines to take; texts of one statement.
MOST_TITLE, MOST_TEXT, MOST_LINES, MOST_TEXTS = 200, 40_000, 4_000, 4
NO_SUCH = gettext_lazy("There is no such statement.")
VOIDED = gettext_lazy(
    "This statement is void: the mediation took it back or changed its text. Nothing was saved."
)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,8})?")


@dataclass(frozen=True, kw_only=True)
class NewStatement:
    """A statement that is put to sides.

    ``texts``: which text in which language, by language; ``parties``: who approves it; ``also``:
    others in whose name it is; ``releases``: the hour at which it is public; ``corrects``: the id
    of a public statement; ``is_served``: the office shows it itself.
    """

    title: str
    texts: Mapping[str, str]
    parties: Collection[str]
    also: Sequence[str]
    releases: datetime.datetime
    corrects: str = ""
    is_served: bool = False


def put_statement(view: CaseView, new: NewStatement, idempotency_key: uuid.UUID | None) -> None:
    """Put a statement to sides for approval of exactly these bytes. Raises `Refused`."""
    title = new.title.strip()
    if not 0 < len(title) <= MOST_TITLE:
        raise Refused(_("Say what the statement is called."), "title")
    if not new.parties:
        raise Refused(_("Choose who approves it."), "parties")
    put = WhatIsPut(rule="statement", words=title, parties=new.parties, closes=new.releases)

    def asks(call: uuid.UUID) -> dict[str, Any]:
        statement = _publication(view, new, title, call)
        keep_for_its_hour(call, statement, is_served=new.is_served)
        return {
            "title": title,
            "texts": dict(statement.texts),
            "by": list(statement.by),
            "corrects": statement.corrects,
            "sources": sorted(set(new.texts.values())),
            "is_served": new.is_served,
            "sha256": digest_of_statement(statement),
        }

    open_call(view, put, idempotency_key, asks)


def _publication(view: CaseView, new: NewStatement, title: str, call: uuid.UUID) -> Publication:
    """Make what would become public. Raises `Refused`."""
    if not 0 < len(new.texts) <= MOST_TEXTS:
        raise Refused(_("Choose a text, and the language that it is in."), "text-1")
    texts = {
        language: _text(view, text, language, number)
        for number, (language, text) in enumerate(new.texts.items(), 1)
    }
    # What is published hangs on nobody's own language.
    w = Wording(view.case)
    by = [*(w.party(one) for one in view.case.party_ids if one in new.parties), *new.also]
    corrects = _corrected(view, new.corrects) if new.corrects else ""
    at = new.releases.astimezone(datetime.UTC)
    statement = Publication(id=call.hex, title=title, texts=texts, by=by, at=at, corrects=corrects)
    try:
        # Whatever no check would accept is refused before anybody approves it.
        files_of(statement)
    except ValueError as fault:
        words = _("It cannot be published as it is: {why}").format(why=fault)
        raise Refused(words, "title") from None
    return statement


def _text(view: CaseView, text: str, language: str, number: int) -> str:
    """Give what the newest version of a text says, as it is published. Raises `Refused`.

    ``number``: the how-many-th of the form it is.
    """
    found = find_text(view, text)
    if found is None:
        raise Refused(_("There is no such text."), f"text-{number}")
    if not _LANGUAGE.fullmatch(language) or known_locale(language) is None:
        raise Refused(
            _("Write a language as its code, such as en, uk or ar."), f"language-{number}"
        )
    if any(one.brackets for one in found.newest.paragraphs):
        raise Refused(
            _("Brackets are left in this text: nothing is approved in part."), f"text-{number}"
        )
    body = statement_text(found.newest)
    if len(body) > MOST_TEXT:
        raise Refused(
            _("A text that is put for approval has at most 40,000 characters."), f"text-{number}"
        )
    return body


def statement_text(version: VersionOfText) -> str:
    """Give the words of a version as a statement says them: no numbers, an empty line between."""
    return "\n\n".join(one.words for one in version.paragraphs) + "\n"


def _corrected(view: CaseView, statement: str) -> str:
    for one in list_public(view):
        if one.statement.id == statement:
            return digest_of_statement(one.statement)
    raise Refused(_("There is no such public statement."), "corrects")


def answer_statement(
    view: CaseView,
    call: str,
    *,
    agrees: bool,
    sha256: str,
    once: uuid.UUID,
    signature: str = "",
) -> None:
    """Approve a statement for one's side, or not; the last answer before the hour counts.

    ``sha256``: of what was shown; ``signature``: of a passkey, where she gave one. A refusal is
    never signed. Raises `Refused`.
    """
    # The last answer counts, whichever page it comes from: no form keeps another from acting.
    with acting(view, Right.ANSWER, None) as act:
        found = find_call(view, call)
        if found is None or found.call.rule != STATEMENT:
            raise Refused(NO_SUCH)
        if found.seen.joint == VOID:
            raise Refused(VOIDED)
        choice = "approve" if agrees else "refuse"
        refuse_answer(view, found, act.at, choice)
        if sha256 != found.asks["sha256"]:
            raise Refused(_("Something else was put meanwhile. Read it first."))
        approval = approval_of(view, found, once)
        if agrees:
            record_statement(view, act, approval, signature)
        else:
            said = {**approval.payload, "agrees": False}
            record(log_of(act.side), view.actor, STATEMENT_ANSWERED, act.at, said)
        seal_answer(view, call, choice)


def take_back_statement(view: CaseView, call: str, idempotency_key: uuid.UUID | None) -> None:
    """Take a statement back before its hour: its approvals are void. Raises `Refused`."""
    with acting(view, Right.RELEASE, idempotency_key) as act:
        row = next((one for one in _open_rows(view, act) if str(one.pk) == call), None)
        if row is None:
            raise Refused(_("There is no such statement whose hour is to come."))
        _void(view, act, row)


@receiver(version_made, dispatch_uid="a changed text voids approvals")
def void_changed(view: CaseView, act: ActNow, text: str, **_more: object) -> None:
    """Void the approvals of statements whose text got another version before their hour."""
    for row in _open_rows(view, act):
        if text in row.said["asks"].get("sources", ()):
            _void(view, act, row)


def _open_rows(view: CaseView, act: ActNow) -> QuerySet[AnswerCall]:
    """Select the statements of the case that wait for their hour."""
    rows = AnswerCall.objects.filter(case_id=view.case_id, told_at=None, closes_at__gt=act.at)
    keys = [row.pk for row in rows if row.said["rule"] == "statement" and row.joint is None]
    return rows.filter(pk__in=keys).order_by("closes_at", "pk")


def _void(view: CaseView, act: ActNow, row: AnswerCall) -> None:
    """End a statement before its hour, and tell all who were asked, at once."""
    row.joint, row.told_at = NOT_ALL_AGREE, act.at
    row.save(update_fields=["joint_sealed", "told_at"])
    with looking_at_all(row.pk):
        SealedAnswer.objects.filter(call_id=row.pk).delete()
    forget_statements([row.pk])
    said = {
        "call": str(row.pk),
        "rule": "statement",
        "closes": row.closes_at.isoformat(),
        "result": VOID,
    }
    sides: list[Side] = [act.side, *parties_asked(view, row.said["sides"])]
    for side in sides:
        record(log_of(side), view.actor, CALL_CLOSED, act.at, said)


def put_lines(
    view: CaseView,
    parties: Collection[str],
    round_id: str,
    words: str,
    idempotency_key: uuid.UUID | None,
) -> None:
    """Write what a side is to say in public after a round, for it to agree. Raises `Refused`.

    Each side reads its own alone.
    """
    words = words.strip()
    if not 0 < len(words) <= MOST_LINES:
        raise Refused(_("Write the lines in 1 to 4,000 characters."), "lines")
    with acting(view, Right.RELEASE, idempotency_key, while_paused=False) as act:
        if not parties:
            raise Refused(_("Choose a party that is in the talks."), "to")
        held = next((one for one in read_talks(view).talks.rounds if one.id == round_id), None)
        for log in logs_of_readers(view, parties):
            # A side is told of no round that it does not know.
            reader = reader_of(log.label)
            known = held is not None and held.readers.has(reader, view.case.party_ids)
            said = {
                "lines": clock_and_chance.new_id().hex,
                "round": round_id if known else "",
                "words": words,
            }
            record(log, view.actor, LINES_PUT, act.at, said)


def answer_lines(
    view: CaseView, lines: str, *, agrees: bool, idempotency_key: uuid.UUID | None
) -> None:
    """Agree to the lines to take of one's side, or not. Raises `Refused`."""
    with acting(view, Right.ANSWER, idempotency_key) as act:
        if find_lines(view, lines) is None:
            raise Refused(_("There are no such lines."))
        said = {"lines": lines, "party": own_side(view), "agrees": agrees}
        record(log_of(act.side), view.actor, LINES_AGREED, act.at, said)
