"""What is fair by which idea of fairness, and what each party gets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from goodoffices.analysis import SOLUTIONS, BaselineKind
from goodoffices.report.analysis_in_words import SpokenAnalysis
from goodoffices.report.content import Section, Table

#: A gap that floating point does not tell from none.
NOTHING = 1e-5


def fairness_section(spoken: SpokenAnalysis) -> Section:
    """Say what the four ideas of fairness are, and what each gives."""
    w = spoken.words
    bullets = [_solution_words(spoken, name) for name in SOLUTIONS]
    return Section(
        id="fairness",
        heading=w._("What is fair, by which idea of fairness?"),
        paragraphs=(_agreement_of_solutions(spoken),),
        bullets=tuple(bullets),
        tables=(_solutions_table(spoken),),
    )


def _solution_words(spoken: SpokenAnalysis, name: str) -> str:
    """Say the idea of a solution, and what has to be known of it in this case."""
    w, fairness = spoken.words, spoken.result.fairness
    assert fairness is not None
    solution = fairness.solutions[name]
    text = f"{w.solution(name)}: {w.solution_idea(name)}."
    if name == "nash" and spoken.result.entitlements:
        given = w.list_of(
            f"{w.party(p)} {w.points(e)}" for p, e in spoken.result.entitlements.items()
        )
        text += " " + w._(
            "Gains count to the power of an entitlement: {given}; all others 1."
        ).format(given=given)
    if solution.left_out:
        left = w.list_of(spoken.parties[p] for p in solution.left_out)
        text += " " + w.n_(
            "{parties} cannot gain anywhere in the zone and is left out of the comparison.",
            "{parties} cannot gain anywhere in the zone and is left out of the comparison.",
            len(solution.left_out),
        ).format(parties=left)
    if solution.groups:
        groups = w.semicolons(
            w.list_of(spoken.parties[p] for p in group) for group, _ in solution.groups
        )
        text += " " + w._(
            "Not all parties can gain at once. Largest groups that can: {groups}. "
            "Choosing among them is no part of Nash's idea."
        ).format(groups=groups)
    text += _others_that_do_as_well(spoken, name)
    if name in fairness.unchanged_when_rescaled:
        same = w._(
            "Measured by the most that each party could gain, it would choose the same package."
        )
        other = w._(
            "Measured by the most that each party could gain, it would choose another package: "
            "this choice of scale decides."
        )
        text += " " + (same if fairness.unchanged_when_rescaled[name] else other)
    return text


def _others_that_do_as_well(spoken: SpokenAnalysis, name: str) -> str:
    """Say which other packages do as well as a solution, or may do better; else nothing."""
    w, fairness = spoken.words, spoken.result.fairness
    assert fairness is not None
    tied = fairness.ties[name]
    if spoken.result.in_part is not None:
        return " " + _bound_sentence(spoken, name)
    if not tied.is_exact:
        text = w.n_(
            "At least {n} package does equally well.",
            "At least {n} packages do equally well.",
            tied.count,
        )
    elif tied.count > 1:
        text = w.n_("{n} package does equally well.", "{n} packages do equally well.", tied.count)
    else:
        return ""
    return " " + text.format(n=w.number(tied.count))


def _solutions_table(spoken: SpokenAnalysis) -> Table:
    """Make the table of what each solution gives each party, and the most that each could get."""
    w, fairness = spoken.words, spoken.result.fairness
    assert fairness is not None
    columns = (w._("Solution"), *spoken.parties)
    rows = [_solution_row(spoken, name) for name in SOLUTIONS]
    most = (
        f"{w.points(ideal + b.value)} ({w.points(ideal, sign=True)})"
        for ideal, b in zip(fairness.ideal, fairness.baselines, strict=True)
    )
    rows.append((w._("most in the zone, each alone"), *most))
    counted_from = (
        f"{w.points(b.value)} ({_baseline_word(spoken, p)})"
        for p, b in enumerate(fairness.baselines)
    )
    rows.append((w._("gains are counted from"), *counted_from))
    if (now := spoken.value_now) is not None:
        rows.append((w._("as things are today"), *(w.points(value) for value in now)))
    caption = w._("What each idea of fairness gives, in brackets the gain")
    numeric = frozenset(range(1, len(columns)))
    return Table(
        caption=caption,
        columns=columns,
        rows=tuple(rows),
        numeric=numeric,
        note=_discrete_note(spoken),
        mark=spoken.mark,
        mark_heading=w._("basis"),
    )


def _bound_sentence(spoken: SpokenAnalysis, name: str) -> str:
    """Say how far a solution may lie below the best.

    That is asked where not all efficient packages are known.
    """
    w, bound = spoken.words, spoken.result.bound(name)
    if bound is None:
        return w._("This is the best package found; how much better one may be was not found out.")
    if bound.gap < NOTHING:
        return w._("No package does better, as far as floating point tells.")
    return w._(
        "This is the best package found; "
        "another may do better by {gap} at most (computed in floating point)."
    ).format(gap=f"{100 * bound.gap:.2g} %")


def _discrete_note(spoken: SpokenAnalysis) -> str:
    return spoken.words._(
        "Packages cannot be mixed: shares are equal only nearly, and what is proven of these ideas "
        "for mixtures is not claimed."
    )


def _baseline_word(spoken: SpokenAnalysis, p: int) -> str:
    w = spoken.words
    assert spoken.result.fairness is not None
    return {
        BaselineKind.WALK_AWAY: w._("walk-away value"),
        BaselineKind.STATUS_QUO: w._("status quo"),
        BaselineKind.LEAST_IN_ZONE: w._("least in the zone"),
    }[spoken.result.fairness.baselines[p].kind]


def _solution_row(spoken: SpokenAnalysis, name: str) -> tuple[str, ...]:
    w, fairness = spoken.words, spoken.result.fairness
    assert fairness is not None
    cells = [w.solution(name)]
    for p, baseline in enumerate(fairness.baselines):
        value = spoken.result.utility(fairness.solutions[name].row, p)
        cells.append(f"{w.points(value)} ({w.points(value - baseline.value, sign=True)})")
    return tuple(cells)


def _agreement_of_solutions(spoken: SpokenAnalysis) -> str:
    w, solutions = spoken.words, spoken.solutions_of_row
    if len(solutions) == 1:
        return w._("All four ideas of fairness choose what gives the parties the same.")
    joined = [w.list_of(names) for names in solutions.values() if len(names) > 1]
    if joined:
        agree = w.semicolons(w._("{names} choose the same").format(names=names) for names in joined)
        return w._("The four ideas do not all choose the same package: {agree}.").format(
            agree=agree
        )
    return w._("Each idea of fairness chooses another package.")


def packages_section(spoken: SpokenAnalysis) -> Section:
    """Lay the chosen packages side by side, as far as they differ, and say what all share."""
    w, names = spoken.words, spoken.names_of_row
    shared = shared_options([spoken.result.package(row) for row in names])
    if len(shared) == len(spoken.problem.case.issues):
        text = (
            w._("All of them choose this package: {package}.")
            if len(spoken.parties) > 1
            else w._("This is it: {package}.")
        )
    else:
        text = w._("The same in all of them: {package}.")
    said = (text.format(package=w.package_words(shared)),) if shared else ()
    return Section(
        id="packages",
        heading=w._("What is in these packages?") if len(names) > 1 else w._("What is in it?"),
        tables=(_options_table(spoken, names),) if len(names) > 1 else (),
        closing=said,
    )


def shared_options(packages: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Give the options, by issue, that some packages have in common."""
    first, *others = packages
    return {
        issue: option
        for issue, option in first.items()
        if all(package[issue] == option for package in others)
    }


