"""What every opened case offers, whoever's files it comes from: the case, and each party's readings."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from goodoffices.case import Case
from goodoffices.formats.documents.errors import CaseFileError, Fault
from goodoffices.preferences import BasisKind, Preferences

#: Steps over the whole range of an issue on which parties pull apart, unless the user says otherwise.
STEPS = 100


class ReadingNotNamed(CaseFileError):
    """A party has several readings and nobody said which; the message lists them."""


@dataclass(frozen=True)
class Draft:
    """A package, or part of one, from ``packages/<name>.yaml``."""

    name: str
    choices: Mapping[str, str]
    note: str


class OpenedCase(ABC):
    """A case that was opened. ``notes``: what a reader of its files should know, in sentences."""

    case: Case
    notes: tuple[str, ...] = ()

    @abstractmethod
    def files_of(self, preferences: Sequence[Preferences]) -> list[tuple[str, Path]]:
        """The files that the case and these readings were read from, by their names inside the case."""

    @abstractmethod
    def readings_of(self, party: str) -> tuple[str, ...]:
        """The names of a party's readings."""

    @abstractmethod
    def preferences(self, party: str, reading: str) -> Preferences:
        """One reading of a party. Raises `CaseFileError`."""

    @abstractmethod
    def draft(self, name: str) -> Draft:
        """A package that the case comes with, by name. Raises `CaseFileError`."""

    @property
    def draft_names(self) -> tuple[str, ...]:
        """The names of the packages that the case comes with."""
        return ()

    def beside(self, preferences: Sequence[Preferences]) -> list[str]:
        """What the case has beside these readings, in sentences."""
        return []

    def chosen_preferences(self, named: Mapping[str, str], for_all: str | None = None) -> list[Preferences]:
        """The readings of `chosen_readings`, in the order of the parties."""
        return [self.preferences(party, reading) for party, reading in self.chosen_readings(named, for_all).items()]

    def chosen_readings(self, named: Mapping[str, str], for_all: str | None = None) -> dict[str, str]:
        """The reading of each party: as named, else the case's default, else the only one.

        ``for_all`` is a reading's name to take for every party. Raises `CaseFileError` listing the choices.
        """
        unknown = [party for party in named if party not in self.case.party_ids]
        if unknown:
            parties = ", ".join(self.case.party_ids)
            raise CaseFileError.one("--reading", f'there is no party "{unknown[0]}".', f"Parties are: {parties}.")
        chosen: dict[str, str] = {}
        faults: list[Fault] = []
        for party in self.case.parties:
            try:
                name = named.get(party.id, for_all)
                chosen[party.id] = pick_reading(party.id, self.readings_of(party.id), name, party.default_reading)
                if name is None and self.is_invented(party.id, chosen[party.id]):
                    raise _only_when_named(party.id, chosen[party.id])
            except CaseFileError as error:
                faults += error.faults
        if faults:
            raise ReadingNotNamed(faults)
        return chosen

    def is_invented(self, party: str, reading: str) -> bool:
        """Whether a reading gives a party that exists invented values."""
        return self.case.real_parties and self.preferences(party, reading).basis.kind is BasisKind.EXERCISE

    def certain_readings(self, *, but: str) -> list[list[Preferences]]:
        """Of each party but one its readings whose numbers are certain; parties without any, and files that cannot be read, are left out."""
        found = []
        for party in self.case.party_ids:
            readings = []
            for reading in self.readings_of(party) if party != but else ():
                try:
                    one = self.preferences(party, reading)
                except CaseFileError:
                    continue
                if one.has_numbers and not one.unsupported():
                    readings.append(one)
            if readings:
                found.append(readings)
        return found

    def combinations(self) -> list[dict[str, str]]:
        """All combinations of readings; invented values of parties that exist are left out."""
        each = [[(p, r) for r in self.readings_of(p) if not self.is_invented(p, r)] for p in self.case.party_ids]
        for party, readings in zip(self.case.party_ids, each, strict=True):
            if not readings:
                raise _only_when_named(party, next(iter(self.readings_of(party)), "NAME"))
        return [dict(choice) for choice in product(*each)]


def pick_reading(party: str, readings: Collection[str], named: str | None, default: str | None) -> str:
    """The reading to take for a party. Raises `CaseFileError` listing the choices."""
    if named is not None:
        if named not in readings:
            raise no_such_reading(party, named, readings)
        return named
    if default is not None and default in readings:
        return default
    if len(readings) == 1:
        return next(iter(readings))
    place = f"preferences/{party}"
    if not readings:
        raise CaseFileError.one(
            place, f'there are no preferences of "{party}".', f"Write {place}.yaml, or one file for each reading in {place}/."
        )
    raise ReadingNotNamed(
        [Fault(place, 0, f'"{party}" has several readings: {", ".join(readings)}.', f"Name one: --reading {party}={next(iter(readings))}.")]
    )


def no_such_reading(party: str, reading: str, readings: Collection[str]) -> CaseFileError:
    """The error of naming a reading that a party does not have; lists those that she has."""
    listed = ", ".join(readings) or "none"
    return CaseFileError.one(f"preferences/{party}", f'"{party}" has no reading "{reading}".', f"Readings are: {listed}.")


def _only_when_named(party: str, reading: str) -> CaseFileError:
    return CaseFileError.one(
        f"preferences/{party}",
        f'the values of "{party}" are invented (basis exercise), and the party exists.',
        f"They are used only when named: --reading {party}={reading}.",
    )
