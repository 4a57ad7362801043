"""How good a draft is."""

from __future__ import annotations

import math
from fractions import Fraction

from goodoffices.analysis import PartialDraft, WholeDraft
from goodoffices.report.analysis_in_words import SpokenAnalysis
from goodoffices.report.content import Section, Table, section_id


def draft_section(spoken: SpokenAnalysis, name: str) -> Section:
    """Say what the analysis found of one draft."""
    w, draft = spoken.words, spoken.result.drafts[name]
    heading = w._("How good is the draft “{name}”?").format(name=name)
    if isinstance(draft, PartialDraft):
        return Section(
            id=section_id("draft", name),
            heading=heading,
            paragraphs=_partial_sentences(spoken, draft),
        )
    sentences = [w._("It gives {values}.").format(values=spoken.values(draft.utilities))]
    if draft.broken:
        broken = w.list_of(w.demand(spoken.problem.demands[d]) for d in draft.broken)
        sentences.append(w._("It does not meet {demands}.").format(demands=broken))
    else:
        sentences.append(
            w._("It lies in the zone: every rule holds and nobody would rather walk away.")
        )
    if draft.efficient:
        sentences.append(
            w._("It is efficient: nothing is better for one party without loss for another.")
        )
    elif draft.dominated_by:
        n = len(draft.dominated_by)
        sentences.append(
            w.n_(
                "It is not efficient: {n} efficient combination is at least "
                "as good for all and better for one.",
                "It is not efficient: {n} efficient combinations are at "
                "least as good for all and better for one.",
                n,
            ).format(n=n)
        )
        sentences += _taken_words(spoken, draft)
        return Section(
            id=section_id("draft", name),
            heading=heading,
            paragraphs=tuple(sentences),
            tables=(_better_table(spoken, draft),),
        )
    return Section(id=section_id("draft", name), heading=heading, paragraphs=tuple(sentences))


def _taken_words(spoken: SpokenAnalysis, draft: WholeDraft) -> list[str]:
    """Say what a draft takes of the gains of the package shown, where that raises all gains."""
    w = spoken.words
    if draft.taken is None or draft.taken >= 1 or draft.better is None:
        return []
    gained = []
    for p, (party, floor) in enumerate(zip(spoken.parties, spoken.problem.walk_away, strict=True)):
        most = int(spoken.result.frontier.utilities[draft.better, p]) - int(floor or 0)
        share = Fraction(draft.utilities[p] - int(floor or 0), most)
        # Less than all is never written as all of it.
        percent = min(math.floor(100 * share + Fraction(1, 2)), 100 if share == 1 else 99)
        gained.append(f"{party} {w.share(Fraction(percent, 100))}")
    text = w._(
        "All parties could get more. Each party's gain is what it gets over its walk-away value. "
        "By the draft each has this part of its own gain by the better package below: {shares}."
    )
    return [text.format(shares=w.semicolons(gained))]


def _why_this_one(spoken: SpokenAnalysis, draft: WholeDraft) -> list[str]:
    """Say why this one of the better packages is shown, and whether Nash's is one of them."""
    w, fairness, sentences = spoken.words, spoken.result.fairness, []
    nash = None if fairness is None else fairness.solutions["nash"].row
    if nash is not None and nash == draft.better and len(spoken.parties) > 1:
        sentences.append(w._("This is the Nash package."))
    if draft.taken is not None and draft.taken < 1:
        sentences.append(
            w._(
                "Of all packages this one raises the gains of all parties most in the same measure."
            )
        )
    elif len(draft.dominated_by) > 1:
        sentences.append(
            w._("Of all better packages this one is best for whoever gains least by it.")
        )
    if nash in draft.dominated_by and nash != draft.better and len(spoken.parties) > 1:
        sentences.append(w._("The Nash package, too, is better than the draft in this sense."))
    return sentences


def _better_table(spoken: SpokenAnalysis, draft: WholeDraft) -> Table:
    w = spoken.words
    assert draft.better is not None
    row = draft.better
    short = [spoken.parties[p] for p in spoken.problem.short(spoken.result.frontier.utilities[row])]
    note = w.n_(
        "No such package lies in the zone: with this one {parties} would rather walk away.",
        "No such package lies in the zone: with this one {parties} would rather walk away.",
        len(short),
    ).format(parties=w.list_of(short))
    better = spoken.result.frontier.packages[row]
    rows = [
        (
            w.issue(issue.id),
            w.option(issue.id, issue.options[a].id),
            w.option(issue.id, issue.options[int(b)].id),
        )
        for issue, a, b in zip(spoken.problem.case.issues, draft.package, better, strict=True)
        if a != int(b)
    ]
    for p, party in enumerate(spoken.parties):
        before, after = (
            spoken.problem.as_utility(draft.utilities[p], p),
            spoken.result.utility(row, p),
        )
        rows.append(
            (
                w._("{party} gets").format(party=party),
                w.points(before),
                f"{w.points(after)} ({w.points(after - before, sign=True)})",
            )
        )
    return Table(
        caption=w._(
            "What would be at least as good for all and better for one: only the issues that change"
        ),
        columns=(w._("Issue"), w._("draft"), w._("better")),
        rows=tuple(rows),
        note=" ".join([*([note] if short else ()), *_why_this_one(spoken, draft)]),
        mark=spoken.mark,
        mark_heading=w._("basis"),
    )


def _partial_sentences(spoken: SpokenAnalysis, draft: PartialDraft) -> tuple[str, ...]:
    w = spoken.words
    fixed = w.package_words(draft.choices)
    if draft.frontier is None:
        return (
            w._("It settles {fixed}.").format(fixed=fixed),
            w._(
                "In which ways it can be completed was not found out: they are too many to list, "
                "or the time ended first."
            ),
        )
    if not len(draft.frontier):
        return (w._("No feasible package contains {fixed}.").format(fixed=fixed),)
    sentences = [
        w._("It settles {n} of {all} issues: {fixed}.").format(
            n=w.number(len(draft.choices)),
            all=w.number(len(spoken.problem.case.issues)),
            fixed=fixed,
        )
    ]
    n, inside = len(draft.frontier), int(draft.in_zone.sum())
    if draft.efficient is None:
        text = w.n_(
            "There are {n} ways of completing it of which none is better than another for all; "
            "{inside} of them lie in the zone. Which are efficient among all packages is not "
            "known, as these were not all listed.",
            "There are {n} ways of completing it of which none is better than another for all; "
            "{inside} of them lie in the zone. Which are efficient among all packages is not "
            "known, as these were not all listed.",
            n,
        )
        return (*sentences, text.format(n=w.number(n), inside=w.number(inside)))
    efficient = int(draft.efficient.sum())
    sentences.append(
        w.n_(
            "There are {n} efficient ways of completing it; {inside} of them lie in the zone, "
            "and {efficient} are efficient among all packages.",
            "There are {n} efficient ways of completing it; {inside} of them lie in the zone, "
            "and {efficient} are efficient among all packages.",
            n,
        ).format(n=n, inside=inside, efficient=efficient)
    )
    if not inside:
        sentences.append(w._("No way of completing it reaches every walk-away value."))
    elif not efficient:
        sentences.append(
            w._(
                "Whatever is added to it, "
                "something else would be at least as good for all and better for one."
            )
        )
    return tuple(sentences)
