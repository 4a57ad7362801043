"""Read ``talks.yaml``: check it against its case, give the talks, or all that is wrong.

Beside ids that do not exist it refuses what would tell somebody more than its readers say: what
came of a round to one who may not know that it took place. Whoever may not know of a track reads
the things in it without its name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from goodoffices.case import Case, Text
from goodoffices.formats.documents.errors import CaseFileError, Fault
from goodoffices.formats.documents.text_file import read_text
from goodoffices.formats.documents.validation import validate
from goodoffices.formats.documents.yaml_document import Document, PathInFile, parse_yaml
from goodoffices.formats.ours import talks_file as file
from goodoffices.procedure import (
    MEDIATION,
    Carried,
    Deadline,
    Happening,
    Item,
    NextStep,
    PublicSource,
    Readers,
    Rival,
    Round,
    Talks,
    Track,
)
from goodoffices.procedure.moment import is_before
from goodoffices.procedure.readers import known_readers

#: The file's name in the folder of its case.
TALKS = "talks.yaml"
#: The lists of the file, with what stands in them.
LISTS = ("tracks", "rounds", "items", "events", "deadlines", "next_steps")


def read_talks(text: str, case: Case, shown: str = TALKS) -> Talks:
    """Read the text of ``talks.yaml``, give the talks. Raises `CaseFileError` with all faults."""
    talks, faults = talks_and_faults(parse_yaml(text, shown), case)
    if faults or talks is None:
        raise CaseFileError(faults)
    return talks


def talks_of_folder(folder: Path, case: Case) -> Talks | None:
    """Read the talks of a case's folder; None where it has no such file.

    Raises `CaseFileError`.
    """
    path = folder / TALKS
    return read_talks(read_text(path, TALKS), case) if path.exists() else None


def checked_talks(folder: Path, case: Case) -> tuple[Talks | None, list[Fault]]:
    """Read the talks of a case's folder; give them, and all that is wrong with them."""
    if not (folder / TALKS).exists():
        return None, []
    try:
        return talks_and_faults(parse_yaml(read_text(folder / TALKS, TALKS), TALKS), case)
    except CaseFileError as error:
        return None, list(error.faults)


def talks_and_faults(document: Document, case: Case) -> tuple[Talks | None, list[Fault]]:
    """Read a document as talks; give them and everything that is wrong with them."""
    model, faults, _ = validate(file.TalksFile, document)
    faults = [*document.faults, *faults]
    if model is None:
        return None, faults
    check = _Checker(document, case, model)
    check.everything()
    faults += check.faults
    return (None, faults) if faults else (_talks(model, case), [])


class _Checker:
    """Checks that what the file names exists, and that readers are told no more than they may."""

    def __init__(self, document: Document, case: Case, model: file.TalksFile) -> None:
        self.document, self.case, self.model = document, case, model
        self.faults: list[Fault] = []
        self.parties = case.party_ids
        self.third_parties = tuple(one.id for one in case.third_parties)
        self.sources = {one.id for one in model.sources}
        self.tracks = {one.id for one in model.tracks}

    def fault(self, path: PathInFile, found: str, remedy: str) -> None:
        self.faults.append(self.document.fault(path, found, remedy))

    def known(self, path: PathInFile, value: str | None, known: Collection[str], what: str) -> None:
        """Note a fault where an id is none of those that there are."""
        if value is not None and value not in known:
            listed = ", ".join(known) or "none"
            self.fault(path, f'there is no {what} "{value}".', f"There are: {listed}.")

    def everything(self) -> None:
        """Check all lists."""
        for name in ("sources", *LISTS):
            self.unique(name, [one.id for one in getattr(self.model, name)])
        for name in LISTS:
            for k, one in enumerate(getattr(self.model, name)):
                self.readers((name, k, "readers"), one.readers)
                self.what_all_have((name, k), one)
        for k, track in enumerate(self.model.tracks):
            self.each(("tracks", k, "with"), track.with_parties, self.parties, "party")
            self.each(("tracks", k, "also"), track.also, self.third_parties, "third party")
        for k, held in enumerate(self.model.rounds):
            self.round(("rounds", k), held)
        for k, item in enumerate(self.model.items):
            self.item(("items", k), item)
        everybody = (MEDIATION, *self.parties, *self.third_parties)
        for k, step in enumerate(self.model.next_steps):
            self.known(("next_steps", k, "owner"), step.owner, everybody, "side")

    def unique(self, name: str, ids: Iterable[str]) -> None:
        seen: set[str] = set()
        for k, one in enumerate(ids):
            if one in seen:
                self.fault((name, k, "id"), f'the id "{one}" stands twice.', "Rename one of them.")
            seen.add(one)

    def each(
        self, path: PathInFile, values: Iterable[str], known: Collection[str], what: str
    ) -> None:
        for k, value in enumerate(values):
            self.known((*path, k), value, known, what)

    def readers(self, path: PathInFile, labels: Iterable[str]) -> None:
        self.each(path, labels, known_readers(self.parties), "reader")

    def what_all_have(self, path: PathInFile, one: Any) -> None:
        """Check the source and the track of a thing, and the sources of its rival times."""
        self.known((*path, "source"), getattr(one, "source", None), self.sources, "source")
        for k, rival in enumerate(getattr(one, "disputed", ())):
            self.known((*path, "disputed", k, "source"), rival.source, self.sources, "source")
        track = getattr(one, "track", None)
        self.known((*path, "track"), track, self.tracks, "track")

    def round(self, path: PathInFile, held: file.RoundIn) -> None:
        """Check what a round names, and that who reads its outcome knows that it took place."""
        self.known((*path, "host"), held.host, self.third_parties, "third party")
        self.each((*path, "parties"), held.parties, self.parties, "party")
        self.readers((*path, "outcome_readers"), held.outcome_readers)
        sides = (MEDIATION, *self.parties, *self.third_parties)
        for side in held.attendance:
            self.known((*path, "attendance", side), side, sides, "side")
        if not Readers.of(*held.outcome_readers).within(Readers.of(*held.readers), self.parties):
            self.fault(
                (*path, "outcome_readers"),
                "somebody may read what came of the round and not know that it took place.",
                "Add that reader to `readers`, too.",
            )
        if held.ends is not None and is_before(held.ends, held.begins):
            self.fault((*path, "ends"), "the round ends before it begins.", "Mend one of them.")

    def item(self, path: PathInFile, item: file.ItemIn) -> None:
        """Check what an item names, and that it was carried before it was answered."""
        for issue, option in item.package.items():
            where = (*path, "package", issue)
            self.known(where, issue, self.case.issue_ids, "issue")
            if issue in self.case.issue_ids:
                self.known(where, option, self.case.issue(issue).option_ids, "option")
        self.known((*path, "owner"), item.owner, (MEDIATION, *self.parties), "side")
        if len({one.to for one in item.carried}) < len(item.carried):
            words = "it was carried to one party twice."
            self.fault((*path, "carried"), words, "Name each party once.")
        for k, one in enumerate(item.carried):
            self.known((*path, "carried", k, "to"), one.to, self.parties, "party")
            if one.answered is not None and is_before(one.answered, one.at):
                words = "it was answered before it was carried there."
                self.fault((*path, "carried", k, "answered"), words, "Mend one of them.")


