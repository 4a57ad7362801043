"""Where vectors may lie that known ones do not reach: the search zones.

Also whether a bound still allows one of them.

A zone is given by its least corner: all vectors at or above it in each coordinate. Every vector
that is not at or below a known one lies in a zone. A known vector takes what it reaches out of the
zones that hold it. Each then falls into one zone a coordinate, of which those inside another are
left out (Klamroth, Lacour, Vanderpooten 2015).
A partial package can only become something new if some zone's corner weighs no more than the bound
on the same weighted sum, for all weights at once.

References
----------
K. Klamroth, R. Lacour, D. Vanderpooten (2015), On the representation of the search region in
multi-objective optimization, European Journal of Operational Research 245(3), 767-778.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.engine.dominance import undominated

#: Zones above which known vectors are no longer taken out: those left are larger, the answer is the
#: same.
MOST_ZONES = 40_000
#: Bundles of neighbouring zones that are told apart, thresholds of a weighted sum that are, and
#: bounds looked at together.
BUNDLES, THRESHOLDS, TOGETHER = 4_096, 1_024, 16_384

Vectors = npt.NDArray[np.int64]


class SearchZones:
    """The zones that known vectors leave, and what their corners weigh.

    ``least``: at or below every vector there can be. ``weights`` (w, p): whole numbers, 0 or more.
    """

    def __init__(self, least: npt.NDArray[np.int64], weights: Vectors) -> None:
        self.weights = weights
        self.corners = least[None, :].copy()
        self._bundle()

    def take_out(self, known: Vectors) -> None:
        """Leave only what these vectors do not reach, too."""
        # In no order: one along a coordinate would make many zones first.
        for vector in np.random.default_rng(0).permutation(known):
            if len(self.corners) > MOST_ZONES:
                break
            self.corners = _without(self.corners, vector)
        self._bundle()

    def _bundle(self) -> None:
        """Put neighbouring zones together in bundles, each with the least that its corners weigh.

        For each weight it is noted which bundles lie below a threshold.
        """
        weighed = self.corners @ self.weights.T
        self.least = (
            np.stack(
                [weighed[rows].min(axis=0) for rows in _neighbours(self.corners, BUNDLES)], axis=1
            )
            if len(weighed)
            else weighed.T
        )
        n = self.least.shape[1]
        n_words, self.per_step = max(1, -(-n // 64)), max(1, -(-n // THRESHOLDS))
        self.sorted = np.sort(self.least, axis=1)
        self.below = np.zeros((len(self.weights), -(-n // self.per_step) + 1, n_words), np.uint64)
        for w, order in enumerate(np.argsort(self.least, axis=1)):
            bits = np.zeros(n_words * 64, np.uint8)
            for step in range(self.below.shape[1]):
                bits[order[: step * self.per_step]] = 1
                self.below[w, step] = np.packbits(bits, bitorder="little").view(np.uint64)

    def allowed(self, bounds: Vectors, example: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
        """Tell for bounds (w, n) on weighted sums whether some zone may still be reached.

        Never False where one is. ``example`` (n): a bundle that was allowed before, tried first;
        replaced where another is found.
        """
        if not self.least.shape[1]:
            return np.zeros(bounds.shape[1], bool)
        found = np.asarray((self.least[:, example] <= bounds).all(axis=0))
        others = np.flatnonzero(~found)
        for start in range(0, len(others), TOGETHER):
            rows, bits = self._in_some_bundle(bounds, others[start : start + TOGETHER])
            found[rows] = True
            example[rows] = np.minimum(_first_bit(bits), self.least.shape[1] - 1)
        return found

    def _in_some_bundle(
        self, bounds: Vectors, rows: npt.NDArray[np.intp]
    ) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.uint64]]:
        """Find of some bounds those that allow a bundle, and which bundles.

        Thresholds are rounded up.
        """
        bits = np.full((len(rows), self.below.shape[2]), ~np.uint64(0))
        for w, below in enumerate(self.below):
            step = -(
                -np.searchsorted(self.sorted[w], bounds[w, rows], side="right") // self.per_step
            )
            bits &= below[step]
            if w % 3 == 2:
                alive = bits.any(axis=1)
                rows, bits = rows[alive], bits[alive]
        alive = bits.any(axis=1)
        return rows[alive], bits[alive]


def _without(corners: Vectors, vector: npt.NDArray[np.int64]) -> Vectors:
    """Give zones less what a vector reaches."""
    cut = (corners <= vector).all(axis=1)
    if not cut.any():
        return corners
    old, parts = corners[cut], [corners[~cut]]
    others = parts[0]
    for j in range(corners.shape[1]):
        new = old.copy()
        new[:, j] = vector[j] + 1
        # A new zone can only lie in another new one of its kind, or in an old one that begins at
        # the same number.
        rest = [k for k in range(corners.shape[1]) if k != j]
        beside = others[
            (others[:, j] == vector[j] + 1) & (others[:, rest] <= vector[rest]).all(axis=1)
        ]
        together = np.concatenate([beside, new])
        kept = undominated(-together)
        parts.append(together[kept[kept >= len(beside)]])
    return np.concatenate(parts)


def _neighbours(points: Vectors, most: int) -> list[npt.NDArray[np.intp]]:
    """Split rows into at most so many bundles of neighbours (a k-d tree).

    They are halved along the coordinate in which a bundle is widest.
    """
    bundles: list[npt.NDArray[np.intp]] = [np.arange(len(points))]
    width = np.maximum(1, points.max(axis=0) - points.min(axis=0)).astype(float)
    while 2 * len(bundles) <= most:
        halves = []
        for rows in bundles:
            if len(rows) == 1:
                halves.append(rows)
                continue
            extent = points[rows].max(axis=0) - points[rows].min(axis=0)
            ordered = rows[np.argsort(points[rows, int(np.argmax(extent / width))], kind="stable")]
            halves += [ordered[: len(rows) // 2], ordered[len(rows) // 2 :]]
        if len(halves) == len(bundles):
            break
        bundles = halves
    return bundles


def _first_bit(bits: npt.NDArray[np.uint64]) -> npt.NDArray[np.int32]:
    """Give the place of the lowest bit set in each row."""
    word = np.argmax(bits != 0, axis=1)
    first = bits[np.arange(len(bits)), word]
    lowest = first & (~first + np.uint64(1))
    place = word * 64 + np.log2(lowest.astype(np.float64)).astype(np.int64)
    return np.asarray(place, np.int32)
