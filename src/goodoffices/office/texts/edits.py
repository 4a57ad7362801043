"""What people of a team type in a text before a version is made of it: saved, held, undone."""

from __future__ import annotations

import datetime
import re
import uuid
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from goodoffices.case import Case
from goodoffices.office.access.acting import ActNow, acting
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import PaperKind
from goodoffices.office.access.opened import PaperView
from goodoffices.office.access.paper_heads import TextEditHead
from goodoffices.office.access.rights import Right
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.papers.papers import delete_papers, put_paper, rewrite_paper
from goodoffices.office.record.commands import actor_of
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import clock_and_chance
from goodoffices.office.texts.bodies import digest_of_text
from goodoffices.office.texts.readings import TextRead, find_text, sponsors_of
from goodoffices.procedure.text import (
    Clash,
    Edit,
    edit_moved,
    faults_of,
    paragraphs_of,
    unknown_sponsors,
)

#: Nobody else changes or undoes what somebody typed within this time, but by taking it over.
HELD_FOR = datetime.timedelta(minutes=15)
#: Characters of a text, and of one paragraph of it; what others had typed that is kept beside.
MOST_TEXT, MOST_PARAGRAPH, MOST_EARLIER = 1_000_000, 20_000, 5
#: Places of one text in which something is typed at once.
MOST_EDITS = 200

#: Control characters but for the end of a line and the tab, and signs that turn text round.
HIDDEN_SIGN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, kw_only=True)
class EditRead:
    """What somebody types in a text.

    ``edit``: in the version that it was begun in (``version``); ``place``: in the newest one, or
    the clash where that changed the same place. ``is_own``: of the reader; ``is_done``: nobody
    holds it, and it goes into the next version; ``earlier``: what others had typed there before.
    """

    id: uuid.UUID
    version: int
    edit: Edit
    place: Edit | Clash
    by: str
    at: datetime.datetime
    is_own: bool
    is_done: bool
    earlier: tuple[tuple[str, str], ...]

    @property
    def words_digest(self) -> str:
        """Give the digest of the words as they are saved."""
        return digest_of_text(self.edit.words)

    @property
    def is_held_by_another(self) -> bool:
        """Tell whether somebody else typed in it just now, and is not done."""
        fresh = clock_and_chance.now() - self.at < HELD_FOR
        return fresh and not self.is_own and not self.is_done

    @property
    def clash(self) -> Clash | None:
        """Give the clash with the newest version; None where there is none."""
        return self.place if isinstance(self.place, Clash) else None

    def is_ready_for(self, version: int) -> bool:
        """Tell whether it goes into the version after this one: it is done, and of this one."""
        return self.is_done and self.version == version


class SavedMeanwhile(Refused):
    """Somebody else typed in the same place. ``theirs``: what is saved there now."""

    def __init__(self, theirs: EditRead) -> None:
        words = _("{name} typed in the same place meanwhile. Look at both, and keep what is right.")
        super().__init__(words.format(name=theirs.by), "words")
        self.theirs = theirs


def list_edits(view: CaseView, text: TextRead) -> list[EditRead]:
    """List what is being typed in a text, in the order of its places."""
    if not view.may(Right.TYPE_TEXTS):
        return []
    found = [
        _read(view, text, one) for one in view.papers(TextEditHead) if one.head.text == text.id
    ]
    read = [one for one in found if one is not None]
    return sorted(read, key=lambda one: (one.clash is not None, one.edit.start))