def _talks(model: file.TalksFile, case: Case) -> Talks:
    """Make the talks of a file in which nothing is wrong."""
    make = _Maker(case, {one.id: public_source(one) for one in model.sources})
    return Talks(
        parties=case.party_ids,
        tracks=tuple(map(make.track, model.tracks)),
        rounds=tuple(map(make.round, model.rounds)),
        items=tuple(map(make.item, model.items)),
        happenings=tuple(map(make.happening, model.events)),
        deadlines=tuple(map(make.deadline, model.deadlines)),
        next_steps=tuple(map(make.next_step, model.next_steps)),
    )


def public_source(one: file.PublicSourceIn) -> PublicSource:
    """Make a source of its part of a file."""
    return PublicSource(title=one.title, publisher=one.publisher, date=one.date, url=one.url)


class _Maker:
    """Makes things of the talks from their parts of the file."""

    def __init__(self, case: Case, sources: Mapping[str, PublicSource]) -> None:
        self.first_language, self.sources = case.languages[0], sources

    def text(self, words: str | dict[str, str]) -> Text:
        return Text.of(words, self.first_language)

    def text_or_none(self, words: str | dict[str, str] | None) -> Text | None:
        return None if words is None else self.text(words)

    def of_thing(self, one: file.ThingIn) -> dict[str, Any]:
        """Give what all things have, as their fields."""
        source = None if one.source is None else self.sources[one.source]
        return {
            "id": one.id,
            "track": one.track,
            "readers": Readers.of(*one.readers),
            "source": source,
        }

    def of_disputed(self, one: file.DisputedIn) -> dict[str, Any]:
        rivals = tuple(
            Rival(at=r.at, source=None if r.source is None else self.sources[r.source])
            for r in one.disputed
        )
        return {**self.of_thing(one), "rivals": rivals}

    def track(self, one: file.TrackIn) -> Track:
        return Track(
            id=one.id,
            name=self.text(one.name),
            with_parties=tuple(one.with_parties),
            also=tuple(one.also),
            readers=Readers.of(*one.readers),
        )

    def round(self, one: file.RoundIn) -> Round:
        return Round(
            **self.of_disputed(one),
            begins=one.begins,
            ends=one.ends,
            place=self.text_or_none(one.place),
            host=one.host,
            level=one.level,
            parties=tuple(one.parties),
            attendance=dict(one.attendance),
            agenda=self.text_or_none(one.agenda),
            decided=self.text_or_none(one.decided),
            outcome_readers=Readers.of(*one.outcome_readers),
            may_be_said=one.may_be_said,
        )

    def item(self, one: file.ItemIn) -> Item:
        """Make an item. Its owner, and those to whom it was carried, read it in any case."""
        readers = Readers.of(*one.readers, one.owner, *(c.to for c in one.carried))
        return Item(
            **{**self.of_disputed(one), "readers": readers},
            kind=one.kind,
            text=self.text(one.text),
            owner=one.owner,
            at=one.at,
            carried=tuple(Carried(to=c.to, at=c.at, answered=c.answered) for c in one.carried),
            agreed_days=one.agreed_days,
            package=dict(one.package),
        )

    def happening(self, one: file.EventIn) -> Happening:
        return Happening(
            **self.of_disputed(one), text=self.text(one.text), at=one.at, until=one.until
        )

    def deadline(self, one: file.DeadlineIn) -> Deadline:
        return Deadline(
            **self.of_thing(one), text=self.text(one.text), at=one.at, set_by=one.set_by
        )

    def next_step(self, one: file.NextStepIn) -> NextStep:
        return NextStep(
            **self.of_thing(one),
            text=self.text(one.text),
            owner=one.owner,
            level=one.level,
            due=one.due,
            done=one.done,
            is_planned=one.planned,
        )
