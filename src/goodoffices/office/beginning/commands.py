"""Enter a first contact, put the mediator's disclosure and the agreement to mediate, answer them.

What is put to a party, and what it answers, stands in the log that it shares with the mediation.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Collection, Mapping

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.office.access.acting import acting
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.beginning.readings import PARTS, contacts_in, read_beginnings
from goodoffices.office.pages.numbers import lazy_number
from goodoffices.office.record.commands import log_of, record
from goodoffices.office.refusal import Refused
from goodoffices.office.talks.entering import (
    enter,
    logs_of_readers,
    new_number,
    refuse_telling,
)
from goodoffices.record.kinds import CONTACT_MADE, TERMS_ANSWERED, TERMS_PUT

#: Characters of a line, and of one part of a text that is put to parties.
MOST_LINE, MOST_PART = 200, 4_000
#: What is said where such a part is missing or too long.
PART_MISSING = format_lazy(
    gettext_lazy("Say it in 1 to {most} characters."), most=lazy_number(MOST_PART)
)


def enter_contact(
    view: CaseView,
    party: str,
    on: datetime.date,
    how: str,
    is_told: bool,
    idempotency_key: uuid.UUID | None,
) -> None:
    """Enter the first contact with a party into the mediation's own log.

    ``is_told``: into the party's log, too. Each log holds it once. Raises `Refused`, `AlreadyDone`.
    """
    with acting(view, Right.ENTER_ROUNDS, idempotency_key, while_paused=not is_told) as act:
        refuse_telling(view, [party] if is_told else [])
        if party not in view.case.party_ids or party in view.withdrawn:
            raise Refused(_("There is no such party in the talks."), "party")
        said = {"party": party, "on": on.isoformat(), "how": how}
        logs = [log_of(act.side), *(logs_of_readers(view, [party]) if is_told else [])]
        new = [log for log in logs if next(contacts_in(view, log.label, party), None) != said]
        if not new:
            raise Refused(_("This contact is entered already."))
        enter(view, act, CONTACT_MADE, said, new)


def put_terms(
    view: CaseView,
    what: str,
    text: Mapping[str, str],
    parties: Collection[str],
    idempotency_key: uuid.UUID | None,
) -> None:
    """Put a text to each of some parties, under an id that the others do not know it by.

    It counts in the place of what was put to them before, which stays with its answers. Raises
    `Refused`, `AlreadyDone`.
    """
    parts = {name: text.get(name, "").strip() for name in PARTS[what]}
    for name, words in parts.items():
        if not words or len(words) > MOST_PART:
            raise Refused(PART_MISSING, name)
    with acting(view, Right.RELEASE, idempotency_key, while_paused=False) as act:
        if not parties or not {*parties} <= {*view.case.party_ids}:
            raise Refused(_("Choose a party that is in the talks."), "parties")
        for log in logs_of_readers(view, parties):
            said = {"terms": new_number(), "what": what, "text": parts}
            record(log, view.actor, TERMS_PUT, act.at, said)


def answer_terms(
    view: CaseView, terms: uuid.UUID, agrees: bool, idempotency_key: uuid.UUID | None
) -> None:
    """Answer to a text that was put to one's side, and name it by its digest.

    A side can answer otherwise later: each answer stays, with its date. Raises `Refused`,
    `AlreadyDone`.
    """
    with acting(view, Right.ANSWER, idempotency_key) as act:
        own = read_beginnings(view)[view.side.party]
        put = [one for each in own.put.values() for one in each if one.id == str(terms)]
        if not put:
            raise Refused(_("There is no such text before your side."))
        found = put[0]
        if found != own.newest(found.what):
            newer = _("A newer text was put before your side. Read it, and answer to that one.")
            raise Refused(newer)
        said = {
            "party": view.side.party,
            "terms": found.id,
            "agrees": agrees,
            "sha256": found.sha256,
        }
        record(log_of(act.side), view.actor, TERMS_ANSWERED, act.at, said)
