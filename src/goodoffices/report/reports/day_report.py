"""The daily report: what the agreement forbids and was reported, and by whom.

Alleged and verified are never in one sum; sums of a day or a night stand apart from single
incidents; what is unknown is shown as unknown; who was silent is named.
"""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.monitoring.day import AnsweredIncident, DayKnown
from goodoffices.monitoring.findings import AllegationStanding
from goodoffices.monitoring.matching import AnswerKind, MatchAnswer
from goodoffices.report.content import Report, Section
from goodoffices.report.monitoring_in_words import (
    answer_in_short,
    ground_word,
    incident_words,
    status_word,
)
from goodoffices.report.sections.day_figures import (
    DayContext,
    obligations_section,
    places_section,
    trend_section,
    watched_section,
)
from goodoffices.report.talks_in_words import side_word
from goodoffices.report.wording import Wording

#: Candidates for one event that a report lists.
LISTED = 10


def day_report(known: DayKnown, context: DayContext, w: Wording) -> Report:
    """Write the report of a day as it is known until a time."""
    numbers = {one.incident.id: n for n, one in enumerate(known.incidents, 1)}
    sections = [
        *_changes(known, context, w),
        obligations_section(known, numbers, w),
        places_section(known, numbers, context, w),
        _incidents(known, numbers, context, w),
        *_same_event(known, numbers, context, w),
        trend_section(known, w),
        _what_is_not_known(known, context, w),
        watched_section(known, context, w),
    ]
    single = [one for one in known.incidents if one.alleging and not one.incident.is_total]
    breaches = [
        one for one in single if any(a.kind is AnswerKind.BREACH_IF_CONFIRMED for a in one.alleging)
    ]
    sums = sum(1 for one in known.incidents if one.alleging and one.incident.is_total)
    lead = w.n_(
        "{day}: {n} reported incident would break an obligation if it is confirmed; {possible} "
        "more may. Sums of a day or a night, apart from these: {sums}.",
        "{day}: {n} reported incidents would break an obligation if they are confirmed; {possible} "
        "more may. Sums of a day or a night, apart from these: {sums}.",
        len(breaches),
    ).format(
        day=w.date(known.day),
        n=w.number(len(breaches)),
        possible=w.number(len(single) - len(breaches)),
        sums=w.number(sums),
    )
    until = known.known_at.isoformat(timespec="minutes")
    rests_on = (
        w._("Known until {time}. Days are those of {zone}.").format(
            time=until, zone=context.zone.key
        ),
        w._("Nothing here is a finding unless it is called verified, not verified or refuted."),
    )
    return Report(
        title=w._("{agreement}: report of a day").format(agreement=context.title),
        language=w.language,
        lead=lead,
        rests_on=rests_on,
        sections=tuple(sections),
        footer=(w._("What sources say is theirs. The software matches and counts; people find."),),
        direction=w.direction,
    )


def _incidents(
    known: DayKnown, numbers: dict[str, int], context: DayContext, w: Wording
) -> Section:
    bullets = []
    for one in known.incidents:
        line = f"{w.number(numbers[one.incident.id])}. "
        line += incident_words(one.incident, context.vocabulary, context.zone, w) + ". "
        told = one.alleging or tuple(a for a in one.answers if a.kind is AnswerKind.PERMITTED)
        line += " ".join(_grouped(one, told, w)) or w._("Outside of all obligations.")
        rows = (
            w._("{file}, row {row}").format(file=r.file, row=w.number(r.row)) if r.row else r.id
            for r in one.incident.reports
        )
        line += " " + w._("Reported in: {rows}.").format(rows=w.semicolons(rows))
        bullets.append(line)
    return Section(
        id="incidents",
        heading=w._("Which incidents are these?"),
        paragraphs=() if bullets else (w._("No incident of this day is known."),),
        bullets=tuple(bullets),
    )


def _grouped(one: AnsweredIncident, told: Sequence[MatchAnswer], w: Wording) -> list[str]:
    """Say the answers, those that are alike together."""
    groups: dict[str, list[str]] = {}
    for answer in told:
        said = answer_in_short(answer, one.incident, w)
        standing = one.standings.get(answer.watched.key)
        if standing is not None:
            said += f" [{status_word(standing.status, w)}]"
            said += _remarks(standing, w)
        groups.setdefault(said, []).append(answer.watched.name)
    return [f"{w.commas(names)}: {said}." for said, names in groups.items()]


def _remarks(standing: AllegationStanding, w: Wording) -> str:
    said = ""
    if standing.is_too_early:
        said += " " + w._("A finding came before the accused side had its say; it does not count")
    if standing.waits_for:
        said += " " + w._("(waits for {sides})").format(
            sides=w.list_of(side_word(s, w) for s in standing.waits_for)
        )
    return said


