"""Answers in words: what is put, what the result would tell, what was answered."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.answers.readings import CallRead, list_calls
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.lazy_words import StrOrPromise
from goodoffices.office.pages.in_words import package_rows
from goodoffices.office.record.in_words import ASSESSMENTS
from goodoffices.procedure import Known, what_is_told
from goodoffices.report.wording import Wording

#: What a side can know of the others.
KNOWN: Mapping[Known, StrOrPromise] = {
    Known.ALL_OTHERS_AGREED: gettext_lazy("that all others said yes"),
    Known.THE_OTHER_DID_NOT: gettext_lazy("that the other did not say yes"),
    Known.SOMEBODY_DID_NOT: gettext_lazy("that one of the others at least did not say yes"),
    Known.NOTHING: gettext_lazy("nothing about the others"),
}
CHOICES: Mapping[str, StrOrPromise] = {"yes": gettext_lazy("Yes"), "no": gettext_lazy("No")}


@dataclass(frozen=True, kw_only=True)
class SideAnswered:
    """What a side answered last; ``at`` None: it is silent. ``choice``: what counts then."""

    side: str
    choice: str
    words: str
    at: datetime.datetime | None
    by: str


@dataclass(frozen=True, kw_only=True)
class CallShown:
    """A call as a page shows it.

    ``tells``: own answer, result, and what is known from them; ``answered``: of each side that she
    may know of, its last answer, its words, when it was given, and by whom.
    """

    read: CallRead
    sides: str
    rows: list[tuple[str, str]]
    own: str
    is_ours: bool
    tells: list[tuple[str, bool, str]]
    answered: list[SideAnswered]


def calls_in_words(view: CaseView) -> list[CallShown]:
    """List the calls for answers as a page shows them, the newest first."""
    w = wording_for_reader(view.case)
    return [
        CallShown(
            read=one,
            sides=w.list_of(map(w.party, one.call.sides)),
            rows=package_rows(view.case, one.package) if one.package else [],
            own=str(CHOICES.get(one.seen.own or "", "")),
            is_ours=view.side.party in one.call.sides,
            tells=_tells(one) if one.call.rule.is_sealed else [],
            answered=[] if one.call.rule.is_sealed else _answered(view, one, w),
        )
        for one in list_calls(view)
    ]


def _tells(one: CallRead) -> list[tuple[str, bool, str]]:
    return [
        (str(CHOICES[told.own]), told.joint, str(KNOWN[told.known]))
        for told in what_is_told(one.call.rule, len(one.call.sides))
    ]


def _answered(view: CaseView, one: CallRead, w: Wording) -> list[SideAnswered]:
    """List what each side answered that she may know of: her own, or for the mediation all."""
    own = (view.side.party,) if view.is_party else one.call.sides
    found = []
    for party in own:
        entry = next((e for e in one.given if e.payload["party"] == party), None)
        counts = one.call.rule.silence if entry is None else entry.payload["choice"]
        found.append(
            SideAnswered(
                side=w.party(party),
                choice=str(ASSESSMENTS[counts]),
                words="" if entry is None else entry.payload["words"],
                at=None if entry is None else entry.at,
                by="" if entry is None else entry.actor,
            )
        )
    return found
