"""Is a list of points the whole frontier? And is each of them efficient?

By an independent sum, or gap by gap with integer proofs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from goodoffices.proof.checking.integer_proof import IntegerProof
from goodoffices.proof.checking.quantity import AtLeast
from goodoffices.proof.checking.space import Space
from goodoffices.proof.checking.summing import best_vectors, undominated, unlimited
from goodoffices.proof.verdict import Claim, Verdict

Vector = tuple[Fraction, ...]
#: Called after each proof with (proofs done, proofs in all).
Progress = Callable[[int, int], None]

#: Gaps that are looked into one by one, and points that one question may name.
MOST_GAPS = 1_000
MOST_ROWS = 3_000


@dataclass(frozen=True)
class Means:
    """What the checker may use.

    That is the time left, whether the sum may be tried, and who is told of progress.
    """

    seconds_left: Callable[[], float]
    allow_sum: bool = True
    progress: Progress | None = None


def check_complete(space: Space, points: Sequence[Vector], means: Means) -> tuple[Claim, Claim]:
    """Check the claims *efficient* and *complete* of the points of a frontier.

    Each point is given by its true utilities.
    """
    listed, kept = set(points), _undominated_of(points)
    spoilt = _spoilt(points, kept)
    if means.allow_sum and (truth := frontier_by_sum(space, means.seconds_left)) is not None:
        return _efficient(listed - truth, spoilt, len(points), space), _complete_by_sum(
            truth - listed, truth
        )
    sound = sorted(kept, reverse=True)
    complete = _complete_by_proofs(space, sound, means)
    efficient = (
        _efficient_given(space, sound, complete, means)
        if spoilt is None
        else Claim.refused("efficient", spoilt)
    )
    return efficient, complete


def frontier_by_sum(
    space: Space, seconds_left: Callable[[], float] = unlimited
) -> set[Vector] | None:
    """Compute the whole frontier by the checker's own sum; None where that is too much work."""
    best = best_vectors(space, space.utilities, space.rules(), seconds_left)
    if best is None:
        return None
    columns = []
    for p, (one, quantity) in enumerate(zip(space.preferences, space.utilities, strict=True)):
        raw = [int(x) for x in best.vectors[:, p]]
        read = {x: one.read(Fraction(x, quantity.scale)) for x in set(raw)}
        columns.append([read[x] for x in raw])
    vectors = list(zip(*columns, strict=True))
    return _undominated_of(vectors)


def _undominated_of(vectors: Sequence[Vector]) -> set[Vector]:
    rows = np.array(vectors, object).reshape(len(vectors), -1) if vectors else np.zeros((0, 0))
    return {vectors[int(i)] for i in undominated(rows)}


def _spoilt(points: Sequence[Vector], kept: set[Vector]) -> str | None:
    """Tell what is wrong with the points among themselves, or None.

    ``kept``: those that no other dominates.
    """
    if len(set(points)) < len(points):
        return "a point stands twice on the list."
    for number, point in enumerate(points):
        if point not in kept:
            return f"point {number + 1} is dominated by another point of the list."
    return None


def _efficient(surplus: set[Vector], spoilt: str | None, n: int, space: Space) -> Claim:
    if spoilt is not None:
        return Claim.refused("efficient", spoilt)
    if surplus:
        return Claim.refused(
            "efficient",
            f"the point {shown(space, max(surplus))} is dominated, as adding up the issues anew "
            "shows.",
        )
    return Claim.accepted(
        "efficient", f"{n:,} points; adding up the issues anew gives nothing that dominates one."
    )


def _complete_by_sum(missing: set[Vector], truth: set[Vector]) -> Claim:
    if missing:
        return Claim.refused(
            "complete",
            f"{len(missing):,} of {len(truth):,} points are missing; {_one_in(missing)} is one.",
        )
    return Claim.accepted(
        "complete",
        f"adding up the issues anew, in another order, gives the same {len(truth):,} points and no "
        "other.",
    )


def _one_in(vectors: set[Vector]) -> str:
    return "(" + ", ".join(f"{float(x):g}" for x in max(vectors)) + ")"


def shown(space: Space, vector: Vector) -> str:
    """Write a vector with the parties' names."""
    return ", ".join(
        f"{one.party} {float(x):g}" for one, x in zip(space.preferences, vector, strict=True)
    )


