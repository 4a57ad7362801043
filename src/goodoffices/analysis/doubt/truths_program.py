"""What is most and least over all truths of a party, by exact linear programs.

Also which of its rankings contradict one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from goodoffices.analysis.doubt.exact_linear_program import UNSOLVED, LinearProgram, RoughTruth
from goodoffices.analysis.doubt.inner_truths import InnerTruths, inner_truths
from goodoffices.analysis.doubt.party_doubt import ZERO, Linear, PartyDoubt, Row, Truth, mixture
from goodoffices.analysis.problem.errors import NotDecided, RankingsContradict

#: Truths of which the centre is the mean, and the seed with which they are drawn.
CENTRED, SEED = 1_000, 0


@dataclass(frozen=True, kw_only=True)
class Most:
    """The most of a linear function, and the multipliers of the rows that prove it.

    ``point``: where it is reached, in proportions where only these matter; it may be a limit.
    ``truth``: a truth in which the function has the same sign, in the numbers of the file.
    ``is_reached``: False where the most is 0 and the function is below 0 in every truth, though as
    near to 0 as one likes.
    """

    value: Fraction
    truth: Truth
    multipliers: tuple[Fraction, ...]
    point: Truth
    is_reached: bool = True

    @property
    def may_be_zero_or_more(self) -> bool:
        """Tell whether the function is 0 or more in some truth."""
        return self.value > 0 or (self.value == 0 and self.is_reached)


class TruthsProgram:
    """All truths of one party, asked again and again for the most of something.

    Raises `RankingsContradict` where there are none.
    """

    def __init__(self, doubt: PartyDoubt) -> None:
        self.doubt = doubt
        if not doubt.rows:
            return
        if _contradicts(doubt):
            raise RankingsContradict(doubt.party, _smallest_contradiction(doubt))
        self.program = LinearProgram(doubt)

    @cached_property
    def inner(self) -> Truth:
        """Give proportions in which a weight known to be above 0 is as large as it can be.

        So they are far from the limit.
        """
        counts = self.doubt.counts
        _, values, _ = self.program.most(
            Linear() if counts is None else Linear(of_weights={counts: Fraction(1)})
        )
        return self.program.truth(values)

    def most(self, linear: Linear) -> Most:
        """Give the most of a linear function. Exact.

        Cost: without rankings a sum; with them a linear program. Raises `NotDecided`.
        """
        if not self.doubt.rows:
            truth = self.doubt.greedy(linear)
            return Most(value=self.doubt.bound(linear), truth=truth, multipliers=(), point=truth)
        value, values, multipliers = self.program.most(linear)
        point = self.program.truth(values)
        if (
            not self.doubt.allows_point(point)
            or self.doubt.value(linear, point) != value
            or self.doubt.bound(linear, multipliers) != value
        ):
            raise NotDecided(UNSOLVED)
        if not self.doubt.is_limit(point):
            return Most(
                value=value,
                truth=self.doubt.in_own_numbers(point),
                multipliers=multipliers,
                point=point,
            )
        if value == 0:
            return self._where_zero(linear, point, multipliers)
        return Most(
            value=value,
            truth=self.doubt.in_own_numbers(self._near(linear, point, value)),
            multipliers=multipliers,
            point=point,
        )

    def _near(self, linear: Linear, limit: Truth, value: Fraction) -> Truth:
        """Find a truth near a limit, with a value of the same sign."""
        share = Fraction(1, 16)
        while True:
            truth = mixture([1 - share, share], [limit, self.inner], self.doubt)
            if (self.doubt.value(linear, truth) > 0) == (value > 0):
                return truth
            share /= 16

    def _where_zero(self, linear: Linear, limit: Truth, multipliers: tuple[Fraction, ...]) -> Most:
        """Settle whether a function that is 0 at a limit, and at most 0, is 0 in some truth.

        Gives a truth in which it is 0, too, or the proof that it is below 0 in every truth.

        The largest that the weight which counts can be where the function is 0 or more is asked
        for. If that is 0, the price of "0 or more" turns the multipliers into a proof (Motzkin's
        transposition theorem, 1936): the function and so many times what is above 0 are at most 0.
        """
        counts = self.doubt.counts
        assert counts is not None
        program = LinearProgram(replace(self.doubt, rows=(*self.doubt.rows, Row("", linear))))
        most, values, prices = program.most(Linear(of_weights={counts: Fraction(1)}))
        if most > 0:
            point = program.truth(values)
            if not self.doubt.allows_point(point) or self.doubt.value(linear, point) != 0:
                raise NotDecided(UNSOLVED)
            return Most(
                value=ZERO,
                truth=self.doubt.in_own_numbers(point),
                multipliers=multipliers,
                point=point,
            )
        *of_rows, price = prices
        if price <= 0:
            raise NotDecided(UNSOLVED)
        multipliers = tuple(
            m / price + (1 / price if row.is_strict else 0)
            for m, row in zip(of_rows, self.doubt.rows, strict=True)
        )
        if self.doubt.bound(linear, multipliers) > 0:
            raise NotDecided(UNSOLVED)
        return Most(
            value=ZERO,
            truth=self.doubt.in_own_numbers(self.inner),
            multipliers=multipliers,
            point=limit,
            is_reached=False,
        )

    def roughly_most(self, linear: Linear) -> RoughTruth:
        """Give a truth in which a linear function is about largest, in floating point.

        It is for choosing and sampling, never for an answer.
        """
        if not self.doubt.rows:
            truth = self.doubt.greedy(linear)
            scores = tuple(tuple(float(v) for v in row) for row in truth.scores)
            return RoughTruth(
                tuple(map(float, truth.weights)),
                scores,
                None if truth.walk_away is None else float(truth.walk_away),
            )
        return self.program.roughly_most(linear)

    def least(self, linear: Linear) -> Most:
        """Give the least of a linear function, likewise.

        The multipliers prove it of the function with the opposite sign.
        """
        found = self.most(linear.negated())
        return replace(found, value=-found.value)

    def amid(self) -> Truth:
        """Give a truth amid the others, for choosing and not for answers.

        It is the mean of those in which each weight, and the worth of each option, is largest and
        least.
        """
        return self.doubt.in_own_numbers(
            _mean([self.most(one).point for one in self._directions()], self.doubt)
        )

    def centre(self) -> Truth:
        """Give the centre of the truths: the mean of many drawn evenly (`inner_truths`). A truth.

        Where rounding to the grid of the drawing makes it none, it is drawn towards `amid` as far
        as it takes.
        """
        amid = _mean([self.most(one).point for one in self._directions()], self.doubt)
        centre = inner_truths(self.doubt, amid, CENTRED, SEED).centre(self.doubt)
        centre = _at_one(centre, amid) if self.doubt.is_relative else centre
        for share in (ZERO, *(Fraction(1, 2**k) for k in (10, 6, 3, 1)), Fraction(1)):
            found = self.doubt.in_own_numbers(
                mixture([1 - share, share], [centre, amid], self.doubt)
            )
            if self.doubt.allows(found):
                return found
        return self.doubt.in_own_numbers(amid)

    def roughly_centre(self) -> Truth:
        """Give the same from truths in floating point. This is quick, and perhaps no truth."""
        return self.roughly_drawn.centre(self.doubt)

    @cached_property
    def roughly_drawn(self) -> InnerTruths:
        """Draw truths from a start in floating point, with the seed `SEED`: `CENTRED` of them."""
        return inner_truths(self.doubt, self.roughly_amid(), CENTRED, SEED)

    def roughly_amid(self) -> Truth:
        """Give the same from truths in floating point, rounded.

        This is quick, and perhaps no truth at all.
        """
        found = [self.roughly_most(one) for one in self._directions()]
        return _rounded(_mean([_rounded(t) for t in found], self.doubt))

    def _directions(self) -> list[Linear]:
        doubt = self.doubt
        ones = [
            Linear(of_weights={j: Fraction(1)})
            for j, (low, high) in enumerate(doubt.weights)
            if low < high
        ]
        ones += [
            Linear(of_worths={(j, i): Fraction(1)})
            for j, row in enumerate(doubt.scores)
            for i, (low, high) in enumerate(row)
            if low < high
        ]
        if doubt.walk_away is not None and doubt.walk_away[0] < doubt.walk_away[1]:
            ones.append(Linear(of_floor=Fraction(1)))
        return [*ones, *(one.negated() for one in ones)] or [Linear()]


def _at_one(truth: Truth, like: Truth) -> Truth:
    """Give a truth with its weights on the scale of another's: the same where both are known."""
    own, wanted = sum(truth.weights, ZERO), sum(like.weights, ZERO)
    return replace(truth, weights=tuple(w * wanted / own for w in truth.weights)) if own else truth


