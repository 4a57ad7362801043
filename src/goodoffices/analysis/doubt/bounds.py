"""The bounds and rankings of each party, from the words of its file.

Weights, scores and walk-away values may be intervals or blanks there. Each party's truth is any
choice of one number within each of its intervals that keeps its rankings. Parties' truths are
chosen apart from one another.

A blank score is anything from 0 to 100. A blank weight is anything from 0 to more than all others
together can outweigh.

Where every weight may be 0, only their proportions matter: then each lies between 0 and 1, and they
add up to 1 or more. So it is where a blank weight stands beside rankings. There a known weight
stays above 0, however heavy the blank one is: that the known ones do not count at all is a limit,
and no truth.
"""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

from goodoffices.analysis.doubt.party_doubt import (
    ZERO,
    Bounds,
    Linear,
    PartyDoubt,
    Row,
    Truth,
    worth_of,
)
from goodoffices.analysis.doubt.truths_program import TruthsProgram
from goodoffices.analysis.problem.errors import NotSupported
from goodoffices.case import Case
from goodoffices.preferences import Interval, Item, Preferences, Ranked, Ranking

ONE = Fraction(1)
#: Who says what the rows about what happens otherwise say.
OTHERWISE = "otherwise"


def doubt_of(case: Case, one: Preferences) -> PartyDoubt:
    """Read a party's bounds and rankings.

    Raises `NotSupported` where they say too little, or are combined with what cannot be decided
    yet.
    """
    _check_decidable(case, one)
    if not one.unsupported():
        return _certain(case, one)
    scores = tuple(
        tuple(_bounds(one.scores[i.id][o], Fraction(100)) for o in i.option_ids)
        for i in case.issues
    )
    floor = (
        (ZERO, Fraction(100))
        if one.walk_away_is_blank
        else None
        if one.walk_away is None
        else _bounds(one.walk_away, Fraction(100))
    )
    weights, is_relative = _weights(case, one, scores, floor)
    blank = frozenset(j for j, i in enumerate(case.issues) if one.weights[i.id] is None)
    total = _total(one, weights)
    rows = [
        Row(ranking.id, pair)
        for ranking in one.rankings
        for pair in _rows(case, one, ranking, total)
    ]
    rows += [Row(OTHERWISE, row) for row in _otherwise_rows(case, one, total)]
    if is_relative:
        rows += [Row("", one_row) for one_row in _proportions(case, one)]
    counts = _issue_that_counts(case, one) if is_relative else None
    if counts is not None:
        rows.append(Row("", Linear({counts: ONE}), is_strict=True))
    given = _given(case, one) if is_relative else ()
    lines = tuple(line.condition for line in one.possible_red_lines)
    return PartyDoubt(
        party=one.party,
        weights=weights,
        scores=scores,
        walk_away=floor,
        is_certain=False,
        blank=blank,
        total=total,
        rows=tuple(rows),
        counts=counts,
        given=given,
        may_refuse=lines,
    )


def _check_decidable(case: Case, one: Preferences) -> None:
    """Refuse preferences without numbers, and numbers of a kind that intervals do not go with."""
    numbers = one.numbers
    if one.interactions and any(o.odds[0] < o.odds[1] for o in one.otherwise):
        raise NotSupported(
            f"{one.party}: odds in doubt do not go with points on combinations yet, "
            "where other numbers are in doubt. Write one number for each of the odds."
        )
    if not one.has_numbers:
        raise NotSupported(
            f"{one.party}: the reading {one.reading!r} holds positions in words "
            "and no numbers to analyse."
        )
    if numbers.cut is not None or numbers.grid is not None or any(i.of_range for i in case.issues):
        raise NotSupported(
            f"{one.party}: intervals and blanks go only with exact numbers that are not cut, "
            "and no continuous issues."
        )


def _certain(case: Case, one: Preferences) -> PartyDoubt:
    """Read the bounds of a party whose numbers are all certain."""
    weights = tuple((one.exact_weight(i.id), one.exact_weight(i.id)) for i in case.issues)
    scores = tuple(
        tuple((one.exact_score(i.id, o), one.exact_score(i.id, o)) for o in i.option_ids)
        for i in case.issues
    )
    certain = one.exact_walk_away()
    return PartyDoubt(
        party=one.party,
        weights=weights,
        scores=scores,
        walk_away=None if certain is None else (certain, certain),
        is_certain=True,
        total=ONE,
    )


