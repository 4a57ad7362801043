"""What a kind of entry is: its name, its fields, and in which logs it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class LogKind(StrEnum):
    """Whose log an entry stands in: that of one side with the mediation, or that of all parties."""

    ONE_SIDE = "one side"
    ALL_PARTIES = "all parties"


@dataclass(frozen=True, kw_only=True)
class EntryKind:
    """A kind of entry.

    ``name``: dotted, as it stands in the entry. ``fields``: the keys of its payload, all of them
    always.
    """

    name: str
    logs: frozenset[LogKind]
    fields: frozenset[str] = field(default_factory=frozenset)

    def check(self, payload: Mapping[str, Any], log: LogKind) -> None:
        """Refuse a payload with other fields than this kind has, and a log where it does not stand.

        Raises `ValueError`.
        """
        if set(payload) != self.fields:
            raise ValueError(
                f"an entry {self.name} holds {sorted(self.fields)}, not {sorted(payload)}"
            )
        if log not in self.logs:
            raise ValueError(f"an entry {self.name} does not stand in the log of {log}")


ONE_SIDE, ALL_PARTIES = frozenset({LogKind.ONE_SIDE}), frozenset({LogKind.ALL_PARTIES})
