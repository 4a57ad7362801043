"""The door for reading: what one person sees of one case.

What is not read through it, here or in the readings of a matter, cannot reach a page.
"""

from __future__ import annotations

import datetime
import hmac
import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, cast

from django.conf import settings
from django.db.models import QuerySet

from goodoffices.office.access.case_identity import CaseIdentity
from goodoffices.office.access.kinds import PaperKind
from goodoffices.office.access.log_reader import LogReader
from goodoffices.office.access.opened import (
    EntryView,
    Head,
    PaperView,
)
from goodoffices.office.access.paper_heads import (
    HEAD_OF,
    PaperHead,
)
from goodoffices.office.access.side_keys import side_key
from goodoffices.office.models import (
    Entry,
    KeyedAct,
    Membership,
    Paper,
)
from goodoffices.office.sealing import clock_and_chance, keys
from goodoffices.record import GONE
from goodoffices.record.entry_kind import EntryKind
from goodoffices.record.kinds import ENTRY_DESTROYED

#: From how many acts on that are left a side is told.
FEW_ACTS = 60


class CaseView(CaseIdentity):
    """One case for one person. Made by `for_person`, for each request anew.

    It holds what every matter reads by: papers and entries. What a matter reads of them stands in
    its own `readings`.
    """

    def papers(self, *heads: type[Head]) -> list[PaperView[Head]]:
        """Open the papers of these kinds that she may read, the newest first."""
        opened = (self.opened_once(row, heads) for row in self.paper_rows(*heads))
        return [paper for paper in opened if self._is_of_a_party(paper)]

    def each_paper(self, head: type[Head]) -> Iterator[PaperView[Head]]:
        """Open the papers of a kind one by one, the newest first.

        Each is fetched when it is asked for.
        """
        for paper, _ in self.dates_of(head):
            if (found := self.paper(head, paper)) is not None:
                yield found

    def paper(self, head: type[Head], paper: uuid.UUID) -> PaperView[Head] | None:
        """Open one paper of a kind by its id; None where she may not know of it."""
        row = self.paper_rows(head).filter(pk=paper).first()
        found = None if row is None else self.opened_once(row, (head,))
        return found if found is not None and self._is_of_a_party(found) else None

    def _is_of_a_party(self, paper: PaperView[PaperHead]) -> bool:
        """Tell whether a paper is about a party that the case has, or about none.

        What was estimated of a party that was taken out is not read any more.
        """
        about = getattr(paper.head, "party", "")
        return not about or about in self.case.party_ids

    def dates_of(self, head: type[PaperHead]) -> list[tuple[uuid.UUID, datetime.datetime]]:
        """List the papers of a kind by their ids and times, unopened."""
        return list(self.paper_rows(head).values_list("id", "made_at"))

    def paper_rows(self, *heads: type[PaperHead]) -> QuerySet[Paper]:
        """List the papers of these kinds that she may read, unopened, the newest first."""
        found = (
            Paper.objects.none()
            if self.is_locked
            else self._visible_rows.papers([head.kind for head in heads])
        )
        return found.select_related("side").order_by("-made_at", "id")

    def opened_once(self, row: Paper, heads: Sequence[type[Head]]) -> PaperView[Head]:
        """Open a paper of one of these kinds, once.

        Which papers there are is asked anew each time. What one says is opened once, while it is
        what is kept.
        """
        sealed, paper = self._papers_opened.get(row.pk, (b"", None))
        if paper is None or sealed != bytes(row.sealed):
            paper = _opened(row)
            self._papers_opened[row.pk] = bytes(row.sealed), paper
        if not isinstance(paper.head, tuple(heads)):
            raise keys.NotOpened("The kind of a paper was changed outside this office.")
        return cast("PaperView[Head]", paper)

    @cached_property
    def _papers_opened(self) -> dict[uuid.UUID, tuple[bytes, PaperView[PaperHead]]]:
        return {}

    def entry_rows(self, *kinds: EntryKind) -> QuerySet[Entry]:
        """List the entries that she may read, of these kinds (none named: all), unopened."""
        if self.is_locked:
            return Entry.objects.none()
        found = self._visible_rows.entries()
        if kinds:
            found = found.filter(
                tag__in=[
                    keys.kind_tag(log, kind.name)
                    for log in self._visible_rows.logs
                    for kind in kinds
                ]
            )
        return found.select_related("log").order_by("-at", "-number", "log__label")

    def entries_of(self, *kinds: EntryKind) -> list[EntryView]:
        """Open the entries that she may read, the newest first; of these kinds, or of all."""
        if kinds not in self._entries_opened:
            self._entries_opened[kinds] = self.opened_entries(self.entry_rows(*kinds))
        return self._entries_opened[kinds]

    @cached_property
    def _entries_opened(self) -> dict[tuple[EntryKind, ...], list[EntryView]]:
        return {}

    def opened_entries(self, rows: Iterable[Entry]) -> list[EntryView]:
        """Open entries that she may read.

        Words that are gone count as destroyed where an act of the record says so.
        """
        opened = [self.log_reader.opened(row) for row in rows]
        if not any(one.is_destroyed for one in opened):
            return opened
        by_act = {
            (act.log, number)
            for act in self.entries_of(ENTRY_DESTROYED)
            for number in act.payload.get("entries", ())
        }
        return [
            replace(one, is_destroyed=False, wrong=GONE)
            if one.is_destroyed and (one.log, one.number) not in by_act
            else one
            for one in opened
        ]

    def secret_for(self, purpose: str) -> bytes:
        """Derive a secret of this person in this case for a purpose; the same each time."""
        key = keys.derived(keys.opening_key(), purpose)
        return hmac.new(key, self.actor.pk.bytes, "sha256").digest()

    @cached_property
    def remembered(self) -> dict[object, Any]:
        """Keep what a matter has made of her entries, while this request lasts."""
        return {}

    @cached_property
    def log_reader(self) -> LogReader:
        """Give what opens and checks the logs that she reads."""
        return LogReader(self._side)

    @cached_property
    def acts_left(self) -> int:
        """Count how many more acts of her side the office does within this hour."""
        return max(
            0,
            int(settings.MOST_ACTS_AN_HOUR)
            - KeyedAct.within_an_hour(self._side.id, clock_and_chance.now()).count(),
        )

    @property
    def has_few_acts_left(self) -> bool:
        """Tell whether her side should know how many acts are left."""
        return self.acts_left <= FEW_ACTS


