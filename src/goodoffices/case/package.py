"""A package: one option for every issue."""

from __future__ import annotations

from collections.abc import Mapping

#: One option id for each issue id, in the order of the case's issues.
Package = Mapping[str, str]


def package_key(package: Package) -> tuple[tuple[str, str], ...]:
    """Give a package as a value that can be compared and put into sets."""
    return tuple(package.items())
