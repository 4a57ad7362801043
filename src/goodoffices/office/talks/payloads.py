"""Things of the talks as payloads of entries, and payloads as things.

One shape serves what people enter here and what comes with the files of a case.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from goodoffices.case import Text
from goodoffices.procedure import (
    MEDIATION,
    Carried,
    Deadline,
    Happening,
    Item,
    ItemKind,
    Level,
    MayBeSaid,
    Moment,
    NextStep,
    PublicSource,
    Readers,
    Rival,
    Round,
    Track,
)

Payload = Mapping[str, Any]


def track_payload(track: Track) -> dict[str, Any]:
    """Write a track."""
    return {
        "track": track.id,
        "name": words(track.name),
        "with": list(track.with_parties),
        "also": list(track.also),
    }


def track_from(said: Payload, readers: Readers) -> Track:
    """Read a track."""
    return Track(
        id=said["track"],
        name=text(said["name"]),
        with_parties=tuple(said["with"]),
        also=tuple(said["also"]),
        readers=readers,
    )


def round_payload(held: Round) -> dict[str, Any]:
    """Write when, where and with whom a round was."""
    return {
        "round": held.id,
        "track": held.track or "",
        "began": held.begins.written,
        "ended": "" if held.ends is None else held.ends.written,
        "place": words(held.place),
        "host": held.host or "",
        "level": "" if held.level is None else str(held.level),
        "parties": list(held.parties),
        "attendance": dict(held.attendance),
    }


def round_from(said: Payload, readers: Readers) -> Round:
    """Read a round; what came of it stands elsewhere."""
    return Round(
        id=said["round"],
        track=said["track"] or None,
        begins=Moment.read(said["began"]),
        ends=Moment.read(said["ended"]) if said["ended"] else None,
        place=text_or_none(said["place"]),
        host=said.get("host") or None,
        level=Level(said["level"]) if said["level"] else None,
        parties=tuple(said["parties"]),
        attendance=said.get("attendance", {}),
        readers=readers,
    )


def may_be_said_from(said: Payload) -> MayBeSaid:
    """Read what may be said in public of a round, of the entry that everybody reads."""
    return MayBeSaid.HOW_LONG if said["ended"] else MayBeSaid.TOOK_PLACE


def outcome_payload(held: Round, steps: tuple[NextStep, ...]) -> dict[str, Any]:
    """Write what came of a round."""
    return {
        "round": held.id,
        "agenda": words(held.agenda),
        "decided": words(held.decided),
        "next_steps": [
            {
                "id": one.id,
                "text": words(one.text),
                "owner": one.owner or "",
                "level": "" if one.level is None else str(one.level),
                "due": "" if one.due is None else one.due.isoformat(),
                "planned": one.is_planned,
            }
            for one in steps
        ],
    }


def steps_from(said: Payload, track: str | None, readers: Readers) -> list[NextStep]:
    """Read the next steps that a round had."""
    return [
        NextStep(
            id=one.get("id") or f"{said['round']}.{number}",
            text=text(one["text"]),
            owner=one["owner"] or None,
            level=Level(one["level"]) if one.get("level") else None,
            due=day_or_none(one["due"]),
            is_planned=one.get("planned", True),
            track=track,
            readers=readers,
        )
        for number, one in enumerate(said["next_steps"])
    ]


def event_payload(one: Happening) -> dict[str, Any]:
    """Write an event."""
    return {
        "id": one.id,
        "track": one.track or "",
        "at": one.at.written,
        "until": "" if one.until is None else one.until.written,
        "text": words(one.text),
        "source": _source_payload(one.source),
        "rivals": [[r.at.written, _source_payload(r.source)] for r in one.rivals],
    }


def event_from(said: Payload, readers: Readers) -> Happening:
    """Read an event."""
    return Happening(
        id=said["id"],
        track=said["track"] or None,
        at=Moment.read(said["at"]),
        until=Moment.read(said["until"]) if said["until"] else None,
        text=text(said["text"]),
        source=_source_from(said["source"]),
        rivals=tuple(
            Rival(at=Moment.read(at), source=_source_from(source)) for at, source in said["rivals"]
        ),
        readers=readers,
    )


def deadline_payload(one: Deadline) -> dict[str, Any]:
    """Write a deadline."""
    return {
        "id": one.id,
        "track": one.track or "",
        "at": one.at.written,
        "text": words(one.text),
        "set_by": one.set_by,
    }


def deadline_from(said: Payload, readers: Readers) -> Deadline:
    """Read a deadline."""
    return Deadline(
        id=said["id"],
        track=said["track"] or None,
        at=Moment.read(said["at"]),
        text=text(said["text"]),
        set_by=said["set_by"],
        readers=readers,
    )


def step_payload(one: NextStep) -> dict[str, Any]:
    """Write a next step."""
    return {
        "id": one.id,
        "track": one.track or "",
        "text": words(one.text),
        "owner": one.owner or "",
        "level": "" if one.level is None else str(one.level),
        "due": "" if one.due is None else one.due.isoformat(),
        "planned": one.is_planned,
        "source": _source_payload(one.source),
    }


def step_from(said: Payload, readers: Readers) -> NextStep:
    """Read a next step."""
    return NextStep(
        id=said["id"],
        track=said["track"] or None,
        text=text(said["text"]),
        owner=said["owner"] or None,
        level=Level(said["level"]) if said["level"] else None,
        due=day_or_none(said["due"]),
        is_planned=said["planned"],
        source=_source_from(said["source"]),
        readers=readers,
    )


def item_payload(one: Item, file: Payload | None = None) -> dict[str, Any]:
    """Write an item, with its file where it is one."""
    return {
        "item": one.id,
        "kind": str(one.kind),
        "text": words(one.text),
        "owner": one.owner,
        "track": one.track or "",
        "at": one.at.written,
        "agreed_days": one.agreed_days,
        "package": dict(one.package),
        "file": dict(file or {}),
    }


def item_from(said: Payload, readers: Readers, carried: tuple[Carried, ...]) -> Item:
    """Read an item; to whom it was carried stands elsewhere."""
    return Item(
        id=said["item"],
        kind=ItemKind(said["kind"]),
        text=text(said["text"]),
        owner=owner_in(said),
        track=said["track"] or None,
        at=Moment.read(said["at"]),
        agreed_days=said["agreed_days"],
        package=said.get("package", {}),
        carried=carried,
        readers=readers,
    )


def owner_in(said: Payload) -> str:
    """Read whose an item is."""
    return said["owner"] or MEDIATION


def words(text: Text | None) -> Any:
    """Write a text: words, or words by language; empty where there is none."""
    if text is None:
        return ""
    (tag, first), *others = text.by_language
    return first if not others and not tag else dict(text.by_language)


def text(said: Any) -> Text:
    """Read a text. Words that somebody typed here are of no language, and stand as they are."""
    return Text((("", said),)) if isinstance(said, str) else Text.of(said)


def text_or_none(said: Any) -> Text | None:
    """Read a text; None where there is none."""
    return text(said) if said else None


def day_or_none(said: str) -> datetime.date | None:
    """Read a day; None where there is none."""
    return datetime.date.fromisoformat(said) if said else None


def _source_payload(source: PublicSource | None) -> Any:
    if source is None:
        return ""
    return {
        "publisher": source.publisher,
        "date": source.date.isoformat(),
        "title": source.title,
        "url": source.url,
    }


def _source_from(said: Any) -> PublicSource | None:
    if not said:
        return None
    return PublicSource(
        publisher=said["publisher"],
        date=datetime.date.fromisoformat(said["date"]),
        title=said["title"],
        url=said["url"],
    )
