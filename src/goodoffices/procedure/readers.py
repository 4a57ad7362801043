"""Who may read a thing of the talks: the mediation always, others where they are named.

The words are those of the record's labels: a party's id, ``parties`` (all of them), ``observers``
(hosts, observers and guarantors, and the parties), ``public`` (everybody).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

MEDIATION, PARTIES, OBSERVERS, PUBLIC = "mediation", "parties", "observers", "public"
#: Words that name readers, and so can be the id of nobody.
RESERVED = (MEDIATION, PARTIES, OBSERVERS, PUBLIC)


@dataclass(frozen=True, slots=True)
class Readers:
    """A set of readers, by their labels. The mediation reads everything of its own case."""

    labels: frozenset[str] = frozenset()

    @classmethod
    @lru_cache(maxsize=1024)
    def of(cls, *labels: str) -> Readers:
        """Make a set of readers."""
        return cls(frozenset(labels) - {MEDIATION})

    def has(self, reader: str, parties: Collection[str]) -> bool:
        """Tell whether somebody reads it: the mediation, a party by its id, observers, the public.

        ``parties``: the ids of all parties of the case.
        """
        if reader == MEDIATION or PUBLIC in self.labels or reader in self.labels:
            return True
        if reader in parties:
            return bool(self.labels & {PARTIES, OBSERVERS})
        return False

    def within(self, wider: Readers, parties: Collection[str]) -> bool:
        """Tell whether everybody who reads this may read what ``wider`` is of, too."""
        return all(wider.has(one, parties) for one in self.everybody(parties))

    def everybody(self, parties: Collection[str]) -> list[str]:
        """List who reads it beside the mediation: parties in their order, observers, the public."""
        return [one for one in (*parties, OBSERVERS, PUBLIC) if self.has(one, parties)]

    def shown(self, parties: Collection[str]) -> list[str]:
        """List the labels as they stand in files and results, the mediation first."""
        named = [one for one in parties if one in self.labels]
        wide = [one for one in (PARTIES, OBSERVERS, PUBLIC) if one in self.labels]
        return [MEDIATION, *named, *wide]


#: The mediation alone.
NOBODY_ELSE = Readers()


def known_readers(parties: Iterable[str]) -> list[str]:
    """List the words that can stand among readers."""
    return [MEDIATION, *parties, PARTIES, OBSERVERS, PUBLIC]
