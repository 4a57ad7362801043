"""Read ``agreement.yaml``: check it against its case, give the agreement, or all that is wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from goodoffices.agreement import (
    Agreement,
    AgreementEvent,
    AgreementText,
    EventKind,
    Modality,
    Obligation,
    PeriodUnit,
    Precondition,
    RenewalWay,
)
from goodoffices.case import Case, Text
from goodoffices.formats.documents.errors import CaseFileError, Fault
from goodoffices.formats.documents.text_file import read_text
from goodoffices.formats.documents.validation import validate
from goodoffices.formats.documents.yaml_document import Document, PathInFile, parse_yaml
from goodoffices.formats.ours import agreement_file as file
from goodoffices.formats.ours.talks_reader import public_source
from goodoffices.procedure import MEDIATION, PublicSource

#: The file's name in the folder of its case.
AGREEMENT = "agreement.yaml"


def read_agreement(text: str, case: Case, shown: str = AGREEMENT) -> Agreement:
    """Read the text of ``agreement.yaml``. Raises `CaseFileError` with all faults."""
    agreement, faults = agreement_and_faults(parse_yaml(text, shown), case)
    if faults or agreement is None:
        raise CaseFileError(faults)
    return agreement


def agreement_of_folder(folder: Path, case: Case) -> Agreement | None:
    """Read the agreement of a case's folder; None where it has no such file.

    Raises `CaseFileError`.
    """
    path = folder / AGREEMENT
    return read_agreement(read_text(path, AGREEMENT), case) if path.exists() else None


def checked_agreement(folder: Path, case: Case) -> tuple[Agreement | None, list[Fault]]:
    """Read the agreement of a case's folder; give it, and all that is wrong with it."""
    if not (folder / AGREEMENT).exists():
        return None, []
    try:
        document = parse_yaml(read_text(folder / AGREEMENT, AGREEMENT), AGREEMENT)
    except CaseFileError as error:
        return None, list(error.faults)
    return agreement_and_faults(document, case)


def agreement_and_faults(document: Document, case: Case) -> tuple[Agreement | None, list[Fault]]:
    """Read a document as an agreement; give it and everything that is wrong with it."""
    model, faults, _ = validate(file.AgreementFile, document)
    faults = [*document.faults, *faults]
    if model is None:
        return None, faults
    faults += [document.fault(*one) for one in _AgreementChecker(case, model).faults()]
    return (None, faults) if faults else (_agreement(model, case), [])


#: Where, what is wrong, and the remedy.
_Found = tuple[PathInFile, str, str]


class _AgreementChecker:
    """Checks that what the file names exists, and that its clocks can be counted."""

    def __init__(self, case: Case, model: file.AgreementFile) -> None:
        self.model = model
        self.sides = (MEDIATION, *case.party_ids, *(one.id for one in case.third_parties))
        self.texts = [one.id for one in model.texts]
        self.events = {one.id: one for one in model.events}
        self.sources = [one.id for one in model.sources]

    def faults(self) -> Iterator[_Found]:
        """Find all that is wrong, in the order of the file."""
        yield from _twice(("sources",), self.sources)
        yield from _twice(("texts",), self.texts)
        yield from _twice(("events",), [one.id for one in self.model.events])
        for k, text in enumerate(self.model.texts):
            yield from self.of_text(("texts", k), text)
        for k, event in enumerate(self.model.events):
            yield from self.of_event(("events", k), event)

    def of_text(self, path: PathInFile, text: file.AgreementTextIn) -> Iterator[_Found]:
        yield from _unknown((*path, "between"), text.between, self.sides, "side")
        yield from _unknown((*path, "source"), [text.source], self.sources, "source")
        yield from _unknown((*path, "starts_with"), [text.starts_with], self.events, "event")
        if text.starts is not None and text.starts_with is not None:
            words = "the text takes effect at a time and with an event."
            yield (*path, "starts_with"), words, "Write one of `starts` and `starts_with`."
        yield from _twice((*path, "conditions"), [one.id for one in text.conditions])
        for k, one in enumerate(text.conditions):
            where = (*path, "conditions", k)
            yield from _unknown((*where, "met_by"), [one.met_by], self.events, "event")
            yield from _unknown((*where, "named_by"), one.named_by, self.sides, "side")
            yield from _unknown((*where, "denied_by"), one.denied_by, self.sides, "side")
        yield from _twice((*path, "obligations"), [one.id for one in text.obligations])
        for k, owed in enumerate(text.obligations):
            yield from _unknown((*path, "obligations", k, "who"), [owed.who], self.sides, "side")
        if (text.renewal == "silence") != (text.renewed_for is not None):
            words = "silence renews a text for a period, consent for the one of its event."
            remedy = "Write `renewal: silence` and `renewed_for` together, or neither."
            yield (*path, "renewal"), words, remedy
        if text.renewal is not None and text.duration is None:
            words = "a text without a duration has no end at which it is renewed."
            yield (*path, "renewal"), words, "Write its `duration`, or leave `renewal` out."
        yield from self.of_hours(path, text)

    def of_hours(self, path: PathInFile, text: file.AgreementTextIn) -> Iterator[_Found]:
        """Find hours that are counted from a day."""
        about = [
            (k, one)
            for k, one in enumerate(self.model.events)
            if not one.texts or text.id in one.texts
        ]
        met = [self.events[c.met_by] for c in text.conditions if c.met_by in self.events]
        first = self.events.get(text.starts_with or "")
        starts = [text.starts, *(one.at for one in (*met, first) if one is not None)]
        days = any(one is not None and one.time is None for one in starts)
        remedy = "Write the hour from which it is counted, as in 2025-04-19T18:00+03:00, or days."
        periods = {"duration": text.duration, "renewed_for": text.renewed_for}
        for name, period in periods.items():
            if days and period is not None and period.unit is PeriodUnit.HOURS:
                yield (
                    (*path, name),
                    "hours are counted from an hour, and the start is a day.",
                    remedy,
                )
        for k, one in about:
            where = ("events", k)
            is_day = one.at.time is None
            notice = one.kind == "withdrawn" and is_day and text.notice
            if notice and notice.unit is PeriodUnit.HOURS:
                yield (*where, "at"), "notice is given in hours, and this is a day.", remedy
            if one.period is not None and one.period.unit is PeriodUnit.HOURS and (days or is_day):
                yield (*where, "for"), "hours are counted from an hour, not from a day.", remedy

    def of_event(self, path: PathInFile, event: file.AgreementEventIn) -> Iterator[_Found]:
        yield from _unknown((*path, "by"), [event.by], self.sides, "side")
        yield from _unknown((*path, "texts"), event.texts, self.texts, "text")
        yield from _unknown((*path, "source"), [event.source], self.sources, "source")
        if (event.kind == "renewed") != (event.period is not None):
            words = "a renewal is for a period, and nothing else is."
            yield (*path, "for"), words, "Write `for: 60 days` with `kind: renewed` alone."
        if event.kind in ("objected", "withdrawn") and event.by is None:
            yield (*path, "kind"), "it does not say which side did it.", "Write `by`."


