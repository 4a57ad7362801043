"""Joint statements and lines to take as pages show them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.answers.in_words import result_in_words
from goodoffices.office.answers.readings import CallRead
from goodoffices.office.languages import reader_language, wording_for_reader
from goodoffices.office.statements.publishing import (
    PublicStatementRead,
    list_addresses,
    list_public,
)
from goodoffices.office.statements.readings import (
    LinesRead,
    is_public,
    list_lines,
    list_statements,
)
from goodoffices.office.talks.readings import read_talks
from goodoffices.office.texts.bodies import digest_of_text
from goodoffices.record.publication import Publication, digest_of_statement
from goodoffices.report.languages import direction_of, known_locale
from goodoffices.report.talks_in_words import moment_words, side_word


@dataclass(frozen=True, kw_only=True)
class TextShown:
    """A statement in one language. ``sha256``: of its UTF-8."""

    language: str
    name: str
    direction: str
    words: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class PublishedShown:
    """A statement that is public. ``address``: where the office shows it, or empty.

    ``corrects``, ``corrected_by``: titles of other public statements, or empty.
    """

    statement: Publication
    texts: list[TextShown]
    by: str
    sha256: str
    corrects: str
    corrected_by: str
    address: str


@dataclass(frozen=True, kw_only=True)
class WaitingShown:
    """A statement that waits for its hour, or that came to nothing.

    ``answered``: for the mediation what each side answered, with the time; ``result``: what came of
    it, empty before the hour; ``address``: for the mediation, where the office will show it.
    """

    read: CallRead
    texts: list[TextShown]
    sides: str
    answered: list[tuple[str, str, datetime.datetime | None]]
    own: str
    result: str
    address: str
    about: AboutStatement


@dataclass(frozen=True, kw_only=True)
class StatementsShown:
    """All statements that she may know."""

    public: list[PublishedShown]
    waiting: list[WaitingShown]


def statements_in_words(view: CaseView) -> StatementsShown:
    """List the statements that are public, and those that wait or came to nothing."""
    w = wording_for_reader(view.case)
    found = list_public(view)
    corrected_by = {one.statement.corrects: one.statement.title for one in reversed(found)}
    public = []
    for one in found:
        digest = digest_of_statement(one.statement)
        public.append(
            PublishedShown(
                statement=one.statement,
                texts=texts_shown(one.statement.texts),
                by=w.list_of(one.statement.by),
                sha256=digest,
                corrects=_title_of(found, one.statement.corrects),
                corrected_by=corrected_by.get(digest, ""),
                address=one.address,
            )
        )
    addresses = list_addresses(view) if view.may(Right.RELEASE) else {}
    waiting = [
        _waiting(view, one, addresses.get(one.call.id, ""))
        for one in list_statements(view)
        if not is_public(one)
    ]
    return StatementsShown(public=public, waiting=waiting)


def _title_of(public: Sequence[PublicStatementRead], digest: str) -> str:
    """Find the title of a public statement by its digest; empty where there is none."""
    same = (
        one.statement.title
        for one in public
        if digest and digest_of_statement(one.statement) == digest
    )
    return next(same, "")


@dataclass(frozen=True, kw_only=True)
class AboutStatement:
    """What is published with the texts. ``is_served``: the office shows it itself."""

    by: str
    corrects: str
    is_served: bool


def about_statement(view: CaseView, one: CallRead) -> AboutStatement:
    """Say in whose name a statement is, what it corrects, and where it is shown."""
    w = wording_for_reader(view.case)
    return AboutStatement(
        by=w.list_of(one.asks["by"]),
        corrects=_title_of(list_public(view), one.asks["corrects"]),
        is_served=one.asks["is_served"],
    )


def texts_shown(texts: Mapping[str, str]) -> list[TextShown]:
    """List the texts of a statement by their languages."""
    return [
        TextShown(
            language=language,
            name=_name_of(language),
            direction=direction_of(language),
            words=words,
            sha256=digest_of_text(words),
        )
        for language, words in texts.items()
    ]


def _name_of(language: str) -> str:
    locale = known_locale(language)
    return (locale.get_language_name(reader_language()) if locale is not None else None) or language


def _waiting(view: CaseView, one: CallRead, address: str) -> WaitingShown:
    w = wording_for_reader(view.case)
    given = {answer.party: answer for answer in reversed(one.given)}
    return WaitingShown(
        read=one,
        texts=texts_shown(one.asks["texts"]),
        sides=w.list_of(side_word(side, w) for side in one.call.sides),
        answered=[
            (
                side_word(side, w),
                _choice(given[side].choice if side in given else ""),
                given[side].at if side in given else None,
            )
            for side in (one.call.sides if view.is_mediation else ())
        ],
        own=_choice(given[view.side.party].choice) if view.side.party in given else "",
        result=""
        if one.seen.joint is None
        else result_in_words(one.rule, one.seen.joint, one.asks),
        address=address,
        about=about_statement(view, one),
    )


def _choice(choice: str) -> str:
    words = {"approve": _("approves"), "refuse": _("does not approve")}
    return words.get(choice, _("has not answered yet: that counts as no"))


@dataclass(frozen=True, kw_only=True)
class LinesShown:
    """Lines to take, for which side, after which round (empty: none)."""

    read: LinesRead
    party: str
    after: str


def lines_in_words(view: CaseView) -> list[LinesShown]:
    """List the lines to take that she may know, the newest first."""
    w = wording_for_reader(view.case)
    rounds = {one.id: moment_words(one.begins, w) for one in read_talks(view).talks.rounds}
    return [
        LinesShown(read=one, party=w.party(one.party), after=rounds.get(one.round, ""))
        for one in list_lines(view)
    ]
