"""What a version of a text gives each party, by the package that the mediation takes it to say."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from goodoffices.office.access.acting import acting
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.analyses.weighed_packages import gained, moves_without_loss
from goodoffices.office.analyses.weighing import (
    FrontierMark,
    marks_of,
    result_of_this_case,
    weighed_by_readings,
)
from goodoffices.office.computing.worth import Weighed
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.papers.packages import broken_rules, is_package_of
from goodoffices.office.record.commands import log_of, record
from goodoffices.office.refusal import Refused
from goodoffices.office.texts.readings import TextRead, find_text
from goodoffices.record.kinds import TEXT_LINKED

#: Single changes that are tried, at most.
MOST_TRIED = 300


def linked_packages(view: CaseView, text: TextRead) -> dict[int, Mapping[str, str]]:
    """Find which package each version of a text is taken to say, by its number."""
    entries = reversed(view.entries_of(TEXT_LINKED))
    return {
        one.payload["version"]: one.payload["package"]
        for one in entries
        if one.kind and one.payload["text"] == text.id
    }


def link_package(
    view: CaseView,
    text: str,
    version: int,
    package: Mapping[str, str] | None,
    idempotency_key: uuid.UUID | None,
) -> None:
    """Enter which package a version is taken to say. Raises `Refused`."""
    with acting(view, Right.WRITE_TEXTS, idempotency_key) as act:
        found = find_text(view, text)
        if found is None or found.version(version) is None:
            raise Refused(_("There is no such version."))
        if package is None or not is_package_of(view.case, package):
            raise Refused(_("Choose an option for each issue."))
        said = {"text": text, "version": version, "package": dict(package)}
        record(log_of(act.side), view.actor, TEXT_LINKED, act.at, said)


@dataclass(frozen=True, kw_only=True)
class SingleChange:
    """A package that differs in one issue, costs nobody anything and gives somebody more.

    ``gains``: of those who gain by it, each with how much.
    """

    issue: str
    before: str
    after: str
    gains: list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class VersionWeighed:
    """A version's package, weighed. ``moved``: what each party gains over the one before it.

    ``changes``: single changes that help; ``is_tried``: they were looked for: the readings on which
    the last analysis rests are known; ``is_cut``: only among the first `MOST_TRIED`.
    """

    version: int
    package: Mapping[str, str]
    weighed: list[Weighed]
    mark: FrontierMark | None
    better: int | None
    broken: list[str]
    since: int
    moved: list[tuple[str, str]]
    changes: list[SingleChange]
    is_tried: bool
    is_cut: bool


def weigh_version(view: CaseView, text: TextRead) -> VersionWeighed | None:
    """Weigh the newest version that has a package, for the mediation alone; None where none has."""
    linked = {n: p for n, p in linked_packages(view, text).items() if is_package_of(view.case, p)}
    if not linked:
        return None
    versions = sorted(linked)
    package = linked[versions[-1]]
    before = linked[versions[-2]] if len(versions) > 1 else None
    result = result_of_this_case(view)
    rests_on: Mapping[str, str] = {} if result is None else result.rests_on
    mark, better = marks_of(view, [package])[0]
    tried = _tried(view, package)
    return VersionWeighed(
        version=versions[-1],
        package=package,
        weighed=weighed_by_readings(view, [package])[0],
        mark=mark,
        better=better,
        broken=broken_rules(view.case, package),
        since=versions[-2] if before is not None else 0,
        moved=_moved(view, before, package, rests_on) if before is not None and rests_on else [],
        changes=_single_changes(view, package, tried[:MOST_TRIED], rests_on) if rests_on else [],
        is_tried=bool(rests_on),
        is_cut=len(tried) > MOST_TRIED,
    )


def _moved(
    view: CaseView,
    before: Mapping[str, str],
    package: Mapping[str, str],
    rests_on: Mapping[str, str],
) -> list[tuple[str, str]]:
    """Say what each party gains or loses from one package to another, where that is certain."""
    w = wording_for_reader(view.case)
    was, now = weighed_by_readings(view, [before, package], rests_on)
    return [
        (one.party, gained(w, one.worth, old.worth))
        for old, one in zip(was, now, strict=True)
        if one.worth is not None and old.worth is not None
    ]


def _single_changes(
    view: CaseView,
    package: Mapping[str, str],
    tried: Sequence[tuple[str, str]],
    rests_on: Mapping[str, str],
) -> list[SingleChange]:
    """List the single changes that help by the readings on which the last analysis rests."""
    packages = [package, *({**package, issue: option} for issue, option in tried)]
    weighed = weighed_by_readings(view, packages, rests_on)
    w = wording_for_reader(view.case)
    found = []
    for (issue, option), row in zip(tried, weighed[1:], strict=True):
        if (0, 1) not in moves_without_loss(rests_on, [weighed[0], row]):
            continue
        gains = [
            (one.party, gained(w, one.worth, old.worth))
            for old, one in zip(weighed[0], row, strict=True)
            if one.worth is not None and old.worth is not None and one.worth[0] > old.worth[1]
        ]
        before, after = w.option(issue, package[issue]), w.option(issue, option)
        found.append(SingleChange(issue=w.issue(issue), before=before, after=after, gains=gains))
    return found


def _tried(view: CaseView, package: Mapping[str, str]) -> list[tuple[str, str]]:
    """List the single changes that break no rule of the case: each issue with another option."""
    return [
        (issue.id, option)
        for issue in view.case.issues
        for option in issue.option_ids
        if option != package[issue.id]
        and not broken_rules(view.case, {**package, issue.id: option})
    ]
