"""Which packages are efficient where numbers are in doubt, and who could sign them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from goodoffices.analysis import Analysis, AnalysisInDoubt, Judged, Possible, Standing
from goodoffices.analysis.doubt.acceptability import Acceptability
from goodoffices.analysis.doubt.regret import COMPARED
from goodoffices.report.content import Section, Table
from goodoffices.report.sections.fairness import shared_options
from goodoffices.report.sections.in_the_middle import percent
from goodoffices.report.side_by_side import side_by_side
from goodoffices.report.wording import Wording

#: Packages that stand in the answer itself beside the drafts; the others stand behind it.
SHOWN = 4


def packages_in_doubt_sections(
    result: AnalysisInDoubt,
    drawn: Acceptability,
    order: Sequence[int],
    w: Wording,
    mark: str,
    *,
    middle: Analysis | None = None,
) -> list[Section]:
    """Say which packages are efficient, who could sign them, and what of the drafts.

    ``order``: of the candidates (positions), drafts first. ``middle``: the analysis of the middle
    of what was said; packages are then shown with what they give there.
    """
    n_drafts = sum(bool(j.names) for j in result.candidates)
    listed = listed_in_doubt(result, order)
    labels = package_labels_in_doubt(listed, w)
    n = max(SHOWN, n_drafts)
    said, differing = _side_by_side(result, listed[:n], labels, w, mark, middle)
    sections = [
        Section(
            id="packages",
            heading=w._("Which packages are efficient, and who could sign them?"),
            paragraphs=_how_many_judged(result, w),
            tables=(_standing_table(result, listed[:n], labels, drawn, w, mark), *differing),
            closing=said,
        )
    ]
    if len(listed) > n:
        said, differing = _side_by_side(result, listed[n:], labels[n:], w, mark, middle)
        sections.append(
            Section(
                id="more-packages",
                heading=w._("Which other packages come next?"),
                tables=(
                    _standing_table(result, listed[n:], labels[n:], drawn, w, mark),
                    *differing,
                ),
                closing=said,
                is_detail=True,
            )
        )
    return sections + _draft_sections(result, listed, w)


def listed_in_doubt(result: AnalysisInDoubt, order: Sequence[int]) -> list[Judged]:
    """List the packages that a report names, in the order of their numbers."""
    n_drafts = sum(bool(j.names) for j in result.candidates)
    return [result.candidates[k] for k in order[: max(COMPARED, n_drafts)]]


def _side_by_side(
    result: AnalysisInDoubt,
    some: Sequence[Judged],
    labels: Sequence[str],
    w: Wording,
    mark: str,
    middle: Analysis | None,
) -> tuple[tuple[str, ...], list[Table]]:
    """Lay packages side by side where they differ, and say what all share."""
    packages = [result.problem.package(j.package) for j in some]
    shared = shared_options(packages) if len(packages) > 1 else {}
    caption = w._("Packages side by side, where they differ")
    tables = (
        side_by_side(
            w, packages, labels, caption, mark, but=shared, more=_worth_rows(middle, packages, w)
        )
        if len(shared) < len(result.problem.case.issues)
        else []
    )
    if not shared:
        return (), tables
    text = w._("The same in all of them: {package}.")
    return (text.format(package=w.package_words(shared)),), tables


def _worth_rows(
    middle: Analysis | None, packages: Sequence[Mapping[str, str]], w: Wording
) -> list[tuple[str, list[str]]]:
    """Make a row for each party of what packages give it in the middle of what was said."""
    if middle is None:
        return []
    problem = middle.problem
    totals = [problem.utilities(problem.indices(package))[0] for package in packages]
    text = w._("{party} gets, in the middle")
    return [
        (
            text.format(party=w.party(party)),
            [w.points(problem.as_utility(int(row[p]), p)) for row in totals],
        )
        for p, party in enumerate(problem.party_ids)
    ]


def _how_many_judged(result: AnalysisInDoubt, w: Wording) -> tuple[str, ...]:
    """Say how many packages were judged, how many of them are efficient, and what was left out."""
    counts = {s: sum(j.standing is s for j in result.candidates) for s in Standing}
    n = len(result.candidates)
    parts = [
        _counted(standing, counts[standing], w)
        for standing in Standing
        if counts[standing] or standing is Standing.EFFICIENT
    ]
    first = w.n_(
        "{n} of {all} package was judged: {parts}.",
        "{n} of {all} packages were judged: {parts}.",
        result.problem.n_packages,
    ).format(n=w.number(n), all=w.number(result.problem.n_packages), parts=w.list_of(parts))
    sentences = [first]
    if result.time_ended:
        sentences.append(
            w._("The time ended before all were judged; more time (--time-limit) judges more.")
        )
    if result.left_out:
        sentences.append(
            w.n_(
                "{n} more that are efficient under the numbers amid "
                "what is known were not looked at.",
                "{n} more that are efficient under the numbers amid "
                "what is known were not looked at.",
                result.left_out,
            ).format(n=w.number(result.left_out))
        )
    return tuple(sentences)


def _counted(standing: Standing, n: int, w: Wording) -> str:
    """Say how many packages were judged to be so."""
    text = {
        Standing.EFFICIENT: w.n_(
            "{n} efficient under all truths", "{n} efficient under all truths", n
        ),
        Standing.PERHAPS: w.n_(
            "{n} efficient under some and not under others",
            "{n} efficient under some and not under others",
            n,
        ),
        Standing.DOMINATED: w.n_("{n} dominated under all", "{n} dominated under all", n),
        Standing.OPEN: w.n_(
            "{n} of which it was not decided", "{n} of which it was not decided", n
        ),
    }[standing]
    return text.format(n=w.number(n))


def _standing_table(
    result: AnalysisInDoubt,
    shown: Sequence[Judged],
    labels: Sequence[str],
    drawn: Acceptability,
    w: Wording,
    mark: str,
) -> Table:
    """Make the table of packages: whether each is efficient, who could sign it, and how often."""
    columns = (
        w._("Package"),
        *(w._("{party} could sign").format(party=w.party(p)) for p in result.problem.party_ids),
        w._("all could sign, of truths drawn"),
        w._("efficient, of truths drawn"),
    )
    at = {result.candidates[k].package: n for n, k in enumerate(drawn.candidates)}
    rows = []
    for label, one in zip(labels, shown, strict=False):
        n = at.get(one.package)
        signed = "" if n is None else percent(drawn.signed[n], w)
        if set(one.accepted) == {Possible.ALWAYS}:
            signed = w._("all (proven)")
        efficient = _standing(one.standing, w)
        if n is not None and one.standing not in (Standing.EFFICIENT, Standing.DOMINATED):
            efficient += ": " + percent(drawn.efficient[n], w)
        rows.append((label, *_signing(one, w), signed, efficient))
    return Table(
        caption=w._("What holds of each package"),
        columns=columns,
        rows=tuple(rows),
        note=_how_to_read(result, shown, drawn, w),
        mark=mark,
        mark_heading=w._("basis"),
    )


def _how_to_read(
    result: AnalysisInDoubt, shown: Sequence[Judged], drawn: Acceptability, w: Wording
) -> str:
    """Say which packages stand in the table, and what is exact in it and what a sample."""
    others = len(shown) - sum(bool(j.names) for j in shown)
    notes = []
    if len(shown) < len(result.candidates):
        n_drafts = len(shown) - others
        text = (
            w.n_(
                "Shown are the drafts and {n} other. First come those that the most parties are "
                "sure to sign, and of these the ones that all sign in the most truths drawn.",
                "Shown are the drafts and {n} others. First come those that the most parties are "
                "sure to sign, and of these the ones that all sign in the most truths drawn.",
                others,
            )
            if n_drafts
            else w.n_(
                "Shown is {n}. First come those that the most parties are sure to sign, and of "
                "these the ones that all sign in the most truths drawn.",
                "Shown are {n}. First come those that the most parties are sure to sign, and of "
                "these the ones that all sign in the most truths drawn.",
                others,
            )
        )
        notes.append(text.format(n=w.number(others)))
    notes.append(
        w._(
            "“Surely”, “proven” and “under all truths” are exact, against all packages. Shares are "
            "a sample of {n} truths drawn from what was said (seed {seed}), in brackets where they "
            "lie with 95 % confidence; there, efficient is meant among the packages looked at. A "
            "share is no probability: nobody said how likely a truth is."
        ).format(n=w.number(drawn.drawn), seed=drawn.seed)
    )
    return " ".join(notes)


def package_labels_in_doubt(shown: Sequence[Judged], w: Wording) -> tuple[str, ...]:
    """Name packages: a draft by its name, others by their number."""
    return tuple(
        w._("draft “{name}”").format(name=j.names[0])
        if j.names
        else w._("package {n}").format(n=w.number(k))
        for k, j in enumerate(shown, 1)
    )


def _standing(standing: Standing, w: Wording) -> str:
    return {
        Standing.EFFICIENT: w._("under all truths"),
        Standing.PERHAPS: w._("under some"),
        Standing.DOMINATED: w._("under none"),
        Standing.OPEN: w._("not decided"),
    }[standing]


def _signing(judged: Judged, w: Wording) -> list[str]:
    """Say for each party whether it could sign a package."""
    ties = judged.at_best_equal or (False,) * len(judged.accepted)
    return [
        w._("at best as good as none") if a is Possible.PERHAPS and tie else _accepted(a, w)
        for a, tie in zip(judged.accepted, ties, strict=True)
    ]


def _accepted(accepted: Possible, w: Wording) -> str:
    return {
        Possible.ALWAYS: w._("surely"),
        Possible.PERHAPS: w._("perhaps"),
        Possible.NEVER: w._("no"),
    }[accepted]


def _draft_sections(result: AnalysisInDoubt, shown: Sequence[Judged], w: Wording) -> list[Section]:
    """Say which drafts break a rule, and what would be better than the others."""
    sections = []
    if result.broken:
        lines = tuple(
            w._(
                "The draft “{name}” does not meet {demands}, whatever the numbers in doubt are."
            ).format(
                name=name, demands=w.list_of(w.demand(result.problem.demands[d]) for d in broken)
            )
            for name, broken in result.broken.items()
        )
        sections.append(
            Section(id="broken-rules", heading=w._("Which drafts break a rule?"), paragraphs=lines)
        )
    drafts = [j for j in shown if j.names and j.rival is not None]
    if drafts:
        sections.append(
            Section(
                id="better",
                heading=w._("What would be better than the drafts?"),
                paragraphs=tuple(_rival_words(result, j, w) for j in drafts),
            )
        )
    return sections


def _rival_words(result: AnalysisInDoubt, judged: Judged, w: Wording) -> str:
    assert judged.rival is not None
    always = judged.standing is Standing.DOMINATED
    text = (
        w._(
            "Whatever the truth, this is at least as good as the draft “{name}” for all and better "
            "for one: {changes}. The other issues stay."
        )
        if always
        else w._(
            "Under some truth this is at least as good as the draft “{name}” for all and better "
            "for one: {changes}. The other issues stay."
        )
    )
    changes = w.semicolons(
        f"{w.issue(issue.id)}: {w.option(issue.id, issue.options[b].id)}"
        for issue, a, b in zip(
            result.problem.case.issues, judged.package, judged.rival, strict=True
        )
        if a != b
    )
    return text.format(name=judged.names[0], changes=changes)
