"""What holds under each combination of readings, where numbers are in doubt.

It says whether an agreement is possible, and which packages which reading could sign.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from goodoffices.analysis import AnalysisInDoubt, Possible, Standing
from goodoffices.analysis.doubt.readings_in_doubt import MOST_LISTED, Signing, signing_by_reading
from goodoffices.case import Case
from goodoffices.report.codes import reading_word
from goodoffices.report.content import Report, Section, Table
from goodoffices.report.sections.possible_in_doubt import conflicting
from goodoffices.report.side_by_side import side_by_side
from goodoffices.report.wording import Wording

ResultsInDoubt = Sequence[tuple[Mapping[str, str], AnalysisInDoubt]]


def readings_in_doubt_report(
    case: Case,
    results: ResultsInDoubt,
    drafts: Mapping[str, Mapping[str, str]],
    *,
    today: datetime.date,
    language: str | None = None,
) -> Report:
    """Say how far the answer hangs on which reading of each party is right.

    It holds whatever the numbers in doubt are. ``drafts``: whole packages.
    """
    w = Wording(case, language)
    used = {
        (one.party, one.reading): one
        for p in case.party_ids
        for _, result in results
        for one in result.originals
        if one.party == p
    }
    rests_on = tuple(
        w._("{party}, “{reading}”: {basis}.").format(
            party=w.party(one.party),
            reading=reading_word(one.reading, w),
            basis=w.basis(one.basis, today),
        )
        for one in used.values()
    )
    mark = w.mark(list(used.values()))
    listed = signing_by_reading([result for _, result in results], drafts, MOST_LISTED)
    sections = [_possible(results, w, mark)]
    if listed:
        sections.append(_signing(listed, list(used), w, mark))
    footer = (w._("Ages are counted from {today}.").format(today=w.date(today)),)
    title = w._("{case}: all readings").format(case=w.case_name())
    return Report(
        title=title,
        language=w.language,
        lead=_lead(results, w),
        rests_on=rests_on,
        sections=tuple(sections),
        footer=footer,
        mark=mark,
        direction=w.direction,
    )


def _lead(results: ResultsInDoubt, w: Wording) -> str:
    """Say in how many combinations an agreement is sure, may be possible, or cannot be."""
    counts = {kind: sum(result.possible is kind for _, result in results) for kind in Possible}
    said = [_under(kind, n, w) for kind, n in counts.items() if n]
    return w.n_(
        "Of {all} combinations of readings: {said}.",
        "Of {all} combinations of readings: {said}.",
        len(results),
    ).format(all=w.number(len(results)), said=w.semicolons(said))


def _under(possible: Possible, n: int, w: Wording) -> str:
    """Say of how many combinations this holds."""
    text = {
        Possible.ALWAYS: w.n_(
            "under {n} an agreement is possible whatever the numbers in doubt turn out to be",
            "under {n} an agreement is possible whatever the numbers in doubt turn out to be",
            n,
        ),
        Possible.PERHAPS: w.n_(
            "under {n} that hangs on numbers in doubt",
            "under {n} that hangs on numbers in doubt",
            n,
        ),
        Possible.NEVER: w.n_("under {n} none is possible", "under {n} none is possible", n),
    }[possible]
    return text.format(n=w.number(n))


def _possible(results: ResultsInDoubt, w: Wording, mark: str) -> Section:
    said = {
        Possible.ALWAYS: w._("whatever the truth"),
        Possible.PERHAPS: w._("perhaps"),
        Possible.NEVER: w._("no"),
    }
    rows = []
    for readings, result in results:
        sure = sum(j.standing is Standing.EFFICIENT for j in result.candidates)
        named = w.commas(f"{w.party(p)}: {reading_word(r, w)}" for p, r in readings.items())
        rows.append(
            (
                named,
                said[result.possible],
                w.number(sure),
                w.number(len(result.candidates)),
                w.semicolons(map(w.demand, conflicting(result))),
            )
        )
    columns = (
        w._("Readings"),
        w._("possible"),
        w._("efficient under all truths"),
        w._("packages judged"),
        w._("what cannot hold together"),
    )
    table = Table(
        caption=w._("Under each combination of readings"),
        columns=columns,
        rows=tuple(rows),
        numeric=frozenset({2, 3}),
        mark=mark,
        mark_heading=w._("basis"),
    )
    return Section(id="possible", heading=w._("Is an agreement possible?"), tables=(table,))


def _letter(number: int) -> str:
    """Give a package its letter, A, B, …: other sections number packages of their own."""
    return chr(ord("A") + (number - 1) % 26) * (1 + (number - 1) // 26)


def _signing(
    listed: Sequence[Signing], readings: Sequence[tuple[str, str]], w: Wording, mark: str
) -> Section:
    """Say package by package what each reading would do with it."""
    said = {
        Possible.ALWAYS: w._("surely"),
        Possible.PERHAPS: w._("perhaps"),
        Possible.NEVER: w._("no"),
    }
    labels = [
        w._("draft “{name}”").format(name=one.names[0])
        if one.names
        else w._("package {letter}").format(letter=_letter(k))
        for k, one in enumerate(listed, 1)
    ]
    rows = tuple(
        (label, *(said[one.by[at]] for at in readings))
        for label, one in zip(labels, listed, strict=True)
    )
    columns = (
        w._("Package"),
        *(f"{w.party(p)}{w.comma}{reading_word(r, w)}" for p, r in readings),
    )
    table = Table(
        caption=w._("Who could sign it, by each reading"),
        columns=columns,
        rows=rows,
        mark=mark,
        mark_heading=w._("basis"),
    )
    firm = [label for label, one in zip(labels, listed, strict=True) if one.n_sure == len(readings)]
    if firm:
        first = w._("Every reading could sign {packages}, whatever the truth.").format(
            packages=w.list_of(firm)
        )
    elif any(not one.n_never for one in listed):
        open_ = [label for label, one in zip(labels, listed, strict=True) if not one.n_never]
        first = w._("No reading refuses {packages}, but not all are sure to sign.").format(
            packages=w.list_of(open_)
        )
    else:
        first = w._("Each of these packages is refused by some reading.")
    more = w._(
        "Exact for each package here. Which packages stand here is a choice: the drafts, "
        "and those that most could sign under some combination."
    )
    options = side_by_side(
        w, [one.package for one in listed], labels, w._("These packages, issue by issue"), mark
    )
    return Section(
        id="signing",
        heading=w._("Which packages could which reading sign?"),
        paragraphs=(first, more),
        tables=(table, *options),
    )
