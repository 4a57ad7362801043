"""What would help a draft."""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.analysis import ContingentTerm, DraftStudy, Move, PathFound, Payments, WholeDraft
from goodoffices.report.analysis_in_words import SpokenAnalysis
from goodoffices.report.content import Section, Table, section_id
from goodoffices.report.sections.order_of_steps import order_section

#: Moves that help everybody that a report lists.
LISTED = 5


def study_sections(spoken: SpokenAnalysis, name: str) -> list[Section]:
    """Give the sections on what helps a draft and on the order of its steps.

    None for a draft that was not studied.
    """
    draft = spoken.result.drafts[name]
    if not isinstance(draft, WholeDraft) or draft.study is None:
        return []
    return [
        _help_section(spoken, name, draft, draft.study),
        *_concessions_section(spoken, name, draft, draft.study),
        order_section(spoken, name, draft, draft.study),
    ]


def _help_section(
    spoken: SpokenAnalysis, name: str, draft: WholeDraft, study: DraftStudy
) -> Section:
    w, better = spoken.words, study.improvements
    sentences = []
    if draft.efficient:
        sentences.append(
            w._("Nothing helps one party without loss for another: the draft is efficient.")
        )
    elif better.for_all:
        n = len(better.for_all)
        text = w.n_(
            "{n} single change helps somebody and costs nobody anything:",
            "{n} single changes help somebody and cost nobody anything:",
            n,
        )
        sentences.append(text.format(n=w.number(n)))
    else:
        sentences.append(
            w._("No single change helps somebody without loss for another; several together do.")
        )
    bullets = [_move_sentence(spoken, move) for move in better.for_all[:LISTED]]
    if len(better.for_all) > LISTED:
        bullets.append(
            w._("and {n} more (in the JSON output).").format(
                n=w.number(len(better.for_all) - LISTED)
            )
        )
    closing = [] if draft.efficient else [_path_words(spoken, study)]
    for p, move in enumerate(better.best_for):
        if move is not None:
            text = w._("The single change that gives {party} most: {move}")
            said = text.format(party=spoken.parties[p], move=_move_sentence(spoken, move))
            closing.append(" ".join([said, *_leaving(spoken, draft, move)]))
    if better.best_sum is not None and len(spoken.parties) > 1:
        text = w._(
            "The single change that gives most in all, where gains are measured by how far a "
            "party's best and worst efficient packages lie apart (a choice of scale): {move}"
        )
        said = text.format(move=_move_sentence(spoken, better.best_sum))
        closing.append(" ".join([said, *_leaving(spoken, draft, better.best_sum)]))
    if not draft.broken and better.looked_at:
        closing.append(_who_would_leave(spoken, draft, study))
    closing += _contingent_words(spoken, study)
    closing += _money_words(spoken, study.inducement, study.side_payment)
    heading = w._("What would help the draft “{name}”?").format(name=name)
    return Section(
        id=section_id("improve", name),
        heading=heading,
        paragraphs=tuple(sentences),
        bullets=tuple(bullets),
        closing=tuple(closing),
    )


def _concessions_section(
    spoken: SpokenAnalysis, name: str, draft: WholeDraft, study: DraftStudy
) -> list[Section]:
    """Give the section on what single concessions cost and bring; none where there are none."""
    if not study.concessions:
        return []
    return [
        Section(
            id=section_id("concessions", name),
            heading=spoken.words._("Who could give way in “{name}”?").format(name=name),
            tables=(_concessions_table(spoken, draft, study),),
            is_detail=True,
        )
    ]


def _leaving(spoken: SpokenAnalysis, draft: WholeDraft, move: Move) -> list[str]:
    """Say who would rather walk away after a single change; nothing where nobody would."""
    w, problem = spoken.words, spoken.problem
    away = problem.short([u + c for u, c in zip(draft.utilities, move.change, strict=True)])
    already = problem.short(draft.utilities)
    if not away:
        return []
    text = w.n_(
        "{parties} would then rather walk away.",
        "{parties} would then rather walk away.",
        len(away),
    )
    if set(away) <= set(already):
        text = w.n_(
            "{parties} would still rather walk away.",
            "{parties} would still rather walk away.",
            len(away),
        )
    return [text.format(parties=w.list_of(spoken.parties[p] for p in away))]


