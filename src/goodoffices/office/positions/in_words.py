"""Proposals and positions in words: the versions, and the map of who stands where."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.analyses.weighing import FrontierMark, marks_of
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.lazy_words import StrOrPromise
from goodoffices.office.pages.in_words import package_rows
from goodoffices.office.pages.package_form import hidden_fields
from goodoffices.office.papers.packages import is_package_of
from goodoffices.office.positions.readings import (
    PositionsRead,
    VersionRead,
    list_said_in_public,
    read_positions,
)
from goodoffices.office.record.in_words import POSITIONS
from goodoffices.office.releases.in_words import PositionShown, position_in_words
from goodoffices.procedure import MEDIATION, Said, Stand, map_of_positions, options_named
from goodoffices.report.talks_in_words import shortened
from goodoffices.report.wording import Wording

#: Versions that a page lists, and that stand side by side in the map; characters of a proposal in a
#: list.
MOST_VERSIONS, MOST_COLUMNS, MOST_IN_A_LINE = 60, 10, 80
SAID: Mapping[Said, StrOrPromise] = {
    Said.OWN: pgettext_lazy("where a party stands", "its own proposal"),
    Said.ACCEPTED: pgettext_lazy("where a party stands", "accepts"),
    Said.ASKED: pgettext_lazy("where a party stands", "asks for this"),
    Said.RESERVED: pgettext_lazy("where a party stands", "reserves"),
    Said.REJECTED: pgettext_lazy("where a party stands", "rejects"),
    Said.ANSWERED: pgettext_lazy("where a party stands", "answered; what it said is not entered"),
    Said.SILENT: pgettext_lazy("where a party stands", "has not answered"),
    Said.NOT_PUT: pgettext_lazy("where a party stands", "not put to it"),
}
MARKS: Mapping[FrontierMark, StrOrPromise] = {
    FrontierMark.EFFICIENT: gettext_lazy(
        "On the frontier: no package is at least as good for all and better for one."
    ),
    FrontierMark.DOMINATED: gettext_lazy(
        "Another package is at least as good for all, and better for one."
    ),
    FrontierMark.BREAKS_A_RULE: gettext_lazy("It breaks a rule of the case."),
}


@dataclass(frozen=True, kw_only=True)
class PartySaid:
    """What a party said of a version, the newest first.

    ``silence``: what is said where it took no position; ``would``: the package that it would accept
    with its changes, as fields to weigh it by; empty where there is none, or for a party.
    """

    party: str
    put: datetime.datetime
    silence: StrOrPromise
    positions: list[PositionShown]
    would: list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class VersionShown:
    """A version as a page shows it.

    ``mark``: what the last analysis says of its package, with the number of a better one, for the
    mediation; ``has_package``: it stands in the map.
    """

    number: int
    id: str
    words: str
    line: str
    owner: str
    at: datetime.datetime
    rows: list[tuple[str, str]]
    mark: StrOrPromise
    better: int | None
    said: list[PartySaid]
    has_package: bool


@dataclass(frozen=True, kw_only=True)
class CellShown:
    """A cell of the map. ``at``: when she said so; None where she did not."""

    option: str
    said: StrOrPromise
    moved: bool
    at: datetime.datetime | None


@dataclass(frozen=True, kw_only=True)
class PublicShown:
    """What a party said in public, as a page shows it.

    ``about``: who published it and when, of which version it speaks, how the mediation reads it.
    """

    party: str
    words: str
    about: list[str]


@dataclass(frozen=True, kw_only=True)
class PositionsShown:
    """All that the page of positions shows.

    ``versions``: the newest first; ``columns``: those of the map, the earliest first; ``tables``:
    for each party its rows: an issue, and a cell for each column; ``left_out``: earlier versions
    that the map leaves out; ``unlisted``: those that the page leaves out.
    """

    versions: list[VersionShown]
    columns: list[VersionShown]
    tables: list[tuple[str, list[tuple[str, list[CellShown]]]]]
    left_out: int
    unlisted: int
    public: list[PublicShown]

    @property
    def offered(self) -> list[tuple[str, str]]:
        """List the versions by their ids, each in one line."""
        return [(one.id, f"{one.number}. {one.line}") for one in self.versions]


def positions_in_words(view: CaseView) -> PositionsShown:
    """Write the proposals and positions that she may know as a page shows them."""
    read, w = read_positions(view), wording_for_reader(view.case)
    unlisted = max(0, len(read.versions) - MOST_VERSIONS)
    listed = read.versions[unlisted:]
    marks: Sequence[tuple[FrontierMark | None, int | None]] = [(None, None)] * len(listed)
    if view.may(Right.SEE_REPORT):
        marks = marks_of(view, [one.version.package for one in listed])
    shown = [
        _version(view, read, one, number, mark, w)
        for number, (one, mark) in enumerate(zip(listed, marks, strict=True), unlisted + 1)
    ]
    drawn = [k for k, one in enumerate(listed) if one.version.package]
    left_out = max(0, len(drawn) - MOST_COLUMNS)
    columns = drawn[left_out:]
    numbers = {one.id: one.number for one in shown}
    return PositionsShown(
        versions=shown[::-1],
        columns=[shown[k] for k in columns],
        tables=_tables(view, read, [listed[k] for k in columns], w),
        left_out=left_out,
        unlisted=unlisted,
        public=[
            PublicShown(
                party=w.party(one.payload["party"]),
                words=one.payload["words"],
                about=_about(one.payload, numbers.get(one.payload["of"]), w),
            )
            for one in list_said_in_public(view)
        ],
    )


def _about(said: Mapping[str, Any], number: int | None, w: Wording) -> list[str]:
    """Say who published a statement and when, of which version it speaks, and how it is read."""
    source = said["source"]
    day = w.date(datetime.date.fromisoformat(source["date"]))
    found = [_("{publisher}, {day}").format(publisher=w.isolated(source["publisher"]), day=day)]
    if number is not None:
        found.append(_("of No. {number}").format(number=number))
    if said["position"]:
        read = _("read by us as: {position}")
        found.append(read.format(position=POSITIONS[said["position"]]))
    return found


def _version(
    view: CaseView,
    read: PositionsRead,
    one: VersionRead,
    number: int,
    mark: tuple[FrontierMark | None, int | None],
    w: Wording,
) -> VersionShown:
    words = w.text(one.text)
    return VersionShown(
        number=number,
        id=one.version.id,
        words=words,
        line=shortened(" ".join(words.split()), MOST_IN_A_LINE),
        owner=_owner(view, one, w),
        at=one.version.at,
        rows=package_rows(view.case, one.version.package),
        mark="" if mark[0] is None else MARKS[mark[0]],
        better=mark[1],
        said=[
            _said(view, read, one, party, at, w)
            for party, at in one.version.put.items()
            if view.is_mediation or party == view.side.party
        ],
        has_package=bool(one.version.package),
    )


def _owner(view: CaseView, one: VersionRead, w: Wording) -> str:
    owner = one.version.owner
    if view.side.party and owner == view.side.party:
        words = _("your side")
    else:
        words = _("the mediation") if owner == MEDIATION else w.party(owner) if owner else ""
    if not one.is_non_paper:
        return words
    if not words:
        return _("a non-paper, without an author")
    return _("a non-paper of {owner}, without an author for others").format(owner=words)


def _said(
    view: CaseView,
    read: PositionsRead,
    one: VersionRead,
    party: str,
    put: datetime.datetime,
    w: Wording,
) -> PartySaid:
    pairs = [
        (position, entry)
        for position, entry in zip(read.positions, read.entries, strict=True)
        if position.party == party and position.version == one.version.id
    ][::-1]
    would: dict[str, str] = {}
    if pairs and pairs[0][0].choice == "if" and view.may(Right.SEE_REPORT):
        would = options_named(one.version, pairs[0][0])
    return PartySaid(
        party=w.party(party),
        put=put,
        silence=SAID[Said.ANSWERED if party in one.version.answered else Said.SILENT],
        positions=[position_in_words(view.case, entry) for _position, entry in pairs],
        would=hidden_fields(would) if is_package_of(view.case, would) else [],
    )


def _tables(
    view: CaseView, read: PositionsRead, versions: Sequence[VersionRead], w: Wording
) -> list[tuple[str, list[tuple[str, list[CellShown]]]]]:
    """Write the map: for each party that she may know of, issue by issue, a cell a version."""
    parties = [view.side.party] if view.is_party else list(view.case.party_ids)
    issues = view.case.issue_ids
    found = map_of_positions(parties, issues, [one.version for one in versions], read.positions)
    return [
        (
            w.party(party),
            [
                (w.issue(issue), [_cell(view, issue, one, w) for one in found[(party, issue)]])
                for issue in issues
                if any(one.version.package.get(issue) for one in versions)
            ],
        )
        for party in parties
        if versions
    ]


def _cell(view: CaseView, issue: str, one: Stand, w: Wording) -> CellShown:
    known = one.option in view.case.issue(issue).option_ids
    return CellShown(
        option=w.option(issue, one.option) if known else one.option,
        said=SAID[one.said],
        moved=one.moved,
        at=one.at,
    )
