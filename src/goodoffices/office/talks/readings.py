"""What is read of rounds: for the mediation all, for a party what it was let know."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.sides import OF_PARTY
from goodoffices.record.kinds import ROUND_HELD, ROUND_OUTCOME


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """A next step: in words, whose it is (a party's id, or ``mediation``), and until which day."""

    text: str
    who: str
    due: datetime.date | None


@dataclass(frozen=True, kw_only=True)
class RoundHeld:
    """A round that took place, and what came of it.

    ``ended``: None where nobody said; ``parties``: those that took part, by their ids; ``decided``
    and ``next_steps``: empty where nothing came of it, or the reader may not read that.
    """

    track: str
    began: datetime.datetime
    ended: datetime.datetime | None
    place: str
    level: str
    parties: tuple[str, ...]
    decided: str
    next_steps: tuple[NextStep, ...]


@dataclass(frozen=True, kw_only=True)
class Round(RoundHeld):
    """A round as somebody reads it.

    ``number``: its id, the same for each reader. ``known_to`` and ``read_by``: parties that may
    know, and that may read what came of it, as far as she may know. ``by``: who entered it.
    """

    number: str
    known_to: tuple[str, ...]
    read_by: tuple[str, ...]
    by: str


def list_rounds(view: CaseView) -> list[Round]:
    """List the rounds that she may know of, the newest first.

    Entries that cannot be trusted are left out; the record names them.
    """
    held: dict[str, tuple[Mapping[str, Any], str]] = {}
    outcome: dict[str, Mapping[str, Any]] = {}
    known: dict[str, list[str]] = {}
    read: dict[str, list[str]] = {}
    for entry in reversed([one for one in view.entries_of(ROUND_HELD, ROUND_OUTCOME) if one.kind]):
        number = entry.payload["round"]
        party = entry.label.removeprefix(OF_PARTY) if entry.label.startswith(OF_PARTY) else ""
        if entry.kind == ROUND_HELD.name:
            held.setdefault(number, (entry.payload, entry.actor))
            known.setdefault(number, []).extend([party] if party else [])
        else:
            outcome.setdefault(number, entry.payload)
            read.setdefault(number, []).extend([party] if party else [])
    found = [
        _round(said, by, outcome.get(number, {}), known[number], read.get(number, []))
        for number, (said, by) in held.items()
    ]
    return sorted(found, key=lambda one: (one.began, one.number), reverse=True)


def _round(
    said: Mapping[str, Any],
    by: str,
    outcome: Mapping[str, Any],
    known_to: list[str],
    read_by: list[str],
) -> Round:
    return Round(
        number=said["round"],
        track=said["track"],
        began=datetime.datetime.fromisoformat(said["began"]),
        ended=datetime.datetime.fromisoformat(said["ended"]) if said["ended"] else None,
        place=said["place"],
        level=said["level"],
        parties=tuple(said["parties"]),
        decided=outcome.get("decided", ""),
        next_steps=tuple(
            NextStep(
                text=one["text"],
                who=one["who"],
                due=datetime.date.fromisoformat(one["due"]) if one["due"] else None,
            )
            for one in outcome.get("next_steps", ())
        ),
        known_to=tuple(known_to),
        read_by=tuple(read_by),
        by=by,
    )