def _who_would_leave(spoken: SpokenAnalysis, draft: WholeDraft, study: DraftStudy) -> str:
    """Say after how many single changes somebody would walk away, and which is the nearest."""
    w, better = spoken.words, study.improvements
    if not better.leaving:
        return w._(
            "After no single change that keeps the rules and red lines would anybody walk away."
        )
    nearest = better.leaving[0]
    text = w.n_(
        "{n} single change keeps the rules and red lines; after {leaving} of them somebody would "
        "rather walk away. The smallest change that makes somebody walk away: {move}",
        "{n} single changes keep the rules and red lines; after {leaving} of them somebody would "
        "rather walk away. The smallest change that makes somebody walk away: {move}",
        better.looked_at,
    ).format(
        n=w.number(better.looked_at),
        leaving=w.number(len(better.leaving)),
        move=_move_sentence(spoken, nearest),
    )
    return " ".join([text, *_leaving(spoken, draft, nearest)])


def _move_sentence(spoken: SpokenAnalysis, move: Move) -> str:
    return spoken.words._("{issue}: {option} ({changes}).").format(**_move_parts(spoken, move))


def _move_words(spoken: SpokenAnalysis, move: Move) -> str:
    return spoken.words._("{issue}: {option} ({changes})").format(**_move_parts(spoken, move))


def _move_parts(spoken: SpokenAnalysis, move: Move) -> dict[str, str]:
    return {
        "issue": spoken.words.issue(spoken.problem.case.issues[move.issue].id),
        "option": _option(spoken, move),
        "changes": _changes(spoken, move.change),
    }


def _option(spoken: SpokenAnalysis, move: Move) -> str:
    issue = spoken.problem.case.issues[move.issue]
    return spoken.words.option(issue.id, issue.options[move.option].id)


def _changes(spoken: SpokenAnalysis, change: Sequence[int]) -> str:
    w = spoken.words
    moved = [
        f"{party} {w.points(spoken.problem.as_utility(c, p), sign=True)}"
        for p, (party, c) in enumerate(zip(spoken.parties, change, strict=True))
        if c
    ]
    return w.list_of(moved) if moved else w._("no change for anybody")


def _path_words(spoken: SpokenAnalysis, study: DraftStudy) -> str:
    w, path = spoken.words, study.improvements.path
    if path.found is PathFound.FOUND:
        steps = w.semicolons(
            f"{w.number(n)}. {_move_words(spoken, move)}" for n, move in enumerate(path.moves, 1)
        )
        return w._(
            "A path to an efficient package, one change at a time, "
            "on which nobody loses at any step: {steps}."
        ).format(steps=steps)
    if path.found is PathFound.NONE:
        return w._(
            "One change after another, up to six, no way leads to an efficient package without a "
            "loss for somebody at some step."
        )
    return w._(
        "Whether single changes lead to an efficient package without loss for anybody was not "
        "found out: there is too much to look at."
    )


def _contingent_words(spoken: SpokenAnalysis, study: DraftStudy) -> list[str]:
    """Describe terms that hang on an event; nothing where parties expect the same."""
    w = spoken.words
    if not study.contingent:
        return []
    sentences = [
        w._(
            "Parties expect different things. By each of these terms nobody expects to lose, "
            "somebody to gain, and no fixed option does as well:"
        )
    ]
    for term in study.contingent:
        issue = spoken.problem.case.issues[term.issue]
        expects = []
        for p, (party, value) in enumerate(zip(spoken.parties, term.expected, strict=True)):
            belief = spoken.problem.preferences[p].expectations.get(term.event)
            outcomes = {
                "party": party,
                "a": w.points(term.if_so[p], sign=True),
                "b": w.points(term.if_not[p], sign=True),
            }
            if value is None or belief is None:
                expects.append(
                    w._("{party} gets {a} or {b} and gives the event no probability").format(
                        **outcomes
                    )
                )
            else:
                text = w._("{party} gets {a} or {b}, and at {percent} % expects {gain}")
                expects.append(
                    text.format(
                        **outcomes, gain=w.points(value, sign=True), percent=w.points(100 * belief)
                    )
                )
        text = w._("If “{event}” happens, {issue}: {then}; if not: {otherwise}. {expects}.")
        options = [w.option(issue.id, issue.options[o].id) for o in (term.then, term.otherwise)]
        sentence = text.format(
            event=term.event,
            issue=w.issue(issue.id),
            then=options[0],
            otherwise=options[1],
            expects=w.semicolons(expects),
        )
        sentences.append(" ".join([sentence, *_who_walks_away(spoken, term)]))
    sentences.append(w._("Such a term is a bet: not all can be right."))
    return sentences


