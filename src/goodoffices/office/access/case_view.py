"""The door for reading: what one person sees of one case.

What is no field or method here cannot reach a page.
"""

from __future__ import annotations

import datetime
import json
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cached_property
from typing import Any, cast

from django.conf import settings
from django.db.models import QuerySet

from goodoffices.case import Case
from goodoffices.formats.ours.answers_file import read_transcript
from goodoffices.formats.ours.new_issues import with_new_issues_open
from goodoffices.office.access.case_identity import CaseIdentity
from goodoffices.office.access.kinds import PaperKind, SideKind
from goodoffices.office.access.log_reader import LogReader
from goodoffices.office.access.opened import (
    ChangeView,
    EntryView,
    Head,
    InvitationLine,
    PaperView,
    PersonLine,
)
from goodoffices.office.access.paper_heads import (
    HEAD_OF,
    AnswersHead,
    CaseDraftHead,
    EstimateHead,
    FileHead,
    NoteHead,
    PackageHead,
    PaperHead,
    PendingHead,
    PreferencesHead,
    ReadingHead,
)
from goodoffices.office.access.rights import Right, has, speaks
from goodoffices.office.access.side_keys import side_key
from goodoffices.office.access.visible_rows import show_rows_of_person
from goodoffices.office.computing.texts import preferences_of
from goodoffices.office.models import (
    CaseChange,
    Entry,
    Invitation,
    KeyedAct,
    Membership,
    Paper,
    Request,
    Side,
)
from goodoffices.office.sealing import clock_and_chance, keys
from goodoffices.preferences import Asked, Preferences, Question
from goodoffices.record import Departure, LogFile
from goodoffices.record.kinds import PACKAGE_RELEASED, QUESTION_RELEASED, EntryKind
from goodoffices.report.wording import Wording

#: From how many acts on that are left a side is told.
FEW_ACTS = 60


class PagedList(Enum):
    """A list that is read page by page, and how many items stand on one page."""

    NOTES = 20
    RECORD = 100


