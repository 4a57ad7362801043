"""A condition: allowed options on some issues (a box in the space of packages)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Condition:
    """A set of allowed options on some issues.

    It holds for a package whose option on each named issue is one of those listed. ``options`` maps
    an issue's id to the ids of its allowed options, in the order of the file. Issues that are not
    named do not matter.
    """

    options: tuple[tuple[str, frozenset[str]], ...]

    @classmethod
    def of(cls, options: Mapping[str, str | frozenset[str] | set[str] | list[str]]) -> Condition:
        """Make a condition from plain data.

        For example ``Condition.of({"duration": "d30", "scope": ["sea", "all"]})``.
        """
        return cls(
            tuple(
                (issue, frozenset([allowed]) if isinstance(allowed, str) else frozenset(allowed))
                for issue, allowed in options.items()
            )
        )

    @property
    def issues(self) -> tuple[str, ...]:
        """List the ids of the issues that the condition names."""
        return tuple(issue for issue, _ in self.options)

    def holds(self, package: Mapping[str, str]) -> bool:
        """Tell whether a package (issue id to option id) satisfies the condition."""
        return all(package[issue] in allowed for issue, allowed in self.options)
