"""What blocks an agreement, and what would open one."""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.analysis import Change, Conflict, Demand, DemandKind, Relaxation, Relaxations
from goodoffices.analysis.frontier.binding_demands import BindingDemand
from goodoffices.report.analysis_in_words import SpokenAnalysis
from goodoffices.report.content import Section, Table
from goodoffices.report.sections.draft_study import money_that_opens
from goodoffices.report.side_by_side import side_by_side
from goodoffices.report.wording import capital


def blocks_section(spoken: SpokenAnalysis) -> Section:
    """Say why no agreement is possible.

    Where one is, it lists the demands that hold in all packages.
    """
    w, deadlock = spoken.words, spoken.result.deadlock
    heading = w._("What blocks?")
    if deadlock is None:
        return _standing_demands(
            spoken, heading if spoken.for_party is None else w._("Which rules hold?")
        )
    if not deadlock.conflicts.found:
        return Section(
            id="conflict",
            heading=heading,
            paragraphs=(
                w._(
                    "Which demands cannot be met together was not found out: the time ended first."
                ),
            ),
        )
    first, *others = deadlock.conflicts.found
    check = w._(
        "This was checked: no package meets all of them, and leaving out any one of them, "
        "some package meets the rest:"
    )
    bullets = []
    for number, without in zip(first.demands, first.without, strict=True):
        text = w._("without {demand}: {package}")
        package = w.package_words(spoken.problem.package(without))
        bullets.append(
            text.format(demand=w.demand(spoken.problem.demands[number]), package=package)
        )
    closing = []
    if others:
        closing.append(
            w._(
                "The same holds of other sets, each minimal, "
                "each with its own check (in the JSON output):"
            )
        )
        closing += [_cannot_hold(spoken, conflict) for conflict in others]
    if deadlock.conflicts.complete:
        closing.append(
            w._("These are all such sets.") if others else w._("There is no other such set.")
        )
    else:
        closing.append(w._("There may be other such sets."))
    named = {d for conflict in deadlock.conflicts.found for d in conflict.demands}
    if any(spoken.problem.demands[d].kind is DemandKind.BOUND for d in named):
        closing.append(
            w._("Bounds of law or of the mandate are nobody's demand and not open to bargaining.")
        )
    return Section(
        id="conflict",
        heading=heading,
        paragraphs=(_cannot_hold(spoken, first), check),
        bullets=tuple(bullets),
        closing=tuple(closing),
    )


def _cannot_hold(spoken: SpokenAnalysis, conflict: Conflict) -> str:
    return spoken.words.cannot_hold(spoken.problem.demands[d] for d in conflict.demands)


def opens_section(spoken: SpokenAnalysis, *, with_packages: bool = True) -> Section | None:
    """Say what would open an agreement where there is none.

    None where that was not looked for. ``with_packages``: also what each way opens.
    """
    w, deadlock = spoken.words, spoken.result.deadlock
    if deadlock is None or deadlock.relaxations is None:
        return None
    found = deadlock.relaxations
    bullets = tuple(
        _relaxation_words(spoken, relaxation, with_packages=with_packages)
        for relaxation in found.found
    )
    closing = []
    if len(found.found) > 1:
        closing.append(
            w._(
                "Which of these ways is open to talk, if any, only the parties know; "
                "their order says nothing."
            )
        )
    elif found.found:
        closing.append(w._("Whether this way is open to talk only the parties know."))
    if found.fewest == 1 and found.complete:
        closing.append(w._("Moving any other demand alone opens nothing."))
    if any(r.least for r in found.found):
        closing.append(
            w._(
                "An amount said to be the least is proven: with all else as it is, "
                "less of a move opens nothing."
            )
        )
    if with_packages:
        closing += money_that_opens(spoken)
    return Section(
        id="relaxations",
        heading=w._("What would open an agreement?"),
        paragraphs=_how_many(spoken, found),
        bullets=bullets,
        closing=tuple(closing),
    )


