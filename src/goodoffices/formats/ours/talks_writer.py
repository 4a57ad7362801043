"""Write ``talks.yaml``: the whole of the talks, or the part that one reader may read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from goodoffices.case import Text
from goodoffices.formats.documents.yaml_writer import Quoted, yaml_text
from goodoffices.procedure import (
    MEDIATION,
    Deadline,
    Happening,
    Item,
    MayBeSaid,
    NextStep,
    PublicSource,
    Readers,
    Rival,
    Round,
    Talks,
    Track,
    part_for,
)


def talks_text(talks: Talks, reader: str = MEDIATION) -> str:
    """Write the talks as the text of a file, as far as a reader may read them.

    What is read again is the same. For another reader than the mediation each thing names that
    reader alone.
    """
    return _Writer(part_for(talks, reader)).text()


class _Writer:
    """Writes talks as plain data, each source once."""

    def __init__(self, talks: Talks) -> None:
        self.talks = talks
        self.sources: dict[PublicSource, str] = {}

    def text(self) -> str:
        """Write the file."""
        lists: dict[str, list[dict[str, Any]]] = {
            "tracks": [self.track(one) for one in self.talks.tracks],
            "rounds": [self.round(one) for one in self.talks.rounds],
            "items": [self.item(one) for one in self.talks.items],
            "events": [self.happening(one) for one in self.talks.happenings],
            "deadlines": [self.deadline(one) for one in self.talks.deadlines],
            "next_steps": [self.next_step(one) for one in self.talks.next_steps],
        }
        sources = [
            {
                "id": Quoted(name),
                **({"title": Quoted(one.title)} if one.title else {}),
                "publisher": Quoted(one.publisher),
                "date": Quoted(one.date.isoformat()),
                **({"url": Quoted(one.url)} if one.url else {}),
            }
            for one, name in self.sources.items()
        ]
        filled = {name: rows for name, rows in (("sources", sources), *lists.items()) if rows}
        return yaml_text({"format": "goodoffices-talks/1", **filled})

    def source(self, source: PublicSource | None) -> Quoted | None:
        """Give the id of a source in this file."""
        if source is None:
            return None
        return Quoted(self.sources.setdefault(source, f"s{len(self.sources) + 1}"))

    def thing(self, one: Round | Item | Happening | Deadline | NextStep) -> dict[str, Any]:
        return _filled(
            id=Quoted(one.id),
            track=_quoted(one.track),
            readers=_readers(one.readers, self.talks.parties),
            source=self.source(one.source),
        )

    def rivals(self, rivals: Iterable[Rival]) -> list[dict[str, Any]]:
        return [_filled(at=Quoted(r.at.written), source=self.source(r.source)) for r in rivals]

    def track(self, one: Track) -> dict[str, Any]:
        return _filled(
            id=Quoted(one.id),
            name=_words(one.name),
            **{"with": [Quoted(p) for p in one.with_parties]},
            also=[Quoted(p) for p in one.also],
            readers=_readers(one.readers, self.talks.parties),
        )

    def round(self, one: Round) -> dict[str, Any]:
        said = one.may_be_said
        return self.thing(one) | _filled(
            begins=Quoted(one.begins.written),
            ends=None if one.ends is None else Quoted(one.ends.written),
            place=_words(one.place),
            host=_quoted(one.host),
            level=None if one.level is None else Quoted(str(one.level)),
            parties=[Quoted(p) for p in one.parties],
            attendance={Quoted(side): n for side, n in one.attendance.items()},
            agenda=_words(one.agenda),
            decided=_words(one.decided),
            outcome_readers=_readers(one.outcome_readers, self.talks.parties),
            may_be_said=None if said is MayBeSaid.NOTHING else Quoted(str(said)),
            disputed=self.rivals(one.rivals),
        )

    def item(self, one: Item) -> dict[str, Any]:
        carried = [
            _filled(
                to=Quoted(c.to),
                at=Quoted(c.at.written),
                answered=None if c.answered is None else Quoted(c.answered.written),
            )
            for c in one.carried
        ]
        return self.thing(one) | _filled(
            kind=Quoted(str(one.kind)),
            text=_words(one.text),
            owner=Quoted(one.owner),
            at=Quoted(one.at.written),
            carried=carried,
            agreed_days=one.agreed_days,
            package={Quoted(issue): Quoted(option) for issue, option in one.package.items()},
            disputed=self.rivals(one.rivals),
        )

    def happening(self, one: Happening) -> dict[str, Any]:
        return self.thing(one) | _filled(
            text=_words(one.text),
            at=Quoted(one.at.written),
            until=None if one.until is None else Quoted(one.until.written),
            disputed=self.rivals(one.rivals),
        )

    def deadline(self, one: Deadline) -> dict[str, Any]:
        return self.thing(one) | _filled(
            text=_words(one.text), at=Quoted(one.at.written), set_by=Quoted(one.set_by)
        )

    def next_step(self, one: NextStep) -> dict[str, Any]:
        return self.thing(one) | _filled(
            text=_words(one.text),
            owner=_quoted(one.owner),
            level=None if one.level is None else Quoted(str(one.level)),
            due=None if one.due is None else Quoted(one.due.isoformat()),
            done=None if one.done is None else Quoted(one.done.isoformat()),
            planned=None if one.is_planned else False,
        )


def _filled(**fields: Any) -> dict[str, Any]:
    """Leave out what is empty."""
    return {k: v for k, v in fields.items() if v not in (None, [], {}, "")}


def _quoted(words: str | None) -> Quoted | None:
    return Quoted(words) if words else None


def _words(text: Text | None) -> Any:
    if text is None:
        return None
    by_language = text.by_language
    if len(by_language) == 1:
        return Quoted(by_language[0][1])
    return {Quoted(tag): Quoted(words) for tag, words in by_language}


def _readers(readers: Readers, parties: tuple[str, ...]) -> list[Quoted]:
    return [Quoted(label) for label in readers.shown(parties) if label != MEDIATION]
