"""From an allegation to a finding: inquiry, the right of reply, and who may find, at a time.

A finding counts once all say it whom the rule names, and not before the side that is accused has
answered or its time to answer is over. What was entered later than the time asked about is not
known then.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class Status(StrEnum):
    """How far an allegation has come; the words of the JSON output."""

    ALLEGED = "alleged"
    UNDER_INQUIRY = "under_inquiry"
    ANSWERED = "answered"
    VERIFIED = "verified"
    NOT_VERIFIED = "not_verified"
    REFUTED = "refuted"
    OUTSIDE = "outside"


#: What can be found.
FOUND = (Status.VERIFIED, Status.NOT_VERIFIED, Status.REFUTED, Status.OUTSIDE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A file that a finding rests on, by its digest; the file itself stays where it is kept.

    ``derived_from``: the digest of the original where this was made from another file: a cut, an
    enlargement, a translation.
    """

    name: str
    sha256: str
    derived_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """That somebody looks into an incident. ``answer_by``: until when the accused may answer."""

    incident: str
    at: datetime.datetime
    by: str
    answer_by: datetime.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a side answers to an allegation against it."""

    incident: str
    at: datetime.datetime
    by: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one of those found whom the rule names."""

    incident: str
    obligation: str
    at: datetime.datetime
    by: str
    found: Status
    words: str = ""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRule:
    """Who finds, by the agreement. ``by``: all of them must say the same."""

    by: tuple[str, ...] = ("mediation",)


class Entered(Protocol):
    """What was entered about allegations, and who finds."""

    @property
    def rule(self) -> FindingRule: ...
    @property
    def inquiries(self) -> Sequence[Inquiry]: ...
    @property
    def replies(self) -> Sequence[Reply]: ...
    @property
    def findings(self) -> Sequence[Finding]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class AllegationStanding:
    """How an allegation stands at a time.

    ``since``: when each stage was reached that was; ``waits_for``: whose word is missing.
    ``is_too_early``: a finding was entered before the accused had its say; it does not count yet.
    """

    status: Status
    since: tuple[tuple[Status, datetime.datetime], ...]
    waits_for: tuple[str, ...] = ()
    is_too_early: bool = False
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)

    @property
    def days_in_stages(self) -> tuple[tuple[Status, float], ...]:
        """Give how long each stage took that is over, in days."""
        pairs = zip(self.since, self.since[1:], strict=False)
        return tuple((s, (t2 - t1).total_seconds() / 86_400) for (s, t1), (_, t2) in pairs)


def standing_of(
    reports: Collection[str],
    obligation: str,
    accused: Iterable[str],
    alleged_at: datetime.datetime,
    entered: Entered,
    known_at: datetime.datetime,
) -> AllegationStanding:
    """Tell how an allegation against sides stands by what was entered until a time.

    ``reports``: the ids of all reports of the incident; what was entered of one of them, before
    they were joined or after, counts for all.
    """
    rule, since = entered.rule, [(Status.ALLEGED, alleged_at)]
    looked = [one for one in entered.inquiries if one.incident in reports and one.at <= known_at]
    opened = min(looked, key=lambda one: one.at, default=None)
    answered_at = _answered_at(reports, tuple(accused), looked, entered.replies, known_at)
    if opened is not None:
        since.append((Status.UNDER_INQUIRY, opened.at))
    if answered_at is not None:
        since.append((Status.ANSWERED, answered_at))
    said = sorted(
        (
            one
            for one in entered.findings
            if one.incident in reports
            and one.obligation == obligation
            and (opened is None or opened.at <= one.at)
            and one.at <= known_at
        ),
        key=lambda one: one.at,
    )
    last = {one.by: one for one in said if one.by in rule.by}
    missing = tuple(side for side in rule.by if side not in last)
    if last and answered_at is None:
        return AllegationStanding(
            status=since[-1][0], since=tuple(since), waits_for=missing, is_too_early=True
        )
    agreed = _agreed_finding(said, rule)
    if agreed and answered_at is not None:
        found_at = max(answered_at, *(one.at for one in agreed))
        status = agreed[0].found
        evidence = {e: None for one in agreed for e in one.evidence}
        return AllegationStanding(
            status=status, since=(*since, (status, found_at)), evidence=tuple(evidence)
        )
    waits_for = missing if opened is not None or last else ()
    return AllegationStanding(status=since[-1][0], since=tuple(since), waits_for=waits_for)


def _agreed_finding(said: Sequence[Finding], rule: FindingRule) -> tuple[Finding, ...]:
    """Give what all who find last said alike, one of each; nothing where they never did.

    What they found together stands until they find something else together: one alone undoes it
    not.
    """
    last: dict[str, Finding] = {}
    agreed: tuple[Finding, ...] = ()
    for one in said:
        if one.by not in rule.by:
            continue
        last[one.by] = one
        if len(last) == len(set(rule.by)) and len({each.found for each in last.values()}) == 1:
            is_new = not agreed or agreed[0].found is not one.found
            agreed = tuple(last.values()) if is_new else agreed
    return agreed


def _answered_at(
    reports: Collection[str],
    accused: Sequence[str],
    looked: Sequence[Inquiry],
    replies: Sequence[Reply],
    known_at: datetime.datetime,
) -> datetime.datetime | None:
    """Give when all accused had answered, or their time was over; None while neither is so.

    Where nobody is accused there is nobody to wait for once an inquiry is open.
    """
    if not looked:
        return None
    opened = min(one.at for one in looked)
    deadline = max((one.answer_by for one in looked if one.answer_by), default=None)
    moments = [opened]
    for side in accused:
        own = [
            one.at
            for one in replies
            if one.incident in reports and one.by == side and one.at <= known_at
        ]
        is_over = deadline is not None and deadline <= known_at
        if own and not (is_over and deadline is not None and min(own) > deadline):
            moments.append(max(min(own), opened))
        elif deadline is not None and is_over:
            # A later answer is read, and moves nothing.
            moments.append(deadline)
        else:
            return None
    return max(moments)
