"""What holds in the middle of what was said: the same sections, each marked as the middle."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from goodoffices.analysis import SOLUTIONS, PartialDraft, Possible
from goodoffices.analysis.doubt.acceptability import Share
from goodoffices.analysis.in_the_middle import InTheMiddle
from goodoffices.report.analysis_in_words import SpokenAnalysis
from goodoffices.report.content import Section, Table
from goodoffices.report.languages import Language
from goodoffices.report.sections import draft_study, drafts, fairness, frontier, trades, why_not
from goodoffices.report.sections.basis import far_from_now

#: In which share of truths a choice has to be made again to be called firm.
FIRM = 0.5


def middle_sections(middle: InTheMiddle, spoken: SpokenAnalysis) -> list[Section]:
    """Say what is fair in the middle of what was said, what it holds, and how far it stays."""
    if middle.result.fairness is None:
        sections = [_nothing_possible(middle, spoken)]
        opens = why_not.opens_section(spoken)
        sections += [_of_the_middle(one, spoken) for one in (opens,) if one is not None]
        return sections
    sections = [_fair(middle, spoken)]
    for name, draft in middle.result.drafts.items():
        judged = drafts.draft_section(spoken, name)
        if not isinstance(draft, PartialDraft):
            lines = (_band_sentence(middle, spoken, draft.package), *judged.paragraphs)
            judged = replace(judged, paragraphs=lines)
        sections.append(_of_the_middle(judged, spoken))
    sections.append(_of_the_middle(trades.trades_section(spoken), spoken))
    details = [fairness.points_section(spoken)]
    if len(middle.result.frontier):
        details.insert(0, frontier.efficient_section(spoken))
    for name in middle.result.drafts:
        details += draft_study.study_sections(spoken, name)
    sections += [replace(_of_the_middle(one, spoken), is_detail=True) for one in details]
    return sections


def _of_the_middle(section: Section, spoken: SpokenAnalysis) -> Section:
    w = spoken.words
    named = w._("In the middle: {heading}")
    tables = tuple(
        replace(one, caption=named.format(heading=one.caption)) for one in section.tables
    )
    charts = tuple(
        replace(
            one,
            title=named.format(heading=one.title),
            table=replace(one.table, caption=named.format(heading=one.table.caption)),
        )
        for one in section.charts
    )
    return replace(
        section,
        id=f"middle-{section.id}",
        heading=named.format(heading=section.heading),
        tables=tables,
        charts=charts,
    )


def _nothing_possible(middle: InTheMiddle, spoken: SpokenAnalysis) -> Section:
    blocks = why_not.blocks_section(spoken)
    first = spoken.words._("In the middle of what was said no agreement is possible.")
    return replace(
        _of_the_middle(blocks, spoken),
        paragraphs=(first, *what_the_middle_is(middle, spoken), *blocks.paragraphs),
    )


def what_the_middle_is(middle: InTheMiddle, spoken: SpokenAnalysis) -> Iterator[str]:
    """Say what the middle is and is not, and of which walk-away values nothing was said."""
    w = spoken.words
    yield w._(
        "Where a party left numbers open, the middle stands for what it wants: one model amid all "
        "that agree with what it said, and nobody's word. The sums here are exact for this model. "
        "The truth may be another."
    )
    for party, one in middle.readings.items():
        if one.walk_away_was_blank:
            value = one.preferences.exact_walk_away() or Fraction(0)
            text = w._(
                "No number was said for {party}'s walk-away value; in the middle it is {value}. "
                "Ask for it first."
            )
            yield text.format(party=w.party(party), value=w.points(value))
    for p in range(len(spoken.parties)):
        if (far := far_from_now(spoken, p)) is not None:
            yield far


def _fair(middle: InTheMiddle, spoken: SpokenAnalysis) -> Section:
    """Say what each idea of fairness chooses in the middle, and how far that stays."""
    w = spoken.words
    packages = fairness.packages_section(spoken)
    said = [*what_the_middle_is(middle, spoken)]
    if any(share.share < FIRM for share in middle.stays.values()):
        said.append(
            w._(
                "Which package is fair hangs on what was left open: in most other truths a choice "
                "below falls on another package (see “chosen again”)."
            )
        )
    return Section(
        id="middle-fairness",
        heading=w._("What is fair in the middle of what was said?"),
        paragraphs=tuple(said),
        bullets=tuple(
            f"{w.solution(name)}: {w.solution_idea(name)}."
            for name in SOLUTIONS
            if len(spoken.parties) > 1
        ),
        tables=(_solutions_table(middle, spoken), *packages.tables),
        closing=packages.closing,
    )


def _solutions_table(middle: InTheMiddle, spoken: SpokenAnalysis) -> Table:
    w, fair = spoken.words, middle.result.fairness
    assert fair is not None
    rows = []
    for row, names in spoken.solutions_of_row.items():
        package = tuple(map(int, middle.result.frontier.packages[row]))
        cells = [
            _with_band(spoken, middle.result.utility(row, p), band)
            for p, band in enumerate(middle.bands[package])
        ]
        stays = [
            percent(middle.stays[name], w)
            for name in SOLUTIONS
            if fair.solutions[name].row == row and name in middle.stays
        ]
        signs = _surely_sign(middle, spoken, package)
        rows.append((w.commas(names), *cells, signs, w.semicolons(stays)))
    problem = middle.result.problem
    if (now := spoken.value_now) is not None:
        quo = problem.indices(problem.case.status_quo() or {})[0]
        bands = middle.bands.get(tuple(map(int, quo)), (None,) * len(now))
        worth = [_with_band(spoken, v, band) for v, band in zip(now, bands, strict=True)]
        rows.append((w._("as things are today"), *worth, "", ""))
    walk_away = (
        w._("none")
        if floor is None
        else _with_band(spoken, problem.as_utility(floor, p), middle.walk_away[p])
        for p, floor in enumerate(problem.walk_away)
    )
    rows.append((w._("Walk-away value"), *walk_away, "", ""))
    note = w._(
        "In brackets behind points: the least and the most that it may be worth to the party, "
        "whatever the truth; these ends are exact. “Chosen again”: in how many of {n} truths drawn "
        "at random the same idea chooses the same package, among {packages} packages looked at "
        "(a sample; in brackets where the share lies with 95 % confidence). That is not how likely "
        "anybody signs it."
    )
    return Table(
        caption=w._("What each idea of fairness gives in the middle"),
        columns=(
            w._("Solution"),
            *spoken.parties,
            w._("could sign for sure"),
            w._("chosen again"),
        ),
        rows=tuple(rows),
        numeric=frozenset({*range(1, 1 + len(spoken.parties)), 2 + len(spoken.parties)}),
        note=note.format(n=w.number(middle.drawn), packages=w.number(middle.compared)),
        mark=spoken.mark,
        mark_heading=w._("basis"),
    )


def _surely_sign(middle: InTheMiddle, spoken: SpokenAnalysis, package: tuple[int, ...]) -> str:
    """Name the parties that could sign a package whatever the truth."""
    w, signing = spoken.words, middle.signing[package]
    sure = [
        party for party, one in zip(spoken.parties, signing, strict=True) if one is Possible.ALWAYS
    ]
    if len(sure) == len(spoken.parties):
        return w._("all")
    return w.list_of(sure) if sure else w._("nobody")


def _with_band(
    spoken: SpokenAnalysis, value: Fraction, band: tuple[Fraction, Fraction] | None
) -> str:
    """Write a value with between which values it lies over all truths."""
    w = spoken.words
    if band is None or band[0] == band[1]:
        return w.points(value)
    low, high = Fraction(math.floor(10 * band[0]), 10), Fraction(math.ceil(10 * band[1]), 10)
    return w._("{value} ({low} to {high})").format(
        value=w.points(value), low=w.points(low), high=w.points(high)
    )


def _band_sentence(middle: InTheMiddle, spoken: SpokenAnalysis, package: tuple[int, ...]) -> str:
    w, bands = spoken.words, middle.bands.get(package)
    totals = middle.result.problem.utilities(
        middle.result.problem.indices(middle.result.problem.package(package))
    )[0]
    worth = [middle.result.problem.as_utility(int(u), p) for p, u in enumerate(totals)]
    each = (
        f"{party} {_with_band(spoken, value, None if bands is None else bands[p])}"
        for p, (party, value) in enumerate(zip(spoken.parties, worth, strict=True))
    )
    text = w._(
        "In brackets the least and the most that it may be worth, whatever the truth: {values}."
    )
    return text.format(values=w.list_of(each))


def percent(share: Share, w: Language) -> str:
    """Write a share of a sample with its interval."""
    return w._("{share} ({low} to {high})").format(
        share=w.share(Fraction(share.share)),
        low=w.number(math.floor(100 * share.low)),
        high=w.number(math.ceil(100 * share.high)),
    )
