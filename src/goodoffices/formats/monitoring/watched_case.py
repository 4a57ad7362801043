"""A case that is watched: its obligations, what reports are read with, and what people decided."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from zoneinfo import ZoneInfo

from goodoffices.agreement import Agreement, life_of
from goodoffices.agreement.period import end_from
from goodoffices.case import Case
from goodoffices.formats.documents.errors import CaseFileError, Fault
from goodoffices.formats.documents.text_file import read_text
from goodoffices.formats.monitoring.library import (
    places_of,
    read_checked,
    vocabulary_of,
)
from goodoffices.formats.monitoring.mapped_reports import NamedPlaces
from goodoffices.formats.monitoring.mapping_checks import refuse_bad_mapping
from goodoffices.formats.monitoring.mapping_file import MappingFile
from goodoffices.formats.monitoring.obligations_file import watched_of_file
from goodoffices.formats.monitoring.reading_reports import ReadWith, ReportsRead, read_reports
from goodoffices.formats.ours.agreement_reader import AGREEMENT, agreement_of_folder
from goodoffices.formats.ours.case_reader import read_case
from goodoffices.formats.ours.monitoring_file import MONITORING, decisions_of_folder
from goodoffices.monitoring.day import DayKnown, day_known, known_by
from goodoffices.monitoring.decisions import Decisions
from goodoffices.monitoring.kinds import Vocabulary
from goodoffices.monitoring.watched import Watched, unknown_kinds, watched_in
from goodoffices.procedure import Moment

#: The zone of days where only a list of obligations is given, and no agreement.
UTC = ZoneInfo("UTC")


@dataclass(frozen=True, kw_only=True)
class FilesToWatch:
    """Files beside the case that say how it is watched; each None or empty: what ships.

    ``obligations``: a list of obligations in the place of the agreement's.
    """

    obligations: Path | None = None
    mappings: Sequence[Path] = ()
    kinds: Path | None = None
    places: Path | None = None


@dataclass(frozen=True, kw_only=True)
class WatchedCase:
    """A case with all that a report of a day stands on.

    ``watched_at``: the obligations as they are known at a time.
    """

    case: Case
    agreement: Agreement | None
    zone: ZoneInfo
    vocabulary: Vocabulary
    decisions: Decisions
    watched_at: Callable[[datetime.datetime], Sequence[Watched]]
    mappings: Sequence[MappingFile]
    places: NamedPlaces

    def read(self, paths: Sequence[Path]) -> ReportsRead:
        """Read files of reports. Raises `CaseFileError` where one is no table that is known."""
        return read_reports(
            paths,
            ReadWith(
                mappings=self.mappings,
                vocabulary=self.vocabulary,
                places=self.places,
                sides=self.decisions.names_of_sides,
                zone=self.zone,
            ),
        )

    def known(
        self,
        read: ReportsRead,
        day: datetime.date,
        known_at: datetime.datetime | None = None,
    ) -> DayKnown:
        """Say what is known of a day until a time; without one, until the end of the day after."""
        until = known_at or known_by(day + datetime.timedelta(days=1), self.zone)
        return day_known(
            read.reports,
            self.watched_at,
            self.vocabulary,
            self.decisions,
            (day, until),
            self.zone,
        )


def watched_case(path: Path, files: FilesToWatch, language: str | None = None) -> WatchedCase:
    """Open a case that is watched: its folder, or a file in it. Raises `CaseFileError`."""
    folder = path.parent if path.name in ("case.yaml", AGREEMENT) else path
    case = read_case(read_text(folder / "case.yaml", "case.yaml"))
    agreement = agreement_of_folder(folder, case)
    if agreement is None and files.obligations is None:
        raise CaseFileError.one(
            AGREEMENT,
            "there is no such file.",
            "Begin it with `goodoffices agreement new`, or give obligations with --obligations.",
        )
    zone = UTC if agreement is None else agreement.zone
    vocabulary = vocabulary_of(files.kinds)
    finders = () if agreement is None else agreement.finders
    decisions = decisions_of_folder(folder, case, zone, finders)
    decisions = _with_deadlines(decisions, agreement)
    watched_at = _watched_at(agreement, files, vocabulary, decisions, language or case.languages[0])
    all_watched = watched_at(datetime.datetime(9000, 1, 1, tzinfo=UTC))
    _refuse_unknown_kinds(all_watched, vocabulary)
    _refuse_unknown_obligations(decisions, [one.id for one in all_watched])
    return WatchedCase(
        case=case,
        agreement=agreement,
        zone=zone,
        vocabulary=vocabulary,
        decisions=decisions,
        watched_at=watched_at,
        mappings=[_mapping(one, vocabulary) for one in files.mappings],
        places=places_of(files.places),
    )


def _with_deadlines(decisions: Decisions, agreement: Agreement | None) -> Decisions:
    """Give each inquiry without a day to answer by the one that the agreement gives."""
    within = None if agreement is None else agreement.answer_within
    if agreement is None or within is None:
        return decisions
    zone = agreement.zone
    inquiries = tuple(
        one
        if one.answer_by is not None
        else replace(one, answer_by=end_from(Moment.at(one.at), within, zone).after)
        for one in decisions.inquiries
    )
    return replace(decisions, inquiries=inquiries)


def _mapping(path: Path, vocabulary: Vocabulary) -> MappingFile:
    """Read a mapping of the user. Raises `CaseFileError`."""
    mapping = read_checked(MappingFile, path, path.name)
    refuse_bad_mapping(mapping, vocabulary, path.name)
    return mapping


def _watched_at(
    agreement: Agreement | None,
    files: FilesToWatch,
    vocabulary: Vocabulary,
    decisions: Decisions,
    language: str,
) -> Callable[[datetime.datetime], Sequence[Watched]]:
    """Give the obligations as they are known at a time: of a list always the same."""
    if files.obligations is not None:
        zone = UTC if agreement is None else agreement.zone
        names = decisions.names_of_sides
        listed = watched_of_file(files.obligations, vocabulary, names, zone)
        return lambda _known_at: listed
    assert agreement is not None
    made = agreement

    def watched_at(known_at: datetime.datetime) -> Sequence[Watched]:
        lives = [life_of(one, made, known_at) for one in made.texts]
        return watched_in(made, lives, vocabulary, language)

    return watched_at


def _refuse_unknown_kinds(watched: Sequence[Watched], vocabulary: Vocabulary) -> None:
    """Refuse obligations that name a kind that is not there: nothing would ever match them."""
    known = [*vocabulary.acts.by_id, *vocabulary.objects.by_id]
    faults = []
    for obligation, kind in unknown_kinds(watched, vocabulary):
        near = get_close_matches(kind, known, 1)
        remedy = f'Did you mean "{near[0]}"?' if near else "Add it to a file for --kinds."
        words = f'the obligation "{obligation}" names a kind "{kind}" that is not known.'
        faults.append(Fault(AGREEMENT, 0, words, remedy))
    if faults:
        raise CaseFileError(faults)


def _refuse_unknown_obligations(decisions: Decisions, known: Sequence[str]) -> None:
    """Refuse findings on obligations that are none: they would count for nothing, unseen."""
    faults = []
    for name in dict.fromkeys(one.obligation for one in decisions.findings):
        if name not in known:
            near = get_close_matches(name, known, 1)
            remedy = f'Did you mean "{near[0]}"?' if near else "Name one that is watched."
            words = f'a finding is on an obligation "{name}" that is not there.'
            faults.append(Fault(MONITORING, 0, words, remedy))
    if faults:
        raise CaseFileError(faults)


def incidents_not_there(decisions: Decisions, read: ReportsRead) -> list[str]:
    """List the incidents (by ids) that decisions speak of, and no report that was read."""
    said = [one.incident for one in decisions.inquiries]
    said += [one.incident for one in decisions.replies]
    said += [one.incident for one in decisions.findings]
    said += [name for one in decisions.same for name in one.incidents]
    there = {one.id for one in read.reports}
    return [name for name in dict.fromkeys(said) if name not in there]


def counted_reasons(read: ReportsRead) -> list[tuple[str, int]]:
    """Count the rows that were set aside by their reasons, the most frequent first.

    Each reason names the first row of which it holds.
    """
    counts = Counter(one.reason for one in read.set_aside)
    first: dict[str, str] = {}
    for one in read.set_aside:
        first.setdefault(one.reason, f"{one.file}:{one.row}")
    named = [(f"{reason} ({first[reason]})", n) for reason, n in counts.items()]
    return sorted(named, key=lambda kv: (-kv[1], kv[0]))