def _read(view: CaseView, text: TextRead, paper: PaperView[TextEditHead]) -> EditRead:
    head = paper.head
    base = text.version(head.version)
    edit = Edit(head.start, head.count, paper.text)
    place: Edit | Clash = edit
    if base is None:
        # The words of that version were destroyed: what was typed is put in by whoever typed it.
        at = min(head.start, len(text.newest.blocks))
        place = Clash(at, (), (), tuple(paragraphs_of(paper.text)))
    elif head.version != text.newest.number:
        place = edit_moved(base.blocks, text.newest.blocks, edit)
    return EditRead(
        id=paper.id,
        version=head.version,
        edit=edit,
        place=place,
        by=view.log_reader.name_of_actor(head.by),
        at=paper.made_at,
        is_own=head.by_id == str(view.actor.pk),
        is_done=head.is_done,
        earlier=tuple(
            (view.log_reader.name_of_actor(actor), words) for actor, words in head.earlier
        ),
    )


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What somebody typed, and in which place of which version.

    ``seen``: the digest of the words that were saved when she began; ``is_done``: she is done;
    ``takes_over``: she saw that somebody else holds the place; ``instead``: an edit of an earlier
    version that this one takes the place of.
    """

    version: int
    start: int
    count: int
    words: str
    seen: str
    is_done: bool
    takes_over: bool = False
    instead: uuid.UUID | None = None


def save_edit(view: CaseView, text: str, typed: Typed) -> EditRead:
    """Save what somebody types, over what was saved there before; give it as it is saved.

    Raises `SavedMeanwhile` where others' words would be lost, and `Refused`. It is no entry of the
    record: a version is.
    """
    with acting(view, Right.TYPE_TEXTS, None) as act:
        found = find_text(view, text)
        if found is None:
            raise Refused(_("There is no such text."))
        version, edit = _place_now(view, found, typed)
        there = _there(view, found, version, edit)
        _refuse_writing_over(there, edit, typed)
        head = TextEditHead(
            text=text,
            version=version,
            start=edit.start,
            count=edit.count,
            by=str(actor_of(view.actor.person, view.case_id).pk),
            by_id=str(view.actor.pk),
            is_done=typed.is_done,
            earlier=_earlier(view, there, edit),
        )
        if there is None:
            _refuse_too_many(view, found, edit)
            paper = put_paper(act.side, head, edit.words, act.at, None).pk
        else:
            paper = there.id
            rewrite_paper(act.side, paper, head, edit.words, act.at)
        old = None if typed.instead is None else find_edit(view, found, typed.instead)
        if old is not None and old.clash is not None and old.id != paper:
            delete_papers(view, PaperKind.TEXT_EDIT, old.id)
        return next(one for one in list_edits(view, found) if one.id == paper)


def _place_now(view: CaseView, found: TextRead, typed: Typed) -> tuple[int, Edit]:
    """Give the version and the place that an edit is of: the newest one, where it can be moved.

    Raises `Refused`.
    """
    base = found.version(typed.version)
    if base is None:
        raise Refused(_("There is no such text."))
    if not 0 <= typed.start <= typed.start + typed.count <= len(base.blocks):
        raise Refused(_("There is no such paragraph."))
    if len(typed.words) > MOST_TEXT:
        raise Refused(_("A text has at most 1,000,000 characters."), "words")
    if typed.is_done:
        refuse_faulty(view.case, typed.words, "words")
        was = "\n\n".join(base.blocks[typed.start : typed.start + typed.count])
        if was == typed.words and not _is_typed_in(view, found, typed):
            raise Refused(_("Nothing changed here."), "words")
    edit = Edit(typed.start, typed.count, typed.words)
    moved = edit_moved(base.blocks, found.newest.blocks, edit)
    return (found.newest.number, moved) if isinstance(moved, Edit) else (typed.version, edit)


def _earlier(view: CaseView, there: EditRead | None, edit: Edit) -> tuple[tuple[str, str], ...]:
    """Keep what others had typed in a place beside what takes its place, by who they are."""
    if there is None:
        return ()
    paper = view.paper(TextEditHead, there.id)
    assert paper is not None
    earlier = paper.head.earlier
    if there.is_own or there.edit.words == edit.words:
        return earlier
    return (*earlier, (paper.head.by, there.edit.words))[-MOST_EARLIER:]


def _refuse_too_many(view: CaseView, found: TextRead, edit: Edit) -> None:
    """Refuse one more edit where a text has as many as the office keeps. Raises `Refused`."""
    edits = list_edits(view, found)
    size = len(edit.words) + sum(len(one.edit.words) for one in edits)
    if len(edits) >= MOST_EDITS or size > 2 * MOST_TEXT:
        words = _(
            "Too much is typed in this text at once. Make a version first, or undo something."
        )
        raise Refused(words, "words")


def _is_typed_in(view: CaseView, found: TextRead, typed: Typed) -> bool:
    place = (typed.version, typed.start, typed.count)
    edits = list_edits(view, found)
    return any((one.version, one.edit.start, one.edit.count) == place for one in edits)


def _there(view: CaseView, text: TextRead, version: int, edit: Edit) -> EditRead | None:
    """Find what is saved in the same place. Raises `Refused` where an edit is of a part of it."""
    for one in list_edits(view, text):
        if one.version != version:
            continue
        if (one.edit.start, one.edit.count) == (edit.start, edit.count):
            return one
        if one.edit.touches(edit):
            raise Refused(in_the_way(one), "words")
    return None


def in_the_way(one: EditRead) -> str:
    """Say that what somebody typed is of a part of the same place, and what to do."""
    words = (
        _("{name} changed a part of this place. Make a version of it first, or undo it.")
        if one.is_done
        else _("{name} is typing in a part of this place. Ask her to press Done first.")
    )
    return words.format(name=one.by)


def _refuse_writing_over(there: EditRead | None, edit: Edit, typed: Typed) -> None:
    """Refuse to write over others' words that she has not seen. Raises `SavedMeanwhile`."""
    if there is None or there.edit.words == edit.words:
        return
    if there.words_digest != typed.seen or (there.is_held_by_another and not typed.takes_over):
        raise SavedMeanwhile(there)