def _twice(path: PathInFile, ids: Iterable[str]) -> Iterator[_Found]:
    seen: set[str] = set()
    for k, one in enumerate(ids):
        if one in seen:
            yield (*path, k, "id"), f'the id "{one}" stands twice.', "Rename one of them."
        seen.add(one)


def _unknown(
    path: PathInFile, values: Iterable[str | None], known: Collection[str], what: str
) -> Iterator[_Found]:
    for value in values:
        if value is not None and value not in known:
            listed = ", ".join(known) or "none"
            yield path, f'there is no {what} "{value}".', f"There are: {listed}."


def _agreement(model: file.AgreementFile, case: Case) -> Agreement:
    """Make the agreement of a file in which nothing is wrong."""
    make = _AgreementMaker(case, model)
    return Agreement(
        name=make.words(model.name),
        zone=model.zone,
        texts=tuple(map(make.text, model.texts)),
        events=tuple(map(make.event, model.events)),
    )


class _AgreementMaker:
    """Makes parts of an agreement from their parts of the file."""

    def __init__(self, case: Case, model: file.AgreementFile) -> None:
        self.first_language = case.languages[0]
        self.sources: Mapping[str | None, PublicSource] = {
            one.id: public_source(one) for one in model.sources
        }

    def words(self, words: str | dict[str, str]) -> Text:
        return Text.of(words, self.first_language)

    def text(self, one: file.AgreementTextIn) -> AgreementText:
        return AgreementText(
            id=one.id,
            name=self.words(one.name),
            between=tuple(one.between),
            agreed=one.agreed,
            starts=one.starts,
            starts_with=one.starts_with,
            conditions=tuple(map(self.condition, one.conditions)),
            duration=one.duration,
            first_day_counts=one.first_day_counts,
            renewal=None if one.renewal is None else RenewalWay(one.renewal),
            renewed_for=one.renewed_for,
            notice=one.notice,
            obligations=tuple(map(self.obligation, one.obligations)),
            source=self.sources.get(one.source),
        )

    def condition(self, one: file.ConditionIn) -> Precondition:
        return Precondition(
            id=one.id,
            text=self.words(one.text),
            met_by=one.met_by,
            named_by=tuple(one.named_by),
            denied_by=tuple(one.denied_by),
        )

    def obligation(self, one: file.ObligationIn) -> Obligation:
        return Obligation(
            id=one.id, who=one.who, modality=Modality(one.modality), act=self.words(one.act)
        )

    def event(self, one: file.AgreementEventIn) -> AgreementEvent:
        return AgreementEvent(
            id=one.id,
            kind=EventKind(one.kind),
            at=one.at,
            by=one.by,
            texts=tuple(one.texts),
            period=one.period,
            words=None if one.text is None else self.words(one.text),
            source=self.sources.get(one.source),
        )
