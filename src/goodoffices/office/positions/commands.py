"""Enter what a party said in public: a statement with its source, and never its answer."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.office.access.acting import acting
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.pages.numbers import lazy_number
from goodoffices.office.positions.readings import read_positions
from goodoffices.office.record.commands import log_of, record
from goodoffices.office.refusal import Refused
from goodoffices.procedure import POSITION
from goodoffices.record.kinds import POSITION_SAID

MOST_WORDS, MOST_PUBLISHER = 4_000, 200
WORDS = format_lazy(
    gettext_lazy("Write its words in 1 to {most} characters."), most=lazy_number(MOST_WORDS)
)
PUBLISHER = gettext_lazy("Say who published it, in at most 200 characters.")


@dataclass(frozen=True, kw_only=True)
class PublicStatement:
    """What a party said in public.

    ``of``: the id of the version that it speaks of, empty for none; ``position``: how the mediation
    reads it, one of the choices of a position, or empty.
    """

    party: str
    of: str
    position: str
    words: str
    publisher: str
    day: datetime.date


def enter_public_position(
    view: CaseView, said: PublicStatement, idempotency_key: uuid.UUID | None
) -> None:
    """Enter what a party said in public into the mediation's own log. Raises `Refused`."""
    words, publisher = said.words.strip(), said.publisher.strip()
    if not 0 < len(words) <= MOST_WORDS:
        raise Refused(WORDS, "public_words")
    if not 0 < len(publisher) <= MOST_PUBLISHER:
        raise Refused(PUBLISHER, "publisher")
    if said.party not in view.case.party_ids:
        raise Refused(_("There is no such party in the talks."), "said_by")
    if said.position not in ("", *POSITION.choices):
        raise Refused(_("Choose how you read it, or that it says none of these."), "read_as")
    with acting(view, Right.ENTER_ROUNDS, idempotency_key) as act:
        if said.of and said.of not in {one.version.id for one in read_positions(view).versions}:
            raise Refused(_("There is no such proposal."), "said_of")
        payload = {
            "party": said.party,
            "of": said.of,
            "position": said.position,
            "words": words,
            "source": {"publisher": publisher, "date": said.day.isoformat()},
        }
        record(log_of(act.side), view.actor, POSITION_SAID, act.at, payload)