def near_section(spoken: SpokenAnalysis) -> Section | None:
    """Show the packages that come nearest to an agreement.

    None where there are none to show.
    """
    deadlock = spoken.result.deadlock
    if deadlock is None or not deadlock.near:
        return None
    return Section(
        id="nearest",
        heading=spoken.words._("Which packages come nearest?"),
        tables=_near_tables(spoken),
    )


def _how_many(spoken: SpokenAnalysis, found: Relaxations) -> tuple[str, ...]:
    w = spoken.words
    if found.impossible:
        return (
            w._(
                "Nothing that the parties could move: "
                "bounds of law or of the mandate conflict by themselves."
            ),
        )
    if not found.found:
        return (
            w._(
                "How many demands would have to move was not found out: "
                "there are too many to go through."
            ),
        )
    sentences = []
    if found.fewest == 1:
        sentences.append(w._("One demand moved is enough. Each line is one way:"))
    elif found.fewest is not None:
        text = w._(
            "Moving one demand alone opens nothing. It takes {n} together. Each line is one way:"
        )
        more = w.n_(
            "Moving fewer than {n} demands opens nothing. Each line is one way:",
            "Moving fewer than {n} demands opens nothing. Each line is one way:",
            found.fewest,
        )
        text = text if found.fewest == 2 else more
        sentences.append(text.format(n=w.number(found.fewest)))
    if not found.complete:
        sentences.append(w._("There may be other ways with as few."))
    return tuple(sentences)


def _relaxation_words(
    spoken: SpokenAnalysis, relaxation: Relaxation, *, with_packages: bool
) -> str:
    w = spoken.words
    moves = w.list_of(
        _move(spoken, change, least=relaxation.least) for change in relaxation.changes
    )
    values = spoken.values(relaxation.utilities)
    if not with_packages:
        return w._("{moves}: this opens a package worth {values}.").format(
            moves=capital(moves), values=values
        )
    package = w.package_words(spoken.problem.package(relaxation.package))
    return w._("{moves}: this opens {package} ({values}).").format(
        moves=capital(moves), package=package, values=values
    )


def _move(spoken: SpokenAnalysis, change: Change, *, least: bool) -> str:
    w, demand = spoken.words, spoken.problem.demands[change.demand]
    if change.from_ is None or change.to is None:
        return w._("without {demand}").format(demand=w.demand(demand))
    text = (
        w._("{demand} moved to {to}, the least that is enough")
        if least
        else w._("{demand} moved to {to}")
    )
    return text.format(demand=w.demand(demand), to=w.amount(change.to, up=change.to > change.from_))


def _near_tables(spoken: SpokenAnalysis) -> tuple[Table, ...]:
    w, deadlock = spoken.words, spoken.result.deadlock
    assert deadlock is not None
    names = tuple(
        w._("package {n}").format(n=w.number(n)) for n in range(1, len(deadlock.near) + 1)
    )
    rows = []
    for p, party in enumerate(spoken.parties):
        cells = [party]
        for near in deadlock.near:
            value = w.points(spoken.problem.as_utility(near.utilities[p], p))
            lacking = w._("{value}, {short} short").format(
                value=w.amount(spoken.problem.as_utility(near.utilities[p], p)),
                short=w.amount(near.shortfalls[p], up=True),
            )
            cells.append(lacking if near.shortfalls[p] else value)
        rows.append(tuple(cells))
    note = w._(
        "For none of them is there a package that is nearer for one party and no farther for "
        "another. Fewest parties short come first."
    )
    if deadlock.n_near > len(deadlock.near):
        note += " " + w._("Shown are {n} of {all} such ways to fall short.").format(
            n=w.number(len(deadlock.near)), all=w.number(deadlock.n_near)
        )
    caption = w._("Packages that come nearest to all walk-away values, and what each party lacks")
    packages = [spoken.problem.package(near.package) for near in deadlock.near]
    return (
        Table(
            caption=caption,
            columns=(w._("Party"), *names),
            rows=tuple(rows),
            note=note,
            mark=spoken.mark,
            mark_heading=w._("basis"),
        ),
        *side_by_side(w, packages, names, w._("These packages, issue by issue"), spoken.mark),
    )


