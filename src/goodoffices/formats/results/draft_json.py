"""Write what an analysis says of a draft, in its published shape."""

from __future__ import annotations

from goodoffices.analysis import DraftStudy, Move, PartialDraft, WholeDraft
from goodoffices.analysis.drafts.contingent_terms import ContingentTerm
from goodoffices.formats.results.draft_schema import (
    ConcessionOut,
    ContingentOut,
    DraftOut,
    MoveOut,
    OrderOut,
    PathOut,
    StepOut,
    StudyOut,
)
from goodoffices.formats.results.result_parts import ResultWriter

#: Packages that dominate a draft, and moves that help everybody, that are written.
MOST_LISTED = 20


def said_of_draft(writer: ResultWriter, name: str, draft: WholeDraft | PartialDraft) -> DraftOut:
    """Say what holds of one draft."""
    return (
        _whole(writer, name, draft)
        if isinstance(draft, WholeDraft)
        else _partial(writer, name, draft)
    )


def _whole(writer: ResultWriter, name: str, draft: WholeDraft) -> DraftOut:
    return DraftOut(
        name=name,
        package=writer.package(draft.package),
        complete=True,
        utilities=writer.utilities(draft.utilities),
        feasible=draft.efficient is not None,
        in_zone=not draft.broken,
        efficient=draft.efficient,
        broken=[writer.demand(writer.problem.demands[d]) for d in draft.broken],
        dominated_by=[writer.example(row) for row in draft.dominated_by[:MOST_LISTED]],
        completions=None,
        completions_in_zone=None,
        completions_efficient=None,
        study=None if draft.study is None else _study(writer, draft.study),
        taken=None if draft.taken is None else float(draft.taken),
    )


def _partial(writer: ResultWriter, name: str, draft: PartialDraft) -> DraftOut:
    at = {i: writer.ids.index(i) for i in draft.choices}
    n = None if draft.frontier is None else len(draft.frontier)
    return DraftOut(
        name=name,
        package={
            i: writer.values[at[i]][writer.problem.option_index[at[i]][o]]
            for i, o in draft.choices.items()
        },
        complete=False,
        utilities=None,
        feasible=None if n is None else n > 0,
        in_zone=None,
        efficient=None,
        broken=[],
        dominated_by=[],
        completions=n,
        completions_in_zone=None if n is None else int(draft.in_zone.sum()),
        completions_efficient=None if draft.efficient is None else int(draft.efficient.sum()),
        study=None,
    )


def _study(writer: ResultWriter, study: DraftStudy) -> StudyOut:
    ids = writer.problem.party_ids
    better, order = study.improvements, study.order
    return StudyOut(
        moves_for_all=[_move(writer, m) for m in better.for_all[:MOST_LISTED]],
        best_move_for={
            p: None if m is None else _move(writer, m)
            for p, m in zip(ids, better.best_for, strict=True)
        },
        best_move_by_sum=None if better.best_sum is None else _move(writer, better.best_sum),
        path=PathOut(
            found=better.path.found.value, moves=[_move(writer, m) for m in better.path.moves]
        ),
        concessions=[
            ConcessionOut(
                giver=ids[c.giver],
                taker=ids[c.taker],
                **vars(_move(writer, c.move)),
                rate=float(c.rate),
            )
            for c in study.concessions
        ],
        order=OrderOut(
            found=order.found.value,
            steps=[
                StepOut(issue=writer.ids[j], utilities=writer.utilities(totals))
                for j, totals in zip(order.issues, order.totals, strict=True)
            ],
            short=[ids[p] for p in order.short],
        ),
        contingent=[_term(writer, term) for term in study.contingent],
        inducement=None if study.inducement is None else writer.money(study.inducement),
        side_payment=None if study.side_payment is None else writer.money(study.side_payment),
    )


def _term(writer: ResultWriter, term: ContingentTerm) -> ContingentOut:
    ids, values = writer.problem.party_ids, writer.values[term.issue]
    return ContingentOut(
        event=term.event,
        issue=writer.ids[term.issue],
        then=values[term.then],
        otherwise=values[term.otherwise],
        if_so={p: float(x) for p, x in zip(ids, term.if_so, strict=True)},
        if_not={p: float(x) for p, x in zip(ids, term.if_not, strict=True)},
        expected={
            p: None if x is None else float(x) for p, x in zip(ids, term.expected, strict=True)
        },
        in_zone=term.in_zone,
    )


def _move(writer: ResultWriter, move: Move) -> MoveOut:
    changes = zip(writer.problem.party_ids, move.change, strict=True)
    return MoveOut(
        issue=writer.ids[move.issue],
        option=writer.values[move.issue][move.option],
        changes={p: float(writer.problem.as_utility(c, k)) for k, (p, c) in enumerate(changes)},
    )