def _mean(truths: Sequence[Truth], doubt: PartyDoubt) -> Truth:
    return mixture([Fraction(1, len(truths))] * len(truths), truths, doubt)


def _rounded(truth: Truth | RoughTruth) -> Truth:
    """Round a truth: weights to a thousandth, scores and the walk-away value to a tenth.

    It is for choosing alone.
    """
    return Truth(
        tuple(Fraction(round(1000 * w), 1000) for w in truth.weights),
        tuple(tuple(Fraction(round(10 * v), 10) for v in row) for row in truth.scores),
        None if truth.walk_away is None else Fraction(round(10 * truth.walk_away), 10),
    )


def least_lacking(doubt: PartyDoubt) -> list[str]:
    """List the rankings that lack something where what all lack together is as little as can be."""
    _, values, _ = LinearProgram(doubt, lacking=True).most(Linear())
    lacking = [
        row.ranking for k, row in enumerate(doubt.rows) if values["lack", k, 0] > 0 and row.ranking
    ]
    return list(dict.fromkeys(lacking))


def _smallest_contradiction(doubt: PartyDoubt) -> tuple[str, ...]:
    """List names of rankings that cannot hold together within the bounds.

    Without any one of them the others can.
    """
    names = list(dict.fromkeys(row.ranking for row in doubt.rows if row.ranking))
    for name in list(names):
        rest = [n for n in names if n != name]
        rows = tuple(row for row in doubt.rows if not row.ranking or row.ranking in rest)
        if _contradicts(replace(doubt, rows=rows)):
            names = rest
    return tuple(names)


def _contradicts(doubt: PartyDoubt) -> bool:
    if not doubt.rows:
        return False
    if LinearProgram(doubt, lacking=True).most(Linear())[0] < 0:
        return True
    return (
        doubt.counts is not None
        and LinearProgram(doubt).most(Linear(of_weights={doubt.counts: Fraction(1)}))[0] <= 0
    )


def truths_of(doubts: Sequence[PartyDoubt]) -> tuple[TruthsProgram, ...]:
    """Give the truths of each party. Raises `RankingsContradict`."""
    return tuple(TruthsProgram(doubt) for doubt in doubts)
