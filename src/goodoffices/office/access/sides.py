"""Makes a side of a case, with its key, and its log."""

from __future__ import annotations

import uuid

from goodoffices.office.access.kinds import SideKind
from goodoffices.office.models import Log, Side
from goodoffices.office.sealing import clock_and_chance, keys

#: Before the id of a party, in the label of its log.
OF_PARTY = "party:"
#: The labels of the logs that several sides read.
COMMON_LOGS = ("parties", "observers", "public")


def label_of_party(party: str) -> str:
    """Name the log that a party shares with the mediation."""
    return f"{OF_PARTY}{party}"


def reader_of(label: str) -> str:
    """Say who reads a log: a party by its id, others by the label itself."""
    return label.removeprefix(OF_PARTY)


def new_side(case_id: uuid.UUID, kind: SideKind, party: str, name: str, place: int) -> Side:
    """Make a side of a case, with its key."""
    side_id = clock_and_chance.new_id()
    key = keys.seal(keys.opening_key(), keys.new_key(), keys.place_of_side(side_id))
    return Side.objects.create(
        id=side_id, case_id=case_id, kind=kind, party=party, name=name, place=place, key=key
    )


def new_log(side: Side) -> Log:
    """Make the log of the mediation, or that which a party shares with it; its key comes later."""
    label = "mediation" if side.kind == SideKind.MEDIATION else label_of_party(side.party)
    return Log.objects.create(case_id=side.case_id, label=label, side=side)
