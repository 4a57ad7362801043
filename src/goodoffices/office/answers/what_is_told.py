"""What the result of sealed answers tells, in words: by what one answers, what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goodoffices.office.lazy_words import StrOrPromise
from goodoffices.procedure import (
    BidRule,
    Fact,
    Inference,
    PackagesRule,
    RankingRule,
    Rule,
    what_is_told,
)
from goodoffices.procedure.what_is_told import PACKAGES_TRIED, STEPS, WORDINGS_TRIED

#: What is certain, where several others answer, and where one other does.
FACTS: Mapping[Fact, StrOrPromise] = {
    Fact.ALL_OTHERS_AGREED: gettext_lazy("that all others said yes"),
    Fact.NOT_ALL_OTHERS_AGREED: gettext_lazy("that one of the others at least did not say yes"),
    Fact.ALL_OTHERS_ACCEPTED_IT: gettext_lazy("that all others accepted it"),
    Fact.NOT_ALL_OTHERS_ACCEPTED_IT: gettext_lazy(
        "that one of the others at least did not accept it"
    ),
    Fact.NOT_ALL_RANKED_IT_FIRST: gettext_lazy(
        "that one of the others at least did not rank first what we ranked first"
    ),
    Fact.NOT_ALL_RANKED_ALIKE: gettext_lazy("that one of the others at least ranked otherwise"),
    Fact.NOT_ALL_OTHERS_RANKED: gettext_lazy("that one of the others at least did not rank them"),
    Fact.FIGURE: gettext_lazy("the other's figure: it can be computed from ours and the middle"),
    Fact.BEYOND_OURS: gettext_lazy("that the other's figure is beyond ours"),
    Fact.IT_EXISTS: gettext_lazy("that a better package exists"),
}
OF_ONE_OTHER: Mapping[Fact, StrOrPromise] = {
    **FACTS,
    Fact.NOT_ALL_OTHERS_AGREED: gettext_lazy("that the other did not say yes"),
    Fact.ALL_OTHERS_ACCEPTED_IT: gettext_lazy("that the other accepted it"),
    Fact.NOT_ALL_OTHERS_ACCEPTED_IT: gettext_lazy("that the other did not accept it"),
    Fact.NOT_ALL_RANKED_IT_FIRST: gettext_lazy(
        "that the other did not rank first what we ranked first"
    ),
    Fact.NOT_ALL_RANKED_ALIKE: gettext_lazy("that the other ranked otherwise"),
    Fact.NOT_ALL_OTHERS_RANKED: gettext_lazy("that the other did not rank them"),
}
#: The parts of a row: what one answered, and what came of it.
PARTS: Mapping[tuple[str, int, str], StrOrPromise] = {
    ("sealed", 0, "yes"): gettext_lazy("Yes"),
    ("sealed", 0, "no"): gettext_lazy("No"),
    ("sealed", 1, "yes"): gettext_lazy("All said yes"),
    ("sealed", 1, "no"): gettext_lazy("Not all said yes"),
    ("whether", 0, "yes"): gettext_lazy("We want to know"),
    ("whether", 0, "no"): gettext_lazy("We do not want to know"),
    ("whether", 1, "yes"): gettext_lazy("it exists"),
    ("whether", 1, "no"): gettext_lazy("we learn: no"),
    ("packages", 0, "accepted"): gettext_lazy("We accepted a package"),
    ("packages", 0, "not accepted"): gettext_lazy("We did not accept a package"),
    ("packages", 1, "it is revealed"): gettext_lazy("it is the one that is revealed"),
    ("packages", 1, "before the revealed"): gettext_lazy("one after it is revealed"),
    ("packages", 1, "after the revealed"): gettext_lazy("one before it is revealed"),
    ("packages", 1, "none is revealed"): gettext_lazy("none is revealed"),
    ("ranking", 0, "ranked"): gettext_lazy("We rank them"),
    ("ranking", 0, "silent"): gettext_lazy("We do not rank them"),
    ("ranking", 1, "none"): gettext_lazy("none is elected"),
    ("bid", 0, "pays"): gettext_lazy("We pay"),
    ("bid", 0, "is paid"): gettext_lazy("We are paid"),
    ("bid", 1, "settled"): gettext_lazy("it settles in the middle"),
    ("bid", 1, "not settled"): gettext_lazy("it does not settle"),
}


@dataclass(frozen=True, kw_only=True)
class ToldShown:
    """A row of the table: what one answered and what came of it, what one knows, what is open."""

    row: list[str]
    knows: str
    left: str


def told_in_words(name: str, rule: Rule, n_sides: int) -> list[ToldShown]:
    """Write what the result tells each side, by its own answer; empty where nothing is sealed."""
    if not rule.is_sealed:
        return []
    words = OF_ONE_OTHER if n_sides == 2 else FACTS
    return [
        ToldShown(
            row=[_part(name, k, part) for k, part in enumerate(one.row)],
            knows=_known(one, words),
            left=_left(one),
        )
        for one in what_is_told(rule, n_sides)
    ]


def _part(name: str, place: int, part: str) -> str:
    if name == "ranking" and part.isdigit():
        return _("the elected wording is our rank {rank}").format(rank=part)
    # To see, to take and to approve are a sealed yes or no.
    sealed = ("see", "take", "approval")
    return str(PARTS["sealed" if name in sealed else name, place, part])


def _known(one: Inference, words: Mapping[Fact, StrOrPromise]) -> str:
    # Who did not rank first what we did ranked otherwise, too.
    facts = one.facts - ({Fact.NOT_ALL_RANKED_ALIKE} if len(one.facts) > 1 else set())
    if not facts:
        return (
            _("nothing about the others for certain")
            if one.of > one.most_left
            else _("nothing about the others")
        )
    return " ".join(str(words[fact]) for fact in sorted(facts))


def _left(one: Inference) -> str:
    """Say how many of the answers that the others can have given stay possible."""
    if one.least_left == one.most_left:
        said = ngettext("{n} of {of} stays possible", "{n} of {of} stay possible", one.most_left)
        return said.format(n=one.most_left, of=one.of)
    return _("{least} to {most} of {of} stay possible").format(
        least=one.least_left, most=one.most_left, of=one.of
    )


def tried_in_words(rule: Rule) -> str:
    """Say on what the table was found, where the question itself has more answers than that."""
    if isinstance(rule, BidRule):
        return _("Tried on a scale of {n} steps.").format(n=STEPS)
    if isinstance(rule, RankingRule):
        return _("Tried with {n} wordings at most.").format(n=WORDINGS_TRIED)
    if isinstance(rule, PackagesRule):
        return _("Of several packages {n} are tried at most.").format(n=PACKAGES_TRIED)
    return ""
