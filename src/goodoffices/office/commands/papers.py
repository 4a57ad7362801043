"""Papers: what a party wants, what the team estimates, what somebody notes down."""

from __future__ import annotations

import datetime
import hashlib
import uuid
from collections.abc import Callable, Mapping

from django.db import transaction

from goodoffices.formats.field_types import ID
from goodoffices.formats.yaml_writer import Quoted, yaml_text
from goodoffices.office import chance
from goodoffices.office.case_view import CaseView
from goodoffices.office.commands.act import acting, log_of, put_paper, record, rewrite_paper
from goodoffices.office.commands.opening import head_of
from goodoffices.office.journal import forget
from goodoffices.office.keys import kind_tag
from goodoffices.office.kinds import OWN_WORD, PaperKind
from goodoffices.office.models import Done, Paper, Side
from goodoffices.office.reading import refuse_faulty
from goodoffices.office.refusal import Refused
from goodoffices.office.rights import Right
from goodoffices.office.seen import PaperView
from goodoffices.office.sight import say_housekeeping
from goodoffices.preferences import BasisKind

#: How long working papers are kept.
RETENTION = datetime.timedelta(days=30)
MOST_NOTE = 20_000


class Overtaken(Exception):
    """Somebody else of the side gave other preferences meanwhile; ``theirs`` is what stands now."""

    def __init__(self, theirs: PaperView) -> None:
        super().__init__()
        self.theirs = theirs


def refuse_odd_name(name: str, of: str, field: str) -> None:
    """Raises `Refused` where something (``of``: a reading, a draft) cannot be called so: its name is part of a file's, and a party's own word has a name of its own."""
    if not ID.match(name) or len(name) > 60:
        raise Refused(f"The name of a {of} is up to 60 letters, digits, '_', '-' or '.', and begins with a letter or a digit.", field)
    if of == "reading" and name == OWN_WORD:
        raise Refused(f"The reading “{OWN_WORD}” is the party's own word. Name the estimate otherwise.", field)


def give_preferences(
    view: CaseView,
    text: str,
    based_on: uuid.UUID | None,
    form: uuid.UUID | None,
    still: Callable[[], None] = lambda: None,
    more: Mapping[str, str] | None = None,
) -> None:
    """A party gives its preferences to the mediation; they count in the place of what it gave before, which stays, dated. ``based_on``: the version that its author had before her; ``still``: looked at within the act, whether what it rests on stands; ``more``: what its head says besides. Raises `Overtaken`."""
    side = view.side
    what = head_of(f"preferences/{side.party}/{OWN_WORD}.yaml")
    _checked(view, what, text, {BasisKind.STATED})
    with acting(view, Right.GIVE_PREFERENCES, form, while_paused=False) as at:
        still()
        before = view.own_preferences()
        if before and before[0].id != based_on:
            raise Overtaken(before[0])
        salt = chance.random_bytes(32).hex()
        head = {**what, "by": view.actor.person.name, "salt": salt, "case": view.case_digest, **dict(more or {})}
        row = Side.objects.get(pk=side.id)
        paper = put_paper(row, PaperKind.PREFERENCES, head, text, at, None)
        # The entry says that it was done, and which text it was to whoever holds the paper; nobody else can try whether it was this one.
        salted = hashlib.sha256(salt.encode() + text.encode()).hexdigest()
        record(log_of(row), view.actor, "preferences.give", at, {"party": side.party, "paper": str(paper.pk), "sha256": salted})


def put_before_second(view: CaseView, text: str, based_on: uuid.UUID | None, form: uuid.UUID | None) -> None:
    """A file of preferences is put before a second person of the side, who gives it or does not: where two look at what is given, nobody passes the other by. Raises `Overtaken`."""
    what = head_of(f"preferences/{view.side.party}/{OWN_WORD}.yaml")
    _checked(view, what, text, {BasisKind.STATED})
    with acting(view, Right.GIVE_PREFERENCES, form, while_paused=False) as at:
        standing = [*view.papers(PaperKind.PENDING), *view.own_preferences()]
        if standing and standing[0].id != based_on:
            raise Overtaken(standing[0])
        delete_papers(view, PaperKind.PENDING)
        head = {**what, "by": view.actor.person.name, "by_id": str(view.actor.person_id)}
        put_paper(Side.objects.get(pk=view.side.id), PaperKind.PENDING, head, text, at, RETENTION)


def give_pending(view: CaseView, paper: uuid.UUID, form: uuid.UUID | None) -> None:
    """The second person has read what was put before her, and gives it. Raises `Overtaken`."""
    found = view.paper(PaperKind.PENDING, paper)
    if found is None:
        raise Refused("This is not before you any more: somebody of your side withdrew it, or put another text.")
    if found.head["by_id"] == str(view.actor.person_id):
        raise Refused("You put this before the others of your side; one of them gives it.")
    given = view.own_preferences()

    def still() -> None:
        if view.paper(PaperKind.PENDING, paper) is None:
            raise Refused("This is not before you any more.")
        delete_papers(view, PaperKind.PENDING)

    give_preferences(view, found.text, given[0].id if given else None, form, still)


