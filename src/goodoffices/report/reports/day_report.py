"""The daily report: what the agreement forbids and was reported, and by whom.

Alleged and verified are never in one sum; sums of a day or a night stand apart from single
incidents; what is unknown is shown as unknown; who was silent is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from goodoffices.monitoring.day import AnsweredIncident, DayKnown, Figure, Trend
from goodoffices.monitoring.findings import AllegationStanding
from goodoffices.monitoring.kinds import Vocabulary
from goodoffices.monitoring.matching import AnswerKind, MatchAnswer
from goodoffices.monitoring.same_event import Candidate
from goodoffices.monitoring.watched import Watched
from goodoffices.report.charts.trend_bars import trend_bars
from goodoffices.report.content import Chart, Report, Section, Table
from goodoffices.report.monitoring_in_words import (
    answer_in_short,
    answer_word,
    ground_word,
    incident_words,
    rule_words,
    span_words,
    status_word,
)
from goodoffices.report.talks_in_words import side_word
from goodoffices.report.wording import Wording

#: Candidates for one event that a report lists.
LISTED = 10


@dataclass(frozen=True, kw_only=True)
class DayContext:
    """What a daily report is written with.

    ``title``: the agreement's name; ``set_aside``: why how many rows were not read; ``earlier``:
    the same day as it was known before, to say what changed; ``map_svg``: a drawing of the places.
    """

    title: str
    zone: ZoneInfo
    vocabulary: Vocabulary
    candidates: Sequence[Candidate] = ()
    set_aside: Sequence[tuple[str, int]] = ()
    earlier: DayKnown | None = None
    map_svg: str = ""


def day_report(known: DayKnown, context: DayContext, w: Wording) -> Report:
    """Write the report of a day as it is known until a time."""
    numbers = {one.incident.id: n for n, one in enumerate(known.incidents, 1)}
    sections = [
        *_changes(known, context, w),
        _by_obligation(known, numbers, w),
        _by_place_side_source(known, numbers, context, w),
        _incidents(known, numbers, context, w),
        *_same_event(known, numbers, context, w),
        _trend(known, w),
        _what_is_not_known(known, context, w),
        _watched(known, context, w),
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


def _watched(known: DayKnown, context: DayContext, w: Wording) -> Section:
    """Say which obligations incidents were held against, when they hold, and of what they speak."""
    bullets = []
    for one in known.watched:
        line = f"{watched_name(one)}: {rule_words(one, w)}. "
        spans = [*one.surely, *one.perhaps]
        said = w.semicolons(span_words(s.begins, s.until, context.zone, w) for s in spans)
        if not spans:
            line += w._("It never held as far as is known.")
        elif one.surely:
            line += w._("It holds: {spans}.").format(spans=said)
        else:
            line += w._("It may hold: {spans}.").format(spans=said)
        if one.are_acts_read and one.acts:
            line += " " + w._("Which acts are meant is read from its words.")
        bullets.append(line)
    heading = w._("What were they held against?")
    return Section(id="watched", heading=heading, bullets=tuple(bullets), is_detail=True)


def _refs(ids: Iterable[str], numbers: dict[str, int], w: Wording) -> str:
    return w.commas(w.number(numbers[one]) for one in ids)


def _by_obligation(known: DayKnown, numbers: dict[str, int], w: Wording) -> Section:
    figures = [one for one in known.figures if one.about == "obligation"]
    tables = []
    for is_total, caption in (
        (False, w._("Single incidents by obligation")),
        (
            True,
            w._("Sums of a day or a night by obligation; they may count single incidents again"),
        ),
    ):
        rows = tuple(
            (
                one.name,
                answer_word(one.answer, w) if one.answer else "",
                status_word(one.status, w),
                w.number(one.value),
                _refs(one.incidents, numbers, w),
            )
            for one in figures
            if one.is_total is is_total
        )
        if rows:
            tables.append(
                Table(
                    caption=caption,
                    columns=(
                        w._("Obligation"),
                        w._("what it is"),
                        w._("status"),
                        w._("number"),
                        w._("incidents"),
                    ),
                    rows=rows,
                    numeric=frozenset({3}),
                )
            )
    none = w._("No report of this day is about anything that the agreement forbids or asks for.")
    return Section(
        id="obligations",
        heading=w._("What may be broken?"),
        paragraphs=() if tables else (none,),
        tables=tuple(tables),
    )


def _by_place_side_source(
    known: DayKnown, numbers: dict[str, int], context: DayContext, w: Wording
) -> Section:
    tables = []
    for about, caption, column in (
        ("place", w._("By place"), w._("Place")),
        ("actor", w._("By the side that is said to have acted"), w._("Side")),
        ("source", w._("By source"), w._("Source")),
    ):
        rows = tuple(
            (
                _figure_name(one, w),
                w._("sum") if one.is_total else w._("single"),
                status_word(one.status, w),
                w.number(one.value),
                _refs(one.incidents, numbers, w),
            )
            for one in known.figures
            if one.about == about
        )
        if rows:
            columns = (column, w._("kind"), w._("status"), w._("number"), w._("incidents"))
            tables.append(
                Table(caption=caption, columns=columns, rows=rows, numeric=frozenset({3}))
            )
    charts = [_map(known, numbers, context, w)] if context.map_svg else []
    return Section(
        id="where",
        heading=w._("Where, by whom, on whose word?"),
        paragraphs=() if tables else (w._("Nothing to count."),),
        charts=tuple(charts),
        tables=tuple(tables),
    )


def _map(known: DayKnown, numbers: dict[str, int], context: DayContext, w: Wording) -> Chart:
    rows = tuple(
        (
            w.number(numbers[one.incident.id]),
            one.incident.place,
            f"{one.incident.spot.latitude:.4f}",
            f"{one.incident.spot.longitude:.4f}",
            w.number(round(one.incident.spot.within)),
        )
        for one in known.incidents
        if one.incident.spot is not None
    )
    columns = (
        w._("incident"),
        w._("Place"),
        w._("latitude"),
        w._("longitude"),
        w._("known to metres"),
    )
    table = Table(
        caption=w._("Places of the incidents"),
        columns=columns,
        rows=rows,
        numeric=frozenset({2, 3, 4}),
    )
    return Chart(
        title=w._("Where the incidents of the day are said to have happened"),
        svg=context.map_svg,
        summary=w._("A circle shows how far a place may be off."),
        table=table,
    )


def _figure_name(one: Figure, w: Wording) -> str:
    if one.name == "unknown":
        return w._("not known")
    return side_word(one.name, w) if one.about == "actor" else one.name


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
        groups.setdefault(said, []).append(watched_name(answer.watched))
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


def watched_name(watched: Watched) -> str:
    """Name an obligation, with whose reading of it is meant."""
    return watched.id + (f" ({watched.reading})" if watched.reading else "")


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


def _trend(known: DayKnown, w: Wording) -> Section:
    trend = known.trend
    if not trend.days or trend.lately is None:
        return Section(
            id="trend",
            heading=w._("How does it go over time?"),
            paragraphs=(w._("No obligation holds on this day yet."),),
        )
    sentences = [
        w._(
            "In the last {n} days {rate} single incidents a day may break something "
            "({low} to {high})."
        ).format(n=w.number(min(7, len(trend.days))), **_rate(trend.lately))
    ]
    if trend.before is not None:
        sentences.append(
            w._("Before that, since it took effect: {rate} a day ({low} to {high}).").format(
                **_rate(trend.before)
            )
        )
    sentences.append(
        w._(
            "In brackets: what chance alone leaves open, 95 times of 100, if days are alike and "
            "incidents do not hang together. Reports are counted, not what happened."
        )
    )
    bullets = []
    for day, came, went in trend.changed[-5:]:
        parts = []
        if came:
            parts.append(w._("new: {names}").format(names=w.commas(came)))
        if went:
            parts.append(w._("silent for a week: {names}").format(names=w.commas(went)))
        bullets.append(
            w._("{day}: reporting itself changed ({what}).").format(
                day=w.date(day), what=w.semicolons(parts)
            )
        )
    return Section(
        id="trend",
        heading=w._("How does it go over time?"),
        paragraphs=tuple(sentences),
        bullets=tuple(bullets),
        charts=(_bars(trend, w),),
    )


def _bars(trend: Trend, w: Wording) -> Chart:
    title = w._("Single incidents that may break something, day by day")
    days = [(one.day, one.alleged) for one in trend.days]
    marked = {day for day, _, _ in trend.changed}
    word = w._("reporting changed")
    rows = tuple(
        (one.day.isoformat(), w.number(one.alleged), word if one.day in marked else "")
        for one in trend.days
    )
    table = Table(
        caption=title,
        columns=(w._("Day"), w._("number"), w._("remark")),
        rows=rows,
        numeric=frozenset({1}),
    )
    summary = w._("A triangle marks a day on which other sources spoke than before.")
    svg = trend_bars(title, days, marked, word)
    return Chart(title=title, svg=svg, summary=summary, table=table)


def _rate(rate: tuple[float, float, float]) -> dict[str, str]:
    return dict(zip(("rate", "low", "high"), (f"{x:.1f}" for x in rate), strict=True))


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
