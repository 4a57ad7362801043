"""What a successor must know of a case; for the mediation alone.

It says what the case is, what each party is taken to want and on whose word, where it stands, and
what is not known.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from goodoffices.analysis import Analysis, WholeDraft
from goodoffices.case import Case
from goodoffices.preferences import Preferences
from goodoffices.report.codes import confidence_word, reading_word, role_word
from goodoffices.report.content import Report, Section, Table
from goodoffices.report.reports.meeting_report import in_the_middle_words, most_important
from goodoffices.report.sections.what_to_ask import Results, questions_to, walk_away_words
from goodoffices.report.wording import Wording

#: Days after which a reading is called old; questions to each party.
OLD, MOST_ASKED = 60, 2


def handover_report(
    case: Case,
    readings: Mapping[str, Sequence[Preferences]],
    results: Results,
    usual: Analysis | None,
    *,
    today: datetime.date,
    left_out: Sequence[str] = (),
    language: str | None = None,
) -> Report:
    """Write the paper for a successor.

    ``usual``: the analysis under the default readings, with the drafts; None where there is none.
    Readings in doubt are taken in the middle of what was said. ``left_out``: drafts that could not
    be judged, answers that disagree.
    """
    w = Wording(case, language)
    n, possible = len(results), sum(result.zone.exists for _, result in results)
    lead = (
        w.n_(
            "An agreement is possible under {n} of {all} combinations of readings.",
            "An agreement is possible under {n} of {all} combinations of readings.",
            possible,
        ).format(n=w.number(possible), all=w.number(n))
        if n
        else w._(
            "Nothing is said of what is possible: "
            "no combination of readings has numbers throughout."
        )
    )
    rests_on = (
        w._("For the mediation alone: this page speaks of all parties."),
        w._(
            "It rests on the files of the case folder as they are; what was only said is not in it."
        ),
        *in_the_middle_words([one for some in readings.values() for one in some], w),
    )
    sections = [
        _case(case, w),
        _parties(readings, w, today),
        _drafts(usual, w),
        _unknown(case, readings, left_out, w, today),
    ]
    footer = (w._("Ages are counted from {today}.").format(today=w.date(today)),)
    mark = w.mark(one for some in readings.values() for one in some)
    return Report(
        title=w._("{case}: handover").format(case=w.case_name()),
        language=w.language,
        lead=lead,
        rests_on=rests_on,
        sections=tuple(s for s in sections if s),
        footer=footer,
        mark=mark,
        direction=w.direction,
    )


def _case(case: Case, w: Wording) -> Section:
    parties = w.list_of(w.party(p) for p in case.party_ids)
    thirds = w.list_of(f"{w.party(t.id)} ({role_word(t.role, w)})" for t in case.third_parties)
    sentences = [
        w.n_(
            "{parties} talk about {n} issues: {issues}.",
            "{parties} talk about {n} issues: {issues}.",
            len(case.issues),
        ).format(
            parties=parties,
            n=w.number(len(case.issues)),
            issues=w.commas(w.issue(i.id) for i in case.issues),
        )
    ]
    if thirds:
        sentences.append(w._("Third parties: {thirds}.").format(thirds=thirds))
    rules = tuple(w.restriction(r) for r in case.restrictions)
    return Section(
        id="case",
        heading=w._("What is it about?"),
        paragraphs=tuple(sentences),
        bullets=(),
        closing=(w._("Rules: {rules}.").format(rules=w.semicolons(rules)),) if rules else (),
    )


def _parties(
    readings: Mapping[str, Sequence[Preferences]], w: Wording, today: datetime.date
) -> Section:
    rows = []
    for party, some in readings.items():
        for one in some:
            doubts = len(one.unsupported()) if one.has_numbers else 0
            known = (
                w._("words only")
                if not one.has_numbers
                else w.n_("{n} numbers open", "{n} numbers open", doubts).format(n=doubts)
                if doubts
                else w._("all numbers")
            )
            age = "" if one.basis.date is None else w.age(one.basis.date, today)
            whose = w.commas(
                x
                for x in (
                    w.basis_word(one.basis.kind),
                    one.basis.author,
                    confidence_word(one.basis.confidence, w),
                    age,
                )
                if x
            )
            rows.append(
                (
                    w.party(party),
                    reading_word(one.reading, w),
                    whose,
                    most_important(one, w),
                    walk_away_words(one, w) if one.has_numbers else "",
                    known,
                )
            )
    columns = (
        w._("Party"),
        w._("reading"),
        w._("whose word"),
        w._("matters most"),
        w._("walk-away value"),
        w._("known"),
    )
    return Section(
        id="parties",
        heading=w._("What is each party taken to want?"),
        tables=(Table(caption=w._("Readings"), columns=columns, rows=tuple(rows)),),
    )


def _drafts(usual: Analysis | None, w: Wording) -> Section | None:
    if usual is None or not usual.drafts:
        return None
    bullets = []
    for name, draft in usual.drafts.items():
        if not isinstance(draft, WholeDraft):
            bullets.append(w._("“{name}” leaves issues open.").format(name=name))
        elif draft.broken:
            listed = w.list_of(w.demand(usual.problem.demands[d]) for d in draft.broken)
            bullets.append(
                w._("“{name}” does not meet {demands}.").format(name=name, demands=listed)
            )
        else:
            text = (
                w._("“{name}”: all could sign it by the default readings; it is efficient.")
                if draft.efficient
                else w._(
                    "“{name}”: all could sign it by the default readings; "
                    "something else would be at least as good for all."
                )
            )
            bullets.append(text.format(name=name))
    return Section(id="drafts", heading=w._("Where are the drafts?"), bullets=tuple(bullets))


def _unknown(
    case: Case,
    readings: Mapping[str, Sequence[Preferences]],
    left_out: Sequence[str],
    w: Wording,
    today: datetime.date,
) -> Section:
    bullets = []
    for party, some in readings.items():
        old = [
            reading_word(o.reading, w)
            for o in some
            if o.basis.date is not None and (today - o.basis.date).days > OLD
        ]
        if old:
            bullets.append(
                w._("{party}: older than {days} days: {readings}.").format(
                    party=w.party(party), days=w.number(OLD), readings=w.commas(old)
                )
            )
        if sum(o.has_numbers for o in some) == 1:
            bullets.append(
                w._("{party}: there is one reading alone, and nothing to hold it against.").format(
                    party=w.party(party)
                )
            )
        for _, text in questions_to(case, [o for o in some if o.has_numbers], w)[:MOST_ASKED]:
            bullets.append(f"{w.party(party)}: {text}")
    return Section(
        id="unknown",
        heading=w._("What is not known, and what to ask first?"),
        bullets=(*bullets, *left_out),
    )
