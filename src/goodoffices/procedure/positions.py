"""Where each party stands, issue by issue, on each version of what was put: who moved, and when.

A party stands by an option where it said so: by its own proposal, by accepting a version, or by
naming the change with which it would accept one. What it reserves, rejects or leaves without an
answer says nothing of its options.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from goodoffices.procedure.answer_rules import POSITION
from goodoffices.procedure.readers import MEDIATION


@dataclass(frozen=True, kw_only=True)
class Version:
    """A version of what was put: a package, a part of one, or words alone.

    ``owner``: a party's id, ``mediation``, or empty for a non-paper; ``package``: its options by
    issue, empty where words alone were put; ``put``: when it was put before each party;
    ``answered``: the parties of which it is known that they answered, and not what they said.
    """

    id: str
    owner: str = MEDIATION
    at: datetime.datetime
    package: Mapping[str, str] = field(default_factory=dict)
    put: Mapping[str, datetime.datetime] = field(default_factory=dict)
    answered: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class StatedPosition:
    """What a party said of a version.

    ``choice``: one of the choices of `POSITION`; ``changes``: with *if*, the options that it asks
    for, by issue.
    """

    party: str
    version: str
    at: datetime.datetime
    choice: str
    changes: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.choice not in POSITION.choices:
            raise ValueError("a position is one of the choices of its rule")
        if self.changes and self.choice != "if":
            raise ValueError("changes are named by who would accept with them")


class Said(StrEnum):
    """What a cell of the map rests on."""

    OWN = "its own proposal"
    ACCEPTED = "it accepted"
    ASKED = "it would accept with this"
    RESERVED = "it reserved its answer"
    REJECTED = "it rejected"
    ANSWERED = "it answered, and what it said is not entered"
    SILENT = "it has not answered"
    NOT_PUT = "it was not put before it"


class Stand(NamedTuple):
    """Where a party stands on an issue by what it said of one version.

    ``option``: the one that it stands by; empty where it named none. ``moved``: it stood by another
    one before. ``at``: when it said so; None where it did not.
    """

    said: Said
    option: str = ""
    moved: bool = False
    at: datetime.datetime | None = None


class _Named(NamedTuple):
    """That a party named options, at a moment, of a version."""

    at: datetime.datetime
    version: str
    options: Mapping[str, str]


def newest_positions(positions: Iterable[StatedPosition]) -> dict[tuple[str, str], StatedPosition]:
    """Find what each party said last of each version, by party and version."""
    found: dict[tuple[str, str], StatedPosition] = {}
    for one in positions:
        before = found.get((one.party, one.version))
        if before is None or one.at >= before.at:
            found[(one.party, one.version)] = one
    return found


def options_named(version: Version, position: StatedPosition) -> dict[str, str]:
    """Give the options that a position stands by: of what was put, with the changes it asks for."""
    if position.choice not in ("accept", "if"):
        return {}
    return {**version.package, **position.changes}


def map_of_positions(
    parties: Sequence[str],
    issues: Sequence[str],
    versions: Sequence[Version],
    positions: Sequence[StatedPosition],
) -> dict[tuple[str, str], tuple[Stand, ...]]:
    """Map where each party stands: for each party and issue a stand for each version, in order.

    Of several positions on one version the last counts in its cell; a move is told against what the
    party named before in time, whichever version that was of. Cost: cells plus positions.
    """
    newest = newest_positions(positions)
    found: dict[tuple[str, str], tuple[Stand, ...]] = {}
    for party in parties:
        named = _named_by(party, versions, positions)
        for issue in issues:
            found[(party, issue)] = tuple(
                _stand(party, issue, version, newest.get((party, version.id)), named)
                for version in versions
            )
    return found


def _named_by(
    party: str, versions: Sequence[Version], positions: Iterable[StatedPosition]
) -> list[_Named]:
    """List when a party named options, the earliest first."""
    by_id = {version.id: version for version in versions}
    own = [_Named(one.at, one.id, one.package) for one in versions if one.owner == party]
    said = [
        _Named(one.at, one.version, options_named(by_id[one.version], one))
        for one in positions
        if one.party == party and one.version in by_id
    ]
    return sorted([*own, *said], key=lambda one: one.at)


def _stand(
    party: str,
    issue: str,
    version: Version,
    position: StatedPosition | None,
    named: Sequence[_Named],
) -> Stand:
    if position is not None:
        at, options = position.at, options_named(version, position)
        said = _SAID[position.choice]
        if said is Said.ASKED and issue not in position.changes:
            said = Said.ACCEPTED
    elif version.owner == party:
        at, options, said = version.at, dict(version.package), Said.OWN
    else:
        if party not in version.put:
            return Stand(Said.NOT_PUT)
        return Stand(Said.ANSWERED if party in version.answered else Said.SILENT)
    option = options.get(issue, "")
    if not option and version.package and issue not in version.package:
        return Stand(Said.NOT_PUT)
    before = ""
    for one in named:
        if one.at < at and issue in one.options:
            before = one.options[issue]
    return Stand(said, option, bool(option and before and option != before), at)


_SAID = {
    "accept": Said.ACCEPTED,
    "if": Said.ASKED,
    "reserve": Said.RESERVED,
    "reject": Said.REJECTED,
}
