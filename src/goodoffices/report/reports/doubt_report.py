"""The report where numbers are in doubt: what holds whatever the truth, what may hold, what cannot."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import groupby

from goodoffices.analysis import AnalysisInDoubt, Demand, DemandKind, Judged, Possible, Standing
from goodoffices.analysis.doubt.acceptability import Acceptability, Share
from goodoffices.analysis.doubt.regret import COMPARED, Regrets, by_acceptance
from goodoffices.analysis.doubt.what_to_find_out import WhatToFindOut
from goodoffices.preferences import Interval, Preferences
from goodoffices.report.content import Report, Section, Table
from goodoffices.report.side_by_side import side_by_side
from goodoffices.report.wording import Wording


def doubt_report(
    result: AnalysisInDoubt,
    *,
    today: datetime.date,
    questions: WhatToFindOut,
    shares: Acceptability,
    regretted: Regrets | None = None,
    language: str | None = None,
    notes: tuple[str, ...] = (),
) -> Report:
    """Everything that an analysis in doubt says, what to ask next, and how often things hold among truths drawn at random."""
    w = Wording(result.problem.case, language)
    mark = w.mark(result.originals)
    lead = {
        Possible.ALWAYS: w._(
            "An agreement is possible, whatever the numbers in doubt turn out to be."
        ),
        Possible.PERHAPS: w._(
            "An agreement may be possible, but no one package is sure to be acceptable to all: that hangs on numbers in doubt."
        ),
        Possible.NEVER: w._(
            "No agreement is possible, whatever the numbers in doubt turn out to be."
        ),
    }[result.possible]
    rests_on = []
    if mark:
        rests_on.append(
            w._(
                "Exercise values: the numbers are invented for teaching, or come from another program's file, and say nothing of any real party."
            )
        )
    for one in result.originals:
        doubtful = one.unsupported()
        name = w.party(one.party) + (
            "" if one.reading == "only" else w._(", reading “{name}”").format(name=one.reading)
        )
        text = w.n_(
            "{name}: {basis}; {n} number is in doubt.",
            "{name}: {basis}; {n} numbers are in doubt.",
            len(doubtful),
        )
        text = text if doubtful else w._("{name}: {basis}; no number is in doubt.")
        rests_on.append(text.format(name=name, basis=w.basis(one.basis, today), n=len(doubtful)))
    sections = (
        _possible(result, w),
        *_packages(result, shares, w, mark),
        *([] if regretted is None else [_regret(result, regretted, w, mark)]),
        _meaning(result, w),
        _ask(result, questions, w),
    )
    footer = (
        w._("The numbers are models of what parties want. The software lays out; people decide."),
        w._("Counted from {today}.").format(today=today.isoformat()),
    )
    return Report(
        title=w.case_name(),
        language=w.language,
        lead=lead,
        rests_on=(*rests_on, *notes),
        sections=sections,
        footer=footer,
        mark=mark,
        direction=w.direction,
    )


def _meaning(result: AnalysisInDoubt, w: Wording) -> Section:
    named = [
        f"{w.party(one.party)}: {_in_doubt(one, w)}."
        for one in result.originals
        if one.unsupported()
    ]
    for one, doubt in zip(result.originals, result.doubts, strict=True):
        if doubt.rows and one.rankings:
            known = "; ".join(w.ranking(ranking) for ranking in one.rankings)
            named.append(
                w._("Known in order of {party}: {rankings}.").format(
                    party=w.party(one.party), rankings=known
                )
            )
    return Section(
        id="meaning",
        heading=w._("What does “whatever the truth” mean?"),
        paragraphs=(
            w._(
                "A number in doubt may be any in its interval, a blank score or walk-away value any from 0 to 100, a blank weight anything. What is true of one party has no bearing on what is true of another."
            ),
            w._(
                "What is said to hold for all truths is exact and proven against all packages; no number was put in the place of an interval. Only which packages are looked at was chosen by numbers amid what is known, one of those that are worth the same to all there."
            ),
            w._("In doubt are:"),
        ),
        bullets=tuple(named),
    )


def _in_doubt(one: Preferences, w: Wording) -> str:
    """What of a party is in doubt: what lies between bounds, and what is blank."""
    places: list[tuple[str, Fraction | Interval | None]] = [
        (w._("the weight of {issue}").format(issue=w.issue(issue)), weight)
        for issue, weight in one.weights.items()
    ]
    for issue, row in one.scores.items():
        text = w._("the score of {issue}: {option}")
        places += [
            (text.format(issue=w.issue(issue), option=options), score)
            for options, score in _with_equal_scores(issue, row, w)
        ]
    places.append(
        (
            w._("the walk-away value"),
            Fraction(0) if one.walk_away is None and not one.walk_away_is_blank else one.walk_away,
        )
    )
    between = [
        w._("{what} ({low} to {high})").format(
            what=what, low=w.points(value.lower), high=w.points(value.upper)
        )
        for what, value in places
        if isinstance(value, Interval)
    ]
    blank = [what for what, value in places if value is None]
    parts = [w._("between bounds {listed}").format(listed="; ".join(between))] if between else []
    parts += [w._("blank {listed}").format(listed="; ".join(blank))] if blank else []
    lines = "; ".join(w.red_line(line) for line in one.possible_red_lines)
    return ". ".join(
        [
            *parts,
            *(
                [w._("perhaps a red line, and perhaps none: {listed}").format(listed=lines)]
                if lines
                else []
            ),
        ]
    )


def _with_equal_scores(
    issue: str, row: Mapping[str, Fraction | Interval | None], w: Wording
) -> list[tuple[str, Fraction | Interval | None]]:
    """Options in words with their scores; numbers of a scale that follow one another and have the same are one."""
    if not w.case.issue(issue).is_scale:
        return [(w.option(issue, option), score) for option, score in row.items()]
    between = w._("{low} to {high}")
    runs = [(list(run), score) for score, run in groupby(row, row.__getitem__)]
    return [
        (
            w.option(issue, o[0])
            if len(o) == 1
            else between.format(low=o[0], high=w.option(issue, o[-1])),
            score,
        )
        for o, score in runs
    ]


def _possible(result: AnalysisInDoubt, w: Wording) -> Section:
    heading = w._("Is an agreement possible?")
    if result.example is None:
        sentences = [
            w._(
                "Whatever the numbers in doubt are, no package keeps every rule, crosses no red line and reaches every walk-away value."
            )
        ]
        return Section(
            id="possible", heading=heading, paragraphs=(*sentences, *_blocked(result, w))
        )
    package = w.package_words(result.problem.package(result.example))
    if result.possible is Possible.ALWAYS:
        text = w._("This package is one that everybody could sign under all truths: {package}.")
    else:
        text = w._(
            "No package is one that everybody could sign under all truths. Under some this one is: {package}."
        )
    return Section(id="possible", heading=heading, paragraphs=(text.format(package=package),))


def _blocked(result: AnalysisInDoubt, w: Wording) -> list[str]:
    """A minimal conflict that holds whatever the truth."""
    if result.conflict is None:
        return []
    first = w.cannot_hold(conflicting(result))
    more = w._(
        "Of a walk-away value in doubt the least is meant. Without any one of these demands the others could be met, under some truth."
    )
    return [first, more, w._("There may be other such sets.")]


def conflicting(result: AnalysisInDoubt) -> list[Demand]:
    """The demands that cannot be met together; none where something is possible. A blank walk-away value has no number to name: rankings put it where it is."""
    blank = {one.party for one in result.originals if one.walk_away_is_blank}
    demands = (
        []
        if result.conflict is None
        else [result.problem.demands[d] for d in result.conflict.demands]
    )
    return [
        replace(d, value=None) if d.kind is DemandKind.WALK_AWAY and d.party in blank else d
        for d in demands
    ]


def _regret(result: AnalysisInDoubt, regretted: Regrets, w: Wording, mark: str) -> Section:
    """The most that each party may come to regret of the packages compared."""
    labels = _labels([result.candidates[k] for k in regretted.compared], w)
    columns = (w._("Package"), *(w.party(p) for p in result.problem.party_ids))
    rows = tuple(
        (label, *(w.amount(_up(r), up=True) for r in row))
        for label, row in zip(labels, regretted.largest, strict=True)
    )
    table = Table(
        caption=w._("At most so many points"),
        columns=columns,
        rows=rows,
        numeric=frozenset(range(1, len(columns))),
        mark=mark,
    )
    worst = [max(row) for row in regretted.largest]
    least = [labels[k] for k in regretted.least]
    named = w.n_(
        "Whichever party one looks at, the largest regret is smallest for {packages}: at most {points}.",
        "Whichever party one looks at, the largest regret is smallest for {packages}: at most {points}.",
        len(least),
    ).format(packages=w.list_of(least), points=w.amount(_up(min(worst)), up=True))
    sentences = (
        w._(
            "How many points, at most, another of these {n} packages could turn out to be better for a party than the one in the row, in the truth that is worst for it. Exact, against these packages alone."
        ).format(n=len(labels)),
        named,
        w._("That compares one party's points with another's, which is a choice and no fact."),
    )
    return Section(
        id="regret", heading=w._("What might be regretted?"), paragraphs=sentences, tables=(table,)
    )


def _up(points: Fraction) -> Fraction:
    """Rounded up to a tenth: at most so much is still true."""
    return Fraction(math.ceil(points * 10), 10)


def _labels(shown: Sequence[Judged], w: Wording) -> tuple[str, ...]:
    return tuple(
        w._("draft “{name}”").format(name=j.names[0])
        if j.names
        else w._("package {n}").format(n=k + 1)
        for k, j in enumerate(shown)
    )


def _packages(
    result: AnalysisInDoubt, drawn: Acceptability, w: Wording, mark: str
) -> list[Section]:
    counts = {s: sum(j.standing is s for j in result.candidates) for s in Standing}
    n = len(result.candidates)
    first = w.n_(
        "{n} of {all} package was judged",
        "{n} of {all} packages were judged",
        result.problem.n_packages,
    ).format(n=w.number(n), all=w.number(result.problem.n_packages))
    parts = [w._("{n} efficient under all truths").format(n=w.number(counts[Standing.EFFICIENT]))]
    if counts[Standing.PERHAPS]:
        parts.append(
            w._("{n} efficient under some and not under others").format(
                n=w.number(counts[Standing.PERHAPS])
            )
        )
    if counts[Standing.DOMINATED]:
        parts.append(w._("{n} dominated under all").format(n=w.number(counts[Standing.DOMINATED])))
    if counts[Standing.OPEN]:
        parts.append(
            w._("{n} of which it was not decided").format(n=w.number(counts[Standing.OPEN]))
        )
    sentences = [f"{first}: {w.list_of(parts)}."]
    if result.time_ended:
        sentences.append(
            w._("The time ended before all were judged; more time (--time-limit) judges more.")
        )
    if result.left_out:
        sentences.append(
            w._(
                "{n} more that are efficient under the numbers amid what is known were not looked at."
            ).format(n=w.number(result.left_out))
        )
    shown = [j for j in result.candidates if j.names]
    shown += sorted((j for j in result.candidates if not j.names), key=by_acceptance)[
        : max(0, COMPARED - len(shown))
    ]
    labels = _labels(shown, w)
    columns = (
        w._("Package"),
        w._("efficient"),
        *(w._("{party} could sign").format(party=w.party(p)) for p in result.problem.party_ids),
    )
    rows = tuple(
        (label, _standing(j.standing, w), *_signing(j, w))
        for label, j in zip(labels, shown, strict=True)
    )
    note = (
        ""
        if len(shown) == n
        else w._(
            "Shown are the drafts and {n} others, those that most parties could sign for sure first."
        ).format(n=len(shown) - sum(bool(j.names) for j in shown))
    )
    table = Table(
        caption=w._("What holds of each package"), columns=columns, rows=rows, note=note, mark=mark
    )
    tables = [
        table,
        _shares_table(result, shown, labels, drawn, w, mark),
        *side_by_side(
            w,
            [result.problem.package(j.package) for j in shown],
            labels,
            w._("Packages side by side"),
            mark,
        ),
    ]
    sections = [
        Section(
            id="packages",
            heading=w._("Which packages are efficient, and who could sign them?"),
            paragraphs=tuple(sentences),
            tables=tuple(tables),
        )
    ]
    return sections + _draft_sections(result, shown, w)


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


def _shares_table(
    result: AnalysisInDoubt,
    shown: Sequence[Judged],
    labels: Sequence[str],
    drawn: Acceptability,
    w: Wording,
    mark: str,
) -> Table:
    """How often things hold among truths drawn at random."""
    at = {result.candidates[k].package: n for n, k in enumerate(drawn.candidates)}
    rows = []
    for label, one in zip(labels, shown, strict=True):
        if (n := at.get(one.package)) is not None:
            rows.append((label, _percent(drawn.signed[n], w), _percent(drawn.efficient[n], w)))
    note = w._(
        "Sampled, no proof: {n} truths drawn evenly from the bounds (seed {seed}); in brackets where the share lies with 95 % confidence. "
        "How likely a truth is, nobody said; efficient here means among the packages looked at."
    ).format(n=w.number(drawn.drawn), seed=drawn.seed)
    if any(doubt.rows for doubt in result.doubts):
        note += " " + w._("Of a party with rankings truths are mixed at random from extreme ones.")
    columns = (w._("Package"), w._("all could sign"), w._("efficient"))
    return Table(
        caption=w._("In how many of the truths drawn"),
        columns=columns,
        rows=tuple(rows),
        numeric=frozenset({1, 2}),
        note=note,
        mark=mark,
    )


def _percent(share: Share, w: Wording) -> str:
    text = w._("{share:.0f} % ({low} to {high})")
    return text.format(
        share=100 * share.share, low=math.floor(100 * share.low), high=math.ceil(100 * share.high)
    )


def _ask(result: AnalysisInDoubt, questions: WhatToFindOut, w: Wording) -> Section:
    """The questions that settle most, however they are answered."""
    heading = w._("What to find out next?")
    counted = w._(
        "Counted are statements about {n} packages that are still open: whether a party could sign one, and whether one is at least as good as another for all; {open} are open now."
    ).format(n=questions.candidates, open=w.number(questions.open_now))
    if any(doubt.rows for doubt in result.doubts):
        counted += " " + w._(
            "What follows from rankings alone is counted as open here, and weights of which only the order is known are not asked for."
        )
    if not questions.best:
        return Section(
            id="find-out",
            heading=heading,
            paragraphs=(counted, w._("No single answer is sure to settle any of them.")),
        )
    bullets = []
    for one in questions.best:
        party = w.party(result.problem.party_ids[one.party])
        what = w._("its walk-away value")
        if one.issue is not None:
            issue = result.problem.case.issues[one.issue]
            what = w._("its weight of {issue}").format(issue=w.issue(issue.id))
            if one.option is not None:
                option = w.option(issue.id, issue.options[one.option].id)
                what = w._("its score of {issue}: {option}").format(
                    issue=w.issue(issue.id), option=option
                )
        text = w.n_(
            "{party}: does {what} lie below or above {middle}? Either answer settles at least {n} of them.",
            "{party}: does {what} lie below or above {middle}? Either answer settles at least {n} of them.",
            one.settles,
        )
        bullets.append(
            text.format(
                party=party, what=what, middle=w.points(one.middle), n=w.number(one.settles)
            )
        )
    return Section(
        id="find-out",
        heading=heading,
        paragraphs=(w._("These questions settle most, whichever way they are answered:"),),
        bullets=tuple(bullets),
        closing=(counted,),
    )


def _standing(standing: Standing, w: Wording) -> str:
    return {
        Standing.EFFICIENT: w._("under all truths"),
        Standing.PERHAPS: w._("under some"),
        Standing.DOMINATED: w._("under none"),
        Standing.OPEN: w._("not decided"),
    }[standing]


def _signing(judged: Judged, w: Wording) -> list[str]:
    """For each party whether it could sign a package."""
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


def _rival_words(result: AnalysisInDoubt, judged: Judged, w: Wording) -> str:
    assert judged.rival is not None
    always = judged.standing is Standing.DOMINATED
    text = (
        w._(
            "Whatever the truth, this is at least as good as the draft “{name}” for all and better for one: {changes}. The other issues stay."
        )
        if always
        else w._(
            "Under some truth this is at least as good as the draft “{name}” for all and better for one: {changes}. The other issues stay."
        )
    )
    changes = "; ".join(
        f"{w.issue(issue.id)}: {w.option(issue.id, issue.options[b].id)}"
        for issue, a, b in zip(
            result.problem.case.issues, judged.package, judged.rival, strict=True
        )
        if a != b
    )
    return text.format(name=judged.names[0], changes=changes)