def undo_edit(view: CaseView, text: str, edit: uuid.UUID, seen: str) -> None:
    """Delete what was typed in a place: the newest version stands there. Raises `Refused`.

    ``seen``: the digest of the words that were shown.
    """
    with acting(view, Right.TYPE_TEXTS, None):
        found = find_text(view, text)
        one = None if found is None else find_edit(view, found, edit)
        if one is None:
            raise Refused(_("It was undone, or is in a version."))
        if one.is_held_by_another:
            raise Refused(_("{name} is typing in it.").format(name=one.by))
        if one.words_digest != seen:
            raise Refused(_("Other words stand there by now. Look at them first."))
        delete_papers(view, PaperKind.TEXT_EDIT, edit)


def find_edit(view: CaseView, text: TextRead, edit: uuid.UUID) -> EditRead | None:
    """Find what is being typed in a text by its id; None where there is none."""
    return next((one for one in list_edits(view, text) if one.id == edit), None)


def move_edits(view: CaseView, act: ActNow, text: TextRead) -> None:
    """Move what is being typed to the newest version, where that left its place as it was.

    Within a command that made the version. Where it changed the same place, or where another edit
    stands by now, the edit stays in the version that it was begun in, for whoever typed it to see
    both.
    """
    papers = {paper.id: paper for paper in view.papers(TextEditHead)}
    edits = list_edits(view, text)
    standing = [one.edit for one in edits if one.version == text.newest.number]
    for one in edits:
        place = one.place
        if one.version == text.newest.number or isinstance(place, Clash):
            continue
        if not any(place.touches(other) for other in standing):
            standing.append(place)
            paper = papers[one.id]
            head = replace(
                paper.head, version=text.newest.number, start=place.start, count=place.count
            )
            rewrite_paper(act.side, paper.id, head, place.words, paper.made_at)


def refuse_faulty(case: Case, words: str, field: str) -> None:
    """Refuse words that cannot stand in a text. Raises `Refused`.

    They are brackets that are not whole, what looks like a sponsor and is none, paragraphs that are
    very long, and signs that nobody sees.
    """
    for fault in faults_of(words):
        message = _(
            "In paragraph {number} of these a bracket is not whole: it begins with [[ and ends "
            "with ]]."
        )
        raise Refused(message.format(number=fault.paragraph), field)
    if unknown := unknown_sponsors(words, sponsors_of(case)):
        w = wording_for_reader(case)
        message = _(
            "“{name}” before a colon in a bracket is no party of this case: {parties}. Where it is "
            "no sponsor, write another colon before it."
        )
        parties = w.list_of(case.party_ids)
        raise Refused(message.format(name=unknown[0], parties=parties), field)
    if any(len(one) > MOST_PARAGRAPH for one in paragraphs_of(words)):
        message = _("A paragraph has at most 20,000 characters: put an empty line between two.")
        raise Refused(message, field)
    if hidden := HIDDEN_SIGN.search(words):
        message = _("There is a sign in it that nobody sees (U+{code}). Take it out.")
        raise Refused(message.format(code=f"{ord(hidden[0]):04X}"), field)
