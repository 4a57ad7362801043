"""Name the keys of NegMAS's objects that are understood here.

Anything else that could change a utility or the space is refused by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from goodoffices.formats.documents.errors import FormatNotSupported

#: Keys of any object that change neither utilities nor the space.
PLAIN = frozenset(
    {
        "type",
        "name",
        "id",
        "path",
        "owner",
        "info",
        "stability",
        "outcome_space",
        "issues",
        "n_values",
        "reserved_value",
        "reserved_outcome",
    }
)
#: What each kind of object is read from.
KNOWN = {
    "LinearAdditiveUtilityFunction": {"values", "weights", "bias"},
    "HyperRectangleUtilityFunction": {
        "outcome_ranges",
        "utilities",
        "mappings",
        "weights",
        "bias",
        "ignore_issues_not_in_input",
        "ignore_failing_range_utilities",
    },
    "WeightedUtilityFunction": {"ufuns", "weights"},
    "ConstUtilityFunction": {"value"},
    "TableFun": {"mapping"},
    "ConstFun": {"bias"},
    "AffineFun": {"slope", "bias"},
    "LinearFun": {"slope", "bias"},
    "IdentityFun": set(),
    "QuadraticFun": {"a1", "a2", "bias"},
    "PolynomialFun": {"coefficients", "bias"},
    "TriangularFun": {"start", "middle", "end", "bias", "scale"},
}


def refuse_unknown_keys(data: Mapping[str, Any], kind: str, shown_as: str) -> None:
    """Refuse an object that holds more than is read of its kind. Raises `FormatNotSupported`."""
    known = PLAIN | KNOWN.get(kind, set())
    for key, value in data.items():
        if (
            key not in known
            and value not in (None, False, 0)
            and not (isinstance(value, (list, tuple, dict, str)) and not value)
        ):
            raise FormatNotSupported(
                shown_as,
                f'"{str(key)[:40]}" of {kind} is not understood, '
                "and may change what packages are worth.",
            )


def refuse_rules(space: Mapping[str, Any], shown_as: str) -> None:
    """Refuse an outcome space that holds rules of which outcomes there are.

    Raises `FormatNotSupported`.
    """
    for key, value in space.items():
        if key not in PLAIN | {"values"} and value:
            raise FormatNotSupported(
                shown_as,
                f'"{str(key)[:40]}" of the outcome space is not understood, '
                "and may change which packages there are.",
            )
