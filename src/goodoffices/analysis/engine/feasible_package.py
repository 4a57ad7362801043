"""Is there a package that meets these demands? Names one, or proves that there is none."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.engine.elimination import efficient_totals
from goodoffices.analysis.problem.coordinates import (
    Coordinate,
    demand_coordinates,
    forbidden_conditions,
)
from goodoffices.analysis.problem.errors import FrontierTooLarge, GroupTooLarge
from goodoffices.analysis.problem.limits import Limits
from goodoffices.analysis.problem.problem import CompiledCondition, Problem
from goodoffices.analysis.solvers.feasibility import package_reaching


def package_meeting(
    problem: Problem, demands: Collection[int], limits: Limits
) -> npt.NDArray[np.int32] | None:
    """Find a package that meets these demands, whatever the others say. Exact.

    None if there is none.
    """
    coordinates = demand_coordinates(problem, demands)
    return (
        None
        if coordinates is None
        else package_at_floors(problem, coordinates, forbidden_conditions(problem, demands), limits)
    )


def package_at_floors(
    problem: Problem,
    coordinates: Sequence[Coordinate],
    forbidden: Sequence[CompiledCondition],
    limits: Limits,
) -> npt.NDArray[np.int32] | None:
    """Find a package at or above the floors of all coordinates and in no forbidden condition.

    Exact. None if there is none. It is found by adding up the issues; where that is too much work,
    by an integer program.
    """
    try:
        front = efficient_totals(problem, coordinates, forbidden, limits)
    except (FrontierTooLarge, GroupTooLarge):
        return package_reaching(problem, coordinates, forbidden, limits.seconds_left)
    return front.packages()[0] if len(front.values) else None


def package_by_sum(
    problem: Problem, demands: Collection[int], limits: Limits
) -> npt.NDArray[np.int32] | None:
    """Find a package as `package_meeting` does, by adding up alone.

    Raises `FrontierTooLarge`, `GroupTooLarge` where that is too much work.
    """
    coordinates = demand_coordinates(problem, demands)
    if coordinates is None:
        return None
    front = efficient_totals(problem, coordinates, forbidden_conditions(problem, demands), limits)
    return front.packages()[0] if len(front.values) else None