def _questions(
    space: Space, points: Sequence[Vector]
) -> Iterator[tuple[str, list[AtLeast], list[list[AtLeast]]] | None]:
    """Yield questions that must all be answered *no package*.

    None stands for one that nothing can meet on its face. With one or two parties there is a
    question for each gap between neighbours, and for both ends. With more there is one question
    that names all points.
    """
    n_parties = len(space.preferences)
    if not points:
        yield "a feasible package", [], []
    elif n_parties == 1:
        end = space.exceeding(0, max(points)[0])
        yield None if end is None else (f"above {shown(space, max(points))}", [end], [])
    elif n_parties == 2:
        yield from _gaps(space, sorted(points, reverse=True))
    else:
        rows = [
            [b for p in range(n_parties) if (b := space.exceeding(p, point[p])) is not None]
            for point in points
        ]
        yield None if any(not row for row in rows) else ("beside all points", [], rows)


def _gaps(
    space: Space, points: Sequence[Vector]
) -> Iterator[tuple[str, list[AtLeast], list[list[AtLeast]]] | None]:
    for left, right in zip([None, *points], [*points, None], strict=True):
        bounds = []
        if right is not None:
            bounds.append(space.exceeding(0, right[0]))
        if left is not None:
            bounds.append(space.exceeding(1, left[1]))
        if left is None:
            name = f"above {shown(space, points[0])}"
        elif right is None:
            name = f"above {shown(space, points[-1])}"
        else:
            name = f"between {shown(space, left)} and {shown(space, right)}"
        met = [b for b in bounds if b is not None]
        yield (name, met, []) if len(met) == len(bounds) else None


def _complete_by_proofs(space: Space, points: Sequence[Vector], means: Means) -> Claim:
    n_parties = len(space.preferences)
    n_questions = len(points) + 1 if n_parties == 2 else 1
    if n_parties == 2 and n_questions > MOST_GAPS:
        return Claim.open(
            "complete",
            f"{n_questions:,} gaps are more than are looked into one by one ({MOST_GAPS:,}).",
        )
    if n_parties > 2 and len(points) > MOST_ROWS:
        return Claim.open(
            "complete",
            f"{len(points):,} points of {n_parties} parties are more than one proof holds "
            f"({MOST_ROWS:,}).",
        )
    proof = IntegerProof(space, space.rules(), means.seconds_left)
    unproven = []
    for number, question in enumerate(_questions(space, points)):
        if question is not None:
            name, bounds, either = question
            answer = proof.find(bounds, either)
            missing = answer.package
            if missing is not None:
                vector = space.vector(space.package(missing))
                return Claim.refused(
                    "complete",
                    f"the package worth {shown(space, vector)} lies {name} and is missing.",
                )
            if not answer.impossible:
                unproven.append(name)
        if means.progress is not None:
            means.progress(number + 1, n_questions)
    if unproven:
        listed = "; ".join(unproven[:3]) + ("; …" if len(unproven) > 3 else "")
        return Claim.open(
            "complete", f"not checked: {len(unproven):,} of {n_questions:,} gaps ({listed})."
        )
    what = (
        f"each of {n_questions:,} gaps and ends"
        if n_parties == 2
        else "the space beside all points"
    )
    return Claim.accepted("complete", f"{what} holds no package, as integer programs prove.")


def _efficient_given(
    space: Space, points: Sequence[Vector], complete: Claim, means: Means
) -> Claim:
    """Check that points are efficient: nothing on a complete list dominates one.

    Where the list is not proven to be complete, each point is asked about by itself.
    """
    if complete.verdict is Verdict.ACCEPTED:
        return Claim.accepted(
            "efficient", f"{len(points):,} points; the list is complete and none dominates another."
        )
    if len(points) > MOST_GAPS:
        return Claim.open(
            "efficient",
            f"{len(points):,} points are more than are looked into one by one ({MOST_GAPS:,}).",
        )
    proof = IntegerProof(space, space.rules(), means.seconds_left)
    n_open = 0
    for point in points:
        found = dominating(space, proof, point)
        if isinstance(found, tuple):
            return Claim.refused(
                "efficient",
                f"the package worth {shown(space, found)} dominates the point "
                f"{shown(space, point)}.",
            )
        n_open += found is None
    if n_open:
        return Claim.open("efficient", f"not checked: {n_open:,} of {len(points):,} points.")
    return Claim.accepted(
        "efficient",
        f"no package dominates one of the {len(points):,} points, as integer programs prove.",
    )


def dominating(
    space: Space, proof: IntegerProof, point: Vector, among: Sequence[AtLeast] = ()
) -> Vector | bool | None:
    """Find the utilities of a package that dominates a point.

    ``among``: only packages count that reach these bounds. False if there is none, None if that
    stays open.
    """
    at_least = [b for p, value in enumerate(point) if (b := space.reaching(p, value)) is not None]
    better = [b for p, value in enumerate(point) if (b := space.exceeding(p, value)) is not None]
    if len(at_least) < len(point):
        return False
    if not better:
        return False
    answer = proof.find([*at_least, *among], [better])
    if answer.package is not None:
        return space.vector(space.package(answer.package))
    return False if answer.impossible else None