class CaseView(CaseIdentity):
    """One case for one person. Made by `for_person`, for each request anew."""

    def preferences_in(self, paper: PaperView[ReadingHead]) -> tuple[Preferences | None, str]:
        """Read the preferences that a paper holds; None, and why, where they cannot be used.

        That is where they do not fit the case as it is now.
        """
        text, _ = self._fitted(paper)
        return self.read(
            preferences_of, text, self.case, paper.head.file, paper.head.party, paper.head.reading
        )

    def unfitting(self, paper: PaperView[ReadingHead]) -> str:
        """Say why preferences do not fit the case as it is now; empty where they do."""
        return self.preferences_in(paper)[1]

    @property
    def people_of_parties(self) -> list[PersonLine]:
        """List those of the people whom she may know who stand on a party's side."""
        parties = {side.name for side in self.sides if side.kind == SideKind.PARTY}
        return [line for line in self.people() if line.ended_at is None and line.side in parties]

    def people(self) -> list[PersonLine]:
        """List the people whom she may know; those whose membership ended come last.

        Of other sides than her own only those are named who stand there still.
        """
        rows = (
            self._visible_rows.memberships()
            .filter(case_id=self._row.id)
            .select_related("person", "side")
        )
        lines = [
            PersonLine(
                membership=s.id,
                side=s.side.name,
                name=s.person.name,
                roles=tuple(s.roles),
                since=s.since,
                ended_at=s.ended_at,
            )
            for s in sorted(
                rows, key=lambda s: (s.ended_at is not None, s.side.place, s.since, s.person.name)
            )
        ]
        return [line for line in lines if line.ended_at is None or line.side == self._side.name]

    def invitations(self) -> list[InvitationLine]:
        """List the invitations that her side made and nobody has taken up."""
        found = Invitation.objects.filter(
            by_side_id=self._side.id, used_at=None, expires_at__gt=clock_and_chance.now()
        )
        rows = list(found.select_related("side").order_by("made_at", "id"))
        membership = {
            s.id: s
            for s in self._visible_rows.memberships()
            .filter(case_id=self._row.id, ended_at=None)
            .select_related("side")
        }
        led = {s.side_id for s in membership.values() if speaks(s.roles)}
        lines = []
        for row in rows:
            side = row.side
            if side is None:
                continue
            is_over = (
                is_overtaken(row, side, row.by_id in membership, side.id in led)
                or side.left_at is not None
            )
            lines.append(
                InvitationLine(
                    id=row.id,
                    name=row.name,
                    side=side.name,
                    roles=tuple(row.roles),
                    made_at=row.made_at,
                    expires_at=row.expires_at,
                    is_over=is_over,
                )
            )
        return lines

    def papers(self, *heads: type[Head]) -> list[PaperView[Head]]:
        """Open the papers of these kinds that she may read, the newest first."""
        return [self._opened_once(row, heads) for row in self._paper_rows(*heads)]

    def each_paper(self, head: type[Head]) -> Iterator[PaperView[Head]]:
        """Open the papers of a kind one by one, the newest first.

        Each is fetched when it is asked for.
        """
        for paper, _ in self.dates_of(head):
            if (found := self.paper(head, paper)) is not None:
                yield found

    def paper(self, head: type[Head], paper: uuid.UUID) -> PaperView[Head] | None:
        """Open one paper of a kind by its id; None where she may not know of it."""
        row = self._paper_rows(head).filter(pk=paper).first()
        return None if row is None else self._opened_once(row, (head,))

    def dates_of(self, head: type[PaperHead]) -> list[tuple[uuid.UUID, datetime.datetime]]:
        """List the papers of a kind by their ids and times, unopened."""
        return list(self._paper_rows(head).values_list("id", "made_at"))

    def _paper_rows(self, *heads: type[PaperHead]) -> QuerySet[Paper]:
        found = (
            Paper.objects.none()
            if self.is_locked
            else self._visible_rows.papers([head.kind for head in heads])
        )
        return found.select_related("side").order_by("-made_at", "id")

    def _opened_once(self, row: Paper, heads: Sequence[type[Head]]) -> PaperView[Head]:
        """Open a paper of one of these kinds, once.

        Which papers there are is asked anew each time. What one says is opened once, while it is
        what is kept.
        """
        sealed, paper = self._papers_opened.get(row.pk, (b"", None))
        if paper is None or sealed != row.sealed:
            paper = _opened(row)
            self._papers_opened[row.pk] = row.sealed, paper
        if not isinstance(paper.head, tuple(heads)):
            raise keys.NotOpened("The kind of a paper was changed outside this office.")
        return cast("PaperView[Head]", paper)

    @cached_property
    def _papers_opened(self) -> dict[uuid.UUID, tuple[bytes, PaperView[PaperHead]]]:
        return {}

    def own_preferences(self) -> list[PaperView[PreferencesHead]]:
        """List the preferences that her side gave, the newest first."""
        return [p for p in self.papers(PreferencesHead) if p.party == self._side.party]

    def entries(self) -> list[EntryView]:
        """Open the record as far as it is hers to read, the newest entry first."""
        return self._entries

    @cached_property
    def _entries(self) -> list[EntryView]:
        return self._opened_entries(self._entry_rows())

    def page_of(self, listed: PagedList, number: int | None) -> tuple[list[Any], int]:
        """Open the notes or entries on one page of their list, and count the pages.

        Pages are counted from 1; None: all of them.
        """
        rows = self._entry_rows() if listed is PagedList.RECORD else self._paper_rows(NoteHead)
        page_count = max(1, -(-rows.count() // listed.value))
        if number is not None:
            rows = rows[(number - 1) * listed.value : number * listed.value]
        return (
            self._opened_entries(rows)
            if listed is PagedList.RECORD
            else [self._opened_once(row, (NoteHead,)) for row in rows]
        ), page_count

    def _entry_rows(self, *kinds: EntryKind) -> QuerySet[Entry]:
        """List the entries that she may read, of these kinds (none named: all), unopened."""
        if self.is_locked:
            return Entry.objects.none()
        found = self._visible_rows.entries()
        if kinds:
            found = found.filter(
                tag__in=[
                    keys.kind_tag(log, kind.name)
                    for log in self._visible_rows.logs
                    for kind in kinds
                ]
            )
        return found.select_related("log").order_by("-at", "-number", "log__label")

    def _opened_entries(self, rows: Iterable[Entry]) -> list[EntryView]:
        return [self._log_reader.opened(row) for row in rows]

    @cached_property
    def _log_reader(self) -> LogReader:
        return LogReader(self._side)

    def departures(self) -> list[tuple[str, Departure]]:
        """Check the logs that she reads, whole.

        Of each that is not what was entered it gives the log's label and the first place where it
        is not.
        """
        return [] if self.is_locked else self._log_reader.departures(self._visible_rows.entries())

    @cached_property
    def log_names(self) -> dict[str, str]:
        """List the logs that she reads in words, by their labels."""
        common = {
            "parties": "all parties and the mediation",
            "observers": "parties, observers and the mediation",
            "public": "everybody in the case",
        }
        found = {}
        for log in self._visible_rows.read_logs().select_related("side"):
            own = (
                "the mediation alone"
                if log.label == "mediation"
                else f"{log.side.name} and the mediation"
                if log.side is not None
                else ""
            )
            found[log.label] = own or common[log.label]
        return found

    def heads(self) -> list[tuple[str, int, str]]:
        """Give the head of each log that she reads, with its label and its number of entries.

        The head stands for all entries of the log.
        """
        return [] if self.is_locked else self._log_reader.heads(self._visible_rows.entries())

    def log_files(self) -> list[LogFile]:
        """List the logs that she reads, each with what is needed to check it elsewhere."""
        return (
            []
            if self.is_locked
            else self._log_reader.files(
                self._visible_rows.read_logs(), self._visible_rows.entries()
            )
        )

    @cached_property
    def _releases(self) -> list[EntryView]:
        rows = self._entry_rows(PACKAGE_RELEASED, QUESTION_RELEASED)
        return [entry for entry in self._opened_entries(rows) if entry.kind]

    def releases(self) -> list[EntryView]:
        """List the packages and questions that were released to her side, or by the mediation.

        Entries that cannot be trusted are left out; the record names them.
        """
        return self._releases

    def count_released(self) -> Mapping[str, int]:
        """Count the packages and questions that were released to each party, unopened."""
        rows = self._entry_rows(PACKAGE_RELEASED, QUESTION_RELEASED).order_by()
        return Counter(rows.values_list("log__side__party", flat=True))

    def asked_already(self) -> frozenset[object]:
        """List the questions that her side has answered, given or not, by their keys."""
        found: set[object] = set()
        for paper in self.papers(AnswersHead):
            transcript = read_transcript(paper.text, self.case, paper.head.file, drop_faulty=True)
            found |= {a.question.key for a in transcript.answers}
        return frozenset(found)

    def answered(self, entry: EntryView) -> tuple[str, datetime.datetime] | None:
        """Find what the party answered to a question that was put to it, and when it gave that.

        The answer is ``first``, ``second``, ``same``, or empty: not sure. None where the party gave
        no answer yet. It is found as far as she may read what the party gave.
        """
        for paper, first, second, given in self._answers_given:
            asked = (
                entry.payload["to"],
                dict(entry.payload["first"]),
                entry.payload["second"] or None,
            )
            if (paper.party, first, second or None) == asked:
                return str(given or ""), paper.made_at
        return None

    @cached_property
    def _answers_given(self) -> list[tuple[PaperView[PreferencesHead], Any, Any, Any]]:
        """List what was answered in the preferences that she may read, the newest first.

        Each answer stands with its paper, the first package and the second: (paper, first, second,
        answer).
        """
        return [(p, *one) for p in self.papers(PreferencesHead) for one in p.head.answers]

    def questions_put(self) -> list[tuple[Question, str]]:
        """List the questions that the mediation put to her side, each with its words.

        Each names packages between which to choose.
        """
        found = []
        for entry in reversed(self.releases()):
            if entry.kind == "release.question" and entry.payload["to"] == self._side.party:
                first, second = entry.payload["first"], entry.payload["second"]
                if is_package_of(self.case, first) and (
                    not second or is_package_of(self.case, second)
                ):
                    found.append(
                        (
                            Question(asked=Asked.RATHER, first=first, second=second or None),
                            entry.payload["words"],
                        )
                    )
        return found

    def waits_for_me(self) -> list[tuple[str, str]]:
        """List what waits for her, in words, each with the name of its page."""
        me, found = str(self._membership.person_id), []
        if self.may(Right.GIVE_PREFERENCES):
            for waiting in self.papers(PendingHead):
                if waiting.head.by_id != me:
                    found.append(
                        (
                            (
                                f"{waiting.head.by} put preferences before you: "
                                "read them and give them to the mediation"
                            ),
                            "preferences",
                        )
                    )
            for answers in self.papers(AnswersHead):
                if answers.head.confirmed_by not in ("", me):
                    found.append(
                        (
                            (
                                "Somebody of your side confirmed the summary: "
                                "read it and give it to the mediation"
                            ),
                            "summary",
                        )
                    )
        change = (
            self.open_change()
            if self.may(Right.CONSENT) and self._side.party in self.consenting
            else None
        )
        if change is not None and self._side.party not in change.said:
            found.append(("The mediation asks whether the case should change", "change"))
        return found

    def waits_for_others(self) -> bool:
        """Tell whether something of hers waits for a second person of her side."""
        me = str(self._membership.person_id)
        if not self.is_party:
            return False
        is_waiting = any(paper.head.by_id == me for paper in self.papers(PendingHead))
        return is_waiting or any(
            paper.head.confirmed_by == me for paper in self.papers(AnswersHead)
        )

    def second_readers(self) -> list[str]:
        """List the others of her side who may give preferences, by name."""
        rows = (
            self._visible_rows.memberships()
            .filter(side_id=self._side.id, ended_at=None)
            .exclude(pk=self._membership.pk)
            .select_related("person")
        )
        return [
            s.person.name for s in rows if has(Right.GIVE_PREFERENCES, self._side.kind, s.roles)
        ]

    @cached_property
    def acts_left(self) -> int:
        """Count how many more acts of her side the office does within this hour."""
        return max(
            0,
            int(settings.MOST_ACTS_AN_HOUR)
            - KeyedAct.within_an_hour(self._side.id, clock_and_chance.now()).count(),
        )

    @property
    def has_few_acts_left(self) -> bool:
        """Tell whether her side should know how many acts are left."""
        return self.acts_left <= FEW_ACTS

    def last_request(self) -> Request | None:
        """Find the analysis that her side asked for last."""
        return Request.objects.filter(side_id=self._side.id).order_by("-asked_at").first()

    @property
    def fixed_hours(self) -> tuple[str, ...]:
        """List the hours of the day (UTC) at which her side has the case analysed."""
        return tuple(self._side.analysed_at)

    def texts_for_analysis(self) -> dict[str, str]:
        """Write the whole case as its files, as the mediation sees it.

        The files hold parties' own preferences, estimates and packages.
        """
        return self.texts_of(self.papers(EstimateHead, PackageHead, PreferencesHead))

    def texts_of(self, papers: Sequence[PaperView[FileHead]]) -> dict[str, str]:
        """Write the case as its files, of these papers (the newest first)."""
        texts = {"case.yaml": self.case_text}
        # A party's own word last: no file of the mediation's takes its place.
        for is_own in (False, True):
            for paper in reversed(papers):
                if isinstance(paper.head, PreferencesHead) is is_own:
                    texts[paper.head.file] = self._fitted(paper)[0]
        return texts

    def _fitted(self, paper: PaperView[FileHead]) -> tuple[str, tuple[str, ...]]:
        """Fit the text of a paper to the case as it is now, and list the issues that are new since.

        What the new issues are worth is left open.
        """
        if (
            not isinstance(paper.head, EstimateHead | PreferencesHead)
            or paper.head.case == self.case_digest
        ):
            return paper.text, ()
        return self.read(with_new_issues_open, paper.text, self.case, paper.head.file)

    def new_since(self, paper: PaperView[ReadingHead]) -> list[str]:
        """List, in words, the issues that came into the case after preferences were given.

        The preferences say nothing of them.
        """
        w = Wording(self.case)
        return [w.issue(issue) for issue in self._fitted(paper)[1]]

    def chosen_readings(self) -> dict[str, str]:
        """Give of each party the reading on which the mediation would have the answer rest.

        Only those parties are named of which it holds several estimates and where it chose one.
        """
        return {p.head.party: p.head.reading for p in self.papers(EstimateHead) if p.head.is_chosen}

    def case_draft(self) -> str | None:
        """Give the text of the case that the mediation works on.

        None where that is the case itself.
        """
        drafts = self.papers(CaseDraftHead)
        return drafts[0].text if drafts else None

    def open_change(self) -> ChangeView | None:
        """Find the change of the case that lies before the parties."""
        row = (
            CaseChange.objects.filter(case_id=self._row.id, ended_at=None).first()
            if self.is_party or self.is_mediation
            else None
        )
        if row is None:
            return None
        content = json.loads(
            keys.unseal_apart(keys.opening_key(), row.key, row.sealed, f"change {row.pk}")
        )
        said = {
            c.side.party: c.agrees
            for c in self._visible_rows.consents().filter(change=row).select_related("side")
        }
        return ChangeView(
            id=row.pk,
            text=content["case.yaml"],
            words=content["words"],
            put_at=row.put_at,
            said=said,
        )

    def texts_to_export(self) -> dict[str, str]:
        """Write the case as its files, as far as she may take them away.

        That is the public part; of a party its own preferences and answers; of the mediation what
        her roles let her read.
        """
        heads: list[type[FileHead]] = []
        if self.is_mediation and self.may(Right.ESTIMATE):
            # What parties gave is for those alone who read what rests on it.
            given = [PreferencesHead] if self.may(Right.SEE_REPORT) else []
            heads = [EstimateHead, PackageHead, AnswersHead, *given]
        elif self.is_party:
            heads = [AnswersHead, PreferencesHead]
        papers = self.papers(*heads)
        if self.has_withdrawn:
            # As they were given; the case may have gone on without it.
            return {paper.head.file: paper.text for paper in reversed(papers)}
        return self.texts_of(
            [
                p
                for p in papers
                if self.is_mediation
                or not isinstance(p.head, PreferencesHead)
                or p.party == self._side.party
            ]
        )


def cases_of(person: uuid.UUID) -> list[CaseView]:
    """List the cases in which somebody stands, by name."""
    show_rows_of_person(person)
    ids = Membership.objects.filter(person_id=person, ended_at=None).values_list(
        "case_id", flat=True
    )
    views = [
        view for case_id in list(ids) if (view := CaseView.for_person(person, case_id)) is not None
    ]
    return sorted(views, key=lambda view: (view.name, str(view.case_id)))


def is_overtaken(
    invitation: Invitation, side: Side, inviter_stands: bool, has_speaker: bool
) -> bool:
    """Tell whether an invitation ended before somebody took it up.

    It ends with the membership of who invited, and with the locking of the side. Where the
    mediation invited the first person of a party, it ends with the first who came.
    """
    is_taken = invitation.by_side_id != side.id and side.kind == SideKind.PARTY and has_speaker
    return not inviter_stands or is_taken or side.locked_at is not None


def is_package_of(case: Case, package: Mapping[str, str]) -> bool:
    """Tell whether a package settles every issue of a case with one of its options.

    One of an earlier version of the case may not.
    """
    return set(package) == set(case.issue_ids) and all(
        option in case.issue(i).option_ids for i, option in package.items()
    )


def _opened(row: Paper) -> PaperView[PaperHead]:
    """Open a paper. Raises `NotOpened` where it was changed outside this office."""
    kind = next((kind for kind in PaperKind if keys.kind_tag(row.side_id, kind) == row.tag), None)
    content = json.loads(
        keys.unseal_apart(
            side_key(row.side), row.key, row.sealed, f"paper {row.id}", f"paper {row.id} {kind}"
        )
    )
    if kind is None:
        raise keys.NotOpened("The kind of a paper was changed outside this office.")
    # Which of two versions counts hangs on when they were made.
    if content.get("made_at", row.made_at.isoformat()) != row.made_at.isoformat():
        raise keys.NotOpened("The time of a paper was changed outside this office.")
    return PaperView(
        id=row.id,
        side=row.side.name,
        party=row.side.party,
        head=HEAD_OF[kind].from_data(content["head"]),
        text=content["text"],
        made_at=row.made_at,
        expires_at=row.expires_at,
    )
