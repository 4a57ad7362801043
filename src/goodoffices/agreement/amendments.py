"""Which version of a text holds at a time: its amendments that are in force by then."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar
from zoneinfo import ZoneInfo

from goodoffices.agreement.agreement import Agreement, AgreementText, Amendment
from goodoffices.agreement.period import instant_of
from goodoffices.agreement.terms import Obligation, Power
from goodoffices.procedure import Moment

Term = TypeVar("Term", Obligation, Power)


def amendments_at(
    text: AgreementText, agreement: Agreement, known_at: datetime.datetime
) -> list[Amendment]:
    """List the amendments of a text that are in force by an instant, the earliest first."""
    return [one for _begins, one in _in_force(text, agreement, known_at)]


def beginnings_by_amendment(
    text: AgreementText, agreement: Agreement, known_at: datetime.datetime
) -> dict[str, Moment]:
    """Give when the amendment took effect that brought an obligation as it is now, by its id."""
    return {
        owed.id: begins
        for begins, change in _in_force(text, agreement, known_at)
        for owed in change.obligations
    }


def _in_force(
    text: AgreementText, agreement: Agreement, known_at: datetime.datetime
) -> list[tuple[Moment, Amendment]]:
    """List the amendments in force by an instant with when each took effect, in that order."""
    zone = agreement.zone
    happened = {one.id: one.at for one in agreement.happenings()}
    found = []
    for number, one in enumerate(text.amendments):
        begins = _beginning(one, happened, zone)
        if begins is not None and instant_of(begins, zone) <= known_at:
            found.append((instant_of(begins, zone), number, begins, one))
    found.sort(key=lambda each: each[:2])
    return [(begins, one) for _instant, _number, begins, one in found]


def _beginning(change: Amendment, happened: Mapping[str, Moment], zone: ZoneInfo) -> Moment | None:
    """Give when an amendment takes effect; None while it does not."""
    start = change.starts if change.starts_with is None else happened.get(change.starts_with)
    if change.agreed is None or (change.starts_with is not None and start is None):
        return None
    moments = [change.agreed] if start is None else [change.agreed, start]
    return max(moments, key=lambda one: instant_of(one, zone))


def obligations_at(
    text: AgreementText, agreement: Agreement, known_at: datetime.datetime
) -> list[Obligation]:
    """List the obligations of a text as it is amended by an instant."""
    found = amendments_at(text, agreement, known_at)
    return _amended(text.obligations, ((one.obligations, one.ends) for one in found))


def versions_of(
    text: AgreementText, agreement: Agreement, known_at: datetime.datetime
) -> list[tuple[datetime.datetime | None, list[Obligation]]]:
    """List the versions of a text's obligations by an instant, each with when it took effect.

    None for the first one, which holds from the text's beginning.
    """
    found = _in_force(text, agreement, known_at)
    versions: list[tuple[datetime.datetime | None, list[Obligation]]] = []
    for n in range(len(found) + 1):
        changes = ((one.obligations, one.ends) for _, one in found[:n])
        begins = instant_of(found[n - 1][0], agreement.zone) if n else None
        versions.append((begins, _amended(text.obligations, changes)))
    return versions


def ended_obligations_at(
    text: AgreementText, agreement: Agreement, known_at: datetime.datetime
) -> list[Obligation]:
    """List the obligations of a text that an amendment ended by an instant, as they were last."""
    found = amendments_at(text, agreement, known_at)
    seen = _amended(text.obligations, ((one.obligations, ()) for one in found))
    still = {one.id for one in obligations_at(text, agreement, known_at)}
    return [one for one in seen if one.id not in still]


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
