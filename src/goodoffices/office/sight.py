"""What one person may read in one case: the only filter between the tables and a page.

On PostgreSQL the same is said to the database for the transaction, whose policies then repeat it (row-level security).
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet

from goodoffices.office.kinds import PaperKind, SideKind
from goodoffices.office.models import Consent, Entry, Log, Paper, Side, Standing


@dataclass(frozen=True)
class Sight:
    """``side``: her own. ``parties``: whose preferences she may read (the mediation: all parties'). ``logs``: whose entries. ``people``: sides whose people she may know. ``consenting``: whose consents she may know."""

    person: uuid.UUID
    side: uuid.UUID
    parties: frozenset[uuid.UUID]
    logs: frozenset[uuid.UUID]
    people: frozenset[uuid.UUID]
    consenting: frozenset[uuid.UUID]

    @classmethod
    def of(cls, standing: Standing) -> Sight:
        """Of somebody by her standing."""
        side = standing.side
        sides = list(Side.objects.filter(case_id=side.case_id))
        is_mediation = side.kind == SideKind.MEDIATION
        parties = {s.id for s in sides if s.kind == SideKind.PARTY and s.locked_at is None} if is_mediation else set()
        people = {s.id for s in sides if is_mediation or s.id == side.id or s.kind == SideKind.MEDIATION}
        consenting = {s.id for s in sides if s.kind == SideKind.PARTY} if is_mediation else set()
        logs = set()
        for log in Log.objects.filter(case_id=side.case_id):
            if log.side_id == side.id or _is_common_to(log, side) or (is_mediation and log.side_id is not None):
                logs.add(log.id)
        return cls(standing.person_id, side.id, frozenset(parties), frozenset(logs), frozenset(people), frozenset(consenting))

    def papers(self) -> QuerySet[Paper]:
        """Her side's papers, and the preferences that parties gave to the mediation."""
        return Paper.objects.filter(Q(side_id=self.side) | Q(side_id__in=self.parties, kind=PaperKind.PREFERENCES))

    def entries(self) -> QuerySet[Entry]:
        """The entries of the logs that are hers to read."""
        return Entry.objects.filter(log_id__in=self.logs)

    def consents(self) -> QuerySet[Consent]:
        """What her own side answered to changes of the case; for the mediation what each party did."""
        return Consent.objects.filter(side_id__in={self.side, *self.consenting})

    def standings(self) -> QuerySet[Standing]:
        """The people whom she may know."""
        return Standing.objects.filter(side_id__in=self.people)

    def tell_database(self) -> None:
        """For this transaction: the policies of PostgreSQL take it from here; SQLite has none."""
        settings = {
            "office.person": str(self.person),
            "office.side": str(self.side),
            "office.parties": ",".join(map(str, self.parties)),
            "office.logs": ",".join(map(str, self.logs)),
            "office.people": ",".join(map(str, self.people)),
        }
        _say(settings)


def _is_common_to(log: Log, side: Side) -> bool:
    """All parties and the mediation read the log of the parties; observers theirs; everybody the public one."""
    readers = {
        "parties": {SideKind.PARTY, SideKind.MEDIATION},
        "observers": {SideKind.PARTY, SideKind.MEDIATION, SideKind.HOST, SideKind.OBSERVER, SideKind.GUARANTOR},
        "public": set(SideKind),
    }
    return log.side_id is None and side.kind in readers[log.label]


def say_person(person: uuid.UUID) -> None:
    """Before a standing is looked up: whose standings may be read."""
    _say({"office.person": str(person)})


def say_side(side: uuid.UUID) -> None:
    """Where a side itself acts (its analysis, its people's sessions): whose standings may be read."""
    _say({"office.people": str(side)})


def say_housekeeping(at: datetime.datetime) -> None:
    """Where papers whose time is over by then are deleted."""
    _say({"office.housekeeping": at.isoformat()})


def _say(settings: Mapping[str, str]) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            told = ", ".join(["set_config(%s, %s, true)"] * len(settings))
            cursor.execute(f"select {told}", [word for pair in settings.items() for word in pair])
