"""Drop files into a case, hand them over, delete them."""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Sum
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from goodoffices.case import Text
from goodoffices.formats.attachments import MOST_BYTES, Attachment
from goodoffices.office.access.acting import acting
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.computing.attachment_child import NoTurn, clean_apart, read_apart
from goodoffices.office.files.readings import find_own_file, own_files, visible_files
from goodoffices.office.files.storing import (
    FileDescription,
    WholeFile,
    head_of,
    opened_whole,
    put_file_in_log,
    put_own_file,
)
from goodoffices.office.models import Entry
from goodoffices.office.models.files import StoredFile
from goodoffices.office.record.commands import actor_of, log_of
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import journal
from goodoffices.office.talks import payloads
from goodoffices.office.talks.carrying import enter_allowed, enter_carried
from goodoffices.office.talks.entering import enter, logs_of_readers, new_number
from goodoffices.procedure import MEDIATION, Item, ItemKind, Moment
from goodoffices.record import kinds

#: Files of one side and their bytes in all; characters of a name.
MOST_FILES, MOST_BYTES_OF_A_SIDE, MOST_NAME = 5_000, 500_000_000, 150


@dataclass(frozen=True, kw_only=True)
class DroppedFile:
    """A file as it was sent: its name and its bytes."""

    name: str
    data: bytes


def drop_files(
    view: CaseView,
    dropped: Sequence[DroppedFile],
    label: str,
    on: datetime.date | None,
    issue: str,
    idempotency_key: uuid.UUID | None,
) -> None:
    """Keep files in the drawer of one's side: all of them, or none. Nobody else reads them.

    Their texts are read apart, before anything is written. Raises `Refused`, `AlreadyDone`.
    """
    view.require(Right.DROP_FILES)
    if not dropped:
        raise Refused(_("Choose a file."), "dropped_files")
    if any(len(one.data) > MOST_BYTES for one in dropped):
        raise Refused(_("A file has at most 10 MB."), "dropped_files")
    read = [_read(one) for one in dropped]
    with acting(view, Right.DROP_FILES, idempotency_key) as act:
        _refuse_too_much(view, dropped)
        for one, found in zip(dropped, read, strict=True):
            head = head_of(
                plain_name(one.name),
                one.data,
                found,
                label=label,
                on="" if on is None else on.isoformat(),
                issue=issue,
                by=str(actor_of(view.actor.person, view.case_id).pk),
            )
            whole = WholeFile(head=head, text=_text(head, found), content=one.data)
            put_own_file(act.side, act.at, whole)


def _text(head: FileDescription, found: Attachment) -> str:
    """Give what a file is found by: its name and label before its text."""
    return f"{head.name} {head.label} {found.text}"


def _refuse_too_much(view: CaseView, dropped: Sequence[DroppedFile]) -> None:
    kept = own_files(view).aggregate(count=Count("pk"), size=Sum(Length("content")))
    if kept["count"] + len(dropped) > MOST_FILES:
        raise Refused(
            _("Your side keeps as many files as the office holds for one side."), "dropped_files"
        )
    if (kept["size"] or 0) + sum(len(one.data) for one in dropped) > MOST_BYTES_OF_A_SIDE:
        raise Refused(
            _("Your side's files are as large as the office holds for one side."), "files"
        )


def plain_name(name: str) -> str:
    """Make a file's name that is one line and leads to no folder."""
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(c for c in last if c.isprintable()).strip(" .")
    return kept[-MOST_NAME:] or "file"


def delete_file(view: CaseView, file: uuid.UUID) -> None:
    """Delete a file of one's drawer, with its key. What was handed over stays where it went."""
    with acting(view, Right.DELETE_FILES, None):
        own_files(view).filter(pk=file).delete()
        transaction.on_commit(journal.forget)


def hand_over(
    view: CaseView,
    file: uuid.UUID,
    to: Collection[str],
    idempotency_key: uuid.UUID | None,
    *,
    words: str,
    is_clean: bool,
) -> None:
    """Hand a file of one's drawer over, as an item; its label, day and issue stay where they are.

    A party gives it to the mediation; ``to``: where it lets it go further. The mediation carries it
    to the parties named. ``words``: what goes with it; empty: its name alone. ``is_clean``: a copy
    goes, without what stands beside the visible text. Raises `Refused`, `AlreadyDone`.
    """
    right = Right.RELEASE if view.is_mediation else Right.GIVE_ITEMS
    view.require(right)
    row = find_own_file(view, file)
    if row is None:
        raise Refused(_("There is no such file in your drawer."))
    if view.is_mediation and not to:
        raise Refused(_("Choose a party that is in the talks."), "to")
    whole = _what_goes(view, row, is_clean=is_clean)
    with acting(view, right, idempotency_key, while_paused=not view.is_mediation) as act:
        owner = view.side.party or MEDIATION
        item = Item(
            id=new_number(),
            kind=ItemKind.FILE,
            text=Text((("", words or whole.head.name),)),
            owner=owner,
            at=Moment.at(act.at),
        )
        # Who dropped it is nobody else's matter.
        said = {"name": whole.head.name, "size": whole.head.size, "sha256": whole.head.sha256}
        own = [log_of(act.side)]
        [entry] = enter(view, act, kinds.ITEM_GIVEN, payloads.item_payload(item, said), own)
        put_file_in_log(view, entry, whole)
        if view.is_party and to:
            enter_allowed(view, act, item.id, owner, to)
        for log in logs_of_readers(view, to) if view.is_mediation else ():
            put_file_in_log(view, enter_carried(view, act, item, log, said), whole)


def _what_goes(view: CaseView, row: StoredFile, *, is_clean: bool) -> WholeFile:
    """Find what is handed over of a file: itself, or a clean copy. Raises `Refused`.

    What its side says of it, and who dropped it, is nobody else's matter.
    """
    whole = opened_whole(view, row)
    name, content = whole.head.name, whole.content
    if is_clean:
        copy = clean_apart(name, content)
        if copy is None:
            raise Refused(
                _("No copy of this file can be made without what it holds beside its text.")
            )
        content = copy
    read = _read(DroppedFile(name=name, data=content))
    head = head_of(name, content, read)
    return WholeFile(head=head, text=_text(head, read), content=content)


def _read(one: DroppedFile) -> Attachment:
    """Read a file apart. Raises `Refused` where the office is reading too many others."""
    try:
        return read_apart(one.name, one.data)
    except NoTurn:
        raise Refused(
            _("The office is reading other files. Nothing was kept; try again in a minute."),
            "dropped_files",
        ) from None


def carry_file(view: CaseView, label: str, number: int, entry: Entry) -> None:
    """Copy the file that went with an entry of a log to the entry by which a party gets it.

    Raises `Refused` where its words were destroyed, and the file with them.
    """
    row = visible_files(view).filter(log__label=label, number=number).first()
    if row is None:
        raise Refused(_("The file of this item is gone."))
    put_file_in_log(view, entry, opened_whole(view, row))
