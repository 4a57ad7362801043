"""In which order a draft could be carried out, step by step from the status quo."""

from __future__ import annotations

from goodoffices.analysis import DraftStudy, OrderFound, WholeDraft
from goodoffices.report.analysis_in_words import SpokenAnalysis
from goodoffices.report.content import Section, Table, section_id


def order_section(
    spoken: SpokenAnalysis, name: str, draft: WholeDraft, study: DraftStudy
) -> Section:
    """Say in which order a draft could be carried out, or why in none."""
    w, order = spoken.words, study.order
    tables: tuple[Table, ...] = ()
    if order.found is OrderFound.NO_STATUS_QUO:
        said: tuple[str, ...] = (
            w._(
                "The case does not say what holds if nothing is agreed, "
                "so there is nowhere to start from."
            ),
        )
    elif order.found is OrderFound.OPEN:
        said = (w._("It changes more than 16 issues: not all orders were looked at."),)
    elif order.found is OrderFound.NONE:
        said = _in_none(spoken, study)
    elif not order.issues:
        said = (w._("It is the status quo: there is nothing to carry out."),)
    else:
        said = (
            w._(
                "After each of these steps, from the status quo, nobody would rather walk away, "
                "and every rule holds that holds now. "
                "A party without a walk-away value is never worse off than now."
            ),
        )
        tables = (_steps_table(spoken, draft, study),)
    return Section(
        id=section_id("order", name),
        heading=w._("In which order could “{name}” be carried out?").format(name=name),
        paragraphs=said,
        tables=tables,
        is_detail=not spoken.problem.case.in_steps,
    )


def _in_none(spoken: SpokenAnalysis, study: DraftStudy) -> tuple[str, ...]:
    """Say why no order will do: the whole is worse for somebody, or a step in every order is."""
    w, order = spoken.words, study.order
    if order.short:
        floors = spoken.problem.walk_away
        away = [spoken.parties[p] for p in order.short if floors[p] is not None]
        worse = [spoken.parties[p] for p in order.short if floors[p] is None]
        would_walk = w.n_(
            "{parties} would rather walk away", "{parties} would rather walk away", len(away)
        )
        would_lose = w.n_(
            "{parties} would be worse off than now",
            "{parties} would be worse off than now",
            len(worse),
        )
        parts = [
            text.format(parties=w.list_of(parties))
            for text, parties in ((would_walk, away), (would_lose, worse))
            if parties
        ]
        text = w._("In none: even when all of it holds, {parts}.")
        return (text.format(parts=w.list_of(parts)),)
    return (
        w._(
            "In none, one issue after another: in every order there is a step after which somebody "
            "would rather walk away or a rule is broken."
        ),
        *_below_now(spoken),
        w._("All orders were looked at. Issues would have to be put into effect together."),
    )


def _steps_table(spoken: SpokenAnalysis, draft: WholeDraft, study: DraftStudy) -> Table:
    """Make the table of the steps, with what each party has after each."""
    w, order = spoken.words, study.order
    rows = []
    for n, (j, totals) in enumerate(zip(order.issues, order.totals, strict=True), 1):
        issue = spoken.problem.case.issues[j]
        values = (w.points(spoken.problem.as_utility(u, p)) for p, u in enumerate(totals))
        rows.append(
            (
                w.number(n),
                w.issue(issue.id),
                w.option(issue.id, issue.options[draft.package[j]].id),
                *values,
            )
        )
    columns = (w._("Step"), w._("Issue"), w._("becomes"), *spoken.parties)
    note = w._(
        "Other orders may do as well; "
        "this one keeps whoever is nearest to walking away as far from it as can be."
    )
    return Table(
        caption=w._("One step after another, and what each party then has"),
        columns=columns,
        rows=tuple(rows),
        numeric=frozenset(range(3, len(columns))),
        note=note,
        mark=spoken.mark,
        mark_heading=w._("basis"),
    )


def _below_now(spoken: SpokenAnalysis) -> tuple[str, ...]:
    """Say who has less than its walk-away value as things are.

    A first step then has to bring it there.
    """
    w, quo = spoken.words, spoken.problem.case.status_quo()
    if quo is None:
        return ()
    now = spoken.problem.utilities(spoken.problem.indices(quo))[0]
    short = [spoken.parties[p] for p in spoken.problem.short(now)]
    if not short:
        return ()
    return (
        w.n_(
            "As things are {parties} would have less than a walk-away value asks for, "
            "so the first step alone would have to bring that.",
            "As things are {parties} would have less than a walk-away value asks for, "
            "so the first step alone would have to bring that.",
            len(short),
        ).format(parties=w.list_of(short)),
    )