def _opened(row: Paper) -> PaperView[PaperHead]:
    """Open a paper. Raises `NotOpened` where it was changed outside this office."""
    kind = next((kind for kind in PaperKind if keys.kind_tag(row.side_id, kind) == row.tag), None)
    content = json.loads(
        keys.unseal_apart(
            side_key(row.side), row.key, row.sealed, f"paper {row.id}", f"paper {row.id} {kind}"
        )
    )
    if kind is None:
        raise keys.NotOpened("The kind of a paper was changed outside this office.")
    # Which of two versions counts hangs on when they were made.
    if content.get("made_at", row.made_at.isoformat()) != row.made_at.isoformat():
        raise keys.NotOpened("The time of a paper was changed outside this office.")
    return PaperView(
        id=row.id,
        side=row.side.called,
        party=row.side.party,
        head=HEAD_OF[kind].from_data(content["head"]),
        text=content["text"],
        made_at=row.made_at,
        expires_at=row.expires_at,
    )


def cases_of(person: uuid.UUID) -> Iterator[CaseView]:
    """List the cases in which somebody stands, by name: one after another.

    On PostgreSQL each is looked into while it is the one that is listed.
    """
    ids = Membership.objects.of_person(person).values_list("case_id", flat=True)
    views = [
        view for case_id in list(ids) if (view := CaseView.for_person(person, case_id)) is not None
    ]
    for view in sorted(views, key=lambda view: (view.name, str(view.case_id))):
        view.visible_rows.set_row_security()
        yield view
