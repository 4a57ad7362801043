"""Give preferences, at once or after a second look; estimate those of a party."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from goodoffices.office.access.acting import acting
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import PaperKind
from goodoffices.office.access.opened import PaperView
from goodoffices.office.access.paper_heads import (
    EstimateHead,
    PendingHead,
    PreferencesHead,
    ReadingHead,
    file_of_reading,
)
from goodoffices.office.access.rights import Right
from goodoffices.office.computing.texts import refuse_faulty
from goodoffices.office.languages import reader_language
from goodoffices.office.papers.papers import (
    RETENTION,
    delete_papers,
    put_paper,
    refuse_odd_name,
    rewrite_paper,
)
from goodoffices.office.preferences.readings import read_own_preferences
from goodoffices.office.record.commands import log_of, record
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import clock_and_chance
from goodoffices.preferences import BasisKind
from goodoffices.preferences.which_reading import OWN_WORD
from goodoffices.record.kinds import PREFERENCES_GIVEN


class Overtaken(Exception):
    """Somebody else of the side gave other preferences meanwhile.

    ``theirs`` is what stands now.
    """

    def __init__(self, theirs: PaperView[ReadingHead]) -> None:
        super().__init__()
        self.theirs = theirs


def give_preferences(
    view: CaseView,
    text: str,
    based_on: uuid.UUID | None,
    idempotency_key: uuid.UUID | None,
    still: Callable[[], None] = lambda: None,
    answers: Sequence[tuple[object, object, object]] = (),
) -> None:
    """Give a party's preferences to the mediation. Raises `Overtaken`.

    They count in the place of what it gave before, which stays, dated. ``based_on``: the version
    that its author had before her; ``still``: looked at within the act, whether what it rests on
    stands; ``answers``: what was answered where packages were compared.
    """
    side = view.side
    _checked(view, side.party, OWN_WORD, text, {BasisKind.STATED})
    with acting(view, Right.GIVE_PREFERENCES, idempotency_key, while_paused=False) as act:
        still()
        before = read_own_preferences(view)
        if before and before[0].id != based_on:
            raise Overtaken(before[0])
        salt = clock_and_chance.random_bytes(32).hex()
        head = PreferencesHead(
            file=file_of_reading(side.party, OWN_WORD),
            party=side.party,
            reading=OWN_WORD,
            by=view.actor.person.name,
            case=view.case_digest,
            salt=salt,
            answers=tuple(answers),
        )
        paper = put_paper(act.side, head, text, act.at, None)
        # The entry says that it was done, and which text it was to whoever holds the paper; nobody
        # else can try whether it was this one.
        salted = hashlib.sha256(salt.encode() + text.encode()).hexdigest()
        record(
            log_of(act.side),
            view.actor,
            PREFERENCES_GIVEN,
            act.at,
            {"party": side.party, "paper": str(paper.pk), "sha256": salted},
        )


def put_before_second(
    view: CaseView, text: str, based_on: uuid.UUID | None, idempotency_key: uuid.UUID | None
) -> None:
    """Put a file of preferences before a second person of the side. Raises `Overtaken`.

    She gives it or does not: where two look at what is given, nobody passes the other by.
    """
    _checked(view, view.side.party, OWN_WORD, text, {BasisKind.STATED})
    with acting(view, Right.GIVE_PREFERENCES, idempotency_key, while_paused=False) as act:
        standing = [*view.papers(PendingHead), *read_own_preferences(view)]
        if standing and standing[0].id != based_on:
            raise Overtaken(standing[0])
        delete_papers(view, PaperKind.PENDING)
        actor = view.actor
        head = PendingHead(
            file=file_of_reading(view.side.party, OWN_WORD),
            party=view.side.party,
            reading=OWN_WORD,
            by=actor.person.name,
            by_id=str(actor.person_id),
        )
        put_paper(act.side, head, text, act.at, RETENTION)


def give_pending(view: CaseView, paper: uuid.UUID, idempotency_key: uuid.UUID | None) -> None:
    """Give what was put before the second person, who has read it. Raises `Overtaken`."""
    found = view.paper(PendingHead, paper)
    if found is None:
        raise Refused(
            _(
                "This is not before you any more: "
                "somebody of your side withdrew it, or put another text."
            )
        )
    if found.head.by_id == str(view.actor.person_id):
        raise Refused(_("You put this before the others of your side; one of them gives it."))
    given = read_own_preferences(view)

    def still() -> None:
        if view.paper(PendingHead, paper) is None:
            raise Refused(_("This is not before you any more."))
        delete_papers(view, PaperKind.PENDING)

    give_preferences(view, found.text, given[0].id if given else None, idempotency_key, still)


def drop_pending(view: CaseView) -> None:
    """Withdraw what waits for a second person."""
    with acting(view, Right.GIVE_PREFERENCES, None):
        delete_papers(view, PaperKind.PENDING)


def estimate(
    view: CaseView,
    party: str,
    reading: str,
    text: str,
    idempotency_key: uuid.UUID | None,
    still: Callable[[], None] = lambda: None,
) -> None:
    """Keep the team's estimate of a party, in a named reading: a working paper, in no log."""
    refuse_odd_name(reading, "reading", "reading")
    head = EstimateHead(
        file=file_of_reading(party, reading),
        party=party,
        reading=reading,
        case=view.case_digest,
    )
    _checked(view, party, reading, text, set(BasisKind) - {BasisKind.STATED})
    with acting(view, Right.ESTIMATE, idempotency_key) as act:
        still()
        for paper in view.papers(EstimateHead):
            if paper.head.file == head.file:
                delete_papers(view, PaperKind.ESTIMATE, paper.id)
        put_paper(act.side, head, text, act.at, None)


def rest_on(view: CaseView, paper: uuid.UUID) -> None:
    """Let the next analysis rest on this estimate. Raises `Refused` where it is gone.

    It is one of those that there are of its party.
    """
    with acting(view, Right.ESTIMATE, None) as act:
        held = view.papers(EstimateHead)
        chosen = next((one for one in held if one.id == paper), None)
        if chosen is None:
            raise Refused(_("This estimate is gone: somebody of your side removed it."))
        side = act.side
        for one in held:
            head = replace(one.head, is_chosen=one.id == paper)
            if one.head.party == chosen.head.party and head != one.head:
                rewrite_paper(side, one.id, head, one.text, one.made_at)


def remove_estimate(view: CaseView, paper: uuid.UUID) -> None:
    """Delete an estimate of the team and its key."""
    with acting(view, Right.ESTIMATE, None):
        delete_papers(view, PaperKind.ESTIMATE, paper)


def _checked(view: CaseView, party: str, reading: str, text: str, allowed: set[BasisKind]) -> None:
    """Refuse a file of preferences that does not fit the case, or whose basis is not allowed.

    Its basis says on what it rests.
    """
    view.read(
        refuse_faulty,
        text,
        view.case,
        file_of_reading(party, reading),
        party,
        reading,
        tuple(sorted(kind.value for kind in allowed)),
        reader_language(),
    )
