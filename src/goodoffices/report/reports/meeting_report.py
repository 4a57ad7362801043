"""Talking points for one meeting with a party; for the mediation alone.

They say where the party stands under each reading, what to ask it and why, what may be said, and
what that would tell about others.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from goodoffices.analysis import SOLUTIONS
from goodoffices.analysis.frontier.log_rolls import log_rolls_in
from goodoffices.case import Case
from goodoffices.preferences import Preferences, Ranked, lower_end, upper_end
from goodoffices.report.codes import after_comma, reading_word
from goodoffices.report.content import Report, Section, Table
from goodoffices.report.sections.what_to_ask import Results, to_ask_section, walk_away_words
from goodoffices.report.wording import Wording

#: Issues that are named as what matters most; public positions; trades.
MOST_TOP, MOST_PUBLIC, MOST_TRADES = 3, 3, 3


def meeting_report(
    case: Case,
    party: str,
    readings: Mapping[str, Sequence[Preferences]],
    results: Results,
    *,
    today: datetime.date,
    left_out: Sequence[str] = (),
    language: str | None = None,
) -> Report:
    """Write the paper for a meeting with one party.

    ``readings``: all of each party. ``results``: of combinations of them, each in doubt taken in
    the middle of what was said. ``left_out``: what could not be read.
    """
    w = Wording(case, language)
    name = w.party(party)
    own = [one for one in readings[party] if one.has_numbers]
    possible = sum(result.zone.exists for _, result in results)
    if not results:
        lead = w._(
            "No combination of readings has numbers throughout, "
            "so nothing is said of what is possible."
        )
    else:
        lead = w.n_(
            "An agreement is possible under {n} of {all} combinations of readings.",
            "An agreement is possible under {n} of {all} combinations of readings.",
            possible,
        ).format(n=w.number(possible), all=w.number(len(results)))
    sections = (
        _stands(case, party, own, {party: readings[party]}, results, w),
        to_ask_section(case, own, results, w),
        _to_say(case, party, readings, results, w),
        _not_to_say(case, party, readings, w),
    )
    footer = (
        w._("Estimates are the team's and may be wrong. The software lays out; people decide."),
        w._("Ages are counted from {today}.").format(today=w.date(today)),
    )
    mark = w.mark(one for some in readings.values() for one in some)
    title = w._("{case}: meeting with {party}").format(case=w.case_name(), party=name)
    return Report(
        title=title,
        language=w.language,
        lead=lead,
        rests_on=_rests_on(readings, left_out, w, today),
        sections=sections,
        footer=footer,
        mark=mark,
        direction=w.direction,
        is_paper=True,
    )


def _rests_on(
    readings: Mapping[str, Sequence[Preferences]],
    left_out: Sequence[str],
    w: Wording,
    today: datetime.date,
) -> tuple[str, ...]:
    """Say for whom the page is, whose numbers it uses, and what was left out."""
    rests_on = [
        w._(
            "For the mediation alone: this page speaks of all parties. "
            "It is not to be handed over, nor left lying."
        )
    ]
    rests_on += [
        f"{w.party(p)}{after_comma(one.reading, w)}: {w.basis(one.basis, today)}."
        for p, some in readings.items()
        for one in some
    ]
    rests_on += in_the_middle_words([one for some in readings.values() for one in some], w)
    rests_on += [
        w._("Left out, for it cannot be read: {what}").format(what=what) for what in left_out
    ]
    return tuple(rests_on)


def in_the_middle_words(readings: Sequence[Preferences], w: Wording) -> list[str]:
    """Say which readings are taken in the middle of what was said; nothing where none is."""
    doubtful = [one for one in readings if one.has_numbers and one.unsupported()]
    if not doubtful:
        return []
    listed = w.semicolons(f"{w.party(one.party)}{after_comma(one.reading, w)}" for one in doubtful)
    text = w._(
        "Numbers in doubt are taken in the middle of what was said: {readings}. What holds of the "
        "middle may not hold of the truth; `goodoffices analyse` says what does."
    )
    return [text.format(readings=listed)]


def most_important(one: Preferences, w: Wording) -> str:
    """Name the issues that weigh most in a reading, as far as it says."""
    least = {i: lower_end(weight) for i, weight in one.weights.items()}
    order = sorted(least, key=lambda i: -least[i])
    for n in range(min(MOST_TOP, len(order)), 0, -1):
        rest = max((upper_end(one.weights[i]) for i in order[n:]), default=Fraction(0))
        # Those alone are named that weigh at least as much as all others whatever the truth.
        if least[order[n - 1]] > 0 and least[order[n - 1]] >= rest:
            return w.commas(w.issue(i) for i in order[:n])
    ranked = next((r for r in one.rankings if r.what is Ranked.ISSUES), None)
    return (
        w._("not known") if ranked is None else w.commas(w.issue(str(i)) for i in ranked.groups[0])
    )


def _stands(
    case: Case,
    party: str,
    own: Sequence[Preferences],
    public: Mapping[str, Sequence[Preferences]],
    results: Results,
    w: Wording,
) -> Section:
    heading = w._("Where does {party} stand?").format(party=w.party(party))
    if not own:
        return Section(
            id="standing",
            heading=heading,
            paragraphs=(w._("Nothing is known of it in numbers: only what it said in public."),),
            bullets=tuple(_public_positions("", public, w)),
        )
    rows = []
    for one in own:
        mine = [result for readings, result in results if readings[party] == one.reading]
        possible = (
            w._("{n} of {all}").format(
                n=w.number(sum(r.zone.exists for r in mine)), all=w.number(len(mine))
            )
            if mine
            else w._("not looked at")
        )
        lines = w.semicolons(w.red_line(line) for line in one.red_lines)
        rows.append(
            (
                reading_word(one.reading, w),
                most_important(one, w),
                walk_away_words(one, w),
                lines or w._("none"),
                possible,
            )
        )
    columns = (
        w._("Reading"),
        w._("matters most"),
        w._("walk-away value"),
        w._("red lines"),
        w._("an agreement is possible with the others' readings"),
    )
    table = Table(caption=w._("Under each reading"), columns=columns, rows=tuple(rows))
    return Section(id="standing", heading=heading, tables=(table,))


def _to_say(
    case: Case,
    party: str,
    readings: Mapping[str, Sequence[Preferences]],
    results: Results,
    w: Wording,
) -> Section:
    bullets = [
        w._("What is on the table, its linkages and bounds: public, and tells nothing of anybody."),
        *_public_positions(party, readings, w),
        *_trades(party, results, w),
        *_packages(party, results, w),
    ]
    if any(result.zone.exists for _, result in results):
        others = w.list_of(w.party(p) for p in readings if p != party)
        text = w.n_(
            "“An agreement looks possible.” Tells that by our models {others} could sign something "
            "that {party} could sign.",
            "“An agreement looks possible.” Tells that by our models {others} could sign something "
            "that {party} could sign.",
            len(readings) - 1,
        )
        bullets.append(text.format(others=others, party=w.party(party)))
    return Section(
        id="say",
        heading=w._("What may be said, and what would it tell about others?"),
        paragraphs=(
            w._(
                "Saying any of this is a choice of the person in the room. "
                "What follows each sentence is what it would give away."
            ),
        ),
        bullets=tuple(bullets),
    )


def _public_positions(
    party: str, readings: Mapping[str, Sequence[Preferences]], w: Wording
) -> Iterator[str]:
    for other, some in readings.items():
        for one in some:
            sources = {s.id: s for s in one.sources}
            for position in one.positions[:MOST_PUBLIC] if other != party else ():
                text = w._(
                    "“{party} said in public on {issue}: {says}” ({source}). "
                    "Tells nothing that is not in print."
                )
                source = sources[position.source]
                yield text.format(
                    party=w.party(other),
                    issue=w.issue(position.issue),
                    says=w.text(position.says).rstrip("."),
                    source=f"{source.publisher}{w.comma}{w.date(source.date)}",
                )


def _trades(party: str, results: Results, w: Wording) -> Iterator[str]:
    """Tell the best log-rolls of the party with others, over all combinations.

    They are those that Nash's package contains, wherever there is one.
    """
    said: set[tuple[int, int, str]] = set()
    for _, result in results:
        me = result.problem.party_ids.index(party)
        rolls = result.trades or ()
        if result.fairness is not None:
            row = result.fairness.solutions["nash"].row
            rolls = log_rolls_in(result.problem, result.frontier.packages[row])
        for roll in rolls:
            if me not in roll.parties:
                continue
            k = roll.parties.index(me)
            mine, theirs = roll.issues[k], roll.issues[1 - k]
            other = result.problem.party_ids[roll.parties[1 - k]]
            if (mine, theirs, other) in said or len(said) == MOST_TRADES:
                continue
            said.add((mine, theirs, other))
            ids = result.problem.case.issue_ids
            text = w._(
                "“What if you had your way on {mine}, and gave way on {theirs}?” Tells that by our "
                "model {theirs} weighs more with {other} than {mine}."
            )
            sentence = text.format(
                mine=w.issue(ids[mine]), theirs=w.issue(ids[theirs]), other=w.party(other)
            )
            losing = [w.party(result.problem.party_ids[p]) for p, gain in roll.others if gain < 0]
            if losing:
                sentence += " " + w._("It would be at the cost of {others}.").format(
                    others=w.list_of(losing)
                )
            yield sentence
            break


def _packages(party: str, results: Results, w: Wording) -> Iterator[str]:
    """Tell the package chosen most often as fair, and what putting it forward would tell."""
    counted: dict[tuple[tuple[str, str], ...], int] = {}
    for _, result in results:
        if result.fairness is not None:
            for name in SOLUTIONS:
                key = tuple(result.package(result.fairness.solutions[name].row).items())
                counted[key] = counted.get(key, 0) + 1
    if counted:
        best = max(counted, key=lambda key: counted[key])
        text = w._(
            "“What would you say to this: {package}?” Tells that we do not rule out that the "
            "others could live with each of these."
        )
        yield text.format(package=w.package_words(dict(best)))


def _not_to_say(
    case: Case, party: str, readings: Mapping[str, Sequence[Preferences]], w: Wording
) -> Section:
    bullets = []
    for other, some in readings.items():
        if other == party:
            continue
        for one in (o for o in some if o.has_numbers):
            parts = [w._("walk-away value {value}").format(value=walk_away_words(one, w))]
            if top := most_important(one, w):
                parts.append(w._("what matters most ({issues})").format(issues=top))
            if one.red_lines:
                n = len(one.red_lines)
                parts.append(w.n_("its red line", "its {n} red lines", n).format(n=w.number(n)))
            reading = after_comma(one.reading, w)
            bullets.append(f"{w.party(other)}{reading}: {w.list_of(parts)}.")
    closing = w._("Nor that there are estimates at all, how many readings, or who made them.")
    return Section(
        id="not-to-say", heading=w._("What not to say?"), bullets=tuple(bullets), closing=(closing,)
    )
