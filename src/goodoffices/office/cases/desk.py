"""The mediation's desk: the answer as it stands, where each party stands, and what to do next."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import SideKind
from goodoffices.office.access.opened import ChangeView, EntryView, PaperView
from goodoffices.office.access.paper_heads import (
    EstimateHead,
    FileHead,
    PackageHead,
    PreferencesHead,
)
from goodoffices.office.access.rights import Right
from goodoffices.office.agreement.on_desk import agreement_due
from goodoffices.office.analyses.frontier_drawing import small_frontier
from goodoffices.office.analyses.readings import last_request
from goodoffices.office.analyses.stored_result import StoredResult, readable_results
from goodoffices.office.answers.on_desk import calls_due
from goodoffices.office.items.in_words import items_in_words, may_be_said
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.lazy_words import StrOrPromise
from goodoffices.office.pages.in_words import file_in_words
from goodoffices.office.papers.case_texts import issues_new_since, texts_of
from goodoffices.office.people.readings import list_people
from goodoffices.office.preferences.readings import chosen_readings, why_unfitting
from goodoffices.office.record.in_words import POSITIONS
from goodoffices.office.releases.readings import count_answered, count_releases, newest_positions
from goodoffices.office.talks.on_desk import TalksOnDesk, talks_on_desk
from goodoffices.preferences.which_reading import OWN_WORD
from goodoffices.report.wording import Wording

#: Steps that are named, at most.
MOST_STEPS = 4


@dataclass(frozen=True, kw_only=True)
class PartyStands:
    """Where one party stands.

    ``own_word``: when it gave its preferences, None where it did not; ``is_fitting``: whether they
    fit the case; ``readings``: the names of what the mediation holds of it; ``released``: how often
    something was released to it; ``said``: what it said last of a package, and when; ``answer``:
    to a change that lies before it (empty: none lies there); ``withdrawn``: when it withdrew;
    ``is_locked``: it locked its papers; ``new_since``: issues of which its own word says nothing;
    ``lies``: what lies with it without an answer; ``sayable``: things that may be said to it now.
    """

    party: str
    people: int
    own_word: datetime.datetime | None
    is_fitting: bool
    readings: tuple[str, ...]
    released: int
    answered: int
    answer: str
    said: tuple[str, datetime.datetime] | None = None
    withdrawn: datetime.datetime | None = None
    is_locked: bool = False
    new_since: tuple[str, ...] = ()
    lies: str = ""
    sayable: int = 0


@dataclass(frozen=True)
class Step:
    """Something to do next.

    It is said in words, with why, the name of its page, and the section of the report (empty:
    none).
    """

    words: str
    why: str
    page: str
    section: str = ""


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What the mediation's desk shows.

    ``result``: the last one that says something; ``since``: what changed after it, in words;
    ``is_under_way``: whether an analysis waits or runs. ``frontier``: it drawn small, of two
    parties.
    """

    result: StoredResult | None
    since: tuple[str, ...]
    parties: tuple[PartyStands, ...]
    steps: tuple[Step, ...]
    talks: TalksOnDesk
    is_under_way: bool = False
    frontier: str = ""

    @property
    def withdrawn(self) -> list[PartyStands]:
        """List the parties that withdrew."""
        return [one for one in self.parties if one.withdrawn is not None]


def desk_of(view: CaseView, change: ChangeView | None) -> Desk:
    """Make the desk of somebody of the mediation, as far as she may see.

    There is no answer without the right to the report. ``change``: what lies before the parties.
    """
    held = view.papers(PreferencesHead, EstimateHead, PackageHead)
    # Who may not read the report has none of its papers.
    result = next(readable_results(view), None)
    since = (
        ()
        if result is None
        else _changed_since(result, texts_of(view, held), wording_for_reader(view.case))
        + _chosen_since(result, view)
    )
    talks = talks_on_desk(view, [*calls_due(view), *agreement_due(view)])
    parties = tuple(_stands(view, held, change, talks))
    asked = last_request(view) if view.may(Right.SEE_REPORT) else None
    is_under_way = asked is not None and asked.state in ("waiting", "running")
    return Desk(
        result=result,
        since=since,
        parties=parties,
        steps=tuple(_steps(view, result, since, parties, is_under_way))[:MOST_STEPS],
        talks=talks,
        is_under_way=is_under_way,
        frontier="" if result is None else small_frontier(view.case, result),
    )


def _changed_since(result: StoredResult, texts: Mapping[str, str], w: Wording) -> tuple[str, ...]:
    """List, in words, what differs from that on which a result rests."""
    return tuple(file_in_words(name, w) for name in result.changed_files(texts))


