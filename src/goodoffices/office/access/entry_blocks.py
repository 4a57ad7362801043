"""Blocks of entries: what a hundred entries of a log say, sealed at once under the log's key.

To open ten thousand entries one by one takes a second. A block is a copy for speed alone. It counts
only while the entries that it was made of stand in the table with the same digests and marks; what
is in no such block is opened entry by entry. It goes with the key of its log, and when the words
of one of its entries are destroyed.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.entry_words import coded_in, searched_words
from goodoffices.office.access.log_reader import LogReader, is_destroyed
from goodoffices.office.models import Entry, EntryBlock, Log
from goodoffices.office.sealing import keys
from goodoffices.office.sealing.keys import Stored
from goodoffices.record import is_of_first_format
from goodoffices.record.entry_kind import EntryKind

#: Entries of a block.
IN_A_BLOCK = 100
#: What of an entry is held against a block: number, mark, digest, and how long its key is, which is
#: empty where its words were destroyed.
Clear = tuple[int, str, Stored, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchedEntry:
    """An entry as it is searched.

    ``words``: the distinct words in it, folded; ``coded``: what it says by a code: the numbers of
    whom it is about, and fields such as ``agrees:true``.
    """

    log: uuid.UUID
    number: int
    at: datetime.datetime
    kind: str
    words: str
    coded: tuple[str, ...]


class TrustedEntry(NamedTuple):
    """What an entry says that can be trusted. ``actor``: the name of who acted."""

    label: str
    number: int
    at: datetime.datetime
    kind: str
    actor: str
    payload: Mapping[str, Any]


def completes_a_block(number: int) -> bool:
    """Tell whether the entry of this number is the last of a block."""
    return number % IN_A_BLOCK == 0


def write_blocks(log: Log, reader: LogReader) -> None:
    """Write the blocks of a log that are whole and are not there; within a command.

    A block with an entry that cannot be trusted, or of the first format, is not written.
    """
    there = set(EntryBlock.objects.filter(log=log).values_list("number", flat=True))
    whole = Entry.objects.filter(log=log).count() // IN_A_BLOCK
    for number in range(1, whole + 1):
        if number not in there:
            _write_block(log, number, reader)


def rewrite_blocks(log: Log, reader: LogReader, entries: Sequence[int]) -> None:
    """Make the blocks anew in which entries were destroyed: without their words."""
    numbers = {(one - 1) // IN_A_BLOCK + 1 for one in entries}
    if EntryBlock.objects.filter(log=log, number__in=numbers).delete()[0]:
        write_blocks(log, reader)


def _write_block(log: Log, number: int, reader: LogReader) -> None:
    last = number * IN_A_BLOCK
    entries = Entry.objects.filter(log=log, number__gt=last - IN_A_BLOCK, number__lte=last)
    rows = list(entries.select_related("log").order_by("number"))
    said: list[Any] = []
    words: list[Any] = []
    for row in rows:
        if is_destroyed(row):
            continue
        act, _wrong = reader.act(row)
        if act is None or is_of_first_format(act):
            return
        at, payload = row.at.isoformat(), act["payload"]
        said.append([row.number, at, act["kind"], act["actor"].get("id"), payload])
        words.append([row.number, at, act["kind"], searched_words(payload), coded_in(payload)])
    mark = _mark(_clear_columns(entries.order_by("number")))
    key = reader.key_of(log)
    # No random number is drawn: whether a block came to be changes nothing of what is drawn later.
    EntryBlock.objects.create(
        id=keys.made_id(key, f"block {number}"),
        log=log,
        number=number,
        entries=keys.seal_without_chance(
            key, _packed(mark, said), _place(log.pk, number, "entries")
        ),
        words=keys.seal_without_chance(key, _packed(mark, words), _place(log.pk, number, "words")),
    )


def trusted_entries(view: CaseView, *kinds: EntryKind) -> list[TrustedEntry]:
    """Open the entries of these kinds that she may read and that can be trusted, in no order."""
    blocks = _Blocks(view, "entries")
    opened = view.opened_entries(blocks.rest(*kinds)) if blocks.rows else view.entries_of(*kinds)
    found = [
        TrustedEntry(one.label, one.number, one.at, one.kind, one.actor, one.payload)
        for one in opened
        if one.kind
    ]
    reader, names = view.log_reader, {kind.name for kind in kinds}
    for log, lines in blocks.opened():
        for number, at, kind, actor, payload in lines:
            if kind in names:
                told = reader.told(actor, payload)
                time = datetime.datetime.fromisoformat(at)
                found.append(TrustedEntry(log.label, number, time, kind, told.actor, told.payload))
    return found


def searched_entries(view: CaseView) -> list[SearchedEntry]:
    """Open the words of all entries that she may read and that can be trusted, in no order."""
    blocks = _Blocks(view, "words")
    found = [
        SearchedEntry(
            log=one.log,
            number=one.number,
            at=one.at,
            kind=one.kind,
            words=searched_words(one.payload),
            coded=tuple(coded_in(one.payload)),
        )
        for one in view.opened_entries(blocks.rest())
        if one.kind
    ]
    for log, lines in blocks.opened():
        found += (
            SearchedEntry(
                log=log.pk,
                number=number,
                at=datetime.datetime.fromisoformat(at),
                kind=kind,
                words=words,
                coded=tuple(coded),
            )
            for number, at, kind, words, coded in lines
        )
    return found


class _Blocks:
    """The blocks of the logs that she reads, by log, and which of them count."""

    def __init__(self, view: CaseView, column: str) -> None:
        self._view, self._column = view, column
        self.rows: dict[uuid.UUID, list[EntryBlock]] = {}
        if not view.is_locked:
            found = view.visible_rows.blocks().select_related("log").only("number", "log", column)
            for row in found.order_by("log_id", "number"):
                self.rows.setdefault(row.log_id, []).append(row)
        self._clear = self._clear_columns_by_log() if self.rows else {}
        self._counts: dict[uuid.UUID, list[tuple[EntryBlock, list[Any]]]] = {
            log: [(row, lines) for row in rows if (lines := self._lines(row)) is not None]
            for log, rows in self.rows.items()
        }

    def _clear_columns_by_log(self) -> dict[uuid.UUID, list[Clear]]:
        """Fetch the clear columns of the entries of each log, the first entry first.

        All are fetched at once, without their logs: another log begins where numbers do not grow.
        Where that gives another number of logs something was changed outside, and no block counts.
        """
        rows = self._view.visible_rows.entries().filter(log_id__in=self.rows)
        found: list[list[Clear]] = []
        last = 0
        for clear in _clear_columns(rows.order_by("log_id", "number")):
            if not found or clear[0] <= last:
                found.append([])
            found[-1].append(clear)
            last = clear[0]
        if len(found) != len(self.rows):
            return {}
        return dict(zip(sorted(self.rows), found, strict=True))

    def _lines(self, row: EntryBlock) -> list[Any] | None:
        """Open a block; None where it does not count: its entries are not those of the table."""
        last = row.number * IN_A_BLOCK
        place = _place(row.log_id, row.number, self._column)
        try:
            key = self._view.log_reader.key_of(row.log)
            packed = keys.unseal(key, getattr(row, self._column), place)
        except keys.NotOpened:
            return None
        mark, lines = json.loads(packed)
        there = _mark(self._clear.get(row.log_id, ())[last - IN_A_BLOCK : last])
        return lines if mark == there else None

    def opened(self) -> Iterator[tuple[Log, list[Any]]]:
        """Give the lines of each block that counts, with its log."""
        return ((row.log, lines) for found in self._counts.values() for row, lines in found)

    def rest(self, *kinds: EntryKind) -> Sequence[Entry]:
        """List the entries of these kinds that stand in no block that counts."""
        covered = Q()
        for log, found in self._counts.items():
            for first, last in _runs([row.number for row, _ in found]):
                numbers = (first - 1) * IN_A_BLOCK + 1, last * IN_A_BLOCK
                covered |= Q(log_id=log, number__range=numbers)
        rows = self._view.entry_rows(*kinds)
        return list(rows.exclude(covered) if covered else rows)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give the first and the last of each run of numbers that follow one another."""
    at = 0
    while at < len(numbers):
        end = at
        while end + 1 < len(numbers) and numbers[end + 1] == numbers[end] + 1:
            end += 1
        yield numbers[at], numbers[end]
        at = end + 1


def _clear_columns(rows: QuerySet[Entry]) -> list[Clear]:
    """Fetch what of entries is held against a block, in the order of the rows."""
    return list(rows.values_list("number", "tag", "digest", Length("key")))


def _mark(rows: Sequence[Clear]) -> str:
    """Make the mark of the entries of a block from their clear columns, the first entry first."""
    numbers = repr([(number, tag, length) for number, tag, _digest, length in rows])
    digests = b"".join([bytes(digest) for _number, _tag, digest, _length in rows])
    return hashlib.sha256(numbers.encode() + digests).hexdigest()


def _packed(mark: str, lines: list[Any]) -> bytes:
    return json.dumps([mark, lines], ensure_ascii=False).encode()


def _place(log: uuid.UUID, number: int, column: str) -> str:
    """Name the place to which a block is tied."""
    return f"block {number} of {log} {column}"
