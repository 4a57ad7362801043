"""Papers, files and packages in words, for pages."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from django.utils.translation import gettext as _

from goodoffices.case import Case
from goodoffices.office.access.kinds import PaperKind
from goodoffices.office.access.opened import PaperView
from goodoffices.office.access.paper_heads import FileHead
from goodoffices.office.languages import wording_for_reader
from goodoffices.preferences import BasisKind, Interval, Preferences
from goodoffices.preferences.which_reading import OWN_WORD
from goodoffices.report.wording import Wording


def wanted_in_words(case: Case, one: Preferences) -> dict[str, object]:
    """Write preferences as rows for a page.

    The rows are each issue with its weight, each option with its score; the walk-away value; the
    red lines.
    """
    w = wording_for_reader(case)

    def number(value: Fraction | Interval | None) -> str:
        if value is None:
            return _("not said")
        if isinstance(value, Fraction):
            return w.points(value)
        return _("{low} to {high}").format(low=w.points(value.lower), high=w.points(value.upper))

    issues = [
        (
            w.issue(i.id),
            number(one.weights.get(i.id)),
            [(w.option(i.id, o), number(one.scores.get(i.id, {}).get(o))) for o in i.option_ids],
        )
        for i in case.issues
    ]
    lines = [w.red_line(line) for line in one.red_lines]
    against = any(
        item is None for ranking in one.rankings for group in ranking.groups for item in group
    )
    floor = (
        _("none said")
        if one.walk_away is None and not against
        else _("as the comparisons with no agreement say")
    )
    return {
        "issues": issues,
        "walk_away": floor if one.walk_away is None else number(one.walk_away),
        "red_lines": lines,
    }


def whose_word(paper: PaperView[FileHead], one: Preferences | None) -> str:
    """Say whose word a file of the mediation's or a party's is, read as these preferences.

    It is what a party gave itself, what somebody brought as its word, a public position, an
    estimate, or an invention.
    """
    if paper.kind == PaperKind.PREFERENCES:
        return _("the party's own, given by itself")
    if paper.kind == PaperKind.PACKAGE:
        return _("a draft of the mediation")
    if one is None:
        return _("does not fit the case as it is now")
    return {
        BasisKind.STATED: _(
            "brought by the mediation as the party's word; the party did not give it here"
        ),
        BasisKind.PUBLIC: _("read by the mediation from public positions"),
        BasisKind.ESTIMATE: _("an estimate of the mediation"),
        BasisKind.EXERCISE: _("invented, for an exercise"),
    }[one.basis.kind]


def file_in_words(name: str, w: Wording) -> str:
    """Say what a file of a case is about."""
    kind, _slash, rest = name.removesuffix(".yaml").partition("/")
    if kind == "packages":
        return w._("the draft “{name}”").format(name=rest)
    if kind == "preferences":
        party, _slash, reading = rest.partition("/")
        if reading == OWN_WORD:
            return w._("what {party} says itself").format(party=w.party(party))
        return w._("the reading “{reading}” of {party}").format(
            reading=reading or "only", party=w.party(party)
        )
    return w._("the case itself") if name == "case.yaml" else name


def package_rows(case: Case, package: Mapping[str, str]) -> list[tuple[str, str]]:
    """Write a package issue by issue in words, in the case's order.

    What an earlier version of the case had is named by its id and marked.
    """
    w = wording_for_reader(case)
    gone = _("{name} (no longer on the table)")
    order = [
        *(i for i in case.issue_ids if i in package),
        *(i for i in package if i not in case.issue_ids),
    ]
    rows = []
    for i in order:
        known = i in case.issue_ids
        option = (
            w.option(i, package[i])
            if known and package[i] in case.issue(i).option_ids
            else gone.format(name=package[i])
        )
        rows.append((w.issue(i) if known else gone.format(name=i), option))
    return rows


def moved_rows(
    start: Mapping[str, str], package: Mapping[str, str], w: Wording
) -> list[tuple[str, str, str]]:
    """List where a package differs from another: the issue, its option there, and here."""
    return [
        (w.issue(issue), w.option(issue, start[issue]), w.option(issue, option))
        for issue, option in package.items()
        if start.get(issue, option) != option
    ]
