"""The rules of calls by their names, and what each is asked with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from goodoffices.procedure import (
    ASSESSMENT,
    SEALED,
    SEAT,
    SILENCE_PROCEDURE,
    STATEMENT,
    WHETHER,
    BidRule,
    PackagesRule,
    RankingRule,
    Rule,
)

#: What a call is asked with beside its words, by names: it stands in the entry that opens it.
Asks = Mapping[str, Any]


def _packages(asks: Asks) -> Rule:
    return PackagesRule(packages=len(asks["packages"]))


def _ranking(asks: Asks) -> Rule:
    return RankingRule(wordings=len(asks["wordings"]), lot=tuple(asks["lot"]))


def _bid(asks: Asks) -> Rule:
    return BidRule(lowest=asks["lowest"], highest=asks["highest"], payer=asks["payer"])


#: How the rule of a call is made of what it is asked with, by the names that entries hold.
RULES: Mapping[str, Callable[[Asks], Rule]] = {
    "sealed": lambda asks: SEALED,
    "packages": _packages,
    "ranking": _ranking,
    "bid": _bid,
    "assessment": lambda asks: ASSESSMENT,
    "silence": lambda asks: SILENCE_PROCEDURE,
    "seat": lambda asks: SEAT,
    "whether": lambda asks: WHETHER,
    "see": lambda asks: SEALED,
    "take": lambda asks: SEALED,
    "approval": lambda asks: SEALED,
    "statement": lambda asks: STATEMENT,
}


def rule_of(said: Mapping[str, Any]) -> Rule:
    """Make the rule of a call of what is kept of it."""
    return RULES[said["rule"]](said["asks"])


#: What a call is asked with that its rule does not need.
_WORDS = ("kind", "name", "unit", "title", "body", "texts", "by")


def kept_of(asks: Asks) -> dict[str, Any]:
    """Give what the rule of a call needs of what it is asked with: no words, and no packages."""
    kept = dict(asks)
    for listed, nothing in (("packages", {}), ("wordings", "")):
        if listed in kept:
            kept[listed] = [nothing] * len(kept[listed])
    return {name: value for name, value in kept.items() if name not in _WORDS}


#: What stands for the questions of each rule where none is asked yet: enough to say what it tells.
EXAMPLES: Mapping[str, Asks] = {
    "packages": {"packages": ({}, {}, {})},
    "ranking": {"wordings": ("", "", ""), "lot": (1, 2, 3)},
    "bid": {"lowest": 0, "highest": 1, "payer": ""},
}


def example_of(name: str) -> Rule:
    """Make a rule of a name as it is before anything is asked."""
    return RULES[name](EXAMPLES.get(name, {}))