def points_section(spoken: SpokenAnalysis) -> Section:
    """Say what each issue of the chosen packages brings each party."""
    w = spoken.words
    first = w._(
        "Points an issue brings are weight times score; the last rows add what a party puts on "
        "combinations, and the total."
    )
    return Section(
        id="points",
        heading=w._("What does each party get, issue by issue?"),
        paragraphs=(first,),
        tables=tuple(
            _package_table(spoken, row, label) for row, label in spoken.names_of_row.items()
        ),
        is_detail=True,
    )


def _options_table(spoken: SpokenAnalysis, names: Mapping[int, str]) -> Table:
    """Make the table of the issues that the packages settle in different ways."""
    w = spoken.words
    packages = [spoken.result.package(row) for row in names]
    shared = shared_options(packages)
    rows = tuple(
        (w.issue(issue.id), *(w.option(issue.id, package[issue.id]) for package in packages))
        for issue in spoken.problem.case.issues
        if issue.id not in shared
    )
    return Table(
        caption=w._("The packages side by side, where they differ"),
        columns=(w._("Issue"), *names.values()),
        rows=rows,
        mark=spoken.mark,
        mark_heading=w._("basis"),
    )


def _package_table(spoken: SpokenAnalysis, row: int, label: str) -> Table:
    w, problem = spoken.words, spoken.problem
    indices = spoken.result.frontier.packages[row]
    rows = []
    for j, issue in enumerate(problem.case.issues):
        option = issue.options[int(indices[j])]
        name = w.issue(issue.id)
        if issue.in_hand_of is not None:
            name = w._("{issue} (in the hand of {party})").format(
                issue=name, party=w.party(issue.in_hand_of)
            )
        points = [w.points(one.contribution(issue.id, option.id)) for one in problem.preferences]
        rows.append((name, w.option(issue.id, option.id), *points))
    package = problem.package(indices)
    extra = [
        sum((i.points for i in one.interactions if i.condition.holds(package)), Fraction(0))
        for one in problem.preferences
    ]
    if any(one.interactions for one in problem.preferences):
        rows.append((w._("on combinations"), "", *(w.points(x, sign=True) for x in extra)))
    rows.append(
        (
            w._("Total"),
            "",
            *(w.points(spoken.result.utility(row, p)) for p in range(len(spoken.parties))),
        )
    )
    floors = [
        w._("none") if f is None else w.points(problem.as_utility(f, p))
        for p, f in enumerate(problem.walk_away)
    ]
    rows.append((w._("Walk-away value"), "", *floors))
    return Table(
        caption=w._("{label} package: issue by issue").format(label=label),
        columns=(w._("Issue"), w._("Option"), *spoken.parties),
        rows=tuple(rows),
        numeric=frozenset(range(2, 2 + len(spoken.parties))),
        emphasised=frozenset({len(rows) - 2}),
        mark=spoken.mark,
        mark_heading=w._("basis"),
    )