def _standing_demands(spoken: SpokenAnalysis, heading: str) -> Section:
    w = spoken.words
    demands = [d for d in spoken.problem.demands if d.kind is not DemandKind.WALK_AWAY]
    if not demands:
        return Section(
            id="conflict",
            heading=heading,
            paragraphs=(
                w._(
                    "Nothing: the case has no linkages, bounds, limits or red lines, "
                    "and all walk-away values can be met together."
                ),
            ),
        )
    if spoken.for_party is not None:
        sentence = w._("These hold in every package named here:")
        return Section(
            id="conflict",
            heading=heading,
            paragraphs=(sentence,),
            bullets=tuple(capital(w.demand(d)) for d in demands),
        )
    return _what_binds(spoken, demands, heading)


def _what_binds(spoken: SpokenAnalysis, demands: Sequence[Demand], heading: str) -> Section:
    """Say which rules and red lines stand between the Nash package and something better for all."""
    w, binding, fairness = spoken.words, spoken.result.binding, spoken.result.fairness
    said = w._("Nothing blocks an agreement.")
    if binding is None or fairness is None:
        more = w._(
            "Its {n} rules and red lines hold in every package named here; which of them bind was "
            "not found out."
        )
        said += " " + more.format(n=w.number(len(demands)))
        return Section(id="conflict", heading=heading, paragraphs=(said,))
    row = fairness.solutions["nash"].row
    name = w.solution("nash") if len(spoken.parties) > 1 else w._("Best")
    if not binding:
        more = w._(
            "If any one rule or red line were given up, still nothing would be better than the "
            "{name} package for one party and as good for all others."
        )
        said += " " + more.format(name=name)
        return Section(id="conflict", heading=heading, paragraphs=(said,))
    first = w.n_(
        "One rule or red line stands in the way of something better than the {name} package. "
        "Without it, but with all others, this would be at least as good for all and better for "
        "one:",
        "Each of these rules and red lines stands in the way of something better than the {name} "
        "package. Without it, but with all others, this would be at least as good for all and "
        "better for one:",
        len(binding),
    )
    others = len(demands) - len(binding)
    closing = w.n_(
        "{n} more holds, too. If it alone were given up, still nothing would be better than this "
        "package for one party and as good for all others.",
        "{n} more hold, too. If one of them alone were given up, still nothing would be better "
        "than this package for one party and as good for all others.",
        others,
    )
    return Section(
        id="conflict",
        heading=heading,
        paragraphs=(f"{said} {first.format(name=name)}",),
        bullets=tuple(_binds_words(spoken, row, one) for one in binding),
        closing=(closing.format(n=w.number(others)),) if others else (),
    )


def _binds_words(spoken: SpokenAnalysis, row: int, one: BindingDemand) -> str:
    """Say what would be without a demand: what would change, and what it would bring."""
    w, problem = spoken.words, spoken.problem
    changes = w.semicolons(
        f"{w.issue(issue.id)}: {w.option(issue.id, issue.options[b].id)}"
        for issue, a, b in zip(
            problem.case.issues, spoken.result.frontier.packages[row], one.package, strict=True
        )
        if int(a) != b
    )
    before = spoken.result.frontier.utilities[row]
    gains = w.list_of(
        f"{party} {w.points(problem.as_utility(u - int(v), p), sign=True)}"
        for p, (party, u, v) in enumerate(zip(spoken.parties, one.utilities, before, strict=True))
        if u != int(v)
    )
    return w._("{demand}. Without it: {changes} ({gains}).").format(
        demand=capital(w.demand(problem.demands[one.demand])), changes=changes, gains=gains
    )
