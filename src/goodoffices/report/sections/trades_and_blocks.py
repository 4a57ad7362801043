"""What trade makes an agreement, and what blocks one."""

from __future__ import annotations

from goodoffices.analysis import DemandKind
from goodoffices.report.content import Section
from goodoffices.report.spoken import SpokenAnalysis


def trades_section(spoken: SpokenAnalysis) -> Section:
    """The best log-rolls."""
    w = spoken.words
    heading = w._("What trade makes it?")
    if len(spoken.parties) < 2:
        return Section(heading, (w._("One party alone has nobody to trade with."),))
    if spoken.result.trades is None:
        return Section(heading, (w._("Log-rolls were not looked for in the time allowed."),))
    if not spoken.result.trades:
        return Section(
            heading,
            (w._("No log-roll was found: on no two issues would such an exchange let two parties gain and keep the rules of the case."),),
        )
    text = w._(
        "Log-rolls: each of two parties has its way on the issue that matters more to it. "
        "Both gain over the reverse exchange, and half as much over meeting halfway on both issues."
    )
    bullets = []
    for roll in spoken.result.trades:
        a, b = (spoken.parties[p] for p in roll.parties)
        i, j = (spoken.problem.case.issues[k] for k in roll.issues)
        line = w._("{a} has its way on {i} ({option_i}), {b} on {j} ({option_j}): {a} {gain_a}, {b} {gain_b} points.").format(
            a=a,
            b=b,
            i=w.issue(i.id),
            j=w.issue(j.id),
            option_i=w.option(i.id, i.options[roll.options[0]].id),
            option_j=w.option(j.id, j.options[roll.options[1]].id),
            gain_a=w.points(roll.gains[0], sign=True),
            gain_b=w.points(roll.gains[1], sign=True),
        )
        if roll.others:
            others = w.list_of(f"{spoken.parties[p]} {w.points(change, sign=True)}" for p, change in roll.others)
            line += " " + w._("Others: {others}.").format(others=others)
        bullets.append(line)
    return Section(heading, (text,), tuple(bullets))


def blocks_section(spoken: SpokenAnalysis) -> Section:
    """Why no agreement is possible; where one is, the demands that hold in all packages."""
    w, conflict = spoken.words, spoken.result.conflict
    heading = w._("What blocks?")
    if conflict is None:
        return _standing_demands(spoken, heading if spoken.for_party is None else w._("Which rules hold?"))
    demands = [w.demand(spoken.problem.demands[d]) for d in conflict.demands]
    if len(demands) == 1:
        first = w._("{demand} cannot be met by any package.").format(demand=_capital(demands[0]))
    else:
        together = w._("{demands} cannot both hold.") if len(demands) == 2 else w._("{demands} cannot all hold together.")
        first = together.format(demands=_capital(w.list_of(demands)))
    second = w._("This was checked: no package meets all of them, and leaving out any one of them, some package meets the rest:")
    bullets = []
    for demand, without in zip(demands, conflict.without, strict=True):
        text = w._("without {demand}: {package}")
        bullets.append(text.format(demand=demand, package=w.package_words(spoken.problem.package(without))))
    closing = []
    if any(spoken.problem.demands[d].kind is DemandKind.BOUND for d in conflict.demands):
        closing.append(w._("Bounds of law or of the mandate are nobody's demand and not open to bargaining."))
    closing.append(w._("There may be other such sets; this is one, and it is minimal."))
    return Section(heading, (first, second), tuple(bullets), closing=tuple(closing))


def _standing_demands(spoken: SpokenAnalysis, heading: str) -> Section:
    w = spoken.words
    demands = [d for d in spoken.problem.demands if d.kind is not DemandKind.WALK_AWAY]
    if not demands:
        return Section(
            heading,
            (w._("Nothing: the case has no linkages, bounds, limits or red lines, and all walk-away values can be met together."),),
        )
    if spoken.for_party is not None:
        sentence = w._("These hold in every package named here:")
        return Section(heading, (sentence,), tuple(_capital(w.demand(d)) for d in demands))
    sentence = w._("Nothing blocks an agreement. These demands hold in every efficient package named here:")
    return Section(heading, (sentence,), tuple(_capital(w.demand(d)) for d in demands))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
