"""What is read of proposals: their versions, to whom each went, and what each party said of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from goodoffices.case import Text
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.opened import EntryView
from goodoffices.office.releases.readings import list_put
from goodoffices.office.talks.readings import TalksRead, read_talks
from goodoffices.procedure import MEDIATION, Item, StatedPosition, Version
from goodoffices.record.kinds import (
    ITEM_CARRIED,
    PACKAGE_RELEASED,
    POSITION_SAID,
    POSITION_TAKEN,
)


@dataclass(frozen=True, kw_only=True)
class VersionRead:
    """A version of what was put, as somebody may know it.

    ``places``: the entries that put it, by the label of their log and their number.
    """

    version: Version
    text: Text
    places: frozenset[tuple[str, int]]
    is_non_paper: bool = False


@dataclass(frozen=True, kw_only=True)
class PositionsRead:
    """The versions of proposals, the earliest first, and the positions on them.

    ``entries``: the entry of each position, the earliest first.
    """

    versions: tuple[VersionRead, ...]
    positions: tuple[StatedPosition, ...]
    entries: tuple[EntryView, ...]


def read_positions(view: CaseView) -> PositionsRead:
    """Read the proposals that she may know, and the positions on them that she may know."""
    found = sorted(
        [*_carried(view), *_released(view)], key=lambda one: (one.version.at, one.version.id)
    )
    of = {place: one.version.id for one in found for place in one.places}
    entries = [
        entry
        for entry in reversed(view.entries_of(POSITION_TAKEN))
        if entry.kind and (entry.label, entry.payload["put"]) in of
    ]
    positions = [
        StatedPosition(
            party=one.payload["party"],
            version=of[(one.label, one.payload["put"])],
            at=one.at,
            choice=one.payload["position"],
            changes=one.payload["changes"],
        )
        for one in entries
    ]
    return PositionsRead(versions=tuple(found), positions=tuple(positions), entries=tuple(entries))


def list_said_in_public(view: CaseView) -> list[EntryView]:
    """List what parties said in public, as the mediation entered it, the newest first."""
    return [entry for entry in view.entries_of(POSITION_SAID) if entry.kind]


def _released(view: CaseView) -> Iterator[VersionRead]:
    """List the packages that were released, each once, however many parties it went to."""
    same: dict[tuple[tuple[str, str], ...], list[EntryView]] = {}
    for one in reversed(list_put(view)):
        if one.entry.kind == PACKAGE_RELEASED.name:
            same.setdefault(tuple(sorted(one.package.items())), []).append(one.entry)
    for package, entries in same.items():
        first = entries[0]
        put = {entry.payload["to"]: entry.at for entry in reversed(entries)}
        yield VersionRead(
            version=Version(
                id=f"{first.label}.{first.number}", at=first.at, package=dict(package), put=put
            ),
            text=Text((("", first.payload["words"]),)),
            places=frozenset((entry.label, entry.number) for entry in entries),
        )


def _carried(view: CaseView) -> Iterator[VersionRead]:
    """List the proposals and non-papers that were given or carried."""
    read = read_talks(view)
    for item in read.talks.items:
        if item.kind.asks_for_a_position:
            hidden = item.kind.hides_its_owner and item.owner == MEDIATION
            yield VersionRead(
                version=Version(
                    id=item.id,
                    owner="" if hidden else item.owner,
                    at=_time(item),
                    package=item.package,
                    put={one.to: one.at.sort_key[0] for one in item.carried},
                    answered=frozenset(one.to for one in item.carried if one.answered is not None),
                ),
                text=item.text,
                places=frozenset(_places(item, read)),
                is_non_paper=item.kind.hides_its_owner,
            )


def _time(item: Item) -> datetime.datetime:
    return item.at.sort_key[0]


def _places(item: Item, read: TalksRead) -> Iterator[tuple[str, int]]:
    """List the entries by which parties got an item, under the ids that they know it by."""
    passed: Mapping[str, tuple[tuple[str, str], ...]] = read.passed
    for known in (item.id, *(there for _to, there in passed.get(item.id, ()))):
        entry = read.entered_thing(ITEM_CARRIED.name, known)
        yield from () if entry is None else entry.numbers.items()
