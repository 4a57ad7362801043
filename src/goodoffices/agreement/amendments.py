"""Which version of a text holds at a time: its amendments that are in force by then."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import TypeVar

from goodoffices.agreement.agreement import Agreement, AgreementText, Amendment
from goodoffices.agreement.period import instant_of
from goodoffices.agreement.terms import Obligation, Power

Term = TypeVar("Term", Obligation, Power)


def amendments_at(
    text: AgreementText, agreement: Agreement, known_at: datetime.datetime
) -> list[Amendment]:
    """List the amendments of a text that are in force by an instant, the earliest first."""
    happened = {one.id: instant_of(one.at, agreement.zone) for one in agreement.events}

    def begins(one: Amendment) -> datetime.datetime | None:
        """Give when an amendment takes effect; None while it does not."""
        if one.agreed is None:
            return None
        agreed = instant_of(one.agreed, agreement.zone)
        if one.starts_with is not None:
            start = happened.get(one.starts_with)
            return None if start is None else max(agreed, start)
        return agreed if one.starts is None else max(agreed, instant_of(one.starts, agreement.zone))

    times = [(begins(one), k, one) for k, one in enumerate(text.amendments)]
    known = [(at, k, one) for at, k, one in times if at is not None and at <= known_at]
    return [one for _at, _k, one in sorted(known, key=lambda found: found[:2])]


def obligations_at(
    text: AgreementText, agreement: Agreement, known_at: datetime.datetime
) -> list[Obligation]:
    """List the obligations of a text as it is amended by an instant."""
    found = amendments_at(text, agreement, known_at)
    return _amended(text.obligations, ((one.obligations, one.ends) for one in found))


def powers_at(
    text: AgreementText, agreement: Agreement, known_at: datetime.datetime
) -> list[Power]:
    """List the powers of a text as it is amended by an instant."""
    found = amendments_at(text, agreement, known_at)
    return _amended(text.powers, ((one.powers, one.ends) for one in found))


def _amended(
    first: Iterable[Term], changes: Iterable[tuple[Iterable[Term], Iterable[str]]]
) -> list[Term]:
    terms = {one.id: one for one in first}
    for new, ended in changes:
        terms.update({one.id: one for one in new})
        for name in ended:
            terms.pop(name, None)
    return list(terms.values())


def every_obligation(text: AgreementText) -> Iterator[Obligation]:
    """Give all obligations of a text, with those of all its amendments."""
    yield from text.obligations
    for one in text.amendments:
        yield from one.obligations