def drop_pending(view: CaseView) -> None:
    """What waits for a second person is withdrawn."""
    with acting(view, Right.GIVE_PREFERENCES, None):
        delete_papers(view, PaperKind.PENDING)


def estimate(view: CaseView, party: str, reading: str, text: str, form: uuid.UUID | None, still: Callable[[], None] = lambda: None) -> None:
    """The team's estimate of a party, in a named reading: a working paper, in no log."""
    refuse_odd_name(reading, "reading", "reading")
    head = {**head_of(f"preferences/{party}/{reading}.yaml"), "case": view.case_digest}
    _checked(view, head, text, set(BasisKind) - {BasisKind.STATED})
    with acting(view, Right.ESTIMATE, form) as at:
        still()
        for paper in view.papers(PaperKind.ESTIMATE):
            if paper.head["file"] == head["file"]:
                delete_papers(view, PaperKind.ESTIMATE, paper.id)
        put_paper(Side.objects.get(pk=view.side.id), PaperKind.ESTIMATE, head, text, at, None)


def keep_draft_package(view: CaseView, name: str, package: Mapping[str, str], form: uuid.UUID | None) -> None:
    """A whole package is kept under a name as a draft of the mediation's: a working paper, in no log. Raises `Refused`."""
    refuse_odd_name(name, "draft", "name")
    head = head_of(f"packages/{name}.yaml")
    text = yaml_text({"format": "goodoffices-package/1", "package": {i: Quoted(o) for i, o in package.items()}})
    with acting(view, Right.ESTIMATE, form) as at:
        if any(paper.head["file"] == head["file"] for paper in view.papers(PaperKind.PACKAGE)):
            raise Refused(f"There is a draft “{name}” already. Choose another name, or remove that one first.", "name")
        put_paper(Side.objects.get(pk=view.side.id), PaperKind.PACKAGE, head, text, at, None)


def remove_draft(view: CaseView, paper: uuid.UUID) -> None:
    """A draft of the mediation's and its key are deleted."""
    with acting(view, Right.ESTIMATE, None):
        delete_papers(view, PaperKind.PACKAGE, paper)


def rest_on(view: CaseView, paper: uuid.UUID) -> None:
    """The next analysis rests on this estimate, of those that there are of its party. Raises `Refused` where it is gone."""
    with acting(view, Right.ESTIMATE, None):
        held = view.papers(PaperKind.ESTIMATE)
        chosen = next((one for one in held if one.id == paper), None)
        if chosen is None:
            raise Refused("This estimate is gone: somebody of your side removed it.")
        side = Side.objects.get(pk=view.side.id)
        for one in held:
            head = {k: v for k, v in one.head.items() if k != "is_chosen"} | ({"is_chosen": "yes"} if one.id == paper else {})
            if one.head["party"] == chosen.head["party"] and head != one.head:
                rewrite_paper(side, one.id, PaperKind.ESTIMATE, head, one.text, one.made_at)


def remove_estimate(view: CaseView, paper: uuid.UUID) -> None:
    """An estimate of the team and its key are deleted."""
    with acting(view, Right.ESTIMATE, None):
        delete_papers(view, PaperKind.ESTIMATE, paper)


def _checked(view: CaseView, head: Mapping[str, str], text: str, allowed: set[BasisKind]) -> None:
    view.read(refuse_faulty, text, view.case, head, tuple(sorted(kind.value for kind in allowed)))


def note(view: CaseView, text: str, form: uuid.UUID | None) -> None:
    """A note of one's side: a working paper, in no log, gone after `RETENTION`."""
    if not text.strip() or len(text) > MOST_NOTE:
        raise Refused(f"A note has from 1 to {MOST_NOTE:,} characters.")
    with acting(view, Right.KEEP_NOTES, form) as at:
        put_paper(Side.objects.get(pk=view.side.id), PaperKind.NOTE, {"by": view.actor.person.name}, text, at, RETENTION)


def delete_note(view: CaseView, note_id: uuid.UUID) -> None:
    """A note and its key are deleted."""
    with acting(view, Right.KEEP_NOTES, None):
        delete_papers(view, PaperKind.NOTE, note_id)


def delete_papers(view: CaseView, kind: PaperKind, paper: uuid.UUID | None = None) -> None:
    """Within a command: one's side's papers of a kind (one of them, where it is named) go with their keys, from the journal, too."""
    found = Paper.objects.filter(side_id=view.side.id, tag=kind_tag(view.side.id, kind))
    (found if paper is None else found.filter(pk=paper)).delete()
    transaction.on_commit(forget)


def delete_expired() -> int:
    """Delete papers whose time is over, with their keys, and what is remembered of forms that acted long ago; how many papers."""
    at = chance.now()
    say_housekeeping(at)
    deleted, _ = Paper.objects.filter(expires_at__lt=at).delete()
    Done.objects.filter(at__lt=at - RETENTION).delete()
    if deleted:
        transaction.on_commit(forget)
    return deleted
