"""Papers, files and packages in words, for pages."""

from __future__ import annotations

from collections.abc import Mapping

from goodoffices.case import Case
from goodoffices.office.access.kinds import PaperKind
from goodoffices.office.access.opened import PaperView
from goodoffices.office.access.paper_heads import FileHead
from goodoffices.preferences import BasisKind, Preferences
from goodoffices.preferences.which_reading import OWN_WORD
from goodoffices.report.wording import Wording


def wanted_in_words(case: Case, one: Preferences) -> dict[str, object]:
    """Write preferences as rows for a page.

    The rows are each issue with its weight, each option with its score; the walk-away value; the
    red lines.
    """
    w = Wording(case)

    def number(value: object) -> str:
        if value is None:
            return "not said"
        ends = [getattr(value, "lower", None), getattr(value, "upper", None)]
        return " to ".join(w.points(e) for e in ends) if None not in ends else w.points(value)  # type: ignore[arg-type]

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
        "none said"
        if one.walk_away is None and not against
        else "as the comparisons with no agreement say"
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
        return "the party's own, given by itself"
    if paper.kind == PaperKind.PACKAGE:
        return "a draft of the mediation"
    if one is None:
        return "does not fit the case as it is now"
    return {
        BasisKind.STATED: (
            "brought by the mediation as the party's word; the party did not give it here"
        ),
        BasisKind.PUBLIC: "read by the mediation from public positions",
        BasisKind.ESTIMATE: "an estimate of the mediation",
        BasisKind.EXERCISE: "invented, for an exercise",
    }[one.basis.kind]


def file_in_words(name: str, w: Wording) -> str:
    """Say what a file of a case is about."""
    kind, _, rest = name.removesuffix(".yaml").partition("/")
    if kind == "packages":
        return w._("the draft “{name}”").format(name=rest)
    if kind == "preferences":
        party, _, reading = rest.partition("/")
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
    w, gone = Wording(case), "(no longer on the table)"
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
            else f"{package[i]} {gone}"
        )
        rows.append((w.issue(i) if known else f"{i} {gone}", option))
    return rows
