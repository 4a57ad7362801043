"""What a report rests on, and whether an agreement is possible."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from goodoffices.analysis import BaselineKind
from goodoffices.preferences import BasisKind, Preferences, utility
from goodoffices.report.analysis_in_words import SpokenAnalysis
from goodoffices.report.codes import ONLY, confidence_word, reading_word
from goodoffices.report.content import Section
from goodoffices.report.wording import Wording

#: From how far apart a walk-away value and the status quo are remarked, as a share of the span of
#: what a party gets in efficient packages.
FAR = Fraction(1, 4)


def lead_sentence(spoken: SpokenAnalysis) -> str:
    """Give the answer in a sentence that a mediator could say aloud."""
    w, zone = spoken.words, spoken.result.zone
    if spoken.for_party is not None:
        own = w._("There are packages that {party} could sign.")
        none = w._("No package that the case allows is worth as much to {party} as walking away.")
        return (own if zone.exists else none).format(party=w.party(spoken.for_party))
    if zone.exists and spoken.result.in_part is not None:
        return w._(
            "An agreement is possible. Not all efficient packages could be listed; "
            "this is an answer in part."
        )
    if zone.exists and spoken.result.fragile:
        return w._(
            "An agreement is possible, but the zone is fragile: "
            "it vanishes when a weight is off by a tenth."
        )
    if zone.exists:
        return w._("An agreement is possible.")
    if not len(spoken.result.frontier) and spoken.result.in_part is None:
        return w._("No agreement is possible: the rules and red lines alone leave no package.")
    return w._("No agreement is possible under these preferences.")


def basis_lines(spoken: SpokenAnalysis) -> tuple[str, ...]:
    """Say in short what the report rests on; stands under the answer."""
    w = spoken.words
    lines = []
    if spoken.invented:
        lines.append(
            w._(
                "Exercise values: the numbers are invented for teaching, "
                "or come from another program's file, and say nothing of any real party."
            )
        )
    lines.append(
        w._("This rests on: {parts}.").format(
            parts=w.semicolons(_basis_in_short(spoken, p) for p in range(len(spoken.parties)))
        )
    )
    if spoken.for_party is not None:
        lines.append(w._("Nothing here rests on what other parties want, say or refuse."))
    lines += _without_walk_away(spoken)
    return (*lines, *spoken.notes)


def _basis_in_short(spoken: SpokenAnalysis, p: int) -> str:
    w, one = spoken.words, spoken.problem.preferences[p]
    basis = one.basis
    parts = [w.basis_word(basis.kind)]
    if basis.kind is BasisKind.ESTIMATE:
        parts = [
            w._("estimate by {author}").format(author=basis.author),
            w._("confidence {confidence}").format(
                confidence=confidence_word(basis.confidence or "", w)
            ),
        ]
    if basis.date is not None:
        parts.append(w.age(basis.date, spoken.today))
    if one.reading != ONLY:
        parts.append(w._("reading “{name}”").format(name=reading_word(one.reading, w)))
    return f"{spoken.parties[p]}: {w.commas(parts)}"


def _without_walk_away(spoken: SpokenAnalysis) -> list[str]:
    """Say what the first lines must say of parties that have no walk-away value."""
    w, lines = spoken.words, []
    baselines = spoken.result.fairness.baselines if spoken.result.fairness else None
    for p, floor in enumerate(spoken.problem.walk_away):
        if floor is not None:
            continue
        text = w._(
            "{party} has no walk-away value (which is not 0): "
            "nothing is out of the zone on its account."
        )
        line = text.format(party=spoken.parties[p])
        if baselines is not None:
            if baselines[p].kind is BaselineKind.STATUS_QUO:
                more = w._("Its gains are counted from its value of the status quo, {value}.")
            else:
                more = w._("Its gains are counted from its least value in the zone, {value}.")
            line += " " + more.format(value=w.points(baselines[p].value))
        lines.append(line)
    changed = (
        spoken.result.fairness.unchanged_with_other_baseline if spoken.result.fairness else None
    )
    if changed is not None and spoken.for_party is None:
        moved = [w.solution(name) for name, same in changed.items() if not same]
        if moved:
            lines.append(
                w.n_(
                    "If gains were counted from the least value in the "
                    "zone instead, {names} would change.",
                    "If gains were counted from the least value in the "
                    "zone instead, {names} would change.",
                    len(moved),
                ).format(names=w.list_of(moved))
            )
        else:
            lines.append(
                w._(
                    "No solution changes if gains are counted from the "
                    "least value in the zone instead."
                )
            )
    return lines


def basis_section(spoken: SpokenAnalysis) -> Section:
    """Say whose word the numbers are, how old, how sure, how read."""
    w = spoken.words
    bullets = []
    for p, one in enumerate(spoken.problem.preferences):
        bullets.append(f"{spoken.parties[p]}: {w.basis(one.basis, spoken.today)}.")
        if not one.numbers.weights_as_given and one.weight_sum not in (1, 100):
            bullets.append(
                w._("{party}'s weights add up to {sum}; they are normalised.").format(
                    party=spoken.parties[p], sum=w.points(one.weight_sum)
                )
            )
        if one.otherwise:
            bullets.append(otherwise_words(one, w))
        if (far := far_from_now(spoken, p)) is not None:
            bullets.append(far)
        if one.numbers.cut is not None:
            bullets.append(
                w._("{party}'s totals are cut at {value}.").format(
                    party=spoken.parties[p], value=w.points(one.numbers.cut)
                )
            )
    as_given = [
        spoken.parties[p]
        for p, one in enumerate(spoken.problem.preferences)
        if one.numbers.weights_as_given
    ]
    if len(as_given) == len(spoken.parties):
        bullets.append(w._("Weights are taken as given, not normalised."))
    elif as_given:
        bullets.append(
            w._("Weights of {parties} are taken as given, not normalised.").format(
                parties=w.list_of(as_given)
            )
        )
    if any(one.reading != ONLY for one in spoken.problem.preferences):
        bullets.append(
            w._(
                "A reading is one way to understand what a party wants. A party may have several; "
                "this report takes the one that is named."
            )
        )
    exact = w._(
        "Sums and comparisons are exact for these numbers; figures here are rounded for reading. "
        "Whether the numbers are right, no sum says."
    )
    rounded = w._(
        "Utilities are summed exactly, rounded half up to a multiple of {grids} as the files "
        "state, then compared exactly."
    )
    grids = w.list_of(
        sorted(
            {f"1e-{len(str(r.grid)) - 1}" for r in spoken.problem.evaluations if r.grid is not None}
        )
    )
    bullets.append(exact if spoken.problem.is_exact else rounded.format(grids=grids))
    return Section(id="basis", heading=w._("What does this rest on?"), bullets=tuple(bullets))


def otherwise_words(one: Preferences, w: Wording) -> str:
    """Say what a party expects if nothing is agreed, with odds."""
    parts = []
    for outcome in one.otherwise:
        low, high = (100 * end for end in outcome.odds)
        odds = (
            w._("{percent} %").format(percent=w.points(low))
            if low == high
            else w._("{low} to {high} %").format(low=w.points(low), high=w.points(high))
        )
        if outcome.package is None:
            what = w._("worth {points}").format(points=w.points(outcome.worth or Fraction(0)))
        elif one.unsupported():
            what = w._("a package")
        else:
            what = w._("worth {points}").format(points=w.points(utility(one, outcome.package)))
        if outcome.text is not None:
            what = w._("“{words}”, {worth}").format(words=w.text(outcome.text), worth=what)
        parts.append(w._("{odds}: {what}").format(odds=odds, what=what))
    text = w._("If nothing is agreed, {party} expects: {outcomes}.")
    return text.format(party=w.party(one.party), outcomes=w.semicolons(parts))


def far_from_now(spoken: SpokenAnalysis, p: int) -> str | None:
    """Say where a walk-away value is far from what things as they are today are worth."""
    w, floor, now = spoken.words, spoken.problem.walk_away[p], spoken.value_now
    if floor is None or now is None:
        return None
    value = spoken.problem.as_utility(floor, p)
    column = spoken.result.frontier.utilities[:, p]
    span = spoken.problem.as_utility(int(max(column)) - int(min(column)), p) if len(column) else 0
    if not span or abs(value - now[p]) <= FAR * span:
        return None
    most = max(
        (
            spoken.result.utility(int(row), p)
            for row in np.flatnonzero(spoken.result.zone.on_frontier)
        ),
        default=None,
    )
    text = (
        w._(
            "To {party} things as they are today are worth {now}, and walking away {value}. If "
            "without an agreement things only stayed as they are, this party would refuse every "
            "package in the zone."
        )
        if most is not None and most < now[p] and spoken.result.in_part is None
        else w._(
            "To {party} things as they are today are worth {now}, and walking away {value}. If "
            "without an agreement things only stayed as they are, this party could sign packages "
            "that are left out here."
        )
        if now[p] < value
        else w._(
            "To {party} things as they are today are worth {now}, and walking away {value}. If "
            "without an agreement things only stayed as they are, this party would refuse some "
            "packages that it could sign here."
        )
    )
    said = [text.format(party=spoken.parties[p], now=w.points(now[p]), value=w.points(value))]
    fairness = spoken.result.fairness
    if fairness is not None and spoken.for_party is None:
        nash = spoken.result.utility(fairness.solutions["nash"].row, p)
        if value <= nash < now[p] and (most is None or most >= now[p]):
            refused = w._("The Nash package would be one of those: it gives {points}.")
            said.append(refused.format(points=w.points(nash)))
    said.append(w._("Ask what it expects to happen if nothing is agreed."))
    return " ".join(said)


def possible_section(spoken: SpokenAnalysis) -> Section:
    """Say whether an agreement is possible, and how many packages lie in the zone."""
    w, zone = spoken.words, spoken.result.zone
    total = w.number(spoken.problem.n_packages)
    if spoken.for_party is not None:
        return _open_to_party(spoken, total)
    if not zone.exists:
        return Section(
            id="possible",
            heading=w._("Is an agreement possible?"),
            paragraphs=(_no_zone_sentence(spoken, total),),
        )
    count = zone.count
    if count.is_exact:
        share = Fraction(count.lower, spoken.problem.n_packages)
        sentence = w.n_(
            "{n} of {total} packages lies in the zone of possible agreement ({share}).",
            "{n} of {total} packages lie in the zone of possible agreement ({share}).",
            count.lower,
        ).format(n=w.number(count.lower), total=total, share=_small_share(spoken, share))
        if zone.lawful and zone.lawful < spoken.problem.n_packages:
            sentence += " " + w._(
                "{n} packages keep the rules and red lines; the zone is {share} of these."
            ).format(
                n=w.number(zone.lawful),
                share=_small_share(spoken, Fraction(count.lower, zone.lawful)),
            )
    else:
        sentence = w._(
            "Of {total} packages at least {low} and at most {high} lie in the zone of possible "
            "agreement; both bounds are certain (--count counts exactly, where it can)."
        ).format(total=total, low=w.number(count.lower), high=w.number(count.upper))
        if zone.estimate is not None:
            sentence += " " + w._(
                "Of {n} packages drawn at random (seed {seed}) {share} lie in it; "
                "this is a sample, not a proof."
            ).format(
                n=w.number(zone.estimate.n_drawn),
                seed=zone.estimate.seed,
                share=f"{100 * zone.estimate.share:.2f} %",
            )
    if any(issue.of_range for issue in spoken.problem.case.issues):
        sentence += " " + w._("On continuous issues packages are counted at the numbers listed.")
    more = _fragile_sentences(spoken)
    meaning = w._(
        "A package is in the zone if every rule of the case holds, no red line is crossed, "
        "and no party would rather walk away."
    )
    return Section(
        id="possible",
        heading=w._("Is an agreement possible?"),
        paragraphs=(sentence, meaning, *more),
    )


def _fragile_sentences(spoken: SpokenAnalysis) -> tuple[str, ...]:
    """Say how the zone takes it when a weight is moved by a tenth."""
    w, fragile = spoken.words, spoken.result.fragile
    if fragile is None or all(floor is None for floor in spoken.problem.walk_away):
        return ()
    if not fragile:
        return (
            w._(
                "If any one weight is a tenth greater or smaller, and the other weights of the "
                "same party make up for it, an agreement is still possible."
            ),
        )
    greater = w._("{party}'s weight of {issue} a tenth greater")
    smaller = w._("{party}'s weight of {issue} a tenth smaller")
    moves = w.list_of(
        (greater if one.by > 0 else smaller).format(
            party=spoken.parties[one.party],
            issue=w.issue(spoken.problem.case.issues[one.issue].id),
        )
        for one in fragile
    )
    return (
        w._(
            "No package would be left in it with {moves}, "
            "the party's others scaled to keep the sum."
        ).format(moves=moves),
    )


def _open_to_party(spoken: SpokenAnalysis, total: str) -> Section:
    """Say how many packages are open to one party, in a view for it.

    It says nothing of what others would accept.
    """
    w, count = spoken.words, spoken.result.zone.count
    number = (
        w.number(count.lower)
        if count.is_exact
        else w._("{low} to {high}").format(low=w.number(count.lower), high=w.number(count.upper))
    )
    text = w._(
        "{n} of {total} packages keep the rules of the case, "
        "cross none of {party}'s red lines and reach its walk-away value, if it has one."
    )
    more = w._("What others want is not counted here.")
    heading = w._("Which packages are open to {party}?").format(party=spoken.parties[0])
    return Section(
        id="possible",
        heading=heading,
        paragraphs=(text.format(n=number, total=total, party=spoken.parties[0]), more),
    )


def _small_share(spoken: SpokenAnalysis, share: Fraction) -> str:
    percent = float(100 * share)
    return (
        spoken.words.share(share)
        if share == 1
        else f"{percent:.1f} %"
        if percent >= 0.1
        else spoken.words._("under 0.1 %")
    )


def _no_zone_sentence(spoken: SpokenAnalysis, total: str) -> str:
    w = spoken.words
    if not len(spoken.result.frontier) and spoken.result.in_part is None:
        return w._("None of {total} packages keeps all rules and red lines.").format(total=total)
    return w._(
        "None of the {total} packages keeps every rule, crosses no red line and is worth at least "
        "the walk-away value to every party. “What blocks?” says why."
    ).format(total=total)