def _total(one: Preferences, weights: tuple[Bounds, ...]) -> Fraction | None:
    """Give the sum of the weights where it is the same in all truths, else None."""
    total = (
        ONE
        if one.numbers.weights_as_given
        else sum((w for w, _ in weights), ZERO)
        if all(low == high for low, high in weights)
        else None
    )
    if one.interactions and total is None:
        raise NotSupported(
            f"{one.party} ({one.reading}): points on combinations do not go with weights in doubt "
            "yet. Write one number for each weight."
        )
    return total


def _issue_that_counts(case: Case, one: Preferences) -> int | None:
    """Find the first issue whose weight is known to be above 0."""
    known = (
        j
        for j, i in enumerate(case.issues)
        if (w := one.weights[i.id]) is not None and _bounds(w, ZERO)[0] > 0
    )
    return next(known, None)


def _given(case: Case, one: Preferences) -> tuple[tuple[Fraction, Fraction | None], ...]:
    """Read the bounds of the weights as the file has them; no upper end for a blank."""
    return tuple(
        (ZERO, None) if (w := one.weights[i.id]) is None else _bounds(w, ZERO) for i in case.issues
    )


def _weights(
    case: Case, one: Preferences, scores: tuple[tuple[Bounds, ...], ...], floor: Bounds | None
) -> tuple[tuple[Bounds, ...], bool]:
    """Give the bounds of the weights, and whether only their proportions matter."""
    given = [one.weights[i.id] for i in case.issues]
    known = [_bounds(w, ZERO) for w in given if w is not None]
    if one.numbers.weights_as_given and any(w is None for w in given):
        raise NotSupported(
            f"{one.party} ({one.reading}): a blank weight does not go with weights "
            "taken as given. Write an interval."
        )
    if all(low == 0 for low, _ in known) and not one.numbers.weights_as_given:
        relative = tuple(
            (ZERO, ZERO if w is not None and _bounds(w, ZERO)[1] == 0 else ONE) for w in given
        )
        if not any(high for _, high in relative):
            raise NotSupported(
                f"{one.party} ({one.reading}): every weight is 0. "
                "Give at least one issue a weight above 0, or ~."
            )
        return relative, True
    if (
        (one.rankings or one.otherwise)
        and any(w is None for w in given)
        and not one.numbers.weights_as_given
    ):
        # Rankings make differences as small as one likes, so no bound is large enough for a blank
        # weight: only proportions are kept.
        return tuple(
            (ZERO, ZERO if w is not None and _bounds(w, ZERO)[1] == 0 else ONE) for w in given
        ), True
    # No difference of scores, or of a score and a walk-away value, but 0 is smaller than one step;
    # so this outweighs all other weights together.
    step = math.lcm(
        *(b.denominator for row in scores for bounds in row for b in bounds),
        *(b.denominator for b in floor or ()),
    )
    most = 200 * step * sum((high for _, high in known), ZERO) + 1
    return tuple((ZERO, most) if w is None else _bounds(w, most) for w in given), False


def _proportions(case: Case, one: Preferences) -> list[Linear]:
    """Give what is known of weights of which only the proportions matter, as rows.

    The rows say how known weights stand to one another, and that not all weights are 0. There is a
    scale by which all known weights lie within their bounds just if for any two j, k: w_j low_k <=
    high_j w_k.
    """
    known = [
        (j, *_bounds(w, ZERO))
        for j, i in enumerate(case.issues)
        if (w := one.weights[i.id]) is not None
    ]
    # Beside one that is certain each other has two bounds; else any two have to be compared.
    certain = [one_of for one_of in known if one_of[1] == one_of[2] > 0][:1]
    pairs = [
        (j, k)
        for j in known
        for k in known
        if j[0] != k[0] and (not certain or certain[0] in (j, k))
    ]
    ratios = [
        Linear({k: high_j, j: -low_k})
        for (j, _, high_j), (k, low_k, _) in pairs
        if low_k > 0 and high_j > 0
    ]
    return [*ratios, Linear(of_weights=dict.fromkeys(range(len(case.issues)), ONE), constant=-ONE)]