def _chosen_since(result: StoredResult, view: CaseView) -> tuple[str, ...]:
    """List, in words, the parties of which another reading was chosen since."""
    w = wording_for_reader(view.case)
    chosen = [
        p
        for p, r in chosen_readings(view).items()
        if result.rests_on.get(p) not in (r, OWN_WORD, None)
    ]
    return tuple(
        w._("the reading of {party} on which the answer rests").format(party=w.party(p))
        for p in chosen
    )


#: What a party answered to a change of the case, in words.
ANSWERED: Mapping[bool | None, StrOrPromise] = {
    True: pgettext_lazy("a party's answer to a change", "agrees"),
    False: pgettext_lazy("a party's answer to a change", "does not agree"),
    None: pgettext_lazy("a party's answer to a change", "not yet answered"),
}


def _stands(
    view: CaseView,
    held: Sequence[PaperView[FileHead]],
    change: ChangeView | None,
    talks: TalksOnDesk,
) -> list[PartyStands]:
    w = wording_for_reader(view.case)
    sayable = {party: len(items) for party, _n, items in may_be_said(items_in_words(view), view)}
    people = Counter(line.side_id for line in list_people(view) if line.ended_at is None)
    released, answered = count_releases(view), count_answered(view)
    said_last = newest_positions(view)
    # The newest counts.
    given = {paper.party: paper for paper in reversed(view.papers(PreferencesHead))}
    found = []
    for side in (s for s in view.sides if s.kind == SideKind.PARTY):
        own = given.get(side.party)
        readings = sorted(
            p.head.reading
            for p in held
            if isinstance(p.head, EstimateHead) and p.head.party == side.party
        )
        said = None if change is None else change.said.get(side.party)
        answer = "" if change is None else str(ANSWERED[said])
        fits = own is None or not why_unfitting(view, own)
        found.append(
            PartyStands(
                party=w.party(side.party),
                people=people[side.id],
                own_word=None if own is None else own.made_at,
                is_fitting=fits,
                readings=tuple(readings),
                released=released.get(side.party, 0),
                answered=answered.get(side.party, 0),
                said=_position(said_last.get(side.party)),
                answer=answer,
                withdrawn=view.withdrawn.get(side.party),
                is_locked=side.party in view.locked_parties,
                new_since=() if own is None else tuple(issues_new_since(view, own)),
                lies=talks.lies.get(w.party(side.party), ""),
                sayable=sayable.get(side.party, 0),
            )
        )
    return found


def _position(entry: EntryView | None) -> tuple[str, datetime.datetime] | None:
    return None if entry is None else (str(POSITIONS[entry.payload["position"]]), entry.at)


def _steps(
    view: CaseView,
    result: StoredResult | None,
    since: Sequence[str],
    parties: Sequence[PartyStands],
    is_under_way: bool,
) -> list[Step]:
    """List what to do next, the first thing first; nothing that she has no right to."""
    steps = []
    w = wording_for_reader(view.case)
    here = [p for p in parties if p.withdrawn is None]
    unheard = [p.party for p in here if p.own_word is None and not p.readings and not p.is_locked]
    absent = [p.party for p in here if not p.people]
    outdated = [
        p.party for p in here if p.own_word is not None and (p.new_since or not p.is_fitting)
    ]
    if outdated:
        steps.append(
            Step(
                _("Ask {parties} to answer anew").format(parties=w.list_of(outdated)),
                _("the case changed after that; what is new in it is open until then"),
                "people",
            )
        )
    if unheard and view.may(Right.ESTIMATE):
        n, words = len(unheard), w.list_of(unheard)
        steps.append(
            Step(
                ngettext("Estimate what {parties} wants", "Estimate what {parties} want", n).format(
                    parties=words
                ),
                ngettext("until it says so itself", "until they say so themselves", n),
                "estimates",
            )
        )
    if (
        not unheard
        and view.may(Right.ASK_FOR_ANALYSIS)
        and (result is None or since)
        and not is_under_way
    ):
        steps.append(
            Step(
                _("Have the case analysed"),
                _("and read what is possible")
                if result is None
                else _("the last result is of earlier files"),
                "report",
            )
        )
    if absent and view.may(Right.INVITE_ANYWHERE):
        words = _("Invite {parties}").format(parties=w.list_of(absent))
        steps.append(Step(words, _("the first person of each"), "people"))
    return steps if result is None else steps + _steps_from(result, view)


def _steps_from(result: StoredResult, view: CaseView) -> list[Step]:
    """List what to do next with a result."""
    steps = []
    if result.to_find_out:
        steps.append(
            Step(
                _("Find out what settles most"),
                result.to_find_out[0],
                "report_section",
                result.questions.id,
            )
        )
    if result.points:
        steps.append(
            Step(
                _("Walk along the frontier"),
                _("package by package, with what each party gets"),
                "frontier",
            )
        )
    if view.may(Right.RELEASE):
        steps.append(
            Step(
                _("Put a package or a question to a party"),
                _("the page says first what that tells about the others"),
                "release",
            )
        )
    return steps
