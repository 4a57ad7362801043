"""What holds across combinations of readings. Exact.

It says whether one package can be signed under all, and under how many each named package stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goodoffices.analysis.analysis import Analysis
from goodoffices.analysis.engine.feasible_package import package_meeting
from goodoffices.analysis.frontier.fairness import SOLUTIONS
from goodoffices.analysis.problem.compiling import compile_case
from goodoffices.analysis.problem.limits import Limits
from goodoffices.preferences import Preferences


@dataclass(frozen=True, kw_only=True)
class Across:
    """A package that is some solution under some combination (positions).

    It says under which combinations all can sign it, and under which it is efficient. ``efficient``
    leaves out combinations whose frontier is not whole (``undecided``). ``drafts``: the drafts that
    it is, by name.
    """

    package: Mapping[str, str]
    chosen_by: tuple[tuple[int, str], ...]
    in_zone: tuple[int, ...]
    efficient: tuple[int, ...]
    undecided: tuple[int, ...]
    drafts: tuple[str, ...] = ()


def signed_under_all(
    results: Sequence[Analysis], limits: Limits | None = None
) -> dict[str, str] | None:
    """Find a package that everybody can sign under each of some combinations of readings.

    The readings are of one case. None: there is none.
    """
    used: dict[tuple[str, str], Preferences] = {}
    for result in results:
        for one in result.problem.preferences:
            used.setdefault((one.party, one.reading), one)
    problem = compile_case(results[0].problem.case, list(used.values()))
    row = package_meeting(problem, range(len(problem.demands)), limits or Limits())
    return None if row is None else problem.package(row)


def across_combinations(
    results: Sequence[Analysis], drafts: Mapping[str, Mapping[str, str]] | None = None
) -> tuple[Across, ...]:
    """Judge under all combinations the drafts and each package that a solution chooses under some.

    Drafts (whole packages, by name) come first, then those that stand under most.
    """
    ids = results[0].problem.case.issue_ids
    names: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for name, choices in (drafts or {}).items():
        names.setdefault(tuple((i, choices[i]) for i in ids), []).append(name)
    named: dict[tuple[tuple[str, str], ...], list[tuple[int, str]]] = {key: [] for key in names}
    for number, result in enumerate(results):
        if result.fairness is not None:
            for name in SOLUTIONS:
                package = result.package(result.fairness.solutions[name].row)
                named.setdefault(tuple(package.items()), []).append((number, name))
    vectors = [set(map(tuple, result.frontier.utilities.tolist())) for result in results]
    found = []
    for key, chosen_by in named.items():
        package, in_zone, efficient, undecided = dict(key), [], [], []
        for number, result in enumerate(results):
            row = result.problem.indices(package)
            if not result.problem.broken_demands(row):
                in_zone.append(number)
            if result.in_part is not None:
                undecided.append(number)
            elif (
                result.problem.is_feasible(row)
                and tuple(result.problem.utilities(row)[0].tolist()) in vectors[number]
            ):
                efficient.append(number)
        found.append(
            Across(
                package=package,
                chosen_by=tuple(chosen_by),
                in_zone=tuple(in_zone),
                efficient=tuple(efficient),
                undecided=tuple(undecided),
                drafts=tuple(names.get(key, ())),
            )
        )
    return tuple(
        sorted(
            found,
            key=lambda a: (not a.drafts, -len(a.in_zone), -len(a.efficient), a.chosen_by),
        )
    )