def _rows(case: Case, one: Preferences, ranking: Ranking, total: Fraction | None) -> list[Linear]:
    """Give what a ranking says to be 0 or more."""
    position = {issue.id: j for j, issue in enumerate(case.issues)}

    def worth(item: Item) -> Linear:
        if ranking.what is Ranked.ISSUES:
            return Linear(of_weights={position[str(item)]: ONE})
        if ranking.what is Ranked.OPTIONS:
            j = position[ranking.issue]
            return Linear(of_worths={(j, case.issues[j].option_ids.index(str(item))): ONE})
        if item is None or isinstance(item, str):
            return Linear(of_floor=ONE)
        places = {(position[i], case.issue(i).option_ids.index(o)): ONE for i, o in item.items()}
        whole = item.keys() >= set(case.issue_ids)
        points = sum(
            (
                i.points
                for i in one.interactions
                if (whole or {k for k, _ in i.condition.options} <= set(item))
                and i.condition.holds(item)
            ),
            ZERO,
        )
        return Linear(of_worths=places, constant=points * (total or ONE))

    short = (
        Linear(constant=total)
        if total is not None
        else Linear(of_weights=dict.fromkeys(range(len(case.issues)), ONE))
    )
    return [
        worth(better).plus(worth(worse), Fraction(-1)).plus(short, ranking.within)
        for better, worse in ranking.pairs()
    ]


def _otherwise_rows(case: Case, one: Preferences, total: Fraction | None) -> list[Linear]:
    """Give what outcomes with odds say of the walk-away value, as rows that are 0 or more.

    With the least odds l of each outcome, the walk-away value is at least the sum of l times what
    each is worth, and at most that and 100 for the odds that are left. Where odds are certain none
    are left, and it is that sum.
    """
    if not one.otherwise or not one.walk_away_is_blank:
        return []
    position = {issue.id: j for j, issue in enumerate(case.issues)}
    whole = (
        Linear(constant=total)
        if total is not None
        else Linear(of_weights=dict.fromkeys(range(len(case.issues)), ONE))
    )
    least, left = Linear(), ONE
    for outcome in one.otherwise:
        odds = outcome.odds[0]
        left -= odds
        if outcome.package is None:
            least = least.plus(whole, odds * (outcome.worth or ZERO))
            continue
        places = {
            (position[i], case.issue(i).option_ids.index(o)): ONE
            for i, o in outcome.package.items()
        }
        points = sum(
            (i.points for i in one.interactions if i.condition.holds(outcome.package)), ZERO
        )
        least = least.plus(Linear(of_worths=places, constant=points * (total or ONE)), odds)
    floor = Linear(of_floor=ONE)
    return [floor.plus(least, -ONE), least.plus(whole, 100 * left).plus(floor, -ONE)]


def against(doubt: PartyDoubt, package: tuple[int, ...] | None, points: Fraction = ZERO) -> Linear:
    """Give what is taken off a package's worth, to be held against something.

    That is the worth of another package (its points on combinations given apart), or (None) the
    walk-away value.
    """
    if package is None:
        return Linear(of_floor=Fraction(-1))
    return worth_of(package).negated().plus(Linear(constant=-points * (doubt.total or ONE)))


def _bounds(value: Fraction | Interval | None, most: Fraction) -> Bounds:
    if value is None:
        return ZERO, most
    return (value.lower, value.upper) if isinstance(value, Interval) else (value, value)


def central(
    case: Case, one: Preferences, truths: TruthsProgram, *, roughly: bool = False
) -> Preferences:
    """Give preferences with the middle of each interval, for choosing candidates alone.

    Where there are rankings, it is the centre of what keeps them. ``roughly``: in floating point.
    """
    if not one.unsupported():
        return one
    doubt = truths.doubt
    amid = (
        _middle(case, one, doubt)
        if not doubt.rows
        else truths.roughly_centre()
        if roughly
        else truths.centre()
    )
    weights = dict(zip(case.issue_ids, amid.weights, strict=True))
    scores = {
        i.id: dict(zip(i.option_ids, row, strict=True))
        for i, row in zip(case.issues, amid.scores, strict=True)
    }
    certain = replace(
        one, weights=weights, scores=scores, walk_away=amid.walk_away, walk_away_is_blank=False
    )
    return replace(certain, rankings=(), possible_red_lines=(), otherwise=())


def _middle(case: Case, one: Preferences, doubt: PartyDoubt) -> Truth:
    """Give the middle of each interval; a blank weight is the mean of those known."""
    known = [
        (low + high) / 2
        for (low, high), i in zip(doubt.weights, case.issues, strict=True)
        if one.weights[i.id] is not None
    ]
    blank = sum(known, ZERO) / len(known) if known else ONE
    weights = tuple(
        blank if one.weights[i.id] is None else (low + high) / 2
        for i, (low, high) in zip(case.issues, doubt.weights, strict=True)
    )
    scores = tuple(tuple((low + high) / 2 for low, high in row) for row in doubt.scores)
    floor = None if doubt.walk_away is None else (doubt.walk_away[0] + doubt.walk_away[1]) / 2
    return Truth(weights, scores, floor)