def _same_event(
    known: DayKnown, numbers: dict[str, int], context: DayContext, w: Wording
) -> list[Section]:
    there = [c for c in context.candidates if c.first in numbers and c.second in numbers]
    if not there:
        return []
    bullets = []
    for one in there[:LISTED]:
        grounds = w.commas(ground_word(g, w) for g in one.grounds)
        line = w._("{a} and {b}: {grounds}").format(
            a=w.number(numbers[one.first]), b=w.number(numbers[one.second]), grounds=grounds
        )
        if one.repeats:
            line += " " + w._("(their sources repeat one another)")
        bullets.append(line)
    closing: tuple[str, ...] = ()
    if len(there) > LISTED:
        closing = (w._("{n} more pairs.").format(n=w.number(len(there) - LISTED)),)
    return [
        Section(
            id="same",
            heading=w._("Which incidents may be one event?"),
            paragraphs=(w._("A person says whether they are: in monitoring.yaml, under `same`."),),
            bullets=tuple(bullets),
            closing=closing,
        )
    ]


def _what_is_not_known(known: DayKnown, context: DayContext, w: Wording) -> Section:
    bullets = []
    if known.silent:
        bullets.append(
            w._("Sources that sent nothing: {names}.").format(names=w.commas(known.silent))
        )
    visited = [v.place for v in known.visits if v.was_reached]
    if visited:
        bullets.append(w._("Places visited: {places}.").format(places=w.commas(visited)))
    for visit in known.visits:
        if not visit.was_reached:
            text = w._("Could not be visited: {place}. {why}")
            bullets.append(text.format(place=visit.place, why=visit.why_not).strip())
    if not known.visits:
        bullets.append(w._("No visit is entered for this day."))
    bullets.append(
        w._(
            "{n} reports were published on this day; {nothing} of them say that nothing happened."
        ).format(n=w.number(known.n_reports), nothing=w.number(known.n_nothing))
    )
    if context.no_sides:
        text = w._("Named as having acted, and no side that is known here: {names}.")
        named = (f"{name} ({w.number(n)})" for name, n in sorted(context.no_sides.items()))
        bullets.append(text.format(names=w.commas(list(named)[:LISTED])))
    if context.not_there:
        text = w._("Decided on in monitoring.yaml, and in no report that was read: {names}.")
        bullets.append(text.format(names=w.commas(list(context.not_there)[:LISTED])))
    if context.n_twice:
        text = w._("Reports that stand in several files, and count once: {n}.")
        bullets.append(text.format(n=w.number(context.n_twice)))
    for reason, n in context.set_aside:
        text = w.n_(
            "{n} row of all files was set aside: {reason}.",
            "{n} rows of all files were set aside: {reason}.",
            n,
        )
        bullets.append(text.format(n=w.number(n), reason=reason))
    return Section(id="unknown", heading=w._("What is not known?"), bullets=tuple(bullets))


def _changes(known: DayKnown, context: DayContext, w: Wording) -> list[Section]:
    """Say what changed since the same day was reported earlier; that report stays as it was."""
    earlier = context.earlier
    if earlier is None:
        return []
    before = {one.incident.id: one for one in earlier.incidents}
    now = {one.incident.id: one for one in known.incidents}
    bullets = [
        w._("New: {incident}.").format(
            incident=incident_words(one.incident, context.vocabulary, context.zone, w)
        )
        for name, one in now.items()
        if name not in before
    ]
    bullets += [
        w._("No longer an incident of its own: {id}.").format(id=name)
        for name in before
        if name not in now
    ]
    for name, one in now.items():
        if name in before:
            bullets += _changed(before[name], one, w)
    first = w._("Since what was known until {time}:").format(
        time=earlier.known_at.isoformat(timespec="minutes")
    )
    return [
        Section(
            id="changes",
            heading=w._("What changed since the earlier report?"),
            paragraphs=(first,) if bullets else (first, w._("Nothing.")),
            bullets=tuple(bullets),
        )
    ]


def _changed(before: AnsweredIncident, now: AnsweredIncident, w: Wording) -> list[str]:
    lines = []
    new = {r.id for r in now.incident.reports} - {r.id for r in before.incident.reports}
    if new:
        lines.append(
            w._("{id}: more reports ({reports}).").format(
                id=now.incident.id, reports=w.commas(sorted(new))
            )
        )
    for key, standing in now.standings.items():
        old = before.standings.get(key)
        if old is not None and old.status is not standing.status:
            lines.append(
                w._("{id}, {obligation}: was {before}, now {after}.").format(
                    id=now.incident.id,
                    obligation=key[0],
                    before=status_word(old.status, w),
                    after=status_word(standing.status, w),
                )
            )
    return lines
