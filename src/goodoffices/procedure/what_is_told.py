"""What the joint result of sealed answers tells each side, found by trying all answers of all.

A side knows its own answer and the joint result, and nothing else. What holds in every world that
agrees with both it can know for certain; how many answers of the others stay possible says how much
it learns beside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from goodoffices.procedure.answer_rules import (
    NONE,
    AnswerRule,
    BidRule,
    PackagesRule,
    RankingRule,
    Rule,
    WhetherRule,
    accepted_in,
    all_rankings,
    all_sets,
)

#: Steps of the scale on which a blind bid is tried; packages and wordings that are tried at most.
STEPS, PACKAGES_TRIED, WORDINGS_TRIED = 12, 3, 3


class Fact(StrEnum):
    """Something that can hold of the answers of the other sides."""

    ALL_OTHERS_AGREED = "every other side agreed"
    NOT_ALL_OTHERS_AGREED = "at least one other side did not agree"
    ALL_OTHERS_ACCEPTED_IT = "every other side accepted this package"
    NOT_ALL_OTHERS_ACCEPTED_IT = "at least one other side did not accept this package"
    NOT_ALL_RANKED_IT_FIRST = "at least one other side did not rank first what we ranked first"
    NOT_ALL_RANKED_ALIKE = "at least one other side ranked otherwise than we did"
    NOT_ALL_OTHERS_RANKED = "at least one other side did not rank the wordings"
    FIGURE = "the other side's figure"
    BEYOND_OURS = "the other side's figure is beyond ours"
    IT_EXISTS = "what was asked for exists"


@dataclass(frozen=True, kw_only=True)
class Inference:
    """What a side knows that answered so, once the joint result is there.

    ``row``: its answer and the result, as the rule classes them; ``facts``: what is certain then
    and was not before; ``least_left``, ``most_left``: how many of the ``of`` answers that the
    others can have given stay possible.
    """

    row: tuple[str, ...]
    facts: frozenset[Fact]
    least_left: int
    most_left: int
    of: int


class _World(NamedTuple):
    """One way in which all can have answered: own answer first."""

    own: str
    others: tuple[str, ...]
    joint: str


@lru_cache(maxsize=64)
def what_is_told(rule: Rule, n_sides: int) -> tuple[Inference, ...]:
    """List what each side learns from the joint result, by its own answer.

    A rule with many answers is tried on a small one of its kind: three packages, three wordings, a
    scale of twelve steps. Cost: answers to the power of sides; of more than four sides four are
    tried.
    """
    others = min(n_sides, 4) - 1
    if isinstance(rule, WhetherRule):
        found = list(product(product(rule.choices, repeat=others), rule.choices))
        worlds = [(*answers, exists) for answers, exists in found]
        return tuple(_told(_joint_and_found(rule), rule.choices, worlds, _rows_of_whether(rule)))
    if isinstance(rule, AnswerRule):
        worlds = list(product(rule.choices, repeat=others))
        return tuple(_told(_joint_of(rule), rule.choices, worlds, _rows_of_choices(rule)))
    if isinstance(rule, PackagesRule):
        few = replace(rule, packages=min(rule.packages, PACKAGES_TRIED))
        sets = all_sets(few.packages)
        worlds = list(product(sets, repeat=others))
        return tuple(_told(_joint_of(few), sets, worlds, _rows_of_packages(few.packages)))
    if isinstance(rule, RankingRule):
        count = min(rule.wordings, WORDINGS_TRIED)
        few_words = replace(rule, wordings=count, lot=tuple(n for n in rule.lot if n <= count))
        ranks = [NONE, *all_rankings(count)]
        worlds = list(product(ranks, repeat=min(others, 2)))
        return tuple(_told(_joint_of(few_words), ranks, worlds, _rows_of_rankings))
    assert isinstance(rule, BidRule)
    scale = [str(k) for k in range(STEPS)]
    told: list[Inference] = []
    for pays in (True, False):
        small = replace(rule, lowest=0, highest=STEPS - 1, payer="0" if pays else "1")
        told += _told(_joint_of(small), scale, list(product(scale)), _rows_of_bids(pays))
    return tuple(told)


class _Row(NamedTuple):
    """How a world is classed, and what holds in it of the others."""

    row: tuple[str, ...]
    facts: frozenset[Fact]


#: Classes a world: a world of several packages is a row for each of them.
Classing = Callable[[_World], Iterable[_Row]]


#: Gives the joint result of a world: of our own answer, and of what the others answer.
Joint = Callable[[str, tuple[str, ...]], str]


def _joint_of(rule: Rule) -> Joint:
    def joint(own: str, others: tuple[str, ...]) -> str:
        return rule.joint(dict(zip("0123", (own, *others), strict=False)))

    return joint


def _joint_and_found(rule: WhetherRule) -> Joint:
    """Give the joint result of answers and, last, of whether it exists."""

    def joint(own: str, others: tuple[str, ...]) -> str:
        *answers, exists = others
        return rule.told(_joint_of(rule)(own, tuple(answers)), exists=exists == "yes")

    return joint


def _told(
    joint: Joint, answers: Sequence[str], everything: Sequence[tuple[str, ...]], rows: Classing
) -> list[Inference]:
    """Class all worlds by what a side answers and learns. ``everything``: of the others."""
    found: dict[tuple[str, ...], list[Inference]] = {}
    known_before: list[frozenset[Fact]] = []
    for own in answers:
        worlds = [_World(own, others, joint(own, others)) for others in everything]
        known_before.append(_certain([row for one in worlds for row in rows(one)]))
        for result in sorted({one.joint for one in worlds}):
            left = [one for one in worlds if one.joint == result]
            classed = [row for one in left for row in rows(one)]
            for name in dict.fromkeys(row.row for row in classed):
                facts = _certain([row for row in classed if row.row == name])
                told = Inference(
                    row=name,
                    facts=facts,
                    least_left=len(left),
                    most_left=len(left),
                    of=len(everything),
                )
                found.setdefault(name, []).append(told)
    known = frozenset.intersection(*known_before)
    together = [_together(found[name]) for name in sorted(found)]
    return [replace(one, facts=one.facts - known) for one in together]


def _together(told: Sequence[Inference]) -> Inference:
    """Put together what different answers of one class learn: what is certain for each of them."""
    return Inference(
        row=told[0].row,
        facts=frozenset.intersection(*(one.facts for one in told)),
        least_left=min(one.least_left for one in told),
        most_left=max(one.most_left for one in told),
        of=told[0].of,
    )


def _certain(rows: Sequence[_Row]) -> frozenset[Fact]:
    return frozenset.intersection(*(row.facts for row in rows)) if rows else frozenset()


def _rows_of_choices(rule: AnswerRule) -> Classing:
    def rows(world: _World) -> Iterator[_Row]:
        agreed = all(one in rule.agreeing for one in world.others)
        fact = Fact.ALL_OTHERS_AGREED if agreed else Fact.NOT_ALL_OTHERS_AGREED
        yield _Row((world.own, world.joint), frozenset({fact}))

    return rows


def _rows_of_whether(rule: WhetherRule) -> Classing:
    def rows(world: _World) -> Iterator[_Row]:
        *answers, exists = world.others
        facts = set()
        if all(one in rule.agreeing for one in answers):
            facts.add(Fact.ALL_OTHERS_AGREED)
        if exists == "yes":
            facts.add(Fact.IT_EXISTS)
        yield _Row((world.own, world.joint), frozenset(facts))

    return rows


def _rows_of_packages(packages: int) -> Classing:
    """Class a world by one package after another: whether we accepted it, and where it stands."""

    def rows(world: _World) -> Iterator[_Row]:
        for number in range(1, packages + 1):
            ours = "accepted" if number in accepted_in(world.own) else "not accepted"
            if world.joint == NONE:
                place = "none is revealed"
            elif int(world.joint) == number:
                place = "it is revealed"
            else:
                place = "before the revealed" if number < int(world.joint) else "after the revealed"
            by_all = all(number in accepted_in(one) for one in world.others)
            fact = Fact.ALL_OTHERS_ACCEPTED_IT if by_all else Fact.NOT_ALL_OTHERS_ACCEPTED_IT
            yield _Row((ours, place), frozenset({fact}))

    return rows


def _rows_of_rankings(world: _World) -> Iterator[_Row]:
    """Class a world by the rank that we gave to the elected wording."""
    if world.joint == NONE:
        silent = frozenset({Fact.NOT_ALL_OTHERS_RANKED} if NONE in world.others else ())
        yield _Row(("silent" if world.own == NONE else "ranked", "none"), silent)
        return
    own = world.own.split(",")
    first = [k for k, rank in enumerate(own) if rank == "1"]
    facts = set()
    if any(other.split(",")[k] != "1" for other in world.others for k in first):
        facts.add(Fact.NOT_ALL_RANKED_IT_FIRST)
    if any(other != world.own for other in world.others):
        facts.add(Fact.NOT_ALL_RANKED_ALIKE)
    yield _Row(("ranked", own[int(world.joint) - 1]), frozenset(facts))


def _rows_of_bids(pays: bool) -> Classing:
    """Class a world of two bids: whether we pay, and whether it settled."""

    def rows(world: _World) -> Iterator[_Row]:
        mine, theirs = int(world.own), int(world.others[0])
        who = "pays" if pays else "is paid"
        if world.joint != NONE:
            # The middle and our own figure give the other one.
            assert float(world.joint) * 2 - mine == theirs
            yield _Row((who, "settled"), frozenset({Fact.FIGURE}))
        else:
            assert (theirs > mine) is pays
            yield _Row((who, "not settled"), frozenset({Fact.BEYOND_OURS}))

    return rows
