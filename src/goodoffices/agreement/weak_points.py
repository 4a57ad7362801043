"""What is weak in the terms of an agreement: found by rule, for people to mend or to leave.

Nothing here is a mistake of the file: an agreement can be signed with all of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, islice

from goodoffices.agreement.agreement import Agreement, AgreementText
from goodoffices.agreement.amendments import every_obligation
from goodoffices.agreement.matters import Matter, matters_left_out
from goodoffices.agreement.period import instant_of
from goodoffices.agreement.terms import Modality, Obligation
from goodoffices.case import Case, Text

#: Pairs of obligations to the same act that are held against each other.
MOST_PAIRS = 100_000


class Weakness(StrEnum):
    """A kind of weak point."""

    LEFT_OUT = "left out"
    UNDEFINED = "undefined"
    CONFLICT = "conflict"
    NO_SIGNATORY = "no signatory"
    NOT_CARRIED_OUT = "not carried out"
    NOBODY_OWES = "nobody owes"
    IN_OTHER_HANDS = "in other hands"


@dataclass(frozen=True, slots=True, kw_only=True)
class WeakPoint:
    """A weak point. ``terms``: the ids of what it is about; ``words``: a quoted term, or empty.

    ``matter``: what is left out; None for the others.
    """

    kind: Weakness
    terms: tuple[str, ...] = ()
    words: str = ""
    matter: Matter | None = None


def weak_points(agreement: Agreement, case: Case) -> list[WeakPoint]:
    """List the weak points of an agreement's terms, kind by kind."""
    return [
        *(WeakPoint(kind=Weakness.LEFT_OUT, matter=one) for one in matters_left_out(agreement)),
        *_not_carried_out(agreement),
        *_conflicts(agreement),
        *_in_other_hands(agreement, case),
        *_without_signature(agreement),
        *_undefined(agreement),
    ]


def _not_carried_out(agreement: Agreement) -> Iterator[WeakPoint]:
    """Find the issues of the package that no article settles, or under which nobody owes."""
    owing = {one.article for text in agreement.texts for one in every_obligation(text)}
    for issue in agreement.package:
        articles = [one.id for one in agreement.articles if issue in one.settles]
        if not articles:
            yield WeakPoint(kind=Weakness.NOT_CARRIED_OUT, terms=(issue,))
        elif owing.isdisjoint(articles):
            yield WeakPoint(kind=Weakness.NOBODY_OWES, terms=(issue, *articles))


def _conflicts(agreement: Agreement) -> Iterator[WeakPoint]:
    """Find what one side must do and must not do, in areas and times that can meet."""
    owed = [(one, text) for text in agreement.texts for one in every_obligation(text)]
    by_act: dict[tuple[str, str], list[tuple[Obligation, AgreementText]]] = {}
    for one, text in owed:
        by_act.setdefault((one.who, _folded(one.act)), []).append((one, text))
    for same in by_act.values():
        for (one, _), (other, _) in islice(combinations(same, 2), MOST_PAIRS):
            forbids = [m.modality is Modality.MUST_NOT for m in (one, other)]
            if any(forbids) and not all(forbids) and _can_meet(one, other, agreement):
                yield WeakPoint(kind=Weakness.CONFLICT, terms=(one.id, other.id))


def _can_meet(one: Obligation, other: Obligation, agreement: Agreement) -> bool:
    """Tell whether two obligations can hold at one place and time."""
    if one.where and other.where and set(one.where).isdisjoint(other.where):
        return False
    spans = []
    for owed in (one, other):
        begins, until = (
            None if moment is None else instant_of(moment, agreement.zone)
            for moment in (owed.starts, owed.until)
        )
        spans.append((begins, until))
    (a, a_end), (b, b_end) = spans
    is_apart = (a_end is not None and b is not None and a_end < b) or (
        b_end is not None and a is not None and b_end < a
    )
    return not is_apart


def _in_other_hands(agreement: Agreement, case: Case) -> Iterator[WeakPoint]:
    """Find what the package promises that lies with a third party who signs no text."""
    signs = {side for text in agreement.texts for side in text.between}
    quo = case.status_quo() or {}
    for name, option in agreement.package.items():
        hand = case.issue(name).in_hand_of
        if hand and hand not in signs and quo.get(name) != option:
            yield WeakPoint(kind=Weakness.IN_OTHER_HANDS, terms=(name, hand))


def _without_signature(agreement: Agreement) -> Iterator[WeakPoint]:
    """Find what is owed by a side that does not sign the text that says so."""
    for text in agreement.texts:
        for one in every_obligation(text):
            if one.who not in text.between:
                yield WeakPoint(kind=Weakness.NO_SIGNATORY, terms=(one.id, one.who, text.id))


#: A term in quotation marks of any kind.
_QUOTED = re.compile(r"[“„«\"]([^“”„«»\"]{1,80})[”“»\"]")


def _undefined(agreement: Agreement) -> Iterator[WeakPoint]:
    """Find words in quotation marks that no definition explains."""
    known = {_fold(words) for one in agreement.definitions for _, words in one.term.by_language}
    said: dict[str, tuple[str, list[str]]] = {}
    for name, text in _all_words(agreement):
        for _language, words in text.by_language:
            for found in _QUOTED.findall(words):
                if _fold(found) not in known:
                    said.setdefault(_fold(found), (found, []))[1].append(name)
    for words, places in said.values():
        yield WeakPoint(
            kind=Weakness.UNDEFINED, terms=tuple(dict.fromkeys(places)), words=words.strip()
        )


def _all_words(agreement: Agreement) -> Iterator[tuple[str, Text]]:
    for article in agreement.articles:
        if article.words is not None:
            yield article.id, article.words
    for text in agreement.texts:
        for one in every_obligation(text):
            yield one.id, one.act
            yield from ((one.id, text) for text in (one.condition, one.unless) if text is not None)


def _folded(text: Text) -> str:
    return "\0".join(_fold(words) for _language, words in text.by_language)


def _fold(words: str) -> str:
    """Write words as they are compared: no case, no doubled blanks, no stops at the end."""
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split()).rstrip(" .;,")
