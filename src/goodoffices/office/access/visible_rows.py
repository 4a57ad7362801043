"""What one person may read in one case: the only filter between the tables and a page.

On PostgreSQL the same is said to the database for the transaction, whose policies then repeat it
(row-level security).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from goodoffices.office.access.kinds import PaperKind, SideKind
from goodoffices.office.access.rights import reads_paper
from goodoffices.office.models import (
    Consent,
    Entry,
    EntryBlock,
    Log,
    LogCheckpoint,
    Membership,
    Paper,
    Side,
    StoredFile,
    TextBody,
)
from goodoffices.office.row_security import set_row_security
from goodoffices.office.sealing.keys import kind_tag


@dataclass(frozen=True, kw_only=True)
class VisibleRows:
    """The rows of one case that one person may read.

    ``side``: her own. ``parties``: whose preferences she may read (in the mediation: of all
    parties, for those who read the report). ``kinds``: of her own side's papers. ``logs``: whose
    entries. ``people``: sides whose people she may know. ``consenting``: whose consents she may
    know.
    """

    person: uuid.UUID
    side: uuid.UUID
    parties: frozenset[uuid.UUID]
    kinds: frozenset[PaperKind]
    logs: frozenset[uuid.UUID]
    people: frozenset[uuid.UUID]
    consenting: frozenset[uuid.UUID]

    @classmethod
    def of(cls, membership: Membership) -> VisibleRows:
        """Find what somebody may read by her membership."""
        side = membership.side
        sides = list(Side.objects.filter(case_id=side.case_id))
        is_mediation = side.kind == SideKind.MEDIATION
        kinds = frozenset(
            kind for kind in PaperKind if reads_paper(kind, side.kind, membership.roles)
        )
        reads_given = is_mediation and PaperKind.PREFERENCES in kinds
        parties = (
            {s.id for s in sides if s.kind == SideKind.PARTY and is_open(s)}
            if reads_given
            else set()
        )
        people = {
            s.id for s in sides if is_mediation or s.id == side.id or s.kind == SideKind.MEDIATION
        }
        consenting = {s.id for s in sides if s.kind == SideKind.PARTY} if is_mediation else set()
        # Who has withdrawn reads on what was said with its own side, and nothing that the others go
        # on with.
        logs = {
            log.id
            for log in Log.objects.filter(case_id=side.case_id)
            if reads_log(side, log) and (side.left_at is None or log.side_id)
        }
        return cls(
            person=membership.person_id,
            side=side.id,
            parties=frozenset(parties),
            kinds=kinds,
            logs=frozenset(logs),
            people=frozenset(people),
            consenting=frozenset(consenting),
        )

    def papers(self, kinds: Iterable[PaperKind] = tuple(PaperKind)) -> QuerySet[Paper]:
        """Select the papers of these kinds that she may read.

        They are her side's, and the preferences that parties gave to the mediation.
        """
        wanted = self.kinds.intersection(kinds)
        given = (
            [kind_tag(s, PaperKind.PREFERENCES) for s in self.parties]
            if PaperKind.PREFERENCES in wanted
            else []
        )
        own = [kind_tag(self.side, kind) for kind in wanted]
        return Paper.objects.filter(
            Q(side_id=self.side, tag__in=own) | Q(side_id__in=self.parties, tag__in=given)
        )

    def files(self) -> QuerySet[StoredFile]:
        """Select the files of her side's drawer, and those of the logs that are hers to read."""
        return StoredFile.objects.filter(Q(side_id=self.side) | Q(log_id__in=self.logs))

    def text_bodies(self) -> QuerySet[TextBody]:
        """Select what texts say that went with entries of the logs that are hers to read."""
        return TextBody.objects.filter(log_id__in=self.logs)

    def entries(self) -> QuerySet[Entry]:
        """Select the entries of the logs that are hers to read."""
        return Entry.objects.filter(log_id__in=self.logs)

    def blocks(self) -> QuerySet[EntryBlock]:
        """Select the blocks of entries of the logs that are hers to read."""
        return EntryBlock.objects.filter(log_id__in=self.logs)

    def read_logs(self) -> QuerySet[Log]:
        """Select the logs that are hers to read."""
        return Log.objects.filter(id__in=self.logs)

    def checkpoints(self) -> QuerySet[LogCheckpoint]:
        """Select the checkpoints of the logs that are hers to read."""
        return LogCheckpoint.objects.filter(log_id__in=self.logs)

    def consents(self) -> QuerySet[Consent]:
        """Select what her own side answered to changes of the case.

        For the mediation it is what each party answered.
        """
        return Consent.objects.filter(side_id__in={self.side, *self.consenting})

    def memberships(self) -> QuerySet[Membership]:
        """Select the memberships of the people whom she may know."""
        return Membership.objects.filter(side_id__in=self.people)

    def set_row_security(self) -> None:
        """Set the row-level-security context of this transaction to these rows."""
        context = {
            "office.person": str(self.person),
            "office.side": str(self.side),
            "office.kinds": ",".join(kind_tag(self.side, kind) for kind in self.kinds),
            "office.parties": ",".join(map(str, self.parties)),
            "office.given": ",".join(kind_tag(s, PaperKind.PREFERENCES) for s in self.parties),
            "office.logs": ",".join(map(str, self.logs)),
            "office.people": ",".join(map(str, self.people)),
        }
        set_row_security(context)


def is_open(side: Side) -> bool:
    """Tell whether the mediation may read what a party gave it.

    It may not while the party's papers are locked, nor after the party withdrew.
    """
    return side.locked_at is None and side.left_at is None


def reads_log(side: Side, log: Log) -> bool:
    """Tell whether a side reads a log of its case.

    A side reads its own log with the mediation. All parties and the mediation read that of the
    parties, observers theirs, and everybody the public one.
    """
    if log.side_id is not None:
        return log.side_id == side.id or side.kind == SideKind.MEDIATION
    readers = {
        "parties": {SideKind.PARTY, SideKind.MEDIATION},
        "observers": {
            SideKind.PARTY,
            SideKind.MEDIATION,
            SideKind.HOST,
            SideKind.OBSERVER,
            SideKind.GUARANTOR,
        },
        "public": set(SideKind),
    }
    return side.kind in readers[log.label]
