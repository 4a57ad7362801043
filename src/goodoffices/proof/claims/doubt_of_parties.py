"""What is shown of each party, where some have numbers in doubt and others have not."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from goodoffices.case import Case, Package
from goodoffices.preferences import Preferences, utility
from goodoffices.proof.checking.bars import Bars
from goodoffices.proof.checking.doubtful_party import DoubtfulParty
from goodoffices.proof.checking.lead_sums import sum_above, sum_below, sum_within
from goodoffices.proof.checking.quantity import AtLeast, Quantity
from goodoffices.proof.checking.space import Space

ALWAYS, PERHAPS, NEVER = "always", "perhaps", "never"
OF_OTHERS = "what is listed to show it is of other parties."


class PartyWithoutDoubt:
    """A party without doubt: its own utility.

    Each method answers what the one of the same name answers for a `PartyWithDoubt`.
    """

    def __init__(self, case: Case, one: Preferences) -> None:
        self.one, self.alone = one, Space(case, [one])

    def signs(self, package: Package, said: str) -> bool:
        floor = self.one.exact_walk_away()
        return said == (ALWAYS if floor is None or utility(self.one, package) >= floor else NEVER)

    @property
    def has_floor(self) -> bool:
        return self.one.exact_walk_away() is not None

    def may_sign(self, package: Package) -> bool:
        return self.signs(package, ALWAYS)

    def regrets(self, package: Package, others: Sequence[Package], most: Fraction) -> bool:
        return most == max(utility(self.one, other) for other in others) - utility(
            self.one, package
        )

    def leads(self, package: Package, over: Package, *, always: bool) -> tuple[bool, bool]:
        ahead = utility(self.one, package) - utility(self.one, over)
        return ahead >= 0, ahead > 0

    def bars(self, over: Package | None) -> Bars:
        floor = self.one.exact_walk_away() if over is None else utility(self.one, over)
        if floor is None:
            return Bars((), ())
        worth = self.alone.utilities[0]
        never = AtLeast(worth, worth.largest + 1)
        return Bars(
            (self.alone.reaching(0, floor) or never,), (self.alone.exceeding(0, floor) or never,)
        )

    def above(self, over: Package | None, listed: Sequence[int]) -> Bars:
        """Give what a package must reach to lead.

        Its truth is one, so nothing needs to be listed.
        """
        return self.bars(over)

    def within(self, over: Package, listed: int | None) -> Bars:
        return self.bars(over)

    def surely(self, listed: Sequence[int]) -> Bars:
        return self.bars(None)


class PartyWithDoubt:
    """A party with doubt, and what the certificate lists of it."""

    def __init__(self, party: DoubtfulParty) -> None:
        self.party, self.one = party, party.one

    @property
    def has_floor(self) -> bool:
        """Tell whether it has a walk-away value."""
        return self.party.floor is not None

    def signs(self, package: Package, said: str) -> bool:
        """Tell whether it is shown to sign a package always, perhaps, or never, as is said."""
        refuses = self.party.may_refuse(package)
        if self.party.floor is None:
            return said == (PERHAPS if refuses else ALWAYS)
        lead = self.party.lead(package, None)
        short = {part: -factor for part, factor in lead.items()}
        if said == ALWAYS:
            return not refuses and self.party.is_at_most(short, less=False)
        if said == NEVER:
            return self.party.is_at_most(lead, less=True)
        return self.party.can(lead, be_more=False) and (
            refuses or self.party.can(short, be_more=True)
        )

    def may_sign(self, package: Package) -> bool:
        """Tell whether it signs a package under some truth, as far as is shown."""
        return self.party.floor is None or self.party.can(
            self.party.lead(package, None), be_more=False
        )

    def regrets(self, package: Package, others: Sequence[Package], most: Fraction) -> bool:
        """Tell whether another package can exceed this one by so much, and none by more."""
        ahead = [
            self.party.beyond(self.party.lead(other, package), most)
            for other in others
            if other != package
        ]
        never_more = all(self.party.is_at_most(one, less=False) for one in ahead)
        reached = any(self.party.can(one, be_more=False) for one in ahead)
        near = any(self.party.approaches(other, package, most) for other in others)
        return most >= 0 and never_more and (most == 0 or reached or near)

    def leads(self, package: Package, over: Package, *, always: bool) -> tuple[bool, bool]:
        """Tell whether a package is at least as good as another, and whether it is better.

        ``always``: in all truths; else in some.
        """
        lead = self.party.lead(package, over)
        if not always:
            return self.party.can(lead, be_more=False), self.party.can(lead, be_more=True)
        short = {part: -factor for part, factor in lead.items()}
        return self.party.is_at_most(short, less=False), self.party.is_at_most(short, less=True)

    def above(self, over: Package | None, listed: Sequence[int]) -> Bars | None:
        """Give what a package must reach to lead in some truth, as far as these multipliers tell.

        None named: the bounds alone tell it. The result is None where the multipliers are not
        listed.
        """
        known = self.party.multipliers
        if not all(0 <= k < len(known) for k in listed):
            return None
        used = [known[k] for k in listed or (0,)]
        return self._bars(
            over,
            [sum_above(self.party, over, times) for times in used],
            [self.party.is_strict(times) for times in used],
        )

    def within(self, over: Package, listed: int | None) -> Bars | None:
        """Give what a package must reach to lead in one truth; None where that is not listed."""
        return None if listed is None else self._within(over, [listed])

    def _within(self, over: Package | None, listed: Sequence[int]) -> Bars | None:
        known = self.party.truths
        if not all(0 <= k < len(known) for k in listed):
            return None
        return self._bars(over, [sum_within(self.party, over, known[k]) for k in listed])

    def surely(self, listed: Sequence[int]) -> Bars | None:
        """Give what a package must reach to be signed for sure.

        That is in these truths, or with no rankings at its least.
        """
        if self.party.rows:
            return self._within(None, listed)
        return self._bars(None, [sum_below(self.party, None)])

    def _bars(
        self,
        over: Package | None,
        quantities: Sequence[Quantity],
        strict: Sequence[bool] | None = None,
    ) -> Bars:
        return (
            Bars((), ())
            if over is None and self.party.floor is None
            else Bars.of(quantities, strict)
        )


AnyParty = PartyWithoutDoubt | PartyWithDoubt


def of_each(
    listed: Sequence[tuple[int, ...]], parties: Sequence[AnyParty]
) -> Sequence[tuple[int, ...]] | None:
    """Give what is listed for each party; nothing at all is nothing for each.

    None where it is not of these parties.
    """
    each = listed or ((),) * len(parties)
    return each if len(each) == len(parties) else None
