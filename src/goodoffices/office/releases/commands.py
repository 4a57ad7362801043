"""Release: a named person passes one package or question, with words, to one party.

The entry is what the party reads.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.case import Case
from goodoffices.office.access.acting import acting
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import SideKind
from goodoffices.office.access.rights import Right
from goodoffices.office.lazy_words import StrOrPromise
from goodoffices.office.models import Side
from goodoffices.office.pages.numbers import lazy_number
from goodoffices.office.papers.packages import is_package_of, is_part_of
from goodoffices.office.record.commands import log_of, record
from goodoffices.office.refusal import Refused
from goodoffices.office.releases.readings import PutThing, list_put
from goodoffices.procedure import POSITION, CallForAnswers, GivenAnswer, NotTaken, with_answer
from goodoffices.record.entry_kind import EntryKind
from goodoffices.record.kinds import (
    PACKAGE_RELEASED,
    POSITION_TAKEN,
    QUESTION_RELEASED,
)

MOST_WORDS = 4_000
IN_PART = gettext_lazy(
    "A package that is released settles every issue with one of its options; "
    "this one leaves some open."
)
#: What is said where the words of a release are missing, or too many.
WORDS_OF_PACKAGE = format_lazy(
    gettext_lazy("Say in 1 to {most} characters what this is."), most=lazy_number(MOST_WORDS)
)
WORDS_OF_QUESTION = format_lazy(
    gettext_lazy("Say in 1 to {most} characters why you ask."), most=lazy_number(MOST_WORDS)
)
TOO_MANY_WORDS = format_lazy(
    gettext_lazy("Say it in at most {most} characters."), most=lazy_number(MOST_WORDS)
)


@dataclass(frozen=True, kw_only=True)
class WhatIsSaid:
    """What a side says of something that was put before it.

    ``choice``: *accept*, *if*, *reserve* (which needs words) or *reject*; ``changes``: with *if*,
    the options with which it would accept, by issue.
    """

    choice: str
    changes: Mapping[str, str]
    words: str


def release_package(
    view: CaseView,
    party: str,
    package: Mapping[str, str],
    words: str,
    idempotency_key: uuid.UUID | None,
) -> None:
    """Put a package before one party. Nothing else of what the mediation knows goes with it."""
    refuse_in_part(view.case, package)
    _release(
        view,
        PACKAGE_RELEASED,
        party,
        {"package": dict(package)},
        words,
        WORDS_OF_PACKAGE,
        idempotency_key,
    )


def release_question(
    view: CaseView,
    party: str,
    first: Mapping[str, str],
    second: Mapping[str, str] | None,
    words: str,
    idempotency_key: uuid.UUID | None,
) -> None:
    """Ask one party which of two packages it would rather have.

    ``second`` None: the package or no agreement. What is asked tells something, so it is a release.
    """
    for package in filter(None, (first, second)):
        refuse_in_part(view.case, package)
    if second is None and _is_what_holds_now(view.case, first):
        raise Refused(
            _(
                "This package is what holds if nothing is agreed, so nothing would be asked. "
                "Choose another option somewhere."
            )
        )
    packages = {"first": dict(first), "second": None if second is None else dict(second)}
    _release(view, QUESTION_RELEASED, party, packages, words, WORDS_OF_QUESTION, idempotency_key)


def _release(
    view: CaseView,
    kind: EntryKind,
    party: str,
    what: Mapping[str, object],
    words: str,
    missing: StrOrPromise,
    idempotency_key: uuid.UUID | None,
) -> None:
    """Enter a release. ``missing``: what is said where its words are missing, or too many."""
    if not words.strip() or len(words) > MOST_WORDS:
        raise Refused(missing, "words")
    with acting(view, Right.RELEASE, idempotency_key, while_paused=False) as act:
        side = Side.objects.filter(
            case_id=view.case_id, kind=SideKind.PARTY, party=party, left_at=None
        ).first()
        if side is None:
            raise Refused(_("There is no such party in the talks."))
        record(
            log_of(side), view.actor, kind, act.at, {"to": party, **what, "words": words.strip()}
        )


def take_position(
    view: CaseView, position: WhatIsSaid, number: int, idempotency_key: uuid.UUID | None
) -> None:
    """Say to the mediation what one's side thinks of something that was put before it.

    ``number``: of the entry that put it. A side can say something else later: each position stays,
    with its date. Raises `Refused`, `AlreadyDone`.
    """
    words = position.words.strip()
    if len(words) > MOST_WORDS:
        raise Refused(TOO_MANY_WORDS, "words")
    with acting(view, Right.ANSWER, idempotency_key) as act:
        put = next((one for one in list_put(view) if one.entry.number == number), None)
        if put is None:
            raise Refused(_("There is nothing of that number before your side."))
        call = CallForAnswers(
            id=str(number), sides=(put.to,), rule=POSITION, opens=put.entry.at, closes=None
        )
        try:
            given = GivenAnswer(side=view.side.party, at=act.at, choice=position.choice)
            with_answer(call, (), given)
        except NotTaken:
            raise Refused(_("Say what your side thinks of it."), "position") from None
        changes = _changes(view.case, put, position)
        if position.choice == "reserve" and not words:
            raise Refused(_("Say why your side reserves its answer."), "words")
        said = {
            "party": view.side.party,
            "put": number,
            "position": position.choice,
            "changes": changes,
            "words": words,
        }
        record(log_of(act.side), view.actor, POSITION_TAKEN, act.at, said)


def _changes(case: Case, put: PutThing, position: WhatIsSaid) -> dict[str, str]:
    """Give the options with which a side would accept, where they differ. Raises `Refused`."""
    if position.choice != "if":
        return {}
    changes = {
        issue: option
        for issue, option in position.changes.items()
        if option and put.package.get(issue) != option
    }
    if not is_part_of(case, changes):
        raise Refused(_("Choose an option of the issue."))
    if put.package and not changes:
        raise Refused(
            _(
                "Choose what would have to change, issue by issue. What no issue of the case says: "
                "reserve your answer, and say why."
            ),
            "position",
        )
    if not put.package and not changes and not position.words.strip():
        raise Refused(_("Say what would have to change."), "words")
    return changes


def _is_what_holds_now(case: Case, package: Mapping[str, str]) -> bool:
    """Tell whether a package is what holds if nothing is agreed, where all issues say that."""
    return all(issue.status_quo == package.get(issue.id) for issue in case.issues)


def refuse_in_part(case: Case, package: Mapping[str, str]) -> None:
    """Check that a package leaves no issue open. Raises `Refused` where it does."""
    if not is_package_of(case, package):
        raise Refused(IN_PART)
