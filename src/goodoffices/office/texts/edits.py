"""What people of a team type in a text before a version is made of it: saved, held, undone."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from goodoffices.office.access.acting import ActNow, acting
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import PaperKind
from goodoffices.office.access.opened import PaperView
from goodoffices.office.access.paper_heads import TextEditHead
from goodoffices.office.access.rights import Right
from goodoffices.office.papers.papers import delete_papers, put_paper, rewrite_paper
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import clock_and_chance
from goodoffices.office.texts.bodies import digest_of_text
from goodoffices.office.texts.readings import TextRead, find_text
from goodoffices.procedure.text import Clash, Edit, edit_moved, faults_of

#: Nobody else takes a paragraph from who typed in it within this time.
HELD_FOR = datetime.timedelta(minutes=15)
#: Characters of a text.
MOST_TEXT = 1_000_000


@dataclass(frozen=True, kw_only=True)
class EditRead:
    """What somebody types in a text.

    ``edit``: in the version that it was begun in (``version``); ``place``: in the newest one, or
    the clash where that changed the same place. ``is_own``: of the reader; ``is_done``: nobody
    holds it, and it goes into the next version.
    """

    id: uuid.UUID
    version: int
    edit: Edit
    place: Edit | Clash
    by: str
    at: datetime.datetime
    is_own: bool
    is_done: bool

    @property
    def seen(self) -> str:
        """Give what stands for the words as they are saved now."""
        return digest_of_text(self.edit.words)

    @property
    def is_held_by_another(self) -> bool:
        """Tell whether somebody else typed in it just now."""
        fresh = clock_and_chance.now() - self.at < HELD_FOR
        return fresh and not self.is_own and not self.is_done

    @property
    def clash(self) -> Clash | None:
        """Give the clash with the newest version; None where there is none."""
        return self.place if isinstance(self.place, Clash) else None


class SavedMeanwhile(Refused):
    """Somebody else typed in the same place. ``theirs``: what is saved there now."""

    def __init__(self, theirs: EditRead) -> None:
        words = _("{name} typed in the same place meanwhile. Both stand below: keep what is right.")
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


def _read(view: CaseView, text: TextRead, paper: PaperView[TextEditHead]) -> EditRead | None:
    head = paper.head
    base = text.version(head.version)
    if base is None:
        return None
    edit = Edit(head.start, head.count, paper.text)
    is_newest = head.version == text.newest.number
    return EditRead(
        id=paper.id,
        version=head.version,
        edit=edit,
        place=edit if is_newest else edit_moved(base.blocks, text.newest.blocks, edit),
        by=head.by,
        at=paper.made_at,
        is_own=head.by_id == str(view.actor.pk),
        is_done=head.is_done,
    )


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What somebody typed, and in which place of which version.

    ``seen``: stands for the words that were saved when she began; ``is_done``: she is done;
    ``instead``: an edit of an earlier version that this one takes the place of.
    """

    version: int
    start: int
    count: int
    words: str
    seen: str
    is_done: bool
    instead: uuid.UUID | None = None


def save_edit(view: CaseView, text: str, typed: Typed) -> EditRead:
    """Save what somebody types, over what was saved there before; give it as it is saved.

    Raises `SavedMeanwhile` where others' words would be lost, and `Refused`. It is no entry of the
    record: a version is.
    """
    with acting(view, Right.TYPE_TEXTS, None) as act:
        found = find_text(view, text)
        base = None if found is None else found.version(typed.version)
        if found is None or base is None:
            raise Refused(_("There is no such text."))
        if not 0 <= typed.start <= typed.start + typed.count <= len(base.blocks):
            raise Refused(_("There is no such paragraph."))
        if len(typed.words) > MOST_TEXT:
            raise Refused(_("A text has at most 1,000,000 characters."), "words")
        if typed.is_done:
            refuse_faulty(typed.words)
        edit, version = Edit(typed.start, typed.count, typed.words), typed.version
        moved = edit_moved(base.blocks, found.newest.blocks, edit)
        if isinstance(moved, Edit):
            edit, version = moved, found.newest.number
        there = _there(view, found, version, edit)
        if there is None:
            was = "\n\n".join(base.blocks[typed.start : typed.start + typed.count])
            if was == typed.words and typed.is_done:
                raise Refused(_("Nothing changed here."), "words")
        elif there.edit.words != edit.words and there.seen != typed.seen:
            raise SavedMeanwhile(there)
        head = TextEditHead(
            text=text,
            version=version,
            start=edit.start,
            count=edit.count,
            by=view.actor.person.name,
            by_id=str(view.actor.pk),
            is_done=typed.is_done,
        )
        if there is None:
            put_paper(act.side, head, edit.words, act.at, None)
        else:
            rewrite_paper(act.side, there.id, head, edit.words, act.at)
        if typed.instead is not None:
            delete_papers(view, PaperKind.TEXT_EDIT, typed.instead)
        edits = list_edits(view, found)
        return next(one for one in edits if (one.version, one.edit) == (version, edit))


def _there(view: CaseView, text: TextRead, version: int, edit: Edit) -> EditRead | None:
    """Find what is saved in the same place. Raises `Refused` where an edit is of a part of it."""
    for one in list_edits(view, text):
        if one.version != version:
            continue
        if (one.edit.start, one.edit.count) == (edit.start, edit.count):
            return one
        if one.edit.touches(edit):
            words = _("{name} changes a paragraph of this place. Wait until a version is made.")
            raise Refused(words.format(name=one.by), "words")
    return None


def undo_edit(view: CaseView, text: str, edit: uuid.UUID) -> None:
    """Delete what was typed in a place: the newest version stands there. Raises `Refused`."""
    with acting(view, Right.TYPE_TEXTS, None):
        found = find_text(view, text)
        one = None if found is None else find_edit(view, found, edit)
        if one is None:
            raise Refused(_("It was undone, or is in a version."))
        if one.is_held_by_another:
            raise Refused(_("{name} is typing in it.").format(name=one.by))
        delete_papers(view, PaperKind.TEXT_EDIT, edit)


def find_edit(view: CaseView, text: TextRead, edit: uuid.UUID) -> EditRead | None:
    """Find what is being typed in a text by its id; None where there is none."""
    return next((one for one in list_edits(view, text) if one.id == edit), None)


def move_edits(view: CaseView, act: ActNow, text: TextRead) -> None:
    """Move what is being typed to the newest version, where that left its place as it was.

    Within a command that made the version. Where it changed the same place the edit stays in the
    version that it was begun in, for whoever typed it to see both.
    """
    for paper in view.papers(TextEditHead):
        if paper.head.text != text.id:
            continue
        one = _read(view, text, paper)
        if one is not None and one.version != text.newest.number and isinstance(one.place, Edit):
            moved = replace(
                paper.head,
                version=text.newest.number,
                start=one.place.start,
                count=one.place.count,
            )
            rewrite_paper(act.side, paper.id, moved, paper.text, paper.made_at)


def refuse_faulty(words: str) -> None:
    """Refuse brackets that are not whole. Raises `Refused`."""
    for fault in faults_of(words):
        message = _("In block {number} a bracket is not whole: it begins with [[ and ends with ]].")
        raise Refused(message.format(number=fault.paragraph), "words")
