"""The case as the checker sees it: words turned into integers here, not by the analysis.

Everything that is summed over a package is a `Quantity`: a party's utility before it is cut and
rounded, or the sum that a limit bounds. Issues and options are positions in the case's lists.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import cached_property
from typing import TypeGuard

from goodoffices.case import (
    Case,
    Condition,
    CountLimit,
    ForbiddenTogether,
    OnlyIf,
    Package,
    Restriction,
    SumLimit,
)
from goodoffices.preferences import Preferences, crossed_red_lines, utility
from goodoffices.proof.certificate import DemandName
from goodoffices.proof.checking.quantity import AtLeast, IndexedCondition, Quantity, Rules


class Space:
    """All packages of a case, what they are worth, and what the demands ask of them."""

    def __init__(self, case: Case, preferences: Sequence[Preferences]) -> None:
        self.case, self.preferences = case, tuple(preferences)
        self.position = {issue.id: j for j, issue in enumerate(case.issues)}
        self.option_positions = [
            {o: i for i, o in enumerate(issue.option_ids)} for issue in case.issues
        ]
        self.restrictions = {DemandName(r.kind.value, r.holder, r.id): r for r in case.restrictions}

    # Words: no integers are made here.

    def knows(self, package: Package) -> bool:
        """Tell whether a package names one known option for each issue, and nothing else."""
        return package.keys() == self.position.keys() and all(
            o in self.option_positions[self.position[i]] for i, o in package.items()
        )

    def is_feasible(self, package: Package) -> bool:
        """Tell whether a package keeps all rules of the case and all red lines; from the words."""
        return not self.case.broken_by(package) and not any(
            crossed_red_lines(one, package) for one in self.preferences
        )

    def vector(self, package: Package) -> tuple[Fraction, ...]:
        """Give what a package is worth to each party; in fractions, from the words."""
        return tuple(utility(one, package) for one in self.preferences)

    def worth(self, package: Package) -> dict[str, Fraction]:
        """Give what a package is worth by party, likewise."""
        return dict(zip((one.party for one in self.preferences), self.vector(package), strict=True))

    def in_zone(self, vector: Sequence[Fraction]) -> bool:
        """Tell whether utilities are at or above every walk-away value."""
        floors = [one.exact_walk_away() for one in self.preferences]
        return all(floor is None or u >= floor for u, floor in zip(vector, floors, strict=True))

    def meets(self, package: Package, demand: DemandName) -> bool:
        """Tell whether a package meets a demand; from the words.

        Raises KeyError if there is no such demand.
        """
        if demand.kind == "walk_away":
            one = self._party(demand.party)
            floor = one.exact_walk_away()
            if floor is None or demand.id != "walk_away":
                raise KeyError(demand)
            return utility(one, package) >= floor
        if demand.kind == "red_line":
            return not self._red_line(demand).holds(package)
        return self.restrictions[demand].shape.allows(package)

    def demands(self) -> list[DemandName]:
        """List everything that somebody or something asks of a package."""
        found = list(self.restrictions)
        for one in self.preferences:
            found += [DemandName("red_line", one.party, line.id) for line in one.red_lines]
            if one.exact_walk_away() is not None:
                found.append(DemandName("walk_away", one.party, "walk_away"))
        return found

    def amount(self, package: Package, demand: DemandName) -> Fraction | None:
        """Give how much of what a demand asks for a package has; from the words.

        None where the demand asks for no amount.
        """
        if demand.kind == "walk_away":
            return utility(self._party(demand.party), package)
        shape = None if demand not in self.restrictions else self.restrictions[demand].shape
        return shape.total(package) if isinstance(shape, SumLimit) else None

    def package(self, row: Sequence[int]) -> dict[str, str]:
        """Give a package by ids."""
        return {
            issue.id: issue.option_ids[i] for issue, i in zip(self.case.issues, row, strict=True)
        }

    def _party(self, party: str | None) -> Preferences:
        for one in self.preferences:
            if one.party == party:
                return one
        raise KeyError(party)

    def _red_line(self, demand: DemandName) -> Condition:
        for line in self._party(demand.party).red_lines:
            if line.id == demand.id:
                return line.condition
        raise KeyError(demand)

    # Integers.

    @cached_property
    def utilities(self) -> tuple[Quantity, ...]:
        """Give each party's utility before it is cut and rounded, as a quantity."""
        return tuple(self._utility(one) for one in self.preferences)

    def _utility(self, one: Preferences) -> Quantity:
        worth = [
            [one.contribution(issue.id, o) for o in issue.option_ids] for issue in self.case.issues
        ]
        numbers = [number for row in worth for number in row] + [i.points for i in one.interactions]
        scale = math.lcm(*(number.denominator for number in numbers))
        conditions = [
            (self._index(i.condition.options), int(i.points * scale)) for i in one.interactions
        ]
        amounts = {j: tuple(int(number * scale) for number in row) for j, row in enumerate(worth)}
        return Quantity(
            scale,
            amounts,
            tuple((condition, points) for condition, points in conditions if condition is not None),
        )

    def _index(self, parts: Iterable[tuple[str, frozenset[str]]]) -> IndexedCondition | None:
        """Give a condition by positions; None if no option satisfies some part of it."""
        allowed: dict[int, frozenset[int]] = {}
        for issue, options in parts:
            j = self.position[issue]
            chosen = frozenset(i for o, i in self.option_positions[j].items() if o in options)
            allowed[j] = allowed[j] & chosen if j in allowed else chosen
        return None if not all(allowed.values()) else tuple(sorted(allowed.items()))

    def reaching(self, party: int, value: Fraction) -> AtLeast | None:
        """Give what a package must reach to be worth at least ``value`` to a party.

        None if no package can be.
        """
        return self._read_so_that(party, lambda read: read >= value)

    def exceeding(self, party: int, value: Fraction) -> AtLeast | None:
        """Give what a package must reach to be worth more than ``value`` to a party.

        None if no package can be.
        """
        return self._read_so_that(party, lambda read: read > value)

    def nearer(self, demand: DemandName, amount: Fraction) -> AtLeast | None:
        """Give what a package must reach to come nearer to what a demand asks for than an amount.

        None if no package can. Raises KeyError.
        """
        if demand.kind == "walk_away":
            return self.exceeding(
                [one.party for one in self.preferences].index(str(demand.party)), amount
            )
        quantity, is_upper = self._one_sum(demand)
        if is_upper:
            return AtLeast(quantity.negated(), 1 - math.ceil(amount * quantity.scale))
        return AtLeast(quantity, 1 + math.floor(amount * quantity.scale))

    def asks_for_one_amount(self, demand: DemandName) -> bool:
        """Tell whether a demand is met by reaching one amount.

        That is a walk-away value, or a limit on one side of a sum.
        """
        if demand.kind == "walk_away":
            return True
        return demand in self.restrictions and _is_one_sided(self.restrictions[demand].shape)

    def as_near(self, demand: DemandName, amount: Fraction) -> AtLeast | None:
        """Give what a package must reach to come as near to what a demand asks for as an amount.

        None if no package can. Raises KeyError.
        """
        if demand.kind == "walk_away":
            return self.reaching(
                [one.party for one in self.preferences].index(str(demand.party)), amount
            )
        quantity, is_upper = self._one_sum(demand)
        return (
            AtLeast(quantity.negated(), -math.floor(amount * quantity.scale))
            if is_upper
            else AtLeast(quantity, math.ceil(amount * quantity.scale))
        )

    def _one_sum(self, demand: DemandName) -> tuple[Quantity, bool]:
        """Give the sum that a limit on one side bounds, and whether from above. Raises KeyError."""
        shape = self.restrictions[demand].shape
        if not _is_one_sided(shape):
            raise KeyError(demand)
        return self._summed(shape), shape.at_most is not None

    def _read_so_that(self, party: int, holds: Callable[[Fraction], bool]) -> AtLeast | None:
        """Bound a party's `Quantity` by the least integer whose reading makes a question true.

        The question is monotone. None if no integer makes it true.
        """
        one, quantity = self.preferences[party], self.utilities[party]
        least = _least(lambda raw: holds(one.read(Fraction(raw, quantity.scale))), quantity.largest)
        return None if least is None else AtLeast(quantity, least)

    def rules(self, demands: Iterable[DemandName] | None = None) -> Rules:
        """Give what demands ask; None: all that a feasible package keeps.

        Raises KeyError if there is no such demand.
        """
        wanted = (
            [d for d in self.demands() if d.kind != "walk_away"]
            if demands is None
            else list(demands)
        )
        forbidden: list[IndexedCondition] = []
        reached: list[AtLeast] = []
        impossible = False
        for demand in wanted:
            if demand.kind == "walk_away":
                floor = self._party(demand.party).exact_walk_away()
                if floor is None:
                    raise KeyError(demand)
                party = [one.party for one in self.preferences].index(str(demand.party))
                bound = self.reaching(party, floor)
                impossible |= bound is None
                reached += [] if bound is None else [bound]
            elif demand.kind == "red_line":
                forbidden += self._indexed([self._red_line(demand).options])
            else:
                self._add_restriction(self.restrictions[demand], forbidden, reached)
        return Rules(tuple(forbidden), tuple(reached), impossible)

    def zone_rules(self) -> Rules:
        """Give what all demands together ask: the zone."""
        return self.rules(self.demands())

    def indexed(self, conditions: Iterable[Condition]) -> tuple[IndexedCondition, ...]:
        """Give conditions by positions, without those that nothing can satisfy."""
        return tuple(self._indexed(condition.options for condition in conditions))

    def _indexed(
        self, conditions: Iterable[Iterable[tuple[str, frozenset[str]]]]
    ) -> list[IndexedCondition]:
        return [indexed for indexed in map(self._index, conditions) if indexed is not None]

    def _add_restriction(
        self, restriction: Restriction, forbidden: list[IndexedCondition], reached: list[AtLeast]
    ) -> None:
        shape = restriction.shape
        if isinstance(shape, ForbiddenTogether):
            forbidden += self._indexed([shape.condition.options])
        elif isinstance(shape, OnlyIf):
            for issue, options in shape.then.options:
                others = frozenset(self.case.issue(issue).option_ids) - options
                forbidden += self._indexed([(*shape.when.options, (issue, others))])
        else:
            assert isinstance(shape, CountLimit | SumLimit)
            quantity = (
                self._counted(shape) if isinstance(shape, CountLimit) else self._summed(shape)
            )
            if shape.at_least is not None:
                reached.append(AtLeast(quantity, math.ceil(shape.at_least * quantity.scale)))
            if shape.at_most is not None:
                reached.append(
                    AtLeast(quantity.negated(), -math.floor(shape.at_most * quantity.scale))
                )

    def _counted(self, limit: CountLimit) -> Quantity:
        amounts = {
            self.position[issue]: [0] * len(self.case.issue(issue).options)
            for issue, _ in limit.choices
        }
        for issue, options in limit.choices:
            for o in options:
                amounts[self.position[issue]][self.option_positions[self.position[issue]][o]] += 1
        return Quantity(1, {j: tuple(row) for j, row in amounts.items()})

    def _summed(self, limit: SumLimit) -> Quantity:
        scale = math.lcm(*(a.denominator for _, amounts in limit.amounts for _, a in amounts))
        found = {}
        for issue, amounts in limit.amounts:
            by_option = dict(amounts)
            found[self.position[issue]] = tuple(
                int(by_option.get(o, Fraction(0)) * scale)
                for o in self.case.issue(issue).option_ids
            )
        return Quantity(scale, found)


def _is_one_sided(shape: object) -> TypeGuard[SumLimit]:
    """Tell whether a restriction bounds a sum on one side alone."""
    return isinstance(shape, SumLimit) and (shape.at_least is None) != (shape.at_most is None)


def _least(reaches: Callable[[int], bool], largest: int) -> int | None:
    """Find the least integer at which a monotone question turns true.

    It is looked for within ±(largest + 1). None if the question never turns true there.
    """
    low, high = -largest - 1, largest + 1
    if not reaches(high):
        return None
    while low < high:
        middle = (low + high) // 2
        if reaches(middle):
            high = middle
        else:
            low = middle + 1
    return low