def _who_walks_away(spoken: SpokenAnalysis, term: ContingentTerm) -> list[str]:
    """Say who would rather walk away where the event happens, and where it does not."""
    w = spoken.words
    happens, does_not = term.outside
    sentences = []
    if happens:
        text = w.n_(
            "{parties} would rather walk away if it happens.",
            "{parties} would rather walk away if it happens.",
            len(happens),
        )
        sentences.append(text.format(parties=w.list_of(spoken.parties[p] for p in happens)))
    if does_not:
        text = w.n_(
            "{parties} would rather walk away if it does not.",
            "{parties} would rather walk away if it does not.",
            len(does_not),
        )
        sentences.append(text.format(parties=w.list_of(spoken.parties[p] for p in does_not)))
    return sentences


def _money_words(
    spoken: SpokenAnalysis, inducement: Payments | None, side_payment: Payments | None
) -> list[str]:
    """Say what money would do; nothing where points are not told in money."""
    w, sentences = spoken.words, []
    if inducement is not None:
        parts = w.list_of(
            f"{party} {w.amount(m, up=True)}"
            for party, m in zip(spoken.parties, inducement.money, strict=True)
            if m
        )
        text = w._(
            "What is missing is worth {total} units of money: {parts}. "
            "A third party that brings this needs nothing from the others."
        )
        sentences.append(text.format(total=w.amount(inducement.total, up=True), parts=parts))
    if side_payment is not None:
        told = list(zip(spoken.parties, side_payment.money, strict=True))
        receives = w.list_of(
            f"{party} {w.amount(m, up=True)}" for party, m in told if m is not None and m > 0
        )
        pays = w.list_of(f"{party} {w.amount(-m)}" for party, m in told if m is not None and m < 0)
        if side_payment.total:
            text = w._(
                "What the others gain over their walk-away values does not pay for it: "
                "{total} units of money are missing even then."
            )
            sentences.append(text.format(total=w.amount(side_payment.total, up=True)))
        elif receives:
            text = w._(
                "Or among themselves: {receives} would be needed, "
                "and without falling below their walk-away values could pay: {pays}."
            )
            sentences.append(text.format(receives=receives, pays=pays))
    return sentences


def money_that_opens(spoken: SpokenAnalysis) -> list[str]:
    """Say what money would do where nothing is possible.

    It names the package for which money would have to do least, and the one for which gains pay
    most.
    """
    w, deadlock = spoken.words, spoken.result.deadlock
    if deadlock is None:
        return []
    sentences = []
    for payments, given in (
        (deadlock.inducement, (deadlock.inducement, None)),
        (deadlock.side_payment, (None, deadlock.side_payment)),
    ):
        if payments is not None and (words := _money_words(spoken, *given)):
            package = w.package_words(spoken.result.package(payments.row))
            sentences.append(
                " ".join(words)
                + " "
                + w._("This is for {package}; no other package needs less.").format(package=package)
            )
    return sentences


def _concessions_table(spoken: SpokenAnalysis, draft: WholeDraft, study: DraftStudy) -> Table:
    w = spoken.words
    rows = []
    for c in study.concessions:
        issue = spoken.problem.case.issues[c.move.issue]
        others = [
            f"{spoken.parties[p]} {w.points(spoken.problem.as_utility(x, p), sign=True)}"
            for p, x in enumerate(c.move.change)
            if x and p not in (c.giver, c.taker)
        ]
        cells = (
            w._("{giver} to {taker}").format(
                giver=spoken.parties[c.giver], taker=spoken.parties[c.taker]
            ),
            w.issue(issue.id),
            w.option(issue.id, issue.options[draft.package[c.move.issue]].id),
            _option(spoken, c.move),
            w.points(spoken.problem.as_utility(c.move.change[c.giver], c.giver), sign=True),
            w.points(spoken.problem.as_utility(c.move.change[c.taker], c.taker), sign=True),
        )
        rows.append((*cells, w.list_of(others)) if len(spoken.parties) > 2 else cells)
    columns: tuple[str, ...] = (
        w._("Who gives way"),
        w._("Issue"),
        w._("from"),
        w._("to"),
        w._("costs"),
        w._("brings"),
    )
    if len(spoken.parties) > 2:
        columns = (*columns, w._("others"))
    note = w._(
        "For each pair the concessions that bring the other most for each point given up come "
        "first. Points of different people are not compared."
    )
    caption = w._("What a concession on one issue would cost and bring")
    return Table(
        caption=caption,
        columns=columns,
        rows=tuple(rows),
        numeric=frozenset({4, 5}),
        note=note,
        mark=spoken.mark,
        mark_heading=w._("basis"),
    )
